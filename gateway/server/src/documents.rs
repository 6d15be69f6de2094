//! Documents that are printed: plain, well set, in the reader's language, each one file that needs nothing else. What people wrote in them is
//! escaped; what the program says in them comes from the locales.

mod card;
mod case_record;
mod letter;
mod page;
mod ruling;

pub(crate) use card::CardCode;
pub(crate) use case_record::{asked_for, case_record};
pub(crate) use letter::letter_of_request;
pub(crate) use ruling::{Copied, ruling};
