//! A special method that a letter asks for: every text on judicial assistance follows it where the law of the requested
//! side allows it.

use crate::contract::Finding;
use crate::{Answer, Matter, Provision};

/// Where a text speaks of special methods.
#[derive(Clone, Copy)]
pub(crate) struct SpecialMethod {
    /// That it is followed where the law of the requested side allows it.
    pub(crate) method: Provision,
    /// Who pays for it.
    pub(crate) costs: Provision,
    /// What the requested side's own law adds.
    pub(crate) own_law: Option<Provision>,
}

impl SpecialMethod {
    /// What follows for the method that is asked for. If the law of the requested side forbids it, the ordinary method
    /// remains, or the letter goes back: switch `unlawful-special-method` `[P]`.
    pub(crate) fn examine(self, matter: &Matter, answer: &mut Answer) {
        let Some(method) = matter.text("special-method") else { return };
        let finding = match matter.text("special-method-local-law") {
            Some("forbidden") if matter.switch("unlawful-special-method") == "return" => {
                Finding::correct("special-method-forbidden", self.method)
            }
            Some("forbidden") => {
                answer.conclude("ordinary-method-only", None, &[self.method]);
                Finding::flag("special-method-forbidden", self.method)
            }
            Some("unclear") => Finding::flag("special-method-unclear", self.method),
            _ => Finding::inform("special-method-at-requester-cost", self.costs).citing(self.method),
        };
        let finding = finding.about(matter.place("special-method")).with_text("method", method);
        answer.find(finding.citing_any(self.own_law));
    }
}
