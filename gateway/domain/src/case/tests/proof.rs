//! Formalities of proof, translations beside their originals, and the files that they name.

use super::*;

fn from_hong_kong() -> Exhibit {
    Exhibit {
        languages: vec!["en".into()],
        made_in: Jurisdiction::Hk,
        file: Some(file("record")),
        ..item("company record")
    }
}

fn produce_it(item: Exhibit) -> Command {
    Command::Produce {
        party: PLAINTIFF,
        item: Box::new(item),
        rebuts: None,
        late_reason: None,
        answer: None,
        of_mediation: None,
    }
}

fn translation(original: &str) -> Translation {
    Translation {
        language: "zh".into(),
        original: file(original).sha256,
        file: file("translation"),
        translator: marked("translator"),
        signed: true,
    }
}

fn outcome(play: &Play) -> Option<Outcome> {
    match &play.case().exhibit(1).unwrap().answer {
        Answer::Said(check) => check.assessment.outcome,
        Answer::Silent(_) => None,
    }
}

fn with_files() -> Play {
    ["record", "translation", "stamp"].into_iter().fold(Play::producing(), |play, name| play.done(add(name)))
}

#[test]
fn evidence_without_its_formalities_is_listed_and_the_rules_are_asked_again_when_they_are_done() {
    let play = with_files().done(produce_it(from_hong_kong()));
    assert_eq!(outcome(&play), Some(Outcome::ReturnForSupplement));
    let formality = Formality {
        how: FormalityKind::Attested,
        by: marked("attesting officer"),
        number: Some(marked("number")),
        on: OPENED_ON,
        file: Some(file("stamp")),
    };
    let play = play.done(Command::RecordFormality { exhibit: 1, formality, answer: None });
    assert_eq!(outcome(&play), Some(Outcome::ReturnForSupplement), "it is still without a translation");
    let bound = Command::BindTranslation { exhibit: 1, translation: translation("record"), answer: None };
    assert_eq!(outcome(&play.done(bound)), Some(Outcome::Accept));
}

#[test]
fn a_translation_names_the_bytes_that_it_translates() {
    let play = with_files().done(produce_it(from_hong_kong()));
    let refused = |translation| match play.refused(Command::BindTranslation { exhibit: 1, translation, answer: None }) {
        Refusal::BadRequest(bad) => bad.code,
        other => panic!("{other}"),
    };
    assert_eq!(refused(translation("another record")), "another-original");
    assert_eq!(refused(Translation { file: file("record"), ..translation("record") }), "not-a-translation");
}

#[test]
fn the_name_of_the_pair_changes_with_either_of_them() {
    let pair = translation("record");
    let others = [
        Translation { original: Digest::of(b"other"), ..pair.clone() },
        Translation { file: file("other"), ..pair.clone() },
        Translation { translator: marked("other"), ..pair.clone() },
    ];
    assert!(others.iter().all(|other| other.binding() != pair.binding()));
}

#[test]
fn a_file_that_nobody_added_is_not_evidence() {
    let refused = Play::producing().refused(produce_it(from_hong_kong()));
    assert_eq!(refused, Refusal::UnknownFile { name: file("record").name });
}

#[test]
fn what_is_no_language_or_document_is_refused_with_its_place() {
    let at = |item| match Play::producing().refused(produce_it(item)) {
        Refusal::BadRequest(bad) => (bad.at, bad.code),
        other => panic!("{other}"),
    };
    let of_no_language = Exhibit { languages: vec!["klingon".into()], ..item("contract") };
    assert_eq!(at(of_no_language).0, "languages[0]");
    assert_eq!(at(Exhibit { document: Some("poem".into()), ..item("contract") }).0, "kind");
    assert_eq!(at(Exhibit { copies: 0, ..item("contract") }).0, "copies");
    assert_eq!(at(Exhibit { title: " ".into(), ..item("contract") }), ("title".to_owned(), "empty-text"));
}

#[test]
fn evidence_that_was_taken_back_stays_on_its_list_and_is_spoken_of_no_more() {
    let play = Play::exchanging().done(Command::WithdrawExhibit { exhibit: 1, reason: marked("reason") });
    assert!(play.case().exhibit(1).unwrap().withdrawn.is_some());
    assert_eq!(play.refused(object(DEFENDANT, 1, Ground::Relevance)), Refusal::AlreadyDone { at: "exhibit" });
}
