//! IV. Article 25: the requested side may look up its law for the requesting side. The text sets no form and no time.

use super::{LAW, general};
use crate::contract::{Act, Finding, Severity};
use crate::{Answer, Days, Item, Matter, letter};

/// Can this request be answered?
pub(super) fn examine_request(matter: &Matter, _: &Days, answer: &mut Answer) {
    general::examine_letter(matter, answer);
    answer.article(LAW, |answer| {
        letter::the_letter(matter, LAW, answer);
        article_25_own_law(matter, answer);
        if matter.acts_of("provide-law-information").next().is_none() {
            answer.find(Finding::correct("law-not-specified", LAW));
        }
        for act in matter.acts_of("provide-law-information") {
            article_25_law(&act, answer);
        }
    });
}

/// Which law is meant.
pub(super) fn article_25_law(act: &Item<Act>, answer: &mut Answer) {
    if act.text("subject").is_none() {
        answer.find(Finding::correct("law-not-specified", LAW).about(act.particular("subject")));
    }
}

/// Each side looks up its own law only.
fn article_25_own_law(matter: &Matter, answer: &mut Answer) {
    if let (Some(side), Some(court)) = (matter.text("law-jurisdiction"), matter.requested())
        && side != court.jurisdiction
    {
        let finding =
            Finding::new("law-of-another-side", Severity::Refuse, LAW).about(matter.place("law-jurisdiction"));
        answer.find(finding.with_text("jurisdiction", side));
    }
}
