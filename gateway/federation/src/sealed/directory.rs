//! The directory of an authority: the keys of its people, signed by its gateway when it is asked. It has one form and is good for an
//! hour, so that whoever seals does so to the keys of today.

use comity_domain::limits::{DIRECTORY_FRESH_MAX_MS, DIRECTORY_MAX_BYTES, DIRECTORY_MAX_PEOPLE};
use comity_domain::{AuthorityId, GatewayId};
use comity_record::Time;
use serde::{Deserialize, Serialize};

use super::key::SealingKey;
use super::statement::AccountName;
use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyPair, KeyUse, Owner, Suite};
use crate::reason::{Reason, Refused};
use crate::roll::Roll;

const TYPE: jws::Type = jws::Type { typ: "comity-directory+json", key_use: KeyUse::Envelope };

/// The keys by which an authority recovers what was sealed to its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryKeys {
    /// That of the officers; its private half is split.
    pub key: SealingKey,
    /// That of the gateway, which takes its layer off when two have approved.
    pub release: SealingKey,
}

/// A person who can be sealed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The account.
    pub account: AccountName,
    /// The name for people.
    pub name: String,
    /// What the person is at the authority: a code.
    pub role: String,
    /// The key.
    pub key: SealingKey,
    /// When the key was enrolled.
    pub since: Time,
}

/// The people of one authority who can be sealed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    /// The authority.
    pub authority: AuthorityId,
    /// The gateway that serves it and signs this.
    pub gateway: GatewayId,
    /// When it was made, by that gateway's clock.
    pub made: Time,
    /// The people, by their accounts.
    pub people: Vec<Listed>,
    /// The keys for recovery, where the authority has some.
    pub recovery: Option<RecoveryKeys>,
}

impl Directory {
    /// The signed directory.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        if *key.owner() != Owner::Gateway(self.gateway.clone()) {
            return Err(key.wrong("it is not a key of the gateway that publishes"));
        }
        if key.suite() != Suite::Ed25519 {
            return Err(key.wrong("directories are signed with Ed25519"));
        }
        let bytes = Jws::sign(&jws::payload(self)?, TYPE, key)?.to_bytes()?;
        if bytes.len() > DIRECTORY_MAX_BYTES || self.people.len() > DIRECTORY_MAX_PEOPLE {
            return Err(Reason::TooLarge.because(format!("a directory of {} bytes", bytes.len())).into());
        }
        // Canonical JSON is UTF-8, so nothing is ever lost here.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Reads the directory of `authority`: signed by the gateway that the roll says serves it, with a key that is good now, and fresh.
    pub fn verify(text: &str, roll: &Roll, now: Time, authority: &AuthorityId) -> Result<Self, Refused> {
        const FIELDS: [&str; 5] = ["authority", "gateway", "made", "people", "recovery"];
        let signed = Jws::read(text.as_bytes(), DIRECTORY_MAX_BYTES)?.verify(TYPE, roll)?;
        let directory: Self = jws::typed(jws::members(&signed.payload, &FIELDS)?)?;
        signed.key.check(directory.made, now)?;
        let serving = roll.gateway_of(authority).map(|entry| entry.id.clone());
        let signer = Owner::Gateway(directory.gateway.clone());
        if serving.as_ref() != Some(&directory.gateway) || signed.key.owner != signer {
            return Err(Reason::WrongSigner.because(format!("`{}` does not serve `{authority}`", signed.key.kid)));
        }
        if directory.authority != *authority {
            return Err(Reason::WrongMessage.because(format!("the directory of `{}`", directory.authority)));
        }
        let age = now.unix_ms().saturating_sub(directory.made.unix_ms());
        if age.saturating_abs() > DIRECTORY_FRESH_MAX_MS {
            return Err(Reason::WrongMessage.because(format!("the directory was made at {}", directory.made)));
        }
        if directory.people.len() > DIRECTORY_MAX_PEOPLE {
            return Err(Reason::TooLarge.because("more people than one authority has"));
        }
        Ok(directory)
    }

    /// The person with this account.
    pub fn person(&self, account: &str) -> Option<&Listed> {
        self.people.iter().find(|person| person.account.as_str() == account)
    }
}
