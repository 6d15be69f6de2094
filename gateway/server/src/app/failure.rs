//! What can go wrong when the gateway does something: a code for the person, a sentence for the log.

use comity_domain::matter::Refusal;
use comity_domain::upload::NotTaken;
use comity_domain::upload::headers::UPLOAD_LENGTH;
use comity_domain::{authorisation, case, confirmation, draw, foreign_law, juror, mediation, mediator, register};
use comity_store::{CommitError, StoreError};

use crate::clock::NoBusinessDay;

/// The code of [`Failure::ClockOff`]: gateways tell it each other.
pub(crate) const CLOCK_OFF: &str = "clock-off";

/// Why something was not done. Nothing has changed, unless the failure says so.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The domain refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The domain refuses it in a case.
    #[error(transparent)]
    RefusedInCase(#[from] case::Refusal),
    /// The domain refuses it of an authorisation.
    #[error(transparent)]
    RefusedOfAuthorisation(#[from] authorisation::Refusal),
    /// The domain refuses it of a mediator.
    #[error(transparent)]
    RefusedOfMediator(#[from] mediator::Refusal),
    /// The domain refuses it of a juror.
    #[error(transparent)]
    RefusedOfJuror(#[from] juror::Refusal),
    /// The domain refuses it of a listing.
    #[error(transparent)]
    RefusedOfListing(#[from] register::Refusal),
    /// The domain refuses it in an inquiry into the law of another place.
    #[error(transparent)]
    RefusedInInquiry(#[from] foreign_law::Refusal),
    /// A sealed file of another court does not verify.
    #[error(transparent)]
    SealedFile(#[from] comity_federation::Refused),
    /// The domain refuses it in a mediation.
    #[error(transparent)]
    RefusedInMediation(#[from] mediation::Refusal),
    /// The domain refuses it of an application for confirmation.
    #[error(transparent)]
    RefusedOfConfirmation(#[from] confirmation::Refusal),
    /// It does not go so in a draw.
    #[error(transparent)]
    Draw(#[from] draw::Fault),
    /// What was handed over of a feed cannot be what its publisher signed.
    #[error("not of the feed: {0}")]
    FeedEventRefused(comity_federation::Refused),
    /// A gateway has signed two histories of its feed.
    #[error("`{gateway}` has signed two histories of its feed")]
    FeedForked {
        /// Which.
        gateway: String,
    },
    /// A feed goes further than it is held here.
    #[error("the feed goes to number {told}, which is not here")]
    FeedBehind {
        /// How far it goes.
        told: u64,
    },
    /// Somebody else has to do this than whoever asked for the draw.
    #[error("whoever asked for the draw does not do this in it")]
    AnotherPerson,
    /// Lines of the record are known to be gone, and a peer has not told yet what it holds of the own feed.
    #[error("`{peer}` has not told yet what it holds of the feed that is published here")]
    FeedNotTold {
        /// Which peer.
        peer: String,
    },
    /// As much of a feed was taken today as is taken in a day.
    #[error("as much of the feed of `{gateway}` was taken today as is taken in a day")]
    FeedAllowanceUsed {
        /// Whose feed.
        gateway: String,
    },
    /// The matter moved on since the decision was prepared.
    #[error("the matter has moved on to revision {current}")]
    Moved {
        /// Where it stands now.
        current: u64,
    },
    /// There is no such thing, or none that this person may know of.
    #[error("there is no such {what}")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
    },
    /// An authority is not on the roll.
    #[error("`{authority}` is not on the roll")]
    UnknownAuthority {
        /// Its name.
        authority: String,
        /// The place in the input that names it, if one does.
        at: Option<&'static str>,
    },
    /// The authorities do not form a chain that a matter can pass.
    #[error("{at}: {reason}")]
    BadChain {
        /// The place in the input.
        at: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The input cannot be understood.
    #[error("{at}: {code}")]
    BadInput {
        /// The place in the input.
        at: String,
        /// What is wrong with it.
        code: &'static str,
        /// What was given, where it helps.
        given: Option<String>,
    },
    /// No release of rules answers for this question.
    #[error("no release of rules answers: {0}")]
    NoRules(String),
    /// The rules failed to answer.
    #[error("the rules failed: {fault}")]
    RulesFault {
        /// The name of the fault.
        fault: String,
    },
    /// A peer cannot be reached, or answers what it should not.
    #[error("the gateway `{peer}` cannot be asked: {reason}")]
    PeerUnreachable {
        /// Which.
        peer: String,
        /// Why.
        reason: String,
    },
    /// The clock of a peer and our own cannot both be right.
    #[error("the clock of `{peer}` is {ahead_seconds} seconds ahead of ours, so one of the two is wrong")]
    ClockOff {
        /// Whose clock.
        peer: String,
        /// By how many seconds it is ahead of ours; behind, if negative.
        ahead_seconds: i64,
    },
    /// This gateway holds no key with which this could be sealed.
    #[error("this gateway holds no seal of `{authority}`")]
    NoSeal {
        /// Whose seal.
        authority: String,
    },
    /// This gateway holds no key with which an authority could say this of a mediator now.
    #[error("this gateway holds no key of `{authority}` for the use `{key_use}`")]
    NoKeyFor {
        /// Whose key.
        authority: String,
        /// What it would sign.
        key_use: &'static str,
    },
    /// This gateway holds no key that its peers would take a message from now.
    #[error("no key of this gateway may sign messages now")]
    NoSigningKey,
    /// The key that signs the checkpoints was revoked, and no other one has signed since.
    #[error("the key that signs the checkpoints of this record was revoked")]
    CheckpointKeyRevoked,
    /// The other side's gateway does not take the suite of the seals that this gateway holds.
    #[error("the gateway `{to}` does not take the suite of any seal of `{authority}`")]
    SealNotTaken {
        /// Whose seals.
        authority: String,
        /// The gateway.
        to: String,
    },
    /// The name or the password is wrong.
    #[error("the name or the password is wrong")]
    BadCredentials,
    /// The password was not entered just now.
    #[error("the password was not entered just now")]
    NotFresh,
    /// The account of whoever asks is closed.
    #[error("the account of whoever asks is closed")]
    AccountClosed,
    /// The account that something is asked about is closed.
    #[error("the account is closed already")]
    AlreadyClosed,
    /// Nobody closes their own account, or sets its password without the one of now.
    #[error("an operator does this for others, and not to their own account")]
    OwnAccount,
    /// Nobody could make an account any more.
    #[error("there is no other operator")]
    LastOperator,
    /// The token was revoked before.
    #[error("the token was revoked already")]
    TokenRevoked,
    /// Too many passwords are being checked.
    #[error("too many passwords are being checked")]
    SignInBusy,
    /// A peer has brought as many files without their letters as it may.
    #[error("as many files wait for their letters as may")]
    StagingFull,
    /// An upload does not go so.
    #[error(transparent)]
    Upload(#[from] NotTaken),
    /// The operator has not said who looks at uploaded files.
    #[error("it is not configured who looks at uploaded files: set `scanner`")]
    NoScanner,
    /// The scanner does not look at files of this size.
    #[error("{length} bytes are more than the {max} that the scanner looks at")]
    BeyondScanner {
        /// What was announced.
        length: u64,
        /// The limit.
        max: u64,
    },
    /// The scanner found something in a file.
    #[error("the scanner found `{finding}`")]
    Infected {
        /// What it calls it.
        finding: String,
    },
    /// The scanner did not look at a file.
    #[error("the scanner did not look at the file")]
    NotExamined,
    /// The particulars were erased.
    #[error("the particulars were erased")]
    Erased,
    /// The store does not take it.
    #[error(transparent)]
    Commit(CommitError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(StoreError),
    /// There is no business day.
    #[error(transparent)]
    NoBusinessDay(#[from] NoBusinessDay),
    /// Something is broken inside.
    #[error("broken inside: {0}")]
    Broken(String),
}

/// What kind of failure it is, for whoever has to answer in a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The input is at fault.
    Invalid,
    /// There is no such thing.
    NotFound,
    /// It cannot be done as things stand.
    Conflict,
    /// Things have moved on since the caller looked.
    Moved,
    /// Nobody may do it.
    Forbidden,
    /// The caller has not shown who it is.
    Unauthenticated,
    /// It was erased.
    Gone,
    /// It does not fit.
    TooLarge,
    /// What came is not what was announced with it.
    ChecksumMismatch,
    /// Another gateway does not answer.
    PeerFailed,
    /// Later, perhaps.
    Busy,
    /// The disk takes no more.
    NoRoom,
    /// The gateway keeps no record any more, or not yet again.
    Stopped,
    /// This gateway is at fault.
    Internal,
}

impl Failure {
    /// What kind of failure it is.
    pub const fn kind(&self) -> FailureKind {
        match self {
            Self::Refused(
                Refusal::BadRequest(_)
                | Refusal::BadReason
                | Refusal::UnknownFile { .. }
                | Refusal::NotCorrectable
                | Refusal::ImpossibleDay { .. }
                | Refusal::CertificateIncomplete { .. },
            )
            | Self::UnknownAuthority { .. }
            | Self::BadChain { .. }
            | Self::BadInput { .. }
            | Self::Infected { .. }
            | Self::Upload(NotTaken::Type { .. } | NotTaken::Empty | NotTaken::Digest { .. })
            | Self::NoRules(_) => FailureKind::Invalid,
            Self::Refused(Refusal::UseRestricted { .. })
            | Self::AnotherPerson
            | Self::AccountClosed
            | Self::OwnAccount => FailureKind::Forbidden,
            Self::SealedFile(_) | Self::FeedEventRefused(_) => FailureKind::Invalid,
            Self::RefusedInCase(case::Refusal::UseRestricted { .. }) => FailureKind::Forbidden,
            Self::RefusedInCase(case::Refusal::Erased) => FailureKind::Gone,
            Self::RefusedInCase(case::Refusal::NoSuchCase)
            | Self::RefusedOfAuthorisation(authorisation::Refusal::NoSuchAuthorisation)
            | Self::RefusedOfMediator(mediator::Refusal::NoSuchMediator)
            | Self::RefusedInMediation(mediation::Refusal::NoSuchMediation)
            | Self::RefusedOfConfirmation(confirmation::Refusal::NoSuchConfirmation)
            | Self::RefusedOfJuror(juror::Refusal::NoSuchJuror)
            | Self::RefusedOfListing(register::Refusal::NoSuchListing)
            | Self::RefusedInInquiry(foreign_law::Refusal::NoSuchInquiry) => FailureKind::NotFound,
            Self::RefusedOfJuror(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedOfListing(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedInInquiry(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedInCase(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedOfAuthorisation(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedOfMediator(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedInMediation(refusal) => of_refusal(refusal.is_of_input()),
            Self::RefusedOfConfirmation(refusal) => of_refusal(refusal.is_of_input()),
            Self::Draw(fault) => of_refusal(fault.what.is_of_input()),
            Self::Refused(Refusal::NoSuchMatter) | Self::NotFound { .. } => FailureKind::NotFound,
            Self::Erased
            | Self::Upload(NotTaken::Expired | NotTaken::Ended)
            | Self::Refused(Refusal::Erased)
            | Self::Commit(CommitError::Erased(_))
            | Self::Store(StoreError::Erased(_)) => FailureKind::Gone,
            Self::Refused(_)
            | Self::Upload(NotTaken::Offset { .. } | NotTaken::State { .. } | NotTaken::TooManyOpen)
            | Self::NoSeal { .. }
            | Self::NoKeyFor { .. }
            | Self::SealNotTaken { .. }
            | Self::FeedForked { .. }
            | Self::FeedBehind { .. }
            | Self::NoSigningKey
            | Self::AlreadyClosed
            | Self::LastOperator
            | Self::TokenRevoked
            | Self::CheckpointKeyRevoked => FailureKind::Conflict,
            Self::Upload(NotTaken::Checksum) => FailureKind::ChecksumMismatch,
            Self::Moved { .. } => FailureKind::Moved,
            Self::BadCredentials | Self::NotFresh => FailureKind::Unauthenticated,
            Self::PeerUnreachable { .. } | Self::ClockOff { .. } => FailureKind::PeerFailed,
            Self::Commit(CommitError::TooLarge { .. })
            | Self::Upload(NotTaken::TooLarge { .. } | NotTaken::TooLong { .. })
            | Self::BeyondScanner { .. } => FailureKind::TooLarge,
            Self::SignInBusy
            | Self::NoScanner
            | Self::NotExamined
            | Self::FeedNotTold { .. }
            | Self::FeedAllowanceUsed { .. }
            | Self::Commit(CommitError::Busy) => FailureKind::Busy,
            Self::StagingFull | Self::Upload(NotTaken::Full) | Self::Commit(CommitError::Disk(_)) => {
                FailureKind::NoRoom
            }
            Self::Store(StoreError::Stopped) | Self::Commit(CommitError::Stopped | CommitError::Held) => {
                FailureKind::Stopped
            }
            Self::RulesFault { .. } | Self::Commit(_) | Self::Store(_) | Self::NoBusinessDay(_) | Self::Broken(_) => {
                FailureKind::Internal
            }
        }
    }

    /// Something that cannot be, unless this program or its data are broken.
    pub(crate) fn broken(error: impl std::fmt::Display) -> Self {
        Self::Broken(error.to_string())
    }

    /// This failure, where it is about an authority that the input names at this place.
    pub(super) fn named_at(self, place: &'static str) -> Self {
        match self {
            Self::UnknownAuthority { authority, .. } => Self::UnknownAuthority { authority, at: Some(place) },
            failure => failure,
        }
    }

    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::RefusedInCase(refusal) => refusal.code(),
            Self::RefusedOfAuthorisation(refusal) => refusal.code(),
            Self::RefusedOfMediator(refusal) => refusal.code(),
            Self::RefusedInMediation(refusal) => refusal.code(),
            Self::RefusedOfConfirmation(refusal) => refusal.code(),
            Self::Draw(fault) => fault.code(),
            Self::RefusedOfJuror(refusal) => refusal.code(),
            Self::RefusedOfListing(refusal) => refusal.code(),
            Self::RefusedInInquiry(refusal) => refusal.code(),
            Self::SealedFile(_) => "sealed-file-refused",
            Self::FeedEventRefused(_) => "feed-event-refused",
            Self::FeedForked { .. } => "feed-forked",
            Self::FeedBehind { .. } => "feed-behind",
            Self::AnotherPerson => "another-person-needed",
            Self::FeedNotTold { .. } => "feed-not-told",
            Self::FeedAllowanceUsed { .. } => "feed-allowance-used",
            Self::Moved { .. } => "revision-moved",
            Self::NotFound { .. } => "not-found",
            Self::UnknownAuthority { .. } => "unknown-authority",
            Self::BadChain { .. } => "bad-chain",
            Self::BadInput { code, .. } => code,
            Self::NoRules(_) => "no-rules",
            Self::RulesFault { .. } => "rules-fault",
            Self::PeerUnreachable { .. } => "peer-unreachable",
            Self::ClockOff { .. } => CLOCK_OFF,
            Self::NoSeal { .. } => "no-seal",
            Self::NoKeyFor { .. } => "no-key-for-use",
            Self::NoSigningKey => "no-signing-key",
            Self::CheckpointKeyRevoked => "checkpoint-key-revoked",
            Self::SealNotTaken { .. } => "seal-not-taken",
            Self::BadCredentials => "bad-credentials",
            Self::NotFresh => "step-up-needed",
            Self::AccountClosed => "account-closed",
            Self::AlreadyClosed => "account-already-closed",
            Self::OwnAccount => "own-account",
            Self::LastOperator => "last-operator",
            Self::TokenRevoked => "token-already-revoked",
            Self::SignInBusy => "sign-in-busy",
            Self::StagingFull => "staging-full",
            Self::Upload(refused) => refused.code(),
            Self::NoScanner => "scanner-not-set",
            Self::Infected { .. } => "upload-infected",
            Self::NotExamined => "file-not-examined",
            Self::BeyondScanner { .. } => "file-beyond-scanner",
            Self::Erased => "erased",
            Self::Commit(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::NoBusinessDay(_) => "no-business-day",
            Self::Broken(_) => "broken",
        }
    }

    /// The place in the input that is wrong, if it is the input's fault.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.at(),
            Self::RefusedInCase(refusal) => refusal.at(),
            Self::RefusedOfAuthorisation(refusal) => refusal.at(),
            Self::RefusedOfMediator(refusal) => refusal.at(),
            Self::RefusedInMediation(refusal) => refusal.at(),
            Self::RefusedOfConfirmation(refusal) => refusal.at(),
            Self::Draw(fault) => Some(&fault.at),
            Self::RefusedOfJuror(refusal) => refusal.at(),
            Self::RefusedOfListing(refusal) => refusal.at(),
            Self::RefusedInInquiry(refusal) => refusal.at(),
            Self::BadInput { at, .. } => Some(at),
            Self::Upload(refused) => refused.at(),
            Self::BeyondScanner { .. } => Some(UPLOAD_LENGTH),
            Self::BadChain { at, .. } | Self::UnknownAuthority { at: Some(at), .. } => Some(at),
            _ => None,
        }
    }
}

const fn of_refusal(of_input: bool) -> FailureKind {
    if of_input { FailureKind::Invalid } else { FailureKind::Conflict }
}

impl From<StoreError> for Failure {
    /// A disk that has no room is no fault of this gateway, and nothing was acknowledged of what it did not take.
    fn from(error: StoreError) -> Self {
        if error.is_no_room() { Self::Commit(CommitError::Disk(error.to_string())) } else { Self::Store(error) }
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Moved { current, .. } => Self::Moved { current },
            error => Self::Commit(error),
        }
    }
}
