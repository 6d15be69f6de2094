//! What shows that a letter was exchanged: the records of both sides, which hold only what is durable.

use comity_domain::MatterId;
use comity_domain::matter::{Event, Recorded};
use comity_domain::message::MessageKind;

use super::super::BenchError;
use super::pair::Pair;

/// Shows it from both dockets, or says that it cannot be shown.
pub(super) fn exchanged(pair: &Pair, matter: &MatterId) -> Result<(), BenchError> {
    let not = || BenchError::NotExchanged { matter: matter.to_string() };
    let here = pair.cn.docket(matter)?;
    let there = pair.hk.docket(matter).map_err(|_| not())?;
    if shows(&here, &there) { Ok(()) } else { Err(not()) }
}

/// One letter was queued here, the same bytes were taken there with what they bring, and the receipt that is kept here is about
/// that very entry.
pub(super) fn shows(here: &[Recorded], there: &[Recorded]) -> bool {
    let queued = here.iter().find_map(|recorded| match &recorded.event {
        Event::MessageQueued { message, message_kind: MessageKind::Letter, digest, .. } => Some((*message, *digest)),
        _ => None,
    });
    let received = there.iter().find_map(|recorded| match &recorded.event {
        Event::Received { .. } => Some(recorded.index),
        _ => None,
    });
    let (Some((letter, bytes)), Some(first)) = (queued, received) else { return false };
    let taken = there.iter().any(|recorded| {
        matches!(&recorded.event, Event::MessageTaken { message, digest, .. } if *message == letter && *digest == bytes)
    });
    let receipted = here.iter().any(|recorded| {
        matches!(&recorded.event, Event::Receipted { message, peer_index, .. } if *message == letter && *peer_index == first)
    });
    taken && receipted
}
