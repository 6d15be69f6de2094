//! Periods: from which event, how long, on which calendar. The day is the host's to count.

use crate::Provision;
use crate::contract::{Citation, Date, Due, Period, Roll, Start, Unit};

impl Period {
    /// A hard period of `length` units from an event of the docket, that rolls nowhere.
    pub fn from_event(code: &str, event: u32, (length, unit): (i32, Unit), calendar: &str) -> Self {
        Self {
            code: code.to_owned(),
            start: Start::Event(event),
            start_roll: Roll::None,
            length,
            unit,
            offset_days: 0,
            roll: Roll::None,
            calendar: calendar.to_owned(),
            half_days_closed: true,
            suspended: Vec::new(),
            hard: true,
            met_by: Vec::new(),
            citations: Vec::new(),
        }
    }

    /// …whose last day rolls like this.
    pub fn rolling(mut self, roll: Roll) -> Self {
        self.roll = roll;
        self
    }

    /// …whose first day rolls like this.
    pub fn starting(mut self, roll: Roll) -> Self {
        self.start_roll = roll;
        self
    }

    /// …that the text sets as a target, not as a bar.
    pub fn best_effort(mut self) -> Self {
        self.hard = false;
        self
    }

    /// …that these events meet.
    pub fn met_by(mut self, events: &[&str]) -> Self {
        self.met_by = events.iter().map(|&event| event.to_owned()).collect();
        self
    }

    /// …that these provisions set.
    pub fn citing(mut self, provisions: impl IntoIterator<Item = Provision>) -> Self {
        self.citations = provisions.into_iter().map(Citation::from).collect();
        self
    }
}

/// The last days that the host counted.
pub struct Days<'a> {
    periods: &'a [Period],
    days: &'a [Due],
}

impl<'a> Days<'a> {
    /// The days of these periods.
    pub const fn new(periods: &'a [Period], days: &'a [Due]) -> Self {
        Self { periods, days }
    }

    /// What the period overlaps with, like judicial holidays.
    pub fn overlaps(&self, code: &str) -> &'a [String] {
        self.due(code).map_or(&[], |due| &due.overlaps)
    }

    /// The last day of the period, if it runs.
    pub fn last_day(&self, code: &str) -> Option<Date> {
        self.due(code).map(|due| due.last_day)
    }

    /// The last day of the period of this code that starts with this event of the docket, where several may run.
    pub fn last_day_from(&self, code: &str, event: u32) -> Option<Date> {
        let is_meant = |period: &Period| period.code == code && matches!(period.start, Start::Event(at) if at == event);
        self.due_where(is_meant).map(|due| due.last_day)
    }

    /// The last day of this very period, where more than one may run under the same code.
    pub fn of(&self, period: &Period) -> Option<Date> {
        self.due_where(|it| it == period).map(|due| due.last_day)
    }

    fn due(&self, code: &str) -> Option<&'a Due> {
        self.due_where(|period| period.code == code)
    }

    fn due_where(&self, is_meant: impl Fn(&Period) -> bool) -> Option<&'a Due> {
        let index = self.periods.iter().position(is_meant)?;
        self.days.iter().find(|due| usize::try_from(due.period) == Ok(index))
    }
}
