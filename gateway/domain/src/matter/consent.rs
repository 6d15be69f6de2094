//! What an act of evidence waits for: that the person agreed to it, and that those who may attend were told when and where.
//!
//! The rules advise on both. Here nothing is done without them, whoever executes: testimony by video without consent is not what the
//! arrangement gives (M20 art. 23), and attendance that was approved comes to nothing if nobody knows of the hour (E17 art. 7(3)).

use super::evidence::APPEAR_IN_PERSON;
use super::{ConsentTo, Matter, PersonConcerned, Refusal, Request, RequestedAct};
use crate::Jurisdiction;
use crate::message::{ActResult, ActTaken, Certificate};

/// The means of article 23. Any other is a special method, and needs no more than to be lawful (M20 art. 7).
const VIDEO_OR_AUDIO: [&str; 2] = ["video", "audio"];
/// Who testifies by them.
const TESTIFIES: [&str; 2] = ["witness", "expert"];
/// Law is told, and takes place nowhere (M20 art. 25).
const PROVIDE_LAW: &str = "provide-law-information";
/// How the acts begin for which something is only handed over: no day is set for them that somebody could miss.
const OBTAIN: &str = "obtain-";

impl Matter {
    /// Another letter takes the place of the one before. Who is somebody else in it has agreed to nothing yet (M20 arts 22 and 23).
    pub(super) fn adopt(&mut self, request: &Request) {
        let who = |letter: &Request, id: &str| {
            let person = letter.evidence()?.person(id)?;
            Some((person.role.clone(), person.name.clone(), person.identification.clone()))
        };
        if let Some(circumstances) = &mut self.circumstances {
            let is_the_same = |id: &str| who(&self.request, id) == who(request, id);
            circumstances.consents.retain(|consent| is_the_same(&consent.person));
        }
        self.request = request.clone();
    }
}

/// Whoever executes knows by which way each person is heard: nobody is to be heard by a method without consent. What is declined is not
/// done at all.
pub(super) fn may_begin(matter: &Matter) -> Result<(), Refusal> {
    let is_declined = |place: usize| {
        let mut declined = matter.decisions.declined_acts.iter();
        declined.any(|declined| usize::try_from(declined.act).is_ok_and(|act| act == place))
    };
    let mut done = asked(matter).filter(|(place, _)| !is_declined(*place));
    match done.find(|(_, act)| heard_without_consent(matter, act)) {
        Some((place, _)) => without_consent(place),
        None => Ok(()),
    }
}

/// Nothing is certified as done, were it in part, that lacked a consent, or of which those who may attend did not know before. That an
/// act was not executed may be certified all the same.
pub(super) fn may_have_been_done(matter: &Matter, certificate: &Certificate) -> Result<(), Refusal> {
    let taken = certificate.taking().into_iter().flat_map(|taking| &taking.acts);
    let done = asked(matter).zip(taken).filter(|(_, taken)| taken.result != ActResult::NotExecuted);
    for ((place, act), taken) in done {
        if travelled_without_consent(matter, act) || heard_without_consent(matter, act) {
            return without_consent(place);
        }
        if unannounced(matter, act, taken) {
            return Err(Refusal::ActWithoutNotice { at: format!("certificate.taking.acts[{place}].date") });
        }
    }
    Ok(())
}

/// The acts of the letter, by their places in it.
fn asked(matter: &Matter) -> impl Iterator<Item = (usize, &RequestedAct)> {
    matter.request.evidence().into_iter().flat_map(|evidence| &evidence.acts).enumerate()
}

fn without_consent(place: usize) -> Result<(), Refusal> {
    Err(Refusal::ActWithoutConsent { at: format!("evidence.acts[{place}]") })
}

/// A journey to the requesting side is made with consent (M20 art. 22), and no other instrument knows one that is not. Of somebody whom the
/// letter does not name nobody knows that he agreed.
fn travelled_without_consent(matter: &Matter, act: &RequestedAct) -> bool {
    act.kind == APPEAR_IN_PERSON
        && person_of(matter, act).is_none_or(|person| said(matter, person, ConsentTo::Travel) != Some(true))
}

/// A witness or an expert testifies by video or audio with consent (M20 art. 23); and whoever says no is heard in the ordinary way,
/// unless it was decided that the method is followed. A review by a person takes the place of the rules' answer, and not of a consent.
fn heard_without_consent(matter: &Matter, act: &RequestedAct) -> bool {
    let Some(method) = act.method.as_deref().filter(|_| needs_consent_to_method(matter)) else { return false };
    let person = person_of(matter, act);
    let answer = person.and_then(|person| said(matter, person, ConsentTo::Method));
    match (answer, matter.decisions.technical_method) {
        (Some(true), _) | (_, Some(false)) => false,
        (Some(false), follows) => follows == Some(true),
        (None, _) => VIDEO_OR_AUDIO.contains(&method) && testifies(person, act),
    }
}

/// Whoever is not named is what the act says.
fn testifies(person: Option<&PersonConcerned>, act: &RequestedAct) -> bool {
    match person {
        Some(person) => TESTIFIES.contains(&person.role.as_str()),
        None => TESTIFIES.iter().any(|role| act.kind.strip_prefix("examine-") == Some(role)),
    }
}

/// Article 23 stands in the arrangement between the Mainland and Macao. Between the Mainland and Hong Kong the law of the side that
/// executes says by which method a person is heard, and it may order what he does not wish (E17 art. 7(1) and (2), Cap. 8 s.76).
fn needs_consent_to_method(matter: &Matter) -> bool {
    let chain = &matter.standing.chain;
    let sides = (chain.originating.jurisdiction(), chain.receiving.jurisdiction());
    matches!(sides, (Jurisdiction::Cn, Jurisdiction::Mo) | (Jurisdiction::Mo, Jurisdiction::Cn))
}

/// Attendance was approved, and no notice of time and place was given (E17 art. 7(3), M20 arts 19, 20 and 24), or only of a later day:
/// a notice names no day that is over, so what was done on its day, or after it, was done after it was given. What is only handed over can
/// be missed by nobody.
fn unannounced(matter: &Matter, act: &RequestedAct, taken: &ActTaken) -> bool {
    // Who travels is heard at the requesting side, which sets time and place itself.
    let takes_place_here = act.kind != APPEAR_IN_PERSON && act.kind != PROVIDE_LAW && !act.kind.starts_with(OBTAIN);
    let is_attended = takes_place_here && matter.decisions.presence.iter().any(|decided| decided.approved);
    let in_time = |announced| taken.date.is_some_and(|done| announced <= done);
    is_attended && !matter.notices.iter().any(|(_, notice)| in_time(notice.date))
}

fn person_of<'a>(matter: &'a Matter, act: &RequestedAct) -> Option<&'a PersonConcerned> {
    matter.request.evidence()?.person(act.person.as_deref()?)
}

/// What the person answered to the side that executes; else what the letter says of it. So are the rules told.
fn said(matter: &Matter, person: &PersonConcerned, to: ConsentTo) -> Option<bool> {
    let answered = matter.circumstances.as_ref().and_then(|circumstances| circumstances.consent(&person.id, to));
    answered.or(match to {
        ConsentTo::Method => person.agrees_to_method,
        ConsentTo::Travel => person.agrees_to_travel,
    })
}
