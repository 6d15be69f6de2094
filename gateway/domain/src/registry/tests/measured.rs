//! How long a search takes, and what a million entries take. Run by hand, because it is about the machine:
//! `cargo test -p comity-domain --lib a_million_entries -- --ignored --nocapture`.

use std::fs;
use std::time::{Duration, Instant};

use super::*;

const ENTRIES: u32 = 1_000_000;
const QUESTIONS: usize = 20_000;

/// Families as they are frequent, in Mandarin and in Cantonese.
const FAMILIES: [(&str, &str, &str, &str); 20] = [
    ("陈", "陳", "Chen", "Chan"),
    ("李", "李", "Li", "Lee"),
    ("黄", "黃", "Huang", "Wong"),
    ("张", "張", "Zhang", "Cheung"),
    ("梁", "梁", "Liang", "Leung"),
    ("林", "林", "Lin", "Lam"),
    ("刘", "劉", "Liu", "Lau"),
    ("王", "王", "Wang", "Wong"),
    ("吴", "吳", "Wu", "Ng"),
    ("何", "何", "He", "Ho"),
    ("郑", "鄭", "Zheng", "Cheng"),
    ("谢", "謝", "Xie", "Tse"),
    ("周", "周", "Zhou", "Chow"),
    ("杨", "楊", "Yang", "Yeung"),
    ("郭", "郭", "Guo", "Kwok"),
    ("罗", "羅", "Luo", "Law"),
    ("叶", "葉", "Ye", "Yip"),
    ("邓", "鄧", "Deng", "Tang"),
    ("冯", "馮", "Feng", "Fung"),
    ("卫", "衞", "Wei", "Wai"),
];
const SOUNDS: [&str; 24] = [
    "wai", "man", "ming", "ka", "fung", "kit", "ho", "yan", "chi", "siu", "kwok", "mei", "ling", "hei", "tsz", "lok",
    "sum", "wing", "kin", "yee", "shun", "hoi", "pak", "tin",
];
const LANGUAGES: [&str; 6] = ["yue", "cmn", "en", "pt", "hak", "fr"];
const SPECIALITIES: [&str; 30] = [
    "banking",
    "construction",
    "shipping",
    "ip",
    "family",
    "labour",
    "tenancy",
    "insurance",
    "securities",
    "tax",
    "tort",
    "medical",
    "sale",
    "agency",
    "trust",
    "probate",
    "company",
    "insolvency",
    "competition",
    "data",
    "energy",
    "sport",
    "consumer",
    "franchise",
    "logistics",
    "aviation",
    "gaming",
    "tourism",
    "education",
    "art",
];

/// Numbers that look random and are the same in each run (Steele, Lea, Flood: SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn given(numbers: &mut Numbers) -> String {
    // The commonest two thousand characters of names: in each place some are more frequent than others.
    let mut next = || char::from_u32(0x4E00 + (numbers.below(2_000) * numbers.below(2_000) / 200) as u32).unwrap();
    [next(), next()].iter().collect()
}

fn person(at: u32, numbers: &mut Numbers) -> Entry {
    use NameForm::{Cantonese, English, Mandarin, Portuguese, Simplified, Traditional};
    let (simplified, traditional, mandarin, cantonese) = *numbers.of(&FAMILIES);
    let given = given(numbers);
    let sounds = [*numbers.of(&SOUNDS), *numbers.of(&SOUNDS)];
    let mut names = vec![
        (Simplified, format!("{simplified}{given}")),
        (Traditional, format!("{traditional}{given}")),
        (Mandarin, format!("{mandarin} {}{}", sounds[0], sounds[1])),
        (Cantonese, format!("{cantonese} {}-{}", sounds[0], sounds[1])),
    ];
    if numbers.below(4) == 0 {
        names.push((English, format!("{cantonese}, {}", numbers.of(&["Anthony", "Mary", "Grace", "Peter", "Vivian"]))));
    }
    if numbers.below(10) == 0 {
        names.push((
            Portuguese,
            format!("{} da {}", numbers.of(&["João", "Inês"]), numbers.of(&["Conceição", "Silva"])),
        ));
    }
    let region =
        *numbers.of(&[Jurisdiction::Hk, Jurisdiction::Hk, Jurisdiction::Hk, Jurisdiction::Cn, Jurisdiction::Mo]);
    let mut entry = named(&format!("GBA-{region}-{at:07}"), &[]);
    entry.names = names.into_iter().map(|(form, text)| Name { form, text }).collect();
    entry.region = region;
    entry.register = *numbers.of(&Register::ALL);
    entry.keeper = format!("cn-court{}", numbers.below(120)).parse().unwrap();
    entry.languages = (0..2).map(|_| numbers.of(&LANGUAGES).parse().unwrap()).collect();
    entry.specialities = (0..2).map(|_| numbers.of(&SPECIALITIES).parse().unwrap()).collect();
    entry.status = *numbers.of(&[Status::InForce, Status::InForce, Status::InForce, Status::Suspended, Status::Ended]);
    entry.availability = match numbers.below(10) {
        0 => Availability::AwayUntil(date(2026, 3, 1 + numbers.below(28) as i8)),
        _ => Availability::Free,
    };
    entry
}

/// One that somebody might ask, or that is as hard as it gets.
fn asked(numbers: &mut Numbers) -> Question {
    let (simplified, _, mandarin, cantonese) = *numbers.of(&FAMILIES);
    let words = match numbers.below(10) {
        0 => format!("{simplified}{}", given(numbers)),
        1 => simplified.to_owned(),
        2 => given(numbers),
        3 => format!("{cantonese} {} {}", numbers.of(&SOUNDS), numbers.of(&SOUNDS)),
        4 => format!("{} {mandarin}", numbers.of(&SOUNDS)),
        5 => cantonese.to_owned(),
        6 => (*numbers.of(&SOUNDS)).to_owned(),
        7 => format!("gba-hk-{:04}", numbers.below(10_000)),
        8 => mandarin.chars().take(2).collect(),
        _ => String::new(),
    };
    let mut question = Question { text: words, limit: 50, ..Question::default() };
    if numbers.below(2) == 0 {
        question.languages.insert(numbers.of(&LANGUAGES).parse().unwrap());
    }
    if numbers.below(3) == 0 {
        question.specialities.insert(numbers.of(&SPECIALITIES).parse().unwrap());
    }
    if numbers.below(3) == 0 {
        question.region = Some(Jurisdiction::Mo);
    }
    if numbers.below(4) == 0 {
        question.free_on = Some(date(2026, 3, 15));
    }
    if numbers.below(4) == 0 {
        question.from = 1_000;
    }
    question
}

/// Resident memory of this process, in MiB.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[test]
#[ignore = "takes a minute, and measures the machine"]
#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn a_million_entries_are_searched_within_five_milliseconds() {
    let mut numbers = Numbers(1);
    let before = resident();
    let start = Instant::now();
    let mut index = Index::new();
    for at in 0..ENTRIES {
        index.insert(&person(at, &mut numbers)).unwrap();
    }
    let (built, memory) = (start.elapsed(), resident() - before);
    let mut took: Vec<(Duration, Question, u32)> = (0..QUESTIONS)
        .map(|_| {
            let question = asked(&mut numbers);
            let start = Instant::now();
            let answer = index.answer(&question, &View::Court).unwrap();
            (start.elapsed(), question, answer.total)
        })
        .collect();
    took.sort_by_key(|(time, ..)| *time);
    let at = |share: usize| took[took.len() * share / 1000 - 1].0;
    println!("{ENTRIES} entries in {built:?}, {memory} MiB");
    println!("p50 {:?}, p90 {:?}, p99 {:?}, p99.9 {:?}, max {:?}", at(500), at(900), at(990), at(999), at(1000));
    for (time, question, total) in took.iter().rev().take(12) {
        println!("{time:?}: `{}`, {} found; {:?} {:?}", question.text, total, question.languages, question.free_on);
    }
    let single = ["c", "w", "陈", "a"].map(|text| {
        let start = Instant::now();
        let total = index.answer(&Question { text: text.to_owned(), ..Question::any(50) }, &View::Court).unwrap().total;
        (text, total, start.elapsed())
    });
    println!("one letter: {single:?}");
    let changed: Vec<RosterNo> =
        (0..200).map(|_| person(numbers.below(ENTRIES as usize) as u32, &mut numbers).roster_no).collect();
    let start = Instant::now();
    let gone: Vec<Entry> = changed.iter().filter_map(|number| index.remove(number)).collect();
    gone.iter().for_each(|entry| index.insert(entry).unwrap());
    println!("{} taken out and in again in {:?}", gone.len(), start.elapsed());
    assert!(at(990) < Duration::from_millis(5), "p99 {:?}", at(990));
}
