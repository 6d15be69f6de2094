//! What is asked for in a case beside its evidence, by the command line alone: a document is ordered, an expert admitted, an undertaking
//! given, a similar case answered; the exchange is closed, and the printed record and the bundle show it.

use std::path::{Path, PathBuf};

use comity_federation::bundle;
use comity_federation::roll::Anchor;
use comity_tests::PracticeWorld;
use serde_json::{Value, json};

use super::comity;
use super::erasing::{at, signed_in};

const SIMILAR: &str = "（2023）粤民终7号";

/// A judge and a clerk in Nansha, signed in on the command line, their case, and a folder for what they enter.
struct Desks {
    judge: PathBuf,
    clerk: PathBuf,
    folder: PathBuf,
    case: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_in_a_case_is_decided_printed_and_bundled_by_the_command_line_alone() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let desks = Desks::open(&world);
    desks.asked_and_decided();

    // The party from Macao produces what it was ordered to, the one from Hong Kong does not, and that is noted.
    world.set_day("2026-01-19");
    desks.enter(&produce(3, "送货单"));
    let produced = json!({ "result": "produced", "exhibit": 2 });
    desks.lead(&json!({ "step": "end-order", "order": 2, "compliance": produced }));
    let withheld = json!({ "result": "withheld", "taken_as_true": true });
    let noted = json!({ "step": "end-order", "order": 1, "compliance": withheld });
    let early = at(&desks.judge, &["case", "lead", &desks.case, &desks.file("step.json", &noted)]);
    assert!(early.refusal(1).starts_with("period-runs: "), "{}", early.err);
    world.set_day("2026-01-21");
    desks.lead(&noted);
    // Both others agree that an offer be used which was made in a mediation, and the judge gives leave.
    let mut offer = produce(1, "让步方案");
    (offer["step"], offer["leave"]) = (json!("produce-with-leave"), json!("查明事实所需"));
    offer["made_in_mediation"] = json!({ "agreed": [1, 2, 3] });
    desks.lead(&offer);

    let paper = desks.exchanged(&world);
    let late = ask_order(2, 1, "报关单");
    let late = at(&desks.clerk, &["case", "enter", &desks.case, &desks.file("step.json", &late)]);
    assert!(late.refusal(1).starts_with("wrong-case-state: "), "{}", late.err);
    desks.is_shown();
    desks.is_printed(&paper);
    desks.is_bundled(&world);
}

impl Desks {
    /// The case has parties from Guangzhou and Hong Kong; one from Macao joins. Its period runs until 27 January.
    fn open(world: &PracticeWorld) -> Self {
        let [judge, clerk] = ["lin-yu", "he-min"].map(|account| signed_in(world, account));
        let folder = world.directory().join("papers");
        std::fs::create_dir(&folder).unwrap();
        let mut desks = Self { judge, clerk, folder, case: String::new() };
        let sheet = json!({
            "case_number": "(2026)粤0191民初1号", "cause_of_action": "买卖合同纠纷", "case_category": "civil-commercial",
            "trial_procedure": "ordinary", "instance": "first",
            "parties": [
                { "name": "广州甲公司", "side": "plaintiff", "jurisdiction": "CN" },
                { "name": "陳大文", "side": "defendant", "jurisdiction": "HK" },
            ],
        });
        let opened = did(&desks.clerk, &["case", "open", &desks.file("case.json", &sheet)]);
        desks.case = opened.trim().to_owned();
        let third = json!({ "name": "澳門丙公司", "side": "third-party", "jurisdiction": "MO" });
        desks.enter(&json!({ "step": "join", "party": third }));
        let period = ["case", "fix-period", &desks.case, "--from", "2026-01-12", "--days", "15"];
        did(&desks.judge, &[&period[..], &["--override-reason", "当事人在外"]].concat());
        desks
    }

    /// The plaintiff asks for a document of each of the others and for an expert, and puts a similar case forward; the judge decides, and
    /// says what the court thinks of that case, as the defendant does.
    fn asked_and_decided(&self) {
        let mut contract = produce(1, "合同");
        contract["item"]["formality"] =
            json!({ "how": "notarised", "by": "广州公证处", "number": "粤广证字7号", "on": "2026-01-09" });
        self.enter(&contract);
        self.enter(&ask_order(1, 2, "账簿"));
        self.enter(&ask_order(1, 3, "送货单"));
        let granted = |order: u32| {
            let (until, reason) = ("2026-01-20", "理由成立");
            json!({ "step": "decide-order", "order": order, "decision": "granted", "until": until, "reason": reason })
        };
        let by_the_clerk = at(&self.clerk, &["case", "lead", &self.case, &self.file("step.json", &granted(1))]);
        assert!(by_the_clerk.refusal(1).starts_with("not-allowed: "), "{}", by_the_clerk.err);
        let told = self.lead(&granted(1));
        assert!(told.contains("producing an ordered document: 20 January 2026"), "{told}");
        self.lead(&granted(2));

        let expert = json!({ "name": "赵工", "qualification": "高级工程师", "questions": "货物质量" });
        self.enter(&json!({ "step": "ask-expert", "party": 1, "expert": expert }));
        self.lead(&json!({ "step": "decide-expert", "request": 1, "decision": "granted", "reason": "专门性问题" }));
        let precedent = json!({
            "court": "广东省高级人民法院", "case_number": SIMILAR, "decided_on": "2024-06-03", "guiding": true,
            "holding": "以账簿推定付款", "likeness": "同为买卖合同",
        });
        self.enter(&json!({ "step": "put-similar", "party": 1, "precedent": precedent }));
        let of_defendant = json!({ "party": 2, "stance": "distinguish", "reply": "要件不同" });
        let of_court = json!({ "stance": "follow", "reply": "要件相同" });
        self.enter(&answer_similar(of_defendant));
        self.lead(&answer_similar(of_court));
    }

    /// Before the judge the defendant and the expert undertake to state the truth; then something is admitted and something contested, the
    /// record is signed, except by the defendant, and the exchange is closed. Answers with the digest of what the defendant signed.
    fn exchanged(&self, world: &PracticeWorld) -> String {
        let sitting = json!({ "on": "2026-01-27", "time": "09:30", "place": "第三法庭", "manner": "online" });
        self.lead(&json!({ "step": "fix-exchange", "sitting": sitting }));
        world.set_day("2026-01-27");
        let present = json!([
            { "name": "李律师", "capacity": "agent", "party": 1, "presence": "in-person" },
            { "name": "赵工", "capacity": "expert-assistant", "party": 1, "presence": "in-person" },
            { "name": "陳大文", "capacity": "party", "party": 2, "presence": "online" },
        ]);
        self.lead(&json!({ "step": "open-session", "judge": "林予", "present": present }));
        let paper = self.folder.join("undertaking.txt");
        std::fs::write(&paper, "本人保证据实陈述").unwrap();
        let paper = did(&self.clerk, &["case", "attach", &self.case, paper.to_str().unwrap()]).trim().to_owned();
        for undertaking in [
            json!({ "name": "陳大文", "capacity": "party", "party": 2, "manner": "by-hand", "paper": paper }),
            json!({ "name": "赵工", "capacity": "expert-assistant", "party": 1, "manner": "electronic" }),
        ] {
            self.enter(&json!({ "step": "undertake", "undertaking": undertaking }));
        }
        let admitted = ["case", "admit", &self.case, "--party", "2", "--exhibit", "1", "--ground", "authenticity"];
        did(&self.clerk, &admitted);
        let contested = ["case", "object", &self.case, "--party", "2", "--exhibit", "2", "--ground", "relevance"];
        did(&self.clerk, &[&contested[..], &["--reason", "与本案无关"]].concat());
        did(&self.judge, &["case", "end-session", &self.case]);
        for name in ["林予", "李律师", "赵工"] {
            self.enter(&json!({ "step": "sign-record", "name": name, "manner": "electronic" }));
        }
        let reason = "未经律师审阅";
        self.enter(&json!({ "step": "sign-record", "name": "陳大文", "manner": "refused", "reason": reason }));
        did(&self.judge, &["case", "close", &self.case]);
        paper
    }

    /// Whoever looks how the case stands sees what was asked for, and what became of it.
    fn is_shown(&self) {
        let shown = did(&self.clerk, &["case", "show", &self.case]);
        let similar = format!(
            "Similar case: 1  1  广东省高级人民法院  {SIMILAR}  party 2: differs in what matters. 要件不同  \
             the court: to be followed. 要件相同"
        );
        for line in [
            "Order to produce a document: 1  1  账簿 (party 2)  granted  until 20 January 2026  \
             withheld; what the applicant says of its content is taken to be true",
            "Order to produce a document: 2  1  送货单 (party 3)  granted  until 20 January 2026  produced as exhibit 2",
            "Person with special knowledge: 1  1  赵工  granted",
            "Undertaking to state the truth: 1  2  陳大文  party  signed by hand",
            "Undertaking to state the truth: 2  1  赵工  person with special knowledge  signed electronically",
            similar.as_str(),
        ] {
            assert!(shown.lines().any(|it| it == line), "{line}: {shown}");
        }
        for language in ["zh-CN", "zh-HK", "zh-MO", "pt"] {
            let shown = did(&self.clerk, &["--lang", language, "case", "show", &self.case]);
            assert!(!shown.contains('⟨') && shown.contains("账簿"), "{language}: {shown}");
        }
    }

    /// Everything stands in the printed record, in the reader's language.
    fn is_printed(&self, paper: &str) {
        let page = self.folder.join("record.html");
        let printed = |language: &str| {
            let print = ["--lang", language, "case", "record", &self.case, "--out", page.to_str().unwrap()];
            assert_eq!(did(&self.clerk, &print), "");
            std::fs::read_to_string(&page).unwrap()
        };
        for language in ["zh-CN", "zh-HK", "zh-MO", "pt"] {
            let html = printed(language);
            assert!(!html.contains('⟨'), "{language}: something has no words");
            for held in ["账簿", "赵工", SIMILAR, "未经律师审阅", "当事人在外", "粤广证字7号", "查明事实所需", paper]
            {
                assert!(html.contains(held), "{language}: {held}");
            }
        }
        let html = printed("en");
        let taken_as_true = "withheld; what the applicant says of its content is taken to be true";
        // The day on which all of it was asked for, and the case put forward.
        let asked = "<td>12 January 2026</td>";
        for held in [
            &["账簿 (party 2)", asked, "granted\nuntil 20 January 2026\n理由成立", taken_as_true][..],
            &["送货单 (party 3)", asked, "granted", "produced as exhibit 2"],
            &["赵工", asked, "高级工程师", "granted\n专门性问题"],
            &["陳大文", "<td>party</td>", "27 January 2026", "signed by hand", paper],
            &["赵工", "person with special knowledge", "27 January 2026", "signed electronically"],
            &["合同", "notarised: 广州公证处, no. 粤广证字7号, 9 January 2026"],
            &[
                "让步方案",
                "made in a mediation; parties that agree to its use: 1, 2 and 3",
                "used with the judge’s leave: 查明事实所需",
            ],
            &[
                SIMILAR,
                asked,
                "guiding case",
                "party 2: differs in what matters. 要件不同",
                "the court: to be followed. 要件相同",
            ],
            &["陳大文", "online", "refused to sign", "未经律师审阅"],
            &["exhibit 1: authenticity not contested", "stands"],
            &["relevance", "与本案无关", "stands"],
        ] {
            assert!(rows(&html).any(|row| held.iter().all(|text| row.contains(*text))), "{held:?}: {html}");
        }
        let period = "15 days from 12 January 2026, until 27 January 2026: fixed by the court\n\
                      reason of the court: 当事人在外";
        assert!(html.contains(&format!("<li>{period}</li>")), "{html}");
        assert!(
            html.contains("exchange of evidence closed") && !html.contains("this record is not complete"),
            "{html}"
        );
    }

    /// The bundle verifies without the gateway, the rules say the same again, and it shows the docket.
    fn is_bundled(&self, world: &PracticeWorld) {
        let file = self.folder.join("case.bundle");
        let out = ["--out", file.to_str().unwrap(), "--with-files", "--reason", "appeal"];
        did(&self.judge, &[&["case", "bundle", &self.case][..], &out[..]].concat());
        let (trust, own) = (world.of("mo").join("roll-trust.json"), world.of("cn").join("releases"));
        let against = ["--trust", trust.to_str().unwrap(), "--releases", own.to_str().unwrap()];
        let verify = ["--json", "record", "verify", file.to_str().unwrap()];
        let verified = comity(&[&verify[..], &against[..]].concat(), "").json();
        assert_eq!((&verified["case"], &verified["state"]), (&json!(self.case), &json!("closed")));
        // The period, three exhibits and the expert.
        assert_eq!(
            (&verified["assessments"], &verified["replayed"]),
            (&json!(5), &json!({ "same": 5, "missing": [] }))
        );

        let anchors: Vec<Anchor> = serde_json::from_slice(&std::fs::read(trust).unwrap()).unwrap();
        let verdict = bundle::verify(&std::fs::read(file).unwrap(), Some(&anchors)).unwrap();
        let shown = events(&serde_json::to_value(&verdict.case_docket).unwrap());
        assert_eq!(shown, events(&at(&self.clerk, &["--json", "case", "docket", &self.case]).json()));
        let ended: Vec<&Value> = shown.iter().filter(|event| event["kind"] == "order-ended").collect();
        assert_eq!(ended.len(), 2);
        assert_eq!(ended[1]["compliance"], json!({ "result": "withheld", "taken_as_true": true }));
    }

    /// A file with this in it.
    fn file(&self, name: &str, content: &Value) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, content.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The clerk enters what a party does.
    fn enter(&self, step: &Value) -> String {
        did(&self.clerk, &["case", "enter", &self.case, &self.file("step.json", step)])
    }

    /// The judge does what a judge does.
    fn lead(&self, step: &Value) -> String {
        did(&self.judge, &["case", "lead", &self.case, &self.file("step.json", step)])
    }
}

fn produce(party: u32, title: &str) -> Value {
    json!({
        "step": "produce", "party": party,
        "item": { "sort": "documentary", "title": title, "source": "档案", "proves": "付款", "original": true,
                  "copies": 2, "languages": ["zh"], "made_in": "CN" },
    })
}

fn ask_order(party: u32, held_by: u32, document: &str) -> Value {
    let wanted = json!({
        "held_by": held_by, "document": document, "proves": "付款", "control": "由其保管", "reason": "双方曾共同援引",
    });
    json!({ "step": "ask-order", "party": party, "wanted": wanted })
}

fn answer_similar(mut answer: Value) -> Value {
    (answer["step"], answer["similar"]) = (json!("answer-similar"), json!(1));
    answer
}

/// What the program said, which did as it was told.
fn did(session: &Path, arguments: &[&str]) -> String {
    let said = at(session, arguments);
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{arguments:?}");
    said.out
}

/// The rows of all tables of a page.
fn rows(html: &str) -> impl Iterator<Item = &str> {
    html.split("<tr>").skip(1).filter_map(|row| row.split("</tr>").next())
}

/// What happened, in the order of a docket.
fn events(docket: &Value) -> Vec<Value> {
    docket.as_array().unwrap().iter().map(|recorded| recorded["event"].clone()).collect()
}
