//! How a letter travels under a text that knows paper only. None of it is law: what is done is a switch `[P]`.

use crate::contract::Finding;
use crate::{Answer, Matter, Provision, switches};

/// Electronic transmission is returned or looked at: switch `unregulated-electronic-transmission`.
pub(crate) fn is_on_paper(matter: &Matter, silent: Provision, answer: &mut Answer) {
    if let Some(transmission @ ("platform" | "email")) = matter.text("transmission") {
        let severity = switches::electronic_transmission(matter);
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
            let severity = switches::integrity_mismatch(matter);
            let finding =
                Finding::new("integrity-mismatch", severity, silent).about(document.particular("file-sha256"));
            answer.find(finding.with_text("document", &document.kind));
        }
    }
}
