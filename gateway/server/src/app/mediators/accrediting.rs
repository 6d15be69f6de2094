//! What a body decides, and signs: accreditation and renewal, suspension and its end, revocation, and that somebody gives it up; and what the
//! Joint Conference has signed elsewhere and is filed here. Whatever changes goes out in the commit of the decision.

use std::collections::BTreeSet;

use comity_domain::aggregate::Aggregate as _;
use comity_domain::limits::CREDENTIAL_MAX_DAYS;
use comity_domain::mediator::{
    Accreditation, Command, Context, Credential, Event, Mediator, Refusal, RosterNumber, Standing, TwoPersons,
    day_begins, decide,
};
use comity_domain::registry::RosterNo;
use comity_domain::{AuthorityId, Date, MediatorId};
use comity_federation::credential::{self, Claim, Confirmation, Draft, Issued, StatusNotice, StatusRef};
use comity_federation::feed::Content;
use comity_federation::keys::KeyUse;
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::approvals::Approval;
use super::super::failure::Failure;
use super::super::ledger::{Author, When, commit_of};
use super::super::seals::InForce;
use super::{App, bad};
use crate::access::{Permit, action};
use crate::clock::drawn;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// The resolution of `iat`.
const NOTICES_APART_MS: i64 = 1_000;

/// An accreditation, as a body decides it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Accrediting {
    /// The number on the roster: `2026-0049`.
    pub number: String,
    /// What it is by, and at which level.
    #[schema(value_type = Object)]
    pub accreditation: Accreditation,
    /// Its last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
}

/// What two persons decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sanction {
    /// Suspend the accreditation.
    Suspend,
    /// Lift the suspension.
    Reinstate,
    /// Revoke the accreditation, for good.
    Revoke,
}

/// What became of a decision that takes two persons.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Sanctioned {
    /// What two persons approve: the digest of the mediator, its revision, what is decided and why.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// It is decided. If not, a second person is waited for.
    pub decided: bool,
    /// Where the mediator stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
}

/// What two persons approve.
#[derive(Serialize)]
struct Approved<'a> {
    mediator: &'a MediatorId,
    revision: u64,
    sanction: Sanction,
    reason: &'a str,
}

impl Sanction {
    fn command(self, decided_by: TwoPersons, reason: String) -> Command {
        match self {
            Self::Suspend => Command::Suspend { decided_by, reason },
            Self::Reinstate => Command::Reinstate { decided_by, reason },
            Self::Revoke => Command::Revoke { decided_by, reason },
        }
    }
}

impl App {
    /// Accredits whoever was found to meet what is asked for, and issues the credential.
    pub async fn accredit_mediator(
        &self,
        permit: Permit<action::AccreditMediator>,
        id: &MediatorId,
        seen: u64,
        accrediting: Accrediting,
    ) -> Result<Standing, Failure> {
        let _turn = self.turn_of_mediators().await?;
        // Until it is published nobody else is given a number.
        let _numbers = self.turn_of_numbers().await;
        let mediator = self.ledger().own::<Mediator, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let Accrediting { number, accreditation, until } = accrediting;
        let number = RosterNumber::new(permit.authority().jurisdiction(), &number)
            .map_err(|_| bad("number", "bad-roster-number", Some(number.chars().take(80).collect())))?;
        if self.is_given(&number, permit.authority())? {
            return Err(bad("number", "roster-number-taken", Some(number.to_string())));
        }
        let place = self.free_place(permit.authority())?;
        let command = |credential| Command::Accredit {
            roster_number: number.clone(),
            accreditation: accreditation.clone(),
            until,
            credential,
        };
        // What would be refused is not signed either.
        decide(Some(&mediator), command(unsigned(&place)), &Context { today: when.day })?;
        let issued = self.issue(&mediator, (&number, &accreditation), until, (&place, None), when)?;
        let events = decide(Some(&mediator), command(signed(&place, &issued)), &Context { today: when.day })?;
        let contents = vec![Content::Credential(issued.card(&Claim::ALL))];
        self.conclude_mediator(mediator, when, &Author::of(&permit), &events, contents).await
    }

    /// Renews an accreditation, and issues a further credential. It says of the person what the earlier ones say.
    pub async fn renew_mediator(
        &self,
        permit: Permit<action::AccreditMediator>,
        id: &MediatorId,
        seen: u64,
        until: Date,
    ) -> Result<Standing, Failure> {
        let _turn = self.turn_of_mediators().await?;
        let mediator = self.ledger().own::<Mediator, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let place = self.free_place(permit.authority())?;
        let command = |credential| Command::Renew { until, credential };
        decide(Some(&mediator), command(unsigned(&place)), &Context { today: when.day })?;
        let not_accredited = || Refusal::WrongState { state: mediator.standing.state_on(when.day) };
        let number = mediator.standing.roster_number.clone().ok_or_else(not_accredited)?;
        let accreditation = mediator.accreditation.clone().ok_or_else(not_accredited)?;
        let previous = mediator.credentials.last().map(|credential| credential.digest);
        let issued = self.issue(&mediator, (&number, &accreditation), until, (&place, previous), when)?;
        let events = decide(Some(&mediator), command(signed(&place, &issued)), &Context { today: when.day })?;
        let contents = vec![Content::Credential(issued.card(&Claim::ALL))];
        self.conclude_mediator(mediator, when, &Author::of(&permit), &events, contents).await
    }

    /// Files what the Joint Conference has signed: the voice of every jurisdiction of the roll, about this mediator.
    pub async fn confirm_mediator(
        &self,
        permit: &Permit<action::ConfirmMediator>,
        id: &MediatorId,
        confirmations: Vec<String>,
    ) -> Result<Standing, Failure> {
        let _turn = self.turn_of_mediators().await?;
        let mediator = self.ledger().own::<Mediator, _>(permit, id, None)?;
        let (when, roll) = (self.when()?, self.roll());
        let command = Command::Confirm { confirmations: confirmations.clone() };
        let events = decide(Some(&mediator), command, &Context { today: when.day })?;
        let sides = roll.contents().gateways.len();
        if sides < confirmations.len() {
            return Err(bad("confirmations", "too-many", Some(confirmations.len().to_string())));
        }
        let mut voices = BTreeSet::new();
        for (place, token) in confirmations.iter().enumerate() {
            let at = format!("confirmations[{place}]");
            let voice = Confirmation::verify(token, &roll, when.time)
                .map_err(|fault| bad(&at, "confirmation-refused", Some(fault.to_string())))?;
            if Some(&voice.subject) != mediator.standing.roster_number.as_ref() {
                return Err(bad(&at, "confirmation-of-another", Some(voice.subject.to_string())));
            }
            voices.insert(voice.by);
        }
        if !roll.contents().gateways.iter().all(|gateway| voices.contains(&gateway.jurisdiction)) {
            return Err(Refusal::NotConfirmed.into());
        }
        let contents = confirmations.into_iter().map(Content::Confirmation).collect();
        self.conclude_mediator(mediator, when, &Author::of(permit), &events, contents).await
    }

    /// Suspends, reinstates or revokes, as one of two persons. With the second one it is decided, and everybody hears of it.
    pub async fn sanction_mediator(
        &self,
        permit: Permit<action::SuspendMediator>,
        id: &MediatorId,
        seen: u64,
        sanction: Sanction,
        reason: String,
    ) -> Result<Sanctioned, Failure> {
        let _turn = self.turn_of_mediators().await?;
        let mediator = self.ledger().own::<Mediator, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        // What cannot be decided is not approved either.
        let alone = TwoPersons::new(permit.person().to_owned(), String::new()).map_err(Failure::broken)?;
        decide(Some(&mediator), sanction.command(alone, reason.clone()), &Context { today: when.day })?;
        let approved = Approved { mediator: id, revision: seen, sanction, reason: &reason };
        let digest = Digest::of(&serde_json::to_vec(&approved).map_err(Failure::broken)?);
        let Approval::Both(approvers) = self.approve(&permit, digest).await? else {
            return Ok(Sanctioned { digest, decided: false, standing: mediator.standing });
        };
        let [first, second] = approvers.accounts().clone();
        let decided_by = TwoPersons::new(first, second).map_err(Failure::broken)?;
        let command = sanction.command(decided_by, reason);
        let events = decide(Some(&mediator), command, &Context { today: when.day })?;
        let standing = self.conclude_with_notice(mediator, when, &Author::of(&permit), &events).await?;
        Ok(Sanctioned { digest, decided: true, standing })
    }

    /// Records that somebody gives the application, or the accreditation, up: for good, and so with the word or the paper by which that was said.
    pub async fn withdraw_mediator(
        &self,
        permit: Permit<action::WithdrawMediator>,
        id: &MediatorId,
        seen: u64,
        reason: String,
    ) -> Result<Standing, Failure> {
        let _turn = self.turn_of_mediators().await?;
        let mediator = self.ledger().own::<Mediator, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let events = decide(Some(&mediator), Command::Withdraw { reason }, &Context { today: when.day })?;
        self.conclude_with_notice(mediator, when, &Author::of(&permit), &events).await
    }

    /// The newest card of a mediator of the body, with everything that its holder can disclose.
    pub async fn card_of_mediator(
        &self,
        permit: &Permit<action::ReadMediator>,
        id: &MediatorId,
    ) -> Result<String, Failure> {
        let mediator = self.ledger().own::<Mediator, _>(permit, id, None)?;
        self.read_feeds().await?;
        let heard = self.mediators().heard();
        let number = mediator.standing.roster_number.as_ref();
        let card = number.and_then(|number| heard.roster.credential(number)).map(|(_, card)| card.to_owned());
        card.ok_or(Failure::NotFound { what: "card" })
    }

    /// The turn to decide something about mediators, with everything read that was said until now.
    pub(super) async fn turn_of_mediators(&self) -> Result<tokio::sync::MutexGuard<'_, ()>, Failure> {
        let turn = self.mediators().turn.lock().await;
        self.read_feeds().await?;
        Ok(turn)
    }

    /// Whether somebody has the number: by what was heard, by what the body has decided, or in any register of any side.
    fn is_given(&self, number: &RosterNumber, body: &AuthorityId) -> Result<bool, Failure> {
        let is_heard = self.mediators().heard().roster.credential(number).is_some();
        let is_decided = || -> Result<bool, Failure> {
            Ok(self.decided_by(body)?.iter().any(|it| it.standing.roster_number.as_ref() == Some(number)))
        };
        let in_register: RosterNo = number.to_string().parse().map_err(Failure::broken)?;
        Ok(is_heard || self.registers(|index| index.is_given(&in_register)) || is_decided()?)
    }

    fn issue(
        &self,
        mediator: &Mediator,
        (subject, accreditation): (&RosterNumber, &Accreditation),
        until: Date,
        (place, previous): (&StatusRef, Option<Digest>),
        when: When,
    ) -> Result<Issued, Failure> {
        let body = &mediator.standing.body;
        let expires = day_begins(until.tomorrow().map_err(|_| Refusal::BadTerm)?);
        if expires <= when.time || when.time.plus_ms(CREDENTIAL_MAX_DAYS * DAY_MS) < expires {
            return Err(Refusal::BadTerm.into());
        }
        let draft = Draft {
            issuer: body.clone(),
            subject: subject.clone(),
            accreditation: accreditation.clone(),
            profile: mediator.application.profile.clone(),
            issued: when.time,
            expires,
            previous,
            status: place.clone(),
        };
        let InForce { roll, keys } = self.in_force();
        let key = keys.for_credentials(&roll, body, KeyUse::Credential, when.time)?;
        credential::issue(&draft, key, &mut drawn).map_err(Failure::broken)
    }

    /// Commits a decision by which the status of a person may change, with the notice that says so at once.
    async fn conclude_with_notice(
        &self,
        mediator: Mediator,
        when: When,
        author: &Author,
        events: &[Event],
    ) -> Result<Standing, Failure> {
        let mut after = mediator.standing.clone();
        events.iter().for_each(|event| after.apply(when.day, event));
        let contents = self.notice(&after, when)?.into_iter().collect();
        self.conclude_mediator(mediator, when, author, events, contents).await
    }

    /// The notice that says how somebody stands, who has a number.
    pub(super) fn notice(&self, standing: &Standing, when: When) -> Result<Option<Content>, Failure> {
        let (by, status) = (standing.body.clone(), standing.status());
        let Some(subject) = standing.roster_number.clone() else { return Ok(None) };
        let InForce { roll, keys } = self.in_force();
        let key = keys.for_credentials(&roll, &by, KeyUse::StatusList, when.time)?;
        // A notice says to the second when it was given, and of two the later counts: no two of one person are of the same second.
        let before = self.mediators().heard().roster.noticed_at(&subject, &by);
        let issued = before.map_or(when.time, |before| when.time.max(before.plus_ms(NOTICES_APART_MS)));
        let notice = StatusNotice { by, subject, status, issued };
        Ok(Some(Content::StatusNotice(notice.sign(key).map_err(Failure::broken)?)))
    }

    /// Commits a decision together with everything that the others have to know of it: what was signed, the lists, the face.
    async fn conclude_mediator(
        &self,
        mut mediator: Mediator,
        when: When,
        author: &Author,
        events: &[Event],
        mut contents: Vec<Content>,
    ) -> Result<Standing, Failure> {
        let commit = commit_of::<Mediator>(&mediator.id, mediator.standing.revision, when, author, events)?;
        for event in events {
            mediator.apply(when.day, event);
        }
        contents.extend(self.next_lists(&mediator, when)?);
        if let Some(face) = mediator.face(when.day) {
            face.check().map_err(Refusal::from)?;
            contents.push(Content::Entry(Box::new(face)));
        }
        if contents.is_empty() {
            // An application that is given up was never known to anybody else.
            self.ledger().commit(commit).await?;
        } else {
            self.publish(contents, Some(commit)).await?;
            self.read_feeds().await?;
        }
        Ok(mediator.standing)
    }
}

/// The place of a credential that is not signed yet.
fn unsigned(place: &StatusRef) -> Credential {
    Credential { digest: Digest::of(&[]), list: place.uri.clone(), index: place.idx }
}

fn signed(place: &StatusRef, issued: &Issued) -> Credential {
    Credential { digest: issued.digest(), list: place.uri.clone(), index: place.idx }
}
