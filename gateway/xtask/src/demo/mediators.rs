//! The demo's mediator of Hong Kong: accredited once, by the body there; known in Nansha and in Macao; suspended by two, and refused by both.

use std::path::PathBuf;

use serde_json::Value;

use super::disputes::person;
use super::{Demo, PAUSE, TRIES, done};
use crate::clock::Stopwatch;
use crate::{clock, workspace};

/// A registrar of the mediation body in Nansha, and one of that in Macao.
const BODIES: [&str; 2] = ["liang-shu", "sou-ka-man"];
const SUBJECT: &str = "urn:comity:mediator:hk:2026-0049";

impl Demo {
    /// She applies, is accredited and confirmed; then she is suspended.
    pub(super) fn play_accreditation(&self) -> Result<(), String> {
        let (clerk, registrar, other) = ("tam-siu-yan", "cheung-mei-fong", "kwok-wing-kei");
        let known_to = ["lin-yu", "lei-weng"];
        for person in [clerk, registrar, other, "lei-weng"].into_iter().chain(BODIES) {
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
        let card = self.card(registrar, mediator)?;
        self.title("demo-card", &[])?;
        for person in BODIES {
            self.verified(person, &card, "valid")?;
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
        let since = Stopwatch::start();
        for person in known_to {
            self.wait_until_stands(person, "suspended")?;
        }
        self.title("demo-refused-after", &[&format!("milliseconds={}", since.took().as_millis())])?;
        for person in known_to {
            // Who cannot be appointed is no success.
            let asked = self.as_person(person, &["mediator", "status", SUBJECT]).status();
            if asked.map_err(|error| error.to_string())?.success() {
                return Err(format!("{SUBJECT} is suspended, and {person} could appoint her"));
            }
        }
        for person in BODIES {
            self.verified(person, &card, "suspended")?;
        }
        self.refused_in_nansha_and_macao(&her)
    }

    /// The card that she carries: her name, and what she is accredited for. On paper it is one code.
    fn card(&self, registrar: &str, mediator: &str) -> Result<String, String> {
        let (card, printed) = (self.world.join("card.txt"), self.world.join("card.pdf"));
        let (card, printed) = (card.display().to_string(), printed.display().to_string());
        self.show_as(registrar, &["mediator", "issue", mediator, "--show", "family_name,given_name", "--out", &card])?;
        done(&mut self.command(&["credential", "card", &card, "--out", &printed]))?;
        Ok(card)
    }

    /// Somebody of a body fetches what her card is verified by from the gateway there, and verifies it without one.
    fn verified(&self, account: &str, card: &str, standing: &str) -> Result<(), String> {
        let bundle = self.world.join(format!("{account}.bundle.json")).display().to_string();
        // Whether she can be appointed today is another question.
        drop(self.as_person(account, &["mediator", "status", SUBJECT, "--bundle", &bundle, "--json"]).output());
        let trust = self.world.join("mo").join("roll-trust.json");
        let verify = || {
            let mut verify = self.command(&["credential", "verify", card, "--bundle", &bundle]);
            verify.arg("--trust").arg(&trust);
            verify
        };
        drop(verify().status());
        let said = verify().arg("--json").output().map_err(|error| error.to_string())?;
        let said: Value = serde_json::from_slice(&said.stdout).map_err(|error| error.to_string())?;
        if said.get("verdict").is_some_and(|verdict| verdict == standing) {
            Ok(())
        } else {
            Err(format!("the card should have been {standing} for {account}: {said}"))
        }
    }

    fn wait_until_stands(&self, account: &str, standing: &str) -> Result<(), String> {
        for _ in 0..TRIES {
            let asked = self.as_person(account, &["mediator", "status", SUBJECT, "--json"]).output();
            let asked = asked.map_err(|error| error.to_string())?;
            let answer: Value = serde_json::from_slice(&asked.stdout).unwrap_or_default();
            if answer.get("standing").is_some_and(|stands| stands == standing) {
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
