//! A question of the law of another place, before the court that is to apply it (域外法查明; 法释〔2023〕12号): through which channel who was
//! asked what until when, what was brought and with which papers, that it was served on the parties and they were heard, what the court
//! found, and who bears the costs.
//!
//! It is the fold of its events. The rules of the court's side are asked (`foreign-law`) before an opinion is taken, and before the court
//! finds that the law cannot be ascertained; what they said is recorded with the step.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::case::{Answer, Sitting};
use crate::matter::FileRef;
use crate::{AuthorityId, Date, InquiryId, Jurisdiction};

mod command;
mod decide;
mod event;
mod facts_of;
mod hearing;
mod opinion;
mod refusal;
mod request;

pub use command::{Command, Context};
pub use decide::decide;
pub use event::Event;
pub use facts_of::question;
pub use hearing::{Appearance, Basis, Cost, CostsBasis, Found, Share, Stance, Statement};
pub use opinion::{CaseLaw, Extent, NoInterest, Opinion, Paper};
pub use refusal::Refusal;
pub use request::{Asked, Channel, ChannelEnd, Sheet};

/// Where an inquiry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Somebody is asked, opinions come and are served.
    Open,
    /// The parties were heard on what has come so far (arts 5, 8).
    Heard,
    /// The court has found what the law is, or that it cannot be ascertained (arts 8 to 10).
    Found,
    /// The costs are settled too (art. 11).
    Closed,
    /// The question has fallen away.
    Dropped,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Open, Self::Heard, Self::Found, Self::Closed, Self::Dropped];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Heard => "heard",
            Self::Found => "found",
            Self::Closed => "closed",
            Self::Dropped => "dropped",
        }
    }
}

/// Where an inquiry stands. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record it consists of.
    pub revision: u64,
    /// The court that asks.
    pub court: AuthorityId,
    /// Whose law it is.
    pub law: Jurisdiction,
    /// The state.
    pub state: State,
    /// The business day on which it was opened.
    pub opened_on: Date,
    /// The business day of its last event.
    pub changed_on: Date,
    /// The last days of the periods that run, by the numbers of the requests.
    pub periods: BTreeMap<u32, Date>,
    /// The day of the hearing that is fixed.
    pub hearing_on: Option<Date>,
}

/// An inquiry, as its events have made it. Parties, requests and opinions are numbered by their places, from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Its name.
    pub id: InquiryId,
    /// Where it stands.
    pub standing: Standing,
    /// The case, the law, the questions, the parties.
    pub sheet: Sheet,
    /// The files that were added to it, by the digest of their bytes.
    pub files: BTreeMap<Digest, InquiryFile>,
    /// Who was asked, through which channel.
    pub requests: Vec<Request>,
    /// What was brought.
    pub opinions: Vec<Brought>,
    /// The hearing that is fixed, and the numbers of the requests whose experts or bodies are called to it.
    pub hearing: Option<(Sitting, Vec<u32>)>,
    /// The hearings that were held.
    pub hearings: Vec<Hearing>,
    /// What the court found, and what the rules had said where it could not be ascertained.
    pub found: Option<(Date, Found, Option<Answer>)>,
    /// Why the law was given up although the rules did not say that it may be.
    pub override_reason: Option<String>,
    /// Who bears the costs.
    pub costs: Option<Costs>,
    /// Why the question fell away.
    pub dropped: Option<String>,
}

/// A file of an inquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryFile {
    /// What it is.
    pub file: FileRef,
    /// Digest of the encrypted bytes.
    pub blob: Digest,
}

/// Somebody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// On which day.
    pub on: Date,
    /// Through which channel.
    pub channel: Channel,
    /// Who.
    pub asked: Asked,
    /// The last day of the period that the court fixed, with its extensions (art. 9).
    pub until: Option<Date>,
    /// Why it was extended, with the days.
    pub extensions: Vec<(Date, String)>,
    /// How the channel ended without yielding the law, and the court's reason.
    pub ended: Option<(ChannelEnd, Option<String>)>,
    /// The good reason of the party that brought nothing (art. 9(2)), as the court takes it to be one.
    pub excuse: Option<String>,
}

/// An opinion that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brought {
    /// On which day.
    pub on: Date,
    /// By whom: the number of the request.
    pub request: u32,
    /// What it says, and with which papers.
    pub opinion: Opinion,
    /// What the rules said.
    pub answer: Answer,
    /// Why it was taken although they were silent.
    pub override_reason: Option<String>,
    /// The parties on whom it was served, with the days.
    pub served: BTreeMap<u32, Date>,
}

/// A hearing that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// The day.
    pub on: Date,
    /// The judge who led it.
    pub judge: String,
    /// The opinions that were shown: all that had come.
    pub shown: u32,
    /// What each party said.
    pub statements: Vec<Statement>,
    /// Which of those who were called appeared (art. 7).
    pub appeared: Vec<Appearance>,
}

/// Who bears what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// By agreement, or by decision.
    pub basis: CostsBasis,
    /// What the ascertainment cost.
    pub costs: Vec<Cost>,
    /// Which party bears how much of it.
    pub shares: Vec<Share>,
    /// Why.
    pub reason: Option<String>,
}

impl Standing {
    /// The standing of an inquiry that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let Event::Opened { court, law, .. } = event else { return None };
        Some(Self {
            revision: 1,
            court: court.clone(),
            law: *law,
            state: State::Open,
            opened_on: on,
            changed_on: on,
            periods: BTreeMap::new(),
            hearing_on: None,
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        match event {
            Event::Requested { number, until: Some(until), .. } | Event::PeriodExtended { number, until, .. } => {
                self.periods.insert(*number, *until);
            }
            Event::ChannelEnded { number, .. } => drop(self.periods.remove(number)),
            Event::OpinionTaken { request, .. } => {
                self.periods.remove(request);
                // What has come after a hearing has not been heard.
                self.state = State::Open;
            }
            Event::HearingFixed { hearing_on, .. } => self.hearing_on = Some(*hearing_on),
            Event::Heard { .. } => {
                self.state = State::Heard;
                self.hearing_on = None;
            }
            Event::Ascertained { .. } | Event::NotAscertained { .. } => self.end(State::Found),
            Event::CostsDecided { .. } | Event::Opened { .. } | Event::FileAdded { .. } | Event::Served { .. } => {}
            Event::Requested { until: None, .. } => {}
            Event::Closed {} => self.end(State::Closed),
            Event::Dropped { .. } => self.end(State::Dropped),
        }
    }

    /// The next day on which something is due.
    pub fn next_day(&self) -> Option<Date> {
        self.periods.values().copied().chain(self.hearing_on).min()
    }

    fn end(&mut self, state: State) {
        self.state = state;
        self.periods.clear();
        self.hearing_on = None;
    }
}

impl Aggregate for Inquiry {
    type Id = InquiryId;
    type Event = Event;

    fn begin(id: &InquiryId, on: Date, event: &Event) -> Option<Self> {
        let Event::Opened { sheet, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing: Standing::open(on, event)?,
            sheet: Sheet::clone(sheet),
            files: BTreeMap::new(),
            requests: Vec::new(),
            opinions: Vec::new(),
            hearing: None,
            hearings: Vec::new(),
            found: None,
            override_reason: None,
            costs: None,
            dropped: None,
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::Opened { .. } => {}
            Event::FileAdded { file, blob } => {
                self.files.insert(file.sha256, InquiryFile { file: file.clone(), blob: *blob });
            }
            Event::Requested { channel, asked, until, .. } => self.requests.push(Request {
                on,
                channel: *channel,
                asked: Asked::clone(asked),
                until: *until,
                extensions: Vec::new(),
                ended: None,
                excuse: None,
            }),
            Event::PeriodExtended { number, until, reason } => {
                if let Some(request) = nth_mut(&mut self.requests, *number) {
                    request.until = Some(*until);
                    request.extensions.push((on, reason.clone()));
                }
            }
            Event::ChannelEnded { number, end, reason, excuse } => {
                if let Some(request) = nth_mut(&mut self.requests, *number) {
                    request.ended = Some((*end, reason.clone()));
                    request.excuse = excuse.clone();
                }
            }
            Event::OpinionTaken { request, opinion, answer, override_reason, .. } => self.opinions.push(Brought {
                on,
                request: *request,
                opinion: Opinion::clone(opinion),
                answer: answer.clone(),
                override_reason: override_reason.clone(),
                served: BTreeMap::new(),
            }),
            Event::Served { opinion, party, served_on } => {
                if let Some(opinion) = nth_mut(&mut self.opinions, *opinion) {
                    opinion.served.insert(*party, *served_on);
                }
            }
            Event::HearingFixed { sitting, called, .. } => self.hearing = Some((sitting.clone(), called.clone())),
            Event::Heard { judge, shown, statements, appeared } => {
                self.hearing = None;
                self.hearings.push(Hearing {
                    on,
                    judge: judge.clone(),
                    shown: *shown,
                    statements: statements.clone(),
                    appeared: appeared.clone(),
                });
            }
            Event::Ascertained { found } => self.found = Some((on, found.clone(), None)),
            Event::NotAscertained { found, answer, override_reason } => {
                self.found = Some((on, found.clone(), Some(answer.clone())));
                self.override_reason = override_reason.clone();
            }
            Event::CostsDecided { basis, costs, shares, reason } => {
                let (costs, shares) = (costs.clone(), shares.clone());
                self.costs = Some(Costs { basis: *basis, costs, shares, reason: reason.clone() });
            }
            Event::Closed {} => {}
            Event::Dropped { reason } => self.dropped = Some(reason.clone()),
        }
        self.standing.apply(on, event);
    }
}

impl Inquiry {
    /// The request with this number.
    pub fn request(&self, number: u32) -> Option<&Request> {
        nth(&self.requests, number)
    }

    /// The opinion with this number.
    pub fn opinion(&self, number: u32) -> Option<&Brought> {
        nth(&self.opinions, number)
    }

    /// The numbers of the parties.
    pub fn parties(&self) -> impl Iterator<Item = u32> + use<> {
        1..=u32::try_from(self.sheet.parties.len()).unwrap_or(u32::MAX)
    }

    /// Has the law been brought by somebody, clearly enough for the court (art. 2(2))?
    pub fn is_provided(&self) -> bool {
        let is_clear = |brought: &Brought| self.request(brought.request).is_some_and(|request| request.ended.is_none());
        self.opinions.iter().any(is_clear)
    }

    /// The first opinion that was not served on the first of these parties.
    pub fn unserved(&self) -> Option<(u32, u32)> {
        (1..).zip(&self.opinions).find_map(|(number, brought)| {
            self.parties().find(|party| !brought.served.contains_key(party)).map(|party| (number, party))
        })
    }

    /// Does a party dispute, by what was said in the last hearing, what the law is?
    pub fn is_disputed(&self) -> bool {
        let last = self.hearings.last();
        last.is_some_and(|hearing| hearing.statements.iter().any(|it| it.stance == Stance::Disputes))
    }

    /// The parties who were heard, or were called and did not come, in these statements.
    fn heard(statements: &[Statement]) -> BTreeSet<u32> {
        statements.iter().map(|statement| statement.party).collect()
    }
}

fn nth<T>(items: &[T], number: u32) -> Option<&T> {
    items.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

fn nth_mut<T>(items: &mut [T], number: u32) -> Option<&mut T> {
    items.get_mut(usize::try_from(number.checked_sub(1)?).ok()?)
}

#[cfg(test)]
mod tests;
