//! Accounts, sessions and tokens. Accounts and token digests are entries of the record; sessions lie in the working log.

use std::time::Duration;

use comity_domain::limits::{PASSWORD_WAIT_MAX_MS, SESSION_MAX_MS, STEP_UP_MAX_MINUTES};
use comity_domain::{AuthorityId, Date};
use comity_record::Time;
use comity_store::{Commit, Entry, Expected, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::When;
use super::{App, views};
use crate::access::{
    Actor, Credential, PasswordHash, Permit, Role, Secret, SecretHash, SecretKind, action, hash_password,
    verify_password,
};
use crate::clock::entropy;

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
    #[serde(skip)]
    password: Option<PasswordHash>,
    #[serde(skip)]
    pub(super) revision: u64,
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
        let hash = match new.password {
            Some(password) => Some(hash(password).await?),
            None if new.role == Role::CourtSystem => None,
            None => return Err(bad("password", "password-missing")),
        };
        let mut entry = NewEntry::new("account-added")
            .open("role", new.role.code())
            .open("authority", new.authority.as_str())
            .sealed("name", new.name.as_str());
        if let Some(hash) = &hash {
            entry = entry.sealed("password", serde_json::to_value(hash).map_err(Failure::broken)?);
        }
        // Whoever makes an account for a judge, or for a second operator, is known afterwards.
        if let Some(by) = by {
            entry = entry.sealed("by", by);
        }
        let When { day, time } = self.when()?;
        let expected = Expected::Revision(0);
        self.ledger().commit(Commit::of(&account_subject(&new.account), expected, day, time, vec![entry])).await?;
        self.account(&new.account)
    }

    /// Everybody who has an account.
    pub fn accounts(&self, _: &Permit<action::ReadPeople>) -> Result<Vec<Account>, Failure> {
        views::people(&*self.ledger().store().views())?.iter().map(|account| self.account(account)).collect()
    }

    /// Issues a token to a court's program, or a person's program. Only its digest is kept.
    pub async fn issue_token(&self, permit: &Permit<action::ManagePeople>, account: &str) -> Result<String, Failure> {
        self.issue_token_by(Some(permit.person()), account).await
    }

    /// Issues a token while the gateway is being set up and nobody could have a permit yet.
    pub(crate) async fn first_token(&self, account: &str) -> Result<String, Failure> {
        self.issue_token_by(None, account).await
    }

    async fn issue_token_by(&self, by: Option<&str>, account: &str) -> Result<String, Failure> {
        let known = self.account(account)?;
        let token = Secret::new(SecretKind::Token, &entropy());
        let kept = serde_json::to_value(token.hash()).map_err(Failure::broken)?;
        let mut entry = NewEntry::new("token-issued").sealed("token", kept);
        if let Some(by) = by {
            entry = entry.sealed("by", by);
        }
        let When { day, time } = self.when()?;
        let expected = Expected::Revision(known.revision);
        self.ledger().commit(Commit::of(&account_subject(account), expected, day, time, vec![entry])).await?;
        // The account is named beside the secret, so that its digest is looked up in one place.
        Ok(format!("{}.{account}", token.reveal()))
    }

    /// Opens a session for whoever knows the password.
    pub async fn sign_in(&self, account: &str, password: String) -> Result<OpenedSession, Failure> {
        self.check_password(account, password).await?;
        let secret = Secret::new(SecretKind::Session, &entropy());
        let now = self.clock().now();
        let session = Session { account: account.to_owned(), ends: now.plus_ms(SESSION_MAX_MS), password_at: now };
        self.keep_session(&secret, Some(&session))?;
        Ok(opened(&secret, &session))
    }

    /// Takes the password again, for acts that need it fresh.
    pub async fn step_up(&self, presented: &str, password: String) -> Result<OpenedSession, Failure> {
        let (secret, mut session) = self.session(presented).ok_or(Failure::BadCredentials)?;
        self.check_password(&session.account, password).await?;
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
        Ok(self.account(&session.account).map_err(|_| Failure::BadCredentials)?.acting(credential))
    }

    fn identify_program(&self, token: &str, account: &str) -> Result<Actor, Failure> {
        let account = self.account(account).map_err(|_| Failure::BadCredentials)?;
        let token = Secret::parse(SecretKind::Token, token).ok_or(Failure::BadCredentials)?;
        let entries = self.ledger().store().load(&account_subject(&account.account))?;
        let kept = |entry: &Entry| -> Option<SecretHash> {
            serde_json::from_value(entry.particulars.get("token")?.clone()).ok()
        };
        let issued = entries
            .iter()
            .any(|entry| entry.kind == "token-issued" && kept(entry).is_some_and(|hash| hash.is_of(&token)));
        if issued { Ok(account.acting(Credential::Token)) } else { Err(Failure::BadCredentials) }
    }

    pub(super) fn account(&self, name: &str) -> Result<Account, Failure> {
        check_account_name(name)?;
        let entries = self.ledger().store().load(&account_subject(name))?;
        let first = entries.first().ok_or(Failure::NotFound { what: "account" })?;
        account(name, first, entries.len())
    }

    async fn check_password(&self, name: &str, password: String) -> Result<(), Failure> {
        // An unknown name costs as much time as a known one, so that nobody can find out which names exist.
        let kept = self.account(name).ok().and_then(|account| account.password);
        // Checking a password is made expensive; strangers must not be able to make the gateway do nothing else.
        let wait = Duration::from_millis(PASSWORD_WAIT_MAX_MS);
        let place = tokio::time::timeout(wait, self.password_checks().acquire()).await;
        let _place = place.map_err(|_| Failure::SignInBusy)?.map_err(Failure::broken)?;
        let check = move || verify_password(&password, kept.as_ref());
        let right = tokio::task::spawn_blocking(check).await.map_err(Failure::broken)?;
        if right { Ok(()) } else { Err(Failure::BadCredentials) }
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

fn account(name: &str, first: &Entry, entries: usize) -> Result<Account, Failure> {
    let open = |field: &str| first.open.get(field).and_then(Value::as_str).ok_or_else(|| Failure::broken("account"));
    let sealed = |field: &str| first.particulars.get(field).cloned();
    Ok(Account {
        account: name.to_owned(),
        name: sealed("name").as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
        role: open("role")?.parse().map_err(|_| Failure::broken("role"))?,
        authority: open("authority")?.parse().map_err(Failure::broken)?,
        since: first.day,
        password: sealed("password").and_then(|kept| serde_json::from_value(kept).ok()),
        revision: u64::try_from(entries).map_err(Failure::broken)?,
    })
}

fn opened(secret: &Secret, session: &Session) -> OpenedSession {
    let stepped_up_until = session.password_at.plus_ms(STEP_UP_MAX_MINUTES * 60_000);
    OpenedSession { session: secret.reveal().to_owned(), ends: session.ends, stepped_up_until }
}

async fn hash(password: String) -> Result<PasswordHash, Failure> {
    let hashed = tokio::task::spawn_blocking(move || hash_password(&password, &entropy())).await;
    hashed.map_err(Failure::broken)?.map_err(|error| bad("password", error.code()))
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
