//! The registers, for people: searched and shown.

use std::sync::PoisonError;

use comity_domain::GatewayId;
use comity_domain::registry::{Answer, BadQuestion, Question, RosterNo, Shown, View};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{Permit, action};
use crate::app::App;
use crate::app::failure::Failure;

/// What was found, as far as whoever asks may see it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// How many were found, on this page and on others.
    pub total: u32,
    /// Those of this page, in their order.
    #[schema(value_type = Vec<Object>)]
    pub entries: Vec<Shown>,
    /// The gateways of whose registers nothing can be confirmed now: what they keep may stand otherwise.
    #[schema(value_type = Vec<String>)]
    pub unconfirmed: Vec<GatewayId>,
}

impl App {
    /// Searches what anybody may see.
    pub fn search_public(&self, _: &Permit<action::SearchRegistry>, question: &Question) -> Result<Found, Failure> {
        self.search(question, &View::Public)
    }

    /// Searches what a court or a mediation body may see, and what its own authority keeps.
    pub fn search_in_full(
        &self,
        permit: &Permit<action::SearchRegistryInFull>,
        question: &Question,
    ) -> Result<Found, Failure> {
        self.search(question, &View::Keeper(permit.authority().clone()))
    }

    /// The entry with this number, as anybody may see it.
    pub fn face_public(&self, _: &Permit<action::SearchRegistry>, roster_no: &RosterNo) -> Result<Shown, Failure> {
        self.face(roster_no, &View::Public)
    }

    /// The entry with this number, as a court or a mediation body may see it.
    pub fn face_in_full(
        &self,
        permit: &Permit<action::SearchRegistryInFull>,
        roster_no: &RosterNo,
    ) -> Result<Shown, Failure> {
        self.face(roster_no, &View::Keeper(permit.authority().clone()))
    }

    fn search(&self, question: &Question, view: &View) -> Result<Found, Failure> {
        let Answer { total, entries } = self.registers(|index| index.answer(question, view)).map_err(unanswered)?;
        Ok(Found { total, entries, unconfirmed: self.unconfirmed() })
    }

    fn face(&self, roster_no: &RosterNo, view: &View) -> Result<Shown, Failure> {
        self.registers(|index| index.get(roster_no, view)).ok_or(Failure::NotFound { what: "entry" })
    }

    /// The gateways whose feeds confirm nothing now.
    fn unconfirmed(&self) -> Vec<GatewayId> {
        let now = self.clock().now();
        let gateways = self.roll().contents().gateways.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
        gateways.into_iter().filter(|gateway| self.feed_doubt(gateway, now).is_some()).collect()
    }

    /// Looks at the registers.
    pub(in crate::app) fn registers<T>(&self, look: impl FnOnce(&comity_domain::registry::Index) -> T) -> T {
        look(self.feeds().registers.read().unwrap_or_else(PoisonError::into_inner).index())
    }
}

fn unanswered(question: BadQuestion) -> Failure {
    let at = match question {
        BadQuestion::BadPage => "limit",
        BadQuestion::NotShown { at } => at,
        BadQuestion::TooLong | BadQuestion::TooManyWords | BadQuestion::NoWords => "text",
    };
    Failure::BadInput { at: at.to_owned(), code: question.code(), given: None }
}
