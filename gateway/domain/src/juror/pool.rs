//! The pool of a draw: everybody on the lists from which a court draws is in it, or is excluded for a reason that is recorded.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::list::{INTERPRETATION, LAW, List, Lists};
use super::{Bar, Juror, State};
use crate::assessment::{Assessment, Citation, Finding, Severity};
use crate::registry::Tag;
use crate::{AuthorityId, Date, JurorId};

/// What the rules conclude of somebody who may not be drawn.
const EXCLUDED: &str = "excluded";
/// What they find of somebody who stands on the list of another court.
const ON_ANOTHER_LIST: &str = "juror-on-another-list";

/// The hearing for which jurors are drawn, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// Its day.
    pub on: Date,
    /// The lists from which the court draws.
    pub lists: Lists,
    /// How many cases a year each list allows; one without has the usual cap.
    pub caps: BTreeMap<AuthorityId, u32>,
    /// Who had which role in the same dispute before.
    pub earlier_roles: BTreeMap<JurorId, BTreeSet<EarlierRole>>,
    /// Whom the rules exclude, and why; see [`excluded_by`].
    pub excluded_by_rules: BTreeMap<JurorId, BTreeMap<String, Option<String>>>,
}

/// An earlier role in the same dispute (vocabulary: `earlier-roles`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EarlierRole {
    /// Mediated it as people's mediator.
    PeoplesMediator,
    /// Mediated it as invited mediator.
    InvitedMediator,
    /// Was its witness.
    Witness,
    /// Was an agent in it.
    Agent,
    /// Was an expert in it.
    Expert,
    /// Interpreted in it.
    Interpreter,
}

/// Why somebody on the lists is not in the pool. Codes are those of the rules where these say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Not sworn (People's Jurors Law art. 12).
    NotSworn,
    /// The term ends before the hearing (art. 13).
    TermOver,
    /// Barred, and not removed yet (arts 6, 7, 27).
    Barred(Bar),
    /// Mediated the dispute (Interpretation art. 6; Provisions on Invited Mediation art. 16).
    Mediated(EarlierRole),
    /// Had another role in the same case (art. 18; Civil Procedure Law art. 47).
    AnotherRole,
    /// Has as many cases in the year of the hearing as the court allows (Interpretation art. 17).
    CapReached,
    /// Said to be away on the day. The law is silent; the draw would fail for a reason that is known before it.
    Away,
    /// What the rules found.
    ByRules {
        /// The code of the finding.
        code: String,
        /// The provision that it rests on.
        cites: Option<String>,
    },
}

/// An eligible person: a leaf of the draw's tree is the canonical JSON of this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolEntry {
    /// The juror.
    pub id: JurorId,
    /// By what seats may ask for somebody, by the bytes of the tags.
    pub tags: BTreeSet<Tag>,
}

/// Somebody on the lists who may not be drawn for this hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The juror.
    pub id: JurorId,
    /// Why: each reason once, and never none.
    pub reasons: BTreeSet<Reason>,
}

/// Who may be drawn, and who may not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pool {
    /// The eligible, by the bytes of their ids.
    pub entries: Vec<PoolEntry>,
    /// The others on the same lists, likewise.
    pub exclusions: Vec<Exclusion>,
}

impl EarlierRole {
    /// Every role.
    pub const ALL: [Self; 6] =
        [Self::PeoplesMediator, Self::InvitedMediator, Self::Witness, Self::Agent, Self::Expert, Self::Interpreter];

    /// The code of the vocabulary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PeoplesMediator => "peoples-mediator",
            Self::InvitedMediator => "invited-mediator",
            Self::Witness => "witness",
            Self::Agent => "agent",
            Self::Expert => "expert",
            Self::Interpreter => "interpreter",
        }
    }
}

impl Reason {
    /// The code that is recorded.
    pub fn code(&self) -> &str {
        match self {
            Self::NotSworn => "juror-not-sworn",
            Self::TermOver => "juror-term-over",
            Self::Barred(bar) => bar.code(),
            Self::Mediated(_) => "juror-mediated-the-dispute",
            Self::AnotherRole => "juror-had-another-role",
            Self::CapReached => "annual-cap-reached",
            Self::Away => "juror-away",
            Self::ByRules { code, .. } => code,
        }
    }

    /// The provision that it rests on. `None` where the law is silent.
    pub fn cites(&self) -> Option<String> {
        let of = |instrument: &str, article: &str| Some(format!("{instrument}:{article}"));
        match self {
            Self::NotSworn => of(LAW, "12"),
            Self::TermOver => of(LAW, "13"),
            Self::Barred(Bar::JurorInBarredOffice) => of(LAW, "6(1)"),
            Self::Barred(Bar::JurorInBarredProfession) => of(LAW, "6(2)"),
            Self::Barred(Bar::JurorBarredByRecord) => of(LAW, "7"),
            Self::Mediated(EarlierRole::InvitedMediator) => of("cn-invited-mediation-2016", "16"),
            Self::Mediated(_) => of(INTERPRETATION, "6"),
            Self::AnotherRole => of(LAW, "18"),
            Self::CapReached => of(INTERPRETATION, "17"),
            Self::ByRules { cites, .. } => cites.clone(),
            Self::Away => None,
        }
    }
}

impl Exclusion {
    /// The codes that are recorded, each once.
    pub fn codes(&self) -> BTreeSet<&str> {
        self.reasons.iter().map(Reason::code).collect()
    }
}

/// Why the rules exclude the one juror whom they were asked about (`juror-draw`): the codes of what they found, each with the provision
/// that it rests on. Nothing, if they do not. Where courts share their lists by a setting, to stand on the list of another is no ground:
/// the setting names the rule that lets it, which the rules do not know.
pub fn excluded_by(assessment: &Assessment, lists: &Lists) -> BTreeMap<String, Option<String>> {
    let excluded = assessment.conclusions.iter().filter(|conclusion| conclusion.code == EXCLUDED);
    let grounds: BTreeSet<&Citation> = excluded.flat_map(|conclusion| &conclusion.citations).collect();
    let says_why = |finding: &&Finding| {
        let is_ground = finding.citations.first().is_some_and(|citation| grounds.contains(citation));
        let is_of_juror = finding.about.as_deref().is_some_and(|place| place.starts_with("persons["));
        let is_let = lists.by_setting && finding.code == ON_ANOTHER_LIST;
        finding.severity != Severity::Inform && is_ground && is_of_juror && !is_let
    };
    let why = assessment.findings.iter().filter(says_why);
    why.map(|finding| (finding.code.clone(), finding.citations.first().map(ToString::to_string))).collect()
}

/// Who of these may be drawn for the hearing. Whoever is on none of the lists, or was never appointed, or has left, is in neither part.
pub fn eligible<'a>(jurors: impl IntoIterator<Item = &'a Juror>, hearing: &Hearing) -> Pool {
    let mut pool = Pool::default();
    let is_on = |juror: &&Juror| juror.is_listed() && hearing.lists.courts.contains(&juror.standing.court);
    for juror in jurors.into_iter().filter(is_on) {
        let reasons = reasons(juror, hearing);
        let id = juror.id.clone();
        if reasons.is_empty() {
            pool.entries.push(PoolEntry { id, tags: juror.profile.tags() });
        } else {
            pool.exclusions.push(Exclusion { id, reasons });
        }
    }
    // The draw's tree has its leaves by the bytes of the ids.
    pool.entries.sort_by_cached_key(|entry| entry.id.to_string());
    pool.exclusions.sort_by_cached_key(|exclusion| exclusion.id.to_string());
    pool
}

fn reasons(juror: &Juror, hearing: &Hearing) -> BTreeSet<Reason> {
    let standing = &juror.standing;
    let cap = hearing.caps.get(&standing.court).copied().unwrap_or(List::usual_cap());
    let itself = [
        (standing.state == State::Appointed).then_some(Reason::NotSworn),
        (!standing.term_reaches(hearing.on)).then_some(Reason::TermOver),
        standing.bar.map(Reason::Barred),
        (standing.cases_in(hearing.on.year()) >= cap).then_some(Reason::CapReached),
        juror.is_away(hearing.on).then_some(Reason::Away),
    ];
    let roles = hearing.earlier_roles.get(&juror.id).into_iter().flatten().map(|role| match role {
        EarlierRole::PeoplesMediator | EarlierRole::InvitedMediator => Reason::Mediated(*role),
        _ => Reason::AnotherRole,
    });
    let mut reasons: BTreeSet<Reason> = itself.into_iter().flatten().chain(roles).collect();
    // What the rules say in the same words is one reason.
    for (code, cites) in hearing.excluded_by_rules.get(&juror.id).into_iter().flatten() {
        if !reasons.iter().any(|reason| reason.code() == code) {
            reasons.insert(Reason::ByRules { code: code.clone(), cites: cites.clone() });
        }
    }
    reasons
}
