//! Interpretation of the Supreme People's Court on Several Issues concerning the Application of the People's Jurors
//! Law, 法释〔2019〕5号 (the number was not verified), in force since 2019-05-01. Nineteen articles, all read `[T]`.
//!
//! Articles that ask for what no facts say are not here: notices to parties and jurors (1, 4, 8), experts' lists
//! (3(3)), the list of questions of fact (9) and the deliberation itself (10 to 12, 14 to 16). Article 13, on the vote
//! in a panel of seven, stands with article 22 of the law.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::contract::{Event, Finding, Period, Person, Place, Roll, Severity, Unit};
use crate::execution::CN_COUNTING;
use crate::juror::{self, Exclusions, LastByPerson, count};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, switches};

const INSTRUMENT: &str = "cn-assessors-interpretation-2019";
const REQUEST: Provision = Provision::new(INSTRUMENT, "2");
const DRAWING: Provision = Provision::new(INSTRUMENT, "3");
const NO_JURORS: Provision = Provision::new(INSTRUMENT, "5");
const MEDIATION: Provision = Provision::new(INSTRUMENT, "6");
const RECUSAL: Provision = Provision::new(INSTRUMENT, "7");
const CAP: Provision = Provision::new(INSTRUMENT, "17");

/// An invited mediator is not a juror of the case later.
const INVITED_MEDIATOR: Provision = Provision::new("cn-invited-mediation-2016", "16");
/// The court sets the cap and publishes it.
const CAP_BY_COURT: Provision = Provision::new("cn-assessors-law-2018", "24");
/// A party may ask for jurors.
const RIGHT_TO_ASK: Provision = Provision::new("cn-assessors-law-2018", "17");

/// Article 2: five days from the receipt of the notice.
const FIVE_DAYS: (i32, Unit) = (5, Unit::Days);
const REQUEST_JURORS: &str = "request-jurors";
/// Article 3(1): seven days before the hearing; by the strict reading, seven clear days.
const SEVEN_DAYS_BEFORE: (i32, Unit) = (-7, Unit::Days);
const SEVEN_CLEAR_DAYS_BEFORE: (i32, Unit) = (-8, Unit::Days);
const DRAW_JURORS: &str = "draw-jurors";
/// Article 17: as a rule at most so many cases a year.
const CASES_A_YEAR: i64 = 30;

/// When jurors are drawn, and who may not be.
pub const DRAW: Chapter = Chapter {
    procedure: "juror-draw",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: draw_periods,
    examine: examine_draw,
};
/// The parties' application for jurors, the cases without, and who steps in for a juror who withdrew.
pub const COMPOSITION: Chapter = Chapter {
    procedure: "panel-composition",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: request_periods,
    examine: examine_composition,
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "particulars.annual-case-cap",
        "particulars.panel-jurors",
        "particulars.trial-procedure",
        "persons.juror",
        "persons.particulars.alternate-order",
        "persons.particulars.cases-this-year",
        "persons.particulars.earlier-roles",
        "docket.drawn",
        "docket.hearing",
        "docket.jurors-requested",
        "docket.notice-received",
        "docket.particulars.person",
        "docket.recusal-upheld",
    ],
    rules: &[
        Rule::text(REQUEST, &["jurors-requested-too-late", REQUEST_JURORS]),
        Rule::policy(REQUEST, &["notice-of-right-not-recorded"]),
        Rule::uncertain(DRAWING, &[DRAW_JURORS, "draw-too-late"]).under(&["juror-draw-count"]),
        Rule::policy(DRAWING, &["hearing-not-fixed"]),
        Rule::text(NO_JURORS, &["no-jurors-in-this-procedure"]),
        Rule::text(MEDIATION, &["excluded", "juror-mediated-the-dispute"]),
        Rule::text(INVITED_MEDIATOR, &["excluded", "juror-mediated-the-dispute"]),
        Rule::text(RECUSAL, &["alternate-promoted", "alternate-steps-in", "alternates-exhausted"]),
        Rule::policy(RECUSAL, &["recused-juror-not-named"]),
        Rule::text(CAP, &["annual-cap-above-thirty", "annual-cap-reached", "excluded"]),
        Rule::policy(CAP, &["annual-cap-not-stated", "juror-particular-missing"]),
    ],
    cites: &[CAP_BY_COURT, RIGHT_TO_ASK, CN_COUNTING],
    settings: &[&switches::JUROR_DRAW_COUNT],
};

/// The period of article 3(1), counted back from the hearing. The text does not say how: switch `juror-draw-count`.
fn draw_periods(matter: &Matter) -> Vec<Period> {
    let Some(hearing) = juror::hearing(matter) else { return Vec::new() };
    let strict = matter.switch("juror-draw-count") == "strict";
    let length = if strict { SEVEN_CLEAR_DAYS_BEFORE } else { SEVEN_DAYS_BEFORE };
    vec![Period::from_event(DRAW_JURORS, hearing.index, length, "CN").met_by(&["drawn"]).citing([DRAWING])]
}

/// May jurors be drawn, in time, and these?
fn examine_draw(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(NO_JURORS, |answer| article_5_procedures(matter, answer));
    answer.article(DRAWING, |answer| article_3_draw(matter, days, answer));
    let mut excluded = Exclusions::new(matter);
    answer.article(MEDIATION, |answer| article_6_mediators(matter, &mut excluded, answer));
    answer.article(CAP, |answer| article_17_cap(matter, &mut excluded, answer));
    excluded.conclude(answer);
}

/// The periods of article 2: one for each day on which a party received the notice.
fn request_periods(matter: &Matter) -> Vec<Period> {
    let period = |notice: Item<Event>| {
        let period = Period::from_event(REQUEST_JURORS, notice.index, FIVE_DAYS, "CN").rolling(Roll::NextWorkingDay);
        period.met_by(&["jurors-requested"]).citing([REQUEST, CN_COUNTING])
    };
    juror::first_of_each_day(notices(matter)).into_iter().map(period).collect()
}

/// May there be jurors, were they asked for in time, and who steps in?
fn examine_composition(matter: &Matter, days: &Days, answer: &mut Answer) {
    if juror::are_wanted(matter) {
        answer.article(NO_JURORS, |answer| article_5_procedures(matter, answer));
    }
    if matter.events("jurors-requested").next().is_some() {
        answer.article(REQUEST, |answer| article_2_requests(matter, days, answer));
    }
    if matter.first("recusal-upheld").is_some() {
        answer.article(RECUSAL, |answer| article_7_alternates(matter, answer));
    }
}

/// Article 2: within five days from the receipt of the notice of this right. Each party has its own notice.
fn article_2_requests(matter: &Matter, days: &Days, answer: &mut Answer) {
    let starts = juror::first_of_each_day(notices(matter));
    let received = LastByPerson::of(notices(matter));
    let last = notices(matter).last();
    for request in matter.events("jurors-requested") {
        let notice = match request.text("person") {
            Some(party) => received.concerning(Some(party)),
            None => last.as_ref(),
        };
        let start = notice.and_then(|notice| juror::on_the_day(&starts, notice.on));
        match start.and_then(|start| days.last_day_from(REQUEST_JURORS, start.index)) {
            None => answer.find(Finding::inform("notice-of-right-not-recorded", REQUEST).about(request.place())),
            Some(last_day) if last_day < request.on => {
                let finding = Finding::new("jurors-requested-too-late", Severity::Refuse, REQUEST);
                let finding = finding.citing(RIGHT_TO_ASK).about(request.place());
                answer.find(finding.with_day("last-day", last_day));
            }
            Some(_) => {}
        }
    }
}

fn notices<'a>(matter: &Matter<'a>) -> impl Iterator<Item = Item<'a, Event>> + use<'a> {
    let as_of = matter.as_of();
    matter.events("notice-received").filter(move |notice| notice.on <= as_of)
}

/// Article 3(1): the draw takes place seven days before the hearing; a later one needs another hearing date.
fn article_3_draw(matter: &Matter, days: &Days, answer: &mut Answer) {
    let Some(last_day) = days.last_day(DRAW_JURORS) else {
        answer.find(Finding::flag("hearing-not-fixed", DRAWING).about(Place::Docket));
        return;
    };
    let drawn = matter.events("drawn").next_back();
    let (on, place) = drawn.map_or((matter.as_of(), Place::Docket), |drawn| (drawn.on, drawn.place()));
    if on > last_day {
        let finding = Finding::new("draw-too-late", Severity::Refuse, DRAWING).about(place);
        answer.find(finding.with_day("last-day", last_day));
    }
}

/// Article 5(1): no jurors in special, payment-order and public-summons procedures.
fn article_5_procedures(matter: &Matter, answer: &mut Answer) {
    if let Some(procedure @ ("special" | "payment-order" | "public-summons")) = matter.text("trial-procedure") {
        let finding = Finding::new("no-jurors-in-this-procedure", Severity::Refuse, NO_JURORS);
        answer.find(finding.about(matter.place("trial-procedure")).with_text("trial-procedure", procedure));
    }
}

/// Article 6: not a case that he mediated before as people's mediator; nor, by the provisions on invited mediation, one
/// in which he was invited mediator.
fn article_6_mediators<'a>(matter: &Matter<'a>, excluded: &mut Exclusions<'a>, answer: &mut Answer) {
    for juror in matter.persons("juror") {
        for role in juror.codes("earlier-roles") {
            let ground = match role.as_str() {
                "peoples-mediator" => MEDIATION,
                "invited-mediator" => INVITED_MEDIATOR,
                _ => continue,
            };
            let finding = Finding::flag("juror-mediated-the-dispute", ground).about(juror.particular("earlier-roles"));
            excluded.exclude(&juror, ground, finding, answer);
        }
    }
}

/// Article 17: the cap that the court has set, as a rule thirty cases a year; thirty where none is stated `[P]`.
fn article_17_cap<'a>(matter: &Matter<'a>, excluded: &mut Exclusions<'a>, answer: &mut Answer) {
    let cap = annual_cap(matter, answer);
    for juror in matter.persons("juror") {
        match juror.number("cases-this-year") {
            None => answer.find(juror::missing(&juror, "cases-this-year", Severity::Flag, CAP)),
            Some(cases) if cases >= cap => {
                excluded.exclude(&juror, CAP, cap_reached(&juror, cases, cap), answer);
            }
            Some(_) => {}
        }
    }
}

fn annual_cap(matter: &Matter, answer: &mut Answer) -> i64 {
    let place = matter.place("annual-case-cap");
    match matter.number("annual-case-cap") {
        Some(cap) => {
            if cap > CASES_A_YEAR {
                let finding = Finding::inform("annual-cap-above-thirty", CAP).citing(CAP_BY_COURT).about(place);
                answer.find(finding.with_number("cap", count(cap)));
            }
            cap
        }
        None => {
            answer.find(Finding::inform("annual-cap-not-stated", CAP).citing(CAP_BY_COURT).about(place));
            CASES_A_YEAR
        }
    }
}

fn cap_reached(juror: &Item<Person>, cases: i64, cap: i64) -> Finding {
    let finding = Finding::flag("annual-cap-reached", CAP).citing(CAP_BY_COURT);
    let finding = finding.about(juror.particular("cases-this-year")).with_number("cases", count(cases));
    finding.with_number("cap", count(cap))
}

/// Article 7, with the order of article 3(2): for each juror who withdrew the next alternate steps in; who withdrew
/// among the alternates is passed over. Without an alternate the panel is not complete. A recusal that names nobody is
/// taken to be of a juror of the panel, and a person looks whose it is `[P]`.
fn article_7_alternates(matter: &Matter, answer: &mut Answer) {
    let (recused, unnamed) = recused(matter, answer);
    let alternates = alternates(matter);
    let ids: BTreeSet<_> = alternates.iter().filter_map(|alternate| alternate.id.as_deref()).collect();
    let seats = recused.difference(&ids).count().saturating_add(unnamed);
    let withdrew = |alternate: &Item<Person>| alternate.id.as_deref().is_some_and(|id| recused.contains(id));
    let mut next = alternates.iter().filter(|alternate| !withdrew(alternate));
    for _ in 0..seats {
        match next.next() {
            Some(alternate) => {
                let finding = Finding::inform("alternate-steps-in", RECUSAL).citing(DRAWING);
                answer.find(finding.about(alternate.place()));
                answer.conclude("alternate-promoted", None, &[RECUSAL, DRAWING]);
            }
            None => {
                let finding = Finding::correct("alternates-exhausted", RECUSAL).citing(DRAWING);
                answer.find(finding.about(Place::Persons));
            }
        }
    }
}

/// The ids of those whose recusal was upheld by the day of the question, and how many recusals name nobody.
fn recused<'a>(matter: &Matter<'a>, answer: &mut Answer) -> (BTreeSet<&'a str>, usize) {
    let mut recused = BTreeSet::new();
    let mut unnamed = 0_usize;
    for event in matter.events("recusal-upheld").filter(|event| event.on <= matter.as_of()) {
        match event.text("person") {
            Some(id) => {
                recused.insert(id);
            }
            None => {
                answer.find(Finding::flag("recused-juror-not-named", RECUSAL).about(event.place()));
                unnamed = unnamed.saturating_add(1);
            }
        }
    }
    (recused, unnamed)
}

/// The alternates in their order; those of one rank as they are listed.
fn alternates<'a>(matter: &Matter<'a>) -> Vec<Item<'a, Person>> {
    let ranked = matter.persons("juror").filter_map(|juror| Some((juror.number("alternate-order")?, juror)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, juror)| juror).collect()
}
