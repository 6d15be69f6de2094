//! In which languages a paper comes, and in which it must.

use crate::contract::{Document, Finding};
use crate::{Item, Provision};

/// Is the paper, or an enclosed translation, in one of these languages?
pub(crate) fn has_one_of(document: &Item<Document>, languages: &[&str]) -> bool {
    document.languages.iter().chain(&document.translations).any(|language| languages.contains(&language.as_str()))
}

/// Neither the paper nor a translation is in another language than this one.
pub(crate) fn has_only(document: &Item<Document>, language: &str) -> bool {
    document.languages.iter().chain(&document.translations).all(|it| it == language)
}

/// The paper comes in none of the languages that are accepted.
pub(crate) fn not_accepted(document: &Item<Document>, accepted: &[&str], provision: Provision) -> Finding {
    let accepted: Vec<_> = accepted.iter().map(|&language| language.to_owned()).collect();
    let finding = Finding::correct("language-not-accepted", provision).about(document.part("languages"));
    finding.with_text("document", &document.kind).with_codes("languages", &accepted)
}
