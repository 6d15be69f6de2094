//! A seeded simulation of the whole protocol: gateways whose network drops, doubles, delays and reorders, and which stop between
//! any two steps and start again with what they had stored.
//!
//! `COMITY_SIM_SEEDS` sets how many seeds run, `COMITY_SIM_FIRST_SEED` where they begin; a seed that fails is printed.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::Time;

mod chance;
mod node;
mod world;

use chance::Chance;
use world::Simulation;

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
}

const ROUGH: Weather = Weather { lost: 250, doubled: 150, stops: 40, poison: 40 };
const CALM: Weather = Weather { lost: 0, doubled: 0, stops: 0, poison: 0 };

/// Runs `check` for every seed and says which one failed.
fn for_every_seed(check: impl Fn(u64) + std::panic::RefUnwindSafe) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let first = number("COMITY_SIM_FIRST_SEED").unwrap_or(0);
    for seed in first..first + number("COMITY_SIM_SEEDS").unwrap_or(300) {
        if let Err(panic) = std::panic::catch_unwind(|| check(seed)) {
            eprintln!("the simulation failed: run it again with COMITY_SIM_FIRST_SEED={seed} COMITY_SIM_SEEDS=1");
            std::panic::resume_unwind(panic);
        }
    }
}

fn run(gateways: &[&str], seed: u64, weather: Weather) -> Simulation {
    let mut simulation = Simulation::new(gateways, Chance::new(seed), weather);
    simulation.run();
    simulation.check();
    simulation
}

#[test]
fn between_two_gateways_nothing_is_lost_nothing_is_taken_twice_and_both_sides_agree() {
    for_every_seed(|seed| {
        run(&["cn", "hk"], seed, ROUGH);
    });
}

#[test]
fn among_three_gateways_nothing_is_lost_nothing_is_taken_twice_and_both_sides_agree() {
    for_every_seed(|seed| {
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
            ("again", seen.again),
            ("refused", seen.refused),
            ("stopped", seen.stopped),
        ] {
            *counts.entry(what).or_default() += count;
        }
    }
    assert!(counts.values().all(|count| *count > 0), "{counts:?}");
}

/// The time of the simulation's clock.
fn clock(ms: i64) -> Time {
    Time::from_unix_ms(1_768_179_723_000 + ms)
}

/// All of `values`, and none of them twice.
fn unique<T: Ord + Clone>(values: &[T]) -> bool {
    values.iter().collect::<BTreeSet<_>>().len() == values.len()
}
