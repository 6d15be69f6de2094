//! A PostgreSQL of the tests' own: in a temporary directory, on a socket, for as long as the tests run.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use postgres::{Client, NoTls};

/// Where Debian keeps the programs of PostgreSQL.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// Ends the server when the tests have ended, however they ended: their end of the pipe is closed then.
pub(super) const KEEPER: &str = r#"
dir=$1; shift
"$@" </dev/null >"$dir/log" 2>&1 &
server=$!
echo started
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$dir"
"#;

/// The server.
pub(super) struct Server {
    directory: PathBuf,
}

/// A database of its own on the server.
#[derive(Clone)]
pub(super) struct Fresh {
    socket: PathBuf,
    name: String,
}

impl Server {
    /// The one server of the tests; where there is none, that is noted.
    pub(super) fn shared() -> Option<&'static Self> {
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        let server = SERVER.get_or_init(|| {
            let started = Self::start(|_| Vec::new());
            if let Err(why) = &started {
                not_run("the store on PostgreSQL", why);
            }
            started.ok()
        });
        server.as_ref()
    }

    /// An empty database.
    pub(super) fn fresh(&self) -> Fresh {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::SeqCst));
        let fresh = Fresh { socket: self.directory.clone(), name };
        fresh.admin("postgres").batch_execute(&format!("CREATE DATABASE {}", fresh.name)).unwrap();
        fresh
    }

    /// Starts a server. `prepare` writes into its directory of data what it needs beside, and says how it is called then. `Err` says why there
    /// cannot be one here; whatever else fails, fails the tests.
    pub(super) fn start(prepare: impl FnOnce(&Path) -> Vec<String>) -> Result<Self, String> {
        let program = Path::new(PROGRAMS).join("postgres");
        if !program.exists() {
            return Err(format!("{} is not there (Debian: postgresql-15)", program.display()));
        }
        let is_root = said(Command::new("id").arg("-u")) == "0";
        if is_root && !Command::new("id").arg("postgres").output().unwrap().status.success() {
            return Err("there is no user postgres, and the server does not run as root".to_owned());
        }
        let made = tempfile::Builder::new().prefix("comity-pg-").tempdir_in("/tmp").unwrap().keep();
        if is_root {
            said(Command::new("chown").arg("postgres:").arg(&made));
        }
        std::fs::set_permissions(&made, std::fs::Permissions::from_mode(0o755)).unwrap();
        let data = made.join("data");
        let mut initdb = as_postgres(is_root, &Path::new(PROGRAMS).join("initdb"));
        said(initdb.args(["--auth=trust", "--username=comity", "--encoding=UTF8", "--locale=C", "-D"]).arg(&data));
        let more = prepare(&data);
        if is_root {
            said(Command::new("chown").args(["-R", "postgres:"]).arg(&data));
        }
        let mut server = as_postgres(is_root, &program);
        server.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c"]);
        server
            .arg(format!("unix_socket_directories={}", made.display()))
            .args(["-c", "max_connections=200"])
            .args(more);
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(&made).arg(server.get_program()).args(server.get_args());
        // The keeper must not end with the tests, as a signal to their group would have it, but behind them.
        std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
        let mut keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "started\n");
        // Held until this process ends.
        std::mem::forget(keeper);
        let server = Self { directory: made };
        server.wait();
        Ok(server)
    }

    fn wait(&self) {
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        for _ in 0..200 {
            let url = format!("host={} user=comity dbname=postgres", self.directory.display());
            if Client::connect(&url, NoTls).is_ok() {
                return;
            }
            receiver.recv_timeout(std::time::Duration::from_millis(100)).unwrap_err();
        }
        panic!("{}", std::fs::read_to_string(self.directory.join("log")).unwrap());
    }
}

impl Fresh {
    /// A database that another process has made.
    pub(super) fn at(socket: &str, name: &str) -> Self {
        Self { socket: socket.into(), name: name.to_owned() }
    }

    pub(super) fn socket(&self) -> &Path {
        &self.socket
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn url(&self) -> String {
        self.url_through(&self.socket)
    }

    /// Its address behind another socket.
    pub(super) fn url_through(&self, socket: &Path) -> String {
        format!("host={} user=comity dbname={}", socket.display(), self.name)
    }

    /// A connection past the store.
    pub(super) fn client(&self) -> Client {
        self.admin(&self.name)
    }

    fn admin(&self, name: &str) -> Client {
        let url = format!("host={} user=comity dbname={name}", self.socket.display());
        Client::connect(&url, NoTls).unwrap()
    }
}

/// PostgreSQL does not run as root.
fn as_postgres(is_root: bool, program: &Path) -> Command {
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn said(command: &mut Command) -> String {
    let output = command.current_dir("/").output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Notes that something could not be checked on this machine, where `cargo verify` reads it.
pub(super) fn not_run(what: &str, why: &str) {
    eprintln!("not run: {what}: {why}");
    let Some(notes) = std::env::var_os("COMITY_NOT_RUN") else { return };
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(notes).unwrap();
    writeln!(file, "{what}: {why}").unwrap();
}
