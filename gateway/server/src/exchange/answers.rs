//! The codes that a peer is told beside a status. A partner's engineers read them in docs/protocol.md, and nothing else is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Every code, with its status. 500 has none of its own: whatever stands beside it is a fault of whoever answers.
pub const CODES: &[(u16, &str)] = &[
    (400, "clock-off"),
    (400, "not-a-time"),
    (400, "bad-request-form"),
    (400, "file-too-large"),
    (400, "file-digest-mismatch"),
    (400, "manifest-malformed"),
    (400, "bad-file-name"),
    (400, "bad-media-type"),
    (400, "piece-unknown"),
    (400, "piece-wrong-length"),
    (400, "piece-digest-mismatch"),
    (400, "roll-malformed"),
    (400, "roll-not-signed"),
    (400, "roll-not-next"),
    (400, "roll-forked"),
    (400, "roll-key-removed"),
    (400, "roll-key-altered"),
    (400, "roll-key-revived"),
    (400, "roll-revoked-later"),
    (400, "roll-key-backdated"),
    (400, "roll-key-gap"),
    (400, "roll-log-altered"),
    (400, "roll-log-not-next"),
    (400, "roll-log-not-said"),
    (400, "roll-log-head-wrong"),
    (400, "roll-log-nothing-lost"),
    (400, "roll-log-understated"),
    (400, "draw-malformed"),
    (400, "unknown-authority"),
    (400, "witness-request-malformed"),
    (403, "checkpoint-not-signed"),
    (403, "log-contradicted"),
    (404, "not-found"),
    (404, "log-unknown"),
    (408, "body-too-slow"),
    (409, "waiting"),
    (409, "file-missing"),
    (409, "feed-forked"),
    (409, "draw-out-of-turn"),
    (413, "body-too-large"),
    (422, "feed-event-refused"),
    (422, "log-not-consistent"),
    (422, "draw-piece-differs"),
    (422, "draw-wrong-signer"),
    (503, "store-busy"),
    (503, "record-held"),
    (503, "store-stopped"),
    (503, "feed-allowance-used"),
    (507, "staging-full"),
    (507, "disk-refuses"),
];

/// An answer with a code. For what is not in [`CODES`] no partner can have provided: it leaves as a fault of this gateway.
pub(super) fn coded(status: StatusCode, code: &'static str, said: impl Serialize) -> Response {
    let is_known = CODES.contains(&(status.as_u16(), code));
    let status = if is_known { status } else { StatusCode::INTERNAL_SERVER_ERROR };
    (status, Json(said)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_no_partner_was_told_of_leaves_as_a_fault_of_this_gateway() {
        let leaves_as = |status, code| coded(status, code, serde_json::json!({ "code": code })).status();
        assert_eq!(leaves_as(StatusCode::SERVICE_UNAVAILABLE, "record-held"), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(leaves_as(StatusCode::BAD_REQUEST, "record-held"), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(leaves_as(StatusCode::BAD_REQUEST, "unheard-of"), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn whatever_is_wrong_with_a_roll_a_file_or_a_head_has_its_code() {
        use comity_domain::manifest::BadFile;
        use comity_federation::roll::ChangeFault;
        use comity_record::witness::Refused;

        for code in ChangeFault::CODES.iter().chain(&[BadFile::Name.code(), BadFile::Whole.code()]) {
            assert!(CODES.contains(&(400, *code)), "{code}");
        }
        for refused in [Refused::NotSigned, Refused::Contradicted, Refused::UnknownLog] {
            assert!(CODES.contains(&(refused.status(), refused.code())), "{refused}");
        }
    }
}
