//! What a gateway does in its draws without anybody asking: it says what is due, and brings the others what they may lack.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::GatewayId;
use comity_domain::draw::{Hash, Parcel, Phase, Recorded, Step};
use comity_domain::limits::{DRAW_PEER_RETRY_MS, DRAW_STEPS_MAX_BYTES, DRAWS_MOVED_AT_ONCE_MAX};
use comity_federation::draw::{Answer, Answers, Batch, PieceKey};
use comity_federation::sealed::{Address, SealingKey};
use comity_record::Time;
use tokio::task::JoinSet;

use super::super::App;
use super::super::failure::Failure;
use super::table::Table;
use crate::access::{Permit, action};
use crate::clock::drawn;
use crate::mtls::Response;

/// What one of the others is brought and asked in one draw.
struct Errand {
    draw: Hash,
    to: GatewayId,
    /// Which steps, by their places, and the request that brings them.
    places: Vec<usize>,
    batch: Vec<u8>,
    /// Its key is not here yet.
    asks_key: bool,
    /// Encrypted pieces, by their numbers.
    parcels: Vec<(u8, Vec<u8>)>,
}

/// How an errand went.
#[derive(Default)]
struct Ran {
    /// It takes part: a gateway that is held, has no room or does not know of draws says something, too.
    answered: bool,
    answers: Option<Answers>,
    key: Option<SealingKey>,
    /// The pieces that are there now.
    sent: Vec<u8>,
}

impl App {
    /// Looks at every draw that goes on, several at a time. One that cannot go on now, or waits for a peer that is slow, holds up no other.
    pub(crate) async fn move_draws_on(self: &Arc<Self>, _: &Permit<action::MoveDraws>) {
        if self.is_held() {
            return;
        }
        let ids: Vec<Hash> = self.draws().live.lock().await.keys().copied().collect();
        let mut moving = JoinSet::new();
        for id in ids {
            if moving.len() >= DRAWS_MOVED_AT_ONCE_MAX {
                let _ = moving.join_next().await;
            }
            let app = Arc::clone(self);
            moving.spawn(async move {
                if let Err(failure) = app.move_on(&id).await {
                    tracing::warn!(code = failure.code(), %failure, draw = %id, "a draw cannot go on now");
                }
            });
        }
        while moving.join_next().await.is_some() {}
    }

    async fn move_on(self: &Arc<Self>, id: &Hash) -> Result<(), Failure> {
        self.say_what_is_due(id).await?;
        let mut running = JoinSet::new();
        for errand in self.errands(id).await? {
            let app = Arc::clone(self);
            running.spawn(async move {
                let ran = app.run(&errand).await;
                (errand, ran)
            });
        }
        while let Some(ended) = running.join_next().await {
            let (errand, ran) = ended.map_err(Failure::broken)?;
            self.note_errand(&errand, ran).await?;
        }
        self.end_if_over(id).await
    }

    /// Says what this gateway ought to say now. What is not taken any more, because of what was said just before, is left.
    async fn say_what_is_due(&self, id: &Hash) -> Result<(), Failure> {
        let mut live = self.draws().live.lock().await;
        let Some(table) = live.get_mut(id) else { return Ok(()) };
        let when = self.when()?;
        let now = self.waited_until(table, when);
        if let Some(reason) = table.apart.clone().filter(|_| !table.draw().has_refused(self.gateway())) {
            self.say_if_taken(table, Step::Refuse { draw: *id, reason }).await?;
        }
        // Their clocks are those of the machines, whatever day it is in a practice world: it is said how long somebody was silent.
        if let Some(missed) = table.contributor.misses(&table.aside.silent, when.time) {
            self.say_if_taken(table, missed).await?;
        }
        if table.apart.is_none() && table.contributor.is_to_deal(&table.heard(), now) {
            self.deal(table).await?;
        }
        for step in table.contributor.due(now) {
            self.say_if_taken(table, step).await?;
        }
        Ok(())
    }

    async fn say_if_taken(&self, table: &mut Table, step: Step) -> Result<(), Failure> {
        let code = step.code();
        match self.say(table, step, None).await {
            Err(Failure::Draw(fault)) => {
                tracing::info!(draw = %table.draw().id(), code, %fault, "a step is not due any more");
                Ok(())
            }
            said => said,
        }
    }

    async fn errands(&self, id: &Hash) -> Result<Vec<Errand>, Failure> {
        let live = self.draws().live.lock().await;
        let Some(table) = live.get(id) else { return Ok(Vec::new()) };
        let when = self.when()?;
        let now = self.waited_until(table, when);
        let others = table.others(self.gateway()).into_iter().filter(|peer| !self.draws().rests(peer, when.time));
        let errands = others.map(|to| errand(table, to, now)).collect::<Result<Vec<_>, Failure>>()?;
        Ok(errands.into_iter().filter(|errand| !errand.is_empty()).collect())
    }

    /// The steps first: who does not know of a deal takes no piece of it, and who has not heard what was shown to everybody must not come to know
    /// more.
    async fn run(&self, errand: &Errand) -> Ran {
        let mut ran = Ran::default();
        if !errand.places.is_empty() {
            let body = Bytes::from(errand.batch.clone());
            let Some(response) = self.asked_in_draw(errand, Method::POST, "/peer/v1/draws/steps", body).await else {
                return ran;
            };
            ran.answers = answers_in(&response).filter(|it| it.answers.len() == errand.places.len());
            ran.answered = ran.answers.is_some();
            if !ran.answered {
                return ran;
            }
        }
        if errand.asks_key {
            let path = format!("/peer/v1/draws/{}/key", errand.draw);
            let Some(response) = self.asked_in_draw(errand, Method::GET, &path, Bytes::new()).await else { return ran };
            ran.answered = takes_part(response.status);
            ran.key = self.key_in(errand, &response);
        }
        for (number, parcel) in &errand.parcels {
            let path = format!("/peer/v1/draws/{}/pieces/{number}", errand.draw);
            let body = Bytes::from(parcel.clone());
            let Some(response) = self.asked_in_draw(errand, Method::PUT, &path, body).await else { return ran };
            ran.answered = takes_part(response.status);
            if response.status.is_success() {
                ran.sent.push(*number);
            } else {
                tracing::info!(to = %errand.to, status = %response.status, number, "a piece of a draw is not taken now");
            }
        }
        ran
    }

    async fn asked_in_draw(&self, errand: &Errand, method: Method, path: &str, body: Bytes) -> Option<Response> {
        let answer = self.ask(&errand.to, method, path, body).await.inspect_err(|failure| {
            tracing::info!(to = %errand.to, draw = %errand.draw, %failure, "a gateway is not reached in a draw");
        });
        answer.ok()
    }

    fn key_in(&self, errand: &Errand, response: &Response) -> Option<SealingKey> {
        if response.status != StatusCode::OK {
            return None;
        }
        let text = std::str::from_utf8(&response.body).unwrap_or_default();
        let of = (&errand.draw, &errand.to);
        let key = PieceKey::verify(text, of, &self.roll(), self.clock().now()).inspect_err(|refused| {
            tracing::warn!(from = %errand.to, %refused, "the key of a gateway in a draw is not taken");
        });
        key.ok()
    }

    async fn note_errand(&self, errand: &Errand, ran: Ran) -> Result<(), Failure> {
        let now = self.clock().now();
        self.draws().note_rest(&errand.to, (!ran.answered).then(|| now.plus_ms(DRAW_PEER_RETRY_MS)));
        let mut live = self.draws().live.lock().await;
        let Some(table) = live.get_mut(&errand.draw) else { return Ok(()) };
        let (before, is_over) = (table.aside.clone(), table.is_over());
        if ran.answered {
            table.aside.silent.remove(&errand.to);
        } else {
            table.aside.silent.entry(errand.to.clone()).or_insert(now);
        }
        if let Some(answers) = &ran.answers {
            table.aside.told.note(&errand.to, &errand.places, answers, is_over);
            match answers.answers.iter().find_map(Answer::code) {
                Some(code) => drop(table.held_up.insert(errand.to.clone(), code.to_owned())),
                None => drop(table.held_up.remove(&errand.to)),
            }
        }
        table.aside.keys.extend(ran.key.map(|key| (errand.to.clone(), key)));
        table.aside.sent.extend(ran.sent.into_iter().map(|number| (errand.to.clone(), number)));
        if table.aside == before {
            return Ok(());
        }
        self.set_aside(&errand.draw, &table.contributor, &table.aside).await
    }

    /// Leaves a draw alone that is over, and of which everybody has every step: what was kept aside, its secrets too, is forgotten.
    async fn end_if_over(&self, id: &Hash) -> Result<(), Failure> {
        let mut live = self.draws().live.lock().await;
        let Some(table) = live.get(id).filter(|table| table.is_over()) else { return Ok(()) };
        let others = table.others(self.gateway());
        if others.iter().all(|peer| table.aside.told.missing(peer, table.draw().steps()).is_empty()) {
            self.clear_aside(id)?;
            live.remove(id);
        }
        Ok(())
    }
}

impl Errand {
    const fn is_empty(&self) -> bool {
        self.places.is_empty() && !self.asks_key && self.parcels.is_empty()
    }
}

fn errand(table: &Table, to: GatewayId, now: Time) -> Result<Errand, Failure> {
    let draw = table.draw();
    let places = table.aside.told.missing(&to, draw.steps());
    let steps = places.iter().filter_map(|place| {
        let said = draw.steps().get(*place)?.clone();
        Some(Recorded { said, signature: table.signatures.get(*place).cloned() })
    });
    let batch = Batch { steps: steps.collect() };
    let batch = serde_json::to_vec(&batch).map_err(Failure::broken)?;
    if batch.len() > DRAW_STEPS_MAX_BYTES {
        return Err(Failure::broken("more steps of a draw than one request takes"));
    }
    let is_sealing = matches!(draw.phase(), Phase::Dealing | Phase::Sealing | Phase::Closing);
    let asks_key = table.apart.is_none() && is_sealing && !table.aside.keys.contains_key(&to);
    let parcels = parcels(table, &to, now)?;
    Ok(Errand { draw: *draw.id(), to, places, batch, asks_key, parcels })
}

/// The pieces that one of the others does not have yet, encrypted to its key.
fn parcels(table: &Table, to: &GatewayId, now: Time) -> Result<Vec<(u8, Vec<u8>)>, Failure> {
    let contributor = &table.contributor;
    let Some(key) = table.aside.keys.get(to).filter(|_| !table.is_over()) else { return Ok(Vec::new()) };
    let (draw, dealer) = (*table.draw().id(), contributor.me().clone());
    let is_missing =
        |parcel: &Parcel| parcel.to == *to && !table.aside.sent.contains(&(to.clone(), parcel.given.number));
    let missing = contributor.parcels(now).into_iter().filter(is_missing);
    let sealed = missing.map(|Parcel { to, given }| {
        let address = Address { draw, dealer: dealer.clone(), to, number: given.number };
        let parcel = address.seal(&given.piece, key, &mut drawn).map_err(Failure::broken)?;
        Ok((given.number, parcel))
    });
    sealed.collect()
}

/// Whether a gateway answers so that takes part: that it has no such draw, too, or that a piece comes before its deal or is none.
fn takes_part(status: StatusCode) -> bool {
    use StatusCode as Is;
    status.is_success() || matches!(status, Is::NOT_FOUND | Is::CONFLICT | Is::UNPROCESSABLE_ENTITY)
}

fn answers_in(response: &Response) -> Option<Answers> {
    let answers = (response.status == StatusCode::OK).then(|| serde_json::from_slice(&response.body).ok()).flatten();
    if answers.is_none() {
        tracing::info!(status = %response.status, "steps of a draw are not taken now");
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_held_or_has_no_room_takes_no_part_although_it_says_something() {
        for status in [200, 204, 404, 409, 422] {
            assert!(takes_part(StatusCode::from_u16(status).unwrap()), "{status}");
        }
        for status in [400, 403, 413, 429, 500, 503, 507] {
            assert!(!takes_part(StatusCode::from_u16(status).unwrap()), "{status}");
        }
    }
}
