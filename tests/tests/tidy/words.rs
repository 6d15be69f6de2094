//! No words for people in Rust: codes and arguments only, the words are in `locales/`.

use super::Breaches;
use super::rust_source::RustSource;

/// English cannot be told from codes and logs, but Chinese is always meant for a person.
pub(crate) fn in_rust(path: &str, text: &str) -> Breaches {
    let source = RustSource::parse_without_tests(text);
    let words = source.strings.iter().filter(|(_, content)| content.chars().any(is_chinese));
    words.map(|(line, content)| format!("{path}:{line}: words in Rust: `{content}`; they belong in locales/")).collect()
}

fn is_chinese(char: char) -> bool {
    matches!(char, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The files whose codes a person may be shown: each needs words.
const SPOKEN: [&str; 18] = [
    "gateway/domain/src/deadline.rs",
    "gateway/domain/src/draw.rs",
    "gateway/domain/src/matter/decide.rs",
    "gateway/federation/src/bundle.rs",
    "gateway/federation/src/error.rs",
    "gateway/record/src/bundle.rs",
    "gateway/record/src/checkpoint.rs",
    "gateway/record/src/line.rs",
    "gateway/record/src/verify.rs",
    "gateway/rules/src/fault.rs",
    "gateway/server/src/api.rs",
    "gateway/server/src/api/",
    "gateway/server/src/app/failure.rs",
    "gateway/server/src/cli/",
    "gateway/server/src/mtls.rs",
    "gateway/server/src/mtls/client.rs",
    "gateway/store/src/commit.rs",
    "gateway/store/src/error.rs",
];

/// Error codes that the English words do not know. The other locales have the same ids, which the words' own tests hold.
pub(crate) fn without_words(path: &str, text: &str, errors_ftl: &str) -> Breaches {
    if !SPOKEN.iter().any(|spoken| path.starts_with(spoken)) || path.ends_with("tests.rs") || path.ends_with("print.rs")
    {
        return Breaches::new();
    }
    let said = |code: &str| {
        ["error", "fault", "reason"].iter().any(|family| errors_ftl.contains(&format!("\n{family}-{code} =")))
    };
    let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().enumerate();
    lines
        .flat_map(|(number, line)| codes_in(line).into_iter().map(move |code| (number + 1, code)))
        .filter(|(_, code)| !said(code))
        .map(|(number, code)| format!("{path}:{number}: the code `{code}` has no words in locales/*/errors.ftl"))
        .collect()
}

/// The codes that a line gives to an error: `Self::X => "code"`, `CliError::other("code"`, `ApiError::new(…, "code")`.
fn codes_in(line: &str) -> Vec<&str> {
    let arm = line.contains("Self::") && line.contains("=> \"");
    let made =
        line.contains("CliError::input(\"") || line.contains("CliError::other(\"") || line.contains("ApiError::new(");
    let opening = if arm {
        line.find("=> \"")
    } else if made {
        line.find('"')
    } else {
        None
    };
    let code = opening.and_then(|at| line.get(at..)?.split('"').nth(1));
    code.filter(|code| is_code(code)).into_iter().collect()
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[test]
fn a_code_without_words_is_seen() {
    let ftl = "\nerror-known = It is known.\n";
    let path = "gateway/server/src/app/failure.rs";
    let seen = |line: &str| without_words(path, line, ftl).len();
    assert_eq!(seen("            Self::Known => \"known\","), 0);
    assert_eq!(seen("            Self::Unknown { .. } => \"un-known\","), 1);
    assert_eq!(seen("        CliError::other(\"un-known\", error)"), 1);
    assert_eq!(seen("        ApiError::new(StatusCode::NOT_FOUND, \"un-known\")"), 1);
    assert!(without_words("gateway/server/src/words.rs", "Self::Unknown => \"un-known\",", ftl).is_empty());
}

#[test]
fn chinese_in_a_string_is_seen_and_in_a_comment_is_not() {
    assert_eq!(in_rust("gateway/server/src/a.rs", "let a = \"委托书\";").len(), 1);
    assert_eq!(in_rust("gateway/server/src/a.rs", "let a = r\"：\";").len(), 1);
    assert!(in_rust("gateway/server/src/a.rs", "// 委托书\nlet a = \"letter\";").is_empty());
    assert!(in_rust("gateway/server/src/a.rs", "#[cfg(test)]\nmod tests {\n    let a = \"委托书\";\n}\n").is_empty());
}
