//! The clocks of the peers. Each request between gateways says what time it is where it comes from: whoever's clock is wrong is told so
//! before anything is signed with a time that nobody can believe.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use comity_domain::GatewayId;
use comity_federation::clocks;
use comity_record::Time;
use serde::{Deserialize, Serialize};

use super::App;
use super::failure::{CLOCK_OFF, Failure};
use crate::mtls::{PeerIdentity, Response};

/// The header line that says it: RFC 3339 in UTC, with milliseconds.
const TIME: &str = "comity-time";

/// What a peer is answered whose clock, or ours, is wrong.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ClockOff {
    /// [`CLOCK_OFF`].
    pub(crate) code: String,
    /// By how many seconds the clock of whoever called is ahead of that of whoever answers.
    pub(crate) ahead_seconds: i64,
}

impl App {
    /// What a request says about this gateway's clock.
    pub(super) fn told_time(&self) -> HeaderMap {
        let now = HeaderValue::try_from(self.clock().now().to_string());
        now.into_iter().map(|now| (HeaderName::from_static(TIME), now)).collect()
    }

    /// Asks whether the clock of whoever calls and our own can both be right. Who says nothing is not asked.
    ///
    /// # Errors
    /// [`Failure::ClockOff`], or what was said is no time.
    pub(crate) fn check_clock(&self, peer: &PeerIdentity, headers: &HeaderMap) -> Result<(), Failure> {
        let Some(told) = headers.get(TIME) else { return Ok(()) };
        let told: Option<Time> = told.to_str().ok().and_then(|told| told.parse().ok());
        let told = told.ok_or_else(|| Failure::BadInput { at: TIME.into(), code: "not-a-time", given: None })?;
        let ahead_ms = clocks::apart_ms(told, self.clock().now());
        self.judge_clock(peer.gateway(), ahead_ms.map(|ahead_ms| ahead_ms / 1000))
    }

    /// What a peer answers may be that the two clocks are apart.
    pub(super) fn check_clock_of_answer(&self, peer: &GatewayId, response: &Response) -> Result<(), Failure> {
        let complaint = (response.status == StatusCode::BAD_REQUEST)
            .then(|| serde_json::from_slice::<ClockOff>(&response.body).ok())
            .flatten()
            .filter(|complaint| complaint.code == CLOCK_OFF);
        // What is ahead over there is behind here.
        self.judge_clock(peer, complaint.map(|complaint| complaint.ahead_seconds.saturating_neg()))
    }

    fn judge_clock(&self, peer: &GatewayId, ahead_seconds: Option<i64>) -> Result<(), Failure> {
        self.note_clock(peer, ahead_seconds);
        match ahead_seconds {
            Some(ahead_seconds) => Err(Failure::ClockOff { peer: peer.to_string(), ahead_seconds }),
            None => Ok(()),
        }
    }
}
