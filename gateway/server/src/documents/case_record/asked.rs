//! What was asked for beside the evidence, a line for each: for whoever looks how a case stands, and not for its whole record.

use comity_domain::case::{Case, ExpertRequest, Order, Similar, Undertaken};

use super::Said;
use crate::words::{Arg, Locale, Words};

/// The lines, each after the id of its label: its number, that of the party, what it is, and how it stands.
pub(crate) fn asked_for(locale: Locale, case: &Case) -> Vec<(&'static str, String)> {
    let said = Said { locale, words: Words::embedded() };
    let orders = (1u32..).zip(&case.orders).map(|(number, it)| ("record-order", said.order(number, it)));
    let experts = (1u32..).zip(&case.experts).map(|(number, it)| ("record-expert", said.expert(number, it)));
    let undertakings =
        (1u32..).zip(&case.undertakings).map(|(number, it)| ("record-undertaking", said.undertaking(number, it)));
    let similar = (1u32..).zip(&case.similar).map(|(number, it)| ("record-precedent", said.precedent(number, it)));
    orders.chain(experts).chain(undertakings).chain(similar).collect()
}

impl Said {
    fn order(&self, number: u32, order: &Order) -> String {
        let stands = match &order.decided {
            None => vec![self.word("record-open")],
            Some((decision, until, _)) => {
                let decision = self.code("decision", decision.code());
                let until = until.map(|day| self.sentence("record-until", &[("day", Arg::Date(day))]));
                let ended = order.compliance.as_ref().map(|compliance| self.compliance(compliance));
                [Some(decision), until, ended].into_iter().flatten().collect()
            }
        };
        line(number, Some(order.party), [self.document(&order.wanted)].into_iter().chain(stands))
    }

    fn expert(&self, number: u32, request: &ExpertRequest) -> String {
        let stands = match &request.decided {
            None => self.word("record-open"),
            Some((decision, _)) => self.code("decision", decision.code()),
        };
        line(number, Some(request.party), [request.expert.name.clone(), stands])
    }

    fn undertaking(&self, number: u32, undertaken: &Undertaken) -> String {
        let it = &undertaken.undertaking;
        let said =
            [it.name.clone(), self.code("capacity", it.capacity.code()), self.code("signature", it.manner.code())];
        line(number, it.party, said)
    }

    fn precedent(&self, number: u32, put: &Similar) -> String {
        let mut said = vec![put.precedent.court.clone(), put.precedent.case_number.clone()];
        if put.answers.is_empty() {
            said.push(self.word("record-unanswered"));
        }
        said.extend(put.answers.iter().map(|(party, stance, reply)| self.answered(*party, *stance, reply)));
        line(number, Some(put.party), said)
    }
}

/// Two spaces apart. Whom the court called, no party brought.
fn line(number: u32, party: Option<u32>, said: impl IntoIterator<Item = String>) -> String {
    let party = party.map_or_else(|| "-".to_owned(), |party| party.to_string());
    [number.to_string(), party].into_iter().chain(said).collect::<Vec<_>>().join("  ")
}
