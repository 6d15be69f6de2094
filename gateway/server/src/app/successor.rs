//! A record of which lines were lost goes on under another name: what is to be agreed on, and the step itself once all have signed it. Both are
//! taken while the gateway does not run. The record stays held: the next start asks the peers what they hold of it under its new name.

use comity_federation::roll::{GatewayEntry, Head, HeldBy, Predecessor, Roll, SignedRoll};
use comity_store::{Store, StoreError};
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::moving::held;
use super::roll::{Rolls, refused};
use super::seals::Keys;
use super::storage::open_store;
use super::{CannotStart, read_roll};
use crate::clock::{Clock, bay_day};
use crate::config::Config;

/// What is said of a record that lost lines.
pub(crate) struct Declared {
    /// Its new name.
    pub(crate) name: String,
    /// Why the lines are gone.
    pub(crate) reason: String,
    /// The accounts of the two who decided.
    pub(crate) decided_by: [String; 2],
    /// What the others hold.
    pub(crate) held: Vec<HeldBy>,
}

/// A record that goes on.
pub(crate) struct Successor {
    /// Its name.
    pub(crate) name: String,
    /// How many lines it begins with.
    pub(crate) entries: u64,
}

/// How the next roll is to name this gateway, whose record is held.
pub(crate) fn declare_successor(config: &Config, declared: Declared) -> Result<GatewayEntry, CannotStart> {
    let roll = read_roll(config)?;
    let entry = roll.gateway(&config.gateway).ok_or_else(|| Failure::broken("the roll has no record here"))?;
    let store = open_store(config, &held(config)?)?;
    let left = left_of(&store)?;
    store.close()?;
    let Declared { name, reason, decided_by, held } = declared;
    let predecessor = Some(Predecessor { left, held, reason, decided_by });
    Ok(GatewayEntry { log: name, predecessor, ..entry.clone() })
}

/// Has the record go on as the roll in `file` says, which all have signed, and puts that roll into force here. Whatever broke off is gone on
/// with by doing it again.
pub(crate) fn succeed_record(config: &Config, file: &[u8]) -> Result<Successor, CannotStart> {
    let roll = read_roll(config)?;
    let next = next_roll(&roll, SignedRoll::parse(file).map_err(refused)?)?;
    let agreed = next.gateway(&config.gateway).and_then(|entry| Some((entry, entry.predecessor.as_ref()?)));
    let Some((entry, predecessor)) = agreed.filter(|(_, predecessor)| predecessor.left.log == config.log) else {
        return Err(not_next(&config.log).into());
    };
    Keys::read(&config.keys, &config.gateway, &next, Clock::new(config.business_days()).now())?;
    go_on(config, &next, entry, predecessor)?;
    Rolls::new(config, &roll)?.put_in_force(&roll, &next)?;
    Ok(Successor { name: entry.log.clone(), entries: predecessor.left.size })
}

/// The roll that follows the one in force, or that one itself, if an earlier attempt came so far.
fn next_roll(roll: &Roll, signed: SignedRoll) -> Result<Roll, Failure> {
    if signed.roll.digest().map_err(refused)? == roll.digest() {
        return Ok(roll.clone());
    }
    roll.succeeded_by(SignedRoll { notices: Vec::new(), ..signed }).map_err(refused)
}

fn go_on(config: &Config, next: &Roll, entry: &GatewayEntry, predecessor: &Predecessor) -> Result<(), CannotStart> {
    let store = match open_store(config, &held(config)?) {
        // An earlier attempt came so far.
        Err(CannotStart::Record(StoreError::Succeeded(name))) if name == entry.log => return Ok(()),
        opened => opened?,
    };
    let left = left_of(&store)?;
    if left != predecessor.left {
        store.close()?;
        // Other lines than those that all have signed.
        return Err(not_next(&format!("{} {} {}", left.log, left.size, left.root)).into());
    }
    // Equal times and words, so that to do it again is not to do something else.
    let issued = next.contents().issued;
    store.succeed(&entry.log, (bay_day(issued), issued), said(next, predecessor)?).map_err(Failure::from)?;
    Ok(())
}

fn left_of(store: &Store) -> Result<Head, StoreError> {
    let left = store.left()?;
    Ok(Head { log: left.log, size: left.size, root: left.root })
}

/// What the line says beside what is left: who agreed to what.
fn said(next: &Roll, predecessor: &Predecessor) -> Result<Map<String, Value>, Failure> {
    let declaration = serde_json::to_value(predecessor).map_err(Failure::broken)?;
    let said = [("roll", json!(next.version())), ("roll_digest", json!(next.digest())), ("declaration", declaration)];
    Ok(said.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The roll does not say that this record goes on.
fn not_next(given: &str) -> Failure {
    let (at, given) = ("roll".to_owned(), Some(given.to_owned()));
    Failure::BadInput { at, code: "roll-log-not-next", given }
}
