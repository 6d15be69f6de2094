//! What can be commanded in an inquiry.

use comity_record::Digest;

use super::hearing::{Appearance, Cost, CostsBasis, Found, Share, Statement};
use super::opinion::Opinion;
use super::request::{Asked, Channel, ChannelEnd, Sheet};
use crate::case::{Answer, Sitting};
use crate::matter::FileRef;
use crate::registry::Entry;
use crate::{AuthorityId, Date};

/// What is to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Ask a question of the law of another place.
    Open {
        /// The court.
        court: AuthorityId,
        /// The case, the law, the questions, the parties.
        sheet: Box<Sheet>,
    },
    /// Add a file.
    AddFile {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
    },
    /// Ask somebody.
    Ask {
        /// Through which channel.
        channel: Channel,
        /// Who.
        asked: Box<Asked>,
        /// The face in the registers, on this day, of the number that was given; absent if they do not know it, or none was given.
        listed: Option<Box<Entry>>,
        /// The last day of the period that the court fixes.
        until: Option<Date>,
    },
    /// Lengthen a period.
    Extend {
        /// The number of the request.
        request: u32,
        /// The last day.
        until: Date,
        /// The concrete reasons.
        reason: String,
    },
    /// Record that a channel did not yield the law.
    EndChannel {
        /// The number of the request.
        request: u32,
        /// How it ended.
        end: ChannelEnd,
        /// The reason of the court.
        reason: Option<String>,
        /// The good reason of the party that brought nothing, if the court takes it to be one.
        excuse: Option<String>,
    },
    /// Take what was brought.
    TakeOpinion {
        /// The number of the request.
        request: u32,
        /// What it says, and with which papers.
        opinion: Box<Opinion>,
        /// What the rules said.
        answer: Option<Answer>,
        /// Why it is taken although they did not answer.
        override_reason: Option<String>,
    },
    /// Record that an opinion was served on a party.
    Serve {
        /// The number of the opinion.
        opinion: u32,
        /// The number of the party.
        party: u32,
        /// The day.
        on: Date,
    },
    /// Fix the hearing.
    FixHearing {
        /// Day, time and place.
        sitting: Sitting,
        /// The numbers of the requests whose experts or bodies are called to it.
        called: Vec<u32>,
    },
    /// Record the hearing: all that has come was shown, and the parties were heard.
    Hear {
        /// The judge who led it.
        judge: String,
        /// What each party said.
        statements: Vec<Statement>,
        /// Who of those who were called appeared.
        appeared: Vec<Appearance>,
    },
    /// Find what the law is, or that it cannot be ascertained.
    Find {
        /// What is found.
        found: Found,
        /// What the rules said, where it cannot be ascertained.
        answer: Option<Answer>,
        /// Why it is given up although they do not say that it may be.
        override_reason: Option<String>,
    },
    /// Settle who bears the costs.
    DecideCosts {
        /// By agreement, or by decision.
        basis: CostsBasis,
        /// What the ascertainment cost.
        costs: Vec<Cost>,
        /// Which party bears how much of it.
        shares: Vec<Share>,
        /// Why.
        reason: Option<String>,
    },
    /// Close the inquiry.
    Close,
    /// Let the question fall.
    Drop {
        /// Why.
        reason: String,
    },
}

/// What a decision may know besides the inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
}

impl Command {
    /// The same command, now that the rules were asked. One to which the rules say nothing stays as it is.
    #[must_use]
    pub fn answered(mut self, said: Answer) -> Self {
        if let Self::TakeOpinion { answer, .. } | Self::Find { answer, .. } = &mut self {
            *answer = Some(said);
        }
        self
    }
}
