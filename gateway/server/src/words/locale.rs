//! The five locales, and which of them a reader gets.

use core::fmt;
use core::str::FromStr;

use unic_langid::LanguageIdentifier;

/// A language as it is written at one of the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// Chinese of the Mainland, in simplified characters.
    ZhCn,
    /// Chinese of Hong Kong, in traditional characters.
    ZhHk,
    /// Chinese of Macao, in traditional characters.
    ZhMo,
    /// English.
    En,
    /// Portuguese, as the courts of Macao write it.
    Pt,
}

/// The tag names no language that the program speaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of the languages `zh-CN`, `zh-HK`, `zh-MO`, `en`, `pt`")]
pub struct UnknownLanguage(String);

impl Locale {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::ZhCn, Self::ZhHk, Self::ZhMo, Self::En, Self::Pt];

    /// The tag, as HTML and `--lang` write it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhHk => "zh-HK",
            Self::ZhMo => "zh-MO",
            Self::En => "en",
            Self::Pt => "pt",
        }
    }

    /// The locale for the header `Accept-Language`: the most wanted language that the program speaks, or else English.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0, Self::En);
        for range in accept_language.split(',') {
            let (tag, weight) = weighted(range);
            if let Some(locale) = Self::of_tag(tag)
                && weight > best.0
            {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// The locale for a language tag, `None` for a language that the program does not speak.
    ///
    /// Said outright rather than left to a matching library, which sends a reader from Taiwan to simplified characters. The script
    /// decides before the region does.
    fn of_tag(tag: &str) -> Option<Self> {
        let mut subtags = tag.split(['-', '_', '.', '@']).map(str::to_ascii_lowercase);
        let language = subtags.next()?;
        // A single character opens an extension (`-u-hc-h23`), which says nothing about the language.
        let subtags: Vec<_> = subtags.take_while(|subtag| subtag.len() > 1).collect();
        let has = |wanted: &str| subtags.iter().any(|subtag| subtag == wanted);
        match language.as_str() {
            "zh" | "yue" if has("hans") => Some(Self::ZhCn),
            "zh" if has("mo") => Some(Self::ZhMo),
            "zh" if has("hant") || has("hk") || has("tw") => Some(Self::ZhHk),
            "zh" => Some(Self::ZhCn),
            "yue" => Some(Self::ZhHk),
            "en" => Some(Self::En),
            "pt" => Some(Self::Pt),
            _ => None,
        }
    }

    /// The language whose plural rules apply.
    pub(super) fn language(self) -> LanguageIdentifier {
        let language = match self {
            Self::ZhCn | Self::ZhHk | Self::ZhMo => "zh",
            Self::En => "en",
            Self::Pt => "pt",
        };
        language.parse().unwrap_or_default()
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Self::of_tag(tag).ok_or_else(|| UnknownLanguage(tag.chars().take(40).collect()))
    }
}

/// One range of `Accept-Language` and its weight in thousandths; a weight that is none counts as 0.
fn weighted(range: &str) -> (&str, u16) {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().unwrap_or_default();
    (tag, parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths))
}

fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    match (whole, fraction) {
        ("1", _) => 1_000,
        ("0", digits) if digits.len() <= 3 => format!("{digits:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_script_that_he_reads() {
        let expected = [
            (Locale::ZhHk, ["zh-TW", "zh-Hant", "zh-hk", "zh-Hant-TW", "yue"].as_slice()),
            (Locale::ZhMo, ["zh-MO", "zh-Hant-MO", "zh_MO.UTF-8"].as_slice()),
            (Locale::ZhCn, ["zh", "zh-Hans", "zh-SG", "zh-CN", "zh-Hans-HK", "zh-Hans-MO"].as_slice()),
            (Locale::Pt, ["pt", "pt-PT", "pt-BR", "pt-MO"].as_slice()),
            (Locale::En, ["en", "en-HK", "en-GB-u-hc-h23"].as_slice()),
        ];
        for (locale, tags) in expected {
            for tag in tags {
                assert_eq!(tag.parse(), Ok(locale), "{tag}");
            }
        }
    }

    #[test]
    fn a_tag_names_its_own_locale() {
        for locale in Locale::ALL {
            assert_eq!(locale.tag().parse(), Ok(locale));
        }
    }

    #[test]
    fn each_locale_has_a_language_with_plural_rules() {
        assert!(Locale::ALL.iter().all(|locale| locale.tag().starts_with(&locale.language().to_string())));
    }

    #[test]
    fn the_most_wanted_language_that_is_spoken_wins() {
        assert_eq!(Locale::negotiate("fr-CH, fr;q=0.9, pt;q=0.8, zh-TW;q=0.85, *;q=0.5"), Locale::ZhHk);
        assert_eq!(Locale::negotiate("zh-MO,zh;q=0.9,pt;q=0.9,en;q=0.8"), Locale::ZhMo);
        assert_eq!(Locale::negotiate("en;q=0.7, pt ; q=0.75"), Locale::Pt);
    }

    #[test]
    fn who_names_no_spoken_language_reads_english() {
        for header in ["", "*", "ja, ko;q=0.9", "zh;q=0", "zh;q=", "zh;q=-1", "zh;q=0.99999", ";;,,q=1", "语言"] {
            assert_eq!(Locale::negotiate(header), Locale::En, "{header}");
        }
        assert_eq!("ja".parse::<Locale>(), Err(UnknownLanguage("ja".into())));
    }
}
