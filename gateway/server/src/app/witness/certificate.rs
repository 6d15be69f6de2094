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

/// An entry of this kind may bring one, as its content says: a correction can be of a certificate.
const CORRECTED: &str = "corrected";

impl App {
    /// How well the document is witnessed that says what the certificate says now; nothing before there is one.
    pub(in crate::app) fn certificate_witnessed(&self, matter: &Matter) -> Result<Option<Witnessing>, Failure> {
        let Some(certificate) = matter.certificate_digest else { return Ok(None) };
        let entries = self.ledger().store().load(&subject(&matter.id))?;
        for entry in entries.iter().rev().filter(|entry| brings(&entry.kind) || entry.kind == CORRECTED) {
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
        let message = |entry: &Entry| entry.open.get("message_kind").and_then(Value::as_str).map(str::to_owned);
        let happened: Vec<_> = entries.iter().map(|entry| (entry.kind.clone(), message(entry))).collect();
        let brought = standing(&happened).and_then(|place| entries.get(place));
        Ok(brought.map(|entry| self.witnessing(entry.index)))
    }
}

/// Whether an entry of this kind brings a certificate.
fn brings(kind: &str) -> bool {
    matches!(kind, "certificate-returned" | "certificate-received")
}

/// The place of the entry that brought the certificate, among the kinds of entries and of the messages that they are about. What the other side
/// never took was never returned.
fn standing(happened: &[(String, Option<String>)]) -> Option<usize> {
    happened.iter().enumerate().fold(None, |brought, (place, (kind, message))| {
        let was_never_taken = kind == "quarantined" && message.as_deref() == Some(MessageKind::Certificate.code());
        if brings(kind) {
            Some(place)
        } else if was_never_taken {
            None
        } else {
            brought
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_of_an_erased_matter_is_the_one_that_the_other_side_took() {
        let of = |happened: &[(&str, Option<&str>)]| {
            let owned = |(kind, message): &(&str, Option<&str>)| ((*kind).to_owned(), message.map(str::to_owned));
            standing(&happened.iter().map(owned).collect::<Vec<_>>())
        };
        let (returned, given_up) = (("certificate-returned", None), ("quarantined", Some("certificate")));
        assert_eq!(of(&[("accepted", None)]), None);
        assert_eq!(of(&[("accepted", None), returned, (CORRECTED, None)]), Some(1));
        assert_eq!(of(&[returned, given_up]), None);
        assert_eq!(of(&[returned, given_up, returned]), Some(2));
        assert_eq!(of(&[returned, ("quarantined", Some("reminder"))]), Some(0));
        assert_eq!(of(&[("certificate-received", None)]), Some(0));
    }
}
