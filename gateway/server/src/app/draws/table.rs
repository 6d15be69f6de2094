//! One draw, as this gateway has it: what its record says, and what it keeps to itself until the draw is over.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::draw::{Contributor, Draw, Fault, Flaw, Hash, Holdings, Phase, Pool, Said, Signature, Step, Taken};
use comity_domain::limits::{DRAWS_LIVE_MAX, DRAWS_LIVE_OF_GATEWAY_MAX};
use comity_domain::{Date, GatewayId};
use comity_federation::draw::{self as signed, Told};
use comity_federation::sealed::{PersonKey, SealingKey};
use comity_record::{Digest, Time};
use comity_store::{BlobRef, Commit, CommitError, Entry, Expected, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::failure::Failure;
use super::super::ledger::{Author, When};
use super::super::seals::InForce;
use super::super::{App, views};
use crate::clock::{drawn, entropy};

/// A step that was taken.
pub(in super::super) const STEP: &str = "draw-step";
/// A step that contradicts one that was taken: proof against whoever signed both.
pub(in super::super) const CONTRADICTION: &str = "draw-contradiction";
/// Where the working log has what is kept aside: `draw/<draw>`.
const PREFIX: &str = "draw/";

/// A draw at this gateway.
pub(super) struct Table {
    pub(super) contributor: Contributor,
    /// The signatures of its steps, in their order.
    pub(super) signatures: Vec<Signature>,
    /// Where the record has them.
    pub(super) places: Vec<u64>,
    /// Why this gateway takes no part, as a code.
    pub(super) apart: Option<String>,
    /// What it keeps beside the record, besides its pieces and those that it holds.
    pub(super) aside: Aside,
    /// Why the others do not take what they are brought, as they say.
    pub(super) held_up: BTreeMap<GatewayId, String>,
    revision: u64,
    asked_on: Date,
}

/// What a gateway keeps of a draw beside the record, for as long as it goes on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Aside {
    /// The key to which the others encrypt their pieces.
    key: [u8; 32],
    /// Theirs.
    pub(super) keys: BTreeMap<GatewayId, SealingKey>,
    /// Which steps they have.
    pub(super) told: Told,
    /// Which pieces they have, of those of this gateway.
    pub(super) sent: BTreeSet<(GatewayId, u8)>,
    /// Since when they do not answer.
    pub(super) silent: BTreeMap<GatewayId, Time>,
}

/// The same, as the working log has it: sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    holdings: Holdings,
    aside: Aside,
}

/// A draw that is to begin here.
pub(super) struct Beginning {
    /// The request, signed by the court's gateway.
    pub(super) said: Said,
    pub(super) signature: Signature,
    /// Whom it may draw; why this gateway takes no part, if it does not.
    pub(super) pool: Result<Pool, String>,
    /// How many judges sit on the panel, as the court says. The others are not told.
    pub(super) judges: Option<u32>,
}

/// Where the record has a pool.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptPool {
    blob: Digest,
    sha256: Digest,
    size: u64,
}

impl Aside {
    fn new() -> Self {
        Self {
            key: entropy(),
            keys: BTreeMap::new(),
            told: Told::default(),
            sent: BTreeSet::new(),
            silent: BTreeMap::new(),
        }
    }

    /// What opens the pieces that are sent here.
    pub(super) const fn key(&self) -> PersonKey {
        PersonKey::from_bytes(self.key)
    }
}

impl Table {
    pub(super) const fn draw(&self) -> &Draw {
        self.contributor.draw()
    }

    /// Nobody has to say anything more, unless somebody is recused.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.draw().phase(), Phase::Drawn | Phase::Exhausted | Phase::Void)
    }

    /// From whom it has heard in this draw.
    pub(super) fn heard(&self) -> BTreeSet<GatewayId> {
        self.aside.keys.keys().cloned().collect()
    }

    /// The others, who are to have every step.
    pub(super) fn others(&self, here: &GatewayId) -> Vec<GatewayId> {
        let contributors = &self.draw().asked().request.contributors;
        contributors.iter().filter(|node| *node != here).cloned().collect()
    }
}

impl App {
    /// Takes up the draws that were going on when the gateway stopped: those for which something was set aside, and those that are not over by
    /// the record, which may have been put back without its working log. What was set aside for one that never began is forgotten. A draw
    /// that cannot be read stays as it is, and holds up neither the others nor the start.
    pub(crate) async fn take_up_draws(&self) -> Result<(), Failure> {
        let store = self.ledger().store();
        let mut going_on = views::unfinished_draws(&*store.views())?;
        for (name, _) in store.working(PREFIX) {
            let never_began = store.load(&name).is_ok_and(|entries| entries.is_empty());
            match draw_of(&name).filter(|_| !never_began) {
                Some(id) => drop(going_on.insert(id)),
                None => store.set_working(&name, None)?,
            }
        }
        let mut live = self.draws().live.lock().await;
        for id in going_on {
            match self.wake(&id).await {
                Ok(table) => live.extend(table.map(|table| (id, table))),
                Err(failure) => tracing::error!(
                    code = failure.code(), %failure, draw = %id,
                    "a draw cannot be taken up; what was set aside for it is kept"
                ),
            }
        }
        Ok(())
    }

    /// The draw, to go on here with what was set aside for it. What cannot be read is not overwritten: then it does not go on.
    pub(super) async fn wake(&self, id: &Hash) -> Result<Option<Table>, Failure> {
        let Some((_, kept)) = self.ledger().store().working(&name_of(id)).pop() else { return self.table(id).await };
        let mut kept: Kept = serde_json::from_value(kept).map_err(Failure::broken)?;
        // That somebody was silent all the time says only who was awake.
        kept.aside.silent.clear();
        self.table_with(id, kept).await
    }

    /// The draw as the record has it, whether it goes on or not: without what was set aside, in which it deals no more.
    pub(super) async fn table(&self, id: &Hash) -> Result<Option<Table>, Failure> {
        self.table_with(id, Kept { holdings: Holdings::lost(), aside: Aside::new() }).await
    }

    async fn table_with(&self, id: &Hash, kept: Kept) -> Result<Option<Table>, Failure> {
        let entries = self.ledger().store().load(&subject(id))?;
        let Some((first, rest)) = entries.split_first() else { return Ok(None) };
        let (said, signature) = said_in(first)?;
        let pool = self.pool_in(id, first).await?;
        let draw = match &pool {
            Ok(pool) => Draw::begin(said, pool.clone())?,
            Err(_) => Draw::apart(said)?,
        };
        let here = self.gateway().clone();
        let mut table = Table {
            contributor: Contributor::new(here, draw, kept.holdings, first.time),
            signatures: vec![signature],
            places: vec![first.index],
            apart: pool.err(),
            aside: kept.aside,
            held_up: BTreeMap::new(),
            revision: entries.len() as u64,
            asked_on: first.day,
        };
        for entry in rest {
            let (said, signature) = said_in(entry)?;
            let at = self.hour(table.asked_on, When { day: entry.day, time: entry.time });
            let taken = table.contributor.take(said, at);
            if entry.kind == STEP {
                taken?;
                table.signatures.push(signature);
                table.places.push(entry.index);
            }
        }
        Ok(Some(table))
    }

    /// Whether the record has this step of a draw already.
    pub(super) fn has_in_record(&self, id: &Hash, said: &Said) -> Result<bool, Failure> {
        let (entries, digest) = (self.ledger().store().load(&subject(id))?, said.digest()?);
        Ok(entries.iter().any(|entry| entry.kind == STEP && entry.digest("step") == Some(digest)))
    }

    /// Begins a draw here: what will be kept aside and the pool are durable before the request is in the record.
    pub(super) async fn begin_draw(
        &self,
        beginning: Beginning,
        author: Option<&Author>,
        live: &mut BTreeMap<Hash, Table>,
    ) -> Result<Hash, Failure> {
        let Beginning { said, signature, pool, judges } = beginning;
        // No court's gateway takes the places of the others.
        let of_same = live.values().filter(|table| *table.draw().court() == said.by).count();
        if live.len() >= DRAWS_LIVE_MAX || of_same >= DRAWS_LIVE_OF_GATEWAY_MAX {
            return Err(CommitError::Busy.into());
        }
        let draw = match &pool {
            Ok(pool) => Draw::begin(said.clone(), pool.clone())?,
            Err(_) => Draw::apart(said.clone())?,
        };
        let (id, when) = (*draw.id(), self.when()?);
        let contributor = Contributor::new(self.gateway().clone(), draw, Holdings::default(), when.time);
        let aside = Aside::new();
        self.set_aside(&id, &contributor, &aside).await?;
        let request = &contributor.draw().asked().request;
        let entry = entry(STEP, &said, &signature, contributor.draw())?
            .open("court", request.court.as_str())
            .open("hearing", request.hearing.to_string())
            .open("seq", request.seq);
        let entry = judges.iter().fold(entry, |entry, judges| entry.open("judges", *judges));
        let (entry, kept) = match &pool {
            Ok(pool) => {
                let kept = self.keep_pool(&id, pool).await?;
                let named = entry.sealed("pool", serde_json::to_value(&kept).map_err(Failure::broken)?);
                (NewEntry { blobs: vec![kept.blob], ..named }, Some(kept.blob))
            }
            Err(code) => (entry.sealed("apart", code.as_str()), None),
        };
        let entry = by(entry, author);
        let commit = Commit::of(&subject(&id), Expected::Revision(0), when.day, when.time, vec![entry]);
        let committed = self.ledger().commit(commit).await;
        let committed = match kept {
            Some(blob) => self.settled(blob, committed).await?,
            None => committed?,
        };
        let table = Table {
            contributor,
            signatures: vec![signature],
            places: vec![committed.first_index],
            apart: pool.err(),
            aside,
            held_up: BTreeMap::new(),
            revision: 1,
            asked_on: when.day,
        };
        live.insert(id, table);
        Ok(id)
    }

    /// Says a step: it is in the record before anybody else hears of it, so whoever stops and starts again says nothing else.
    pub(super) async fn say(&self, table: &mut Table, step: Step, author: Option<&Author>) -> Result<(), Failure> {
        let said = Said { at: self.clock().now(), by: self.gateway().clone(), step };
        let InForce { roll, keys } = self.in_force();
        let signature = signed::sign(&said, keys.envelope(&roll, said.at)?).map_err(Failure::broken)?;
        self.keep_step(table, said, signature, author).await??;
        Ok(())
    }

    /// Takes a step whose signature held. The inner error is what stands against it: then nothing has changed, except that of a step which
    /// contradicts another the record keeps both.
    pub(super) async fn keep_step(
        &self,
        table: &mut Table,
        said: Said,
        signature: Signature,
        author: Option<&Author>,
    ) -> Result<Result<Taken, Fault>, Failure> {
        let when = self.when()?;
        let mut next = table.contributor.clone();
        let proofs = next.draw().contradictions().len();
        let taken = next.take(said.clone(), self.hour(table.asked_on, when));
        let kind = match &taken {
            Ok(Taken::New) => STEP,
            Err(Fault { what: Flaw::Contradiction(by), .. }) if next.draw().contradictions().len() > proofs => {
                tracing::warn!(draw = %next.draw().id(), %by, "a gateway has signed two things of which it may say one");
                CONTRADICTION
            }
            Ok(Taken::Again) | Err(_) => return Ok(taken),
        };
        let id = *next.draw().id();
        let entry = by(entry(kind, &said, &signature, next.draw())?, author);
        let expected = Expected::Revision(table.revision);
        let commit = Commit::of(&subject(&id), expected, when.day, when.time, vec![entry]);
        let committed = match self.ledger().commit(commit).await {
            Err(moved @ Failure::Moved { .. }) => {
                self.read_anew(&id, table).await?;
                return Err(moved);
            }
            committed => committed?,
        };
        table.contributor = next;
        table.revision = committed.revision;
        if kind == STEP {
            table.signatures.push(signature);
            table.places.push(committed.first_index);
        }
        Ok(taken)
    }

    /// The record has more of the draw than the table: whoever had that recorded did not come to its end. It goes on from the record.
    async fn read_anew(&self, id: &Hash, table: &mut Table) -> Result<(), Failure> {
        let kept = Kept { holdings: table.contributor.holdings().clone(), aside: table.aside.clone() };
        if let Some(read) = self.table_with(id, kept).await? {
            *table = read;
        }
        Ok(())
    }

    /// Keeps aside what belongs to no record. When this answers, it is on stable storage.
    pub(super) async fn set_aside(&self, id: &Hash, of: &Contributor, aside: &Aside) -> Result<(), Failure> {
        let kept = json!({ "holdings": of.holdings(), "aside": aside });
        let (store, name) = (self.ledger().store().clone(), name_of(id));
        let writing = move || store.set_working(&name, Some(kept)).and_then(|()| store.sync_working());
        Ok(tokio::task::spawn_blocking(writing).await.map_err(Failure::broken)??)
    }

    /// Forgets what was kept aside: everybody has what there is to be known.
    pub(super) fn clear_aside(&self, id: &Hash) -> Result<(), Failure> {
        Ok(self.ledger().store().set_working(&name_of(id), None)?)
    }

    /// Its deal, whose pieces are on stable storage before it is said.
    pub(super) async fn deal(&self, table: &mut Table) -> Result<(), Failure> {
        let step = table.contributor.deal(&mut drawn);
        let id = *table.draw().id();
        self.set_aside(&id, &table.contributor, &table.aside).await?;
        self.say(table, step, None).await
    }

    /// The time by which others are waited for. In a practice world days are moved on by hand, and their hours go with them.
    pub(super) fn waited_until(&self, table: &Table, when: When) -> Time {
        self.hour(table.asked_on, when)
    }

    fn hour(&self, asked_on: Date, when: When) -> Time {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        if !self.clock().is_practice() {
            return when.time;
        }
        let days = when.day.since(asked_on).map_or(0, |span| i64::from(span.get_days()));
        when.time.plus_ms(days.max(0) * DAY_MS)
    }

    async fn keep_pool(&self, id: &Hash, pool: &Pool) -> Result<KeptPool, Failure> {
        let bytes = serde_json::to_vec(pool).map_err(Failure::broken)?;
        let (sha256, size) = (Digest::of(&bytes), bytes.len() as u64);
        Ok(KeptPool { blob: self.keep_bytes(subject(id), bytes).await?, sha256, size })
    }

    /// The pool of a draw; why there is none here, as a code.
    async fn pool_in(&self, id: &Hash, first: &Entry) -> Result<Result<Pool, String>, Failure> {
        if let Some(code) = first.particulars.get("apart").and_then(Value::as_str) {
            return Ok(Err(code.to_owned()));
        }
        let kept = first.particulars.get("pool").cloned().unwrap_or_default();
        let kept: KeptPool = serde_json::from_value(kept).map_err(Failure::broken)?;
        let blob = BlobRef { name: kept.blob, plaintext: kept.sha256, size: kept.size };
        let bytes = self.bytes_of(subject(id), blob).await?;
        Ok(Ok(Pool::new(serde_json::from_slice(&bytes).map_err(Failure::broken)?)?))
    }
}

/// The subject under which the record keeps a draw.
pub(in super::super) fn subject(id: &Hash) -> String {
    format!("draw/{id}")
}

/// The draw of a subject, if it is one.
pub(in super::super) fn draw_of(subject: &str) -> Option<Hash> {
    subject.strip_prefix("draw/")?.parse().ok()
}

/// The step of an entry, with its signature.
pub(in super::super) fn said_in(entry: &Entry) -> Result<(Said, Signature), Failure> {
    let part = |name: &str| entry.particulars.get(name).ok_or(Failure::Erased);
    let said = Said::from_value(part("document")?)?;
    Ok((said, serde_json::from_value(part("signature")?.clone()).map_err(Failure::broken)?))
}

/// The entry of a step. Pieces that were shown are sealed: whoever reads the lines alone learns who said what when, and where the draw stood.
fn entry(kind: &str, said: &Said, signature: &Signature, draw: &Draw) -> Result<NewEntry, Failure> {
    Ok(NewEntry::new(kind)
        .open("step", said.digest()?.to_string())
        .open("gateway", said.by.as_str())
        .open("said", said.step.code())
        .open("phase", draw.phase().code())
        .sealed("document", serde_json::to_value(said).map_err(Failure::broken)?)
        .sealed("signature", serde_json::to_value(signature).map_err(Failure::broken)?))
}

/// The same, by somebody of the court.
pub(super) fn by(entry: NewEntry, author: Option<&Author>) -> NewEntry {
    let Some(Author { authority, person }) = author else { return entry };
    let named = authority.iter().fold(entry, |entry, authority| entry.open("authority", authority.as_str()));
    person.iter().fold(named, |entry, person| entry.sealed("by", person.as_str()))
}

fn name_of(id: &Hash) -> String {
    format!("{PREFIX}{id}")
}
