//! What the rules are told about a matter.

use super::*;
use crate::matter::facts_of::{certificate_facts, follow_up_facts, forwarding_facts};

/// Every question that a matter raises on its way, with the state in which it is asked.
pub(super) fn questions(play: &Play) -> Vec<Facts> {
    let (matter, today) = (play.matter(), play.today);
    let mut questions = vec![
        letter_facts(matter, &parties(), Stage::Outgoing, today),
        letter_facts(matter, &parties(), Stage::Incoming, today),
        forwarding_facts(matter, &parties(), today),
        follow_up_facts(matter, &parties(), today),
    ];
    questions.extend(certificate_facts(matter, &parties(), today));
    questions
}

/// Every standing of a matter of either kind, on either side.
fn everywhere() -> impl Iterator<Item = Play> {
    Procedure::ALL.into_iter().flat_map(|kind| {
        let asking = ASKING.map(|state| asking_for(kind, state));
        asking.into_iter().chain(ASKED.map(|state| asked_for(kind, state)))
    })
}

#[test]
fn whatever_is_asked_about_a_matter_are_facts_and_can_be_read_back() {
    for play in everywhere() {
        for facts in questions(&play) {
            let json = serde_json::to_vec(&facts).unwrap();
            assert_eq!(Facts::parse(&json).unwrap(), facts, "{}", String::from_utf8_lossy(&json));
        }
    }
}

#[test]
fn each_question_goes_to_the_side_whose_law_answers_it() {
    let (matter, today) = (asked(State::Completed).matter.unwrap(), DRAFTED_ON);
    let asked = |facts: Facts| facts.asked().unwrap();
    assert_eq!(asked(letter_facts(&matter, &parties(), Stage::Outgoing, today)), Jurisdiction::Cn);
    assert_eq!(asked(letter_facts(&matter, &parties(), Stage::Incoming, today)), Jurisdiction::Hk);
    assert_eq!(asked(forwarding_facts(&matter, &parties(), today)), Jurisdiction::Cn);
    assert_eq!(asked(follow_up_facts(&matter, &parties(), today)), Jurisdiction::Cn);
    assert_eq!(asked(certificate_facts(&matter, &parties(), today).unwrap()), Jurisdiction::Hk);
}

#[test]
fn there_is_nothing_to_ask_about_a_certificate_before_there_is_one() {
    assert_eq!(certificate_facts(asked(State::InExecution).matter(), &parties(), DRAFTED_ON), None);
}

#[test]
fn the_rules_hear_of_each_supplement_when_it_was_asked_for_and_when_it_came() {
    let play = asked(State::Supplied);
    let facts = letter_facts(play.matter(), &parties(), Stage::Incoming, play.today);
    let docket: Vec<String> = facts.docket.iter().map(|event| format!("{} {}", event.kind, event.on)).collect();
    assert_eq!(
        docket,
        [
            "received 2026-01-12",
            "supplement-requested 2026-01-13",
            "supplement-received 2026-01-18",
            "hearing 2026-05-20"
        ]
    );
}

#[test]
fn time_runs_for_the_requesting_side_from_the_day_the_letter_arrived() {
    let play = asking(State::Transmitted);
    assert_eq!(follow_up_facts(play.matter(), &parties(), play.today).docket, []);
    let play = asking(State::Acknowledged);
    let docket = follow_up_facts(play.matter(), &parties(), play.today).docket;
    assert_eq!((docket[0].kind.as_str(), docket[0].on), ("delivered-to-requested", date(2026, 1, 15)));
}

#[test]
fn a_letter_is_told_to_the_rules_of_the_side_that_received_it_like_this() {
    let play = asked(State::Acknowledged);
    let facts = letter_facts(play.matter(), &parties(), Stage::Incoming, date(2026, 1, 13));
    let expected = json!({
        "procedure": "service-of-documents",
        "stage": "incoming",
        "as_of": "2026-01-13",
        "requesting": {"authority": "cn-gd-hpc", "jurisdiction": "CN", "kind": "high-court"},
        "requested": {"authority": "hk-high-court", "jurisdiction": "HK", "kind": "high-court"},
        "forum": null,
        "persons": [{
            "id": "p1",
            "role": "addressee",
            "jurisdiction": "HK",
            "particulars": {
                "name": marked("name"),
                "address": marked("address"),
                "address-detail": "full",
                "person-kind": "individual",
            },
        }],
        "documents": [
            {
                "kind": "letter-of-request", "languages": ["zh"], "translations": [], "copies": 2,
                "particulars": {"sealed-by": "cn-gd-hpc", "sealed-by-kind": "high-court"},
            },
            {"kind": "originating-process", "languages": ["zh"], "translations": [], "copies": 2, "particulars": {}},
            {
                "kind": "attachment", "languages": ["en"], "translations": ["zh"], "copies": 2, "for": ["p1"],
                "particulars": {"annexed-to": "originating-process", "description": marked("contract")},
            },
        ],
        "acts": [],
        "docket": [{"kind": "received", "on": "2026-01-12"}, {"kind": "hearing", "on": "2026-05-20"}],
        "particulars": {
            "issuing-authority": "cn-gd-hpc",
            "trial-court": "cn-nansha",
            "case-category": "civil-commercial",
            "nature-of-case": marked("sale of goods"),
            "transmission": "email",
            "listed-documents": ["attachment", "originating-process"],
        },
        "settings": {},
    });
    assert_eq!(serde_json::to_value(&facts).unwrap(), expected);
}

#[test]
fn a_letter_that_went_on_paper_is_told_to_the_rules_as_posted() {
    let told_as = |play: Play, word: &str| {
        // The application of a lower court is handed over and does not travel.
        let mut about_it = questions(&play).into_iter().filter(|facts| facts.procedure != "request-forwarding");
        about_it.all(|facts| facts.particulars["transmission"] == Value::Text(word.into()))
    };
    for kind in Procedure::ALL {
        let (asking, asked) = (|state| asking_for(kind, state), |state| asked_for(kind, state));
        assert!(told_as(asking(State::PaperUsed), "post") && told_as(asked(State::PaperUsed), "post"));
        assert!(told_as(asking(State::Submitted).then(use_paper(None)), "post"), "the other side may never hear of it");
        let accepted = hears(asking(State::PaperUsed), acceptance());
        assert!(told_as(accepted, "post") && told_as(asked(State::PaperUsed).then(accept()), "post"));
        let crossed = hears(asked(State::Accepted), paper_used());
        assert!(told_as(crossed, "post"), "what was accepted before its papers came is theirs too");
        // How an answer goes says nothing of how the letter came.
        assert!(told_as(asked(State::Completed).then(use_paper(Some("document"))), "email"));
        assert!(told_as(hears(asking(State::Accepted), paper_used()), "email"));
    }
}

#[test]
fn the_certificate_is_the_paper_that_is_asked_about_on_the_way_back() {
    let play = asked(State::Completed);
    let facts = certificate_facts(play.matter(), &parties(), play.today).unwrap();
    let paper = serde_json::to_value(&facts.documents).unwrap();
    assert_eq!(
        paper,
        json!([{
            "kind": "certificate-of-service", "languages": ["zh"], "translations": [], "copies": 1,
            "particulars": {
                "result": "served", "method": "personal", "date": "2026-01-23",
                "place": marked("place"), "recipient": marked("recipient"),
                "sealed-by": "hk-high-court", "sealed-by-kind": "high-court",
            },
        }])
    );
}

#[test]
fn handing_the_request_over_is_the_application_to_forward_it() {
    let play = asking(State::Submitted);
    let facts = forwarding_facts(play.matter(), &parties(), play.today);
    assert_eq!(facts.documents[0].kind, "forwarding-application");
    assert_eq!(facts.documents.len(), 1 + play.matter().request.documents.len());
    assert_eq!((facts.docket[0].kind.as_str(), facts.docket[0].on), ("received", DRAFTED_ON));
    assert_eq!(facts.requested.unwrap().authority.as_str(), "cn-gd-hpc");
}
