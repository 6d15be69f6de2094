//! Who is, or was, what in a dispute, by the affairs of this gateway: asked before somebody mediates it, and before somebody who mediated it
//! does anything else in it. And who has written or read what was said in a mediation: that person does nothing in the case.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comity_domain::authorisation::Authorisation;
use comity_domain::confirmation::Confirmation;
use comity_domain::foreign_law::{self, Inquiry};
use comity_domain::juror::{self, Juror, Sitting};
use comity_domain::mediation::{
    Candidate, DisputeRole, EarlierRole, Identity, Mediation, References, Refusal, Source, roles_by_authorisation,
    roles_in_case, roles_in_inquiry, roles_in_mediation, roles_in_request, roles_in_settlement, roles_of_juror,
    roles_taken, told_apart_in_case, who_mediated,
};
use comity_domain::{AuthorityId, JurorId, MediationId, case};
use comity_store::{Entry, NewEntry, ReadViews};
use serde_json::Value;

use super::super::failure::Failure;
use super::super::ledger::{Author, Kept};
use super::super::views;
use super::App;

/// Under this subject, with the name of a mediation, the record keeps who read it.
pub(super) const READINGS: &str = "mediation-readings/";

impl App {
    /// What somebody is in the dispute with these references. It goes through all affairs of the gateway: who is in which dispute stands in
    /// no view.
    pub(super) fn roles_in_dispute(
        &self,
        references: &References,
        who: &Identity<'_>,
    ) -> Result<Vec<EarlierRole>, Failure> {
        let views = self.ledger().store().views();
        let references = self.references_of_dispute(&*views, references)?;
        let mut found = BTreeSet::new();
        let mut add = |roles: BTreeSet<DisputeRole>, source: Source| {
            found.extend(roles.into_iter().map(|role| EarlierRole { role, source: source.clone() }));
        };
        for authority in self.served() {
            for id in views::cases(&*views, &authority, None, usize::MAX)? {
                let Some(case) = readable(self.ledger().case(&id))?.flatten() else { continue };
                add(roles_in_case(&case, &references, who), Source::Case(id));
            }
            for id in views::docket(&*views, &authority, None, usize::MAX)? {
                let Some(matter) = readable(self.ledger().matter(&id))?.flatten() else { continue };
                add(roles_in_request(&matter.request, &references, who), Source::Matter(id));
            }
        }
        for id in views::listed_by_all::<Juror>(&*views)? {
            let Some(juror) = readable(self.ledger().juror(&id))?.flatten() else { continue };
            add(roles_of_juror(&juror, &references, who), Source::Juror(id));
        }
        self.each(&*views, |id, it| add(roles_in_mediation(&it, &references, who), Source::Mediation(id)))?;
        self.each(&*views, |id, it: Confirmation| {
            add(roles_in_settlement(&it.settlement, &references, who), Source::Confirmation(id));
        })?;
        self.each(&*views, |id, it: Inquiry| add(roles_in_inquiry(&it, &references, who), Source::Inquiry(id)))?;
        self.each(&*views, |id, it: Authorisation| {
            add(roles_by_authorisation(&it, &references, who), Source::Authorisation(id));
        })?;
        Ok(found.into_iter().collect())
    }

    /// Whoever enters something in a case has not heard what was said in a mediation of its dispute, and nobody who would have a role in the
    /// case by it has mediated.
    pub(in super::super) fn keeps_apart(
        &self,
        author: &Author,
        (court, case_number): (&AuthorityId, &str),
        command: &case::Command,
    ) -> Result<(), Failure> {
        self.did_not_hear(author, case_number)?;
        let mut roles = roles_taken(command).into_iter();
        roles.try_for_each(|(name, role)| self.did_not_mediate((court, case_number), &Identity::of_name(name), role))
    }

    /// A juror who is to sit in a case, of whichever court, has not mediated its dispute, under none of the names on the list.
    pub(in super::super) fn juror_did_not_mediate(&self, juror: &Juror, sitting: &Sitting) -> Result<(), Failure> {
        self.did_not_mediate((&sitting.court, &sitting.case_number), &on_the_list(juror), DisputeRole::Juror)
    }

    /// Which of these jurors mediated the dispute of a court's case, and as what, by the same names and affairs as when one is to sit: whoever
    /// would be refused a seat is not drawn for it. The affairs are gone through once, and not once a juror.
    pub(in super::super) fn jurors_who_mediated(
        &self,
        (court, case_number): (&AuthorityId, &str),
        jurors: &[Arc<Juror>],
    ) -> Result<BTreeMap<JurorId, BTreeSet<juror::EarlierRole>>, Failure> {
        let views = self.ledger().store().views();
        let of_case = References::of([case_number]);
        let references = self.references_of_dispute(&*views, &of_case)?;
        let mut mediators = Vec::<(Candidate, juror::EarlierRole)>::new();
        self.each(&*views, |_, it: Mediation| {
            mediators.extend(who_mediated(&it.dispute, it.mediators(), &references));
        })?;
        self.each(&*views, |_, it: Confirmation| {
            mediators.extend(who_mediated(&it.settlement.dispute, &it.settlement.mediators, &references));
        })?;
        let mut mediated = BTreeMap::new();
        for juror in jurors {
            let who = on_the_list(juror);
            let as_mediator = mediators.iter().filter(|(mediator, _)| who.is(&Identity::of_candidate(mediator)));
            let roles: BTreeSet<_> = as_mediator.map(|(_, role)| *role).collect();
            if !roles.is_empty() && !self.told_apart(court, &of_case, &who)? {
                mediated.insert(juror.id.clone(), roles);
            }
        }
        Ok(mediated)
    }

    /// Whoever is to be asked for the law of another place has not mediated the dispute, under none of the names in the register.
    pub(in super::super) fn asked_did_not_mediate(
        &self,
        inquiry: &Inquiry,
        command: &foreign_law::Command,
    ) -> Result<(), Failure> {
        let foreign_law::Command::Ask { asked, listed, .. } = command else { return Ok(()) };
        if asked.party.is_some() {
            return Ok(());
        }
        let names = listed.iter().flat_map(|face| &face.names).map(|name| name.text.as_str());
        let who = Identity::of_name(&asked.name).also(names);
        self.did_not_mediate((&inquiry.standing.court, &inquiry.sheet.case_number), &who, DisputeRole::Expert)
    }

    /// Records that somebody reads what was said in a mediation (`notes`), or what was agreed (`agreement`). Nothing is given out before.
    pub(super) async fn note_reading(&self, author: &Author, id: &MediationId, what: &str) -> Result<(), Failure> {
        let mut entry = NewEntry::new("mediation-read").open("what", what);
        if let Some(authority) = &author.authority {
            entry = entry.open("authority", authority.as_str());
        }
        if let Some(person) = &author.person {
            entry = entry.sealed("by", person.as_str());
        }
        self.ledger().note(&format!("{READINGS}{id}"), self.when()?, entry).await.map(drop)
    }

    /// An account has one authority: it has heard what was said in a mediation of that one, or nothing.
    fn did_not_hear(&self, author: &Author, case_number: &str) -> Result<(), Failure> {
        let Author { authority: Some(authority), person: Some(person) } = author else { return Ok(()) };
        let (store, views) = (self.ledger().store(), self.ledger().store().views());
        let own = views::listed::<Mediation>(&*views, authority, None, usize::MAX)?;
        if own.is_empty() {
            // Most courts mediate nothing, and to find out what a dispute is called takes all affairs of the gateway.
            return Ok(());
        }
        let references = self.references_of_dispute(&*views, &References::of([case_number]))?;
        for id in own {
            let Some(mediation) = readable(self.ledger().get::<Mediation>(&id))? else { continue };
            if !references.meet(&mediation.dispute.references()) {
                continue;
            }
            let is_author = |entry: &Entry| entry.particulars.get("by").and_then(Value::as_str) == Some(person);
            for subject in [Mediation::subject(&id), format!("{READINGS}{id}")] {
                if store.load(&subject)?.iter().any(|entry| is_author(entry)) {
                    return Err(Refusal::TookPart.into());
                }
            }
        }
        Ok(())
    }

    /// Whether somebody is the mediator is a guess, where it is by the name: a judge of the court may have found that it is another person.
    fn did_not_mediate(
        &self,
        (court, case_number): (&AuthorityId, &str),
        who: &Identity<'_>,
        role: DisputeRole,
    ) -> Result<(), Failure> {
        if role.is_open_to_mediator() {
            return Ok(());
        }
        let references = References::of([case_number]);
        let known = self.roles_in_dispute(&references, who)?;
        let mediated = known.iter().any(|earlier| earlier.role == DisputeRole::Mediator);
        if mediated && !self.told_apart(court, &references, who)? {
            return Err(Refusal::MediatedIt { role }.into());
        }
        Ok(())
    }

    fn told_apart(&self, court: &AuthorityId, references: &References, who: &Identity<'_>) -> Result<bool, Failure> {
        let views = self.ledger().store().views();
        for id in views::cases(&*views, court, None, usize::MAX)? {
            let Some(case) = readable(self.ledger().case(&id))?.flatten() else { continue };
            if told_apart_in_case(&case, references, who) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All references of the dispute: an affair that has one of them brings its others.
    fn references_of_dispute(&self, views: &dyn ReadViews, of: &References) -> Result<References, Failure> {
        let (mut references, mut known) = (of.clone(), Vec::new());
        self.each(views, |_, mediation: Mediation| known.push(mediation.dispute.references()))?;
        self.each(views, |_, confirmation: Confirmation| known.push(confirmation.settlement.dispute.references()))?;
        while known.iter().any(|others| references.meet(others) && references.take_in(others)) {}
        Ok(references)
    }

    /// All of one kind that can be read.
    fn each<T: Kept>(&self, views: &dyn ReadViews, mut look: impl FnMut(T::Id, T)) -> Result<(), Failure> {
        for id in views::listed_by_all::<T>(views)? {
            if let Some(kept) = readable(self.ledger().get::<T>(&id))? {
                look(id, kept);
            }
        }
        Ok(())
    }
}

/// A juror, by all names on the list.
fn on_the_list(juror: &Juror) -> Identity<'_> {
    Identity::of_names(juror.profile.names.iter().map(|name| name.text.as_str()))
}

/// What was erased says nothing any more.
fn readable<T>(affair: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match affair {
        Ok(affair) => Ok(Some(affair)),
        Err(Failure::Erased) => Ok(None),
        Err(failure) => Err(failure),
    }
}
