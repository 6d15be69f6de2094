//! Hong Kong's rules.
//!
//! Service of documents under the arrangement of 1999 with the Mainland: the letters that come from there, what is sent back to it, and Hong
//! Kong's own letters.

use law::contract::{Assessment, Date, Due, Facts, Guest, Period, RuleSet, Scope};
use law::{Answer, Days, Declaration, Matter, cn_hk_service_1999};

const JURISDICTION: &str = "HK";
/// The day on which the arrangement came into force.
const IN_FORCE_FROM: Date = Date { year: 1999, month: 3, day: 30 };
const INSTRUMENTS: &[Declaration] = &[cn_hk_service_1999::DECLARATION];
const READS: &[&[&str]] = &[cn_hk_service_1999::DECLARATION.reads];
const SAYS: &[&[&str]] = &[cn_hk_service_1999::DECLARATION.says];

/// The component.
#[derive(Debug)]
pub struct HongKong;

impl Guest for HongKong {
    fn describe() -> RuleSet {
        let scopes = vec![
            Scope::between("service-of-documents", &["incoming", "execution", "return"], "CN", JURISDICTION),
            Scope::between("service-of-documents", &["outgoing", "follow-up"], JURISDICTION, "CN"),
        ];
        law::describe("hongkong", env!("CARGO_PKG_VERSION"), JURISDICTION, IN_FORCE_FROM, scopes, INSTRUMENTS)
    }

    fn periods(facts: Facts) -> Vec<Period> {
        cn_hk_service_1999::periods(&Matter::new(&facts, READS))
    }

    fn assess(facts: Facts, days: Vec<Due>) -> Assessment {
        let matter = Matter::new(&facts, READS);
        let periods = cn_hk_service_1999::periods(&matter);
        let days = Days::new(&periods, &days);
        let verdict = matches!(matter.stage(), "outgoing" | "incoming" | "return");
        let mut answer = Answer::new(verdict, SAYS);
        match matter.stage() {
            "outgoing" | "incoming" => cn_hk_service_1999::examine_letter(&matter, &mut answer),
            "execution" => cn_hk_service_1999::examine_execution(&matter, &days, &mut answer),
            "return" => cn_hk_service_1999::examine_return(&matter, &days, &mut answer),
            "follow-up" => cn_hk_service_1999::follow_up(&matter, &days, &mut answer),
            _ => {}
        }
        answer.finish()
    }
}

#[cfg(target_arch = "wasm32")]
law::export!(HongKong);
