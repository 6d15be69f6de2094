//! Evidence that one side asks the other to take: between the liaison authorities, and directly with Macao.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use comity_domain::MatterId;
use comity_federation::bundle;
use comity_federation::roll::Anchor;
use comity_record::Digest;
use comity_tests::{Draft, Gateway, Person, PracticeWorld, fixtures};
use serde_json::{Value, json};

use super::close_the_books;

/// Two sides at work.
pub(super) struct Desks {
    here: (&'static str, Gateway),
    there: (&'static str, Gateway),
    pub(super) judge: Person,
    officer: Person,
    pub(super) registrar: Person,
}

const TO_MACAO: [&str; 5] = ["cn", "mo", "lin-yu", "su-jie", "sousa-ana"];
pub(super) const TO_HONG_KONG: [&str; 5] = ["cn", "hk", "lin-yu", "chen-an", "mak-tsz-kin"];
const FROM_HONG_KONG: [&str; 5] = ["hk", "cn", "lam-chi-wai", "fung-wing-sze", "guo-ping"];
const FROM_MACAO: [&str; 5] = ["mo", "cn", "lei-weng", "costa-rui", "guo-ping"];

impl Desks {
    pub(super) async fn open(world: &PracticeWorld, [from, to, judge, officer, registrar]: [&'static str; 5]) -> Self {
        let (here, there) = ((from, world.start(from).await), (to, world.start(to).await));
        let judge = world.sign_in(judge).await;
        let officer = world.sign_in(officer).await;
        let registrar = world.sign_in(registrar).await;
        Self { here, there, judge, officer, registrar }
    }

    pub(super) const fn people(&self) -> [&Person; 3] {
        [&self.judge, &self.officer, &self.registrar]
    }

    pub(super) async fn deliver(&self, draft: &Draft) -> MatterId {
        deliver(self.people(), draft).await
    }

    /// What was done is recorded with the evidence itself, certified, and back.
    pub(super) async fn certify(&self, matter: &MatterId, folder: &str) -> Value {
        let certificate = with_evidence(&self.registrar, matter, folder).await;
        self.registrar.act(matter, "evidence", certificate).await;
        self.registrar.wait_for(matter, "completed").await;
        self.registrar.act(matter, "certificate", Value::Null).await;
        self.judge.wait_for(matter, "returned").await
    }

    /// Whoever asked reads the first item that came back, and closes; then both sides prove what became of it.
    async fn conclude(self, world: &PracticeWorld, matter: &MatterId, evidence: &[u8], outcome: (&str, usize)) {
        let certified = self.judge.matter(matter).await["certificate"]["taking"]["acts"][0]["files"][0].clone();
        assert_eq!(certified["sha256"], json!(Digest::of(evidence)));
        let file = self.judge.get(&format!("/matters/{matter}/files/{}", Digest::of(evidence))).await;
        assert_eq!((file.status, file.bytes.as_ref()), (StatusCode::OK, evidence));
        self.judge.act(matter, "close", Value::Null).await;
        self.prove(world, matter, outcome).await;
        self.close(world, matter).await;
    }

    /// Both sides' bundles verify without their gateways, and show the way of each item. What was given for the case does not leave it: the
    /// requesting side's bundle is without files.
    async fn prove(&self, world: &PracticeWorld, matter: &MatterId, (restricted, files): (&str, usize)) {
        let path = format!("/matters/{matter}/bundle");
        self.judge.step_up().await;
        assert_eq!(self.judge.post(&path, json!({ "files": true })).await.code(), restricted);
        for (person, enclosed, beginning) in [(&self.judge, 0, "received"), (&self.registrar, files, "added")] {
            person.step_up().await;
            let bundled = person.post(&path, json!({ "files": enclosed > 0 })).await;
            assert_eq!(bundled.status, StatusCode::OK);
            let verdict = bundle::verify(&bundled.bytes, Some(&anchors(world))).unwrap();
            assert_eq!((verdict.files.len(), verdict.enclosed.len()), (files, enclosed));
            let chain = verdict.custody.unwrap();
            let items: BTreeSet<Digest> = chain.iter().map(|step| step.item).collect();
            assert_eq!(items.len(), files);
            let certified = self.judge.matter(matter).await["certificate"]["taking"]["acts"][0]["files"][0].clone();
            let evidence: Digest = serde_json::from_value(certified["sha256"].clone()).unwrap();
            let way: Vec<&str> =
                chain.iter().filter(|step| step.item == evidence).map(|step| step.step.code()).collect();
            assert_eq!(way.first(), Some(&beginning), "{way:?}");
        }
    }

    pub(super) async fn close(self, world: &PracticeWorld, matter: &MatterId) {
        close_the_books(world, [self.here, self.there], [&self.judge, &self.registrar], matter).await;
    }
}

#[tokio::test]
async fn nansha_hears_a_witness_in_macao_by_video_and_gets_his_testimony() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, TO_MACAO).await;
    world.set_day("2026-02-12");
    let matter = desks.deliver(&Draft::read("video-testimony/draft.json")).await;
    let received = desks.registrar.matter(&matter).await;
    assert_eq!(received["standing"]["procedure"], "taking-of-evidence");
    // M20 art. 6: three months from 12 February, on Macao's calendar; art. 23: the witness has to be asked.
    assert_eq!(received["standing"]["last_days"]["execute-evidence"], "2026-05-12");
    assert!(codes(&received).contains(&"consent-to-video-needed".to_owned()), "{:?}", codes(&received));

    let decisions = fixture("video-testimony", "decisions.json");
    desks.registrar.act(&matter, "accept", json!({ "decisions": decisions })).await;
    let accepted = desks.judge.wait_until(&matter, "accepted", |it| it["standing"]["state"] == "accepted").await;
    assert_eq!(accepted["decisions"], decisions);
    let execution = json!({ "executing_body": "初級法院" });
    let unasked = desks.registrar.try_to(&matter, "execution", execution.clone()).await;
    assert_eq!((unasked.code(), &unasked.body["at"]), ("act-without-consent", &json!("evidence.acts[0]")));
    note(&desks.registrar, &matter, fixture("video-testimony", "circumstances.json")).await;
    let noted = desks.registrar.wait_for(&matter, "accepted").await;
    assert!(!codes(&noted).contains(&"consent-to-video-needed".to_owned()), "{:?}", codes(&noted));
    desks.registrar.act(&matter, "execution", execution).await;
    // M20 arts 19, 20: who may attend is told before.
    let unannounced = desks.registrar.try_to(&matter, "evidence", done_at_once("video-testimony")).await;
    let at = json!("certificate.taking.acts[0].date");
    assert_eq!((unannounced.code(), &unannounced.body["at"]), ("act-without-notice", &at));
    desks.registrar.act(&matter, "notice", fixture("video-testimony", "notice.json")).await;
    desks.judge.wait_until(&matter, "told when and where", |it| it["notices"][0]["date"] == "2026-03-05").await;

    world.set_day("2026-03-05");
    let returned = desks.certify(&matter, "video-testimony").await;
    assert_eq!(returned["result"], "evidence-taken");
    let testimony = paper("video-testimony", "testimony.txt");
    desks.conclude(&world, &matter, &testimony, ("use-restricted-by-policy", 3)).await;
}

#[tokio::test]
async fn guangdong_asks_hong_kong_for_documents_of_a_bank_and_gets_part_of_them() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, TO_HONG_KONG).await;
    world.set_day("2026-02-10");
    let matter = desks.deliver(&Draft::read("bank-documents/draft.json")).await;
    let received = desks.registrar.matter(&matter).await;
    // E17 art. 10(1): six months, as far as possible.
    assert_eq!(received["standing"]["last_days"]["execute-evidence"], "2026-08-10");
    assert_eq!(received["assessed"]["assessment"]["due"][0]["hard"], false);
    desks.registrar.act(&matter, "accept", Value::Null).await;

    let costs = json!({
        "items": ["translation"], "estimate": { "currency": "HKD", "hundredths": 360_000 },
        "reason": "月結單須附中文譯本", "grounds": ["cn-hk-evidence-2017:9"],
    });
    desks.registrar.act(&matter, "costs", costs).await;
    let execution = json!({ "executing_body": "高等法院聆案官" });
    assert_eq!(desks.registrar.try_to(&matter, "execution", execution.clone()).await.code(), "consultation-open");
    desks.judge.wait_until(&matter, "asked", |it| it["consultation"]["costs"]["items"][0] == "translation").await;
    desks.judge.act(&matter, "costs/answer", json!({ "decision": "agreed" })).await;
    desks.registrar.wait_until(&matter, "answered", |it| it["consultation"]["decision"] == "agreed").await;
    desks.registrar.act(&matter, "execution", execution).await;

    world.set_day("2026-04-15");
    let returned = desks.certify(&matter, "bank-documents").await;
    assert_eq!(returned["result"], "partly-taken");
    let acts = returned["certificate"]["taking"]["acts"].as_array().unwrap();
    assert_eq!((&acts[0]["result"], &acts[1]["result"]), (&json!("executed"), &json!("partly-executed")));
    assert_eq!(returned["certificate"]["returned_papers"], json!(["attachments"]), "as the letter instructs");
    desks.conclude(&world, &matter, &paper("bank-documents", "statements.txt"), ("use-restricted", 4)).await;
}

#[tokio::test]
async fn the_six_months_of_hong_kong_remind_and_the_three_of_macao_are_overdue() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, TO_HONG_KONG).await;
    world.set_day("2026-02-10");
    let matter = desks.deliver(&Draft::read("bank-documents/draft.json")).await;
    desks.registrar.act(&matter, "accept", Value::Null).await;
    desks.judge.wait_for(&matter, "accepted").await;
    world.set_day("2026-08-11");
    let late = desks.judge.wait_until(&matter, "to be reminded", |it| it["standing"]["reminder_due"] == true).await;
    assert!(codes(&late).contains(&"evidence-target-passed".to_owned()), "{:?}", codes(&late));
    drop(desks);

    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, TO_MACAO).await;
    world.set_day("2026-02-12");
    let matter = desks.deliver(&Draft::read("video-testimony/draft.json")).await;
    desks.registrar.act(&matter, "accept", Value::Null).await;
    desks.judge.wait_for(&matter, "accepted").await;
    world.set_day("2026-05-13");
    let overdue = |it: &Value| codes(it).contains(&"evidence-overdue".to_owned());
    desks.judge.wait_until(&matter, "overdue", overdue).await;
    desks.registrar.wait_until(&matter, "overdue", overdue).await;
}

#[tokio::test]
async fn a_letter_for_all_documents_is_not_sent_before_it_specifies_them() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, TO_HONG_KONG).await;
    let mut draft = Draft::read("bank-documents/draft.json");
    let act = &mut draft.body["request"]["evidence"]["acts"][0];
    act["document_scope"] = "open-class".into();
    act["documents_described"] = "与本案有关的一切文件".into();
    let matter = desks.judge.draft(&draft).await;
    let preflight = desks.judge.act(&matter, "preflight", Value::Null).await;
    let found = codes_of(&preflight["checks"][1]["assessment"]);
    // E17 art. 8(2), Cap. 8 s.76(4).
    assert!(found.contains(&"documents-not-specified".to_owned()), "{found:?}");
    assert!(found.contains(&"general-discovery-asked-for".to_owned()), "{found:?}");
    assert_eq!(desks.judge.try_to(&matter, "submit", json!({})).await.code(), "against-the-rules");
}

#[tokio::test]
async fn the_high_court_of_hong_kong_asks_guangdong_through_the_administration_wing_and_gets_testimony() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, FROM_HONG_KONG).await;
    world.set_day("2026-02-12");
    let matter = desks.deliver(&heard_in("cn-gd-hpc", "hk-admin-wing", "HK", "CN")).await;
    let received = desks.registrar.matter(&matter).await;
    // E17 art. 8(1): the seal of the High Court, whose letter the Administration Wing hands on.
    assert!(!codes(&received).contains(&"seal-not-admitted".to_owned()), "{:?}", codes(&received));
    let facts = &received["assessed"]["facts"];
    assert_eq!(facts["particulars"]["issuing-authority"], "hk-high-court");
    assert_eq!(facts["requesting"]["authority"], "hk-admin-wing");
    // E17 art. 10(1): six months, as far as possible.
    assert_eq!(received["standing"]["last_days"]["execute-evidence"], "2026-08-12");
    let mut decisions = fixture("video-testimony", "decisions.json");
    decisions.as_object_mut().unwrap().remove("technical_method");
    desks.registrar.act(&matter, "accept", json!({ "decisions": decisions })).await;
    let accepted = desks.judge.wait_for(&matter, "accepted").await;
    assert_eq!(accepted["decisions"], decisions);

    // The witness is heard in the ordinary way, to which nobody has to agree; but who may attend is told before (E17 art. 7(3)).
    let folder = "testimony-in-guangdong";
    desks.registrar.act(&matter, "execution", json!({ "executing_body": "广州市南沙区人民法院" })).await;
    let unannounced = desks.registrar.try_to(&matter, "evidence", done_at_once(folder)).await;
    assert_eq!(unannounced.code(), "act-without-notice");
    desks.registrar.act(&matter, "notice", fixture(folder, "notice.json")).await;
    desks.judge.wait_until(&matter, "told when and where", |it| it["notices"][0]["date"] == "2026-03-05").await;

    world.set_day("2026-03-05");
    let returned = desks.certify(&matter, folder).await;
    assert_eq!(returned["result"], "evidence-taken");
    desks.conclude(&world, &matter, &paper(folder, "testimony.txt"), ("use-restricted", 2)).await;
}

#[tokio::test]
async fn macao_asks_guangdong_for_a_witness_who_travels_and_his_days_are_counted() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, FROM_MACAO).await;
    world.set_day("2026-02-12");
    let mut draft = heard_in("cn-gd-hpc", "mo-tui", "MO", "CN");
    draft.body["request"]["evidence"]["acts"] =
        json!([{ "kind": "appear-in-person", "person": "w1", "place": "初級法院" }]);
    let matter = desks.deliver(&draft).await;
    desks.registrar.act(&matter, "accept", Value::Null).await;
    desks.judge.wait_for(&matter, "accepted").await;
    // M20 art. 22: nobody travels who did not agree. That he was asked is what the execution begins with.
    let folder = "journey-to-macao";
    desks.registrar.act(&matter, "execution", json!({ "executing_body": "广东省高级人民法院" })).await;
    let unasked = desks.registrar.try_to(&matter, "evidence", done_at_once(folder)).await;
    assert_eq!((unasked.code(), &unasked.body["at"]), ("act-without-consent", &json!("evidence.acts[0]")));
    desks.registrar.wait_for(&matter, "in-execution").await;
    note(&desks.registrar, &matter, json!({ "consents": [{ "person": "w1", "to": "travel", "given": true }] })).await;
    let noted = desks.registrar.wait_for(&matter, "in-execution").await;
    assert!(!codes(&noted).contains(&"consent-to-travel-needed".to_owned()), "{:?}", codes(&noted));

    world.set_day("2026-03-10");
    for step in ["testimony-completed", "free-to-leave"] {
        let appearance = json!({ "person": "w1", "step": step, "on": "2026-03-10" });
        desks.judge.act(&matter, "appearances", appearance).await;
    }
    // M20 art. 22: protected for seven days from the day on which he is free to leave.
    let counted = desks.judge.wait_for(&matter, "accepted").await;
    assert_eq!(counted["standing"]["last_days"]["immunity"], "2026-03-17");
    assert!(concluded(&counted, "immunity-applies"));
    world.set_day("2026-03-18");
    desks.judge.wait_until(&matter, "protection over", |it| concluded(it, "immunity-ended")).await;
    let stranger = json!({ "person": "pa", "step": "free-to-leave", "on": "2026-03-18" });
    let refused = desks.judge.try_to(&matter, "appearances", stranger).await;
    assert_eq!((refused.code(), &refused.body["at"]), ("bad-request", &json!("appearance.person")));

    // That he was told and agreed is certified when he is back.
    let returned = desks.certify(&matter, folder).await;
    assert_eq!(returned["result"], "evidence-taken");
    desks.conclude(&world, &matter, &paper(folder, "declaration.txt"), ("use-restricted-by-policy", 2)).await;
}

#[tokio::test]
async fn evidence_that_is_not_on_file_is_not_certified_and_only_the_side_that_takes_it_files_it() {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, TO_MACAO).await;
    world.set_day("2026-02-12");
    let matter = desks.deliver(&Draft::read("video-testimony/draft.json")).await;
    let early = upload(&desks.registrar, &matter, "video-testimony", "testimony.txt").await;
    assert_eq!((early.status, early.code()), (StatusCode::CONFLICT, "wrong-state"));
    desks.registrar.act(&matter, "accept", Value::Null).await;
    desks.judge.wait_for(&matter, "accepted").await;
    note(&desks.registrar, &matter, fixture("video-testimony", "circumstances.json")).await;
    desks.registrar.act(&matter, "execution", json!({ "executing_body": "初級法院" })).await;
    world.set_day("2026-03-05");
    let mut certificate = with_evidence(&desks.registrar, &matter, "video-testimony").await;
    certificate["taking"]["acts"][0]["files"][0]["sha256"] = json!(Digest::of(b"another testimony"));
    let refused = desks.registrar.try_to(&matter, "evidence", certificate.clone()).await;
    assert_eq!(refused.code(), "unknown-file");
    certificate["taking"]["acts"][0]["by"] = Value::Null;
    let refused = desks.registrar.try_to(&matter, "evidence", certificate).await;
    assert_eq!(
        (refused.code(), &refused.body["at"]),
        ("certificate-incomplete", &json!("certificate.taking.acts[0].by"))
    );
    let served = json!({ "date": "2026-03-05", "method": "personal", "place": "there", "recipient": "he" });
    let refused = desks.registrar.try_to(&matter, "evidence", served).await;
    assert_eq!((refused.code(), &refused.body["at"]), ("bad-request", &json!("certificate")));
}

/// The letter of this judge is with the receiving authority, and assessed there.
pub(super) async fn deliver([judge, officer, registrar]: [&Person; 3], draft: &Draft) -> MatterId {
    let matter = judge.submit(draft).await;
    officer.wait_for(&matter, "submitted").await;
    officer.act(&matter, "forward", json!({})).await;
    judge.wait_for(&matter, "acknowledged").await;
    registrar.wait_for(&matter, "acknowledged").await;
    matter
}

/// The letter of the video testimony, the other way round and in the same room.
fn heard_in(receiving: &str, transmitting: &str, here: &str, there: &str) -> Draft {
    let mut draft = Draft::read("video-testimony/draft.json");
    draft.body["receiving"] = receiving.into();
    draft.body["transmitting"] = transmitting.into();
    let evidence = &mut draft.body["request"]["evidence"];
    for (person, side) in [(0, there), (1, here), (2, there)] {
        evidence["persons"][person]["jurisdiction"] = side.into();
    }
    evidence["acts"][0].as_object_mut().unwrap().remove("method");
    draft
}

/// The certificate of the fixtures, as if all had been done on the day on which the letter came.
fn done_at_once(folder: &str) -> Value {
    let mut certificate = fixture(folder, "certificate.json");
    certificate["date"] = json!("2026-02-12");
    let act = &mut certificate["taking"]["acts"][0];
    act["date"] = json!("2026-02-12");
    act["files"] = json!([]);
    certificate
}

/// The certificate of the fixtures, with the evidence that it names put on file.
pub(super) async fn with_evidence(registrar: &Person, matter: &MatterId, folder: &str) -> Value {
    let mut certificate = fixture(folder, "certificate.json");
    for act in certificate["taking"]["acts"].as_array_mut().unwrap() {
        for file in act["files"].as_array_mut().unwrap() {
            let name = file.as_str().unwrap().to_owned();
            *file = upload(registrar, matter, folder, &name).await.good();
        }
    }
    certificate
}

pub(super) async fn upload(person: &Person, matter: &MatterId, folder: &str, name: &str) -> comity_tests::Answer {
    let path = format!("/matters/{matter}/files?name={name}");
    let headers = [("content-type", "text/plain")];
    let mut answer = person.request(Method::POST, &path, &headers, paper(folder, name).into()).await;
    // The rules may answer at the same moment, again and again where the machine is busy: whoever is told so looks again.
    for _ in 0..5 {
        if answer.code() != "revision-moved" {
            break;
        }
        answer = person.request(Method::POST, &path, &headers, paper(folder, name).into()).await;
    }
    answer
}

async fn note(registrar: &Person, matter: &MatterId, circumstances: Value) {
    registrar.put(&format!("/matters/{matter}/circumstances"), circumstances).await.good();
}

fn fixture(folder: &str, name: &str) -> Value {
    serde_json::from_slice(&paper(folder, name)).unwrap()
}

pub(super) fn paper(folder: &str, name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join("matters").join(folder).join(name)).unwrap()
}

fn codes(matter: &Value) -> Vec<String> {
    codes_of(&matter["assessed"]["assessment"])
}

fn codes_of(assessment: &Value) -> Vec<String> {
    let findings = assessment["findings"].as_array().into_iter().flatten();
    findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn concluded(matter: &Value, code: &str) -> bool {
    let conclusions = matter["assessed"]["assessment"]["conclusions"].as_array().into_iter().flatten();
    conclusions.into_iter().any(|conclusion| conclusion["code"] == code)
}

pub(super) fn anchors(world: &PracticeWorld) -> Vec<Anchor> {
    serde_json::from_slice(&std::fs::read(world.of("mo").join("roll-trust.json")).unwrap()).unwrap()
}
