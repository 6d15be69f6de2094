//! How names are folded, so that one is found however it is written: simplified and traditional characters and their regional variants
//! count as one, accents, tones, case, spaces and hyphens count for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Character tables of OpenCC: in each line a character, a tab, and those that it is written as elsewhere.
const TABLES: [&str; 4] = [
    include_str!("../../data/opencc/TSCharacters.txt"),
    include_str!("../../data/opencc/STCharacters.txt"),
    include_str!("../../data/opencc/HKVariants.txt"),
    include_str!("../../data/opencc/TWVariants.txt"),
];

/// For each character that has variants the one that stands for all of them: the first of them in the order of Unicode.
static VARIANTS: LazyLock<BTreeMap<char, char>> = LazyLock::new(classes);

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// Chinese characters. Each of them is a word of its own, too.
    Characters(String),
    /// Letters.
    Letters(String),
}

impl Word {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Characters(text) | Self::Letters(text) => text,
        }
    }
}

/// The words of a name as they are compared, with spaces between them. Folding what was folded changes nothing.
pub fn fold(text: &str) -> String {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(Word::as_str).collect();
    words.join(" ")
}

/// The words of a text. What is neither letter nor character ends a word: a space, a hyphen, an apostrophe, the figure of a tone.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut goes_on = false;
    // Accents and the tones of Pinyin fall off as marks; full-width letters and compatibility characters become ordinary ones.
    for char in text.nfkd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase) {
        if is_combining_mark(char) || is_modifier(char) {
            continue;
        }
        let is_word = char.is_alphabetic() || is_character(char);
        if is_word {
            let char = VARIANTS.get(&char).copied().unwrap_or(char);
            match words.last_mut() {
                Some(Word::Characters(word)) if goes_on && is_character(char) => word.push(char),
                Some(Word::Letters(word)) if goes_on && !is_character(char) => word.push(char),
                _ if is_character(char) => words.push(Word::Characters(char.into())),
                _ => words.push(Word::Letters(char.into())),
            }
        }
        goes_on = is_word;
    }
    words
}

/// What begins at each word of a name and goes on to its end, written together: whoever writes the beginning of one of these finds it.
pub(super) fn beginnings(text: &str) -> BTreeSet<String> {
    let words = words(text);
    let together: String = words.iter().map(Word::as_str).collect();
    let mut beginnings = BTreeSet::new();
    let mut start = 0;
    for word in &words {
        let within: Vec<usize> = match word {
            Word::Characters(characters) => characters.char_indices().map(|(at, _)| at).collect(),
            Word::Letters(_) => vec![0],
        };
        beginnings.extend(within.into_iter().filter_map(|at| together.get(start + at..)).map(str::to_owned));
        start += word.as_str().len();
    }
    beginnings
}

/// A number of a register as it is compared: its letters and digits.
pub(super) fn fold_number(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

/// A Chinese character.
const fn is_character(char: char) -> bool {
    matches!(char, '\u{3007}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Marks of tones and of breath that stand by themselves, and that Unicode takes for letters.
const fn is_modifier(char: char) -> bool {
    matches!(char, '\u{02B0}'..='\u{02FF}')
}

/// Joins what the tables say of single characters into classes.
fn classes() -> BTreeMap<char, char> {
    let mut first: BTreeMap<char, char> = BTreeMap::new();
    for (one, other) in TABLES.iter().flat_map(|table| table.lines()).flat_map(pairs) {
        let (one, other) = (end(&first, one), end(&first, other));
        first.insert(one.max(other), one.min(other));
    }
    // One that stands for itself needs no line.
    let ends: Vec<(char, char)> = first.keys().map(|char| (*char, end(&first, *char))).collect();
    ends.into_iter().filter(|(char, end)| char != end).collect()
}

/// Follows the classes that have been joined so far. Every step leads to an earlier character, or stays.
fn end(first: &BTreeMap<char, char>, mut char: char) -> char {
    while let Some(earlier) = first.get(&char).filter(|earlier| **earlier < char) {
        char = *earlier;
    }
    char
}

fn pairs(line: &str) -> Vec<(char, char)> {
    let Some((of, variants)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else { return Vec::new() };
    let Some(of) = single(of) else { return Vec::new() };
    variants.split(' ').filter_map(single).map(|variant| (of, variant)).collect()
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
