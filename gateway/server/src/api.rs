//! `/api/v1`: everything the gateway does, for people's programs and court systems. OpenAPI at `/api/v1/openapi.json`.

mod abroad;
mod authorisations;
mod cases;
mod confirmations;
mod correspondence;
mod custody;
mod draws;
mod foreign_law;
mod jurors;
mod law;
mod listings;
mod matters;
mod mediations;
mod mediators;
mod overview;
mod people;
mod problem;
mod registry;
mod request;
mod roll;
mod sealed;
mod uploads;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tracing::Instrument as _;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use problem::{ApiError, Problem};
pub use request::{Acceptance, Reason, Submission, SupplementRequest};

use crate::access::Access;
use crate::app::App;
use crate::words::Locale;

/// What every handler is given.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) app: Arc<App>,
    pub(crate) access: Arc<Access>,
}

/// What may be asked without showing who one is. The list only shrinks.
pub const OPEN_TO_ALL: [(&str, &str); 3] =
    [("post", "/api/v1/sessions"), ("get", "/api/v1/health"), ("get", "/api/v1/openapi.json")];

#[derive(OpenApi)]
#[openapi(info(
    title = "Comity",
    description = "Judicial cooperation gateway. Errors are `application/problem+json` with a stable `code`.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
))]
struct Described;

/// The API's routes.
pub fn router(app: Arc<App>, access: Arc<Access>) -> Router {
    let (router, description) = described();
    let description = description.to_json().unwrap_or_default();
    let openapi = get(move || async move { ([(header::CONTENT_TYPE, "application/json")], description) });
    answering(router.with_state(Gate { app, access }).route("/api/v1/openapi.json", openapi))
}

/// These routes, as this API answers: whatever is begun is done whole, and every error is one with words.
fn answering(router: Router) -> Router {
    router
        .fallback(|| async { ApiError::new(StatusCode::NOT_FOUND, "not-found") })
        .method_not_allowed_fallback(|| async { ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed") })
        .layer(middleware::from_fn(whole))
        .layer(middleware::from_fn(speak))
}

/// What a process that stands by answers to every request, the one for its health too: the code.
pub(crate) const STANDING_BY: &str = "standing-by";

/// The routes of a process that stands by: none.
pub(crate) fn standing_by() -> Router {
    Router::new()
        .fallback(|| async { ApiError::new(StatusCode::SERVICE_UNAVAILABLE, STANDING_BY) })
        .layer(middleware::from_fn(speak))
}

/// Every route, as method and path.
pub fn routes() -> Vec<(String, String)> {
    let description = described().1;
    let mut routes = vec![("get".to_owned(), "/api/v1/openapi.json".to_owned())];
    for (path, item) in description.paths.paths {
        let methods = [
            ("get", item.get.is_some()),
            ("post", item.post.is_some()),
            ("put", item.put.is_some()),
            ("delete", item.delete.is_some()),
            ("patch", item.patch.is_some()),
            ("options", item.options.is_some()),
        ];
        routes.extend(methods.iter().filter(|(_, has)| *has).map(|(method, _)| ((*method).to_owned(), path.clone())));
    }
    routes
}

fn described() -> (Router<Gate>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(people::sign_in))
        .routes(routes!(people::sign_out))
        .routes(routes!(people::step_up))
        .routes(routes!(people::who_am_i))
        .routes(routes!(people::change_password))
        .routes(routes!(people::list, people::add))
        .routes(routes!(people::close_account))
        .routes(routes!(people::reset_password))
        .routes(routes!(people::list_tokens, people::issue_token))
        .routes(routes!(people::revoke_token))
        .routes(routes!(people::own_tokens))
        .routes(routes!(people::revoke_own_token))
        .routes(routes!(matters::worklist, matters::draft))
        .routes(routes!(abroad::enter))
        .routes(routes!(matters::read))
        .routes(routes!(matters::docket))
        .routes(routes!(matters::amend))
        .routes(routes!(matters::attach))
        .routes(routes!(custody::file))
        .routes(routes!(custody::custody))
        .routes(routes!(custody::take_over))
        .routes(routes!(custody::take_into_case))
        .routes(routes!(custody::request_use))
        .routes(routes!(custody::answer_use))
        .routes(routes!(uploads::upload_capabilities, uploads::begin_upload, uploads::list_uploads))
        .routes(routes!(uploads::read_upload, uploads::continue_upload, uploads::end_upload))
        .routes(routes!(matters::preflight))
        .routes(routes!(matters::submit))
        .routes(routes!(matters::send_back))
        .routes(routes!(matters::forward))
        .routes(routes!(matters::review))
        .routes(routes!(matters::ask_supplement))
        .routes(routes!(matters::accept))
        .routes(routes!(matters::refuse))
        .routes(routes!(matters::start_execution))
        .routes(routes!(matters::record_service))
        .routes(routes!(matters::record_evidence))
        .routes(routes!(matters::note_circumstances))
        .routes(routes!(matters::record_appearance))
        .routes(routes!(matters::return_certificate))
        .routes(routes!(matters::withdraw))
        .routes(routes!(correspondence::acknowledge))
        .routes(routes!(correspondence::return_unexecuted))
        .routes(routes!(correspondence::give_notice))
        .routes(routes!(correspondence::consult_on_costs))
        .routes(routes!(correspondence::answer_on_costs))
        .routes(routes!(correspondence::remind))
        .routes(routes!(correspondence::use_paper))
        .routes(routes!(correspondence::correct))
        .routes(routes!(abroad::take_from_abroad))
        .routes(routes!(abroad::dispatch))
        .routes(routes!(matters::close))
        .routes(routes!(matters::bundle))
        .routes(routes!(matters::erase))
        .routes(routes!(correspondence::ask_erasure))
        .routes(routes!(correspondence::answer_erasure))
        .routes(routes!(sealed::statement))
        .routes(routes!(sealed::recover))
        .routes(routes!(sealed::enrol))
        .routes(routes!(sealed::directory))
        .routes(routes!(sealed::set_recovery_key))
        .routes(routes!(cases::list_cases, cases::open_case))
        .routes(routes!(cases::read_case))
        .routes(routes!(cases::docket_of_case))
        .routes(routes!(cases::attach_to_case))
        .routes(routes!(cases::file_of_case))
        .routes(routes!(cases::enter_in_case))
        .routes(routes!(cases::lead_case))
        .routes(routes!(cases::custody_in_case))
        .routes(routes!(cases::bundle_case))
        .routes(routes!(cases::erase_case))
        .routes(routes!(authorisations::list_authorisations, authorisations::begin_session))
        .routes(routes!(authorisations::take_authorisation))
        .routes(routes!(authorisations::read_authorisation))
        .routes(routes!(authorisations::check_identity))
        .routes(routes!(authorisations::keep_signed_paper, authorisations::signed_paper))
        .routes(routes!(authorisations::bind_recording))
        .routes(routes!(authorisations::abandon_session))
        .routes(routes!(authorisations::witness_authorisation))
        .routes(routes!(authorisations::revoke_authorisation))
        .routes(routes!(mediations::list_mediations, mediations::open_mediation))
        .routes(routes!(mediations::read_mediation))
        .routes(routes!(mediations::readings_of_mediation))
        .routes(routes!(mediations::conduct_mediation))
        .routes(routes!(mediations::keep_agreement, mediations::agreement_of_mediation))
        .routes(routes!(mediations::settle_mediation))
        .routes(routes!(confirmations::list_confirmations, confirmations::apply_for_confirmation))
        .routes(routes!(confirmations::read_confirmation))
        .routes(routes!(confirmations::enter_confirmation))
        .routes(routes!(confirmations::keep_confirmed_paper, confirmations::confirmed_paper))
        .routes(routes!(confirmations::rule_on_confirmation))
        .routes(routes!(mediators::list_mediators, mediators::apply_as_mediator))
        .routes(routes!(mediators::read_mediator))
        .routes(routes!(mediators::paper_of_mediator))
        .routes(routes!(mediators::assess_mediator))
        .routes(routes!(mediators::reject_mediator))
        .routes(routes!(mediators::accredit_mediator))
        .routes(routes!(mediators::confirm_mediator))
        .routes(routes!(mediators::renew_mediator))
        .routes(routes!(mediators::sanction_mediator))
        .routes(routes!(mediators::withdraw_mediator))
        .routes(routes!(mediators::card_of_mediator))
        .routes(routes!(mediators::bar_mediator))
        .routes(routes!(mediators::mediator_stands))
        .routes(routes!(mediators::bundle_of_mediator))
        .routes(routes!(draws::list_draws, draws::request_draw))
        .routes(routes!(draws::allow_few))
        .routes(routes!(draws::read_draw))
        .routes(routes!(draws::recuse_jurors))
        .routes(routes!(draws::void_draw))
        .routes(routes!(draws::packet_of_draw))
        .routes(routes!(registry::search_registry))
        .routes(routes!(registry::show_entry))
        .routes(routes!(registry::feeds))
        .routes(routes!(registry::feed_events))
        .routes(routes!(jurors::list_jurors, jurors::nominate_juror))
        .routes(routes!(jurors::juror_list, jurors::fix_juror_list))
        .routes(routes!(jurors::form_juror_pool))
        .routes(routes!(jurors::juror_load))
        .routes(routes!(jurors::read_juror))
        .routes(routes!(jurors::examine_juror))
        .routes(routes!(jurors::decide_on_juror))
        .routes(routes!(jurors::record_service_of_juror))
        .routes(routes!(listings::list_listings, listings::enter_listing))
        .routes(routes!(listings::read_listing))
        .routes(routes!(listings::listing_on))
        .routes(routes!(listings::amend_listing))
        .routes(routes!(listings::renew_listing))
        .routes(routes!(listings::state_availability))
        .routes(routes!(listings::withdraw_listing))
        .routes(routes!(listings::sanction_listing))
        .routes(routes!(foreign_law::list_inquiries, foreign_law::open_inquiry))
        .routes(routes!(foreign_law::read_inquiry))
        .routes(routes!(foreign_law::docket_of_inquiry))
        .routes(routes!(foreign_law::attach_to_inquiry))
        .routes(routes!(foreign_law::file_of_inquiry))
        .routes(routes!(foreign_law::enter_in_inquiry))
        .routes(routes!(foreign_law::lead_inquiry))
        .routes(routes!(law::rules, law::adopt))
        .routes(routes!(law::describe))
        .routes(routes!(law::candidate))
        .routes(routes!(law::replay))
        .routes(routes!(law::assess))
        .routes(routes!(law::deadline))
        .routes(routes!(law::day))
        .routes(routes!(overview::health))
        .routes(routes!(overview::record))
        .routes(routes!(overview::record_checkpoint))
        .routes(routes!(overview::record_published))
        .routes(routes!(overview::record_tile))
        .routes(routes!(overview::peers))
        .routes(routes!(roll::roll, roll::adopt_roll))
        .routes(routes!(roll::roll_status))
        .routes(routes!(roll::roll_file))
        .routes(routes!(roll::take_notice))
        .split_for_parts()
}

/// What is begun is done whole, also if whoever asked is gone before the answer is there: else something could be recorded that nobody here
/// goes by yet, and be done a second time by whoever comes again.
async fn whole(request: Request, next: Next) -> Response {
    let doing = tokio::spawn(next.run(request).in_current_span());
    doing.await.unwrap_or_else(|_| ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "broken").into_response())
}

/// Puts errors into the reader's words, and says what every answer of this API says.
async fn speak(request: Request, next: Next) -> Response {
    let wanted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("en");
    let locale = Locale::negotiate(wanted);
    let (is_upload, is_head) = (request.uri().path().contains("/uploads"), request.method() == Method::HEAD);
    let mut response = next.run(request).await;
    if response.extensions().get::<Arc<ApiError>>().is_none() && is_bare_error(&response) {
        // What the HTTP library refuses by itself (an oversized body, say) has no problem yet.
        response = ApiError::new(response.status(), library_code(response.status())).into_response();
    }
    let mut response = problem::in_words(response, locale);
    if is_upload {
        uploads::speak_tus(&mut response);
    }
    if is_head {
        // The words of an error come behind the router, which keeps a body from whoever asked for none.
        *response.body_mut() = Body::empty();
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    status.is_client_error() || status.is_server_error()
}

fn library_code(status: StatusCode) -> &'static str {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => "body-too-large",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
        status if status.is_server_error() => "broken",
        _ => "bad-request-form",
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::post;
    use tokio::sync::Notify;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn what_is_begun_is_done_whole_also_if_whoever_asked_is_gone() {
        let (begun, leave, done) = (Arc::new(Notify::new()), Arc::new(Notify::new()), Arc::new(Notify::new()));
        let of_handler = (Arc::clone(&begun), Arc::clone(&leave), Arc::clone(&done));
        let handler = move || async move {
            let (begun, leave, done) = of_handler;
            begun.notify_one();
            leave.notified().await;
            done.notify_one();
        };
        let router = answering(Router::new().route("/", post(handler)));
        let mut asking = Box::pin(router.oneshot(Request::post("/").body(Body::empty()).unwrap()));
        tokio::select! {
            _ = &mut asking => panic!("it was not to be answered yet"),
            () = begun.notified() => {}
        }
        drop(asking);
        leave.notify_one();
        tokio::time::timeout(core::time::Duration::from_secs(10), done.notified()).await.unwrap();
    }
}
