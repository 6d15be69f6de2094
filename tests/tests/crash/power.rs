//! The whole program on a file system that loses, when the power goes, whatever no `fsync` and no `fdatasync` covered
//! (`comity_power`). Each play begins with the same disk; its seed decides when the power goes and what is left. The threads of
//! the program run as they like, so a seed that failed may have to be played more than once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_federation::receipt::{Awaited, Receipt};
use comity_power::{Disk, Mounted};
use comity_record::Digest;
use comity_tests::{Draft, Peer, Person, PracticeWorld, Program, not_run, program, until};
use fastrand::Rng;
use serde_json::{Value, json};

use super::load::all_listed;
use super::verify;
use crate::e2e::letter::Letter;

/// How often the power goes, at least; `COMITY_POWER_CUTS` says otherwise.
const CUTS: u64 = 4;
const LETTERS: u8 = 24;
/// So many connections bring them.
const CARRIERS: u8 = 3;
const WRITERS: usize = 4;
/// So many changes of the disk before the power goes: a letter or a draft makes four or more.
const CHANGES: u64 = 250;
/// The same for a cut while the program starts, which changes little.
const CHANGES_OF_A_START: u64 = 12;
/// Time for answers that a program without power might still give.
const GRACE: Duration = Duration::from_millis(500);
const START: Duration = Duration::from_secs(3);
/// How a loss is found out: by the one who had the answer, or by the program when it starts.
const FINDINGS: [&str; 7] = [
    "lost: ",
    "record-damaged: ",
    "record-end-missing: ",
    "record-checkpoint-wrong: ",
    "record-segment-missing: ",
    "log-damaged: ",
    "subject-key-missing: ",
];

/// Hong Kong's gateway as it lies on its disk before each play, and those who come to it.
struct Stage {
    world: PracticeWorld,
    directory: PathBuf,
    disk: Disk,
    cn: Peer,
    judge: Person,
    registrar: Person,
    letters: Vec<Bytes>,
}

/// What was answered until the power went.
#[derive(Default)]
struct Answered {
    /// Letters, by their number, with their receipts.
    receipts: Vec<(u8, Bytes)>,
    drafts: BTreeSet<String>,
}

#[tokio::test]
async fn whatever_was_answered_is_there_after_the_power_was_cut() {
    let Some(stage) = Stage::set().await else { return };
    let cuts = number("COMITY_POWER_CUTS").unwrap_or(CUTS);
    let first = number("COMITY_POWER_FIRST").unwrap_or(0);
    let mut answered = 0;
    for seed in first..first + cuts {
        eprintln!("COMITY_POWER_FIRST={seed} COMITY_POWER_CUTS=1");
        answered += stage.play(seed, stage.disk.clone()).await;
    }
    // A cut is worth something only if it comes while people are answered.
    assert!(cuts < CUTS || answered > 10, "{answered} answers before {cuts} cuts");
}

#[test]
fn a_disk_that_lies_about_syncs_is_found_out() {
    // The check panics; it has a thread of its own for that.
    let plays = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let Some(stage) = Stage::set().await else { return false };
            let mut disk = stage.disk.clone();
            disk.lie_about_syncs();
            for seed in 0..10 {
                stage.play(seed, disk.clone()).await;
            }
            true
        })
    });
    match plays.join() {
        Ok(has_played) => {
            assert!(!has_played, "ten plays on a disk that loses what was synced, and nothing was missed")
        }
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
            assert!(FINDINGS.iter().any(|finding| said.contains(finding)), "{said}");
        }
    }
}

impl Stage {
    /// A world, with letters whose papers have been brought and people who are signed in. `None` where nothing may be mounted.
    async fn set() -> Option<Self> {
        let trial = tempfile::tempdir().unwrap();
        if let Err(why) = Mounted::at(trial.path(), Disk::new()) {
            not_run("the program, while the power goes", &why.to_string());
            return None;
        }
        let world = PracticeWorld::make().await;
        let hk = world.spawn("hk").await;
        let cn = world.peer("cn");
        let mut letters = Vec::new();
        for number in 0..LETTERS {
            let letter = Letter::new(&cn, &Letter::matter("cn", number), number);
            letter.stage(&cn).await;
            letters.push(Bytes::from(letter.bytes()));
        }
        let (judge, registrar) = (world.sign_in("yip-man").await, world.sign_in("wong-ka-yan").await);
        hk.stop().await;
        let directory = world.of("hk");
        let disk = Disk::copy_of(&directory).unwrap();
        Some(Self { world, directory, disk, cn, judge, registrar, letters })
    }

    /// Cuts the power while letters and drafts come in, and in every third play while the program starts again; then looks for
    /// everything that was answered. Says how much that was.
    async fn play(&self, seed: u64, disk: Disk) -> usize {
        let mut dice = Rng::with_seed(seed);
        let mounted = Mounted::at(&self.directory, disk).unwrap();
        let hk = Program::start(&self.directory).await;
        mounted.disk().cut_power_after(dice.u64(5..CHANGES));
        let answered = self.come_and_go(&mounted).await;
        hk.kill();
        let mut left = mounted.cut_power(dice.u64(..));
        drop(mounted);
        if dice.u8(0..3) == 0 {
            left = self.cut_at_start(left, &mut dice).await;
        }

        let mounted = Mounted::at(&self.directory, left).unwrap();
        let hk = Program::start(&self.directory).await;
        self.look_for(&answered).await;
        self.bring_again(&answered).await;
        hk.stop().await;
        self.nothing_stands_twice();
        verify(&self.directory);
        drop(mounted);
        answered.receipts.len() + answered.drafts.len()
    }

    /// Letters and drafts, until nobody answers any more.
    async fn come_and_go(&self, mounted: &Mounted) -> Answered {
        let answered = Arc::new(Mutex::new(Answered::default()));
        let mut tasks = Vec::new();
        for carrier in 0..CARRIERS {
            let letters: Vec<(u8, Bytes)> =
                (0..).zip(self.letters.clone()).filter(|(number, _)| number % CARRIERS == carrier).collect();
            tasks.push(tokio::spawn(carry(self.world.peer("cn"), letters, Arc::clone(&answered))));
        }
        for _ in 0..WRITERS {
            tasks.push(tokio::spawn(write(self.judge.clone(), Arc::clone(&answered))));
        }
        until("the power goes", async || mounted.disk().is_off().then_some(())).await;
        tokio::time::sleep(GRACE).await;
        tasks.iter().for_each(tokio::task::JoinHandle::abort);
        for task in tasks {
            // Whoever was waiting for an answer has none.
            drop(task.await);
        }
        std::mem::take(&mut *answered.lock().unwrap())
    }

    /// Cuts the power again, while the program reads what the first cut left.
    async fn cut_at_start(&self, disk: Disk, dice: &mut Rng) -> Disk {
        let mounted = Mounted::at(&self.directory, disk).unwrap();
        mounted.disk().cut_power_after(dice.u64(1..CHANGES_OF_A_START));
        let starting = Starting::begin(&self.directory);
        // A start that had less to change than that is ended a little later.
        let off = async {
            while !mounted.disk().is_off() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let _ = tokio::time::timeout(START, off).await;
        drop(starting);
        mounted.cut_power(dice.u64(..))
    }

    /// Every draft and every receipt that somebody has.
    async fn look_for(&self, answered: &Answered) {
        for id in &answered.drafts {
            let answer = self.judge.get(&format!("/matters/{id}")).await;
            assert!(answer.status.is_success(), "lost: the draft {id}: {} {}", answer.status, answer.body);
            assert_eq!(answer.body["standing"]["state"], "drafted", "lost: the draft {id}");
        }
        let record = self.world.record("hk");
        for (number, receipt) in &answered.receipts {
            let text = std::str::from_utf8(receipt).unwrap();
            let promise = Receipt::verify(text, self.cn.roll(), &self.awaited(*number)).unwrap();
            let line = record.lines.get(usize::try_from(promise.index).unwrap());
            let kept = line.and_then(|line| line.receipt.as_deref());
            assert_eq!(kept, Some(text), "lost: the receipt of letter {number}, entry {}", promise.index);
        }
        // The views say what the record says.
        let drafted: BTreeSet<String> =
            record.of_kind("drafted").iter().map(|line| line.subject.replace("matter/", "")).collect();
        assert_eq!(all_listed(&self.judge).await, drafted, "the list shows what the record holds");
        assert!(drafted.is_superset(&answered.drafts), "lost: a draft");
    }

    /// The sender brings every letter again, as it does until it has a receipt: whoever had one gets the same.
    async fn bring_again(&self, answered: &Answered) {
        for (number, letter) in (0..).zip(&self.letters) {
            let had = answered.receipts.iter().find(|(answered, _)| *answered == number);
            if had.is_none() {
                // Its paper may be gone, and was not promised for longer than the sender keeps it.
                Letter::new(&self.cn, &Letter::matter("cn", number), number).stage(&self.cn).await;
            }
            let again = self.cn.deliver("hk", letter).await;
            assert_eq!(again.status, 200, "lost: letter {number}: {}", again.body);
            if let Some((_, receipt)) = had {
                assert_eq!(&again.bytes, receipt, "lost: the first receipt of letter {number}");
            }
            let matter: MatterId = Letter::matter("cn", number);
            self.registrar.wait_for(&matter, "acknowledged").await;
        }
    }

    /// The record holds to its last line, and no letter stands in it twice.
    fn nothing_stands_twice(&self) {
        let record = self.world.record("hk");
        let report = record.verify();
        assert_eq!(report.entries, report.checkpoint_size, "lines that no checkpoint covers");
        let answers = record.lines.iter().filter_map(|line| line.answers.as_ref());
        let mut messages: Vec<&str> = answers.map(|answers| answers.message.as_str()).collect();
        messages.sort_unstable();
        messages.dedup();
        assert_eq!(messages.len(), usize::from(LETTERS), "each letter has one line that answers it");
        assert_eq!(record.of_kind("received").len(), usize::from(LETTERS));
        assert_eq!(record.of_kind("message-taken").len(), usize::from(LETTERS));
    }

    fn awaited(&self, number: u8) -> Awaited {
        let [from, to] = ["cn", "hk"].map(|gateway| gateway.parse().unwrap());
        let digest = Digest::of(&self.letters[usize::from(number)]);
        Awaited { message: Letter::id(number), digest, from, to }
    }
}

/// Delivers letters until nobody answers.
async fn carry(peer: Peer, letters: Vec<(u8, Bytes)>, answered: Arc<Mutex<Answered>>) {
    let client = peer.call("hk");
    for (number, letter) in letters {
        match peer.try_to_deliver(&client, letter).await {
            Ok(answer) if answer.status == 200 => answered.lock().unwrap().receipts.push((number, answer.bytes)),
            _ => return,
        }
    }
}

/// Writes drafts until nobody answers.
async fn write(judge: Person, answered: Arc<Mutex<Answered>>) {
    let mut draft = Draft::corrected();
    draft.body["transmitting"] = "hk-high-court".into();
    draft.body["receiving"] = "cn-gd-hpc".into();
    draft.body["request"]["addressees"][0]["jurisdiction"] = json!("CN");
    let body = Bytes::from(draft.without_files().to_string());
    loop {
        let json = [("content-type", "application/json")];
        match judge.try_request(Method::POST, "/matters", &json, body.clone()).await {
            Ok(answer) if answer.status == 201 => {
                let Value::String(id) = &answer.body["id"] else { panic!("a draft without a name: {}", answer.body) };
                answered.lock().unwrap().drafts.insert(id.clone());
            }
            _ => return,
        }
    }
}

/// A program that starts, and need not come to anything. Dropped, it is ended with SIGKILL.
struct Starting(Child);

impl Starting {
    fn begin(directory: &Path) -> Self {
        let mut serve = Command::new(program());
        serve.arg("serve").arg(directory).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(serve.spawn().unwrap())
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        // Both fail if it has ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap())
}
