//! What is played before a record is kept: of what a gateway's record can hold, as much as fits into one story. Every step is one of the stories
//! beside this one, which say why it is as it is; here it has to succeed. The days go on from story to story.

use axum::http::Method;
use comity_domain::MatterId;
use comity_federation::sealed::PersonKey;
use comity_record::Digest;
use comity_tests::{Draft, Gateway, Person, PracticeWorld, until, until_within};
use serde_json::{Map, Value, json};

use super::super::mediators::Bodies;
use super::super::{draws, erasure, evidence, hearing, mediation, mediators, registers, rogatory};
use super::signed_in;

/// The last day of the play, on which the record goes on.
const LAST_DAY: &str = "2026-04-15";
/// The case of which the jurors are drawn: another one than is mediated.
const CASE_OF_JURORS: &str = "(2026) 粤0191民初4号";
/// The third password of a clerk, and so the one that lets in.
const SET_ANEW: &str = "three words again";

/// What was played, at the gateways that still run.
pub(super) struct Played {
    pub(super) gateways: Vec<Gateway>,
    /// Of each gateway whose record is kept: what its people see, and how they go on.
    pub(super) kept: [(&'static str, Value); 2],
}

/// Courts, and whoever else works in most stories.
struct Desks<'w> {
    world: &'w PracticeWorld,
    judge: Person,
    clerk: Person,
    liaison: Person,
    registrar: Person,
    /// Of the Administration Wing of Hong Kong.
    wing: Person,
}

/// The whole play.
pub(super) async fn whole(world: &PracticeWorld) -> Played {
    // A card is dated by the clock of the machine, so its story comes first: that it is later than all others is in nobody's way.
    let bodies = Bodies::open(world).await;
    let mediator = accredited(world, &bodies).await;
    world.set_day("2026-01-12");
    let desks = Desks::open(world).await;

    let served = desks.delivered(&Draft::corrected(), &desks.registrar).await;
    desks.registrar.act(&served, "accept", Value::Null).await;
    desks.registrar.act(&served, "execution", json!({ "executing_body": "Chief Bailiff" })).await;
    let drafted = desks.drafted().await;
    let authorisation = desks.authorised().await;
    let (juror, draw) = desks.drawn().await;
    let (mediated, confirmed) = desks.mediated_and_confirmed().await;
    let (listing, inquiry) = desks.expert_asked().await;
    let case = desks.evidence_listed().await;
    world.set_day("2026-01-26");
    desks.law_found(&inquiry, &listing).await;
    world.set_day("2026-01-27");
    desks.evidence_exchanged(&case).await;
    desks.served_and_erased(&served).await;
    let obtained = desks.bank_asked().await;
    let from_abroad = desks.asked_from_abroad().await;
    world.set_day(LAST_DAY);
    desks.bank_answered(&obtained).await;
    let open_case = hearing::opened(&desks.clerk).await;
    let delivered = desks.delivered(&later(), &desks.registrar).await;
    desks.everything_is_receipted(&delivered, &desks.registrar).await;
    desks.came_and_went().await;

    let cn = json!({
        "day": LAST_DAY,
        "seen": {
            "lin-yu": saw(world, "lin-yu", [
                (format!("/matters/{obtained}/docket"), &[]), (format!("/matters/{obtained}/custody"), &[]),
                (format!("/matters/{drafted}/docket"), &[]),
                (format!("/cases/{case}"), &[]), (format!("/cases/{case}/docket"), &[]),
                (format!("/cases/{case}/custody"), &[]),
            ]).await,
            "he-min": saw(world, "he-min", [
                (format!("/jurors/{juror}"), &[]), (format!("/draws/{draw}"), &["phase", "panel", "sitting"]),
                (format!("/inquiries/{inquiry}"), &[]), (format!("/confirmations/{confirmed}"), &[]),
                (format!("/authorisations/{authorisation}"), &[]),
            ]).await,
            "ops-cn": saw(world, "ops-cn", [
                ("/people".to_owned(), &[]), ("/people/nansha-docket/tokens".to_owned(), &[]),
            ]).await,
            "tang-li": { "password": SET_ANEW, "answers": { "/me": { "account": "tang-li", "role": "clerk" } } },
        },
        "then": {
            "account": "he-min", "password": world.account("he-min").secret, "path": format!("/cases/{open_case}/entries"),
            "body": { "step": "produce", "party": 1, "item": hearing::exhibit("合同", "CN", &["zh"]) },
        },
    });
    let accepting = world.account("wong-ka-yan");
    let hk = json!({
        "day": LAST_DAY,
        "seen": {
            "wong-ka-yan": saw(world, "wong-ka-yan", [
                (format!("/matters/{served}"), &["left"]), (format!("/listings/{listing}"), &["standing"]),
                (format!("/authorisations/{authorisation}"), &[]),
            ]).await,
            "mak-tsz-kin": saw(world, "mak-tsz-kin", [
                (format!("/matters/{obtained}/docket"), &[]), (format!("/matters/{obtained}/custody"), &[]),
                (format!("/matters/{from_abroad}/docket"), &[]),
            ]).await,
            "yip-chi-ho": saw(world, "yip-chi-ho", [(format!("/mediations/{mediated}"), &[])]).await,
            "tam-siu-yan": saw(world, "tam-siu-yan", [(format!("/mediators/{mediator}"), &["standing", "history"])]).await,
        },
        "account": accepting.account, "password": accepting.secret,
        "matter": delivered, "docket": desks.registrar.docket(&delivered).await,
    });
    Played { gateways: bodies.gateways, kept: [("cn", cn), ("hk", hk)] }
}

/// What an account sees under these paths, with the members that are named; with all of them where none is.
async fn saw<const N: usize>(world: &PracticeWorld, account: &str, paths: [(String, &[&str]); N]) -> Value {
    let person = world.sign_in(account).await;
    let mut answers = Map::new();
    for (path, members) in paths {
        let mut body = person.get(&path).await.good();
        if !members.is_empty() {
            body.as_object_mut().unwrap().retain(|name, _| members.contains(&name.as_str()));
            assert_eq!(body.as_object().unwrap().len(), members.len(), "{path}: {body}");
        }
        answers.insert(path, body);
    }
    json!({ "password": world.account(account).secret, "answers": answers })
}

/// A mediator of Hong Kong, whom two have suspended and taken back.
async fn accredited(world: &PracticeWorld, bodies: &Bodies) -> String {
    let mediator = bodies.confirmed(world).await;
    mediators::until_stands(&bodies.nansha, "valid").await;
    bodies.by_two(&mediator, "suspend").await;
    mediators::until_stands(&bodies.nansha, "suspended").await;
    bodies.by_two(&mediator, "reinstate").await;
    mediators::until_stands(&bodies.nansha, "valid").await;
    mediator
}

/// The letter in the matter of the sale of goods, for a hearing that is still to come on the last day.
fn later() -> Draft {
    let mut draft = Draft::corrected();
    draft.body["request"]["hearing"] = json!("2026-09-16");
    draft
}

impl<'w> Desks<'w> {
    async fn open(world: &'w PracticeWorld) -> Self {
        Self {
            world,
            judge: draws::court(world).await,
            clerk: world.sign_in("he-min").await,
            liaison: world.sign_in("chen-an").await,
            registrar: world.sign_in("wong-ka-yan").await,
            wing: world.sign_in("mak-tsz-kin").await,
        }
    }

    /// A letter of Nansha, which has come to this registrar.
    async fn delivered(&self, draft: &Draft, registrar: &Person) -> MatterId {
        let matter = self.judge.submit(draft).await;
        self.liaison.wait_for(&matter, "submitted").await;
        self.liaison.act(&matter, "forward", json!({})).await;
        registrar.wait_for(&matter, "acknowledged").await;
        self.judge.wait_for(&matter, "acknowledged").await;
        matter
    }

    async fn everything_is_receipted(&self, matter: &MatterId, registrar: &Person) {
        for person in [&self.judge, registrar] {
            let receipted = |it: &Value| it["standing"]["unreceipted"] == json!([]);
            person.wait_until(matter, "everything is receipted", receipted).await;
        }
    }

    /// A letter that is never sent, with a file that came by an upload.
    async fn drafted(&self) -> MatterId {
        let matter = self.judge.draft(&Draft::corrected()).await;
        self.judge.upload(&matter, ("note.txt", "text/plain"), "付款说明".as_bytes()).await;
        matter
    }

    /// A power of attorney that was given in Nansha, is known in Hong Kong, was used, and is revoked.
    async fn authorised(&self) -> String {
        let id = hearing::witnessed(&self.judge, &self.clerk).await;
        let held = self.clerk.get(&format!("/authorisations/{id}")).await.good();
        let document = held["document"].as_str().unwrap().to_owned();
        let headers = [("content-type", "application/json")];
        self.registrar.request(Method::POST, "/authorisations/taken", &headers, document.into()).await.good();
        let case = hearing::opened(&self.clerk).await;
        let agent = json!({ "step": "name-agent", "party": 2, "name": "李律师", "authorisation": id });
        hearing::enter(&self.clerk, &case, agent).await.good();
        let seen = hearing::revision(&self.judge, &id).await;
        hearing::sealed(&self.judge, &id, "revoke", seen, &json!({ "reason": "principal" })).await.good();
        id
    }

    /// A panel is drawn from the list among the three gateways, published, and one of it has a seat: this one, in this draw.
    async fn drawn(&self) -> (String, String) {
        draws::list(&self.judge).await;
        let draw = draws::asked(&self.judge, CASE_OF_JURORS).await;
        let drawn = draws::until_phase(&self.clerk, &draw, "drawn").await;
        until_within(draws::PATIENCE, "both others have cosigned the draw", async || {
            (draws::shown(&self.clerk, &draw).await["witnessed"] == "published").then_some(())
        })
        .await;
        let juror = &drawn["sitting"]["seats"][0];
        draws::seat(&self.clerk, juror, CASE_OF_JURORS).await.good();
        (juror.as_str().unwrap().to_owned(), draw)
    }

    /// A dispute is settled before a body of Hong Kong, and Nansha confirms it: the mediation and the application.
    async fn mediated_and_confirmed(&self) -> (String, String) {
        let (officer, clerk) = (self.world.sign_in("fung-oi-lam").await, self.world.sign_in("yip-chi-ho").await);
        let mediation = mediation::opened(&clerk, mediation::dispute(Value::Null)).await;
        let path = format!("/mediations/{mediation}");
        mediation::named(&clerk, &mediation, mediation::local("黃志強")).await.good();
        mediation::disclosed(&clerk, &mediation, &[]).await;
        for party in [1, 2] {
            mediation::consented(&clerk, &mediation, party).await;
        }
        mediation::appointed(&clerk, &mediation).await.good();
        let said = json!({ "step": "note", "sort": "offer", "party": 2, "said": mediation::OFFER });
        for step in [json!({ "step": "sign-for-papers" }), said] {
            mediation::step(&clerk, &mediation, step).await.good();
        }
        let agreement = format!("{path}/agreement?name=agreement.txt&languages=zh");
        mediation::put(&clerk, &agreement, mediation::AGREEMENT).await.good();
        for signer in [json!({ "party": 1 }), json!({ "party": 2 }), json!("mediator")] {
            mediation::step(&clerk, &mediation, json!({ "step": "sign", "signer": signer })).await.good();
        }
        officer.step_up().await;
        mediation::sealed(&officer, &path, "settle", Value::Null).await.good();
        let settlement = clerk.get(&path).await.good()["settlement"].as_str().unwrap().to_owned();
        (mediation, self.confirmed(settlement).await)
    }

    async fn confirmed(&self, settlement: String) -> String {
        let headers = [("content-type", "application/json")];
        let applied = self.clerk.request(Method::POST, "/confirmations?party=1", &headers, settlement.into()).await;
        let id = applied.good()["id"].as_str().unwrap().to_owned();
        let path = format!("/confirmations/{id}");
        let enter = async |step: Value| self.clerk.post(&format!("{path}/steps"), step).await.good();
        enter(json!({ "step": "join", "party": 2 })).await;
        let agreement = format!("{path}/agreement?name=agreement.txt");
        mediation::put(&self.clerk, &agreement, mediation::AGREEMENT).await.good();
        enter(json!({ "step": "examine" })).await;
        self.judge.step_up().await;
        mediation::sealed(&self.judge, &path, "ruling", json!({ "verdict": "confirmed" })).await.good();
        enter(json!({ "step": "give-copy", "party": 2 })).await;
        id
    }

    /// An expert whom Hong Kong lists is asked in Nansha, and has answered: the listing and the inquiry.
    async fn expert_asked(&self) -> (String, String) {
        let (judge, clerk) = (&self.judge, &self.clerk);
        let listing = self.registrar.post("/listings", registers::expert()).await.good()["id"].clone();
        let inquiry = clerk.post("/inquiries", registers::sheet()).await.good()["id"].as_str().unwrap().to_owned();
        until("Nansha knows the expert", async || {
            registers::lead(judge, &inquiry, registers::ask()).await.status.is_success().then_some(())
        })
        .await;
        let mut opinion = registers::opinion(clerk, &inquiry).await;
        let paper = registers::paper(clerk, &inquiry, "statement").await;
        opinion["no_interest"] = json!({ "signed_by": "陈大文", "on": "2026-01-12", "paper": paper });
        let take = json!({ "step": "take-opinion", "request": 1, "opinion": opinion });
        registers::enter(clerk, &inquiry, take).await.good();
        let sitting = json!({ "on": "2026-01-26", "time": "09:30", "place": "第三法庭", "manner": "online" });
        let hearing = json!({ "step": "fix-hearing", "sitting": sitting, "called": [1] });
        registers::lead(judge, &inquiry, hearing).await.good();
        for party in [1, 2] {
            let serve = json!({ "step": "serve", "opinion": 1, "party": party, "on": "2026-01-12" });
            registers::enter(clerk, &inquiry, serve).await.good();
        }
        (listing.as_str().unwrap().to_owned(), inquiry)
    }

    /// The expert is heard and paid, the law is found; and the expert is suspended by two.
    async fn law_found(&self, inquiry: &str, listing: &str) {
        let statements = json!([
            { "party": 1, "stance": "agrees" }, { "party": 2, "stance": "disputes", "reason": "另有约定" },
        ]);
        let appeared = json!([{ "request": 1, "online": true }]);
        let hear = json!({ "step": "hear", "judge": "林予", "statements": statements, "appeared": appeared });
        registers::enter(&self.clerk, inquiry, hear).await.good();
        let found = json!({
            "result": "ascertained", "content": "交付时转移", "basis": "decided", "opinions": [1], "reason": "所称约定并无证据",
        });
        let costs = json!({
            "step": "decide-costs", "basis": "decided", "reason": "败诉方负担",
            "costs": [{ "request": 1, "amount_hundredths": 2_000_000, "currency": "HKD" }],
            "shares": [
                { "party": 1, "amount_hundredths": 500_000, "currency": "HKD" },
                { "party": 2, "amount_hundredths": 1_500_000, "currency": "HKD" },
            ],
        });
        for step in [json!({ "step": "find", "found": found }), costs, json!({ "step": "close" })] {
            registers::lead(&self.judge, inquiry, step).await.good();
        }
        let colleague = self.world.sign_in("lam-chi-wai").await;
        for person in [&self.registrar, &colleague] {
            registers::sanction(person, listing, json!("suspend")).await.good();
        }
    }

    /// A case with a period, and evidence of both parties, one with its file, formality and translation.
    async fn evidence_listed(&self) -> String {
        let (judge, clerk) = (&self.judge, &self.clerk);
        let case = hearing::opened(clerk).await;
        let fix = json!({ "step": "fix-period", "from": "2026-01-12", "days": 15 });
        hearing::lead(judge, &case, fix).await.good();
        let record = hearing::attach(clerk, &case, "record.txt", "company record").await;
        let chinese = hearing::attach(clerk, &case, "translation.txt", "公司记录").await;
        let mut item = hearing::exhibit("公司注册记录", "HK", &["en"]);
        item["file"] = record.clone();
        let formality = json!({ "how": "attested", "by": "黃律師", "on": "2026-01-09" });
        let translation = json!({
            "language": "zh", "original": record["sha256"], "file": chinese, "translator": "译者", "signed": true,
        });
        let contract = hearing::exhibit("合同", "CN", &["zh"]);
        for step in [
            json!({ "step": "produce", "party": 2, "item": item }),
            json!({ "step": "produce", "party": 1, "item": contract }),
            json!({ "step": "record-formality", "exhibit": 1, "formality": formality }),
            json!({ "step": "bind-translation", "exhibit": 1, "translation": translation }),
        ] {
            hearing::enter(clerk, &case, step).await.good();
        }
        let sitting = json!({ "on": "2026-01-27", "time": "09:30", "place": "第三法庭", "manner": "online" });
        hearing::lead(judge, &case, json!({ "step": "fix-exchange", "sitting": sitting })).await.good();
        let read = judge.get(&format!("/cases/{case}/files/{}", record["sha256"].as_str().unwrap())).await;
        assert!(read.status.is_success(), "{}", read.body);
        case
    }

    /// Before the judge one party objects and the other admits; what is in issue is stated, and the case is closed.
    async fn evidence_exchanged(&self, case: &str) {
        let (judge, clerk) = (&self.judge, &self.clerk);
        hearing::lead(judge, case, hearing::session()).await.good();
        let admitted = json!({ "of": "evidence", "exhibit": 1, "grounds": ["authenticity", "legality"] });
        for step in [
            json!({ "step": "object", "party": 2, "exhibit": 2, "ground": "relevance", "reason": "与本案无关" }),
            json!({ "step": "admit", "party": 1, "admitted": admitted }),
        ] {
            hearing::enter(clerk, case, step).await.good();
        }
        for step in [json!({ "step": "state-issues", "issues": ["货款是否已付"] }), json!({ "step": "end-session" })]
        {
            hearing::lead(judge, case, step).await.good();
        }
        for name in ["林予", "李律师", "陳大文"] {
            let sign = json!({ "step": "sign-record", "name": name, "manner": "electronic" });
            hearing::enter(clerk, case, sign).await.good();
        }
        hearing::lead(judge, case, json!({ "step": "close" })).await.good();
    }

    /// A letter is served and certified, and then two persons in Hong Kong erase it.
    async fn served_and_erased(&self, matter: &MatterId) {
        self.world.set_day("2026-02-05");
        let certificate =
            json!({ "date": "2026-02-05", "method": "personal", "place": "750 Nathan Road", "recipient": "陳大文" });
        self.registrar.act(matter, "service", json!({ "result": "served", "certificate": certificate })).await;
        self.registrar.wait_for(matter, "completed").await;
        self.world.set_day("2026-02-09");
        self.registrar.act(matter, "certificate", Value::Null).await;
        self.judge.wait_for(matter, "returned").await;
        self.everything_is_receipted(matter, &self.registrar).await;
        self.judge.act(matter, "close", Value::Null).await;
        let auditor = self.world.sign_in("tsang-mei").await;
        for (person, status) in [(&self.registrar, 202), (&auditor, 200)] {
            let answer = erasure::erase(person, matter, "court-order").await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
        }
    }

    /// Guangdong asks for documents of a bank; Hong Kong consults on the costs, and begins.
    async fn bank_asked(&self) -> MatterId {
        self.world.set_day("2026-02-10");
        let matter = self.delivered(&Draft::read("bank-documents/draft.json"), &self.wing).await;
        self.wing.act(&matter, "accept", Value::Null).await;
        let costs = json!({
            "items": ["translation"], "estimate": { "currency": "HKD", "hundredths": 360_000 },
            "reason": "月結單須附中文譯本", "grounds": ["cn-hk-evidence-2017:9"],
        });
        self.wing.act(&matter, "costs", costs).await;
        let asked = |it: &Value| it["consultation"]["costs"]["items"][0] == "translation";
        self.judge.wait_until(&matter, "asked", asked).await;
        self.judge.act(&matter, "costs/answer", json!({ "decision": "agreed" })).await;
        self.wing.wait_until(&matter, "answered", |it| it["consultation"]["decision"] == "agreed").await;
        self.wing.act(&matter, "execution", json!({ "executing_body": "高等法院聆案官" })).await;
        matter
    }

    /// The documents come with the certificate, are opened, and are granted for another case too.
    async fn bank_answered(&self, matter: &MatterId) {
        let certificate = evidence::with_evidence(&self.wing, matter, "bank-documents").await;
        self.wing.act(matter, "evidence", certificate).await;
        self.wing.wait_for(matter, "completed").await;
        self.wing.act(matter, "certificate", Value::Null).await;
        self.judge.wait_for(matter, "returned").await;
        let item = Digest::of(&evidence::paper("bank-documents", "statements.txt")).to_string();
        let opened = self.judge.get(&format!("/matters/{matter}/files/{item}")).await;
        assert!(opened.status.is_success(), "{}", opened.body);
        let case = json!({ "court": "cn-nansha", "number": "2026-1" });
        let wish = json!({ "items": [item], "purpose": { "use": "case", "case": case } });
        self.judge.act(matter, "uses", json!({ "wish": wish, "reason": "关联案件需要" })).await;
        self.wing.wait_until(matter, "asked", |it| it["uses"][0].is_object()).await;
        self.wing.act(matter, "uses/answer", json!({ "decision": "granted" })).await;
        self.judge.wait_until(matter, "answered", |it| it["uses"][0]["decision"] == "granted").await;
        self.everything_is_receipted(matter, &self.wing).await;
    }

    /// A clerk comes, with a key of their own, and leaves; a second one forgets the password; a program's token is taken back.
    async fn came_and_went(&self) {
        let operator = self.world.sign_in("ops-cn").await;
        let comes = async |account: &str, name: &str| {
            let password = "correct horse";
            let new = json!({
                "account": account, "name": name, "role": "clerk", "authority": "cn-nansha", "password": password,
            });
            operator.post("/people", new).await.good();
            signed_in(self.world, "cn", &json!(account), &json!(password)).await
        };
        let (clerk, second) = (comes("song-yi", "宋怡").await, comes("tang-li", "唐丽").await);
        second.post("/me/password", json!({ "current": "correct horse", "new": "battery staple" })).await.good();
        operator.post("/people/tang-li/password", json!({ "password": SET_ANEW })).await.good();
        clerk.post("/sealing/key", json!({ "key": PersonKey::from_bytes([7; 32]).public() })).await.good();
        let issued = operator.post("/people/nansha-docket/tokens", Value::Null).await.good();
        let path = format!("/people/nansha-docket/tokens/{}", issued["number"]);
        operator.request(Method::DELETE, &path, &[], "".into()).await.good();
        operator.post("/people/song-yi/close", json!({ "reason": "调离" })).await.good();
    }

    /// A court abroad asks Hong Kong for testimony by letter rogatory, and gets it.
    async fn asked_from_abroad(&self) -> MatterId {
        let wing = &self.wing;
        self.world.set_day("2026-03-16");
        let letter = Draft::read("rogatory-in/entry.json");
        let entered = wing.post("/matters/from-abroad", letter.without_files()).await.good();
        let matter: MatterId = serde_json::from_value(entered["id"].clone()).unwrap();
        let paper = rogatory::on_file(wing, &matter, "rogatory-in", "letter.txt").await;
        wing.amend(&matter, &letter).await;
        let arrival = json!({ "conveyance": rogatory::by_courier("2026-03-13"), "papers": [paper] });
        wing.act(&matter, "arrivals", arrival).await;
        wing.wait_for(&matter, "acknowledged").await;
        wing.act(&matter, "acknowledgement", json!({ "number": "HCMP 310/2026" })).await;
        rogatory::dispatch(wing, &matter, "2026-03-16").await;
        wing.act(&matter, "accept", Value::Null).await;
        rogatory::dispatch(wing, &matter, "2026-03-16").await;
        wing.act(&matter, "execution", json!({ "executing_body": "High Court, examiner" })).await;

        self.world.set_day("2026-04-10");
        let certificate = evidence::with_evidence(wing, &matter, "rogatory-in").await;
        wing.act(&matter, "evidence", certificate).await;
        wing.wait_for(&matter, "completed").await;
        wing.act(&matter, "certificate", Value::Null).await;
        wing.wait_for(&matter, "returned").await;
        rogatory::dispatch(wing, &matter, "2026-04-10").await;
        matter
    }
}
