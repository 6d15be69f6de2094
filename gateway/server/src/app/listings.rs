//! Listings: practitioners, experts and bodies for the law of another place, insolvency administrators, each on the list of an authority
//! here. What is decided about one goes out through the feed, in the same commit; so does, once its day has come, that a term began or ended.

use std::sync::{Mutex, MutexGuard, PoisonError};

use comity_domain::aggregate::Aggregate as _;
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::mediator::TwoPersons;
use comity_domain::register::{
    Cause, Command, Context, Listing, Profile, Refusal, Seen, Standing, State, decide, standing_on,
};
use comity_domain::registry::{self, Availability, Register, View};
use comity_domain::{AuthorityId, Date, ListingId};
use comity_federation::feed::Content;
use comity_record::Digest;
use comity_store::Entry;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::approvals::Approval;
use super::failure::Failure;
use super::ledger::{Author, Kept, When, commit_of};
use super::{App, Warning, views};
use crate::access::{Action, Permit, action};

/// What is being decided about listings, and how far the days were looked at.
#[derive(Default)]
pub(super) struct Listings {
    /// Held while somebody is entered, or accredited, until the registers show it: a number is given once.
    turn: tokio::sync::Mutex<()>,
    /// How far it was looked today at how they stand.
    pass: Mutex<Pass>,
}

/// The pass of a day over all listings: one, however it ends.
#[derive(Debug, Clone, Default)]
struct Pass {
    day: Option<Date>,
    /// Up to this one they were looked at.
    after: Option<ListingId>,
    is_over: bool,
    /// The first of those that stand otherwise than was published, which no day explains.
    differing: Option<ListingId>,
}

/// Somebody who is to be entered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewListing {
    /// The first day; today, if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day; absent where the register knows none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Who, and as what.
    pub profile: Profile,
}

/// What two persons decide about a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListingSanction {
    /// Suspend it.
    Suspend,
    /// Lift the suspension.
    Lift,
    /// Strike it off, for good, on this ground.
    StrikeOff(Cause),
}

/// What became of that.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ListingSanctioned {
    /// What both approve: the digest of the listing, its revision, what is decided, and why.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// It is decided. If not, a second person is waited for.
    pub decided: bool,
    /// Where the listing stands now.
    #[schema(value_type = Object)]
    pub standing: Standing,
}

/// A line of the list of an authority's listings.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ListingRow {
    /// The listing.
    #[schema(value_type = String)]
    pub id: ListingId,
    /// Its number in the register.
    pub roster_no: String,
    /// The first of its names.
    pub name: String,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The same, in one word, today.
    #[schema(value_type = String)]
    pub state: State,
}

/// A listing, as whoever asks may see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListingView {
    /// The listing.
    pub id: ListingId,
    /// Where it stands; for its keeper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// What of it may be seen.
    pub seen: Seen,
    /// What has happened, in its order; for its keeper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<ListingStep>,
}

/// One thing that happened to a listing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListingStep {
    /// The business day.
    pub on: Date,
    /// What happened: a code.
    pub kind: String,
    /// Who entered it.
    pub by: Option<String>,
}

/// How a listing stood on a day.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct StoodOn {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// How it stood; absent before it was entered.
    #[schema(value_type = Option<String>)]
    pub state: Option<State>,
}

/// What two persons approve.
#[derive(Serialize)]
struct Approved<'a> {
    listing: &'a ListingId,
    revision: u64,
    sanction: ListingSanction,
    reason: &'a str,
}

impl Listings {
    fn pass(&self) -> MutexGuard<'_, Pass> {
        self.pass.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pass of a day, as far as it has come.
    fn pass_of(&self, day: Date) -> Pass {
        let pass = self.pass().clone();
        if pass.day == Some(day) { pass } else { Pass { day: Some(day), ..Pass::default() } }
    }

    fn keep(&self, pass: Pass) {
        *self.pass() = pass;
    }

    fn has_differing(&self) -> bool {
        self.pass().differing.is_some()
    }
}

impl ListingSanction {
    fn command(self, decided_by: TwoPersons, reason: String) -> Command {
        match self {
            Self::Suspend => Command::Suspend { decided_by, reason },
            Self::Lift => Command::LiftSuspension { decided_by, reason },
            Self::StrikeOff(cause) => Command::StrikeOff { decided_by, cause, reason },
        }
    }
}

impl App {
    /// Whether there is this listing: nobody needs a permit to be told that there is none.
    pub fn knows_listing(&self, id: &ListingId) -> bool {
        self.ledger().has::<Listing>(id)
    }

    /// Enters somebody into a register that the authority keeps.
    pub async fn enter_listing(
        &self,
        permit: &Permit<action::KeepListing>,
        new: NewListing,
    ) -> Result<ListingId, Failure> {
        let _numbers = self.turn_of_numbers().await;
        let when = self.when()?;
        let NewListing { from, until, profile } = new;
        self.must_keep(permit.authority(), profile.fields.register())?;
        // One number is of one entry, in all registers of all sides, and of whoever has left too.
        if self.registers(|index| index.is_given(&profile.roster_no)) {
            return Err(Refusal::NumberTaken.into());
        }
        let id = ListingId::new(self.gateway().clone(), self.clock().ulid());
        let (keeper, profile) = (permit.authority().clone(), Box::new(profile));
        let command = Command::Enter { keeper, from: from.unwrap_or(when.day), until, profile };
        self.conclude_listing(&id, None, when, &Author::of(permit), command).await?;
        Ok(id)
    }

    /// The authority keeps this register, by its kind.
    fn must_keep(&self, authority: &AuthorityId, register: Register) -> Result<(), Failure> {
        let keeps = self.roll().authority(authority).is_some_and(|entry| register.is_kept_by(&entry.kind));
        let (at, given) = ("authority".to_owned(), Some(authority.to_string()));
        if keeps { Ok(()) } else { Err(Failure::BadInput { at, code: "keeps-no-such-register", given }) }
    }

    /// The turn to give a number, in any register.
    pub(super) async fn turn_of_numbers(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.listings().turn.lock().await
    }

    /// Changes what the register says.
    pub async fn amend_listing(
        &self,
        permit: &Permit<action::KeepListing>,
        id: &ListingId,
        seen: Option<u64>,
        profile: Profile,
    ) -> Result<Standing, Failure> {
        self.keep_listing(permit, id, seen, Command::Amend { profile: Box::new(profile) }).await
    }

    /// Lengthens the term.
    pub async fn renew_listing(
        &self,
        permit: &Permit<action::KeepListing>,
        id: &ListingId,
        seen: Option<u64>,
        until: Date,
    ) -> Result<Standing, Failure> {
        self.keep_listing(permit, id, seen, Command::Renew { until }).await
    }

    /// Says whether appointments are taken.
    pub async fn state_availability(
        &self,
        permit: &Permit<action::KeepListing>,
        id: &ListingId,
        seen: Option<u64>,
        availability: Availability,
    ) -> Result<Standing, Failure> {
        self.keep_listing(permit, id, seen, Command::StateAvailability { availability }).await
    }

    /// Records that the listing is given up: for good, and so with the password just entered, of what was seen, and with the word or the paper
    /// by which whoever is listed has said so.
    pub async fn withdraw_listing(
        &self,
        permit: &Permit<action::SanctionListing>,
        id: &ListingId,
        seen: u64,
        reason: String,
    ) -> Result<Standing, Failure> {
        self.keep_listing(permit, id, Some(seen), Command::Withdraw { reason }).await
    }

    /// Suspends, lets back or strikes off, as one of two persons. With the second one it is decided, and everybody hears of it.
    pub async fn sanction_listing(
        &self,
        permit: &Permit<action::SanctionListing>,
        id: &ListingId,
        seen: u64,
        sanction: ListingSanction,
        reason: String,
    ) -> Result<ListingSanctioned, Failure> {
        let listing = self.ledger().own::<Listing, _>(permit, id, Some(seen))?;
        let when = self.when()?;
        // What cannot be decided is not approved either.
        let alone = TwoPersons::new(permit.person().to_owned(), String::new()).map_err(Failure::broken)?;
        decide(Some(&listing), sanction.command(alone, reason.clone()), &Context { today: when.day })?;
        let approved = Approved { listing: id, revision: seen, sanction, reason: &reason };
        let digest = Digest::of(&serde_json::to_vec(&approved).map_err(Failure::broken)?);
        let Approval::Both(approvers) = self.approve(permit, digest).await? else {
            return Ok(ListingSanctioned { digest, decided: false, standing: listing.standing });
        };
        let [first, second] = approvers.accounts().clone();
        let decided_by = TwoPersons::new(first, second).map_err(Failure::broken)?;
        let command = sanction.command(decided_by, reason);
        let standing = self.conclude_listing(id, Some(listing), when, &Author::of(permit), command).await?;
        Ok(ListingSanctioned { digest, decided: true, standing })
    }

    /// The listing, as whoever works at a court here may see it: its keeper all of it.
    pub fn read_listing(&self, permit: &Permit<action::ReadListing>, id: &ListingId) -> Result<ListingView, Failure> {
        let listing = self.ledger().get::<Listing>(id)?;
        let seen = listing.seen(&View::Keeper(permit.authority().clone()), self.clock().today()?);
        let seen = seen.ok_or(Failure::NotFound { what: "listing" })?;
        let keeps = listing.standing.keeper == *permit.authority();
        let entries = self.ledger().store().load(&Listing::subject(id))?;
        let history = entries.iter().filter(|_| keeps).map(|entry| step_of(entry)).collect();
        Ok(ListingView { id: id.clone(), standing: keeps.then_some(listing.standing), seen, history })
    }

    /// How the listing stood at the end of a day: whoever appointed somebody then may ask years later.
    pub fn listing_on(&self, _: &Permit<action::ReadListing>, id: &ListingId, day: Date) -> Result<StoodOn, Failure> {
        let events = self.ledger().events_of::<Listing>(id)?;
        let standing = standing_on(day, events.iter().map(|(on, event)| (*on, event))).map_err(Failure::broken)?;
        Ok(StoodOn { on: day, state: standing.map(|standing| standing.state_on(day)) })
    }

    /// Whom the authority lists: at most `limit`, behind `after`.
    pub fn list_listings(
        &self,
        permit: &Permit<action::ReadListing>,
        after: Option<&ListingId>,
        limit: usize,
    ) -> Result<Vec<ListingRow>, Failure> {
        let (views, today) = (self.ledger().store().views(), self.clock().today()?);
        let row = |id: ListingId| {
            let Listing { standing, profile, .. } = self.ledger().get::<Listing>(&id)?;
            let name = profile.names.into_iter().next().map(|name| name.text).unwrap_or_default();
            let state = standing.state_on(today);
            Ok(ListingRow { id, roster_no: profile.roster_no.to_string(), name, standing, state })
        };
        let ids = views::listed::<Listing>(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    /// Publishes how listings stand that stand otherwise than was published, because their day has come: in one pass a day, at most `max` at a
    /// time. What stands otherwise for another reason was decided, and that goes out with the decision: nothing is made better here than persons
    /// have published it. Another entry may have the number, or lines of the record are gone; that is for persons to find out.
    pub(crate) async fn publish_listings_of_the_day(&self, max: usize) -> Result<(), Failure> {
        let today = self.clock().today()?;
        let mut pass = self.listings().pass_of(today);
        if pass.is_over {
            return Ok(());
        }
        self.follow_own_feed().await?;
        let mut ids = views::listed_by_all::<Listing>(&*self.ledger().store().views())?;
        ids.retain(|id| pass.after.as_ref().is_none_or(|after| after < id));
        ids.sort();
        let mut contents = Vec::new();
        pass.is_over = true;
        for id in ids {
            if contents.len() >= max {
                pass.is_over = false;
                break;
            }
            let face = self.ledger().get::<Listing>(&id)?.face(today);
            pass.after = Some(id.clone());
            match self.registers(|index| index.entry_of(&face.roster_no)) {
                Some(shown) if shown == face => {}
                _ if !self.serves(&face.keeper) => {}
                Some(shown) if is_by_the_day(&shown, &face) => contents.push(Content::Entry(Box::new(face))),
                _ => {
                    tracing::warn!(listing = %id, "a listing stands otherwise than it was published");
                    pass.differing.get_or_insert(id);
                }
            }
        }
        if !contents.is_empty() {
            self.publish(contents, None).await?;
        }
        self.listings().keep(pass);
        Ok(())
    }

    /// That listings stand otherwise than was published, and no day explains it.
    pub(super) fn listing_warnings(&self) -> Option<Warning> {
        let code = "listing-differs-from-feed";
        self.listings().has_differing().then(|| Warning {
            code,
            days: 0,
            about: Some(self.gateway().clone()),
            key: None,
        })
    }

    async fn keep_listing<A: Action<About = ()>>(
        &self,
        permit: &Permit<A>,
        id: &ListingId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let listing = self.ledger().own::<Listing, _>(permit, id, seen)?;
        let when = self.when()?;
        self.conclude_listing(id, Some(listing), when, &Author::of(permit), command).await
    }

    /// Commits a decision together with what the others have to know of it.
    async fn conclude_listing(
        &self,
        id: &ListingId,
        listing: Option<Listing>,
        when: When,
        author: &Author,
        command: Command,
    ) -> Result<Standing, Failure> {
        let events = decide(listing.as_ref(), command, &Context { today: when.day })?;
        let revision = listing.as_ref().map_or(0, |listing| listing.standing.revision);
        let commit = commit_of::<Listing>(id, revision, when, author, &events)?;
        let happened = events.iter().map(|event| (when.day, event));
        let listing = match listing {
            Some(listing) => listing.after(happened),
            None => Listing::fold(id, happened).map_err(Failure::broken)?.ok_or(Refusal::NoSuchListing)?,
        };
        self.publish(vec![Content::Entry(Box::new(listing.face(when.day)))], Some(commit)).await?;
        Ok(listing.standing)
    }
}

/// Does an entry show otherwise from today on because a term began or ended?
fn is_by_the_day(shown: &registry::Entry, face: &registry::Entry) -> bool {
    use registry::Status;
    let by_itself = face.status == Status::Ended || (shown.status == Status::Pending && face.status == Status::InForce);
    by_itself && registry::Entry { status: face.status, ..shown.clone() } == *face
}

fn step_of(entry: &Entry) -> ListingStep {
    let by = entry.particulars.get("by").and_then(Value::as_str).map(str::to_owned);
    ListingStep { on: entry.day, kind: entry.kind.clone(), by }
}
