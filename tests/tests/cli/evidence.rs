//! A matter of evidence by the command line alone: from the letter to the evidence in the case for which it was obtained.

use std::path::{Path, PathBuf};

use comity_record::Digest;
use comity_tests::{PracticeWorld, fixtures, until};
use serde_json::{Value, json};

use super::erasing::{at, signed_in};

const NUMBER: &str = "（2026）粤0191民初618号";

/// Those who work on the letter, signed in on the command line, and a folder with its papers.
struct Desks {
    judge: PathBuf,
    officer: PathBuf,
    registrar: PathBuf,
    folder: PathBuf,
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_asked_for_taken_and_brought_into_its_case_by_the_command_line_alone() {
    let world = PracticeWorld::make().await;
    let _bay = (world.start("cn").await, world.start("hk").await);
    let [judge, officer, registrar] = ["lin-yu", "chen-an", "mak-tsz-kin"].map(|account| signed_in(&world, account));
    let folder = world.directory().join("papers");
    std::fs::create_dir(&folder).unwrap();
    let desks = Desks { judge, officer, registrar, folder };
    for paper in ["remittance.txt", "statements.txt", "translation.txt"] {
        std::fs::write(desks.folder.join(paper), paper_of_bank(paper)).unwrap();
    }
    let matter = desks.in_execution(&world).await;
    desks.taken(&matter);
    desks.certified(&matter).await;

    // It is in hand, and both sides show how it came there.
    let statements = paper_of_bank("statements.txt");
    let item = Digest::of(&statements).to_string();
    let fetched = desks.folder.join("fetched.txt");
    let told = did(&desks.judge, &["file", "download", &matter, &item, text(&fetched)]);
    assert!(told.contains("lin-yu") && told.contains("cn-hk-evidence-2017:5"), "{told}");
    assert!(told.contains("this gateway did not have it scanned"), "{told}");
    assert_eq!(std::fs::read(&fetched).unwrap(), statements);
    assert_eq!(way(&desks.judge, "matter", &matter, &item), ["received", "opened"]);
    assert_eq!(way(&desks.registrar, "matter", &matter, &item), ["added", "given", "confirmed"]);

    desks.in_another_case(&matter, &item).await;
    desks.in_its_own_case(&matter, &item);
}

impl Desks {
    /// The letter is drafted, forwarded and accepted, its costs are agreed on, and the day has come on which something was obtained.
    async fn in_execution(&self, world: &PracticeWorld) -> String {
        world.set_day("2026-03-09");
        let draft = self.file("draft.json", &fixture("draft.json"));
        let matter = did(&self.judge, &["matter", "draft", &draft]).trim().to_owned();
        did(&self.judge, &["matter", "preflight", &matter]);
        did(&self.judge, &["matter", "submit", &matter]);
        shown(&self.officer, &matter, "it is handed in", |it| is_settled(it) && is_in(it, "submitted")).await;
        did(&self.officer, &["matter", "forward", &matter]);
        shown(&self.judge, &matter, "it has arrived", |it| is_settled(it) && is_in(it, "acknowledged")).await;
        shown(&self.registrar, &matter, "it is examined", |it| is_settled(it) && is_in(it, "acknowledged")).await;
        did(&self.registrar, &["matter", "accept", &matter]);
        shown(&self.judge, &matter, "it is accepted", |it| is_in(it, "accepted")).await;
        shown(&self.registrar, &matter, "that is receipted", is_settled).await;

        let estimate = ["--currency", "HKD", "--hundredths", "360000", "--ground", "cn-hk-evidence-2017:9"];
        let costs = ["matter", "consult", &matter, "--item", "translation", "--reason", "月結單須附中文譯本"];
        did(&self.registrar, &[&costs[..], &estimate[..]].concat());
        let asked = |it: &Value| is_settled(it) && it["consultation"]["costs"]["items"][0] == "translation";
        shown(&self.judge, &matter, "costs are asked about", asked).await;
        did(&self.judge, &["matter", "answer-costs", &matter, "--decision", "agreed"]);
        let agreed = |it: &Value| is_settled(it) && it["consultation"]["decision"] == "agreed";
        shown(&self.registrar, &matter, "costs are agreed on", agreed).await;
        did(&self.registrar, &["matter", "execute", &matter, "--by", "高等法院聆案官"]);
        world.set_day("2026-04-15");
        matter
    }

    /// What was obtained is put on file. A certificate that names a file that is not there records nothing; what had gone before it is not
    /// sent again, and what was uploaded by itself is named by its digest.
    fn taken(&self, matter: &str) {
        let certificate = self.file("certificate.json", &fixture("certificate.json"));
        let broken = at(&self.registrar, &["matter", "evidence", matter, &certificate]);
        assert!(broken.refusal(2).starts_with("file-unreadable: "), "{}", broken.err);
        assert!(broken.err.contains("specimen.txt"), "{}", broken.err);

        let specimen = self.folder.join("specimen-of-signature.txt");
        std::fs::write(&specimen, paper_of_bank("specimen.txt")).unwrap();
        did(&self.registrar, &["file", "upload", matter, text(&specimen)]);
        let mut body = fixture("certificate.json");
        body["taking"]["acts"][1]["files"] = json!([Digest::of(b"never added")]);
        let unknown = at(&self.registrar, &["matter", "evidence", matter, &self.file("unknown.json", &body)]);
        assert!(unknown.refusal(1).starts_with("unknown-file: "), "{}", unknown.err);
        body["taking"]["acts"][1]["files"] = json!([Digest::of(&paper_of_bank("specimen.txt"))]);
        did(&self.registrar, &["matter", "evidence", matter, &self.file("certificate.json", &body)]);
        let uploads = at(&self.registrar, &["--json", "file", "uploads", matter]).json();
        assert_eq!(uploads.as_array().unwrap().len(), 3, "{uploads}");
    }

    /// The certificate goes back with files that all came by pieces, and so bear their label.
    async fn certified(&self, matter: &str) {
        shown(&self.registrar, matter, "it is done", |it| is_settled(it) && is_in(it, "completed")).await;
        did(&self.registrar, &["matter", "certify", matter]);
        let returned = |it: &Value| is_settled(it) && is_in(it, "returned");
        let view = shown(&self.judge, matter, "it is back", returned).await;
        assert!(view["standing"]["conflict"].is_null(), "{view}");
        let acts = view["certificate"]["taking"]["acts"].as_array().unwrap();
        let files: Vec<&Value> = acts.iter().flat_map(|act| act["files"].as_array().unwrap()).collect();
        let names: Vec<_> = files.iter().map(|file| file["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["statements.txt", "translation.txt", "specimen-of-signature.txt"]);
        assert!(files.iter().all(|file| file["manifest"].is_string()), "{files:?}");
        shown(&self.registrar, matter, "that is receipted", is_settled).await;
    }

    /// Another case has it when the side that gave it has granted that, and not before.
    async fn in_another_case(&self, matter: &str, item: &str) {
        let mut draft = fixture("draft.json");
        draft["request"]["case_number"] = "2026-3".into();
        let other = did(&self.judge, &["matter", "draft", &self.file("other.json", &draft)]).trim().to_owned();
        let copy = ["matter", "copy", &other, "--from", matter, "--item", item, "--reason", "关联案件需要"];
        let refused = at(&self.judge, &copy);
        assert!(refused.refusal(1).starts_with("use-restricted: "), "{}", refused.err);
        assert!(refused.err.contains("cn-hk-evidence-2017:5"), "{}", refused.err);

        let case = ["--court", "cn-nansha", "--case", "2026-3", "--reason", "关联案件需要"];
        did(&self.judge, &[&["matter", "request-use", matter, "--item", item][..], &case[..]].concat());
        shown(&self.registrar, matter, "it is asked for", |it| it["uses"][0].is_object()).await;
        did(&self.registrar, &["matter", "answer-use", matter, "--decision", "granted"]);
        shown(&self.judge, matter, "it is granted", |it| it["uses"][0]["decision"] == "granted").await;
        did(&self.judge, &copy);
        assert_eq!(way(&self.judge, "matter", &other, item), ["taken-over"]);
        assert_eq!(way(&self.judge, "matter", matter, item), ["received", "opened", "copied"]);
    }

    /// In its own case it is needed, and nobody has to be asked.
    fn in_its_own_case(&self, matter: &str, item: &str) {
        let parties = json!([
            { "name": "张示例", "side": "plaintiff", "jurisdiction": "CN" },
            { "name": "陈大文", "side": "defendant", "jurisdiction": "HK" },
        ]);
        let sheet = json!({ "case_number": NUMBER, "cause_of_action": "借款合同纠纷", "case_category": "civil-commercial",
                            "trial_procedure": "ordinary", "instance": "first", "parties": parties });
        let case = did(&self.judge, &["case", "open", &self.file("case.json", &sheet)]).trim().to_owned();
        did(&self.judge, &["case", "copy", &case, "--from", matter, "--item", item, "--reason", "原告举证"]);
        let out = self.folder.join("of-case.txt");
        did(&self.judge, &["case", "file", &case, item, "--out", text(&out)]);
        assert_eq!(std::fs::read(&out).unwrap(), paper_of_bank("statements.txt"));
        assert_eq!(way(&self.judge, "case", &case, item), ["taken-over", "opened"]);
        let chain = at(&self.judge, &["--json", "case", "custody", &case]).json();
        assert_eq!(chain[0]["source"], json!(matter));
    }

    fn file(&self, name: &str, content: &Value) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, content.to_string()).unwrap();
        text(&path).to_owned()
    }
}

/// Does something that has to succeed; what it says.
fn did(session: &Path, arguments: &[&str]) -> String {
    let said = at(session, arguments);
    assert_eq!(said.status, 0, "{arguments:?}: {}{}", said.err, said.out);
    said.out
}

/// Looks until the matter is there and stands so; what is shown then.
async fn shown(session: &Path, matter: &str, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    until(what, async || {
        let said = at(session, &["--json", "matter", "show", matter]);
        (said.status == 0).then(|| said.json()).filter(|view| is_so(view))
    })
    .await
}

/// Every message is receipted, and the rules have answered.
fn is_settled(view: &Value) -> bool {
    view["standing"]["unreceipted"] == json!([]) && view["standing"]["to_assess"] == false
}

fn is_in(view: &Value, state: &str) -> bool {
    view["standing"]["state"] == state
}

/// How an item came, and where it went.
fn way(session: &Path, of: &str, id: &str, item: &str) -> Vec<String> {
    let chain = at(session, &["--json", of, "custody", id, "--item", item]).json();
    let step = |step: &Value| step["handling"].as_str().or(step["step"].as_str()).unwrap().to_owned();
    chain.as_array().unwrap().iter().map(step).collect()
}

fn paper_of_bank(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join("matters/bank-documents").join(name)).unwrap()
}

fn fixture(name: &str) -> Value {
    serde_json::from_slice(&paper_of_bank(name)).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
