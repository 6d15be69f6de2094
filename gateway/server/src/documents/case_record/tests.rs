//! The printed record, of a case with one of everything.

use comity_domain::aggregate::Aggregate as _;
use comity_domain::case::{
    Agent, Attendance, Capacity, Event, EvidenceSort, Exhibit, ExpertAssistant, FormalityKind, PartySide, Presence,
    Retraction, Sheet, Signature, SimilarCase, Sitting, State, Translation, Undertaking,
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
            number: Some("A-77".into()),
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
        paper: Some(Digest::of(b"undertaking")),
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
            of_mediation: Some(Box::new(MediationUse { agreed: vec![1, 2], leave: Some(reason()), answer: silent() })),
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
    of(&events())
}

fn of(events: &[Event]) -> Case {
    Case::fold(&id(), events.iter().map(|event| (day_of(event), event))).unwrap().unwrap()
}

/// What is asked for or put forward has a day on which nothing else is.
fn day_of(event: &Event) -> Date {
    match event {
        Event::OrderAsked { .. } => date(2026, 3, 9),
        Event::ExpertAsked { .. } => date(2026, 3, 10),
        Event::SimilarPut { .. } => date(2026, 3, 11),
        _ => date(2026, 3, 17),
    }
}

/// The first of the rows of tables (`tr`), or of the items of lists (`li`), in which this stands.
fn within<'a>(html: &'a str, tag: &str, held: &str) -> &'a str {
    let (begin, end) = (format!("<{tag}>"), format!("</{tag}>"));
    let mut inside = html.split(begin.as_str()).skip(1).filter_map(|rest| rest.split(end.as_str()).next());
    inside.find(|text| text.contains(held)).unwrap_or_default()
}

/// The same case, after its piece of evidence was changed before it was produced.
fn with_exhibit(change: impl Fn(&mut Exhibit, &mut Option<Box<MediationUse>>)) -> Case {
    let mut events = events();
    for event in &mut events {
        if let Event::Produced { item, of_mediation, .. } = event {
            change(item, of_mediation);
        }
    }
    of(&events)
}

/// The lines of what was asked for, under their labels.
fn asked(locale: Locale, events: &[Event]) -> Vec<String> {
    let label = |id: &str| Words::embedded().text(locale, id, &[]);
    asked_for(locale, &of(events)).into_iter().map(|(id, line)| format!("{}: {line}", label(id))).collect()
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
fn whatever_was_asked_for_or_put_forward_has_its_day_in_its_row() {
    for locale in Locale::ALL {
        let html = case_record(locale, &case());
        for (held, day) in [("ledger", 9), ("engineer", 10), ("alike", 11)] {
            let day = Words::embedded().date(locale, date(2026, 3, day));
            assert!(within(&html, "tr", held).contains(&format!("<td>{day}</td>")), "{locale}: {held}");
        }
    }
}

#[test]
fn an_undertaking_has_the_digest_of_its_paper_in_its_row() {
    let paper = format!("<td>{}</td>", Digest::of(b"undertaking"));
    for locale in Locale::ALL {
        let html = case_record(locale, &case());
        assert!(within(&html, "tr", "<td>witness</td>").contains(&paper), "{locale}");
    }
}

#[test]
fn a_period_that_was_fixed_without_the_rules_says_so_and_why() {
    let html = case_record(Locale::En, &case());
    let why = "The rules did not answer.\nreason of the court: because&lt;b&gt;&amp;";
    for how in ["fixed by the court", "agreed by the parties and permitted by the court"] {
        assert!(within(&html, "li", how).ends_with(&format!("{how}\n{why}")), "{how}: {html}");
    }
}

#[test]
fn evidence_that_was_made_in_a_mediation_says_who_agrees_to_its_use_and_by_whose_leave_it_is_used() {
    let html = case_record(Locale::En, &case());
    let used = "made in a mediation; parties that agree to its use: 1 and 2\n\
                used with the judge’s leave: because&lt;b&gt;&amp;";
    assert!(within(&html, "tr", "company record").contains(used), "{html}");

    let by_nobody = with_exhibit(|_, made| {
        let used = made.as_mut().unwrap();
        (used.agreed, used.leave) = (Vec::new(), None);
    });
    let html = case_record(Locale::En, &by_nobody);
    let row = within(&html, "tr", "company record");
    assert!(row.contains("made in a mediation; no party agrees to its use") && !row.contains("leave"), "{row}");

    let html = case_record(Locale::En, &with_exhibit(|_, made| *made = None));
    assert!(!html.contains("mediation"), "{html}");
}

#[test]
fn a_formality_has_its_number_if_it_has_one() {
    let html = case_record(Locale::En, &case());
    let by = "attested by an appointed attesting officer: an attesting officer";
    assert!(within(&html, "tr", "company record").contains(&format!("{by}, no. A-77, 2 March 2026")), "{html}");

    let without = with_exhibit(|item, _| item.formality.as_mut().unwrap().number = None);
    let html = case_record(Locale::En, &without);
    assert!(within(&html, "tr", "company record").contains(&format!("{by}, 2 March 2026")), "{html}");
}

#[test]
fn what_was_asked_for_is_listed_with_how_it_stands() {
    let mut events = events();
    assert_eq!(
        asked(Locale::En, &events),
        [
            "Order to produce a document: 1  1  ledger (party 2)  granted  until 17 March 2026  \
             withheld; what the applicant says of its content is taken to be true",
            "Person with special knowledge: 1  2  engineer  granted",
            "Undertaking to state the truth: 1  1  witness  witness  signed by hand",
            "Similar case: 1  1  a court  7  party 2: differs in what matters. because<b>&  \
             the court: to be followed. because<b>&",
        ]
    );

    // Before anything was decided or answered; the court itself called the witness.
    let later = |event: &Event| {
        matches!(
            event,
            Event::OrderDecided { .. }
                | Event::OrderEnded { .. }
                | Event::ExpertDecided { .. }
                | Event::SimilarAnswered { .. }
        )
    };
    events.retain(|event| !later(event));
    for event in &mut events {
        if let Event::Undertook { undertaking } = event {
            undertaking.party = None;
        }
    }
    assert_eq!(
        asked(Locale::En, &events),
        [
            "Order to produce a document: 1  1  ledger (party 2)  not decided",
            "Person with special knowledge: 1  2  engineer  not decided",
            "Undertaking to state the truth: 1  -  witness  witness  signed by hand",
            "Similar case: 1  1  a court  7  not answered",
        ]
    );
    for locale in Locale::ALL {
        let listed = asked(locale, &events);
        assert!(listed.len() == 4 && !listed.iter().any(|line| line.contains('⟨')), "{locale}: {listed:?}");
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
