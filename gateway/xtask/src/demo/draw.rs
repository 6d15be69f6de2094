//! The demo's draw: a list of jurors in Nansha, a panel of three judges and four jurors who are drawn among three gateways, with Macao silent when the
//! draw is opened; and its packet, verified by the program and by a second one in another language.

use std::process::Command;

use serde_json::Value;

use super::{Demo, Gateway, PAUSE, TRIES, done, text_in};
use crate::{clock, workspace};

/// A draw goes on by beats of a second: so often it is looked.
const LOOKS: u32 = 3 * TRIES;

/// The number of the case, and that of the decision by which the jurors are appointed.
const NUMBERS: &str = "fixtures/jurors/numbers.json";

impl Demo {
    /// Macao's gateway is handed over: it is stopped under way.
    pub(super) fn play_draw(&self, macao: Gateway) -> Result<Gateway, String> {
        let judge = "lin-yu";
        self.day("2026-05-11")?;
        self.title("demo-jurors", &["authority=authority:cn-nansha"])?;
        self.list_jurors(judge)?;
        self.title("demo-draw", &["authority=authority:cn-nansha"])?;
        self.sealing(judge)?;
        let case = text_in(&workspace::root().join(NUMBERS), "case")?;
        let wanted = ["--hearing", "2026-06-15", "--procedure", "ordinary", "--instance", "first", "--alternates", "1"];
        let seats = ["--judges", "3", "--seat", "HK", "--seat", "MO", "--seat", "-", "--seat", "-"];
        let request = [&["draw", "request", "--case", &case], &wanted[..], &seats[..]].concat();
        let draw = self.read_as(judge, &request, None)?;
        let draw = draw.trim();
        println!("{draw}");
        self.wait_for_draw(judge, draw, |shown| said(shown, "mo", "close"))?;
        macao.kill();
        self.title("demo-silent", &["gateway=gateway:mo"])?;
        self.wait_for_draw(judge, draw, |shown| shown["phase"] == "opening" && waits_for(shown, "mo"))?;
        self.show_as(judge, &["draw", "show", draw])?;
        self.day("2026-05-12")?;
        self.wait_for_draw(judge, draw, |shown| shown["phase"] == "drawn" && !said(shown, "mo", "open"))?;
        self.show_as(judge, &["draw", "show", draw])?;

        self.title("demo-packet", &[])?;
        let packet = self.world.join("draw.json").display().to_string();
        self.show_as(judge, &["draw", "packet", draw, "--out", &packet])?;
        let mut verify = self.command(&["draw", "verify", &packet]);
        done(self.against_the_roll(&mut verify))?;
        self.second_reading(&packet)?;
        self.start("mo")
    }

    /// Eight jurors, of Hong Kong and of Macao by turns, examined, appointed and sworn.
    fn list_jurors(&self, judge: &str) -> Result<(), String> {
        self.sealing(judge)?;
        self.show_as(judge, &["juror", "posts", "--judges", "10", "--quota", "40"])?;
        let folder = workspace::root().join("fixtures/jurors");
        let list = std::fs::read(folder.join("list.json")).map_err(|error| error.to_string())?;
        let list: Vec<Value> = serde_json::from_slice(&list).map_err(|error| error.to_string())?;
        let (profile, candidate) = (self.world.join("juror.json"), folder.join("candidate.json"));
        let candidate = candidate.display().to_string();
        let decision = text_in(&workspace::root().join(NUMBERS), "appointment")?;
        for juror in list {
            std::fs::write(&profile, juror.to_string()).map_err(|error| error.to_string())?;
            let nominate = ["juror", "nominate", "--route", "random"];
            let id = self.read_as(judge, &nominate, Some(&profile))?;
            let id = id.trim();
            self.read_as(judge, &["juror", "assess", id, &candidate], None)?;
            self.read_as(judge, &["juror", "appoint", id, "--decision", &decision], None)?;
            self.read_as(judge, &["juror", "oath", id], None)?;
        }
        self.show_as(judge, &["juror", "list"])
    }

    fn wait_for_draw(&self, account: &str, draw: &str, is_so: impl Fn(&Value) -> bool) -> Result<(), String> {
        let mut shown = Value::Null;
        for _ in 0..LOOKS {
            let answer = self.read_as(account, &["draw", "show", draw, "--json"], None)?;
            shown = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
            if is_so(&shown) {
                return Ok(());
            }
            clock::pause(PAUSE);
        }
        Err(format!("the draw {draw} does not go on: {shown}"))
    }

    /// The reading that was written from the document alone.
    fn second_reading(&self, packet: &str) -> Result<(), String> {
        let mut python = Command::new("python3");
        python.arg(workspace::root().join("tests/foreign/python/draw.py")).args(["verify", packet]);
        match python.status() {
            Ok(status) if status.success() => self.title("demo-second-reading", &[]),
            Ok(status) => Err(format!("{python:?} ended with {status}")),
            Err(_) => self.title("demo-no-second-reading", &[]),
        }
    }
}

fn said(shown: &Value, gateway: &str, step: &str) -> bool {
    let steps = shown["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    steps.iter().any(|said| said["by"] == gateway && said["step"] == step)
}

fn waits_for(shown: &Value, gateway: &str) -> bool {
    let waiting = shown["waiting"].as_array().map(Vec::as_slice).unwrap_or_default();
    waiting.iter().any(|waits| waits["gateway"] == gateway)
}
