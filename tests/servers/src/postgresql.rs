//! A PostgreSQL of a test's own: in a temporary directory, on a socket.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::comes_true;
use crate::keeper::Keeper;

/// Where Debian keeps the programs of PostgreSQL.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// It is looked so often whether it answers.
const LOOKS: u32 = 900;

/// The server. Its user is `comity`, its one database `postgres`.
pub struct PostgreSql {
    directory: PathBuf,
    _keeper: Keeper,
}

impl PostgreSql {
    /// Starts a server. `prepare` writes into its directory of data what it needs beside, and says how it is called then. `Err` says why there
    /// cannot be one here; whatever else fails, fails the tests.
    pub fn start(prepare: impl FnOnce(&Path) -> Vec<String>) -> Result<Self, String> {
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
        let more = prepare(&data);
        if is_root {
            said(Command::new("chown").args(["-R", "postgres:"]).arg(&data));
        }
        let mut server = as_postgres(is_root, &program);
        server.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c"]);
        server.arg(format!("unix_socket_directories={}", directory.display()));
        server.args(["-c", "max_connections=200"]).args(more);
        let keeper = Keeper::start(&directory, &server);
        let server = Self { directory, _keeper: keeper };
        assert!(comes_true(LOOKS, || server.answers()), "{}", server.log());
        Ok(server)
    }

    /// Where its socket is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn answers(&self) -> bool {
        let mut ready = Command::new(Path::new(PROGRAMS).join("pg_isready"));
        ready.args(["--quiet", "--host"]).arg(&self.directory).status().unwrap().success()
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.directory.join("log")).unwrap()
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
