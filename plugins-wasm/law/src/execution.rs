//! The time within which the requested side executes a request: the same count under every instrument, from its own article.
//!
//! No arrangement says on whose calendar its limits are counted: the executing side's, by policy `[P]`; for Hong Kong switch `hk-calendar`.

use crate::contract::{Date, Finding, Period, Roll, Unit};
use crate::{Answer, Days, Matter, Provision};

/// How the Mainland counts.
pub(crate) const CN_COUNTING: Provision = Provision::new("cn-cpl-2023", "85");
/// How Hong Kong counts.
pub(crate) const HK_COUNTING: Provision = Provision::new("hk-cap-1", "71");
/// How Macao counts; the article is known, its text was not read `[K]`.
pub(crate) const MO_COUNTING: Provision = Provision::new("mo-cpc", "94");

/// From the receipt of the letter. The day of receipt is not counted, and the last day moves off a rest day of the executing side `[K]`.
/// Whether a supplement or a forwarding restarts the clock, and whether a receipt on a rest day counts from the next working day, are
/// switches `[P]`; where both restart it, the later does.
pub(crate) fn period(matter: &Matter, code: &str, length: (i32, Unit), provision: Provision) -> Option<Period> {
    let received = matter.first("received")?;
    let forwarded = matter.first("forwarded").filter(|_| matter.switch("forward-clock") == "forwarding");
    let supplement = matter.last("supplement-received").filter(|_| matter.switch("supplement-clock") == "restarts");
    let restarts = [forwarded, supplement].into_iter().flatten().max_by_key(|event| event.on);
    let start = restarts.unwrap_or(received).index;
    let (calendar, counting) = calendar_of(matter, &matter.requested()?.jurisdiction);
    let mut period = Period::from_event(code, start, length, calendar).starting(receipt(matter));
    period.half_days_closed = matter.switch("mo-half-day") != "open";
    Some(period.rolling(Roll::NextWorkingDay).citing([provision, counting]))
}

/// Whether a receipt on a rest day counts from the next working day: switch `rest-day-receipt` `[P]`.
pub(crate) fn receipt(matter: &Matter) -> Roll {
    if matter.switch("rest-day-receipt") == "next-working-day" { Roll::NextWorkingDay } else { Roll::None }
}

/// The calendar that binds this side, and the provision that it is counted by.
fn calendar_of<'a>(matter: &Matter<'a>, side: &str) -> (&'a str, Provision) {
    match side {
        "HK" => (matter.switch("hk-calendar"), HK_COUNTING),
        "MO" => ("MO", MO_COUNTING),
        _ => ("CN", CN_COUNTING),
    }
}

/// Notes that the last day has passed.
pub(crate) fn overdue(matter: &Matter, days: &Days, code: &str, provision: Provision, answer: &mut Answer) {
    if let Some(last_day) = days.last_day(code).filter(|&last_day| last_day < matter.as_of()) {
        answer.find(Finding::inform("execution-overdue", provision).with_day("last-day", last_day));
    }
}

/// Notes that the period meets Macao's judicial holidays; they do not suspend it (switch `mo-judicial-holidays` `[P]`).
pub(crate) fn judicial_holidays(matter: &Matter, days: &Days, code: &str, provision: Provision, answer: &mut Answer) {
    let overlaps = days.overlaps(code);
    if !overlaps.is_empty() && matter.switch("mo-judicial-holidays") != "ignore" {
        let finding = Finding::inform("judicial-holidays-overlap", provision).citing(MO_COUNTING);
        answer.find(finding.with_codes("overlaps", overlaps));
    }
}

/// The corresponding day two months later, good enough to compare with: a day that the month does not have sorts behind its last.
pub(crate) const fn in_two_months(day: Date) -> Date {
    match day.month {
        11 | 12 => Date { year: day.year.saturating_add(1), month: day.month - 10, day: day.day },
        month => Date { month: month.saturating_add(2), ..day },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Start;
    use crate::instruments::cn_hk_service_1999::LETTER_OF_REQUEST;
    use crate::sample::{date, letter};

    #[test]
    fn of_a_supplement_and_a_forwarding_that_both_restart_the_clock_the_later_does() {
        let starts = |supplemented: &str, forwarded: &str| {
            let both = letter()
                .switch("supplement-clock", "restarts")
                .switch("forward-clock", "forwarding")
                .asked_on("2026-04-20")
                .event("received", "2026-03-16")
                .event("supplement-received", supplemented)
                .event("forwarded", forwarded);
            both.periods(&LETTER_OF_REQUEST).remove(0).start
        };
        assert_eq!(starts("2026-03-20", "2026-03-25"), Start::Event(2));
        assert_eq!(starts("2026-03-25", "2026-03-20"), Start::Event(1));
    }

    #[test]
    fn two_months_on_is_the_corresponding_day_over_the_turn_of_the_year() {
        assert_eq!(in_two_months(date("2026-11-30")), Date { year: 2027, month: 1, day: 30 });
        assert!(date("2027-02-28") < in_two_months(date("2026-12-31")));
        assert!(date("2027-03-01") > in_two_months(date("2026-12-31")));
    }
}
