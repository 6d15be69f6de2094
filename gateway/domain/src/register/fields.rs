//! What the registers say of whom they list, each in its own fields.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Jurisdiction;
use crate::limits::LAWS_OF_LISTING_MAX;
use crate::matter::{BadRequest, bad, check_text};
use crate::registry::{Register, Tag};

/// What a register says of whom it lists, beside names, languages and specialities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "register", rename_all = "kebab-case")]
pub enum Fields {
    /// Of a legal practitioner admitted in the nine cities.
    Practitioners(Practitioner),
    /// Of an expert for the law of another place.
    LawExperts(LawExpert),
    /// Of a body that ascertains the law of another place.
    AscertainmentBodies(AscertainmentBody),
    /// Of an insolvency administrator.
    InsolvencyAdministrators(Administrator),
}

/// A legal practitioner of Hong Kong or Macao who is admitted to practise in the nine cities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practitioner {
    /// As what, at home.
    pub profession: Profession,
    /// The number of the certificate by which the person practises in the nine cities.
    pub certificate: String,
    /// The cities in which the person practises.
    pub cities: BTreeSet<City>,
    /// The law firm there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firm: Option<String>,
}

/// A person who gives opinions on the law of another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawExpert {
    /// On which law.
    pub laws: BTreeSet<Law>,
    /// What shows that the person knows it.
    pub qualification: String,
    /// Where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
}

/// A body that ascertains the law of another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AscertainmentBody {
    /// Which law.
    pub laws: BTreeSet<Law>,
    /// By which deed or registration it exists.
    pub registration: String,
}

/// An insolvency administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Administrator {
    /// What it is.
    pub sort: AdministratorSort,
    /// The licence of the profession, or the registration of the firm.
    pub licence: String,
    /// The grade of the list, where it has grades; 1 is the highest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
}

/// The law of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// The side, or a foreign State.
    pub jurisdiction: Jurisdiction,
    /// Which State, by its code (`SG`), if it is a foreign one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Tag>,
}

/// The professions of Hong Kong and Macao: codes of the vocabulary (`occupation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profession {
    /// A solicitor of Hong Kong.
    Solicitor,
    /// A barrister of Hong Kong.
    Barrister,
    /// A lawyer of Macao (*advogado*).
    Lawyer,
}

/// The nine cities of the bay on the Mainland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum City {
    /// 广州.
    Guangzhou,
    /// 深圳.
    Shenzhen,
    /// 珠海.
    Zhuhai,
    /// 佛山.
    Foshan,
    /// 惠州.
    Huizhou,
    /// 东莞.
    Dongguan,
    /// 中山.
    Zhongshan,
    /// 江门.
    Jiangmen,
    /// 肇庆.
    Zhaoqing,
}

/// What an insolvency administrator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdministratorSort {
    /// A law firm.
    LawFirm,
    /// A firm of accountants.
    AccountingFirm,
    /// A firm that liquidates.
    LiquidationFirm,
    /// A person.
    Individual,
}

impl Profession {
    /// Every profession.
    pub const ALL: [Self; 3] = [Self::Solicitor, Self::Barrister, Self::Lawyer];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Solicitor => "solicitor",
            Self::Barrister => "barrister",
            Self::Lawyer => "lawyer",
        }
    }

    /// The side whose profession it is.
    pub const fn home(self) -> Jurisdiction {
        match self {
            Self::Solicitor | Self::Barrister => Jurisdiction::Hk,
            Self::Lawyer => Jurisdiction::Mo,
        }
    }
}

impl City {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::Guangzhou,
        Self::Shenzhen,
        Self::Zhuhai,
        Self::Foshan,
        Self::Huizhou,
        Self::Dongguan,
        Self::Zhongshan,
        Self::Jiangmen,
        Self::Zhaoqing,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Guangzhou => "guangzhou",
            Self::Shenzhen => "shenzhen",
            Self::Zhuhai => "zhuhai",
            Self::Foshan => "foshan",
            Self::Huizhou => "huizhou",
            Self::Dongguan => "dongguan",
            Self::Zhongshan => "zhongshan",
            Self::Jiangmen => "jiangmen",
            Self::Zhaoqing => "zhaoqing",
        }
    }
}

impl AdministratorSort {
    /// Every sort.
    pub const ALL: [Self; 4] = [Self::LawFirm, Self::AccountingFirm, Self::LiquidationFirm, Self::Individual];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LawFirm => "law-firm",
            Self::AccountingFirm => "accounting-firm",
            Self::LiquidationFirm => "liquidation-firm",
            Self::Individual => "individual",
        }
    }
}

impl Law {
    /// The tag by which whoever knows this law is found: `law-HK`, `law-XX-SG`.
    pub fn tag(&self) -> Option<Tag> {
        let state = self.state.as_ref().map(|state| format!("-{state}")).unwrap_or_default();
        format!("law-{}{state}", self.jurisdiction).parse().ok()
    }

    /// Checks that a foreign State is named, and that none is where the law is that of a side.
    ///
    /// # Errors
    /// The place that cannot stand as it is.
    pub fn check(&self, at: &str) -> Result<(), BadRequest> {
        match (self.jurisdiction, &self.state) {
            (Jurisdiction::Xx, None) => bad(format!("{at}.state"), "missing"),
            (Jurisdiction::Cn | Jurisdiction::Hk | Jurisdiction::Mo, Some(_)) => {
                bad(format!("{at}.state"), "not-there")
            }
            _ => Ok(()),
        }
    }
}

impl Fields {
    /// The register that they are of.
    pub const fn register(&self) -> Register {
        match self {
            Self::Practitioners(_) => Register::Practitioners,
            Self::LawExperts(_) => Register::LawExperts,
            Self::AscertainmentBodies(_) => Register::AscertainmentBodies,
            Self::InsolvencyAdministrators(_) => Register::InsolvencyAdministrators,
        }
    }

    /// The laws that are known; none where it is not about that.
    pub fn laws(&self) -> impl Iterator<Item = &Law> {
        let laws = match self {
            Self::LawExperts(expert) => Some(&expert.laws),
            Self::AscertainmentBodies(body) => Some(&body.laws),
            Self::Practitioners(_) | Self::InsolvencyAdministrators(_) => None,
        };
        laws.into_iter().flatten()
    }

    /// By what of them somebody is found, beside the specialities: `law-HK`, `city-guangzhou`, `solicitor`, `law-firm`.
    pub fn tags(&self) -> BTreeSet<Tag> {
        let mut tags: BTreeSet<Tag> = self.laws().filter_map(Law::tag).collect();
        let named: Vec<String> = match self {
            Self::Practitioners(practitioner) => {
                let cities = practitioner.cities.iter().map(|city| format!("city-{}", city.code()));
                cities.chain([practitioner.profession.code().to_owned()]).collect()
            }
            Self::InsolvencyAdministrators(administrator) => vec![administrator.sort.code().to_owned()],
            Self::LawExperts(_) | Self::AscertainmentBodies(_) => Vec::new(),
        };
        tags.extend(named.iter().filter_map(|tag| tag.parse().ok()));
        tags
    }

    /// Checks the form, for somebody of this region.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, region: Jurisdiction) -> Result<(), BadRequest> {
        match self {
            Self::Practitioners(practitioner) => practitioner.check(region),
            Self::LawExperts(expert) => {
                check_laws(&expert.laws)?;
                check_text("fields.qualification".to_owned(), &expert.qualification)?;
                check_optional("fields.institution", expert.institution.as_deref())
            }
            Self::AscertainmentBodies(body) => {
                check_laws(&body.laws)?;
                check_text("fields.registration".to_owned(), &body.registration)
            }
            Self::InsolvencyAdministrators(administrator) => {
                if administrator.grade.is_some_and(|grade| !(1..=9).contains(&grade)) {
                    return bad("fields.grade", "out-of-range");
                }
                check_text("fields.licence".to_owned(), &administrator.licence)
            }
        }
    }
}

impl Practitioner {
    /// Only who belongs to the profession of the place that he or she comes from is admitted so.
    fn check(&self, region: Jurisdiction) -> Result<(), BadRequest> {
        if self.profession.home() != region {
            return bad("fields.profession", "another-region");
        }
        if self.cities.is_empty() {
            return bad("fields.cities", "empty-list");
        }
        check_text("fields.certificate".to_owned(), &self.certificate)?;
        check_optional("fields.firm", self.firm.as_deref())
    }
}

/// At least one, also that of the keeper's own side: the courts of the others ask for it.
fn check_laws(laws: &BTreeSet<Law>) -> Result<(), BadRequest> {
    if laws.is_empty() {
        return bad("fields.laws", "empty-list");
    }
    if laws.len() > LAWS_OF_LISTING_MAX {
        return bad("fields.laws", "too-many");
    }
    laws.iter().try_for_each(|law| law.check("fields.laws"))
}

fn check_optional(at: &str, text: Option<&str>) -> Result<(), BadRequest> {
    text.map_or(Ok(()), |text| check_text(at.to_owned(), text))
}
