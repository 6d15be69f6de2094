//! The conflict check: what the registers and the other affairs know of somebody in the same dispute, what the person discloses, and what
//! follows from it. It only compares; whoever asks has loaded the affairs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Candidate, Dispute, Mediation, Panel, Relation, Settlement};
use crate::authorisation::Authorisation;
use crate::case::{self, Capacity, Case};
use crate::case_number;
use crate::foreign_law::Inquiry;
use crate::juror::{self, Juror};
use crate::matter::{Asks, Request};
use crate::mediator::RosterNumber;
use crate::registry::fold;
use crate::{AuthorisationId, CaseId, ConfirmationId, InquiryId, JurorId, MatterId, MediationId};

/// What somebody is, or was, in a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisputeRole {
    /// A party.
    Party,
    /// Speaks for a party.
    Agent,
    /// A witness.
    Witness,
    /// An expert, or somebody with special knowledge.
    Expert,
    /// An interpreter.
    Interpreter,
    /// A people's juror in its trial.
    Juror,
    /// The judge.
    Judge,
    /// Mediated it.
    Mediator,
}

/// Where a role was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// In a case.
    Case(CaseId),
    /// In another mediation, or in this one.
    Mediation(MediationId),
    /// In a settlement that a court was asked to confirm.
    Confirmation(ConfirmationId),
    /// In the list of jurors.
    Juror(JurorId),
    /// In a letter of request.
    Matter(MatterId),
    /// In an inquiry into the law of another place.
    Inquiry(InquiryId),
    /// In a power of attorney that was given before a judge.
    Authorisation(AuthorisationId),
}

/// A role that somebody has, or had, in the same dispute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierRole {
    /// Which.
    pub role: DisputeRole,
    /// Where it was found.
    pub source: Source,
}

/// What stands against a mediator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// A role in the same dispute.
    Role(DisputeRole),
    /// A relation that was disclosed.
    Relation(Relation),
}

/// What follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nobody's consent helps.
    Bars,
    /// Every party has to consent in writing, knowing of it (Invited Mediation art. 15; Hong Kong Mediation Code 3.1.1).
    NeedsConsent,
}

/// One reason, and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Conflict {
    /// The reason.
    pub tie: Tie,
    /// What follows.
    pub effect: Effect,
}

/// Who somebody is, as far as affairs know people. Two with the same number on a roster are one; two of whom one has none are one if a name
/// of one is a name of the other, in whatever script: in the same dispute that is no accident.
#[derive(Debug, Clone)]
pub struct Identity<'a> {
    names: Vec<&'a str>,
    roster_number: Option<&'a RosterNumber>,
}

/// The references by which one dispute is known: a body's own, a court's number of the case. However a reference is written it is one:
/// with figures and brackets of whatever width, with spaces or none, in simplified characters or traditional ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct References(BTreeSet<String>);

impl DisputeRole {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Party,
        Self::Agent,
        Self::Witness,
        Self::Expert,
        Self::Interpreter,
        Self::Juror,
        Self::Judge,
        Self::Mediator,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Agent => "agent",
            Self::Witness => "witness",
            Self::Expert => "expert",
            Self::Interpreter => "interpreter",
            Self::Juror => "juror",
            Self::Judge => "judge",
            Self::Mediator => "mediator",
        }
    }

    /// What it means for whoever is to mediate. Having mediated the dispute before means nothing.
    pub const fn effect(self) -> Option<Effect> {
        match self {
            Self::Party | Self::Juror | Self::Judge => Some(Effect::Bars),
            Self::Agent | Self::Witness | Self::Expert | Self::Interpreter => Some(Effect::NeedsConsent),
            Self::Mediator => None,
        }
    }

    /// May somebody who mediated the dispute have this role in it afterwards (Invited Mediation art. 16; Jurors Interpretation art. 6)? To
    /// mediate it once more is no other role. And whoever is a party was not chosen for it: no court turns a party away for that.
    pub const fn is_open_to_mediator(self) -> bool {
        matches!(self, Self::Mediator | Self::Party)
    }
}

impl Tie {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Role(role) => role.code(),
            Self::Relation(relation) => relation.code(),
        }
    }
}

impl<'a> Identity<'a> {
    /// Somebody of whom only the name is known.
    pub fn of_name(name: &'a str) -> Self {
        Self { names: vec![name], roster_number: None }
    }

    /// Somebody of whom a register knows these names.
    pub fn of_names(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().collect(), roster_number: None }
    }

    /// Somebody who is to mediate.
    pub fn of_candidate(candidate: &'a Candidate) -> Self {
        let names = std::iter::once(&candidate.name).chain(&candidate.names).map(String::as_str);
        Self { names: names.collect(), roster_number: candidate.roster_number() }
    }

    /// The same person, who is also known by these names.
    #[must_use]
    pub fn also(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.names.extend(names);
        self
    }

    /// Are they one person?
    pub fn is(&self, other: &Identity<'_>) -> bool {
        match (self.roster_number, other.roster_number) {
            (Some(one), Some(another)) => one == another,
            _ => other.names.iter().any(|name| self.is_named(name)),
        }
    }

    /// Is this a name of the person?
    pub fn is_named(&self, name: &str) -> bool {
        let name = fold(name);
        self.names.iter().any(|known| fold(known) == name)
    }
}

impl References {
    /// These.
    pub fn of<'a>(references: impl IntoIterator<Item = &'a str>) -> Self {
        Self(references.into_iter().map(case_number::folded).collect())
    }

    /// Is this one of them?
    pub fn hold(&self, reference: &str) -> bool {
        self.0.contains(&case_number::folded(reference))
    }

    /// Are both of one dispute?
    pub fn meet(&self, others: &Self) -> bool {
        !self.0.is_disjoint(&others.0)
    }

    /// Takes in those of an affair of the same dispute. Has one come to them?
    pub fn take_in(&mut self, others: &Self) -> bool {
        let before = self.0.len();
        self.0.extend(others.0.iter().cloned());
        self.0.len() > before
    }
}

/// What stands against somebody who has these roles in the dispute and discloses these relations, each reason once.
pub fn conflicts(found: &[EarlierRole], relations: &[Relation]) -> Vec<Conflict> {
    let roles = found
        .iter()
        .filter_map(|earlier| Some(Conflict { tie: Tie::Role(earlier.role), effect: earlier.role.effect()? }));
    let relations =
        relations.iter().map(|relation| Conflict { tie: Tie::Relation(*relation), effect: Effect::NeedsConsent });
    roles.chain(relations).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What somebody is in this case, if it is of the dispute with these references.
pub fn roles_in_case(case: &Case, references: &References, who: &Identity<'_>) -> BTreeSet<DisputeRole> {
    if !references.hold(&case.sheet.case_number) {
        return BTreeSet::new();
    }
    let named = |name: &str| who.is_named(name);
    let mut roles = BTreeSet::new();
    let mut add = |role, is: bool| {
        if is {
            roles.insert(role);
        }
    };
    add(DisputeRole::Party, case.sheet.parties.iter().any(|party| named(&party.name)));
    let spoken_for = case.sheet.parties.iter().filter_map(|party| party.representative.as_deref());
    add(DisputeRole::Agent, spoken_for.chain(case.agents.values().map(|agent| agent.name.as_str())).any(named));
    add(DisputeRole::Expert, case.experts.iter().any(|request| named(&request.expert.name)));
    add(DisputeRole::Judge, case.sessions.iter().any(|session| named(&session.judge)));
    let present = case.sessions.iter().flat_map(|session| &session.present);
    let present = present.map(|attendance| (&attendance.name, attendance.capacity));
    let undertook = case.undertakings.iter().map(|it| (&it.undertaking.name, it.undertaking.capacity));
    for (_, capacity) in present.chain(undertook).filter(|(name, _)| named(name)) {
        roles.extend(role_of(capacity));
    }
    roles
}

/// What somebody is in this mediation, if it is of the dispute with these references.
pub fn roles_in_mediation(mediation: &Mediation, references: &References, who: &Identity<'_>) -> BTreeSet<DisputeRole> {
    if !references.meet(&mediation.dispute.references()) {
        return BTreeSet::new();
    }
    let mediates = mediation.mediators().any(|mediator| who.is(&Identity::of_candidate(mediator)));
    let mut roles = roles_of_parties(&mediation.dispute.parties, who);
    roles.extend(mediates.then_some(DisputeRole::Mediator));
    roles
}

/// What somebody is by this settlement, if it is of the dispute with these references.
pub fn roles_in_settlement(
    settlement: &Settlement,
    references: &References,
    who: &Identity<'_>,
) -> BTreeSet<DisputeRole> {
    if !references.meet(&settlement.dispute.references()) {
        return BTreeSet::new();
    }
    let mediates = settlement.mediators.iter().any(|mediator| who.is(&Identity::of_candidate(mediator)));
    let mut roles = roles_of_parties(&settlement.dispute.parties, who);
    roles.extend(mediates.then_some(DisputeRole::Mediator));
    roles
}

/// Everybody who mediated this dispute, if it is the one with these references, and as what the rules on jurors know them. These have two
/// words: one for whoever mediated what a court referred, or from a court's list (Invited Mediation art. 16), and one that was written for
/// people's mediators (Jurors Interpretation art. 6). By the second goes whoever mediated for another body: no text lets such a one try
/// the case.
pub fn who_mediated<'a>(
    dispute: &Dispute,
    mediators: impl IntoIterator<Item = &'a Candidate>,
    references: &References,
) -> Vec<(Candidate, juror::EarlierRole)> {
    if !references.meet(&dispute.references()) {
        return Vec::new();
    }
    let as_what = |mediator: &Candidate| {
        let is_invited = dispute.referral.is_some() || mediator.panel == Panel::InvitedMediatorList {};
        if is_invited { juror::EarlierRole::InvitedMediator } else { juror::EarlierRole::PeoplesMediator }
    };
    mediators.into_iter().map(|mediator| (mediator.clone(), as_what(mediator))).collect()
}

/// Whether this juror has a seat, or had one, in the case with these references, and is this person.
pub fn roles_of_juror(juror: &Juror, references: &References, who: &Identity<'_>) -> BTreeSet<DisputeRole> {
    let sits = juror.sittings.iter().any(|seat| references.hold(&seat.sitting.case_number));
    let named = || juror.profile.names.iter().any(|name| who.is_named(&name.text));
    (sits && named()).then_some(DisputeRole::Juror).into_iter().collect()
}

/// What somebody is by this letter of request, if it is of the dispute with these references. Whoever is served is a party, as far as a
/// letter says.
pub fn roles_in_request(request: &Request, references: &References, who: &Identity<'_>) -> BTreeSet<DisputeRole> {
    if !references.hold(&request.case_number) {
        return BTreeSet::new();
    }
    let agents = request.agents.iter();
    let agents = agents.flat_map(|it| [(it.name.as_str(), DisputeRole::Agent), (&it.principal, DisputeRole::Party)]);
    let concerned: Vec<(&str, DisputeRole)> = match &request.asks {
        Asks::Service(addressees) => {
            addressees.iter().filter_map(|it| Some((it.name.as_deref()?, DisputeRole::Party))).collect()
        }
        Asks::Evidence(evidence) => {
            evidence.persons.iter().filter_map(|it| Some((it.name.as_deref()?, role_in_letter(&it.role)?))).collect()
        }
    };
    agents.chain(concerned).filter(|(name, _)| who.is_named(name)).map(|(_, role)| role).collect()
}

/// What somebody is in this inquiry into the law of another place, if it is of the dispute with these references.
pub fn roles_in_inquiry(inquiry: &Inquiry, references: &References, who: &Identity<'_>) -> BTreeSet<DisputeRole> {
    if !references.hold(&inquiry.sheet.case_number) {
        return BTreeSet::new();
    }
    let parties = inquiry.sheet.parties.iter().map(|party| (party.name.as_str(), DisputeRole::Party));
    let agents =
        inquiry.sheet.parties.iter().filter_map(|it| Some((it.representative.as_deref()?, DisputeRole::Agent)));
    let asked = inquiry.requests.iter().filter(|request| request.asked.party.is_none());
    let asked = asked.map(|request| (request.asked.name.as_str(), DisputeRole::Expert));
    parties.chain(agents).chain(asked).filter(|(name, _)| who.is_named(name)).map(|(_, role)| role).collect()
}

/// What somebody is by this power of attorney, if it was given for the dispute with these references. One that was given for any case is
/// of none.
pub fn roles_by_authorisation(
    authorisation: &Authorisation,
    references: &References,
    who: &Identity<'_>,
) -> BTreeSet<DisputeRole> {
    let mandate = &authorisation.mandate;
    if !mandate.case_numbers.iter().any(|number| references.hold(number)) {
        return BTreeSet::new();
    }
    let agent = mandate.agents.iter().any(|agent| who.is_named(&agent.name)).then_some(DisputeRole::Agent);
    let party = who.is_named(&mandate.principal.name).then_some(DisputeRole::Party);
    agent.into_iter().chain(party).collect()
}

/// Has the judge of this case, if it is of the dispute with these references, found that this person only bears a mediator's name?
pub fn told_apart_in_case(case: &Case, references: &References, who: &Identity<'_>) -> bool {
    references.hold(&case.sheet.case_number) && case.told_apart.iter().any(|(name, _)| who.is_named(name))
}

/// Who would have which role in a case by this command.
pub fn roles_taken(command: &case::Command) -> Vec<(&str, DisputeRole)> {
    let of_capacity = |name, capacity| role_of(capacity).map(|role| (name, role));
    match command {
        case::Command::Open { sheet, .. } => sheet.parties.iter().filter_map(spoken_for).collect(),
        case::Command::Join { party } => spoken_for(party).into_iter().collect(),
        case::Command::NameAgent { agent, .. } => vec![(agent.name.as_str(), DisputeRole::Agent)],
        case::Command::AskExpert { expert, .. } => vec![(expert.name.as_str(), DisputeRole::Expert)],
        case::Command::Undertake { undertaking } => {
            of_capacity(undertaking.name.as_str(), undertaking.capacity).into_iter().collect()
        }
        case::Command::OpenSession { judge, present } => {
            let present = present.iter().filter_map(|it| of_capacity(it.name.as_str(), it.capacity));
            [(judge.as_str(), DisputeRole::Judge)].into_iter().chain(present).collect()
        }
        _ => Vec::new(),
    }
}

/// Who speaks for the party, as the court enters it.
fn spoken_for(party: &case::Party) -> Option<(&str, DisputeRole)> {
    Some((party.representative.as_deref()?, DisputeRole::Agent))
}

fn roles_of_parties(parties: &[super::Party], who: &Identity<'_>) -> BTreeSet<DisputeRole> {
    let party = parties.iter().any(|party| who.is_named(&party.name));
    let agent = parties.iter().filter_map(|party| party.agent.as_deref()).any(|name| who.is_named(name));
    [party.then_some(DisputeRole::Party), agent.then_some(DisputeRole::Agent)].into_iter().flatten().collect()
}

/// The role of a person whom a letter for evidence concerns.
fn role_in_letter(role: &str) -> Option<DisputeRole> {
    match role {
        "party" => Some(DisputeRole::Party),
        "agent" | "legal-representative" => Some(DisputeRole::Agent),
        "witness" => Some(DisputeRole::Witness),
        "expert" => Some(DisputeRole::Expert),
        _ => None,
    }
}

/// The clerk who writes is the court's.
const fn role_of(capacity: Capacity) -> Option<DisputeRole> {
    match capacity {
        Capacity::Party => Some(DisputeRole::Party),
        Capacity::Agent => Some(DisputeRole::Agent),
        Capacity::Witness => Some(DisputeRole::Witness),
        Capacity::ExpertAssistant | Capacity::Appraiser => Some(DisputeRole::Expert),
        Capacity::Interpreter => Some(DisputeRole::Interpreter),
        Capacity::Clerk => None,
    }
}
