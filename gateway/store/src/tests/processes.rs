//! Several processes over one database under load, of which one is killed again and again: nothing is lost, and nothing is there twice.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread::JoinHandle;

use super::ground::{alone_config, database_config};
use super::server::{Fresh, Server};
use super::*;
use crate::Watch;

/// So many threads of each process commit.
const THREADS: usize = 4;

/// So often one of them is killed.
const KILLS: u64 = 4;

/// A process that was killed had been answered for at least so many commits.
const ANSWERS: usize = 150;

/// With this code ends a process that may not go on.
const LOST: i32 = 17;

#[test]
fn of_two_processes_under_load_one_is_killed_and_nothing_is_lost_and_nothing_is_there_twice() {
    let Some(server) = Server::shared() else { return };
    let fresh = server.fresh();
    // The database is there before anybody is in a hurry.
    drop(Store::open(database_config(&fresh.url()), parts(RealDisk, &Fatal::default())).unwrap());
    let steady = Process::start(&fresh, "steady", 1_000);
    let mut killed = Vec::new();
    for round in 0..KILLS {
        // The next one is given the same messages again, from the first: a peer that got no answer asks again.
        let process = Process::start(&fresh, "killed", round);
        process.wait_for(ANSWERS);
        killed.push(process.kill());
    }
    let last = Process::start(&fresh, "killed", KILLS);
    last.wait_for(ANSWERS);
    let mut answers = killed;
    answers.extend([last.end(), steady.end()]);

    let store = Store::open(database_config(&fresh.url()), parts(RealDisk, &Fatal::default())).unwrap();
    assert_eq!(store.status().start.views_rebuilt, None, "the views are those of the last commit");
    let found = found(&store);
    let answered: usize = answers.iter().map(HashMap::len).sum();
    for (message, (index, receipt)) in answers.iter().flatten() {
        assert_eq!(found.get(message), Some(&vec![*index]), "{message}");
        let stored = store.answered("cn", message).unwrap().unwrap();
        assert_eq!((stored.0, &*stored.1), (*index, receipt.as_str()), "{message}");
    }
    assert!(found.values().all(|places| places.len() == 1), "nothing is there twice");
    let size = store.status().size;
    assert_eq!(found.len() as u64, size, "{answered} answers");
    assert!(answered > ANSWERS * 5);
    assert_eq!(store.views().get(b"count").unwrap().unwrap(), size.to_string().as_bytes());
    assert_eq!(audit(&store).entries, size);
    check_checkpoints(&fresh, &store);
}

/// Each checkpoint that was ever signed is over a beginning of the one record, and each reign comes after the one before it.
pub(super) fn check_checkpoints(fresh: &Fresh, store: &Store) {
    let database = database_config(&fresh.url()).database.unwrap();
    let signed = crate::database::Database::open(&database, [9; 16]).unwrap().checkpoints().unwrap();
    let mut before = (0, 0);
    for (reign, note) in &signed {
        let checkpoint = verifier().verify(note).unwrap();
        assert_eq!(store.with_tree(|tree| tree.root_at(checkpoint.size)), Some(checkpoint.root));
        assert!(checkpoint.size >= before.0 && *reign >= before.1);
        before = (checkpoint.size, *reign);
    }
    assert!(signed.len() > 5, "{} checkpoints", signed.len());
}

/// Where the answer to each message stands in the record.
pub(super) fn found(store: &Store) -> BTreeMap<String, Vec<u64>> {
    let mut found: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for entry in store.entries(0..u64::MAX) {
        let entry = entry.unwrap();
        found.entry(entry.answers.unwrap().message).or_default().push(entry.index);
    }
    found
}

/// What a process was answered: the index and the receipt, by message.
pub(super) type Answers = HashMap<String, (u64, String)>;

/// This test program as another process, in which only the load is run.
pub(super) struct Process {
    child: Child,
    answers: Arc<Mutex<Answers>>,
    reader: JoinHandle<()>,
}

impl Process {
    /// Starts one that shares the database.
    fn start(fresh: &Fresh, name: &str, seed: u64) -> Self {
        Self::start_as(fresh, name, seed, "shared")
    }

    /// Starts one that uses the database alone, and stands by while another does.
    pub(super) fn start_alone(fresh: &Fresh, name: &str, seed: u64) -> Self {
        Self::start_as(fresh, name, seed, "alone")
    }

    fn start_as(fresh: &Fresh, name: &str, seed: u64, how: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "tests::processes::load", "--ignored", "--nocapture"]);
        command.env("COMITY_LOAD_SOCKET", fresh.socket()).env("COMITY_LOAD_DATABASE", fresh.name());
        command.env("COMITY_LOAD_NAME", name).env("COMITY_LOAD_SEED", (seed + 1_000).to_string());
        command.env("COMITY_LOAD_HOW", how);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let answers = Arc::new(Mutex::new(Answers::new()));
        let (mut said, heard) = (BufReader::new(child.stdout.take().unwrap()), Arc::clone(&answers));
        let reader = std::thread::spawn(move || {
            let mut line = String::new();
            // A line that was cut off in the middle was not heard.
            while said.read_line(&mut line).unwrap() > 0 && line.ends_with('\n') {
                if let Some((message, (index, receipt))) = answer(&line) {
                    heard.lock().unwrap().insert(message, (index, receipt));
                }
                line.clear();
            }
        });
        Self { child, answers, reader }
    }

    /// What it was answered up to now.
    pub(super) fn answers(&self) -> Answers {
        self.answers.lock().unwrap().clone()
    }

    /// Sends it a signal: `STOP`, `CONT`.
    pub(super) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it ends by itself, as one that may not go on does.
    pub(super) fn ends_by_itself(mut self) -> Answers {
        // To wait for a process closes its input, by which it would be told to end in order.
        let _input = self.child.stdin.take();
        assert_eq!(self.child.wait().unwrap().code(), Some(LOST));
        self.heard()
    }

    pub(super) fn wait_for(&self, count: usize) {
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        for _ in 0..6000 {
            if self.answers.lock().unwrap().len() >= count {
                return;
            }
            receiver.recv_timeout(Duration::from_millis(50)).unwrap_err();
        }
        panic!("{} answers", self.answers.lock().unwrap().len());
    }

    /// Kills it in the middle of whatever it does.
    pub(super) fn kill(mut self) -> Answers {
        self.child.kill().unwrap();
        assert!(!self.child.wait().unwrap().success());
        self.heard()
    }

    /// Has it finish what it does, and end.
    pub(super) fn end(mut self) -> Answers {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
        self.heard()
    }

    fn heard(self) -> Answers {
        self.reader.join().unwrap();
        std::mem::take(&mut self.answers.lock().unwrap())
    }
}

/// `answer <message> <index> <receipt>`
fn answer(line: &str) -> Option<(String, (u64, String))> {
    // The harness of the tests may have begun the line.
    let (_, words) = line.trim_end().split_once("answer ")?;
    let mut words = words.splitn(3, ' ');
    let (message, index, receipt) = (words.next()?, words.next()?, words.next()?);
    Some((message.to_owned(), (index.parse().ok()?, receipt.to_owned())))
}

#[test]
#[ignore = "is run by the test above, as another process"]
fn load() {
    let variable = |name: &str| std::env::var(format!("COMITY_LOAD_{name}")).unwrap();
    let (name, seed) = (variable("NAME"), variable("SEED").parse::<u64>().unwrap());
    let url = Fresh::at(&variable("SOCKET"), &variable("DATABASE")).url();
    let fatal = Fatal::default();
    // Keys, nonces and names of one process must not be those of another.
    let own = || Parts { entropy: Box::new(entropy(seed << 40)), ..parts(RealDisk, &fatal) };
    let is_alone = variable("HOW") == "alone";
    let store = match variable("HOW").as_str() {
        "alone" => stand_by(&url, || Parts { on_fatal: Arc::new(|_| std::process::exit(LOST)), ..own() }),
        _ => Store::open(database_config(&url), own()).unwrap(),
    };
    let ended = Arc::new(AtomicBool::new(false));
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| {
            let (store, ended, name) = (store.clone(), Arc::clone(&ended), name.clone());
            std::thread::spawn(move || {
                let mut number = 0;
                while !ended.load(Ordering::SeqCst) {
                    receive(&store, &format!("{name}-{thread}-{number}"), number, is_alone);
                    number += 1;
                }
            })
        })
        .collect();
    let signer = {
        let (store, ended) = (store.clone(), Arc::clone(&ended));
        std::thread::spawn(move || {
            while !ended.load(Ordering::SeqCst) {
                // One that is about to end may not sign any more.
                drop(store.make_checkpoint());
                let (_sender, receiver) = std::sync::mpsc::channel::<()>();
                receiver.recv_timeout(Duration::from_millis(20)).unwrap_err();
            }
        })
    };
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    ended.store(true, Ordering::SeqCst);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    signer.join().unwrap();
    store.close().unwrap();
    assert_eq!(fatal.count(), 0);
}

/// Opens the store as soon as no other process has it.
fn stand_by(url: &str, parts: impl Fn() -> Parts) -> Store {
    let config = alone_config(url);
    let watch = Watch::new(config.database.as_ref().unwrap()).unwrap();
    let (_sender, receiver) = std::sync::mpsc::channel::<()>();
    loop {
        while watch.is_in_use().unwrap() {
            receiver.recv_timeout(Duration::from_millis(50)).unwrap_err();
        }
        match Store::open(config.clone(), parts()) {
            Err(StoreError::DatabaseInUse) => {}
            opened => return opened.unwrap(),
        }
    }
}

/// Receives a message for one of a few subjects, which the other processes add to as well: decides from what is there, and decides again
/// when somebody was faster. Whoever uses a database alone may hear that it is another's before the store ends the program: nothing was answered then.
fn receive(store: &Store, id: &str, number: u64, may_be_too_late: bool) {
    let subject = format!("matter/cn/{}", number % 7);
    loop {
        let revision = store.head(&subject);
        let entry = NewEntry::new("received").open("number", number).sealed("note", format!("confidential {id}"));
        let letter = Commit::of(&subject, Expected::Revision(revision), DAY, time(), vec![entry]);
        match store.commit_blocking(letter.answering(message(id, "letter"))) {
            Ok(committed) => {
                println!("answer {id} {} {}", committed.first_index, committed.receipt.unwrap());
                return;
            }
            Err(CommitError::Moved { .. }) => {}
            Err(CommitError::Disk(_)) if may_be_too_late => {}
            // The program is ending.
            Err(CommitError::Stopped) => return,
            Err(other) => panic!("{other}"),
        }
    }
}
