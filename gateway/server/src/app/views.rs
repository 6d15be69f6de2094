//! The views that this gateway keeps of its record, and the one pure function that makes them. No particulars: only codes,
//! dates and names of authorities stand in a view.
//!
//! | key | value |
//! |---|---|
//! | `standing/<matter>` | where the matter stands |
//! | `docket/<authority>/<matter>` | nothing: the matters of an authority |
//! | `assess/<matter>` | nothing: this side's rules have to be asked |
//! | `due/<day>/<matter>` | nothing: from that day on they have to be asked again, because a last day has passed |
//! | `outbox/<peer>/<index>` | a message that is not receipted yet |
//! | `receipted/<peer>` | of the peer's receipts, the one with the greatest position in its record |
//! | `evidence/<index>` | the matter under whose letter something was obtained, by the entry that says so |
//! | `erased/<matter>` | nothing: the record calls the matter erased |
//! | `person/<name>` | nothing: the people who have an account, or had one that was closed |
//! | `erased-case/<case>` | nothing: the record calls the case erased |
//! | `case/<case>` | where the case stands |
//! | `cases/<court>/<case>` | nothing: the cases of a court |
//! | `authorisation/<authorisation>` | where the authorisation stands |
//! | `juror/<juror>` | where the juror stands |
//! | `jurors/<court>/<juror>` | nothing: the jurors on the list of a court |
//! | `juror-list/<court>` | what the court has fixed for its list |
//! | `authorisations/<authority>/<authorisation>` | nothing: what an authority witnessed or took |
//! | `mediators/<body>/<mediator>` | nothing: who applied to a body |
//! | `mediations/<body>/<mediation>` | nothing: what a body, or a court, mediates |
//! | `confirmations/<court>/<application>` | nothing: the applications to a court to confirm a settlement |
//! | `confirmation-of/<mediation>/<application>` | nothing: those about one mediation |
//! | `listings/<authority>/<listing>` | nothing: the listings that an authority keeps |
//! | `inquiries/<court>/<inquiry>` | nothing: the inquiries of a court into the law of another place |
//! | `draw/<draw>` | where a draw stands |
//! | `draws-in/<case>/<draw>` | nothing: the draws in a case, which the digest of its court and its number names |
//! | `feed/<gateway>/<number>` | an event of a gateway's feed |
//! | `feed-head/<gateway>` | the newest one |
//! | `feed-about/<kind>/<gateway>/<number>` | nothing: the events of a kind |
//! | `feed-forked/<gateway>` | nothing: the gateway has signed two histories |

mod draws;
mod feed;

use comity_domain::authorisation::Authorisation;
use comity_domain::confirmation::Confirmation;
use comity_domain::foreign_law::Inquiry;
use comity_domain::juror::Juror;
use comity_domain::matter::{Event, Standing, Way};
use comity_domain::mediation::Mediation;
use comity_domain::mediator::Mediator;
use comity_domain::message::MessageKind;
use comity_domain::parts::InParts;
use comity_domain::register::Listing;
use comity_domain::{
    AuthorisationId, AuthorityId, CaseId, ConfirmationId, Date, GatewayId, History, JurorId, MatterId, MediationId,
    MessageId, authorisation, case, juror,
};
use comity_store::{Change, Entry, Projection, ReadViews, ViewsUnreadable};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::failure::Failure;
use super::jurors::LIST_FIXED;
use super::ledger::{Kept, event_of, matter_of, read};

pub(crate) use draws::{DrawStands, draws, draws_in_case, unfinished_draws};
pub(crate) use feed::{FeedRow, feed_head, feed_row, feed_rows, feed_rows_about, is_feed_forked};

/// Makes the views of matters.
pub(crate) struct Matters;

/// A message that waits for its receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// The message.
    pub(crate) message: MessageId,
    /// Its matter.
    pub(crate) matter: MatterId,
    /// The entry that holds its bytes.
    pub(crate) index: u64,
}

/// A position that a peer's receipt promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Promised {
    /// The position in the peer's record.
    position: u64,
    /// The entry that holds the receipt.
    entry: u64,
}

impl Projection for Matters {
    fn version(&self) -> u32 {
        11
    }

    fn project(&self, entry: &Entry, views: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        if let Some(person) = entry.subject.strip_prefix("person/") {
            changes.push(Change::Put(format!("person/{person}").into_bytes(), Vec::new()));
        }
        let (open, apply) = (case::Standing::open, case::Standing::apply);
        project_standing(entry, views, changes, ("case", "cases"), open, apply, |it| &it.court)?;
        let (open, apply) = (authorisation::Standing::open, authorisation::Standing::apply);
        let named = (Authorisation::SUBJECT, Authorisation::LIST);
        project_standing(entry, views, changes, named, open, apply, |it| &it.held_by)?;
        let (open, apply) = (juror::Standing::open, juror::Standing::apply);
        project_standing(entry, views, changes, (Juror::SUBJECT, Juror::LIST), open, apply, |it| &it.court)?;
        project_list::<Mediator>(entry, "body", changes);
        project_list::<Mediation>(entry, "body", changes);
        project_list::<Listing>(entry, "keeper", changes);
        project_list::<Inquiry>(entry, "court", changes);
        project_list::<Confirmation>(entry, "court", changes);
        project_marks(entry, changes);
        project_juror_list(entry, changes);
        draws::project(entry, views, changes)?;
        feed::project(entry, changes);
        let Some(id) = matter_of(&entry.subject) else { return Ok(()) };
        // What was sealed in an erased matter says nothing any more; where it stood says the entry on its erasure.
        let Ok(event) = event_of(entry) else { return Ok(()) };
        let key = standing_key(&id);
        let before = views.get(&key)?.and_then(|bytes| serde_json::from_slice::<Standing>(&bytes).ok());
        let was_to_assess = before.as_ref().is_some_and(|standing| standing.to_assess);
        let was_erased = before.as_ref().is_some_and(|standing| standing.erased.is_some());
        let was_due = before.as_ref().and_then(Standing::asks_again_on);
        let after = match before {
            Some(mut standing) => {
                standing.apply(entry.day, &event);
                Some(standing)
            }
            None => Standing::open(entry.day, &event).inspect(|standing| {
                let chain = &standing.chain;
                for authority in [&chain.originating, &chain.transmitting, &chain.receiving] {
                    changes.push(Change::Put(docket_key(authority, &id), Vec::new()));
                }
            }),
        };
        let Some(standing) = after else { return Ok(()) };
        if standing.to_assess != was_to_assess {
            changes.push(marker(standing.to_assess, assess_key(&id)));
        }
        if standing.erased.is_some() && !was_erased {
            changes.push(Change::Put(erased_key(&id), Vec::new()));
        }
        let due = standing.asks_again_on();
        if due != was_due {
            changes.extend(was_due.map(|day| Change::Delete(due_key(day, &id))));
            changes.extend(due.map(|day| Change::Put(due_key(day, &id), Vec::new())));
        }
        if brings_evidence(&event) {
            changes.push(Change::Put(evidence_key(entry.index), id.to_string().into_bytes()));
        }
        outbox(&id, entry.index, &event, views, changes)?;
        changes.push(Change::Put(key, json(&standing)));
        Ok(())
    }
}

/// The applications to courts of this gateway about one mediation.
pub(crate) fn confirmations_of(views: &dyn ReadViews, mediation: &MediationId) -> Result<Vec<ConfirmationId>, Failure> {
    names(views, format!("confirmation-of/{mediation}/").as_bytes(), None, usize::MAX)
}

/// Where something stands after an entry; and, when it begins, on whose list it is. What cannot be read changes nothing: it says nothing any more.
fn project_standing<E: InParts, S: Serialize + DeserializeOwned>(
    entry: &Entry,
    views: &dyn ReadViews,
    changes: &mut Vec<Change>,
    (subject, list): (&str, &str),
    open: impl Fn(Date, &E) -> Option<S>,
    apply: impl Fn(&mut S, Date, &E),
    keeper: impl Fn(&S) -> &AuthorityId,
) -> Result<(), ViewsUnreadable> {
    let id = entry.subject.strip_prefix(subject).and_then(|rest| rest.strip_prefix('/'));
    let (Some(id), Ok(event)) = (id, read::<E>(entry)) else { return Ok(()) };
    let key = entry.subject.as_bytes().to_vec();
    let before = views.get(&key)?.and_then(|bytes| serde_json::from_slice::<S>(&bytes).ok());
    let after = match before {
        Some(mut standing) => {
            apply(&mut standing, entry.day, &event);
            Some(standing)
        }
        None => open(entry.day, &event).inspect(|standing| {
            changes.push(Change::Put(format!("{list}/{}/{id}", keeper(standing)).into_bytes(), Vec::new()));
        }),
    };
    changes.extend(after.map(|standing| Change::Put(key, json(&standing))));
    Ok(())
}

/// On whose list something is: its first entry says so. Where it stands is folded out of the entries.
fn project_list<T: Kept>(entry: &Entry, keeper: &str, changes: &mut Vec<Change>) {
    let keeper = entry.open.get(keeper).and_then(Value::as_str).filter(|_| entry.revision == 1);
    if let (Some(id), Some(keeper)) = (T::of_subject(&entry.subject), keeper) {
        changes.push(Change::Put(format!("{}/{keeper}/{id}", T::LIST).into_bytes(), Vec::new()));
    }
}

/// Cases that were erased, and what is asked to be confirmed of which mediation.
fn project_marks(entry: &Entry, changes: &mut Vec<Change>) {
    if let Some(id) = entry.subject.strip_prefix("case/").filter(|_| entry.kind == "erased") {
        changes.push(Change::Put(format!("erased-case/{id}").into_bytes(), Vec::new()));
    }
    let mediation = entry.open.get("mediation").and_then(Value::as_str);
    if let (Some(id), Some(mediation)) = (Confirmation::of_subject(&entry.subject), mediation) {
        changes.push(Change::Put(format!("confirmation-of/{mediation}/{id}").into_bytes(), Vec::new()));
    }
}

/// What was fixed last holds.
fn project_juror_list(entry: &Entry, changes: &mut Vec<Change>) {
    let court = entry.subject.strip_prefix("juror-list/").and_then(|court| court.parse::<AuthorityId>().ok());
    let fixed = entry.open.get("list").filter(|_| entry.kind == LIST_FIXED);
    changes.extend(court.zip(fixed).map(|(court, list)| Change::Put(juror_list_key(&court), json(list))));
}

/// At most `limit` of those that an authority keeps, in the order of their names, behind `after`.
pub(crate) fn listed<T: Kept>(
    views: &dyn ReadViews,
    keeper: &AuthorityId,
    after: Option<&T::Id>,
    limit: usize,
) -> Result<Vec<T::Id>, Failure> {
    let prefix = format!("{}/{keeper}/", T::LIST);
    let after = after.map(|id| format!("{prefix}{id}").into_bytes());
    names(views, prefix.as_bytes(), after.as_deref(), limit)
}

/// Those of all authorities.
pub(crate) fn listed_by_all<T: Kept>(views: &dyn ReadViews) -> Result<Vec<T::Id>, Failure> {
    let prefix = format!("{}/", T::LIST);
    let pairs = views.scan(prefix.as_bytes(), None, usize::MAX).map_err(comity_store::StoreError::from)?;
    let name = |key: &[u8]| std::str::from_utf8(key).ok()?.strip_prefix(&prefix)?.split_once('/')?.1.parse().ok();
    pairs.iter().map(|(key, _)| name(key).ok_or_else(|| Failure::broken("a view of names"))).collect()
}

/// Where a case stands.
pub(crate) fn case_standing(views: &dyn ReadViews, id: &CaseId) -> Result<Option<case::Standing>, Failure> {
    let bytes = views.get(&case_key(id)).map_err(comity_store::StoreError::from)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Failure::broken)).transpose()
}

/// At most `limit` cases of a court, in the order of their names, behind `after`.
pub(crate) fn cases(
    views: &dyn ReadViews,
    court: &AuthorityId,
    after: Option<&CaseId>,
    limit: usize,
) -> Result<Vec<CaseId>, Failure> {
    let prefix = format!("cases/{court}/");
    let after = after.map(|id| format!("{prefix}{id}").into_bytes());
    names(views, prefix.as_bytes(), after.as_deref(), limit)
}

/// Where an authorisation stands.
pub(crate) fn authorisation_standing(
    views: &dyn ReadViews,
    id: &AuthorisationId,
) -> Result<Option<authorisation::Standing>, Failure> {
    let bytes = views.get(&authorisation_key(id)).map_err(comity_store::StoreError::from)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Failure::broken)).transpose()
}

/// Where a juror stands.
pub(crate) fn juror_standing(views: &dyn ReadViews, id: &JurorId) -> Result<Option<juror::Standing>, Failure> {
    let bytes = views.get(&juror_key(id)).map_err(comity_store::StoreError::from)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Failure::broken)).transpose()
}

/// What a court has fixed for its list.
pub(crate) fn juror_list(views: &dyn ReadViews, court: &AuthorityId) -> Result<Option<juror::List>, Failure> {
    let bytes = views.get(&juror_list_key(court)).map_err(comity_store::StoreError::from)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Failure::broken)).transpose()
}

/// Where a matter stands.
pub(crate) fn standing(views: &dyn ReadViews, id: &MatterId) -> Result<Option<Standing>, Failure> {
    let bytes = views.get(&standing_key(id)).map_err(comity_store::StoreError::from)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Failure::broken)).transpose()
}

/// At most `limit` matters of an authority, in the order of their names, behind `after`.
pub(crate) fn docket(
    views: &dyn ReadViews,
    authority: &AuthorityId,
    after: Option<&MatterId>,
    limit: usize,
) -> Result<Vec<MatterId>, Failure> {
    let prefix = format!("docket/{authority}/");
    let after = after.map(|id| docket_key(authority, id));
    names(views, prefix.as_bytes(), after.as_deref(), limit)
}

/// The matters about which this side's rules have to be asked on this day: because of what happened, or because a last day has passed.
pub(crate) fn to_assess(views: &dyn ReadViews, today: Date) -> Result<Vec<MatterId>, Failure> {
    let mut matters = names(views, b"assess/", None, usize::MAX)?;
    matters.extend(due(views, today)?);
    Ok(matters)
}

/// The matters whose rules have to be asked again by this day. The days stand in the keys in their order.
fn due(views: &dyn ReadViews, today: Date) -> Result<Vec<MatterId>, Failure> {
    const PAGE: usize = 256;
    let (mut matters, mut after) = (Vec::new(), None);
    loop {
        let page = views.scan(DUE, after.as_deref(), PAGE).map_err(comity_store::StoreError::from)?;
        for (key, _) in &page {
            match due_of(key) {
                Some((day, id)) if day <= today => matters.push(id),
                _ => return Ok(matters),
            }
        }
        match page.into_iter().next_back() {
            Some((key, _)) => after = Some(key),
            None => return Ok(matters),
        }
    }
}

/// The matters and the cases that the record calls erased.
pub(crate) fn erased(views: &dyn ReadViews) -> Result<Vec<History>, Failure> {
    let matters: Vec<MatterId> = names(views, b"erased/", None, usize::MAX)?;
    let cases: Vec<CaseId> = names(views, b"erased-case/", None, usize::MAX)?;
    Ok(matters.into_iter().map(History::Matter).chain(cases.into_iter().map(History::Case)).collect())
}

/// The entries behind `after` that say that something was obtained, in their order, and under the letters of which matters.
pub(crate) fn with_evidence(views: &dyn ReadViews, after: Option<u64>) -> Result<Vec<(u64, MatterId)>, Failure> {
    let after = after.map(evidence_key);
    let pairs = views.scan(EVIDENCE, after.as_deref(), usize::MAX).map_err(comity_store::StoreError::from)?;
    let broken = || Failure::broken("the view of evidence");
    pairs.iter().map(|(key, value)| evidence_of(key, value).ok_or_else(broken)).collect()
}

/// The messages to `peer` that are not receipted, in the order in which they were written, behind the entry `after`.
pub(crate) fn waiting(views: &dyn ReadViews, peer: &GatewayId, after: Option<u64>) -> Result<Vec<Waiting>, Failure> {
    let prefix = format!("outbox/{peer}/");
    let after = after.map(|index| outbox_key(peer, index));
    let pairs = views.scan(prefix.as_bytes(), after.as_deref(), usize::MAX).map_err(comity_store::StoreError::from)?;
    pairs.into_iter().map(|(_, value)| serde_json::from_slice(&value).map_err(Failure::broken)).collect()
}

/// The people who have an account, or had one, in the order of their names.
pub(crate) fn people(views: &dyn ReadViews) -> Result<Vec<String>, Failure> {
    let pairs = views.scan(b"person/", None, usize::MAX).map_err(comity_store::StoreError::from)?;
    Ok(pairs
        .iter()
        .filter_map(|(key, _)| Some(std::str::from_utf8(key).ok()?.strip_prefix("person/")?.into()))
        .collect())
}

/// The entry with the receipt of `peer` that promises the greatest position in its record.
pub(crate) fn newest_receipt(views: &dyn ReadViews, peer: &GatewayId) -> Result<Option<u64>, Failure> {
    let bytes = views.get(&receipted_key(peer.as_str())).map_err(comity_store::StoreError::from)?;
    let promised = bytes.map(|bytes| serde_json::from_slice::<Promised>(&bytes).map_err(Failure::broken));
    Ok(promised.transpose()?.map(|promised| promised.entry))
}

/// What changes when the message under `outbox_key` has its receipt.
fn promised(outbox_key: &[u8], promised: Promised, views: &dyn ReadViews) -> Result<Option<Change>, ViewsUnreadable> {
    let key = std::str::from_utf8(outbox_key).ok();
    let Some(peer) = key.and_then(|key| key.strip_prefix("outbox/")?.split('/').next()) else { return Ok(None) };
    let before = views.get(&receipted_key(peer))?.and_then(|bytes| serde_json::from_slice::<Promised>(&bytes).ok());
    let is_greater = before.is_none_or(|before| before.position < promised.position);
    Ok(is_greater.then(|| Change::Put(receipted_key(peer), json(&promised))))
}

fn outbox(
    matter: &MatterId,
    index: u64,
    event: &Event,
    views: &dyn ReadViews,
    changes: &mut Vec<Change>,
) -> Result<(), ViewsUnreadable> {
    match event {
        Event::MessageQueued { message, to, .. } => {
            let waiting = Waiting { message: *message, matter: matter.clone(), index };
            let key = outbox_key(to, index);
            changes.push(Change::Put(format!("sent/{message}").into_bytes(), key.clone()));
            changes.push(Change::Put(key, json(&waiting)));
        }
        Event::Receipted { message, .. } | Event::Quarantined { message, .. } => {
            let sent = format!("sent/{message}").into_bytes();
            if let Some(key) = views.get(&sent)? {
                if let Event::Receipted { peer_index, .. } = event {
                    changes.extend(promised(&key, Promised { position: *peer_index, entry: index }, views)?);
                }
                changes.push(Change::Delete(key));
                changes.push(Change::Delete(sent));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Does it name something that was obtained?
fn brings_evidence(event: &Event) -> bool {
    match event {
        Event::Executed { certificate, .. } | Event::CertificateReceived { certificate, .. } => {
            certificate.files().next().is_some()
        }
        Event::Corrected { corrected, .. } => corrected.request().is_none() && !corrected.files().is_empty(),
        Event::TakenOver { label, .. } => label.is_some(),
        Event::Conveyed { conveyed } => {
            conveyed.way == Way::Arrived && conveyed.document_kind == MessageKind::Certificate
        }
        _ => false,
    }
}

fn names<Id>(views: &dyn ReadViews, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Id>, Failure>
where
    Id: std::str::FromStr<Err: std::fmt::Display>,
{
    let pairs = views.scan(prefix, after, limit).map_err(comity_store::StoreError::from)?;
    pairs
        .iter()
        .map(|(key, _)| {
            let name = key.get(prefix.len()..).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
            name.parse().map_err(Failure::broken)
        })
        .collect()
}

fn marker(set: bool, key: Vec<u8>) -> Change {
    if set { Change::Put(key, Vec::new()) } else { Change::Delete(key) }
}

fn case_key(id: &CaseId) -> Vec<u8> {
    format!("case/{id}").into_bytes()
}

fn authorisation_key(id: &AuthorisationId) -> Vec<u8> {
    format!("authorisation/{id}").into_bytes()
}

fn juror_key(id: &JurorId) -> Vec<u8> {
    format!("juror/{id}").into_bytes()
}

fn juror_list_key(court: &AuthorityId) -> Vec<u8> {
    format!("juror-list/{court}").into_bytes()
}

fn standing_key(id: &MatterId) -> Vec<u8> {
    format!("standing/{id}").into_bytes()
}

fn docket_key(authority: &AuthorityId, id: &MatterId) -> Vec<u8> {
    format!("docket/{authority}/{id}").into_bytes()
}

fn outbox_key(peer: &GatewayId, index: u64) -> Vec<u8> {
    format!("outbox/{peer}/{index:020}").into_bytes()
}

fn receipted_key(peer: &str) -> Vec<u8> {
    format!("receipted/{peer}").into_bytes()
}

const DUE: &[u8] = b"due/";

fn due_key(day: Date, id: &MatterId) -> Vec<u8> {
    format!("due/{day}/{id}").into_bytes()
}

fn due_of(key: &[u8]) -> Option<(Date, MatterId)> {
    let (day, id) = std::str::from_utf8(key).ok()?.strip_prefix("due/")?.split_once('/')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn assess_key(id: &MatterId) -> Vec<u8> {
    format!("assess/{id}").into_bytes()
}

const EVIDENCE: &[u8] = b"evidence/";

fn evidence_key(index: u64) -> Vec<u8> {
    format!("evidence/{index:020}").into_bytes()
}

fn evidence_of(key: &[u8], value: &[u8]) -> Option<(u64, MatterId)> {
    let index = std::str::from_utf8(key).ok()?.strip_prefix("evidence/")?;
    Some((index.parse().ok()?, std::str::from_utf8(value).ok()?.parse().ok()?))
}

fn erased_key(id: &MatterId) -> Vec<u8> {
    format!("erased/{id}").into_bytes()
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // These types hold text, numbers and lists only: they can always be written.
    serde_json::to_vec(value).unwrap_or_default()
}
