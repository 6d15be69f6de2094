//! The switches: what is done where a text is silent or disputed `[P]`. Each is here once, with the values that it knows, and what several
//! instruments make of one.

use crate::contract::{Setting, Severity};
use crate::{Matter, Severities};

/// A switch. Which value is in force is the publisher's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Switch {
    name: &'static str,
    /// The first is the default.
    values: &'static [&'static str],
}

/// The calendar of a period that binds the Hong Kong side.
pub(crate) const HK_CALENDAR: Switch = Switch::new("hk-calendar", &["HK-general", "HK-court"]);
/// Whether a half-day exemption in Macao closes the last day.
pub(crate) const MO_HALF_DAY: Switch = Switch::new("mo-half-day", &["closed", "open"]);
/// Whether it is noted that a limit between courts overlaps Macao's judicial holidays.
pub(crate) const MO_JUDICIAL_HOLIDAYS: Switch = Switch::new("mo-judicial-holidays", &["warn", "ignore"]);
/// The day of a receipt by platform on a rest day.
pub(crate) const REST_DAY_RECEIPT: Switch = Switch::new("rest-day-receipt", &["same-day", "next-working-day"]);
/// Whether a request for a supplement leaves the limit as it is, or starts it again.
pub(crate) const SUPPLEMENT_CLOCK: Switch = Switch::new("supplement-clock", &["runs", "restarts"]);
/// Where the clock starts if the first court hands the letter on to another.
pub(crate) const FORWARD_CLOCK: Switch = Switch::new("forward-clock", &["first-receipt", "forwarding"]);
/// Whether the last day of a waiting period moves off a rest day.
pub(crate) const DEEMED_DATE_ROLL: Switch = Switch::new("deemed-date-roll", &["roll", "no-roll"]);
/// How long an announcement is waited for when the addressee is in Hong Kong or Macao.
pub(crate) const HK_MO_ANNOUNCEMENT: Switch = Switch::new("hk-mo-announcement", &["three-months", "sixty-days"]);
/// The day of deemed service when a fact of article 12 appears while the wait still runs.
pub(crate) const ART_12_DATE: Switch = Switch::new("art-12-date", &["fact-date", "expiry-date"]);
/// The day of electronic service without consent.
pub(crate) const UNCONSENTED_E_SERVICE_DATE: Switch =
    Switch::new("unconsented-e-service-date", &["day-of-reaction", "arrival"]);
/// Whether the seventh day before the hearing is still one for the draw.
pub(crate) const JUROR_DRAW_COUNT: Switch = Switch::new("juror-draw-count", &["lenient", "strict"]);
/// The last day of a juror's five years.
pub(crate) const JUROR_TERM_END: Switch = Switch::new("juror-term-end", &["anniversary", "day-before"]);
/// Whom the incompatibility of lawyers covers.
pub(crate) const LAWYER_SCOPE: Switch = Switch::new("lawyer-scope", &["any-jurisdiction", "mainland-only"]);
/// The least detail of an address that is still accepted.
pub(crate) const ADDRESS_DETAIL_REQUIRED: Switch = Switch::new("address-detail-required", &["full", "incomplete"]);
/// A document that a closed list does not have.
pub(crate) const UNLISTED_DOCUMENT: Switch = Switch::new("unlisted-document", &["return", "flag"]);
/// A matter outside the instrument's field.
pub(crate) const NON_CIVIL_MATTER: Switch = Switch::new("non-civil-matter", &["refuse", "return"]);
/// A letter that came by a way on which the instrument is silent.
pub(crate) const UNREGULATED_ELECTRONIC_TRANSMISSION: Switch =
    Switch::new("unregulated-electronic-transmission", &["return", "flag"]);
/// An act that a closed list does not have.
pub(crate) const ACT_OUTSIDE_LIST: Switch = Switch::new("act-outside-list", &["refuse", "return"]);
/// A file that is not the one that was listed.
pub(crate) const INTEGRITY_MISMATCH: Switch = Switch::new("integrity-mismatch", &["return", "flag"]);
/// A special method that the executing side's law forbids.
pub(crate) const UNLAWFUL_SPECIAL_METHOD: Switch =
    Switch::new("unlawful-special-method", &["ordinary-method", "return"]);

const REFUSE_OR_RETURN: Severities = Severities(&[("refuse", Severity::Refuse), ("return", Severity::Correct)]);
const RETURN_OR_FLAG: Severities = Severities(&[("return", Severity::Correct), ("flag", Severity::Flag)]);

/// How much it weighs that a matter lies outside the instrument's field.
pub(crate) fn non_civil_matter(matter: &Matter) -> Severity {
    REFUSE_OR_RETURN.under(matter.switch(NON_CIVIL_MATTER.name))
}

/// How much it weighs that a letter came by a way on which the instrument is silent.
pub(crate) fn electronic_transmission(matter: &Matter) -> Severity {
    RETURN_OR_FLAG.under(matter.switch(UNREGULATED_ELECTRONIC_TRANSMISSION.name))
}

/// How much it weighs that a file is not the one that was listed.
pub(crate) fn integrity_mismatch(matter: &Matter) -> Severity {
    RETURN_OR_FLAG.under(matter.switch(INTEGRITY_MISMATCH.name))
}

/// How much it weighs that a closed list does not have a document.
pub(crate) fn unlisted_document(matter: &Matter) -> Severity {
    RETURN_OR_FLAG.under(matter.switch(UNLISTED_DOCUMENT.name))
}

impl Switch {
    const fn new(name: &'static str, values: &'static [&'static str]) -> Self {
        Self { name, values }
    }

    /// The code.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The value where the publisher says nothing.
    pub fn default(&self) -> &'static str {
        self.values.first().copied().unwrap_or_default()
    }
}

impl From<&Switch> for Setting {
    fn from(switch: &Switch) -> Self {
        Self { name: switch.name.to_owned(), values: switch.values.iter().map(|&value| value.to_owned()).collect() }
    }
}
