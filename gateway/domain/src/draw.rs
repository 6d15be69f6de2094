//! The draw of jurors, `comity/draw/v1`: three gateways fix a number that none of them can steer, and from it follow, for everybody who
//! looks, the order of the eligible people, who sits, and who comes next. Format and protocol stand in docs/draw.md.
//!
//! The pure part is a function: pool, request and pieces in, panel and alternates out.
//!
//! ```
//! use comity_domain::draw::{Drawn, Vectors};
//!
//! let vector = r#"{"vectors": [{"name": "one of two", "pool": [{"id": "J-1", "tags": ["HK"]}, {"id": "J-2", "tags": ["MO", "pt"]}],
//!     "request": {"v": 1, "court": "cn-nansha", "case": "(2027) 1234", "seq": 0, "hearing": "2027-01-20",
//!         "rules": "sha256:4957633d722e9a21e9c0bbe491c79eb9de5a05b3e6c6941444569f932ce4bbfd", "seats": [["pt"]], "alternates": 1,
//!         "pool_root": "74c2da56ffa7c4a3d1f98042d4a7ad1a2d7b36ddf09fd1e2a6fb1dc22d1d7d6b", "pool_size": 2,
//!         "contributors": ["cn", "hk", "mo"]},
//!     "pieces": {}}]}"#;
//! // Nothing is drawn from another pool than the one that the request names.
//! let fault = Vectors::parse(vector.as_bytes())?.compute().unwrap_err();
//! assert_eq!((fault.at.as_str(), fault.code()), ("vectors[0].request.pool_root", "draw-pool-differs"));
//! # Ok::<(), comity_domain::draw::Fault>(())
//! ```
//!
//! Around it stands the protocol: [`Draw`] is what one gateway, or an auditor, knows of a draw from the steps that were said in it;
//! [`Contributor`] is a gateway that takes part. Both are without I/O: who said a step has been verified before it comes here, and time and
//! entropy are arguments. [`Packet`] is what is kept of it, and [`verify`] makes all of it again.

mod contributor;
mod encoding;
mod packet;
mod panel;
mod phase;
mod pool;
mod protocol;
mod ranking;
mod request;
mod secret;
mod step;
mod vectors;
mod waiting;

#[cfg(test)]
mod tests;

pub use contributor::{Contributor, Holdings, Parcel};
pub use encoding::Hash;
pub use packet::{Entry, InRecord, Packet, Recorded, Signature, Verdict, verify};
pub use panel::{Panel, Promotion, Sitting};
pub use phase::{Awaited, Phase};
pub use pool::{Person, PersonId, Pool, Tag};
pub use protocol::{Draw, Taken};
pub use ranking::{Drawn, Seed};
pub use request::{Asked, Earlier, Exclusion, Left, Predecessor, Request, Seat, Shared, Terms};
pub use secret::{Deal, Piece, Pieces, Transcript};
pub use step::{Given, Recusal, Said, Step};
pub use vectors::{Answer, Answers, Vectors};
pub use waiting::{Then, Waiting};

/// What does not hold in a draw, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}")]
pub struct Fault {
    /// The place: `request.seats[1]`, `steps[3].step.deal.c`.
    pub at: String,
    /// What is wrong there.
    pub what: Flaw,
}

/// What can be wrong in a draw.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It has not the form that it must have.
    #[error("not well formed: {0}")]
    Malformed(String),
    /// A person stands in the pool twice.
    #[error("`{0}` stands in the pool twice")]
    DoubleId(PersonId),
    /// The pool is not the one that the request names.
    #[error("not the pool that the request names")]
    PoolDiffers,
    /// Somebody is excluded who is not in the registry, or twice.
    #[error("`{0}` is excluded, and is not in the registry, or is excluded twice")]
    ExclusionUnknown(PersonId),
    /// The pool has no full panel.
    #[error("nobody of the pool can fill every seat")]
    NoPanel,
    /// A seat has fewer candidates than it should, and the division head has not allowed it.
    #[error("only {candidates} people qualify for the seat")]
    ThinSeat {
        /// How many there are.
        candidates: usize,
    },
    /// The hearing is too near, or past.
    #[error("the hearing is too near")]
    HearingNear,
    /// The contributors are not three different gateways, that of the court among them.
    #[error("not three different gateways with that of the court among them")]
    Contributors,
    /// Another draw of this court in this matter goes on.
    #[error("another draw of this court in this matter goes on")]
    Live,
    /// The request does not follow what became of the one before.
    #[error("does not follow what became of the request before")]
    NotSuccessor,
    /// The step is of another draw.
    #[error("a step of another draw")]
    OtherDraw,
    /// Whoever said it may not say it.
    #[error("`{0}` may not say this")]
    WrongSigner(crate::GatewayId),
    /// It comes too early, or too late.
    #[error("not now: {0}")]
    OutOfTurn(&'static str),
    /// The same gateway has said otherwise before. Both are kept: together they prove it.
    #[error("`{0}` has said otherwise before")]
    Contradiction(crate::GatewayId),
    /// A piece is not the one that was committed to.
    #[error("not the piece that was committed to")]
    PieceDiffers,
    /// An acknowledgement is of another deal than the one that is here.
    #[error("an acknowledgement of another deal")]
    DealDiffers,
    /// A close is over other sealed deals than those that are here.
    #[error("closed over other deals than those that are sealed here")]
    TranscriptDiffers,
    /// One gateway would know everything before the draw is closed.
    #[error("with these deals `{0}` would know the outcome before the draw is closed")]
    KnownEarly(crate::GatewayId),
    /// Not all of it is there yet.
    #[error("not finished: {0}")]
    Unfinished(&'static str),
    /// The draw was declared void; nothing was drawn.
    #[error("the draw is void")]
    Void,
    /// What is said to have been drawn is not what follows.
    #[error("not what follows from the seed")]
    ResultDiffers,
    /// It is not said, or wrongly said, that the draw could be broken off by one who knew its outcome.
    #[error("wrongly marked")]
    MarkDiffers,
    /// Somebody is recused who neither sits nor is an alternate.
    #[error("`{0}` neither sits nor is an alternate")]
    NotDrawn(PersonId),
    /// An entry of the record is not under the checkpoint, or is of another step.
    #[error("not in the record as it is said to be")]
    RecordDiffers,
}

impl Fault {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        self.what.code()
    }

    /// The same, one place further out: `steps[3]` before `step.deal`.
    #[must_use]
    pub(crate) fn within(self, outer: &str) -> Self {
        let joint = if self.at.is_empty() || self.at.starts_with('[') { "" } else { "." };
        Self { at: [outer, joint, &self.at].concat(), what: self.what }
    }
}

impl Flaw {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "draw-malformed",
            Self::DoubleId(_) => "draw-double-id",
            Self::PoolDiffers => "draw-pool-differs",
            Self::ExclusionUnknown(_) => "draw-exclusion-unknown",
            Self::NoPanel => "draw-no-panel",
            Self::ThinSeat { .. } => "draw-thin-seat",
            Self::HearingNear => "draw-hearing-near",
            Self::Contributors => "draw-contributors",
            Self::Live => "draw-live",
            Self::NotSuccessor => "draw-not-successor",
            Self::OtherDraw => "draw-other",
            Self::WrongSigner(_) => "draw-wrong-signer",
            Self::OutOfTurn(_) => "draw-out-of-turn",
            Self::Contradiction(_) => "draw-contradiction",
            Self::PieceDiffers => "draw-piece-differs",
            Self::DealDiffers => "draw-deal-differs",
            Self::TranscriptDiffers => "draw-transcript-differs",
            Self::KnownEarly(_) => "draw-known-early",
            Self::Unfinished(_) => "draw-unfinished",
            Self::Void => "draw-void",
            Self::ResultDiffers => "draw-result-differs",
            Self::MarkDiffers => "draw-mark-differs",
            Self::NotDrawn(_) => "draw-not-drawn",
            Self::RecordDiffers => "draw-record-differs",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 24] = [
        "draw-malformed",
        "draw-double-id",
        "draw-pool-differs",
        "draw-exclusion-unknown",
        "draw-no-panel",
        "draw-thin-seat",
        "draw-hearing-near",
        "draw-contributors",
        "draw-live",
        "draw-not-successor",
        "draw-other",
        "draw-wrong-signer",
        "draw-out-of-turn",
        "draw-contradiction",
        "draw-piece-differs",
        "draw-deal-differs",
        "draw-transcript-differs",
        "draw-known-early",
        "draw-unfinished",
        "draw-void",
        "draw-result-differs",
        "draw-mark-differs",
        "draw-not-drawn",
        "draw-record-differs",
    ];

    /// Is it what was asked for that is wrong, whatever the draw stands at?
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::Malformed(_)
                | Self::DoubleId(_)
                | Self::PoolDiffers
                | Self::ExclusionUnknown(_)
                | Self::NoPanel
                | Self::ThinSeat { .. }
                | Self::HearingNear
                | Self::Contributors
                | Self::NotDrawn(_)
        )
    }

    /// This flaw, at a place.
    pub(crate) fn at(self, at: impl Into<String>) -> Fault {
        Fault { at: at.into(), what: self }
    }
}
