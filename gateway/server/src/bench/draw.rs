//! Draws: seven seats out of a hundred thousand people, from the pool and the secrets to the panel and its alternates; and the packet of such
//! a draw, verified from its bytes. Nothing is read from a disk.

use comity_domain::GatewayId;
use comity_domain::draw::{
    self, Asked, Contributor, Draw, Drawn, Holdings, Packet, Parcel, Person, Phase, Pool, Request, Said, Seat, Step,
};
use comity_record::{Digest, Time};

use super::measure::{Samples, Stopwatch};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};

const USUAL_DRAWS: u32 = 20;
const PEOPLE: u32 = 100_000;
const ALTERNATES: u32 = 3;
/// In nanoseconds.
const DRAW_WANTED_NS: u64 = 100_000_000;
const NAMES: [&str; 3] = ["cn", "hk", "mo"];
/// What the seven seats ask for: of both cities, and of two languages.
const SEATS: [&[&str]; 7] = [&["HK"], &["HK", "yue"], &["MO"], &["MO", "pt"], &["yue"], &["finance"], &[]];

/// A finished draw, and what it is drawn again from.
struct Finished {
    draw: Draw,
    packet: Vec<u8>,
}

pub(super) fn run(options: &Options) -> Result<Report, BenchError> {
    let finished = Finished::make()?;
    let per_round = options.per_round(USUAL_DRAWS);
    finished.rounds(1)?;
    let (mut drawn, mut verified) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        let (draws, verifications) = finished.rounds(per_round)?;
        drawn.push(draws);
        verified.push(verifications);
    }
    let (median, verification) = (Round::median_of(&drawn), Round::median_of(&verified));
    Ok(Report {
        benchmark: Which::Draw,
        machine: Machine::here(),
        build: Build::this(),
        includes: &["pool-root", "commitments", "seed", "ranking", "seats", "alternates"],
        rounds: drawn,
        median,
        figures: vec![
            Figure::new("people-count", u64::from(PEOPLE)),
            Figure::new("seats-count", SEATS.len() as u64),
            Figure::new("packet-bytes", finished.packet.len() as u64),
            Figure::new("verification-p50-ns", verification.p50_ns),
            Figure::new("verification-max-ns", verification.max_ns),
        ],
        marks: vec![
            Mark::at_most("draw-p50-ns", DRAW_WANTED_NS, median.p50_ns),
            Mark::at_most("verification-p50-ns", DRAW_WANTED_NS, verification.p50_ns),
        ],
    })
}

impl Finished {
    fn make() -> Result<Self, BenchError> {
        let pool = Pool::new((0..PEOPLE).map(person).collect::<Result<_, _>>()?).map_err(BenchError::broken)?;
        let asked = asked(&pool)?;
        let request = Said { at: now(), by: gateway("cn")?, step: Step::Request { asked: Box::new(asked) } };
        let begun = Draw::begin(request, pool).map_err(BenchError::broken)?;
        let mut nodes = Vec::new();
        for name in NAMES {
            nodes.push(Contributor::new(gateway(name)?, begun.clone(), Holdings::default(), now()));
        }
        play(&mut nodes)?;
        let draw = nodes.into_iter().next().map(|node| node.draw().clone());
        let draw = draw.ok_or_else(|| BenchError::Broken("nobody draws".to_owned()))?;
        let packet = Packet::of(&draw, |_| None, None).map_err(BenchError::broken)?;
        let packet = serde_json::to_vec(&packet).map_err(BenchError::broken)?;
        Ok(Self { draw, packet })
    }

    /// So many draws, and so many verifications; each has to give what was drawn.
    fn rounds(&self, count: u32) -> Result<(Round, Round), BenchError> {
        let (mut draws, mut verifications) = (Samples::default(), Samples::default());
        let watch = Stopwatch::start();
        for _ in 0..count {
            let one = Stopwatch::start();
            let drawn = self.draw_again()?;
            draws.add(one.nanos());
            if Some(&drawn) != self.draw.drawn() {
                return Err(BenchError::Broken("the same secrets gave another panel".to_owned()));
            }
        }
        let drawn = draws.round(u64::from(count), watch.elapsed());
        let watch = Stopwatch::start();
        for _ in 0..count {
            let one = Stopwatch::start();
            draw::verify(&self.packet).map_err(BenchError::broken)?;
            verifications.add(one.nanos());
        }
        Ok((drawn, verifications.round(u64::from(count), watch.elapsed())))
    }

    fn draw_again(&self) -> Result<Drawn, BenchError> {
        let sealed = self.draw.sealed();
        let opened = sealed.into_iter().filter_map(|deal| Some((deal, self.draw.opened_of(&deal.node)?)));
        let opened: Vec<_> = opened.collect();
        Drawn::compute(self.draw.pool(), &self.draw.asked().request, &opened).map_err(BenchError::broken)
    }
}

/// Lets the three say what is due until there is a panel.
fn play(nodes: &mut [Contributor]) -> Result<(), BenchError> {
    for (place, name) in NAMES.into_iter().enumerate() {
        let fill = u8::try_from(place + 1).unwrap_or_default();
        if let Some(node) = nodes.get_mut(place) {
            let step = node.deal(&mut |bytes| bytes.fill(fill));
            say(nodes, name, step)?;
        }
    }
    for (place, name) in NAMES.into_iter().enumerate() {
        let parcels = nodes.get(place).map(|node| node.parcels(now())).unwrap_or_default();
        for Parcel { to, given } in parcels {
            let receiver = NAMES.iter().position(|name| *name == to.as_str()).and_then(|place| nodes.get_mut(place));
            if let Some(node) = receiver {
                node.receive(&gateway(name)?, given).map_err(BenchError::broken)?;
            }
        }
    }
    while nodes.iter().any(|node| node.draw().phase() != Phase::Drawn) {
        for (place, name) in NAMES.into_iter().enumerate() {
            for step in nodes.get(place).map(|node| node.due(now())).unwrap_or_default() {
                say(nodes, name, step)?;
            }
        }
    }
    Ok(())
}

fn say(nodes: &mut [Contributor], by: &str, step: Step) -> Result<(), BenchError> {
    let said = Said { at: now(), by: gateway(by)?, step };
    for node in nodes {
        node.take(said.clone(), now()).map_err(BenchError::broken)?;
    }
    Ok(())
}

fn asked(pool: &Pool) -> Result<Asked, BenchError> {
    let mut seats = Vec::new();
    for tags in SEATS {
        let tags = tags.iter().map(|tag| tag.parse().map_err(BenchError::broken));
        seats.push(Seat(tags.collect::<Result<_, _>>()?));
    }
    let [cn, hk, mo] = NAMES;
    let request = Request {
        v: 1,
        court: "cn-nansha".parse().map_err(BenchError::broken)?,
        case: "(2027) 1234".to_owned(),
        seq: 0,
        hearing: "2027-01-20".parse().map_err(BenchError::broken)?,
        rules: Digest::of(b"rules"),
        seats,
        alternates: ALTERNATES,
        pool_root: pool.root().map_err(BenchError::broken)?,
        pool_size: PEOPLE,
        contributors: [gateway(cn)?, gateway(hk)?, gateway(mo)?],
    };
    let registry_position = u64::from(PEOPLE);
    Ok(Asked { request, registry_position, exclusions: Vec::new(), thin_allowed: None, after: None, shared: None })
}

/// A person of the pool: of one side and one language, and one in a hundred knows finance.
fn person(number: u32) -> Result<Person, BenchError> {
    let side = if number.is_multiple_of(2) { "HK" } else { "MO" };
    let language = if number.is_multiple_of(3) { "pt" } else { "yue" };
    let field = number.is_multiple_of(100).then_some("finance");
    let tags = [side, language].into_iter().chain(field).map(|tag| tag.parse().map_err(BenchError::broken));
    let id = format!("GBA-J-{number:06}").parse().map_err(BenchError::broken)?;
    Ok(Person { id, tags: tags.collect::<Result<_, _>>()? })
}

fn gateway(name: &str) -> Result<GatewayId, BenchError> {
    name.parse().map_err(BenchError::broken)
}

/// A point in time like another: nothing that is measured depends on it.
fn now() -> Time {
    Time::from_unix_ms(1_799_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tiny_run_counts_its_draws_and_their_verifications() {
        let report = run(&Options { count: Some(2), rounds: 2, ..Options::default() }).unwrap();
        assert!(report.rounds.len() == 2 && report.rounds.iter().all(|round| round.count == 1));
        assert_eq!(report.marks.len(), 2);
        let bytes = report.figures.iter().find(|figure| figure.code == "packet-bytes").unwrap().value;
        assert!(bytes > 1_000_000, "{bytes}");
    }
}
