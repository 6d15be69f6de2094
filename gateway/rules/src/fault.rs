//! What can go wrong with rules: with a release, with a component, with the facts.

use comity_record::Digest;

/// Why facts were not assessed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssessError {
    /// The component is at fault: the matter needs a person. Never an empty assessment.
    #[error("fault of the rules `{rules}`: {fault}")]
    Fault {
        /// The rule set.
        rules: String,
        /// What it did.
        fault: Fault,
    },
    /// The facts are at fault: a day in a year that the calendars do not have, or out of all range.
    #[error("{at}: {because}")]
    Facts {
        /// The place: `facts.docket[0].on`.
        at: String,
        /// Why, in kebab-case: `year-missing`.
        code: &'static str,
        /// Why, for the log.
        because: String,
    },
    /// No rules answer this question: the side has none in force, or they do not cover the procedure between these sides.
    #[error("facts.procedure: no rules of {side} for {question}")]
    NoRules {
        /// The side that is asked; `no side` where the facts name none.
        side: String,
        /// Procedure, stage and day.
        question: String,
    },
}

impl AssessError {
    /// Why, for the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fault { fault, .. } => fault.code(),
            Self::Facts { code, .. } => code,
            Self::NoRules { .. } => "no-rules",
        }
    }

    /// The place in the facts, where the facts are at fault.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::Fault { .. } => None,
            Self::Facts { at, .. } => Some(at),
            Self::NoRules { .. } => Some("facts.procedure"),
        }
    }

    /// The component's fault, if it is one.
    pub const fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault { fault, .. } => Some(fault),
            _ => None,
        }
    }
}

/// What is wrong with a release, or what a component did that it may not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The bytes are not a release.
    #[error("not a release: {0}")]
    MalformedRelease(String),
    /// No pin for this rule set, or another digest is pinned.
    #[error("release {digest} of `{id}` is not pinned")]
    NotPinned {
        /// The rule set.
        id: String,
        /// The release's digest.
        digest: Digest,
    },
    /// A part is not the one that the manifest names.
    #[error("the release's {0} is not the one of its manifest")]
    PartMismatch(&'static str),
    /// The publisher did not sign this.
    #[error("the publisher's signature does not hold")]
    BadSignature,
    /// The release was made for another arithmetic of periods than this host's.
    #[error("the release counts by arithmetic {0}, which this host does not know")]
    UnknownArithmetic(u32),
    /// The component does not compile, or is larger than may be.
    #[error("the component does not compile: {0}")]
    Compile(String),
    /// The component wants something from outside.
    #[error("the component imports `{0}`")]
    Import(String),
    /// The component does not export what rules export.
    #[error("the component is not of the world `jurisdiction`: {0}")]
    WrongWorld(String),
    /// The component says that it is something else than its manifest.
    #[error("`describe` says {described}, the manifest {declared}")]
    DescribeMismatch {
        /// What the component says.
        described: String,
        /// What the manifest says.
        declared: String,
    },
    /// It ran for too long; with equal facts it always will.
    #[error("the fuel is used up")]
    FuelExhausted,
    /// The watchdog stopped it.
    #[error("stopped by the watchdog")]
    Watchdog,
    /// It asked for more memory than there is.
    #[error("the memory is used up")]
    MemoryLimit,
    /// It called too deep.
    #[error("the stack is used up")]
    StackOverflow,
    /// It gave up.
    #[error("trap: {0}")]
    Trap(String),
    /// It handed back more than may be.
    #[error("the answer is too large: {0}")]
    AnswerTooLarge(String),
    /// It said a code that it did not declare.
    #[error("`{0}` is said but not declared")]
    UndeclaredCode(String),
    /// It named a day that does not exist.
    #[error("{0} is not a day")]
    ImpossibleDate(String),
    /// Something else in its answer cannot be.
    #[error("malformed answer: {0}")]
    MalformedAnswer(String),
}

impl Fault {
    /// The name of the fault.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MalformedRelease(_) => "malformed-release",
            Self::NotPinned { .. } => "not-pinned",
            Self::PartMismatch(_) => "part-mismatch",
            Self::BadSignature => "bad-signature",
            Self::UnknownArithmetic(_) => "unknown-arithmetic",
            Self::Compile(_) => "compile",
            Self::Import(_) => "import",
            Self::WrongWorld(_) => "wrong-world",
            Self::DescribeMismatch { .. } => "describe-mismatch",
            Self::FuelExhausted => "fuel-exhausted",
            Self::Watchdog => "watchdog",
            Self::MemoryLimit => "memory-limit",
            Self::StackOverflow => "stack-overflow",
            Self::Trap(_) => "trap",
            Self::AnswerTooLarge(_) => "answer-too-large",
            Self::UndeclaredCode(_) => "undeclared-code",
            Self::ImpossibleDate(_) => "impossible-date",
            Self::MalformedAnswer(_) => "malformed-answer",
        }
    }
}
