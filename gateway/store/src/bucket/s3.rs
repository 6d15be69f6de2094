//! Objects in an S3-compatible store, reached over HTTPS where certificates are given that vouch for it. Where none are, the connection is not
//! encrypted, so that the address must be one of this machine: the store itself, or the near end of a tunnel. The objects are sealed before
//! they come here, and requests are signed.

use std::error::Error as _;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector as Tcp;
use hyper_util::rt::TokioExecutor;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore as _, ObjectStoreExt as _, RetryConfig};
use tokio::runtime::Runtime;

use super::Bucket;
use crate::StoreError;
use crate::encrypted::{Https, Trust};

/// Where an S3-compatible store is, and how one is known there.
#[derive(Clone)]
pub struct S3Config {
    /// `http://127.0.0.1:8333`: a port of this machine; or with certificates `https://s3.court.example`, wherever that is.
    pub endpoint: String,
    /// The bucket, which is there and is nobody else's.
    pub bucket: String,
    /// The region that requests are signed for; stores of one's own take `us-east-1`.
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
    /// A store that does not answer is waited for so long.
    pub patience: Duration,
    /// The file with the certificates (PEM) that may vouch for the store. With it the store is spoken to encrypted (TLS 1.3) or not at all.
    pub roots: Option<PathBuf>,
}

impl fmt::Debug for S3Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = (&self.endpoint, &self.bucket, &self.region);
        f.debug_tuple("S3Config").field(&shown).finish_non_exhaustive()
    }
}

/// A store that begins to answer, and then says nothing, is given up after so many times its patience. A long list has many answers.
const ANSWERS_MAX: u32 = 10;

/// Objects in an S3-compatible store.
pub(crate) struct S3 {
    store: Arc<AmazonS3>,
    patience: Duration,
    /// What talks to the store. None only while this is dropped.
    runtime: Option<Runtime>,
}

impl S3 {
    /// Checks the address, and that the store answers for the bucket.
    pub(crate) fn open(config: &S3Config) -> Result<Self, StoreError> {
        check_address(&config.endpoint, config.roots.is_some())?;
        let trust = config.roots.as_deref().map(Trust::read).transpose()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("comity-bucket")
            .enable_all()
            .build()
            .map_err(|error| StoreError::Bucket(error.to_string()))?;
        let retry = RetryConfig { retry_timeout: config.patience, ..RetryConfig::default() };
        let store = AmazonS3Builder::new()
            .with_endpoint(&config.endpoint)
            .with_bucket_name(&config.bucket)
            .with_region(&config.region)
            .with_access_key_id(&config.access_key)
            .with_secret_access_key(&config.secret_key)
            .with_allow_http(trust.is_none())
            .with_retry(retry)
            .with_http_connector(Wire { trust, patience: config.patience })
            .build()
            .map_err(|error| StoreError::BucketAddress(error.to_string()))?;
        let s3 = Self { store: Arc::new(store), patience: config.patience, runtime: Some(runtime) };
        s3.folders()?;
        Ok(s3)
    }

    /// Has the runtime do something, and waits for it. Whoever asks may be a thread of another runtime.
    fn ask<T: Send + 'static, F>(&self, work: impl FnOnce(Arc<AmazonS3>) -> F) -> Result<T, StoreError>
    where
        F: Future<Output = object_store::Result<T>> + Send + 'static,
    {
        let runtime = self.runtime.as_ref().ok_or(StoreError::Stopped)?;
        let (sender, receiver) = sync_channel(1);
        let (work, time) = (work(Arc::clone(&self.store)), self.patience.saturating_mul(ANSWERS_MAX));
        runtime.spawn(async move { drop(sender.send(tokio::time::timeout(time, work).await)) });
        let answer = receiver.recv().map_err(|_| StoreError::Stopped)?;
        let answer = answer.map_err(|late| StoreError::Bucket(late.to_string()))?;
        answer.map_err(|error| StoreError::Bucket(said(&error)))
    }
}

impl Bucket for S3 {
    fn put(&self, folder: &str, object: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let path = path(folder, object);
        self.ask(|store| async move { store.put(&path, bytes.into()).await.map(drop) })
    }

    fn get(&self, folder: &str, object: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = path(folder, object);
        let read = |store: Arc<AmazonS3>| async move { store.get(&path).await?.bytes().await };
        let bytes = self.ask(|store| async move { unless_missing(read(store).await) })?;
        Ok(bytes.map(Vec::from))
    }

    fn has(&self, folder: &str, object: &str) -> Result<bool, StoreError> {
        let path = path(folder, object);
        let found = self.ask(|store| async move { unless_missing(store.head(&path).await) })?;
        Ok(found.is_some())
    }

    fn objects(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        let inside = Path::from(folder);
        let listed = self.ask(|store| async move { store.list_with_delimiter(Some(&inside)).await })?;
        // Servers that lie on a file system list a folder itself when all that was in it is gone.
        let objects = listed.objects.iter().filter(|meta| meta.location.as_ref() != folder);
        let names = objects.filter_map(|meta| Some(meta.location.filename()?.to_owned()));
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        Ok(names)
    }

    fn folders(&self) -> Result<Vec<String>, StoreError> {
        let listed = self.ask(|store| async move { store.list_with_delimiter(None).await })?;
        let mut names = Vec::new();
        for name in listed.common_prefixes.iter().filter_map(|path| path.filename()) {
            if !self.objects(name)?.is_empty() {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn remove(&self, folder: &str) -> Result<(), StoreError> {
        // The last name first: whatever finishes a folder goes before what it finishes.
        for object in self.objects(folder)?.into_iter().rev() {
            let path = path(folder, &object);
            self.ask(|store| async move { unless_missing(store.delete(&path).await).map(drop) })?;
        }
        Ok(())
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        // Whoever drops this may be a thread of another runtime, which must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What the store is reached by.
#[derive(Debug)]
struct Wire {
    trust: Option<Trust>,
    patience: Duration,
}

/// The connections.
#[derive(Debug)]
struct Connections {
    client: Wired,
    patience: Duration,
}

#[derive(Debug)]
enum Wired {
    Plain(Client<Tcp, HttpRequestBody>),
    Encrypted(Client<Https, HttpRequestBody>),
}

impl HttpConnector for Wire {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let builder = Client::builder(TokioExecutor::new());
        let client = match &self.trust {
            Some(trust) => Wired::Encrypted(builder.build(trust.https())),
            None => Wired::Plain(builder.build_http()),
        };
        Ok(HttpClient::new(Connections { client, patience: self.patience }))
    }
}

#[async_trait]
impl HttpService for Connections {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = match &self.client {
            Wired::Plain(client) => client.request(request),
            Wired::Encrypted(client) => client.request(request),
        };
        let answer = tokio::time::timeout(self.patience, answer).await;
        let answer = answer.map_err(|late| HttpError::new(HttpErrorKind::Timeout, late))?;
        let response = answer.map_err(|error| {
            let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Request };
            HttpError::new(kind, error)
        })?;
        Ok(response
            .map(|body| HttpResponseBody::new(body.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error)))))
    }
}

fn check_address(endpoint: &str, encrypted: bool) -> Result<(), StoreError> {
    let wrong = |why: &str| StoreError::BucketAddress(format!("`{endpoint}`: {why}"));
    if encrypted {
        let rest = endpoint.strip_prefix("https://").filter(|rest| !rest.is_empty());
        return rest.map(drop).ok_or_else(|| wrong("it must begin with `https://`, as certificates are given"));
    }
    let rest = endpoint.strip_prefix("http://").ok_or_else(|| wrong("it must begin with `http://`"))?;
    let (host, port) = rest.rsplit_once(':').ok_or_else(|| wrong("it must name a port"))?;
    port.parse::<u16>().map_err(|_| wrong("it must end with a port"))?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if is_here {
        Ok(())
    } else {
        Err(wrong("the connection is not encrypted: name a port of this machine, or the certificates of the store"))
    }
}

fn path(folder: &str, object: &str) -> Path {
    Path::from_iter([folder, object])
}

fn unless_missing<T>(answer: object_store::Result<T>) -> object_store::Result<Option<T>> {
    match answer {
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        answer => answer.map(Some),
    }
}

/// An error with its causes: the outermost alone does not say what happened.
fn said(error: &object_store::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let inner = error.to_string();
        if !text.contains(&inner) {
            text = format!("{text}: {inner}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_would_carry_keys_over_a_network_is_refused() {
        for endpoint in ["http://127.0.0.1:8333", "http://localhost:9000", "http://[::1]:8333"] {
            check_address(endpoint, false).unwrap();
        }
        for endpoint in ["http://10.0.0.2:8333", "https://127.0.0.1:8333", "http://127.0.0.1", "http://s3.example:80"] {
            assert!(matches!(check_address(endpoint, false), Err(StoreError::BucketAddress(_))), "{endpoint}");
        }
        check_address("https://s3.example", true).unwrap();
        for endpoint in ["http://127.0.0.1:8333", "http://s3.example", "https://", "s3.example"] {
            assert!(matches!(check_address(endpoint, true), Err(StoreError::BucketAddress(_))), "{endpoint}");
        }
    }

    #[test]
    fn a_secret_does_not_reach_the_log() {
        let config = S3Config {
            endpoint: "http://127.0.0.1:1".to_owned(),
            bucket: "comity".to_owned(),
            region: "us-east-1".to_owned(),
            access_key: "name-of-the-key".to_owned(),
            secret_key: "the-key".to_owned(),
            patience: Duration::from_secs(1),
            roots: None,
        };
        let shown = format!("{config:?}");
        assert!(shown.contains("comity") && !shown.contains("the-key"), "{shown}");
    }

    /// Answers that the bucket is empty, and to everything else half an answer.
    fn half(mut stream: std::net::TcpStream) {
        use std::io::{Read as _, Write as _};
        let (mut heard, mut some) = (Vec::new(), [0; 4096]);
        while let Ok(read @ 1..) = stream.read(&mut some) {
            heard.extend_from_slice(&some[..read]);
            if !heard.ends_with(b"\r\n\r\n") {
                continue;
            }
            let empty = "<ListBucketResult><Name>comity</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";
            let (length, body) =
                if heard.starts_with(b"GET /comity?") { (empty.len(), empty) } else { (empty.len(), "half") };
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nETag: \"a\"\r\nLast-Modified: Sat, 28 Nov 2026 00:00:00 GMT\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).unwrap();
            heard.clear();
        }
    }

    #[test]
    fn a_store_that_answers_half_and_then_nothing_is_given_up() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                std::thread::spawn(move || half(stream.unwrap()));
            }
        });
        let config = S3Config {
            endpoint: format!("http://127.0.0.1:{port}"),
            bucket: "comity".to_owned(),
            region: "us-east-1".to_owned(),
            access_key: "a".to_owned(),
            secret_key: "b".to_owned(),
            patience: Duration::from_secs(20),
            roots: None,
        };
        let mut s3 = S3::open(&config).unwrap();
        s3.patience = Duration::from_millis(100);
        assert!(matches!(s3.get("folder", "object"), Err(StoreError::Bucket(_))));
    }

    #[test]
    fn a_store_that_is_not_there_is_an_error_and_not_an_empty_bucket() {
        let config = S3Config {
            endpoint: "http://127.0.0.1:1".to_owned(),
            bucket: "comity".to_owned(),
            region: "us-east-1".to_owned(),
            access_key: "a".to_owned(),
            secret_key: "b".to_owned(),
            patience: Duration::from_millis(200),
            roots: None,
        };
        assert!(matches!(S3::open(&config), Err(StoreError::Bucket(_))));
    }
}
