//! Letters that go on and on in one direction, while something is changed under them.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::MatterId;
use comity_tests::{Draft, Person, PracticeWorld, until};
use serde_json::{Value, json};

use super::Bay;

/// Letters in one direction, and those who send and receive them.
pub(super) struct Traffic {
    judge: Person,
    officer: Person,
    registrar: Person,
    draft: Draft,
    sent: RefCell<Vec<MatterId>>,
}

impl Traffic {
    /// From Nansha to the High Court of Hong Kong.
    pub(super) fn to_hong_kong(bay: &Bay) -> Self {
        let [judge, officer, registrar] = [&bay.judge, &bay.liaison, &bay.registrar].map(Person::clone);
        Self { judge, officer, registrar, draft: Draft::corrected(), sent: RefCell::default() }
    }

    /// From the District Court of Hong Kong to the High People's Court of Guangdong.
    pub(super) async fn to_guangdong(world: &PracticeWorld) -> Self {
        let mut draft = Draft::corrected();
        draft.body["transmitting"] = "hk-high-court".into();
        draft.body["receiving"] = "cn-gd-hpc".into();
        draft.body["request"]["addressees"][0]["jurisdiction"] = "CN".into();
        Self {
            judge: world.sign_in("yip-man").await,
            officer: world.sign_in("ho-siu-ling").await,
            registrar: world.sign_in("guo-ping").await,
            draft,
            sent: RefCell::default(),
        }
    }

    /// Sends letters, one after the other and without waiting for an answer, until it is to stop.
    pub(super) async fn goes_on(&self, stop: &AtomicBool) {
        while !stop.load(Ordering::SeqCst) {
            let matter = self.judge.submit(&self.draft).await;
            self.officer.wait_for(&matter, "submitted").await;
            self.officer.act(&matter, "forward", json!({})).await;
            self.sent.borrow_mut().push(matter);
        }
    }

    /// Waits for a letter that was begun after this was asked, and until it and every one before it have their receipts: the keys that
    /// signed its envelope and its receipt.
    pub(super) async fn next_is_signed_by(&self) -> [String; 2] {
        // The next one may be on its way to its envelope already; the one after it is not begun.
        let number = self.sent.borrow().len() + 1;
        let next = until("another letter leaves", async || self.sent.borrow().get(number).cloned()).await;
        self.all_are_receipted().await;
        let docket = self.judge.docket(&next).await;
        let signer_of = |kind: &str, member: &str| {
            let recorded = docket.iter().find(|recorded| recorded["event"]["kind"] == kind).unwrap();
            signer(recorded["event"][member].as_str().unwrap())
        };
        [signer_of("message-queued", "envelope"), signer_of("receipted", "receipt")]
    }

    /// Waits until every letter that was sent has arrived, and its sender has the receipt.
    pub(super) async fn all_are_receipted(&self) {
        let sent = self.sent.borrow().clone();
        for matter in &sent {
            self.registrar.wait_for(matter, "acknowledged").await;
            let is_receipted = |matter: &Value| {
                matter["standing"]["state"] == "acknowledged" && matter["standing"]["unreceipted"] == json!([])
            };
            self.judge.wait_until(matter, "receipted", is_receipted).await;
        }
    }
}

/// The name of the key that has signed this (RFC 7515, flattened), as its header says.
pub(super) fn signer(signed: &str) -> String {
    let signed: Value = serde_json::from_str(signed).unwrap();
    let header = URL_SAFE_NO_PAD.decode(signed["protected"].as_str().unwrap()).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}
