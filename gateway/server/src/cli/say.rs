//! `comity say`: one message, with its places filled.

use comity_domain::Date;

use crate::words::{Arg, Family, Locale, Words};

/// A place of a message, and what stands in it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    name: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Text(String),
    Day(Date),
    Code(Family, String),
}

/// Reads `name=text`, `name=authority:code`, `name=day:2026-01-12`.
pub(super) fn place(text: &str) -> Result<Place, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("`{text}`: expected name=value"))?;
    let code = |family, code: &str| Content::Code(family, code.to_owned());
    let content = match value.split_once(':') {
        Some(("day", day)) => Content::Day(day.parse().map_err(|_| format!("\"{day}\" is not a date"))?),
        Some(("authority", id)) => code(Family::Authority, id),
        Some(("gateway", id)) => code(Family::Gateway, id),
        Some(("jurisdiction", side)) => code(Family::Jurisdiction, side),
        _ => Content::Text(value.to_owned()),
    };
    Ok(Place { name: name.to_owned(), content })
}

/// The message.
pub(super) fn message(locale: Locale, id: &str, places: &[Place]) -> String {
    let args: Vec<(&str, Arg<'_>)> = places
        .iter()
        .map(|place| {
            let arg = match &place.content {
                Content::Text(text) => Arg::Text(text),
                Content::Day(day) => Arg::Date(*day),
                Content::Code(family, code) => Arg::Code(*family, code),
            };
            (place.name.as_str(), arg)
        })
        .collect();
    Words::embedded().text(locale, id, &args)
}
