//! What the law says about a matter: findings, conclusions, requirements.

use crate::Declaration;
use crate::contract::{
    Assessment, Citation, Conclusion, Date, Finding, Particular, Place, Requirement, Severity, Value,
};

/// A provision of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provision {
    instrument: &'static str,
    number: &'static str,
}

impl Provision {
    /// Article, item or section `number` of `instrument`; `?` where the text is silent or the number not verified.
    pub const fn new(instrument: &'static str, number: &'static str) -> Self {
        Self { instrument, number }
    }

    /// The instrument's code.
    pub const fn instrument(self) -> &'static str {
        self.instrument
    }
}

impl From<Provision> for Citation {
    fn from(provision: Provision) -> Self {
        Self { instrument: provision.instrument.to_owned(), provision: provision.number.to_owned() }
    }
}

/// The answer as it grows, article by article.
pub struct Answer {
    assessment: Assessment,
    declaration: Option<&'static Declaration>,
}

impl Answer {
    /// An empty answer, with or without a verdict on admissibility.
    pub const fn new(verdict: bool) -> Self {
        let assessment =
            Assessment { verdict, findings: Vec::new(), conclusions: Vec::new(), requirements: Vec::new() };
        Self { assessment, declaration: None }
    }

    /// From here on this instrument speaks, in the codes that it declared.
    pub const fn turn_to(&mut self, declaration: &'static Declaration) {
        self.declaration = Some(declaration);
    }

    /// Applies one article: what `rule` finds, or else that the article is satisfied.
    pub fn article(&mut self, provision: Provision, rule: impl FnOnce(&mut Self)) {
        let before = self.count(Severity::Flag);
        rule(self);
        if self.count(Severity::Flag) == before {
            self.find(Finding::inform("satisfied", provision));
        }
    }

    /// What a rule of another article finds is found by this provision too.
    pub(crate) fn also_by(&mut self, provision: Provision, rule: impl FnOnce(&mut Self)) {
        let before = self.assessment.findings.len();
        rule(self);
        self.assessment.findings.iter_mut().skip(before).for_each(|finding| finding.citations.push(provision.into()));
    }

    /// Says a finding.
    pub fn find(&mut self, finding: Finding) {
        self.declared(&finding.code);
        self.assessment.findings.push(finding);
    }

    /// Draws a conclusion, with a day where it has one; the same one is drawn once.
    pub fn conclude(&mut self, code: &str, on: Option<Date>, provisions: &[Provision]) {
        self.declared(code);
        let citations = provisions.iter().copied().map(Citation::from).collect();
        let conclusion = Conclusion { code: code.to_owned(), on, citations };
        if !self.assessment.conclusions.contains(&conclusion) {
            self.assessment.conclusions.push(conclusion);
        }
    }

    /// Asks that a document exist in one of these languages.
    pub fn require(&mut self, document: &str, any_of_languages: &[&str], provision: Provision) {
        let any_of_languages = any_of_languages.iter().map(|&language| language.to_owned()).collect();
        let citations = vec![provision.into()];
        self.assessment.requirements.push(Requirement { document: document.to_owned(), any_of_languages, citations });
    }

    /// How many findings ask for a correction, or refuse.
    pub fn corrections(&self) -> usize {
        self.count(Severity::Correct)
    }

    /// The answer, whole.
    pub fn finish(self) -> Assessment {
        self.assessment
    }

    /// How many findings weigh at least this much: the contract names the heaviest first.
    fn count(&self, severity: Severity) -> usize {
        self.assessment.findings.iter().filter(|finding| finding.severity <= severity).count()
    }

    fn declared(&self, code: &str) {
        debug_assert!(self.declaration.is_none_or(|it| it.says(code)), "`{code}` is said but not declared");
    }
}

/// How much a finding weighs under each value of a switch; the first is also the weight under any other value.
pub struct Severities(pub &'static [(&'static str, Severity)]);

impl Severities {
    /// The weight under `value`.
    pub fn under(&self, value: &str) -> Severity {
        let named = self.0.iter().find(|(name, _)| *name == value).or(self.0.first());
        named.map_or(Severity::Correct, |(_, severity)| *severity)
    }
}

impl Finding {
    /// A finding of this weight.
    pub fn new(code: &str, severity: Severity, provision: Provision) -> Self {
        let citations = vec![provision.into()];
        Self { code: code.to_owned(), severity, about: None, arguments: Vec::new(), citations }
    }

    /// Something to be corrected or supplemented.
    pub fn correct(code: &str, provision: Provision) -> Self {
        Self::new(code, Severity::Correct, provision)
    }

    /// Something that a person should look at.
    pub fn flag(code: &str, provision: Provision) -> Self {
        Self::new(code, Severity::Flag, provision)
    }

    /// Something that changes nothing.
    pub fn inform(code: &str, provision: Provision) -> Self {
        Self::new(code, Severity::Inform, provision)
    }

    /// …about this place in the facts.
    pub fn about(mut self, place: Place) -> Self {
        self.about = Some(place);
        self
    }

    /// …resting on this provision, too.
    pub fn citing(mut self, provision: Provision) -> Self {
        self.citations.push(provision.into());
        self
    }

    /// …resting on this provision, too, if there is one.
    pub fn citing_any(self, provision: Option<Provision>) -> Self {
        match provision {
            Some(provision) => self.citing(provision),
            None => self,
        }
    }

    /// …with a word, a code or a name for its text.
    pub fn with_text(self, name: &str, value: &str) -> Self {
        self.with(name, Value::Text(value.to_owned()))
    }

    /// …with a number for its text.
    pub fn with_number(self, name: &str, value: usize) -> Self {
        self.with(name, Value::Number(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    /// …with codes for its text.
    pub fn with_codes(self, name: &str, value: &[String]) -> Self {
        self.with(name, Value::Codes(value.to_vec()))
    }

    /// …with a day for its text.
    pub fn with_day(self, name: &str, value: Date) -> Self {
        self.with(name, Value::Day(value))
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.arguments.push(Particular { name: name.to_owned(), value });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: Provision = Provision::new("an-instrument", "1");
    const DECLARATION: Declaration = Declaration {
        reads: &[],
        rules: &[crate::Rule::text(ARTICLE, &["defect", "remark"])],
        cites: &[],
        settings: &[],
    };

    fn answer() -> Answer {
        let mut answer = Answer::new(true);
        answer.turn_to(&DECLARATION);
        answer
    }

    #[test]
    fn an_article_that_finds_nothing_adverse_is_satisfied() {
        let mut answer = answer();
        answer.article(ARTICLE, |answer| answer.find(Finding::inform("remark", ARTICLE)));
        answer.article(ARTICLE, |answer| answer.find(Finding::correct("defect", ARTICLE)));
        let codes: Vec<_> = answer.finish().findings.into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["remark", "satisfied", "defect"]);
    }

    #[test]
    #[should_panic(expected = "`surprise` is said but not declared")]
    fn what_is_not_declared_cannot_be_said() {
        answer().find(Finding::flag("surprise", ARTICLE));
    }

    #[test]
    fn a_switch_with_an_unknown_value_weighs_as_its_first() {
        let severities = Severities(&[("return", Severity::Correct), ("flag", Severity::Flag)]);
        assert_eq!(severities.under("flag"), Severity::Flag);
        assert_eq!(severities.under(""), Severity::Correct);
    }
}
