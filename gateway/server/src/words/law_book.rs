//! The book of the law: every rule of every instrument, with its article, its confidence and the switches that govern it. Made from what
//! the components say about themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use comity_domain::assessment::Citation;
use comity_rules::{Confidence, Description};

use super::{Arg, Family, Locale, Words};

/// One line of the book: what a rule says, under which switches, and whose rules say so.
#[derive(Debug, Default)]
struct Line {
    says: BTreeSet<String>,
    switches: BTreeSet<String>,
    sides: BTreeSet<String>,
}

/// Articles in their order, each with the rules of one confidence.
type Instrument = BTreeMap<(Article, String, Confidence), Line>;

/// An article's place among its fellows: by number, then as written.
type Article = (u32, String);

impl Words {
    /// The book of these rule sets, as Markdown.
    pub fn law_book<'a>(&self, locale: Locale, rule_sets: impl IntoIterator<Item = &'a Description>) -> String {
        let mut book: BTreeMap<String, Instrument> = BTreeMap::new();
        let mut settings = BTreeMap::new();
        for rule_set in rule_sets {
            settings.extend(rule_set.choices.clone());
            for rule in &rule_set.rules {
                let provision = &rule.provision;
                let key = (article(&provision.provision), provision.provision.clone(), rule.confidence);
                let line = book.entry(provision.instrument.clone()).or_default().entry(key).or_default();
                line.says.extend(rule.says.iter().cloned());
                line.switches.extend(rule.switches.iter().cloned());
                line.sides.insert(rule_set.jurisdiction.to_string());
            }
        }
        let mut text = String::new();
        let _ =
            writeln!(text, "# {}\n\n{}", self.text(locale, "law-book", &[]), self.text(locale, "law-book-intro", &[]));
        for (code, instrument) in &book {
            let _ = writeln!(text, "\n## {}\n\n`{code}`\n", self.code(locale, Family::Instrument, code));
            let heads = ["article", "confidence", "says", "switches", "sides"];
            let heads = heads.map(|head| self.text(locale, &format!("law-book-{head}"), &[]));
            let _ = writeln!(text, "| {} |\n|---|---|---|---|---|", heads.join(" | "));
            for ((_, provision, confidence), line) in instrument {
                let _ = writeln!(text, "{}", self.line_of(locale, code, provision, *confidence, line));
            }
        }
        let _ = writeln!(text, "\n## {}\n", self.text(locale, "law-book-settings", &[]));
        let heads = ["switches", "values"].map(|head| self.text(locale, &format!("law-book-{head}"), &[]));
        let _ = writeln!(text, "| {} |\n|---|---|", heads.join(" | "));
        for (name, values) in settings {
            let _ = writeln!(text, "{}", self.setting(locale, &name, &values));
        }
        text
    }

    fn line_of(
        &self,
        locale: Locale,
        instrument: &str,
        provision: &str,
        confidence: Confidence,
        line: &Line,
    ) -> String {
        let citation = Citation { instrument: instrument.to_owned(), provision: provision.to_owned() };
        let says: Vec<_> = line.says.iter().map(|code| format!("`{code}`: {}", self.of_rule(locale, code))).collect();
        let listed =
            |codes: &BTreeSet<String>| codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        let sides: Vec<_> = line.sides.iter().map(String::as_str).collect();
        format!(
            "| {} | {} | {} | {} | {} |",
            self.number(locale, &citation),
            self.code(locale, Family::Confidence, confidence.code()),
            says.join("<br>"),
            listed(&line.switches),
            sides.join(", ")
        )
    }

    /// A switch: what it and each of its values mean, and the codes that stand in the settings.
    fn setting(&self, locale: Locale, name: &str, values: &[String]) -> String {
        let meaning = self.code(locale, Family::Setting, name);
        let value =
            |value: &String| format!("`{value}`: {}", self.code(locale, Family::Setting, &format!("{name}-{value}")));
        let values: Vec<_> = values.iter().map(value).collect();
        format!("| {meaning} (`{name}`) | {} |", values.join("<br>"))
    }

    /// A code of a rule: it may be a finding's, a conclusion's or a period's. The places of a finding's message are shown as such.
    fn of_rule(&self, locale: Locale, code: &str) -> String {
        let families = [Family::Finding, Family::Conclusion, Family::Period];
        let family = families.into_iter().find(|family| self.knows(locale, *family, code)).unwrap_or(Family::Finding);
        let id = family.id(code);
        let text = self.pattern(locale, &id).unwrap_or_else(|| super::missing(locale, &id));
        text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
    }

    /// The message with its places open: `‹document›`.
    fn pattern(&self, locale: Locale, id: &str) -> Option<String> {
        let bundle = self.bundle(locale);
        let pattern = bundle.get_message(id)?.value()?;
        // Fluent writes a place that nothing was given for as `{$document}`, and says so; here that is what is wanted.
        let text = bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
        Some(text.replace("{$", "‹").replace('}', "›"))
    }

    fn number(&self, locale: Locale, citation: &Citation) -> String {
        if citation.provision == "?" {
            return self.text(locale, "law-book-silent", &[]);
        }
        self.text(locale, "law-book-number", &[("number", Arg::Text(&citation.provision))])
    }
}

fn article(provision: &str) -> Article {
    let digits: String = provision.chars().take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u32::MAX), provision.to_owned())
}
