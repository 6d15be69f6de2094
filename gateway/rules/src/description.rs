//! What a component says about itself, checked before anything of it is believed.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::assessment::Citation;
use comity_domain::facts::{Authority, Facts, Particulars, Value};
use comity_domain::{Date, Jurisdiction};

use crate::contract as wit;
use crate::{Fault, lift};

/// What a component says about itself, checked.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Description {
    /// The rule set's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its side.
    pub jurisdiction: Jurisdiction,
    /// The questions that it answers.
    pub scopes: Vec<Scope>,
    /// The instruments that it cites.
    pub instruments: Vec<String>,
    /// The first day of the law that it states.
    pub in_force_from: Date,
    /// The last day of it.
    pub in_force_until: Option<Date>,
    /// The facts that it reads.
    pub reads: Vec<String>,
    /// The codes that it can say.
    pub says: Vec<String>,
    /// Which rule says them.
    pub rules: Vec<Rule>,
    /// Its switches with their defaults.
    pub settings: Particulars,
    /// Every value that a switch knows, the default first.
    pub choices: BTreeMap<String, Vec<String>>,
}

/// A procedure at some stages, between these sides.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Scope {
    /// The procedure's code.
    pub procedure: String,
    /// Codes of its stages.
    pub stages: Vec<String>,
    /// The side that asks.
    pub requesting: Option<Jurisdiction>,
    /// The side that is asked.
    pub requested: Option<Jurisdiction>,
    /// The side of the court that acts by itself.
    pub forum: Option<Jurisdiction>,
}

/// One rule: its article, what it can say, how sure its reading is, and which switches govern it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rule {
    /// Instrument and article.
    pub provision: Citation,
    /// How sure the reading of the text is.
    pub confidence: Confidence,
    /// Codes of findings, conclusions and periods.
    pub says: Vec<String>,
    /// Codes of switches.
    pub switches: Vec<String>,
}

/// How sure the reading of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The text was read.
    Text,
    /// Known from a second hand only.
    Secondary,
    /// General knowledge; the text was not seen.
    Knowledge,
    /// No law, but what is done where the text is silent.
    Policy,
    /// Known to be uncertain, or in conflict with another text.
    Uncertain,
}

impl Confidence {
    /// Every degree, the surest first.
    pub const ALL: [Self; 5] = [Self::Text, Self::Secondary, Self::Knowledge, Self::Policy, Self::Uncertain];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Secondary => "secondary",
            Self::Knowledge => "knowledge",
            Self::Policy => "policy",
            Self::Uncertain => "uncertain",
        }
    }
}

impl Scope {
    pub(crate) fn covers(&self, facts: &Facts) -> bool {
        let side = |authority: &Option<Authority>| authority.as_ref().map(|authority| authority.jurisdiction);
        self.procedure == facts.procedure
            && self.stages.iter().any(|stage| stage == facts.stage.as_str())
            && self.requesting == side(&facts.requesting)
            && self.requested == side(&facts.requested)
            && self.forum == side(&facts.forum)
    }
}

impl Description {
    /// Believes what can be: codes that are codes, rules that say what is declared, and nothing said without a rule.
    pub(crate) fn check(described: wit::RuleSet) -> Result<Self, Fault> {
        lift::code(&described.id)?;
        described.says.iter().chain(&described.instruments).try_for_each(|it| lift::code(it))?;
        let choices = choices(described.settings)?;
        Ok(Self {
            id: described.id,
            version: described.version,
            jurisdiction: lift::side(&described.jurisdiction)?,
            scopes: described.scopes.into_iter().map(Scope::check).collect::<Result<_, _>>()?,
            in_force_from: lift::day(described.in_force_from)?,
            in_force_until: described.in_force_until.map(lift::day).transpose()?,
            reads: described.reads,
            rules: rules(described.rules, &described.says, &described.instruments)?,
            instruments: described.instruments,
            says: described.says,
            settings: defaults(&choices),
            choices,
        })
    }
}

impl Scope {
    fn check(scope: wit::Scope) -> Result<Self, Fault> {
        let side = |side: Option<String>| side.as_deref().map(lift::side).transpose();
        lift::code(&scope.procedure)?;
        scope.stages.iter().try_for_each(|stage| lift::code(stage))?;
        Ok(Self {
            procedure: scope.procedure,
            stages: scope.stages,
            requesting: side(scope.requesting)?,
            requested: side(scope.requested)?,
            forum: side(scope.forum)?,
        })
    }
}

fn choices(settings: Vec<wit::Setting>) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let mut choices = BTreeMap::new();
    for wit::Setting { name, values } in settings {
        lift::code(&name)?;
        values.iter().try_for_each(|value| lift::code(value))?;
        if values.is_empty() {
            return Err(Fault::MalformedAnswer(format!("the switch `{name}` knows no value")));
        }
        choices.insert(name, values);
    }
    Ok(choices)
}

fn defaults(choices: &BTreeMap<String, Vec<String>>) -> Particulars {
    let default = |(name, values): (&String, &Vec<String>)| Some((name.clone(), Value::Text(values.first()?.clone())));
    choices.iter().filter_map(default).collect()
}

fn rules(rules: Vec<wit::Rule>, says: &[String], instruments: &[String]) -> Result<Vec<Rule>, Fault> {
    let declared =
        lift::Says { codes: says.iter().cloned().collect(), instruments: instruments.iter().cloned().collect() };
    let rules: Vec<_> = rules.into_iter().map(|rule| Rule::check(rule, &declared)).collect::<Result<_, _>>()?;
    let ruled: BTreeSet<_> =
        rules.iter().flat_map(|rule| &rule.says).map(String::as_str).chain(["satisfied"]).collect();
    match says.iter().find(|code| !ruled.contains(code.as_str())) {
        Some(code) => Err(Fault::MalformedAnswer(format!("`{code}` is said by no rule"))),
        None => Ok(rules),
    }
}

impl Rule {
    fn check(rule: wit::Rule, declared: &lift::Says) -> Result<Self, Fault> {
        rule.switches.iter().try_for_each(|switch| lift::code(switch))?;
        Ok(Self {
            provision: declared.citation(rule.provision)?,
            confidence: rule.confidence.into(),
            says: rule.says.into_iter().map(|code| declared.declared(code)).collect::<Result<_, _>>()?,
            switches: rule.switches,
        })
    }
}

impl From<wit::Confidence> for Confidence {
    fn from(confidence: wit::Confidence) -> Self {
        match confidence {
            wit::Confidence::Text => Self::Text,
            wit::Confidence::Secondary => Self::Secondary,
            wit::Confidence::Knowledge => Self::Knowledge,
            wit::Confidence::Policy => Self::Policy,
            wit::Confidence::Uncertain => Self::Uncertain,
        }
    }
}
