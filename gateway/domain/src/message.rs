//! What the gateways tell each other in a matter. The envelope around it is the federation's.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::assessment::Citation;
use crate::facts::{Document as FactDocument, Particulars, Value};
use crate::json::Place;
use crate::matter::{BadRequest, Chain, ServiceRequest, ServiceResult, check_fact, check_particulars, check_text};
use crate::{AuthorityId, Date, MatterId};

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    /// The letter of request.
    Letter,
    /// The receiving authority asks for a supplement.
    SupplementRequest,
    /// The letter, supplemented.
    Supplement,
    /// The receiving authority accepts.
    Acceptance,
    /// The receiving authority refuses, with reasons.
    Refusal,
    /// The certificate of service.
    Certificate,
    /// The requesting side withdraws.
    Withdrawal,
}

impl MessageKind {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::SupplementRequest => "supplement-request",
            Self::Supplement => "supplement",
            Self::Acceptance => "acceptance",
            Self::Refusal => "refusal",
            Self::Certificate => "certificate",
            Self::Withdrawal => "withdrawal",
        }
    }

    /// Do the files of the request travel with it?
    pub const fn carries_files(self) -> bool {
        matches!(self, Self::Letter | Self::Supplement)
    }

    /// Does the requesting side send it (or else the requested one)?
    pub const fn from_requesting_side(self) -> bool {
        matches!(self, Self::Letter | Self::Supplement | Self::Withdrawal)
    }
}

/// What an authority seals. The seal is a signature over the canonical JSON of this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedDocument {
    /// The matter.
    pub matter: MatterId,
    /// The authority whose seal it bears.
    pub sealed_by: AuthorityId,
    /// The business day on which it was sealed.
    pub sealed_on: Date,
    /// Digest of the document that it answers or supersedes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refers_to: Option<Digest>,
    /// What it says.
    pub content: Content,
}

/// What a sealed document says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Content {
    /// The letter of request, or its supplement.
    Letter {
        /// The authorities that it passes.
        chain: Chain,
        /// What is asked for.
        request: ServiceRequest,
    },
    /// A request for supplement.
    SupplementRequest {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
    },
    /// Acceptance.
    Acceptance {},
    /// Refusal.
    Refusal {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
    },
    /// The certificate of service.
    Certificate {
        /// `served` or `unserved`.
        result: ServiceResult,
        /// What it certifies.
        certificate: Certificate,
    },
    /// Withdrawal.
    Withdrawal {
        /// Why.
        reason: String,
    },
}

impl Content {
    /// The kind of message that carries it.
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Letter { .. } => MessageKind::Letter,
            Self::SupplementRequest { .. } => MessageKind::SupplementRequest,
            Self::Acceptance {} => MessageKind::Acceptance,
            Self::Refusal { .. } => MessageKind::Refusal,
            Self::Certificate { .. } => MessageKind::Certificate,
            Self::Withdrawal { .. } => MessageKind::Withdrawal,
        }
    }
}

/// What a certificate of service certifies (S99 art. 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The day of service, or of the last attempt.
    pub date: Date,
    /// A service method of the vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who received the papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// What stood in the way of service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
    /// Why the papers were not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal_reason: Option<String>,
    /// What goes back with it: `letter`, `documents`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned_papers: Vec<String>,
}

impl Certificate {
    /// Checks the form, not the law: texts that can be shown, codes of the vocabulary. What passes can be put to the rules as
    /// facts, and read back from the record.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let texts = [
            ("place", &self.place),
            ("recipient", &self.recipient),
            ("obstacle", &self.obstacle),
            ("refusal_reason", &self.refusal_reason),
        ];
        for (at, text) in texts {
            if let Some(text) = text {
                check_text(format!("certificate.{at}"), text)?;
            }
        }
        check_fact("document", &self.paper(Particulars::new()), Place::Root("certificate"))?;
        check_particulars(&self.particulars_of_return(), Place::Root("certificate"))
    }

    /// The certificate as the rules see it.
    pub fn as_fact(&self, result: ServiceResult, sealed_by: &AuthorityId, sealed_by_kind: &str) -> FactDocument {
        let codes = [("result", result.code()), ("sealed-by", sealed_by.as_str()), ("sealed-by-kind", sealed_by_kind)];
        self.paper(codes.map(|(name, code)| (name.to_owned(), Value::Text(code.to_owned()))).into())
    }

    /// What the rules are told about the papers that go back with it.
    pub(crate) fn particulars_of_return(&self) -> Particulars {
        if self.returned_papers.is_empty() {
            return Particulars::new();
        }
        [("returned-papers".to_owned(), Value::Codes(self.returned_papers.clone()))].into()
    }

    /// The paper, with these particulars and its own.
    fn paper(&self, mut particulars: Particulars) -> FactDocument {
        let texts = [
            ("method", &self.method),
            ("place", &self.place),
            ("recipient", &self.recipient),
            ("obstacle", &self.obstacle),
            ("refusal-reason", &self.refusal_reason),
        ];
        let given = |(name, text): (&str, &Option<String>)| Some((name.to_owned(), Value::Text(text.clone()?)));
        particulars.extend(texts.into_iter().filter_map(given));
        particulars.insert("date".into(), Value::Day(self.date));
        FactDocument {
            kind: "certificate-of-service".into(),
            languages: vec!["zh".into()],
            translations: Vec::new(),
            copies: Some(1),
            r#for: Vec::new(),
            particulars,
        }
    }
}
