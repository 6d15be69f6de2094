//! What is known of mediators, wherever they were accredited: how somebody stands, and stood; and what bars one from the territory here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comity_domain::limits::FEED_PAGE_MAX_EVENTS;
use comity_domain::mediator::{RosterNumber, check_reason};
use comity_domain::{AuthorityId, Date, GatewayId, Jurisdiction};
use comity_federation::credential::{Asked, Bar, Bundle, Roster};
use comity_federation::feed::{Content, Doubt, Event};
use comity_federation::keys::{KeyId, KeyUse};
use comity_federation::roll::Roll;
use comity_federation::status_list;
use comity_record::Time;
use comity_store::{Commit, Expected, NewEntry};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::failure::Failure;
use super::super::seals::InForce;
use super::super::views;
use super::{App, bad};
use crate::access::{Permit, action};

/// Under this subject, with the name of the authority, the record keeps whom it barred, and why.
const BARS: &str = "mediator-bars/";
/// The kinds of events that say something of mediators.
const OF_MEDIATORS: [&str; 6] = ["entry", "credential", "status-list", "status-notice", "bar", "confirmation"];
/// What is said where nothing can be confirmed.
const CANNOT_CONFIRM: &str = "cannot-confirm";

/// How a mediator stands, or stood.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Stands {
    /// The mediator.
    #[schema(value_type = String, example = "urn:comity:mediator:hk:2026-0049")]
    pub subject: RosterNumber,
    /// For the end of which business day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The body that accredited.
    #[schema(value_type = String)]
    pub body: AuthorityId,
    /// `valid`, `suspended`, `revoked`, `expired`, `not-accredited`, or `cannot-confirm`.
    pub standing: String,
    /// When the status was said by which it stands so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub as_of: Option<Time>,
    /// Until when the credential of that day is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires: Option<Time>,
    /// The territories from which the mediator was barred.
    #[schema(value_type = Vec<String>)]
    pub barred: BTreeSet<Jurisdiction>,
    /// For which territory it was asked.
    #[schema(value_type = String)]
    pub region: Jurisdiction,
    /// Could the mediator be appointed there?
    pub selectable: bool,
    /// Why not: codes.
    pub reasons: Vec<String>,
}

/// A bar from the territory of an authority, or its end.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    /// Whom.
    #[schema(value_type = String)]
    pub subject: RosterNumber,
    /// Barred, or no longer.
    pub barred: bool,
    /// Why. It is kept here, and not told to the others.
    pub reason: String,
}

impl App {
    /// How a mediator stands today, or stood at the end of a day, for appointments in a region: that of the caller, if none is named.
    ///
    /// # Errors
    /// [`Failure::NotFound`]: nothing was ever heard of such a mediator.
    pub async fn mediator_stands(
        &self,
        permit: &Permit<action::AskForMediator>,
        subject: &RosterNumber,
        on: Option<Date>,
        region: Option<Jurisdiction>,
    ) -> Result<Stands, Failure> {
        let region = region.unwrap_or_else(|| permit.authority().jurisdiction());
        let stands = self.standing_of_mediator(subject, on, region).await?;
        stands.ok_or(Failure::NotFound { what: "mediator" })
    }

    /// The same, for whoever appoints. `None`: nothing was ever heard of such a mediator.
    pub(in super::super) async fn standing_of_mediator(
        &self,
        subject: &RosterNumber,
        on: Option<Date>,
        region: Jurisdiction,
    ) -> Result<Option<Stands>, Failure> {
        self.read_feeds().await?;
        let (when, roll) = (self.when()?, self.roll());
        let day = on.unwrap_or(when.day);
        if when.day < day {
            return Err(bad("on", "day-to-come", Some(day.to_string())));
        }
        let asked = Asked { day, today: when.day, now: when.time, region };
        let Some(known) = self.mediators().heard().roster.standing(subject, &roll, asked) else { return Ok(None) };
        let mut reasons: Vec<String> = known.reasons.iter().map(|reason| (*reason).to_owned()).collect();
        let mut standing = known.code().to_owned();
        // What a feed has not brought may be a suspension, or, from the side of the territory, a bar. That its publisher is silent says
        // nothing about a day that is over.
        let territory = roll.contents().gateways.iter().find(|gateway| gateway.jurisdiction == region);
        let sources = [Some(self.gateway_of(&known.body)?), territory.map(|gateway| gateway.id.clone())];
        let doubts = sources.iter().flatten().filter_map(|gateway| self.feed_doubt(gateway, when.time));
        let doubt = doubts.into_iter().find(|doubt| day == when.day || *doubt != Doubt::Silent);
        if let Some(doubt) = doubt.filter(|_| standing == "valid") {
            CANNOT_CONFIRM.clone_into(&mut standing);
            reasons.push(doubt.code().to_owned());
        }
        Ok(Some(Stands {
            subject: subject.clone(),
            on: day,
            body: known.body,
            standing,
            as_of: known.as_of,
            expires: known.expires,
            barred: known.barred,
            region,
            selectable: reasons.is_empty(),
            reasons,
        }))
    }

    /// Since when a mediator is accredited, and confirmed by the Joint Conference, as far as that was heard here.
    pub(in super::super) fn mediator_since(&self, subject: &RosterNumber) -> (Option<Date>, Option<Date>) {
        self.mediators().heard().roster.since(subject)
    }

    /// What a card of this mediator is verified by, for whoever has no gateway at hand.
    pub async fn bundle_of_mediator(
        &self,
        _: &Permit<action::AskForMediator>,
        subject: &RosterNumber,
    ) -> Result<Bundle, Failure> {
        self.read_feeds().await?;
        let bundle = self.mediators().heard().roster.bundle(subject, &self.roll());
        bundle.ok_or(Failure::NotFound { what: "mediator" })
    }

    /// Bars a mediator from the territory of the authority of the permit, or lifts that. Why stands in the record here, and nowhere else.
    pub async fn bar_mediator(&self, permit: &Permit<action::BarMediator>, bars: Bars) -> Result<(), Failure> {
        let Bars { subject, barred, reason } = bars;
        check_reason(&reason)?;
        let _turn = self.turn_of_mediators().await?;
        let (when, by) = (self.when()?, permit.authority().clone());
        let asked = Asked { day: when.day, today: when.day, now: when.time, region: by.jurisdiction() };
        let known = self.mediators().heard().roster.standing(&subject, &self.roll(), asked);
        let known = known.ok_or(Failure::NotFound { what: "mediator" })?;
        if known.barred.contains(&by.jurisdiction()) == barred {
            return Err(bad("barred", "bar-unchanged", Some(subject.to_string())));
        }
        let InForce { roll, keys } = self.in_force();
        let key = keys.for_credentials(&roll, &by, KeyUse::Bar, when.time)?;
        let bar = Bar { by: by.clone(), subject: subject.clone(), barred, issued: when.time };
        let token = bar.sign(key).map_err(Failure::broken)?;
        let entry = NewEntry::new(if barred { "mediator-barred" } else { "mediator-bar-lifted" })
            .open("authority", by.as_str())
            .sealed("subject", subject.to_string())
            .sealed("reason", reason)
            .sealed("by", permit.person());
        let commit = Commit::of(&format!("{BARS}{by}"), Expected::Any, when.day, when.time, vec![entry]);
        self.publish(vec![Content::Bar(token)], Some(commit)).await?;
        self.read_feeds().await
    }

    /// Reads on what the feeds of all gateways have brought about mediators. With another roll, or once a notice has changed its keys or a key
    /// that rested rests no more, everything is verified again.
    pub(super) async fn read_feeds(&self) -> Result<(), Failure> {
        let _one_after_the_other = self.mediators().reading.lock().await;
        let roll = self.roll();
        {
            let mut heard = self.mediators().heard_anew();
            let resting = resting(&roll, self.clock().now());
            let is_by_this = heard.roll.as_ref().is_some_and(|read| Arc::ptr_eq(read, &roll));
            if !is_by_this || heard.resting != resting {
                *heard = super::Heard { roll: Some(Arc::clone(&roll)), resting, ..super::Heard::default() };
            }
        }
        for gateway in roll.contents().gateways.iter().map(|entry| &entry.id) {
            while self.read_page(gateway, &roll).await? {}
        }
        Ok(())
    }

    /// Reads a page of a feed. `false`: there was nothing more.
    async fn read_page(&self, gateway: &GatewayId, roll: &Roll) -> Result<bool, Failure> {
        let store = self.ledger().store();
        let from = self.mediators().heard().read.get(gateway).copied().unwrap_or_default();
        let rows = views::feed_rows(&*store.views(), gateway, from, FEED_PAGE_MAX_EVENTS)?;
        let Some(reached) = rows.last().map(|row| row.number) else { return Ok(false) };
        let mut said = Vec::new();
        for row in rows.iter().filter(|row| OF_MEDIATORS.contains(&row.kind.as_str())) {
            let entry = store.entry_of(&format!("feed/{gateway}"), row.entry)?;
            let event = Event::held(&self.feed_line(gateway, &entry).await?).map_err(Failure::broken)?;
            if let Content::StatusList(token) = &event.content
                && gateway == self.gateway()
                && let Some((name, _)) = status_list::named(token)
            {
                self.mediators().heard_anew().own_lists.insert(name, row.entry);
            }
            if event.is_by_its_own(roll) {
                said.push((self.clock().is_practice().then_some(entry.day), event));
            }
        }
        self.take_page_of_mediators(&said, roll);
        self.mediators().heard_anew().read.insert(gateway.clone(), reached);
        Ok(true)
    }

    /// Takes what a page says. Of the lists of one name those before the newest that holds are passed over: each has all that is in those
    /// before it. Two with one number are both looked at, so that a contradiction is found. Nobody who asks how somebody stands waits for
    /// longer than one of these takes.
    fn take_page_of_mediators(&self, said: &[(Option<Date>, Event)], roll: &Roll) {
        let now = self.clock().now();
        let mut newest = BTreeMap::new();
        for (practised, event) in said.iter().rev() {
            let Content::StatusList(token) = &event.content else { continue };
            let Some((name, number)) = status_list::named(token) else { continue };
            let is_passed_over = newest.get(&name).is_some_and(|newest| number < *newest);
            if !is_passed_over && take(&mut self.mediators().heard_anew().roster, *practised, event, roll, now) {
                newest.insert(name, number);
            }
        }
        for (practised, event) in said.iter().filter(|(_, event)| !matches!(event.content, Content::StatusList(_))) {
            take(&mut self.mediators().heard_anew().roster, *practised, event, roll, now);
        }
    }
}

/// The keys that vouch for nothing now, and may again: what they signed is read once they do.
fn resting(roll: &Roll, now: Time) -> BTreeSet<KeyId> {
    let keys = roll.contents().keys.iter();
    let rests = keys.filter(|key| now < key.from || key.suspended_until.is_some_and(|until| now < until));
    rests.map(|key| key.kid.clone()).collect()
}

/// What does not hold is left out, and said in the log: it is for whoever published it to say it again. Answers whether it holds.
fn take(roster: &mut Roster, practised: Option<Date>, event: &Event, roll: &Roll, now: Time) -> bool {
    let taken = roster.take(practised, &event.content, roll, now);
    if let Err(fault) = &taken {
        let (code, number) = (fault.code(), event.number);
        tracing::warn!(code, gateway = %event.gateway, number, at = fault.at, "something said of a mediator does not hold");
    }
    taken.is_ok()
}
