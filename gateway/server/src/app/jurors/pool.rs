//! The pool of a draw: everybody on the lists from which the court draws is in it, or is left out with every reason and its provision. Who
//! may not be drawn the rules of the court's side decide, one juror at a time; without their answer there is no pool.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::assessment::Assessment;
use comity_domain::facts::{Authority, Facts};
use comity_domain::juror::{
    self, Court, EarlierRole, Exclusion, Hearing, Pool, PoolEntry, Reason, Refusal, Trial, draw_question, eligible,
    excluded_by, panel_question, trial_question,
};
use comity_domain::{AuthorityId, Date, JurorId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::failure::Failure;
use super::super::{App, views};
use crate::access::{Permit, action};

/// The kinds of the courts that draw.
pub(super) const BASIC_COURT: &str = "basic-court";
const COURTS_ABOVE: [&str; 2] = ["intermediate-court", "high-court"];

/// For which hearing somebody is to be drawn, and what is known of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawnFor {
    /// The day of the hearing.
    #[schema(value_type = String, format = Date)]
    pub hearing: Date,
    /// The court's number of the case. With it whoever mediated its dispute is left out as far as this gateway knows, whatever
    /// `earlier_roles` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// How the case is tried.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub trial: Trial,
    /// Who had which role in the same dispute before.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub earlier_roles: BTreeMap<JurorId, BTreeSet<EarlierRole>>,
}

/// Who may be drawn for a hearing, and who may not. No names.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct JurorPool {
    /// The lists, and on what it rests that the court draws from them.
    #[schema(value_type = Object)]
    pub lists: juror::Lists,
    /// Those who may be drawn, by the bytes of their ids.
    #[schema(value_type = Vec<Object>)]
    pub entries: Vec<PoolEntry>,
    /// The others on these lists, likewise.
    pub excluded: Vec<Excluded>,
    /// What the rules say of the draw itself, whoever is drawn: whether jurors sit in such a case, and whether it is not too late.
    #[schema(value_type = Object)]
    pub assessment: Assessment,
}

/// Somebody on the lists who may not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Excluded {
    /// The juror.
    #[schema(value_type = String)]
    pub id: JurorId,
    /// Why: one reason at least.
    pub reasons: Vec<Ground>,
}

/// Why somebody may not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ground {
    /// The code.
    pub code: String,
    /// The provision that it rests on; absent where the law is silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cites: Option<String>,
}

impl From<Exclusion> for Excluded {
    fn from(exclusion: Exclusion) -> Self {
        let ground = |reason: &Reason| Ground { code: reason.code().to_owned(), cites: reason.cites() };
        Self { id: exclusion.id, reasons: exclusion.reasons.iter().map(ground).collect() }
    }
}

impl App {
    /// The pool of the court on whose behalf the permit is.
    pub async fn form_juror_pool(
        &self,
        permit: &Permit<action::FormJurorPool>,
        drawn_for: &DrawnFor,
    ) -> Result<JurorPool, Failure> {
        self.juror_pool(permit.authority(), drawn_for).await
    }

    /// The pool from which a court here draws. Whether the draw may take place at all says `assessment`: the pool is the same.
    ///
    /// # Errors
    /// [`Refusal::NoLists`]: the court draws from nobody's list. [`Refusal::RulesSilent`]: the rules did not answer.
    pub(in crate::app) async fn juror_pool(
        &self,
        court: &AuthorityId,
        drawn_for: &DrawnFor,
    ) -> Result<JurorPool, Failure> {
        drawn_for.trial.check().map_err(Refusal::from)?;
        let (court, today) = (self.court(court)?, self.clock().today()?);
        let lists = self.drawn_from(&court, today)?;
        let mut hearing = Hearing {
            on: drawn_for.hearing,
            caps: self.annual_caps(&lists.courts)?,
            lists,
            earlier_roles: drawn_for.earlier_roles.clone(),
            excluded_by_rules: BTreeMap::new(),
        };
        let assessment = self.said(trial_question(&hearing, &drawn_for.trial, &court, today)).await?;
        let jurors = self.jurors_of(&hearing.lists.courts)?;
        if let Some(case) = drawn_for.case.as_deref() {
            for (id, roles) in self.jurors_who_mediated((&court.authority, case), &jurors)? {
                hearing.earlier_roles.entry(id).or_default().extend(roles);
            }
        }
        for juror in jurors.iter().filter(|juror| juror.is_listed()) {
            let said = self.said(draw_question(juror, &hearing, &court, today)).await?;
            let why = excluded_by(&said, &hearing.lists);
            if !why.is_empty() {
                hearing.excluded_by_rules.insert(juror.id.clone(), why);
            }
        }
        let Pool { entries, exclusions } = eligible(jurors.iter().map(|juror| &**juror), &hearing);
        let excluded = exclusions.into_iter().map(Excluded::from).collect();
        Ok(JurorPool { lists: hearing.lists, entries, excluded, assessment })
    }

    /// What the rules of the court's side say of a panel of so many judges and jurors.
    ///
    /// # Errors
    /// [`Refusal::RulesSilent`]: they did not answer.
    pub(in crate::app) async fn panel_examined(
        &self,
        court: &AuthorityId,
        trial: &Trial,
        panel: (u32, u32),
    ) -> Result<Assessment, Failure> {
        let (court, today) = (self.court(court)?, self.clock().today()?);
        self.said(panel_question(trial, panel, &court, today)).await
    }

    /// The lists from which a court draws on this day.
    pub(in crate::app) fn drawn_from(&self, court: &Authority, today: Date) -> Result<juror::Lists, Failure> {
        let id = court.authority.clone();
        let court = match court.kind.as_str() {
            BASIC_COURT => Court::Basic { id },
            kind if COURTS_ABOVE.contains(&kind) => Court::Higher { id, basic_courts: self.basic_courts(court) },
            _ => return Err(Refusal::NoLists.into()),
        };
        Ok(court.lists(self.court_lists().shared.as_ref(), today)?)
    }

    /// How many cases a year each of these lists allows, where its court has fixed that.
    pub(super) fn annual_caps(&self, courts: &BTreeSet<AuthorityId>) -> Result<BTreeMap<AuthorityId, u32>, Failure> {
        let views = self.ledger().store().views();
        let fixed = |court: &AuthorityId| views::juror_list(&*views, court).transpose();
        courts.iter().filter_map(fixed).map(|list| list.map(|list| (list.court, list.annual_cap))).collect()
    }

    /// Of the courts below, those that have lists of their own.
    fn basic_courts(&self, court: &Authority) -> BTreeSet<AuthorityId> {
        let roll = self.roll();
        let is_basic = |id: &&AuthorityId| roll.authority(id).is_some_and(|entry| entry.kind == BASIC_COURT);
        court.subordinate_courts.iter().flatten().filter(is_basic).cloned().collect()
    }

    async fn said(&self, facts: Facts) -> Result<Assessment, Failure> {
        match self.examine(facts).await {
            Ok(check) => Ok(check.assessment),
            Err(silent) => Err(Refusal::RulesSilent { fault: silent.fault }.into()),
        }
    }
}
