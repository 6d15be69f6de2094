//! A court's ruling on an application to confirm a mediation agreement (CPL arts 205, 206), as it is printed for the parties. It shows a sealed
//! file that has been verified; what counts is that file.

use comity_domain::confirmation::{Ruling, Verdict};

use super::page::Page;
use crate::words::{Arg, Family, Locale, Words};

/// A copy that a party was given, from which it can have the agreement enforced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Copied {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// The number of the party, from 1.
    pub(crate) party: u32,
}

/// The ruling, as one file of HTML. `digest` is that of the sealed file.
pub(crate) fn ruling(locale: Locale, ruling: &Ruling, digest: &str, copied: Option<Copied>) -> String {
    let words = Words::embedded();
    let word = |id: &str| words.text(locale, id, &[]);
    let mut page = Page::new();
    let title = word("ruling-title");
    page.heading(1, &title);
    if let Some(Copied { number, party }) = copied {
        let name = (1..).zip(&ruling.parties).find(|(at, _)| *at == party).map(|(_, party)| party.name.as_str());
        let args = [("number", Arg::Number(number.into())), ("party", Arg::Text(name.unwrap_or_default()))];
        page.paragraph(&words.text(locale, "ruling-copy-for", &args));
    }
    let court = words.code(locale, Family::Authority, ruling.sealed_by.as_str());
    let mut facts = vec![
        (word("confirmation-court"), court),
        (word("ruling-application"), ruling.confirmation.to_string()),
        (word("ruling-settlement"), ruling.settlement.to_string()),
    ];
    facts.extend(ruling.agreement.map(|agreement| (word("ruling-agreement"), agreement.to_string())));
    for (number, party) in (1..).zip(&ruling.parties) {
        let name = match &party.agent {
            Some(agent) => words.text(
                locale,
                "ruling-represented",
                &[("party", Arg::Text(&party.name)), ("agent", Arg::Text(agent))],
            ),
            None => party.name.clone(),
        };
        facts.push((words.text(locale, "mediation-party", &[("number", Arg::Number(number))]), name));
    }
    page.facts(&facts);
    page.heading(2, &word("ruling-decision"));
    page.paragraph(&word(&format!("ruling-verdict-{}", ruling.verdict.code())));
    if ruling.verdict == Verdict::Refused {
        let ground = |code: &str| word(&format!("confirmation-ground-{code}"));
        page.list(&ruling.grounds.iter().map(|it| ground(it.code())).collect::<Vec<_>>());
    }
    if let Some(reason) = &ruling.reason {
        page.paragraph(reason);
    }
    page.facts(&[
        (word("confirmation-judge"), ruling.judge.clone()),
        (word("ruling-day"), words.date(locale, ruling.on)),
        (word("ruling-file"), digest.to_owned()),
    ]);
    page.paragraph(&word("ruling-shows-file"));
    page.finish(locale, &title)
}

#[cfg(test)]
mod tests {
    use comity_domain::confirmation::Ground;
    use comity_domain::mediation::Party;
    use comity_domain::{Jurisdiction, confirmation};
    use comity_record::{Digest, Time};

    use super::*;

    fn ruled(verdict: Verdict, grounds: Vec<Ground>) -> Ruling {
        let party = |name: &str, agent: Option<&str>| Party {
            name: name.into(),
            jurisdiction: Jurisdiction::Hk,
            agent: agent.map(str::to_owned),
        };
        Ruling {
            confirmation: "cn/01KEQ3V3T0000000000000000A".parse().unwrap(),
            sealed_by: "cn-nansha".parse().unwrap(),
            sealed_at: Time::from_unix_ms(1_768_179_723_000),
            settlement: Digest::of(b"settlement"),
            agreement: Some(Digest::of(b"agreement")),
            parties: vec![party("<b>buyer</b>", Some("counsel")), party("seller", None)],
            judge: "judge".into(),
            on: "2026-01-20".parse().unwrap(),
            verdict,
            grounds,
            reason: Some("reason".into()),
        }
    }

    #[test]
    fn a_ruling_that_confirms_says_what_follows_from_it_in_every_language() {
        for locale in Locale::ALL {
            let html = ruling(locale, &ruled(Verdict::Confirmed, Vec::new()), "sha256:file", None);
            assert!(!html.contains('⟨') && html.contains("sha256:file") && !html.contains("<b>buyer"), "{html}");
        }
        let html = ruling(Locale::En, &ruled(Verdict::Confirmed, Vec::new()), "sha256:file", None);
        for said in ["Nansha", "enforcement", "counsel", "judge", &Digest::of(b"agreement").to_string()] {
            assert!(html.contains(said), "{said}: {html}");
        }
    }

    #[test]
    fn a_copy_names_its_number_and_the_party_that_may_enforce_by_it() {
        for locale in Locale::ALL {
            let copied = Some(Copied { number: 3, party: 2 });
            let html = ruling(locale, &ruled(Verdict::Confirmed, Vec::new()), "sha256:file", copied);
            let (copy, _) = html.split_once("</h1>").unwrap().1.split_once("</p>").unwrap();
            assert!(copy.contains('3') && copy.contains("seller") && !copy.contains("buyer"), "{copy}");
        }
        let html = ruling(Locale::En, &ruled(Verdict::Confirmed, Vec::new()), "sha256:file", None);
        assert!(!html.contains("Copy"), "what is printed by whoever has the file is no copy for a party");
    }

    #[test]
    fn a_ruling_that_refuses_gives_each_ground() {
        let refused = ruled(Verdict::Refused, confirmation::Ground::ALL.to_vec());
        let html = ruling(Locale::En, &refused, "sha256:file", None);
        assert_eq!(html.matches("<li>").count(), confirmation::Ground::ALL.len());
        assert!(html.contains("not applied for by all parties") && !html.contains("enforcement"), "{html}");
    }
}
