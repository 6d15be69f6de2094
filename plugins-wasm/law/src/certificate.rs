//! What has come back of a request to serve, addressee by addressee: certificates, and the events that report service by one.

use crate::contract::{Date, Document, Event, Finding, Person, Place};
use crate::{Answer, Item, Matter, Provision, service};

/// The certificate's kind among the documents.
const CERTIFICATE: &str = "certificate-of-service";

/// Papers that are left are left before witnesses, or with a record in pictures.
pub(crate) const LEAVING: Provision = Provision::new("cn-cpl-2023", "89");

/// What has come back for one addressee.
pub(crate) enum Certified {
    /// Served on this day, as this place in the facts says.
    Served(Date, Place),
    /// A certificate says that service was not made.
    Unserved,
    /// Nothing yet.
    Open,
}

/// One to whom the request is addressed. Where there is one addressee, or none is named, everything that came back is about him.
pub(crate) struct Recipient<'a>(Option<Item<'a, Person>>);

/// The certificates that stand: a later one for the same addressees, for more, or for all, replaces an earlier one.
pub(crate) fn standing<'a>(matter: &Matter<'a>) -> Vec<Item<'a, Document>> {
    let mut standing: Vec<Item<Document>> = Vec::new();
    for later in matter.documents_of(CERTIFICATE) {
        standing.retain(|earlier| !covers(&later, earlier));
        standing.push(later);
    }
    standing
}

fn covers(later: &Item<Document>, earlier: &Item<Document>) -> bool {
    let named = |id| later.for_persons.contains(id);
    later.for_persons.is_empty() || !earlier.for_persons.is_empty() && earlier.for_persons.iter().all(named)
}

/// Every certificate that stands, looked at by `rule` under the article that says what it must state. That there is none is a finding.
pub(crate) fn examine<'a>(
    matter: &Matter<'a>,
    article: Provision,
    answer: &mut Answer,
    rule: impl Fn(&Item<'a, Document>, &mut Answer),
) -> Vec<Item<'a, Document>> {
    let certificates = standing(matter);
    answer.article(article, |answer| {
        if certificates.is_empty() {
            answer.find(Finding::correct("certificate-missing", article).about(Place::Documents));
        }
        certificates.iter().for_each(|certificate| rule(certificate, answer));
    });
    certificates
}

/// What has come back means for the side that asked that each addressee is served, or is not, by `article`; or by `open` that nothing is
/// established yet.
pub(crate) fn conclude(matter: &Matter, article: Provision, open: Provision, answer: &mut Answer) {
    for recipient in recipients(matter) {
        match recipient.certified(matter) {
            Certified::Served(on, _) => answer.conclude("served", Some(on), &[article]),
            Certified::Unserved => answer.conclude("not-served", None, &[article]),
            Certified::Open => answer.conclude("pending", None, &[open]),
        }
    }
}

/// The day on which the papers were served, if the certificate says that they were.
fn day_of_service(certificate: &Item<Document>) -> Option<(Date, Place)> {
    let served = certificate.text("result") == Some("served");
    certificate.day("date").filter(|_| served).map(|on| (on, certificate.particular("date")))
}

/// Everybody to whom the request is addressed.
pub(crate) fn recipients<'a>(matter: &Matter<'a>) -> Vec<Recipient<'a>> {
    let addressees: Vec<_> = matter.persons("addressee").collect();
    match addressees.len() {
        0 | 1 => vec![Recipient(None)],
        _ => addressees.into_iter().map(|addressee| Recipient(Some(addressee))).collect(),
    }
}

/// Is there somebody for whom nothing has come back yet?
pub(crate) fn is_open(matter: &Matter) -> bool {
    recipients(matter).iter().any(|recipient| matches!(recipient.certified(matter), Certified::Open))
}

/// By the requested side's law, which on the Mainland lets papers be left only before witnesses, or with photographs or a video. What was
/// left without is not served, and the certificate cannot say that it is.
pub(crate) fn leaving_is_recorded(matter: &Matter, certificate: &Item<Document>, by: Provision, answer: &mut Answer) {
    let on_the_mainland = matter.requested().is_some_and(|court| court.jurisdiction == "CN");
    if !on_the_mainland || certificate.text("method") != Some("leaving") {
        return;
    }
    let finding = if certificate.codes("recorded-by").is_empty() {
        Finding::correct("leaving-not-recorded", LEAVING).about(certificate.particular("recorded-by"))
    } else {
        Finding::inform("satisfied", LEAVING)
    };
    answer.find(finding.citing(by));
}

impl<'a> Recipient<'a> {
    /// What has come back for this addressee: the event that reports a certificate, or else the certificate itself. That service was made
    /// goes before a certificate that it was not.
    pub(crate) fn certified(&self, matter: &Matter<'a>) -> Certified {
        let mut certificates = standing(matter);
        certificates.retain(|it| self.is_meant(it));
        let reported = self.first(matter, "served-per-certificate").map(|event| (event.on, event.place()));
        match reported.or_else(|| certificates.iter().find_map(day_of_service)) {
            Some((on, place)) => Certified::Served(on, place),
            None if certificates.iter().any(|it| it.text("result") == Some("unserved")) => Certified::Unserved,
            None => Certified::Open,
        }
    }

    /// The first event of a kind that has happened and concerns this addressee.
    pub(crate) fn first(&self, matter: &Matter<'a>, kind: &'a str) -> Option<Item<'a, Event>> {
        match &self.0 {
            None => matter.first(kind),
            Some(addressee) => service::events(matter, addressee, kind).into_iter().next(),
        }
    }

    fn is_meant(&self, document: &Item<Document>) -> bool {
        let id = self.0.as_ref().and_then(|addressee| addressee.id.as_deref());
        let named = || document.for_persons.iter().any(|it| Some(it.as_str()) == id);
        self.0.is_none() || document.for_persons.is_empty() || named()
    }
}

#[cfg(test)]
mod tests {
    use crate::contract::Assessment;
    use crate::instruments::{cn_hk_mo_service_2009, cn_hk_service_1999};
    use crate::sample::{Sample, concluded, corrected, date, letter, text};

    const SERVED: &[(&str, &str)] = &[("result", "served"), ("sealed-by", "hk-high-court"), ("date", "2026-04-10")];
    const UNSERVED: &[(&str, &str)] = &[("result", "unserved"), ("sealed-by", "hk-high-court")];

    /// A certificate for these addressees; for all, where none is named.
    fn certificate(sample: Sample, particulars: &[(&str, &str)], of: &[&str]) -> Sample {
        sample.document("certificate-of-service", particulars).with(|facts| {
            let added = facts.documents.last_mut().unwrap();
            added.for_persons = of.iter().map(|&id| id.to_owned()).collect();
        })
    }

    fn returned(sample: Sample) -> Assessment {
        sample.asked(&cn_hk_service_1999::RETURN, "2026-05-16")
    }

    /// The wait for the certificates has passed.
    fn followed(sample: Sample) -> Assessment {
        let waited = sample.asked_on("2026-05-10").event("delivered-to-requested", "2026-01-20");
        waited.asked(&cn_hk_mo_service_2009::FOLLOW_UP, "2026-04-20")
    }

    fn two() -> Sample {
        letter().addressee("a2")
    }

    fn of(id: &str) -> [(&'static str, crate::contract::Value); 1] {
        [("person", text(id))]
    }

    #[test]
    fn the_certificate_for_each_addressee_is_looked_at_in_whatever_order_they_come() {
        for [first, second] in [[SERVED, UNSERVED], [UNSERVED, SERVED]] {
            let both = certificate(certificate(two(), first, &["a1"]), second, &["a2"]);
            assert!(corrected(&returned(both)).contains(&"certificate-without-obstacle"));
        }
    }

    #[test]
    fn a_later_certificate_for_the_same_addressee_or_for_all_replaces_an_earlier_one() {
        for of in [&["a1"] as &[&str], &["a2", "a1"], &[]] {
            let again = certificate(certificate(two(), UNSERVED, &["a1"]), SERVED, of);
            assert_eq!(corrected(&returned(again)), [""; 0]);
        }
    }

    #[test]
    fn what_is_known_of_one_addressee_says_nothing_of_another() {
        let expired = ("method-unavailable", Some(date("2026-04-20")));
        let one_served = two().event_with("served-per-certificate", "2026-03-02", &of("a1"));
        assert_eq!(concluded(&followed(one_served)), [expired, ("served", Some(date("2026-03-02")))]);
        let one_mentioned = two().event_with("mentioned-content", "2026-03-05", &of("a1"));
        assert_eq!(concluded(&followed(one_mentioned)), [("deemed-served", Some(date("2026-03-05"))), expired]);
        let one_unserved = certificate(two(), UNSERVED, &["a2"]);
        assert_eq!(concluded(&followed(one_unserved)), [expired, ("not-served", None)]);
    }

    #[test]
    fn a_certificate_that_no_event_reports_is_one_all_the_same() {
        let in_the_file = certificate(two(), SERVED, &["a1"]);
        let served = ("served", Some(date("2026-04-10")));
        assert_eq!(concluded(&followed(in_the_file)), [("method-unavailable", Some(date("2026-04-20"))), served]);
        let by_item_5 = certificate(letter(), SERVED, &[]).asked(&cn_hk_service_1999::FOLLOW_UP, "2026-05-16");
        assert_eq!(concluded(&by_item_5), [served]);
        let without_day = certificate(letter(), &[("result", "served")], &[]);
        assert_eq!(concluded(&followed(without_day)), [("method-unavailable", Some(date("2026-04-20")))]);
    }

    #[test]
    fn what_names_nobody_is_about_everybody() {
        let all = two().event("served-per-certificate", "2026-03-02");
        assert_eq!(concluded(&followed(all)), [("served", Some(date("2026-03-02")))]);
        let alone = letter().event_with("served-per-certificate", "2026-03-02", &of("a1"));
        assert_eq!(concluded(&followed(alone)), [("served", Some(date("2026-03-02")))]);
    }

    #[test]
    fn papers_that_are_left_on_the_mainland_are_left_with_a_record() {
        let by_leaving = [SERVED, &[("method", "leaving")]].concat();
        let to_the_mainland =
            |sample: Sample| sample.with(|facts| std::mem::swap(&mut facts.requesting, &mut facts.requested));
        let on_the_mainland = returned(to_the_mainland(certificate(letter(), &by_leaving, &[])));
        assert_eq!(corrected(&on_the_mainland), ["leaving-not-recorded"]);
        assert_eq!(concluded(&on_the_mainland), [("certificate-defective", None)]);
        assert_eq!(corrected(&returned(certificate(letter(), &by_leaving, &[]))), [""; 0]);
    }
}
