//! Provisions of the Supreme People's Court on Online Case Filing for Cross-border Litigants
//! (最高人民法院关于为跨境诉讼当事人提供网上立案服务的若干规定), a judicial document without a 法释 number, in force since 2021-02-03. Twelve
//! articles: the first four were read `[T]`; what follows them is known from reports `[T-sec]`, so that those rules cite no number.
//!
//! Reported too, but without a fact that could show it: on application the fifteen days for a supplement may become thirty `[K]`, and papers
//! that touch sovereignty, unity or State secrets are not filed `[K]`. A person looks after both.

#[cfg(test)]
mod tests;

use crate::contract::{Date, Document, Event, Finding, Period, Person, Place, Roll, Severity, Unit};
use crate::execution::CN_COUNTING;
use crate::letter::is_translated;
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, switches};

const INSTRUMENT: &str = "cn-online-filing-2021";
const LITIGANTS: Provision = Provision::new(INSTRUMENT, "1");
const CASES: Provision = Provision::new(INSTRUMENT, "2");
const IDENTITY: Provision = Provision::new(INSTRUMENT, "4");
/// An article after the fourth, whose number was not verified.
const UNNUMBERED: Provision = Provision::new(INSTRUMENT, "?");
/// A power of attorney that is signed before a judge is recognised.
const SIGNED_BEFORE_A_JUDGE: Provision = Provision::new("cn-cpl-interpretation-2022", "523");
/// A power of attorney from abroad is notarised and legalised, or proved as a treaty says.
const NOTARISED_ABROAD: Provision = Provision::new("cn-cpl-2023", "275");

/// Article 4: the result of the verification of identity, within three working days.
const THREE_WORKING_DAYS: (i32, Unit) = (3, Unit::WorkingDays);
const IDENTITY_VERIFICATION: &str = "identity-verification";
/// One notice of all defects, and fifteen days to supplement.
const FIFTEEN_DAYS: (i32, Unit) = (15, Unit::Days);
const SUPPLEMENT_FILING: &str = "supplement-filing";
/// What cannot be decided at once is decided within seven working days.
const SEVEN_WORKING_DAYS: (i32, Unit) = (7, Unit::WorkingDays);
const DECIDE_FILING: &str = "decide-filing";

/// A filing that has arrived.
pub const FILING: Chapter = Chapter {
    procedure: "online-filing",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine,
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "particulars.case-category",
        "particulars.instance",
        "persons.party",
        "persons.particulars.party-side",
        "documents",
        "documents.particulars.notarised",
        "documents.particulars.witnessing",
        "docket.defect-notice",
        "docket.papers-complete",
        "docket.registered",
        "docket.supplement-received",
    ],
    rules: &[
        Rule::text(LITIGANTS, &["domicile-not-stated", "filing-party-missing", "not-a-cross-border-litigant"]),
        Rule::policy(LITIGANTS, &["co-litigant-from-the-mainland"]),
        Rule::text(CASES, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(CASES, &["not-first-instance"]),
        Rule::text(IDENTITY, &[IDENTITY_VERIFICATION, "identity-result-overdue"]),
        Rule::secondary(UNNUMBERED, &["power-of-attorney-not-witnessed"]),
        Rule::knowledge(UNNUMBERED, &["translation-missing"]),
        Rule::secondary(
            UNNUMBERED,
            &[
                SUPPLEMENT_FILING,
                "defects-noticed-twice",
                "supplement-not-handed-in",
                "supplement-outstanding",
                "supplement-too-late",
            ],
        ),
        Rule::secondary(UNNUMBERED, &[DECIDE_FILING, "filing-decision-overdue"]),
    ],
    cites: &[CN_COUNTING, NOTARISED_ABROAD, SIGNED_BEFORE_A_JUDGE],
    settings: &[&switches::NON_CIVIL_MATTER],
};

/// Days are counted by the Civil Procedure Law; working days are counted as such, so that they end on one.
fn periods(matter: &Matter) -> Vec<Period> {
    let from = |event: &Item<Event>, code, length| Period::from_event(code, event.index, length, "CN");
    let identity = matter.first("registered").map(|event| from(&event, IDENTITY_VERIFICATION, THREE_WORKING_DAYS));
    let supplement = matter.first("defect-notice").map(|event| from(&event, SUPPLEMENT_FILING, FIFTEEN_DAYS));
    let decision = matter.first("papers-complete").map(|event| from(&event, DECIDE_FILING, SEVEN_WORKING_DAYS));
    let periods = [
        identity.map(|period| period.citing([IDENTITY])),
        supplement.map(|period| {
            period.rolling(Roll::NextWorkingDay).met_by(&["supplement-received"]).citing([UNNUMBERED, CN_COUNTING])
        }),
        decision.map(|period| period.citing([UNNUMBERED])),
    ];
    periods.into_iter().flatten().collect()
}

/// May this filing be made here, in this way, and is it whole?
fn examine(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(LITIGANTS, |answer| article_1_litigants(matter, answer));
    answer.article(CASES, |answer| article_2_cases(matter, answer));
    if matter.first("registered").is_some() {
        answer.article(IDENTITY, |answer| {
            overdue(matter, days.last_day(IDENTITY_VERIFICATION), "identity-result-overdue", IDENTITY, answer);
        });
    }
    for document in matter.documents_of("power-of-attorney") {
        power_of_attorney(&document, answer);
    }
    answer.article(UNNUMBERED, |answer| {
        matter.documents().for_each(|document| is_translated(&document, &["zh"], UNNUMBERED, answer));
    });
    if let Some(notice) = matter.first("defect-notice") {
        answer.article(UNNUMBERED, |answer| supplement(matter, &notice, days, answer));
    }
    overdue(matter, days.last_day(DECIDE_FILING), "filing-decision-overdue", UNNUMBERED, answer);
}

/// Article 1: foreigners, residents of Hong Kong, Macao and Taiwan, Mainland citizens who live abroad or there, and entities registered abroad
/// or there. It is for who files; the other side may be anybody. A Mainland litigant beside one from elsewhere is for a person `[P]`.
fn article_1_litigants(matter: &Matter, answer: &mut Answer) {
    let filing: Vec<_> =
        matter.persons("party").filter(|party| party.text("party-side") != Some("defendant")).collect();
    if filing.is_empty() {
        answer.find(Finding::correct("filing-party-missing", LITIGANTS).about(Place::Persons));
    }
    let cross_border = filing.iter().any(|party| party.jurisdiction.as_deref().is_some_and(|side| side != "CN"));
    for party in &filing {
        article_1_litigant(party, cross_border, answer);
    }
}

fn article_1_litigant(party: &Item<Person>, with_others: bool, answer: &mut Answer) {
    let finding = match party.jurisdiction.as_deref() {
        None => Finding::correct("domicile-not-stated", LITIGANTS),
        Some("CN") if with_others => Finding::flag("co-litigant-from-the-mainland", LITIGANTS),
        Some("CN") => Finding::new("not-a-cross-border-litigant", Severity::Refuse, LITIGANTS),
        Some(_) => return,
    };
    answer.find(finding.about(party.part("jurisdiction")));
}

/// Article 2: civil and commercial actions of first instance. Mainland courts hear labour disputes as civil cases.
fn article_2_cases(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let finding = Finding::new("outside-civil-and-commercial", severity, CASES);
        answer.find(finding.about(matter.place("case-category")).with_text("category", category));
    }
    if matter.text("instance") == Some("second") {
        let finding = Finding::new("not-first-instance", Severity::Refuse, CASES);
        answer.find(finding.about(matter.place("instance")));
    }
}

/// Signed on video before the judge, a power of attorney needs no notary and no legalisation; otherwise it does.
fn power_of_attorney(document: &Item<Document>, answer: &mut Answer) {
    let witnessing = document.text("witnessing");
    let before_judge = witnessing == Some("video-before-judge");
    let notarised = witnessing == Some("notary") || document.flag("notarised") == Some(true);
    let provision = if notarised && !before_judge { NOTARISED_ABROAD } else { SIGNED_BEFORE_A_JUDGE };
    answer.article(provision, |answer| {
        if !before_judge && !notarised {
            let finding = Finding::correct("power-of-attorney-not-witnessed", UNNUMBERED);
            let finding = finding.citing(SIGNED_BEFORE_A_JUDGE).citing(NOTARISED_ABROAD);
            answer.find(finding.about(document.particular("witnessing")));
        }
    });
}

/// All defects are noticed at once. While the fifteen days run the filing waits for its supplement; after them its papers go back, and what
/// comes then is too late.
fn supplement(matter: &Matter, notice: &Item<Event>, days: &Days, answer: &mut Answer) {
    if let Some(again) = matter.events("defect-notice").find(|event| event.index != notice.index) {
        answer.find(Finding::flag("defects-noticed-twice", UNNUMBERED).about(again.place()));
    }
    let Some(last_day) = days.last_day(SUPPLEMENT_FILING) else { return };
    let finding = match handed_in(matter, notice) {
        Some(event) if event.on > last_day => Finding::new("supplement-too-late", Severity::Refuse, UNNUMBERED)
            .about(event.place())
            .with_day("handed-in", event.on),
        Some(_) => return,
        None if last_day < matter.as_of() => {
            Finding::new("supplement-not-handed-in", Severity::Refuse, UNNUMBERED).about(notice.place())
        }
        None => Finding::correct("supplement-outstanding", UNNUMBERED).about(notice.place()),
    };
    answer.find(finding.with_day("last-day", last_day).citing(CN_COUNTING));
}

/// The first supplement after the notice; papers that are complete were supplemented.
fn handed_in<'a>(matter: &Matter<'a>, notice: &Item<Event>) -> Option<Item<'a, Event>> {
    let events = matter.events("supplement-received").chain(matter.events("papers-complete"));
    let since = events.filter(|event| notice.on <= event.on && event.on <= matter.as_of());
    since.min_by_key(|event| event.on)
}

/// Notes that what the court owed was due. No event says that it was done.
fn overdue(matter: &Matter, last_day: Option<Date>, code: &str, provision: Provision, answer: &mut Answer) {
    if let Some(last_day) = last_day.filter(|&last_day| last_day < matter.as_of()) {
        answer.find(Finding::inform(code, provision).with_day("last-day", last_day));
    }
}
