//! One open HTTP/2 connection, which remembers why TLS ended it.
//!
//! In TLS 1.3 a client's handshake is over before the server has judged the client's certificate. The refusal comes
//! later, as an alert in place of the first response, and the HTTP library keeps only its words. So it is noted where
//! it is read.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::io;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::http::Request;
use comity_domain::limits;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::Error;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::mtls::RefusalReason;
use crate::mtls::refusal::{reason_of, short, tls_error};

/// Why one side ended TLS.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) reason: RefusalReason,
    pub(super) detail: String,
    /// We refused the server, not it us.
    pub(super) is_ours: bool,
}

/// No response.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub(super) error: hyper::Error,
    /// The request, if nothing of it was sent.
    pub(super) unsent: Option<Request<Full<Bytes>>>,
}

pub(super) struct Connection {
    requests: http2::SendRequest<Full<Bytes>>,
    refusal: Arc<OnceLock<Refusal>>,
}

impl Refusal {
    /// The TLS library's error inside an I/O error, if there is one.
    pub(super) fn in_error(error: &io::Error) -> Option<Self> {
        let error = tls_error(error)?;
        let is_ours = matches!(error, Error::InvalidCertificate(_));
        Some(Self { reason: reason_of(error), detail: short(&error.to_string()), is_ours })
    }
}

impl Connection {
    pub(super) async fn open(stream: TlsStream<TcpStream>) -> Result<Self, hyper::Error> {
        let silence = Duration::from_secs(limits::HTTP_SILENCE_MAX_SECONDS);
        let refusal = Arc::default();
        let stream = TokioIo::new(Noting { stream, refusal: Arc::clone(&refusal) });
        let (requests, connection) = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(silence)
            .keep_alive_timeout(silence)
            .keep_alive_while_idle(true)
            .max_header_list_size(limits::HTTP_HEAD_MAX_BYTES)
            .handshake(stream)
            .await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
        });
        Ok(Self { requests, refusal })
    }

    pub(super) async fn send(&self, request: Request<Full<Bytes>>) -> Result<hyper::Response<Incoming>, Unanswered> {
        self.requests
            .clone()
            .try_send_request(request)
            .await
            .map_err(|mut unanswered| Unanswered { unsent: unanswered.take_message(), error: unanswered.into_error() })
    }

    pub(super) fn is_open(&self) -> bool {
        !self.requests.is_closed()
    }

    pub(super) fn refusal(&self) -> Option<&Refusal> {
        self.refusal.get()
    }
}

/// A TLS stream that notes the error that ended it, before the HTTP library reduces it to words.
struct Noting {
    stream: TlsStream<TcpStream>,
    refusal: Arc<OnceLock<Refusal>>,
}

impl Noting {
    fn note<T>(&self, outcome: io::Result<T>) -> Poll<io::Result<T>> {
        if let Err(error) = &outcome
            && let Some(refusal) = Refusal::in_error(error)
        {
            // The first error is the cause of those that follow.
            let _ = self.refusal.set(refusal);
        }
        Poll::Ready(outcome)
    }
}

impl AsyncRead for Noting {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let outcome = ready!(Pin::new(&mut self.stream).poll_read(cx, into));
        self.note(outcome)
    }
}

impl AsyncWrite for Noting {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let outcome = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes));
        self.note(outcome)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = ready!(Pin::new(&mut self.stream).poll_flush(cx));
        self.note(outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = ready!(Pin::new(&mut self.stream).poll_shutdown(cx));
        self.note(outcome)
    }
}
