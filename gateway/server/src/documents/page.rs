//! A page of HTML that stands by itself: no script, nothing that is fetched, set for the screen and for paper.

use crate::words::Locale;

/// A page that is being written. Whatever is put into it is text: nothing of it can become markup.
pub(super) struct Page {
    body: String,
}

impl Page {
    pub(super) const fn new() -> Self {
        Self { body: String::new() }
    }

    /// A heading, of the first level or the second.
    pub(super) fn heading(&mut self, level: u8, text: &str) {
        self.body.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(text)));
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.body.push_str(&format!("<p>{}</p>\n", escaped(text)));
    }

    /// Names and what they are.
    pub(super) fn facts(&mut self, facts: &[(String, String)]) {
        let row = |(name, value): &(String, String)| format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value));
        self.body.push_str(&format!("<dl>\n{}</dl>\n", facts.iter().map(row).collect::<String>()));
    }

    /// Items in their order.
    pub(super) fn list(&mut self, items: &[String]) {
        let item = |text: &String| format!("<li>{}</li>\n", escaped(text));
        self.body.push_str(&format!("<ol>\n{}</ol>\n", items.iter().map(item).collect::<String>()));
    }

    /// Rows under their heads.
    pub(super) fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let cells = |tag: &str, cells: &[String]| {
            let cell = |text: &String| format!("<{tag}>{}</{tag}>", escaped(text));
            format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>())
        };
        let body: String = rows.iter().map(|row| cells("td", row)).collect();
        self.body
            .push_str(&format!("<table>\n<thead>{}</thead>\n<tbody>{body}</tbody>\n</table>\n", cells("th", heads)));
    }

    /// The whole file.
    pub(super) fn finish(self, locale: Locale, title: &str) -> String {
        let (language, title, body) = (locale.tag(), escaped(title), self.body);
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
        )
    }
}

/// Serif type for reading, sober tables, and pages that break between rows.
const STYLE: &str = "
@page { size: A4; margin: 22mm 18mm; }
body { font: 11pt/1.5 'Noto Serif', 'Source Han Serif', 'Songti SC', 'PMingLiU', serif; color: #111; max-width: 60em;
       margin: 2em auto; padding: 0 1em; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 1.2em; }
h2 { font-size: 12.5pt; border-bottom: 1px solid #111; margin: 1.8em 0 .6em; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; margin: 0; }
dt { color: #444; }
li { overflow-wrap: anywhere; white-space: pre-line; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th, td { border: 1px solid #888; padding: .3em .5em; text-align: left; vertical-align: top; overflow-wrap: anywhere;
         white-space: pre-line; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
";

/// The text, in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What turns the direction of writing around could show a name as another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_never_markup() {
        let mut page = Page::new();
        let evil = "<script>alert(\"1\")</script>&'\u{202e}";
        page.paragraph(evil);
        page.heading(2, evil);
        page.facts(&[(evil.into(), evil.into())]);
        page.list(&[evil.into()]);
        page.table(&[evil.into()], &[vec![evil.into()]]);
        let html = page.finish(Locale::En, evil);
        assert!(!html.contains("<script") && !html.contains('\u{202e}'), "{html}");
        assert_eq!(html.matches("&lt;script&gt;alert(&quot;1&quot;)").count(), 8);
    }

    #[test]
    fn a_page_fetches_nothing_and_runs_nothing() {
        let html = Page::new().finish(Locale::ZhHk, "title");
        assert!(html.contains("<html lang=\"zh-HK\">") && html.contains("default-src 'none'"));
        for word in ["http://", "https://", "src=", "<link", "@import", "url("] {
            assert!(!html.contains(word), "{word}");
        }
    }
}
