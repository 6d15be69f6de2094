//! The Mainland's rules.
//!
//! Service of documents under the arrangement of 1999 with Hong Kong, in both directions; what the provisions of 2009 add for Mainland
//! courts: the application to forward a request, and what follows when no certificate comes back.

use law::contract::{Assessment, Date, Due, Facts, Guest, Period, RuleSet, Scope};
use law::{Answer, Days, Declaration, Matter, cn_hk_mo_service_2009, cn_hk_service_1999};

const JURISDICTION: &str = "CN";
/// The day on which the younger of the two instruments came into force.
const IN_FORCE_FROM: Date = Date { year: 2009, month: 3, day: 16 };
const INSTRUMENTS: &[Declaration] = &[cn_hk_service_1999::DECLARATION, cn_hk_mo_service_2009::DECLARATION];
const READS: &[&[&str]] = &[cn_hk_service_1999::DECLARATION.reads, cn_hk_mo_service_2009::DECLARATION.reads];
const SAYS: &[&[&str]] = &[cn_hk_service_1999::DECLARATION.says, cn_hk_mo_service_2009::DECLARATION.says];

const FORWARDING: &str = "request-forwarding";

/// The component.
#[derive(Debug)]
pub struct Mainland;

impl Guest for Mainland {
    fn describe() -> RuleSet {
        let scopes = vec![
            Scope::between("service-of-documents", &["incoming", "execution", "return"], "HK", JURISDICTION),
            Scope::between("service-of-documents", &["outgoing", "follow-up"], JURISDICTION, "HK"),
            Scope::between(FORWARDING, &["incoming"], JURISDICTION, JURISDICTION),
        ];
        law::describe("mainland", env!("CARGO_PKG_VERSION"), JURISDICTION, IN_FORCE_FROM, scopes, INSTRUMENTS)
    }

    fn periods(facts: Facts) -> Vec<Period> {
        periods(&Matter::new(&facts, READS))
    }

    fn assess(facts: Facts, days: Vec<Due>) -> Assessment {
        let matter = Matter::new(&facts, READS);
        let periods = periods(&matter);
        let days = Days::new(&periods, &days);
        let verdict = matches!(matter.stage(), "outgoing" | "incoming" | "return");
        let mut answer = Answer::new(verdict, SAYS);
        match (matter.procedure(), matter.stage()) {
            (FORWARDING, _) => cn_hk_mo_service_2009::examine_forwarding(&matter, &days, &mut answer),
            (_, "outgoing" | "incoming") => cn_hk_service_1999::examine_letter(&matter, &mut answer),
            (_, "execution") => cn_hk_service_1999::examine_execution(&matter, &days, &mut answer),
            (_, "return") => cn_hk_service_1999::examine_return(&matter, &days, &mut answer),
            (_, "follow-up") => cn_hk_mo_service_2009::follow_up(&matter, &days, &mut answer),
            _ => {}
        }
        answer.finish()
    }
}

fn periods(matter: &Matter) -> Vec<Period> {
    match (matter.procedure(), matter.stage()) {
        (FORWARDING, _) => cn_hk_mo_service_2009::forwarding_periods(matter),
        (_, "follow-up") => {
            [cn_hk_service_1999::periods(matter), cn_hk_mo_service_2009::waiting_periods(matter)].concat()
        }
        _ => cn_hk_service_1999::periods(matter),
    }
}

#[cfg(target_arch = "wasm32")]
law::export!(Mainland);
