//! What somebody looks for in the registers.

use std::collections::BTreeSet;

use super::folding::{Word, fold_number, words};
use super::{Register, Status, Tag, View};
use crate::limits::{SEARCH_PAGE_MAX_ENTRIES, SEARCH_TEXT_MAX_CHARS, SEARCH_WORDS_MAX};
use crate::{AuthorityId, Date, Jurisdiction};

/// A question: whatever is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// A name or a part of one, or a number or its beginning; empty for any.
    pub text: String,
    /// The register.
    pub register: Option<Register>,
    /// Who keeps the entry.
    pub keeper: Option<AuthorityId>,
    /// The region.
    pub region: Option<Jurisdiction>,
    /// Languages, all of them.
    pub languages: BTreeSet<Tag>,
    /// Specialities, all of them.
    pub specialities: BTreeSet<Tag>,
    /// Where it stands.
    pub status: Option<Status>,
    /// A day on which appointments are taken.
    pub free_on: Option<Date>,
    /// How many of those that are found come before the page.
    pub from: u32,
    /// How many entries the page has at most.
    pub limit: u32,
}

/// Why a question is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadQuestion {
    /// The text is longer than any name.
    #[error("the text is longer than a name can be")]
    TooLong,
    /// The text has more words than any name.
    #[error("the text has too many words")]
    TooManyWords,
    /// The text has no letter, no character and no digit.
    #[error("the text has nothing in it that could be looked for")]
    NoWords,
    /// A page has at least one entry, and not too many.
    #[error("a page has 1 to {} entries", SEARCH_PAGE_MAX_ENTRIES)]
    BadPage,
    /// What this view is not shown cannot be asked for either.
    #[error("{at}: not for whoever may see only what is public")]
    NotShown {
        /// The place: `status`, `free_on`.
        at: &'static str,
    },
}

impl BadQuestion {
    /// The code of the person's message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "search-too-long",
            Self::TooManyWords => "search-too-many-words",
            Self::NoWords => "search-without-words",
            Self::BadPage => "search-bad-page",
            Self::NotShown { .. } => "search-not-shown",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 5] =
        ["search-too-long", "search-too-many-words", "search-without-words", "search-bad-page", "search-not-shown"];
}

/// The text of a question, as it is compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// As the beginning of a number.
    pub(super) number: String,
    /// Its words, written together.
    pub(super) together: String,
    /// Its words.
    pub(super) words: Vec<String>,
}

impl Question {
    /// One page of everything.
    pub fn any(limit: u32) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Checks the question for somebody with this view and folds its text. `None` where it has none.
    pub(super) fn read(&self, view: &View) -> Result<Option<Wanted>, BadQuestion> {
        if self.limit == 0 || self.limit > SEARCH_PAGE_MAX_ENTRIES {
            return Err(BadQuestion::BadPage);
        }
        if *view == View::Public {
            let asked = [("status", self.status.is_some()), ("free_on", self.free_on.is_some())];
            if let Some((at, _)) = asked.into_iter().find(|(_, is_asked)| *is_asked) {
                return Err(BadQuestion::NotShown { at });
            }
        }
        if self.text.trim().is_empty() {
            return Ok(None);
        }
        if self.text.chars().count() > SEARCH_TEXT_MAX_CHARS {
            return Err(BadQuestion::TooLong);
        }
        let words: Vec<String> = words(&self.text).iter().map(|word: &Word| word.as_str().to_owned()).collect();
        let number = fold_number(&self.text);
        if words.len() > SEARCH_WORDS_MAX {
            return Err(BadQuestion::TooManyWords);
        }
        if words.is_empty() && number.is_empty() {
            return Err(BadQuestion::NoWords);
        }
        Ok(Some(Wanted { number, together: words.concat(), words }))
    }
}
