//! Time that must have passed, where a text counts it without setting a period: a reminder after two and a half months,
//! a default judgment not before six. Good enough to compare with; what must be known to the day is a period, and the
//! host's to count.

use crate::contract::Date;

/// Have so many months and days passed since `from`? The day of the event is not counted, and the last day of the time
/// is still within it.
pub(crate) fn have_passed(from: Date, (months, days): (u8, u8), as_of: Date) -> bool {
    let (year, month) = months_after(from, months);
    let day = from.day.min(month_length(year, month));
    number(as_of) > number(Date { year, month, day }).saturating_add(days.into())
}

fn months_after(from: Date, months: u8) -> (u16, u8) {
    let count = u16::from(from.month.saturating_sub(1)).saturating_add(months.into());
    let month = u8::try_from(count % 12).unwrap_or(0).saturating_add(1);
    (from.year.saturating_add(count / 12), month)
}

const fn month_length(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since a fixed one, so that two days can be compared.
fn number(date: Date) -> u32 {
    let years = u32::from(date.year);
    let before = years.saturating_sub(1);
    let leap_days = (before / 4).saturating_sub(before / 100).saturating_add(before / 400);
    let months: u32 = (1..date.month).map(|month| u32::from(month_length(date.year, month))).sum();
    years.saturating_mul(365).saturating_add(leap_days).saturating_add(months).saturating_add(date.day.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::date;

    #[test]
    fn six_months_have_passed_on_the_day_after_the_corresponding_one() {
        let passed = |day: &str| have_passed(date("2026-01-15"), (6, 0), date(day));
        assert!(!passed("2026-07-15"));
        assert!(passed("2026-07-16"));
    }

    #[test]
    fn a_shorter_month_ends_the_time_with_its_last_day() {
        let passed = |from: &str, day: &str| have_passed(date(from), (6, 0), date(day));
        assert!(!passed("2025-08-31", "2026-02-28"));
        assert!(passed("2025-08-31", "2026-03-01"));
        assert!(!passed("2027-08-31", "2028-02-29"));
    }

    #[test]
    fn two_and_a_half_months_run_over_the_turn_of_the_year() {
        let passed = |day: &str| have_passed(date("2025-12-20"), (2, 15), date(day));
        assert!(!passed("2026-03-07"));
        assert!(passed("2026-03-08"));
    }
}
