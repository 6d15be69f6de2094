//! The printed record, of a case with one of everything.

use comity_domain::aggregate::Aggregate as _;
use comity_domain::case::{
    Agent, Attendance, Capacity, Event, EvidenceSort, Exhibit, ExpertAssistant, Formality, FormalityKind, PartySide,
    Presence, Retraction, Sheet, Signature, SimilarCase, Sitting, Stance, State, Translation, Undertaking,
    WantedDocument,
};
use comity_domain::matter::{FileRef, Unanswered, Weight};
use comity_domain::{CaseId, Jurisdiction};
use comity_record::Digest;
use jiff::civil::date;

use super::*;

const EVIL: &str = "<b>&";

fn id() -> CaseId {
    "cn/01KEQ3V3T0000000000000000A".parse().unwrap()
}

fn party(name: &str, side: PartySide, jurisdiction: Jurisdiction) -> Party {
    Party { name: format!("{name}{EVIL}"), side, jurisdiction, representative: None }
}

fn file(name: &str) -> FileRef {
    let (name, media_type) = (format!("{name}.pdf"), "application/pdf".to_owned());
    FileRef { sha256: Digest::of(name.as_bytes()), size: 4, name, media_type, manifest: None }
}

fn exhibit() -> Exhibit {
    Exhibit {
        sort: EvidenceSort::Documentary,
        title: format!("company record{EVIL}"),
        source: "registry".into(),
        proves: "the seat".into(),
        original: true,
        copies: 2,
        pages: Some(3),
        languages: vec!["en".into()],
        made_in: Jurisdiction::Hk,
        document: None,
        formality: Some(Formality {
            how: FormalityKind::Attested,
            by: "an attesting officer".into(),
            number: None,
            on: date(2026, 3, 2),
            file: None,
        }),
        file: Some(file("record")),
        translations: vec![Translation {
            language: "zh".into(),
            original: file("record").sha256,
            file: file("translation"),
            translator: "a translator".into(),
            signed: true,
        }],
    }
}

fn events() -> Vec<Event> {
    let silent = || Answer::Silent(Unanswered { weight: Weight::Own, fault: "fuel-used-up".into() });
    let reason = || format!("because{EVIL}");
    let (day, number) = (date(2026, 3, 17), 1);
    let sitting = Sitting { on: day, time: "09:30".into(), place: "room 3".into(), manner: Presence::Online };
    let parties = vec![
        party("plaintiff", PartySide::Plaintiff, Jurisdiction::Cn),
        party("defendant", PartySide::Defendant, Jurisdiction::Hk),
    ];
    let sheet = Sheet {
        case_number: format!("(2026) 1{EVIL}"),
        cause_of_action: "sale of goods".into(),
        case_category: "civil-commercial".into(),
        trial_procedure: "ordinary".into(),
        instance: "first".into(),
        parties,
    };
    let agent =
        Agent { name: "counsel".into(), authorisation: id().to_string().parse().unwrap(), document: Digest::of(b"d") };
    let item = Box::new(exhibit());
    let wanted = WantedDocument {
        held_by: 2,
        document: "ledger".into(),
        proves: "payment".into(),
        control: "its own".into(),
        reason: reason(),
    };
    let expert = ExpertAssistant { name: "engineer".into(), qualification: "q".into(), questions: "why".into() };
    let precedent = SimilarCase {
        court: "a court".into(),
        case_number: "7".into(),
        decided_on: Some(day),
        guiding: true,
        holding: "held".into(),
        likeness: "alike".into(),
    };
    let undertaking = Undertaking {
        name: "witness".into(),
        capacity: Capacity::Witness,
        party: Some(1),
        manner: Signature::ByHand,
        paper: None,
    };
    let present = vec![Attendance {
        name: "counsel".into(),
        capacity: Capacity::Agent,
        party: Some(2),
        presence: Presence::Online,
    }];
    let evidence = Admitted::Evidence { exhibit: 1, grounds: vec![Ground::Legality, Ground::Authenticity] };
    let fixed = |agreed| Event::PeriodFixed {
        from: date(2026, 3, 2),
        days: 15,
        agreed,
        last_day: day,
        answer: silent(),
        override_reason: Some(reason()),
    };
    let extension = |decision, last_day| Event::ExtensionDecided {
        party: 2,
        asked_on: date(2026, 3, 5),
        decision,
        last_day,
        exchange_on: None,
        reason: reason(),
    };
    vec![
        Event::Opened { court: "cn-nansha".parse().unwrap(), sheet },
        Event::AgentNamed { party: 2, agent },
        fixed(false),
        fixed(true),
        extension(Decision::Granted, Some(day)),
        extension(Decision::Declined, None),
        Event::Produced {
            number,
            party: 1,
            late: true,
            late_reason: Some(reason()),
            rebuts: Some(2),
            item,
            answer: silent(),
            of_mediation: None,
        },
        Event::ExhibitWithdrawn { exhibit: 1, reason: reason() },
        Event::OrderAsked { number, party: 1, wanted },
        Event::OrderDecided { order: 1, decision: Decision::Granted, until: Some(day), reason: reason() },
        Event::OrderEnded { order: 1, compliance: Compliance::Withheld { taken_as_true: true } },
        Event::ExpertAsked { number, party: 2, expert, answer: silent() },
        Event::ExpertDecided { request: 1, decision: Decision::Granted, reason: reason() },
        Event::Undertook { undertaking },
        Event::SimilarPut { number, party: 1, precedent },
        Event::SimilarAnswered { similar: 1, party: Some(2), stance: Stance::Distinguish, reply: reason() },
        Event::SimilarAnswered { similar: 1, party: None, stance: Stance::Follow, reply: reason() },
        Event::ExchangeFixed { exchange_on: day, sitting },
        Event::SessionOpened { session: 1, judge: "Judge Lin".into(), present },
        Event::Admitted { number, party: 2, admitted: evidence },
        Event::Admitted { number: 2, party: 2, admitted: Admitted::Fact { fact: "it was paid".into() } },
        Event::AdmissionRetracted { admission: 2, retraction: Retraction::Consent, reason: reason() },
        Event::Objected { number, party: 2, exhibit: 1, ground: Ground::Relevance, reason: reason() },
        Event::ObjectionAnswered { objection: 1, reply: reason() },
        Event::ObjectionWithdrawn { objection: 1 },
        Event::IssuesStated { issues: vec!["was it paid?".into()] },
        Event::SessionEnded { session: 1 },
        Event::RecordSigned { session: 1, name: "Judge Lin".into(), manner: Signature::Electronic, reason: None },
        Event::RecordSigned { session: 1, name: "counsel".into(), manner: Signature::Refused, reason: Some(reason()) },
        Event::Closed { content: Digest::of(b"content") },
    ]
}

fn case() -> Case {
    let events = events();
    Case::fold(&id(), events.iter().map(|event| (date(2026, 3, 17), event))).unwrap().unwrap()
}

#[test]
fn the_record_is_set_in_every_language_with_everything_in_it_and_nothing_of_it_is_markup() {
    for locale in Locale::ALL {
        let html = case_record(locale, &case());
        assert!(!html.contains('⟨'), "{locale}: something has no words");
        assert!(!html.contains("<b>"), "{locale}");
        for held in ["company record", "it was paid", "ledger", "engineer", "Judge Lin", "was it paid?", "room 3"] {
            assert!(html.contains(held), "{locale}: {held}");
        }
        assert!(html.contains(&exhibit().translations[0].binding().to_string()), "{locale}");
        assert!(html.contains(&Digest::of(b"content").to_string()), "{locale}");
    }
}

#[test]
fn what_was_taken_back_or_let_fall_stands_in_it_as_such() {
    let html = case_record(Locale::En, &case());
    for said in [
        "taken back on 17 March 2026: because",
        "taken back on 17 March 2026, with the consent of the other side",
        "let fall on 17 March 2026",
        "refused to sign",
        "exhibit 1: legality and authenticity not contested",
        "counsel, by authorisation cn/01KEQ3V3T0000000000000000A",
    ] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn a_record_before_its_end_says_that_it_is_not_complete() {
    let opened = events().into_iter().next().unwrap();
    let case = Case::fold(&id(), [(date(2026, 3, 2), &opened)]).unwrap().unwrap();
    let html = case_record(Locale::En, &case);
    assert!(html.contains("this record is not complete"), "{html}");
    assert!(html.contains("No evidence was produced."), "{html}");
}

#[test]
fn every_code_of_a_case_has_words() {
    let said = Said { locale: Locale::En, words: Words::embedded() };
    let codes = [
        ("state", State::ALL.map(State::code).to_vec()),
        ("side", PartySide::ALL.map(PartySide::code).to_vec()),
        ("sort", EvidenceSort::ALL.map(EvidenceSort::code).to_vec()),
        ("formality", FormalityKind::ALL.map(FormalityKind::code).to_vec()),
        ("ground", Ground::ALL.map(Ground::code).to_vec()),
        ("retraction", Retraction::ALL.map(Retraction::code).to_vec()),
        ("decision", Decision::ALL.map(Decision::code).to_vec()),
        ("capacity", Capacity::ALL.map(Capacity::code).to_vec()),
        ("signature", Signature::ALL.map(Signature::code).to_vec()),
        ("stance", Stance::ALL.map(Stance::code).to_vec()),
        ("presence", Presence::ALL.map(Presence::code).to_vec()),
        ("procedure", vec!["ordinary", "summary", "small-claims", "special", "payment-order", "public-summons"]),
        ("instance", vec!["first", "second"]),
    ];
    for (list, codes) in codes {
        for code in codes {
            assert!(!said.code(list, code).contains('⟨'), "{list}: {code}");
        }
    }
}
