//! What goes back: the certificate of service (S99 art. 5, M20 art. 12), or of the taking of evidence (E17 art. 10, M20 art. 21).

use serde::{Deserialize, Serialize};

use super::{Amount, particulars_of_return};
use crate::facts::{Document as FactDocument, Particulars, Value};
use crate::json::Place;
use crate::label::Label;
use crate::limits::{ACTS_MAX, AMOUNT_MAX_HUNDREDTHS, CERTIFICATE_FILES_MAX, PRESENT_MAX, REQUEST_MAX_BYTES};
use crate::matter::{
    BadRequest, ExecutionResult, FileRef, Privilege, Procedure, at_most, bad, check_fact, check_particulars,
    check_text, claimed,
};
use crate::{AuthorityId, Date};

/// What a certificate certifies.
///
/// Its JSON has `taking` if it is one of evidence; else it is one of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Certificate {
    /// The day of service, or on which the taking of evidence was completed; or that of the last attempt.
    pub date: Date,
    /// What was done.
    #[serde(flatten)]
    pub certified: Certified,
    /// What goes back with it: `letter`, `documents`, `attachments`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub returned_papers: Vec<String>,
    /// The label of the evidence that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Certified {
    /// Documents were served, or not.
    Service(ServiceCertificate),
    /// Evidence was taken, or not.
    Taking {
        /// What became of each act.
        taking: Box<Taking>,
    },
}

/// How, where and on whom documents were served, or why not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ServiceCertificate {
    /// A service method of the vocabulary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who received the papers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// What stood in the way of service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
    /// Why the papers were not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal_reason: Option<String>,
}

/// What became of a request for evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taking {
    /// What became of each act, in the order of the letter.
    pub acts: Vec<ActTaken>,
    /// The written reply, or the written reasons for what was not executed (E17 art. 10(1) and (2), M20 art. 21).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_reasons: Option<String>,
    /// The right to refuse that a witness claimed (E17 art. 10(3), M20 art. 21(3)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privilege: Option<Privilege>,
    /// What it cost that the requesting side bears (E17 art. 9, M20 art. 8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Amount>,
}

/// What became of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActTaken {
    /// Whether it was executed.
    pub result: ActResult,
    /// On which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// By whom: the court, the officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How: in person or by video, on oath or not, by which special method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// How it was recorded: a transcript that was read and signed, sound and picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// Who was present.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<String>,
    /// What could not be done, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The evidence itself: statements, documents, recordings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// Whether an act was executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActResult {
    /// It was.
    Executed,
    /// Some of it was.
    PartlyExecuted,
    /// It was not.
    NotExecuted,
}

impl ActResult {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Executed => "executed",
            Self::PartlyExecuted => "partly-executed",
            Self::NotExecuted => "not-executed",
        }
    }
}

/// A certificate as it stands in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    date: Date,
    method: Option<String>,
    place: Option<String>,
    recipient: Option<String>,
    obstacle: Option<String>,
    refusal_reason: Option<String>,
    taking: Option<Box<Taking>>,
    #[serde(default)]
    returned_papers: Vec<String>,
    label: Option<Label>,
}

/// The JSON is that of no kind of certificate.
#[derive(Debug, thiserror::Error)]
#[error("a certificate of the taking of evidence says nothing of service")]
struct OfBoth;

impl TryFrom<Written> for Certificate {
    type Error = OfBoth;

    fn try_from(written: Written) -> Result<Self, OfBoth> {
        let Written { date, method, place, recipient, obstacle, refusal_reason, taking, returned_papers, label } =
            written;
        let service = ServiceCertificate { method, place, recipient, obstacle, refusal_reason };
        let certified = match taking {
            None => Certified::Service(service),
            Some(taking) if service == ServiceCertificate::default() => Certified::Taking { taking },
            Some(_) => return Err(OfBoth),
        };
        Ok(Self { date, certified, returned_papers, label })
    }
}

impl Certificate {
    /// Checks the form, not the law: texts that can be shown, codes of the vocabulary, a result that is one of it. What passes can be
    /// put to the rules as facts, and read back from the record.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, result: ExecutionResult) -> Result<(), BadRequest> {
        if self.procedure() != result.procedure() {
            return bad("result", "another-procedure");
        }
        match &self.certified {
            Certified::Service(service) => service.check()?,
            Certified::Taking { taking } => {
                if taking.result() != result {
                    return bad("result", "not-what-was-done");
                }
                taking.check()?;
            }
        }
        if let Some(label) = &self.label {
            check_text("certificate.label.case.number".into(), &label.case.number)?;
        }
        let short = serde_json::to_vec(self).is_ok_and(|json| json.len() <= REQUEST_MAX_BYTES);
        if !short {
            return bad("certificate", "too-long");
        }
        check_fact("document", &self.dated(), Place::Root("certificate"))?;
        check_particulars(&self.particulars_of_return(), Place::Root("certificate"))
    }

    /// The kind of cooperation that it certifies.
    pub const fn procedure(&self) -> Procedure {
        match self.certified {
            Certified::Service(_) => Procedure::ServiceOfDocuments,
            Certified::Taking { .. } => Procedure::TakingOfEvidence,
        }
    }

    /// How documents were served, if it is a certificate of service.
    pub const fn service(&self) -> Option<&ServiceCertificate> {
        match &self.certified {
            Certified::Service(service) => Some(service),
            Certified::Taking { .. } => None,
        }
    }

    /// What evidence was taken, if it is a certificate of that.
    pub fn taking(&self) -> Option<&Taking> {
        match &self.certified {
            Certified::Service(_) => None,
            Certified::Taking { taking } => Some(taking),
        }
    }

    /// Every file that it names.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        self.taking().into_iter().flat_map(|taking| &taking.acts).flat_map(|act| &act.files)
    }

    /// The certificate of service as the rules see it. There is none of evidence: there the acts have their results.
    pub fn as_fact(
        &self,
        result: ExecutionResult,
        sealed_by: &AuthorityId,
        sealed_by_kind: &str,
    ) -> Option<FactDocument> {
        let codes = [("result", result.code()), ("sealed-by", sealed_by.as_str()), ("sealed-by-kind", sealed_by_kind)];
        let codes = codes.map(|(name, code)| (name.to_owned(), Value::Text(code.to_owned())));
        self.service().map(|service| paper(self.date, service.particulars().into_iter().chain(codes).collect()))
    }

    /// What the rules are told about what goes back with it.
    pub(crate) fn particulars_of_return(&self) -> Particulars {
        let mut particulars = particulars_of_return(&self.returned_papers);
        if let Some(taking) = self.taking() {
            let reasons = taking.written_reasons.clone().map(|text| ("written-reasons".to_owned(), Value::Text(text)));
            particulars.extend(reasons);
            particulars.extend(taking.privilege.iter().flat_map(claimed));
        }
        particulars
    }

    /// What of it has the form of a paper: the schema has the only list of methods, and of what a day is.
    fn dated(&self) -> FactDocument {
        let service = self.service().map(ServiceCertificate::particulars);
        paper(self.date, service.unwrap_or_default())
    }
}

impl ServiceCertificate {
    fn check(&self) -> Result<(), BadRequest> {
        let texts = [
            ("place", &self.place),
            ("recipient", &self.recipient),
            ("obstacle", &self.obstacle),
            ("refusal_reason", &self.refusal_reason),
        ];
        let given = texts.into_iter().filter_map(|(at, text)| Some((at, text.as_ref()?)));
        for (at, text) in given {
            check_text(format!("certificate.{at}"), text)?;
        }
        Ok(())
    }

    fn particulars(&self) -> Particulars {
        let texts = [
            ("method", &self.method),
            ("place", &self.place),
            ("recipient", &self.recipient),
            ("obstacle", &self.obstacle),
            ("refusal-reason", &self.refusal_reason),
        ];
        let given = |(name, text): (&str, &Option<String>)| Some((name.to_owned(), Value::Text(text.clone()?)));
        texts.into_iter().filter_map(given).collect()
    }
}

impl Taking {
    /// What all of it comes to.
    pub fn result(&self) -> ExecutionResult {
        let all = |result| self.acts.iter().all(|act| act.result == result);
        if all(ActResult::NotExecuted) {
            ExecutionResult::NotTaken
        } else if all(ActResult::Executed) {
            ExecutionResult::EvidenceTaken
        } else {
            ExecutionResult::PartlyTaken
        }
    }

    fn check(&self) -> Result<(), BadRequest> {
        at_most("certificate.taking.acts", self.acts.len(), ACTS_MAX)?;
        let files = self.acts.iter().map(|act| act.files.len()).sum();
        at_most("certificate.taking.acts", files, CERTIFICATE_FILES_MAX)?;
        if let Some(text) = &self.written_reasons {
            check_text("certificate.taking.written_reasons".into(), text)?;
        }
        if let Some(privilege) = &self.privilege {
            privilege.check("certificate.taking.privilege")?;
        }
        if self.costs.is_some_and(|costs| costs.hundredths > AMOUNT_MAX_HUNDREDTHS) {
            return bad("certificate.taking.costs", "too-large");
        }
        self.acts.iter().enumerate().try_for_each(|(n, act)| act.check(&format!("certificate.taking.acts[{n}]")))
    }
}

impl ActTaken {
    fn check(&self, at: &str) -> Result<(), BadRequest> {
        at_most(&format!("{at}.present"), self.present.len(), PRESENT_MAX)?;
        let texts = [
            ("place", &self.place),
            ("by", &self.by),
            ("manner", &self.manner),
            ("recorded", &self.recorded),
            ("reason", &self.reason),
        ];
        for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
            check_text(format!("{at}.{key}"), text)?;
        }
        for (n, person) in self.present.iter().enumerate() {
            check_text(format!("{at}.present[{n}]"), person)?;
        }
        self.files.iter().enumerate().try_for_each(|(n, file)| file.check(&format!("{at}.files[{n}]")))
    }
}

fn paper(date: Date, mut particulars: Particulars) -> FactDocument {
    particulars.insert("date".into(), Value::Day(date));
    FactDocument {
        kind: "certificate-of-service".into(),
        languages: vec!["zh".into()],
        translations: Vec::new(),
        copies: Some(1),
        r#for: Vec::new(),
        particulars,
    }
}
