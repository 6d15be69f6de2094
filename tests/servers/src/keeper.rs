//! A shell that holds a server for a test, and outlives the test to put it away.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Ends the server, and removes its directory, when the test's end of the pipe is closed: when the test has ended, however it ended. Until then
/// it does what the lines say that come through the pipe.
const SCRIPT: &str = r#"
dir=$1; shift
start() {
    "$@" </dev/null >>"$dir/log" 2>&1 &
    server=$!
}
start "$@"
echo started
while read -r wish; do
    case "$wish" in
        kill)
            [ -z "$server" ] || { kill -KILL "$server"; wait "$server"; }
            server=
            echo killed
            ;;
        start)
            start "$@"
            echo started
            ;;
    esac
done
[ -z "$server" ] || { kill -INT "$server"; wait "$server"; }
rm -rf "$dir"
"#;

/// What holds a server. When it is dropped, the server and its directory are gone.
pub(crate) struct Keeper {
    process: Child,
    /// None only while this is dropped.
    wishes: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Keeper {
    /// Starts a server that has its files in `directory`. What it says is in `log` there.
    pub(crate) fn start(directory: &Path, server: &Command) -> Self {
        let mut keeper = Command::new("sh");
        keeper.args(["-c", SCRIPT, "keeper"]).arg(directory).arg(server.get_program()).args(server.get_args());
        // The keeper must not end with the tests, as a signal to their group would have it, but behind them.
        std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
        let mut process = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (wishes, answers) = (process.stdin.take(), BufReader::new(process.stdout.take().unwrap()));
        let mut keeper = Self { process, wishes, answers };
        keeper.hear("started").unwrap();
        keeper
    }

    /// Ends the server with SIGKILL. Its files stay.
    pub(crate) fn kill(&mut self) -> io::Result<()> {
        self.wish("kill", "killed")
    }

    /// Starts the server again, as it was started before.
    pub(crate) fn start_again(&mut self) -> io::Result<()> {
        self.wish("start", "started")
    }

    fn wish(&mut self, wish: &str, done: &str) -> io::Result<()> {
        let pipe = self.wishes.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        pipe.write_all(format!("{wish}\n").as_bytes())?;
        self.hear(done)
    }

    fn hear(&mut self, expected: &str) -> io::Result<()> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        if line.trim_end() == expected { Ok(()) } else { Err(io::Error::other(format!("the keeper said {line:?}"))) }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.wishes.take());
        drop(self.process.wait());
    }
}
