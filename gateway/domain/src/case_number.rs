//! The number of a case, and whatever else a dispute is known by, as it is compared: full-width figures and half-width ones, spaces, brackets and
//! hyphens of any kind, simplified characters and traditional ones, and zeros before a figure make no other case.

use unicode_normalization::UnicodeNormalization as _;

use crate::registry::fold;

/// A number as it is compared: its figures without zeros before them, its words, and each of its characters.
pub fn folded(number: &str) -> String {
    let mut folded = String::new();
    let (mut figures, mut before) = (String::new(), ' ');
    for char in number.nfkc().chain([' ']) {
        if char.is_numeric() {
            figures.push(char);
        } else if !figures.is_empty() {
            folded.push(' ');
            folded.push_str(figures.trim_start_matches('0'));
            figures.clear();
        }
        if char.is_alphabetic() {
            // Letters stand together; a character stands alone, as `fold` has it.
            let goes_on = char.is_ascii_alphabetic() && before.is_ascii_alphabetic();
            folded.push_str(if goes_on { "" } else { " " });
            folded.push_str(&fold(char.encode_utf8(&mut [0; 4])));
        }
        before = char;
    }
    // One of signs alone is what it is.
    if folded.is_empty() { number.to_owned() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_the_number_of_a_case_is_written_it_is_one_case() {
        let same = [
            "(2026)粤0191民初1号",
            "（２０２６）粵0191民初1號",
            " (2026) 粤 0191 民初 1 号\n",
            "〔２０２６〕粵191民初001號",
        ];
        for number in same {
            assert_eq!(folded(number), folded(same[0]), "{number}");
        }
        let others =
            ["(2026)粤0191民初10号", "(2026)粤0191民初1-1号", "(2025)粤0191民初1号", "(2026)粤0191刑初1号", ""];
        for other in others {
            assert_ne!(folded(other), folded(same[0]), "{other}");
        }
        assert_ne!(folded("民初1-2号"), folded("民初12号"));
        assert_eq!(folded("HKMB-2026-7"), folded("hkmb 2026/7"));
        for other in ["HKMB-20267", "HK-MB-2026-7", "HKMB-2026-70"] {
            assert_ne!(folded(other), folded("HKMB-2026-7"), "{other}");
        }
        assert_ne!(folded("--"), folded("//"), "what has neither letter nor figure is no other's");
    }
}
