//! The demo's two matters of evidence: a witness in Macao who is heard by video, and the documents of a bank in Hong Kong.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Demo, done};
use crate::workspace;

/// Who executes, and why it costs something.
#[derive(serde::Deserialize)]
struct Execution {
    executing_body: String,
    #[serde(default)]
    costs: String,
}

/// When and where a witness is heard.
#[derive(serde::Deserialize)]
struct Hearing {
    date: String,
    time: String,
    place: String,
    attendance: String,
}

/// Where the evidence is recorded, sealed and sent back.
struct Desk<'a> {
    judge: &'a str,
    registrar: &'a str,
    matter: &'a str,
    folder: PathBuf,
}

impl Demo {
    /// Nansha asks Macao directly; the witness is heard by video, and what he said comes back with a list of the recording.
    pub(super) fn play_video_testimony(&self) -> Result<(), String> {
        let (judge, officer, registrar) = ("lin-yu", "su-jie", "sousa-ana");
        let folder = papers("video-testimony");
        for person in [officer, registrar] {
            self.sign_in(person)?;
        }
        self.day("2026-02-12")?;
        self.title("demo-evidence-by-video", &["authority=authority:cn-nansha", "to=authority:mo-tui"])?;
        let matter = self.submit(judge, &folder)?;
        let desk = Desk { judge, registrar, matter: &matter, folder };
        self.deliver(&desk, officer)?;
        self.sealing(registrar)?;
        let decisions = desk.folder.join("decisions.json").display().to_string();
        self.act(&desk, registrar, &["matter", "accept", &matter, "--decisions", &decisions])?;
        let circumstances = desk.folder.join("circumstances.json").display().to_string();
        self.act(&desk, registrar, &["matter", "note", &matter, &circumstances])?;
        let hearing: Hearing = read_json(&desk.folder.join("notice.json"))?;
        let (when, time) = (["--date", hearing.date.as_str()], ["--time", hearing.time.as_str()]);
        let place = ["--place", hearing.place.as_str(), "--attendance", hearing.attendance.as_str()];
        let notice = ["matter", "notify", matter.as_str(), "--occasion", "hearing"];
        self.act(&desk, registrar, &[&notice[..], &when[..], &time[..], &place[..]].concat())?;
        let execution: Execution = read_json(&desk.folder.join("execution.json"))?;
        self.show_as(registrar, &["matter", "execute", &matter, "--by", &execution.executing_body])?;
        self.wait_until(judge, &matter, "/notices/0/date", &hearing.date.as_str().into())?;
        self.day(&hearing.date)?;
        self.certify(&desk)?;
        self.put_away(&desk, ["cn-nansha", "mo-tui"])
    }

    /// Guangdong asks the Administration Wing for two documents of a bank; costs are asked about, and one document exists in part.
    pub(super) fn play_bank_documents(&self) -> Result<(), String> {
        let (judge, officer, registrar) = ("lin-yu", "chen-an", "mak-tsz-kin");
        let folder = papers("bank-documents");
        self.sign_in(registrar)?;
        self.day("2026-03-09")?;
        self.title("demo-evidence-of-bank", &["authority=authority:cn-gd-hpc", "to=authority:hk-admin-wing"])?;
        let matter = self.submit(judge, &folder)?;
        let desk = Desk { judge, registrar, matter: &matter, folder };
        self.deliver(&desk, officer)?;
        self.sealing(registrar)?;
        self.act(&desk, registrar, &["matter", "accept", &matter])?;
        let estimate = ["--currency", "HKD", "--hundredths", "360000", "--ground", "cn-hk-evidence-2017:9"];
        let execution: Execution = read_json(&desk.folder.join("execution.json"))?;
        let costs =
            ["matter", "consult", matter.as_str(), "--item", "translation", "--reason", execution.costs.as_str()];
        self.act(&desk, registrar, &[&costs[..], &estimate[..]].concat())?;
        self.wait_until(judge, &matter, "/consultation/costs/items/0", &"translation".into())?;
        self.sealing(judge)?;
        self.act(&desk, judge, &["matter", "answer-costs", &matter, "--decision", "agreed"])?;
        self.wait_until(registrar, &matter, "/consultation/decision", &"agreed".into())?;
        self.show_as(registrar, &["matter", "execute", &matter, "--by", &execution.executing_body])?;
        self.day("2026-04-15")?;
        self.certify(&desk)?;
        self.put_away(&desk, ["cn-nansha", "hk-admin-wing"])
    }

    /// The letter is drafted, examined and handed in.
    fn submit(&self, judge: &str, folder: &Path) -> Result<String, String> {
        let matter = self.read_as(judge, &["matter", "draft"], Some(&folder.join("draft.json")))?;
        let matter = matter.trim().to_owned();
        println!("{matter}");
        self.show_as(judge, &["matter", "preflight", &matter])?;
        self.show_as(judge, &["matter", "submit", &matter])?;
        Ok(matter)
    }

    /// It is sealed, crosses, and is assessed over there.
    fn deliver(&self, desk: &Desk<'_>, officer: &str) -> Result<(), String> {
        self.wait_until(officer, desk.matter, "/standing/to_assess", &Value::Bool(false))?;
        self.sealing(officer)?;
        self.show_as(officer, &["matter", "forward", desk.matter])?;
        self.wait_until(desk.judge, desk.matter, "/standing/state", &"acknowledged".into())?;
        self.wait_until(desk.registrar, desk.matter, "/standing/to_assess", &Value::Bool(false))?;
        self.show_as(desk.registrar, &["matter", "show", desk.matter])
    }

    /// Does something in the matter, and waits until what follows by itself has happened: the receipt is there, the rules have answered.
    fn act(&self, desk: &Desk<'_>, account: &str, arguments: &[&str]) -> Result<(), String> {
        self.show_as(account, arguments)?;
        self.wait_until(account, desk.matter, "/standing/unreceipted", &Value::Array(Vec::new()))?;
        self.wait_until(account, desk.matter, "/standing/to_assess", &Value::Bool(false))
    }

    /// What was done is recorded with the evidence itself, certified, and comes back.
    fn certify(&self, desk: &Desk<'_>) -> Result<(), String> {
        let certificate = desk.folder.join("certificate.json").display().to_string();
        self.act(desk, desk.registrar, &["matter", "evidence", desk.matter, &certificate])?;
        self.sealing(desk.registrar)?;
        self.show_as(desk.registrar, &["matter", "certify", desk.matter])?;
        self.wait_until(desk.judge, desk.matter, "/standing/state", &"returned".into())?;
        self.wait_until(desk.judge, desk.matter, "/standing/to_assess", &Value::Bool(false))
    }

    /// The file is closed, both dockets are read with the way of each item, and the bundles of both sides are verified without their gateways.
    fn put_away(&self, desk: &Desk<'_>, authorities: [&str; 2]) -> Result<(), String> {
        let result = self.ask(desk.judge, desk.matter, "/result")?;
        self.show_as(desk.judge, &["matter", "close", desk.matter])?;
        for (person, authority) in [desk.judge, desk.registrar].into_iter().zip(authorities) {
            self.title("label-docket-of", &[&format!("authority=authority:{authority}")])?;
            self.show_as(person, &["matter", "docket", desk.matter])?;
            self.show_as(person, &["matter", "custody", desk.matter])?;
        }
        self.title("demo-bundles", &[])?;
        // What was given for the case does not leave it: the side that gave the evidence may enclose it.
        for (person, files) in [(desk.judge, None), (desk.registrar, Some("--with-files"))] {
            let bundle = self.world.join(format!("{person}.bundle"));
            self.sealing(person)?;
            let mut write = self.as_person(person, &["record", "bundle", desk.matter]);
            done(write.args(files).arg("--out").arg(&bundle))?;
            let trust = self.world.join("mo/roll-trust.json");
            done(self.command(&["record", "verify"]).arg(&bundle).arg("--trust").arg(trust))?;
        }
        println!("{}", result.as_str().ok_or("the matter has no result")?);
        Ok(())
    }
}

fn papers(folder: &str) -> PathBuf {
    workspace::root().join("fixtures/matters").join(folder)
}

fn read_json<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T, String> {
    let json = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_slice(&json).map_err(|error| format!("{}: {error}", file.display()))
}
