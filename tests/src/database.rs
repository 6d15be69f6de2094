//! A PostgreSQL of a test's own: in a temporary directory, on a socket, until it is dropped.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::not_run;
use crate::wait::until;

/// Where Debian keeps the programs of PostgreSQL.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// Ends the server when its end of the pipe is closed: when the test has ended, however it ended.
const KEEPER: &str = r#"
dir=$1; shift
"$@" </dev/null >"$dir/log" 2>&1 &
server=$!
echo started
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$dir"
"#;

/// A server with one empty database.
pub struct Database {
    directory: PathBuf,
    keeper: Child,
}

impl Database {
    /// Starts the server; where there can be none, that is noted as the reason why `what` could not be checked.
    pub async fn start(what: &str) -> Option<Self> {
        match Self::begin() {
            Ok(database) => {
                until("a database answers", async || database.answers().then_some(())).await;
                Some(database)
            }
            Err(why) => {
                not_run(what, &why);
                None
            }
        }
    }

    /// Its address, as `comity.toml` has it.
    pub fn url(&self) -> String {
        format!("host={} user=comity dbname=postgres", self.directory.display())
    }

    /// `Err` says why there cannot be one here; whatever else fails, fails the test.
    fn begin() -> Result<Self, String> {
        let program = Path::new(PROGRAMS).join("postgres");
        if !program.exists() {
            return Err(format!("{} is not there (Debian: postgresql-15)", program.display()));
        }
        let is_root = said(Command::new("id").arg("-u")) == "0";
        if is_root && !Command::new("id").arg("postgres").output().unwrap().status.success() {
            return Err("there is no user postgres, and the server does not run as root".to_owned());
        }
        let directory = tempfile::Builder::new().prefix("comity-pg-").tempdir_in("/tmp").unwrap().keep();
        if is_root {
            said(Command::new("chown").arg("postgres:").arg(&directory));
        }
        std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o755)).unwrap();
        let data = directory.join("data");
        let mut initdb = as_postgres(is_root, &Path::new(PROGRAMS).join("initdb"));
        said(initdb.args(["--auth=trust", "--username=comity", "--encoding=UTF8", "--locale=C", "-D"]).arg(&data));
        let mut server = as_postgres(is_root, &program);
        server.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c"]);
        server.arg(format!("unix_socket_directories={}", directory.display()));
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(&directory).arg(server.get_program()).args(server.get_args());
        // The keeper must not end with the tests, as a signal to their group would have it, but behind them.
        std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
        let mut keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "started\n");
        Ok(Self { directory, keeper })
    }

    fn answers(&self) -> bool {
        let mut ready = Command::new(Path::new(PROGRAMS).join("pg_isready"));
        ready.args(["--quiet", "--host"]).arg(&self.directory).status().unwrap().success()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
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
