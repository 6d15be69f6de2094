//! The record of an exchange of evidence (Evidence Provisions art. 57): the lists of the parties, what is not contested, what is and why,
//! what the court ordered, what remains in dispute, and who signed.

mod asked;

use comity_domain::Date;
use comity_domain::assessment::Finding;
use comity_domain::case::{
    Admission, Admitted, Answer, Case, Compliance, Decision, ExpertRequest, FixedPeriod, Formality, Ground,
    MediationUse, Objection, Order, Party, Produced, Session, Similar, Stance, Undertaken, WantedDocument,
};

pub(crate) use self::asked::asked_for;
use super::page::Page;
use crate::words::{Arg, Family, Locale, Words};

/// The record of the case as it stands, as one file of HTML.
pub(crate) fn case_record(locale: Locale, case: &Case) -> String {
    let said = Said { locale, words: Words::embedded() };
    let mut page = Page::new();
    let title = said.word("record-title");
    page.heading(1, &title);
    said.case(&mut page, case);
    said.parties(&mut page, case);
    said.periods(&mut page, case);
    said.evidence(&mut page, case);
    said.admissions(&mut page, &case.admissions);
    said.objections(&mut page, &case.objections);
    said.issues(&mut page, &case.issues);
    said.orders(&mut page, &case.orders);
    said.experts(&mut page, &case.experts);
    said.undertakings(&mut page, &case.undertakings);
    said.similar(&mut page, &case.similar);
    for (number, session) in (1u32..).zip(&case.sessions) {
        said.session(&mut page, number, session);
    }
    said.end(&mut page, case);
    page.finish(locale, &format!("{title} {}", case.sheet.case_number))
}

/// The words, in one language.
struct Said {
    locale: Locale,
    words: &'static Words,
}

impl Said {
    fn word(&self, id: &str) -> String {
        self.words.text(self.locale, id, &[])
    }

    fn sentence(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.text(self.locale, id, args)
    }

    fn code(&self, list: &str, code: &str) -> String {
        self.word(&format!("hearing-{list}-{code}"))
    }

    fn day(&self, day: Date) -> String {
        self.words.date(self.locale, day)
    }

    fn heads<const N: usize>(&self, ids: [&str; N]) -> Vec<String> {
        ids.iter().map(|id| self.word(id)).collect()
    }

    /// A section with a table, or the word that there is nothing.
    fn section<const N: usize>(&self, page: &mut Page, heading: &str, heads: [&str; N], rows: &[Vec<String>]) {
        page.heading(2, &self.word(heading));
        if rows.is_empty() {
            page.paragraph(&self.word("record-none"));
        } else {
            page.table(&self.heads(heads), rows);
        }
    }

    fn case(&self, page: &mut Page, case: &Case) {
        let sheet = &case.sheet;
        let procedure = [self.code("procedure", &sheet.trial_procedure), self.code("instance", &sheet.instance)];
        let facts = [
            ("record-case-number", sheet.case_number.clone()),
            ("record-cause", sheet.cause_of_action.clone()),
            ("record-court", self.words.code(self.locale, Family::Authority, case.standing.court.as_str())),
            ("record-procedure", self.words.list(self.locale, procedure.to_vec())),
            ("record-opened", self.day(case.standing.opened_on)),
            ("record-state", self.code("state", case.standing.state.code())),
            ("record-case", case.id.to_string()),
        ];
        page.facts(&facts.map(|(id, value)| (self.word(id), value)));
    }

    fn parties(&self, page: &mut Page, case: &Case) {
        let row = |(number, party): (u32, &Party)| {
            let agent = case.agents.get(&number).map(|agent| {
                let id = agent.authorisation.to_string();
                self.sentence("record-authorised", &[("name", Arg::Text(&agent.name)), ("id", Arg::Text(&id))])
            });
            vec![
                number.to_string(),
                party.name.clone(),
                self.code("side", party.side.code()),
                self.words.code(self.locale, Family::Jurisdiction, party.jurisdiction.code()),
                lines(party.representative.iter().cloned().chain(agent)),
            ]
        };
        let rows: Vec<_> = (1..).zip(&case.sheet.parties).map(row).collect();
        let heads = ["record-number", "record-name", "record-side", "record-seat", "record-spoken-for"];
        self.section(page, "record-parties", heads, &rows);
    }

    fn periods(&self, page: &mut Page, case: &Case) {
        let fixed = case.periods.iter().map(|period| self.period(period));
        let extended = case.extensions.iter().map(|it| {
            let party = Arg::Number(i64::from(it.party));
            let (asked, reason) = (Arg::Date(it.asked_on), Arg::Text(&it.reason));
            match (it.decision, it.last_day) {
                (Decision::Granted, Some(until)) => self.sentence(
                    "record-period-extended",
                    &[("party", party), ("asked", asked), ("until", Arg::Date(until)), ("reason", reason)],
                ),
                _ => self
                    .sentence("record-period-not-extended", &[("party", party), ("asked", asked), ("reason", reason)]),
            }
        });
        page.heading(2, &self.word("record-periods"));
        let items: Vec<String> = fixed.chain(extended).collect();
        if items.is_empty() { page.paragraph(&self.word("record-none")) } else { page.list(&items) }
    }

    /// A period that was fixed; that the rules did not answer, and the reason that was given.
    fn period(&self, period: &FixedPeriod) -> String {
        let id = if period.agreed { "record-period-agreed" } else { "record-period-fixed" };
        let days = Arg::Number(i64::from(period.days));
        let args = [("days", days), ("from", Arg::Date(period.from)), ("until", Arg::Date(period.last_day))];
        let silent = matches!(period.answer, Answer::Silent(_)).then(|| self.word("record-rules-silent"));
        let reason = period.override_reason.as_ref();
        let reason = reason.map(|reason| self.sentence("record-period-reason", &[("reason", Arg::Text(reason))]));
        lines([Some(self.sentence(id, &args)), silent, reason].into_iter().flatten())
    }

    /// A list for each party (art. 19).
    fn evidence(&self, page: &mut Page, case: &Case) {
        for (number, party) in (1u32..).zip(&case.sheet.parties) {
            let args = [("party", Arg::Number(i64::from(number))), ("name", Arg::Text(&party.name))];
            page.heading(2, &self.sentence("record-list", &args));
            let own = (1u32..).zip(&case.exhibits).filter(|(_, exhibit)| exhibit.party == number);
            let rows: Vec<_> = own.map(|(number, exhibit)| self.exhibit(number, exhibit)).collect();
            if rows.is_empty() {
                page.paragraph(&self.word("record-no-evidence"));
                continue;
            }
            let heads = [
                "record-number",
                "record-exhibit",
                "record-source",
                "record-proves",
                "record-form",
                "record-formalities",
                "record-produced",
                "record-rules",
            ];
            page.table(&self.heads(heads), &rows);
        }
    }

    fn exhibit(&self, number: u32, exhibit: &Produced) -> Vec<String> {
        let item = &exhibit.item;
        let pages = item.pages.map(|pages| self.sentence("record-pages", &[("pages", Arg::Number(i64::from(pages)))]));
        let form = self.word(if item.original { "record-original" } else { "record-copy" });
        let produced = [
            Some(self.day(exhibit.on)),
            exhibit.late_reason.as_ref().map(|reason| self.sentence("record-late", &[("reason", Arg::Text(reason))])),
            exhibit.rebuts.map(|number| self.sentence("record-rebuts", &[("number", Arg::Number(i64::from(number)))])),
            exhibit.of_mediation.as_ref().map(|made| self.mediation(made)),
            exhibit.withdrawn.as_ref().map(|(day, reason)| {
                self.sentence("record-taken-back", &[("day", Arg::Date(*day)), ("reason", Arg::Text(reason))])
            }),
        ];
        vec![
            number.to_string(),
            lines([item.title.clone(), self.code("sort", item.sort.code())]),
            item.source.clone(),
            item.proves.clone(),
            lines([form].into_iter().chain(pages)),
            self.formalities(exhibit),
            lines(produced.into_iter().flatten()),
            self.rules(&exhibit.answer),
        ]
    }

    /// That it was made in a mediation, which parties agree that it be used, and by whose leave it is.
    fn mediation(&self, made: &MediationUse) -> String {
        let agreed = if made.agreed.is_empty() {
            self.word("record-mediation-not-agreed")
        } else {
            let parties = self.words.list(self.locale, made.agreed.iter().map(ToString::to_string).collect());
            self.sentence("record-mediation-agreed", &[("parties", Arg::Text(&parties))])
        };
        let leave = made.leave.as_ref().map(|reason| self.sentence("record-leave", &[("reason", Arg::Text(reason))]));
        lines([agreed].into_iter().chain(leave))
    }

    fn formalities(&self, exhibit: &Produced) -> String {
        let item = &exhibit.item;
        let side = Arg::Code(Family::Jurisdiction, item.made_in.code());
        let made_in = self.sentence("record-made-in", &[("jurisdiction", side)]);
        let formality = item.formality.as_ref().map(|formality| self.formality(formality));
        let translations = item.translations.iter().map(|translation| {
            let binding = translation.binding().to_string();
            let args = [
                ("language", Arg::Code(Family::Language, &translation.language)),
                ("translator", Arg::Text(&translation.translator)),
                ("binding", Arg::Text(&binding)),
            ];
            self.sentence("record-translation", &args)
        });
        lines([made_in].into_iter().chain(formality).chain(translations))
    }

    fn formality(&self, formality: &Formality) -> String {
        let how = self.code("formality", formality.how.code());
        let (how, by) = (("how", Arg::Text(&how)), ("by", Arg::Text(&formality.by)));
        let day = ("day", Arg::Date(formality.on));
        match &formality.number {
            None => self.sentence("record-formality", &[how, by, day]),
            Some(number) => self.sentence("record-formality-numbered", &[how, by, ("number", Arg::Text(number)), day]),
        }
    }

    /// What the rules said to it. What a release says that this program has no words for is shown by its code.
    fn rules(&self, answer: &Answer) -> String {
        let Answer::Said(check) = answer else { return self.word("record-rules-silent") };
        let finding = |finding: &Finding| {
            if self.words.knows(self.locale, Family::Finding, &finding.code) {
                self.words.finding(self.locale, finding)
            } else {
                finding.code.clone()
            }
        };
        let found: Vec<String> = check.assessment.adverse().map(finding).collect();
        let outcome = check.assessment.outcome.map(|it| self.words.code(self.locale, Family::Outcome, it.code()));
        lines(outcome.into_iter().chain(found))
    }

    fn admissions(&self, page: &mut Page, admissions: &[Admission]) {
        let row = |(number, admission): (u32, &Admission)| {
            let admitted = match &admission.admitted {
                Admitted::Fact { fact } => fact.clone(),
                Admitted::Evidence { exhibit, grounds } => {
                    let grounds = grounds.iter().map(|ground| self.ground(*ground)).collect();
                    let grounds = self.words.list(self.locale, grounds);
                    let args = [("number", Arg::Number(i64::from(*exhibit))), ("grounds", Arg::Text(&grounds))];
                    self.sentence("record-admitted-evidence", &args)
                }
            };
            let standing = match &admission.retracted {
                None => self.word("record-stands"),
                Some((day, retraction, reason)) => {
                    let how = self.code("retraction", retraction.code());
                    let args = [("day", Arg::Date(*day)), ("how", Arg::Text(&how)), ("reason", Arg::Text(reason))];
                    self.sentence("record-retracted", &args)
                }
            };
            vec![number.to_string(), admission.party.to_string(), self.day(admission.on), admitted, standing]
        };
        let rows: Vec<_> = (1..).zip(admissions).map(row).collect();
        let heads = ["record-number", "record-party", "record-day", "record-admitted", "record-outcome"];
        self.section(page, "record-admissions", heads, &rows);
    }

    fn objections(&self, page: &mut Page, objections: &[Objection]) {
        let row = |(number, objection): (u32, &Objection)| {
            let standing = match objection.withdrawn {
                None => self.word("record-stands"),
                Some(day) => self.sentence("record-fallen", &[("day", Arg::Date(day))]),
            };
            vec![
                number.to_string(),
                objection.party.to_string(),
                objection.exhibit.to_string(),
                self.ground(objection.ground),
                objection.reason.clone(),
                objection.reply.clone().unwrap_or_default(),
                standing,
            ]
        };
        let rows: Vec<_> = (1..).zip(objections).map(row).collect();
        let heads = [
            "record-number",
            "record-party",
            "record-exhibit",
            "record-ground",
            "record-reason",
            "record-reply",
            "record-outcome",
        ];
        self.section(page, "record-objections", heads, &rows);
    }

    fn ground(&self, ground: Ground) -> String {
        self.code("ground", ground.code())
    }

    fn issues(&self, page: &mut Page, issues: &[String]) {
        page.heading(2, &self.word("record-issues"));
        if issues.is_empty() { page.paragraph(&self.word("record-none")) } else { page.list(issues) }
    }

    fn orders(&self, page: &mut Page, orders: &[Order]) {
        let row = |(number, order): (u32, &Order)| {
            let wanted = &order.wanted;
            let decided = match &order.decided {
                None => vec![self.word("record-open")],
                Some((decision, until, reason)) => {
                    let until = until.map(|day| self.sentence("record-until", &[("day", Arg::Date(day))]));
                    let decision = self.code("decision", decision.code());
                    [Some(decision), until, Some(reason.clone())].into_iter().flatten().collect()
                }
            };
            let ended = order.compliance.as_ref().map(|compliance| self.compliance(compliance)).unwrap_or_default();
            let reasons = lines([wanted.control.clone(), wanted.reason.clone()]);
            vec![
                number.to_string(),
                order.party.to_string(),
                self.day(order.on),
                self.document(wanted),
                wanted.proves.clone(),
                reasons,
                lines(decided),
                ended,
            ]
        };
        let rows: Vec<_> = (1..).zip(orders).map(row).collect();
        let heads = [
            "record-number",
            "record-party",
            "record-asked",
            "record-wanted",
            "record-proves",
            "record-reason",
            "record-decision",
            "record-outcome",
        ];
        self.section(page, "record-orders", heads, &rows);
    }

    /// The document that is wanted, and who is said to hold it.
    fn document(&self, wanted: &WantedDocument) -> String {
        let holder = Arg::Number(i64::from(wanted.held_by));
        self.sentence("record-held-by", &[("document", Arg::Text(&wanted.document)), ("party", holder)])
    }

    fn compliance(&self, compliance: &Compliance) -> String {
        match compliance {
            Compliance::Produced { exhibit } => {
                self.sentence("hearing-compliance-produced", &[("number", Arg::Number(i64::from(*exhibit)))])
            }
            Compliance::Excused { reason } => {
                self.sentence("hearing-compliance-excused", &[("reason", Arg::Text(reason))])
            }
            Compliance::Withheld { taken_as_true: true } => self.word("hearing-compliance-taken-as-true"),
            Compliance::Withheld { taken_as_true: false } => self.word("hearing-compliance-withheld"),
        }
    }

    fn experts(&self, page: &mut Page, experts: &[ExpertRequest]) {
        let row = |(number, request): (u32, &ExpertRequest)| {
            let decided = match &request.decided {
                None => self.word("record-open"),
                Some((decision, reason)) => lines([self.code("decision", decision.code()), reason.clone()]),
            };
            let expert = &request.expert;
            vec![
                number.to_string(),
                request.party.to_string(),
                self.day(request.on),
                expert.name.clone(),
                lines([expert.qualification.clone(), expert.questions.clone()]),
                self.rules(&request.answer),
                decided,
            ]
        };
        let rows: Vec<_> = (1..).zip(experts).map(row).collect();
        let heads = [
            "record-number",
            "record-party",
            "record-asked",
            "record-name",
            "record-qualification",
            "record-rules",
            "record-decision",
        ];
        self.section(page, "record-experts", heads, &rows);
    }

    fn undertakings(&self, page: &mut Page, undertakings: &[Undertaken]) {
        let row = |it: &Undertaken| {
            let undertaking = &it.undertaking;
            vec![
                undertaking.name.clone(),
                self.code("capacity", undertaking.capacity.code()),
                undertaking.party.map(|party| party.to_string()).unwrap_or_default(),
                self.day(it.on),
                self.code("signature", undertaking.manner.code()),
                undertaking.paper.map(|paper| paper.to_string()).unwrap_or_default(),
            ]
        };
        let rows: Vec<_> = undertakings.iter().map(row).collect();
        let heads = ["record-name", "record-capacity", "record-party", "record-day", "record-manner", "record-paper"];
        self.section(page, "record-undertakings", heads, &rows);
    }

    fn similar(&self, page: &mut Page, similar: &[Similar]) {
        let row = |(number, put): (u32, &Similar)| {
            let precedent = &put.precedent;
            let answers = put.answers.iter().map(|(party, stance, reply)| self.answered(*party, *stance, reply));
            let guiding = precedent.guiding.then(|| self.word("record-guiding"));
            let decided_on = precedent.decided_on.map(|day| self.day(day));
            let name = [precedent.court.clone(), precedent.case_number.clone()];
            vec![
                number.to_string(),
                put.party.to_string(),
                self.day(put.on),
                lines(name.into_iter().chain(decided_on).chain(guiding)),
                lines([precedent.holding.clone(), precedent.likeness.clone()]),
                lines(answers),
            ]
        };
        let rows: Vec<_> = (1..).zip(similar).map(row).collect();
        let heads =
            ["record-number", "record-party", "record-put-forward", "record-case", "record-holding", "record-answers"];
        self.section(page, "record-similar", heads, &rows);
    }

    /// What a party, or the court, said to a similar case.
    fn answered(&self, party: Option<u32>, stance: Stance, reply: &str) -> String {
        let stance = self.code("stance", stance.code());
        let (stance, reply) = (("stance", Arg::Text(&stance)), ("reply", Arg::Text(reply)));
        match party {
            None => self.sentence("record-of-court", &[stance, reply]),
            Some(party) => self.sentence("record-of-party", &[("party", Arg::Number(i64::from(party))), stance, reply]),
        }
    }

    fn session(&self, page: &mut Page, number: u32, session: &Session) {
        let args = [("number", Arg::Number(i64::from(number))), ("day", Arg::Date(session.on))];
        page.heading(2, &self.sentence("record-session", &args));
        let place = session.sitting.as_ref().map(|sitting| {
            let manner = self.code("presence", sitting.manner.code());
            (self.word("record-place"), lines([sitting.time.clone(), sitting.place.clone(), manner]))
        });
        let judge = (self.word("record-led-by"), session.judge.clone());
        page.facts(&[judge].into_iter().chain(place).collect::<Vec<_>>());
        let signature = |name: &str| {
            let signed = session.signatures.iter().find(|signed| signed.name == name);
            signed.map_or_else(
                || self.word("record-unsigned"),
                |signed| {
                    let manner = self.code("signature", signed.manner.code());
                    lines([manner, self.day(signed.on)].into_iter().chain(signed.reason.clone()))
                },
            )
        };
        let judge = vec![
            session.judge.clone(),
            self.code("capacity", "judge"),
            String::new(),
            String::new(),
            signature(&session.judge),
        ];
        let others = session.present.iter().map(|it| {
            vec![
                it.name.clone(),
                self.code("capacity", it.capacity.code()),
                it.party.map(|party| party.to_string()).unwrap_or_default(),
                self.code("presence", it.presence.code()),
                signature(&it.name),
            ]
        });
        let rows: Vec<_> = [judge].into_iter().chain(others).collect();
        let heads = ["record-name", "record-capacity", "record-party", "record-presence", "record-signature"];
        page.table(&self.heads(heads), &rows);
    }

    fn end(&self, page: &mut Page, case: &Case) {
        match &case.content {
            None => page.paragraph(&self.word("record-not-closed")),
            Some(content) => page.facts(&[(self.word("record-content"), content.to_string())]),
        }
    }
}

/// One under the other.
fn lines(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
