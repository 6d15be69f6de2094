//! Status lists: made again with every change, and before the last one is too old to go by.

use std::collections::BTreeMap;

use comity_domain::AuthorityId;
use comity_domain::limits::{STATUS_LIST_ENTRIES, STATUS_LIST_RENEWED_MS};
use comity_domain::mediator::{ListName, Mediator, Status, day_begins};
use comity_domain::registry::{self, Entry};
use comity_federation::credential::StatusRef;
use comity_federation::feed::Content;
use comity_federation::keys::KeyUse;
use comity_federation::status_list::{Draft, Places, Published, Statuses};

use super::super::failure::Failure;
use super::super::ledger::When;
use super::super::seals::InForce;
use super::{ACCREDITS, App};
use crate::access::{Permit, action};
use crate::clock::drawn;

impl App {
    /// Signs anew the lists of the bodies here that are getting old, and says of whom the accreditation has ended by itself.
    pub(crate) async fn keep_statuses(&self, _: &Permit<action::KeepStatuses>) -> Result<(), Failure> {
        self.read_feeds().await?;
        let when = self.when()?;
        if self.lists_due(when).is_empty() && self.faces_due(when).is_empty() {
            return Ok(());
        }
        let _turn = self.turn_of_mediators().await?;
        let mut contents = Vec::new();
        for (body, list) in self.lists_due(when) {
            contents.push(self.next_list(&body, &list, &[], when)?);
        }
        contents.extend(self.faces_due(when).into_iter().map(|face| Content::Entry(Box::new(face))));
        if contents.is_empty() {
            // Somebody has decided something meanwhile, and has said it all.
            return Ok(());
        }
        self.publish(contents, None).await?;
        self.read_feeds().await
    }

    /// The next of each list in which a mediator has a place.
    pub(super) fn next_lists(&self, mediator: &Mediator, when: When) -> Result<Vec<Content>, Failure> {
        let mut changes: BTreeMap<&ListName, Vec<(u32, Status)>> = BTreeMap::new();
        for (credential, status) in mediator.entries() {
            changes.entry(&credential.list).or_default().push((credential.index, status));
        }
        let body = &mediator.standing.body;
        changes.into_iter().map(|(list, changes)| self.next_list(body, list, &changes, when)).collect()
    }

    /// A place for a further credential of the body: in its first list that has one, each place as likely as any other.
    pub(super) fn free_place(&self, body: &AuthorityId) -> Result<StatusRef, Failure> {
        let heard = self.mediators().heard();
        for ordinal in 1_u32.. {
            let uri: ListName = format!("urn:comity:status-list:{body}:{ordinal}").parse().map_err(Failure::broken)?;
            let entries = heard.roster.list(&uri).map_or(STATUS_LIST_ENTRIES, |list| list.statuses.entries());
            let mut places = Places::new(entries, heard.roster.places_given(&uri));
            if places.free() > 0 {
                return Ok(StatusRef { idx: places.draw(&mut drawn).map_err(Failure::broken)?, uri });
            }
        }
        Err(Failure::broken("every list is full"))
    }

    fn next_list(
        &self,
        body: &AuthorityId,
        list: &ListName,
        changes: &[(u32, Status)],
        when: When,
    ) -> Result<Content, Failure> {
        let last = self.mediators().heard().roster.list(list).map(|last| (last.statuses.clone(), last.number));
        let (mut statuses, number) = match last {
            Some(last) => last,
            None => (Statuses::new(STATUS_LIST_ENTRIES).map_err(Failure::broken)?, 0),
        };
        for (index, status) in changes {
            statuses.set(*index, *status).map_err(Failure::broken)?;
        }
        let draft = Draft { issuer: body, list, number: number + 1, issued: when.time, statuses: &statuses };
        let InForce { roll, keys } = self.in_force();
        let key = keys.for_credentials(&roll, body, KeyUse::StatusList, when.time)?;
        Ok(Content::StatusList(draft.sign(key).map_err(Failure::broken)?))
    }

    /// The lists of the bodies here that were made on an earlier business day, or some while ago.
    fn lists_due(&self, when: When) -> Vec<(AuthorityId, ListName)> {
        let heard = self.mediators().heard();
        let is_old = |list: &Published| {
            let made_on = heard.roster.list_made_on(&list.list);
            made_on != Some(when.day) || list.issued.plus_ms(STATUS_LIST_RENEWED_MS) <= when.time
        };
        let due = |body: AuthorityId| {
            let lists = heard.roster.lists_of(&body).filter(|list| is_old(list)).map(|list| list.list.clone());
            lists.map(|list| (body.clone(), list)).collect::<Vec<_>>()
        };
        self.bodies_here().into_iter().flat_map(due).collect()
    }

    /// The faces of those whose accreditation is over and that do not say so.
    fn faces_due(&self, when: When) -> Vec<Entry> {
        let heard = self.mediators().heard();
        let roll = self.roll();
        let today_begins = day_begins(when.day);
        let ended = |subject| {
            let (credential, _) = heard.roster.credential(subject)?;
            let face = heard.roster.face(subject)?;
            let is_over = credential.expires <= today_begins && roll.serves(self.gateway(), &credential.issuer);
            let says_otherwise = matches!(face.status, registry::Status::Pending | registry::Status::InForce);
            (is_over && says_otherwise).then(|| Entry { status: registry::Status::Ended, ..face.clone() })
        };
        heard.roster.subjects().filter_map(ended).collect()
    }

    fn bodies_here(&self) -> Vec<AuthorityId> {
        let roll = self.roll();
        let here = |entry: &&comity_federation::roll::AuthorityEntry| {
            entry.kind == ACCREDITS && entry.gateway == *self.gateway()
        };
        roll.contents().authorities.iter().filter(here).map(|entry| entry.id.clone()).collect()
    }
}
