//! People's Jurors Law (人民陪审员法, also rendered People's Assessors Law), adopted by the Standing Committee of the
//! National People's Congress on 2018-04-27, in force since that day. Thirty-two articles, all read `[T]`.
//!
//! A person who resides in Hong Kong or Macao becomes a juror like any other citizen, in practice by application or
//! recommendation (article 11). Not asked here, because no facts say it: citizenship and health (article 5), the two
//! draws among the residents (articles 9 and 10), the oath (12), and whether a case is one for seven (16).
//!
//! One article after the other: `appointment` holds articles 5 to 11, `draw` articles 13, 18, 19 and 27, `panel`
//! articles 14, 15, 21 and 22.

mod appointment;
mod draw;
mod panel;
#[cfg(test)]
mod tests;

use crate::component::no_periods;
use crate::{Chapter, Declaration, Provision, Rule, switches};

const INSTRUMENT: &str = "cn-assessors-law-2018";
const QUALIFICATION: Provision = Provision::new(INSTRUMENT, "5");
const OCCUPATIONS: Provision = Provision::new(INSTRUMENT, "6");
const RECORDS: Provision = Provision::new(INSTRUMENT, "7");
const QUOTA: Provision = Provision::new(INSTRUMENT, "8");
const APPOINTMENT_BY: Provision = Provision::new(INSTRUMENT, "10");
const APPLICATION: Provision = Provision::new(INSTRUMENT, "11");
const TERM: Provision = Provision::new(INSTRUMENT, "13");
const PANEL: Provision = Provision::new(INSTRUMENT, "14");
const FIRST_INSTANCE: Provision = Provision::new(INSTRUMENT, "15");
const RIGHT_TO_ASK: Provision = Provision::new(INSTRUMENT, "17");
const RECUSAL: Provision = Provision::new(INSTRUMENT, "18");
const LISTS: Provision = Provision::new(INSTRUMENT, "19");
const PANEL_OF_THREE: Provision = Provision::new(INSTRUMENT, "21");
const PANEL_OF_SEVEN: Provision = Provision::new(INSTRUMENT, "22");
const REMOVAL: Provision = Provision::new(INSTRUMENT, "27");

/// First instance: judges and jurors or judges alone, always an odd number; summary procedure: one judge.
const CPL_FIRST_INSTANCE: Provision = Provision::new("cn-cpl-2023", "40");
/// Second instance: judges alone, an odd number.
const CPL_SECOND_INSTANCE: Provision = Provision::new("cn-cpl-2023", "41");
/// When a judge must withdraw.
const CPL_RECUSAL: Provision = Provision::new("cn-cpl-2023", "47");
/// The same in detail; by its article 48 it binds jurors too.
const CPL_RECUSAL_GROUNDS: Provision = Provision::new("cn-cpl-interpretation-2022", "43");
/// At first instance, by ordinary procedure, a party may ask for jurors.
const REQUEST: Provision = Provision::new("cn-assessors-interpretation-2019", "2");
/// The opinion of a juror who does not vote stays on record.
const OPINION_ON_RECORD: Provision = Provision::new("cn-assessors-interpretation-2019", "13");

/// Who may become a juror, and how many a court may have.
pub const APPOINTMENT: Chapter = Chapter {
    procedure: "juror-appointment",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| appointment::examine(matter, answer),
};
/// Who of the list may be drawn for a hearing.
pub const DRAW: Chapter = Chapter {
    procedure: "juror-draw",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: draw::periods,
    examine: draw::examine,
};
/// How the panel is composed, and on what its jurors vote.
pub const COMPOSITION: Chapter = Chapter {
    procedure: "panel-composition",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| panel::examine(matter, answer),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "forum",
        "forum.subordinate-courts",
        "particulars.application-route-jurors",
        "particulars.appointment-route",
        "particulars.instance",
        "particulars.judges-of-court",
        "particulars.juror-quota",
        "particulars.juror-vote-on",
        "particulars.panel-judges",
        "particulars.panel-jurors",
        "particulars.trial-procedure",
        "persons.juror",
        "persons.particulars.admitted-in",
        "persons.particulars.date-of-birth",
        "persons.particulars.earlier-roles",
        "persons.particulars.education",
        "persons.particulars.further-occupations",
        "persons.particulars.list-of",
        "persons.particulars.occupation",
        "persons.particulars.records",
        "persons.particulars.upholds-constitution",
        "docket.appointed",
        "docket.drawn",
        "docket.hearing",
        "docket.jurors-requested",
        "docket.particulars.person",
    ],
    rules: &[
        Rule::text(
            QUALIFICATION,
            &[
                "education-below-senior-secondary",
                "juror-not-upholding-constitution",
                "juror-particular-missing",
                "juror-under-age",
            ],
        ),
        Rule::text(OCCUPATIONS, &["juror-in-barred-office", "juror-in-barred-profession"]),
        Rule::policy(OCCUPATIONS, &["lawyer-of-another-bar"]).under(&["lawyer-scope"]),
        Rule::text(RECORDS, &["juror-barred-by-record"]),
        Rule::text(QUOTA, &["juror-quota-too-small"]),
        Rule::text(APPOINTMENT_BY, &["appointment-not-by-basic-court"]),
        Rule::text(APPLICATION, &["application-share-exceeded"]),
        Rule::policy(APPLICATION, &["application-share-not-stated"]),
        Rule::text(TERM, &["excluded", "juror-term-over", "second-term-as-juror"]),
        Rule::policy(TERM, &["juror-term", "juror-term-unknown"]).under(&["juror-term-end"]),
        Rule::text(PANEL, &["panel-not-allowed"]),
        Rule::policy(PANEL, &["panel-not-stated"]),
        Rule::text(FIRST_INSTANCE, &["jurors-in-second-instance", "single-judge-tries-the-case"]),
        Rule::text(CPL_FIRST_INSTANCE, &["panel-of-even-number", "single-judge-tries-the-case"]),
        Rule::text(CPL_SECOND_INSTANCE, &["jurors-in-second-instance", "panel-of-even-number"]),
        Rule::text(RECUSAL, &["excluded", "juror-had-another-role"]),
        Rule::text(LISTS, &["excluded", "juror-on-another-list"]),
        Rule::policy(LISTS, &["juror-particular-missing", "subordinate-courts-not-stated"]),
        Rule::text(PANEL_OF_SEVEN, &["vote-not-counted", "vote-on-law-by-juror"]),
        Rule::policy(
            REMOVAL,
            &[
                "excluded",
                "juror-barred-by-record",
                "juror-in-barred-office",
                "juror-in-barred-profession",
                "juror-under-age",
            ],
        )
        .under(&["lawyer-scope"]),
    ],
    cites: &[CPL_RECUSAL, CPL_RECUSAL_GROUNDS, OPINION_ON_RECORD, REQUEST, RIGHT_TO_ASK],
    settings: &[&switches::JUROR_TERM_END, &switches::LAWYER_SCOPE],
};
