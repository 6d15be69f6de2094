//! Searches in registers with a million entries, on one thread: by name in any script, by number, by what entries have, and by all of them.

use std::hint::black_box;

use comity_domain::Jurisdiction;
use comity_domain::registry::{
    Availability, Entry, Index, Name, NameForm, NotTakenIn, Question, Register, Status, Tag, View,
};

use super::measure::{Samples, Stopwatch};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which, machine};

const ENTRIES: u32 = 1_000_000;
const USUAL_SEARCHES: u32 = 20_000;
const P99_WANTED_US: u64 = 5_000;
const PAGE_ENTRIES: u32 = 50;

/// Families as they are frequent: simplified, traditional, romanised from Mandarin and from Cantonese.
const FAMILIES: [[&str; 4]; 12] = [
    ["\u{9648}", "\u{9673}", "Chen", "Chan"],
    ["\u{674E}", "\u{674E}", "Li", "Lee"],
    ["\u{9EC4}", "\u{9EC3}", "Huang", "Wong"],
    ["\u{5F20}", "\u{5F35}", "Zhang", "Cheung"],
    ["\u{6881}", "\u{6881}", "Liang", "Leung"],
    ["\u{5218}", "\u{5289}", "Liu", "Lau"],
    ["\u{5434}", "\u{5433}", "Wu", "Ng"],
    ["\u{90D1}", "\u{912D}", "Zheng", "Cheng"],
    ["\u{8C22}", "\u{8B1D}", "Xie", "Tse"],
    ["\u{6768}", "\u{694A}", "Yang", "Yeung"],
    ["\u{53F6}", "\u{8449}", "Ye", "Yip"],
    ["\u{536B}", "\u{885E}", "Wei", "Wai"],
];
const SOUNDS: [&str; 12] = ["wai", "man", "ming", "ka", "fung", "kit", "ho", "yan", "chi", "siu", "kwok", "ling"];
const LANGUAGES: [&str; 5] = ["yue", "cmn", "en", "pt", "fr"];
const SPECIALITIES: [&str; 8] = ["banking", "construction", "shipping", "ip", "family", "labour", "tax", "probate"];
const REGIONS: [Jurisdiction; 4] = [Jurisdiction::Hk, Jurisdiction::Hk, Jurisdiction::Cn, Jurisdiction::Mo];

pub(super) fn run(options: &Options) -> Result<Report, BenchError> {
    let mut numbers = Numbers(1);
    let watch = Stopwatch::start();
    let mut index = Index::new();
    for at in 0..ENTRIES {
        index.insert(&entry(at, &mut numbers)?)?;
    }
    let built_ms = watch.nanos() / 1_000_000;
    let per_round = options.per_round(USUAL_SEARCHES);
    round(&index, per_round.div_ceil(10), &mut numbers)?;
    let rounds =
        (0..options.rounds).map(|_| round(&index, per_round, &mut numbers)).collect::<Result<Vec<Round>, _>>()?;
    let median = Round::median_of(&rounds);
    Ok(Report {
        benchmark: Which::Search,
        machine: Machine::here(),
        build: Build::this(),
        includes: &["folding", "names", "numbers", "filters", "count-of-all", "page"],
        rounds,
        median,
        figures: vec![
            Figure::new("entries", u64::from(ENTRIES)),
            Figure::new("entries-taken-in-ms", built_ms),
            Figure::new("peak-memory-kib", machine::peak_memory_kib()),
        ],
        marks: vec![Mark::at_most("search-p99-us", P99_WANTED_US, median.p99_ns / 1_000)],
    })
}

fn round(index: &Index, searches: u32, numbers: &mut Numbers) -> Result<Round, BenchError> {
    let mut times = Samples::default();
    let whole = Stopwatch::start();
    for _ in 0..searches {
        let question = question(numbers)?;
        let watch = Stopwatch::start();
        let answer = index.answer(black_box(&question), &View::Court).map_err(BenchError::broken)?;
        times.add(watch.nanos());
        black_box(answer);
    }
    Ok(times.round(u64::from(searches), whole.elapsed()))
}

fn entry(at: u32, numbers: &mut Numbers) -> Result<Entry, BenchError> {
    let [simplified, traditional, mandarin, cantonese] = *numbers.of(&FAMILIES)?;
    let (given, first, second) = (given(numbers), *numbers.of(&SOUNDS)?, *numbers.of(&SOUNDS)?);
    let name = |form, text| Name { form, text };
    let region = *numbers.of(&REGIONS)?;
    Ok(Entry {
        roster_no: format!("GBA-{region}-{at:07}").parse().map_err(BenchError::broken)?,
        register: *numbers.of(&Register::ALL)?,
        keeper: format!("cn-court{}", numbers.below(120)).parse().map_err(BenchError::broken)?,
        region,
        names: vec![
            name(NameForm::Simplified, format!("{simplified}{given}")),
            name(NameForm::Traditional, format!("{traditional}{given}")),
            name(NameForm::Mandarin, format!("{mandarin} {first}{second}")),
            name(NameForm::Cantonese, format!("{cantonese} {first}-{second}")),
        ],
        languages: [tag(numbers, &LANGUAGES)?, tag(numbers, &LANGUAGES)?].into(),
        specialities: [tag(numbers, &SPECIALITIES)?, tag(numbers, &SPECIALITIES)?].into(),
        status: *numbers.of(&Status::ALL)?,
        availability: if numbers.below(10) == 0 { Availability::Away } else { Availability::Free },
    })
}

/// What somebody asks: mostly a name or its beginning, often narrowed, sometimes far behind the first page.
fn question(numbers: &mut Numbers) -> Result<Question, BenchError> {
    let [simplified, _, mandarin, cantonese] = *numbers.of(&FAMILIES)?;
    let text = match numbers.below(8) {
        0 => format!("{simplified}{}", given(numbers)),
        1 => simplified.to_owned(),
        2 => format!("{cantonese} {} {}", numbers.of(&SOUNDS)?, numbers.of(&SOUNDS)?),
        3 => format!("{} {mandarin}", numbers.of(&SOUNDS)?),
        4 => cantonese.to_owned(),
        5 => format!("gba-hk-{:04}", numbers.below(10_000)),
        6 => mandarin.chars().take(2).collect(),
        _ => String::new(),
    };
    let mut question = Question { text, ..Question::any(PAGE_ENTRIES) };
    if numbers.below(2) == 0 {
        question.languages.insert(tag(numbers, &LANGUAGES)?);
    }
    if numbers.below(3) == 0 {
        question.specialities.insert(tag(numbers, &SPECIALITIES)?);
    }
    if numbers.below(3) == 0 {
        question.region = Some(Jurisdiction::Mo);
    }
    if numbers.below(4) == 0 {
        question.from = 20 * PAGE_ENTRIES;
    }
    Ok(question)
}

/// Two characters out of a few thousand, some of them more often than others.
fn given(numbers: &mut Numbers) -> String {
    let mut next = || {
        let place = numbers.below(2_000) * numbers.below(2_000) / 200;
        u32::try_from(place).ok().and_then(|place| char::from_u32(0x4E00 + place))
    };
    [next(), next()].into_iter().flatten().collect()
}

fn tag(numbers: &mut Numbers, tags: &[&str]) -> Result<Tag, BenchError> {
    numbers.of(tags)?.parse().map_err(BenchError::broken)
}

/// Numbers that look drawn and are the same in each run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Result<&'a T, BenchError> {
        let place = usize::try_from(self.below(all.len() as u64)).map_err(BenchError::broken)?;
        all.get(place).ok_or_else(|| BenchError::broken("nothing to choose from"))
    }
}

impl From<NotTakenIn> for BenchError {
    fn from(error: NotTakenIn) -> Self {
        Self::broken(error)
    }
}
