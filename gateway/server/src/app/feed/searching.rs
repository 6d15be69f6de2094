//! The registers, for people: searched, shown, and, for those that an authority keeps without further ado, entered.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use comity_domain::registry::{
    Answer, Availability, BadQuestion, Entry, Name, Question, Register, RosterNo, Shown, Status, Tag, View,
};
use comity_domain::{GatewayId, Jurisdiction};
use comity_federation::feed::Content;
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

/// An entry of a register, as whoever keeps it gives it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFace {
    /// Its number.
    #[schema(value_type = String)]
    pub roster_no: RosterNo,
    /// The register: `practitioners`, `law-experts`, `ascertainment-bodies`, `insolvency-administrators`.
    #[schema(value_type = String)]
    pub register: Register,
    /// Where the person resides or the body has its seat.
    #[schema(value_type = String)]
    pub region: Jurisdiction,
    /// The names, as given.
    #[schema(value_type = Vec<Object>)]
    pub names: Vec<Name>,
    /// The languages.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub languages: BTreeSet<Tag>,
    /// The specialities.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub specialities: BTreeSet<Tag>,
    /// Where it stands: `pending`, `in-force`, `suspended`, `ended`.
    #[schema(value_type = String)]
    pub status: Status,
    /// Whether appointments are taken: `free`, `away`, or away until a day.
    #[schema(value_type = Object)]
    pub availability: Availability,
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

    /// Enters an entry into a register that the authority keeps, or puts it in the place of the one with its number. Of mediators and jurors
    /// only what was decided about them is published. Answers with the newest number of the feed.
    pub async fn publish_face(&self, permit: &Permit<action::PublishEntry>, face: NewFace) -> Result<u64, Failure> {
        let bad = |at: &str, code, given: String| Failure::BadInput { at: at.to_owned(), code, given: Some(given) };
        if matches!(face.register, Register::Mediators | Register::Jurors) {
            return Err(bad("register", "register-not-entered", face.register.code().to_owned()));
        }
        let entry = Entry {
            roster_no: face.roster_no,
            register: face.register,
            keeper: permit.authority().clone(),
            region: face.region,
            names: face.names,
            languages: face.languages,
            specialities: face.specialities,
            status: face.status,
            availability: face.availability,
        };
        entry.check().map_err(|wrong| Failure::BadInput { at: wrong.at, code: wrong.code, given: None })?;
        let held = self.registers(|index| index.entry_of(&entry.roster_no));
        let is_another = |held: &Entry| held.keeper != entry.keeper || held.register != entry.register;
        if held.as_ref().is_some_and(is_another)
            || (held.is_some() && self.is_listed(&entry.keeper, &entry.roster_no)?)
        {
            return Err(bad("roster_no", "number-of-another-entry", entry.roster_no.to_string()));
        }
        let (_, newest) = self.publish(vec![Content::Entry(Box::new(entry))], None).await?;
        Ok(newest)
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
