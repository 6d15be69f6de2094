//! Accounts, sessions and tokens. Accounts, how they end, and token digests are entries of the record; sessions lie in the working log. Whether
//! an account is closed, a token revoked, or a password another one by now, is read from the entries of the account whenever somebody is let
//! in: no view is asked, and nothing is kept that could be behind.

mod passwords;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use comity_domain::limits::{PASSWORD_WAIT_MAX_MS, SESSION_MAX_MS, STEP_UP_MAX_MINUTES};
use comity_domain::matter::Refusal;
use comity_domain::{AuthorityId, Date};
use comity_record::Time;
use comity_store::{Commit, Entry, Expected, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::When;
use super::sealed::{ENROLLED, is_reason};
use super::{App, views};
use crate::access::{
    Actor, Credential, PasswordHash, Permit, Role, Secret, SecretKind, action, hash_password, verify_password,
};
use crate::clock::entropy;

pub use tokens::{IssuedToken, TokenRow};

/// With this entry the history of an account begins.
const ADDED: &str = "account-added";
/// From this entry on nobody is let in as this account.
const CLOSED: &str = "account-closed";

/// What the history of an account is made of.
pub const ACCOUNT_KINDS: [&str; 6] = [ADDED, CLOSED, ENROLLED, passwords::SET, tokens::ISSUED, tokens::REVOKED];

/// A person, or a court's program, that may be let in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// The name to sign in with: lower-case letters, digits, hyphens.
    pub account: String,
    /// The name for people.
    pub name: String,
    /// What the person is at the authority.
    #[schema(value_type = String, example = "judge")]
    pub role: Role,
    /// The authority.
    #[schema(value_type = String, example = "cn-nansha")]
    pub authority: AuthorityId,
    /// The first password; absent for a court's program, which is given tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// A person, or a court's program.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Account {
    /// The name to sign in with.
    pub account: String,
    /// The name for people.
    pub name: String,
    /// What the person is at the authority.
    #[schema(value_type = String)]
    pub role: Role,
    /// The authority.
    #[schema(value_type = String)]
    pub authority: AuthorityId,
    /// The day on which the account was made.
    #[schema(value_type = String, format = Date)]
    pub since: Date,
    /// How it was closed, if it was: for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closing>,
    #[serde(skip)]
    password: Option<PasswordHash>,
    /// The number of the password in force: the revision of the entry that has it.
    #[serde(skip)]
    password_number: u64,
    #[serde(skip)]
    pub(super) revision: u64,
}

/// The end of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Closing {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Whoever closed it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A session that was opened.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OpenedSession {
    /// The secret to show with every request.
    pub session: String,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub ends: Time,
    /// Until when acts that need a fresh password may be done.
    #[schema(value_type = String, format = DateTime)]
    pub stepped_up_until: Time,
}

/// A session, as the working log keeps it: never its secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Session {
    account: String,
    ends: Time,
    password_at: Time,
    /// The number of the password that opened it: with another one in force it opens nothing. An earlier version, which knew one password of
    /// an account, did not say it.
    #[serde(default = "first_password")]
    password: u64,
}

const fn first_password() -> u64 {
    1
}

impl App {
    /// Makes an account.
    pub async fn add_account(
        &self,
        permit: &Permit<action::ManagePeople>,
        new: NewAccount,
    ) -> Result<Account, Failure> {
        self.enrol_by(Some(permit.person()), new).await
    }

    /// Makes the first accounts, while the gateway is being set up and nobody could have a permit yet.
    pub(crate) async fn enrol(&self, new: NewAccount) -> Result<Account, Failure> {
        self.enrol_by(None, new).await
    }

    async fn enrol_by(&self, by: Option<&str>, new: NewAccount) -> Result<Account, Failure> {
        check_account_name(&new.account)?;
        if self.gateway_of(&new.authority).map_err(|failure| failure.named_at("authority"))? != *self.gateway() {
            return Err(Failure::BadChain { at: "authority", reason: "served by another gateway" });
        }
        // A password takes its time; whoever was closed meanwhile, or has another password, lets nobody in any more.
        let known = by.map(|by| self.account(by)).transpose()?;
        let hash = match new.password {
            Some(_) if new.role == Role::CourtSystem => return Err(bad("account", "program-without-password")),
            Some(password) => Some(hash(password, "password").await?),
            None if new.role == Role::CourtSystem => None,
            None => return Err(bad("password", "password-missing")),
        };
        let mut entry = NewEntry::new(ADDED)
            .open("role", new.role.code())
            .open("authority", new.authority.as_str())
            .sealed("name", new.name.as_str());
        if let Some(hash) = &hash {
            entry = entry.sealed("password", serde_json::to_value(hash).map_err(Failure::broken)?);
        }
        // Whoever makes an account for a judge, or for a second operator, is known afterwards.
        let _nobody_is_closed_meanwhile = self.approving.lock().await;
        if let Some(by) = known {
            self.unless_overtaken(&by.account, by.password_number)?;
            entry = entry.sealed("by", by.account);
        }
        let When { day, time } = self.when()?;
        let expected = Expected::Revision(0);
        self.ledger().commit(Commit::of(&account_subject(&new.account), expected, day, time, vec![entry])).await?;
        self.account(&new.account)
    }

    /// Everybody who has an account, or had one.
    pub fn accounts(&self, _: &Permit<action::ReadPeople>) -> Result<Vec<Account>, Failure> {
        views::people(&*self.ledger().store().views())?.iter().map(|account| self.account(account)).collect()
    }

    /// Closes an account, for good: from the entry on whoever had it is let in no more, by password, session or token, and is none of two persons
    /// who approve something. What was done under its name stays as it is, and the name is given to nobody else.
    ///
    /// # Errors
    /// [`Failure::OwnAccount`], [`Failure::AlreadyClosed`]; and [`Failure::LastOperator`], since nobody could make an account any more.
    pub async fn close_account(
        &self,
        permit: &Permit<action::ManagePeople>,
        name: &str,
        reason: &str,
    ) -> Result<Account, Failure> {
        if !is_reason(reason) {
            return Err(Refusal::BadReason.into());
        }
        // Nothing is approved meanwhile, and no two operators close each other.
        let one_after_the_other = self.approving.lock().await;
        self.unless_closed(permit.person())?;
        if name == permit.person() {
            return Err(Failure::OwnAccount);
        }
        let known = self.account(name)?;
        if known.closed.is_some() {
            return Err(Failure::AlreadyClosed);
        }
        if known.role == Role::Operator && !self.has_another_operator(name)? {
            return Err(Failure::LastOperator);
        }
        let entry = NewEntry::new(CLOSED).sealed("by", permit.person()).sealed("reason", reason);
        let When { day, time } = self.when()?;
        // Whatever its holder enrols meanwhile holds nothing up.
        let closing = Commit::of(&account_subject(name), Expected::Any, day, time, vec![entry]);
        self.ledger().commit(closing).await?;
        drop(one_after_the_other);
        tracing::warn!(account = name, by = permit.person(), "an account was closed");
        self.end_sessions_of(name, u64::MAX).await;
        self.account(name)
    }

    /// Opens a session for whoever knows the password.
    pub async fn sign_in(&self, account: &str, password: String) -> Result<OpenedSession, Failure> {
        let number = self.check_password(account, password).await?;
        // Whoever knows the password may know that the account is closed; nobody else finds out that there was such an account.
        self.unless_overtaken(account, number)?;
        let secret = Secret::new(SecretKind::Session, &entropy());
        let now = self.clock().now();
        let (account, ends) = (account.to_owned(), now.plus_ms(SESSION_MAX_MS));
        let session = Session { account, ends, password_at: now, password: number };
        self.keep_session(&secret, Some(&session))?;
        Ok(opened(&secret, &session))
    }

    /// Takes the password again, for acts that need it fresh.
    pub async fn step_up(&self, presented: &str, password: String) -> Result<OpenedSession, Failure> {
        let (_, session) = self.session(presented).ok_or(Failure::BadCredentials)?;
        self.check_password(&session.account, password).await?;
        self.unless_closed(&session.account)?;
        // The session may have been ended meanwhile, and then it stays so.
        let (secret, mut session) = self.session(presented).ok_or(Failure::BadCredentials)?;
        self.unless_overtaken(&session.account, session.password)?;
        session.password_at = self.clock().now();
        self.keep_session(&secret, Some(&session))?;
        Ok(opened(&secret, &session))
    }

    /// Ends a session.
    pub fn sign_out(&self, presented: &str) -> Result<(), Failure> {
        let (secret, _) = self.session(presented).ok_or(Failure::BadCredentials)?;
        self.keep_session(&secret, None)
    }

    /// Removes sessions that have ended, durably. Looks at no more than `max`, those behind the key `after`; answers with the last
    /// one that it looked at, or with none when it has come to the end.
    pub(super) fn clear_sessions(&self, now: Time, after: Option<&str>, max: usize) -> Result<Option<String>, Failure> {
        let store = self.ledger().store();
        let page = store.working_page(SESSIONS, after, max);
        let has_ended = |value: &Value| Session::deserialize(value).map_or(true, |session| session.ends <= now);
        let ended: Vec<&String> = page.iter().filter(|(_, value)| has_ended(value)).map(|(key, _)| key).collect();
        for key in &ended {
            store.set_working(key, None)?;
        }
        if !ended.is_empty() {
            store.sync_working()?;
        }
        Ok(page.last().filter(|_| page.len() == max).map(|(key, _)| key.clone()))
    }

    /// Who shows this secret: a session's, or a token.
    pub fn identify(&self, presented: &str) -> Result<Actor, Failure> {
        if let Some((token, account)) = presented.split_once('.') {
            return self.identify_program(token, account);
        }
        let (_, session) = self.session(presented).ok_or(Failure::BadCredentials)?;
        let credential = Credential::of_session(session.password_at, self.clock().now());
        let account = self.open_account(&session.account)?;
        let is_open = account.password_number == session.password;
        if is_open { Ok(account.acting(credential)) } else { Err(Failure::BadCredentials) }
    }

    /// The account of somebody who shows a secret of it: one that is closed lets nobody in.
    fn open_account(&self, name: &str) -> Result<Account, Failure> {
        let account = self.account(name).map_err(|_| Failure::BadCredentials)?;
        if account.closed.is_some() { Err(Failure::BadCredentials) } else { Ok(account) }
    }

    /// Whether the account of this person was closed. Whoever never had one, like the clockwork, has none that was.
    pub(super) fn is_closed(&self, person: &str) -> Result<bool, Failure> {
        let entries = self.ledger().store().load(&account_subject(person))?;
        Ok(entries.iter().any(|entry| entry.kind == CLOSED))
    }

    /// An error if the account of this person was closed.
    pub(super) fn unless_closed(&self, person: &str) -> Result<(), Failure> {
        if self.is_closed(person)? { Err(Failure::AccountClosed) } else { Ok(()) }
    }

    /// An error if the account was closed, or has another password than the one with this number: to check one takes its time.
    fn unless_overtaken(&self, name: &str, password: u64) -> Result<(), Failure> {
        self.unless_closed(name)?;
        if self.account(name)?.password_number == password { Ok(()) } else { Err(Failure::BadCredentials) }
    }

    /// Whether somebody else is an operator here, and let in.
    fn has_another_operator(&self, name: &str) -> Result<bool, Failure> {
        for other in views::people(&*self.ledger().store().views())? {
            let account = self.account(&other)?;
            if other != name && account.role == Role::Operator && account.closed.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Removes the sessions of an account that were opened by a password of a lower number. They open nothing any more: what the working log
    /// does not take now is cleared away when it would have ended.
    async fn end_sessions_of(&self, name: &str, below: u64) {
        let (store, account) = (self.ledger().store().clone(), name.to_owned());
        let work = move || {
            let is_over = |session: Session| session.account == account && session.password < below;
            let is_one = |value: &Value| Session::deserialize(value).is_ok_and(is_over);
            for (key, _) in store.working(SESSIONS).iter().filter(|(_, value)| is_one(value)) {
                store.set_working(key, None)?;
            }
            store.sync_working()
        };
        let ended = match tokio::task::spawn_blocking(work).await {
            Ok(ended) => ended.map_err(Failure::from),
            Err(error) => Err(Failure::broken(error)),
        };
        if let Err(failure) = ended {
            tracing::warn!(account = name, code = failure.code(), %failure, "sessions that open nothing were left");
        }
    }

    pub(super) fn account(&self, name: &str) -> Result<Account, Failure> {
        check_account_name(name)?;
        let entries = self.ledger().store().load(&account_subject(name))?;
        account(name, &entries)
    }

    /// Answers with the number of the password, if it is the right one.
    async fn check_password(&self, name: &str, password: String) -> Result<u64, Failure> {
        // An unknown name costs as much time as a known one, so that nobody can find out which names exist.
        let (number, kept) =
            self.account(name).map_or((0, None), |account| (account.password_number, account.password));
        // Checking a password is made expensive; strangers must not be able to make the gateway do nothing else.
        let wait = Duration::from_millis(PASSWORD_WAIT_MAX_MS);
        let place = tokio::time::timeout(wait, self.password_checks().acquire()).await;
        let _place = place.map_err(|_| Failure::SignInBusy)?.map_err(Failure::broken)?;
        let check = move || verify_password(&password, kept.as_ref());
        let right = tokio::task::spawn_blocking(check).await.map_err(Failure::broken)?;
        if right { Ok(number) } else { Err(Failure::BadCredentials) }
    }

    fn session(&self, presented: &str) -> Option<(Secret, Session)> {
        let secret = Secret::parse(SecretKind::Session, presented)?;
        let key = session_key(&secret);
        let (_, value) = self.ledger().store().working(&key).into_iter().find(|(found, _)| *found == key)?;
        let session: Session = serde_json::from_value(value).ok()?;
        (self.clock().now() < session.ends).then_some((secret, session))
    }

    fn keep_session(&self, secret: &Secret, session: Option<&Session>) -> Result<(), Failure> {
        let value = session.map(serde_json::to_value).transpose().map_err(Failure::broken)?;
        let store = self.ledger().store();
        store.set_working(&session_key(secret), value)?;
        Ok(store.sync_working()?)
    }
}

impl Account {
    fn acting(self, credential: Credential) -> Actor {
        Actor { person: self.account, role: self.role, authority: self.authority, credential }
    }
}

fn account(name: &str, entries: &[Arc<Entry>]) -> Result<Account, Failure> {
    let first = entries.first().ok_or(Failure::NotFound { what: "account" })?;
    let open = |field: &str| first.open.get(field).and_then(Value::as_str).ok_or_else(|| Failure::broken("account"));
    let in_force = entries.iter().rfind(|entry| entry.kind == passwords::SET).unwrap_or(first);
    Ok(Account {
        account: name.to_owned(),
        name: text(first, "name"),
        role: open("role")?.parse().map_err(|_| Failure::broken("role"))?,
        authority: open("authority")?.parse().map_err(Failure::broken)?,
        since: first.day,
        closed: entries.iter().find(|entry| entry.kind == CLOSED).map(|entry| closing(entry)),
        password: in_force.particulars.get("password").and_then(|kept| PasswordHash::deserialize(kept).ok()),
        password_number: in_force.revision,
        revision: u64::try_from(entries.len()).map_err(Failure::broken)?,
    })
}

fn closing(entry: &Entry) -> Closing {
    Closing { on: entry.day, by: text(entry, "by"), reason: text(entry, "reason") }
}

/// A text that was sealed.
fn text(entry: &Entry, field: &str) -> String {
    entry.particulars.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn opened(secret: &Secret, session: &Session) -> OpenedSession {
    let stepped_up_until = session.password_at.plus_ms(STEP_UP_MAX_MINUTES * 60_000);
    OpenedSession { session: secret.reveal().to_owned(), ends: session.ends, stepped_up_until }
}

/// The hash of a new password, which the input has at this place.
async fn hash(password: String, at: &str) -> Result<PasswordHash, Failure> {
    let hashed = tokio::task::spawn_blocking(move || hash_password(&password, &entropy())).await;
    hashed.map_err(Failure::broken)?.map_err(|error| bad(at, error.code()))
}

fn check_account_name(name: &str) -> Result<(), Failure> {
    let good = (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if good { Ok(()) } else { Err(bad("account", "bad-account-name")) }
}

fn bad(at: &str, code: &'static str) -> Failure {
    Failure::BadInput { at: at.into(), code, given: None }
}

pub(super) fn account_subject(name: &str) -> String {
    format!("person/{name}")
}

/// Where the working log keeps them.
const SESSIONS: &str = "session/";

fn session_key(secret: &Secret) -> String {
    format!("{SESSIONS}{}", secret.hash().digest().hex())
}

#[cfg(test)]
mod tests;
