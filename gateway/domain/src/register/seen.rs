//! What of a listing is seen by whom.

use serde::{Deserialize, Serialize};

use super::{Fields, Listing, State};
use crate::Date;
use crate::registry::{Shown, View};

/// A listing as a view shows it on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its face.
    pub shown: Shown,
    /// The first day of its term.
    pub from: Date,
    /// The last day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What the register asks for besides: a court sees by it whom it appoints.
    pub fields: Fields,
    /// Where it stands; not for the public, which sees only what is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Why it was suspended, let back or struck off: for its keeper alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<(Date, String)>,
}

impl Listing {
    /// The listing as this view shows it on this day. `None` if there is nothing of it to see.
    pub fn seen(&self, view: &View, today: Date) -> Option<Seen> {
        let standing = &self.standing;
        let keeps = matches!(view, View::Keeper(keeper) if *keeper == standing.keeper);
        Some(Seen {
            shown: view.show(self.face(today))?,
            from: standing.from,
            until: standing.until,
            fields: self.profile.fields.clone(),
            state: (*view != View::Public).then(|| standing.state_on(today)),
            reasons: if keeps { self.reasons.clone() } else { Vec::new() },
        })
    }
}
