//! What is left when the power is cut, the disk is full, or a sync fails.

use std::collections::BTreeMap;

use super::*;
use crate::shared::Shared;
use crate::writer::Writer;

/// How many times the power is cut.
const CUTS: u64 = 2_000;

/// A store without its thread, so that a run depends on its seed alone.
struct Bench {
    shared: Arc<Shared>,
    writer: Writer,
}

/// What somebody was told.
#[derive(Default)]
struct Promises {
    /// The marker of each commit that was answered, by its first index, with its number of entries.
    commits: BTreeMap<u64, (String, u64)>,
    receipts: Vec<(Answered, Arc<str>)>,
    checkpoints: Vec<Arc<str>>,
    blobs: Vec<crate::BlobRef>,
}

impl Bench {
    fn open(disk: &SimDisk, seed: u64) -> Result<Self, StoreError> {
        Self::open_with(disk, seed, false)
    }

    fn open_with(disk: &SimDisk, seed: u64, reads_all: bool) -> Result<Self, StoreError> {
        let parts = Parts { entropy: Box::new(entropy(seed)), ..parts(disk.clone(), &Fatal::default()) };
        let receipts = Arc::clone(&parts.receipt_signer);
        let config = Config { segment_bytes: 2048, reads_all, ..config(Path::new("/data")) };
        let shared = Arc::new(Shared::open(&config, parts)?);
        Ok(Self { writer: Writer::new(Arc::clone(&shared), receipts, config.commit_entries), shared })
    }

    fn run(&self, commits: Vec<Commit>) -> Vec<Result<Committed, CommitError>> {
        let results = Arc::new(Mutex::new(Vec::new()));
        let mut batch = self.writer.begin();
        for commit in commits {
            let results = Arc::clone(&results);
            self.writer.stage(&mut batch, commit, Box::new(move |result| results.lock().unwrap().push(result)));
        }
        self.writer.finish(batch);
        Arc::try_unwrap(results).unwrap().into_inner().unwrap()
    }

    /// Does something, and notes what was promised.
    fn step(&self, step: u64, dice: &mut Dice, promises: &mut Promises) {
        match dice.below(9) {
            // Ends early when the power does.
            8 => while self.shared.read_on(dice.below(4_000)).is_ok_and(|more| more) {},
            0 => promises.checkpoints.extend(self.shared.checkpoints.make(&self.shared.record)),
            1 => promises.blobs.extend(self.put_blob(step)),
            _ => {
                let count = dice.below(4) + 1;
                let commits: Vec<_> =
                    (0..count).map(|number| self.random_commit(&format!("{step}-{number}"), dice)).collect();
                let results = self.run(commits.clone());
                for (commit, result) in commits.into_iter().zip(results) {
                    promises.note(commit, result);
                }
            }
        }
    }

    fn put_blob(&self, step: u64) -> Option<crate::BlobRef> {
        let mut entropy = self.shared.entropy();
        let key = self.shared.record.keys.ensure("matter/cn/0", &mut entropy).ok()?;
        self.shared.record.keys.sync().ok()?;
        self.shared.blobs.put(format!("blob {step}").as_bytes(), &key, &mut entropy).ok()
    }

    fn random_commit(&self, marker: &str, dice: &mut Dice) -> Commit {
        let entry = |dice: &mut Dice| {
            let note = "x".repeat(dice.below(200) as usize);
            NewEntry::new("noted").open("marker", marker).sealed("note", note)
        };
        let subject = |dice: &mut Dice| format!("matter/cn/{}", dice.below(5));
        let entries = (0..=dice.below(2)).map(|_| entry(dice)).collect();
        let mut commit = Commit::of(&subject(dice), Expected::Any, DAY, time(), entries);
        if dice.below(3) == 0 {
            commit = commit.and(&subject(dice), Expected::Any, vec![entry(dice)]);
        }
        if dice.below(2) == 0 {
            commit = commit.answering(message(&format!("message-{}", dice.below(12)), "letter"));
        }
        commit
    }

    /// So many entries were not read by the start.
    fn remembered(&self) -> u64 {
        self.shared.reader.as_ref().unwrap().remembered().entries
    }

    /// What is known of the record in memory.
    fn known(&self) -> impl PartialEq + std::fmt::Debug + use<> {
        let index = self.shared.record.index();
        let subjects = ["matter/cn/0", "matter/cn/1", "matter/cn/2", "matter/cn/3", "matter/cn/4", "peer/cn"];
        let histories = subjects.map(|subject| index.entries_of(subject).to_vec());
        let answers: Vec<_> = (0..12)
            .map(|number| index.answer_to(&crate::index::message_key("cn", &format!("message-{number}"))))
            .collect();
        (index.size(), index.tree.root(), histories, answers)
    }

    /// Checks that everything promised is there, and nothing else in part.
    fn check(&self, promises: &Promises, seed: u64) {
        let size = self.shared.record.index().size();
        for (first, (marker, count)) in &promises.commits {
            for index in *first..first + count {
                let entry = self.shared.record.entry(index).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
                assert_eq!(entry.open["marker"], marker.as_str(), "seed {seed}, entry {index}");
                assert!(!entry.particulars.is_erased(), "seed {seed}, entry {index}");
            }
        }
        for blob in &promises.blobs {
            assert!(self.shared.blobs.contains(&blob.name).unwrap(), "seed {seed}");
        }
        let lines: Vec<_> = (0..size).map(|index| self.shared.record.bytes(index).unwrap()).collect();
        for note in promises.checkpoints.iter().chain([&self.shared.checkpoints.note()]) {
            let report = verify_record(LOG, &lines, note, &verifier());
            report.unwrap_or_else(|fault| panic!("seed {seed}: {fault}"));
        }
        for (answered, receipt) in &promises.receipts {
            let again = Commit::of("peer/cn", Expected::Any, DAY, time(), vec![NewEntry::new("again")])
                .answering(answered.clone());
            let again = self.run(vec![again]).remove(0).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            assert!(again.already, "seed {seed}");
            assert_eq!(again.receipt.as_ref(), Some(receipt), "seed {seed}");
        }
        assert_eq!(self.shared.record.index().size(), size, "seed {seed}: a message that came again was written");
    }
}

impl Promises {
    fn note(&mut self, commit: Commit, result: Result<Committed, CommitError>) {
        let Ok(committed) = result else { return };
        if let (Some(answered), Some(receipt)) = (commit.answers, committed.receipt) {
            self.receipts.push((answered, receipt));
        }
        if !committed.already {
            let entries: Vec<_> = commit.additions.iter().flat_map(|addition| &addition.entries).collect();
            let marker = entries[0].open["marker"].as_str().unwrap().to_owned();
            self.commits.insert(committed.first_index, (marker, entries.len() as u64));
        }
    }
}

#[test]
fn whatever_was_promised_survives_any_of_two_thousand_power_cuts() {
    let (mut promised, mut torn, mut remembered) = (0, 0, 0);
    let cuts = std::env::var("COMITY_CUT_SEEDS").map_or(CUTS, |text| text.parse().unwrap());
    for seed in 0..cuts {
        let mut dice = Dice(seed);
        let mut promises = Promises::default();
        let mut disk = SimDisk::new();
        // The power goes twice or three times: also during a start.
        for life in 0..2 + dice.below(2) {
            disk.cut_power_after(dice.below(150));
            if let Ok(bench) = Bench::open(&disk, seed << 8 | life) {
                torn += usize::from(bench.shared.start.cut_bytes > 0);
                for step in 0..12 {
                    bench.step(life << 32 | step, &mut dice, &mut promises);
                }
            }
            disk = disk.after_power_cut(dice.below(u64::MAX));
        }
        let bench = Bench::open(&disk, seed << 8 | 9).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        torn += usize::from(bench.shared.start.cut_bytes > 0);
        let (known, entries) = (bench.known(), bench.remembered());
        bench.check(&promises, seed);
        promised += promises.commits.len();
        drop(bench);
        // Whatever was remembered, reading everything says the same.
        let bench =
            Bench::open_with(&disk, seed << 8 | 10, true).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(bench.known(), known, "seed {seed}");
        remembered += usize::from(entries > 0);
    }
    // The simulation is worth something only if all of it happens often.
    assert!(promised > 2_000, "{promised} commits were promised");
    assert!(torn > 100, "{torn} ends were torn");
    assert!(remembered > 100, "{remembered} starts remembered something");
}

#[test]
fn a_full_disk_refuses_commits_and_leaves_the_record_whole() {
    for room in [0, 1, 100, 700, 1_500, 3_000] {
        let disk = SimDisk::new();
        let store = open_sim(&disk).unwrap();
        store.commit_blocking(commit("matter/cn/1", 0, "drafted").answering(message("01J", "letter"))).unwrap();
        disk.limit_room(Some(room));
        let mut revision = 1;
        let error = loop {
            match store.commit_blocking(commit("matter/cn/1", revision, "noted")) {
                Ok(_) => revision += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, CommitError::Disk(_)), "{room}: {error}");
        assert_eq!(store.head("matter/cn/1"), revision);
        assert!(
            store
                .commit_blocking(commit("matter/cn/1", 0, "drafted").answering(message("01J", "letter")))
                .unwrap()
                .already
        );

        disk.limit_room(None);
        store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
        store.make_checkpoint().unwrap();
        assert_eq!(audit(&store).entries, revision + 1);
        drop(store);
        assert_eq!(open_sim(&disk).unwrap().status().start, crate::StartReport::default(), "{room}");
    }
}

#[test]
fn a_full_disk_refuses_a_checkpoint_and_keeps_the_last() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    let first = store.make_checkpoint().unwrap();
    store.commit_blocking(commit("matter/cn/1", 1, "submitted")).unwrap();
    disk.limit_room(Some(20));
    assert!(store.make_checkpoint().is_err());
    assert_eq!(store.checkpoint(), first);
    disk.limit_room(None);
    assert_ne!(store.make_checkpoint().unwrap(), first);
}

#[test]
fn after_a_failed_sync_nothing_is_acknowledged_and_the_program_is_told_to_end() {
    for syncs in 0..3 {
        let (disk, fatal) = (SimDisk::new(), Fatal::default());
        let store = Store::open(config(Path::new("/data")), parts(disk.clone(), &fatal)).unwrap();
        store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
        // The keys, then the journal of the next commit, then its checkpoint.
        disk.fail_sync_after(syncs);
        let committed = store.commit_blocking(commit("matter/cn/2", 0, "drafted"));
        let checkpoint = store.make_checkpoint();
        assert_eq!(committed.is_ok(), syncs == 2, "{syncs}");
        assert!(checkpoint.is_err(), "{syncs}");
        assert_eq!(fatal.count(), 1, "{syncs}");
        assert_eq!(store.commit_blocking(commit("matter/cn/3", 0, "drafted")), Err(CommitError::Stopped));
        assert!(matches!(store.put_blob("matter/cn/1", b"x"), Err(StoreError::Stopped)));
        assert!(matches!(store.sync_working().and_then(|()| store.set_working("a", None)), Err(StoreError::Stopped)));
        assert!(store.status().stopped);
        drop(store);
        open_sim(&disk.after_power_cut(syncs)).unwrap();
    }
}
