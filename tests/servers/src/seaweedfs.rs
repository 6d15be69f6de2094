//! An S3-compatible store of a test's own: SeaweedFS, in a temporary directory, on ports of this machine. `cargo xtask tools` installs it with
//! the Python packages.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;

use crate::keeper::Keeper;
use crate::{comes_true, free_ports, not_run, target};

const KEY: (&str, &str) = ("comity", "known-to-the-tests-alone");

/// It is looked so often whether it has started.
const LOOKS: u32 = 900;
const PATIENCE: Duration = Duration::from_secs(60);

/// Its parts. Each has a port, and another one for its own protocol, as many behind it on the list as there are parts.
const PARTS: [&str; 4] = ["s3", "master", "volume", "filer"];
const S3: usize = 0;
const MASTER: usize = 1;
const FILER: usize = 3;
/// Where the first of them is spoken to encrypted: the last one on the list.
const ENCRYPTED: usize = 2 * PARTS.len();

/// So many objects are listed of a folder.
const LISTED: usize = 100_000;

/// The server.
pub struct SeaweedFs {
    directory: PathBuf,
    ports: Vec<u16>,
    is_encrypted: bool,
    keeper: Keeper,
}

/// A bucket of the server, and how one is known there.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// The address of the server, not encrypted.
    pub endpoint: String,
    /// The bucket's name.
    pub name: String,
    /// The region that requests are signed for.
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
}

impl SeaweedFs {
    /// Starts a server; where there is none, that is noted as the reason why `what` could not be checked. `prepare` may write `server.pem` and
    /// `server.key` into its directory: it is spoken to encrypted as well then.
    pub fn start(what: &str, prepare: impl FnOnce(&Path)) -> Option<Self> {
        let program = program();
        if !program.exists() {
            not_run(what, &format!("{} is not there: `cargo xtask tools`", program.display()));
            return None;
        }
        let directory = tempfile::Builder::new().prefix("comity-s3-").tempdir_in("/tmp").unwrap().keep();
        let identity = serde_json::json!({ "identities": [{
            "name": "comity",
            "credentials": [{ "accessKey": KEY.0, "secretKey": KEY.1 }],
            "actions": ["Admin", "Read", "Write", "List"],
        }] });
        std::fs::write(directory.join("s3.json"), identity.to_string()).unwrap();
        prepare(&directory);
        let is_encrypted = directory.join("server.pem").exists();
        let ports = free_ports(ENCRYPTED + 1);
        let keeper = Keeper::start(&directory, &called(&program, &directory, &ports, is_encrypted));
        let server = Self { directory, ports, is_encrypted, keeper };
        server.wait();
        Some(server)
    }

    /// Where its files are.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// A bucket that nobody has used.
    pub fn fresh(&self) -> Bucket {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let bucket = Bucket {
            endpoint: format!("http://127.0.0.1:{}", self.ports[S3]),
            name: format!("bucket-{}", COUNT.fetch_add(1, Ordering::SeqCst)),
            region: "us-east-1".to_owned(),
            access_key: KEY.0.to_owned(),
            secret_key: KEY.1.to_owned(),
        };
        self.make(&bucket.name);
        bucket
    }

    /// Its address for whoever speaks to it encrypted, by the name that its certificate has to have.
    pub fn encrypted(&self) -> String {
        assert!(self.is_encrypted, "nobody gave it a certificate");
        format!("https://localhost:{}", self.ports[ENCRYPTED])
    }

    /// What a bucket has, as its files are laid out, past the protocol of the gateways: `folder/object`, in their order.
    pub fn objects(&self, bucket: &str) -> Vec<String> {
        let root = format!("/buckets/{bucket}");
        let mut objects = Vec::new();
        for folder in self.list(&root) {
            let inside = self.list(&format!("{root}/{folder}"));
            objects.extend(inside.iter().map(|object| format!("{folder}/{object}")));
        }
        objects
    }

    /// Ends it with SIGKILL: from now on nobody listens where it was. Its files stay.
    pub fn kill(&mut self) {
        self.keeper.kill().unwrap();
    }

    /// Starts it again, with the same files and at the same ports.
    pub fn start_again(&mut self) {
        self.keeper.start_again().unwrap();
        self.wait();
    }

    /// Makes a bucket, as its operator does.
    fn make(&self, bucket: &str) {
        let command = format!("s3.bucket.create -name {bucket}\n");
        let at = |part: usize| format!("127.0.0.1:{}.{}", self.ports[part], self.ports[PARTS.len() + part]);
        let mut shell = Command::new(program());
        shell.arg("shell").arg(format!("-master={}", at(MASTER))).arg(format!("-filer={}", at(FILER)));
        let mut shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        shell.stdin.take().unwrap().write_all(command.as_bytes()).unwrap();
        let said = shell.wait_with_output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    }

    /// Until it listens everywhere, and its master has a place for an object: only then its other parts have found each other.
    fn wait(&self) {
        let last: &[u16] = if self.is_encrypted { &self.ports[ENCRYPTED..] } else { &[] };
        let listens = |port: &u16| TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_ok();
        let is_ready = || {
            self.ports[..PARTS.len()].iter().chain(last).all(listens)
                && self.ask(MASTER, "/dir/assign").is_ok_and(|answer| answer.contains("\"fid\""))
        };
        let log = || std::fs::read_to_string(self.directory.join("log")).unwrap();
        assert!(comes_true(LOOKS, is_ready), "{}", log());
    }

    /// The names in a folder, in their order; none if there is no such folder.
    fn list(&self, folder: &str) -> Vec<String> {
        let answer = self.ask(FILER, &format!("{folder}/?limit={LISTED}")).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        if head.split(' ').nth(1) == Some("404") {
            return Vec::new();
        }
        let listed: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{folder}: {error}: {answer}"));
        let entries = listed["Entries"].as_array().into_iter().flatten();
        let paths = entries.map(|entry| entry["FullPath"].as_str().unwrap());
        paths.map(|path| path.rsplit_once('/').unwrap().1.to_owned()).collect()
    }

    /// What one of its parts answers.
    fn ask(&self, part: usize, path: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.ports[part]))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let request = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for SeaweedFs {
    fn drop(&mut self) {
        // Nobody wants its files any more, and by itself it takes ten seconds to end.
        drop(self.keeper.kill());
    }
}

/// Where `cargo xtask tools` puts it: beside the folder of the builds.
fn program() -> PathBuf {
    target().join("tools/python/bin/weed")
}

/// How the server is called.
fn called(program: &Path, directory: &Path, ports: &[u16], is_encrypted: bool) -> Command {
    let at = directory.display();
    let mut server = Command::new(program);
    server.arg("server").arg(format!("-dir={at}")).arg(format!("-s3.config={at}/s3.json"));
    server.args(["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-volume.max=200"]);
    server.args(["-master.volumeSizeLimitMB=64", "-filer", "-s3", "-s3.iam=false"]);
    // By itself it takes nothing more once a hundredth of the whole disk is left, however large that is.
    server.arg("-volume.minFreeSpace=64MiB");
    // These two have the same port in every server, unless they are left out.
    server.args(["-s3.port.iceberg=0", "-s3.port.lance=0"]);
    for (place, name) in PARTS.iter().enumerate() {
        server.arg(format!("-{name}.port={}", ports[place]));
        server.arg(format!("-{name}.port.grpc={}", ports[PARTS.len() + place]));
    }
    if is_encrypted {
        server.arg(format!("-s3.port.https={}", ports[ENCRYPTED]));
        server.arg(format!("-s3.cert.file={at}/server.pem")).arg(format!("-s3.key.file={at}/server.key"));
    }
    server
}
