//! What follows from a switch that several instruments ask: how much the finding weighs.

use crate::contract::Severity;
use crate::{Matter, Severities};

const REFUSE_OR_RETURN: Severities = Severities(&[("refuse", Severity::Refuse), ("return", Severity::Correct)]);
const RETURN_OR_FLAG: Severities = Severities(&[("return", Severity::Correct), ("flag", Severity::Flag)]);

/// `non-civil-matter`: a matter outside the instrument's field.
pub(crate) fn non_civil_matter(matter: &Matter) -> Severity {
    REFUSE_OR_RETURN.under(matter.switch("non-civil-matter"))
}

/// `unregulated-electronic-transmission`: a letter that came by a way on which the instrument is silent.
pub(crate) fn electronic_transmission(matter: &Matter) -> Severity {
    RETURN_OR_FLAG.under(matter.switch("unregulated-electronic-transmission"))
}

/// `integrity-mismatch`: a file that is not the one that was listed.
pub(crate) fn integrity_mismatch(matter: &Matter) -> Severity {
    RETURN_OR_FLAG.under(matter.switch("integrity-mismatch"))
}

/// `unlisted-document`: a document that a closed list does not have.
pub(crate) fn unlisted_document(matter: &Matter) -> Severity {
    RETURN_OR_FLAG.under(matter.switch("unlisted-document"))
}
