//! The words: everything the program says to people, in five locales.
//!
//! Rust holds codes and arguments; the sentences are in `locales/*/*.ftl`, compiled in. A code without words is a fault of the program, not of
//! its reader: it is shown as `⟨id⟩` and logged, and the tests below make it impossible.

mod assessment;
mod family;
mod law_book;
mod locale;
mod readings;

use std::sync::LazyLock;

use comity_domain::Date;
use comity_domain::facts::{Particulars, Value};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use self::family::Family;
pub use self::locale::{Locale, UnknownLanguage};
pub use self::readings::Readings;

/// The words of all locales.
pub struct Words {
    zh_cn: Bundle,
    zh_hk: Bundle,
    zh_mo: Bundle,
    en: Bundle,
    pt: Bundle,
}

/// What a message needs in one of its places.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// Shown as it is: a name, a number of a case, a reason that a person wrote.
    Text(&'a str),
    /// A count.
    Number(i64),
    /// A day, in the locale's way of writing it.
    Date(Date),
    /// A code, shown in its own words.
    Code(Family, &'a str),
    /// Several codes, listed.
    Codes(Family, &'a [String]),
}

/// The error `code` as a person reads it: what went wrong, and what to do about it.
pub fn error(locale: Locale, code: &str) -> (String, Option<String>) {
    let words = Words::embedded();
    let hint = words.say(locale, &Family::Error.id(code), Some("hint"), &FluentArgs::new());
    (words.code(locale, Family::Error, code), hint)
}

impl Words {
    /// The words that the program was built with.
    pub fn embedded() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(Words::load);
        &WORDS
    }

    /// The message `id`, with its places filled.
    pub fn text(&self, locale: Locale, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let args = self.fluent_args(locale, args);
        self.say(locale, id, None, &args).unwrap_or_else(|| missing(locale, id))
    }

    /// The words of a code, as they stand inside a sentence. Names that came with a newer roll than this program (an authority, a
    /// gateway) are shown as they are written.
    pub fn code(&self, locale: Locale, family: Family, code: &str) -> String {
        let id = family.id(code);
        let words = self.say(locale, &id, None, &FluentArgs::new());
        words.unwrap_or_else(|| if family.is_open() { code.to_owned() } else { missing(locale, &id) })
    }

    /// Whether a code has words. A release of rules that came from elsewhere may say what this program cannot.
    pub fn knows(&self, locale: Locale, family: Family, code: &str) -> bool {
        self.bundle(locale).has_message(&family.id(code))
    }

    /// A day, in the locale's way of writing it.
    pub fn date(&self, locale: Locale, day: Date) -> String {
        let month = self.text(locale, &format!("month-{}", day.month()), &[]);
        let (year, day) = (day.year().to_string(), day.day().to_string());
        self.text(locale, "date", &[("year", Arg::Text(&year)), ("month", Arg::Text(&month)), ("day", Arg::Text(&day))])
    }

    /// One after the other, the last two joined by the locale's "and".
    pub fn list(&self, locale: Locale, items: Vec<String>) -> String {
        let mut items = items.into_iter().rev();
        let Some(last) = items.next() else { return String::new() };
        let Some(next) = items.next() else { return last };
        let pair = self.text(locale, "list-pair", &[("first", Arg::Text(&next)), ("second", Arg::Text(&last))]);
        items.fold(pair, |rest, first| {
            self.text(locale, "list-more", &[("first", Arg::Text(&first)), ("rest", Arg::Text(&rest))])
        })
    }

    fn load() -> Self {
        Self {
            zh_cn: bundle(Locale::ZhCn),
            zh_hk: bundle(Locale::ZhHk),
            zh_mo: bundle(Locale::ZhMo),
            en: bundle(Locale::En),
            pt: bundle(Locale::Pt),
        }
    }

    const fn bundle(&self, locale: Locale) -> &Bundle {
        match locale {
            Locale::ZhCn => &self.zh_cn,
            Locale::ZhHk => &self.zh_hk,
            Locale::ZhMo => &self.zh_mo,
            Locale::En => &self.en,
            Locale::Pt => &self.pt,
        }
    }

    /// `None` if the locale has no such message or attribute.
    fn say(&self, locale: Locale, id: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle(locale);
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
        if !faults.is_empty() {
            // The faults name places of the message, never what was to stand in them.
            tracing::error!(%locale, id, ?faults, "a message was not given all that it needs");
        }
        Some(text)
    }

    fn fluent_args<'a>(&self, locale: Locale, args: &[(&'a str, Arg<'a>)]) -> FluentArgs<'a> {
        args.iter().map(|&(name, arg)| (name, self.fluent_value(locale, arg))).collect()
    }

    fn fluent_value<'a>(&self, locale: Locale, arg: Arg<'a>) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => text.into(),
            Arg::Number(number) => number.into(),
            Arg::Date(day) => self.date(locale, day).into(),
            Arg::Code(family, code) => self.code(locale, family, code).into(),
            Arg::Codes(family, codes) => {
                self.list(locale, codes.iter().map(|code| self.code(locale, family, code)).collect()).into()
            }
        }
    }

    /// Arguments that come as data: the name of an argument says of which family its codes are.
    fn particulars<'a>(&self, locale: Locale, particulars: &'a Particulars) -> FluentArgs<'a> {
        let value = |name: &str, value: &'a Value| match (value, Family::of_argument(name)) {
            (Value::Text(code), Some(family)) => self.fluent_value(locale, Arg::Code(family, code)),
            (Value::Codes(codes), Some(family)) => self.fluent_value(locale, Arg::Codes(family, codes)),
            (Value::Codes(codes), None) => self.list(locale, codes.clone()).into(),
            (Value::Text(text) | Value::Decimal(text), _) => text.as_str().into(),
            (Value::Number(number), _) => (*number).into(),
            (Value::Day(day), _) => self.date(locale, *day).into(),
            (Value::Flag(flag), _) => self.text(locale, if *flag { "yes" } else { "no" }, &[]).into(),
        };
        particulars.iter().map(|(name, it)| (name.as_str(), value(name, it))).collect()
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(locale: Locale) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.language()]);
    // Isolation marks serve right-to-left names, which none of the five locales write; in a terminal they are noise.
    bundle.set_use_isolating(false);
    for (file, source) in sources(locale) {
        let (resource, faults) = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, faults)) => (resource, faults),
        };
        if !faults.is_empty() {
            tracing::error!(%locale, file, ?faults, "not Fluent");
        }
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!(%locale, file, ?faults, "a message stands twice");
        }
    }
    bundle
}

fn missing(locale: Locale, id: &str) -> String {
    tracing::error!(%locale, id, "no words");
    format!("⟨{id}⟩")
}

const fn sources(locale: Locale) -> [(&'static str, &'static str); 4] {
    macro_rules! files {
        ($tag:literal) => {
            [
                ("console.ftl", include_str!(concat!("../../../locales/", $tag, "/console.ftl"))),
                ("documents.ftl", include_str!(concat!("../../../locales/", $tag, "/documents.ftl"))),
                ("errors.ftl", include_str!(concat!("../../../locales/", $tag, "/errors.ftl"))),
                ("findings.ftl", include_str!(concat!("../../../locales/", $tag, "/findings.ftl"))),
            ]
        };
    }
    match locale {
        Locale::ZhCn => files!("zh-CN"),
        Locale::ZhHk => files!("zh-HK"),
        Locale::ZhMo => files!("zh-MO"),
        Locale::En => files!("en"),
        Locale::Pt => files!("pt"),
    }
}

#[cfg(test)]
mod tests;
