//! What the Mainland, Hong Kong and Macao declared under the Convention, and what their own law adds to it.
//!
//! The declarations of the Mainland on articles 5 and 10 and those of Macao were read, the rest is from practical
//! information of the Hague Conference `[T-sec]`. Of another State nothing is known here: it has no entry.

use crate::Provision;
use crate::contract::Authority;

/// One side.
pub(super) struct Side {
    jurisdiction: &'static str,
    /// Articles 2 and 18: kinds of the authorities that receive requests.
    pub(super) receives: &'static [&'static str],
    /// Article 3: kinds of the authorities that forward requests under its law…
    pub(super) forwards: &'static [&'static str],
    /// …and where that law says so.
    pub(super) forwarding: Option<Provision>,
    /// Article 5(3): the languages for formal service…
    pub(super) languages: &'static [&'static str],
    /// …and where its own law asks for them.
    pub(super) translation: Option<Provision>,
    /// Article 10: it objects to service by post, and its own law forbids what is done without permission.
    pub(super) opposes_post: Option<Provision>,
    /// Objections that its own law makes a ground to refuse, in addition to article 13 or as its counterpart.
    pub(super) refusals: &'static [(&'static str, Provision)],
    /// What its own law says of special methods.
    pub(super) special_method: Option<Provision>,
    /// Whether its own law answers for a hearing that has passed, and for the translations of what it sends.
    pub(super) has_measures: bool,
}

pub(super) const CN_REFUSAL: Provision = Provision::new("cn-cpl-2023", "293");
pub(super) const CN_PERMISSION: Provision = Provision::new("cn-cpl-2023", "294");
pub(super) const CN_METHOD: Provision = Provision::new("cn-cpl-2023", "296");
pub(super) const CN_FORWARDING: Provision = Provision::new("cn-treaty-requests-2013", "9");
pub(super) const CN_REVIEW: Provision = Provision::new("cn-treaty-requests-rules-2013", "11");

/// The Ministry of Justice receives; requests go out through it, or straight from a High People's Court that the
/// Supreme People's Court has authorised, as Guangdong's is.
const MAINLAND: Side = Side {
    jurisdiction: "CN",
    receives: &["central-authority"],
    forwards: &["central-authority", "supreme-court", "high-court"],
    forwarding: Some(CN_FORWARDING),
    languages: &["zh"],
    translation: Some(CN_REVIEW),
    opposes_post: Some(CN_PERMISSION),
    refusals: &[
        ("sovereignty-or-security", CN_REFUSAL),
        ("social-public-interest", CN_REFUSAL),
        ("outside-judicial-functions", CN_REVIEW),
    ],
    special_method: Some(CN_METHOD),
    has_measures: true,
};

/// The Chief Secretary for Administration receives (article 18), and the Registrar of the High Court what comes through
/// consuls (article 9); what goes out is lodged with the Registrar and forwarded by the Chief Secretary. The
/// Administration Wing is of the Chief Secretary's Office.
const HONG_KONG: Side = Side {
    jurisdiction: "HK",
    receives: &["central-authority", "liaison-authority", "high-court"],
    forwards: &["central-authority", "liaison-authority", "high-court"],
    forwarding: None,
    languages: &["en", "zh"],
    translation: None,
    opposes_post: None,
    refusals: &[],
    special_method: None,
    has_measures: false,
};

/// The Public Prosecutions Office receives (article 18); what goes out is forwarded by it or by the judge of the case.
const MACAO: Side = Side {
    jurisdiction: "MO",
    receives: &["central-authority", "procuratorate"],
    forwards: &["central-authority", "procuratorate", "first-instance-court", "final-appeal-court"],
    forwarding: None,
    languages: &["zh", "pt"],
    translation: None,
    opposes_post: None,
    refusals: &[],
    special_method: None,
    has_measures: false,
};

/// The side of an authority; `None` for another State.
pub(super) fn of(authority: Option<&Authority>) -> Option<&'static Side> {
    let jurisdiction = authority?.jurisdiction.as_str();
    [&MAINLAND, &HONG_KONG, &MACAO].into_iter().find(|side| side.jurisdiction == jurisdiction)
}
