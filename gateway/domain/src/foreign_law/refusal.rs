//! Why something may not happen in an inquiry.

use comity_record::Digest;

use super::State;
use crate::Date;
use crate::matter::BadRequest;
use crate::registry::Status;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such inquiry.
    #[error("there is no such inquiry")]
    NoSuchInquiry,
    /// There is one already.
    #[error("the inquiry is here already")]
    InquiryExists,
    /// It does not stand where this can be done.
    #[error("cannot be done while the inquiry is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// Something cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// There is none with this number.
    #[error("{at}: there is none with the number {number}")]
    UnknownNumber {
        /// The place.
        at: &'static str,
        /// The number.
        number: u32,
    },
    /// A paper was never added to the inquiry.
    #[error("{at}: {sha256} was never added to the inquiry")]
    UnknownFile {
        /// The place.
        at: &'static str,
        /// The digest.
        sha256: Digest,
    },
    /// There are as many of this as may be.
    #[error("{at}: there are as many as may be")]
    TooMany {
        /// Of what.
        at: &'static str,
    },
    /// A day lies where it cannot.
    #[error("{at}: the day cannot be right")]
    ImpossibleDay {
        /// The place.
        at: &'static str,
    },
    /// It was done already.
    #[error("{at}: this was done already")]
    AlreadyDone {
        /// The place.
        at: &'static str,
    },
    /// The period still runs.
    #[error("the period runs until {last_day}")]
    PeriodRuns {
        /// Its last day.
        last_day: Date,
    },
    /// This channel does not lead to the law of that place: within one country there are no embassies.
    #[error("this channel does not lead to that law")]
    NotThisChannel,
    /// Nobody of this number stands in the register.
    #[error("nobody of this number stands in the register")]
    NotListed,
    /// The listing is not in force.
    #[error("the listing is {}", .status.code())]
    NotInForce {
        /// Where it stands.
        status: Status,
    },
    /// The listing is for another law.
    #[error("the listing is for another law")]
    AnotherLaw,
    /// Who is asked is a party, or speaks for one.
    #[error("{at}: this is a party, or speaks for one")]
    Interested {
        /// The place.
        at: &'static str,
    },
    /// The rules were not asked.
    #[error("the rules were not asked")]
    NotAssessed,
    /// The rules did not answer.
    #[error("the rules did not answer ({fault})")]
    RulesSilent {
        /// The name of the fault.
        fault: String,
    },
    /// The rules ask for a supplement, and what was brought is not taken until it is there.
    #[error("the rules ask for: {}", .findings.join(", "))]
    OpinionReturned {
        /// The codes of what they found.
        findings: Vec<String>,
    },
    /// No hearing is fixed.
    #[error("no hearing is fixed")]
    NoHearing,
    /// An opinion was not served on a party.
    #[error("opinion {opinion} was not served on party {party}")]
    NotServed {
        /// The number of the opinion.
        opinion: u32,
        /// The number of the party.
        party: u32,
    },
    /// A party was not heard.
    #[error("party {party} was not heard")]
    NotHeard {
        /// The number of the party.
        party: u32,
    },
    /// A party disputes what is to be confirmed as undisputed.
    #[error("a party disputes it")]
    Disputed,
    /// The law may not be found to be unascertainable: another channel has to be tried (art. 2(2)).
    #[error("another channel has to be tried")]
    AnotherChannel,
    /// The law was brought, clearly enough for the court: it is not given up.
    #[error("the law was brought")]
    LawProvided,
    /// What the parties bear is not what it cost.
    #[error("what the parties bear is not what it cost")]
    SumsDiffer,
    /// It is not settled who bears the costs.
    #[error("it is not settled who bears the costs")]
    CostsOpen,
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchInquiry => "no-such-inquiry",
            Self::InquiryExists => "inquiry-exists",
            Self::WrongState { .. } => "wrong-inquiry-state",
            Self::BadRequest(_) => "bad-request",
            Self::BadReason => "bad-reason",
            Self::UnknownNumber { .. } => "unknown-number",
            Self::UnknownFile { .. } => "file-not-in-inquiry",
            Self::TooMany { .. } => "too-many-in-inquiry",
            Self::ImpossibleDay { .. } => "impossible-day",
            Self::AlreadyDone { .. } => "already-done",
            Self::PeriodRuns { .. } => "period-runs",
            Self::NotThisChannel => "channel-not-for-this-law",
            Self::NotListed => "provider-not-listed",
            Self::NotInForce { .. } => "provider-not-in-force",
            Self::AnotherLaw => "provider-of-another-law",
            Self::Interested { .. } => "provider-interested",
            Self::NotAssessed => "not-assessed",
            Self::RulesSilent { .. } => "rules-silent-here",
            Self::OpinionReturned { .. } => "opinion-returned",
            Self::NoHearing => "no-hearing-fixed",
            Self::NotServed { .. } => "opinion-not-served",
            Self::NotHeard { .. } => "party-not-heard",
            Self::Disputed => "law-disputed",
            Self::AnotherChannel => "another-channel-first",
            Self::LawProvided => "law-provided",
            Self::SumsDiffer => "costs-do-not-add-up",
            Self::CostsOpen => "costs-open",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 27] = [
        "no-such-inquiry",
        "inquiry-exists",
        "wrong-inquiry-state",
        "bad-request",
        "bad-reason",
        "unknown-number",
        "file-not-in-inquiry",
        "too-many-in-inquiry",
        "impossible-day",
        "already-done",
        "period-runs",
        "channel-not-for-this-law",
        "provider-not-listed",
        "provider-not-in-force",
        "provider-of-another-law",
        "provider-interested",
        "not-assessed",
        "rules-silent-here",
        "opinion-returned",
        "no-hearing-fixed",
        "opinion-not-served",
        "party-not-heard",
        "law-disputed",
        "another-channel-first",
        "law-provided",
        "costs-do-not-add-up",
        "costs-open",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::UnknownNumber { at, .. }
            | Self::UnknownFile { at, .. }
            | Self::TooMany { at }
            | Self::ImpossibleDay { at }
            | Self::AlreadyDone { at }
            | Self::Interested { at } => Some(at),
            Self::NotListed | Self::NotInForce { .. } | Self::AnotherLaw => Some("roster_no"),
            Self::NotThisChannel => Some("channel"),
            _ => None,
        }
    }

    /// What stands in the way, as a code, a number or a day.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::WrongState { state } => Some(state.code().to_owned()),
            Self::BadRequest(bad) => Some(bad.code.to_owned()),
            Self::UnknownNumber { number, .. } => Some(number.to_string()),
            Self::UnknownFile { sha256, .. } => Some(sha256.to_string()),
            Self::PeriodRuns { last_day } => Some(last_day.to_string()),
            Self::NotInForce { status } => Some(status.code().to_owned()),
            Self::RulesSilent { fault } => Some(fault.clone()),
            Self::OpinionReturned { findings } => Some(findings.join(", ")),
            Self::NotServed { opinion, party } => Some(format!("opinions[{opinion}] parties[{party}]")),
            Self::NotHeard { party } => Some(format!("parties[{party}]")),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the inquiry stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::BadRequest(_)
                | Self::BadReason
                | Self::UnknownNumber { .. }
                | Self::UnknownFile { .. }
                | Self::ImpossibleDay { .. }
                | Self::NotThisChannel
                | Self::NotListed
                | Self::NotInForce { .. }
                | Self::AnotherLaw
                | Self::Interested { .. }
                | Self::OpinionReturned { .. }
                | Self::SumsDiffer
        )
    }
}
