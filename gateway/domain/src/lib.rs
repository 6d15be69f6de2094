//! What a matter, a fact, a deadline is, and what may happen to it. Pure: no I/O, no clock, no randomness, no floats; time and
//! entropy are arguments.
//!
//! A letter that Hong Kong received on 4 February must be served within two months, and Easter is in the way:
//!
//! ```no_run
//! use comity_domain::calendar::Calendars;
//! use comity_domain::deadline::{Period, Roll, Unit, last_day};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let holidays = std::fs::read("fixtures/calendars/HK-general.json")?;
//! let calendars = Calendars::parse([("HK-general.json", holidays.as_slice())])?;
//! let service = Period {
//!     code: "execute-service".to_owned(),
//!     from: "2026-02-04".parse()?,
//!     start_roll: Roll::None,
//!     length: 2,
//!     unit: Unit::Months,
//!     offset_days: 0,
//!     roll: Roll::NextWorkingDay,
//!     calendar: "HK-general".to_owned(),
//!     half_days_closed: true,
//!     suspended: Vec::new(),
//!     extra_rest_days: Vec::new(),
//! };
//! assert_eq!(last_day(&service, &calendars)?.last_day.to_string(), "2026-04-08");
//! # Ok(())
//! # }
//! ```

pub mod aggregate;
pub mod assessment;
pub mod authorisation;
pub mod calendar;
pub mod case;
pub mod case_number;
pub mod confirmation;
pub mod deadline;
pub mod draw;
pub mod facts;
pub mod foreign_law;
mod history;
mod ids;
mod json;
pub mod juror;
pub mod label;
pub mod limits;
pub mod manifest;
pub mod matter;
pub mod mediation;
pub mod mediator;
pub mod message;
pub mod parts;
pub mod register;
pub mod registry;
pub mod upload;
pub mod vocabulary;

pub use history::History;
pub use ids::{
    AuthorisationId, AuthorityId, BadName, CaseId, ConfirmationId, GatewayId, InquiryId, Jurisdiction, JurorId,
    ListingId, MatterId, MediationId, MediatorId, MessageId, UploadId,
};

/// A civil day, without time and zone. Periods are counted in these.
pub type Date = jiff::civil::Date;
