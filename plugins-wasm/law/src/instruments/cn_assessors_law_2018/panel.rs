//! How the panel is composed, and on what its jurors vote: articles 14, 15, 21 and 22.

use super::{
    CPL_FIRST_INSTANCE, CPL_SECOND_INSTANCE, FIRST_INSTANCE, OPINION_ON_RECORD, PANEL, PANEL_OF_SEVEN, PANEL_OF_THREE,
    REQUEST, RIGHT_TO_ASK,
};
use crate::contract::{Finding, Severity};
use crate::juror::{self, count};
use crate::{Answer, Matter};

/// Judges and jurors of a panel.
#[derive(Clone, Copy)]
struct Panel {
    judges: i64,
    jurors: i64,
}

impl Panel {
    /// As it is proposed; `None` unless both numbers are given.
    fn of(matter: &Matter) -> Option<Self> {
        Some(Self { judges: matter.number("panel-judges")?, jurors: matter.number("panel-jurors")? })
    }

    const fn size(self) -> i64 {
        self.judges.saturating_add(self.jurors)
    }

    /// A panel of three, a judge presiding, or one of three judges and four jurors.
    const fn is_allowed(self) -> bool {
        matches!((self.judges, self.jurors), (1, 2) | (2, 1) | (3, 4))
    }
}

/// Is this panel composed as it must be, and does its vote count?
pub(super) fn examine(matter: &Matter, answer: &mut Answer) {
    if juror::are_wanted(matter) {
        answer.article(FIRST_INSTANCE, |answer| article_15_first_instance(matter, answer));
    }
    match Panel::of(matter) {
        Some(panel) => {
            article_14_panel(matter, panel, answer);
            articles_21_and_22_vote(matter, panel, answer);
        }
        None => is_stated_if_needed(matter, answer),
    }
}

/// Half a composition, or a vote without one, cannot be examined `[P]`.
fn is_stated_if_needed(matter: &Matter, answer: &mut Answer) {
    let numbers = ["panel-judges", "panel-jurors"];
    let half = numbers.iter().any(|name| matter.number(name).is_some());
    if half || matter.text("juror-vote-on").is_some() {
        let missing = numbers.iter().find(|name| matter.number(name).is_none()).unwrap_or(&"panel-judges");
        answer.find(Finding::correct("panel-not-stated", PANEL).about(matter.place(missing)));
    }
}

/// Article 15: jurors sit at first instance; where the law wants one judge, or judges alone, that law prevails.
pub(super) fn article_15_first_instance(matter: &Matter, answer: &mut Answer) {
    // Article 17 and the Interpretation's article 2: a party may ask for them in no other case either.
    let asked = matter.first("jurors-requested").is_some();
    let asked_for = |finding: Finding| if asked { finding.citing(RIGHT_TO_ASK).citing(REQUEST) } else { finding };
    if matter.text("instance") == Some("second") {
        let finding = Finding::new("jurors-in-second-instance", Severity::Refuse, CPL_SECOND_INSTANCE);
        answer.find(asked_for(finding.citing(FIRST_INSTANCE).about(matter.place("instance"))));
    }
    // A small claim is tried by the summary procedure.
    if matches!(matter.text("trial-procedure"), Some("summary" | "small-claims")) {
        let finding = Finding::new("single-judge-tries-the-case", Severity::Refuse, CPL_FIRST_INSTANCE);
        answer.find(asked_for(finding.citing(FIRST_INSTANCE).about(matter.place("trial-procedure"))));
    }
}

/// Article 14: a judge presides; with jurors a panel has three members, or three judges and four jurors. A panel of
/// judges alone is the Civil Procedure Law's matter: an odd number.
fn article_14_panel(matter: &Matter, panel: Panel, answer: &mut Answer) {
    if panel.jurors > 0 {
        answer.article(PANEL, |answer| {
            if !panel.is_allowed() {
                answer.find(about_the_panel(matter, panel, Finding::new("panel-not-allowed", Severity::Refuse, PANEL)));
            }
        });
        return;
    }
    let second = matter.text("instance") == Some("second");
    let provision = if second { CPL_SECOND_INSTANCE } else { CPL_FIRST_INSTANCE };
    answer.article(provision, |answer| {
        if panel.judges.rem_euclid(2) == 0 {
            let finding = Finding::new("panel-of-even-number", Severity::Refuse, provision);
            let finding = finding.about(matter.place("panel-judges"));
            answer.find(finding.with_number("judges", count(panel.judges)));
        }
    });
}

fn about_the_panel(matter: &Matter, panel: Panel, finding: Finding) -> Finding {
    let finding = finding.about(matter.place("panel-jurors")).with_number("judges", count(panel.judges));
    finding.with_number("jurors", count(panel.jurors))
}

/// Article 21: in a panel of three, jurors vote on fact and law. Article 22: in one of seven they vote on fact; on the
/// law they may speak, and do not vote.
fn articles_21_and_22_vote(matter: &Matter, panel: Panel, answer: &mut Answer) {
    let Some(question) = matter.text("juror-vote-on") else { return };
    match panel.size() {
        3 => answer.article(PANEL_OF_THREE, |_| {}),
        7 => answer.article(PANEL_OF_SEVEN, |answer| {
            if question == "law" {
                let finding = Finding::flag("vote-on-law-by-juror", PANEL_OF_SEVEN).citing(OPINION_ON_RECORD);
                answer.find(finding.about(matter.place("juror-vote-on")));
                answer.conclude("vote-not-counted", None, &[PANEL_OF_SEVEN, OPINION_ON_RECORD]);
            }
        }),
        _ => {}
    }
}
