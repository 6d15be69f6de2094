//! Who asks, how they stand to the matter, and the permit that they get.

use core::marker::PhantomData;

use comity_domain::{AuthorityId, CaseId, MatterId};

use super::action::{Action, ActionCode, AtRevision, CaseAtRevision};
use super::question::{Credential, Question, Relation, Relations, Role};

/// Somebody who wants to do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person's name in the list of people; of a court system or a timer, its own.
    pub person: String,
    /// In which role.
    pub role: Role,
    /// On whose behalf.
    pub authority: AuthorityId,
    /// How the person has shown who they are.
    pub credential: Credential,
}

/// The parties to a matter, at a revision. For a draft that is yet to be made: the parties that it will have, at revision 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The matter.
    pub matter: MatterId,
    /// The revision at which its parties were read.
    pub revision: u64,
    /// The court whose matter it is.
    pub originating: AuthorityId,
    /// The authority that forwards it.
    pub transmitting: AuthorityId,
    /// The authority of the other side.
    pub receiving: AuthorityId,
}

impl Standing {
    /// The relations of an authority to the matter: one to three, or `unrelated` alone.
    pub(super) fn relations(&self, authority: &AuthorityId) -> Relations {
        let parties = [
            (&self.originating, Relation::Originating),
            (&self.transmitting, Relation::Transmitting),
            (&self.receiving, Relation::Receiving),
        ];
        let held = parties
            .into_iter()
            .filter(|(party, _)| *party == authority)
            .fold(Relations::NONE, |held, (_, relation)| held.with(relation));
        if held.is_empty() { Relations::only(Relation::Unrelated) } else { held }
    }
}

/// A case and its court, at a revision. For a case that is yet to be entered: the court that it will have, at revision 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStanding {
    /// The case.
    pub case: CaseId,
    /// The revision at which its court was read.
    pub revision: u64,
    /// The court.
    pub court: AuthorityId,
}

impl CaseStanding {
    /// The relation of an authority to the case: its court's, or none. A case has no other side.
    pub(super) fn relations(&self, authority: &AuthorityId) -> Relations {
        Relations::only(if self.court == *authority { Relation::Originating } else { Relation::Unrelated })
    }

    pub(super) fn about(&self) -> CaseAtRevision {
        CaseAtRevision { case: self.case.clone(), revision: self.revision }
    }
}

/// The leave to do one thing, once. Nobody but [`Access`](super::Access) makes one, and it cannot be copied.
#[derive(Debug)]
#[must_use = "a permit is asked for to be used"]
pub struct Permit<A: Action> {
    actor: Actor,
    relation: Relation,
    about: A::About,
    action: PhantomData<A>,
}

impl<A: Action> Permit<A> {
    pub(super) fn new(actor: Actor, relation: Relation, about: A::About) -> Self {
        Self { actor, relation, about, action: PhantomData }
    }

    /// What may be done.
    pub const fn action(&self) -> ActionCode {
        A::CODE
    }

    /// The person who may.
    pub fn person(&self) -> &str {
        &self.actor.person
    }

    /// In which role.
    pub const fn role(&self) -> Role {
        self.actor.role
    }

    /// On whose behalf.
    pub const fn authority(&self) -> &AuthorityId {
        &self.actor.authority
    }

    /// How the person has shown who they are.
    pub const fn credential(&self) -> Credential {
        self.actor.credential
    }

    /// The relation of the authority to the matter that carries the permit.
    pub const fn relation(&self) -> Relation {
        self.relation
    }
}

impl<A: Action<About = AtRevision>> Permit<A> {
    /// The matter that it is about.
    pub const fn matter(&self) -> &MatterId {
        &self.about.matter
    }

    /// The revision of the matter at which it was given.
    pub const fn revision(&self) -> u64 {
        self.about.revision
    }
}

impl<A: Action<About = CaseAtRevision>> Permit<A> {
    /// The case that it is about.
    pub const fn case(&self) -> &CaseId {
        &self.about.case
    }

    /// The revision of the case at which it was given.
    pub const fn case_revision(&self) -> u64 {
        self.about.revision
    }
}

/// Leave was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{action} is refused: {code}")]
pub struct Denied {
    /// Why: one of [`Denied::CODES`].
    pub code: &'static str,
    /// The actor's authority is no party to the matter: answer as if there were none.
    pub hides_existence: bool,
    /// What was refused.
    pub action: ActionCode,
}

impl Denied {
    /// No policy grants it.
    pub const NOT_ALLOWED: &'static str = "not-allowed";
    /// It would be granted if the password were entered again.
    pub const STEP_UP_NEEDED: &'static str = "step-up-needed";
    /// Programs do not sign.
    pub const TOKEN_CANNOT_SIGN: &'static str = "token-cannot-sign";
    /// The gateway does it by itself, or nobody but the gateway uses such a credential.
    pub const TIMER_ONLY: &'static str = "timer-only";
    /// A person came with a token, or a program with a session.
    pub const WRONG_CREDENTIAL: &'static str = "wrong-credential";
    /// The operator does not see into matters.
    pub const CONTENT_WITHHELD: &'static str = "content-withheld";

    /// Evidence is used only for the case for which it was given, as long as the side that gave it has not granted more.
    pub const USE_RESTRICTED: &'static str = "use-restricted";

    /// All reasons.
    pub const CODES: &'static [&'static str] = &[
        Self::NOT_ALLOWED,
        Self::STEP_UP_NEEDED,
        Self::TOKEN_CANNOT_SIGN,
        Self::TIMER_ONLY,
        Self::WRONG_CREDENTIAL,
        Self::CONTENT_WITHHELD,
        Self::USE_RESTRICTED,
    ];

    /// The code of the message for the person.
    pub const fn code(&self) -> &'static str {
        self.code
    }
}

impl Actor {
    pub(super) const fn question(&self, relation: Relation, action: ActionCode) -> Question {
        Question { role: self.role, relation, credential: self.credential, action }
    }
}
