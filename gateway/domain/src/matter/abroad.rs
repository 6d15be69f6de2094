//! A matter at whose other end there is no gateway: letters rogatory of courts abroad, and to authorities abroad.
//!
//! Nothing is signed over there that could be verified here, and papers go and come by hand. So the matter lives in one gateway, with the
//! same states, periods, custody and labels as any other. What this side says is sealed as ever, printed, and dispatched; what the other side
//! says is transcribed by the authority that received the paper, under its own seal: a transcript bears the seal of this side where a
//! message would bear that of the other, and can be taken for nothing else. With it stands how, when and by whom the papers came.

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::decide::{
    self, add_file, complete_files, in_state, known_files, one, same_procedure, well_said, wrong_state,
};
use super::request::{at_most, bad, check_text};
use super::take::take;
use super::{BadRequest, Chain, Command, Context, Event, Labels, Matter, Refusal, Request, Side, State, Weight};
use crate::facts::Authority;
use crate::limits::DOCUMENTS_MAX;
use crate::message::{Content, MessageKind, SealedDocument};
use crate::{AuthorityId, Date, Jurisdiction};

/// What is at the other end of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counterpart {
    /// A gateway: it takes messages, and signs for them.
    Gateway,
    /// An authority of a foreign State, which runs none.
    Abroad,
}

/// The kinds of authorities abroad that a chain can name. Which one it is, the letter says.
const KINDS: [(&str, &str); 2] = [("xx-court", "foreign-court"), ("xx-central-authority", "central-authority")];

/// The authority abroad that asks, or is asked, as the letter names it (Hague Evidence Convention art. 3(a)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abroad {
    /// Its State.
    pub state: String,
    /// Its name.
    pub name: String,
    /// Where letters reach it.
    pub address: String,
}

/// How papers went, or came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conveyance {
    /// The day on which they left this side's authority, or reached it.
    pub on: Date,
    /// By which channel.
    pub channel: Channel,
    /// Who carried or handed them over, in words: the post office, the courier, the officer.
    pub by: String,
    /// By which number that can be found again: of the consignment, of the covering note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// The channels between authorities of two States.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Registered or ordinary post.
    Post,
    /// A courier.
    Courier,
    /// Foreign ministries and missions.
    Diplomatic,
    /// A consul.
    Consular,
    /// Handed over at the desk.
    ByHand,
    /// Electronic mail, where the other State takes it.
    Email,
}

/// Whether papers went or came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// They left for abroad.
    Dispatched,
    /// They came from there.
    Arrived,
}

/// Papers that came from abroad, and what they say.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// What they say, transcribed: under the seal of this side's authority.
    pub transcript: Box<SealedDocument>,
    /// The sealed transcript.
    pub document: String,
    /// How they came.
    pub conveyance: Conveyance,
    /// The papers themselves, by the digests of their files. At least one.
    pub papers: Vec<Digest>,
}

/// Papers that went or came, and the document that they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conveyed {
    /// Which of the two.
    pub way: Way,
    /// Digest of the sealed document, or of the transcript.
    pub document: Digest,
    /// What it is.
    pub document_kind: MessageKind,
    /// How they went, or came.
    pub conveyance: Conveyance,
    /// The papers that came; empty for what went: that is the document itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Digest>,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 6] = [Self::Post, Self::Courier, Self::Diplomatic, Self::Consular, Self::ByHand, Self::Email];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Courier => "courier",
            Self::Diplomatic => "diplomatic",
            Self::Consular => "consular",
            Self::ByHand => "by-hand",
            Self::Email => "email",
        }
    }

    /// How the rules call it: whatever is no electronic mail is paper.
    pub(super) const fn transmission(self) -> &'static str {
        match self {
            Self::Email => "email",
            _ => "post",
        }
    }
}

impl Way {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dispatched => "dispatched",
            Self::Arrived => "arrived",
        }
    }
}

impl Abroad {
    pub(super) fn texts(&self) -> impl Iterator<Item = (String, &String)> {
        [("state", &self.state), ("name", &self.name), ("address", &self.address)]
            .into_iter()
            .map(|(key, text)| (format!("abroad.{key}"), text))
    }
}

impl Conveyance {
    /// Checks the form: texts that can be shown, and a day that is not still to come.
    fn check(&self, context: &Context) -> Result<(), Refusal> {
        check_text("conveyance.by".into(), &self.by)?;
        if let Some(reference) = &self.reference {
            check_text("conveyance.reference".into(), reference)?;
        }
        if self.on > context.today { Err(Refusal::ImpossibleDay { at: "conveyance.on" }) } else { Ok(()) }
    }
}

/// An authority abroad, as the rules are told of it; `None` if a chain cannot name it.
pub fn authority_abroad(authority: &AuthorityId) -> Option<Authority> {
    let (_, kind) = KINDS.iter().find(|(id, _)| *id == authority.as_str())?;
    Some(Authority {
        area: None,
        authority: authority.clone(),
        direct_channels: None,
        jurisdiction: Jurisdiction::Xx,
        kind: (*kind).to_owned(),
        subordinate_courts: None,
    })
}

impl Chain {
    /// What is at the other end.
    pub fn counterpart(&self) -> Counterpart {
        let ends = [&self.originating, &self.transmitting, &self.receiving];
        if ends.iter().any(|authority| authority.jurisdiction() == Jurisdiction::Xx) {
            Counterpart::Abroad
        } else {
            Counterpart::Gateway
        }
    }

    /// The authorities of this side that seal in the matter.
    pub fn of_this_side(&self, side: Side) -> Vec<&AuthorityId> {
        match side {
            Side::Requesting => vec![&self.originating, &self.transmitting],
            Side::Requested => vec![&self.receiving],
        }
    }
}

impl Counterpart {
    /// Whose rules are asked about a letter before it goes. Of the law of a foreign State there are none here.
    pub const fn examiners(self) -> &'static [Weight] {
        match self {
            Self::Gateway => &[Weight::Own, Weight::Advice],
            Self::Abroad => &[Weight::Own],
        }
    }
}

/// A letter names the authority abroad if there is one at the other end of its chain, and only then.
pub(super) fn named(chain: &Chain, request: &Request) -> Result<(), BadRequest> {
    match (chain.counterpart(), &request.abroad) {
        (Counterpart::Gateway, None) | (Counterpart::Abroad, Some(_)) => Ok(()),
        (Counterpart::Abroad, None) => bad("abroad", "not-named"),
        (Counterpart::Gateway, Some(_)) => bad("abroad", "not-abroad"),
    }
}

/// Begins to enter a letter that came from abroad. Its papers are put on file afterwards, and then it is registered.
pub(super) fn enter(chain: Chain, request: Request) -> Result<Vec<Event>, Refusal> {
    if chain.transmitting.jurisdiction() != Jurisdiction::Xx || chain.receiving.jurisdiction() == Jurisdiction::Xx {
        return Err(Refusal::WrongAuthority);
    }
    request.check()?;
    named(&chain, &request)?;
    let named = request.files().next().map(|file| file.name.clone());
    match named {
        Some(name) => Err(Refusal::UnknownFile { name }),
        None => one(Event::Entered { chain, request }),
    }
}

/// What is otherwise on the requesting side, if the other one is abroad.
pub(super) fn requesting_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        // What comes from abroad is put on file before it is transcribed.
        Command::AddFile { file, blob } => {
            use State::{Accepted, Acknowledged, Closed, Drafted, Returned, SentBack, SupplementAsked, Transmitted};
            in_state(
                matter,
                &[Drafted, SentBack, Transmitted, Acknowledged, SupplementAsked, Accepted, Returned, Closed],
            )?;
            add_file(matter, file, blob)
        }
        Command::Arrive(_) | Command::Dispatch { .. } | Command::UsePaper { .. } => by_hand(matter, command, context),
        command => decide::requesting_side(matter, command, context),
    }
}

/// What is otherwise on the requested side, if the other one is abroad: here its letter is entered.
pub(super) fn requested_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Amend { request } => {
            in_state(matter, &[State::Drafted, State::SupplementAsked])?;
            request.check()?;
            named(&matter.standing.chain, &request)?;
            same_procedure(matter, "request", request.procedure())?;
            matter.may_become(&request)?;
            known_files(matter, request.files())?;
            one(Event::Amended { request })
        }
        Command::AddFile { file, blob } if !matter.standing.state.is_final() => add_file(matter, file, blob),
        // Before it is registered there is nothing to put away but the entry itself.
        Command::Withdraw { reason, document: None } => {
            in_state(matter, &[State::Drafted])?;
            one(Event::Withdrawn { reason: decide::good(reason)?, document: None })
        }
        Command::Arrive(_) | Command::Dispatch { .. } | Command::UsePaper { .. } => by_hand(matter, command, context),
        command => decide::requested_side(matter, command, context),
    }
}

fn by_hand(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Arrive(arrival) => arrive(matter, arrival, context),
        Command::Dispatch { document, conveyance } => dispatch(matter, document, conveyance, context),
        // All of it is paper.
        _ => wrong_state(matter),
    }
}

/// Papers came: what they say happens, as it would by a message, and how they came is kept with it.
fn arrive(matter: &Matter, arrival: Arrival, context: &Context) -> Result<Vec<Event>, Refusal> {
    let Arrival { transcript, document, conveyance, papers } = arrival;
    conveyance.check(context)?;
    on_file(matter, &papers)?;
    let (document_digest, document_kind) = (Digest::of(document.as_bytes()), transcript.content.kind());
    let said = match matter.standing.state {
        State::Drafted if matter.standing.side == Side::Requested => register(matter, *transcript, document)?,
        _ => hear(matter, *transcript, document, context)?,
    };
    let (way, papers) = (Way::Arrived, papers);
    let conveyed = Conveyed { way, document: document_digest, document_kind, conveyance, papers };
    Ok(said.into_iter().chain([Event::Conveyed { conveyed }]).collect())
}

/// The letter is registered as it was entered, once each of its papers is on file.
fn register(matter: &Matter, transcript: SealedDocument, document: String) -> Result<Vec<Event>, Refusal> {
    let Content::Letter { chain, request } = transcript.content else { return wrong_state(matter) };
    let as_entered = chain == matter.standing.chain && request == matter.request;
    if !as_entered || transcript.sealed_by != chain.receiving {
        return Err(Refusal::WrongAuthority);
    }
    complete_files(&request)?;
    known_files(matter, request.files())?;
    one(Event::Received { chain, request, document, blobs: BTreeMap::new() })
}

/// Whatever else the other side says. A supplement is the letter as it was entered anew.
fn hear(
    matter: &Matter,
    transcript: SealedDocument,
    document: String,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    match &transcript.content {
        // It takes no message to correct a transcript, and all of it is paper.
        Content::Correction { .. } | Content::PaperUsed { .. } => return wrong_state(matter),
        Content::Letter { request, .. } if *request != matter.request => return Err(Refusal::WrongAuthority),
        content => well_said(content)?,
    }
    known_files(matter, transcript.content.files())?;
    let blobs = transcript.content.files().into_iter().filter_map(|file| {
        let stored = matter.files.get(&file.sha256)?;
        Some((file.sha256, stored.blob))
    });
    let blobs = blobs.collect();
    take(matter, transcript, document, (blobs, &Labels::new(), &[]), context)
}

/// What this side's authority sealed has left.
fn dispatch(
    matter: &Matter,
    document: Digest,
    conveyance: Conveyance,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    conveyance.check(context)?;
    let paper = matter.papers.iter().find(|paper| paper.digest == document);
    let waits = matter.standing.undispatched.contains(&document);
    let Some(paper) = paper.filter(|_| waits) else { return Err(Refusal::NotToDispatch) };
    let (way, document_kind, papers) = (Way::Dispatched, paper.document_kind, Vec::new());
    one(Event::Conveyed { conveyed: Conveyed { way, document, document_kind, conveyance, papers } })
}

/// There is a paper, and each was put on file.
fn on_file(matter: &Matter, papers: &[Digest]) -> Result<(), Refusal> {
    if papers.is_empty() {
        return Err(BadRequest { at: "papers".into(), code: "empty-list" }.into());
    }
    at_most("papers", papers.len(), DOCUMENTS_MAX)?;
    match papers.iter().find(|paper| !matter.files.contains_key(paper)) {
        Some(unknown) => Err(Refusal::UnknownFile { name: unknown.to_string() }),
        None => Ok(()),
    }
}
