//! What is asked, of whom, and through which channel.

use serde::{Deserialize, Serialize};

use crate::case::Party;
use crate::limits::{PARTIES_OF_CASE_MAX, QUESTIONS_OF_INQUIRY_MAX};
use crate::matter::{BadRequest, bad, check_text};
use crate::register::Law;
use crate::registry::{Register, RosterNo, fold};
use crate::{Jurisdiction, MatterId};

/// The case, the law, and the questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The court's number of the case.
    pub case_number: String,
    /// Whose law.
    pub law: Law,
    /// The parties chose it: then it is theirs to provide (art. 1).
    pub parties_chose_law: bool,
    /// The questions. What was not asked is not answered: a meeting before the hearing may fix them (art. 6).
    pub questions: Vec<String>,
    /// The parties. Their numbers are their places, from 1.
    pub parties: Vec<Party>,
}

/// The channels of art. 2(1): codes of the vocabulary (`channels-tried`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// A party.
    Parties,
    /// The authority of the other side for judicial assistance; that of Macao is asked directly (Arrangement of 2001, art. 25).
    JudicialAssistance,
    /// An embassy, through the Supreme People's Court.
    Embassy,
    /// A mechanism of cooperation that the Supreme People's Court has set up or takes part in.
    SpcCooperation,
    /// A member of the expert committee of the International Commercial Court.
    CiccExpert,
    /// An expert.
    LegalExpert,
    /// A body that ascertains law.
    LawAscertainmentBody,
    /// Any other suitable way.
    Other,
}

/// How a channel ended without yielding the law (art. 2(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelEnd {
    /// Nothing was brought.
    NotProvided,
    /// What was brought does not answer the questions.
    Unclear,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The name.
    pub name: String,
    /// The number of the party, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<u32>,
    /// The number in a register, if the expert or the body stands in one. None needs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster_no: Option<RosterNo>,
    /// The letter of request by which the other side's authority is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterId>,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 8] = [
        Self::Parties,
        Self::JudicialAssistance,
        Self::Embassy,
        Self::SpcCooperation,
        Self::CiccExpert,
        Self::LegalExpert,
        Self::LawAscertainmentBody,
        Self::Other,
    ];

    /// The code of the vocabulary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::JudicialAssistance => "judicial-assistance",
            Self::Embassy => "embassy",
            Self::SpcCooperation => "spc-cooperation",
            Self::CiccExpert => "cicc-expert",
            Self::LegalExpert => "legal-expert",
            Self::LawAscertainmentBody => "law-ascertainment-body",
            Self::Other => "other",
        }
    }

    /// Who provides law through it, by the code of the vocabulary (`law-provider`).
    pub const fn provider(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::JudicialAssistance => "judicial-assistance",
            Self::Embassy => "embassy",
            Self::CiccExpert | Self::LegalExpert => "legal-expert",
            Self::LawAscertainmentBody => "law-ascertainment-body",
            Self::SpcCooperation | Self::Other => "other",
        }
    }

    /// The register in which whoever is asked through it may stand.
    pub const fn register(self) -> Option<Register> {
        match self {
            Self::CiccExpert | Self::LegalExpert => Some(Register::LawExperts),
            Self::LawAscertainmentBody => Some(Register::AscertainmentBodies),
            Self::Parties | Self::JudicialAssistance | Self::Embassy | Self::SpcCooperation | Self::Other => None,
        }
    }

    /// Does it lead to the law of this place? Within one country there are no embassies.
    pub const fn leads_to(self, law: Jurisdiction) -> bool {
        !matches!((self, law), (Self::Embassy, Jurisdiction::Cn | Jurisdiction::Hk | Jurisdiction::Mo))
    }
}

impl ChannelEnd {
    /// Both.
    pub const ALL: [Self; 2] = [Self::NotProvided, Self::Unclear];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotProvided => "not-provided",
            Self::Unclear => "unclear",
        }
    }
}

impl Sheet {
    /// Checks the form, for a court of this side.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, court_of: Jurisdiction) -> Result<(), BadRequest> {
        check_text("case_number".to_owned(), &self.case_number)?;
        self.law.check("law")?;
        if self.law.jurisdiction == court_of && self.law.state.is_none() {
            return bad("law", "own-law");
        }
        if self.questions.is_empty() {
            return bad("questions", "empty-list");
        }
        if self.questions.len() > QUESTIONS_OF_INQUIRY_MAX {
            return bad("questions", "too-many");
        }
        let questions = self.questions.iter().enumerate();
        questions.into_iter().try_for_each(|(place, text)| check_text(format!("questions[{place}]"), text))?;
        if self.parties.is_empty() {
            return bad("parties", "empty-list");
        }
        if self.parties.len() > PARTIES_OF_CASE_MAX {
            return bad("parties", "too-many");
        }
        self.parties.iter().enumerate().try_for_each(|(place, party)| party.check(&format!("parties[{place}]")))
    }

    /// Is somebody of this name a party, or speaks for one? However it is written.
    pub fn names_as_party(&self, name: &str) -> bool {
        let wanted = fold(name);
        let named = self.parties.iter().flat_map(|party| [Some(&party.name), party.representative.as_ref()]);
        named.flatten().any(|other| fold(other) == wanted)
    }
}
