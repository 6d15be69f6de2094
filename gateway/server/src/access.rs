//! Who may do what. The policies (`policies/*.polar`) grant, a few prohibitions in Rust come before them, and everything else is
//! refused. The policies are evaluated once, at the start, over every question that can be asked; from then on a decision is a
//! lookup. Leave to do something is a value, a [`Permit`], that only this module can make:
//!
//! ```
//! use comity_server::access::{Access, Actor, Credential, Role, Standing, action};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let access = Access::load()?;
//! let judge = Actor {
//!     person: "judge-li".into(),
//!     role: Role::Judge,
//!     authority: "cn-nansha".parse()?,
//!     credential: Credential::Session,
//! };
//! let standing = Standing {
//!     matter: "cn/01KEQ3V3T0000000000000000A".parse()?,
//!     revision: 3,
//!     originating: "cn-nansha".parse()?,
//!     transmitting: "cn-gd-hpc".parse()?,
//!     receiving: "hk-high-court".parse()?,
//! };
//! let permit = access.permit::<action::Submit>(&judge, Some(&standing))?;
//! assert_eq!(permit.revision(), 3);
//!
//! let denied = access.permit::<action::Forward>(&judge, Some(&standing)).unwrap_err();
//! assert_eq!(denied.code(), "not-allowed");
//! # Ok(())
//! # }
//! ```

pub mod action;
mod code;
mod grants;
mod matrix;
mod password;
mod permit;
mod prohibition;
mod question;
mod secret;

pub use action::{Action, ActionCode, AtRevision, CaseAtRevision};
pub use code::UnknownCode;
pub use grants::AccessError;
pub use matrix::Matrix;
pub use password::{PasswordError, PasswordHash, Salt, hash_password, verify_password};
pub use permit::{Actor, CaseStanding, Denied, Permit, Standing};
pub use question::{Credential, Relation, Role};
pub use secret::{Entropy, Secret, SecretHash, SecretKind};

use action::About;
use grants::Grants;
use prohibition::forbidden;
use question::Relations;

/// The policies, evaluated.
#[derive(Debug)]
pub struct Access {
    grants: Grants,
}

impl Access {
    /// The policies that the program was built with.
    ///
    /// # Errors
    /// [`AccessError`] if they cannot be evaluated, or name what the gateway does not know.
    pub fn load() -> Result<Self, AccessError> {
        // In one load: Polar checks that each rule that is called is defined somewhere.
        Self::from_polar(&POLICIES.map(|(_, text)| text).join("\n"))
    }

    /// Other policies.
    ///
    /// # Errors
    /// [`AccessError`] if they cannot be evaluated, or name what the gateway does not know.
    pub fn from_polar(policies: &str) -> Result<Self, AccessError> {
        Ok(Self { grants: Grants::evaluate(policies)? })
    }

    /// Leave for the actor to do `A`: to the matter at that revision, or, without one, at this gateway. Of several relations that
    /// would carry it, the first in the chain does.
    ///
    /// # Errors
    /// [`Denied`], with the reason. It is logged.
    pub fn permit<A: Action>(&self, actor: &Actor, standing: Option<&Standing>) -> Result<Permit<A>, Denied> {
        let held = held(actor, standing);
        let carrying = self.granted(actor, actor.credential, A::CODE).and(held).iter().next();
        match (carrying, A::About::of(standing)) {
            (Some(relation), Some(about)) => Ok(Permit::new(actor.clone(), relation, about)),
            _ => Err(self.denied(actor, held, standing, A::CODE)),
        }
    }

    /// Leave for the actor to do `A` in a case, at that revision.
    ///
    /// # Errors
    /// [`Denied`], with the reason. It is logged.
    pub fn permit_in_case<A: Action<About = CaseAtRevision>>(
        &self,
        actor: &Actor,
        standing: &CaseStanding,
    ) -> Result<Permit<A>, Denied> {
        let held = standing.relations(&actor.authority);
        let carrying = self.granted(actor, actor.credential, A::CODE).and(held).iter().next();
        match carrying {
            Some(relation) => Ok(Permit::new(actor.clone(), relation, standing.about())),
            None => {
                let code = self.reason(actor, held, A::CODE);
                let (action, case) = (A::CODE.code(), tracing::field::display(&standing.case));
                tracing::info!(code, actor = actor.person, action, authority = %actor.authority, case, "refused");
                let hides_existence = standing.revision > 0 && held == Relations::only(Relation::Unrelated);
                Err(Denied { code, hides_existence, action: A::CODE })
            }
        }
    }

    /// Whether the actor may know that there is this matter: its authority is a party. What the actor may do there is asked for with
    /// [`permit`](Self::permit).
    ///
    /// # Errors
    /// [`Denied`], which hides the matter. It is logged.
    pub fn admit(&self, actor: &Actor, standing: &Standing) -> Result<(), Denied> {
        let held = held(actor, Some(standing));
        if held == Relations::only(Relation::Unrelated) {
            return Err(self.denied(actor, held, Some(standing), ActionCode::Read));
        }
        Ok(())
    }

    fn granted(&self, actor: &Actor, credential: Credential, action: ActionCode) -> Relations {
        self.grants.relations(actor.role, credential, action)
    }

    fn denied(&self, actor: &Actor, held: Relations, standing: Option<&Standing>, action: ActionCode) -> Denied {
        let code = self.reason(actor, held, action);
        // The name of the account is what an operator needs to find a mistake, or an attack. Nothing of the matter but its own name.
        let matter = standing.map(|standing| tracing::field::display(&standing.matter));
        tracing::info!(code, actor = actor.person, action = action.code(), authority = %actor.authority, matter, "refused");
        let exists = standing.is_some_and(|standing| standing.revision > 0);
        Denied { code, hides_existence: exists && held == Relations::only(Relation::Unrelated), action }
    }

    fn reason(&self, actor: &Actor, held: Relations, action: ActionCode) -> &'static str {
        if self.lacks_only_the_password(actor, held, action) {
            Denied::STEP_UP_NEEDED
        } else {
            held.iter().find_map(|relation| forbidden(&actor.question(relation, action))).unwrap_or(Denied::NOT_ALLOWED)
        }
    }

    fn lacks_only_the_password(&self, actor: &Actor, held: Relations, action: ActionCode) -> bool {
        actor.credential == Credential::Session
            && !self.granted(actor, Credential::SteppedUp, action).and(held).is_empty()
    }
}

fn held(actor: &Actor, standing: Option<&Standing>) -> Relations {
    standing.map_or(Relations::only(Relation::Gateway), |standing| standing.relations(&actor.authority))
}

macro_rules! policies {
    ($($name:literal,)+) => {
        /// The policies by name. A build without one of the files fails.
        const POLICIES: [(&str, &str); [$($name),+].len()] =
            [$(($name, include_str!(concat!("../../../policies/", $name))),)+];
    };
}

policies! {
    "credentials.polar",
    "matters.polar",
    "cases.polar",
    "mediators.polar",
    "mediations.polar",
    "draws.polar",
    "jurors.polar",
    "rules.polar",
    "record.polar",
    "people.polar",
    "sealed.polar",
    "registry.polar",
    "listings.polar",
    "clockwork.polar",
}

#[cfg(test)]
mod tests;
