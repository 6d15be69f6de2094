//! Passwords that are set anew: by whose they are, or by an operator for somebody who has forgotten theirs. In force is that of the newest entry
//! that has one, and what an earlier one has opened is open no more.

use comity_store::{Commit, Expected, NewEntry};

use super::{Account, OpenedSession, account_subject, bad, hash, opened};
use crate::access::{PasswordHash, Permit, Role, action};
use crate::app::App;
use crate::app::failure::Failure;
use crate::app::ledger::When;

/// This entry has the hash of the password that is in force from then on.
pub(super) const SET: &str = "password-set";

impl App {
    /// Changes one's own password, in the session whose secret is shown: it stays, with the password entered just now; every other one of the
    /// account ends.
    ///
    /// # Errors
    /// [`Failure::BadCredentials`] if `current` is not the password, whatever the session is worth.
    pub async fn change_password(
        &self,
        permit: &Permit<action::OwnPassword>,
        presented: &str,
        current: String,
        new: String,
    ) -> Result<OpenedSession, Failure> {
        let name = permit.person();
        let shown = || self.session(presented).filter(|(_, session)| session.account == name);
        shown().ok_or(Failure::BadCredentials)?;
        self.check_password(name, current).await?;
        let hash = hash(new, "new").await?;
        let one_after_the_other = self.approving.lock().await;
        self.unless_closed(name)?;
        // The session may have been ended meanwhile, and then it stays so.
        let (secret, mut session) = shown().ok_or(Failure::BadCredentials)?;
        self.unless_overtaken(name, session.password)?;
        session.password = self.set_password(name, name, &hash).await?;
        drop(one_after_the_other);
        session.password_at = self.clock().now();
        self.keep_session(&secret, Some(&session))?;
        self.end_sessions_of(name, session.password).await;
        Ok(opened(&secret, &session))
    }

    /// Gives an account a new first password, when the one of before was forgotten. All its sessions end; its tokens are as good as before.
    ///
    /// # Errors
    /// [`Failure::OwnAccount`]: one's own is changed by who knows it; [`Failure::AlreadyClosed`]; [`Failure::BadInput`] for a court's program,
    /// which has none.
    pub async fn reset_password(
        &self,
        permit: &Permit<action::ManagePeople>,
        name: &str,
        password: String,
    ) -> Result<Account, Failure> {
        let by = permit.person();
        if name == by {
            return Err(Failure::OwnAccount);
        }
        if self.account(name)?.role == Role::CourtSystem {
            return Err(bad("account", "program-without-password"));
        }
        let own_number = self.account(by)?.password_number;
        let hash = hash(password, "password").await?;
        let one_after_the_other = self.approving.lock().await;
        // A password takes its time; whoever was closed meanwhile, or has another one, lets nobody in any more, and is let in no more.
        self.unless_overtaken(by, own_number)?;
        if self.is_closed(name)? {
            return Err(Failure::AlreadyClosed);
        }
        let number = self.set_password(name, by, &hash).await?;
        drop(one_after_the_other);
        self.end_sessions_of(name, number).await;
        self.account(name)
    }

    /// Puts a password into force. Answers with its number.
    pub(super) async fn set_password(&self, name: &str, by: &str, hash: &PasswordHash) -> Result<u64, Failure> {
        let kept = serde_json::to_value(hash).map_err(Failure::broken)?;
        let entry = NewEntry::new(SET).sealed("password", kept).sealed("by", by);
        let When { day, time } = self.when()?;
        // Whatever its holder enrols meanwhile holds nothing up.
        let setting = Commit::of(&account_subject(name), Expected::Any, day, time, vec![entry]);
        let number = self.ledger().commit(setting).await?.revision;
        tracing::warn!(account = name, by, "a password was set");
        Ok(number)
    }
}
