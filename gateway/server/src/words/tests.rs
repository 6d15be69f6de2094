use std::collections::{BTreeMap, BTreeSet};

use comity_domain::assessment::{Finding, Outcome, Severity};
use comity_domain::deadline::{Step, Unit};
use comity_domain::matter::{
    AppearanceStep, CONFLICTS, Channel, ErasureReason, Event, ExecutionResult, Refusal, State,
};
use comity_domain::message::{CostsDecision, ErasureDecision, MessageKind, Occasion, UseDecision};
use comity_domain::upload::{BadHeader, NotTaken};
use comity_domain::{
    Jurisdiction, authorisation, case, confirmation, draw, foreign_law, juror, mediation, mediator, register, registry,
    vocabulary,
};
use comity_federation::roll::{ChangeFault, NoticeFault, RollChange};
use comity_federation::sealed::SealedFault;
use comity_federation::{FederationError, Reason, credential, feed};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use jiff::civil::date;

use super::*;
use crate::access::{AccessError, Denied, PasswordError, Role};

/// What can be said under one id: the places of the message and of each attribute.
type Places = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_locale_says_the_same_with_the_same_places() {
    let english = places(Locale::En);
    assert!(english.len() > 500, "the files were not read");
    for locale in Locale::ALL {
        let here = places(locale);
        let missing: Vec<_> = english.iter().filter(|&(id, at)| here.get(id) != Some(at)).collect();
        let surplus: Vec<_> = here.iter().filter(|&(id, at)| english.get(id) != Some(at)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{locale}: in en {missing:?}, here {surplus:?}");
    }
}

#[test]
fn every_message_can_be_said_in_every_locale() {
    for locale in Locale::ALL {
        for (id, at) in places(locale) {
            let (id, attribute) = id.split_once('.').map_or((id.as_str(), None), |(id, name)| (id, Some(name)));
            let args: FluentArgs<'_> = at.iter().map(|place| (place.as_str(), FluentValue::from("x"))).collect();
            let bundle = Words::embedded().bundle(locale);
            let message = bundle.get_message(id).unwrap();
            let pattern = attribute.map_or_else(|| message.value(), |name| Some(message.get_attribute(name)?.value()));
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern.unwrap(), Some(&args), &mut faults);
            assert!(
                faults.is_empty() && !text.trim().is_empty() && !text.contains('{'),
                "{locale} {id}: {text} {faults:?}"
            );
        }
    }
}

#[test]
fn each_script_keeps_to_its_own_characters() {
    const SIMPLIFIED: &str = "为书达证据诉讼应关询问机员时间经过说这个听后发执续见门应国对总议语译际务实单计节订认让调请转远还进选结给统维约级纪线组细终长开阅险随难顺须预领题额验齐龙东两严业个临举义习亏";
    const TRADITIONAL: &str = "為書達證據訴訟應關詢問機員時間經過說這個聽後發執續見門國對總議語譯際務實單計節訂認讓調請轉遠還進選結給統維約級紀線組細終長開閱險隨難順須預領題額驗齊龍東兩嚴業臨舉義習虧";
    let shared: BTreeSet<char> = SIMPLIFIED.chars().filter(|it| TRADITIONAL.contains(*it)).collect();
    for locale in [Locale::ZhCn, Locale::ZhHk, Locale::ZhMo] {
        let foreign = if locale == Locale::ZhCn { TRADITIONAL } else { SIMPLIFIED };
        for (file, source) in sources(locale) {
            let found: BTreeSet<_> =
                source.chars().filter(|it| foreign.contains(*it) && !shared.contains(it)).collect();
            assert!(found.is_empty(), "{locale}/{file}: {found:?}");
        }
    }
}

#[test]
fn every_code_of_the_vocabulary_has_words() {
    let lists = [
        (Family::Act, vocabulary::act_kinds()),
        (Family::AuthorityKind, vocabulary::authority_kinds()),
        (Family::Document, vocabulary::document_kinds()),
        (Family::Event, vocabulary::event_kinds()),
        (Family::Instrument, vocabulary::instruments()),
        (Family::Language, vocabulary::languages()),
        (Family::Method, vocabulary::service_methods()),
        (Family::Procedure, vocabulary::procedures()),
        (Family::Role, vocabulary::person_roles()),
        (Family::Stage, vocabulary::stages()),
    ];
    for (family, codes) in lists {
        assert!(!codes.is_empty(), "{family:?}");
        has_words(family, codes.iter().map(String::as_str));
    }
    has_words(Family::Calendar, vocabulary::CALENDARS);
    has_words(Family::CaseCategory, ["civil-commercial", "labour", "criminal", "administrative", "tax"]);
    has_words(
        Family::Method,
        ["newspaper-advertisement", "personal-delivery", "cross-examination-by-counsel", "sworn-testimony"],
    );
    has_words(Family::Method, ["video", "audio", "instant-messaging"]);
    has_words(Family::Channel, ["email", "sms", "fax", "court-system"]);
    has_words(Family::Channel, Channel::ALL.map(Channel::code));
    has_words(Family::Transmission, ["post", "platform", "email", "post-to-addressee"]);
    has_words(
        Family::Objection,
        "content-unfounded exclusive-jurisdiction outside-judicial-functions basic-principles-of-law \
         social-public-interest public-order sovereignty-or-security"
            .split_whitespace(),
    );
    has_words(
        Family::Relation,
        "near-relative-of-party near-relative-of-agent shareholding-in-party interest-in-outcome worked-for-party \
         other-relation agent expert interpreter witness"
            .split_whitespace(),
    );
    has_words(Family::Role, ["interpreter"]);
    has_words(
        Family::Jurisdiction,
        [Jurisdiction::Cn, Jurisdiction::Hk, Jurisdiction::Mo, Jurisdiction::Xx].map(Jurisdiction::code),
    );
}

#[test]
fn every_authority_that_is_known_without_a_roll_has_a_name() {
    has_words(
        Family::Authority,
        "cn-spc cn-gd-hpc cn-gz-ic cn-dongguan-ic cn-nansha cn-qianhai cn-hengqin cn-moj cn-gd-accreditation cn-nansha-mediation mo-mediation-body hk-high-court hk-district-court \
         hk-labour-tribunal hk-admin-wing hk-gba-accreditation hk-mediation-body mo-tui mo-tjb mo-mp mo-accreditation xx-court \
         xx-central-authority"
            .split_whitespace(),
    );
}

#[test]
fn every_switch_and_each_of_its_values_has_words() {
    let settings: Vec<_> = vocabulary::settings().collect();
    assert!(!settings.is_empty());
    for setting in settings {
        has_words(Family::Setting, [setting.code]);
        let values: Vec<_> = setting.values.iter().map(|value| format!("{}-{value}", setting.code)).collect();
        has_words(Family::Setting, values.iter().map(String::as_str));
    }
}

#[test]
fn every_period_and_conclusion_has_words() {
    has_words(
        Family::Period,
        "execute-service execute-evidence internal-chain-service immunity forward-request arrangement-wait postal-wait \
         announcement-wait answer appeal juror-term draw-jurors request-jurors apply-for-confirmation conclude-mediation \
         identity-verification supplement-filing decide-filing"
            .split_whitespace(),
    );
    has_words(
        Family::Conclusion,
        "served deemed-served not-served method-unavailable pending certificate-defective incomplete-notify \
         incomplete-return-papers incomplete-return-as-instructed execute-in-part ordinary-method-only refer-to-high-court \
         reminder-due immunity-applies immunity-ended excluded alternate-promoted vote-not-counted mediation-ended \
         may-find-unascertainable try-another-channel"
            .split_whitespace(),
    );
}

#[test]
fn every_state_event_and_message_of_a_matter_has_words() {
    has_words(Family::State, State::ALL.map(State::code));
    has_words(Family::State, ["served", "not-served", "needs-a-person", "evidence-in-execution", "evidence-completed"]);
    let kinds = Event::KINDS.into_iter().flat_map(|kind| match kind {
        "executed" => {
            let results = ["served", "unserved", "evidence-taken", "partly-taken", "not-taken"];
            assert_eq!(results, ExecutionResult::ALL.map(ExecutionResult::code));
            has_words(Family::CertificateResult, results);
            vec![
                "executed-served",
                "executed-unserved",
                "executed-evidence-taken",
                "executed-partly-taken",
                "executed-not-taken",
            ]
        }
        "execution-started" => vec!["execution-started", "execution-started-evidence"],
        "certificate-returned" => vec!["certificate-returned", "certificate-returned-evidence"],
        "certificate-received" => vec!["certificate-received", "certificate-received-evidence"],
        "refused" => vec!["refused", "refused-as-outside"],
        "handled" => vec!["handled-opened", "handled-copied", "handled-exported", "handled-released"],
        "conveyed" => vec!["conveyed-dispatched", "conveyed-arrived"],
        kind => vec![kind],
    });
    has_words(Family::Docket, kinds);
    has_words(Family::Erasure, ErasureReason::ALL.map(ErasureReason::code));
    has_words(Family::Conflict, CONFLICTS);
    has_words(Family::MessageKind, MessageKind::ALL.map(MessageKind::code));
    has_words(Family::MessageKind, ["certificate-of-taking"]);
    has_words(Family::Event, AppearanceStep::ALL.map(AppearanceStep::code));
    let said = places(Locale::En);
    for wish in ["judicial-officer", "party", "counsel", "questions-by-attendee", "special-method", "technical-method"]
    {
        assert!(said.contains_key(&format!("wish-{wish}")), "wish-{wish} has no words");
    }
    has_words(Family::CostsDecision, [CostsDecision::Agreed, CostsDecision::Declined].map(CostsDecision::code));
    has_words(Family::UseDecision, [UseDecision::Granted, UseDecision::Declined].map(UseDecision::code));
    has_words(Family::UseDecision, ["open"]);
    has_words(Family::ErasureDecision, ErasureDecision::ALL.map(ErasureDecision::code));
    has_words(Family::ErasureDecision, ["open"]);
    has_words(Family::Occasion, [Occasion::Execution, Occasion::Hearing].map(Occasion::code));
    use Outcome::{Accept, AcceptWithFlags, Refuse, ReturnForSupplement};
    has_words(Family::Outcome, [Accept, AcceptWithFlags, ReturnForSupplement, Refuse].map(Outcome::code));
    has_words(Family::Outcome, ["none"]);
    has_words(Family::Severity, ["refuse", "correct", "flag", "inform"]);
}

#[test]
fn a_day_is_written_as_the_locale_writes_it() {
    let written = Locale::ALL.map(|locale| Words::embedded().date(locale, date(2026, 1, 12)));
    assert_eq!(
        written,
        ["2026年1月12日", "2026年1月12日", "2026年1月12日", "12 January 2026", "12 de Janeiro de 2026"]
    );
}

#[test]
fn a_sentence_has_its_places_filled_in_every_locale() {
    let args = [
        ("authority", Arg::Code(Family::Authority, "cn-gd-hpc")),
        ("to", Arg::Code(Family::Authority, "hk-high-court")),
    ];
    let said = Locale::ALL.map(|locale| Words::embedded().text(locale, "docket-transmitted", &args));
    assert_eq!(
        said,
        [
            "广东省高级人民法院在委托书上盖章并转递香港特别行政区高等法院",
            "廣東省高級人民法院在委託書上蓋章並轉遞香港特別行政區高等法院",
            "廣東省高級人民法院在委託書上蓋章並轉遞香港特別行政區高等法院",
            "Guangdong High People’s Court sealed and transmitted the letter of request; receiving authority: High Court of Hong Kong",
            "Tribunal Popular Superior da Província de Guangdong selou e transmitiu a carta rogatória; autoridade receptora: \
             Tribunal Superior da RAE de Hong Kong",
        ]
    );
}

#[test]
fn a_finding_shows_its_codes_in_words_and_its_numbers_as_they_are() {
    let finding = Finding {
        code: "copies-too-few".into(),
        severity: Severity::Correct,
        about: Some("documents[1].copies".into()),
        arguments: [
            ("document".to_owned(), Value::Text("summons".into())),
            ("needed".to_owned(), Value::Number(4)),
            ("given".to_owned(), Value::Number(3)),
        ]
        .into(),
        citations: vec!["cn-hk-service-1999:3".parse().unwrap(), "cn-cpl-2023:283(1)".parse().unwrap()],
    };
    let words = Words::embedded();
    let english = words.finding(Locale::En, &finding);
    assert_eq!(english, "summons: two copies are needed for each addressee, 4 in all; 3 enclosed.");
    assert_eq!(words.finding(Locale::ZhMo, &finding), "傳喚書：每名受送達人須一式兩份，共需4份，現附3份。");
    assert_eq!(
        words.citations(Locale::ZhCn, &finding.citations),
        "《内地与香港相互委托送达司法文书的安排》第3条；《民事诉讼法》（2023年修正）第283条(1)"
    );
    assert_eq!(
        words.citations(Locale::Pt, &finding.citations[1..]),
        "Lei de Processo Civil da RPC (2023), artigo 283.º(1)"
    );
}

#[test]
fn a_provision_is_cited_by_what_its_instrument_calls_it() {
    let cited = |citation: &str| Words::embedded().citation(Locale::En, &citation.parse().unwrap());
    assert_eq!(cited("hk-cap-1:71"), "Interpretation and General Clauses Ordinance (Cap. 1), s. 71");
    assert_eq!(cited("hk-mediation-code:3.1.1"), "Hong Kong Mediation Code, para. 3.1.1");
    assert_eq!(cited("hk-mo-service-2017:?"), "Hong Kong–Macao Service Arrangement (2017)");
}

#[test]
fn the_arithmetic_of_a_period_can_be_read() {
    let steps = [
        Step::Start { day: date(2026, 2, 4) },
        Step::Counted { length: 2, unit: Unit::Months, day: date(2026, 4, 4) },
        Step::RestDay { day: date(2026, 4, 4) },
        Step::NextWorkingDay { day: date(2026, 4, 8) },
        Step::ProvisionalYear { year: 2027 },
        Step::Offset { days: 1, day: date(2026, 4, 9) },
    ];
    let read = steps.map(|step| Words::embedded().step(Locale::En, &step));
    assert_eq!(
        read,
        [
            "the event falls on 4 February 2026; that day does not count",
            "2 months: 4 April 2026",
            "4 April 2026 is a rest day",
            "next working day: 8 April 2026",
            "the rest days of 2027 are not final yet",
            "1 day added: 9 April 2026",
        ]
    );
}

#[test]
fn codes_are_listed_with_the_locales_own_and() {
    let codes = ["zh", "en", "pt"].map(str::to_owned);
    let listed = |count: usize, locale| {
        let items =
            codes.iter().take(count).map(|code| Words::embedded().code(locale, Family::Language, code)).collect();
        Words::embedded().list(locale, items)
    };
    assert_eq!(listed(0, Locale::En), "");
    assert_eq!(listed(1, Locale::Pt), "chinês");
    assert_eq!(listed(2, Locale::ZhHk), "中文及英文");
    assert_eq!(listed(3, Locale::En), "Chinese, English and Portuguese");
}

#[test]
fn an_authority_that_joined_later_is_shown_by_its_name_on_the_roll() {
    assert_eq!(Words::embedded().code(Locale::En, Family::Authority, "cn-foshan-ic"), "cn-foshan-ic");
}

#[test]
fn what_has_no_words_is_seen_at_once() {
    assert_eq!(Words::embedded().text(Locale::En, "no-such-message", &[]), "⟨no-such-message⟩");
    assert_eq!(Words::embedded().code(Locale::Pt, Family::Document, "no-such-paper"), "⟨document-no-such-paper⟩");
}

#[test]
fn an_error_says_what_went_wrong_and_what_to_do() {
    let (text, hint) = error(Locale::En, "year-missing");
    assert!(text.starts_with("The calendar has no data for a year"), "{text}");
    assert_eq!(hint.as_deref(), Some("Ask for a day within the years of the calendar, or wait for its next release."));
    let (_, shared_hint) = error(Locale::ZhHk, "wrong-state");
    assert_eq!(shared_hint.as_deref(), Some("請重新載入個案，查看變動後再作決定；並無任何更改。"));
}

#[test]
fn every_error_has_words_and_a_hint_and_every_reason_has_words() {
    has_words(Family::Error, Refusal::CODES);
    has_words(Family::Error, case::Refusal::CODES);
    has_words(Family::Error, authorisation::Refusal::CODES);
    has_words(Family::Error, FederationError::CODES.iter().copied());
    has_words(Family::Error, ChangeFault::CODES.iter().chain(NoticeFault::CODES).copied());
    has_words(Family::Error, SealedFault::CODES.iter().copied());
    has_words(Family::Error, ["sealed-other-label", "sealed-without-label", "sealed-not-scanned"]);
    has_words(Family::Error, draw::Flaw::CODES);
    has_words(Family::Error, ["draw-registry-behind", "draw-registry-old"]);
    has_words(Family::Error, juror::Refusal::CODES);
    has_words(Family::Error, mediator::Refusal::CODES);
    has_words(Family::Error, mediation::Refusal::CODES);
    has_words(Family::Error, confirmation::Refusal::CODES);
    has_words(Family::Error, register::Refusal::CODES);
    has_words(Family::Error, foreign_law::Refusal::CODES);
    has_words(Family::Error, ["provider-unconfirmed"]);
    has_words(Family::Error, ["evidence-of-another-case"]);
    has_words(Family::Error, credential::Flaw::CODES.iter().copied());
    has_words(Family::Error, feed::Doubt::CODES);
    has_words(Family::Error, registry::BadQuestion::CODES);
    has_words(Family::Error, ["feed-event-refused", "feed-forked", "feed-behind", "feed-not-told"]);
    has_words(Family::Error, ["feed-allowance-used", "feed-given-back", "listing-differs-from-feed"]);
    has_words(Family::Error, ["another-person-needed"]);
    has_words(Family::Error, ["account-closed", "account-already-closed", "own-account", "last-operator"]);
    has_words(Family::Error, ["token-already-revoked", "program-without-password", "two-lines-wanted"]);
    has_words(Family::Error, ["no-signing-key", "checkpoint-key-revoked"]);
    has_words(Family::Error, ["bad-code", "bad-number", "not-named", "not-abroad"]);
    has_words(Family::Error, ["card-too-large-for-code", "card-form-unknown"]);
    has_words(Family::RollChange, RollChange::ALL.iter().map(|change| change.code()));
    has_words(Family::Error, NotTaken::CODES.into_iter().chain(BadHeader::CODES));
    has_words(
        Family::Error,
        [
            "scanner-not-set",
            "file-beyond-scanner",
            "upload-infected",
            "upload-refused",
            "upload-waits",
            "file-changed",
            "file-not-examined",
        ],
    );
    has_words(Family::Error, AccessError::CODES.iter().copied());
    has_words(Family::Error, Denied::CODES.iter().copied());
    has_words(Family::Error, PasswordError::CODES.iter().copied());
    has_words(Family::AccessRole, Role::ALL.iter().map(|role| role.code()));
    has_words(Family::Reason, Reason::ALL.iter().map(|reason| reason.code()));
    let said = places(Locale::En);
    for id in said.keys().filter(|id| id.starts_with("error-") && !id.contains('.')) {
        assert!(said.contains_key(&format!("{id}.hint")), "{id} has no hint");
    }
}

#[test]
fn every_state_of_a_mediation_and_of_an_application_and_every_ground_has_words() {
    let said = places(Locale::En);
    let mediations = mediation::State::ALL.map(|state| format!("mediation-state-{}", state.code()));
    let applications = confirmation::State::ALL.map(|state| format!("confirmation-state-{}", state.code()));
    let grounds = confirmation::Ground::ALL.map(|ground| format!("confirmation-ground-{}", ground.code()));
    let readings = ["notes", "agreement"].map(|what| format!("mediation-read-{what}"));
    for id in mediations.iter().chain(&applications).chain(&grounds).chain(&readings) {
        assert!(said.contains_key(id), "{id} has no words");
    }
}

#[test]
fn every_verdict_on_a_card_has_words() {
    let said = places(Locale::En);
    let verdicts = credential::Standing::CODES.map(|verdict| format!("card-{verdict}"));
    let doubts = credential::Doubt::CODES.map(|doubt| format!("card-doubt-{doubt}"));
    for id in verdicts.iter().chain(&doubts) {
        assert!(said.contains_key(id), "{id} has no words");
    }
}

#[test]
fn every_register_and_every_kind_of_event_of_a_feed_has_words() {
    let said = places(Locale::En);
    let registers = registry::Register::ALL.map(|register| format!("registry-register-{}", register.code()));
    let states = registry::Status::ALL.map(|status| format!("registry-status-{}", status.code()));
    let kinds = feed::Kind::KNOWN.map(|kind| format!("feed-about-{kind}"));
    for id in registers.iter().chain(&states).chain(&kinds) {
        assert!(said.contains_key(id), "{id} has no words");
    }
}

#[test]
fn every_state_of_a_mediator_and_every_reason_not_to_appoint_one_has_words() {
    let said = places(Locale::En);
    let states = mediator::State::ALL.map(|state| format!("mediator-state-{}", state.code()));
    let standings = credential::Standing::CODES.map(|standing| format!("mediator-standing-{standing}"));
    let reasons = credential::Known::REASONS.into_iter().chain(feed::Doubt::CODES);
    let reasons = reasons.map(|reason| format!("mediator-reason-{reason}"));
    let before = format!("mediator-standing-{}", credential::Known::NOT_ACCREDITED);
    for id in states.into_iter().chain(standings).chain(reasons).chain([before]) {
        assert!(said.contains_key(&id), "{id} has no words");
    }
    has_words(
        Family::Error,
        [
            "not-an-accrediting-body",
            "roster-number-taken",
            "number-of-another-register",
            "keeps-no-such-register",
            "bad-roster-number",
            "confirmation-refused",
            "confirmation-of-another",
            "day-to-come",
            "bar-unchanged",
            "bad-base64",
        ],
    );
}

#[test]
fn every_state_of_an_authorisation_and_every_day_of_a_case_has_words() {
    let said = places(Locale::En);
    let states = authorisation::State::ALL.map(|state| format!("hearing-authorised-{}", state.code()));
    let powers = authorisation::PowerKind::ALL.map(|power| format!("hearing-power-{}", power.code()));
    let days = [case::PRODUCE_EVIDENCE, case::EXCHANGE_EVIDENCE, case::PRODUCE_DOCUMENT];
    let days = days.map(|period| format!("hearing-period-{period}"));
    let found = authorisation::Found::ALL.map(|found| format!("agent-{}", found.code()));
    let flaws = authorisation::Found::ALL.into_iter().filter_map(authorisation::Found::flaw);
    has_words(Family::Error, flaws);
    for id in states.into_iter().chain(powers).chain(days).chain(found) {
        assert!(said.contains_key(&id), "{id} has no words");
    }
}

#[test]
fn where_a_juror_stands_and_why_one_is_not_drawn_has_words() {
    let said = places(Locale::En);
    let states = juror::State::ALL.map(|state| format!("juror-state-{}", state.code()));
    let given_up = juror::Unseating::ALL.map(|cause| format!("juror-given-up-{}", cause.code()));
    let bars = juror::Bar::ALL.map(juror::Bar::code);
    let reasons = [
        juror::Reason::NotSworn,
        juror::Reason::TermOver,
        juror::Reason::Mediated(juror::EarlierRole::InvitedMediator),
        juror::Reason::AnotherRole,
        juror::Reason::CapReached,
        juror::Reason::Away,
    ];
    let excluded = bars.into_iter().chain(reasons.iter().map(juror::Reason::code));
    // What the rules alone can find of a juror who may not be drawn.
    let excluded = excluded.chain(["juror-under-age", "juror-on-another-list"]);
    let excluded = excluded.map(|code| format!("juror-excluded-{code}"));
    for id in states.into_iter().chain(given_up).chain(excluded) {
        assert!(said.contains_key(&id), "{id} has no words");
    }
}

#[test]
fn every_state_and_event_of_a_listing_and_of_an_inquiry_has_words() {
    let said = places(Locale::En);
    let listing = register::State::ALL.map(|state| format!("listing-state-{}", state.code()));
    let happened = register::Event::KINDS.map(|kind| format!("listing-{kind}"));
    let inquiry = foreign_law::State::ALL.map(|state| format!("inquiry-state-{}", state.code()));
    let channels = foreign_law::Channel::ALL.map(|channel| format!("inquiry-channel-{}", channel.code()));
    let steps = foreign_law::Event::KINDS.map(|kind| format!("inquiry-{kind}"));
    let all = listing.into_iter().chain(happened).chain(inquiry).chain(channels).chain(steps);
    for id in all.chain(["listing-state-not-entered".to_owned()]) {
        assert!(said.contains_key(&id), "{id} has no words");
    }
}

fn has_words<'a>(family: Family, codes: impl IntoIterator<Item = &'a str>) {
    let said = places(Locale::En);
    for code in codes {
        assert!(said.contains_key(&family.id(code)), "{} has no words", family.id(code));
    }
}

/// Every id of a locale, `id.attribute` included, with the places that it and the messages it refers to leave open.
fn places(locale: Locale) -> Places {
    let mut all = Places::new();
    for (file, source) in sources(locale) {
        let resource =
            fluent_syntax::parser::parse(source).unwrap_or_else(|(_, faults)| panic!("{locale}/{file}: {faults:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name.to_owned();
            let patterns = message.value.iter().map(|value| (id.clone(), value));
            let attributes = message.attributes.iter().map(|it| (format!("{id}.{}", it.id.name), &it.value));
            for (id, pattern) in patterns.chain(attributes) {
                let mut open = BTreeSet::new();
                places_of_pattern(pattern, &mut open);
                assert!(all.insert(id.clone(), open).is_none(), "{locale}/{file}: {id} stands twice");
            }
        }
    }
    all
}

fn places_of_pattern(pattern: &Pattern<&str>, open: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression } => places_of_expression(expression, open),
        }
    }
}

fn places_of_expression(expression: &Expression<&str>, open: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => places_of_inline(inline, open),
        Expression::Select { selector, variants } => {
            places_of_inline(selector, open);
            variants.iter().for_each(|variant| places_of_pattern(&variant.value, open));
        }
    }
}

/// What a message needs, or refers to: `$day`, `hint-try-later`.
fn places_of_inline(inline: &InlineExpression<&str>, open: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(open.insert(id.name.to_owned())),
        InlineExpression::MessageReference { id, .. } => drop(open.insert(format!("→ {}", id.name))),
        InlineExpression::Placeable { expression } => places_of_expression(expression, open),
        other => panic!("the locales use no {other:?}"),
    }
}

#[test]
fn whatever_a_clerk_is_told_of_a_draw_has_words() {
    let phases = draw::Phase::ALL.map(draw::Phase::code).map(|code| format!("draw-phase-{code}"));
    let then = draw::Then::ALL.map(draw::Then::code).map(|code| format!("draw-then-{code}"));
    let steps = draw::Step::CODES.map(|code| format!("draw-step-{code}"));
    for id in phases.iter().chain(&then).chain(&steps) {
        for locale in Locale::ALL {
            assert!(Words::embedded().bundle(locale).has_message(id), "{locale} {id}");
        }
    }
}
