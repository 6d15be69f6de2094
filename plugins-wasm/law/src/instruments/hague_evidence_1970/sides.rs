//! What the Mainland, Hong Kong and Macao declared under the Convention, and what their own law adds to it.
//!
//! The declarations of the Mainland on article 23 and on Chapter II and that of Hong Kong on the French language were
//! read. For Macao those of 1999, when the Convention was extended to it, are known `[T-sec]`; what was declared when
//! it continued to apply was not read. Of another State nothing is known here: it has no entry.

use crate::Provision;
use crate::contract::Authority;

/// One side.
pub(super) struct Side {
    jurisdiction: &'static str,
    /// Articles 2 and 24: kinds of the authorities that receive letters of request.
    pub(super) receives: &'static [&'static str],
    /// Kinds of the authorities that send them abroad under its law…
    pub(super) sends: &'static [&'static str],
    /// …and where that law says so.
    pub(super) sending: Option<Provision>,
    /// Article 4: the languages that it accepts…
    pub(super) languages: &'static [&'static str],
    /// …those of which it is not certain…
    pub(super) perhaps: &'static [&'static str],
    /// …and where its own law, or a reservation, asks for them.
    pub(super) translation: Option<Provision>,
    /// Article 23: what it executes of a discovery of documents.
    pub(super) discovery: Discovery,
    /// Chapter II: who may take evidence on its territory without compulsion.
    pub(super) chapter_ii: ChapterTwo,
    /// Its own law, if it forbids what is done without permission.
    pub(super) permission: Option<Provision>,
    /// Objections that its own law makes a ground to refuse, in addition to article 12 or as its counterpart.
    pub(super) refusals: &'static [(&'static str, Provision)],
    /// Its own law on proceedings for which it takes evidence, on special methods, and on privileges.
    pub(super) proceedings: Option<Provision>,
    pub(super) special_method: Option<Provision>,
    pub(super) privileges: Option<Provision>,
    /// Article 14: does it ask for the fees of experts and interpreters and for the costs of a special method?
    pub(super) asks_for_costs: bool,
}

/// Article 23.
#[derive(Clone, Copy)]
pub(super) enum Discovery {
    /// Documents that are clearly enumerated, with a direct and close connection to the subject of the case.
    EnumeratedAndConnected,
    /// Particular documents that are specified; its own law says so too.
    Particular(Provision),
    /// None at all, as common-law countries know it; a particular document is no such discovery (our reading).
    None,
}

/// Chapter II.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChapterTwo {
    /// Only article 15: consuls, from nationals of their State.
    ConsulsOnly,
    /// Only article 15, and with permission.
    ConsulsWithPermission,
    /// Consuls, and commissioners with permission; how far is not verified.
    WithPermission,
}

pub(super) const CN_REFUSAL: Provision = Provision::new("cn-cpl-2023", "293");
pub(super) const CN_PERMISSION: Provision = Provision::new("cn-cpl-2023", "294");
pub(super) const CN_TRANSLATION: Provision = Provision::new("cn-cpl-2023", "295");
pub(super) const CN_METHOD: Provision = Provision::new("cn-cpl-2023", "296");
pub(super) const CN_SENDING: Provision = Provision::new("cn-treaty-requests-2013", "9");
/// The reservation on the French language.
const HK_RESERVATION: Provision = Provision::new("hague-evidence-1970", "33");
pub(super) const HK_PROCEEDINGS: Provision = Provision::new("hk-cap-8", "75");
pub(super) const HK_DISCOVERY: Provision = Provision::new("hk-cap-8", "76");
pub(super) const HK_PRIVILEGES: Provision = Provision::new("hk-cap-8", "77");

/// The Ministry of Justice receives; letters go out through it, or straight from a High People's Court that the Supreme
/// People's Court has authorised, as Guangdong's is.
const MAINLAND: Side = Side {
    jurisdiction: "CN",
    receives: &["central-authority"],
    sends: &["central-authority", "supreme-court", "high-court"],
    sending: Some(CN_SENDING),
    languages: &["zh"],
    perhaps: &[],
    translation: Some(CN_TRANSLATION),
    discovery: Discovery::EnumeratedAndConnected,
    chapter_ii: ChapterTwo::ConsulsOnly,
    permission: Some(CN_PERMISSION),
    refusals: &[("sovereignty-or-security", CN_REFUSAL), ("social-public-interest", CN_REFUSAL)],
    proceedings: None,
    special_method: Some(CN_METHOD),
    privileges: None,
    asks_for_costs: true,
};

/// The Chief Secretary for Administration receives and sends, of whose Office the Administration Wing is; the Registrar
/// of the High Court is the additional authority (article 24).
const HONG_KONG: Side = Side {
    jurisdiction: "HK",
    receives: &["central-authority", "liaison-authority", "high-court"],
    sends: &["central-authority", "liaison-authority", "high-court"],
    sending: None,
    languages: &["en", "zh"],
    perhaps: &[],
    translation: Some(HK_RESERVATION),
    discovery: Discovery::Particular(HK_DISCOVERY),
    chapter_ii: ChapterTwo::WithPermission,
    permission: None,
    refusals: &[],
    proceedings: Some(HK_PROCEEDINGS),
    special_method: None,
    privileges: Some(HK_PRIVILEGES),
    asks_for_costs: false,
};

/// The Public Prosecutions Office receives; what goes out is sent by it or by the judge of the case.
const MACAO: Side = Side {
    jurisdiction: "MO",
    receives: &["central-authority", "procuratorate"],
    sends: &["central-authority", "procuratorate", "first-instance-court", "final-appeal-court"],
    sending: None,
    languages: &["zh", "pt"],
    perhaps: &["en"],
    translation: None,
    discovery: Discovery::None,
    chapter_ii: ChapterTwo::ConsulsWithPermission,
    permission: None,
    refusals: &[],
    proceedings: None,
    special_method: None,
    privileges: None,
    asks_for_costs: true,
};

/// The side of an authority; `None` for another State.
pub(super) fn of(authority: Option<&Authority>) -> Option<&'static Side> {
    let jurisdiction = authority?.jurisdiction.as_str();
    [&MAINLAND, &HONG_KONG, &MACAO].into_iter().find(|side| side.jurisdiction == jurisdiction)
}
