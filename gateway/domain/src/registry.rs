//! What stands in a register, whoever keeps it: mediators, jurors, practitioners admitted in the nine cities, experts and bodies for
//! foreign law, insolvency administrators. Here is the face of an entry, by which it is found and shown; what made it so is with each
//! kind of entry (`juror` is one).
//!
//! A face holds what a register may show and nothing else: no number of an identity document, no date of birth, no address. [`Index`]
//! finds faces by name in any script, number, language, speciality, region and availability, and shows of each what a [`View`] may see.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::limits::{
    LANGUAGES_OF_ENTRY_MAX, NAME_MAX_CHARS, NAMES_OF_ENTRY_MAX, ROSTER_NO_MAX_BYTES, SPECIALITIES_OF_ENTRY_MAX,
    TAG_MAX_BYTES,
};
use crate::matter::BadRequest;
use crate::mediator::{self, RosterNumber};
use crate::{AuthorityId, Date, Jurisdiction};

mod folding;
mod index;
mod marks;
mod places;
mod question;
mod view;

pub use folding::fold;
use folding::fold_number;
pub use index::{Answer, Index, NotTakenIn};
pub use question::{BadQuestion, Question};
pub use view::{Shown, View};

/// A register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
    /// Accredited mediators.
    Mediators,
    /// People's jurors who reside in Hong Kong or Macao.
    Jurors,
    /// Legal practitioners of Hong Kong and Macao admitted to practise in the nine cities.
    Practitioners,
    /// Persons who give opinions on the law of another place.
    LawExperts,
    /// Bodies that ascertain the law of another place.
    AscertainmentBodies,
    /// Insolvency administrators.
    InsolvencyAdministrators,
}

impl Register {
    /// Every register.
    pub const ALL: [Self; 6] = [
        Self::Mediators,
        Self::Jurors,
        Self::Practitioners,
        Self::LawExperts,
        Self::AscertainmentBodies,
        Self::InsolvencyAdministrators,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mediators => "mediators",
            Self::Jurors => "jurors",
            Self::Practitioners => "practitioners",
            Self::LawExperts => "law-experts",
            Self::AscertainmentBodies => "ascertainment-bodies",
            Self::InsolvencyAdministrators => "insolvency-administrators",
        }
    }

    /// Does an authority of this kind, by the vocabulary, keep it? Mediators are listed by whoever accredits them, and jurors by courts. Of the
    /// others no instrument says for all sides which court or department keeps them; certainly none that accredits, mediates, ascertains or
    /// prosecutes, and none abroad.
    pub fn is_kept_by(self, kind: &str) -> bool {
        const ACCREDITS: &str = "accreditation-body";
        const KEEP_NONE: [&str; 5] =
            [ACCREDITS, "mediation-body", "law-ascertainment-body", "procuratorate", "foreign-court"];
        match self {
            Self::Mediators => kind == ACCREDITS,
            Self::Jurors => kind.ends_with("-court") && !KEEP_NONE.contains(&kind),
            Self::Practitioners | Self::LawExperts | Self::AscertainmentBodies | Self::InsolvencyAdministrators => {
                !KEEP_NONE.contains(&kind)
            }
        }
    }

    /// May anybody look into it? Not into that of the jurors: nobody shall know beforehand whom to speak to.
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Jurors)
    }
}

/// Where an entry stands, whatever its register calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not whole yet: accredited by one side and not confirmed, appointed and not sworn. Nobody may be chosen by it.
    Pending,
    /// In force.
    InForce,
    /// Suspended.
    Suspended,
    /// Revoked, expired, withdrawn, removed: over, and kept.
    Ended,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Pending, Self::InForce, Self::Suspended, Self::Ended];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InForce => "in-force",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }
}

/// Whether somebody takes appointments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// Yes.
    Free,
    /// Not before the day after this one.
    AwayUntil(Date),
    /// No, and nobody knows until when.
    Away,
}

impl Availability {
    /// Does somebody who says so take appointments on this day?
    pub fn is_free_on(self, day: Date) -> bool {
        match self {
            Self::Free => true,
            Self::AwayUntil(last) => last < day,
            Self::Away => false,
        }
    }
}

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameForm {
    /// In simplified characters.
    Simplified,
    /// In traditional characters.
    Traditional,
    /// Romanised from Mandarin, as given.
    Mandarin,
    /// Romanised from Cantonese, as given.
    Cantonese,
    /// Portuguese.
    Portuguese,
    /// English, or of any other language in Latin letters.
    English,
}

impl NameForm {
    /// Every form.
    pub const ALL: [Self; 6] =
        [Self::Simplified, Self::Traditional, Self::Mandarin, Self::Cantonese, Self::Portuguese, Self::English];
}

/// One of somebody's names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// How it is written.
    pub form: NameForm,
    /// The name as given.
    pub text: String,
}

/// A number of a register, like `GBA-J-0049` or `urn:comity:mediator:hk:2026-0049`: one entry has it, in all registers of all sides. ASCII
/// letters and digits, with hyphens, strokes, full stops and colons between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RosterNo(Arc<str>);

/// A mark by which people of a register are told apart: a language (`yue`), a speciality (`construction`), a region (`HK`). ASCII letters
/// and digits, with hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(Arc<str>);

/// Not a roster number, or not a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}")]
pub struct BadMark {
    expected: &'static str,
}

/// The face of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number.
    pub roster_no: RosterNo,
    /// The register that it stands in.
    pub register: Register,
    /// The authority that keeps it there: the body that accredited, the court on whose list a juror stands.
    pub keeper: AuthorityId,
    /// Where the person resides or the body has its seat.
    pub region: Jurisdiction,
    /// The names, as given.
    pub names: Vec<Name>,
    /// The languages.
    pub languages: BTreeSet<Tag>,
    /// The specialities.
    pub specialities: BTreeSet<Tag>,
    /// Where it stands.
    pub status: Status,
    /// Whether appointments are taken.
    pub availability: Availability,
}

impl Entry {
    /// Checks the form.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let bad = |at: &str, code| Err(BadRequest { at: at.to_owned(), code });
        if !self.is_numbered_by_its_own() {
            return bad("roster_no", "number-of-another-register");
        }
        if self.names.is_empty() {
            return bad("names", "empty-list");
        }
        if self.names.len() > NAMES_OF_ENTRY_MAX {
            return bad("names", "too-many");
        }
        if self.languages.len() > LANGUAGES_OF_ENTRY_MAX {
            return bad("languages", "too-many");
        }
        if self.specialities.len() > SPECIALITIES_OF_ENTRY_MAX {
            return bad("specialities", "too-many");
        }
        for name in &self.names {
            let is_long = name.text.chars().count() > NAME_MAX_CHARS;
            if is_long || name.text.chars().any(char::is_control) {
                return bad("names.text", "bad-text");
            }
            // What has no word in it would be found by nothing.
            if fold(&name.text).is_empty() {
                return bad("names.text", "empty-text");
            }
        }
        Ok(())
    }

    /// The numbers of mediators are names that cards carry: no other register gives one, and no body one of another region.
    fn is_numbered_by_its_own(&self) -> bool {
        let number = self.roster_no.as_str();
        let is_a_mediators = fold_number(number).starts_with(&fold_number(mediator::ROSTER));
        let is_of_the_keeper =
            || number.parse::<RosterNumber>().is_ok_and(|number| number.region() == self.keeper.jurisdiction());
        !is_a_mediators || (self.register == Register::Mediators && is_of_the_keeper())
    }
}

/// A text of ASCII letters and digits with some of `between` among them, written in one way.
macro_rules! mark_is_text {
    ($($name:ident: $between:literal, $max:expr, $expected:literal;)+) => {$(
        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl core::str::FromStr for $name {
            type Err = BadMark;

            fn from_str(text: &str) -> Result<Self, BadMark> {
                let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
                let is_good = text.len() <= $max && text.split(|char: char| $between.contains(char)).all(is_part);
                if is_good { Ok(Self(text.into())) } else { Err(BadMark { expected: $expected }) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadMark;

            fn try_from(text: String) -> Result<Self, BadMark> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(mark: $name) -> Self {
                mark.as_str().to_owned()
            }
        }
    )+};
}

mark_is_text! {
    RosterNo: "-/.:", ROSTER_NO_MAX_BYTES, "a roster number (like `GBA-J-0049`)";
    Tag: "-", TAG_MAX_BYTES, "a tag (letters and digits, with hyphens between them)";
}

#[cfg(test)]
mod tests;
