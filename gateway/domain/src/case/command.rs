//! What can be commanded in a case.

use comity_record::Digest;

use super::custody::Wish;
use super::exhibit::{Exhibit, Formality, FromMediation, Translation};
use super::hearing::{
    Admitted, Agent, Answer, Attendance, Compliance, Decision, ExpertAssistant, Ground, Retraction, Signature,
    SimilarCase, Stance, Undertaking, WantedDocument,
};
use super::sheet::{Party, Sheet, Sitting};
use crate::calendar::Calendars;
use crate::label::Label;
use crate::matter::{ErasureReason, FileRef};
use crate::{AuthorityId, Date, MatterId};

/// What is to happen. What a party does, the court enters for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Enter a case.
    Open {
        /// The court.
        court: AuthorityId,
        /// The case.
        sheet: Sheet,
    },
    /// Let another party join.
    Join {
        /// The party.
        party: Party,
    },
    /// Add a file to the case.
    AddFile {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
        /// Its label, if it is known as evidence that was obtained for this case.
        label: Option<Label>,
    },
    /// Put an item of a matter on file here, with its label.
    TakeOver {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
        /// The matter that it is copied from.
        source: MatterId,
        /// Its label, if it is evidence.
        label: Option<Label>,
    },
    /// Name a party's agent, whose authorisation was looked at.
    NameAgent {
        /// Number of the party.
        party: u32,
        /// The agent.
        agent: Agent,
    },
    /// Fix the period for producing evidence.
    FixPeriod {
        /// The day on which the parties had notice of it.
        from: Date,
        /// How many days.
        days: u32,
        /// The parties agreed on it.
        agreed: bool,
        /// What the rules said.
        answer: Option<Answer>,
        /// Why it is fixed although they did not answer.
        override_reason: Option<String>,
    },
    /// Decide on a party's application for a longer period.
    DecideExtension {
        /// Number of the party.
        party: u32,
        /// When it asked.
        asked_on: Date,
        /// By so many days; absent to decline.
        days: Option<u32>,
        /// Why.
        reason: String,
    },
    /// Fix the day of the exchange.
    FixExchange {
        /// Day, time and place.
        sitting: Sitting,
    },
    /// Put a piece of evidence on a party's list.
    Produce {
        /// Number of the party.
        party: u32,
        /// The piece of evidence.
        item: Box<Exhibit>,
        /// The exhibit that it rebuts.
        rebuts: Option<u32>,
        /// Why it comes after the period.
        late_reason: Option<String>,
        /// What the rules said.
        answer: Option<Answer>,
        /// That it was made in a mediation, and why it may be used all the same.
        of_mediation: Option<Box<FromMediation>>,
    },
    /// Record a formality of proof.
    RecordFormality {
        /// Number of the exhibit.
        exhibit: u32,
        /// The formality.
        formality: Formality,
        /// What the rules say then.
        answer: Option<Answer>,
    },
    /// Put a translation beside its original.
    BindTranslation {
        /// Number of the exhibit.
        exhibit: u32,
        /// The translation.
        translation: Translation,
        /// What the rules say then.
        answer: Option<Answer>,
    },
    /// Take a piece of evidence back.
    WithdrawExhibit {
        /// Number of the exhibit.
        exhibit: u32,
        /// Why.
        reason: String,
    },
    /// Begin the exchange.
    OpenSession {
        /// The judge who leads it.
        judge: String,
        /// Who is there.
        present: Vec<Attendance>,
    },
    /// Admit something.
    Admit {
        /// Number of the party.
        party: u32,
        /// What.
        admitted: Admitted,
    },
    /// Let a party take an admission back.
    RetractAdmission {
        /// Number of the admission.
        admission: u32,
        /// On which ground.
        retraction: Retraction,
        /// Why.
        reason: String,
    },
    /// Contest a piece of evidence.
    Object {
        /// Number of the party.
        party: u32,
        /// Number of the exhibit.
        exhibit: u32,
        /// The ground.
        ground: Ground,
        /// Why.
        reason: String,
    },
    /// Answer an objection.
    AnswerObjection {
        /// Number of the objection.
        objection: u32,
        /// What is said.
        reply: String,
    },
    /// Let an objection fall.
    WithdrawObjection {
        /// Number of the objection.
        objection: u32,
    },
    /// State what remains in dispute.
    StateIssues {
        /// The issues, all of them.
        issues: Vec<String>,
    },
    /// Ask that a document be ordered.
    AskOrder {
        /// Number of the party.
        party: u32,
        /// The document.
        wanted: WantedDocument,
    },
    /// Decide on that.
    DecideOrder {
        /// Number of the application.
        order: u32,
        /// What is decided.
        decision: Decision,
        /// Until when it is to be produced.
        until: Option<Date>,
        /// Why.
        reason: String,
    },
    /// Record what became of an order.
    EndOrder {
        /// Number of the application.
        order: u32,
        /// What became of it.
        compliance: Compliance,
    },
    /// Ask that somebody with special knowledge appear.
    AskExpert {
        /// Number of the party.
        party: u32,
        /// Who.
        expert: ExpertAssistant,
        /// What the rules said.
        answer: Option<Answer>,
    },
    /// Decide on that.
    DecideExpert {
        /// Number of the request.
        request: u32,
        /// What is decided.
        decision: Decision,
        /// Why.
        reason: String,
    },
    /// Record an undertaking.
    Undertake {
        /// The undertaking.
        undertaking: Undertaking,
    },
    /// Put a similar case forward.
    PutSimilar {
        /// Number of the party.
        party: u32,
        /// The case.
        precedent: SimilarCase,
    },
    /// Say something to a similar case.
    AnswerSimilar {
        /// Its number.
        similar: u32,
        /// Number of the party; absent for the court.
        party: Option<u32>,
        /// Whether it should be followed.
        stance: Stance,
        /// Why.
        reply: String,
    },
    /// Adjourn the exchange.
    EndSession,
    /// Sign the record of the last session, or refuse to.
    SignRecord {
        /// Who.
        name: String,
        /// How.
        manner: Signature,
        /// Why not.
        reason: Option<String>,
    },
    /// Find that somebody who bears the name of a mediator of the dispute is another person.
    TellApart {
        /// The name.
        name: String,
        /// Why.
        reason: String,
    },
    /// Close the exchange of evidence.
    Close,
    /// Have files in hand.
    Handle(Wish),
    /// Erase the particulars.
    Erase {
        /// Why.
        reason: ErasureReason,
        /// How long this side keeps the particulars of a case whose exchange was closed; for ever, if it does not say.
        retention_years: Option<u16>,
    },
}

/// What a decision may know besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The business day.
    pub today: Date,
    /// The calendars on which this side's courts count.
    pub calendars: &'a Calendars,
}

impl Command {
    /// The same command, now that the rules were asked. One to which the rules say nothing stays as it is.
    #[must_use]
    pub fn answered(mut self, said: Answer) -> Self {
        if let Self::FixPeriod { answer, .. }
        | Self::Produce { answer, .. }
        | Self::RecordFormality { answer, .. }
        | Self::BindTranslation { answer, .. }
        | Self::AskExpert { answer, .. } = &mut self
        {
            *answer = Some(said);
        }
        self
    }

    /// The same command, now that the rules on mediation were asked of what was made in one.
    #[must_use]
    pub fn answered_of_use(mut self, said: Answer) -> Self {
        if let Self::Produce { of_mediation: Some(of_mediation), .. } = &mut self {
            of_mediation.answer = Some(said);
        }
        self
    }
}
