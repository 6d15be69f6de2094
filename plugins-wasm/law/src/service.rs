//! Service that a court effects under its own law: who is served, through whom, whether a method is open, and what an attempt came to.
//! Which methods there are and what each of them presupposes, the instruments say in their own articles.
//!
//! An event of the docket that names a person concerns that addressee, or everybody whom that person represents; one that names nobody
//! concerns every addressee.

use crate::contract::{Date, Document, Event, Finding, Period, Person, Place, Roll, Severity, Unit};
use crate::{Answer, Days, Item, Matter, Provision};

/// The procedure's code.
pub(crate) const SERVICE: &str = "domestic-service";
/// The wait after posting, without proof.
pub(crate) const POSTAL_WAIT: &str = "postal-wait";
/// The wait after an announcement.
pub(crate) const ANNOUNCEMENT_WAIT: &str = "announcement-wait";
/// The articles on post, here and for addressees abroad, wait for this long.
pub(crate) const THREE_MONTHS: (i32, Unit) = (3, Unit::Months);

/// What the laws on service read; they look at the same facts.
pub(crate) const READS: &[&str] = &[
    "forum",
    "particulars.case-category",
    "particulars.failed-methods",
    "particulars.instance",
    "particulars.pending-methods",
    "particulars.publication-places",
    "particulars.service-method",
    "particulars.state-allows",
    "particulars.state-forbids",
    "particulars.trial-procedure",
    "persons.addressee",
    "persons.agent",
    "persons.branch",
    "persons.legal-representative",
    "persons.related-entity",
    "persons.representative-office",
    "persons.particulars.address",
    "persons.particulars.agrees-to-method",
    "persons.particulars.authorised-to-receive",
    "persons.particulars.authority-excludes-receipt",
    "persons.particulars.co-defendant",
    "persons.particulars.consents-to-e-service",
    "persons.particulars.e-address-origin",
    "persons.particulars.link-to-addressee",
    "persons.particulars.person-kind",
    "persons.particulars.present-in",
    "persons.particulars.whereabouts",
    "documents",
    "docket.acted-on-content",
    "docket.announced",
    "docket.announcement-ordered",
    "docket.arrival-proved",
    "docket.handed-over",
    "docket.left-at-place",
    "docket.mentioned-content",
    "docket.message-arrived",
    "docket.posted",
    "docket.read",
    "docket.receipt-signed",
    "docket.refused-to-sign",
    "docket.served",
    "docket.served-per-certificate",
    "docket.system-success",
    "docket.particulars.channel",
    "docket.particulars.method",
    "docket.particulars.person",
];

/// Why a method is not open to the court.
pub(crate) struct Bar {
    finding: Finding,
    provisions: Vec<Provision>,
    firm: bool,
}

/// What an attempt at service came to: a conclusion that is not yet drawn, because the earliest success decides.
pub(crate) struct Attempt {
    code: &'static str,
    on: Option<Date>,
    provisions: Vec<Provision>,
}

/// What a law says of the addressee as a whole, whatever the methods.
pub(crate) struct Outcome {
    /// That the earliest of several successes fixes the day, if it says so.
    pub(crate) earliest: Option<Provision>,
    /// Where nothing was established.
    pub(crate) pending: Provision,
    /// That the papers may be left where they are refused.
    pub(crate) leaving: Provision,
}

impl Bar {
    /// By this provision the method is not open.
    pub(crate) fn new(code: &str, provision: Provision, about: Place) -> Self {
        let finding = Finding::new(code, Severity::Refuse, provision).about(about);
        Self { finding, provisions: vec![provision], firm: true }
    }

    /// …for a lack in the facts that can be made good before the step, and that an attempt which was made has overcome.
    pub(crate) fn curable(mut self) -> Self {
        self.finding.severity = Severity::Correct;
        self.unless_it_was_done()
    }

    /// …as far as the facts go: an attempt that was made all the same is not undone by their silence.
    pub(crate) fn unless_it_was_done(mut self) -> Self {
        self.firm = false;
        self
    }

    /// …and by this one.
    pub(crate) fn citing(mut self, provision: Provision) -> Self {
        self.finding = self.finding.citing(provision);
        self.provisions.push(provision);
        self
    }

    /// …with a word or code for its text.
    pub(crate) fn with_text(mut self, name: &str, value: &str) -> Self {
        self.finding = self.finding.with_text(name, value);
        self
    }

    /// Before the step: it may not be taken, and the court goes on to the next method.
    pub(crate) fn refuse(self, answer: &mut Answer) {
        if self.finding.severity == Severity::Refuse {
            answer.conclude("method-unavailable", None, &self.provisions);
        }
        answer.find(self.finding);
    }

    /// …whatever the facts leave open: what was left must have been left in the right place, and they must show it.
    pub(crate) fn at_any_rate(mut self) -> Self {
        self.firm = true;
        self
    }

    /// After the step: nothing, where only the facts are silent; else a person should look, and the attempt does not count.
    pub(crate) fn voids(mut self, answer: &mut Answer) -> Option<Attempt> {
        if !self.firm {
            return None;
        }
        self.finding.severity = Severity::Flag;
        answer.find(self.finding);
        Some(Attempt::barred(&self.provisions))
    }
}

impl Attempt {
    /// Service took effect on this day.
    pub(crate) fn served(on: Date, provisions: &[Provision]) -> Self {
        Self::new("served", Some(on), provisions)
    }

    /// The law presumes it for this day.
    pub(crate) fn deemed(on: Date, provisions: &[Provision]) -> Self {
        Self::new("deemed-served", Some(on), provisions)
    }

    /// It counts as failed.
    pub(crate) fn failed(on: Option<Date>, provisions: &[Provision]) -> Self {
        Self::new("not-served", on, provisions)
    }

    /// It may still succeed.
    pub(crate) fn open(provisions: &[Provision]) -> Self {
        Self::new("pending", None, provisions)
    }

    /// It was made by a method that may not be used.
    pub(crate) fn barred(provisions: &[Provision]) -> Self {
        Self::new("method-unavailable", None, provisions)
    }

    /// Is it still open?
    pub(crate) fn is_open(&self) -> bool {
        self.code == "pending"
    }

    /// The day on which service took effect, or is presumed to have.
    pub(crate) fn effective_on(&self) -> Option<Date> {
        self.on.filter(|_| matches!(self.code, "served" | "deemed-served"))
    }

    /// Of attempts of one kind in the order of their days the first success, or else the last that came to nothing.
    pub(crate) fn first_success(attempts: Vec<Self>) -> Option<Self> {
        let at = attempts.iter().position(|attempt| attempt.effective_on().is_some());
        let at = at.or(attempts.len().checked_sub(1))?;
        attempts.into_iter().nth(at)
    }

    fn new(code: &'static str, on: Option<Date>, provisions: &[Provision]) -> Self {
        Self { code, on, provisions: provisions.to_vec() }
    }

    fn draw(&self, answer: &mut Answer) {
        answer.conclude(self.code, self.on, &self.provisions);
    }
}

/// The addressees who are domiciled on one of these sides.
pub(crate) fn addressees<'a>(matter: &Matter<'a>, sides: &'a [&'a str]) -> impl Iterator<Item = Item<'a, Person>> {
    matter
        .persons("addressee")
        .filter(|addressee| addressee.jurisdiction.as_deref().is_some_and(|it| sides.contains(&it)))
}

/// What happened of a kind by the day of the question and concerns this addressee, in the order of the days.
pub(crate) fn events<'a>(matter: &Matter<'a>, addressee: &Item<'a, Person>, kind: &'a str) -> Vec<Item<'a, Event>> {
    let happened = matter.events(kind).filter(|event| event.on <= matter.as_of());
    happened.filter(|event| concerns(matter, addressee, event)).collect()
}

fn concerns(matter: &Matter, addressee: &Item<Person>, event: &Item<Event>) -> bool {
    let Some(named) = event.text("person") else { return true };
    addressee.id.as_deref() == Some(named) || matter.person(named).is_none_or(|person| person.role != "addressee")
}

/// The documents that are meant for this addressee.
pub(crate) fn documents_for<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
) -> impl Iterator<Item = Item<'a, Document>> {
    let id = addressee.get().id.as_deref();
    let meant = move |document: &Item<Document>| document.for_persons.iter().any(|it| Some(it.as_str()) == id);
    matter.documents().filter(move |document| document.for_persons.is_empty() || meant(document))
}

/// Is a document of this kind meant for this addressee?
pub(crate) fn is_served_with(matter: &Matter, addressee: &Item<Person>, kind: &str) -> bool {
    documents_for(matter, addressee).any(|document| document.kind == kind)
}

/// The method that is to be used: the one that is named, or else announcement if that was ordered.
pub(crate) fn method<'a>(matter: &Matter<'a>) -> Option<&'a str> {
    let ordered = matter.first("announcement-ordered").map(|_| "announcement");
    matter.text("service-method").or(ordered)
}

/// Nothing can be said of a method that is not named.
pub(crate) fn no_method(matter: &Matter, provision: Provision, answer: &mut Answer) {
    answer.find(Finding::flag("method-not-chosen", provision).about(matter.place("service-method")));
}

/// By which method, and through whom, papers came into somebody's hands. The person whom the event names decides before the method,
/// because what is left is left with somebody.
pub(crate) fn through<'a>(matter: &Matter<'a>, event: &Item<'a, Event>) -> (&'a str, Option<Item<'a, Person>>) {
    let named = event.text("person").and_then(|id| matter.person(id)).filter(|person| person.role != "addressee");
    let by_role = named.as_ref().and_then(|person| match person.get().role.as_str() {
        "agent" => Some("litigation-agent"),
        "related-entity" if person.text("link-to-addressee") == Some("wholly-owned-by-addressee") => {
            Some("wholly-owned-enterprise")
        }
        "related-entity" => Some("co-defendant-entity"),
        role @ ("branch" | "legal-representative" | "representative-office") => Some(role),
        _ => None,
    });
    let by_method = event.text("method").filter(|&method| method != "leaving");
    (by_role.or(by_method).unwrap_or("personal"), named)
}

/// What was handed over or left for this addressee, in the order of the days; `true` where it was left.
pub(crate) fn in_hand<'a>(matter: &Matter<'a>, addressee: &Item<'a, Person>) -> Vec<(bool, Item<'a, Event>)> {
    let handed = events(matter, addressee, "handed-over").into_iter().map(|event| (false, event));
    let left = events(matter, addressee, "left-at-place").into_iter().map(|event| (true, event));
    let mut all: Vec<_> = handed.chain(left).collect();
    all.sort_by_key(|(_, event)| event.on);
    all
}

/// What shows that the addressee has the documents although he signed for nothing: he mentioned them to the court, or acted on them. The
/// earliest that fits one of these methods, or names none.
pub(crate) fn sign_of_receipt<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
    fits: impl Fn(Option<&str>) -> bool,
) -> Option<Item<'a, Event>> {
    let facts = ["mentioned-content", "acted-on-content"].into_iter().flat_map(|kind| events(matter, addressee, kind));
    facts.filter(|fact| fits(fact.text("method"))).min_by_key(|fact| fact.on)
}

/// There is a person in this role, in the Mainland, and nothing bars him. The one whom the event names, if it names one.
pub(crate) fn through_somebody<'a>(
    matter: &Matter<'a>,
    role: &'a str,
    named: Option<&Item<'a, Person>>,
    provision: Provision,
    bar: impl Fn(&Item<'a, Person>) -> Option<Bar>,
) -> Option<Bar> {
    if let Some(named) = named {
        return bar(named);
    }
    let missing = Bar::new("recipient-missing", provision, Place::Persons).with_text("role", role).unless_it_was_done();
    let mut worst = Some(missing);
    for person in matter.persons(role) {
        worst = bar(&person);
        if worst.is_none() {
            break;
        }
    }
    worst
}

/// An office or entity stands where it is: in the Mainland or not.
pub(crate) fn stands_elsewhere(person: &Item<Person>, provision: Provision) -> Option<Bar> {
    let here = person.jurisdiction.as_deref() == Some("CN");
    let bar = Bar::new("recipient-outside-mainland", provision, person.place()).with_text("role", &person.role);
    (!here).then_some(bar)
}

/// A person is met in the Mainland, or not. That he is somewhere else is known or, where nothing is said, only not excluded.
pub(crate) fn is_elsewhere(person: &Item<Person>, provision: Provision) -> Option<Bar> {
    let bar = Bar::new("not-in-mainland", provision, person.particular("present-in"));
    match person.text("present-in") {
        Some("CN") => None,
        Some(_) => Some(bar),
        None => Some(bar.unless_it_was_done()),
    }
}

/// The addressee himself or, for a company, whoever represents it, is in the Mainland.
pub(crate) fn in_person(matter: &Matter, addressee: &Item<Person>, provision: Provision) -> Option<Bar> {
    if addressee.text("person-kind") == Some("company") {
        through_somebody(matter, "legal-representative", None, provision, |person| is_elsewhere(person, provision))
    } else {
        is_elsewhere(addressee, provision)
    }
}

/// There is an address to send to.
pub(crate) fn has_no_address(addressee: &Item<Person>, provision: Provision) -> Option<Bar> {
    let bar = Bar::new("address-missing", provision, addressee.particular("address")).curable();
    addressee.text("address").is_none().then_some(bar)
}

/// The addressee can be written to: his whereabouts are known (下落不明 is the contrary), and there is an address.
pub(crate) fn can_be_found(addressee: &Item<Person>) -> bool {
    addressee.text("whereabouts") != Some("unknown") && addressee.text("address").is_some()
}

/// A method that this law does not know.
pub(crate) fn not_provided(matter: &Matter, method: &str, provision: Provision) -> Bar {
    Bar::new("method-not-provided", provision, matter.place("service-method")).with_text("method", method)
}

/// Announcement comes last: no method is still under way, and none that is open was left out.
pub(crate) fn is_last_resort(
    matter: &Matter,
    addressee: &Item<Person>,
    (under_way, left_out): (Vec<String>, Vec<String>),
    (provision, beside): (Provision, Provision),
    answer: &mut Answer,
) {
    if !under_way.is_empty() {
        let finding = Finding::new("announcement-beside-other-methods", Severity::Refuse, provision).citing(beside);
        answer.find(finding.about(matter.place("pending-methods")).with_codes("methods", &under_way));
    }
    if !left_out.is_empty() {
        let finding = Finding::new("announcement-before-other-methods", Severity::Refuse, provision);
        answer.find(finding.about(addressee.place()).with_codes("methods", &left_out));
    }
}

/// The methods that were begun and are not finished; post is one of them while its wait runs.
pub(crate) fn under_way(matter: &Matter, post: Option<&Attempt>) -> Vec<String> {
    let mut methods: Vec<_> = matter.codes("pending-methods").to_vec();
    if post.is_some_and(Attempt::is_open) && !has_failed(matter, "post") {
        methods.push("post".to_owned());
    }
    methods.retain(|method| method != "announcement");
    methods.sort();
    methods.dedup();
    methods
}

/// Of these methods, the ones that are open and were neither begun nor tried in vain.
pub(crate) fn left_out<'a>(
    matter: &Matter,
    methods: &[&'a str],
    post: Option<&Attempt>,
    is_open: impl Fn(&'a str) -> bool,
) -> Vec<String> {
    let begun = |method: &str| matter.names("pending-methods", method) || (method == "post" && post.is_some());
    let untried = methods.iter().filter(|method| !begun(method) && !has_failed(matter, method));
    untried.filter(|method| is_open(method)).map(|&method| method.to_owned()).collect()
}

/// A method failed if the court says so. Whoever was to be met in person was also met where papers were to be left with him, and a
/// company is met in whoever represents it.
fn has_failed(matter: &Matter, method: &str) -> bool {
    let same: &[&str] = match method {
        "personal" | "legal-representative" => &["personal", "legal-representative", "leaving"],
        _ => &[method],
    };
    same.iter().any(|it| matter.names("failed-methods", it))
}

/// Each period once: events may concern more than one addressee.
pub(crate) fn distinct(periods: impl Iterator<Item = Period>) -> Vec<Period> {
    let mut all = Vec::new();
    for period in periods {
        if !all.contains(&period) {
            all.push(period);
        }
    }
    all
}

/// A wait on the Mainland's calendar. Whether its last day moves off a rest day is switch `deemed-date-roll` `[P]`.
pub(crate) fn wait(
    matter: &Matter,
    code: &str,
    event: &Item<Event>,
    length: (i32, Unit),
    provisions: &[Provision],
) -> Period {
    let roll = if matter.switch("deemed-date-roll") == "no-roll" { Roll::None } else { Roll::NextWorkingDay };
    Period::from_event(code, event.index, length, "CN").rolling(roll).citing(provisions.iter().copied())
}

/// The last day of a wait that is over.
pub(crate) fn over(matter: &Matter, days: &Days, wait: &Period) -> Option<Date> {
    days.of(wait).filter(|&last_day| last_day < matter.as_of())
}

/// Announced papers are deemed served when the wait is over.
pub(crate) fn announced(matter: &Matter, days: &Days, wait: &Period, provisions: &[Provision]) -> Attempt {
    over(matter, days, wait).map_or_else(|| Attempt::open(provisions), |on| Attempt::deemed(on, provisions))
}

/// A conclusion for one addressee. A day of service that the court has established decides; else the earliest success; else what every
/// attempt came to.
pub(crate) fn conclude(
    matter: &Matter,
    addressee: &Item<Person>,
    attempts: &[Attempt],
    law: &Outcome,
    answer: &mut Answer,
) {
    let earliest = attempts.iter().filter(|it| it.effective_on().is_some()).min_by_key(|it| it.effective_on());
    match (events(matter, addressee, "served").last(), earliest) {
        (Some(established), earliest) => {
            differs_from(established, earliest, answer);
            answer.conclude("served", Some(established.on), &[PROOF]);
        }
        (None, Some(earliest)) => {
            several(attempts, law, answer);
            earliest.draw(answer);
        }
        (None, None) => nothing_yet(matter, addressee, attempts, law, answer),
    }
}

/// Civil Procedure Law, article 87: the date on the proof of service is the date of service.
pub(crate) const PROOF: Provision = Provision::new("cn-cpl-2023", "87");

/// The court established another day than the docket shows: for a judge, because the parties' periods run from it `[P]`.
fn differs_from(established: &Item<Event>, earliest: Option<&Attempt>, answer: &mut Answer) {
    if let Some(on) = earliest.and_then(Attempt::effective_on).filter(|&on| on != established.on) {
        let finding = Finding::flag("established-day-differs", PROOF).about(established.place());
        answer.find(finding.with_day("established", established.on).with_day("shown", on));
    }
}

fn several(attempts: &[Attempt], law: &Outcome, answer: &mut Answer) {
    let successes = attempts.iter().filter(|it| it.effective_on().is_some()).count();
    if let Some(provision) = law.earliest.filter(|_| successes > 1) {
        answer.find(Finding::inform("earliest-success-decides", provision).with_number("successes", successes));
    }
}

fn nothing_yet(matter: &Matter, addressee: &Item<Person>, attempts: &[Attempt], law: &Outcome, answer: &mut Answer) {
    let left = !events(matter, addressee, "left-at-place").is_empty();
    for refused in events(matter, addressee, "refused-to-sign").iter().filter(|_| !left) {
        answer.find(Finding::flag("refused-but-not-left", law.leaving).about(refused.place()));
    }
    for attempt in attempts {
        attempt.draw(answer);
    }
    if attempts.is_empty() {
        answer.conclude("pending", None, &[law.pending]);
    }
}
