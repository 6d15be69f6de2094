//! What `clamd` answers to `INSTREAM`.

use super::{Verdict, Waits};
use crate::limits::SCANNER_FINDING_MAX_CHARS;

impl Verdict {
    /// The verdict in an answer of `clamd`, without or with the zero that ends it. Only what says `OK` of the whole file is clean: where
    /// `clamd` did not look at all of it, it says so as a finding of its own, or as an error.
    pub fn of_clamd(answer: &[u8]) -> Self {
        let text = String::from_utf8_lossy(answer);
        let text = text.trim_matches(['\0', '\n', ' ']);
        let said = text.strip_prefix("stream: ").unwrap_or(text);
        if said == "OK" {
            return Self::Clean;
        }
        match said.strip_suffix(" FOUND") {
            Some(limit) if limit.starts_with("Heuristics.Limits.Exceeded") => Self::Unknown(Waits::ScannerLimits),
            Some(finding) if !finding.is_empty() => Self::Infected(finding_of(finding)),
            _ if said.contains("size limit exceeded") => Self::Unknown(Waits::ScannerLimits),
            _ if said.is_empty() => Self::Unknown(Waits::ScannerSilent),
            _ => Self::Unknown(Waits::ScannerFails),
        }
    }
}

/// A finding goes into the record and before people: bounded, and without what steers a terminal.
fn finding_of(said: &str) -> String {
    said.chars().filter(|c| !c.is_control()).take(SCANNER_FINDING_MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_ok_is_clean() {
        assert_eq!(Verdict::of_clamd(b"stream: OK\0"), Verdict::Clean);
        for answer in [&b"stream: NOT OK\0"[..], b"OKAY", b"stream: OK FOUND nothing", b"ok"] {
            assert_ne!(Verdict::of_clamd(answer), Verdict::Clean, "{answer:?}");
        }
        assert_eq!(Verdict::of_clamd(b""), Verdict::Unknown(Waits::ScannerSilent));
        assert_eq!(Verdict::of_clamd(b"UNKNOWN COMMAND\0"), Verdict::Unknown(Waits::ScannerFails));
    }

    #[test]
    fn a_finding_is_named_as_the_scanner_names_it_and_steers_no_terminal() {
        let found = Verdict::of_clamd(b"stream: Win.Test.EICAR_HDB-1\x1b[2J FOUND\0");
        assert_eq!(found, Verdict::Infected("Win.Test.EICAR_HDB-1[2J".into()));
        let long = format!("stream: {} FOUND\0", "x".repeat(10_000));
        let Verdict::Infected(finding) = Verdict::of_clamd(long.as_bytes()) else { panic!("no finding") };
        assert_eq!(finding.chars().count(), SCANNER_FINDING_MAX_CHARS);
    }

    #[test]
    fn a_file_that_the_scanner_did_not_look_at_whole_is_neither_clean_nor_infected() {
        for answer in
            [&b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0"[..], b"INSTREAM size limit exceeded. ERROR\0"]
        {
            assert_eq!(Verdict::of_clamd(answer), Verdict::Unknown(Waits::ScannerLimits));
        }
    }
}
