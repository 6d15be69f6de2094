//! The chain of custody: how each item of a matter came, who had it in hand, and where it went.
//!
//! Nothing of it is written twice. That an item came by upload or by message, and that it left by message, are entries of the matter as
//! they are; what people do with it is the event [`Handled`](super::Event::Handled), written before its bytes are given out. The chain is
//! read out of the entries, by the gateway for its people and by anybody out of a bundle.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use super::decide::{good, one};
use super::{Channel, Event, Matter, Recorded, Refusal, Request, Side, Way};
use crate::aggregate::Aggregate;
use crate::label::{Case, Label, Purpose};
use crate::limits::ITEMS_HANDLED_MAX;
use crate::{AuthorityId, Date, GatewayId, MatterId, MessageId};

/// What a person did with items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handling {
    /// Had its bytes given out, to be read.
    Opened,
    /// Put a copy into another matter.
    Copied,
    /// Took it out of the house, in a bundle.
    Exported,
    /// Approved, as one of two, that it is opened by its officers, though it is sealed for somebody.
    Released,
}

impl Handling {
    /// Every handling.
    pub const ALL: [Self; 4] = [Self::Opened, Self::Copied, Self::Exported, Self::Released];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Copied => "copied",
            Self::Exported => "exported",
            Self::Released => "released",
        }
    }
}

/// The permit under which somebody acted: codes of the gateway's access policies, and where the matter stood. The matter is the one in
/// whose record it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// What was permitted: `matter.open`.
    pub action: String,
    /// To whom: `judge`.
    pub role: String,
    /// How the authority stands to the matter: `originating`.
    pub relation: String,
    /// At which revision.
    pub revision: u64,
}

/// What somebody wants to do with items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub handling: Handling,
    /// The items, by the digests of their bytes.
    pub items: Vec<Digest>,
    /// What for.
    pub purpose: Purpose,
    /// The matter that gets the copy; none, if it goes into the case that the purpose names.
    pub into: Option<MatterId>,
    /// Under which permit.
    pub permit: Leave,
    /// Why, where it is not the case for which the items were given.
    pub reason: Option<String>,
}

/// One step of one item's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// The index, in the gateway's journal, of the entry that says so.
    pub index: u64,
    /// The business day.
    pub on: Date,
    /// When the gateway wrote it.
    pub time: Time,
    /// On whose behalf; absent for what passes between the gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<AuthorityId>,
    /// The person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The item, by the digest of its bytes.
    pub item: Digest,
    /// What happened to it.
    #[serde(flatten)]
    pub step: Step,
}

/// What happened to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Step {
    /// It was put on file here.
    Added {},
    /// It was copied from another matter of this gateway.
    TakenOver {
        /// Which.
        source: MatterId,
    },
    /// It came from the other side.
    Received {
        /// With which message.
        message: MessageId,
        /// From which gateway.
        from: GatewayId,
    },
    /// It was handed over to the other side.
    Given {
        /// With which message.
        message: MessageId,
        /// To which gateway.
        to: GatewayId,
    },
    /// The other side has signed that it has it.
    Confirmed {
        /// With which message it went.
        message: MessageId,
    },
    /// The other side did not take the message with which it was to go.
    NotTaken {
        /// Which.
        message: MessageId,
    },
    /// It left for abroad, by hand.
    Dispatched {
        /// Digest of the document with which it went.
        document: Digest,
        /// How.
        channel: Channel,
    },
    /// It is what came from abroad, by hand.
    Arrived {
        /// Digest of the document that says what it is.
        document: Digest,
        /// How.
        channel: Channel,
    },
    /// A person had it in hand.
    Handled {
        /// How.
        handling: Handling,
        /// What for.
        purpose: Purpose,
        /// The matter that got the copy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<MatterId>,
        /// Under which permit.
        permit: Leave,
        /// Why, where one was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

impl Step {
    /// Every code, for the texts.
    pub const CODES: [&'static str; 12] = [
        "added",
        "taken-over",
        "received",
        "given",
        "confirmed",
        "not-taken",
        "dispatched",
        "arrived",
        "opened",
        "copied",
        "exported",
        "released",
    ];

    /// The code of the text.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Added {} => "added",
            Self::TakenOver { .. } => "taken-over",
            Self::Received { .. } => "received",
            Self::Given { .. } => "given",
            Self::Confirmed { .. } => "confirmed",
            Self::NotTaken { .. } => "not-taken",
            Self::Dispatched { .. } => "dispatched",
            Self::Arrived { .. } => "arrived",
            Self::Handled { handling, .. } => handling.code(),
        }
    }

    /// Is it how an item came to be here?
    pub const fn brings(&self) -> bool {
        matches!(self, Self::Added {} | Self::TakenOver { .. } | Self::Received { .. })
    }
}

/// The chain of custody of a matter, in the order of its record: a step for each item that an entry is about.
pub fn custody(matter: &MatterId, docket: &[Recorded]) -> Vec<Custody> {
    let mut reader = Reader::default();
    docket.iter().for_each(|recorded| reader.read(matter, recorded));
    reader.steps
}

/// The first item whose way does not begin with how it came.
pub fn out_of_nowhere(chain: &[Custody]) -> Option<Digest> {
    let mut known = BTreeSet::new();
    let stray = chain.iter().find(|step| {
        if step.step.brings() {
            known.insert(step.item);
        }
        !known.contains(&step.item)
    });
    stray.map(|step| step.item)
}

/// A person wants to have items in hand: what becomes of it is decided, and recorded, before a byte is given out.
pub(super) fn handle(matter: &Matter, wish: Wish) -> Result<Vec<Event>, Refusal> {
    let Wish { handling, items, purpose, into, permit, reason } = wish;
    if items.is_empty() || items.len() > ITEMS_HANDLED_MAX {
        return Err(Refusal::TooManyFiles);
    }
    if let Some(unknown) = items.iter().find(|item| !matter.files.contains_key(item)) {
        return Err(Refusal::UnknownFile { name: unknown.to_string() });
    }
    purpose.check()?;
    if let Some(label) = matter.forbids(&items, &purpose) {
        return Err(Refusal::UseRestricted { label: Box::new(label.clone()) });
    }
    let bound = purpose != (Purpose::OwnCase {}) && items.iter().any(|item| matter.binding(item).is_some());
    let reason = match reason {
        None if bound => return Err(Refusal::BadReason),
        reason => reason.map(good).transpose()?,
    };
    one(Event::Handled { handling, items, purpose, into, permit, reason })
}

impl Matter {
    /// The label of an item, if it is evidence.
    pub fn label(&self, item: &Digest) -> Option<&Label> {
        self.labels.get(item)
    }

    /// The first label that leaves no room for this use of these items, nor has the side that gave them granted it.
    pub fn forbids(&self, items: &[Digest], purpose: &Purpose) -> Option<&Label> {
        let free = |item: &Digest, label: &Label| label.admits(purpose) || self.granted(item, purpose);
        items.iter().find_map(|item| self.binding(item).filter(|label| !free(item, label)))
    }

    /// Evidence on file here was let in for the case that the matter is about. With it the matter becomes one about another case only as far
    /// as the evidence may be used there.
    pub(super) fn may_become(&self, request: &Request) -> Result<(), Refusal> {
        let of = |number: &str| Case { court: self.standing.chain.originating.clone(), number: number.to_owned() };
        let case = of(&request.case_number);
        if case.is(&of(&self.request.case_number)) {
            return Ok(());
        }
        let items: Vec<Digest> = self.labels.keys().copied().collect();
        match self.forbids(&items, &Purpose::Case { case }) {
            Some(label) => Err(Refusal::UseRestricted { label: Box::new(label.clone()) }),
            None => Ok(()),
        }
    }

    /// The label that binds this side. The side that gave an item is not bound by what it says to the other.
    pub fn binding(&self, item: &Digest) -> Option<&Label> {
        let given_here = |label: &&Label| label.matter == self.id && self.standing.side == Side::Requested;
        self.labels.get(item).filter(|label| !given_here(label))
    }

    fn granted(&self, item: &Digest, purpose: &Purpose) -> bool {
        // The number of a case is one, however it is written.
        let is_for_it = |wish: &Purpose| match (wish, purpose) {
            (Purpose::Case { case: wished }, Purpose::Case { case }) => wished.is(case),
            (wish, purpose) => wish == purpose,
        };
        let mut asked = self.uses.iter();
        asked.any(|it| it.is_granted() && is_for_it(&it.wish.purpose) && it.wish.items.contains(item))
    }
}

/// Reads the chain out of the entries.
#[derive(Default)]
struct Reader {
    matter: Option<Matter>,
    /// What the entry before says is given, or has come: the message that carries it is the next entry.
    under_way: BTreeSet<Digest>,
    /// The items that belong to each sealed document: they leave with it, where it leaves by hand.
    sealed: BTreeMap<Digest, BTreeSet<Digest>>,
    /// What went with which message.
    sent: BTreeMap<MessageId, BTreeSet<Digest>>,
    steps: Vec<Custody>,
}

impl Reader {
    fn read(&mut self, id: &MatterId, recorded: &Recorded) {
        match &recorded.event {
            Event::FileAdded { file, .. } => self.step(recorded, [&file.sha256], &Step::Added {}),
            Event::TakenOver { file, source, .. } => {
                self.step(recorded, [&file.sha256], &Step::TakenOver { source: source.clone() });
            }
            Event::Handled { handling, items, purpose, into, permit, reason } => {
                let (purpose, into, permit, reason) = (purpose.clone(), into.clone(), permit.clone(), reason.clone());
                self.step(recorded, items, &Step::Handled { handling: *handling, purpose, into, permit, reason });
            }
            Event::MessageQueued { message, to, .. } => {
                let items = core::mem::take(&mut self.under_way);
                self.step(recorded, &items, &Step::Given { message: *message, to: to.clone() });
                self.sent.insert(*message, items);
            }
            Event::MessageTaken { message, from, .. } => {
                let items = core::mem::take(&mut self.under_way);
                self.step(recorded, &items, &Step::Received { message: *message, from: from.clone() });
            }
            Event::Receipted { message, .. } => {
                let items = self.sent.remove(message).unwrap_or_default();
                self.step(recorded, &items, &Step::Confirmed { message: *message });
            }
            Event::Quarantined { message, .. } => {
                let items = self.sent.remove(message).unwrap_or_default();
                self.step(recorded, &items, &Step::NotTaken { message: *message });
            }
            Event::Conveyed { conveyed } => {
                let (document, channel) = (conveyed.document, conveyed.conveyance.channel);
                let (items, step) = match conveyed.way {
                    Way::Dispatched => {
                        (self.sealed.remove(&document).unwrap_or_default(), Step::Dispatched { document, channel })
                    }
                    Way::Arrived => (conveyed.papers.iter().copied().collect(), Step::Arrived { document, channel }),
                };
                self.step(recorded, &items, &step);
            }
            // What is known of the agents, and what was found to contradict something, stands between what came and its message.
            Event::AgentsChecked { .. } | Event::ConflictFound { .. } => {}
            event => {
                self.under_way = self.moved_by(event);
                if let Some((document, ..)) = event.sealed() {
                    self.sealed.insert(Digest::of(document.as_bytes()), self.under_way.clone());
                }
            }
        }
        match &mut self.matter {
            Some(matter) => matter.apply(recorded.on, &recorded.event),
            None => self.matter = Matter::fold(id, [(recorded.on, &recorded.event)]).unwrap_or_default(),
        }
    }

    /// The items that an entry says are handed over.
    fn moved_by(&self, event: &Event) -> BTreeSet<Digest> {
        let own = self.matter.as_ref().map(|matter| matter.standing.side);
        let given = self.matter.as_ref().map(|matter| match event {
            Event::Transmitted { .. } => matter.request.files().map(|file| file.sha256).collect(),
            Event::CertificateReturned { .. } => {
                let certified = matter.certificate.iter().flat_map(|(_, certificate)| certificate.files());
                certified.map(|file| file.sha256).collect()
            }
            Event::Corrected { side, corrected, .. } if Some(*side) == own => {
                corrected.files().iter().map(|file| file.sha256).collect()
            }
            _ => BTreeSet::new(),
        });
        match event {
            Event::Received { blobs, .. }
            | Event::Supplied { blobs, .. }
            | Event::CertificateReceived { blobs, .. } => blobs.keys().copied().collect(),
            Event::Corrected { side, blobs, .. } if Some(*side) != own => blobs.keys().copied().collect(),
            _ => given.unwrap_or_default(),
        }
    }

    fn step<'a>(&mut self, recorded: &Recorded, items: impl IntoIterator<Item = &'a Digest>, step: &Step) {
        let Recorded { index, on, time, authority, by, .. } = recorded;
        self.steps.extend(items.into_iter().map(|item| Custody {
            index: *index,
            on: *on,
            time: *time,
            authority: authority.clone(),
            by: by.clone(),
            item: *item,
            step: step.clone(),
        }));
    }
}
