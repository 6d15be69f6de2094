//! Where a case stands: its state, its last days, its counts. No particulars: this may be kept in a view.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Decision, Event, State};
use crate::matter::Erased;
use crate::{AuthorityId, Date};

/// The period in which the parties produce their evidence.
pub const PRODUCE_EVIDENCE: &str = "produce-evidence";
/// The day of the exchange of evidence.
pub const EXCHANGE_EVIDENCE: &str = "exchange-evidence";
/// The earliest day until which an ordered document is to be produced.
pub const PRODUCE_DOCUMENT: &str = "produce-document";

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record the case consists of.
    pub revision: u64,
    /// The court.
    pub court: AuthorityId,
    /// Its state.
    pub state: State,
    /// The business day on which it was entered.
    pub opened_on: Date,
    /// The business day of its last event.
    pub changed_on: Date,
    /// The last day for producing evidence.
    pub period_ends: Option<Date>,
    /// The day of the next, or the last, exchange.
    pub exchange_on: Option<Date>,
    /// The orders that are not met yet, and their last days.
    pub orders: BTreeMap<u32, Date>,
    /// How many exchanges there were.
    pub sessions: u32,
    /// How many pieces of evidence.
    pub exhibits: u32,
    /// How many admissions.
    pub admissions: u32,
    /// How many objections.
    pub objections: u32,
    /// How many of its last entries say only that somebody had a file in hand: that changes nothing that a judge has seen.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub looked: u64,
    /// The business day on which the exchange of evidence was closed: its particulars are kept for so many years from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// The particulars were erased: this is what is left of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Erased>,
}

const fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Standing {
    /// The standing of a case that begins with this event. `None` if no case begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        // Of an erased case nothing else can be read any more.
        if let Event::Erased { left, .. } = event {
            let mut standing = Self::clone(left);
            standing.apply(on, event);
            return Some(standing);
        }
        let Event::Opened { court, .. } = event else { return None };
        Some(Self {
            revision: 1,
            court: court.clone(),
            state: State::Opened,
            opened_on: on,
            changed_on: on,
            period_ends: None,
            exchange_on: None,
            orders: BTreeMap::new(),
            sessions: 0,
            exhibits: 0,
            admissions: 0,
            objections: 0,
            looked: 0,
            ended_on: None,
            erased: None,
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        if matches!(event, Event::Handled { .. }) {
            self.looked += 1;
            return;
        }
        self.looked = 0;
        self.changed_on = on;
        match event {
            Event::PeriodFixed { last_day, .. } => {
                self.period_ends = Some(*last_day);
                if self.state == State::Opened {
                    self.state = State::Producing;
                }
            }
            Event::ExtensionDecided { decision: Decision::Granted, last_day, exchange_on, .. } => {
                self.period_ends = last_day.or(self.period_ends);
                self.exchange_on = exchange_on.or(self.exchange_on);
            }
            Event::ExchangeFixed { exchange_on, .. } => {
                self.exchange_on = Some(*exchange_on);
                // The first exchange ends the period; a further one opens none anew.
                if self.sessions == 0 {
                    self.period_ends = Some(*exchange_on);
                }
            }
            Event::SessionOpened { session, .. } => {
                self.sessions = *session;
                self.state = State::Exchanging;
            }
            Event::SessionEnded { .. } => {
                self.exchange_on = None;
                self.state = State::Adjourned;
            }
            Event::Produced { number, .. } => self.exhibits = *number,
            Event::Admitted { number, .. } => self.admissions = *number,
            Event::Objected { number, .. } => self.objections = *number,
            Event::OrderDecided { order, decision: Decision::Granted, until: Some(until), .. } => {
                self.orders.insert(*order, *until);
            }
            Event::OrderEnded { order, .. } => drop(self.orders.remove(order)),
            Event::Closed { .. } => {
                self.state = State::Closed;
                self.ended_on = Some(on);
            }
            Event::Erased { erasure_reason, .. } => self.erased = Some(Erased { on, reason: *erasure_reason }),
            _ => {}
        }
    }

    /// Does whoever has seen the case at this revision know it as it stands? What came since, if anything, were only files in somebody's
    /// hand.
    pub const fn is_seen_at(&self, revision: u64) -> bool {
        revision <= self.revision && self.revision - revision <= self.looked
    }

    /// The last days that still lie ahead of somebody, by the codes of their periods.
    pub fn last_days(&self) -> BTreeMap<&'static str, Date> {
        let produces = matches!(self.state, State::Opened | State::Producing);
        let days = [
            (PRODUCE_EVIDENCE, self.period_ends.filter(|_| produces)),
            (EXCHANGE_EVIDENCE, self.exchange_on.filter(|_| self.state != State::Exchanging)),
            (PRODUCE_DOCUMENT, self.orders.values().min().copied()),
        ];
        days.into_iter().filter_map(|(code, day)| Some((code, day?))).filter(|_| self.state != State::Closed).collect()
    }

    /// The next of them.
    pub fn next_day(&self) -> Option<Date> {
        self.last_days().into_values().min()
    }
}
