//! The demo's mediator of Hong Kong: accredited once, by the body there; known in Nansha and in Macao; suspended by two, and refused by both.

use std::path::PathBuf;

use super::disputes::person;
use super::{Demo, PAUSE, TRIES, done};
use crate::{clock, workspace};

const SUBJECT: &str = "urn:comity:mediator:hk:2026-0049";

impl Demo {
    /// She applies, is accredited and confirmed; then she is suspended.
    pub(super) fn play_accreditation(&self) -> Result<(), String> {
        let (clerk, registrar, other) = ("tam-siu-yan", "cheung-mei-fong", "kwok-wing-kei");
        let known_to = ["lin-yu", "lei-weng"];
        for person in [clerk, registrar, other, "lei-weng"] {
            self.sign_in(person)?;
        }
        self.day("2026-04-20")?;
        self.title("demo-accreditation", &["authority=authority:hk-gba-accreditation"])?;
        let (application, paper) = (file("application.json"), file("course.txt"));
        let (application, paper) = (application.display().to_string(), paper.display().to_string());
        let mediator = self.read_as(clerk, &["mediator", "apply", &application, "--document", &paper], None)?;
        let mediator = mediator.trim();
        println!("{mediator}");
        self.show_as(registrar, &["mediator", "assess", mediator, "--applicant-of", "HK", "--eligible", "true"])?;
        self.sealing(registrar)?;
        let by = ["--standard", "hk-gba-accreditation-2024", "--standard-version", "2024-03-28"];
        let accredit = ["mediator", "accredit", mediator, "--number", "2026-0049", "--until", "2029-04-18"];
        self.show_as(registrar, &[&accredit[..], &by[..]].concat())?;

        self.title("demo-confirmation", &[])?;
        let mut confirm = self.as_person(clerk, &["mediator", "confirm", mediator]);
        for side in ["cn", "hk", "mo"] {
            let voice = self.world.join(format!("confirmation-{side}.jwt"));
            // Each side signs away from the gateways, with a key that they do not have.
            let mut sign = self.command(&["credential", "confirm", SUBJECT]);
            sign.arg("--key").arg(self.world.join(side).join("keys/confirmation.json")).arg("--out").arg(&voice);
            done(&mut sign)?;
            confirm.arg(voice);
        }
        done(&mut confirm)?;
        for person in known_to {
            self.wait_until_stands(person, "valid")?;
            self.show_as(person, &["mediator", "status", SUBJECT])?;
        }

        let name = person("accredited")?;
        let her = ["--name", name.as_str(), "--jurisdiction", "HK", "--roster-number", SUBJECT];
        self.title("demo-appointed", &[])?;
        self.appoint_in_nansha_and_macao(&her)?;

        self.title("demo-suspension", &["authority=authority:hk-gba-accreditation"])?;
        for person in [registrar, other] {
            self.sealing(person)?;
            self.show_as(person, &["mediator", "suspend", mediator, "--reason", "complaint"])?;
        }
        for person in known_to {
            self.wait_until_stands(person, "suspended")?;
            // Who cannot be appointed is no success.
            let asked = self.as_person(person, &["mediator", "status", SUBJECT]).status();
            if asked.map_err(|error| error.to_string())?.success() {
                return Err(format!("{SUBJECT} is suspended, and {person} could appoint her"));
            }
        }
        self.refused_in_nansha_and_macao(&her)
    }

    fn wait_until_stands(&self, account: &str, standing: &str) -> Result<(), String> {
        let said = format!("\"standing\": \"{standing}\"");
        for _ in 0..TRIES {
            let asked = self.as_person(account, &["mediator", "status", SUBJECT, "--json"]).output();
            let asked = asked.map_err(|error| error.to_string())?;
            let answer = String::from_utf8_lossy(&asked.stdout).replace("\":\"", "\": \"");
            if answer.contains(&said) {
                return Ok(());
            }
            clock::pause(PAUSE);
        }
        Err(format!("{SUBJECT} should have become {standing} for {account}"))
    }
}

fn file(name: &str) -> PathBuf {
    workspace::root().join("fixtures/mediators").join(name)
}
