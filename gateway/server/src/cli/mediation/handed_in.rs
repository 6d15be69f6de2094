//! When the application of a party reached the court, as its clerk enters it.

use clap::Args;
use comity_domain::Date;
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(in super::super) struct HandedIn {
    /// the day on which the court received it; today, if none is given
    #[arg(long)]
    received_on: Option<Date>,
    /// the day on which it was posted, if it was
    #[arg(long)]
    posted_on: Option<Date>,
}

impl HandedIn {
    /// The address at which an application is taken.
    pub(super) fn address(&self, party: u32) -> String {
        let days = [("received_on", self.received_on), ("posted_on", self.posted_on)];
        let days = days.into_iter().filter_map(|(name, day)| day.map(|day| format!("&{name}={day}")));
        format!("/api/v1/confirmations?party={party}{}", days.collect::<String>())
    }

    /// The step by which another party applies too.
    pub(super) fn step(&self, party: u32) -> Value {
        json!({ "step": "join", "party": party, "received_on": self.received_on, "posted_on": self.posted_on })
    }
}
