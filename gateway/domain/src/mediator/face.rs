//! How a register shows a mediator: by what the card may show anybody, and where it stands.

use super::{Mediator, Profile, State};
use crate::registry::{Availability, Entry, Name, NameForm, Register, Status};
use crate::{Date, Jurisdiction};

impl Mediator {
    /// The face that the register shows on a day. `None` until the body has accredited. What is no tag (a language in words) is not shown.
    pub fn face(&self, today: Date) -> Option<Entry> {
        let number = self.standing.roster_number.as_ref()?;
        let profile = &self.application.profile;
        let tags = |texts: &[String]| texts.iter().filter_map(|text| text.parse().ok()).collect();
        Some(Entry {
            roster_no: number.to_string().parse().ok()?,
            register: Register::Mediators,
            keeper: self.standing.body.clone(),
            region: number.region(),
            names: names(profile, number.region()),
            languages: tags(&profile.languages),
            specialities: tags(&profile.specialities),
            status: status(self.standing.state_on(today)),
            availability: Availability::Free,
        })
    }
}

const fn status(state: State) -> Status {
    match state {
        State::Applied | State::Assessed | State::Accredited => Status::Pending,
        State::Confirmed => Status::InForce,
        State::Suspended => Status::Suspended,
        State::Rejected | State::Expired | State::Revoked | State::Withdrawn => Status::Ended,
    }
}

/// In the script of the person's region, and in Latin letters if the person has given that.
fn names(profile: &Profile, region: Jurisdiction) -> Vec<Name> {
    let (script, latin) = match region {
        Jurisdiction::Cn => (NameForm::Simplified, NameForm::Mandarin),
        Jurisdiction::Mo => (NameForm::Traditional, NameForm::Portuguese),
        Jurisdiction::Hk | Jurisdiction::Xx => (NameForm::Traditional, NameForm::Cantonese),
    };
    let whole = Name { form: script, text: format!("{}{}", profile.family_name, profile.given_name) };
    let romanised = profile.romanised_name.clone().map(|text| Name { form: latin, text });
    std::iter::once(whole).chain(romanised).collect()
}
