//! A record that goes on from another one of which lines were lost ([`comity_record::succession`]): what the sides agree on before the others
//! take it for their peer's. It stands beside the record's new name in the roll, so it has the signatures of all, it was approved by two
//! persons on every side, and of two that follow one roll only one can ever be adopted.

use std::collections::BTreeSet;

use comity_domain::GatewayId;
use comity_domain::limits::PREDECESSOR_REASON_MAX_CHARS;
use comity_record::checkpoint::{Checkpoint, NoteVerifier};
use comity_record::witness::{self, Log};
use serde::{Deserialize, Serialize};

use super::{Change, ChangeFault, GatewayEntry, Head, Roll, RollChange};
use crate::error::FederationError;
use crate::keys::{KeyUse, Owner};
use crate::receipt::Receipt;

/// The record before, and why it does not go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predecessor {
    /// What its own side has left of it. The new record begins with these lines.
    pub left: Head,
    /// What the others hold of it, one entry for each of them.
    pub held: Vec<HeldBy>,
    /// Why lines of it are gone.
    pub reason: String,
    /// The two persons of its own side who decided this: their accounts.
    pub decided_by: [String; 2],
}

/// The newest that a gateway holds of the record before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldBy {
    /// Which gateway.
    pub gateway: GatewayId,
    /// A checkpoint that the record's own gateway signed; none if nothing is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Predecessor {
    /// Whether what a receipt promises is among the lines that were lost: then the message has to be sent once more, and gets another receipt.
    pub fn has_lost(&self, receipt: &Receipt) -> bool {
        receipt.log == self.left.log && receipt.index >= self.left.size
    }

    /// Whether it says no less than what the gateway `here` holds itself. Asked by each of the others, before it signs or adopts the roll: so the
    /// record names the highest head that anybody can show.
    ///
    /// # Errors
    /// [`ChangeFault::LogUnderstated`].
    pub fn names_at_least(&self, here: &GatewayId, known: Option<&witness::Head>) -> Result<(), ChangeFault> {
        let Some(known) = known.map(witness::Head::checkpoint).filter(|known| known.origin == self.left.log) else {
            return Ok(());
        };
        let said = self.held.iter().find(|held| held.gateway == *here).and_then(|held| held.note.as_deref());
        // Whether that was signed has been asked already.
        match said.and_then(|note| witness::unverified(note).ok()) {
            Some(said) if said.size > known.size || said == *known => Ok(()),
            _ => Err(ChangeFault::LogUnderstated),
        }
    }

    /// The checkpoints that the others hold.
    fn heads(&self, log: &Log) -> Result<Vec<Checkpoint>, ChangeFault> {
        let notes = self.held.iter().filter_map(|held| held.note.as_deref());
        let heads = notes.map(|note| log.head(note).map(|head| head.checkpoint().clone()));
        heads.collect::<Result<_, _>>().map_err(|_| ChangeFault::LogHeadWrong)
    }

    /// Whether everything is said that has to be.
    fn is_complete(&self, others: &BTreeSet<&GatewayId>) -> bool {
        let [one, other] = &self.decided_by;
        let held: BTreeSet<&GatewayId> = self.held.iter().map(|held| &held.gateway).collect();
        let reason = self.reason.trim();
        !reason.is_empty()
            && reason.chars().count() <= PREDECESSOR_REASON_MAX_CHARS
            && ![one, other].iter().any(|account| account.trim().is_empty())
            && one != other
            && held == *others
            && held.len() == self.held.len()
    }
}

impl Roll {
    /// What the next roll says of the record of a gateway that both name: nothing new, or that it goes on from the one that this roll names.
    pub(super) fn log_change(
        &self,
        held: &GatewayEntry,
        next: &GatewayEntry,
    ) -> Result<Option<Change>, FederationError> {
        let at = format!("gateways[{}].log", held.id);
        let refuse = |fault| Err(FederationError::ImpossibleChange { at: at.clone(), fault });
        if held.log == next.log {
            let unchanged = held.predecessor == next.predecessor;
            return if unchanged { Ok(None) } else { refuse(ChangeFault::LogAltered) };
        }
        let Some(predecessor) = &next.predecessor else { return refuse(ChangeFault::LogAltered) };
        match self.check_predecessor(held, next, predecessor) {
            Ok(()) => Ok(Some(Change { at, what: RollChange::RecordSucceeded })),
            Err(fault) => refuse(fault),
        }
    }

    fn check_predecessor(
        &self,
        held: &GatewayEntry,
        next: &GatewayEntry,
        predecessor: &Predecessor,
    ) -> Result<(), ChangeFault> {
        let Predecessor { left, .. } = predecessor;
        let earlier = held.predecessor.as_ref().map(|before| &before.left.log);
        if left.log != held.log || earlier == Some(&next.log) {
            return Err(ChangeFault::LogNotNext);
        }
        if !predecessor.is_complete(&self.peers_of(&held.id).map(|peer| &peer.id).collect()) {
            return Err(ChangeFault::LogNotSaid);
        }
        let owner = Owner::Gateway(held.id.clone());
        let keys = self.keys_of(&owner, KeyUse::Checkpoint).filter_map(|key| key.public.verifying_key());
        let keys: Result<Vec<_>, _> = keys.map(|key| NoteVerifier::new(&held.log, *key)).collect();
        let log = keys.and_then(Log::new).map_err(|_| ChangeFault::LogHeadWrong)?;
        let heads = predecessor.heads(&log)?;
        let is_lost = |head: &Checkpoint| head.size > left.size || (head.size == left.size && head.root != left.root);
        if heads.iter().any(is_lost) { Ok(()) } else { Err(ChangeFault::LogNothingLost) }
    }
}

#[cfg(test)]
mod tests {
    use comity_domain::MessageId;
    use comity_record::Digest;
    use comity_record::checkpoint::NoteSigner;

    use super::*;
    use crate::fixture::{World, at, gateway, key, signed, ulid};
    use crate::roll::{Additions, RollContents, SignedRoll};

    const ALL: [&str; 3] = ["cn", "hk", "mo"];
    const OLD: &str = "hk/record";
    const NEW: &str = "hk/record/2";

    /// A checkpoint that Hong Kong's key, or another gateway's, signed.
    fn note_by(signer: &str, log: &str, size: u64, root: &[u8]) -> String {
        let key = key(signer, KeyUse::Checkpoint).signing_key().unwrap().clone();
        let checkpoint = Checkpoint { origin: log.to_owned(), size, root: Digest::of(root) };
        NoteSigner::new(log, key).unwrap().sign(&checkpoint)
    }

    fn note(size: u64) -> String {
        note_by("hk", OLD, size, b"what was lost")
    }

    fn held(id: &str, note: Option<String>) -> HeldBy {
        HeldBy { gateway: gateway(id), note }
    }

    /// Forty lines are left of more than forty.
    fn predecessor() -> Predecessor {
        Predecessor {
            left: Head { log: OLD.to_owned(), size: 40, root: Digest::of(b"what is left") },
            held: vec![held("cn", Some(note(44))), held("mo", Some(note(43)))],
            reason: "the disk failed, and the newest copy was a day old".to_owned(),
            decided_by: ["chan-siu-ming".to_owned(), "ho-lai-wah".to_owned()],
        }
    }

    /// The next roll after `held`, in which Hong Kong's record has another name.
    fn contents(held: &Roll, log: &str, predecessor: Option<Predecessor>) -> RollContents {
        let mut contents = held.next(Additions::default(), at(100), at(86_400));
        let entry = contents.gateways.iter_mut().find(|entry| entry.id == gateway("hk")).unwrap();
        (entry.log, entry.predecessor) = (log.to_owned(), predecessor);
        contents
    }

    fn succeeded(held: &Roll, log: &str, predecessor: Predecessor) -> Result<Roll, FederationError> {
        held.succeeded_by(signed(contents(held, log, Some(predecessor)), &ALL))
    }

    fn code(result: Result<Roll, FederationError>) -> &'static str {
        result.map_or_else(|error| error.code(), |_| "accepted")
    }

    #[test]
    fn a_record_goes_on_under_another_name_once_all_have_signed_that_it_does() {
        let held = World::new().roll;
        let contents = contents(&held, NEW, Some(predecessor()));
        let changes = held.changes(&contents).unwrap();
        let succeeded = Change { at: "gateways[hk].log".to_owned(), what: RollChange::RecordSucceeded };
        assert!(changes.contains(&succeeded), "{changes:?}");
        for by in [&["cn", "hk"][..], &["hk", "mo"], &["hk"]] {
            assert_eq!(code(held.succeeded_by(signed(contents.clone(), by))), "roll-not-signed", "{by:?}");
        }
        let next = held.succeeded_by(signed(contents, &ALL)).unwrap();
        assert_eq!(next.gateway(&gateway("hk")).unwrap().log, NEW);
        let file = serde_json::to_vec(next.signed()).unwrap();
        assert_eq!(SignedRoll::parse(&file).unwrap(), *next.signed());
    }

    #[test]
    fn a_declaration_that_is_forged_or_does_not_say_what_it_has_to_is_refused() {
        let changed = |change: &dyn Fn(&mut Predecessor)| {
            let mut changed = predecessor();
            change(&mut changed);
            code(succeeded(&World::new().roll, NEW, changed))
        };
        assert_eq!(changed(&|_| {}), "accepted");
        for (reason, expected) in [
            (String::new(), "roll-log-not-said"),
            (" \n".to_owned(), "roll-log-not-said"),
            ("x".repeat(PREDECESSOR_REASON_MAX_CHARS + 1), "roll-log-not-said"),
            ("x".repeat(PREDECESSOR_REASON_MAX_CHARS), "accepted"),
        ] {
            assert_eq!(changed(&|it| it.reason.clone_from(&reason)), expected, "{reason}");
        }
        for by in [["ho-lai-wah", "ho-lai-wah"], ["ho-lai-wah", ""], [" ", "ho-lai-wah"]] {
            assert_eq!(changed(&|it| it.decided_by = by.map(str::to_owned)), "roll-log-not-said", "{by:?}");
        }
        assert_eq!(changed(&|it| drop(it.held.pop())), "roll-log-not-said", "Macao is not asked");
        assert_eq!(changed(&|it| it.held.push(held("mo", None))), "roll-log-not-said", "Macao speaks twice");
        assert_eq!(changed(&|it| it.held.push(held("hk", None))), "roll-log-not-said", "for itself");
        let forged = [
            note_by("mo", OLD, 44, b"what was lost"),
            note_by("hk", "hk/other", 44, b"what was lost"),
            note(44).replacen("\n44\n", "\n45\n", 1),
            "nothing".to_owned(),
        ];
        for forged in forged {
            assert_eq!(changed(&|it| it.held[0].note = Some(forged.clone())), "roll-log-head-wrong", "{forged}");
        }
    }

    #[test]
    fn a_record_of_which_nothing_was_lost_goes_on_under_its_own_name() {
        let held = World::new().roll;
        let of = |size, notes: [Option<String>; 2]| {
            let [cn, mo] = notes;
            let left = Head { size, root: Digest::of(b"what was lost"), ..predecessor().left };
            let held_by = vec![self::held("cn", cn), self::held("mo", mo)];
            code(succeeded(&held, NEW, Predecessor { left, held: held_by, ..predecessor() }))
        };
        assert_eq!(of(44, [Some(note(44)), Some(note(43))]), "roll-log-nothing-lost");
        assert_eq!(of(50, [Some(note(44)), None]), "roll-log-nothing-lost");
        assert_eq!(of(40, [None, None]), "roll-log-nothing-lost");
        assert_eq!(of(43, [Some(note(44)), None]), "accepted", "one who holds more is enough");
        let other = note_by("hk", OLD, 44, b"something else");
        assert_eq!(of(44, [None, Some(other)]), "accepted", "other lines at the same places");
    }

    #[test]
    fn no_record_gets_another_name_without_a_word_nor_what_was_agreed_on_another_meaning() {
        let held = World::new().roll;
        let silently = contents(&held, NEW, None);
        assert_eq!(code(held.succeeded_by(signed(silently, &ALL))), "roll-log-altered");
        assert_eq!(code(succeeded(&held, OLD, predecessor())), "roll-log-altered", "the name is the same");
        let elsewhere =
            Predecessor { left: Head { log: "hk/other".to_owned(), ..predecessor().left }, ..predecessor() };
        assert_eq!(code(succeeded(&held, NEW, elsewhere)), "roll-log-not-next");

        let next = succeeded(&held, NEW, predecessor()).unwrap();
        let otherwise = Predecessor { reason: "something else".to_owned(), ..predecessor() };
        assert_eq!(code(succeeded(&next, NEW, otherwise)), "roll-log-altered");
        assert_eq!(code(next.succeeded_by(signed(contents(&next, NEW, None), &ALL))), "roll-log-altered");
        let kept = contents(&next, NEW, Some(predecessor()));
        assert_eq!(code(next.succeeded_by(signed(kept, &ALL))), "accepted");

        let again = |log: &str| {
            let left = Head { log: NEW.to_owned(), size: 60, root: Digest::of(b"left again") };
            let held = vec![self::held("cn", Some(note_by("hk", NEW, 61, b"lost again"))), self::held("mo", None)];
            code(succeeded(&next, log, Predecessor { left, held, ..predecessor() }))
        };
        assert_eq!(again("hk/record/3"), "accepted");
        assert_eq!(again(OLD), "roll-log-not-next", "no name comes again");
    }

    #[test]
    fn of_two_declarations_that_all_signed_only_the_first_that_is_adopted_ever_holds() {
        let held = World::new().roll;
        let one = contents(&held, NEW, Some(predecessor()));
        let left = Head { size: 30, ..predecessor().left };
        let other = contents(&held, "hk/record/b", Some(Predecessor { left, ..predecessor() }));
        let adopted = held.succeeded_by(signed(one, &ALL)).unwrap();
        assert_eq!(code(adopted.succeeded_by(signed(other.clone(), &ALL))), "roll-not-next");
        // Nor as if it came after the first one.
        let after = RollContents { version: 3, prev: Some(adopted.digest()), ..other };
        assert_eq!(code(adopted.succeeded_by(signed(after, &ALL))), "roll-log-not-next");
    }

    #[test]
    fn who_holds_more_than_is_said_does_not_agree() {
        let key = key("hk", KeyUse::Checkpoint).signing_key().unwrap().verifying_key();
        let log = |name: &str| Log::new(vec![NoteVerifier::new(name, key).unwrap()]).unwrap();
        let agrees = |here: &str, known: Option<String>| {
            let known = known.map(|note| log(OLD).head(&note).unwrap());
            predecessor().names_at_least(&gateway(here), known.as_ref())
        };
        for (here, known) in [("cn", Some(note(44))), ("cn", Some(note(12))), ("cn", None), ("mo", Some(note(43)))] {
            assert_eq!(agrees(here, known.clone()), Ok(()), "{here} {known:?}");
        }
        let other = note_by("hk", OLD, 44, b"something else");
        for (here, known) in [("cn", note(45)), ("cn", other), ("mo", note(44)), ("xx", note(1))] {
            assert_eq!(agrees(here, Some(known.clone())), Err(ChangeFault::LogUnderstated), "{here} {known}");
        }
        let new = log(NEW).head(&note_by("hk", NEW, 90, b"the new one")).unwrap();
        assert_eq!(predecessor().names_at_least(&gateway("cn"), Some(&new)), Ok(()), "it was adopted long ago");
    }

    #[test]
    fn a_message_whose_receipt_stood_in_a_line_that_was_lost_is_sent_once_more() {
        let receipt = |log: &str, index| Receipt {
            message: MessageId::new(ulid(1)),
            digest: Digest::of(b"a letter"),
            from: gateway("hk"),
            to: gateway("cn"),
            log: log.to_owned(),
            index,
            time: at(20),
        };
        for (log, index, is_lost) in [(OLD, 39, false), (OLD, 40, true), (OLD, 43, true), (NEW, 41, false)] {
            assert_eq!(predecessor().has_lost(&receipt(log, index)), is_lost, "{log} {index}");
        }
    }
}
