//! The demo's disputes. Two bodies appoint the mediator whom Hong Kong accredited, and refuse her once she is suspended. A third dispute is mediated in
//! Hong Kong by another, settled under seal, and what was agreed is confirmed by the court in Nansha.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::{Demo, done, read, text_in};
use crate::workspace;

/// Two bodies, each by who works there and the dispute that it takes.
const BODIES: [(&str, &str); 2] = [("liang-shu", "nansha.json"), ("sou-ka-man", "macao.json")];

/// The code of the refusal of somebody who cannot be appointed.
const NOT_SELECTABLE: &str = "mediator-not-selectable";

impl Demo {
    /// Both bodies appoint her.
    pub(super) fn appoint_in_nansha_and_macao(&self, mediator: &[&str]) -> Result<(), String> {
        for (registrar, dispute) in BODIES {
            self.sign_in(registrar)?;
            let mediation = self.ready_to_appoint(registrar, dispute, mediator)?;
            self.show_as(registrar, &["mediation", "appoint", &mediation])?;
        }
        Ok(())
    }

    /// Neither takes her for a further dispute.
    pub(super) fn refused_in_nansha_and_macao(&self, mediator: &[&str]) -> Result<(), String> {
        for (registrar, dispute) in BODIES {
            let mediation = self.open(registrar, dispute)?;
            let named = self.as_person(registrar, &naming(&mediation, mediator)).output();
            let named = named.map_err(|error| error.to_string())?;
            let why = String::from_utf8_lossy(&named.stderr);
            if named.status.success() || !why.starts_with(NOT_SELECTABLE) {
                return Err(format!("she is suspended, and {registrar} was told: {why}"));
            }
            print!("{why}");
        }
        Ok(())
    }

    /// Mediated, settled and confirmed.
    pub(super) fn play_mediation(&self) -> Result<(), String> {
        let (secretary, registrar, clerk, judge) = ("yip-chi-ho", "fung-oi-lam", "he-min", "lin-yu");
        for person in [secretary, registrar, clerk] {
            self.sign_in(person)?;
        }
        self.day("2026-04-27")?;
        self.title("demo-mediation", &["authority=authority:hk-mediation-body"])?;
        let mediator = person("mediator")?;
        let id = self.ready_to_appoint(secretary, "hong-kong.json", &["--name", &mediator, "--jurisdiction", "HK"])?;
        let agreement = file("agreement.txt").display().to_string();
        self.show_as(secretary, &["mediation", "appoint", &id])?;
        self.show_as(secretary, &["mediation", "papers", &id])?;
        self.show_as(secretary, &["mediation", "agree", &id, &agreement])?;
        for party in ["1", "2"] {
            self.show_as(secretary, &["mediation", "sign", &id, "--party", party])?;
        }
        self.show_as(secretary, &["mediation", "sign", &id])?;
        self.sealing(registrar)?;
        self.show_as(registrar, &["mediation", "settle", &id])?;
        let settlement = self.world.join("settlement.json").display().to_string();
        self.show_as(secretary, &["mediation", "fetch", &id, "--out", &settlement])?;

        self.day("2026-05-06")?;
        self.title("demo-judicial-confirmation", &["authority=authority:cn-nansha"])?;
        let apply = ["mediation", "apply", settlement.as_str(), "--party", "1"];
        let application = self.read_as(clerk, &apply, None)?;
        let application = application.trim();
        println!("{application}");
        self.show_as(clerk, &["mediation", "join", application, "--party", "2"])?;
        self.show_as(clerk, &["mediation", "paper", application, &agreement])?;
        self.show_as(clerk, &["mediation", "examine", application])?;
        self.sealing(judge)?;
        self.show_as(judge, &["mediation", "rule", application, "--verdict", "confirmed"])?;
        let ruling = self.world.join("ruling.json").display().to_string();
        self.show_as(clerk, &["mediation", "copy", application, "--party", "2", "--out", &ruling])?;
        let mut verify = self.command(&["mediation", "verify", &ruling]);
        done(self.against_the_roll(&mut verify))
    }

    fn open(&self, account: &str, dispute: &str) -> Result<String, String> {
        let opened = self.read_as(account, &["mediation", "open"], Some(&file(dispute)))?;
        println!("{}", opened.trim());
        Ok(opened.trim().to_owned())
    }

    /// Opens a dispute, and does everything that must be done before somebody is appointed.
    fn ready_to_appoint(&self, account: &str, dispute: &str, mediator: &[&str]) -> Result<String, String> {
        let id = self.open(account, dispute)?;
        self.show_as(account, &naming(&id, mediator))?;
        self.show_as(account, &["mediation", "disclose", &id, "--statement", "nothing"])?;
        let paper = consent()?;
        for party in ["1", "2"] {
            let consent = ["mediation", "consent", &id, "--party", party, "--how", "written", "--paper", &paper];
            read(&mut self.as_person(account, &consent))?;
        }
        Ok(id)
    }
}

fn naming<'a>(mediation: &'a str, mediator: &[&'a str]) -> Vec<&'a str> {
    [&["mediation", "name", mediation, "--chosen-by", "parties"], mediator].concat()
}

/// The digest of the paper on which the parties consent.
fn consent() -> Result<String, String> {
    let paper = std::fs::read(file("consent.txt")).map_err(|error| error.to_string())?;
    let hex: String = Sha256::digest(paper).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("sha256:{hex}"))
}

/// Somebody who has no account.
pub(super) fn person(role: &str) -> Result<String, String> {
    text_in(&file("people.json"), role)
}

fn file(name: &str) -> PathBuf {
    workspace::root().join("fixtures/disputes").join(name)
}
