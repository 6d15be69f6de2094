//! What the rules are told about it.

use super::*;

#[test]
fn a_letter_for_evidence_is_told_to_the_rules_of_the_side_that_received_it_like_this() {
    let play = asked_for(TakingOfEvidence, State::Acknowledged);
    let facts = letter_facts(play.matter(), &parties(), Stage::Incoming, date(2026, 1, 13));
    let expected = json!({
        "procedure": "taking-of-evidence",
        "stage": "incoming",
        "as_of": "2026-01-13",
        "requesting": {"authority": "cn-gd-hpc", "jurisdiction": "CN", "kind": "high-court"},
        "requested": {"authority": "hk-high-court", "jurisdiction": "HK", "kind": "high-court"},
        "forum": null,
        "persons": [
            {"id": "w1", "role": "witness", "jurisdiction": "HK", "particulars": {
                "name": marked("name"), "address": marked("address"), "identification": marked("identity card")}},
            {"id": "w2", "role": "witness", "jurisdiction": "HK", "particulars": {
                "name": marked("name"), "agrees-to-travel": true, "travels-to": "CN"}},
            {"id": "pa", "role": "party", "jurisdiction": "CN", "particulars": {
                "name": marked("name"), "party-side": "plaintiff"}},
        ],
        "documents": [
            {"kind": "letter-of-request", "languages": ["zh"], "translations": [], "copies": 1,
             "particulars": {"sealed-by": "cn-gd-hpc", "sealed-by-kind": "high-court"}},
            {"kind": "question-list", "languages": ["zh"], "translations": [], "copies": 1, "for": ["w1"], "particulars": {}},
            {"kind": "attachment", "languages": ["en"], "translations": ["zh"], "copies": 1,
             "particulars": {"description": marked("contract")}},
        ],
        "acts": [
            {"kind": "examine-witness", "particulars": {"person": "w1", "method": "video", "questions": 2}},
            {"kind": "obtain-documents", "particulars": {"holder": marked("bank"),
                "document-scope": "particular-documents", "documents-described": marked("statements of account")}},
            {"kind": "appear-in-person", "particulars": {"person": "w2", "place": marked("courtroom")}},
        ],
        "docket": [{"kind": "received", "on": "2026-01-12"}],
        "particulars": {
            "issuing-authority": "cn-gd-hpc",
            "trial-court": "cn-nansha",
            "case-number": marked("(2025) 18236"),
            "case-category": "civil-commercial",
            "nature-of-case": marked("sale of goods"),
            "special-method": "sworn-testimony",
            "proceedings": "pending",
            "case-background": marked("first instance"),
            "reason-for-request": marked("reason"),
            "contact-person": marked("clerk"),
            "contact-details": marked("details"),
            "presence-requested": ["judicial-officer", "counsel"],
            "questions-by-attendee": true,
            "return-instruction": "unexecuted-part",
            "transmission": "email",
        },
        "settings": {},
    });
    assert_eq!(serde_json::to_value(&facts).unwrap(), expected);
}

#[test]
fn a_letter_for_evidence_needs_no_application_to_forward_it() {
    let play = asking_for(TakingOfEvidence, State::Submitted);
    let asked = questions(play.matter(), &parties(), play.today);
    let asked: Vec<_> = asked.iter().map(|facts| (facts.procedure.as_str(), facts.stage)).collect();
    assert_eq!(asked, [("taking-of-evidence", Stage::Outgoing)]);
    let play = asking(State::Submitted);
    assert_eq!(questions(play.matter(), &parties(), play.today)[0].procedure, "request-forwarding");
}

#[test]
fn a_liaison_authority_hands_on_the_letter_of_the_court_that_sealed_it() {
    let play = asked_for(TakingOfEvidence, State::Acknowledged);
    let mut parties = parties();
    parties.transmitting.kind = "liaison-authority".into();
    let facts = letter_facts(play.matter(), &parties, Stage::Incoming, play.today);
    assert_eq!(particular(&facts, "issuing-authority"), text("cn-nansha"));
    assert_eq!(facts.documents[0].particulars["sealed-by"], Value::Text("cn-nansha".into()));
    assert_eq!(facts.requesting.unwrap().authority.as_str(), "cn-gd-hpc");
}

#[test]
fn the_rules_hear_what_was_found_out_on_the_side_that_executes_and_nowhere_else() {
    let play = executing().then(Command::NoteCircumstances { circumstances: circumstances() });
    let facts = facts_at(&play, Stage::Execution);
    assert_eq!(particular(&facts, "special-method-local-law"), text("permitted"));
    assert_eq!(particular(&facts, "objections"), Some(Value::Codes(vec!["public-order".into()])));
    assert_eq!(particular(&facts, "exemption-law"), text("requesting-side"));
    assert_eq!(particular(&facts, "exemption-conceded"), Some(Value::Flag(false)));
    assert_eq!(particular(&facts, "exemption-supported-by-letter"), Some(Value::Flag(true)));
    assert_eq!(facts.persons[0].particulars["agrees-to-method"], Value::Flag(true));
    let there = facts_at(&asking_for(TakingOfEvidence, State::Accepted), Stage::FollowUp);
    assert_eq!(particular(&there, "exemption-law"), None);
    let own_law = executing().then(note(|it| it.privilege = Some(privilege("requested-side"))));
    assert_eq!(particular(&facts_at(&own_law, Stage::Execution), "exemption-supported-by-letter"), None);
}

#[test]
fn the_last_word_of_a_witness_about_his_consent_counts() {
    let consent = |given| Consent { person: "w2".into(), to: ConsentTo::Travel, given };
    let play = executing().then(note(|it| it.consents = vec![consent(true), consent(false)]));
    let facts = facts_at(&play, Stage::Execution);
    assert_eq!(facts.persons[1].particulars["agrees-to-travel"], Value::Flag(false), "the letter said that he agrees");
}

#[test]
fn the_rules_hear_of_costs_that_were_asked_about() {
    let estimate = |hundredths| Some(Amount { currency: Currency::Mop, hundredths });
    let told = |hundredths| {
        let costs = Costs { items: vec!["expert".into()], prepayment: true, estimate: estimate(hundredths), ..costs() };
        let play = executing().then(Command::ConsultOnCosts { costs, document: marked("document") });
        let facts = facts_at(&play, Stage::Execution);
        assert_eq!(Facts::parse(&serde_json::to_vec(&facts).unwrap()).unwrap(), facts);
        assert_eq!(particular(&facts, "expected-costs"), Some(Value::Codes(vec!["expert".into()])));
        assert_eq!(particular(&facts, "prepayment-requested"), Some(Value::Flag(true)));
        assert_eq!(particular(&facts, "expected-cost-currency"), text("MOP"));
        particular(&facts, "expected-cost-amount").unwrap()
    };
    assert_eq!(told(120_000), Value::Decimal("1200".into()));
    assert_eq!(told(120_050), Value::Decimal("1200.5".into()));
    assert_eq!(told(7), Value::Decimal("0.07".into()));
}

/// Papers go back if they came by post, and only then (M20 art. 21).
#[test]
fn what_is_certified_of_a_letter_that_went_on_paper_is_asked_about_as_of_one_that_came_by_post() {
    let told = |letter: Play| {
        let play = letter.then(accept()).then(start_execution()).days_later(10);
        let on = play.today;
        particular(&facts_at(&play.then(execute_as(not_taken(on))), Stage::Return), "transmission")
    };
    assert_eq!(told(asked_for(TakingOfEvidence, State::PaperUsed)), text("post"));
    assert_eq!(told(asked_for(TakingOfEvidence, State::Acknowledged)), text("email"));
}

#[test]
fn what_came_of_each_act_is_asked_about_on_the_way_back() {
    let play = executing();
    let on = play.today;
    let play = play.then(changed(partly_taken(on), |it| it.privilege = Some(privilege("requested-side"))));
    let facts = facts_at(&play, Stage::Return);
    let results: Vec<_> = facts.acts.iter().map(|act| act.particulars["result"].clone()).collect();
    assert_eq!(results, ["executed", "not-executed", "not-executed"].map(|code| Value::Text(code.into())));
    assert_eq!(particular(&facts, "written-reasons"), text(&marked("reply")));
    assert_eq!(particular(&facts, "return-instruction"), text("unexecuted-part"));
    assert_eq!(particular(&facts, "returned-papers"), Some(Value::Codes(vec!["attachments".into()])));
    assert_eq!(particular(&facts, "exemption-law"), text("requested-side"));
    assert_eq!(facts.documents, [], "there is no paper of the schema that certifies evidence");
}
