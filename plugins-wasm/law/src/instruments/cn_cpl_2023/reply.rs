//! What runs for a party from the day of service: the answer to a claim or to an appeal, and the appeal against a judgment.
//!
//! It runs from the event `served`, the day that the court has established: a presumption that nobody has looked at starts no period.

use crate::contract::{Event, Finding, Period, Person, Roll, Unit};
use crate::instruments::cn_cpl_interpretation_2022::BY_REFERENCE;
use crate::service::{events, is_served_with};
use crate::{Answer, Days, Item, Matter, Provision, Rule, execution};

use super::INSTRUMENT;

const ANSWER: &str = "answer";
const APPEAL: &str = "appeal";

/// How long a party has, by which articles.
pub(crate) struct Reply {
    answer: Provision,
    answer_to_appeal: Provision,
    appeal: Provision,
    days: i32,
    by_reference: Option<Provision>,
}

const HOME_ANSWER: Provision = Provision::new(INSTRUMENT, "128");
const HOME_ANSWER_TO_APPEAL: Provision = Provision::new(INSTRUMENT, "174");
const HOME_APPEAL: Provision = Provision::new(INSTRUMENT, "171");
const ABROAD_ANSWER: Provision = Provision::new(INSTRUMENT, "285");
const ABROAD_APPEAL: Provision = Provision::new(INSTRUMENT, "286");

/// Articles 128, 171 and 174: fifteen days for a party who is domiciled here.
pub(crate) const HOME: Reply = Reply {
    answer: HOME_ANSWER,
    answer_to_appeal: HOME_ANSWER_TO_APPEAL,
    appeal: HOME_APPEAL,
    days: 15,
    by_reference: None,
};
/// Articles 285 and 286: thirty days for a party who is not; the court may extend them.
pub(crate) const ABROAD: Reply = Reply {
    answer: ABROAD_ANSWER,
    answer_to_appeal: ABROAD_APPEAL,
    appeal: ABROAD_APPEAL,
    days: 30,
    by_reference: None,
};
/// The same for Hong Kong and Macao, by reference.
pub(crate) const HONG_KONG_AND_MACAO: Reply = Reply { by_reference: Some(BY_REFERENCE), ..ABROAD };

/// What article 128 says.
pub(crate) const RULE_128: Rule = Rule::text(HOME_ANSWER, &[ANSWER, "answer-period-over"]);
/// What article 171 says.
pub(crate) const RULE_171: Rule = Rule::text(HOME_APPEAL, &[APPEAL, "appeal-period-over", "ruling-may-be-appealable"]);
/// What article 174 says.
pub(crate) const RULE_174: Rule = Rule::text(HOME_ANSWER_TO_APPEAL, &[ANSWER, "answer-period-over"]);
/// What article 285 says.
pub(crate) const RULE_285: Rule = Rule::text(ABROAD_ANSWER, &[ANSWER, "answer-period-over"]);
/// What article 286 says.
pub(crate) const RULE_286: Rule = Rule::text(
    ABROAD_APPEAL,
    &[ANSWER, APPEAL, "answer-period-over", "appeal-period-over", "ruling-may-be-appealable"],
);

/// The periods that run for this addressee from the day of service.
pub(crate) fn periods<'a>(matter: &Matter<'a>, addressee: &Item<'a, Person>, reply: &Reply) -> Vec<Period> {
    let Some(served) = events(matter, addressee, "served").pop() else { return Vec::new() };
    [answer(matter, addressee, &served, reply), appeal(matter, addressee, &served, reply)]
        .into_iter()
        .flatten()
        .collect()
}

/// What there is to say of them.
pub(crate) fn examine<'a>(
    matter: &Matter<'a>,
    days: &Days,
    addressee: &Item<'a, Person>,
    reply: &Reply,
    found: &mut Answer,
) {
    let Some(served) = events(matter, addressee, "served").pop() else { return };
    if let Some(period) = answer(matter, addressee, &served, reply) {
        let provision = answered_under(matter, addressee, reply).unwrap_or(reply.answer);
        found.article(provision, |found| is_over(matter, days, &period, "answer-period-over", provision, found));
    }
    if let Some(period) = appeal(matter, addressee, &served, reply) {
        found.article(reply.appeal, |found| {
            is_over(matter, days, &period, "appeal-period-over", reply.appeal, found);
        });
    }
    if is_served_with(matter, addressee, "ruling") && may_be_appealed(matter) {
        found.find(Finding::inform("ruling-may-be-appealable", reply.appeal).about(addressee.place()));
    }
}

/// The answer to a claim, or to an appeal.
fn answer(matter: &Matter, addressee: &Item<Person>, served: &Item<Event>, reply: &Reply) -> Option<Period> {
    answered_under(matter, addressee, reply).map(|provision| period(ANSWER, served, provision, reply))
}

fn answered_under(matter: &Matter, addressee: &Item<Person>, reply: &Reply) -> Option<Provision> {
    let claim = is_served_with(matter, addressee, "originating-process").then_some(reply.answer);
    claim.or_else(|| is_served_with(matter, addressee, "notice-of-appeal").then_some(reply.answer_to_appeal))
}

/// The appeal against a judgment of first instance. A ruling may be appealed only in the cases of article 157, which the facts do not tell
/// apart: that is noted, not counted.
fn appeal(matter: &Matter, addressee: &Item<Person>, served: &Item<Event>, reply: &Reply) -> Option<Period> {
    let judgment = is_served_with(matter, addressee, "judgment") && may_be_appealed(matter);
    judgment.then(|| period(APPEAL, served, reply.appeal, reply))
}

/// Articles 165, 182, 185: what is decided in second instance, in small claims or in special procedure is final; orders for payment and
/// public summons are met by other remedies.
fn may_be_appealed(matter: &Matter) -> bool {
    let final_at_once = ["small-claims", "special", "payment-order", "public-summons"];
    matter.text("instance") != Some("second")
        && !matter.text("trial-procedure").is_some_and(|procedure| final_at_once.contains(&procedure))
}

fn period(code: &str, served: &Item<Event>, provision: Provision, reply: &Reply) -> Period {
    let provisions = [Some(provision), reply.by_reference, Some(execution::CN_COUNTING)];
    let period = Period::from_event(code, served.index, (reply.days, Unit::Days), "CN");
    period.rolling(Roll::NextWorkingDay).citing(provisions.into_iter().flatten())
}

/// Notes that the last day has passed; whether an extension was asked for, the facts do not say.
fn is_over(matter: &Matter, days: &Days, period: &Period, code: &str, provision: Provision, found: &mut Answer) {
    if let Some(last_day) = days.of(period).filter(|&last_day| last_day < matter.as_of()) {
        found.find(Finding::inform(code, provision).with_day("last-day", last_day));
    }
}
