//! The views of draws.

use std::collections::BTreeSet;

use comity_domain::draw::{Hash, Phase, Said, Step};
use comity_domain::{AuthorityId, case_number};
use comity_record::Digest;
use comity_store::{Change, Entry, ReadViews, ViewsUnreadable};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::draws::{STEP, draw_of, said_in};
use super::super::failure::Failure;
use super::{json, names};

/// Where a draw stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DrawStands {
    /// The court.
    pub(crate) court: AuthorityId,
    /// Which draw in its case it is.
    pub(crate) seq: u32,
    /// The phase, as a code.
    pub(crate) phase: String,
    /// Whether anybody has opened anything.
    #[serde(default)]
    pub(crate) opened: bool,
}

/// Where a draw stands after a step. What it is about its request says, which comes first.
pub(super) fn project(entry: &Entry, views: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
    let Some(id) = draw_of(&entry.subject).filter(|_| entry.kind == STEP) else { return Ok(()) };
    let phase = entry.open.get("phase").and_then(Value::as_str).unwrap_or_default().to_owned();
    let opens = entry.open.get("said").and_then(Value::as_str) == Some("open");
    let before = views.get(&draw_key(&id))?.and_then(|bytes| serde_json::from_slice::<DrawStands>(&bytes).ok());
    let stands = match before {
        Some(before) => DrawStands { phase, opened: before.opened || opens, ..before },
        None => {
            let Ok((Said { step: Step::Request { asked }, .. }, _)) = said_in(entry) else { return Ok(()) };
            let request = asked.request;
            let key = [draws_in(&request.court, &request.case).as_bytes(), id.to_string().as_bytes()].concat();
            changes.push(Change::Put(key, Vec::new()));
            DrawStands { court: request.court, seq: request.seq, phase, opened: false }
        }
    };
    changes.push(Change::Put(draw_key(&id), json(&stands)));
    Ok(())
}

/// The draws of a court in a case.
pub(crate) fn draws_in_case(
    views: &dyn ReadViews,
    court: &AuthorityId,
    case: &str,
) -> Result<Vec<(Hash, DrawStands)>, Failure> {
    let ids: Vec<Hash> = names(views, draws_in(court, case).as_bytes(), None, usize::MAX)?;
    ids.into_iter().map(|id| Ok((id, draw_standing(views, &id)?))).collect()
}

/// At most `limit` draws of the courts that `is_shown` says, in the order of their names, behind `after`.
pub(crate) fn draws(
    views: &dyn ReadViews,
    after: Option<&Hash>,
    limit: usize,
    is_shown: impl Fn(&AuthorityId) -> bool,
) -> Result<Vec<(Hash, DrawStands)>, Failure> {
    let after = after.map(draw_key);
    let pairs = views.scan(DRAW, after.as_deref(), usize::MAX).map_err(comity_store::StoreError::from)?;
    let mut draws = Vec::new();
    for (key, value) in pairs {
        let stands: DrawStands = serde_json::from_slice(&value).map_err(Failure::broken)?;
        let name = key.get(DRAW.len()..).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
        if is_shown(&stands.court) && draws.len() < limit {
            draws.push((name.parse().map_err(Failure::broken)?, stands));
        }
    }
    Ok(draws)
}

/// The draws that are not over.
pub(crate) fn unfinished_draws(views: &dyn ReadViews) -> Result<BTreeSet<Hash>, Failure> {
    let is_over = |stands: &DrawStands| {
        [Phase::Drawn, Phase::Exhausted, Phase::Void].iter().any(|phase| stands.phase == phase.code())
    };
    let draws = draws(views, None, usize::MAX, |_| true)?;
    Ok(draws.into_iter().filter(|(_, stands)| !is_over(stands)).map(|(draw, _)| draw).collect())
}

fn draw_standing(views: &dyn ReadViews, id: &Hash) -> Result<DrawStands, Failure> {
    let bytes = views.get(&draw_key(id)).map_err(comity_store::StoreError::from)?;
    let bytes = bytes.ok_or_else(|| Failure::broken("a draw that stands nowhere"))?;
    serde_json::from_slice(&bytes).map_err(Failure::broken)
}

const DRAW: &[u8] = b"draw/";

fn draw_key(id: &Hash) -> Vec<u8> {
    format!("draw/{id}").into_bytes()
}

/// The number of a case is a particular; its digest leads from one draw to the next all the same, however the number is written.
fn draws_in(court: &AuthorityId, case: &str) -> String {
    let case = case_number::folded(case);
    let digest = Digest::of_parts(&[court.as_str().as_bytes(), b"\n", case.as_bytes()]);
    format!("draws-in/{}/", digest.hex())
}
