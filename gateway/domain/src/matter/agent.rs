//! Who speaks for whom in the case of a letter, by a power of attorney that was given before a judge, and what is known here of that: at
//! the requesting side before the letter leaves, at the requested side when it arrives. A letter names such a power, and does not bring it.

use std::iter;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::request::{at_most, bad};
use super::{BadRequest, Event, Refusal, Request};
use crate::authorisation::Found;
use crate::limits::AGENTS_OF_LETTER_MAX;
use crate::{AuthorisationId, Date};

/// Somebody who speaks for a party in the case of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// For whom, by name: the principal of the authorisation.
    pub principal: String,
    /// Who, by name: one of its agents.
    pub name: String,
    /// The authorisation.
    pub authorisation: AuthorisationId,
    /// Digest of its document under the court's seal.
    pub document: Digest,
}

/// An agent whom a letter names, and what is known here of the authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckedAgent {
    /// As the letter names it.
    pub agent: Agent,
    /// What is known of it, on the day of the entry.
    pub found: Found,
}

impl Agent {
    /// What is known of its authorisation on this day, where this is what there is under that name.
    pub fn found(&self, known: Option<&crate::authorisation::Authorisation>, case_number: &str, on: Date) -> Found {
        let Some(known) = known else { return Found::Unknown };
        if known.document_digest() != Some(self.document) {
            return Found::AnotherDocument;
        }
        known.lets_speak((&self.principal, &self.name), case_number, on)
    }
}

/// The form of what a letter says of agents.
pub(super) fn check(agents: &[Agent]) -> Result<(), BadRequest> {
    at_most("agents", agents.len(), AGENTS_OF_LETTER_MAX)?;
    let said_before = |(place, agent): (usize, &Agent)| agents.iter().take(place).any(|earlier| earlier == agent);
    match agents.iter().enumerate().find(|named| said_before(*named)) {
        Some((place, _)) => bad(format!("agents[{place}]"), "not-unique"),
        None => Ok(()),
    }
}

/// What the record keeps of the agents of a letter that arrived; nothing, if it names none. Of what nobody looked up nothing is known.
pub(super) fn checked(request: &Request, found: &[Found]) -> Option<Event> {
    let found = found.iter().copied().chain(iter::repeat(Found::Unknown));
    let agents: Vec<CheckedAgent> =
        request.agents.iter().cloned().zip(found).map(|(agent, found)| CheckedAgent { agent, found }).collect();
    (!agents.is_empty()).then_some(Event::AgentsChecked { agents })
}

/// The same of a letter that is to leave: each of them may speak.
pub(super) fn may_speak(request: &Request, found: &[Found]) -> Result<Option<Event>, Refusal> {
    let checked = checked(request, found);
    match checked.as_ref().and_then(flaw) {
        Some(flaw) => Err(Refusal::BadRequest(flaw)),
        None => Ok(checked),
    }
}

/// The first of the agents who may not speak, and why.
pub(super) fn flaw(checked: &Event) -> Option<BadRequest> {
    let Event::AgentsChecked { agents } = checked else { return None };
    let mut flaws = agents.iter().enumerate().filter_map(|(place, checked)| Some((place, checked.found.flaw()?)));
    flaws.next().map(|(place, code)| BadRequest { at: format!("agents[{place}].authorisation"), code })
}
