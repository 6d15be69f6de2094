//! Documents that are printed: plain, well set, in the reader's language, each one file that needs nothing else. What people wrote in them is
//! escaped; what the program says in them comes from the locales.

mod case_record;
mod page;
mod ruling;

pub(crate) use case_record::case_record;
pub(crate) use ruling::ruling;
