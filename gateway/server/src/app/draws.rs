//! Draws of jurors among three gateways. What is said in one, and what follows from it, the domain decides; here it is recorded, brought to the
//! others, and shown.
//!
//! Each step is an entry of the record under `draw/<draw>` before anybody else hears of it. What must survive a stop and belongs to no record
//! (the pieces, until they are opened) is kept aside, sealed, and on stable storage before what rests on it leaves.

mod beat;
mod peers;
mod registry;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use comity_domain::assessment::Outcome;
use comity_domain::draw::{
    Asked, Entry as Line, Fault, Flaw, Hash, InRecord, Packet, PersonId, Predecessor, Recusal, Request, Said, Seat,
    Shared, Signature, Sitting, Step, Terms, Waiting,
};
use comity_domain::juror::{self, EarlierRole, Trial};
use comity_domain::limits::{DRAW_SEATS_MAX, WORKLIST_MAX_ROWS};
use comity_domain::{AuthorityId, Date, GatewayId, JurorId, case_number};
use comity_federation::draw as signed;
use comity_record::canonical::to_canonical;
use comity_record::{Digest, Time};
use comity_store::{CommitError, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::failure::Failure;
use super::jurors::DrawnFor;
use super::ledger::Author;
use super::seals::InForce;
use super::{App, Witnessing, views};
use crate::access::{Action, Permit, action};
use crate::config;
pub(crate) use peers::Brought;
use registry::Candidates;
use table::{Beginning, Table};
pub(super) use table::{STEP, draw_of, said_in};

/// The draws of this gateway that go on.
pub(super) struct Draws {
    /// By their names. Whoever has a step recorded, or changes what is kept aside, holds this.
    live: tokio::sync::Mutex<BTreeMap<Hash, Table>>,
    /// Until when a gateway that did not answer is left in peace.
    resting: Mutex<BTreeMap<GatewayId, Time>>,
    settings: config::Draws,
}

/// What a court asks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDraw {
    /// The court's number of the case.
    pub case: String,
    /// The day of the hearing.
    pub hearing: Date,
    /// How the case is tried, as far as it decides whether jurors sit in it.
    #[serde(default)]
    pub trial: Trial,
    /// Who had which role in the same dispute before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub earlier_roles: BTreeMap<JurorId, BTreeSet<EarlierRole>>,
    /// How many judges sit on the panel, beside those who are drawn.
    pub judges: u32,
    /// The seats: what a person must have to sit on each.
    pub seats: Vec<Seat>,
    /// How many alternates each seat has.
    pub alternates: u32,
    /// The leave by which another judge allows that few people qualify for a seat: what [`App::allow_few`] has given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thin_allowed: Option<Digest>,
}

/// Seats of a draw that is yet to be asked for, for some of which few people may qualify.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewLeave {
    /// The court's number of the case.
    pub case: String,
    /// The seats, as they will be asked for.
    pub seats: Vec<Seat>,
}

/// A line of the list of draws.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DrawRow {
    /// The draw.
    #[schema(value_type = String)]
    pub draw: Hash,
    /// The court that draws.
    #[schema(value_type = String)]
    pub court: AuthorityId,
    /// Its number of the case.
    pub case: String,
    /// Which draw in this case it is, counted from 0.
    pub seq: u32,
    /// The day of the hearing.
    #[schema(value_type = String, format = Date)]
    pub hearing: Date,
    /// Where it stands, as a code.
    pub phase: String,
}

/// A draw, as the people of its court see it. No names: people stand in it by the numbers of the registry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DrawView {
    /// The draw.
    #[schema(value_type = String)]
    pub draw: Hash,
    /// What was asked for.
    #[schema(value_type = Object)]
    pub request: Request,
    /// Where it stands, as a code.
    #[schema(value_type = String)]
    pub phase: &'static str,
    /// How many people were excluded, by each reason.
    #[schema(value_type = Object)]
    pub excluded: BTreeMap<String, usize>,
    /// How the draw before ended, if there was one.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Predecessor>,
    /// The lists that it draws from, if courts share theirs by a setting, and on what that rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub shared: Option<Shared>,
    /// Every step, with who said it and when.
    pub steps: Vec<StepView>,
    /// Whose steps are waited for: since when, until when, and what happens then.
    #[schema(value_type = Vec<Object>)]
    pub waiting: Vec<Waiting>,
    /// Since when a gateway does not answer this one.
    #[schema(value_type = Object)]
    pub silent: BTreeMap<GatewayId, Time>,
    /// Why a gateway does not take what this one brings it, as a code.
    #[schema(value_type = Object)]
    pub held_up: BTreeMap<GatewayId, String>,
    /// Who takes no part, and why, as a code.
    #[schema(value_type = Object)]
    pub refused: BTreeMap<GatewayId, String>,
    /// Who was drawn, by the seats of the request.
    #[schema(value_type = Option<Vec<String>>)]
    pub panel: Option<Vec<PersonId>>,
    /// The panel as it sits now, and who comes next.
    #[schema(value_type = Option<Object>)]
    pub sitting: Option<Sitting>,
    /// Somebody could have seen an outcome in this case, and broken the draw off: for one of the next two reasons, or both.
    pub abort_bias_possible: bool,
    /// Two draw alone: one of them could see the outcome, and break this draw off.
    pub of_two: bool,
    /// The draw before was void after somebody had opened: one gateway at least could have known its outcome.
    pub after_an_opening: bool,
    /// How often a gateway signed two things of which it may say one. The record has the proof.
    pub contradictions: usize,
    /// How well this gateway's record of the last step is witnessed, once the draw is over.
    #[schema(value_type = Option<String>)]
    pub witnessed: Option<Witnessing>,
}

/// A step, as it is listed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepView {
    /// When, by the clock of the gateway that said it.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// Which gateway.
    #[schema(value_type = String)]
    pub by: GatewayId,
    /// What, as a code.
    #[schema(value_type = String)]
    pub step: &'static str,
    /// About which other gateway.
    #[schema(value_type = Option<String>)]
    pub about: Option<GatewayId>,
}

impl Draws {
    pub(super) fn new(settings: config::Draws) -> Self {
        Self { live: tokio::sync::Mutex::default(), resting: Mutex::default(), settings }
    }

    const fn terms(&self, today: Date) -> Terms {
        let config::Draws { days_before_hearing, candidates_min } = self.settings;
        Terms { today, days_before_hearing, candidates_min }
    }

    fn rests(&self, peer: &GatewayId, now: Time) -> bool {
        let resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        resting.get(peer).is_some_and(|until| now < *until)
    }

    fn note_rest(&self, peer: &GatewayId, until: Option<Time>) {
        let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        match until {
            Some(until) => drop(resting.insert(peer.clone(), until)),
            None => drop(resting.remove(peer)),
        }
    }
}

impl App {
    /// Asks for a draw, on behalf of a court that this gateway serves. What the others would refuse is refused here, before anything is
    /// recorded.
    pub async fn request_draw(&self, permit: &Permit<action::RequestDraw>, new: NewDraw) -> Result<Hash, Failure> {
        self.unless_held()?;
        let court = permit.authority();
        if let Some(leave) = &new.thin_allowed {
            self.check_leave(permit, leave, &NewLeave { case: new.case.clone(), seats: new.seats.clone() })?;
        }
        let case = Some(new.case.clone());
        let drawn_for = DrawnFor { hearing: new.hearing, case, trial: new.trial, earlier_roles: new.earlier_roles };
        let Candidates { listed, shared, exclusions, assessment } = self.candidates(court, &drawn_for).await?;
        let jurors = self.jurors_of_panel(court, &new.case, new.seats.len()).await?;
        let composition = self.panel_examined(court, &drawn_for.trial, (new.judges, jurors)).await?;
        let mut live = self.draws().live.lock().await;
        // A draw in the case may have ended while the rules were asked: then they were asked about another panel.
        if self.jurors_of_panel(court, &new.case, new.seats.len()).await? != jurors {
            return Err(CommitError::Busy.into());
        }
        let earlier = self.earlier_draws(court, &new.case).await?;
        let exclusions = registry::with_left(exclusions, &listed.people, &earlier);
        let pool = listed.people.without(&exclusions)?;
        let last = earlier.iter().max_by_key(|earlier| earlier.seq);
        let request = Request {
            v: 1,
            court: court.clone(),
            case: new.case,
            seq: last.map_or(0, |last| last.seq.saturating_add(1)),
            hearing: new.hearing,
            rules: assessment.release,
            seats: new.seats,
            alternates: new.alternates,
            pool_root: pool.root()?,
            pool_size: u32::try_from(pool.people().len()).map_err(Failure::broken)?,
            contributors: self.contributors()?,
        };
        let asked = Asked {
            request,
            registry_position: listed.position,
            exclusions,
            thin_allowed: new.thin_allowed,
            after: last.and_then(|last| last.ended.clone()),
            shared,
        };
        // First of all: while a draw goes on, nobody can say how it ended.
        asked.check_succession(&earlier)?;
        let pool = asked.examine(&listed.people, &earlier, &self.draw_terms()?)?;
        if let Some(outcome) = assessment.outcome.filter(|outcome| *outcome == Outcome::Refuse) {
            return Err(juror::Refusal::AgainstTheRules { outcome }.into());
        }
        if composition.outcome == Some(Outcome::Refuse) {
            return Err(juror::Refusal::PanelNotAllowed { judges: new.judges, jurors }.into());
        }
        let said =
            Said { at: self.clock().now(), by: self.gateway().clone(), step: Step::Request { asked: Box::new(asked) } };
        let InForce { roll, keys } = self.in_force();
        let signature = signed::sign(&said, keys.envelope(&roll, said.at)?).map_err(Failure::broken)?;
        let beginning = Beginning { said, signature, pool: Ok(pool), judges: Some(new.judges) };
        self.begin_draw(beginning, Some(&author(permit)), &mut live).await
    }

    /// Allows that few people qualify for one of these seats. The leave is known by its digest, which the request and the packet name.
    pub async fn allow_few(&self, permit: &Permit<action::AllowFew>, new: &NewLeave) -> Result<Digest, Failure> {
        if new.seats.is_empty() || new.seats.len() > DRAW_SEATS_MAX {
            let what = Flaw::Malformed("no seats, or too many".to_owned());
            return Err(Fault { at: "seats".to_owned(), what }.into());
        }
        let (leave, document) = leave(permit.authority(), new)?;
        let entry = NewEntry::new(LEAVE).open("leave", leave.to_string()).sealed("document", document);
        self.ledger().note(&leave_subject(&leave), self.when()?, table::by(entry, Some(&author(permit)))).await?;
        Ok(leave)
    }

    /// Whether another person than whoever asks, and one who is still let in, has recorded this leave, for this court, this case and these seats.
    fn check_leave(&self, permit: &Permit<action::RequestDraw>, named: &Digest, new: &NewLeave) -> Result<(), Failure> {
        let (leave, _) = leave(permit.authority(), new)?;
        let entries = self.ledger().store().load(&leave_subject(&leave))?;
        let mut is_given = false;
        for by in entries.iter().filter_map(|entry| entry.particulars.get("by")?.as_str()) {
            is_given |= by != permit.person() && !self.is_closed(by)?;
        }
        if leave == *named && is_given { Ok(()) } else { Err(Failure::AnotherPerson) }
    }

    /// Records who was recused, and why. The panel does not decide that, nor whoever asked for the draw; who comes next was drawn with it.
    pub async fn recuse_jurors(
        &self,
        permit: &Permit<action::RecuseJurors>,
        id: &Hash,
        recused: Vec<Recusal>,
    ) -> Result<DrawView, Failure> {
        let entries = self.ledger().store().load(&table::subject(id))?;
        let asker = entries.first().and_then(|first| first.particulars.get("by"));
        // Whoever asked, and leads the case, would otherwise strike out one after the other until it likes the panel.
        if asker.is_some_and(|asker| asker == permit.person()) {
            return Err(Failure::AnotherPerson);
        }
        self.say_for_court(permit, id, Step::Recuse { draw: *id, recused }).await
    }

    /// Proposes that the draw be void. Who has opened does not take that back: then there will be a panel.
    pub async fn void_draw(&self, permit: &Permit<action::VoidDraw>, id: &Hash) -> Result<DrawView, Failure> {
        self.say_for_court(permit, id, Step::Void { draw: *id }).await
    }

    /// The draw, as far as this gateway knows.
    pub async fn read_draw(&self, permit: &Permit<action::ReadDraw>, id: &Hash) -> Result<DrawView, Failure> {
        let live = self.draws().live.lock().await;
        if let Some(table) = live.get(id) {
            return self.shown_to(permit.authority(), table).map(|table| self.view(table));
        }
        drop(live);
        let table = self.table(id).await?.ok_or(Failure::NotFound { what: "draw" })?;
        self.shown_to(permit.authority(), &table).map(|table| self.view(table))
    }

    /// The draws that the people of an authority see: at most `limit`, behind `after`.
    pub fn list_draws(
        &self,
        permit: &Permit<action::ReadDraw>,
        after: Option<&Hash>,
        limit: usize,
    ) -> Result<Vec<DrawRow>, Failure> {
        let views = self.ledger().store().views();
        let shown = |court: &AuthorityId| self.sees_draws_of(permit.authority(), court);
        let draws = views::draws(&*views, after, limit.min(WORKLIST_MAX_ROWS), shown)?;
        let row = |(draw, stands): (Hash, views::DrawStands)| {
            let entries = self.ledger().store().load(&table::subject(&draw))?;
            let (said, _) = said_in(entries.first().ok_or(Failure::NotFound { what: "draw" })?)?;
            let Step::Request { asked } = said.step else { return Err(Failure::broken("a draw without a request")) };
            let (court, case, hearing) = (stands.court, asked.request.case, asked.request.hearing);
            Ok(DrawRow { draw, court, case, seq: stands.seq, hearing, phase: stands.phase })
        };
        draws.into_iter().map(row).collect()
    }

    /// What is given to whoever wants to verify the draw. At the gateway of the court it says where the record has the steps.
    pub async fn packet_of_draw(&self, permit: &Permit<action::ReadDraw>, id: &Hash) -> Result<Vec<u8>, Failure> {
        let table = self.table(id).await?.ok_or(Failure::NotFound { what: "draw" })?;
        let draw = self.shown_to(permit.authority(), &table)?.draw();
        let record = if draw.court() == self.gateway() { Some(self.in_record(&table)?) } else { None };
        let signature = |said: &Said| -> Option<Signature> {
            let place = draw.steps().iter().position(|step| step == said)?;
            table.signatures.get(place).cloned()
        };
        let packet = Packet::of(draw, signature, record)?;
        serde_json::to_vec(&packet).map_err(Failure::broken)
    }

    async fn say_for_court<A: Action<About = ()>>(
        &self,
        permit: &Permit<A>,
        id: &Hash,
        step: Step,
    ) -> Result<DrawView, Failure> {
        self.unless_held()?;
        let mut live = self.draws().live.lock().await;
        if !live.contains_key(id) {
            let table = self.wake(id).await?.ok_or(Failure::NotFound { what: "draw" })?;
            live.insert(*id, table);
        }
        let table = live.get_mut(id).ok_or(Failure::NotFound { what: "draw" })?;
        if table.draw().asked().request.court != *permit.authority() {
            return Err(Failure::NotFound { what: "draw" });
        }
        // Whoever stops now brings it to the others when it starts again.
        self.set_aside(id, &table.contributor, &table.aside).await?;
        self.say(table, step, Some(&author(permit))).await?;
        Ok(self.view(table))
    }

    fn view(&self, table: &Table) -> DrawView {
        let draw = table.draw();
        let asked = draw.asked();
        let mut excluded = BTreeMap::<String, usize>::new();
        for reason in asked.exclusions.iter().flat_map(|exclusion| &exclusion.reasons) {
            *excluded.entry(reason.clone()).or_default() += 1;
        }
        let last = table.places.last().copied().filter(|_| table.is_over());
        DrawView {
            draw: *draw.id(),
            request: asked.request.clone(),
            phase: draw.phase().code(),
            excluded,
            after: asked.after.clone(),
            shared: asked.shared.clone(),
            steps: draw.steps().iter().map(step_view).collect(),
            waiting: table.contributor.waiting(),
            silent: table.aside.silent.clone(),
            held_up: table.held_up.clone(),
            refused: draw.refused().clone(),
            panel: draw.drawn().map(|drawn| drawn.panel.seats.clone()),
            sitting: draw.sitting().cloned(),
            abort_bias_possible: draw.abort_bias_possible(),
            of_two: draw.is_pair(),
            after_an_opening: asked.follows_an_opening(),
            contradictions: draw.contradictions().len(),
            witnessed: last.map(|last| self.witnessing(last)),
        }
    }

    /// The draw, if the people of this authority may know of it.
    fn shown_to<'t>(&self, authority: &AuthorityId, table: &'t Table) -> Result<&'t Table, Failure> {
        let court = &table.draw().asked().request.court;
        if self.sees_draws_of(authority, court) { Ok(table) } else { Err(Failure::NotFound { what: "draw" }) }
    }

    /// A court sees its own draws; at the gateways of the other sides those who may read draws see that their gateway takes part.
    fn sees_draws_of(&self, authority: &AuthorityId, court: &AuthorityId) -> bool {
        authority == court || !self.serves(court)
    }

    /// The three gateways of the roll, in the order of their names.
    fn contributors(&self) -> Result<[GatewayId; 3], Failure> {
        let roll = self.roll();
        let mut gateways: Vec<GatewayId> = roll.contents().gateways.iter().map(|entry| entry.id.clone()).collect();
        gateways.sort();
        let not_three = |_| Fault { at: "request.contributors".to_owned(), what: Flaw::Contributors };
        Ok(<[GatewayId; 3]>::try_from(gateways).map_err(not_three)?)
    }

    /// Where the record has each step, under a checkpoint that covers them all.
    fn in_record(&self, table: &Table) -> Result<InRecord, Failure> {
        let store = self.ledger().store();
        let (Some(last), Some(said)) = (table.places.last().copied(), table.draw().steps().last()) else {
            return Err(Failure::NotFound { what: "draw" });
        };
        let (checkpoint, head) = self.checkpoint_over(last, |key, head| signed::vouches(key, head, said.at))?;
        let line = |index: &u64| {
            let line = String::from_utf8(store.line(*index)?).map_err(Failure::broken)?;
            let proof = store.with_tree(|tree| tree.inclusion_proof(*index, head.size));
            let proof = proof.ok_or_else(|| Failure::broken("an entry that its checkpoint does not cover"))?;
            Ok::<_, Failure>(Line { index: *index, line, proof })
        };
        let entries = table.places.iter().map(line).collect::<Result<_, _>>()?;
        Ok(InRecord { checkpoint, size: head.size, root: head.root, entries })
    }
}

/// The kind of the entry by which a judge allows that few people qualify for a seat.
const LEAVE: &str = "draw-few-allowed";

/// A leave for seats of a court in a case, however its number is written, by its digest, and what is recorded of it.
fn leave(court: &AuthorityId, new: &NewLeave) -> Result<(Digest, Value), Failure> {
    let document = json!({ "case": case_number::folded(&new.case), "court": court, "seats": new.seats });
    let bytes = to_canonical(&document).map_err(Failure::broken)?;
    Ok((Digest::of(&bytes), document))
}

fn leave_subject(leave: &Digest) -> String {
    format!("draw-leave/{leave}")
}

fn step_view(said: &Said) -> StepView {
    let about = match &said.step {
        Step::Acknowledge { dealer, .. } | Step::Complain { dealer, .. } | Step::Open { dealer, .. } => Some(dealer),
        Step::Unreachable { node, .. } => Some(node),
        _ => None,
    };
    StepView { at: said.at, by: said.by.clone(), step: said.step.code(), about: about.cloned() }
}

fn author<A: Action>(permit: &Permit<A>) -> Author {
    Author { authority: Some(permit.authority().clone()), person: Some(permit.person().to_owned()) }
}

#[cfg(test)]
mod tests;
