//! An application to a court to confirm what was agreed in a mediation (司法确认, CPL arts 205 and 206): made by all parties jointly, within
//! thirty days, with the settlement that the mediation body sealed. It is the fold of its events.
//!
//! The court has the settlement and the paper of the agreement; of the mediation it has nothing else, and nothing here could hold it.

use std::collections::BTreeMap;

use comity_record::Digest;
use jiff::Span;
use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::case::Answer;
use crate::matter::FileRef;
use crate::mediation::{Agreement, Settlement};
use crate::{AuthorityId, ConfirmationId, Date};

mod applicant;
mod command;
mod decide;
mod event;
mod facts_of;
mod refusal;
mod ruling;

pub use applicant::{HandedIn, MediatedBy};
pub use command::{Command, Context};
pub use decide::decide;
pub use event::Event;
pub use facts_of::question;
pub use refusal::Refusal;
pub use ruling::{Ground, Ruling, Verdict};

/// The period within which the parties apply.
pub const APPLY_FOR_CONFIRMATION: &str = "apply-for-confirmation";
/// CPL art. 187: a case in a special procedure is concluded within so many days from its filing.
const RULE_WITHIN_DAYS: i32 = 30;

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// At least one party has applied; something may be missing.
    Applied,
    /// The court has examined it as it is.
    Examined,
    /// The agreement is confirmed: it can be enforced.
    Confirmed,
    /// The court refused to confirm it.
    Refused,
    /// The parties took it back.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Applied, Self::Examined, Self::Confirmed, Self::Refused, Self::Withdrawn];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Examined => "examined",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Has the court still to decide?
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Applied | Self::Examined)
    }
}

/// Where an application stands. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record it consists of.
    pub revision: u64,
    /// The court.
    pub court: AuthorityId,
    /// Its state.
    pub state: State,
    /// The day on which the court received the application of the first party.
    pub applied_on: Date,
    /// The business day of its last event.
    pub changed_on: Date,
    /// The last day on which the parties could apply, as the rules counted it.
    pub last_day: Option<Date>,
    /// How many copies of the ruling were given out.
    pub copies: u32,
}

/// An application, as its events have made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Its name.
    pub id: ConfirmationId,
    /// Where it stands.
    pub standing: Standing,
    /// What the mediation body sealed.
    pub settlement: Settlement,
    /// The sealed settlement.
    pub document: String,
    /// Who mediated, as the roll described whoever sealed the settlement when the first party applied; or as the court stated it since.
    pub mediated_by: Option<MediatedBy>,
    /// The name of who mediated, where the court had to state it.
    pub mediator_stated: Option<String>,
    /// The parties that applied, by their numbers in the settlement, and when.
    pub applicants: BTreeMap<u32, HandedIn>,
    /// The paper of the agreement, and where its encrypted bytes are.
    pub paper: Option<(FileRef, Digest)>,
    /// What the rules said each time when it was examined, and when.
    pub examinations: Vec<(Date, Answer)>,
    /// The ruling under the court's seal.
    pub ruling: Option<String>,
    /// The copies of it that were given out: to which party, and when.
    pub copies: Vec<(u32, Date)>,
    /// Why it was taken back.
    pub reason: Option<String>,
}

impl Standing {
    /// The standing of an application that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let Event::Applied { court, handed_in, .. } = event else { return None };
        Some(Self {
            revision: 1,
            court: court.clone(),
            state: State::Applied,
            applied_on: handed_in.map_or(on, |it| it.received_on),
            changed_on: on,
            last_day: None,
            copies: 0,
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        match event {
            // What was examined was examined as it was then.
            Event::Applied { .. }
            | Event::PartyJoined { .. }
            | Event::MediatorStated { .. }
            | Event::AgreementPut { .. } => {
                self.state = State::Applied;
            }
            Event::Examined { last_day, .. } => {
                self.state = State::Examined;
                self.last_day = last_day.or(self.last_day);
            }
            Event::Ruled { verdict, .. } => {
                self.state = match verdict {
                    Verdict::Confirmed => State::Confirmed,
                    Verdict::Refused => State::Refused,
                }
            }
            Event::CopyGiven { number, .. } => self.copies = *number,
            Event::Withdrawn { .. } => self.state = State::Withdrawn,
        }
    }
}

impl Aggregate for Confirmation {
    type Id = ConfirmationId;
    type Event = Event;

    fn begin(id: &ConfirmationId, on: Date, event: &Event) -> Option<Self> {
        let standing = Standing::open(on, event)?;
        let Event::Applied { settlement, document, party, handed_in, mediated_by, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing,
            settlement: Settlement::clone(settlement),
            document: document.clone(),
            mediated_by: *mediated_by,
            mediator_stated: None,
            applicants: BTreeMap::from([(*party, handed_in.unwrap_or(HandedIn::on(on)))]),
            paper: None,
            examinations: Vec::new(),
            ruling: None,
            copies: Vec::new(),
            reason: None,
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::PartyJoined { party, handed_in } => {
                self.applicants.insert(*party, handed_in.unwrap_or(HandedIn::on(on)));
            }
            Event::MediatorStated { mediated_by, name } => {
                (self.mediated_by, self.mediator_stated) = (Some(*mediated_by), Some(name.clone()));
            }
            Event::AgreementPut { paper, blob } => self.paper = Some((paper.clone(), *blob)),
            Event::Examined { answer, .. } => self.examinations.push((on, answer.clone())),
            Event::Ruled { ruling, .. } => self.ruling = Some(ruling.clone()),
            Event::CopyGiven { party, .. } => self.copies.push((*party, on)),
            Event::Withdrawn { reason } => self.reason = Some(reason.clone()),
            Event::Applied { .. } => {}
        }
        self.standing.apply(on, event);
    }
}

impl Confirmation {
    /// How the application was handed in that made it one of all parties: the one that counts as the last.
    pub fn joint(&self) -> Option<HandedIn> {
        let parties = self.settlement.dispute.parties.len();
        let last = self.applicants.values().max_by_key(|handed_in| (handed_in.counts_on(), handed_in.received_on));
        last.copied().filter(|_| self.applicants.len() == parties)
    }

    /// The day by which the court rules, while it still has to: thirty days from the filing (CPL art. 187). The gateway knows no day of
    /// filing; it counts from the day on which the court had the applications of all parties, so that it never tells a later day than the
    /// law does. The court's president may give more time: the day warns, and stops nothing.
    pub fn rule_by(&self) -> Option<Date> {
        self.joint().filter(|_| self.standing.state.is_open())?;
        let complete_on = self.applicants.values().map(|handed_in| handed_in.received_on).max()?;
        complete_on.checked_add(Span::new().days(RULE_WITHIN_DAYS)).ok()
    }

    /// Digest of the sealed settlement.
    pub fn settlement_digest(&self) -> Digest {
        Digest::of(self.document.as_bytes())
    }

    /// The agreement as the settlement describes it, once its paper is there.
    pub fn agreement(&self) -> Option<Agreement> {
        let (paper, _) = self.paper.as_ref()?;
        let (languages, translations) = (self.settlement.languages.clone(), self.settlement.translations.clone());
        Some(Agreement { paper: paper.clone(), languages, translations })
    }
}

#[cfg(test)]
mod tests;
