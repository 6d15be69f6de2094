//! How sure the readings are that an answer of the rules rests on. Whoever is shown a finding is shown with it that nobody has read its text.

use std::collections::BTreeMap;

use comity_domain::assessment::Citation;
use comity_record::Digest;
use comity_rules::{Confidence, Rule};

use super::{Family, Locale, Words};

/// The rules of some releases, as those describe themselves.
#[derive(Debug, Clone, Default)]
pub struct Readings(BTreeMap<Digest, Vec<Rule>>);

impl Readings {
    /// Adds the rules of a release.
    pub fn add(&mut self, release: Digest, rules: Vec<Rule>) {
        self.0.insert(release, rules);
    }

    /// The least sure reading by which `release` says `code` under these provisions. `None` where the text was read, or where nothing is
    /// known of the release.
    pub fn doubt(&self, release: Digest, code: &str, citations: &[Citation]) -> Option<Confidence> {
        let saying =
            self.0.get(&release).into_iter().flatten().filter(|rule| rule.says.iter().any(|said| said == code));
        let cited = saying.filter(|rule| citations.contains(&rule.provision));
        cited.map(|rule| rule.confidence).max().filter(|&confidence| confidence != Confidence::Text)
    }
}

impl Words {
    /// Provisions in brackets, and beside them how sure their reading is, where nobody has read their text.
    pub fn grounds(&self, locale: Locale, citations: &[Citation], doubt: Option<Confidence>) -> String {
        let cited = self.citations(locale, citations);
        match doubt {
            Some(doubt) => format!("[{cited}; ⚠ {}]", self.code(locale, Family::Confidence, doubt.code())),
            None => format!("[{cited}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(provision: &str, confidence: Confidence) -> Rule {
        Rule { provision: provision.parse().unwrap(), confidence, says: vec!["late".into()], switches: Vec::new() }
    }

    fn readings() -> (Digest, Readings) {
        let (release, mut readings) = (Digest::of(b"a release"), Readings::default());
        let rules = [rule("mo-cpc:201", Confidence::Text), rule("mo-cpc:94", Confidence::Knowledge)];
        readings.add(release, rules.into());
        (release, readings)
    }

    #[test]
    fn what_rests_on_a_text_that_nobody_read_is_doubted_and_what_was_read_is_not() {
        let (release, readings) = readings();
        let doubt = |code: &str, provisions: &[&str]| {
            let citations: Vec<Citation> = provisions.iter().map(|it| it.parse().unwrap()).collect();
            readings.doubt(release, code, &citations)
        };
        assert_eq!(doubt("late", &["mo-cpc:94"]), Some(Confidence::Knowledge));
        assert_eq!(doubt("late", &["mo-cpc:201"]), None);
        assert_eq!(doubt("late", &["mo-cpc:201", "mo-cpc:94"]), Some(Confidence::Knowledge));
        assert_eq!(doubt("early", &["mo-cpc:94"]), None);
        assert_eq!(readings.doubt(Digest::of(b"another"), "late", &["mo-cpc:94".parse().unwrap()]), None);
    }

    #[test]
    fn a_doubt_stands_beside_the_provisions_in_the_readers_language() {
        let citations = ["mo-cpc:94".parse().unwrap()];
        let grounds = |doubt| Words::embedded().grounds(Locale::En, &citations, doubt);
        assert!(grounds(Some(Confidence::Knowledge)).ends_with("; ⚠ general knowledge; the text was not seen]"));
        assert!(!grounds(None).contains('⚠'));
    }
}
