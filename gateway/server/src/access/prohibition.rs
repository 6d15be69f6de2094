//! What stays forbidden whatever the policies say.

use super::action::ActionCode;
use super::permit::Denied;
use super::question::{Credential, Question, Relation, Role};

/// The code of the first prohibition that forbids it.
pub(super) fn forbidden(question: &Question) -> Option<&'static str> {
    PROHIBITIONS.iter().find(|prohibition| (prohibition.forbids)(question)).map(|prohibition| prohibition.code)
}

struct Prohibition {
    code: &'static str,
    forbids: fn(&Question) -> bool,
}

const PROHIBITIONS: [Prohibition; 8] = [
    // The clockwork is one thing: its role, its credential and its actions come together or not at all.
    Prohibition {
        code: Denied::TIMER_ONLY,
        forbids: |asked| {
            let role = asked.role == Role::Timer;
            role != (asked.credential == Credential::Timer) || role != asked.action.is_clockwork()
        },
    },
    // What evidence was not given for nobody does with it. A use that the side that gave it has granted is another action.
    Prohibition { code: Denied::USE_RESTRICTED, forbids: |asked| asked.action == ActionCode::UseRestricted },
    Prohibition {
        code: Denied::TOKEN_CANNOT_SIGN,
        forbids: |asked| asked.action.signs() && asked.credential == Credential::Token,
    },
    // A signing act needs a password entered just now. (`not-allowed`, because only somebody who would be granted it then is
    // told to enter the password again.)
    Prohibition {
        code: Denied::NOT_ALLOWED,
        forbids: |asked| asked.action.signs() && asked.credential != Credential::SteppedUp,
    },
    Prohibition {
        code: Denied::WRONG_CREDENTIAL,
        forbids: |asked| (asked.role == Role::CourtSystem) != (asked.credential == Credential::Token),
    },
    Prohibition {
        code: Denied::CONTENT_WITHHELD,
        forbids: |asked| {
            let action = asked.action;
            let content = action.concerns_matter()
                || action.shows_authorisations()
                || action.shows_disputes()
                || action.shows_jurors();
            asked.role == Role::Operator && content
        },
    },
    Prohibition { code: Denied::NOT_ALLOWED, forbids: |asked| asked.relation == Relation::Unrelated },
    // What concerns a matter is asked about a matter, and nothing else is.
    Prohibition {
        code: Denied::NOT_ALLOWED,
        forbids: |asked| asked.action.concerns_matter() == (asked.relation == Relation::Gateway),
    },
];
