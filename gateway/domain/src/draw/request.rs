//! What a court asks for: how many seats, who qualifies for each, out of which pool; and what stands against drawing so.

use std::collections::BTreeSet;

use comity_record::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::encoding::canonical;
use super::{Draw, Fault, Flaw, Hash, Panel, Person, PersonId, Pool, Step, Tag};
use crate::limits::{CODE_MAX_BYTES, COURTS_OF_LISTS_MAX, DRAW_ALTERNATES_MAX, DRAW_SEATS_MAX, DRAW_TAGS_MAX};
use crate::matter::check_text;
use crate::{AuthorityId, Date, GatewayId};

/// What is drawn. Its digest is `D`, the name of the draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The form of this: 1.
    pub v: u32,
    /// The court.
    pub court: AuthorityId,
    /// The court's number of the case.
    pub case: String,
    /// Which request in this case it is, counted from 0.
    pub seq: u32,
    /// The day of the hearing.
    pub hearing: Date,
    /// The rules that said who is eligible, by the digest of their release.
    pub rules: Digest,
    /// The seats.
    pub seats: Vec<Seat>,
    /// How many alternates each seat has.
    pub alternates: u32,
    /// The root of the pool's tree.
    pub pool_root: Hash,
    /// How many people are in the pool.
    pub pool_size: u32,
    /// The gateways that contribute, in the order in which their pieces are numbered.
    pub contributors: [GatewayId; 3],
}

/// A seat: what a person must have to sit on it. Nothing, if anybody may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seat(pub Vec<Tag>);

/// Somebody of the registry who may not be drawn in this matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Who.
    pub id: PersonId,
    /// Why, as codes of the rules: at least one.
    pub reasons: BTreeSet<String>,
}

/// A request with what stands beside it, under the same signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The request.
    pub request: Request,
    /// How many events of the registry the pool was computed from.
    pub registry_position: u64,
    /// Who was taken out of the registry.
    pub exclusions: Vec<Exclusion>,
    /// The digest of the leave by which another judge of the court allows a seat with few candidates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thin_allowed: Option<Digest>,
    /// What became of the request before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Predecessor>,
    /// The lists from which it draws, if courts share theirs by a setting; otherwise those that the roll gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
}

/// Lists that courts of one side share by a setting of their gateway. That there is such a setting its gateway says; the others see whose lists
/// they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// On what that rests, as the setting says.
    pub legal_basis: String,
    /// The courts, the one that draws among them.
    pub courts: BTreeSet<AuthorityId>,
}

/// The request before, by its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ended", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Predecessor {
    /// It was void.
    Void {
        /// Its name.
        draw: Hash,
        /// Whether anybody had opened anything: then one gateway at least could have known the outcome.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        opened: bool,
    },
    /// The alternates for a seat were exhausted.
    Exhausted {
        /// Its name.
        draw: Hash,
    },
}

/// What a gateway knows of an earlier draw of the same court in the same case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its name.
    pub draw: Hash,
    /// Its number.
    pub seq: u32,
    /// How it ended; `None` while it goes on, and when it has a panel.
    pub ended: Option<Predecessor>,
    /// What it left to the next, if the alternates for a seat were exhausted.
    pub left: Option<Left>,
}

/// What a draw left whose alternates for a seat were exhausted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The seats that are empty.
    pub seats: Vec<Seat>,
    /// Who sits on the others, may still come to one of them, or was recused.
    pub people: BTreeSet<PersonId>,
}

/// By what a request is measured: the day, and what the rules and the operator say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The business day.
    pub today: Date,
    /// So many days before the hearing is the last day to draw.
    pub days_before_hearing: u16,
    /// So many people at least should qualify for each seat.
    pub candidates_min: usize,
}

impl Request {
    /// Reads a request: of one spelling, since its name is a digest.
    ///
    /// # Errors
    /// [`Flaw::Malformed`], [`Flaw::Contributors`], with the place.
    pub fn from_value(value: &Value) -> Result<Self, Fault> {
        let request: Self =
            Self::deserialize(value).map_err(|error| Flaw::Malformed(error.to_string()).at("request"))?;
        if canonical(&request)? != canonical(value)? {
            return Err(Flaw::Malformed("not in its one spelling".to_owned()).at("request"));
        }
        request.check()?;
        Ok(request)
    }

    /// `D`.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] if it could not be written as JSON.
    pub fn digest(&self) -> Result<Hash, Fault> {
        Ok(Hash::tagged("draw/request/v1", &[&canonical(self)?]))
    }

    /// The gateway of the court: the contributor with the name of its side.
    ///
    /// # Errors
    /// [`Flaw::Contributors`] if it is not among them.
    pub fn court_gateway(&self) -> Result<&GatewayId, Fault> {
        let side = self.court.to_string();
        let side = side.split('-').next().unwrap_or_default();
        let gateway = self.contributors.iter().find(|gateway| gateway.as_str() == side);
        gateway.ok_or_else(|| Flaw::Contributors.at("request.contributors"))
    }

    /// The number of the piece that a contributor does not get: its place among them, from 1.
    pub fn place_of(&self, gateway: &GatewayId) -> Option<u8> {
        (1..).zip(&self.contributors).find(|(_, contributor)| *contributor == gateway).map(|(place, _)| place)
    }

    /// Checks the form.
    ///
    /// # Errors
    /// [`Flaw::Malformed`], [`Flaw::Contributors`], with the place.
    pub fn check(&self) -> Result<(), Fault> {
        let [one, other, third] = &self.contributors;
        if one == other || one == third || other == third {
            return Err(Flaw::Contributors.at("request.contributors"));
        }
        self.court_gateway()?;
        let is_bad_case = check_text("request.case".to_owned(), &self.case).is_err();
        let is_crowded = self.seats.is_empty() || self.seats.len() > DRAW_SEATS_MAX;
        let is_choosy = self.seats.iter().any(|Seat(tags)| tags.len() > DRAW_TAGS_MAX);
        let checks = [
            (self.v != 1, "v", "not known here"),
            (is_bad_case, "case", "empty, too long, or with control characters"),
            (is_crowded, "seats", "none, or too many"),
            (is_choosy, "seats", "too many tags"),
            (self.alternates > DRAW_ALTERNATES_MAX, "alternates", "too many"),
        ];
        match checks.into_iter().find(|(is_wrong, ..)| *is_wrong) {
            Some((_, at, what)) => Err(Flaw::Malformed(what.to_owned()).at(format!("request.{at}"))),
            None => Ok(()),
        }
    }

    /// Checks that this is the pool that the request names.
    ///
    /// # Errors
    /// [`Flaw::PoolDiffers`] at its size or its root.
    pub fn check_pool(&self, pool: &Pool) -> Result<(), Fault> {
        if usize::try_from(self.pool_size) != Ok(pool.people().len()) {
            return Err(Flaw::PoolDiffers.at("request.pool_size"));
        }
        if self.pool_root != pool.root()? { Err(Flaw::PoolDiffers.at("request.pool_root")) } else { Ok(()) }
    }
}

impl Predecessor {
    /// Whether this says of the same end no less than is `known` here: that something had been opened, one gateway may not have heard.
    fn admits(&self, known: &Self) -> bool {
        match (self, known) {
            (Self::Void { draw, opened }, Self::Void { draw: other, opened: known }) => {
                draw == other && (*opened || !known)
            }
            _ => self == known,
        }
    }
}

impl Seat {
    /// Whether a person qualifies.
    pub fn admits(&self, person: &Person) -> bool {
        self.0.iter().all(|tag| person.tags.contains(tag))
    }
}

impl Asked {
    /// What a contributor does with a request before it takes part: it computes the pool anew from its own registry, and refuses on any
    /// difference. Gives the pool.
    ///
    /// `earlier` are the draws of the same court in the same case that this gateway knows.
    ///
    /// # Errors
    /// What stands against the request, with its place.
    pub fn examine(&self, registry: &Pool, earlier: &[Earlier], terms: &Terms) -> Result<Pool, Fault> {
        self.check()?;
        self.check_succession(earlier)?;
        let request = &self.request;
        let last_day = request.hearing.checked_sub(jiff::Span::new().days(i64::from(terms.days_before_hearing)));
        if !last_day.is_ok_and(|last_day| terms.today <= last_day) {
            return Err(Flaw::HearingNear.at("request.hearing"));
        }
        let pool = registry.without(&self.exclusions)?;
        request.check_pool(&pool)?;
        self.check_left(earlier, &pool)?;
        if !Panel::is_possible(pool.people().iter(), &request.seats) {
            return Err(Flaw::NoPanel.at("request.seats"));
        }
        self.check_thin(&pool, terms.candidates_min)?;
        Ok(pool)
    }

    /// Checks the form.
    ///
    /// # Errors
    /// As for [`Request::check`]; [`Flaw::NotSuccessor`] if it is the first and names one before, or the reverse; [`Flaw::Malformed`] at an
    /// exclusion, or at the lists that are shared.
    pub fn check(&self) -> Result<(), Fault> {
        self.request.check()?;
        if let Some(shared) = &self.shared {
            shared.check(&self.request.court)?;
        }
        if (self.request.seq == 0) != self.after.is_none() {
            return Err(Flaw::NotSuccessor.at("after"));
        }
        let is_unexplained = |exclusion: &Exclusion| {
            exclusion.reasons.is_empty() || !exclusion.reasons.iter().all(|reason| is_code(reason))
        };
        match self.exclusions.iter().position(is_unexplained) {
            Some(place) => Err(Flaw::Malformed("not codes".to_owned()).at(format!("exclusions[{place}].reasons"))),
            None => Ok(()),
        }
    }

    /// Whether the draw before was void after somebody had opened.
    pub fn follows_an_opening(&self) -> bool {
        matches!(self.after, Some(Predecessor::Void { opened: true, .. }))
    }

    /// One draw at a time, and a second one only after the first has ended without a panel, by that name.
    ///
    /// # Errors
    /// [`Flaw::Live`], [`Flaw::NotSuccessor`], with the place.
    pub fn check_succession(&self, earlier: &[Earlier]) -> Result<(), Fault> {
        let Some(last) = earlier.iter().max_by_key(|earlier| earlier.seq) else {
            return if self.request.seq == 0 { Ok(()) } else { Err(Flaw::NotSuccessor.at("request.seq")) };
        };
        let Some(ended) = &last.ended else { return Err(Flaw::Live.at("request.seq")) };
        if Some(self.request.seq) != last.seq.checked_add(1) {
            return Err(Flaw::NotSuccessor.at("request.seq"));
        }
        let is_admitted = self.after.as_ref().is_some_and(|after| after.admits(ended));
        if is_admitted { Ok(()) } else { Err(Flaw::NotSuccessor.at("after")) }
    }

    /// Only the seats that are empty are drawn anew, and out of those who neither sit nor were recused: who has seen an outcome draws no part of
    /// it once more.
    fn check_left(&self, earlier: &[Earlier], pool: &Pool) -> Result<(), Fault> {
        let left = || earlier.iter().filter_map(|earlier| Some((earlier.seq, earlier.left.as_ref()?)));
        if left().max_by_key(|(seq, _)| *seq).is_some_and(|(_, last)| last.seats != self.request.seats) {
            return Err(Flaw::NotSuccessor.at("request.seats"));
        }
        match left().flat_map(|(_, left)| &left.people).any(|id| pool.get(id).is_some()) {
            true => Err(Flaw::NotSuccessor.at("exclusions")),
            false => Ok(()),
        }
    }

    fn check_thin(&self, pool: &Pool, candidates_min: usize) -> Result<(), Fault> {
        if self.thin_allowed.is_some() {
            return Ok(());
        }
        for (place, seat) in self.request.seats.iter().enumerate() {
            let candidates = pool.people().iter().filter(|person| seat.admits(person)).count();
            if candidates < candidates_min {
                return Err(Flaw::ThinSeat { candidates }.at(format!("request.seats[{place}]")));
            }
        }
        Ok(())
    }
}

impl Shared {
    /// Checks the form: a basis, and two courts at least, all of one side.
    fn check(&self, court: &AuthorityId) -> Result<(), Fault> {
        let is_of_side = |other: &AuthorityId| other.jurisdiction() == court.jurisdiction();
        let is_of_others = !self.courts.contains(court) || !self.courts.iter().all(is_of_side);
        let checks = [
            (
                check_text("legal_basis".to_owned(), &self.legal_basis).is_err(),
                "legal_basis",
                "empty, too long, or with control characters",
            ),
            (!(2..=COURTS_OF_LISTS_MAX).contains(&self.courts.len()), "courts", "fewer than two, or too many"),
            (is_of_others, "courts", "of another side, or without the one that draws"),
        ];
        match checks.into_iter().find(|(is_wrong, ..)| *is_wrong) {
            Some((_, at, what)) => Err(Flaw::Malformed(what.to_owned()).at(format!("shared.{at}"))),
            None => Ok(()),
        }
    }
}

impl Left {
    /// What a draw left; `None` if no seat of it is empty.
    pub fn of(draw: &Draw) -> Option<Self> {
        let sitting = draw.sitting().filter(|sitting| sitting.is_exhausted())?;
        let seats = draw.asked().request.seats.iter().zip(&sitting.seats);
        // They may still take a seat there.
        let alternates = sitting.alternates.iter().flatten();
        let recused = draw.steps().iter().flat_map(|said| match &said.step {
            Step::Recuse { recused, .. } => recused.as_slice(),
            _ => &[],
        });
        Some(Self {
            seats: seats.filter(|(_, sits)| sits.is_none()).map(|(seat, _)| seat.clone()).collect(),
            people: recused
                .map(|recusal| &recusal.id)
                .chain(sitting.seats.iter().flatten())
                .chain(alternates)
                .cloned()
                .collect(),
        })
    }
}

/// Whether a reason is a code, as the rules say them.
pub(crate) fn is_code(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.len() <= CODE_MAX_BYTES && text.bytes().all(is_plain)
}
