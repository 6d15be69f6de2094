//! Everybody is drawn as often as everybody else: a test of chi-square over seeds that are fixed, so that it says the same every time.

use std::collections::BTreeMap;

use super::world::gateway;
use super::*;

const PEOPLE: usize = 20;
const DRAWS: u64 = 20_000;
/// With 19 degrees of freedom chi-square is above 43.8 once in a thousand; the seeds are fixed, so it is, or it is not.
const CHI_SQUARE_AT_MOST_TENTHS: u64 = 438;

fn first_of(draw: u64) -> Vec<PersonId> {
    let transcript = Transcript(Hash::tagged("draw/test", &[&draw.to_be_bytes()]));
    let (cn, hk) = (gateway("cn"), gateway("hk"));
    let secret = |node: &str| *Hash::tagged("draw/secret", &[node.as_bytes(), &draw.to_be_bytes()]).as_bytes();
    let seed = Seed::of(&transcript, &BTreeMap::from([(&cn, secret("cn")), (&hk, secret("hk"))]));
    let people = (0..PEOPLE).map(|number| format!("GBA-J-{number:04}").parse::<PersonId>().unwrap());
    let mut scored: Vec<_> = people.map(|id| (seed.score(&id), id)).collect();
    scored.sort();
    scored.into_iter().map(|(_, id)| id).collect()
}

/// Chi-square of counts that should all be the same, in tenths.
fn chi_square_tenths(counts: &[u64]) -> u64 {
    let expected = counts.iter().sum::<u64>() / counts.len() as u64;
    counts.iter().map(|count| count.abs_diff(expected).pow(2) * 10).sum::<u64>() / expected
}

#[test]
fn everybody_comes_first_and_second_as_often_as_everybody_else() {
    let mut counts = [BTreeMap::<PersonId, u64>::new(), BTreeMap::new()];
    for draw in 0..DRAWS {
        for (counts, id) in counts.iter_mut().zip(first_of(draw)) {
            *counts.entry(id).or_default() += 1;
        }
    }
    for counts in counts {
        assert_eq!(counts.len(), PEOPLE);
        let counts: Vec<u64> = counts.into_values().collect();
        let found = chi_square_tenths(&counts);
        assert!(found < CHI_SQUARE_AT_MOST_TENTHS, "{found} tenths: {counts:?}");
    }
}

#[test]
fn a_draw_that_prefers_somebody_would_be_seen() {
    let mut counts = [DRAWS / PEOPLE as u64; PEOPLE];
    counts[3] += 150;
    counts[4] -= 150;
    assert!(chi_square_tenths(&counts) > CHI_SQUARE_AT_MOST_TENTHS, "fifteen in a hundred more");
}
