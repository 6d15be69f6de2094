//! The OpenAPI description of the API, served by the API.

use std::collections::BTreeSet;

use comity_server::api::routes;
use serde_json::Value;

use super::{Desk, is_problem};

#[tokio::test]
async fn the_description_names_every_route_and_what_it_answers() {
    let desk = Desk::open().await;
    let nobody = desk.stranger(None);
    let answer = nobody.get("/openapi.json").await;
    assert_eq!(answer.headers["content-type"], "application/json");
    let description = answer.good();
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));

    let described = operations(&description);
    let mut served: BTreeSet<(String, String)> = routes().into_iter().collect();
    // The description does not describe itself.
    assert!(served.remove(&("get".to_owned(), "/api/v1/openapi.json".to_owned())));
    let named: BTreeSet<_> = described.iter().map(|(path, method, _)| (method.to_string(), path.to_string())).collect();
    assert_eq!(named, served);
    for (path, method, operation) in &described {
        let responses = operation["responses"].as_object();
        assert!(responses.is_some_and(|responses| !responses.is_empty()), "{method} {path}");
    }
    let ids: BTreeSet<_> = described.iter().map(|(.., operation)| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), described.len(), "a program names its functions after these");

    is_problem(&nobody.get("/matter").await, 404, "not-found", "a path that is none");
    let answer = nobody.post("/health", Value::Null).await;
    is_problem(&answer, 405, "method-not-allowed", "a method that is none");
}

fn operations(description: &Value) -> Vec<(&str, &str, &Value)> {
    let methods = ["get", "post", "put", "delete", "patch", "options"];
    let paths = description["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| {
            item.as_object().unwrap().iter().map(move |(method, it)| (path.as_str(), method.as_str(), it))
        })
        .filter(|(_, method, _)| methods.contains(method))
        .collect()
}
