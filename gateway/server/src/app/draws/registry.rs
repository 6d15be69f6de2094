//! Whom a court may draw: who stands on its lists, as the feed of its gateway says, and who of them may not be drawn, as its own lists and the
//! rules say. The first every gateway finds for itself; the second the court says in its request, with reasons.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::AuthorityId;
use comity_domain::assessment::Assessment;
use comity_domain::draw::{
    Earlier, Exclusion, Fault, Flaw, Hash, Left, Person, PersonId, Phase, Pool, Predecessor, Shared, Terms,
};
use comity_domain::juror::Lists;
use comity_domain::limits::DRAW_REGISTRY_LAG_MAX_MS;
use comity_federation::feed::{Content, Event};
use comity_record::Time;
use comity_store::CommitError;

use super::super::App;
use super::super::failure::Failure;
use super::super::jurors::{DrawnFor, Excluded};
use super::super::views::{self, DrawStands};

/// The kind of the events by which a feed says who stands on a list of jurors.
const JUROR: &str = "juror";

/// The kind of a court that has a list of its own (People's Jurors Law art. 19(1)).
const BASIC_COURT: &str = "basic-court";

/// Why somebody is not drawn who sits already in the case, or was recused in it.
const DRAWN_BEFORE: &str = "juror-drawn-before";

/// Who stands on the lists from which a court draws.
pub(super) struct Listed {
    /// So many events of the feed were looked at.
    pub(super) position: u64,
    /// Everybody, whether they may be drawn or not.
    pub(super) people: Pool,
}

/// Whom a court may draw.
pub(super) struct Candidates {
    pub(super) listed: Listed,
    /// Whose lists they are, if courts share theirs by a setting here.
    pub(super) shared: Option<Shared>,
    /// Who of them may not be drawn.
    pub(super) exclusions: Vec<Exclusion>,
    /// What the rules say of the draw itself, whoever is drawn.
    pub(super) assessment: Assessment,
}

impl App {
    /// Who stood on the lists from which a court draws when the feed of its gateway had so many events; without a position, as many as there
    /// are. `None` if it is not held here so far.
    pub(super) async fn on_lists(
        &self,
        court: &AuthorityId,
        lists: &BTreeSet<AuthorityId>,
        position: Option<u64>,
    ) -> Result<Option<Listed>, Failure> {
        let gateway = self.gateway_of(court)?;
        let newest = views::feed_head(&*self.ledger().store().views(), &gateway)?.map_or(0, |head| head.number);
        let position = position.unwrap_or(newest);
        if position > newest {
            return Ok(None);
        }
        let (roll, events) = (self.roll(), self.published_of(&gateway, JUROR, 0, position).await?);
        let mut people = BTreeMap::<PersonId, Person>::new();
        for event in events.into_iter().filter(|event| event.is_by_its_own(&roll)) {
            let Content::Juror(juror) = event.content else { continue };
            match juror.person().filter(|_| lists.contains(&juror.court)) {
                Some(person) => drop(people.insert(juror.id, person)),
                None => drop(people.remove(&juror.id)),
            }
        }
        Ok(Some(Listed { position, people: Pool::new(people.into_values().collect())? }))
    }

    /// Whether the lists from which a court draws had gone on from what the request looked at when it asked: then somebody would be left out
    /// without a reason, or drawn who stands there no more. What was published while it asked does not count.
    pub(super) async fn had_gone_on(
        &self,
        court: &AuthorityId,
        lists: &BTreeSet<AuthorityId>,
        from: &Listed,
        asked: Time,
    ) -> Result<bool, Failure> {
        let roll = self.roll();
        let later = self.published_of(&self.gateway_of(court)?, JUROR, from.position, u64::MAX).await?;
        let had_come = |event: &Event| {
            let Content::Juror(juror) = &event.content else { return false };
            let is_on_lists = lists.contains(&juror.court) || from.people.get(&juror.id).is_some();
            is_on_lists && event.is_by_its_own(&roll) && event.time.plus_ms(DRAW_REGISTRY_LAG_MAX_MS) < asked
        };
        Ok(later.iter().any(had_come))
    }

    /// Whom a court here may draw for a hearing, and whom it may not, by its own lists and the rules.
    ///
    /// # Errors
    /// [`CommitError::Busy`]: the lists changed meanwhile. [`Flaw::PoolDiffers`]: what was published of them is not what they are, or the
    /// setting shares lists that the others do not take for one court's.
    pub(super) async fn candidates(&self, court: &AuthorityId, drawn_for: &DrawnFor) -> Result<Candidates, Failure> {
        let own = || Failure::broken("the own feed is not here");
        let not_shared = || Fault { at: "shared".to_owned(), what: Flaw::PoolDiffers };
        let from = self.drawn_from(&self.court(court)?, self.clock().today()?)?;
        let shared = shared_by(&from);
        let lists = self.lists_of(court, shared.as_ref())?.ok_or_else(not_shared)?;
        let before = self.on_lists(court, &lists, None).await?.ok_or_else(own)?;
        let pool = self.juror_pool(court, drawn_for).await?;
        let listed = self.on_lists(court, &lists, None).await?.ok_or_else(own)?;
        if listed.position != before.position || pool.lists != from {
            return Err(CommitError::Busy.into());
        }
        if listed.people.people().len() != pool.entries.len() + pool.excluded.len() {
            return Err(Fault { at: "request.pool_size".to_owned(), what: Flaw::PoolDiffers }.into());
        }
        let exclusion = |it: &Excluded| {
            let reasons = it.reasons.iter().map(|ground| ground.code.clone()).collect();
            Ok(Exclusion { id: it.id.to_string().parse().map_err(Failure::broken)?, reasons })
        };
        let exclusions = pool.excluded.iter().map(exclusion).collect::<Result<_, Failure>>()?;
        Ok(Candidates { listed, shared, exclusions, assessment: pool.assessment })
    }

    /// The draws of a court in a case that are known here, by their numbers.
    pub(super) async fn earlier_draws(&self, court: &AuthorityId, case: &str) -> Result<Vec<Earlier>, Failure> {
        let mut draws = Vec::new();
        for (draw, stands) in self.draws_in_case(court, case)? {
            let left = match stands.phase == Phase::Exhausted.code() {
                true => self.table(&draw).await?.and_then(|table| Left::of(table.draw())),
                false => None,
            };
            draws.push(Earlier { left, ..earlier(draw, &stands) });
        }
        Ok(draws)
    }

    /// Who sits in a case by the draws in it, and by which; nobody while one goes on. `None` if there was none but void ones.
    pub(in super::super) async fn seats_drawn(
        &self,
        court: &AuthorityId,
        case: &str,
    ) -> Result<Option<BTreeMap<PersonId, Hash>>, Failure> {
        let mut drawn = None;
        for (draw, _) in self.draws_in_case(court, case)?.into_iter().filter(|(_, it)| it.phase != Phase::Void.code()) {
            let seats = drawn.get_or_insert_with(BTreeMap::new);
            let table = self.table(&draw).await?;
            let sitting = table.as_ref().and_then(|table| table.draw().sitting());
            seats.extend(sitting.iter().flat_map(|it| it.seats.iter().flatten()).map(|id| (id.clone(), draw)));
        }
        Ok(drawn)
    }

    /// How many jurors sit on the panel for which so many seats are to be drawn. After a draw whose alternates are used up only the seats that
    /// are empty are drawn; the panel is still the one that was asked for first.
    pub(super) async fn jurors_of_panel(&self, court: &AuthorityId, case: &str, seats: usize) -> Result<u32, Failure> {
        let exhausted = self.draws_in_case(court, case)?.into_iter();
        let exhausted = exhausted.filter(|(_, stands)| stands.phase == Phase::Exhausted.code());
        let first = match exhausted.min_by_key(|(_, stands)| stands.seq) {
            Some((draw, _)) => self.table(&draw).await?,
            None => None,
        };
        let jurors = first.map_or(seats, |table| table.draw().asked().request.seats.len());
        u32::try_from(jurors).map_err(Failure::broken)
    }

    /// The same draws, and where they stand. The number may be written in any way.
    fn draws_in_case(&self, court: &AuthorityId, case: &str) -> Result<Vec<(Hash, DrawStands)>, Failure> {
        views::draws_in_case(&*self.ledger().store().views(), court, case)
    }

    /// By what a request is measured here today.
    pub(super) fn draw_terms(&self) -> Result<Terms, Failure> {
        Ok(self.draws().terms(self.clock().today()?))
    }

    /// The basic courts on whose lists a court draws: its own, or those in its area (art. 19(2)); or those that share theirs with it, as is said.
    /// Whether a setting says so its gateway alone knows. `None` if they are not all basic courts that the same gateway serves.
    pub(super) fn lists_of(
        &self,
        court: &AuthorityId,
        shared: Option<&Shared>,
    ) -> Result<Option<BTreeSet<AuthorityId>>, Failure> {
        let roll = self.roll();
        let unknown = || Failure::UnknownAuthority { authority: court.to_string(), at: None };
        let entry = roll.authority(court).ok_or_else(unknown)?;
        let is_basic = |court: &&AuthorityId| roll.authority(court).is_some_and(|entry| entry.kind == BASIC_COURT);
        if let Some(Shared { courts, .. }) = shared {
            let is_alike = |other: &AuthorityId| is_basic(&other) && roll.serves(&entry.gateway, other);
            let are_alike = courts.contains(court) && courts.iter().all(is_alike);
            return Ok(are_alike.then(|| courts.clone()));
        }
        if entry.kind == BASIC_COURT {
            return Ok(Some(BTreeSet::from([court.clone()])));
        }
        Ok(Some(entry.subordinate_courts.iter().flatten().filter(is_basic).cloned().collect()))
    }
}

/// What a request says of lists that are shared by a setting.
fn shared_by(lists: &Lists) -> Option<Shared> {
    let Lists { courts, legal_basis, by_setting } = lists;
    by_setting.then(|| Shared { legal_basis: legal_basis.clone(), courts: courts.clone() })
}

fn earlier(draw: Hash, stands: &DrawStands) -> Earlier {
    let ended = if stands.phase == Phase::Void.code() {
        Some(Predecessor::Void { draw, opened: stands.opened })
    } else {
        (stands.phase == Phase::Exhausted.code()).then_some(Predecessor::Exhausted { draw })
    };
    Earlier { draw, seq: stands.seq, ended, left: None }
}

/// The same exclusions, and those whom an earlier draw in the case has drawn already.
pub(super) fn with_left(exclusions: Vec<Exclusion>, listed: &Pool, earlier: &[Earlier]) -> Vec<Exclusion> {
    let mut reasons: BTreeMap<PersonId, BTreeSet<String>> =
        exclusions.into_iter().map(|exclusion| (exclusion.id, exclusion.reasons)).collect();
    let drawn = earlier.iter().filter_map(|earlier| earlier.left.as_ref()).flat_map(|left| &left.people);
    for id in drawn.filter(|id| listed.get(id).is_some()) {
        reasons.entry(id.clone()).or_default().insert(DRAWN_BEFORE.to_owned());
    }
    reasons.into_iter().map(|(id, reasons)| Exclusion { id, reasons }).collect()
}
