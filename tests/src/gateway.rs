//! A gateway that runs: inside this process, or as the program `comity`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use comity_server::config::Config;
use comity_server::mtls::{ApiClient, RequestLimits};
use comity_server::serve;
use test_servers::target;
use tokio::sync::watch;

use crate::wait::until;

/// How long the threads of a gateway may take to end.
const END: Duration = Duration::from_secs(60);

/// A gateway inside this process, on threads of its own: when they have ended, nothing of it is left.
pub struct Gateway {
    wanted: watch::Sender<Wanted>,
    thread: Option<JoinHandle<Result<(), String>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Serve,
    EndInOrder,
    EndAtOnce,
}

impl Gateway {
    /// Starts the gateway in `directory`, and waits until it takes requests.
    pub async fn start(directory: &Path) -> Self {
        let (wanted, wishes) = watch::channel(Wanted::Serve);
        let folder = directory.to_owned();
        let mut gateway = Self { wanted, thread: Some(std::thread::spawn(move || run(&folder, wishes))) };
        let health = Health::of(directory);
        until("a gateway answers", async || if health.is_good().await { Some(()) } else { gateway.has_failed() }).await;
        gateway
    }

    /// Ends it in good order.
    pub async fn stop(mut self) {
        self.wanted.send_replace(Wanted::EndInOrder);
        let thread = self.thread.take().unwrap();
        // Its last requests are answered to clients on this thread.
        let ended = tokio::task::spawn_blocking(move || thread.join()).await.unwrap();
        ended.unwrap().unwrap();
    }

    /// Panics if the gateway has ended by itself.
    fn has_failed(&mut self) -> Option<()> {
        if self.thread.as_ref().is_some_and(JoinHandle::is_finished) {
            panic!("the gateway has ended: {:?}", self.thread.take().unwrap().join());
        }
        None
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.wanted.send_replace(Wanted::EndAtOnce);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// A gateway as a process.
pub struct Program {
    process: Child,
}

impl Program {
    /// Starts the gateway in `directory`, and waits until it takes requests. What it logs is in `serve.log` there.
    pub async fn start(directory: &Path) -> Self {
        let mut serve = Command::new(program());
        serve.arg("serve").arg(directory);
        Self::start_with(serve, directory).await
    }

    /// Starts the gateway in `directory`, and does not wait: it may have to stand by.
    pub fn begin(directory: &Path) -> Self {
        let mut serve = Command::new(program());
        serve.arg("serve").arg(directory);
        Self::begin_with(serve, directory)
    }

    fn begin_with(mut serve: Command, directory: &Path) -> Self {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(directory.join("serve.log")).unwrap();
        let process = serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        Self { process }
    }

    /// Starts a command that serves the gateway in `directory` (`comity serve` below another program, say).
    pub async fn start_with(serve: Command, directory: &Path) -> Self {
        let mut program = Self::begin_with(serve, directory);
        let health = Health::of(directory);
        until(
            "a gateway answers",
            async || if health.is_good().await { Some(()) } else { program.has_failed(directory) },
        )
        .await;
        program
    }

    /// The id of the process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Has it stand still, or go on: `STOP`, `CONT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it ends by itself, as one does that may not go on.
    pub async fn ends_by_itself(mut self) {
        let status = until("a gateway ends by itself", async || self.process.try_wait().unwrap()).await;
        assert!(!status.success(), "the gateway ended with {status}");
    }

    /// Ends it with SIGKILL: it gets no chance to do anything.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Ends it in good order, with SIGTERM.
    pub async fn stop(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let status = until("a gateway ends", async || self.process.try_wait().unwrap()).await;
        assert!(status.success(), "the gateway ended with {status}");
    }

    /// Panics if the process has ended by itself.
    fn has_failed(&mut self, directory: &Path) -> Option<()> {
        let status = self.process.try_wait().unwrap()?;
        let log = std::fs::read_to_string(directory.join("serve.log")).unwrap_or_default();
        panic!("the gateway has ended with {status}:\n{log}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail if it has ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The program `comity`, as cargo built it beside this test.
pub fn program() -> PathBuf {
    let program = target().join("debug/comity");
    assert!(program.is_file(), "{}: not there; run `cargo build --bin comity`", program.display());
    program
}

fn run(directory: &Path, mut wishes: watch::Receiver<Wanted>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let ended = runtime.block_on(async {
        let gateway = serve::Gateway::open(directory).map_err(|error| error.to_string())?;
        let (stop, stopped) = watch::channel(false);
        let mut wishes_for_order = wishes.clone();
        tokio::spawn(async move {
            let asked = wishes_for_order.wait_for(|wanted| *wanted == Wanted::EndInOrder).await.is_ok();
            stop.send_replace(asked);
            // Whoever drops the sender ends the gateway: it stays until it has ended.
            stop.closed().await;
        });
        tokio::select! {
            ended = gateway.serve(stopped) => ended.map_err(|error| error.to_string()),
            _ = wishes.wait_for(|wanted| *wanted == Wanted::EndAtOnce) => Ok(()),
        }
    });
    // The clockwork works until the process ends, which here is now.
    runtime.shutdown_timeout(END);
    ended
}

/// Asks a gateway how it does. When it answers people, it listens for peers too; to try their port would leave a refused
/// connection in its record.
struct Health(ApiClient);

impl Health {
    fn of(directory: &Path) -> Self {
        let port = Config::read(directory).unwrap().people.address.port();
        let ca = std::fs::read_to_string(directory.parent().unwrap().join("ca.pem")).unwrap();
        Self(ApiClient::new(&ca, &format!("https://localhost:{port}"), RequestLimits::default()).unwrap())
    }

    async fn is_good(&self) -> bool {
        let answer = self.0.request(Method::GET, "/api/v1/health", HeaderMap::new(), Bytes::new()).await;
        answer.is_ok_and(|response| response.status.is_success())
    }
}
