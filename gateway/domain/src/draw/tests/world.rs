//! A draw of two seats out of a pool of twelve, among three gateways; the court is in Nansha.

use comity_record::Time;

use super::*;
use crate::{Date, GatewayId};

pub(super) fn gateway(name: &str) -> GatewayId {
    name.parse().unwrap()
}

pub(super) const NAMES: [&str; 3] = ["cn", "hk", "mo"];

/// The time of the court's clock, so many hours after it asked.
pub(super) fn hours(hours: i64) -> Time {
    Time::from_unix_ms(1_799_000_000_000).plus_ms(hours * 60 * 60 * 1000)
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn id(number: usize) -> PersonId {
    format!("J-{number:02}").parse().unwrap()
}

/// Twelve people of the registry, of two sides.
pub(super) fn registry() -> Pool {
    let person = |number: usize| Person {
        id: id(number),
        tags: vec![if number.is_multiple_of(2) { "HK" } else { "MO" }.parse().unwrap(), "yue".parse().unwrap()],
    };
    Pool::new((1..=12).map(person).collect()).unwrap()
}

pub(super) fn asked() -> Asked {
    let exclusions = vec![Exclusion { id: id(12), reasons: ["annual-cap-reached".into()].into() }];
    let pool = registry().without(&exclusions).unwrap();
    let tags = |tags: &[&str]| Seat(tags.iter().map(|tag| tag.parse().unwrap()).collect());
    let request = Request {
        v: 1,
        court: "cn-nansha".parse().unwrap(),
        case: "(2027) 1234".into(),
        seq: 0,
        hearing: day("2027-01-20"),
        rules: comity_record::Digest::of(b"rules"),
        seats: vec![tags(&["HK"]), tags(&["yue"])],
        alternates: 2,
        pool_root: pool.root().unwrap(),
        pool_size: 11,
        contributors: NAMES.map(gateway),
    };
    Asked { request, registry_position: 40, exclusions, thin_allowed: None, after: None, shared: None }
}

pub(super) fn terms() -> Terms {
    Terms { today: day("2027-01-13"), days_before_hearing: 7, candidates_min: 3 }
}

pub(super) fn said(by: &str, at: Time, step: Step) -> Said {
    Said { at, by: gateway(by), step }
}

pub(super) fn request() -> Said {
    said("cn", hours(0), Step::Request { asked: Box::new(asked()) })
}

pub(super) fn begun() -> Draw {
    let pool = asked().examine(&registry(), &[], &terms()).unwrap();
    Draw::begin(request(), pool).unwrap()
}

/// The bytes that a node draws: its own, and the same each time.
pub(super) fn entropy(mut seed: u64) -> impl FnMut(&mut [u8]) {
    move |bytes| {
        for byte in bytes {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = seed.to_be_bytes()[0];
        }
    }
}

/// Three gateways, and what they have said so far, at once with everybody.
pub(super) struct Table {
    pub(super) nodes: Vec<Contributor>,
}

impl Table {
    pub(super) fn new() -> Self {
        let nodes = NAMES.map(|name| Contributor::new(gateway(name), begun(), Holdings::default(), hours(0)));
        Self { nodes: nodes.into() }
    }

    pub(super) fn node(&mut self, name: &str) -> &mut Contributor {
        let place = NAMES.iter().position(|other| *other == name).unwrap();
        &mut self.nodes[place]
    }

    pub(super) fn draw(&self) -> &Draw {
        self.nodes[0].draw()
    }

    /// Everybody hears it.
    pub(super) fn say(&mut self, by: &str, at: Time, step: Step) -> Result<(), Fault> {
        let said = said(by, at, step);
        self.nodes.iter_mut().try_for_each(|node| node.take(said.clone(), at).map(drop))
    }

    pub(super) fn deal(&mut self, name: &str) {
        let seed = 7 + NAMES.iter().position(|other| *other == name).unwrap() as u64;
        let step = self.node(name).deal(&mut entropy(seed));
        self.say(name, hours(1), step).unwrap();
    }

    /// Sends what a dealer sends now, without these pieces: receiver and number.
    pub(super) fn send(&mut self, dealer: &str, now: Time, lost: &[(&str, u8)]) {
        for Parcel { to, given } in self.node(dealer).parcels(now) {
            if !lost.contains(&(to.as_str(), given.number)) {
                self.node(to.as_str()).receive(&gateway(dealer), given).unwrap();
            }
        }
    }

    /// Everybody says what is due, until nobody has anything to say.
    pub(super) fn go_on(&mut self, now: Time, who: &[&str]) {
        loop {
            let due: Vec<(&str, Step)> =
                who.iter().flat_map(|name| self.node(name).due(now).into_iter().map(|step| (*name, step))).collect();
            if due.is_empty() {
                return;
            }
            for (name, step) in due {
                self.say(name, now, step).unwrap();
            }
        }
    }

    /// All have dealt and hold their pieces.
    pub(super) fn dealt() -> Self {
        let mut table = Self::new();
        NAMES.iter().for_each(|name| table.deal(name));
        NAMES.iter().for_each(|name| table.send(name, hours(1), &[]));
        table
    }

    /// All have closed; nobody has opened.
    pub(super) fn closed() -> Self {
        let mut table = Self::dealt();
        for now in [hours(1), hours(2)] {
            for name in ["hk", "mo", "cn"] {
                for step in table.node(name).due(now).into_iter().filter(|step| step.code() != "open") {
                    table.say(name, now, step).unwrap();
                }
            }
        }
        assert_eq!(table.draw().phase(), Phase::Opening);
        table
    }

    /// All is over.
    pub(super) fn drawn() -> Self {
        let mut table = Self::dealt();
        table.go_on(hours(2), &NAMES);
        assert_eq!(table.draw().phase(), Phase::Drawn);
        table
    }
}

/// The code and the place of a refusal.
pub(super) fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> (&'static str, String) {
    let fault = result.unwrap_err();
    (fault.code(), fault.at)
}

pub(super) fn draw_of(table: &Table) -> Hash {
    *table.draw().id()
}
