//! Registers, searched.

use jiff::civil::date;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;

fn named(number: &str, names: &[(NameForm, &str)]) -> Entry {
    Entry {
        roster_no: number.parse().unwrap(),
        register: Register::Mediators,
        keeper: "hk-hkmaal".parse().unwrap(),
        region: Jurisdiction::Hk,
        names: names.iter().map(|(form, text)| Name { form: *form, text: (*text).to_owned() }).collect(),
        languages: tags(&["yue", "en"]),
        specialities: tags(&["construction"]),
        status: Status::InForce,
        availability: Availability::Free,
    }
}

/// A mediator with a name in every form.
fn chan() -> Entry {
    use NameForm::{Cantonese, English, Mandarin, Portuguese, Simplified, Traditional};
    named(
        "GBA-HK-2025-0049",
        &[
            (Traditional, "陳衞峯"),
            (Simplified, "陈卫峰"),
            (Cantonese, "Chan Wai-fung"),
            (Mandarin, "Chén Wèifēng"),
            (Portuguese, "António João Chan d’Ávila"),
            (English, "CHAN, Anthony"),
        ],
    )
}

fn tags(tags: &[&str]) -> BTreeSet<Tag> {
    tags.iter().map(|tag| tag.parse().unwrap()).collect()
}

fn index<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Index {
    let mut index = Index::new();
    entries.into_iter().for_each(|entry| index.insert(entry).unwrap());
    index
}

fn text(text: &str) -> Question {
    Question { text: text.to_owned(), ..Question::any(100) }
}

fn found(index: &Index, question: &Question, view: &View) -> Vec<String> {
    let answer = index.answer(question, view).unwrap();
    let found: Vec<String> = answer.entries.iter().map(|shown| shown.roster_no.to_string()).collect();
    assert!(found.len() as u32 <= question.limit && found.len() as u32 <= answer.total);
    found
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let index = index([&chan()]);
    for written in [
        "陳衞峯",
        "陈卫峰",
        "陳衛峰",
        "衛峰",
        "峯",
        "chan wai fung",
        "CHAN WAIFUNG",
        "Chan, Wai-Fung",
        "chan4 wai6fung1",
        "waifung",
        "chen weifeng",
        "Chén wèi-fēng",
        "wei4feng1",
        "antonio",
        "ANTÓNIO JOAO",
        "chan antonio",
        "d avila",
        "davila",
        "ávila",
        "Ａｎｔｈｏｎｙ",
        "gba-hk-2025-0049",
        "GBA HK 2025",
        "anth",
    ] {
        assert_eq!(found(&index, &text(written), &View::Public), ["GBA-HK-2025-0049"], "{written}");
    }
    for other in ["陳偉峰", "hung", "han", "antonia", "0049", "峰卫"] {
        assert_eq!(found(&index, &text(other), &View::Public), [""; 0], "{other}");
    }
}

#[test]
fn a_number_is_found_by_its_beginning_with_and_without_what_stands_before_it() {
    let index = index([&named("urn:comity:mediator:hk:2026-0049", &[(NameForm::English, "Ho")])]);
    for written in ["2026-0049", "2026 00", "urn:comity:mediator:hk:2026-0049", "URN:COMITY:MEDIATOR:HK"] {
        assert_eq!(found(&index, &text(written), &View::Public).len(), 1, "{written}");
    }
    assert_eq!(found(&index, &text("0049"), &View::Public), [""; 0]);
}

#[test]
fn the_tables_join_what_is_one_character_and_nothing_else() {
    for same in [
        "陈陳",
        "黄黃",
        "钟鍾鐘锺",
        "卫衛衞",
        "峰峯",
        "启啟啓",
        "为為爲",
        "里裏裡",
        "余餘",
        "沈瀋",
        "温溫",
        "户戶",
        "吴吳",
        "群羣",
        "浚濬",
    ] {
        let folded: BTreeSet<String> = same.chars().map(|char| fold(&char.to_string())).collect();
        assert_eq!(folded.len(), 1, "{same}: {folded:?}");
    }
    let apart = "陈黄钟卫峰启为里余沈温户吴群浚李王张何梁谢郭";
    let folded: BTreeSet<String> = apart.chars().map(|char| fold(&char.to_string())).collect();
    assert_eq!(folded.len(), apart.chars().count());
}

#[test]
fn the_number_comes_first_then_what_stands_together_then_what_is_scattered() {
    use NameForm::Cantonese;
    let together = named("B-1", &[(Cantonese, "Lee Tai Man")]);
    let scattered = named("A-1", &[(Cantonese, "Tai Siu Lee")]);
    let number = named("Leetai-9", &[(Cantonese, "Wong Fai")]);
    let index = index([&together, &scattered, &number]);
    assert_eq!(found(&index, &text("lee tai"), &View::Court), ["Leetai-9", "B-1", "A-1"]);
}

#[test]
fn the_public_sees_who_is_in_force_in_a_public_register_and_nothing_of_how_it_stands() {
    let entries: Vec<Entry> = Status::ALL
        .into_iter()
        .flat_map(|status| Register::ALL.map(|register| (status, register)))
        .enumerate()
        .map(|(at, (status, register))| Entry {
            status,
            register,
            ..named(&format!("N-{at:02}"), &[(NameForm::English, "Ho")])
        })
        .collect();
    let index = index(&entries);
    let count = |view: &View| index.answer(&text("ho"), view).unwrap().total;
    assert_eq!(count(&View::Public), 5);
    assert_eq!(count(&View::Court), 18);
    assert_eq!(count(&View::Keeper("hk-hkmaal".parse().unwrap())), 24);
    assert_eq!(count(&View::Keeper("hk-high-court".parse().unwrap())), 18);
    let public = index.answer(&text("ho"), &View::Public).unwrap();
    assert!(public.entries.iter().all(|shown| shown.status.is_none() && shown.availability.is_none()));
    assert!(public.entries.iter().all(|shown| shown.register != Register::Jurors));
    let refused = |question| index.answer(&question, &View::Public).unwrap_err();
    let by_status = Question { status: Some(Status::Suspended), ..text("ho") };
    assert_eq!(refused(by_status), BadQuestion::NotShown { at: "status" });
    let by_day = Question { free_on: Some(date(2026, 3, 2)), ..text("ho") };
    assert_eq!(refused(by_day), BadQuestion::NotShown { at: "free_on" });
    let hidden: RosterNo = "N-00".parse().unwrap();
    assert_eq!(index.get(&hidden, &View::Public), None);
    assert!(index.get(&hidden, &View::Court).is_some());
}

#[test]
fn what_is_shown_of_an_entry_has_these_fields_and_no_others() {
    let shown = |view: &View| {
        let shown = serde_json::to_value(view.show(chan()).unwrap()).unwrap();
        let names: BTreeSet<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
        names.into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown(&View::Public), "keeper languages names region register roster_no specialities");
    assert_eq!(
        shown(&View::Court),
        "availability keeper languages names region register roster_no specialities status"
    );
}

#[test]
fn whoever_is_away_is_found_from_the_day_after() {
    let entry = |availability| Entry { availability, ..chan() };
    let free = |availability, day| {
        let question = Question { free_on: Some(day), ..text("chan") };
        found(&index([&entry(availability)]), &question, &View::Court).len()
    };
    assert_eq!(free(Availability::Free, date(2026, 3, 2)), 1);
    assert_eq!(free(Availability::Away, date(2026, 3, 2)), 0);
    assert_eq!(free(Availability::AwayUntil(date(2026, 3, 2)), date(2026, 3, 2)), 0);
    assert_eq!(free(Availability::AwayUntil(date(2026, 3, 2)), date(2026, 3, 3)), 1);
}

#[test]
fn a_question_has_a_form() {
    let index = index([&chan()]);
    let refused = |question: Question| index.answer(&question, &View::Court).unwrap_err();
    assert_eq!(refused(Question { limit: 0, ..text("chan") }), BadQuestion::BadPage);
    assert_eq!(refused(Question { limit: 101, ..text("chan") }), BadQuestion::BadPage);
    assert_eq!(refused(text(&"陈".repeat(81))), BadQuestion::TooLong);
    assert_eq!(refused(text("a b c d e f g h i j k l m")), BadQuestion::TooManyWords);
    assert_eq!(refused(text("－－")), BadQuestion::NoWords);
    assert_eq!(found(&index, &text("  "), &View::Court).len(), 1);
    let codes: Vec<&str> =
        [BadQuestion::TooLong, BadQuestion::TooManyWords, BadQuestion::NoWords, BadQuestion::BadPage]
            .map(BadQuestion::code)
            .into_iter()
            .chain([BadQuestion::NotShown { at: "status" }.code()])
            .collect();
    assert_eq!(codes, BadQuestion::CODES);
}

#[test]
fn an_entry_has_a_form() {
    let refused = |entry: Entry| entry.check().unwrap_err();
    assert_eq!(chan().check(), Ok(()));
    assert_eq!(refused(Entry { names: Vec::new(), ..chan() }).code, "empty-list");
    let named = |text: &str| Entry { names: vec![Name { form: NameForm::English, text: text.to_owned() }], ..chan() };
    assert_eq!(refused(named("—")).code, "empty-text");
    assert!(
        matches!(Index::new().insert(&named("Chan\nWai")), Err(NotTakenIn::BadEntry(bad)) if bad.at == "names.text")
    );
    assert_eq!(refused(named("Chan\nWai")).code, "bad-text");
    assert_eq!(refused(named(&"a".repeat(81))).code, "bad-text");
    assert_eq!(refused(Entry { names: vec![chan().names[0].clone(); 13], ..chan() }).at, "names");
    let many = |count| (0..count).map(|at| format!("t{at}").parse().unwrap()).collect();
    assert_eq!(refused(Entry { languages: many(21), ..chan() }).at, "languages");
    assert_eq!(refused(Entry { specialities: many(41), ..chan() }).at, "specialities");
    for bad in ["", "-", "a--b", "陈", "a b", &"a".repeat(65)] {
        assert!(bad.parse::<RosterNo>().is_err() && bad.parse::<Tag>().is_err(), "{bad}");
    }
    assert!(serde_json::from_str::<Tag>("\"a/b\"").is_err());
}

#[test]
fn a_value_too_many_is_refused_and_changes_nothing() {
    let mut index = Index::new();
    let keeper = |at: usize| Entry {
        keeper: format!("hk-k{at}").parse().unwrap(),
        ..named(&format!("N-{at}"), &[(NameForm::English, "Ho")])
    };
    let refused =
        (0..=crate::limits::REGISTRY_MAX_VALUES).find_map(|at| index.insert(&keeper(at)).err().map(|full| (at, full)));
    // Register, region, status, free, two languages and a speciality are values, too.
    assert_eq!(refused, Some((crate::limits::REGISTRY_MAX_VALUES - 7, NotTakenIn::TooManyValues)));
    let total = index.answer(&text("ho"), &View::Court).unwrap().total;
    assert_eq!(
        (total as usize, index.len()),
        (crate::limits::REGISTRY_MAX_VALUES - 7, crate::limits::REGISTRY_MAX_VALUES - 7)
    );
}

#[test]
fn a_value_that_nobody_has_any_more_takes_no_room() {
    let mut index = Index::new();
    let speaking = |tag: usize| Entry { specialities: [format!("s{tag}").parse().unwrap()].into(), ..chan() };
    for tag in 0..=crate::limits::REGISTRY_MAX_VALUES {
        index.insert(&speaking(tag)).unwrap();
    }
    let last = speaking(crate::limits::REGISTRY_MAX_VALUES);
    assert_eq!(index.entry_of(&last.roster_no), Some(last));
    let question = |tag: &str| Question { specialities: [tag.parse().unwrap()].into(), ..Question::any(10) };
    assert_eq!(index.answer(&question("s0"), &View::Court).unwrap().total, 0);
    assert_eq!(index.answer(&question("s2000"), &View::Court).unwrap().total, 1);
}

fn name_of_somebody() -> impl Strategy<Value = Name> {
    let han = vec(select("陈陳黄黃卫衛大文明李".chars().collect::<Vec<_>>()), 1..5).prop_map(String::from_iter);
    let word = select(vec!["Chan", "chén", "Wai", "Wàifung", "fung", "João", "d’Ávila", "Lee", "le"]);
    let letters = (vec(word, 1..4), select(vec![" ", "-", ", "])).prop_map(|(words, between)| words.join(between));
    (select(NameForm::ALL.to_vec()), prop_oneof![han, letters]).prop_map(|(form, text)| Name { form, text })
}

fn somebody() -> impl Strategy<Value = Entry> {
    let kinds = (
        select(Register::ALL.to_vec()),
        select(Status::ALL.to_vec()),
        select(vec!["hk-hkmaal", "mo-wtc", "cn-nansha"]),
        select(vec![Jurisdiction::Cn, Jurisdiction::Hk, Jurisdiction::Mo]),
    );
    let day = (1i8..28).prop_map(|day| Availability::AwayUntil(date(2026, 3, day)));
    let availability = prop_oneof![Just(Availability::Free), Just(Availability::Away), day];
    let languages = subsequence(vec!["yue", "cmn", "en", "pt"], 0..=4);
    (0u8..12, vec(name_of_somebody(), 1..4), kinds, languages, subsequence(vec!["ip", "family"], 0..=2), availability)
        .prop_map(|(number, names, (register, status, keeper, region), languages, specialities, availability)| Entry {
            roster_no: format!("N-{number}").parse().unwrap(),
            register,
            keeper: keeper.parse().unwrap(),
            region,
            names,
            languages: tags(&languages),
            specialities: tags(&specialities),
            status,
            availability,
        })
}

fn question() -> impl Strategy<Value = Question> {
    let some = |all: Vec<&'static str>| proptest::option::weighted(0.3, select(all));
    let words = select(vec![
        "",
        "",
        "陈",
        "大文",
        "chan",
        "wai fung",
        "WAIFUNG",
        "c",
        "le",
        "davila",
        "fung chan",
        "n-1",
        "lee 陳",
    ]);
    (
        words,
        proptest::option::weighted(0.2, select(Register::ALL.to_vec())),
        some(vec!["hk-hkmaal", "cn-nansha"]),
        proptest::option::weighted(0.2, select(vec![Jurisdiction::Hk, Jurisdiction::Mo])),
        some(vec!["yue", "pt", "fr"]),
        some(vec!["ip"]),
        proptest::option::weighted(0.2, select(Status::ALL.to_vec())),
        proptest::option::weighted(0.2, (1i8..28).prop_map(|day| date(2026, 3, day))),
    )
        .prop_map(|(words, register, keeper, region, language, speciality, status, free_on)| Question {
            text: words.to_owned(),
            register,
            keeper: keeper.map(|keeper| keeper.parse().unwrap()),
            region,
            languages: language.into_iter().map(|tag| tag.parse().unwrap()).collect(),
            specialities: speciality.into_iter().map(|tag| tag.parse().unwrap()).collect(),
            status,
            free_on,
            from: 0,
            limit: 100,
        })
}

/// Whether an entry is an answer, read from the entry itself.
fn is_answer(entry: &Entry, question: &Question, view: &View) -> bool {
    let begun: Vec<String> = entry.names.iter().flat_map(|name| folding::beginnings(&name.text)).collect();
    let begins = |text: &str| begun.iter().any(|begun| begun.starts_with(text));
    let folded = fold(&question.text);
    let number = folding::fold_number(&question.text);
    let by_number = !number.is_empty() && folding::fold_number(entry.roster_no.as_str()).starts_with(&number);
    let by_name = !folded.is_empty() && (begins(&folded.replace(' ', "")) || folded.split(' ').all(begins));
    (question.text.is_empty() || by_number || by_name)
        && view.sees(entry)
        && question.register.is_none_or(|register| entry.register == register)
        && question.keeper.as_ref().is_none_or(|keeper| entry.keeper == *keeper)
        && question.region.is_none_or(|region| entry.region == region)
        && question.languages.is_subset(&entry.languages)
        && question.specialities.is_subset(&entry.specialities)
        && question.status.is_none_or(|status| entry.status == status)
        && question.free_on.is_none_or(|day| entry.availability.is_free_on(day))
}

fn views() -> [View; 3] {
    [View::Public, View::Court, View::Keeper("cn-nansha".parse().unwrap())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_what_was_folded_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn whoever_is_taken_in_is_found_by_each_name_and_each_part_that_begins_a_word(entries in vec(somebody(), 1..8)) {
        let index = index(&entries);
        let last = entries.last().unwrap();
        let keeper = View::Keeper(last.keeper.clone());
        let number = last.roster_no.to_string();
        for name in &last.names {
            let parts = folding::beginnings(&name.text).into_iter().flat_map(|part| [part.clone(), part.chars().take(1).collect()]);
            for part in parts.chain([name.text.clone(), fold(&name.text), name.text.to_uppercase()]) {
                prop_assert!(found(&index, &text(&part), &keeper).contains(&number), "{} by {}", number, part);
            }
        }
    }

    #[test]
    fn an_answer_has_all_that_it_should_have_and_nothing_else(entries in vec(somebody(), 0..20), question in question()) {
        let index = index(&entries);
        let held: std::collections::BTreeMap<_, _> = entries.iter().map(|entry| (entry.roster_no.clone(), entry)).collect();
        for view in views() {
            if index.answer(&question, &view).is_err() {
                prop_assert!(view == View::Public && (question.status.is_some() || question.free_on.is_some()));
                continue;
            }
            let wanted: BTreeSet<String> = held
                .values()
                .filter(|entry| is_answer(entry, &question, &view))
                .map(|entry| entry.roster_no.to_string())
                .collect();
            let answer = index.answer(&question, &view).unwrap();
            let got: BTreeSet<String> = answer.entries.iter().map(|shown| shown.roster_no.to_string()).collect();
            prop_assert_eq!(&got, &wanted);
            prop_assert_eq!((answer.total as usize, answer.entries.len()), (wanted.len(), wanted.len()));
            for shown in answer.entries {
                prop_assert_eq!(view.show(held[&shown.roster_no].clone()), Some(shown));
            }
        }
    }

    #[test]
    fn an_answer_does_not_depend_on_how_the_registers_came_to_hold_what_they_hold(
        entries in vec(somebody(), 0..20),
        gone in btree_set(0u8..12, 0..6),
        question in question(),
        order in any::<u64>(),
    ) {
        let mut index = index(&entries);
        for number in &gone {
            let number = format!("N-{number}").parse().unwrap();
            let held = entries.iter().rfind(|entry| entry.roster_no == number);
            let kept = index.entry_of(&number);
            prop_assert_eq!(kept.as_ref(), held);
            let removed = index.remove(&number);
            prop_assert_eq!(removed.as_ref(), held);
            prop_assert_eq!(index.entry_of(&number), None);
            prop_assert_eq!(index.remove(&number), None);
        }
        let mut left: std::collections::BTreeMap<_, _> = entries.iter().map(|entry| (entry.roster_no.clone(), entry)).collect();
        left.retain(|number, _| !gone.iter().any(|gone| number.as_str() == format!("N-{gone}")));
        let mut fresh: Vec<&Entry> = left.into_values().collect();
        fresh.sort_by_key(|entry| comity_record::Digest::of(format!("{order}{}", entry.roster_no).as_bytes()).to_string());
        let fresh = self::index(fresh);
        prop_assert_eq!(index.len(), fresh.len());
        for view in views() {
            prop_assert_eq!(index.answer(&question, &view), fresh.answer(&question, &view));
        }
    }

    #[test]
    fn pages_follow_each_other_without_a_gap(entries in vec(somebody(), 0..20), question in question(), limit in 1u32..5) {
        let index = index(&entries);
        let all = found(&index, &question, &View::Court);
        let pages = (0..).step_by(limit as usize).map(|from| found(&index, &Question { from, limit, ..question.clone() }, &View::Court));
        let pages: Vec<String> = pages.take_while(|page| !page.is_empty()).flatten().collect();
        prop_assert_eq!(pages, all);
    }
}

#[test]
fn the_numbers_of_mediators_are_given_by_the_bodies_of_their_region_and_in_their_register_alone() {
    let of = |number: &str, register: Register, keeper: &str| {
        let entry = named(number, &[(NameForm::English, "Ho")]);
        Entry { register, keeper: keeper.parse().unwrap(), ..entry }.check().map_err(|bad| bad.code)
    };
    const NUMBER: &str = "urn:comity:mediator:hk:2026-0050";
    assert_eq!(of(NUMBER, Register::Mediators, "hk-hkmaal"), Ok(()));
    for (number, register, keeper) in [
        (NUMBER, Register::LawExperts, "hk-high-court"),
        (NUMBER, Register::LawExperts, "cn-nansha"),
        (NUMBER, Register::Mediators, "cn-nansha"),
        ("URN:comity:mediator:hk:2026-0050", Register::LawExperts, "hk-high-court"),
        ("urn/comity/mediator/hk/2026-0050", Register::Mediators, "hk-hkmaal"),
        ("urn:comity:mediator:hk:2026:0050", Register::Mediators, "hk-hkmaal"),
    ] {
        assert_eq!(of(number, register, keeper), Err("number-of-another-register"), "{number} {keeper}");
    }
    assert_eq!(of("HK-FL-0007", Register::LawExperts, "hk-high-court"), Ok(()));
}

#[test]
fn a_number_is_given_however_it_is_written_and_not_because_another_ends_so() {
    let numbered = |number| named(number, &[(NameForm::English, "Ho")]);
    let index = index(&[numbered("GBA-J-0049"), numbered("urn:comity:mediator:hk:2026-0049")]);
    let is_given = |number: &str| index.is_given(&number.parse().unwrap());
    for number in ["GBA-J-0049", "gba-j-0049", "GBA/J/0049", "urn:comity:mediator:hk:2026-0049"] {
        assert!(is_given(number), "{number}");
    }
    for number in ["GBA-J-004", "GBA-J-00490", "2026-0049", "J-0049"] {
        assert!(!is_given(number), "{number}");
    }
}

#[test]
fn of_the_kinds_of_authorities_each_keeps_what_it_may() {
    let keeps = |kind: &str| Register::ALL.into_iter().filter(|it| it.is_kept_by(kind)).map(Register::code).collect();
    let listed = ["practitioners", "law-experts", "ascertainment-bodies", "insolvency-administrators"];
    let with_jurors = [&["jurors"][..], &listed].concat();
    for kind in crate::vocabulary::authority_kinds() {
        let expected: Vec<&str> = match kind.as_str() {
            "accreditation-body" => vec!["mediators"],
            "mediation-body" | "law-ascertainment-body" | "procuratorate" | "foreign-court" => vec![],
            "liaison-authority" | "central-authority" | "tribunal" => listed.to_vec(),
            _ => with_jurors.clone(),
        };
        let keeps: Vec<&str> = keeps(kind);
        assert_eq!(keeps, expected, "{kind}");
    }
}
