//! As much of Rust's lexical grammar as telling code from comments and strings takes.

/// A Rust source, taken apart.
pub(crate) struct RustSource {
    /// The source with comments and the contents of literals blanked; lines stay where they were.
    pub(crate) code: String,
    /// The contents of its string literals, with their lines (from 1), escapes as written.
    pub(crate) strings: Vec<(usize, String)>,
}

impl RustSource {
    pub(crate) fn parse(text: &str) -> Self {
        let mut scanner = Scanner { rest: text, line: 1, code: String::with_capacity(text.len()), strings: Vec::new() };
        while !scanner.rest.is_empty() {
            scanner.step();
        }
        Self { code: scanner.code, strings: scanner.strings }
    }

    /// The source without its test module, which is last on the page.
    pub(crate) fn parse_without_tests(text: &str) -> Self {
        Self::parse(without_tests(text))
    }

    /// Identifiers and keywords, with their lines.
    pub(crate) fn identifiers(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().flat_map(|(index, line)| {
            let words = line.split(|char: char| !char.is_alphanumeric() && char != '_');
            words.filter(|word| !word.is_empty()).map(move |word| (index + 1, word))
        })
    }

    /// The modules of `std` that are named, in paths and in groups (`use std::{fs, io::Read}`).
    pub(crate) fn std_modules(&self) -> Vec<(usize, String)> {
        let mut modules = Vec::new();
        for (at, _) in self.code.match_indices("std::") {
            let line = self.code[..at].matches('\n').count() + 1;
            let rest = &self.code[at + "std::".len()..];
            let heads = rest.strip_prefix('{').map_or_else(|| vec![head(rest)], group_heads);
            modules.extend(heads.into_iter().map(|head| (line, head.to_owned())));
        }
        modules
    }
}

/// The modules that a file declares for tests alone, each as the file and the folder it may lie in.
pub(crate) fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = match path.rsplit_once('/') {
        Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder,
        _ => path.trim_end_matches(".rs"),
    };
    let declared = text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| declared_module(rest.lines().next()?));
    declared.flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/")]).collect()
}

/// The name in `mod name;`, of whatever visibility.
fn declared_module(line: &str) -> Option<&str> {
    let name = line.strip_suffix(';')?.rsplit_once("mod ")?.1;
    Some(name.trim())
}

fn without_tests(text: &str) -> &str {
    let mut from = 0;
    while let Some(at) = text[from..].find("#[cfg(test)]\n") {
        let start = from + at;
        let item = text[start..].lines().skip(1).find(|line| !line.starts_with("#[")).unwrap_or_default();
        if item.ends_with('{') && item.split(' ').any(|word| word == "mod") {
            return &text[..start];
        }
        from = start + 1;
    }
    text
}

fn head(path: &str) -> &str {
    let end = path.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(path.len());
    &path[..end]
}

/// The first segments of the members of a group, whose opening brace is gone.
fn group_heads(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut heads) = (0_usize, 0, Vec::new());
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.push(head(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
        if char == '}' && start == at + 1 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl<'a> Scanner<'a> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.blank(end);
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if let Some((before, after, whole)) = raw_string(self.rest).filter(|_| !self.inside_word()) {
            self.string(before, after, whole);
        } else if self.rest.starts_with('"') {
            self.string(1, 1, quoted(self.rest, '"'));
        } else if let Some(length) = char_literal(self.rest) {
            self.blank(length);
        } else {
            let char = self.rest.chars().next().unwrap();
            self.line += usize::from(char == '\n');
            self.code.push(char);
            self.rest = &self.rest[char.len_utf8()..];
        }
    }

    fn inside_word(&self) -> bool {
        self.code.chars().next_back().is_some_and(|char| char.is_alphanumeric() || char == '_')
    }

    fn string(&mut self, before: usize, after: usize, whole: usize) {
        let content = self.rest.get(before..whole.saturating_sub(after)).unwrap_or_default();
        self.strings.push((self.line, content.to_owned()));
        self.blank(whole);
    }

    fn blank(&mut self, length: usize) {
        let (gone, rest) = self.rest.split_at(length);
        let lines = gone.matches('\n').count();
        self.code.push(' ');
        self.code.extend(std::iter::repeat_n('\n', lines));
        self.line += lines;
        self.rest = rest;
    }
}

/// The length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().unwrap().len_utf8();
        }
    }
    text.len()
}

/// Of `r#"…"#`: the bytes before the content, those after it, and all.
fn raw_string(text: &str) -> Option<(usize, usize, usize)> {
    let prefix = ["br", "cr", "r"].into_iter().find(|prefix| text.starts_with(prefix))?;
    let hashes = text[prefix.len()..].bytes().take_while(|byte| *byte == b'#').count();
    let before = prefix.len() + hashes + 1;
    text[prefix.len() + hashes..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(hashes));
    let end = text[before..].find(&closing).map_or(text.len(), |at| before + at + closing.len());
    Some((before, closing.len(), end))
}

/// The length of a literal with escapes, its quotes included.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return at + char.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal, if it is one and not a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let mut chars = text.strip_prefix('\'')?.chars();
    let is_literal = chars.next()? == '\\' || chars.next()? == '\'';
    is_literal.then(|| quoted(text, '\''))
}

#[test]
fn comments_and_literals_are_no_code() {
    let source = RustSource::parse(
        "// sled\nlet a: &'a str = \"sled\"; /* sled /* sled */ sled */ let b = r#\"sl\"ed\"#; let c = '\"'; let d = b\"\\\"sled\";\nuse sled;",
    );
    let found: Vec<_> = source.identifiers().filter(|(_, word)| *word == "sled").collect();
    assert_eq!(found, [(3, "sled")]);
    let strings: Vec<_> = source.strings.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(strings, [(2, "sled"), (2, "sl\"ed"), (2, "\\\"sled")]);
}

#[test]
fn a_string_over_several_lines_moves_no_line() {
    let source = RustSource::parse("let a = \"one\n two\";\nsled");
    assert!(source.identifiers().any(|found| found == (3, "sled")));
}

#[test]
fn the_test_module_is_told_from_a_module_for_tests() {
    let text = "#[cfg(test)]\nmod double;\nfn a() {}\n#[cfg(test)]\npub(crate) mod tests {\n    use sled;\n}\n";
    let source = RustSource::parse_without_tests(text);
    assert!(source.identifiers().any(|(_, word)| word == "a"));
    assert!(!source.identifiers().any(|(_, word)| word == "sled"));
}

#[test]
fn a_module_declared_for_tests_is_one_wherever_it_lies() {
    let text = "mod outbox;\n#[cfg(test)]\nmod fixture;\n";
    assert_eq!(test_modules("a/src/lib.rs", text), ["a/src/fixture.rs", "a/src/fixture/"]);
    assert_eq!(test_modules("a/src/outbox.rs", text), ["a/src/outbox/fixture.rs", "a/src/outbox/fixture/"]);
}

#[test]
fn modules_of_std_are_found_in_paths_and_in_groups() {
    let source =
        RustSource::parse("use std::{collections::{BTreeMap, BTreeSet}, fs, io::Read};\nlet a = std::env::var(1);");
    let modules: Vec<_> = source.std_modules();
    let modules: Vec<_> = modules.iter().map(|(line, module)| (*line, module.as_str())).collect();
    assert_eq!(modules, [(1, "collections"), (1, "fs"), (1, "io"), (2, "env")]);
}
