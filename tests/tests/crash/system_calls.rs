//! The promise behind every answer, as the operating system sees it: first on stable storage, then said.

use std::path::{Path, PathBuf};
use std::process::Command;

use comity_tests::{PracticeWorld, Program, not_run, program, until};

use super::drafted;

/// What is traced: whatever could bring bytes to a file or to a client.
const CALLS: &str = "trace=fdatasync,fsync,sync_file_range,write,writev,pwrite64,pwritev,sendto,sendmsg,sendmmsg";

#[tokio::test]
async fn a_draft_is_on_stable_storage_before_its_answer_is_sent() {
    let world = PracticeWorld::make().await;
    let directory = world.of("cn");
    let trace = world.directory().join("calls.trace");
    if let Err(why) = can_trace(&world.directory().join("trial.trace")) {
        return not_run("fdatasync before the reply, as strace sees it", &why);
    }
    let mut serve = Command::new("strace");
    // With `-D` the gateway stays this test's own child, so that it ends with it.
    serve
        .args(["-D", "-f", "-yy", "-s", "0", "-e", CALLS, "-o"])
        .arg(&trace)
        .arg(program())
        .arg("serve")
        .arg(&directory);
    let _cn = Program::start_with(serve, &directory).await;
    let clerk = world.sign_in("he-min").await;
    clerk.get("/me").await.good();
    // The checkpoint over what was before does not come in between.
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;

    let already = read(&trace).len();
    drafted(&clerk).await;
    let calls = until("the answer is in the trace", async || {
        let calls: Vec<Call> = read(&trace)[already..].iter().filter_map(|line| Call::parse(line)).collect();
        calls.iter().any(|call| call.what.contains(CONNECTION)).then_some(calls)
    })
    .await;
    let key = ended(&calls, 0, "fdatasync", "/record/keys");
    let written = begun(&calls, 0, &WRITES, JOURNAL);
    let durable = ended(&calls, written, "fdatasync", JOURNAL);
    let answered = begun(&calls, 0, &WRITES, CONNECTION);
    assert!(key < written, "what seals a line is durable before the line: {calls:#?}");
    assert!(written < durable && durable < answered, "{calls:#?}");
}

const WRITES: [&str; 7] = ["write", "writev", "pwrite64", "pwritev", "sendto", "sendmsg", "sendmmsg"];
const JOURNAL: &str = "/record/journal/";
const CONNECTION: &str = "TCP:[";

/// A line of the trace: a call, or the beginning or the end of one during which other threads called something.
#[derive(Debug)]
struct Call {
    thread: u32,
    name: String,
    /// The file or connection that it is about; the end of a call does not repeat it.
    what: String,
    is_end_alone: bool,
    has_ended: bool,
}

impl Call {
    fn parse(line: &str) -> Option<Self> {
        let (thread, call) = line.split_once(' ')?;
        let (thread, call) = (thread.parse().ok()?, call.trim_start());
        if let Some(resumed) = call.strip_prefix("<... ") {
            let name = resumed.split_once(' ')?.0.to_owned();
            return Some(Self { thread, name, what: String::new(), is_end_alone: true, has_ended: true });
        }
        let (name, arguments) = call.split_once('(')?;
        let what = arguments.split_once('<')?.1.split_once([',', ')'])?.0.to_owned();
        let has_ended = !call.ends_with("<unfinished ...>");
        Some(Self { thread, name: name.to_owned(), what, is_end_alone: false, has_ended })
    }
}

/// Where the first call of these names about `what` begins, from `from` on.
fn begun(calls: &[Call], from: usize, names: &[&str], what: &str) -> usize {
    let is = |call: &Call| names.contains(&call.name.as_str()) && call.what.contains(what) && !call.is_end_alone;
    let found = calls[from..].iter().position(is);
    from + found.unwrap_or_else(|| panic!("no {names:?} about {what} in {calls:#?}"))
}

/// Where the first call of this name about `what` that begins from `from` on has ended.
fn ended(calls: &[Call], from: usize, name: &str, what: &str) -> usize {
    let beginning = begun(calls, from, &[name], what);
    let call = &calls[beginning];
    if call.has_ended {
        return beginning;
    }
    let is = |end: &Call| end.is_end_alone && (end.thread, &end.name) == (call.thread, &call.name);
    let found = calls[beginning..].iter().position(is);
    beginning + found.unwrap_or_else(|| panic!("{call:?} has not ended in {calls:#?}"))
}

fn read(trace: &Path) -> Vec<String> {
    std::fs::read_to_string(trace).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Whether programs may be traced here.
fn can_trace(trial: &PathBuf) -> Result<(), String> {
    let traced = Command::new("strace").args(["-f", "-o"]).arg(trial).arg("true").output();
    match traced {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("strace may not trace: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Err(format!("strace cannot be started: {error}: `apt-get install strace`")),
    }
}
