//! The body of a request, read whole before anybody looks at it: within a size, and within a time. Whoever sends it one byte a
//! minute is refused as whoever sends too much.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::StatusCode;
use http_body_util::LengthLimitError;
use hyper::body::Frame;
use tokio::sync::mpsc::Receiver;

use crate::app::Failure;

/// The body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is longer than it may be.
    TooLarge,
    /// It was not there in time.
    TooSlow,
    /// The connection broke.
    Broken,
}

/// A body that is sent piece by piece, as they are read. If one cannot be, the connection breaks off, and whoever reads it knows by the length
/// that was announced.
pub(crate) struct Pieces(Receiver<Result<Bytes, Failure>>);

impl Pieces {
    /// Sends these.
    pub(crate) const fn new(pieces: Receiver<Result<Bytes, Failure>>) -> Self {
        Self(pieces)
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// Reads a body of at most `max_bytes`, in at most `max_seconds`.
pub(crate) async fn read(body: Body, max_bytes: usize, max_seconds: u64) -> Result<Bytes, Unread> {
    read_within(body, max_bytes, Duration::from_secs(max_seconds)).await
}

async fn read_within(body: Body, max_bytes: usize, time: Duration) -> Result<Bytes, Unread> {
    // Whoever says beforehand that it is too much need not send it.
    if usize::try_from(body.size_hint().lower()).map_or(true, |announced| announced > max_bytes) {
        return Err(Unread::TooLarge);
    }
    match tokio::time::timeout(time, to_bytes(body, max_bytes)).await {
        Err(_) => Err(Unread::TooSlow),
        Ok(Err(error)) if is_too_large(&error) => Err(Unread::TooLarge),
        Ok(Err(_)) => Err(Unread::Broken),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

impl Unread {
    /// The code of the message for the person.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "body-too-large",
            Self::TooSlow => "body-too-slow",
            Self::Broken => "bad-request-form",
        }
    }

    /// What HTTP calls it.
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Broken => StatusCode::BAD_REQUEST,
        }
    }
}

fn is_too_large(error: &axum::Error) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
pub(crate) mod tests {
    use std::convert::Infallible;

    use tokio::time::{Interval, interval};

    use super::*;

    /// A body that sends a byte now and then, for ever.
    pub(crate) struct Trickle(Interval);

    impl Trickle {
        pub(crate) fn every(pause: Duration) -> Body {
            Body::new(Self(interval(pause)))
        }
    }

    impl hyper::body::Body for Trickle {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.0.poll_tick(context).map(|_| Some(Ok(Frame::data(Bytes::from_static(b" ")))))
        }
    }

    const SOON: Duration = Duration::from_millis(100);

    #[tokio::test]
    async fn a_body_within_its_limits_is_read_whole() {
        assert_eq!(read(Body::from("body"), 4, 1).await.unwrap(), "body");
    }

    #[tokio::test]
    async fn a_body_that_comes_byte_by_byte_is_given_up_when_its_time_is_over() {
        let trickle = Trickle::every(Duration::from_millis(5));
        let reading = tokio::time::timeout(Duration::from_secs(10), read_within(trickle, 1024 * 1024, SOON));
        assert_eq!(reading.await.unwrap(), Err(Unread::TooSlow));
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_is_given_up_whether_it_says_so_or_not() {
        assert_eq!(read(Body::from("bodies"), 4, 1).await, Err(Unread::TooLarge));
        let unannounced = Trickle::every(Duration::from_millis(1));
        assert_eq!(read(unannounced, 4, 10).await, Err(Unread::TooLarge));
    }
}
