//! What is known of the mediators of all regions, by what was said of them: at the gateway of the body that accredited, and at every other.
//! Each thing proves itself, whoever hands it on. How somebody stands is answered for a day, also for one long past; and what nobody has
//! heard is never taken for good news.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::limits::STATUS_FOR_APPOINTMENT_MAX_MS;
use comity_domain::mediator::{ListName, RosterNumber, Status, day_begins};
use comity_domain::registry::{self, Availability, Name, NameForm, Register};
use comity_domain::{AuthorityId, Date, Jurisdiction};
use comity_record::Time;
use serde::{Deserialize, Serialize};

use super::grounds::{Bundle, Doubt, Standing};
use super::statement::{Bar, Confirmation, StatusNotice};
use super::{Credential, Fault, verify};
use crate::roll::Roll;
use crate::status_list::{Held, Published};

/// What somebody has said who may say it, signed, and on which business day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The business day.
    pub on: Date,
    /// What it is.
    pub what: What,
    /// As it was signed.
    pub token: String,
}

/// What can be said of mediators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A credential, with what its register shows of it.
    Credential,
    /// How the credentials of a body stand.
    StatusList,
    /// How one person stands, at once.
    Notice,
    /// One jurisdiction's voice in the Joint Conference.
    Confirmation,
    /// A bar from a territory, or its end.
    Bar,
}

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
    /// The newest of each list, as it was signed.
    signed_lists: BTreeMap<ListName, Said>,
}

/// What was said of one person, each in the order in which it came.
#[derive(Debug, Clone, Default)]
struct Person {
    credentials: Vec<(Said, Credential)>,
    notices: Vec<(Said, StatusNotice)>,
    confirmations: Vec<(Said, Confirmation)>,
    bars: Vec<(Said, Bar)>,
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
    /// Takes what was said, if it is signed by whoever may say it, and answers with whom it is about; a list is about nobody in particular.
    /// What is known already is taken again for nothing.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn take(&mut self, said: &Said, roll: &Roll, now: Time) -> Result<Option<RosterNumber>, Fault> {
        let (said, token) = (said.clone(), said.token.as_str());
        let subject = match said.what {
            What::StatusList => {
                let list = Published::read(token, roll, now)?;
                let name = list.list.clone();
                self.lists.take(list)?;
                self.signed_lists.insert(name, said);
                return Ok(None);
            }
            What::Credential => {
                let credential = verify(token, roll, now)?;
                let subject = credential.subject.clone();
                self.person(&subject).credentials.add(said, credential);
                subject
            }
            What::Notice => {
                let notice = StatusNotice::verify(token, roll, now)?;
                let subject = notice.subject.clone();
                self.person(&subject).notices.add(said, notice);
                subject
            }
            What::Confirmation => {
                let confirmation = Confirmation::verify(token, roll, now)?;
                let subject = confirmation.subject.clone();
                self.person(&subject).confirmations.add(said, confirmation);
                subject
            }
            What::Bar => {
                let bar = Bar::verify(token, roll, now)?;
                let subject = bar.subject.clone();
                self.person(&subject).bars.add(said, bar);
                subject
            }
        };
        Ok(Some(subject))
    }

    /// Everybody of whom there is a credential.
    pub fn subjects(&self) -> impl Iterator<Item = &RosterNumber> {
        self.people.iter().filter(|(_, person)| !person.credentials.is_empty()).map(|(subject, _)| subject)
    }

    /// The newest credential, with the card that was handed on.
    pub fn credential(&self, subject: &RosterNumber) -> Option<(&Credential, &str)> {
        let (said, credential) = self.people.get(subject)?.credentials.last()?;
        Some((credential, &said.token))
    }

    /// The newest list of this name.
    pub fn list(&self, name: &ListName) -> Option<&Published> {
        self.lists.get(name)
    }

    /// The day on which the newest list of this name was made.
    pub fn list_made_on(&self, name: &ListName) -> Option<Date> {
        self.signed_lists.get(name).map(|said| said.on)
    }

    /// Is this place in a list that of a credential?
    pub fn has_place(&self, list: &ListName, index: u32) -> bool {
        let mut credentials = self.people.values().flat_map(|person| &person.credentials);
        credentials.any(|(_, credential)| credential.status.uri == *list && credential.status.idx == index)
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

    /// The face that a register shows of somebody.
    pub fn face(&self, subject: &RosterNumber, roll: &Roll, asked: Asked) -> Option<registry::Entry> {
        let (credential, _) = self.credential(subject)?;
        let known = self.standing(subject, roll, asked)?;
        let status = match known.standing {
            Some(Standing::Valid) => registry::Status::InForce,
            Some(Standing::Suspended) => registry::Status::Suspended,
            Some(Standing::Revoked | Standing::Expired) => registry::Status::Ended,
            Some(Standing::CannotConfirm(_)) | None => registry::Status::Pending,
        };
        let shown = &credential.disclosed;
        let tags = |texts: &Option<Vec<String>>| texts.iter().flatten().filter_map(|text| text.parse().ok()).collect();
        Some(registry::Entry {
            roster_no: subject.to_string().parse().ok()?,
            register: Register::Mediators,
            keeper: known.body,
            region: subject.region(),
            names: names(credential),
            languages: tags(&shown.languages),
            specialities: tags(&shown.specialities),
            status,
            availability: Availability::Free,
        })
    }

    /// What a card of this person is verified by, for whoever has no gateway at hand.
    pub fn bundle(&self, subject: &RosterNumber, roll: &Roll) -> Option<Bundle> {
        fn tokens<T>(said: &[(Said, T)]) -> Vec<String> {
            said.iter().map(|(said, _)| said.token.clone()).collect()
        }
        let person = self.people.get(subject)?;
        let lists: BTreeSet<&ListName> = person.credentials.iter().map(|(_, it)| &it.status.uri).collect();
        Some(Bundle {
            v: 1,
            roll: serde_json::to_value(roll.signed()).ok()?,
            status_lists: lists.into_iter().filter_map(|it| Some(self.signed_lists.get(it)?.token.clone())).collect(),
            notices: person.notices.last().map(|(said, _)| said.token.clone()).into_iter().collect(),
            confirmations: tokens(&person.confirmations),
            bars: tokens(&person.bars),
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
        let listed = list.filter(|_| is_today).and_then(|list| list.statuses.get(credential.status.idx).ok());
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
        if credential.expires <= day_begins(asked.day) {
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
        if person.is_confirmed_on(asked.day, roll) {
            (Standing::Valid, listed_at)
        } else {
            (Standing::CannotConfirm(Doubt::NotConfirmed), listed_at)
        }
    }
}

impl Person {
    /// The body that accredited, and the credential that was the newest then. `None` for a person without any, ever.
    fn credential_on(&self, day: Date) -> Option<(&AuthorityId, Option<&Credential>)> {
        let (_, first) = self.credentials.first()?;
        let then = self.credentials.iter().rev().find(|(said, _)| said.on <= day);
        Some((&first.issuer, then.map(|(_, credential)| credential)))
    }

    /// What that body had last said at once by the end of that day. What was revoked is so for good.
    fn notice_on(&self, day: Date, body: &AuthorityId) -> Option<&StatusNotice> {
        let until_then = || self.notices.iter().filter(|(said, notice)| said.on <= day && notice.by == *body);
        let revoked = until_then().find(|(_, notice)| notice.status == Status::Revoked);
        revoked.or_else(|| until_then().max_by_key(|(_, notice)| notice.issued)).map(|(_, notice)| notice)
    }

    fn barred_on(&self, day: Date) -> BTreeSet<Jurisdiction> {
        let mut newest: BTreeMap<Jurisdiction, &Bar> = BTreeMap::new();
        for (_, bar) in self.bars.iter().filter(|(said, _)| said.on <= day) {
            let known = newest.entry(bar.region()).or_insert(bar);
            if known.issued <= bar.issued {
                *known = bar;
            }
        }
        newest.into_iter().filter(|(_, bar)| bar.barred).map(|(region, _)| region).collect()
    }

    /// Had every jurisdiction of the roll confirmed by then?
    fn is_confirmed_on(&self, day: Date, roll: &Roll) -> bool {
        let mut sides = roll.contents().gateways.iter().map(|gateway| gateway.jurisdiction);
        sides.all(|side| self.confirmations.iter().any(|(said, voice)| said.on <= day && voice.by == side))
    }
}

/// A list to which nothing is added twice.
trait Add<T> {
    fn add(&mut self, said: Said, what: T);
}

impl<T> Add<T> for Vec<(Said, T)> {
    fn add(&mut self, said: Said, what: T) {
        if !self.iter().any(|(known, _)| known.token == said.token) {
            self.push((said, what));
        }
    }
}

/// The names that the card discloses: in the script of the person's region, and in Latin letters.
fn names(credential: &Credential) -> Vec<Name> {
    let shown = &credential.disclosed;
    let (script, latin) = match credential.subject.region() {
        Jurisdiction::Cn => (NameForm::Simplified, NameForm::Mandarin),
        Jurisdiction::Mo => (NameForm::Traditional, NameForm::Portuguese),
        _ => (NameForm::Traditional, NameForm::Cantonese),
    };
    let parts = [&shown.family_name, &shown.given_name].map(|part| part.as_deref().unwrap_or_default());
    let whole = Some(parts.concat()).filter(|name| !name.is_empty());
    let name = |form, text: Option<String>| text.map(|text| Name { form, text });
    name(script, whole).into_iter().chain(name(latin, shown.romanised_name.clone())).collect()
}

#[cfg(test)]
mod tests;
