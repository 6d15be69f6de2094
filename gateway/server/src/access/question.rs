//! The four words of a question: which role, in which relation to the matter, with which credential, wants to do what.

use comity_domain::limits::STEP_UP_MAX_MINUTES;
use comity_record::Time;

use super::action::ActionCode;
use super::code::codes;

/// One cell of the access table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) role: Role,
    pub(super) relation: Relation,
    pub(super) credential: Credential,
    pub(super) action: ActionCode,
}

impl Question {
    /// Every question that can be asked.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Role::ALL.iter().flat_map(|&role| {
            Relation::ALL.iter().flat_map(move |&relation| {
                Credential::ALL.iter().flat_map(move |&credential| {
                    ActionCode::ALL.iter().map(move |&action| Self { role, relation, credential, action })
                })
            })
        })
    }
}

codes! {
    /// What somebody is at an authority.
    Role: "a role" {
        /// Answers for the letter of request, at the originating court.
        Judge = "judge",
        /// Prepares letters, and records how they were executed.
        Clerk = "clerk",
        /// Examines, seals and forwards, at the transmitting authority.
        LiaisonOfficer = "liaison-officer",
        /// Examines, accepts and returns, at the receiving authority.
        Registrar = "registrar",
        /// Checks afterwards.
        Auditor = "auditor",
        /// Runs the gateway.
        Operator = "operator",
        /// A program of a court, a client of the API.
        CourtSystem = "court-system",
        /// The gateway's own clockwork.
        Timer = "timer",
    }
}

codes! {
    /// How the authority, on whose behalf somebody acts, stands to the matter.
    Relation: "a relation to a matter" {
        /// The court whose matter it is.
        Originating = "originating",
        /// The authority that forwards it to the other side.
        Transmitting = "transmitting",
        /// The authority of the other side that receives it.
        Receiving = "receiving",
        /// No party to the matter.
        Unrelated = "unrelated",
        /// No matter is concerned; the authority is served by this gateway.
        Gateway = "gateway",
    }
}

codes! {
    /// How somebody has shown who they are.
    Credential: "a credential" {
        /// A person, signed in.
        Session = "session",
        /// A person, signed in, whose password was entered within the last [`STEP_UP_MAX_MINUTES`] minutes.
        SteppedUp = "stepped-up",
        /// The API token of a court system.
        Token = "token",
        /// The gateway itself.
        Timer = "timer",
    }
}

impl Credential {
    /// What a session is worth at `now`, when its password was entered at `password_entered`.
    pub fn of_session(password_entered: Time, now: Time) -> Self {
        let age_ms = now.unix_ms().saturating_sub(password_entered.unix_ms());
        // A clock that was set back makes no session younger.
        if (0..=STEP_UP_MAX_MINUTES * 60_000).contains(&age_ms) { Self::SteppedUp } else { Self::Session }
    }
}

/// Several relations at once: an authority may have originated a matter and transmit it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Relations(u8);

impl Relations {
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn only(relation: Relation) -> Self {
        Self(1 << relation as u8)
    }

    pub(super) const fn with(self, relation: Relation) -> Self {
        Self(self.0 | Self::only(relation).0)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Relation> {
        Relation::ALL.iter().copied().filter(move |&relation| !self.and(Self::only(relation)).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_as_it_was_written_and_nothing_else_is_read() {
        for role in Role::ALL {
            assert_eq!(role.code().parse::<Role>().as_ref(), Ok(role));
            assert_eq!(serde_json::to_string(role).unwrap(), format!("\"{role}\""));
        }
        let error = "Judge".parse::<Role>().unwrap_err();
        assert_eq!(error.to_string(), "`Judge` is not a role");
    }

    #[test]
    fn a_password_counts_as_just_entered_for_ten_minutes() {
        let entered = Time::from_unix_ms(1_768_179_600_000);
        let worth = |age_ms| Credential::of_session(entered, entered.plus_ms(age_ms));
        assert_eq!(worth(0), Credential::SteppedUp);
        assert_eq!(worth(600_000), Credential::SteppedUp);
        assert_eq!(worth(600_001), Credential::Session);
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_session_younger() {
        let entered = Time::from_unix_ms(1_768_179_600_000);
        assert_eq!(Credential::of_session(entered, entered.plus_ms(-1)), Credential::Session);
    }

    #[test]
    fn an_authority_may_stand_in_two_relations() {
        let both = Relations::NONE.with(Relation::Transmitting).with(Relation::Originating);
        assert!(both.iter().eq([Relation::Originating, Relation::Transmitting]));
    }
}
