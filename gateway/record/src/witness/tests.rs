use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::Digest;
use crate::checkpoint::NoteSigner;
use crate::merkle::{Tree, leaf_hash};

const ORIGIN: &str = "comity.example/cn";

fn signer() -> NoteSigner {
    NoteSigner::new(ORIGIN, SigningKey::from_bytes(&[7; 32])).unwrap()
}

fn log() -> Log {
    Log::new(vec![signer().verifier().clone()]).unwrap()
}

/// A record of these lines, as its log shows it.
struct Shown {
    lines: Vec<u8>,
    tree: Tree,
}

impl Shown {
    fn of(lines: &[u8]) -> Self {
        let mut tree = Tree::new();
        lines.iter().for_each(|line| tree.push(leaf_hash(&[*line])));
        Self { lines: lines.to_vec(), tree }
    }

    fn note(&self, size: u64) -> String {
        signer().sign(&Checkpoint { origin: ORIGIN.into(), size, root: self.tree.root_at(size).unwrap() })
    }

    fn head(&self, size: u64) -> Head {
        log().head(&self.note(size)).unwrap()
    }

    fn prefix(&self, old: u64, new: u64) -> Prefix {
        Prefix { root: self.tree.root_at(old).unwrap(), proof: self.tree.consistency_proof(old, new).unwrap() }
    }

    /// The request for a cosignature under the first `new` lines, to a witness that is thought to stand at `old`.
    fn request(&self, old: u64, new: u64) -> AddCheckpoint {
        let proof = self.tree.consistency_proof(old, new).unwrap_or_default();
        AddCheckpoint { old_size: old, proof, note: self.note(new) }
    }
}

fn knows(shown: &Shown, size: u64) -> Known {
    Known { head: Some(shown.head(size)), contradicted: false }
}

#[test]
fn the_first_head_and_each_that_continues_it_is_cosigned() {
    let shown = Shown::of(b"abcdefgh");
    let mut known = Known::default();
    for (old, new) in [(0, 3), (3, 3), (3, 4), (4, 8)] {
        let head = consider(&log(), &known, &shown.request(old, new)).unwrap();
        assert_eq!(head, shown.head(new));
        known.head = Some(head);
    }
}

#[test]
fn who_starts_from_another_head_is_told_which_one_there_is() {
    let shown = Shown::of(b"abcdefgh");
    let known = knows(&shown, 5);
    for (old, new) in [(0, 8), (4, 8), (6, 8), (0, 3), (3, 3)] {
        let refused = consider(&log(), &known, &shown.request(old, new)).unwrap_err();
        assert_eq!((refused.clone(), refused.status()), (Refused::OldDiffers { known: 5 }, 409), "{old}");
    }
    assert_eq!(size_text(5), "5\n");
    let never = consider(&log(), &Known::default(), &shown.request(2, 5)).unwrap_err();
    assert_eq!(never, Refused::OldDiffers { known: 0 });
}

#[test]
fn an_old_size_beyond_the_new_one_is_no_request() {
    let shown = Shown::of(b"abc");
    let request = AddCheckpoint { old_size: 4, ..shown.request(0, 3) };
    assert_eq!(consider(&log(), &Known::default(), &request).unwrap_err().status(), 400);
}

#[test]
fn a_proof_that_does_not_hold_is_refused_and_proves_nothing() {
    let shown = Shown::of(b"abcdefgh");
    for proof in [vec![], vec![Digest::of(b"x")], vec![Digest::of(b"x"); 4]] {
        let request = AddCheckpoint { proof, ..shown.request(5, 8) };
        let refused = consider(&log(), &knows(&shown, 5), &request).unwrap_err();
        assert_eq!((refused.status(), refused.contradiction()), (422, None));
    }
    let with_proof = AddCheckpoint { proof: vec![Digest::of(b"x")], ..shown.request(0, 3) };
    assert_eq!(consider(&log(), &Known::default(), &with_proof).unwrap_err().status(), 422);
}

#[test]
fn another_head_of_the_same_size_is_a_split_view_whatever_the_request_says() {
    let (shown, other) = (Shown::of(b"abcde"), Shown::of(b"abcdX"));
    for old in [0, 3, 5] {
        let refused = consider(&log(), &knows(&shown, 5), &other.request(old, 5)).unwrap_err();
        assert_eq!((refused.status(), refused.code()), (409, "log-split-view"));
        let proof = refused.contradiction().unwrap();
        assert_eq!(proof.verify(&log()), Ok(()));
        assert_eq!(proof.notes(), [shown.note(5), other.note(5)]);
    }
}

#[test]
fn a_fork_is_proved_by_the_request_that_it_makes() {
    let (shown, other) = (Shown::of(b"abcdefgh"), Shown::of(b"abcdXfgh"));
    let refused = consider(&log(), &knows(&shown, 5), &other.request(5, 8)).unwrap_err();
    assert_eq!(refused.status(), 422);
    let proof = refused.contradiction().unwrap();
    assert_eq!((proof.code(), proof.verify(&log())), ("log-forked", Ok(())));
    assert_eq!(proof.notes(), [shown.note(5), other.note(8)]);
}

#[test]
fn where_the_request_does_not_tell_the_log_is_asked_what_it_was() {
    // A consistency proof from a power of two does not name the root that it starts from.
    let (shown, other) = (Shown::of(b"abcdefgh"), Shown::of(b"abcXefgh"));
    let refused = consider(&log(), &knows(&shown, 4), &other.request(4, 8)).unwrap_err();
    assert_eq!(refused, Refused::NotConsistent { proof: None });
    let (mine, theirs) = (shown.head(4), other.head(8));
    assert_eq!(compare(&mine, &theirs, None), Compared::Unproven { old: 4, new: 8 });
    let Compared::Contradicts(proof) = compare(&mine, &theirs, Some(&other.prefix(4, 8))) else { panic!() };
    assert_eq!(proof.verify(&log()), Ok(()));
    // The answer of the other view proves nothing about this one.
    assert_eq!(compare(&mine, &theirs, Some(&shown.prefix(4, 8))), Compared::Unproven { old: 4, new: 8 });
    assert_eq!(compare(&shown.head(4), &shown.head(8), Some(&shown.prefix(4, 8))), Compared::Agree);
    assert_eq!(compare(&shown.head(8), &shown.head(4), Some(&shown.prefix(4, 8))), Compared::Agree);
}

#[test]
fn a_log_that_contradicted_itself_gets_nothing_cosigned_any_more() {
    let shown = Shown::of(b"abcdefgh");
    let known = Known { contradicted: true, ..knows(&shown, 5) };
    assert_eq!(consider(&log(), &known, &shown.request(5, 8)).unwrap_err().status(), 403);
}

#[test]
fn a_strange_log_and_a_strange_signature_are_told_apart() {
    let shown = Shown::of(b"abc");
    let status = |note: String| {
        consider(&log(), &Known::default(), &AddCheckpoint { note, ..shown.request(0, 3) }).unwrap_err().status()
    };
    let other_log = NoteSigner::new("comity.example/xx", SigningKey::from_bytes(&[7; 32])).unwrap();
    let checkpoint = shown.head(3).checkpoint().clone();
    assert_eq!(status(other_log.sign(&Checkpoint { origin: "comity.example/xx".into(), ..checkpoint.clone() })), 404);
    let other_key = NoteSigner::new(ORIGIN, SigningKey::from_bytes(&[8; 32])).unwrap();
    assert_eq!(status(other_key.sign(&checkpoint)), 403);
    assert_eq!(status(shown.note(3).replacen("\n3\n", "\n4\n", 1)), 403);
    assert_eq!(status("nothing".into()), 400);
    assert_eq!(status(shown.note(3).replacen("\n3\n", "\n03\n", 1)), 400);
    assert_eq!(status(shown.note(3).replacen("\n\n", &format!("\n{}\n\n", "x".repeat(MAX_HEAD_BYTES)), 1)), 400);
    let root_of_nothing = Checkpoint { size: 0, root: Digest::of(b"x"), ..checkpoint };
    assert_eq!(status(signer().sign(&root_of_nothing)), 400);
}

#[test]
fn of_a_note_only_the_signature_of_the_log_is_kept() {
    let shown = Shown::of(b"abc");
    let stranger = NoteSigner::new("stranger.example", SigningKey::from_bytes(&[9; 32])).unwrap();
    let strange = stranger.sign(shown.head(3).checkpoint());
    let note = shown.note(3).replace("\n\n", &format!("\n\n{}", strange.split_once("\n\n").unwrap().1));
    assert!(note.contains("stranger"));
    let head = log().head(&note).unwrap();
    assert_eq!((head.note(), head.text()), (shown.note(3).as_str(), shown.head(3).checkpoint().text().as_str()));
}

#[test]
fn a_log_signs_with_any_of_its_keys_and_they_have_its_name() {
    let new_key = NoteSigner::new(ORIGIN, SigningKey::from_bytes(&[8; 32])).unwrap();
    let log = Log::new(vec![signer().verifier().clone(), new_key.verifier().clone()]).unwrap();
    let shown = Shown::of(b"abc");
    assert!(log.head(&shown.note(3)).is_ok());
    assert!(log.head(&new_key.sign(shown.head(3).checkpoint())).is_ok());
    let other = NoteSigner::new("other", SigningKey::from_bytes(&[8; 32])).unwrap();
    assert!(Log::new(vec![signer().verifier().clone(), other.verifier().clone()]).is_err());
    assert!(Log::new(vec![]).is_err());
}

#[test]
fn a_proof_that_was_tampered_with_proves_nothing() {
    let (shown, other) = (Shown::of(b"abcdefgh"), Shown::of(b"abcdXfgh"));
    let prefix = other.prefix(5, 8);
    let fork = |smaller: String, larger: String, root, proof: &[Digest]| {
        Contradiction::Fork { smaller, larger, root, proof: proof.to_vec() }.verify(&log())
    };
    assert_eq!(fork(shown.note(5), other.note(8), prefix.root, &prefix.proof), Ok(()));
    assert_eq!(fork(other.note(5), other.note(8), prefix.root, &prefix.proof), Err(NoContradiction));
    assert_eq!(fork(shown.note(5), other.note(8), Digest::of(b"x"), &prefix.proof), Err(NoContradiction));
    assert_eq!(fork(shown.note(5), other.note(8), prefix.root, &prefix.proof[1..]), Err(NoContradiction));
    assert_eq!(fork(shown.note(5).replace("5", "6"), other.note(8), prefix.root, &prefix.proof), Err(NoContradiction));
    let split = |one, other| Contradiction::SplitView { one, other }.verify(&log());
    assert_eq!(split(shown.note(5), other.note(5)), Ok(()));
    assert_eq!(split(shown.note(5), shown.note(5)), Err(NoContradiction));
    assert_eq!(split(shown.note(5), other.note(8)), Err(NoContradiction));
    let rollback = |larger, smaller| Contradiction::Rollback { larger, smaller }.verify(&log());
    assert_eq!(rollback(shown.note(8), shown.note(5)), Ok(()));
    assert_eq!(rollback(shown.note(5), shown.note(8)), Err(NoContradiction));
}

#[test]
fn a_contradiction_is_kept_as_json_and_read_back() {
    let (shown, other) = (Shown::of(b"abcde"), Shown::of(b"abcdX"));
    let split = Contradiction::SplitView { one: shown.note(5), other: other.note(5) };
    let prefix = other.prefix(3, 5);
    let fork =
        Contradiction::Fork { smaller: shown.note(3), larger: other.note(5), root: prefix.root, proof: prefix.proof };
    for contradiction in [split, fork, Contradiction::Rollback { larger: shown.note(5), smaller: shown.note(3) }] {
        let json = serde_json::to_string(&contradiction).unwrap();
        assert_eq!(serde_json::from_str::<Contradiction>(&json).unwrap(), contradiction);
    }
}

/// What happens to a witness.
#[derive(Debug, Clone)]
struct Step {
    /// Which of its records the log shows.
    shown: Index,
    /// How much of it.
    new: Index,
    /// From which size the request says to start; `None`: from where the witness stands.
    old: Option<Index>,
    /// Whose proof the request carries.
    proof_of: Index,
    power: Power,
}

/// When the power goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    Stays,
    GoesBeforeTheHeadIsKept,
    GoesBeforeTheAnswer,
}

/// Records of one log that begin alike and go apart.
fn records() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let other = (any::<Index>(), prop::collection::vec(any::<u8>(), 0..12));
    (prop::collection::vec(any::<u8>(), 1..24), prop::collection::vec(other, 0..4)).prop_map(|(trunk, others)| {
        let branch = |(at, rest): (Index, Vec<u8>)| [&trunk[..at.index(trunk.len() + 1)], &rest].concat();
        std::iter::once(trunk.clone()).chain(others.into_iter().map(branch)).collect()
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let power = prop_oneof![4 => Just(Power::Stays), 1 => Just(Power::GoesBeforeTheHeadIsKept), 1 => Just(Power::GoesBeforeTheAnswer)];
    let step = (any::<Index>(), any::<Index>(), prop::option::weighted(0.3, any::<Index>()), any::<Index>(), power);
    let step = step.prop_map(|(shown, new, old, proof_of, power)| Step { shown, new, old, proof_of, power });
    prop::collection::vec(step, 1..40)
}

/// What the log asks for in this step.
fn request_of(step: &Step, records: &[Shown], known: &Known) -> (AddCheckpoint, (usize, usize)) {
    let at = step.shown.index(records.len());
    let new = step.new.index(records[at].lines.len() + 1);
    let stands = known.head.as_ref().map_or(0, |head| head.checkpoint.size);
    let old = step.old.map_or(stands, |old| old.index(records[at].lines.len() + 1) as u64);
    let proof_of = &records[step.proof_of.index(records.len())];
    let proof = proof_of.tree.consistency_proof(old, new as u64).unwrap_or_default();
    (AddCheckpoint { old_size: old, proof, note: records[at].note(new as u64) }, (at, new))
}

proptest! {
    #[test]
    fn a_witness_never_cosigns_two_heads_of_which_neither_continues_the_other(records in records(), steps in steps()) {
        let records: Vec<Shown> = records.iter().map(|lines| Shown::of(lines)).collect();
        let log = log();
        // What survives when the power goes, and what left the house.
        let (mut kept, mut cosigned) = (Known::default(), Vec::new());
        for step in &steps {
            let (request, (at, new)) = request_of(step, &records, &kept);
            let decided = consider(&log, &kept, &request);
            if let Some(proof) = decided.as_ref().err().and_then(Refused::contradiction) {
                prop_assert!(proof.verify(&log).is_ok());
            }
            let Ok(head) = decided else { continue };
            if step.power == Power::GoesBeforeTheHeadIsKept {
                continue;
            }
            kept.head = Some(head);
            if step.power == Power::Stays {
                cosigned.push(&records[at].lines[..new]);
            }
        }
        for (number, one) in cosigned.iter().enumerate() {
            for other in &cosigned[number..] {
                prop_assert!(other.starts_with(one), "{one:?} and then {other:?}");
            }
        }
    }

    #[test]
    fn an_honest_log_is_never_said_to_contradict_itself(lines in prop::collection::vec(any::<u8>(), 1..40), steps in steps()) {
        let records = [Shown::of(&lines)];
        let mut kept = Known::default();
        for step in &steps {
            let (mut request, _) = request_of(step, &records, &kept);
            if step.proof_of.index(3) == 0 {
                // Even if somebody else sends its checkpoints, with proofs of his own making.
                request.proof = lines.iter().map(|line| Digest::of(&[*line])).take(step.shown.index(8)).collect();
            }
            match consider(&log(), &kept, &request) {
                Ok(head) if step.power != Power::GoesBeforeTheHeadIsKept => kept.head = Some(head),
                Ok(_) => {}
                Err(refused) => prop_assert_eq!(refused.contradiction(), None),
            }
        }
    }

    #[test]
    fn an_honest_log_is_cosigned_again_after_any_interruption(lines in prop::collection::vec(any::<u8>(), 1..40), steps in steps()) {
        let records = [Shown::of(&lines)];
        let mut kept = Known::default();
        for step in &steps {
            let (request, _) = request_of(step, &records, &kept);
            if let (Ok(head), Power::Stays | Power::GoesBeforeTheAnswer) = (consider(&log(), &kept, &request), step.power) {
                kept.head = Some(head);
            }
        }
        let all = lines.len() as u64;
        let told = match consider(&log(), &kept, &records[0].request(0, all)) {
            Err(Refused::OldDiffers { known }) => known,
            decided => { prop_assert!(decided.is_ok()); 0 }
        };
        prop_assert!(told == 0 || consider(&log(), &kept, &records[0].request(told, all)).is_ok());
    }

    #[test]
    fn two_witnesses_that_were_shown_different_records_find_out(records in records(), sizes in (any::<Index>(), any::<Index>())) {
        let (one, other) = (Shown::of(&records[0]), Shown::of(records.last().unwrap()));
        let size = |shown: &Shown, index: Index| index.index(shown.lines.len() + 1);
        let (a, b) = (size(&one, sizes.0), size(&other, sizes.1));
        let (mine, theirs) = (one.head(a as u64), other.head(b as u64));
        // The log, asked for its past, answers from the record that it showed last.
        let prefix = if a < b { other.prefix(a as u64, b as u64) } else { one.prefix(b as u64, a as u64) };
        let agree = if a < b { other.lines.starts_with(&one.lines[..a]) } else { one.lines.starts_with(&other.lines[..b]) };
        match compare(&mine, &theirs, Some(&prefix)) {
            Compared::Agree => prop_assert!(agree),
            Compared::Contradicts(proof) => {
                prop_assert!(!agree);
                prop_assert!(proof.verify(&log()).is_ok());
            }
            Compared::Unproven { .. } => prop_assert!(false, "the log answered, and it was not enough"),
        }
    }
}
