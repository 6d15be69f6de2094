//! Interpretation of the Supreme People's Court on the Application of the Civil Procedure Law, 法释〔2022〕11号, in force since 2022-04-10.
//! What it says of service, for the chapters of the Civil Procedure Law and of the Provisions of 2009. Articles 134, 135, 136, 138, 140,
//! 532 and 549 were read `[T]`; 133, 533 and 534 are known, their text was not read `[K]`.
//!
//! It still counts the articles of the law before the amendment of 2023: its "article 274(8)" is now article 283(2).

use crate::contract::{Event, Finding, Person, Severity};
use crate::service::{self, Bar};
use crate::{Answer, Item, Matter, Provision, Rule};

const INSTRUMENT: &str = "cn-cpl-interpretation-2022";
/// A mediation statement is served on the party himself, and never left.
pub(crate) const MEDIATION_STATEMENT: Provision = Provision::new(INSTRUMENT, "133");
/// The court requested to serve here serves within ten days.
pub(crate) const ENTRUSTED: Provision = Provision::new(INSTRUMENT, "134");
/// The day on which the court's system shows that a message was sent.
pub(crate) const ARRIVAL: Provision = Provision::new(INSTRUMENT, "135");
/// Consent to electronic service is written in the confirmation of the address for service.
pub(crate) const CONFIRMATION: Provision = Provision::new(INSTRUMENT, "136");
/// The day of the announcement is that of the last posting or publication.
pub(crate) const DAY_OF_ANNOUNCEMENT: Provision = Provision::new(INSTRUMENT, "138");
/// No announcement in summary procedure.
pub(crate) const SUMMARY_PROCEDURE: Provision = Provision::new(INSTRUMENT, "140");
/// The judgment that follows on an announcement is announced, too.
pub(crate) const ANNOUNCED_JUDGMENT: Provision = Provision::new(INSTRUMENT, "532");
/// A foreigner, or who represents a foreign entity, is served here if he is here.
pub(crate) const PRESENT: Provision = Provision::new(INSTRUMENT, "533");
/// Post abroad: the signed receipt, and what follows where nothing shows receipt.
pub(crate) const POST: Provision = Provision::new(INSTRUMENT, "534");
/// Cases of Hong Kong, Macao and Taiwan may be handled by reference to the rules for foreign-related ones.
pub(crate) const BY_REFERENCE: Provision = Provision::new(INSTRUMENT, "549");

/// What article 133 says.
pub(crate) const RULE_133: Rule =
    Rule::knowledge(MEDIATION_STATEMENT, &["mediation-statement-may-not-be-left", "method-unavailable"]);
/// What article 140 says.
pub(crate) const RULE_140: Rule =
    Rule::text(SUMMARY_PROCEDURE, &["announcement-in-summary-procedure", "method-unavailable"]);
/// What article 532 says; it still speaks of three months.
pub(crate) const RULE_532: Rule = Rule::uncertain(ANNOUNCED_JUDGMENT, &["announced-judgment-period-unsettled"]);

/// Article 133: a mediation statement is not left.
pub(crate) fn article_133_not_left(matter: &Matter, addressee: &Item<Person>) -> Option<Bar> {
    let statement = service::documents_for(matter, addressee).find(|document| document.kind == "mediation-statement");
    statement.map(|it| Bar::new("mediation-statement-may-not-be-left", MEDIATION_STATEMENT, it.part("kind")))
}

/// Article 140: summary procedure knows no announcement. Small claims are heard in summary procedure (Civil Procedure Law, article 165).
pub(crate) fn article_140_announcement(matter: &Matter, method: &str, answer: &mut Answer) {
    if let Some(finding) = in_summary_procedure(matter, Severity::Refuse).filter(|_| method == "announcement") {
        answer.conclude("method-unavailable", None, &[SUMMARY_PROCEDURE]);
        answer.find(finding);
    }
}

/// Article 140, of an announcement that was made all the same: for a judge.
pub(crate) fn article_140_announced(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) {
    if let Some(announced) = service::events(matter, addressee, "announced").last()
        && let Some(finding) = in_summary_procedure(matter, Severity::Flag)
    {
        answer.find(finding.about(announced.place()));
    }
}

fn in_summary_procedure(matter: &Matter, severity: Severity) -> Option<Finding> {
    let finding = Finding::new("announcement-in-summary-procedure", severity, SUMMARY_PROCEDURE);
    let summary = matches!(matter.text("trial-procedure"), Some("summary" | "small-claims"));
    summary.then(|| finding.about(matter.place("trial-procedure")))
}

/// Article 532: a judgment by default is announced like the papers before it, and this text still counts three months, as the law did
/// before 2023. Which of the two counts for the judgment is open `[?]`.
pub(crate) fn article_532_announced_judgment(
    matter: &Matter,
    addressee: &Item<Person>,
    announced: &Item<Event>,
    answer: &mut Answer,
) {
    if service::is_served_with(matter, addressee, "judgment") {
        let finding = Finding::flag("announced-judgment-period-unsettled", ANNOUNCED_JUDGMENT);
        answer.find(finding.about(announced.place()));
    }
}
