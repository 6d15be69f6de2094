//! `comity case` and `comity authorisation`: a case from a file to its printed record, and a sealed file that is verified without a gateway.

use comity_tests::PracticeWorld;
use serde_json::json;

use super::comity;
use super::erasing::{at, signed_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_entered_from_a_file_and_its_record_printed_in_the_readers_language() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let [judge, clerk] = ["lin-yu", "he-min"].map(|account| signed_in(&world, account));
    let file = |name: &str, content: &serde_json::Value| {
        let path = world.directory().join(name);
        std::fs::write(&path, content.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let sheet = json!({
        "case_number": "(2026)粤0191民初1号", "cause_of_action": "买卖合同纠纷", "case_category": "civil-commercial",
        "trial_procedure": "ordinary", "instance": "first",
        "parties": [
            { "name": "<b>甲公司", "side": "plaintiff", "jurisdiction": "CN" },
            { "name": "陳大文", "side": "defendant", "jurisdiction": "HK" },
        ],
    });
    let opened = at(&clerk, &["case", "open", &file("case.json", &sheet)]);
    assert_eq!((opened.status, opened.err.as_str()), (0, ""));
    let case = opened.out.trim().to_owned();

    let short = at(&judge, &["case", "fix-period", &case, "--from", "2026-01-12", "--days", "14"]);
    assert!(short.refusal(1).starts_with("not-by-the-rules: "), "{}", short.err);
    let fixed = at(&judge, &["case", "fix-period", &case, "--from", "2026-01-12", "--days", "15"]);
    assert_eq!(fixed.out.lines().next(), Some("period for producing evidence"), "{}", fixed.err);
    assert!(fixed.out.contains("27 January 2026"), "{}", fixed.out);

    let item = json!({
        "step": "produce", "party": 1,
        "item": { "sort": "documentary", "title": "合同", "source": "档案", "proves": "付款", "original": true,
                  "copies": 2, "languages": ["zh"], "made_in": "CN" },
    });
    let produced = at(&clerk, &["case", "enter", &case, &file("step.json", &item)]);
    assert_eq!(produced.status, 0, "{}", produced.err);
    let contested =
        ["case", "object", &case, "--party", "2", "--exhibit", "1", "--ground", "legality", "--reason", "x"];
    assert!(at(&clerk, &contested).refusal(1).starts_with("wrong-case-state: "));
    let listed = at(&clerk, &["case", "list"]);
    assert!(listed.out.starts_with(&format!("{case}  2026-01-27  ")), "{}", listed.out);

    let page = world.directory().join("record.html");
    let printed = at(&clerk, &["--lang", "zh-HK", "case", "record", &case, "--out", page.to_str().unwrap()]);
    assert_eq!((printed.status, printed.out.as_str()), (0, ""), "{}", printed.err);
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.contains("<html lang=\"zh-HK\">") && html.contains("證據交換紀錄") && html.contains("合同"), "{html}");
    assert!(html.contains("&lt;b&gt;甲公司") && !html.contains("<b>"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_an_authorisation_is_verified_without_a_gateway_and_its_end_too() {
    let world = PracticeWorld::make().await;
    let cn = world.start("cn").await;
    let [judge, clerk] = ["lin-yu", "he-min"].map(|account| signed_in(&world, account));
    let path = |name: &str| world.directory().join(name).to_str().unwrap().to_owned();
    let mandate = json!({
        "principal": { "name": "陳大文", "jurisdiction": "HK" },
        "agents": [{ "name": "李律师", "jurisdiction": "CN" }],
        "power": "general", "powers": [],
    });
    std::fs::write(path("mandate.json"), mandate.to_string()).unwrap();
    std::fs::write(path("poa.pdf"), "signed").unwrap();
    let begun = at(&clerk, &["authorisation", "begin", &path("mandate.json")]);
    assert_eq!(begun.status, 0, "{}", begun.err);
    let id = begun.out.trim().to_owned();
    let done = |session: &std::path::Path, arguments: &[&str]| {
        let said = at(session, &[&["authorisation"][..], arguments].concat());
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.err);
    };
    for name in ["陳大文", "李律师"] {
        done(&clerk, &["identify", &id, "--name", name, "--method", "document-shown"]);
    }
    done(&clerk, &["paper", &id, &path("poa.pdf")]);
    let sha256 = format!("sha256:{}", "cd".repeat(32));
    done(&clerk, &["recording", &id, "--sha256", &sha256, "--size", "7", "--seconds", "300", "--kept", "archive"]);
    done(&judge, &["witness", &id]);
    done(&clerk, &["fetch", &id, "--out", &path("sealed.json")]);
    done(&judge, &["revoke", &id, "--reason", "principal"]);
    done(&clerk, &["fetch", &id, "--revocation", "--out", &path("revocation.json")]);
    cn.stop().await;

    let [roll, trust] = ["roll.json", "roll-trust.json"].map(|name| world.of("cn").join(name).display().to_string());
    let verify = |arguments: &[&str]| {
        let against = ["--roll", &roll, "--trust", &trust];
        comity(&[&["--json", "authorisation", "verify"][..], arguments, &against[..]].concat(), "")
    };
    let sealed = verify(&[&path("sealed.json")]).json();
    assert_eq!((&sealed["good"], &sealed["document"]["authorisation"]), (&json!(true), &json!(id)));
    assert_eq!(sealed["document"]["witnessing"]["judge"], "林予", "whose password it was");
    let ended = verify(&[&path("sealed.json"), "--revocation", &path("revocation.json")]).json();
    assert_eq!((&ended["good"], &ended["revocation"]["reason"]), (&json!(false), &json!("principal")));

    let text = std::fs::read_to_string(path("sealed.json")).unwrap();
    std::fs::write(path("forged.json"), text.replacen("\"signature\":\"", "\"signature\":\"A", 1)).unwrap();
    assert!(verify(&[&path("forged.json")]).err.contains("sealed-file-refused"));
}
