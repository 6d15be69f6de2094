//! docs/protocol.md says what the code does: its tables are held to the code, so that neither moves without the other.

use std::collections::BTreeSet;

use comity_domain::limits;
use comity_domain::matter::State;
use comity_domain::message::MessageKind;
use comity_federation::Reason;
use comity_federation::feed::Kind;
use comity_federation::keys::{KeyUse, SM2_ID, Suite};
use comity_server::PEER_CODES;
use comity_tests::fixtures;

/// The limits that a partner has to know, as they are in the code.
macro_rules! limits {
    ($($name:ident),* $(,)?) => { [$((stringify!($name), limits::$name.to_string())),*] };
}

fn document() -> String {
    text_of("docs/protocol.md")
}

/// A file of the tree.
fn text_of(path: &str) -> String {
    std::fs::read_to_string(fixtures().parent().unwrap().join(path)).unwrap()
}

/// The rows of the table under a heading: the cells, without what marks them as code.
fn table(document: &str, heading: &str, first: &str) -> Vec<Vec<String>> {
    let section = document.split("\n## ").find(|section| section.starts_with(heading));
    let section = section.unwrap_or_else(|| panic!("no section `{heading}`"));
    let from = section.find(&format!("| {first} |")).unwrap_or_else(|| panic!("no table `{first}` in `{heading}`"));
    let rows = section[from..].lines().take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect())
        .collect()
}

/// The first cells of a table, each of which stands once.
fn names(document: &str, heading: &str, first: &str) -> BTreeSet<String> {
    let rows = table(document, heading, first);
    let names: BTreeSet<String> = rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(names.len(), rows.len(), "a name stands twice under `{heading}`");
    names
}

fn owned<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn the_limits_of_the_document_are_those_of_the_code() {
    let limits = limits![
        MESSAGE_MAX_BYTES,
        RECEIPT_MAX_BYTES,
        REQUEST_MAX_BYTES,
        ADDRESSEES_MAX,
        DOCUMENTS_MAX,
        AGENTS_OF_LETTER_MAX,
        ACTS_MAX,
        QUESTIONS_MAX,
        PRESENT_MAX,
        CERTIFICATE_FILES_MAX,
        ITEMS_OF_USE_MAX,
        GROUNDS_MAX,
        TEXT_MAX_CHARS,
        ATTACHMENTS_MAX,
        ATTACHMENT_NAME_MAX_BYTES,
        MEDIA_TYPE_MAX_BYTES,
        FILE_MAX_BYTES,
        LARGE_FILE_MAX_BYTES,
        PIECE_BYTES,
        MANIFEST_MAX_BYTES,
        STAGED_OF_PEER_MAX_FILES,
        STAGED_MAX_AGE_MS,
        STREAM_MAX_MESSAGES,
        STREAM_GAP_MAX_MESSAGES,
        OUTBOX_IN_FLIGHT_MAX_MESSAGES,
        BACKOFF_FIRST_MS,
        BACKOFF_MAX_MS,
        CLOCKS_APART_MAX_MS,
        ROLL_MAX_BYTES,
        ROLL_FRESH_MAX_DAYS,
        KEY_ID_MAX_BYTES,
        KEY_SUSPENSION_MAX_MS,
        RELEASE_MAX_BYTES,
        FEED_EVENT_MAX_BYTES,
        FEED_HEARTBEAT_MAX_BYTES,
        FEED_PAGE_MAX_EVENTS,
        FEED_PAGE_MAX_BYTES,
        FEED_HEARTBEAT_EVERY_MS,
        FEED_SILENCE_MAX_MS,
        FEED_OF_PEER_MAX_EVENTS_PER_DAY,
        FEED_OF_PEER_MAX_BYTES_PER_DAY,
        TLS_HANDSHAKE_MAX_SECONDS,
        BODY_MAX_SECONDS,
        FILE_BODY_MAX_SECONDS,
        REQUEST_MAX_SECONDS,
    ];
    let written: Vec<(String, String)> =
        table(&document(), "Limits", "limit").iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let ours: Vec<(String, String)> = limits.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    assert_eq!(written, ours);
}

#[test]
fn the_reasons_of_the_document_are_those_of_the_code() {
    assert_eq!(names(&document(), "Reasons", "reason"), owned(Reason::ALL.iter().map(|reason| reason.code())));
}

#[test]
fn the_states_of_the_document_are_those_of_the_code() {
    assert_eq!(names(&document(), "States", "state"), owned(State::ALL.iter().map(|state| state.code())));
}

#[test]
fn the_kinds_of_messages_of_the_document_are_those_of_the_code() {
    let written = names(&document(), "What a message says", "kind");
    assert_eq!(written, owned(MessageKind::ALL.map(MessageKind::code)));
}

#[test]
fn the_kinds_of_events_of_the_document_are_those_of_the_code() {
    assert_eq!(names(&document(), "Feeds", "event"), owned(Kind::KNOWN));
}

#[test]
fn the_suites_and_uses_of_the_document_are_those_of_the_code() {
    let document = document();
    let suites = table(&document, "Suites and keys", "suite");
    let written: Vec<(&str, &str)> = suites.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let ours: Vec<(&str, &str)> = Suite::ALL.iter().map(|suite| (suite.code(), suite.alg())).collect();
    assert_eq!(written, ours);
    for row in table(&document, "Suites and keys", "use") {
        let key_use: KeyUse = serde_json::from_value(row[0].as_str().into()).unwrap();
        assert_eq!(row[3] == "both", key_use.takes(Suite::Sm2Sm3), "{}", row[0]);
    }
    assert!(document.contains(&format!("`{SM2_ID}`")));
}

#[test]
fn the_routes_of_the_documents_are_those_of_the_code() {
    let source = text_of("gateway/server/src/exchange.rs");
    let ours: BTreeSet<String> = (source.split(".route(\"").skip(1))
        .map(|route| {
            let (path, handler) = route.split_once("\", ").unwrap();
            let (method, _) = handler.split_once('(').unwrap();
            format!("{} {}", method.to_uppercase(), folded(path))
        })
        .collect();
    let documents = ["docs/protocol.md", "docs/record.md", "docs/draw.md"].map(text_of);
    let written: BTreeSet<String> = documents.iter().flat_map(|document| routes(document)).collect();
    assert_eq!(written, ours);
}

/// The requests that the rows of a document's tables have, with the names of what stands in their paths folded away.
fn routes(document: &str) -> BTreeSet<String> {
    let rows = document.lines().filter(|line| line.starts_with('|'));
    let code = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    let requests = code.filter_map(|code| code.split_once(" /peer/v1/"));
    requests.map(|(method, path)| format!("{method} {}", folded(&format!("/peer/v1/{path}")))).collect()
}

/// A path in which each part that is a name is `{}`: `{index}`, `<index>` and `…` are.
fn folded(path: &str) -> String {
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let path = path.replace("{matter}", "{origin}/{ulid}");
    let is_name = |part: &str| part.starts_with(['{', '<', '…']);
    path.split('/').map(|part| if is_name(part) { "{}" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn the_codes_beside_a_status_of_the_document_are_those_of_the_code() {
    let rows = table(&document(), "HTTP", "status");
    let written: Vec<(u16, String)> = (rows.iter())
        .flat_map(|row| {
            let status: u16 = row[0].parse().unwrap();
            row[1].split(", ").map(|code| (status, code.trim_matches('`').to_owned())).collect::<Vec<_>>()
        })
        .collect();
    let ours: Vec<(u16, String)> = PEER_CODES.iter().map(|&(status, code)| (status, code.to_owned())).collect();
    assert_eq!(written, ours);
}

#[test]
fn the_line_of_the_clock_in_the_document_is_the_one_of_the_code() {
    let source = text_of("gateway/server/src/app/clocks.rs");
    let (_, named) = source.split_once("const TIME: &str = \"").unwrap();
    let (name, _) = named.split_once('"').unwrap();
    assert!(document().contains(&format!("`{name}: <time>`")), "{name}");
}

#[test]
fn the_vectors_of_the_document_are_the_files_that_are_there() {
    let written: BTreeSet<String> = (table(&document(), "Vectors", "file").iter())
        .flat_map(|row| row[0].split(", ").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>())
        .collect();
    let folder = std::fs::read_dir(fixtures().join("protocol")).unwrap();
    let files = folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(written, files);
}
