//! The conflict check: what the registers and the other affairs know of somebody in the same dispute, what the person discloses, and what
//! follows from it. It only compares; whoever asks has loaded the affairs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Candidate, Mediation, Relation, Settlement};
use crate::case::{self, Capacity, Case};
use crate::juror::Juror;
use crate::mediator::RosterNumber;
use crate::registry::fold;
use crate::{CaseId, ConfirmationId, JurorId, MediationId};

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

/// Who somebody is, as far as affairs know people. Two with the same number on a roster are one; two of whom one has none are one if their
/// names are, in whatever script: in the same dispute that is no accident.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    name: &'a str,
    roster_number: Option<&'a RosterNumber>,
}

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
    /// mediate it once more is no other role.
    pub const fn is_open_to_mediator(self) -> bool {
        matches!(self, Self::Mediator)
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
    pub const fn of_name(name: &'a str) -> Self {
        Self { name, roster_number: None }
    }

    /// Somebody who is to mediate.
    pub fn of_candidate(candidate: &'a Candidate) -> Self {
        Self { name: &candidate.name, roster_number: candidate.roster_number() }
    }

    /// Are they one person?
    pub fn is(self, other: Self) -> bool {
        match (self.roster_number, other.roster_number) {
            (Some(one), Some(another)) => one == another,
            _ => fold(self.name) == fold(other.name),
        }
    }

    fn is_named(self, name: &str) -> bool {
        self.is(Identity::of_name(name))
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

/// What somebody is in this case, if it is of the dispute with this reference.
pub fn roles_in_case(case: &Case, reference: &str, who: Identity<'_>) -> BTreeSet<DisputeRole> {
    if case.sheet.case_number != reference {
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

/// What somebody is in this mediation, if it is of the dispute with this reference.
pub fn roles_in_mediation(mediation: &Mediation, reference: &str, who: Identity<'_>) -> BTreeSet<DisputeRole> {
    if mediation.dispute.reference != reference {
        return BTreeSet::new();
    }
    let mediates = mediation.mediators().any(|mediator| who.is(Identity::of_candidate(mediator)));
    let mut roles = roles_of_parties(&mediation.dispute.parties, who);
    roles.extend(mediates.then_some(DisputeRole::Mediator));
    roles
}

/// What somebody is by this settlement, if it is of the dispute with this reference.
pub fn roles_in_settlement(settlement: &Settlement, reference: &str, who: Identity<'_>) -> BTreeSet<DisputeRole> {
    if settlement.dispute.reference != reference {
        return BTreeSet::new();
    }
    let mediates = settlement.mediators.iter().any(|mediator| who.is(Identity::of_candidate(mediator)));
    let mut roles = roles_of_parties(&settlement.dispute.parties, who);
    roles.extend(mediates.then_some(DisputeRole::Mediator));
    roles
}

/// Whether this juror has a seat, or had one, in the case with this reference, and is this person.
pub fn roles_of_juror(juror: &Juror, reference: &str, who: Identity<'_>) -> BTreeSet<DisputeRole> {
    let sits = juror.sittings.iter().any(|seat| seat.sitting.case_number == reference);
    let named = || juror.profile.names.iter().any(|name| who.is_named(&name.text));
    (sits && named()).then_some(DisputeRole::Juror).into_iter().collect()
}

/// Who would have which role in a case by this command.
pub fn roles_taken(command: &case::Command) -> Vec<(&str, DisputeRole)> {
    let of_capacity = |name, capacity| role_of(capacity).map(|role| (name, role));
    match command {
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

fn roles_of_parties(parties: &[super::Party], who: Identity<'_>) -> BTreeSet<DisputeRole> {
    let party = parties.iter().any(|party| who.is_named(&party.name));
    let agent = parties.iter().filter_map(|party| party.agent.as_deref()).any(|name| who.is_named(name));
    [party.then_some(DisputeRole::Party), agent.then_some(DisputeRole::Agent)].into_iter().flatten().collect()
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
