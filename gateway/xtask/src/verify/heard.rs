//! What a stage says: passed on as it comes, and the lines that say how something failed kept, so that they can be said once more at the
//! end. Whoever sees the end of a long output alone sees why.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

/// No more lines of a stage are kept: the first failures are told whole, and the output above has the others.
const KEPT_LINES: usize = 300;

/// How a stage ended, and what it said of what failed.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) status: ExitStatus,
    /// Lines, each with its end.
    pub(super) failures: String,
}

/// Lets a program run to its end, and hears it.
///
/// # Errors
/// It cannot be started, or not be heard.
pub(super) fn hear(command: &mut Command) -> io::Result<Heard> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let errors = scope.spawn(|| pass_on(stderr, &mut io::stderr()));
        let said = pass_on(stdout, &mut io::stdout());
        let errors = errors.join().unwrap_or_else(|_| Err(io::Error::other("what it said could not be read")));
        let status = child.wait()?;
        Ok(Heard { status, failures: [errors?, said?].concat() })
    })
}

fn pass_on(from: Option<impl Read>, to: &mut impl Write) -> io::Result<String> {
    let mut failures = Failures::default();
    let Some(from) = from else { return Ok(failures.kept) };
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        failures.hear(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(failures.kept)
}

/// The parts of an output that say how something failed.
#[derive(Debug, Default)]
struct Failures {
    within: Option<Part>,
    lines: usize,
    kept: String,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    /// What failed tests said and what they are called, up to their result.
    Tests,
    /// What a compiler found, up to an empty line.
    Finding,
}

impl Failures {
    fn hear(&mut self, line: &str) {
        let bare = line.trim_end();
        if self.within.is_none() {
            self.within = match bare {
                "failures:" => Some(Part::Tests),
                _ if bare.starts_with("error") => Some(Part::Finding),
                _ => None,
            };
        }
        let Some(part) = self.within else { return };
        if self.lines < KEPT_LINES {
            self.lines += 1;
            self.kept.push_str(line);
        }
        let is_over = match part {
            Part::Tests => bare.starts_with("test result:"),
            Part::Finding => bare.is_empty(),
        };
        if is_over {
            self.within = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &str) -> String {
        let mut failures = Failures::default();
        lines.split_inclusive('\n').for_each(|line| failures.hear(line));
        failures.kept
    }

    #[test]
    fn what_failed_tests_said_is_kept_and_what_passed_is_not() {
        let failed = "failures:\n\n---- a stdout ----\nleft: 1\n\n\nfailures:\n    a\n\ntest result: FAILED. 1 passed; 1 failed\n";
        let kept = heard(&format!("running 2 tests\ntest b ... ok\ntest a ... FAILED\n\n{failed}\nrunning 1 test\n"));
        assert_eq!(kept, failed);
        assert_eq!(heard("running 1 test\ntest b ... ok\n\ntest result: ok. 1 passed\n"), "");
    }

    #[test]
    fn what_a_compiler_found_is_kept_up_to_the_next_empty_line() {
        let found = "error[E0308]: mismatched types\n --> src/a.rs:1\n\n";
        assert_eq!(heard(&format!("   Compiling a\n{found}warning: unused\n")), found);
    }

    #[test]
    fn of_failures_without_end_the_first_are_kept() {
        let kept = heard(&format!("failures:\n{}", "one more\n".repeat(KEPT_LINES * 2)));
        assert_eq!(kept.lines().count(), KEPT_LINES);
    }

    #[test]
    fn a_program_is_heard_on_both_its_ways_to_its_end() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo failures:; echo 'error: no' >&2; exit 3"]);
        let heard = hear(&mut command).unwrap();
        assert_eq!((heard.status.code(), heard.failures.as_str()), (Some(3), "error: no\nfailures:\n"));
    }
}
