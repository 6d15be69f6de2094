//! Who of the list may be drawn for a hearing: articles 13, 15, 18, 19 and 27.

use super::appointment::{barred_occupations, barring_records, under_age};
use super::{
    CPL_RECUSAL, CPL_RECUSAL_GROUNDS, FIRST_INSTANCE, LISTS, OCCUPATIONS, QUALIFICATION, RECORDS, RECUSAL, REMOVAL,
    TERM, panel,
};
use crate::contract::{Authority, Event, Finding, Period, Place, Severity, Unit};
use crate::juror::{self, Exclusions, LastByPerson};
use crate::{Answer, Days, Item, Matter};

/// Article 13: five years.
const TERM_LENGTH: (i32, Unit) = (5, Unit::Years);
const JUROR_TERM: &str = "juror-term";
/// After these roles in a case nobody may judge it.
const ROLES: &[&str] = &["agent", "expert", "interpreter", "witness"];

/// The terms of the jurors: one period for each day on which some of them were appointed. Whether the anniversary is
/// the last day of the term, or the day before it, is switch `juror-term-end` `[P]`.
pub(super) fn periods(matter: &Matter) -> Vec<Period> {
    let offset_days = if matter.switch("juror-term-end") == "day-before" { -1 } else { 0 };
    let term = |appointed: &Item<Event>| {
        let period = Period::from_event(JUROR_TERM, appointed.index, TERM_LENGTH, "CN").citing([TERM]);
        Period { offset_days, ..period }
    };
    days_of_appointment(matter).iter().map(term).collect()
}

/// Who may be drawn?
pub(super) fn examine(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(FIRST_INSTANCE, |answer| panel::article_15_first_instance(matter, answer));
    let mut excluded = Exclusions::new(matter);
    answer.article(LISTS, |answer| article_19_lists(matter, &mut excluded, answer));
    answer.article(TERM, |answer| article_13_term(matter, days, &mut excluded, answer));
    answer.article(RECUSAL, |answer| article_18_recusal(matter, &mut excluded, answer));
    answer.article(REMOVAL, |answer| article_27_removal(matter, &mut excluded, answer));
    excluded.conclude(answer);
}

/// The events with which terms begin: appointments of the future begin none yet.
fn appointments<'a>(matter: &Matter<'a>) -> impl Iterator<Item = Item<'a, Event>> + use<'a> {
    let as_of = matter.as_of();
    matter.events("appointed").filter(move |event| event.on <= as_of)
}

fn days_of_appointment<'a>(matter: &Matter<'a>) -> Vec<Item<'a, Event>> {
    juror::first_of_each_day(appointments(matter))
}

/// Article 13: the term is over before the hearing.
fn article_13_term<'a>(matter: &Matter<'a>, days: &Days, excluded: &mut Exclusions<'a>, answer: &mut Answer) {
    let appointed = LastByPerson::of(appointments(matter));
    let starts = days_of_appointment(matter);
    let sits_on = juror::hearing(matter).map_or(matter.as_of(), |hearing| hearing.on);
    for juror in matter.persons("juror") {
        let appointment = appointed.concerning(juror.id.as_deref());
        let start = appointment.and_then(|event| juror::on_the_day(&starts, event.on));
        match start.and_then(|event| days.last_day_from(JUROR_TERM, event.index)) {
            None => answer.find(Finding::flag("juror-term-unknown", TERM).about(juror.place())),
            Some(last_day) if last_day < sits_on => {
                let finding = Finding::flag("juror-term-over", TERM).about(juror.place());
                excluded.exclude(&juror, TERM, finding.with_day("last-day", last_day), answer);
            }
            Some(_) => {}
        }
    }
}

/// Article 18: jurors withdraw as judges do, so after another role in the same case.
fn article_18_recusal<'a>(matter: &Matter<'a>, excluded: &mut Exclusions<'a>, answer: &mut Answer) {
    for juror in matter.persons("juror") {
        for role in juror.codes("earlier-roles").iter().filter(|role| ROLES.contains(&role.as_str())) {
            let finding = Finding::flag("juror-had-another-role", RECUSAL).citing(CPL_RECUSAL);
            let finding = finding.citing(CPL_RECUSAL_GROUNDS).about(juror.particular("earlier-roles"));
            excluded.exclude(&juror, RECUSAL, finding.with_text("earlier-role", role), answer);
        }
    }
}

/// Article 19: a basic court draws from its own list, an intermediate or a high court from those of the basic courts in
/// its area. A pool that holds nobody of these lists is the list of another court, and no draw from it can stand.
fn article_19_lists<'a>(matter: &Matter<'a>, excluded: &mut Exclusions<'a>, answer: &mut Answer) {
    let Some(court) = matter.forum() else { return };
    if draws_from_others(court) && court.subordinate_courts.is_none() {
        answer.find(Finding::flag("subordinate-courts-not-stated", LISTS).about(Place::Forum));
        return;
    }
    let stands_elsewhere = |list: &str| !may_draw_from(court, list);
    let nobody_else = matter.persons("juror").all(|juror| juror.text("list-of").is_some_and(stands_elsewhere));
    for juror in matter.persons("juror") {
        match juror.text("list-of") {
            None => answer.find(juror::missing(&juror, "list-of", Severity::Flag, LISTS)),
            Some(list) if stands_elsewhere(list) => {
                let finding = Finding::new("juror-on-another-list", Severity::Refuse, LISTS);
                let finding = finding.about(juror.particular("list-of")).with_text("authority", list);
                if nobody_else {
                    excluded.refuse(LISTS, finding, answer);
                } else {
                    excluded.exclude(&juror, LISTS, finding, answer);
                }
            }
            Some(_) => {}
        }
    }
}

fn draws_from_others(court: &Authority) -> bool {
    matches!(court.kind.as_str(), "intermediate-court" | "high-court")
}

fn may_draw_from(court: &Authority, list: &str) -> bool {
    if draws_from_others(court) {
        court.subordinate_courts.iter().flatten().any(|subordinate| subordinate == list)
    } else {
        court.kind == "basic-court" && court.id == list
    }
}

/// Article 27(1)(2): whom article 6 or 7 bars is to be removed, and is not drawn in the meantime `[P]`; nor is one who
/// is not twenty-eight even on the day on which he would sit.
fn article_27_removal<'a>(matter: &Matter<'a>, excluded: &mut Exclusions<'a>, answer: &mut Answer) {
    let sits_on = juror::hearing(matter).map_or(matter.as_of(), |hearing| hearing.on);
    for juror in matter.persons("juror") {
        let under_age = under_age(&juror, sits_on).map(|finding| (QUALIFICATION, finding));
        let occupations = barred_occupations(matter, &juror).into_iter().map(|finding| (OCCUPATIONS, finding));
        let records = barring_records(&juror).into_iter().map(|finding| (RECORDS, finding));
        let bars = under_age.into_iter().chain(occupations).chain(records);
        for (ground, finding) in bars.filter(|(_, finding)| finding.severity < Severity::Inform) {
            excluded.exclude(&juror, ground, finding.citing(REMOVAL), answer);
        }
    }
}
