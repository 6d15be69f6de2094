//! How much the jurors of a list do, and how evenly: nobody shall be drawn again and again, and nobody never.

use std::sync::Arc;

use comity_domain::AuthorityId;
use comity_domain::juror::{Juror, Load, Service, Spread, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::App;
use super::super::failure::Failure;
use crate::access::{Permit, action};

/// How much those who serve on one list do in one year. No names.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ListLoad {
    /// The court whose list it is.
    #[schema(value_type = String)]
    pub court: AuthorityId,
    /// The year.
    pub year: i16,
    /// Who serves, and how many of them have how many cases.
    #[schema(value_type = Object)]
    pub load: Load,
    /// How their cases are spread.
    #[schema(value_type = Object)]
    pub cases: Spread,
    /// How the working days are spread for which they were paid.
    #[schema(value_type = Object)]
    pub working_days: Spread,
    /// Each of them, by the order of their entry.
    #[schema(value_type = Vec<Object>)]
    pub jurors: Vec<Service>,
}

impl App {
    /// The load of each list from which the court draws, in this year or another.
    pub fn juror_load(&self, permit: &Permit<action::ReadJurors>, year: Option<i16>) -> Result<Vec<ListLoad>, Failure> {
        let today = self.clock().today()?;
        let year = year.unwrap_or(today.year());
        let lists = self.drawn_from(&self.court(permit.authority())?, today)?;
        let caps = self.annual_caps(&lists.courts)?;
        let jurors = self.jurors_of(&lists.courts)?;
        let mut loads = Load::of(jurors.iter().map(|juror| &juror.standing), &caps, year);
        let of_list = |court: &AuthorityId| {
            let serves_on_it =
                |juror: &&Arc<Juror>| juror.standing.court == *court && juror.standing.state == State::Serving;
            let jurors: Vec<Service> =
                jurors.iter().filter(serves_on_it).map(|juror| Service::of(juror, year, today)).collect();
            let cases = Spread::of(jurors.iter().map(|service| service.cases));
            let working_days = Spread::of(jurors.iter().map(|service| service.working_days));
            let load = loads.remove(court).unwrap_or_default();
            ListLoad { court: court.clone(), year, load, cases, working_days, jurors }
        };
        Ok(lists.courts.iter().map(of_list).collect())
    }
}
