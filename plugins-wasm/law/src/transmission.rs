//! How a letter travels under a text that knows paper only. None of it is law: what is done is a switch `[P]`.

use crate::contract::{Finding, Severity};
use crate::{Answer, Matter, Provision, Severities};

const ELECTRONIC: Severities = Severities(&[("return", Severity::Correct), ("flag", Severity::Flag)]);
const INTEGRITY: Severities = Severities(&[("return", Severity::Correct), ("flag", Severity::Flag)]);

/// Electronic transmission is returned or looked at: switch `unregulated-electronic-transmission`.
pub(crate) fn is_on_paper(matter: &Matter, silent: Provision, answer: &mut Answer) {
    if let Some(transmission @ ("platform" | "email")) = matter.text("transmission") {
        let severity = ELECTRONIC.under(matter.switch("unregulated-electronic-transmission"));
        let finding = Finding::new("electronic-transmission-unregulated", severity, silent);
        answer.find(finding.about(matter.place("transmission")).with_text("transmission", transmission));
    }
}

/// A file that is not the one of the manifest: switch `integrity-mismatch`.
pub(crate) fn files_are_whole(matter: &Matter, silent: Provision, answer: &mut Answer) {
    for document in matter.documents() {
        if let (Some(listed), Some(arrived)) = (document.text("manifest-sha256"), document.text("file-sha256"))
            && !listed.eq_ignore_ascii_case(arrived)
        {
            let severity = INTEGRITY.under(matter.switch("integrity-mismatch"));
            let finding =
                Finding::new("integrity-mismatch", severity, silent).about(document.particular("file-sha256"));
            answer.find(finding.with_text("document", &document.kind));
        }
    }
}
