//! An S3-compatible server of the tests' own: SeaweedFS, in a temporary directory, on ports of this machine, for as long as the tests run.
//! `cargo xtask tools` installs it with the Python packages.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::encrypted::Vouched;
use super::server::{KEEPER, not_run};
use crate::S3Config;

const KEY: (&str, &str) = ("comity", "known-to-the-tests-alone");

/// The server.
pub(super) struct S3Server {
    port: u16,
    /// Who vouches for it, where it is spoken to encrypted.
    roots: PathBuf,
}

/// It is looked so often whether it has started, ten times a second: a slow machine takes its time.
const TRIES: u32 = 900;
/// It is spoken to encrypted at so many ports behind the first.
const ENCRYPTED: u16 = 8;

impl S3Server {
    /// The one server of the tests; where there is none, that is noted.
    pub(super) fn shared() -> Option<&'static Self> {
        static SERVER: OnceLock<Option<S3Server>> = OnceLock::new();
        let server = SERVER.get_or_init(|| {
            let program = program();
            if program.exists() {
                return Some(Self::start(&program));
            }
            not_run("the pieces of large files in an S3 server", &format!("{} is not there", program.display()));
            None
        });
        server.as_ref()
    }

    /// A bucket that nobody has used. The server makes it with the first object.
    pub(super) fn fresh(&self) -> S3Config {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let bucket = format!("bucket-{}", COUNT.fetch_add(1, Ordering::SeqCst));
        let config = S3Config {
            endpoint: format!("http://127.0.0.1:{}", self.port),
            bucket,
            region: "us-east-1".to_owned(),
            access_key: KEY.0.to_owned(),
            secret_key: KEY.1.to_owned(),
            patience: Duration::from_secs(20),
            roots: None,
        };
        self.make(&config.bucket);
        config
    }

    /// The same, spoken to encrypted.
    pub(super) fn fresh_encrypted(&self) -> S3Config {
        let endpoint = format!("https://localhost:{}", self.port + ENCRYPTED);
        S3Config { endpoint, roots: Some(self.roots.clone()), ..self.fresh() }
    }

    /// Makes a bucket, as its operator does.
    fn make(&self, bucket: &str) {
        let command = format!("s3.bucket.create -name {bucket}\n");
        // Its own protocol is on the fourth port behind each.
        let at = |port: u16| format!("127.0.0.1:{port}.{}", port + 4);
        let mut shell = Command::new(program());
        shell.arg("shell").arg(format!("-master={}", at(self.port + 1))).arg(format!("-filer={}", at(self.port + 3)));
        let mut shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        shell.stdin.take().unwrap().write_all(command.as_bytes()).unwrap();
        let said = shell.wait_with_output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    }

    fn start(program: &Path) -> Self {
        let made = tempfile::Builder::new().prefix("comity-s3-").tempdir_in("/tmp").unwrap().keep();
        let identity = serde_json::json!({ "identities": [{
            "name": "comity",
            "credentials": [{ "accessKey": KEY.0, "secretKey": KEY.1 }],
            "actions": ["Admin", "Read", "Write", "List"],
        }] });
        std::fs::write(made.join("s3.json"), identity.to_string()).unwrap();
        let vouched = Vouched::of(&["localhost"]);
        let roots = vouched.write(&made);
        let port = free_ports();
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(&made).arg(program).arg("server");
        keeper.arg(format!("-dir={}", made.display())).arg(format!("-s3.config={}/s3.json", made.display()));
        keeper.args(["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-volume.max=200"]);
        keeper.args(["-master.volumeSizeLimitMB=64", "-filer", "-s3", "-s3.iam=false"]);
        // By itself it takes nothing more once a hundredth of the whole disk is left, however large that is.
        keeper.arg("-volume.minFreeSpace=64MiB");
        keeper.arg(format!("-s3.port.https={}", port + ENCRYPTED));
        keeper.arg(format!("-s3.cert.file={}/server.pem", made.display()));
        keeper.arg(format!("-s3.key.file={}/server.key", made.display()));
        for (place, name) in (0..).zip(["s3", "master", "volume", "filer"]) {
            keeper.arg(format!("-{name}.port={}", port + place));
            keeper.arg(format!("-{name}.port.grpc={}", port + 4 + place));
        }
        // The keeper must not end with the tests, as a signal to their group would have it, but behind them.
        std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
        let mut keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "started\n");
        // Held until this process ends.
        std::mem::forget(keeper);
        let server = Self { port, roots };
        server.wait(&made);
        server
    }

    /// Until it listens everywhere, and its master has a place for an object: only then its other parts have found each other.
    fn wait(&self, made: &Path) {
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        for _ in 0..TRIES {
            let answers = |place| TcpStream::connect((Ipv4Addr::LOCALHOST, self.port + place)).is_ok();
            if (0..4).chain([ENCRYPTED]).all(answers) && self.has_a_place().unwrap_or(false) {
                return;
            }
            receiver.recv_timeout(Duration::from_millis(100)).unwrap_err();
        }
        panic!("{}", std::fs::read_to_string(made.join("log")).unwrap());
    }

    fn has_a_place(&self) -> std::io::Result<bool> {
        let mut master = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port + 1))?;
        master.set_read_timeout(Some(Duration::from_secs(5)))?;
        master.write_all(b"GET /dir/assign HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut answer = String::new();
        master.read_to_string(&mut answer)?;
        Ok(answer.contains("\"fid\""))
    }
}

/// Where `cargo xtask tools` puts it: beside the folder of the builds.
fn program() -> PathBuf {
    let target = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned();
    target.join("tools/python/bin/weed")
}

/// Nine ports, one after the other, that nobody listens on; below those that the operating system gives away by itself.
fn free_ports() -> u16 {
    let start = 10_000 + u16::try_from(std::process::id() % 2_000).unwrap() * 10;
    let is_free = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    (start..32_000).step_by(10).find(|first| (*first..=first + ENCRYPTED).all(is_free)).unwrap()
}
