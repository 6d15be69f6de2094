//! Problems in the reader's language.

use axum::body::Bytes;
use axum::http::{Method, header};

use super::Desk;

#[tokio::test]
async fn a_problem_is_put_in_the_language_that_was_asked_for() {
    let desk = Desk::open().await;
    let nobody = desk.stranger(None);
    let problem = async |wanted: &str| {
        let answer = nobody.request(Method::GET, "/me", &[("accept-language", wanted)], Bytes::new()).await;
        assert_eq!(answer.code(), "not-signed-in");
        let language = answer.headers[header::CONTENT_LANGUAGE].to_str().unwrap().to_owned();
        (language, answer.body["title"].as_str().unwrap().to_owned(), answer.body["hint"].as_str().unwrap().to_owned())
    };
    let english = problem("en").await;
    for wanted in ["zh-CN", "zh-HK", "zh-MO", "pt"] {
        let (language, title, hint) = problem(wanted).await;
        assert_eq!(language, wanted);
        assert!(title != english.1 && hint != english.2, "{wanted}: {title} {hint}");
    }
    assert_ne!(problem("zh-CN").await.1, problem("zh-HK").await.1, "two ways of writing");
    assert_eq!(problem("fr;q=0.9, pt-PT;q=0.8, en;q=0.7").await, problem("pt").await);
    assert_eq!(problem("fr").await, english);
    assert_eq!(problem("*;q=x, ;,").await, english);
}
