//! The letter of request on paper, for an authority abroad: what Hague Evidence Convention art. 3 asks for, in the reader's language. Under it
//! stands the digest of the document that was sealed, so that the paper can be held against the record.

use comity_domain::matter::{Abroad, Asks, Evidence, Matter, Request, RequestedAct};
use comity_domain::{AuthorityId, Jurisdiction};

use super::page::Page;
use crate::words::{Arg, Family, Locale, Words};

/// The letter as it stands, as one file of HTML.
pub(crate) fn letter_of_request(locale: Locale, matter: &Matter) -> String {
    let said = Said { locale, words: Words::embedded() };
    let mut page = Page::new();
    let title = said.word("rogatory-title");
    page.heading(1, &title);
    said.parties(&mut page, matter);
    said.case(&mut page, &matter.request);
    match &matter.request.asks {
        Asks::Evidence(evidence) => said.evidence(&mut page, evidence),
        Asks::Service(addressees) => {
            page.heading(2, &said.word("rogatory-addressees"));
            let row = |it: &comity_domain::matter::Addressee| {
                vec![
                    text(it.name.as_ref()),
                    text(it.address.as_ref()),
                    said.code(Family::Jurisdiction, it.jurisdiction.code()),
                ]
            };
            let rows: Vec<_> = addressees.iter().map(row).collect();
            page.table(&said.heads(["rogatory-name", "rogatory-address", "rogatory-seat"]), &rows);
        }
    }
    said.papers(&mut page, &matter.request);
    said.seal(&mut page, matter);
    page.finish(locale, &format!("{title} {}", matter.request.case_number))
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

    fn code(&self, family: Family, code: &str) -> String {
        self.words.code(self.locale, family, code)
    }

    fn heads<const N: usize>(&self, ids: [&str; N]) -> Vec<String> {
        ids.iter().map(|id| self.word(id)).collect()
    }

    /// Names and what they are, without those of which nothing is said.
    fn facts<const N: usize>(&self, page: &mut Page, facts: [(&str, Option<String>); N]) {
        let stated = facts.into_iter().filter_map(|(id, value)| Some((self.word(id), value?)));
        page.facts(&stated.collect::<Vec<_>>());
    }

    fn parties(&self, page: &mut Page, matter: &Matter) {
        let chain = &matter.standing.chain;
        let named = |authority: &AuthorityId| match &matter.request.abroad {
            Some(abroad) if authority.jurisdiction() == Jurisdiction::Xx => whole_name(abroad),
            _ => self.code(Family::Authority, authority.as_str()),
        };
        let facts = [
            ("rogatory-originating", Some(named(&chain.originating))),
            ("rogatory-transmitting", Some(named(&chain.transmitting))),
            ("rogatory-receiving", Some(named(&chain.receiving))),
            ("rogatory-matter", Some(matter.id.to_string())),
        ];
        self.facts(page, facts);
    }

    fn case(&self, page: &mut Page, request: &Request) {
        page.heading(2, &self.word("rogatory-case"));
        let facts = [
            ("rogatory-case-number", Some(request.case_number.clone())),
            ("rogatory-category", Some(self.code(Family::CaseCategory, &request.case_category))),
            ("rogatory-nature", request.nature_of_case.clone()),
            ("rogatory-hearing", request.hearing.map(|day| self.words.date(self.locale, day))),
            ("rogatory-method", request.special_method.as_ref().map(|it| self.code(Family::Method, it))),
        ];
        self.facts(page, facts);
    }

    fn evidence(&self, page: &mut Page, evidence: &Evidence) {
        let facts = [
            ("rogatory-background", evidence.case_background.clone()),
            ("rogatory-reason", evidence.reason_for_request.clone()),
            ("rogatory-exemption", evidence.exemption.clone()),
            ("rogatory-contact", evidence.contact_person.clone()),
            ("rogatory-contact-details", evidence.contact_details.clone()),
        ];
        self.facts(page, facts);
        page.heading(2, &self.word("rogatory-persons"));
        let persons = evidence.persons.iter().map(|person| {
            let role = self.code(Family::Role, &person.role);
            vec![role, text(person.name.as_ref()), text(person.address.as_ref()), text(person.identification.as_ref())]
        });
        let heads = ["rogatory-role", "rogatory-name", "rogatory-address", "rogatory-identification"];
        page.table(&self.heads(heads), &persons.collect::<Vec<_>>());
        for (number, act) in (1i64..).zip(&evidence.acts) {
            page.heading(2, &self.words.text(self.locale, "rogatory-act", &[("number", Arg::Number(number))]));
            self.act(page, evidence, act);
        }
    }

    fn act(&self, page: &mut Page, evidence: &Evidence, act: &RequestedAct) {
        let named = |id: &String| evidence.persons.iter().find(|it| it.id == *id).and_then(|it| it.name.clone());
        let facts = [
            ("rogatory-what", Some(self.code(Family::Act, &act.kind))),
            ("rogatory-person", act.person.as_ref().and_then(named)),
            ("rogatory-holder", act.holder.clone()),
            ("rogatory-described", act.documents_described.clone()),
            ("rogatory-subject", act.subject.clone()),
            ("rogatory-place", act.place.clone()),
        ];
        self.facts(page, facts);
        if !act.questions.is_empty() {
            page.paragraph(&self.word("rogatory-questions"));
            page.list(&act.questions);
        }
    }

    fn papers(&self, page: &mut Page, request: &Request) {
        if request.documents.is_empty() {
            return;
        }
        page.heading(2, &self.word("rogatory-papers"));
        let languages = |codes: &[String]| {
            self.words.list(self.locale, codes.iter().map(|code| self.code(Family::Language, code)).collect())
        };
        let rows = request.documents.iter().map(|paper| {
            let name = paper.file.as_ref().map(|file| file.name.clone());
            let (kind, copies) = (self.code(Family::Document, &paper.kind), paper.copies.to_string());
            vec![kind, text(name.as_ref()), languages(&paper.languages), languages(&paper.translations), copies]
        });
        let heads =
            ["rogatory-kind", "rogatory-file", "rogatory-languages", "rogatory-translations", "rogatory-copies"];
        page.table(&self.heads(heads), &rows.collect::<Vec<_>>());
    }

    /// A seal of ink is the authority's to set; what was sealed here is named.
    fn seal(&self, page: &mut Page, matter: &Matter) {
        page.heading(2, &self.word("rogatory-seal"));
        match matter.letter_digest {
            Some(digest) => {
                let digest = digest.to_string();
                page.paragraph(&self.words.text(self.locale, "rogatory-sealed", &[("digest", Arg::Text(&digest))]));
            }
            None => page.paragraph(&self.word("rogatory-not-sealed")),
        }
    }
}

fn whole_name(abroad: &Abroad) -> String {
    let Abroad { state, name, address } = abroad;
    format!("{name}\n{state}\n{address}")
}

fn text(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use comity_domain::aggregate::Aggregate as _;
    use comity_domain::matter::{Chain, Event};
    use serde_json::json;

    use super::*;

    fn matter() -> Matter {
        let request = serde_json::from_value(json!({
            "case_number": "（2026）粤0191民初700号",
            "case_category": "civil-commercial",
            "letter": { "languages": ["zh", "en"], "copies": 2 },
            "abroad": { "state": "Utopia", "name": "Ministry <of> Justice", "address": "1 Court Street" },
            "evidence": {
                "case_background": "借款",
                "persons": [{ "id": "w1", "role": "witness", "jurisdiction": "XX", "name": "Witness Two" }],
                "acts": [{ "kind": "examine-witness", "person": "w1", "questions": ["Who signed?"] }],
            },
            "documents": [],
        }));
        let chain = Chain {
            originating: "cn-nansha".parse().unwrap(),
            transmitting: "cn-gd-hpc".parse().unwrap(),
            receiving: "xx-central-authority".parse().unwrap(),
        };
        let drafted = Event::Drafted { chain, request: request.unwrap() };
        let id = "cn/01KEQ3V3T0000000000000000A".parse().unwrap();
        Matter::fold(&id, [(jiff::civil::date(2026, 3, 2), &drafted)]).unwrap().unwrap()
    }

    #[test]
    fn a_letter_on_paper_names_the_authority_abroad_and_asks_its_questions_in_every_language() {
        for locale in Locale::ALL {
            let page = letter_of_request(locale, &matter());
            for said in ["Ministry &lt;of&gt; Justice", "Utopia", "1 Court Street", "Who signed?", "Witness Two"] {
                assert!(page.contains(said), "{locale}: {said}");
            }
            assert!(!page.contains('⟨'), "{locale}: {page}");
        }
    }

    #[test]
    fn a_letter_that_nobody_has_sealed_says_so_and_one_that_was_names_its_digest() {
        let mut matter = matter();
        let not_sealed = Words::embedded().text(Locale::En, "rogatory-not-sealed", &[]);
        assert!(letter_of_request(Locale::En, &matter).contains(&not_sealed));
        let digest = comity_record::Digest::of(b"sealed");
        matter.letter_digest = Some(digest);
        let page = letter_of_request(Locale::En, &matter);
        assert!(page.contains(&digest.to_string()) && !page.contains(&not_sealed));
    }
}
