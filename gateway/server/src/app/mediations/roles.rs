//! Who is, or was, what in a dispute, by the affairs of this gateway: asked before somebody mediates it, and before somebody who mediated it
//! does anything else in it.

use std::collections::BTreeSet;

use comity_domain::case;
use comity_domain::confirmation::Confirmation;
use comity_domain::juror::Juror;
use comity_domain::mediation::Mediation;
use comity_domain::mediation::{
    DisputeRole, EarlierRole, Identity, Refusal, Source, roles_in_case, roles_in_mediation, roles_in_settlement,
    roles_of_juror, roles_taken,
};

use super::super::failure::Failure;
use super::super::views;
use super::App;

impl App {
    /// What somebody is in the dispute with this reference. It goes through all affairs of the gateway: who is in which dispute stands in no
    /// view.
    pub(super) fn roles_in_dispute(&self, reference: &str, who: Identity<'_>) -> Result<Vec<EarlierRole>, Failure> {
        let views = self.ledger().store().views();
        let mut found = BTreeSet::new();
        let mut add = |roles: BTreeSet<DisputeRole>, source: Source| {
            found.extend(roles.into_iter().map(|role| EarlierRole { role, source: source.clone() }));
        };
        for authority in self.served() {
            for id in views::cases(&*views, &authority, None, usize::MAX)? {
                let Some(case) = readable(self.ledger().case(&id))?.flatten() else { continue };
                add(roles_in_case(&case, reference, who), Source::Case(id));
            }
            for id in views::listed::<Juror>(&*views, &authority, None, usize::MAX)? {
                let Some(juror) = readable(self.ledger().juror(&id))?.flatten() else { continue };
                add(roles_of_juror(&juror, reference, who), Source::Juror(id));
            }
            for id in views::listed::<Mediation>(&*views, &authority, None, usize::MAX)? {
                let Some(mediation) = readable(self.ledger().get::<Mediation>(&id))? else { continue };
                add(roles_in_mediation(&mediation, reference, who), Source::Mediation(id));
            }
            for id in views::listed::<Confirmation>(&*views, &authority, None, usize::MAX)? {
                let Some(confirmation) = readable(self.ledger().get::<Confirmation>(&id))? else { continue };
                add(roles_in_settlement(&confirmation.settlement, reference, who), Source::Confirmation(id));
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Nobody who would have a role in a case by this command has mediated its dispute.
    pub(in super::super) fn nobody_mediated(&self, reference: &str, command: &case::Command) -> Result<(), Failure> {
        roles_taken(command).into_iter().try_for_each(|(name, role)| self.did_not_mediate(reference, name, role))
    }

    /// A juror who is to sit in the case with this number has not mediated its dispute, under none of the names on the list.
    pub(in super::super) fn juror_did_not_mediate(&self, juror: &Juror, reference: &str) -> Result<(), Failure> {
        let mut names = juror.profile.names.iter();
        names.try_for_each(|name| self.did_not_mediate(reference, &name.text, DisputeRole::Juror))
    }

    fn did_not_mediate(&self, reference: &str, name: &str, role: DisputeRole) -> Result<(), Failure> {
        let known = self.roles_in_dispute(reference, Identity::of_name(name))?;
        let mediated = known.iter().any(|earlier| earlier.role == DisputeRole::Mediator);
        if mediated && !role.is_open_to_mediator() { Err(Refusal::MediatedIt { role }.into()) } else { Ok(()) }
    }
}

/// What was erased says nothing any more.
fn readable<T>(affair: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match affair {
        Ok(affair) => Ok(Some(affair)),
        Err(Failure::Erased) => Ok(None),
        Err(failure) => Err(failure),
    }
}
