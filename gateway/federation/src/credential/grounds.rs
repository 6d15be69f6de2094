//! What a card is verified by, and what comes of it: a verdict that never says "valid" when it cannot know.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::limits::{CARD_BUNDLE_MAX_BYTES, CARD_BUNDLE_MAX_ITEMS, STATUS_FOR_APPOINTMENT_MAX_MS};
use comity_domain::mediator::{ListName, RosterNumber, Status};
use comity_domain::{AuthorityId, Jurisdiction};
use comity_record::Time;
use comity_record::canonical::to_canonical;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fault::{Fault, Flaw};
use super::statement::{Bar, Confirmation, StatusNotice};
use super::{Credential, verify};
use crate::error::FederationError;
use crate::reason::Reason;
use crate::roll::{Anchor, Roll, SignedRoll};
use crate::status_list::{Held, Published};

/// What a card is verified by, as a file. Anybody may hand it on: everything in it is signed by whoever says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The version of the format: 1.
    pub v: u8,
    /// The file of the roll.
    pub roll: Value,
    /// Signed status lists.
    #[serde(default)]
    pub status_lists: Vec<String>,
    /// Notices of the accrediting bodies.
    #[serde(default)]
    pub notices: Vec<String>,
    /// Voices of the Joint Conference.
    #[serde(default)]
    pub confirmations: Vec<String>,
    /// What bars somebody from a territory.
    #[serde(default)]
    pub bars: Vec<String>,
}

/// What is known here, everything in it having held: the roll, the newest of each status list, and what was said of single persons.
#[derive(Debug, Clone)]
pub struct Grounds {
    roll: Roll,
    lists: Held,
    notices: BTreeMap<(RosterNumber, AuthorityId), StatusNotice>,
    confirmed: BTreeMap<RosterNumber, BTreeSet<Jurisdiction>>,
    bars: BTreeMap<(RosterNumber, Jurisdiction), Bar>,
}

/// How somebody stands by a card and by what it was verified by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Accredited, and confirmed as a mediator of the bay.
    Valid,
    /// The accreditation is suspended.
    Suspended,
    /// The accreditation was revoked.
    Revoked,
    /// The credential has run out.
    Expired,
    /// Nothing speaks against it, and what would have to speak for it is missing.
    CannotConfirm(Doubt),
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The status list that the credential names.
    NoList,
    /// One that has not run out.
    StaleList,
    /// The confirmation of the Joint Conference by every jurisdiction.
    NotConfirmed,
}

/// What a card shows, its signature having held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How the person stands.
    pub standing: Standing,
    /// The credential, with what was disclosed.
    pub credential: Credential,
    /// When the status was said by which it stands so.
    pub status_as_of: Option<Time>,
    /// The territories from which the person is barred.
    pub barred: BTreeSet<Jurisdiction>,
}

impl Standing {
    /// The codes of all of them, for the texts.
    pub const CODES: [&'static str; 5] = ["valid", "suspended", "revoked", "expired", "cannot-confirm"];

    /// The code of the message for a person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::CannotConfirm(_) => "cannot-confirm",
        }
    }

    /// What is missing, if something is.
    pub const fn doubt(self) -> Option<Doubt> {
        match self {
            Self::CannotConfirm(doubt) => Some(doubt),
            _ => None,
        }
    }
}

impl Doubt {
    /// The codes of all of them, for the texts.
    pub const CODES: [&'static str; 3] = ["no-status-list", "stale-status-list", "not-confirmed"];

    /// The code of the message for a person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoList => "no-status-list",
            Self::StaleList => "stale-status-list",
            Self::NotConfirmed => "not-confirmed",
        }
    }
}

impl Verdict {
    /// May somebody be appointed by this verdict, in this region? The status has to be younger than for looking on.
    pub fn may_be_appointed(&self, region: Jurisdiction, now: Time) -> bool {
        let is_fresh = self.status_as_of.is_some_and(|as_of| now <= as_of.plus_ms(STATUS_FOR_APPOINTMENT_MAX_MS));
        self.standing == Standing::Valid && is_fresh && !self.barred.contains(&region)
    }
}

/// Verifies a card by a bundle: the roll in it with the keys that are held (`trusted`), or else with its own, which are then only as good as
/// whoever gave the bundle. For a day in the past, `now` is its end: lists and statements of later count for nothing then.
///
/// # Errors
/// The first thing that does not hold, and where.
pub fn verify_card(card: &str, bundle: &[u8], trusted: Option<&[Anchor]>, now: Time) -> Result<Verdict, Fault> {
    Grounds::of_bundle(&Bundle::read(bundle)?, trusted, now)?.verify(card, now)
}

impl Bundle {
    /// Reads a bundle's file. Nothing in it has been verified yet.
    ///
    /// # Errors
    /// It is too long, no bundle of this version, or has more of something than allowed.
    pub fn read(file: &[u8]) -> Result<Self, Fault> {
        if file.len() > CARD_BUNDLE_MAX_BYTES {
            return Err(Reason::TooLarge.found("bundle", format!("at most {CARD_BUNDLE_MAX_BYTES} bytes are allowed")));
        }
        let bundle: Self = serde_json::from_slice(file)
            .map_err(|_| Reason::Malformed.found("bundle", "not a bundle of this format"))?;
        if bundle.v != 1 {
            return Err(Reason::UnknownVersion.found("bundle.v", "not 1"));
        }
        let parts = [
            ("status_lists", &bundle.status_lists),
            ("notices", &bundle.notices),
            ("confirmations", &bundle.confirmations),
            ("bars", &bundle.bars),
        ];
        if let Some((name, _)) = parts.into_iter().find(|(_, tokens)| tokens.len() > CARD_BUNDLE_MAX_ITEMS) {
            return Err(Flaw::TooMany.at(format!("bundle.{name}")));
        }
        Ok(bundle)
    }
}

impl Grounds {
    /// What is known where the roll is all that is known.
    pub fn new(roll: Roll) -> Self {
        Self {
            roll,
            lists: Held::default(),
            notices: BTreeMap::new(),
            confirmed: BTreeMap::new(),
            bars: BTreeMap::new(),
        }
    }

    /// What a bundle shows, as far as it was said before `now`.
    ///
    /// # Errors
    /// The first thing in it that does not hold.
    pub fn of_bundle(bundle: &Bundle, trusted: Option<&[Anchor]>, now: Time) -> Result<Self, Fault> {
        let mut grounds =
            Self::new(roll_of(&bundle.roll, trusted).map_err(|error| Flaw::from(error).at("bundle.roll"))?);
        let read = |token: &str| Published::read(token, &grounds.roll, now);
        let mut lists = until_now(&bundle.status_lists, "status_lists", read)?;
        // In whatever order they stand there: the newest counts.
        lists.sort_by_key(|list| list.number);
        let notices = until_now(&bundle.notices, "notices", |token| StatusNotice::verify(token, &grounds.roll, now))?;
        let voices =
            until_now(&bundle.confirmations, "confirmations", |token| Confirmation::verify(token, &grounds.roll, now))?;
        let bars = until_now(&bundle.bars, "bars", |token| Bar::verify(token, &grounds.roll, now))?;
        for list in lists {
            grounds.take_list(list, now).map_err(|fault| fault.within("bundle.status_lists"))?;
        }
        notices.into_iter().for_each(|notice| grounds.take_notice(notice));
        voices.into_iter().for_each(|voice| grounds.take_confirmation(voice));
        bars.into_iter().for_each(|bar| grounds.take_bar(bar));
        Ok(grounds)
    }

    /// Takes a list.
    ///
    /// # Errors
    /// A newer one is held, or it contradicts the one that is.
    pub fn take_list(&mut self, list: Published, now: Time) -> Result<(), Fault> {
        self.lists.take(list, now)
    }

    /// Takes a notice; of two of one body about one person the later counts.
    pub fn take_notice(&mut self, notice: StatusNotice) {
        let key = (notice.subject.clone(), notice.by.clone());
        newest(&mut self.notices, key, notice, |notice| notice.issued);
    }

    /// Takes a confirmation.
    pub fn take_confirmation(&mut self, confirmation: Confirmation) {
        self.confirmed.entry(confirmation.subject).or_default().insert(confirmation.by);
    }

    /// Takes what bars somebody, or no longer does; of two of one territory the later counts.
    pub fn take_bar(&mut self, bar: Bar) {
        newest(&mut self.bars, (bar.subject.clone(), bar.region()), bar, |bar| bar.issued);
    }

    /// Verifies a card by what is known here.
    ///
    /// # Errors
    /// What does not hold of the card, or of the list that it names.
    pub fn verify(&self, card: &str, now: Time) -> Result<Verdict, Fault> {
        let credential = verify(card, &self.roll, now).map_err(|fault| fault.within("card"))?;
        let (standing, status_as_of) = self.standing(&credential, now)?;
        let of_person = self.bars.iter().filter(|((subject, _), bar)| *subject == credential.subject && bar.barred);
        let barred = of_person.map(|((_, region), _)| *region).collect();
        Ok(Verdict { standing, credential, status_as_of, barred })
    }

    /// What is for good comes first, then what was said at once, then what a list says as long as it has not run out; and what nobody says
    /// is never taken for good news.
    fn standing(&self, credential: &Credential, now: Time) -> Result<(Standing, Option<Time>), Fault> {
        let list = self.list(credential)?;
        let said = list.map(|list| list.statuses.get(credential.status.idx)).transpose();
        let said = said.map_err(|fault| fault.within("card.status.status_list"))?;
        let notice = self.notices.get(&(credential.subject.clone(), credential.issuer.clone()));
        let listed_at = list.map(|list| list.issued);
        let noticed_at = notice.map(|notice| notice.issued);
        let noticed = notice.map(|notice| notice.status);
        if noticed == Some(Status::Revoked) {
            return Ok((Standing::Revoked, noticed_at));
        }
        if said == Some(Status::Revoked) {
            return Ok((Standing::Revoked, listed_at));
        }
        if noticed == Some(Status::Suspended) {
            return Ok((Standing::Suspended, noticed_at));
        }
        if credential.expires <= now {
            return Ok((Standing::Expired, listed_at));
        }
        let Some(list) = list else { return Ok((Standing::CannotConfirm(Doubt::NoList), None)) };
        if list.expires <= now {
            return Ok((Standing::CannotConfirm(Doubt::StaleList), listed_at));
        }
        // A suspension that was lifted by notice is lifted, also while the last list still has it.
        let is_lifted = noticed == Some(Status::Valid) && noticed_at > listed_at;
        if said == Some(Status::Suspended) && !is_lifted {
            return Ok((Standing::Suspended, listed_at));
        }
        if self.is_confirmed(&credential.subject) {
            Ok((Standing::Valid, listed_at))
        } else {
            Ok((Standing::CannotConfirm(Doubt::NotConfirmed), listed_at))
        }
    }

    /// The list that the credential names, if it is held: of the body that issued the credential, and of no other.
    fn list(&self, credential: &Credential) -> Result<Option<&Published>, Fault> {
        match self.lists.get(&credential.status.uri) {
            Some(list) if list.issuer != credential.issuer => {
                Err(Flaw::NotEntitled("the list is of another body than the credential")
                    .at("card.status.status_list.uri"))
            }
            list => Ok(list),
        }
    }

    /// Has every jurisdiction of the roll confirmed?
    fn is_confirmed(&self, subject: &RosterNumber) -> bool {
        let voices = self.confirmed.get(subject);
        let mut sides = self.roll.contents().gateways.iter().map(|gateway| gateway.jurisdiction);
        voices.is_some_and(|voices| sides.all(|side| voices.contains(&side)))
    }

    /// The newest list of this name that is held.
    pub fn held(&self, list: &ListName) -> Option<&Published> {
        self.lists.get(list)
    }
}

fn roll_of(file: &Value, trusted: Option<&[Anchor]>) -> Result<Roll, FederationError> {
    let signed = SignedRoll::parse(&to_canonical(file)?)?;
    let anchors = trusted.map_or_else(|| signed.signing_keys(), <[Anchor]>::to_vec);
    signed.verify(&anchors)
}

/// What was said before now. Where a day in the past is asked about, a bundle may hold what came later, and that is no fault.
fn until_now<T>(tokens: &[String], name: &str, read: impl Fn(&str) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    let mut said = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match read(token) {
            Ok(what) => said.push(what),
            Err(fault) if fault.what == Flaw::FromTheFuture => {}
            Err(fault) => return Err(fault.within(format!("bundle.{name}[{place}]"))),
        }
    }
    Ok(said)
}

fn newest<K: Ord, V>(held: &mut BTreeMap<K, V>, key: K, value: V, issued: impl Fn(&V) -> Time) {
    let is_newer = held.get(&key).is_none_or(|earlier| issued(earlier) <= issued(&value));
    if is_newer {
        held.insert(key, value);
    }
}
