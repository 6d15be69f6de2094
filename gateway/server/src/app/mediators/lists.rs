//! Status lists: made again with every change, and before the last one is too old to go by.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comity_domain::AuthorityId;
use comity_domain::limits::{FEED_PAGE_MAX_EVENTS, STATUS_LIST_ENTRIES, STATUS_LIST_RENEWED_MS};
use comity_domain::mediator::{ListName, Mediator, Status, day_begins};
use comity_domain::registry::{self, Entry};
use comity_federation::credential::StatusRef;
use comity_federation::feed::Content;
use comity_federation::keys::KeyUse;
use comity_federation::status_list::{Draft, Places, Published, Statuses};

use super::super::failure::Failure;
use super::super::ledger::When;
use super::super::seals::InForce;
use super::super::views;
use super::{ACCREDITS, App};
use crate::access::{Permit, action};
use crate::clock::drawn;

impl App {
    /// Signs anew the lists of the bodies here that are getting old, and says of whom the accreditation has ended by itself; and, after
    /// everything was read anew, whatever was decided here and holds no more as it was said.
    pub(crate) async fn keep_statuses(&self, _: &Permit<action::KeepStatuses>) -> Result<(), Failure> {
        self.read_feeds().await?;
        let when = self.when()?;
        let is_said = self.mediators().heard().is_said;
        if is_said && self.lists_due(when).is_empty() && self.faces_due(when).is_empty() {
            return Ok(());
        }
        let _turn = self.turn_of_mediators().await?;
        let said = self.say_unsaid(when).await;
        // Somebody may have decided something meanwhile, and have said it all. Each list by itself: a body whose key is not good holds up no other.
        let mut listed = Ok(());
        for (body, list) in self.lists_due(when) {
            let next = match self.next_list(&body, &list, &[], when) {
                Ok(next) => self.say_statuses(vec![next]).await,
                Err(failure) => Err(failure),
            };
            listed = listed.and(next);
        }
        // Apart from the lists: what keeps a face from being shown keeps nobody from knowing who is suspended, nor the other way round.
        let faces = self.faces_due(when).into_iter().map(|face| Content::Entry(Box::new(face)));
        let shown = self.say_statuses(faces.collect()).await;
        said.and(listed).and(shown)
    }

    /// Says what holds no more as it was said, unless it has been since everything was read.
    async fn say_unsaid(&self, when: When) -> Result<(), Failure> {
        if self.mediators().heard().is_said {
            return Ok(());
        }
        let read_by = self.mediators().heard().roll.clone();
        let mut said = Ok(());
        for body in self.bodies_here() {
            said = said.and(match self.unsaid(&body, when) {
                Ok(unsaid) => self.say_statuses(unsaid).await,
                Err(failure) => Err(failure),
            });
        }
        let mut heard = self.mediators().heard_anew();
        // What another roll has taken away meanwhile was not said under it.
        let is_same = heard.roll.as_ref().zip(read_by.as_ref()).is_some_and(|(now, then)| Arc::ptr_eq(now, then));
        heard.is_said |= is_same && said.is_ok();
        said
    }

    async fn say_statuses(&self, contents: Vec<Content>) -> Result<(), Failure> {
        for contents in contents.chunks(FEED_PAGE_MAX_EVENTS) {
            self.publish(contents.to_vec(), None).await?;
        }
        if contents.is_empty() { Ok(()) } else { self.read_feeds().await }
    }

    /// What a body here has decided, and what was said of it holds no more, because the key was revoked that signed it: a notice for each one
    /// who is not good, and each list that nobody has. Else whoever was suspended would be good again with the next key.
    fn unsaid(&self, body: &AuthorityId, when: When) -> Result<Vec<Content>, Failure> {
        let mut contents = Vec::new();
        let decided = self.decided_by(body)?;
        for mediator in &decided {
            contents.extend(self.notice_again(mediator, when)?);
        }
        let lists: BTreeSet<&ListName> = decided.iter().flat_map(|it| &it.credentials).map(|it| &it.list).collect();
        let is_missing = |list: &&ListName| self.mediators().heard().roster.list(list).is_none();
        for list in lists.into_iter().filter(is_missing) {
            contents.push(self.next_list(body, list, &[], when)?);
        }
        Ok(contents)
    }

    /// The notice on somebody who is not good, unless it is there.
    fn notice_again(&self, mediator: &Mediator, when: When) -> Result<Option<Content>, Failure> {
        let status = mediator.standing.status();
        let is_heard = match &mediator.standing.roster_number {
            Some(number) => self.mediators().heard().roster.noticed(number, &mediator.standing.body) == Some(status),
            None => true,
        };
        if status == Status::Valid || is_heard { Ok(None) } else { self.notice(&mediator.standing, when) }
    }

    /// Everybody whom a body here has accredited, as the record has it: the truth from which its lists are made. What was heard is lost with
    /// the key that signed it.
    pub(super) fn decided_by(&self, body: &AuthorityId) -> Result<Vec<Mediator>, Failure> {
        let ids = views::listed::<Mediator>(&*self.ledger().store().views(), body, None, usize::MAX)?;
        let mut decided = Vec::new();
        for id in ids {
            decided.extend(self.ledger().find::<Mediator>(&id)?.filter(|mediator| !mediator.credentials.is_empty()));
        }
        Ok(decided)
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
        let decided = self.decided_by(body)?;
        let heard = self.mediators().heard();
        for ordinal in 1_u32.. {
            let uri = ListName::of(body, ordinal).map_err(Failure::broken)?;
            let entries = heard.roster.list(&uri).map_or(STATUS_LIST_ENTRIES, |list| list.statuses.entries());
            let credentials = decided.iter().flat_map(|mediator| &mediator.credentials);
            let given = credentials.filter(|credential| credential.list == uri).map(|credential| credential.index);
            let mut places = Places::new(entries, heard.roster.places_given(&uri).chain(given));
            if places.free() > 0 {
                return Ok(StatusRef { idx: places.draw(&mut drawn).map_err(Failure::broken)?, uri });
            }
        }
        Err(Failure::broken("every list is full"))
    }

    /// The next list of this name: of everybody as the body has decided, and of some as it decides now. What was published and is graver
    /// stands, also if the record has lost the decision: nothing that the clockwork does makes anybody better.
    fn next_list(
        &self,
        body: &AuthorityId,
        list: &ListName,
        changes: &[(u32, Status)],
        when: When,
    ) -> Result<Content, Failure> {
        let decided = self.decided_by(body)?;
        let last = self.mediators().heard().roster.list(list).cloned();
        let mut statuses = match &last {
            Some(last) => last.statuses.clone(),
            None => Statuses::new(STATUS_LIST_ENTRIES).map_err(Failure::broken)?,
        };
        for (index, status) in self.places_of(&decided, list) {
            if statuses.get(index).map_err(Failure::broken)? != Status::Revoked {
                statuses.set(index, status).map_err(Failure::broken)?;
            }
        }
        for (index, status) in changes {
            statuses.set(*index, *status).map_err(Failure::broken)?;
        }
        let number = last.as_ref().map_or(0, |last| last.number).saturating_add(1);
        // A clock that was put back a little makes no list that is earlier than the one before.
        let before = last.filter(|last| !last.is_ahead(when.time)).map(|last| last.issued);
        let issued = before.map_or(when.time, |before| before.max(when.time));
        let draft = Draft { issuer: body, list, number, issued, statuses: &statuses };
        let InForce { roll, keys } = self.in_force();
        let key = keys.for_credentials(&roll, body, KeyUse::StatusList, when.time)?;
        Ok(Content::StatusList(draft.sign(key).map_err(Failure::broken)?))
    }

    /// The places of a list that these have, each with what it has to say: what was decided, or what was told of it if that is graver.
    fn places_of(&self, decided: &[Mediator], list: &ListName) -> Vec<(u32, Status)> {
        let heard = self.mediators().heard();
        let told = |mediator: &Mediator| {
            let number = mediator.standing.roster_number.as_ref()?;
            heard.roster.noticed(number, &mediator.standing.body)
        };
        let mut places = Vec::new();
        for mediator in decided {
            let told = told(mediator).unwrap_or(Status::Valid);
            let entries = mediator.entries().filter(|(credential, _)| credential.list == *list);
            places.extend(entries.map(|(credential, status)| (credential.index, status.or_graver(told))));
        }
        places
    }

    /// The lists of the bodies here that were made on an earlier business day, or some while ago; or by a clock that was ahead.
    fn lists_due(&self, when: When) -> Vec<(AuthorityId, ListName)> {
        let heard = self.mediators().heard();
        let is_old = |list: &Published| {
            let made_on = heard.roster.list_made_on(&list.list);
            let is_of_yesterday = made_on.is_none_or(|made| made < when.day);
            is_of_yesterday || list.is_ahead(when.time) || list.issued.plus_ms(STATUS_LIST_RENEWED_MS) <= when.time
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
            let says_otherwise = face.status != registry::Status::Ended;
            let is_ours = roll.serves(self.gateway(), &face.keeper);
            (is_over && is_ours && says_otherwise).then(|| Entry { status: registry::Status::Ended, ..face.clone() })
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
