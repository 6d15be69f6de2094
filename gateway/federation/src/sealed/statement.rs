//! What a sealed file says in the clear. Every slot and every chunk is bound to it, to the byte.

use core::fmt;
use core::str::FromStr;
use std::collections::BTreeSet;

use comity_domain::limits::{
    SCANNER_NAME_MAX_CHARS, SEALED_ITEM_MAX_BYTES, SEALED_LABEL_MAX_CHARS, SEALED_RECIPIENTS_MAX,
};
use comity_domain::{AuthorityId, MatterId};
use comity_record::{Digest, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::directory::RecoveryKeys;
use super::fault::SealedFault;
use super::key::SealingKey;

/// The media type of a sealed file.
pub const MEDIA_TYPE: &str = "application/vnd.comity.sealed";

/// The version of the format.
const VERSION: u8 = 1;

/// The name of an item within its matter: lower-case letters, digits and hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item(Box<str>);

/// Under what label an item may be used: the number of the case, as a rule. One line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label(Box<str>);

/// The account of a person, as one signs in with it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountName(Box<str>);

/// A person whom a file is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The account at the gateway of the authority that the file is for.
    pub account: AccountName,
    /// The key.
    pub key: SealingKey,
}

/// Who says to have sealed the file. It is a claim: what is known of it is who attached the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealer {
    /// The authority.
    pub authority: AuthorityId,
    /// The account there.
    pub account: AccountName,
}

/// What the sealer says about malware. Nobody can look once the file is sealed, so it is a claim, and shown as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Scan {
    /// A scanner was asked and found nothing.
    Clean {
        /// When.
        at: Time,
        /// What the scanner calls itself.
        scanner: String,
    },
    /// No scanner was asked.
    NotScanned,
}

/// What is to be sealed, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The matter that the file belongs to.
    pub matter: MatterId,
    /// Which item of it.
    pub item: Item,
    /// Under what label it may be used.
    pub label: Option<Label>,
    /// The bytes of the text that is sealed.
    pub size: u64,
    /// Who seals.
    pub by: Sealer,
    /// When.
    pub sealed: Time,
    /// Whether a scanner was asked before.
    pub scan: Scan,
    /// The authority of everybody whom it is for.
    pub authority: AuthorityId,
    /// The people whom it is for.
    pub recipients: Vec<Recipient>,
    /// The keys by which that authority recovers it, where it has some.
    pub recovery: Option<RecoveryKeys>,
}

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The version of the format: 1.
    pub v: u8,
    /// The matter that the file belongs to.
    pub matter: MatterId,
    /// Which item of it.
    pub item: Item,
    /// Under what label it may be used.
    pub label: Option<Label>,
    /// The bytes of the text that is sealed.
    pub size: u64,
    /// Who says to have sealed it.
    pub by: Sealer,
    /// When, by that one's clock.
    pub sealed: Time,
    /// What that one says about malware.
    pub scan: Scan,
    /// The authority of everybody whom it is for.
    pub authority: AuthorityId,
    /// The people whom it is for: all of them, nobody is one in secret.
    pub recipients: Vec<Recipient>,
    /// The keys by which that authority recovers it, where it has some.
    pub recovery: Option<RecoveryKeys>,
    /// Ties every slot to one and the same key.
    pub commitment: Digest,
}

impl Draft {
    pub(super) fn state(self, commitment: Digest) -> Result<Statement, SealedFault> {
        let Self { matter, item, label, size, by, sealed, scan, authority, recipients, recovery } = self;
        let statement = Statement {
            v: VERSION,
            matter,
            item,
            label,
            size,
            by,
            sealed,
            scan,
            authority,
            recipients,
            recovery,
            commitment,
        };
        statement.check()?;
        Ok(statement)
    }
}

impl Statement {
    pub(super) fn check(&self) -> Result<(), SealedFault> {
        if self.v != VERSION {
            return Err(SealedFault::Malformed("of a version that is not known"));
        }
        if self.recipients.is_empty() {
            return Err(SealedFault::Recipients("nobody"));
        }
        if self.recipients.len() > SEALED_RECIPIENTS_MAX {
            return Err(SealedFault::Recipients("too many"));
        }
        let accounts: BTreeSet<&AccountName> = self.recipients.iter().map(|recipient| &recipient.account).collect();
        let mut keys: BTreeSet<&SealingKey> = self.recipients.iter().map(|recipient| &recipient.key).collect();
        let people = self.recipients.len();
        // A recovery key that is a person's too would open without any release.
        let others = self.recovery.iter().flat_map(|recovery| [&recovery.key, &recovery.release]);
        let expected = people + 2 * usize::from(self.recovery.is_some());
        keys.extend(others);
        if accounts.len() != people || keys.len() != expected {
            return Err(SealedFault::Recipients("somebody or a key twice"));
        }
        match &self.scan {
            Scan::Clean { scanner, .. } if !is_line(scanner, SCANNER_NAME_MAX_CHARS) => {
                Err(SealedFault::Malformed("the name of the scanner"))
            }
            _ => Ok(()),
        }
    }
}

/// One line of so many characters, and at least one.
fn is_line(text: &str, max_chars: usize) -> bool {
    (1..=max_chars).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

fn is_code(text: &str, max_bytes: usize) -> bool {
    (1..=max_bytes).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

macro_rules! checked_text {
    ($($name:ident: $check:expr, $what:literal;)*) => {$(
        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SealedFault;

            fn from_str(text: &str) -> Result<Self, SealedFault> {
                let is_good: fn(&str) -> bool = $check;
                if is_good(text) { Ok(Self(text.into())) } else { Err(SealedFault::Malformed($what)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

checked_text! {
    Item: |text| is_code(text, SEALED_ITEM_MAX_BYTES), "an item is lower-case letters, digits and hyphens";
    AccountName: |text| is_code(text, SEALED_ITEM_MAX_BYTES), "an account is lower-case letters, digits and hyphens";
    Label: |text| is_line(text, SEALED_LABEL_MAX_CHARS), "a label is one line";
}
