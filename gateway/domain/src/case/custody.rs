//! The chain of custody of a case: how each of its files came, and who had it in hand. It is read out of the entries, as that of a
//! [matter](fn@crate::matter::custody) is; between gateways nothing of a case passes.

use std::collections::BTreeSet;

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use super::{Case, Event, Refusal};
use crate::label::Purpose;
use crate::limits::ITEMS_HANDLED_MAX;
use crate::matter::{Custody, Handling, Leave, Step, check_text};
use crate::{AuthorityId, Date};

/// What somebody wants to do with files of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What. Nothing of a case is copied into another.
    pub handling: Handling,
    /// The files, by the digests of their bytes.
    pub items: Vec<Digest>,
    /// Under which permit.
    pub permit: Leave,
    /// Why.
    pub reason: Option<String>,
    /// Those of the files whose use outside the case the side that gave them has granted.
    pub granted: BTreeSet<Digest>,
}

/// An event of a case in its place: when it was recorded, for which business day, by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its index in this gateway's journal.
    pub index: u64,
    /// The business day.
    pub on: Date,
    /// When the gateway wrote it.
    pub time: Time,
    /// The authority on whose behalf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<AuthorityId>,
    /// The person who acted.
    pub by: Option<String>,
    /// What happened.
    pub event: Event,
}

/// The chain of custody of a case, in the order of its record: a step for each file that an entry is about.
pub fn custody(docket: &[Recorded]) -> Vec<Custody> {
    docket.iter().flat_map(steps).collect()
}

fn steps(recorded: &Recorded) -> Vec<Custody> {
    let (items, step) = match &recorded.event {
        Event::FileAdded { file, .. } => (vec![file.sha256], Step::Added {}),
        Event::TakenOver { file, source, .. } => (vec![file.sha256], Step::TakenOver { source: source.clone() }),
        Event::Handled { handling, items, permit, reason } => {
            let (permit, reason, purpose) = (permit.clone(), reason.clone(), purpose_of(*handling));
            (items.clone(), Step::Handled { handling: *handling, purpose, into: None, permit, reason })
        }
        _ => return Vec::new(),
    };
    let Recorded { index, on, time, authority, by, .. } = recorded;
    let step_of = |item| Custody {
        index: *index,
        on: *on,
        time: *time,
        authority: authority.clone(),
        by: by.clone(),
        item,
        step: step.clone(),
    };
    items.into_iter().map(step_of).collect()
}

/// What files of a case are had in hand for.
const fn purpose_of(handling: Handling) -> Purpose {
    match handling {
        Handling::Exported => Purpose::Outside {},
        Handling::Opened | Handling::Copied | Handling::Released => Purpose::OwnCase {},
    }
}

/// A person wants to have files in hand: that is recorded before a byte is given out.
pub(super) fn handle(case: &Case, wish: Wish) -> Result<Vec<Event>, Refusal> {
    let Wish { handling, items, permit, reason, granted } = wish;
    if items.is_empty() || items.len() > ITEMS_HANDLED_MAX {
        return Err(Refusal::TooMany { at: "files" });
    }
    if let Some(unknown) = items.iter().find(|item| !case.files.contains_key(item)) {
        return Err(Refusal::UnknownFile { name: unknown.to_string() });
    }
    let purpose = purpose_of(handling);
    let bound = |item: &&Digest| case.labels.get(item).is_some_and(|label| !label.admits(&purpose));
    let forbidden = items.iter().filter(bound).find(|item| !granted.contains(item));
    if let Some(label) = forbidden.and_then(|item| case.labels.get(item)) {
        return Err(Refusal::UseRestricted { label: Box::new(label.clone()) });
    }
    if reason.is_none() && items.iter().any(|item| bound(&item)) {
        return Err(Refusal::BadReason);
    }
    if reason.as_ref().is_some_and(|reason| check_text(String::new(), reason).is_err()) {
        return Err(Refusal::BadReason);
    }
    Ok(vec![Event::Handled { handling, items, permit, reason }])
}
