//! Text that people wrote, as a terminal may show it: what would move the cursor, hide something or turn the writing round is shown as
//! what it is, `\u{202e}`, instead of being done.

use std::borrow::Cow;

/// The text on one line, with whatever is not seen by itself made visible.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |char| char.escape_unicode().to_string())
}

/// JSON with the same marks escaped as JSON escapes them. It says the same: they stand nowhere but inside its strings.
pub(super) fn visible_json(json: &str) -> Cow<'_, str> {
    // All of them lie in the basic plane, so one unit of UTF-16 is enough.
    escaped(json, |char| format!("\\u{:04x}", u32::from(char)))
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|char| if is_unseen(char) { escape(char) } else { char.to_string() }).collect::<String>().into()
}

/// Control characters, the marks and overrides of the bidirectional algorithm (UAX #9), and what breaks a line in Unicode only.
fn is_unseen(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown_and_not_done() {
        for (written, shown) in [
            ("\u{1b}[2Jrefused", "\\u{1b}[2Jrefused"),
            ("a\nb\rc\td\u{7f}\u{9b}", "a\\u{a}b\\u{d}c\\u{9}d\\u{7f}\\u{9b}"),
            ("\u{202e}detpecca\u{202c}", "\\u{202e}detpecca\\u{202c}"),
            ("\u{2066}x\u{2069}\u{200f}\u{061c}\u{2028}", "\\u{2066}x\\u{2069}\\u{200f}\\u{61c}\\u{2028}"),
        ] {
            assert_eq!(visible(written), shown);
        }
    }

    #[test]
    fn what_people_write_is_shown_as_they_wrote_it() {
        for text in ["陳大文", "送達地址須補充單位號碼", "João d’Ávila — 7.º andar", "\"C:\\docs\"", "👩🏽‍⚖️"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn json_says_the_same_with_its_marks_escaped() {
        let value = serde_json::json!({ "reason": "\u{202e}x\u{7f}\u{9b}\n" });
        let json = serde_json::to_string(&value).unwrap();
        let shown = visible_json(&json);
        assert_eq!(shown, "{\"reason\":\"\\u202ex\\u007f\\u009b\\n\"}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }
}
