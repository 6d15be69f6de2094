//! The command line that other programs rely on: what stands on stdout, what on stderr, and how it ends.

mod accounts;
mod applications;
mod assess;
mod counting;
mod credentials;
mod documents;
mod drawing;
mod erasing;
mod evidence;
mod files;
mod hearing;
mod joining;
mod mediation;
mod mediators;
mod registers;
mod releases;
mod sealing;
mod world;

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What the program said, and how it ended.
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Said {
    /// It did what it was asked to; the one JSON value that it printed.
    fn json(&self) -> Value {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// It refused: nothing on stdout, one line on stderr.
    fn refusal(&self, status: i32) -> &str {
        assert_eq!((self.status, self.out.as_str()), (status, ""), "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        self.err.trim_end()
    }
}

/// Runs `comity`.
fn comity(arguments: &[&str], input: &str) -> Said {
    let mut command = Command::new(comity_tests::program());
    command.args(arguments).env_remove("COMITY_LANG").env_remove("COMITY_RULES");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("comity starts");
    // A program that refuses its arguments does not wait for its input.
    drop(child.stdin.take().expect("it has an input").write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("comity ends");
    Said {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("stdout is text"),
        err: String::from_utf8(output.stderr).expect("stderr is text"),
    }
}
