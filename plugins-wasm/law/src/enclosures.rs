//! What a letter says that it encloses, against what is enclosed.

use crate::contract::Finding;
use crate::{Answer, Matter, Provision, letter};

/// The letter lists the kinds of documents that come with it: each that is listed is there, and each that is there is
/// listed. A paper that is annexed to another goes with it.
pub(crate) fn are_listed(matter: &Matter, provision: Provision, answer: &mut Answer) {
    let listed = matter.codes("listed-documents");
    let place = || matter.place("listed-documents");
    if listed.is_empty() {
        answer.find(Finding::correct("documents-not-listed-in-letter", provision).about(place()));
        return;
    }
    for kind in listed.iter().filter(|&kind| !letter::served_documents(matter).any(|document| document.kind == *kind)) {
        let finding = Finding::correct("listed-document-missing", provision).about(place());
        answer.find(finding.with_text("document", kind));
    }
    let unlisted = letter::served_documents(matter).filter(|document| !listed.contains(&document.kind));
    for document in unlisted.filter(|document| document.text("annexed-to").is_none()) {
        let finding = Finding::correct("document-not-in-letter-list", provision).about(document.part("kind"));
        answer.find(finding.with_text("document", &document.kind));
    }
}
