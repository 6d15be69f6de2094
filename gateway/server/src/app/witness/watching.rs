//! The peers' records, watched: what of them is cosigned, and what is kept of it.

use std::collections::BTreeMap;

use comity_domain::GatewayId;
use comity_domain::limits::HEADS_OPEN_MAX;
use comity_federation::roll::Roll;
use comity_record::Time;
use comity_record::witness::{
    AddCheckpoint, Compared, Contradiction, Head, Known, Log, Prefix, Refused, compare, consider, origin_of,
};
use comity_store::{Commit, Expected, HeadName, NewEntry, Store};

use super::{DAY_MS, cosigned_by, log_of};
use crate::app::App;
use crate::app::failure::Failure;

/// What is known of the record of a peer.
#[derive(Debug, Default)]
pub(super) struct Watched {
    origin: String,
    pub(super) known: Known,
    /// The last day of the machine on which this record noted where the other one stood, counted from 1970.
    noted_on: Option<i64>,
    /// The other witness has not been told of the head that is known.
    pub(super) untold: bool,
    /// Heads that the log signed and that could not be compared with the known one yet, and since when.
    pub(super) open: Vec<(Head, Time)>,
    /// The log came with less than is known of it: it is to be asked what it has.
    pub(super) came_with_less: bool,
    /// What the log has been found to have done, and when.
    pub(super) found: Option<(Contradiction, Time)>,
}

/// Where a record stood, on a day.
const COSIGNED: &str = "head-cosigned";
/// Two heads of a record that cannot both be true.
const CONTRADICTED: &str = "log-contradicted";

impl Watched {
    /// Reads what was kept of the record `log` of `gateway`. What this record says was cosigned must not be forgotten.
    pub(super) fn read(store: &Store, gateway: &GatewayId, log: &Log) -> Result<Self, Failure> {
        let mut watched = Self { origin: log.origin().to_owned(), ..Self::default() };
        let mut noted = 0;
        for entry in store.load(&history_of(gateway))?.iter() {
            let open = |name: &str| entry.open.get(name);
            if open("log").and_then(|log| log.as_str()) != Some(log.origin()) {
                continue;
            }
            if entry.kind == COSIGNED {
                let head = open("checkpoint").and_then(|note| log.head(note.as_str()?).ok());
                noted = head.map_or(noted, |head| head.checkpoint().size);
                watched.noted_on = Some(day_of(entry.time));
            } else if let Some(proof) = open("proof").filter(|_| entry.kind == CONTRADICTED) {
                let proof: Contradiction = serde_json::from_value(proof.clone()).map_err(Failure::broken)?;
                watched.known.contradicted |= proof.is_final();
                watched.found = Some((proof, entry.time));
            }
        }
        let kept = store.kept_head(&file_of(gateway)?);
        watched.known.head = match kept.map(|note| log.head(&note)) {
            None | Some(Err(Refused::UnknownLog)) => None,
            Some(Ok(head)) => Some(head),
            Some(Err(refused)) => return Err(Failure::Broken(format!("the head kept of `{gateway}`: {refused}"))),
        };
        if watched.size() < noted {
            // A witness that forgot would cosign what contradicts what it cosigned.
            return Err(Failure::Broken(format!(
                "the head kept of `{gateway}` has {} lines, but {noted} were cosigned: restore `heads` from the newest backup",
                watched.size()
            )));
        }
        Ok(watched)
    }

    /// How many lines the head has that is known.
    pub(super) fn size(&self) -> u64 {
        self.known.head.as_ref().map_or(0, |head| head.checkpoint().size)
    }

    /// Leaves a head to be compared when the log has been asked. Of too many the latest are kept.
    pub(super) fn leave_open(&mut self, head: Head, since: Time) {
        if self.open.iter().any(|(open, _)| *open == head) {
            return;
        }
        if self.open.len() >= HEADS_OPEN_MAX {
            self.open.remove(0);
        }
        self.open.push((head, since));
    }
}

impl App {
    /// Cosigns a head of a peer's record, if it continues the last one. The cosignature is a signature line; it leaves only when the head is
    /// on stable storage. Blocks on the disk.
    pub(crate) fn add_checkpoint(&self, body: &str) -> Result<Result<String, Refused>, Failure> {
        // A witness that was put back from a copy may have cosigned more than it knows.
        self.unless_held()?;
        let request = match AddCheckpoint::parse(body) {
            Ok(request) => request,
            Err(refused) => return Ok(Err(refused)),
        };
        let roll = self.roll();
        let (gateway, log) = match self.log_in(&roll, &request.note) {
            Ok(found) => found,
            Err(refused) => return Ok(Err(refused)),
        };
        let mut all = self.witness().watched();
        let watched = self.watched_of(&mut all, &gateway, &log)?;
        match consider(&log, &watched.known, &request) {
            Ok(head) => self.keep_and_cosign(&gateway, watched, head).map(Ok),
            Err(refused) => {
                self.look_into(&gateway, watched, &log, (&request.note, &refused))?;
                Ok(Err(refused))
            }
        }
    }

    /// Takes a head that another witness cosigned, and compares it with what is known here. Blocks on the disk.
    pub(crate) fn take_head(&self, from: &GatewayId, note: &str) -> Result<Result<(), Refused>, Failure> {
        self.unless_held()?;
        let (roll, now) = (self.roll(), self.clock().now());
        let (gateway, log) = match self.log_in(&roll, note) {
            Ok(found) => found,
            Err(refused) => return Ok(Err(refused)),
        };
        if gateway == *from || cosigned_by(&roll, from, note, now).is_none() {
            return Ok(Err(Refused::NotSigned));
        }
        let head = match log.head(note) {
            Ok(head) => head,
            Err(refused) => return Ok(Err(refused)),
        };
        let mut all = self.witness().watched();
        let watched = self.watched_of(&mut all, &gateway, &log)?;
        let Some(known) = &watched.known.head else { return Ok(Ok(())) };
        match compare(known, &head, None) {
            Compared::Agree => {}
            Compared::Contradicts(proof) => self.record_contradiction(&gateway, watched, proof)?,
            Compared::Unproven { .. } => {
                watched.leave_open(head, now);
                self.witness().news.notify_waiters();
            }
        }
        Ok(Ok(()))
    }

    /// Keeps a head that was told while this record is held, if it continues the one that is known. What contradicts that is left to be compared
    /// once the record takes entries, and nothing of that log is cosigned until then. Answers `false` if nothing shows either. Blocks on the
    /// disk.
    pub(super) fn keep_learnt(
        &self,
        gateway: &GatewayId,
        log: &Log,
        head: Head,
        prefix: Option<&Prefix>,
    ) -> Result<bool, Failure> {
        let mut all = self.witness().watched();
        let watched = self.watched_of(&mut all, gateway, log)?;
        let known = watched.size();
        match watched.known.head.as_ref().map_or(Compared::Agree, |last| compare(last, &head, prefix)) {
            Compared::Agree if head.checkpoint().size > known => {
                self.ledger().store().keep_head(&file_of(gateway)?, head.note())?;
                watched.known.head = Some(head);
                watched.untold = true;
            }
            Compared::Agree => {}
            Compared::Contradicts(proof) => {
                watched.known.contradicted |= proof.is_final();
                watched.leave_open(head, self.clock().now());
            }
            // A smaller one changes nothing that is known; it is compared when there is time.
            Compared::Unproven { .. } if head.checkpoint().size < known => {
                watched.leave_open(head, self.clock().now());
            }
            Compared::Unproven { .. } => return Ok(false),
        }
        Ok(true)
    }

    /// The contradiction stands in this record from now on. Blocks on the disk.
    pub(super) fn record_contradiction(
        &self,
        gateway: &GatewayId,
        watched: &mut Watched,
        proof: Contradiction,
    ) -> Result<(), Failure> {
        if watched.found.as_ref().is_some_and(|(found, _)| says_enough(found, &proof)) {
            return Ok(());
        }
        tracing::error!(%gateway, log = watched.origin, code = proof.code(), "the record of a peer contradicts itself");
        // Before it is recorded: nothing more is cosigned, even if the record takes nothing now.
        watched.known.contradicted |= proof.is_final();
        let entry = NewEntry::new(CONTRADICTED)
            .open("log", watched.origin.as_str())
            .open("proof", serde_json::to_value(&proof).map_err(Failure::broken)?);
        let when = self.when()?;
        self.ledger().store().commit_blocking(Commit::of(
            &history_of(gateway),
            Expected::Any,
            when.day,
            when.time,
            vec![entry],
        ))?;
        watched.found = Some((proof, when.time));
        Ok(())
    }

    fn keep_and_cosign(&self, gateway: &GatewayId, watched: &mut Watched, head: Head) -> Result<String, Failure> {
        let when = self.when()?;
        let store = self.ledger().store();
        store.keep_head(&file_of(gateway)?, head.note())?;
        let text = head.text().to_owned();
        watched.untold |= watched.known.head.as_ref() != Some(&head);
        watched.found = watched.found.take().filter(|(found, _)| found.is_final());
        watched.came_with_less = false;
        watched.known.head = Some(head.clone());
        if watched.noted_on != Some(day_of(when.time)) {
            let entry = NewEntry::new(COSIGNED).open("log", watched.origin.as_str()).open("checkpoint", head.note());
            let history = history_of(gateway);
            store.commit_blocking(Commit::of(&history, Expected::Any, when.day, when.time, vec![entry]))?;
            watched.noted_on = Some(day_of(when.time));
        }
        self.witness().news.notify_waiters();
        Ok(self.witness().cosigner.cosign(&text, when.time))
    }

    /// What a refused request says about the log that it is of.
    fn look_into(
        &self,
        gateway: &GatewayId,
        watched: &mut Watched,
        log: &Log,
        (note, refused): (&str, &Refused),
    ) -> Result<(), Failure> {
        if let Some(proof) = refused.contradiction() {
            return self.record_contradiction(gateway, watched, proof.clone());
        }
        let Ok(head) = log.head(note) else { return Ok(()) };
        match refused {
            Refused::NotConsistent { .. } if watched.known.head.is_some() => {
                watched.leave_open(head, self.clock().now());
            }
            Refused::OldDiffers { known } if head.checkpoint().size < *known => watched.came_with_less = true,
            _ => return Ok(()),
        }
        self.witness().news.notify_waiters();
        Ok(())
    }

    /// The peer and its record that a note says it is of, with the keys that may sign now.
    fn log_in(&self, roll: &Roll, note: &str) -> Result<(GatewayId, Log), Refused> {
        let origin = origin_of(note)?;
        let now = self.clock().now();
        let peer = roll.peers_of(self.gateway()).find(|peer| peer.log == origin).ok_or(Refused::UnknownLog)?;
        let log = log_of(roll, &peer.id, |key| key.check(now, now).is_ok()).ok_or(Refused::NotSigned)?;
        Ok((peer.id.clone(), log))
    }

    /// What is known of a peer's record. One that the roll has named since this gateway started is read now.
    pub(super) fn watched_of<'w>(
        &self,
        all: &'w mut BTreeMap<GatewayId, Watched>,
        gateway: &GatewayId,
        log: &Log,
    ) -> Result<&'w mut Watched, Failure> {
        if all.get(gateway).is_none_or(|watched| watched.origin != log.origin()) {
            all.insert(gateway.clone(), Watched::read(self.ledger().store(), gateway, log)?);
        }
        all.get_mut(gateway).ok_or_else(|| Failure::broken("a watched record that is not there"))
    }
}

/// Whether there is nothing to add to what was found. A log that was rolled back comes with many smaller heads on its way.
fn says_enough(found: &Contradiction, proof: &Contradiction) -> bool {
    match (found, proof) {
        (Contradiction::Rollback { larger: before, .. }, Contradiction::Rollback { larger: now, .. }) => before == now,
        (found, _) => found.is_final(),
    }
}

/// The file of the head that is known of a peer's record.
fn file_of(gateway: &GatewayId) -> Result<HeadName, Failure> {
    HeadName::new(&format!("peer.{gateway}"))
        .ok_or_else(|| Failure::broken("a gateway whose name is no name of a file"))
}

fn history_of(gateway: &GatewayId) -> String {
    format!("witness/{gateway}")
}

const fn day_of(time: Time) -> i64 {
    time.unix_ms().div_euclid(DAY_MS)
}
