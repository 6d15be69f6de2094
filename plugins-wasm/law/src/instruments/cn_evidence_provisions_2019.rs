//! Several Provisions of the Supreme People's Court on Evidence in Civil Proceedings (最高人民法院关于民事诉讼证据的若干规定),
//! 法释〔2019〕19号, in force since 2020-05-01. A hundred articles, all read `[T]`; here those that ask something of evidence from outside the
//! Mainland, of the period for producing evidence, and of the persons with special knowledge whom the parties bring.
//!
//! No fact shows who handed a paper in, how many opponents are to have a copy (article 19), when it came (the consequences of lateness) or
//! that evidence was exchanged, which ends the period (article 56). A person looks after these.

use crate::contract::{Document, Event, Finding, Severity};
use crate::letter::is_translated;
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule};

const INSTRUMENT: &str = "cn-evidence-provisions-2019";
const FORMALITIES: Provision = Provision::new(INSTRUMENT, "16");
const LANGUAGE: Provision = Provision::new(INSTRUMENT, "17");
const PERIOD: Provision = Provision::new(INSTRUMENT, "51");
const EXPERT_ASSISTANTS: Provision = Provision::new(INSTRUMENT, "83");
const EXPERT_ASSISTANTS_ROLE: Provision = Provision::new(INSTRUMENT, "84");
/// One or two persons with special knowledge, asked for before the period ends; what they say counts as the party's statement.
const ONE_OR_TWO: Provision = Provision::new("cn-cpl-interpretation-2022", "122");

/// Interpretation, article 122: at most two persons with special knowledge for each party.
const EXPERT_ASSISTANTS_PER_PARTY: usize = 2;

/// Article 51: the most by summary procedure.
const SUMMARY_PROCEDURE_DAYS: i64 = 15;
/// …and, as a rule, for small claims.
const SMALL_CLAIMS_DAYS: i64 = 7;

/// Papers that a court or another authority makes.
const PUBLIC_DOCUMENTS: &[&str] = &[
    "certification",
    "court-leave",
    "court-order",
    "decision",
    "full-bench-ruling",
    "judges-instruction",
    "judgment",
    "mediation-statement",
    "payment-order",
    "ruling",
];

/// The evidence that the parties produce, and what they ask for beside it.
pub const PRODUCTION: Chapter = Chapter {
    procedure: "evidence-production",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: crate::component::no_periods,
    examine: |matter, _, answer| examine(matter, answer),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "particulars.evidence-period-days",
        "particulars.instance",
        "particulars.trial-procedure",
        "documents",
        "documents.particulars.made-in",
        "documents.particulars.proof-formality",
        "docket.evidence-period-end",
        "docket.expert-assistant-requested",
        "docket.particulars.by",
    ],
    rules: &[
        Rule::text(FORMALITIES, &["foreign-document-unproved", "proof-formality-missing"]),
        Rule::text(LANGUAGE, &["translation-missing"]),
        Rule::text(
            PERIOD,
            &[
                "evidence-period-too-long",
                "evidence-period-too-short",
                "evidence-period-usually-shorter",
                "trial-procedure-not-stated",
            ],
        ),
        Rule::text(ONE_OR_TWO, &["expert-assistant-too-late", "expert-assistants-too-many"]),
        Rule::text(EXPERT_ASSISTANTS_ROLE, &["expert-assistant-speaks-for-party"]),
    ],
    cites: &[EXPERT_ASSISTANTS],
    settings: &[],
};

/// Is the evidence in due form, its period within the bounds, and what was asked for beside it in time?
fn examine(matter: &Matter, answer: &mut Answer) {
    answer.article(FORMALITIES, |answer| {
        matter.documents().for_each(|document| article_16_formalities(&document, answer));
    });
    answer.article(LANGUAGE, |answer| {
        matter.documents().for_each(|document| is_translated(&document, &["zh"], LANGUAGE, answer));
    });
    if let Some(days) = matter.number("evidence-period-days") {
        answer.article(PERIOD, |answer| article_51_period(matter, days, answer));
    }
    if matter.events("expert-assistant-requested").next().is_some() {
        answer.article(ONE_OR_TWO, |answer| expert_assistants(matter, answer));
    }
}

/// Article 16: what was made in Hong Kong, Macao or Taiwan goes through the formalities of proof that concern it; a public document of a foreign
/// State is notarised there or proved as a treaty says. Of other foreign papers only those on personal status need it; the facts do not say
/// which they are.
fn article_16_formalities(document: &Item<Document>, answer: &mut Answer) {
    let Some(side) = document.text("made-in").filter(|_| document.text("proof-formality").is_none()) else { return };
    let public = PUBLIC_DOCUMENTS.contains(&document.kind.as_str());
    let finding = match side {
        "CN" => return,
        "XX" if !public => Finding::flag("foreign-document-unproved", FORMALITIES),
        _ => Finding::correct("proof-formality-missing", FORMALITIES).with_text("jurisdiction", side),
    };
    answer.find(finding.about(document.particular("proof-formality")).with_text("document", &document.kind));
}

/// Article 51: a period that the court fixes has at least fifteen days at first instance by ordinary procedure and at least ten for new evidence
/// at second instance; at most fifteen by summary procedure, to which small claims belong, and for these *as a rule* at most seven, so that a
/// person looks at more. Outside these bounds it may not be fixed.
fn article_51_period(matter: &Matter, days: i64, answer: &mut Answer) {
    let place = matter.place("evidence-period-days");
    let procedure = matter.text("trial-procedure");
    let (least, most) = match procedure {
        _ if matter.text("instance") == Some("second") => (10, None),
        Some("ordinary") => (15, None),
        Some("summary" | "small-claims") => (1, Some(SUMMARY_PROCEDURE_DAYS)),
        Some(_) => return,
        None => return answer.find(Finding::flag("trial-procedure-not-stated", PERIOD).about(place)),
    };
    let bounded = |finding: Finding, name, bound| {
        finding.about(place.clone()).with_number("given", count(days)).with_number(name, count(bound))
    };
    if days < least {
        answer.find(bounded(Finding::new("evidence-period-too-short", Severity::Refuse, PERIOD), "least", least));
    } else if let Some(most) = most.filter(|&most| days > most) {
        answer.find(bounded(Finding::new("evidence-period-too-long", Severity::Refuse, PERIOD), "most", most));
    } else if most.is_some() && procedure == Some("small-claims") && days > SMALL_CLAIMS_DAYS {
        answer.find(bounded(Finding::flag("evidence-period-usually-shorter", PERIOD), "most", SMALL_CLAIMS_DAYS));
    }
}

/// A number of days, as it is shown.
fn count(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}

/// Interpretation, article 122; articles 83 and 84: before the period for producing evidence ends a party may ask that one or two persons with
/// special knowledge appear. What they say of the professional question counts as the party's statement, and they take part in nothing else.
fn expert_assistants(matter: &Matter, answer: &mut Answer) {
    let requests: Vec<_> = matter.events("expert-assistant-requested").collect();
    for (earlier, request) in requests.iter().enumerate() {
        is_in_time(matter, request, answer);
        // Without the name of the party nobody can say whose request it is.
        let Some(party) = request.text("by") else { continue };
        let asked = requests.iter().take(earlier).filter(|it| it.text("by") == Some(party)).count();
        if asked == EXPERT_ASSISTANTS_PER_PARTY {
            answer.find(Finding::correct("expert-assistants-too-many", ONE_OR_TWO).about(request.place()));
        }
    }
    answer.find(Finding::inform("expert-assistant-speaks-for-party", EXPERT_ASSISTANTS_ROLE).citing(ONE_OR_TWO));
}

/// The last day is still before the end; a period that was extended ends when it ends now.
fn is_in_time(matter: &Matter, request: &Item<Event>, answer: &mut Answer) {
    let end = matter.events("evidence-period-end").next_back();
    if let Some(end) = end.filter(|end| end.on < request.on) {
        let finding = Finding::new("expert-assistant-too-late", Severity::Refuse, ONE_OR_TWO);
        let finding = finding.citing(EXPERT_ASSISTANTS).about(request.place());
        answer.find(finding.with_day("asked", request.on).with_day("last-day", end.on));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Value;
    use crate::sample::{self, Sample, found, text};

    fn produced() -> Sample {
        let nansha = sample::authority("cn-nansha", "CN", "basic-court");
        sample::before(nansha, "evidence-production", "execution", "2026-05-22")
            .particular("trial-procedure", "ordinary")
            .particular("instance", "first")
    }

    /// Evidence made on that side, with this formality if any.
    fn made_in(side: &str, formality: Option<&str>) -> Sample {
        paper("evidence-material", side, formality)
    }

    fn paper(kind: &str, side: &str, formality: Option<&str>) -> Sample {
        let made_in = [("made-in", side)];
        let proved = formality.map(|it| ("proof-formality", it));
        let particulars: Vec<_> = made_in.into_iter().chain(proved).collect();
        produced().document(kind, &particulars)
    }

    fn asks(sample: Sample, by: Option<&str>, on: &str) -> Sample {
        let by: Vec<_> = by.map(|party| ("by", text(party))).into_iter().collect();
        sample.event_with("expert-assistant-requested", on, &by)
    }

    fn says(sample: Sample) -> Vec<String> {
        found(&sample.asked(&PRODUCTION, "2026-05-22")).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn evidence_of_hong_kong_and_macao_goes_through_its_formalities() {
        for side in ["HK", "MO"] {
            assert_eq!(says(made_in(side, None)), ["proof-formality-missing"]);
            for formality in ["attested", "notarised", "e-verified"] {
                assert_eq!(says(made_in(side, Some(formality))), [""; 0]);
            }
        }
    }

    #[test]
    fn what_was_made_in_the_mainland_needs_none() {
        assert_eq!(says(made_in("CN", None)), [""; 0]);
        assert_eq!(says(produced().document("evidence-material", &[])), [""; 0]);
    }

    #[test]
    fn of_foreign_papers_the_public_ones_are_proved_and_a_person_looks_at_the_others() {
        assert_eq!(says(paper("judgment", "XX", None)), ["proof-formality-missing"]);
        assert_eq!(says(paper("judgment", "XX", Some("notarised"))), [""; 0]);
        assert_eq!(says(made_in("XX", None)), ["foreign-document-unproved"]);
    }

    #[test]
    fn evidence_without_chinese_text_comes_with_a_translation() {
        let english = |translations: &[&str]| {
            let translations = translations.iter().map(|&it| it.to_owned()).collect();
            made_in("HK", Some("attested")).with(|facts| {
                facts.documents[0].languages = vec!["en".to_owned()];
                facts.documents[0].translations = translations;
            })
        };
        assert_eq!(says(english(&["pt"])), ["translation-missing"]);
        assert_eq!(says(english(&["zh"])), [""; 0]);
    }

    #[test]
    fn the_period_keeps_within_the_bounds_of_its_procedure() {
        let period = |instance, procedure, days| {
            let sample = produced().particular("instance", instance).particular("trial-procedure", procedure);
            says(sample.valued("evidence-period-days", Value::Number(days)))
        };
        assert_eq!(period("first", "ordinary", 15), [""; 0]);
        assert_eq!(period("first", "ordinary", 14), ["evidence-period-too-short"]);
        assert_eq!(period("second", "ordinary", 10), [""; 0]);
        assert_eq!(period("second", "ordinary", 9), ["evidence-period-too-short"]);
        assert_eq!(period("first", "summary", 15), [""; 0]);
        assert_eq!(period("first", "summary", 16), ["evidence-period-too-long"]);
        assert_eq!(period("first", "small-claims", 7), [""; 0]);
        assert_eq!(period("first", "small-claims", 8), ["evidence-period-usually-shorter"]);
        assert_eq!(period("first", "small-claims", 15), ["evidence-period-usually-shorter"]);
        assert_eq!(period("first", "small-claims", 16), ["evidence-period-too-long"]);
        assert_eq!(period("first", "small-claims", 0), ["evidence-period-too-short"]);
        assert_eq!(period("first", "special", 3), [""; 0]);
    }

    #[test]
    fn a_period_outside_its_bounds_may_not_be_fixed() {
        let weighs = |procedure, days| {
            let sample = produced().particular("trial-procedure", procedure);
            let sample = sample.valued("evidence-period-days", Value::Number(days));
            sample.asked(&PRODUCTION, "2026-05-22").findings.iter().map(|finding| finding.severity).min()
        };
        assert_eq!(weighs("ordinary", 14), Some(Severity::Refuse));
        assert_eq!(weighs("summary", 16), Some(Severity::Refuse));
        assert_eq!(weighs("small-claims", 8), Some(Severity::Flag));
    }

    #[test]
    fn no_number_of_days_is_too_strange() {
        for days in [i64::MIN, -1, i64::MAX] {
            let sample = produced().particular("trial-procedure", "summary");
            assert_eq!(says(sample.valued("evidence-period-days", Value::Number(days))).len(), 1, "{days}");
        }
    }

    #[test]
    fn a_period_without_its_procedure_is_for_a_person() {
        let sample = produced().without("trial-procedure").valued("evidence-period-days", Value::Number(12));
        assert_eq!(says(sample), ["trial-procedure-not-stated"]);
    }

    #[test]
    fn who_asks_for_an_expert_asks_before_the_period_ends() {
        let asked = |on| asks(produced().event("evidence-period-end", "2026-05-20"), None, on);
        assert_eq!(says(asked("2026-05-20")), ["expert-assistant-speaks-for-party"]);
        assert_eq!(says(asked("2026-05-21")), ["expert-assistant-too-late", "expert-assistant-speaks-for-party"]);
        let extended = asked("2026-05-21").event("evidence-period-end", "2026-05-29");
        assert_eq!(says(extended), ["expert-assistant-speaks-for-party"]);
    }

    #[test]
    fn each_party_may_bring_two() {
        let day = "2026-05-18";
        let two = asks(asks(produced(), Some("p1"), day), Some("p1"), day);
        assert_eq!(says(asks(two, Some("p2"), day)), ["expert-assistant-speaks-for-party"]);
        let three = ["p1", "p1", "p1"].into_iter().fold(produced(), |sample, party| asks(sample, Some(party), day));
        assert_eq!(says(three), ["expert-assistants-too-many", "expert-assistant-speaks-for-party"]);
        let unnamed = [(); 3].into_iter().fold(produced(), |sample, ()| asks(sample, None, day));
        assert_eq!(says(unnamed), ["expert-assistant-speaks-for-party"]);
    }
}
