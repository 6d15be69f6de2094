//! Tokens of programs: issued by operators, shown once, known by their numbers, and refused from the entry on that revokes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_domain::Date;
use comity_store::{Commit, Entry, Expected, NewEntry};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account_subject;
use crate::access::{Actor, Credential, Permit, Secret, SecretHash, SecretKind, action};
use crate::app::App;
use crate::app::failure::Failure;
use crate::app::ledger::When;
use crate::clock::entropy;

/// This entry has the digest of a token. Its revision is the token's number.
pub(super) const ISSUED: &str = "token-issued";
/// From this entry on the token that it names is refused.
pub(super) const REVOKED: &str = "token-revoked";

/// A token that was issued. It is shown once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IssuedToken {
    /// Its number, by which it is revoked.
    pub number: u64,
    /// The secret to show with every request.
    pub token: String,
}

/// What is known of a token: not its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TokenRow {
    /// Its number, by which it is revoked.
    pub number: u64,
    /// The day on which it was issued.
    #[schema(value_type = String, format = Date)]
    pub issued: Date,
    /// The day on which it was revoked, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub revoked: Option<Date>,
}

impl App {
    /// Issues a token to a court's program, or a person's program. Only its digest is kept.
    pub async fn issue_token(
        &self,
        permit: &Permit<action::ManagePeople>,
        account: &str,
    ) -> Result<IssuedToken, Failure> {
        self.issue_token_by(Some(permit.person()), account).await
    }

    /// Issues a token while the gateway is being set up and nobody could have a permit yet.
    pub(crate) async fn first_token(&self, account: &str) -> Result<String, Failure> {
        Ok(self.issue_token_by(None, account).await?.token)
    }

    /// The tokens that were ever issued to an account.
    pub fn tokens(&self, _: &Permit<action::ReadPeople>, account: &str) -> Result<Vec<TokenRow>, Failure> {
        self.tokens_of(account)
    }

    /// One's own.
    pub fn own_tokens(&self, permit: &Permit<action::OwnTokens>) -> Result<Vec<TokenRow>, Failure> {
        self.tokens_of(permit.person())
    }

    /// Revokes a token of an account, for good: from the entry on it is refused.
    ///
    /// # Errors
    /// [`Failure::TokenRevoked`] if it was revoked before.
    pub async fn revoke_token(
        &self,
        permit: &Permit<action::ManagePeople>,
        account: &str,
        number: u64,
    ) -> Result<(), Failure> {
        self.revoke_token_by(permit.person(), account, number).await
    }

    /// Revokes a token of one's own account: a program may do that too, with the same token or another one.
    ///
    /// # Errors
    /// [`Failure::TokenRevoked`] if it was revoked before.
    pub async fn revoke_own_token(&self, permit: &Permit<action::OwnTokens>, number: u64) -> Result<(), Failure> {
        self.revoke_token_by(permit.person(), permit.person(), number).await
    }

    async fn issue_token_by(&self, by: Option<&str>, account: &str) -> Result<IssuedToken, Failure> {
        let _nobody_is_closed_meanwhile = self.approving.lock().await;
        let known = self.account(account)?;
        if known.closed.is_some() {
            return Err(Failure::AlreadyClosed);
        }
        let token = Secret::new(SecretKind::Token, &entropy());
        let kept = serde_json::to_value(token.hash()).map_err(Failure::broken)?;
        let mut entry = NewEntry::new(ISSUED).sealed("token", kept);
        if let Some(by) = by {
            self.unless_closed(by)?;
            entry = entry.sealed("by", by);
        }
        let When { day, time } = self.when()?;
        let expected = Expected::Revision(known.revision);
        self.ledger().commit(Commit::of(&account_subject(account), expected, day, time, vec![entry])).await?;
        // The account is named beside the secret, so that its digest is looked up in one place.
        Ok(IssuedToken { number: known.revision + 1, token: format!("{}.{account}", token.reveal()) })
    }

    async fn revoke_token_by(&self, by: &str, account: &str, number: u64) -> Result<(), Failure> {
        let _nobody_is_closed_meanwhile = self.approving.lock().await;
        self.unless_closed(by)?;
        let tokens = self.tokens_of(account)?;
        let token = tokens.iter().find(|token| token.number == number).ok_or(Failure::NotFound { what: "token" })?;
        if token.revoked.is_some() {
            return Err(Failure::TokenRevoked);
        }
        let entry = NewEntry::new(REVOKED).open("number", number).sealed("by", by);
        let When { day, time } = self.when()?;
        // Whatever its holder enrols meanwhile holds nothing up.
        self.ledger().commit(Commit::of(&account_subject(account), Expected::Any, day, time, vec![entry])).await?;
        tracing::warn!(account, number, by, "a token was revoked");
        Ok(())
    }

    fn tokens_of(&self, account: &str) -> Result<Vec<TokenRow>, Failure> {
        let name = self.account(account)?.account;
        let entries = self.ledger().store().load(&account_subject(&name))?;
        let revoked: BTreeMap<u64, Date> =
            entries.iter().filter_map(|entry| Some((revokes(entry)?, entry.day))).collect();
        let row = |entry: &Arc<Entry>| TokenRow {
            number: entry.revision,
            issued: entry.day,
            revoked: revoked.get(&entry.revision).copied(),
        };
        Ok(entries.iter().filter(|entry| entry.kind == ISSUED).map(row).collect())
    }

    /// Who shows this token of this account.
    pub(super) fn identify_program(&self, token: &str, account: &str) -> Result<Actor, Failure> {
        let token = Secret::parse(SecretKind::Token, token).ok_or(Failure::BadCredentials)?.hash();
        let account = self.open_account(account)?;
        let entries = self.ledger().store().load(&account_subject(&account.account))?;
        let is_of = |entry: &Entry| {
            let kept = entry.particulars.get("token").and_then(|kept| SecretHash::deserialize(kept).ok());
            entry.kind == ISSUED && kept.is_some_and(|hash| hash.is(&token))
        };
        // The newest ones are those in use.
        let issued = entries.iter().rfind(|entry| is_of(entry)).ok_or(Failure::BadCredentials)?;
        if entries.iter().any(|entry| revokes(entry) == Some(issued.revision)) {
            return Err(Failure::BadCredentials);
        }
        Ok(account.acting(Credential::Token))
    }
}

/// The number of the token that an entry revokes, if it does.
fn revokes(entry: &Entry) -> Option<u64> {
    entry.open.get("number").filter(|_| entry.kind == REVOKED)?.as_u64()
}
