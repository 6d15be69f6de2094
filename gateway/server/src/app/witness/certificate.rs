//! How well the certificate of a matter is witnessed: the entry with which it came into this record, and no earlier one.

use comity_domain::MatterId;
use comity_domain::matter::Matter;
use comity_domain::message::MessageKind;
use comity_record::Digest;
use comity_store::Entry;
use serde_json::Value;

use super::Witnessing;
use crate::app::App;
use crate::app::failure::Failure;
use crate::app::ledger::{event_of, subject};

impl App {
    /// How well the document is witnessed that says what the certificate says now; nothing before there is one.
    pub(in crate::app) fn certificate_witnessed(&self, matter: &Matter) -> Result<Option<Witnessing>, Failure> {
        let Some(certificate) = matter.certificate_digest else { return Ok(None) };
        let entries = self.ledger().store().load(&subject(&matter.id))?;
        for entry in entries.iter().rev().filter(|entry| brings(&entry.kind) || may_bring(&entry.kind)) {
            let event = event_of(entry)?;
            if event.sealed().is_some_and(|(document, ..)| Digest::of(document.as_bytes()) == certificate) {
                return Ok(Some(self.witnessing(entry.index)));
            }
        }
        Ok(None)
    }

    /// The same of a matter that was erased, for the certificate before any correction: what a correction was of, nobody can read any more.
    pub(in crate::app) fn erased_certificate_witnessed(&self, id: &MatterId) -> Result<Option<Witnessing>, Failure> {
        let entries = self.ledger().store().load(&subject(id))?;
        let mut brought = None;
        for entry in entries.iter() {
            if brings(&entry.kind) {
                brought = Some(entry.index);
            } else if was_never_taken(entry) {
                brought = None;
            }
        }
        Ok(brought.map(|index| self.witnessing(index)))
    }
}

/// Whether an entry of this kind brings a certificate.
fn brings(kind: &str) -> bool {
    matches!(kind, "certificate-returned" | "certificate-received")
}

/// Whether an entry says that the other side never took the certificate: it was never returned then.
fn was_never_taken(entry: &Entry) -> bool {
    let kind = entry.open.get("message_kind").and_then(Value::as_str);
    entry.kind == "quarantined" && kind == Some(MessageKind::Certificate.code())
}

/// Whether it may, as its content says: a correction can be one of a certificate.
fn may_bring(kind: &str) -> bool {
    kind == "corrected"
}
