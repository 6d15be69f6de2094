//! The jurors of the courts here who reside in Hong Kong or Macao: their lists, from the nomination to the end. What other gateways need of
//! them to compute a pool anew (`juror_pool`) is published in the commit that changes it: the name of the entry, the list, the tags.

mod load;
mod pool;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comity_domain::aggregate::Aggregate as _;
use comity_domain::draw;
use comity_domain::facts::Value;
use comity_domain::juror::{
    Allowance, Basis, Command, Context, Event, Juror, List, Posts, Profile, Refusal, Route, SharedLists, Sitting,
    Standing, TermEnd, decide, question,
};
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::parts::Parts;
use comity_domain::registry::{Name, RosterNo, Tag};
use comity_domain::{AuthorityId, Date, JurorId};
use comity_federation::feed::{Content, SharedJuror};
use comity_rules::RuleSet;
use serde::{Deserialize, Serialize};
use serde_json::Map;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, When, commit_of, entry_of};
use super::{App, views};
use crate::access::{Action, Permit, action};
pub use load::ListLoad;
pub use pool::{DrawnFor, Excluded, Ground, JurorPool};

/// The kind of the entry that says what a court has fixed for its list.
pub(super) const LIST_FIXED: &str = "juror-list-fixed";
/// The switch that says which day is the last of a term, and its other value.
const TERM_END: &str = "juror-term-end";
const DAY_BEFORE: &str = "day-before";

/// The lists of the courts here.
pub(super) struct Lists {
    /// The courts that share theirs, and on what that rests.
    shared: Option<SharedLists>,
    /// Held while somebody comes onto a list, or to a post of it: what is counted then must not change meanwhile.
    turn: tokio::sync::Mutex<()>,
}

/// What a court fixes for its list.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewList {
    /// Its judges.
    pub judges: u32,
    /// Its posts for jurors.
    pub quota: u32,
    /// So many cases a year may one juror have; thirty, if nothing is said.
    #[serde(default = "List::usual_cap")]
    pub annual_cap: u32,
}

/// A list, and how many of its posts are held.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ListView {
    /// What the court has fixed.
    #[schema(value_type = Object)]
    pub list: List,
    /// Posts that are held.
    pub held: u32,
    /// Of them, those that are held by application or recommendation.
    pub by_application: u32,
    /// So many may be.
    pub for_application: u32,
}

/// A line of the list of a court.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct JurorRow {
    /// The juror.
    #[schema(value_type = String)]
    pub id: JurorId,
    /// The number on the list.
    #[schema(value_type = String)]
    pub roster_no: RosterNo,
    /// The names, as given.
    #[schema(value_type = Vec<Object>)]
    pub names: Vec<Name>,
    /// Where the juror stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
}

impl Lists {
    /// Lists that are shared so, or not.
    pub(super) fn new(shared: Option<SharedLists>) -> Result<Self, Failure> {
        if let Some(shared) = &shared {
            shared
                .check()
                .map_err(|bad| Failure::Broken(format!("the setting `shared_jurors` cannot stand: {bad}")))?;
        }
        Ok(Self { shared, turn: tokio::sync::Mutex::default() })
    }
}

impl App {
    /// Whether this juror is or was on the list of the court: nobody needs a permit to be told that there is none.
    pub fn has_juror(&self, court: &AuthorityId, id: &JurorId) -> Result<bool, Failure> {
        let standing = views::juror_standing(&*self.ledger().store().views(), id)?;
        Ok(standing.is_some_and(|standing| standing.court == *court))
    }

    /// Records what a court has fixed for its list.
    pub async fn fix_juror_list(
        &self,
        permit: &Permit<action::FixJurorList>,
        new: NewList,
    ) -> Result<ListView, Failure> {
        let court = permit.authority();
        let NewList { judges, quota, annual_cap } = new;
        let list = List { court: court.clone(), judges, quota, annual_cap };
        list.check()?;
        // Jurors are those of a basic court (People's Jurors Law arts 9 to 11).
        if self.court(court)?.kind != pool::BASIC_COURT {
            return Err(Refusal::NoLists.into());
        }
        let open = Map::from_iter([("list".to_owned(), serde_json::to_value(&list).map_err(Failure::broken)?)]);
        let fixed = Parts { kind: LIST_FIXED.to_owned(), open, particulars: BTreeMap::new() };
        let entry = entry_of(fixed, Vec::new(), &Author::of(permit));
        self.ledger().note(&list_subject(court), self.when()?, entry).await?;
        self.view_list(list)
    }

    /// What the court has fixed for its list, and how many of its posts are held.
    pub fn juror_list(&self, permit: &Permit<action::ReadJurors>) -> Result<ListView, Failure> {
        self.view_list(self.fixed_list(permit.authority())?)
    }

    /// Proposes somebody for the list of the court.
    pub async fn nominate_juror(
        &self,
        permit: &Permit<action::NominateJuror>,
        route: Route,
        profile: Profile,
    ) -> Result<JurorId, Failure> {
        let court = permit.authority().clone();
        let list = self.fixed_list(&court)?;
        let _one_after_the_other = self.court_lists().turn.lock().await;
        if self.every_juror()?.iter().any(|known| known.profile.roster_no == profile.roster_no) {
            return Err(Refusal::JurorExists.into());
        }
        let (when, rules) = (self.when()?, self.own_rules()?);
        let id = JurorId::new(self.gateway().clone(), self.clock().ulid());
        let command = Command::Nominate { court, route, profile: Box::new(profile) };
        let events = decide(None, command, &context(&list, Posts::default(), when.day, &rules))?;
        self.append_to_juror(&id, None, when, &Author::of(permit), &events).await?;
        Ok(id)
    }

    /// Has the rules asked about a candidate, or corrects what the list will say of it. Once it is in office both change who can be drawn, and
    /// are [decided](Self::decide_on_juror).
    pub async fn examine_juror(
        &self,
        permit: &Permit<action::NominateJuror>,
        id: &JurorId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let juror = self.own_juror(permit, id)?;
        if juror.is_listed() {
            return Err(Refusal::InOffice.into());
        }
        self.juror_step(permit, juror, seen, command).await
    }

    /// Records what is decided about the office: appointment, oath, what bars somebody, the end; and whatever else changes who can be drawn.
    pub async fn decide_on_juror(
        &self,
        permit: &Permit<action::AppointJuror>,
        id: &JurorId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let _one_after_the_other = self.court_lists().turn.lock().await;
        self.juror_step(permit, self.own_juror(permit, id)?, seen, command).await
    }

    /// Gives a juror a seat in a case in which nothing was drawn among the gateways, for a reason. Where there is a draw, it says who sits.
    pub async fn seat_juror_for_reason(
        &self,
        permit: &Permit<action::AppointJuror>,
        id: &JurorId,
        seen: Option<u64>,
        (sitting, reason): (Sitting, String),
    ) -> Result<Standing, Failure> {
        let basis = self.basis_of_seat(id, &sitting, Some(reason)).await?;
        self.decide_on_juror(permit, id, seen, Command::Seat { sitting, basis }).await
    }

    /// Gives a juror the seat that a draw has given it.
    pub async fn seat_juror_as_drawn(
        &self,
        permit: &Permit<action::KeepJurors>,
        id: &JurorId,
        seen: Option<u64>,
        sitting: Sitting,
    ) -> Result<Standing, Failure> {
        let basis = self.basis_of_seat(id, &sitting, None).await?;
        self.juror_step(permit, self.own_juror(permit, id)?, seen, Command::Seat { sitting, basis }).await
    }

    /// Records what comes of serving and changes nobody's chance to be drawn: payments.
    pub async fn record_service_of_juror(
        &self,
        permit: &Permit<action::KeepJurors>,
        id: &JurorId,
        seen: Option<u64>,
        allowance: Allowance,
    ) -> Result<Standing, Failure> {
        self.juror_step(permit, self.own_juror(permit, id)?, seen, Command::RecordAllowance { allowance }).await
    }

    /// The juror, as whoever keeps its list sees it.
    pub fn read_juror(&self, permit: &Permit<action::ReadJurors>, id: &JurorId) -> Result<Arc<Juror>, Failure> {
        self.own_juror(permit, id)
    }

    /// The list of the court: at most `limit`, behind `after`.
    pub fn list_jurors(
        &self,
        permit: &Permit<action::ReadJurors>,
        after: Option<&JurorId>,
        limit: usize,
    ) -> Result<Vec<JurorRow>, Failure> {
        let views = self.ledger().store().views();
        let row = |id: JurorId| {
            let juror = self.juror(&id)?;
            let (roster_no, names) = (juror.profile.roster_no.clone(), juror.profile.names.clone());
            Ok(JurorRow { id, roster_no, names, standing: juror.standing.clone() })
        };
        let ids = views::listed::<Juror>(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    /// Asks the rules, if they say something to it; decides; commits.
    async fn juror_step<A: Action<About = ()>>(
        &self,
        permit: &Permit<A>,
        juror: Arc<Juror>,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let current = juror.standing.revision;
        if seen.is_some_and(|seen| seen != current) {
            return Err(Failure::Moved { current });
        }
        if let Command::Seat { sitting, .. } = &command {
            self.juror_did_not_mediate(&juror, sitting)?;
        }
        let (when, list) = (self.when()?, self.fixed_list(&juror.standing.court)?);
        let (court, posts) = (self.court(&list.court)?, self.posts(&list.court, when.day)?);
        let command = match question(&juror, &command, (&list, posts), &court, when.day) {
            Some(facts) => command.answered(self.answer_to(facts).await),
            None => command,
        };
        let rules = self.own_rules()?;
        let events = decide(Some(&juror), command, &context(&list, posts, when.day, &rules))?;
        let mut standing = juror.standing.clone();
        self.append_to_juror(&juror.id, Some(&juror), when, &Author::of(permit), &events).await?;
        for event in &events {
            standing.apply(when.day, event);
        }
        Ok(standing)
    }

    /// On what a seat rests: on the draw in the case, if there is one, and only otherwise on a reason.
    async fn basis_of_seat(&self, id: &JurorId, sitting: &Sitting, reason: Option<String>) -> Result<Basis, Failure> {
        let person = id.to_string().parse::<draw::PersonId>().map_err(Failure::broken)?;
        match (self.seats_drawn(&sitting.court, &sitting.case_number).await?, reason) {
            (Some(drawn), _) => {
                let draw = drawn.get(&person).ok_or(Refusal::NotDrawn)?;
                Ok(Basis::Draw { draw: *draw })
            }
            (None, Some(reason)) => Ok(Basis::Reason { reason }),
            (None, None) => Err(Refusal::NothingDrawn.into()),
        }
    }

    /// Appends events, and publishes in the same commit what they change for the other gateways.
    async fn append_to_juror(
        &self,
        id: &JurorId,
        juror: Option<&Juror>,
        when: When,
        author: &Author,
        events: &[Event],
    ) -> Result<(), Failure> {
        let revision = juror.map_or(0, |juror| juror.standing.revision);
        let commit = commit_of::<Juror>(id, revision, when, author, events)?;
        match juror.and_then(|juror| told(juror, when.day, events).transpose()).transpose()? {
            Some(content) => self.publish(vec![content], Some(commit)).await.map(drop),
            None => self.ledger().commit(commit).await.map(drop),
        }
    }

    fn view_list(&self, list: List) -> Result<ListView, Failure> {
        let posts = self.posts(&list.court, self.clock().today()?)?;
        let for_application = list.for_application();
        Ok(ListView { list, held: posts.held, by_application: posts.by_application, for_application })
    }

    /// What a court has fixed for its list.
    fn fixed_list(&self, court: &AuthorityId) -> Result<List, Failure> {
        let fixed = views::juror_list(&*self.ledger().store().views(), court)?;
        Ok(fixed.ok_or(Refusal::ListNotFixed)?)
    }

    fn posts(&self, court: &AuthorityId, today: Date) -> Result<Posts, Failure> {
        let jurors = self.jurors_of(&BTreeSet::from([court.clone()]))?;
        Ok(Posts::of(jurors.iter().map(|juror| &juror.standing), court, today))
    }

    /// Everybody who is or was on the lists of these courts.
    fn jurors_of(&self, courts: &BTreeSet<AuthorityId>) -> Result<Vec<Arc<Juror>>, Failure> {
        let views = self.ledger().store().views();
        let mut jurors = Vec::new();
        for court in courts {
            for id in views::listed::<Juror>(&*views, court, None, usize::MAX)? {
                jurors.push(self.juror(&id)?);
            }
        }
        Ok(jurors)
    }

    /// Everybody who is or was on a list here.
    fn every_juror(&self) -> Result<Vec<Arc<Juror>>, Failure> {
        let roll = self.roll();
        let here = roll.contents().authorities.iter().filter(|entry| entry.gateway == *self.gateway());
        self.jurors_of(&here.map(|entry| entry.id.clone()).collect())
    }

    /// The juror, if the authority of the permit keeps its list. Of another's nobody is told that it is there.
    fn own_juror<A: Action<About = ()>>(&self, permit: &Permit<A>, id: &JurorId) -> Result<Arc<Juror>, Failure> {
        let juror = self.juror(id)?;
        if juror.standing.court == *permit.authority() { Ok(juror) } else { Err(Failure::NotFound { what: "juror" }) }
    }

    fn juror(&self, id: &JurorId) -> Result<Arc<Juror>, Failure> {
        self.ledger().juror(id)?.ok_or(Failure::NotFound { what: "juror" })
    }
}

/// The subject under which it keeps what a court fixes for its list.
fn list_subject(court: &AuthorityId) -> String {
    format!("juror-list/{court}")
}

fn context<'a>(list: &'a List, posts: Posts, today: Date, rules: &'a RuleSet) -> Context<'a> {
    let is_day_before = rules.settings().get(TERM_END) == Some(&Value::Text(DAY_BEFORE.to_owned()));
    let term_end = if is_day_before { TermEnd::DayBefore } else { TermEnd::Anniversary };
    Context { today, list, posts, term_end, calendars: rules.calendars() }
}

/// What the other gateways have to be told of a juror to whom this happens: nothing, if a pool is the same before and after.
fn told(juror: &Juror, today: Date, events: &[Event]) -> Result<Option<Content>, Failure> {
    let mut after = juror.clone();
    events.iter().for_each(|event| after.apply(today, event));
    let shared = after.shared();
    if shared == juror.shared() {
        return Ok(None);
    }
    let tag = |tag: &Tag| tag.as_str().parse::<draw::Tag>().map_err(Failure::broken);
    let tags = shared.map(|tags| tags.iter().map(tag).collect::<Result<_, _>>()).transpose()?;
    let id = juror.id.to_string().parse::<draw::PersonId>().map_err(Failure::broken)?;
    Ok(Some(Content::Juror(SharedJuror { court: juror.standing.court.clone(), id, tags })))
}
