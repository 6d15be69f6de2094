//! A mediator and the parties: what every instrument on mediation asks of them in its own article.

use crate::contract::{Finding, Person, Place};
use crate::{Answer, Item, Matter, Provision};

/// Earlier roles in the same dispute that tie a mediator to one side of it; having mediated it before does not.
const TYING_ROLES: [&str; 4] = ["agent", "expert", "interpreter", "witness"];

/// How firmly the parties agree to something; the weakest of them decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Consent {
    /// At least one party refuses, or has said nothing.
    Missing,
    /// All agree, at least one of them by word of mouth.
    Oral,
    /// All agree in writing.
    Written,
}

/// The mediators; that there is none is a finding.
pub(crate) fn mediators<'a>(matter: &Matter<'a>, provision: Provision, answer: &mut Answer) -> Vec<Item<'a, Person>> {
    let mediators: Vec<_> = matter.persons("mediator").collect();
    if mediators.is_empty() {
        answer.find(Finding::correct("mediator-missing", provision).about(Place::Persons));
    }
    mediators
}

/// What ties a mediator to a party, an agent or the outcome: the relations that were disclosed, and earlier roles in
/// the same dispute.
pub(crate) fn ties<'a>(mediator: &Item<'a, Person>) -> impl Iterator<Item = &'a str> + use<'a> {
    let tying = |role: &&str| TYING_ROLES.contains(role);
    let earlier = mediator.codes("earlier-roles").iter().map(String::as_str).filter(tying);
    mediator.codes("relations").iter().map(String::as_str).chain(earlier)
}

/// Is any mediator of the matter tied?
pub(crate) fn anyone_is_tied(matter: &Matter) -> bool {
    matter.persons("mediator").any(|mediator| ties(&mediator).next().is_some())
}

/// Do the parties agree to the mediator? Nobody mediates between fewer than two: who is not named has not agreed.
pub(crate) fn consent(matter: &Matter) -> Consent {
    let consents = matter.persons("party").map(|party| match party.text("consents-to-mediator") {
        Some("written") => Consent::Written,
        Some("oral") => Consent::Oral,
        _ => Consent::Missing,
    });
    weakest(consents.collect())
}

/// Do all parties agree that what was said in the mediation be used?
pub(crate) fn all_consent_to_use(matter: &Matter) -> bool {
    let consents = matter.persons("party").map(|party| match party.flag("consents-to-use") {
        Some(true) => Consent::Written,
        _ => Consent::Missing,
    });
    weakest(consents.collect()) > Consent::Missing
}

/// The first party that refuses the mediator.
pub(crate) fn objector<'a>(matter: &Matter<'a>) -> Option<Item<'a, Person>> {
    matter.persons("party").find(|party| party.text("consents-to-mediator") == Some("refused"))
}

fn weakest(consents: Vec<Consent>) -> Consent {
    let weakest = consents.iter().copied().min().unwrap_or(Consent::Missing);
    if consents.len() < 2 { Consent::Missing } else { weakest }
}
