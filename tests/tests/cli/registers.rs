//! `comity register` and `comity registry`: somebody listed from a file, found and shown in the reader's language, and how the feeds stand.

use comity_tests::PracticeWorld;
use serde_json::json;

use super::erasing::{at, signed_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_is_entered_from_a_file_found_by_another_script_and_shown_in_the_readers_language() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let [registrar, operator] = ["guo-ping", "ops-cn"].map(|account| signed_in(&world, account));
    let file = world.directory().join("listing.json");
    let listing = json!({ "profile": {
        "roster_no": "gd/2026-1", "region": "HK", "names": [{ "form": "traditional", "text": "香港法律查明中心" }],
        "languages": ["en", "zh"], "specialities": ["companies"],
        "fields": {
            "register": "ascertainment-bodies", "laws": [{ "jurisdiction": "HK" }], "registration": "社團註冊第7號",
        },
    } });
    std::fs::write(&file, listing.to_string()).unwrap();
    let entered = at(&registrar, &["register", "enter", file.to_str().unwrap()]);
    assert_eq!((entered.status, entered.err.as_str()), (0, ""));
    let listed = at(&registrar, &["register", "list"]);
    assert!(listed.out.starts_with(&format!("{}  gd/2026-1  ", entered.out.trim_end())), "{}", listed.out);

    let found = at(&registrar, &["registry", "search", "法律查明", "--language", "en", "--free-on", "2026-02-01"]);
    assert_eq!(found.out, "gd/2026-1  香港法律查明中心\n1 of 1 found\n", "{}", found.err);
    // Hong Kong and Macao are not there: nothing can be confirmed of their registers, and it is said.
    assert_eq!(found.err.lines().count(), 2, "{}", found.err);
    let shown = at(&registrar, &["--lang", "zh-HK", "registry", "show", "gd/2026-1"]);
    assert!(shown.out.contains("名冊: 域外法查明機構\n"), "{}", shown.out);
    assert!(shown.out.contains("狀態: 有效\n"), "{}", shown.out);
    let public = at(&operator, &["--json", "registry", "show", "gd/2026-1"]).json();
    assert_eq!((public.get("status"), public.get("availability")), (None, None));

    let feeds = at(&operator, &["registry", "feed"]);
    assert_eq!(feeds.out.lines().count(), 3, "{}", feeds.out);
    let events = at(&operator, &["--json", "registry", "feed", "cn", "--about", "entry"]).json();
    assert_eq!(
        (&events[0]["number"], &events[0]["about"], &events[0]["known"]),
        (&json!(1), &json!("entry"), &json!(true))
    );
    assert_eq!(at(&operator, &["--json", "registry", "feed", "cn", "--about", "bar"]).json(), json!([]));
    let unknown = at(&operator, &["registry", "show", "gd/2026-2"]);
    assert!(unknown.refusal(1).starts_with("not-found: "), "{}", unknown.err);
}
