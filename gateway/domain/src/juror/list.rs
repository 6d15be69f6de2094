//! The lists of the courts: how many posts one has, how often its jurors sit, and from whose lists a court draws.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Refusal, Route, Standing, State};
use crate::limits::{ANNUAL_CAP_MAX_CASES, COURTS_OF_LISTS_MAX};
use crate::matter::{BadRequest, check_text};
use crate::{AuthorityId, Date};

/// The law: People's Jurors Law (人民陪审员法), and the Interpretation on its application (法释〔2019〕5号).
pub(super) const LAW: &str = "cn-assessors-law-2018";
pub(super) const INTERPRETATION: &str = "cn-assessors-interpretation-2019";

/// Art. 8(2): so many jurors for each judge, at least.
const JURORS_OF_JUDGE: u32 = 3;
/// Art. 11(2): of so many posts one at most by application or recommendation.
const POSTS_OF_APPLICATION: u32 = 5;

/// What a basic court has fixed for its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The court. Jurors are those of a basic court (arts 9 to 11).
    pub court: AuthorityId,
    /// Its judges.
    pub judges: u32,
    /// Its posts for jurors.
    pub quota: u32,
    /// So many cases a year may one juror have (art. 24; Interpretation art. 17). Not above thirty, as a rule.
    #[serde(default = "List::usual_cap")]
    pub annual_cap: u32,
}

/// How many posts of a list are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Posts {
    /// By whomever.
    pub held: u32,
    /// By those who came by application or recommendation.
    pub by_application: u32,
}

/// A court that draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Court {
    /// A basic court: from its own list (art. 19(1)).
    Basic {
        /// The court.
        id: AuthorityId,
    },
    /// An intermediate or a high court: from the lists of the basic courts in its area (art. 19(2)).
    Higher {
        /// The court.
        id: AuthorityId,
        /// The basic courts in its area.
        basic_courts: BTreeSet<AuthorityId>,
    },
}

/// Courts of a region that share their jurors from Hong Kong and Macao. The law lets only courts above draw from others' lists, so
/// basic courts need a rule of their own, and the setting names it. Without it nobody shares anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedLists {
    /// On what it rests: the instrument and its provision, as they are cited.
    pub legal_basis: String,
    /// From when it holds.
    pub in_force_from: Date,
    /// The courts.
    pub courts: BTreeSet<AuthorityId>,
}

/// The lists from which a court draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// The courts whose lists they are.
    pub courts: BTreeSet<AuthorityId>,
    /// On what that rests: a citation, or what the setting names.
    pub legal_basis: String,
    /// It rests on the setting, of which the rules know nothing.
    pub by_setting: bool,
}

impl List {
    /// The cap where a court has fixed none: thirty cases a year (Interpretation art. 17).
    pub const fn usual_cap() -> u32 {
        30
    }

    /// Checks what was fixed.
    ///
    /// # Errors
    /// [`Refusal::QuotaTooSmall`]: at least three jurors for each judge (art. 8(2)). [`Refusal::BadRequest`]: a cap that is none.
    pub fn check(&self) -> Result<(), Refusal> {
        let needed = self.judges.saturating_mul(JURORS_OF_JUDGE);
        if self.quota < needed {
            return Err(Refusal::QuotaTooSmall { needed });
        }
        if self.annual_cap == 0 || self.annual_cap > ANNUAL_CAP_MAX_CASES {
            return Err(BadRequest { at: "annual_cap".to_owned(), code: "out-of-range" }.into());
        }
        Ok(())
    }

    /// So many posts may be held by those who came by application or recommendation: a fifth (art. 11(2)).
    pub const fn for_application(&self) -> u32 {
        self.quota / POSTS_OF_APPLICATION
    }

    /// Is there a post for one more, by this way?
    ///
    /// # Errors
    /// [`Refusal::NoPostFree`], [`Refusal::ApplicationShare`].
    pub const fn has_post(&self, posts: Posts, route: Route) -> Result<(), Refusal> {
        if posts.held >= self.quota {
            return Err(Refusal::NoPostFree { quota: self.quota });
        }
        let allowed = self.for_application();
        match route {
            Route::Application if posts.by_application >= allowed => Err(Refusal::ApplicationShare { allowed }),
            Route::Application | Route::Random => Ok(()),
        }
    }
}

impl Posts {
    /// Those of one list: an appointed juror holds a post before the oath, too, and until the term is over.
    pub fn of<'a>(standings: impl IntoIterator<Item = &'a Standing>, court: &AuthorityId, today: Date) -> Self {
        let holds = |standing: &&Standing| standing.court == *court && standing.holds_post(today);
        standings.into_iter().filter(holds).fold(Self::default(), |posts, standing| Self {
            held: posts.held + 1,
            by_application: posts.by_application + u32::from(standing.route == Route::Application),
        })
    }
}

impl Court {
    /// The lists from which it draws on this day.
    ///
    /// # Errors
    /// [`Refusal::NoLists`]: it has no basic courts in its area, so nobody to draw from.
    pub fn lists(&self, shared: Option<&SharedLists>, today: Date) -> Result<Lists, Refusal> {
        match self {
            Self::Basic { id } => {
                let shared = shared.filter(|shared| shared.in_force_from <= today && shared.courts.contains(id));
                Ok(match shared {
                    Some(shared) => {
                        let (courts, legal_basis) = (shared.courts.clone(), shared.legal_basis.clone());
                        Lists { courts, legal_basis, by_setting: true }
                    }
                    None => {
                        let (courts, legal_basis) = (BTreeSet::from([id.clone()]), format!("{LAW}:19(1)"));
                        Lists { courts, legal_basis, by_setting: false }
                    }
                })
            }
            Self::Higher { basic_courts, .. } if basic_courts.is_empty() => Err(Refusal::NoLists),
            Self::Higher { basic_courts, .. } => {
                let (courts, legal_basis) = (basic_courts.clone(), format!("{LAW}:19(2)"));
                Ok(Lists { courts, legal_basis, by_setting: false })
            }
        }
    }
}

impl SharedLists {
    /// Checks the setting: it names its legal basis, and at least two courts.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        check_text("legal_basis".to_owned(), &self.legal_basis)?;
        let bad = |code| Err(BadRequest { at: "courts".to_owned(), code });
        match self.courts.len() {
            0 | 1 => bad("empty-list"),
            courts if courts > COURTS_OF_LISTS_MAX => bad("too-many"),
            _ => Ok(()),
        }
    }
}

/// How often the jurors of one list sit in one year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Load {
    /// Jurors who serve.
    pub serving: u32,
    /// Of them, those who came by application or recommendation.
    pub by_application: u32,
    /// Cases of the year in which they have seats, or had them.
    pub cases: u32,
    /// How many of them have so many cases: from the number of cases to the number of jurors.
    pub jurors_with: BTreeMap<u32, u32>,
    /// Those who have as many as they may have.
    pub at_cap: u32,
}

impl Load {
    /// That of each list in a year. A list without a cap of its own has the usual one.
    pub fn of<'a>(
        standings: impl IntoIterator<Item = &'a Standing>,
        caps: &BTreeMap<AuthorityId, u32>,
        year: i16,
    ) -> BTreeMap<AuthorityId, Self> {
        let mut loads: BTreeMap<AuthorityId, Self> = BTreeMap::new();
        for standing in standings.into_iter().filter(|standing| standing.state == State::Serving) {
            let cap = caps.get(&standing.court).copied().unwrap_or(List::usual_cap());
            let cases = standing.cases_in(year);
            let load = loads.entry(standing.court.clone()).or_default();
            load.serving += 1;
            load.by_application += u32::from(standing.route == Route::Application);
            load.cases += cases;
            load.at_cap += u32::from(cases >= cap);
            *load.jurors_with.entry(cases).or_default() += 1;
        }
        loads
    }

    /// Half of the jurors have no more cases than this.
    pub fn median(&self) -> u32 {
        let mut seen = 0;
        let middle = self.jurors_with.iter().find(|(_, jurors)| {
            seen += **jurors;
            seen * 2 >= self.serving
        });
        middle.map_or(0, |(cases, _)| *cases)
    }

    /// The most cases that one of them has.
    pub fn most(&self) -> u32 {
        self.jurors_with.last_key_value().map_or(0, |(cases, _)| *cases)
    }
}
