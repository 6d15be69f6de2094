//! Interpretation (II) of the Supreme People's Court on the Law on the Application of Laws to Foreign-related Civil Relations
//! (最高人民法院关于适用《中华人民共和国涉外民事关系法律适用法》若干问题的解释（二）), 法释〔2023〕12号, in force since 2024-01-01. Thirteen
//! articles, all read `[T]`: how a Mainland court ascertains the law of another place.
//!
//! The facts show what was asked for and what came. What the court does in the hearing has no fact: the materials are shown and the parties
//! heard (article 5), scope may be fixed before (6), an expert may be called, also online (7), a dispute is decided (8), costs (11).

use crate::contract::{Document, Event, Finding};
use crate::letter::is_translated;
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule};

const INSTRUMENT: &str = "cn-foreign-law-interpretation-2023";
const DUTY: Provision = Provision::new(INSTRUMENT, "1");
const CHANNELS: Provision = Provision::new(INSTRUMENT, "2");
const CONTENT: Provision = Provision::new(INSTRUMENT, "3");
const EXPERTS: Provision = Provision::new(INSTRUMENT, "4");
const TIME: Provision = Provision::new(INSTRUMENT, "9");
const JUDGMENT: Provision = Provision::new(INSTRUMENT, "10");
const REGIONS: Provision = Provision::new(INSTRUMENT, "12");
/// Papers in a foreign language are handed in with a Chinese translation.
const TRANSLATION: Provision = Provision::new("cn-cpl-interpretation-2022", "525");
/// The courts of the Mainland and Macao may ask each other for their law.
const MACAO_LOOK_UP: Provision = Provision::new("cn-mo-service-evidence-2001", "25");

/// Article 2(1): the channels that are named, each with the codes that stand for it. The seventh is any other suitable one.
const NAMED_CHANNELS: &[&[&str]] = &[
    &["parties"],
    &["judicial-assistance"],
    &["embassy"],
    &["spc-cooperation"],
    &["cicc-expert"],
    &["law-ascertainment-body", "legal-expert"],
];

/// The ascertainment of the law of another place, by the court that is to apply it.
pub const ASCERTAINMENT: Chapter = Chapter {
    procedure: "foreign-law",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: crate::component::no_periods,
    examine: |matter, _, answer| examine(matter, answer),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "particulars.channels-tried",
        "particulars.law-jurisdiction",
        "particulars.law-provided",
        "particulars.law-provider",
        "particulars.parties-chose-law",
        "particulars.reason-for-not-providing",
        "documents",
        "documents.particulars.extent",
        "docket.law-period-end",
    ],
    rules: &[
        Rule::text(DUTY, &["law-is-not-foreign", "law-not-named", "no-channel-tried"]),
        Rule::text(CHANNELS, &["try-another-channel"]),
        Rule::policy(CHANNELS, &["may-find-unascertainable"]),
        Rule::text(CONTENT, &["case-law-not-in-full"]),
        Rule::text(EXPERTS, &["no-interest-statement-missing", "qualification-proof-missing"]),
        Rule::text(TIME, &["law-period-not-fixed", "law-period-runs", "may-find-unascertainable", "reason-for-delay"]),
        Rule::text(REGIONS, &["regional-law-by-reference"]),
        Rule::knowledge(TRANSLATION, &["translation-missing"]),
        Rule::text(MACAO_LOOK_UP, &["macao-court-may-be-asked"]),
    ],
    cites: &[JUDGMENT],
    settings: &[],
};

/// Is what was provided fit to be used; and if nothing was, what follows?
fn examine(matter: &Matter, answer: &mut Answer) {
    answer.article(DUTY, |answer| article_1_law(matter, answer));
    let provided = matter.flag("law-provided") == Some(true);
    if provided || matter.documents().next().is_some() {
        answer.article(CONTENT, |answer| article_3_content(matter, answer));
        answer.article(TRANSLATION, |answer| {
            matter.documents().for_each(|document| is_translated(&document, &["zh"], TRANSLATION, answer));
        });
    }
    if by_expert(matter) {
        answer.article(EXPERTS, |answer| article_4_experts(matter, answer));
    }
    if !provided {
        not_provided(matter, answer);
    }
}

/// Articles 1 and 12: another State's law; for that of Hong Kong and Macao a court may refer to the same rules.
fn article_1_law(matter: &Matter, answer: &mut Answer) {
    let finding = match matter.text("law-jurisdiction") {
        None => Finding::flag("law-not-named", DUTY),
        Some("CN") => Finding::flag("law-is-not-foreign", DUTY),
        Some(side @ ("HK" | "MO")) => {
            Finding::inform("regional-law-by-reference", REGIONS).with_text("jurisdiction", side)
        }
        Some(_) => return,
    };
    answer.find(finding.about(matter.place("law-jurisdiction")));
}

/// Article 3: the provisions themselves, and how they were obtained, whether they are in force and what they have to do with the dispute; of
/// case law the whole judgments.
fn article_3_content(matter: &Matter, answer: &mut Answer) {
    for judgment in matter.documents_of("case-law").filter(|it| it.text("extent") != Some("full-judgment")) {
        answer.find(Finding::correct("case-law-not-in-full", CONTENT).about(judgment.particular("extent")));
    }
}

/// Does it come from an expert or a body for the ascertainment of law, be it through a party?
fn by_expert(matter: &Matter) -> bool {
    let provider = matter.text("law-provider").filter(|_| matter.flag("law-provided") == Some(true));
    matches!(provider, Some("law-ascertainment-body" | "legal-expert")) || first(matter, "law-expert-opinion").is_some()
}

/// Article 4: who gives an opinion on the law proves the qualification, and states in writing that there is no interest in the case.
fn article_4_experts(matter: &Matter, answer: &mut Answer) {
    let place = first(matter, "law-expert-opinion").map_or(matter.place("law-provider"), |opinion| opinion.place());
    let papers = [
        ("qualification-proof", "qualification-proof-missing"),
        ("no-interest-statement", "no-interest-statement-missing"),
    ];
    for (_, code) in papers.into_iter().filter(|(paper, _)| first(matter, paper).is_none()) {
        answer.find(Finding::correct(code, EXPERTS).about(place.clone()));
    }
}

/// Article 9: who chose a law provides it within the period that the court fixed. Without a good reason the court may find, once the period has
/// ended, that the law cannot be ascertained; with one it may extend the period. Where the parties chose no law, what a party who was asked
/// leaves undone closes one channel only (article 2).
fn not_provided(matter: &Matter, answer: &mut Answer) {
    let chosen = matter.flag("parties-chose-law") == Some(true);
    let excused = matter.text("reason-for-not-providing").is_some();
    if excused {
        answer.find(Finding::inform("reason-for-delay", TIME).about(matter.place("reason-for-not-providing")));
    }
    match period_end(matter) {
        Some(end) if end.on >= matter.as_of() => {
            let finding = Finding::inform("law-period-runs", TIME).about(end.place());
            answer.find(finding.with_day("last-day", end.on));
        }
        Some(_) if chosen && !excused => answer.conclude("may-find-unascertainable", None, &[TIME, JUDGMENT]),
        None if chosen && !excused => answer.find(Finding::flag("law-period-not-fixed", TIME)),
        _ => article_2_channels(matter, answer),
    }
}

/// The end of the period as it was last fixed: an extension moves it.
fn period_end<'a>(matter: &Matter<'a>) -> Option<Item<'a, Event>> {
    matter.events("law-period-end").next_back()
}

/// Article 2(2): what one channel does not yield is sought through another. Only when every channel that is named has been tried may the court
/// find, with its reasons, that the law cannot be ascertained `[P]`.
fn article_2_channels(matter: &Matter, answer: &mut Answer) {
    let regional = matches!(matter.text("law-jurisdiction"), Some("HK" | "MO"));
    let tried = |channel: &[&str]| channel.iter().any(|code| matter.names("channels-tried", code));
    // Within one country there are no embassies.
    let closed = |channel: &[&str]| tried(channel) || (regional && channel.contains(&"embassy"));
    if matter.codes("channels-tried").is_empty() && matter.flag("law-provided").is_none() {
        answer.find(Finding::flag("no-channel-tried", DUTY).about(matter.place("channels-tried")));
    } else if NAMED_CHANNELS.iter().all(|channel| closed(channel)) {
        answer.conclude("may-find-unascertainable", None, &[CHANNELS, JUDGMENT]);
    } else {
        answer.conclude("try-another-channel", None, &[CHANNELS]);
    }
    if matter.text("law-jurisdiction") == Some("MO") && !tried(&["judicial-assistance"]) {
        answer.find(Finding::inform("macao-court-may-be-asked", MACAO_LOOK_UP));
    }
}

fn first<'a>(matter: &Matter<'a>, kind: &'a str) -> Option<Item<'a, Document>> {
    matter.documents_of(kind).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Assessment, Citation, Value};
    use crate::sample::{self, Sample, codes, concluded, found};

    /// Nansha is to apply the law of Hong Kong; a party was asked and brought nothing by 2026-05-29.
    fn asked() -> Sample {
        let nansha = sample::authority("cn-nansha", "CN", "basic-court");
        sample::before(nansha, "foreign-law", "execution", "2026-06-01")
            .particular("law-jurisdiction", "HK")
            .valued("parties-chose-law", Value::Flag(false))
            .valued("law-provided", Value::Flag(false))
            .codes("channels-tried", &["parties"])
            .event("law-period-end", "2026-05-29")
    }

    fn chosen() -> Sample {
        asked().valued("parties-chose-law", Value::Flag(true))
    }

    /// An expert brought an opinion with these papers.
    fn provided(papers: &[&str]) -> Sample {
        let sample = asked().valued("law-provided", Value::Flag(true)).particular("law-provider", "legal-expert");
        papers.iter().fold(sample.document("law-expert-opinion", &[]), |sample, paper| sample.document(paper, &[]))
    }

    const ALL: &[&str] = &["parties", "judicial-assistance", "spc-cooperation", "cicc-expert", "legal-expert"];

    fn answer(sample: Sample) -> Assessment {
        sample.asked(&ASCERTAINMENT, "2026-06-01")
    }

    /// What is said of the law of a foreign State, about which nothing needs to be said in itself.
    fn said(sample: Sample) -> Vec<String> {
        let answer = answer(sample.particular("law-jurisdiction", "XX"));
        found(&answer).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn what_a_party_does_not_bring_is_sought_elsewhere() {
        assert_eq!(concluded(&answer(asked())), [("try-another-channel", None)]);
        assert_eq!(concluded(&answer(asked().without("parties-chose-law"))), [("try-another-channel", None)]);
    }

    #[test]
    fn who_chose_a_law_and_does_not_bring_it_may_lose_it() {
        let answer = answer(chosen());
        assert_eq!(concluded(&answer), [("may-find-unascertainable", None)]);
        let cited = |provision: Provision| answer.conclusions[0].citations.contains(&Citation::from(provision));
        assert!(cited(TIME) && cited(JUDGMENT));
    }

    #[test]
    fn a_good_reason_keeps_the_law_that_was_chosen() {
        let excused = chosen().particular("reason-for-not-providing", "the registry is closed");
        let answer = answer(excused);
        assert_eq!(concluded(&answer), [("try-another-channel", None)]);
        assert_eq!(found(&answer), ["regional-law-by-reference", "reason-for-delay"]);
    }

    #[test]
    fn on_the_last_day_of_the_period_nothing_follows_yet() {
        for sample in [asked(), chosen()] {
            let last_day = answer(sample.asked_on("2026-05-29"));
            assert_eq!(concluded(&last_day), []);
            assert_eq!(found(&last_day), ["regional-law-by-reference", "law-period-runs"]);
        }
        assert_eq!(concluded(&answer(chosen().asked_on("2026-05-30"))), [("may-find-unascertainable", None)]);
    }

    #[test]
    fn an_extension_moves_the_end() {
        assert_eq!(concluded(&answer(chosen().event("law-period-end", "2026-06-30"))), []);
    }

    #[test]
    fn without_a_period_nobody_is_late() {
        let open = chosen().with(|facts| facts.docket.clear());
        let answer = answer(open);
        assert_eq!(concluded(&answer), []);
        assert_eq!(found(&answer), ["regional-law-by-reference", "law-period-not-fixed"]);
    }

    #[test]
    fn when_every_channel_was_tried_the_law_may_be_found_unascertainable() {
        assert_eq!(concluded(&answer(asked().codes("channels-tried", ALL))), [("may-find-unascertainable", None)]);
        for untried in ALL {
            let fewer: Vec<_> = ALL.iter().copied().filter(|channel| channel != untried).collect();
            let answer = answer(asked().codes("channels-tried", &fewer));
            assert_eq!(concluded(&answer), [("try-another-channel", None)], "{untried}");
        }
    }

    #[test]
    fn an_embassy_can_be_asked_about_a_foreign_state_only() {
        let foreign =
            |channels: &[&str]| asked().particular("law-jurisdiction", "XX").codes("channels-tried", channels);
        assert_eq!(concluded(&answer(foreign(ALL))), [("try-another-channel", None)]);
        let embassy = [ALL, &["embassy"]].concat();
        assert_eq!(concluded(&answer(foreign(&embassy))), [("may-find-unascertainable", None)]);
    }

    #[test]
    fn where_nobody_was_asked_yet_the_court_begins() {
        let untouched = asked().without("law-provided").without("channels-tried").with(|facts| facts.docket.clear());
        assert_eq!(said(untouched), ["no-channel-tried"]);
    }

    #[test]
    fn macao_can_be_asked_directly_until_it_was() {
        let macao = |tried: &[&str]| {
            let sample = asked().particular("law-jurisdiction", "MO").valued("channels-tried", codes(tried));
            found(&answer(sample)).contains(&"macao-court-may-be-asked")
        };
        assert!(macao(&["parties"]));
        assert!(!macao(&["parties", "judicial-assistance"]));
    }

    #[test]
    fn an_opinion_comes_with_its_two_papers() {
        assert_eq!(said(provided(&["qualification-proof", "no-interest-statement"])), [""; 0]);
        assert_eq!(said(provided(&["qualification-proof"])), ["no-interest-statement-missing"]);
        assert_eq!(said(provided(&[])), ["qualification-proof-missing", "no-interest-statement-missing"]);
    }

    #[test]
    fn a_body_proves_itself_like_an_expert_and_a_party_does_not() {
        let by = |provider| asked().valued("law-provided", Value::Flag(true)).particular("law-provider", provider);
        assert_eq!(said(by("law-ascertainment-body")).len(), 2);
        assert_eq!(said(by("parties")), [""; 0]);
        assert_eq!(said(by("parties").document("law-expert-opinion", &[])).len(), 2);
    }

    #[test]
    fn case_law_is_brought_whole() {
        let case_law =
            |extent| asked().valued("law-provided", Value::Flag(true)).document("case-law", &[("extent", extent)]);
        assert_eq!(said(case_law("full-judgment")), [""; 0]);
        assert_eq!(said(case_law("extract")), ["case-law-not-in-full"]);
    }

    #[test]
    fn law_in_a_foreign_language_comes_with_a_translation() {
        let english = |translations: &[&str]| {
            let translations = translations.iter().map(|&it| it.to_owned()).collect();
            let sample = asked().valued("law-provided", Value::Flag(true));
            sample.document("case-law", &[("extent", "full-judgment")]).with(|facts| {
                facts.documents[0].languages = vec!["en".to_owned()];
                facts.documents[0].translations = translations;
            })
        };
        assert_eq!(said(english(&[])), ["translation-missing"]);
        assert_eq!(said(english(&["zh"])), [""; 0]);
    }

    #[test]
    fn it_is_about_a_law_that_is_named_and_not_the_court_s_own() {
        let about = |sample: Sample| found(&answer(sample)).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(about(asked().without("law-jurisdiction")), ["law-not-named"]);
        assert_eq!(about(asked().particular("law-jurisdiction", "CN")), ["law-is-not-foreign"]);
    }
}
