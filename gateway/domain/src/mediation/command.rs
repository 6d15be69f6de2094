//! What can be commanded in a mediation.

use comity_record::{Digest, Time};

use super::dispute::{Candidate, Chooser, Confidential, Consent, Disclosure, Dispute, Leaving, NoteKind, Party};
use super::event::Ending;
use super::settlement::{Agreement, Settlement, Signer};
use super::{EarlierRole, Mediation, Selectability};
use crate::Date;
use crate::case::Answer;
use crate::facts::Authority;

/// What is to happen. What a party or the mediator does, the body enters.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Enter a dispute.
    Open {
        /// Who mediates: a mediation body, or a court.
        body: Authority,
        /// What is mediated.
        dispute: Box<Dispute>,
    },
    /// Let another party join.
    Join {
        /// The party.
        party: Party,
    },
    /// Name somebody as mediator.
    Name {
        /// Who.
        candidate: Candidate,
        /// Who chose this person.
        chosen_by: Chooser,
        /// What is known of the person in the same dispute.
        found: Vec<EarlierRole>,
        /// How the accreditation stands, if the person was chosen from the panel of the bay.
        standing: Option<Selectability>,
    },
    /// Record what the mediator discloses.
    Disclose {
        /// What.
        disclosure: Disclosure,
    },
    /// Record what a party says to the mediator.
    Consent {
        /// Number of the party.
        party: u32,
        /// What it says.
        consent: Consent,
    },
    /// Appoint who is named.
    Appoint {
        /// What is known of the person in the same dispute now.
        found: Vec<EarlierRole>,
        /// How the accreditation stands now.
        standing: Option<Selectability>,
        /// What the rules said.
        answer: Option<Answer>,
        /// Why the person is appointed although they did not answer.
        override_reason: Option<String>,
    },
    /// Object to the mediator.
    Object {
        /// Number of the party.
        party: u32,
        /// Why.
        reason: String,
    },
    /// Decide on an objection.
    DecideObjection {
        /// Its number.
        objection: u32,
        /// The mediator leaves.
        upheld: bool,
        /// Why.
        reason: String,
    },
    /// Let the mediator go, so that another can be named.
    Replace {
        /// Why.
        leaving: Leaving,
        /// The same in words.
        reason: String,
    },
    /// Record that the mediator signed for the papers. The time for the mediation runs from then.
    SignForPapers {
        /// On which day; the business day, if none is given.
        on: Option<Date>,
        /// How the accreditation stands then.
        standing: Option<Selectability>,
        /// What the rules said.
        answer: Option<Answer>,
    },
    /// Record that all parties agreed on more time.
    Extend {
        /// The last day from then on.
        last_day: Date,
        /// The numbers of the parties that agreed.
        agreed: Vec<u32>,
    },
    /// Note what was said.
    Note {
        /// What it is.
        sort: NoteKind,
        /// Number of the party that said it; absent for the mediator.
        party: Option<u32>,
        /// What was said.
        said: Confidential,
    },
    /// Put the parties' agreement down.
    Agree {
        /// The agreement.
        agreement: Agreement,
        /// Digest of the encrypted bytes of its paper.
        blob: Digest,
    },
    /// Sign it.
    Sign {
        /// Who.
        signer: Signer,
        /// On which day; the business day, if none is given.
        on: Option<Date>,
        /// Of the mediator: how the accreditation stands then.
        standing: Option<Selectability>,
    },
    /// Let the agreement fall that not everybody has signed.
    DropAgreement {
        /// Why.
        reason: String,
    },
    /// End the mediation with the agreement, under the body's seal.
    Settle {
        /// What the seal is over.
        settlement: Box<Settlement>,
        /// The sealed settlement.
        document: String,
    },
    /// End it without one.
    End {
        /// How.
        ending: Ending,
        /// Why.
        reason: String,
    },
    /// Record that a case was filed of the dispute; also after the end.
    File {
        /// The court's number of the case.
        case_number: String,
    },
}

/// What a decision may know besides the mediation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
    /// The moment: what was known of an accreditation an hour ago is not known any more.
    pub now: Time,
}

impl Command {
    /// The same command, now that the registers and the other affairs were asked. One to which they say nothing stays as it is.
    #[must_use]
    pub fn informed(mut self, names: Vec<String>, roles: Vec<EarlierRole>, known: Option<Selectability>) -> Self {
        match &mut self {
            Self::Name { candidate, found, standing, .. } => {
                (candidate.names, *found, *standing) = (names, roles, known);
            }
            Self::Appoint { found, standing, .. } => (*found, *standing) = (roles, known),
            Self::SignForPapers { standing, .. } | Self::Sign { standing, .. } => *standing = known,
            _ => {}
        }
        self
    }

    /// Who would be named, appointed, or sign as mediator by it: the person of whom the registers are asked.
    pub fn candidate<'a>(&'a self, mediation: &'a Mediation) -> Option<&'a Candidate> {
        match self {
            Self::Name { candidate, .. } => Some(candidate),
            Self::Appoint { .. } | Self::SignForPapers { .. } | Self::Sign { signer: Signer::Mediator, .. } => {
                mediation.mediator.as_ref().map(|named| &named.candidate)
            }
            _ => None,
        }
    }

    /// The day of a signature that is entered later.
    pub const fn signed_on(&self) -> Option<Date> {
        match self {
            Self::SignForPapers { on, .. } | Self::Sign { on, .. } => *on,
            _ => None,
        }
    }

    /// Does it choose somebody? Then the other affairs of the dispute are asked too.
    pub const fn chooses(&self) -> bool {
        matches!(self, Self::Name { .. } | Self::Appoint { .. })
    }

    /// The same command, now that the rules were asked. One to which the rules say nothing stays as it is.
    #[must_use]
    pub fn answered(mut self, said: Answer) -> Self {
        if let Self::Appoint { answer, .. } | Self::SignForPapers { answer, .. } = &mut self {
            *answer = Some(said);
        }
        self
    }
}
