//! What is known of the mediators of all regions, by what was said of them: at the gateway of the body that accredited, and at every other.
//! Each thing proves itself, whoever hands it on. How somebody stands is answered for a day, also for one long past; and what nobody has
//! heard is never taken for good news.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::limits::STATUS_FOR_APPOINTMENT_MAX_MS;
use comity_domain::mediator::{ListName, RosterNumber, Status, day_at, day_begins};
use comity_domain::registry::{Entry, Register};
use comity_domain::{AuthorityId, Date, Jurisdiction};
use comity_record::Time;

use super::grounds::{Bundle, Doubt, Standing};
use super::statement::{Bar, Confirmation, StatusNotice, accredits};
use super::{Credential, Fault, verify};
use crate::feed::Content;
use crate::roll::Roll;
use crate::status_list::{Held, Published};

/// How somebody stands, asked for a day and a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// For the end of which business day: today, or one before.
    pub day: Date,
    /// The business day.
    pub today: Date,
    /// The point in time.
    pub now: Time,
    /// Where the mediator would be appointed.
    pub region: Jurisdiction,
}

/// What is known of somebody for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The body that accredited.
    pub body: AuthorityId,
    /// How the person stood. `None`: not accredited yet on that day.
    pub standing: Option<Standing>,
    /// When the status was said by which it stands so.
    pub as_of: Option<Time>,
    /// Until when the credential of that day is good.
    pub expires: Option<Time>,
    /// The territories from which the person was barred.
    pub barred: BTreeSet<Jurisdiction>,
    /// Why the person could not be appointed: codes of [`Known::REASONS`]. None: she could.
    pub reasons: Vec<&'static str>,
}

/// What was said of all of them.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    people: BTreeMap<RosterNumber, Person>,
    lists: Held,
    /// The newest of each list, as it was signed, and the business day of that.
    signed_lists: BTreeMap<ListName, (Date, String)>,
    /// How the registers show them, by number.
    faces: BTreeMap<String, Entry>,
}

/// What was said of one person. Each thing has its own time, so that whoever hands it on decides neither its day nor its order.
#[derive(Debug, Clone, Default)]
struct Person {
    credentials: Vec<Said<Credential>>,
    notices: Vec<Said<StatusNotice>>,
    confirmations: Vec<Said<Confirmation>>,
    bars: Vec<Said<Bar>>,
}

/// What somebody has said who may say it.
#[derive(Debug, Clone)]
struct Said<T> {
    /// The business day.
    on: Date,
    /// As it was signed.
    token: String,
    what: T,
}

impl Known {
    /// Every reason for which somebody is not appointed, for the texts.
    pub const REASONS: [&'static str; 9] = [
        Self::NOT_ACCREDITED,
        "suspended",
        "revoked",
        "expired",
        "no-status-list",
        "stale-status-list",
        "not-confirmed",
        Self::BARRED,
        Self::TOO_OLD,
    ];

    /// There was no credential on that day.
    pub const NOT_ACCREDITED: &'static str = "not-accredited";
    const BARRED: &'static str = "barred-here";
    const TOO_OLD: &'static str = "status-too-old";

    /// Could the person be appointed in the territory that was asked for?
    pub const fn is_selectable(&self) -> bool {
        self.reasons.is_empty()
    }

    /// The code of how the person stood.
    pub const fn code(&self) -> &'static str {
        match self.standing {
            Some(standing) => standing.code(),
            None => Self::NOT_ACCREDITED,
        }
    }
}

impl Roster {
    /// Takes what a feed says of mediators, if it is signed by whoever may say it; and answers with whom it is about. A list is about nobody in
    /// particular, and what a feed says of others is not looked at. What is known already is taken again for nothing, whoever hands it on and
    /// however it is signed. It counts from the business day on which it says that it was signed; in a practice world, where days are moved on
    /// by hand, from the day `practised`.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn take(
        &mut self,
        practised: Option<Date>,
        content: &Content,
        roll: &Roll,
        now: Time,
    ) -> Result<Option<RosterNumber>, Fault> {
        let day = |issued: Time| practised.unwrap_or_else(|| day_at(issued));
        let subject = match content {
            Content::StatusList(token) => {
                let list = Published::read(token, roll, now)?;
                let (name, on) = (list.list.clone(), day(list.issued));
                let is_new = self.lists.get(&name) != Some(&list);
                self.lists.take(list, now)?;
                if is_new {
                    self.signed_lists.insert(name, (on, token.clone()));
                }
                return Ok(None);
            }
            Content::Credential(token) => {
                let credential = verify(token, roll, now)?;
                let subject = credential.subject.clone();
                let on = day(credential.issued);
                add(&mut self.person(&subject).credentials, Said::new(on, token, credential), is_same_credential);
                subject
            }
            Content::StatusNotice(token) => {
                let notice = StatusNotice::verify(token, roll, now)?;
                let subject = notice.subject.clone();
                let on = day(notice.issued);
                add(&mut self.person(&subject).notices, Said::new(on, token, notice), PartialEq::eq);
                subject
            }
            Content::Confirmation(token) => {
                let confirmation = Confirmation::verify(token, roll, now)?;
                let subject = confirmation.subject.clone();
                let on = day(confirmation.issued);
                add(&mut self.person(&subject).confirmations, Said::new(on, token, confirmation), PartialEq::eq);
                subject
            }
            Content::Bar(token) => {
                let bar = Bar::verify(token, roll, now)?;
                let subject = bar.subject.clone();
                let on = day(bar.issued);
                add(&mut self.person(&subject).bars, Said::new(on, token, bar), PartialEq::eq);
                subject
            }
            Content::Entry(entry) if entry.register == Register::Mediators => {
                let Some(subject) = accredited(entry, roll)? else { return Ok(None) };
                self.faces.insert(entry.roster_no.to_string(), Entry::clone(entry));
                subject
            }
            Content::Entry(_) | Content::Juror(_) | Content::Unknown { .. } => return Ok(None),
        };
        Ok(Some(subject))
    }

    /// Everybody of whom there is a credential.
    pub fn subjects(&self) -> impl Iterator<Item = &RosterNumber> {
        self.people.iter().filter(|(_, person)| !person.credentials.is_empty()).map(|(subject, _)| subject)
    }

    /// The newest credential, with the card that was handed on.
    pub fn credential(&self, subject: &RosterNumber) -> Option<(&Credential, &str)> {
        let newest = newest(self.people.get(subject)?.credentials.iter())?;
        Some((&newest.what, &newest.token))
    }

    /// On which days somebody was accredited for the first time, and the last side of the Joint Conference had spoken for the first time.
    pub fn since(&self, subject: &RosterNumber) -> (Option<Date>, Option<Date>) {
        let Some(person) = self.people.get(subject) else { return (None, None) };
        let accredited = person.credentials.iter().map(|said| said.on).min();
        let mut spoken: BTreeMap<Jurisdiction, Date> = BTreeMap::new();
        for said in &person.confirmations {
            let first = spoken.entry(said.what.by).or_insert(said.on);
            *first = said.on.min(*first);
        }
        (accredited, spoken.into_values().max())
    }

    /// The newest list of this name.
    pub fn list(&self, name: &ListName) -> Option<&Published> {
        self.lists.get(name)
    }

    /// The day on which the newest list of this name was made.
    pub fn list_made_on(&self, name: &ListName) -> Option<Date> {
        self.signed_lists.get(name).map(|(on, _)| *on)
    }

    /// How somebody stood at the end of a day. `None` if nothing was ever said here of such a person.
    pub fn standing(&self, subject: &RosterNumber, roll: &Roll, asked: Asked) -> Option<Known> {
        let person = self.people.get(subject).filter(|person| !person.credentials.is_empty())?;
        let (body, credential) = person.credential_on(asked.day)?;
        let (standing, as_of) = match credential {
            Some(credential) => {
                let (standing, as_of) = self.said_of(person, credential, roll, asked);
                (Some(standing), as_of)
            }
            None => (None, None),
        };
        let barred = person.barred_on(asked.day);
        let mut reasons = Vec::new();
        match standing {
            None => reasons.push(Known::NOT_ACCREDITED),
            Some(Standing::Valid) => {}
            Some(standing) => reasons.push(standing.doubt().map_or(standing.code(), Doubt::code)),
        }
        if barred.contains(&asked.region) {
            reasons.push(Known::BARRED);
        }
        let is_old = as_of.is_none_or(|as_of| as_of.plus_ms(STATUS_FOR_APPOINTMENT_MAX_MS) < asked.now);
        if asked.day == asked.today && standing == Some(Standing::Valid) && is_old {
            reasons.push(Known::TOO_OLD);
        }
        let expires = credential.map(|credential| credential.expires);
        Some(Known { body: body.clone(), standing, as_of, expires, barred, reasons })
    }

    /// What a body has last said of somebody by notice; what it revoked is revoked for good.
    pub fn noticed(&self, subject: &RosterNumber, body: &AuthorityId) -> Option<Status> {
        Some(self.people.get(subject)?.notice_on(Date::MAX, body)?.status)
    }

    /// When a body last said something of somebody by notice.
    pub fn noticed_at(&self, subject: &RosterNumber, body: &AuthorityId) -> Option<Time> {
        let notices = self.people.get(subject)?.notices.iter().filter(|said| said.what.by == *body);
        notices.map(|said| said.what.issued).max()
    }

    /// How the register of the body that accredited shows somebody.
    pub fn face(&self, subject: &RosterNumber) -> Option<&Entry> {
        self.faces.get(&subject.to_string())
    }

    /// The places of a list that were given to credentials.
    pub fn places_given<'a>(&'a self, list: &'a ListName) -> impl Iterator<Item = u32> + 'a {
        let credentials = self.people.values().flat_map(|person| &person.credentials).map(|said| &said.what.status);
        credentials.filter(move |status| status.uri == *list).map(|status| status.idx)
    }

    /// The lists of a body.
    pub fn lists_of<'a>(&'a self, body: &'a AuthorityId) -> impl Iterator<Item = &'a Published> + 'a {
        self.signed_lists.keys().filter_map(|name| self.lists.get(name)).filter(move |list| list.issuer == *body)
    }

    /// What a card of this person is verified by, for whoever has no gateway at hand.
    pub fn bundle(&self, subject: &RosterNumber, roll: &Roll) -> Option<Bundle> {
        fn tokens<K, T>(said: BTreeMap<K, &Said<T>>) -> Vec<String> {
            said.into_values().map(|said| said.token.clone()).collect()
        }
        let person = self.people.get(subject)?;
        let lists: BTreeSet<&ListName> = person.credentials.iter().map(|said| &said.what.status.uri).collect();
        Some(Bundle {
            v: 1,
            roll: serde_json::to_value(roll.signed()).ok()?,
            status_lists: lists.into_iter().filter_map(|it| Some(self.signed_lists.get(it)?.1.clone())).collect(),
            notices: person.notices_that_count().map(|said| said.token.clone()).collect(),
            confirmations: tokens(person.first_confirmations()),
            bars: tokens(newest_bars(&person.bars)),
        })
    }

    fn person(&mut self, subject: &RosterNumber) -> &mut Person {
        self.people.entry(subject.clone()).or_default()
    }

    /// What is for good comes first, then what was said at once, then the term; then whether anything is known at all of that day; and
    /// then the list, which says how it is now and not how it was.
    fn said_of(&self, person: &Person, credential: &Credential, roll: &Roll, asked: Asked) -> (Standing, Option<Time>) {
        let is_today = asked.day == asked.today;
        let list = self.lists.get(&credential.status.uri).filter(|list| list.issuer == credential.issuer);
        let said = list.filter(|_| is_today).map(|list| list.statuses.get(credential.status.idx));
        // A list without this place, or with something there that is no status, is none for this credential.
        let list = list.filter(|_| !matches!(said, Some(Err(_))));
        let listed = said.and_then(Result::ok);
        let listed_at = list.map(|list| list.issued);
        let notice = person.notice_on(asked.day, &credential.issuer);
        let noticed = notice.map(|notice| notice.status);
        let noticed_at = notice.map(|notice| notice.issued);
        match noticed {
            Some(Status::Revoked) => return (Standing::Revoked, noticed_at),
            _ if listed == Some(Status::Revoked) => return (Standing::Revoked, listed_at),
            Some(Status::Suspended) => return (Standing::Suspended, noticed_at),
            _ => {}
        }
        // Ours end with a day; another body's may end in the middle of one.
        let has_run_out = is_today && credential.expires <= asked.now;
        if has_run_out || credential.expires <= day_begins(asked.day) {
            return (Standing::Expired, listed_at);
        }
        let Some(list) = list else { return (Standing::CannotConfirm(Doubt::NoList), None) };
        // Of a day that is over everything is known once something was said on a later one.
        let is_known = if is_today {
            asked.now < list.expires
        } else {
            self.list_made_on(&list.list).is_some_and(|made| asked.day < made)
        };
        if !is_known {
            return (Standing::CannotConfirm(Doubt::StaleList), listed_at);
        }
        let is_lifted = noticed == Some(Status::Valid) && noticed_at > listed_at;
        if listed == Some(Status::Suspended) && !is_lifted {
            return (Standing::Suspended, listed_at);
        }
        if person.is_confirmed_on(asked.day, roll) && person.is_of_one_body_on(asked.day) {
            (Standing::Valid, listed_at)
        } else {
            (Standing::CannotConfirm(Doubt::NotConfirmed), listed_at)
        }
    }
}

impl Person {
    /// The body that accredited, and the credential that was the newest then. `None` for a person without any, ever.
    fn credential_on(&self, day: Date) -> Option<(&AuthorityId, Option<&Credential>)> {
        let first = self.credentials.iter().min_by_key(|said| said.what.issued)?;
        let then = newest(self.credentials.iter().filter(|said| said.on <= day));
        Some((&first.what.issuer, then.map(|said| &said.what)))
    }

    /// Of each body the notice that counts: that of a revocation, or else the newest.
    fn notices_that_count(&self) -> impl Iterator<Item = &Said<StatusNotice>> {
        let mut counts: BTreeMap<&AuthorityId, &Said<StatusNotice>> = BTreeMap::new();
        for said in &self.notices {
            let rank = |said: &Said<StatusNotice>| (said.what.status == Status::Revoked, said.what.issued);
            let known = counts.entry(&said.what.by).or_insert(said);
            if rank(known) < rank(said) {
                *known = said;
            }
        }
        counts.into_values()
    }

    /// Of each side the first voice in the Joint Conference: no later one says more.
    fn first_confirmations(&self) -> BTreeMap<Jurisdiction, &Said<Confirmation>> {
        let mut first: BTreeMap<Jurisdiction, &Said<Confirmation>> = BTreeMap::new();
        for said in &self.confirmations {
            let known = first.entry(said.what.by).or_insert(said);
            if said.what.issued < known.what.issued {
                *known = said;
            }
        }
        first
    }

    /// What that body had last said at once by the end of that day. What was revoked is so for good.
    fn notice_on(&self, day: Date, body: &AuthorityId) -> Option<&StatusNotice> {
        let notices = || self.notices.iter().filter(|said| said.on <= day).map(|said| &said.what);
        let of_body = || notices().filter(|notice| notice.by == *body);
        let revoked = of_body().find(|notice| notice.status == Status::Revoked);
        revoked.or_else(|| of_body().max_by_key(|notice| notice.issued))
    }

    /// The territories from which the person was barred by the end of that day; of two of one territory the later counts.
    fn barred_on(&self, day: Date) -> BTreeSet<Jurisdiction> {
        let newest = newest_bars(self.bars.iter().filter(|said| said.on <= day));
        newest.into_iter().filter(|(_, said)| said.what.barred).map(|(region, _)| region).collect()
    }

    /// Had every jurisdiction of the roll confirmed by then?
    fn is_confirmed_on(&self, day: Date, roll: &Roll) -> bool {
        let mut sides = roll.contents().gateways.iter().map(|gateway| gateway.jurisdiction);
        sides.all(|side| self.confirmations.iter().any(|said| said.on <= day && said.what.by == side))
    }

    /// Had one body alone given this number by then? A voice of the Joint Conference names the number and not the body: of a number that two
    /// have given it says nothing. Nor is what the one has suspended good because the other has accredited.
    fn is_of_one_body_on(&self, day: Date) -> bool {
        let mut bodies = self.credentials.iter().filter(|said| said.on <= day).map(|said| &said.what.issuer);
        let first = bodies.next();
        bodies.all(|body| Some(body) == first)
    }
}

/// Whom a face in the register of the mediators shows, if a body keeps it that accredits in the region of the number. `None`: it has no such
/// number, and so shows nobody whom a body has accredited.
///
/// # Errors
/// The keeper does not accredit, or not there.
pub fn accredited(face: &Entry, roll: &Roll) -> Result<Option<RosterNumber>, Fault> {
    let Ok(subject) = face.roster_no.as_str().parse::<RosterNumber>() else { return Ok(None) };
    accredits(roll, &face.keeper, &subject)?;
    Ok(Some(subject))
}

/// Of each territory the newest bar, or the end of one: it is what counts.
fn newest_bars<'a>(said: impl IntoIterator<Item = &'a Said<Bar>>) -> BTreeMap<Jurisdiction, &'a Said<Bar>> {
    let mut newest: BTreeMap<Jurisdiction, &Said<Bar>> = BTreeMap::new();
    for said in said {
        let known = newest.entry(said.what.region()).or_insert(said);
        if known.what.issued <= said.what.issued {
            *known = said;
        }
    }
    newest
}

impl<T> Said<T> {
    fn new(on: Date, token: &str, what: T) -> Self {
        Self { on, token: token.to_owned(), what }
    }
}

/// The credential that was issued last.
fn newest<'a>(credentials: impl Iterator<Item = &'a Said<Credential>>) -> Option<&'a Said<Credential>> {
    credentials.max_by_key(|said| (said.what.issued, said.what.expires))
}

/// A place in a list is given once. Fewer disclosures, or another signature, make no other credential.
fn is_same_credential(one: &Credential, other: &Credential) -> bool {
    let key = |it: &Credential| (it.issuer.clone(), it.status.clone(), it.issued, it.expires);
    key(one) == key(other)
}

/// Nothing is kept twice: of two copies the one that discloses more, and the earlier day.
fn add<T>(known: &mut Vec<Said<T>>, mut new: Said<T>, is_same: impl Fn(&T, &T) -> bool) {
    match known.iter_mut().find(|said| is_same(&said.what, &new.what)) {
        Some(said) => {
            new.on = new.on.min(said.on);
            if said.token.len() >= new.token.len() {
                said.on = new.on;
            } else {
                *said = new;
            }
        }
        None => known.push(new),
    }
}

#[cfg(test)]
mod tests;
