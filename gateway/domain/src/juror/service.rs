//! How much one juror does in a year, and how evenly that is spread over a list.

use serde::{Deserialize, Serialize};

use super::Juror;
use crate::{Date, JurorId};

/// What one juror did in one year. No name: who sees how a list is used need not see whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The juror.
    pub juror: JurorId,
    /// Cases of the year in which the juror has a seat.
    pub cases: u32,
    /// Of them, those whose hearing has begun.
    pub heard: u32,
    /// Working days for which the juror was paid, for hearings of the year (People's Jurors Law art. 30).
    pub working_days: u32,
    /// All that was paid for them, travel and meals included. Hundredths of a yuan.
    pub paid_hundredths: u64,
}

/// How evenly something is spread over people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// Of all together.
    pub total: u64,
    /// Nobody has less.
    pub least: u32,
    /// Half of them have no more.
    pub median: u32,
    /// Nobody has more.
    pub most: u32,
}

impl Service {
    /// That of a juror in a year, as it is known on this day.
    pub fn of(juror: &Juror, year: i16, today: Date) -> Self {
        let seats = juror.sittings.iter().filter(|seat| seat.given_up.is_none() && seat.sitting.hearing.year() == year);
        let heard = seats.filter(|seat| seat.sitting.hearing <= today).count();
        let none = Self {
            juror: juror.id.clone(),
            cases: juror.standing.cases_in(year),
            heard: u32::try_from(heard).unwrap_or(u32::MAX),
            working_days: 0,
            paid_hundredths: 0,
        };
        // A payment counts to the year of its hearing, like the case, and not to that in which somebody came to paying.
        let of_year = |sitting| juror.seat(sitting).is_some_and(|seat| seat.sitting.hearing.year() == year);
        let paid = juror.allowances.iter().map(|(_, allowance)| allowance).filter(|it| of_year(it.sitting));
        paid.fold(none, |service, allowance| Self {
            working_days: service.working_days.saturating_add(allowance.working_days),
            paid_hundredths: service.paid_hundredths.saturating_add(allowance.sum_hundredths()),
            ..service
        })
    }
}

impl Spread {
    /// That of these counts, one for each of the people. Of nobody, nothing.
    pub fn of(counts: impl IntoIterator<Item = u32>) -> Self {
        let mut counts: Vec<u32> = counts.into_iter().collect();
        counts.sort_unstable();
        let half = counts.len().saturating_sub(1) / 2;
        Self {
            total: counts.iter().copied().map(u64::from).sum(),
            least: counts.first().copied().unwrap_or_default(),
            median: counts.get(half).copied().unwrap_or_default(),
            most: counts.last().copied().unwrap_or_default(),
        }
    }
}
