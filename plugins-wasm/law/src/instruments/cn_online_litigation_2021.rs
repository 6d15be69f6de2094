//! Online Litigation Rules of the People's Courts, 法释〔2021〕12号, in force since 2021-08-01. Thirty-nine articles, all read `[T]`; here
//! what they say of electronic service (articles 29 and 31), for the chapters of the laws under which a court serves.
//!
//! The Civil Procedure Law asks for the addressee's consent (article 90); these rules say when there is one, and what follows without.

use crate::contract::{Date, Event, Finding, Person, Severity};
use crate::instruments::cn_cpl_interpretation_2022::{ARRIVAL, CONFIRMATION};
use crate::service::{self, Attempt};
use crate::{Answer, Item, Matter, Provision, Rule};

const INSTRUMENT: &str = "cn-online-litigation-2021";
/// Who agrees to electronic service.
pub(crate) const CONSENT: Provision = Provision::new(INSTRUMENT, "29");
/// When it takes effect.
pub(crate) const EFFECT: Provision = Provision::new(INSTRUMENT, "31");
/// Civil Procedure Law: electronic service with the addressee's consent, on the day of arrival.
const ELECTRONIC_SERVICE: Provision = Provision::new("cn-cpl-2023", "90");

/// The messages that go out, and the systems that say so.
const SENDINGS: [&str; 2] = ["message-arrived", "system-success"];

/// What article 29 says.
pub(crate) const RULE_29: Rule = Rule::text(CONSENT, &["e-service-without-consent"]);
/// What article 31 says.
pub(crate) const RULE_31: Rule =
    Rule::text(EFFECT, &["e-service-awaits-reaction", "pending", "read-receipt-may-be-rebutted", "served"]);
/// What it leaves open: consent to an address that was neither given nor confirmed, and the day of service without consent.
pub(crate) const RULE_31_OPEN: Rule =
    Rule::policy(EFFECT, &["e-address-not-confirmed", "served"]).under(&["unconsented-e-service-date"]);

/// Where an electronic address stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    /// The addressee gave it in a pleading, or confirmed it.
    GivenOrConfirmed,
    /// He agreed to electronic service, but not to this address.
    ConsentOnly,
    /// It is his own, and no more is known.
    HisOwn,
}

fn address(addressee: &Item<Person>) -> Address {
    match (addressee.text("e-address-origin"), addressee.flag("consents-to-e-service")) {
        (Some("given-in-pleading" | "address-confirmation-form"), _) => Address::GivenOrConfirmed,
        (_, Some(true)) => Address::ConsentOnly,
        _ => Address::HisOwn,
    }
}

/// Is an electronic address known at all?
pub(crate) fn has_address(addressee: &Item<Person>) -> bool {
    addressee.text("e-address-origin").is_some()
}

/// Article 29: consent is express, or agreed before, or lies in giving an address in a pleading, or in answering what was sent. Without it
/// service takes effect only when the addressee reacts; how much that weighs is for the law that allows the method.
pub(crate) fn article_29_consent(addressee: &Item<Person>, severity: Severity, law: Provision, answer: &mut Answer) {
    let place = addressee.particular("e-address-origin");
    match address(addressee) {
        Address::GivenOrConfirmed => {}
        Address::ConsentOnly => {
            answer.find(Finding::inform("e-address-not-confirmed", EFFECT).citing(CONFIRMATION).about(place));
        }
        Address::HisOwn => {
            answer.find(Finding::new("e-service-without-consent", severity, CONSENT).citing(law).about(place));
        }
    }
}

/// Article 31: when what was sent electronically has been served. The earliest of several channels counts (paragraph 4).
pub(crate) fn article_31_effect(
    matter: &Matter,
    addressee: &Item<Person>,
    law: Provision,
    answer: &mut Answer,
) -> Option<Attempt> {
    if !was_sent(matter, addressee) {
        return None;
    }
    if address(addressee) == Address::HisOwn {
        return Some(by_reaction(matter, addressee, law, answer));
    }
    if address(addressee) == Address::ConsentOnly {
        let place = addressee.particular("e-address-origin");
        answer.find(Finding::flag("e-address-not-confirmed", EFFECT).citing(CONFIRMATION).about(place));
    }
    let provisions = [law, ELECTRONIC_SERVICE, ARRIVAL, CONSENT, EFFECT];
    Some(arrival(matter, addressee).map_or_else(|| Attempt::open(&provisions), |on| Attempt::served(on, &provisions)))
}

/// Something went out electronically, or came back.
fn was_sent(matter: &Matter, addressee: &Item<Person>) -> bool {
    let signs = ["message-arrived", "system-success", "arrival-proved", "read"];
    let answered = service::sign_of_receipt(matter, addressee, |method| method == Some("electronic"));
    signs.into_iter().any(|kind| !service::events(matter, addressee, kind).is_empty())
        || answered.is_some()
        || matter.text("service-method") == Some("electronic")
}

/// Paragraph 1 and the Interpretation's article 135: the day on which the message arrived, by the court's system unless the addressee
/// proves another day. His proof concerns the channel that it names, or all of them.
fn arrival(matter: &Matter, addressee: &Item<Person>) -> Option<Date> {
    let proofs = service::events(matter, addressee, "arrival-proved");
    let disproved = |sending: &Item<Event>| proofs.iter().any(|proof| same_channel(proof, sending));
    let sendings = SENDINGS.into_iter().flat_map(|kind| service::events(matter, addressee, kind));
    let standing = sendings.filter(|sending| !disproved(sending)).map(|sending| sending.on);
    standing.chain(proofs.iter().map(|proof| proof.on)).min()
}

fn same_channel(one: &Item<Event>, other: &Item<Event>) -> bool {
    match (one.text("channel"), other.text("channel")) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Paragraph 2: an address that is his own, neither given nor confirmed. Served when he answers or acts on it; presumed when his system
/// says that it was read, until he shows that it was not. The text gives no day: that of the reaction, or by switch that of the arrival
/// `[P]`.
fn by_reaction(matter: &Matter, addressee: &Item<Person>, law: Provision, answer: &mut Answer) -> Attempt {
    let provisions = [law, EFFECT];
    let Some((reaction, presumed)) = reaction(matter, addressee) else {
        answer.find(Finding::inform("e-service-awaits-reaction", EFFECT).about(addressee.place()));
        return Attempt::open(&provisions);
    };
    if presumed {
        answer.find(Finding::inform("read-receipt-may-be-rebutted", EFFECT).about(reaction.place()));
    }
    let arrived = Some("arrival").filter(|&it| matter.switch("unconsented-e-service-date") == it);
    let arrived = arrived.and_then(|_| arrival(matter, addressee)).filter(|&on| on < reaction.on);
    Attempt::served(arrived.unwrap_or(reaction.on), &provisions)
}

/// The first reaction; `true` where it is only that the message was read.
fn reaction<'a>(matter: &Matter<'a>, addressee: &Item<'a, Person>) -> Option<(Item<'a, Event>, bool)> {
    let answered = service::sign_of_receipt(matter, addressee, |method| matches!(method, None | Some("electronic")));
    let read = service::events(matter, addressee, "read").into_iter().next();
    match (answered, read) {
        (Some(answered), Some(read)) if read.on < answered.on => Some((read, true)),
        (Some(answered), _) => Some((answered, false)),
        (None, read) => read.map(|read| (read, true)),
    }
}
