//! What is mediated, between whom, by whom; and what is said there, which stays there.

use core::fmt;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::References;
use crate::facts::{Particulars, Value};
use crate::json::Place;
use crate::limits::{CASE_NUMBERS_MAX, PARTIES_OF_CASE_MAX};
use crate::matter::{BadRequest, bad, check_particulars, check_text};
use crate::mediator::RosterNumber;
use crate::{AuthorityId, Jurisdiction};

/// A dispute, as whoever mediates it entered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The number by which it is known: the court's of its case, or the body's own. Two affairs with the same are of the same dispute.
    pub reference: String,
    /// What it is about, in words.
    pub subject: String,
    /// The field of law: a code of the vocabulary, `civil-commercial`.
    pub case_category: String,
    /// The parties. Their numbers are their places, from 1.
    pub parties: Vec<Party>,
    /// The court that sent the parties here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// The courts' numbers of the cases that were filed of it, where it was entered under another reference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filed: Vec<String>,
}

/// A party to the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The name as given.
    pub name: String,
    /// Domicile or seat.
    pub jurisdiction: Jurisdiction,
    /// Who speaks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// A court's referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// The court.
    pub court: AuthorityId,
    /// Before the case was filed, or after it.
    pub when: ReferralTime,
    /// After it: the procedure by which the case is tried, a code of the vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trial_procedure: Option<String>,
}

/// When a court refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferralTime {
    /// Before the case is filed (委派).
    PreFiling,
    /// After it (委托).
    PostFiling,
}

/// Somebody who may mediate the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The name as given.
    pub name: String,
    /// Where the person is at home.
    pub jurisdiction: Jurisdiction,
    /// From which list.
    pub panel: Panel,
    /// All names under which the roster has the person's number, as it was looked up. Nobody enters them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// The list from which a mediator is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Panel {
    /// The panel of the bay: accredited by one body, confirmed by the Joint Conference.
    GbaPanel {
        /// The number on the roster.
        roster_number: RosterNumber,
    },
    /// A court's list of invited mediators.
    InvitedMediatorList {},
    /// The body's own list.
    Local {},
}

/// What may tie a mediator to a side: as the vocabulary has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// A near relative of a party.
    NearRelativeOfParty,
    /// A near relative of a party's agent.
    NearRelativeOfAgent,
    /// Holds shares in a party.
    ShareholdingInParty,
    /// Gains or loses by the outcome.
    InterestInOutcome,
    /// Worked for a party.
    WorkedForParty,
    /// Any other relation that may affect fairness.
    OtherRelation,
}

/// Who chose the mediator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chooser {
    /// The parties agreed.
    Parties,
    /// The court appointed.
    Court,
    /// The body appointed.
    Body,
}

/// What a mediator discloses before anybody consents. That there is nothing is said as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The relations.
    pub relations: Vec<Relation>,
    /// The same in words.
    pub statement: String,
}

/// What a party says to the mediator who is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// How.
    pub how: ConsentKind,
    /// Digest of the paper, if it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Digest>,
}

/// How a party consents, or that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentKind {
    /// In writing.
    Written,
    /// By word of mouth.
    Oral,
    /// It refuses.
    Refused,
}

/// Why a mediator leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaving {
    /// A party does not consent.
    NotConsented,
    /// A party's objection was upheld.
    ObjectionUpheld,
    /// The mediator stepped down.
    SteppedDown,
    /// The accreditation does not stand any more.
    NotAccredited,
    /// Both parties asked for another.
    Exchanged,
}

/// What a note of the mediation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// What a party told, to all or to the mediator alone.
    Statement,
    /// What a party would give or take.
    Offer,
    /// What the mediator proposed.
    Proposal,
}

/// What was said in a mediation. It is written into the sealed part of the mediation's own record, and nowhere else: nothing makes text of
/// it, and no document that leaves the mediation has a field of this type.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidential(String);

impl Confidential {
    /// What was said.
    ///
    /// # Errors
    /// It is no text that it may be.
    pub fn new(said: String) -> Result<Self, BadRequest> {
        check_text("said".to_owned(), &said).map(|()| Self(said))
    }

    pub(super) fn check(&self) -> Result<(), BadRequest> {
        check_text("said".to_owned(), &self.0)
    }
}

impl fmt::Debug for Confidential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(said in a mediation)")
    }
}

/// The codes of a closed list, in its order.
macro_rules! has_codes {
    ($($name:ident { $($variant:ident = $code:literal,)+ })+) => {$(
        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code, as it is written.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    )+};
}

has_codes! {
    ReferralTime { PreFiling = "pre-filing", PostFiling = "post-filing", }
    Relation {
        NearRelativeOfParty = "near-relative-of-party",
        NearRelativeOfAgent = "near-relative-of-agent",
        ShareholdingInParty = "shareholding-in-party",
        InterestInOutcome = "interest-in-outcome",
        WorkedForParty = "worked-for-party",
        OtherRelation = "other-relation",
    }
    Chooser { Parties = "parties", Court = "court", Body = "body", }
    ConsentKind { Written = "written", Oral = "oral", Refused = "refused", }
    Leaving {
        NotConsented = "not-consented",
        ObjectionUpheld = "objection-upheld",
        SteppedDown = "stepped-down",
        NotAccredited = "not-accredited",
        Exchanged = "exchanged",
    }
    NoteKind { Statement = "statement", Offer = "offer", Proposal = "proposal", }
}

impl Dispute {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        for (at, text) in [("reference", &self.reference), ("subject", &self.subject)] {
            check_text(at.to_owned(), text)?;
        }
        if self.parties.is_empty() {
            return bad("parties", "empty-list");
        }
        if self.parties.len() > PARTIES_OF_CASE_MAX {
            return bad("parties", "too-many");
        }
        self.parties.iter().enumerate().try_for_each(|(place, party)| party.check(&format!("parties[{place}]")))?;
        if self.filed.len() > CASE_NUMBERS_MAX {
            return bad("filed", "too-many");
        }
        self.filed.iter().try_for_each(|number| check_text("filed".to_owned(), number))?;
        check_particulars(&self.particulars(), Place::Root("dispute"))
            .map_err(|bad| BadRequest { at: bad.at.trim_start_matches("dispute.").to_owned(), ..bad })
    }

    /// The references by which it is known.
    pub fn references(&self) -> References {
        References::of(std::iter::once(&self.reference).chain(&self.filed).map(String::as_str))
    }

    /// What of it the rules read.
    pub(crate) fn particulars(&self) -> Particulars {
        let procedure = self.referral.as_ref().and_then(|referral| referral.trial_procedure.clone());
        let codes = [
            ("case-category", Some(self.case_category.clone())),
            ("mediation-referral", self.referral.as_ref().map(|referral| referral.when.code().to_owned())),
            ("trial-procedure", procedure),
        ];
        codes.into_iter().filter_map(|(name, code)| Some((name.to_owned(), Value::Text(code?)))).collect()
    }
}

impl Party {
    pub(super) fn check(&self, at: &str) -> Result<(), BadRequest> {
        check_text(format!("{at}.name"), &self.name)?;
        match &self.agent {
            Some(name) => check_text(format!("{at}.agent"), name),
            None => Ok(()),
        }
    }
}

impl Candidate {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        check_text("candidate.name".to_owned(), &self.name)
    }

    /// The number on the roster of the bay, if the person was chosen from it.
    pub const fn roster_number(&self) -> Option<&RosterNumber> {
        match &self.panel {
            Panel::GbaPanel { roster_number } => Some(roster_number),
            Panel::InvitedMediatorList {} | Panel::Local {} => None,
        }
    }
}

impl Panel {
    /// The code, as it is written.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GbaPanel { .. } => "gba-panel",
            Self::InvitedMediatorList {} => "invited-mediator-list",
            Self::Local {} => "local",
        }
    }
}

impl Disclosure {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        check_text("statement".to_owned(), &self.statement)?;
        let mut relations = self.relations.clone();
        relations.sort_unstable();
        relations.dedup();
        if relations.len() == self.relations.len() { Ok(()) } else { bad("relations", "not-unique") }
    }
}

impl Consent {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        // What is said to be written is there to be looked at.
        match (self.how, self.paper) {
            (ConsentKind::Written, None) => bad("paper", "missing"),
            (ConsentKind::Oral | ConsentKind::Refused, Some(_)) => bad("paper", "not-empty"),
            _ => Ok(()),
        }
    }
}
