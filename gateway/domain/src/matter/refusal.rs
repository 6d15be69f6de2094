//! Why something may not happen in a matter.

use super::{BadRequest, State};
use crate::Date;
use crate::assessment::Outcome;
use crate::label::{Basis, Label};

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such matter.
    #[error("there is no such matter")]
    NoSuchMatter,
    /// There is one already.
    #[error("the matter exists already")]
    MatterExists,
    /// The matter is not in a state, or not on the side, in which this can be done.
    #[error("cannot be done while the matter is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// The document bears the seal of an authority, or names authorities, other than the matter's.
    #[error("the document is not of the authority that the matter is with")]
    WrongAuthority,
    /// The request, or the certificate, cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A document has no paper, or a translation is missing its paper.
    #[error("{at} has no file")]
    FileMissing {
        /// The place: `documents[1].file`.
        at: String,
    },
    /// A file is named that was never added.
    #[error("the file `{name}` was not added to the matter")]
    UnknownFile {
        /// Its name.
        name: String,
    },
    /// There are as many files as a matter may have.
    #[error("the matter has as many files as it may have")]
    TooManyFiles,
    /// The draft was not examined as it stands.
    #[error("the draft was not examined as it stands")]
    PreflightMissing,
    /// The rules say that it would be returned or refused, and no reason was given for sending it in spite of that.
    #[error("the rules say `{}`; a reason is needed to go on in spite of it", .outcome.code())]
    AgainstTheRules {
        /// What would happen.
        outcome: Outcome,
    },
    /// The rules have not answered yet.
    #[error("the rules have not answered yet")]
    NotAssessed,
    /// Rules were asked about the draft and did not answer, and no reason was given for sending it in spite of that.
    #[error("rules did not answer ({fault}); a reason is needed to go on without them")]
    RulesSilent {
        /// The name of the fault, or why they could not be asked.
        fault: String,
    },
    /// A person has to look first.
    #[error("a person has to look first: {fault}")]
    NeedsPerson {
        /// What stopped the machine.
        fault: String,
    },
    /// Costs were asked about, and not answered yet.
    #[error("the requesting side has not answered yet whether it bears the costs")]
    ConsultationOpen,
    /// What the requesting side agreed to prepay is not there yet.
    #[error("what is to be prepaid has not come in yet")]
    PrepaymentOutstanding,
    /// A person does not agree to be heard, or to travel, as an act needs it, or was not asked (M20 arts 22, 23).
    #[error("{at}: the person does not agree to it, or was not asked")]
    ActWithoutConsent {
        /// The place: `evidence.acts[0]`.
        at: String,
    },
    /// Those who may attend an act were not told before it when and where it is (E17 art. 7(3), M20 arts 19, 20).
    #[error("{at}: those who may attend were not told before when and where")]
    ActWithoutNotice {
        /// The place: `certificate.taking.acts[0].date`.
        at: String,
    },
    /// The document is not there, is the other side's, was superseded already, or is of a kind that is not corrected so.
    #[error("this document cannot be corrected so")]
    NotCorrectable,
    /// The document is none that this side sealed for an authority abroad, or it has left already.
    #[error("no document of this side that waits to be dispatched")]
    NotToDispatch,
    /// The particulars of the matter were erased.
    #[error("the particulars of the matter were erased")]
    Erased,
    /// A message is not receipted yet, and may have to be sent again.
    #[error("a message to the other side is not receipted yet")]
    MessagesWait,
    /// The particulars of the matter are still to be kept.
    #[error("the particulars are to be kept until {}", .until.map_or_else(|| "somebody orders otherwise".to_owned(), |day| day.to_string()))]
    RetentionRuns {
        /// The last day; absent if this side has not said how long it keeps them.
        until: Option<Date>,
    },
    /// Items are evidence that was given for another use, and the side that gave it has not granted this one.
    #[error("evidence that may be used only in the case for which it was given ({})", .label.rests_on.code())]
    UseRestricted {
        /// The label of the first of them.
        label: Box<Label>,
    },
    /// Another use was asked for, and that is not answered yet.
    #[error("another use was asked for, and that is not answered yet")]
    UseAsked,
    /// The other side was asked to erase its copy, and has not answered yet.
    #[error("the other side has not answered yet whether it erases its copy")]
    ErasureAsked,
    /// The other side has a copy, and was not asked whether it erases it too.
    #[error("the other side has a copy, and was not asked whether it erases it too")]
    PeerNotAsked,
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// A day lies in the future, or before the letter was received.
    #[error("{at}: the day cannot be right")]
    ImpossibleDay {
        /// The place: `certificate.date`.
        at: &'static str,
    },
    /// The certificate lacks what it must say.
    #[error("{at} is missing")]
    CertificateIncomplete {
        /// The place: `certificate.place`.
        at: String,
    },
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMatter => "no-such-matter",
            Self::MatterExists => "matter-exists",
            Self::WrongState { .. } => "wrong-state",
            Self::WrongAuthority => "wrong-authority",
            Self::BadRequest(_) => "bad-request",
            Self::FileMissing { .. } => "file-missing",
            Self::UnknownFile { .. } => "unknown-file",
            Self::TooManyFiles => "too-many-files",
            Self::PreflightMissing => "preflight-missing",
            Self::AgainstTheRules { .. } => "against-the-rules",
            Self::NotAssessed => "not-assessed",
            Self::RulesSilent { .. } => "rules-silent",
            Self::NeedsPerson { .. } => "needs-person",
            Self::ConsultationOpen => "consultation-open",
            Self::PrepaymentOutstanding => "prepayment-outstanding",
            Self::ActWithoutConsent { .. } => "act-without-consent",
            Self::ActWithoutNotice { .. } => "act-without-notice",
            Self::NotCorrectable => "not-correctable",
            Self::NotToDispatch => "not-to-dispatch",
            Self::Erased => "erased",
            Self::MessagesWait => "messages-wait",
            Self::RetentionRuns { .. } => "retention-runs",
            Self::UseRestricted { label } => match label.rests_on {
                Basis::Text => "use-restricted",
                Basis::Policy => "use-restricted-by-policy",
            },
            Self::UseAsked => "use-asked",
            Self::ErasureAsked => "erasure-asked",
            Self::PeerNotAsked => "peer-not-asked",
            Self::BadReason => "bad-reason",
            Self::ImpossibleDay { .. } => "impossible-day",
            Self::CertificateIncomplete { .. } => "certificate-incomplete",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 30] = [
        "no-such-matter",
        "matter-exists",
        "wrong-state",
        "wrong-authority",
        "bad-request",
        "file-missing",
        "unknown-file",
        "too-many-files",
        "preflight-missing",
        "against-the-rules",
        "not-assessed",
        "rules-silent",
        "needs-person",
        "consultation-open",
        "prepayment-outstanding",
        "act-without-consent",
        "act-without-notice",
        "not-correctable",
        "not-to-dispatch",
        "erased",
        "messages-wait",
        "retention-runs",
        "use-restricted",
        "use-restricted-by-policy",
        "use-asked",
        "erasure-asked",
        "peer-not-asked",
        "bad-reason",
        "impossible-day",
        "certificate-incomplete",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::FileMissing { at }
            | Self::CertificateIncomplete { at }
            | Self::ActWithoutConsent { at }
            | Self::ActWithoutNotice { at } => Some(at),
            Self::NotCorrectable => Some("supersedes"),
            Self::NotToDispatch => Some("document"),
            Self::ImpossibleDay { at } => Some(at),
            _ => None,
        }
    }
}
