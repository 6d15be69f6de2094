//! What the other gateways bring and ask in a draw. A peer's permit is its certificate; a step is believed by its own signature, whoever
//! brings it.

use comity_domain::GatewayId;
use comity_domain::draw::{Asked, Flaw, Given, Hash, Pool, Recorded, Said, Signature, Step, Taken};
use comity_domain::limits::{DRAW_CLOSE_MAX_MS, DRAW_STEPS_MAX};
use comity_federation::draw::{Answer, Answers, Batch, PieceKey, look_at};
use comity_federation::sealed::Address;
use comity_record::Time;

use super::super::App;
use super::super::failure::Failure;
use super::super::seals::InForce;
use super::table::{Beginning, Table};
use crate::mtls::PeerIdentity;

/// What becomes of a piece that was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Brought {
    /// It is on stable storage.
    Kept,
    /// The deal is not here yet: it is brought again.
    Waits(&'static str),
    /// It is not the one that was committed to, or not for this gateway.
    Refused(&'static str),
}

impl App {
    /// Takes steps of a draw that a peer brings, each if it can be taken now. What is answered `Taken` is in the record here.
    ///
    /// Let it come to its end once it has begun.
    pub(crate) async fn take_steps(&self, peer: &PeerIdentity, bytes: &[u8]) -> Result<Answers, Failure> {
        self.unless_held()?;
        let batch = Batch::parse(bytes, DRAW_STEPS_MAX).map_err(|refused| {
            tracing::warn!(peer = %peer.gateway(), %refused, "steps of a draw cannot be read");
            Failure::BadInput { at: "steps".into(), code: "draw-malformed", given: None }
        })?;
        // A draw has one request, and a batch is of one draw: each costs the reading of a registry.
        if batch.steps.iter().filter(|it| matches!(it.said.step, Step::Request { .. })).count() > 1 {
            return Err(Failure::BadInput { at: "steps".into(), code: "draw-malformed", given: None });
        }
        let mut answers = Vec::new();
        for recorded in batch.steps {
            answers.push(self.take_step(peer.gateway(), recorded).await?);
        }
        Ok(Answers { answers })
    }

    /// The key to which pieces of the draw are encrypted for this gateway, signed now.
    pub(crate) async fn piece_key(&self, peer: &PeerIdentity, id: &Hash) -> Result<String, Failure> {
        let live = self.draws().live.lock().await;
        let table = live.get(id).filter(|table| table.draw().number_of(peer.gateway()).is_some());
        let table = table.ok_or(Failure::NotFound { what: "draw" })?;
        let (node, at) = (self.gateway().clone(), self.clock().now());
        let InForce { roll, keys } = self.in_force();
        let said = PieceKey { draw: *id, node, key: table.aside.key().public(), at };
        said.sign(keys.envelope(&roll, at)?).map_err(Failure::broken)
    }

    /// Takes a piece that its dealer brings, encrypted to the key of this draw.
    pub(crate) async fn take_piece_of_draw(
        &self,
        peer: &PeerIdentity,
        (id, number): (&Hash, u8),
        parcel: &[u8],
    ) -> Result<Brought, Failure> {
        self.unless_held()?;
        let mut live = self.draws().live.lock().await;
        let table = live.get_mut(id).ok_or(Failure::NotFound { what: "draw" })?;
        let (dealer, to) = (peer.gateway().clone(), self.gateway().clone());
        let address = Address { draw: *id, dealer: dealer.clone(), to, number };
        let Ok(piece) = address.open(parcel, &table.aside.key()) else {
            return Ok(Brought::Refused("draw-piece-differs"));
        };
        let mut next = table.contributor.clone();
        match next.receive(&dealer, Given { number, piece }) {
            Ok(()) => {
                self.set_aside(id, &next, &table.aside).await?;
                table.contributor = next;
                Ok(Brought::Kept)
            }
            Err(fault) if matches!(fault.what, Flaw::OutOfTurn(_)) => Ok(Brought::Waits(fault.code())),
            Err(fault) => Ok(Brought::Refused(fault.code())),
        }
    }

    async fn take_step(&self, peer: &GatewayId, recorded: Recorded) -> Result<Answer, Failure> {
        let signature = match look_at(&recorded, &self.roll(), self.clock().now()) {
            Ok(signature) => signature,
            Err(refused) => {
                tracing::warn!(%peer, reason = refused.code(), %refused, "a step of a draw was not looked at");
                // The next roll may know its key.
                return Ok(Answer::Waits { code: refused.code().to_owned() });
            }
        };
        let said = recorded.said;
        let id = match &said.step {
            Step::Request { asked } => match asked.check().and_then(|()| asked.request.digest()) {
                Ok(id) => id,
                Err(fault) => return Ok(Answer::Refused { code: fault.code().to_owned() }),
            },
            step => match step.draw() {
                Some(id) => *id,
                None => return Ok(Answer::Refused { code: "draw-malformed".to_owned() }),
            },
        };
        let mut live = self.draws().live.lock().await;
        if let Some(table) = live.get_mut(&id) {
            return Ok(self.take_into(table, peer, (said, signature)).await?.0);
        }
        // It is over, or never began here. Whoever brings once more what everybody has begins nothing anew.
        if self.has_in_record(&id, &said)? {
            return Ok(Answer::Taken);
        }
        let Some(mut table) = self.wake(&id).await? else {
            drop(live);
            let Step::Request { asked } = &said.step else {
                return Ok(Answer::Waits { code: "draw-out-of-turn".to_owned() });
            };
            let asked = Asked::clone(asked);
            return self.take_request(peer, (&id, &asked), (said, signature)).await;
        };
        let (answer, is_new) = self.take_into(&mut table, peer, (said, signature)).await?;
        if is_new {
            live.insert(id, table);
        }
        Ok(answer)
    }

    /// Takes a step into a draw that is known here; answers whether it is new, too.
    async fn take_into(
        &self,
        table: &mut Table,
        peer: &GatewayId,
        (said, signature): (Said, Signature),
    ) -> Result<(Answer, bool), Failure> {
        if table.draw().number_of(peer).is_none() {
            return Ok((Answer::Refused { code: "draw-contributors".to_owned() }, false));
        }
        Ok(match self.keep_step(table, said, signature, None).await? {
            Ok(taken) => (Answer::Taken, taken == Taken::New),
            Err(fault) => (Answer::to(&fault), false),
        })
    }

    /// Takes the request of another side's court. The pool is made anew from what is held here of the registry: on a difference this gateway
    /// stands apart, and says so. Meanwhile other draws go on.
    async fn take_request(
        &self,
        peer: &GatewayId,
        (id, asked): (&Hash, &Asked),
        (said, signature): (Said, Signature),
    ) -> Result<Answer, Failure> {
        let contributors = &asked.request.contributors;
        let is_ours = contributors.contains(self.gateway()) && contributors.contains(peer);
        if !is_ours || !self.may_ask(asked) {
            return Ok(Answer::Refused { code: "draw-contributors".to_owned() });
        }
        let found = self.pool_for(asked, said.at).await?;
        let mut live = self.draws().live.lock().await;
        if let Some(table) = live.get_mut(id) {
            return Ok(self.take_into(table, peer, (said, signature)).await?.0);
        }
        // What begins in the same case is looked at once more, now that nothing else begins.
        let found = match found {
            Ok(pool) => self.succeeds(asked).await?.map(|()| pool),
            found => found,
        };
        let pool = match found {
            Ok(pool) => Ok(pool),
            // What is missing here may still come: an end of the draw before, or what the registry had to say.
            Err(code) if is_passing(code) && self.clock().now() < said.at.plus_ms(DRAW_CLOSE_MAX_MS) => {
                return Ok(Answer::Waits { code: code.to_owned() });
            }
            Err(code) => {
                tracing::warn!(court = %asked.request.court, code, "this gateway takes no part in a draw");
                Err(code.to_owned())
            }
        };
        match self.begin_draw(Beginning { said, signature, pool, judges: None }, None, &mut live).await {
            Ok(_) => Ok(Answer::Taken),
            Err(Failure::Draw(fault)) => Ok(Answer::to(&fault)),
            Err(failure) => Err(failure),
        }
    }

    /// Whether the court is served by the gateway that must ask for it, and everybody who is to contribute is on the roll.
    fn may_ask(&self, asked: &Asked) -> bool {
        let (roll, request) = (self.roll(), &asked.request);
        let is_known = |node: &GatewayId| roll.gateway(node).is_some();
        request.contributors.iter().all(is_known)
            && request.court_gateway().is_ok_and(|gateway| roll.serves(gateway, &request.court))
    }

    /// Whom the request may draw, as this gateway finds; or what stands against it, as a code. `at` is when the court says that it asked.
    async fn pool_for(&self, asked: &Asked, at: Time) -> Result<Result<Pool, &'static str>, Failure> {
        let request = &asked.request;
        if let Err(code) = self.succeeds(asked).await? {
            return Ok(Err(code));
        }
        let Some(lists) = self.lists_of(&request.court, asked.shared.as_ref())? else {
            return Ok(Err(Flaw::PoolDiffers.code()));
        };
        let Some(listed) = self.on_lists(&request.court, &lists, Some(asked.registry_position)).await? else {
            return Ok(Err(REGISTRY_BEHIND));
        };
        if self.had_gone_on(&request.court, &lists, &listed, at).await? {
            return Ok(Err(REGISTRY_OLD));
        }
        let earlier = self.earlier_draws(&request.court, &request.case).await?;
        let examined = asked.examine(&listed.people, &earlier, &self.draw_terms()?);
        Ok(examined.map_err(|fault| fault.code()))
    }

    /// Whether the request follows what is known here of its case; or what stands against it, as a code.
    async fn succeeds(&self, asked: &Asked) -> Result<Result<(), &'static str>, Failure> {
        let earlier = self.earlier_draws(&asked.request.court, &asked.request.case).await?;
        Ok(asked.check_succession(&earlier).map_err(|fault| fault.code()))
    }
}

/// What is held here of the registry does not reach as far as the request says.
const REGISTRY_BEHIND: &str = "draw-registry-behind";

/// The lists had gone on when the court asked, and the request looks at what was before.
const REGISTRY_OLD: &str = "draw-registry-old";

/// May it be otherwise when more has come from the others?
fn is_passing(code: &str) -> bool {
    matches!(code, REGISTRY_BEHIND | "draw-live" | "draw-not-successor")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use comity_domain::draw::{Person, Request, Seat, Shared};
    use comity_federation::feed::{Content, SharedJuror};

    use super::*;
    use crate::app::tests::{gateway, open, world};

    const NAMES: [&str; 4] = ["J-1", "J-2", "J-3", "J-4"];

    /// A draw from the first three, as the court's gateway asks that has looked at so many events.
    fn asked(app: &App, registry_position: u64) -> Asked {
        let person = |id: &&str| Person { id: id.parse().unwrap(), tags: Vec::new() };
        let pool = Pool::new(NAMES[..3].iter().map(person).collect()).unwrap();
        let request = Request {
            v: 1,
            court: "cn-nansha".parse().unwrap(),
            case: "(2026) 粤0191民初1号".to_owned(),
            seq: 0,
            hearing: app.clock().today().unwrap().checked_add(jiff::Span::new().days(30)).unwrap(),
            rules: comity_record::Digest::of(b"rules"),
            seats: vec![Seat(Vec::new())],
            alternates: 0,
            pool_root: pool.root().unwrap(),
            pool_size: 3,
            contributors: ["cn", "hk", "mo"].map(|name| name.parse().unwrap()),
        };
        Asked { request, registry_position, exclusions: Vec::new(), thin_allowed: None, after: None, shared: None }
    }

    #[tokio::test]
    async fn who_was_appointed_long_before_the_request_is_not_left_out_by_an_older_state_of_the_registry() {
        let folder = world().await;
        let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
        for id in NAMES {
            let court = "cn-nansha".parse().unwrap();
            let juror = SharedJuror { court, id: id.parse().unwrap(), tags: Some(BTreeSet::new()) };
            cn.publish(vec![Content::Juror(juror)], None).await.unwrap();
        }
        hk.take_page(&cn.feed_page(cn.gateway(), 0).await.unwrap().unwrap()).await.unwrap();
        let (now, long_after) = (hk.clock().now(), hk.clock().now().plus_ms(60 * 60 * 1000));
        let pool = hk.pool_for(&asked(&hk, 3), now).await.unwrap();
        assert_eq!(pool.unwrap().people().len(), 3, "the fourth was appointed while the court asked");
        assert_eq!(hk.pool_for(&asked(&hk, 3), long_after).await.unwrap().unwrap_err(), "draw-registry-old");
        assert_eq!(hk.pool_for(&asked(&hk, 4), long_after).await.unwrap().unwrap_err(), "draw-pool-differs");
        assert_eq!(hk.pool_for(&asked(&hk, 5), now).await.unwrap().unwrap_err(), "draw-registry-behind");
    }

    #[tokio::test]
    async fn lists_are_drawn_from_together_only_where_all_are_of_basic_courts_of_the_gateway_that_asks() {
        let folder = world().await;
        let (cn, hk) = (open(&gateway(&folder, "cn")).unwrap(), open(&gateway(&folder, "hk")).unwrap());
        for (id, court) in NAMES.into_iter().zip(["cn-nansha", "cn-qianhai", "cn-qianhai"]) {
            let (court, id) = (court.parse().unwrap(), id.parse().unwrap());
            let juror = SharedJuror { court, id, tags: Some(BTreeSet::new()) };
            cn.publish(vec![Content::Juror(juror)], None).await.unwrap();
        }
        hk.take_page(&cn.feed_page(cn.gateway(), 0).await.unwrap().unwrap()).await.unwrap();
        let now = hk.clock().now();
        let found = async |courts: &[&str]| {
            let courts = courts.iter().map(|court| court.parse().unwrap()).collect();
            let shared = Shared { legal_basis: "local rule, art. 3".to_owned(), courts };
            hk.pool_for(&Asked { shared: Some(shared), ..asked(&hk, 3) }, now).await.unwrap()
        };
        assert_eq!(found(&["cn-nansha", "cn-qianhai"]).await.unwrap().people().len(), 3);
        assert_eq!(hk.pool_for(&asked(&hk, 3), now).await.unwrap().unwrap_err(), "draw-pool-differs");
        for others in ["cn-gz-ic", "cn-nansha-mediation", "mo-tjb", "cn-nowhere"] {
            let found = found(&["cn-nansha", "cn-qianhai", others]).await;
            assert_eq!(found.unwrap_err(), "draw-pool-differs", "{others}");
        }
        assert_eq!(found(&["cn-qianhai", "cn-hengqin"]).await.unwrap_err(), "draw-pool-differs", "without the court");
    }
}
