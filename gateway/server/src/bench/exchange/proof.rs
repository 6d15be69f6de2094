//! What shows that a letter was exchanged, or a reminder: the records of both sides, which hold only what is durable.

use comity_domain::MatterId;
use comity_domain::matter::{Event, Recorded};
use comity_domain::message::MessageKind;

use super::super::{BenchError, Exchanged};
use super::pair::Pair;

/// Shows it from both dockets, or says that it cannot be shown.
pub(super) fn exchanged(pair: &Pair, exchanged: Exchanged, matter: &MatterId) -> Result<(), BenchError> {
    let not = || BenchError::NotExchanged { matter: matter.to_string() };
    let here = pair.cn.docket(matter)?;
    let there = pair.hk.docket(matter).map_err(|_| not())?;
    if shows(exchanged, &here, &there) { Ok(()) } else { Err(not()) }
}

/// One of them was queued here, the same bytes were taken there with what they bring, and the receipt that is kept here is about
/// that very entry.
pub(super) fn shows(exchanged: Exchanged, here: &[Recorded], there: &[Recorded]) -> bool {
    let kind = match exchanged {
        Exchanged::Letter => MessageKind::Letter,
        Exchanged::Reminder => MessageKind::Reminder,
    };
    let queued = here.iter().find_map(|recorded| match &recorded.event {
        Event::MessageQueued { message, message_kind, digest, .. } if *message_kind == kind => {
            Some((*message, *digest))
        }
        _ => None,
    });
    let brings = |event: &Event| match exchanged {
        Exchanged::Letter => matches!(event, Event::Received { .. }),
        Exchanged::Reminder => matches!(event, Event::Reminded { .. }),
    };
    let brought = there.iter().find(|recorded| brings(&recorded.event)).map(|recorded| recorded.index);
    let (Some((sent, bytes)), Some(first)) = (queued, brought) else { return false };
    let taken = there.iter().any(|recorded| {
        matches!(&recorded.event, Event::MessageTaken { message, digest, .. } if *message == sent && *digest == bytes)
    });
    let receipted = here.iter().any(|recorded| {
        matches!(&recorded.event, Event::Receipted { message, peer_index, .. } if *message == sent && *peer_index == first)
    });
    taken && receipted
}
