//! A seeded simulation of the whole protocol: gateways whose network drops, doubles, delays, reorders and is cut, one way or both;
//! whose disks fill up and whose clocks are put wrong; which send ahead what should wait; and which stop between any two effects and
//! start again with what they had stored.
//!
//! `COMITY_SIM_SEEDS` sets how many seeds run, `COMITY_SIM_FIRST_SEED` where they begin; a seed that fails is printed.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::Time;

mod behaviours;
pub(crate) mod chance;
mod node;
mod world;

use chance::Chance;
use node::Met;
use world::Simulation;

use crate::fixture::{World, at};

/// How rough the simulated world is, in per mille.
#[derive(Debug, Clone, Copy)]
struct Weather {
    /// A transmission is lost.
    lost: u64,
    /// A request arrives twice.
    doubled: u64,
    /// A gateway stops after a step.
    stops: u64,
    /// A message is one that its receiver will never take.
    poison: u64,
    /// A gateway sends what follows a message along with it.
    hasty: u64,
    /// On an occasion, a line is cut for up to twenty seconds.
    cuts: u64,
    /// On an occasion, a disk is full for up to fifteen seconds.
    full: u64,
    /// On an occasion, a clock is put wrong by up to twelve minutes.
    clocks: u64,
}

const ROUGH: Weather =
    Weather { lost: 200, doubled: 150, stops: 30, poison: 40, hasty: 300, cuts: 200, full: 120, clocks: 100 };
const CALM: Weather = Weather { lost: 0, doubled: 0, stops: 0, poison: 0, hasty: 0, cuts: 0, full: 0, clocks: 0 };

/// What happened, how often.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    sent: u64,
    taken: u64,
    /// Taken when its turn came, having come before.
    taken_in_turn: u64,
    again: u64,
    kept: u64,
    forgotten: u64,
    refused: u64,
    no_room: u64,
    clock_off: u64,
    cut_off: u64,
    stopped: u64,
}

impl Counts {
    fn of(&mut self, met: Met) -> &mut u64 {
        match met {
            Met::Taken => &mut self.taken,
            Met::Again => &mut self.again,
            Met::Kept => &mut self.kept,
            Met::Forgotten => &mut self.forgotten,
            Met::Refused => &mut self.refused,
            Met::NoRoom => &mut self.no_room,
        }
    }
}

/// Runs `check` for every `step`th seed and says which one failed.
fn for_seeds(step: usize, check: impl Fn(u64) + std::panic::RefUnwindSafe) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let first = number("COMITY_SIM_FIRST_SEED").unwrap_or(0);
    for seed in (first..first + number("COMITY_SIM_SEEDS").unwrap_or(1_000)).step_by(step) {
        if let Err(panic) = std::panic::catch_unwind(|| check(seed)) {
            eprintln!("the simulation failed: run it again with COMITY_SIM_FIRST_SEED={seed} COMITY_SIM_SEEDS=1");
            std::panic::resume_unwind(panic);
        }
    }
}

fn run(gateways: &[&str], seed: u64, weather: Weather) -> Simulation {
    let mut simulation = Simulation::new(gateways, Chance::new(seed), weather, World::new().roll);
    simulation.live_through();
    simulation.check();
    simulation
}

#[test]
fn between_two_gateways_nothing_is_lost_nothing_is_taken_twice_and_both_sides_agree() {
    for_seeds(10, |seed| {
        run(&["cn", "hk"], seed, ROUGH);
    });
}

#[test]
fn among_three_gateways_nothing_is_lost_nothing_is_taken_twice_and_both_sides_agree() {
    for_seeds(1, |seed| {
        run(&["cn", "hk", "mo"], seed, ROUGH);
    });
}

#[test]
fn in_calm_weather_every_message_is_sent_once() {
    let simulation = run(&["cn", "hk", "mo"], 1, CALM);
    assert_eq!(simulation.counts.sent, simulation.counts.taken);
    assert_eq!(simulation.counts.again + simulation.counts.stopped, 0);
}

#[test]
fn the_weather_is_rough_enough_to_mean_something() {
    let mut counts = BTreeMap::<&str, u64>::new();
    for seed in 0..20 {
        let seen = run(&["cn", "hk", "mo"], seed, ROUGH).counts;
        for (what, count) in [
            ("sent", seen.sent),
            ("taken", seen.taken),
            ("taken in turn", seen.taken_in_turn),
            ("again", seen.again),
            ("kept", seen.kept),
            ("forgotten", seen.forgotten),
            ("refused", seen.refused),
            ("no room", seen.no_room),
            ("clock off", seen.clock_off),
            ("cut off", seen.cut_off),
            ("stopped", seen.stopped),
        ] {
            *counts.entry(what).or_default() += count;
        }
    }
    assert!(counts.values().all(|count| *count > 0), "{counts:?}");
}

/// The time of the simulation's clock.
fn clock(ms: i64) -> Time {
    // An hour into the life of the roll: a clock that is put back does not leave it.
    at(60 * 60).plus_ms(ms)
}

/// All of `values`, and none of them twice.
fn unique<T: Ord + Clone>(values: &[T]) -> bool {
    values.iter().collect::<BTreeSet<_>>().len() == values.len()
}
