//! Provisions of the Supreme People's Court on Several Issues concerning Service of Judicial Documents in Civil and Commercial Cases
//! involving Hong Kong and Macao, 法释〔2009〕2号, in force since 2009-03-16. Thirteen articles, all read `[T]`. They bind Mainland courts
//! only, and concern addressees who are domiciled in Hong Kong or Macao.
//!
//! [`METHOD`] says which method may be used (articles 2 to 5 and 7 to 11), [`EFFECT`] when service has taken effect (articles 7 to 12),
//! [`FOLLOW_UP`] how long a court waits for the arrangement (article 6), [`FORWARDING_APPLICATION`] how a letter gets to the high court
//! (article 13). Methods that only the Civil Procedure Law knows may be used by reference to it (its Interpretation, article 549).

mod effect;
mod forwarding;
mod methods;
mod waiting;

pub use effect::EFFECT;
pub use forwarding::FORWARDING_APPLICATION;
pub use methods::METHOD;
pub use waiting::FOLLOW_UP;

use crate::contract::{Finding, Place};
use crate::{Answer, Matter, Provision, Rule, switches};

const INSTRUMENT: &str = "cn-hk-mo-service-2009";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const PRESENT: Provision = Provision::new(INSTRUMENT, "3");
const AGENT: Provision = Provision::new(INSTRUMENT, "4");
const OFFICES: Provision = Provision::new(INSTRUMENT, "5");
const ARRANGEMENT: Provision = Provision::new(INSTRUMENT, "6");
const POST: Provision = Provision::new(INSTRUMENT, "7");
const ELECTRONIC: Provision = Provision::new(INSTRUMENT, "8");
const ANNOUNCEMENT: Provision = Provision::new(INSTRUMENT, "9");
const SIDE_BY_SIDE: Provision = Provision::new(INSTRUMENT, "10");
const LEAVING: Provision = Provision::new(INSTRUMENT, "11");
const OTHER_PROOF: Provision = Provision::new(INSTRUMENT, "12");
/// Where the text is silent.
const SILENT: Provision = Provision::new(INSTRUMENT, "?");

/// Article 1: where the addressees are domiciled.
const SIDES: &[&str] = &["HK", "MO"];

const NON_CIVIL_RULE: Rule = Rule::text(SCOPE, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]);

/// Article 1: civil and commercial cases that concern Hong Kong or Macao.
fn article_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    // Mainland courts hear labour disputes as civil cases.
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let place = Place::Particular("case-category".to_owned());
        let finding = Finding::new("outside-civil-and-commercial", severity, SCOPE).about(place);
        answer.find(finding.with_text("category", category));
    }
}
