//! `comity mediation`: a dispute from a file to the printed ruling that confirms its settlement.

use std::path::Path;

use comity_tests::PracticeWorld;
use serde_json::json;

use super::comity;
use super::erasing::{at, signed_in};

/// Digest of a paper that nobody fetches.
const CONSENT: &str = "sha256:abababababababababababababababababababababababababababababababab";

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_mediated_settled_and_confirmed_on_the_command_line_and_its_files_verify_without_a_gateway() {
    let world = PracticeWorld::make().await;
    let (cn, hk) = (world.start("cn").await, world.start("hk").await);
    let accounts = ["fung-oi-lam", "yip-chi-ho", "lin-yu", "he-min"];
    let [registrar, secretary, judge, clerk] = accounts.map(|account| signed_in(&world, account));
    let path = |name: &str| world.directory().join(name).to_str().unwrap().to_owned();
    let done = |session: &Path, arguments: &[&str]| {
        let said = at(session, &[&["mediation"][..], arguments].concat());
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.err);
        said.out
    };
    let dispute = json!({
        "reference": "HKMB-2026-7", "subject": "买卖合同纠纷", "case_category": "civil-commercial",
        "parties": [{ "name": "广州甲公司", "jurisdiction": "CN" }, { "name": "陳大文", "jurisdiction": "HK" }],
    });
    std::fs::write(path("dispute.json"), dispute.to_string()).unwrap();
    std::fs::write(path("agreement.txt"), "调解协议").unwrap();
    let id = done(&secretary, &["open", &path("dispute.json")]).trim().to_owned();
    done(&secretary, &["name", &id, "--name", "黃志強", "--jurisdiction", "HK", "--chosen-by", "parties"]);
    done(&secretary, &["disclose", &id, "--statement", "nothing"]);
    for party in ["1", "2"] {
        done(&secretary, &["consent", &id, "--party", party, "--how", "written", "--paper", CONSENT]);
    }
    done(&secretary, &["appoint", &id]);
    assert_eq!(done(&secretary, &["papers", &id]).trim(), "under way");
    // What was said is read from standard input: on a command line everybody on the machine would see it.
    let note = ["mediation", "note", &id, "--sort", "offer", "--party", "2"];
    assert_eq!(at(&secretary, &[&note[..], &["八成"]].concat()).status, 2, "no argument for what was said");
    let session = ["--session", secretary.to_str().unwrap()];
    let noted = comity(&[&session[..], &note].concat(), "八成\n");
    assert_eq!((noted.status, noted.out.trim()), (0, "under way"), "{}", noted.err);
    let held = at(&secretary, &["--json", "mediation", "show", &id]).json();
    assert_eq!(held["notes"][0]["said"], "八成");
    let readers = done(&registrar, &["readers", &id]);
    assert!(readers.contains("yip-chi-ho") && readers.trim().ends_with("what was said"), "{readers}");
    done(&secretary, &["agree", &id, &path("agreement.txt")]);
    for party in ["1", "2"] {
        done(&secretary, &["sign", &id, "--party", party]);
    }
    let unsigned = at(&registrar, &["mediation", "settle", &id]);
    assert!(unsigned.refusal(1).starts_with("agreement-not-signed: "), "{}", unsigned.err);
    done(&secretary, &["sign", &id]);
    assert_eq!(done(&registrar, &["settle", &id]).trim(), "settled, and sealed");
    done(&secretary, &["fetch", &id, "--out", &path("settlement.json")]);
    let shown = done(&secretary, &["show", &id]);
    assert!(shown.contains("Hong Kong mediation body") && shown.contains("Party 2: 陳大文"), "{shown}");

    let application = done(&clerk, &["apply", &path("settlement.json"), "--party", "1"]).trim().to_owned();
    done(&clerk, &["join", &application, "--party", "2"]);
    done(&clerk, &["paper", &application, &path("agreement.txt")]);
    let examined = done(&clerk, &["examine", &application]);
    assert!(examined.starts_with("examined\n") && examined.contains("11 February 2026"), "{examined}");
    done(&judge, &["rule", &application, "--verdict", "confirmed"]);
    let [roll, trust] = ["roll.json", "roll-trust.json"].map(|name| world.of("mo").join(name).display().to_string());
    let copy = ["copy", &application, "--party", "2", "--out", &path("ruling.json"), "--page", &path("copy.html")];
    done(&clerk, &[&copy[..], &["--roll", &roll, "--trust", &trust]].concat());
    let copied = std::fs::read_to_string(path("copy.html")).unwrap();
    assert!(copied.contains("Copy 1, for 陳大文"), "{copied}");
    // By a roll that does not hold no page could be printed: no copy is given, and no number spent.
    let no_trust = path("no-trust.json");
    std::fs::write(&no_trust, "[]").unwrap();
    let untrusted = [&["mediation"][..], &copy, &["--roll", &roll, "--trust", &no_trust]].concat();
    assert_ne!(at(&clerk, &untrusted).status, 0);
    done(&clerk, &[&copy[..], &["--roll", &roll, "--trust", &trust]].concat());
    let copied = std::fs::read_to_string(path("copy.html")).unwrap();
    assert!(copied.contains("Copy 2, for 陳大文"), "{copied}");
    let listed = done(&clerk, &["applications"]);
    assert!(listed.starts_with(&application) && listed.contains("HKMB-2026-7"), "{listed}");
    cn.stop().await;
    hk.stop().await;

    let against = |arguments: &[&str]| comity(&[arguments, &["--roll", &roll, "--trust", &trust][..]].concat(), "");
    let settlement = against(&["--json", "mediation", "verify", &path("settlement.json")]).json();
    assert_eq!(settlement["settlement"]["mediation"], json!(id));
    assert!(!settlement.to_string().contains("八成"), "what was said is not in it: {settlement}");
    let ruling = against(&["--json", "mediation", "verify", &path("ruling.json")]).json();
    assert_eq!(
        (&ruling["ruling"]["verdict"], &ruling["ruling"]["sealed_by"]),
        (&json!("confirmed"), &json!("cn-nansha"))
    );
    let (page, sealed) = (path("ruling.html"), path("ruling.json"));
    let printed = against(&["--lang", "zh-CN", "mediation", "print", &sealed, "--out", &page]);
    assert_eq!((printed.status, printed.out.as_str()), (0, ""), "{}", printed.err);
    let html = std::fs::read_to_string(page).unwrap();
    assert!(
        html.contains("确认调解协议民事裁定书") && html.contains("调解协议有效") && html.contains("陳大文"),
        "{html}"
    );
    for file in ["settlement.json", "ruling.json"] {
        let text = std::fs::read_to_string(path(file)).unwrap();
        std::fs::write(path("forged.json"), text.replacen("\"signature\":\"", "\"signature\":\"A", 1)).unwrap();
        assert!(against(&["mediation", "verify", &path("forged.json")]).err.contains("sealed-file-refused"), "{file}");
    }
}
