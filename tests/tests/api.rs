//! The API from outside: who is refused, what is refused, and what it says then.

mod accounts;
mod bad_input;
mod credentials;
mod description;
mod languages;
mod refusals;
mod uploads;

use axum::body::Bytes;
use axum::http::{Method, StatusCode, header};
use comity_domain::MatterId;
use comity_tests::{Answer, Draft, Gateway, Person, PracticeWorld};

/// One gateway, the Mainland's, with nobody around it. Its matters are drafts.
struct Desk {
    // First, so that it has ended before the world goes.
    cn: Gateway,
    world: PracticeWorld,
}

impl Desk {
    async fn open() -> Self {
        let world = PracticeWorld::make().await;
        Self { cn: world.start("cn").await, world }
    }

    /// Somebody who shows this, or nothing.
    fn stranger(&self, secret: Option<&str>) -> Person {
        self.world.stranger("cn", secret)
    }

    /// A draft of the Nansha court, without its papers.
    async fn drafted(&self, judge: &Person) -> MatterId {
        let drafted = judge.post("/matters", Draft::corrected().without_files()).await.good();
        serde_json::from_value(drafted["id"].clone()).unwrap()
    }

    /// What the gateway keeps: the lines of its record, without those about connections, and its blobs.
    fn kept(&self) -> (usize, usize) {
        let record = self.world.record("cn");
        let blobs = std::fs::read_dir(self.world.of("cn").join("record/blobs")).unwrap().count();
        (record.size() - record.of_kind("connection-refused").len(), blobs)
    }
}

/// A route with its places filled: `GET /api/v1/matters/{origin}/{ulid}`.
fn filled(route: &str, matter: &MatterId) -> String {
    let path = route.strip_prefix("/api/v1").expect("every route is below /api/v1");
    let (origin, ulid) =
        matter.to_string().split_once('/').map(|(origin, ulid)| (origin.to_owned(), ulid.to_owned())).unwrap();
    let sha256 = format!("sha256:{}", "0".repeat(64));
    let places = [
        ("{origin}", origin.as_str()),
        ("{ulid}", &ulid),
        ("{sha256}", &sha256),
        ("{release}", &sha256),
        ("{account}", "he-min"),
        ("{number}", "1"),
        ("{calendar}", "CN"),
        ("{day}", "2026-01-12"),
        ("{*path}", "0/000.p/1"),
        ("{version}", "1"),
        ("{upload}", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        ("{authority}", "hk-high-court"),
        ("{subject}", "urn:comity:mediator:hk:1"),
        ("{*roster_no}", "gd-expert-1"),
        ("{gateway}", "cn"),
        ("{draw}", sha256.trim_start_matches("sha256:")),
    ];
    let path = places.iter().fold(path.to_owned(), |path, (place, value)| path.replace(place, value));
    assert!(!path.contains('{'), "{route} has a place that this test does not know");
    if path.ends_with("/files") { format!("{path}?name=paper.txt") } else { path }
}

async fn ask(person: &Person, method: &str, path: &str, body: &str) -> Answer {
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let json = [("content-type", "application/json")];
    person.request(method, path, &json, Bytes::copy_from_slice(body.as_bytes())).await
}

/// It is a problem (RFC 9457) with this status and code, in words, and says what to do.
#[track_caller]
fn is_problem(answer: &Answer, status: u16, code: &str, asked: &str) {
    assert_eq!((answer.status.as_u16(), answer.code()), (status, code), "{asked}: {}", answer.body);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{asked}");
    assert_eq!(answer.body["type"], format!("urn:comity:problem:{code}"), "{asked}");
    assert_eq!(answer.body["status"], status, "{asked}");
    let in_words =
        |field: &str| answer.body[field].as_str().is_some_and(|text| !text.is_empty() && !text.contains('⟨'));
    assert!(in_words("title") && in_words("hint"), "{asked}: {}", answer.body);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{asked}");
    assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{asked}");
    assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{asked}");
}
