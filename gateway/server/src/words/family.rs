//! Families of codes: `summons` is a document, `accept` an outcome.

/// A list of codes that have words of their own, under ids that begin with the family's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// What people are at their authority.
    AccessRole,
    /// Acts of evidence.
    Act,
    /// Authorities of the roll.
    Authority,
    /// Kinds of authorities.
    AuthorityKind,
    /// Calendars.
    Calendar,
    /// Fields of law.
    CaseCategory,
    /// Results that a certificate of service states.
    CertificateResult,
    /// Electronic channels of service.
    Channel,
    /// What the law concludes.
    Conclusion,
    /// How sure the reading of a text is.
    Confidence,
    /// What may stand in a matter's contradictions.
    Conflict,
    /// What the requesting side says to costs.
    CostsDecision,
    /// Whether courts work on a day.
    DayStatus,
    /// What happened in a matter.
    Docket,
    /// Kinds of documents.
    Document,
    /// Why the particulars of a matter are erased.
    Erasure,
    /// What the other side of a matter says to the question whether it erases its copy.
    ErasureDecision,
    /// What goes wrong.
    Error,
    /// Events that the rules read.
    Event,
    /// Faults of the rules.
    Fault,
    /// What the rules find.
    Finding,
    /// Gateways.
    Gateway,
    /// Instruments of the law.
    Instrument,
    /// Sides.
    Jurisdiction,
    /// Languages of papers.
    Language,
    /// Kinds of messages between gateways.
    MessageKind,
    /// Methods of service, those that a letter asks for included.
    Method,
    /// Objections to a request.
    Objection,
    /// What a notice of time and place is about.
    Occasion,
    /// Outcomes of an assessment.
    Outcome,
    /// Judicial holidays that a period overlaps.
    Overlap,
    /// Periods.
    Period,
    /// Procedures.
    Procedure,
    /// Why a gateway does not take a message.
    Reason,
    /// What ties a mediator to a side of the dispute.
    Relation,
    /// Roles of persons in a case.
    Role,
    /// What the next roll changes.
    RollChange,
    /// Policy switches, and each of their values behind the switch's code.
    Setting,
    /// How much a finding weighs.
    Severity,
    /// Stages of a procedure.
    Stage,
    /// States of a matter.
    State,
    /// Ways in which a letter travels.
    Transmission,
    /// What the side that gave evidence says to another use of it.
    UseDecision,
}

impl Family {
    /// The id of a code's words.
    pub(super) fn id(self, code: &str) -> String {
        format!("{}-{code}", self.prefix())
    }

    /// May it hold names that the program was not built with? They come with the roll.
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Authority | Self::Gateway)
    }

    /// The family of the codes that stand in an argument of this name; `None` for plain words, numbers and days.
    pub(super) fn of_argument(name: &str) -> Option<Self> {
        Some(match name {
            "act" => Self::Act,
            "document" | "documents" => Self::Document,
            "authority" | "named" | "sealed-by" => Self::Authority,
            "kind" => Self::AuthorityKind,
            "calendar" => Self::Calendar,
            "category" => Self::CaseCategory,
            "channel" => Self::Channel,
            "instrument" | "invoked" => Self::Instrument,
            "destination" | "jurisdiction" => Self::Jurisdiction,
            "language" | "languages" => Self::Language,
            "method" | "methods" => Self::Method,
            "objection" => Self::Objection,
            "overlap" | "overlaps" => Self::Overlap,
            "period" => Self::Period,
            "procedure" => Self::Procedure,
            "relation" => Self::Relation,
            "result" => Self::CertificateResult,
            "role" => Self::Role,
            "transmission" => Self::Transmission,
            _ => return None,
        })
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::AccessRole => "access-role",
            Self::Act => "act",
            Self::Authority => "authority",
            Self::AuthorityKind => "authority-kind",
            Self::Calendar => "calendar",
            Self::CaseCategory => "case-category",
            Self::CertificateResult => "certificate",
            Self::Channel => "channel",
            Self::Conclusion => "conclusion",
            Self::Confidence => "confidence",
            Self::Conflict => "conflict",
            Self::CostsDecision => "costs",
            Self::DayStatus => "day",
            Self::Docket => "docket",
            Self::Document => "document",
            Self::Erasure => "erasure",
            Self::ErasureDecision => "erasure-decision",
            Self::Error => "error",
            Self::Event => "event",
            Self::Fault => "fault",
            Self::Finding => "finding",
            Self::Gateway => "gateway",
            Self::Instrument => "instrument",
            Self::Jurisdiction => "jurisdiction",
            Self::Language => "language",
            Self::MessageKind => "message-kind",
            Self::Method => "method",
            Self::Objection => "objection",
            Self::Occasion => "occasion",
            Self::Outcome => "outcome",
            Self::Overlap => "overlap",
            Self::Period => "period",
            Self::Procedure => "procedure",
            Self::Reason => "reason",
            Self::Relation => "relation",
            Self::Role => "role",
            Self::RollChange => "roll-change",
            Self::Setting => "setting",
            Self::Severity => "severity",
            Self::Stage => "stage",
            Self::State => "state",
            Self::Transmission => "transmission",
            Self::UseDecision => "use",
        }
    }
}
