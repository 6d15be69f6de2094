//! What an event says. The kinds are open: one that is not known here, or that does not read as it should, is kept, shown as unknown and
//! handed on, and stops nothing.

use std::collections::BTreeSet;

use comity_domain::AuthorityId;
use comity_domain::draw::{Person, PersonId, Tag};
use comity_domain::limits::{DRAW_TAGS_MAX, FEED_KIND_MAX_BYTES};
use comity_domain::registry::{Entry, Register};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::FederationError;
use crate::reason::{Reason, Refused};

/// What an event is about, by its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kind(Box<str>);

/// What an event says.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// How an entry of a register shows from now on: of a mediator, a practitioner, an expert or a body for foreign law, an insolvency
    /// administrator. One that is over is published as [ended](comity_domain::registry::Status::Ended).
    Entry(Box<Entry>),
    /// A juror on a list from which courts draw: nothing more than a pool needs. No name, and so no face.
    Juror(SharedJuror),
    /// A mediator's card, as its body issued it, with what may be public.
    Credential(String),
    /// A signed status list.
    StatusList(String),
    /// A body's notice on how one mediator stands.
    StatusNotice(String),
    /// What bars a mediator from a territory, or lifts that.
    Bar(String),
    /// A voice of the Joint Conference.
    Confirmation(String),
    /// Something that this version cannot read.
    Unknown {
        /// What it says that it is.
        kind: Kind,
        /// As it came.
        body: Map<String, Value>,
    },
}

/// A juror, as a pool has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedJuror {
    /// The court on whose list.
    pub court: AuthorityId,
    /// The number of the registry.
    pub id: PersonId,
    /// What qualifies for a seat; none once the person is on the list no more.
    pub tags: Option<BTreeSet<Tag>>,
}

/// The body of what somebody else has signed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    signed: String,
}

impl Kind {
    /// The codes of the kinds that are known here.
    pub const KNOWN: [&'static str; 7] =
        ["entry", "juror", "credential", "status-list", "status-notice", "bar", "confirmation"];

    /// The code, as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Display for Kind {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not the code of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of event: expected lower-case letters and hyphens")]
pub struct NotAKind;

impl TryFrom<String> for Kind {
    type Error = NotAKind;

    fn try_from(text: String) -> Result<Self, NotAKind> {
        let is_good = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        let fits = (1..=FEED_KIND_MAX_BYTES).contains(&text.len());
        if fits && text.bytes().all(is_good) { Ok(Self(text.into())) } else { Err(NotAKind) }
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.0.into()
    }
}

impl SharedJuror {
    /// The person, as a pool has it; `None` once it is on the list no more.
    pub fn person(&self) -> Option<Person> {
        let tags = self.tags.as_ref()?.iter().cloned().collect();
        Some(Person { id: self.id.clone(), tags })
    }
}

impl Content {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        let code = match self {
            Self::Entry(_) => "entry",
            Self::Juror(_) => "juror",
            Self::Credential(_) => "credential",
            Self::StatusList(_) => "status-list",
            Self::StatusNotice(_) => "status-notice",
            Self::Bar(_) => "bar",
            Self::Confirmation(_) => "confirmation",
            Self::Unknown { kind, .. } => return kind.clone(),
        };
        Kind(code.into())
    }

    /// The authority in whose name it speaks, where the publisher vouches for that.
    pub fn authority(&self) -> Option<&AuthorityId> {
        match self {
            Self::Entry(entry) => Some(&entry.keeper),
            Self::Juror(juror) => Some(&juror.court),
            _ => None,
        }
    }

    /// As it travels.
    ///
    /// # Errors
    /// It is none that this version may publish.
    pub(super) fn to_body(&self) -> Result<(Kind, Map<String, Value>), FederationError> {
        let signed = |text: &String| object(&Statement { signed: text.clone() });
        let body = match self {
            Self::Entry(entry) => {
                check_entry(entry)?;
                object(entry)?
            }
            Self::Juror(juror) => {
                check_juror(juror)?;
                object(juror)?
            }
            Self::Credential(text)
            | Self::StatusList(text)
            | Self::StatusNotice(text)
            | Self::Bar(text)
            | Self::Confirmation(text) => signed(text)?,
            Self::Unknown { .. } => {
                return Err(Reason::UnknownKind.because("nobody publishes what it cannot read").into());
            }
        };
        Ok((self.kind(), body))
    }

    /// As it came.
    pub(super) fn of_body(kind: Kind, body: Map<String, Value>) -> Self {
        Self::read(&kind, &body).unwrap_or(Self::Unknown { kind, body })
    }

    fn read(kind: &Kind, body: &Map<String, Value>) -> Option<Self> {
        let body = Value::Object(body.clone());
        let signed = |body: Value| serde_json::from_value::<Statement>(body).ok().map(|statement| statement.signed);
        match kind.as_str() {
            "entry" => {
                let entry: Entry = serde_json::from_value(body).ok()?;
                check_entry(&entry).ok()?;
                Some(Self::Entry(Box::new(entry)))
            }
            "juror" => {
                let juror: SharedJuror = serde_json::from_value(body).ok()?;
                check_juror(&juror).ok()?;
                Some(Self::Juror(juror))
            }
            "credential" => signed(body).map(Self::Credential),
            "status-list" => signed(body).map(Self::StatusList),
            "status-notice" => signed(body).map(Self::StatusNotice),
            "bar" => signed(body).map(Self::Bar),
            "confirmation" => signed(body).map(Self::Confirmation),
            _ => None,
        }
    }
}

fn check_entry(entry: &Entry) -> Result<(), Refused> {
    if entry.register == Register::Jurors {
        return Err(Reason::Malformed.because("the face of a juror leaves no gateway"));
    }
    entry.check().map_err(|bad| Reason::Malformed.because(format!("the entry: {}, {}", bad.at, bad.code)))
}

fn check_juror(juror: &SharedJuror) -> Result<(), Refused> {
    let is_long = juror.tags.as_ref().is_some_and(|tags| tags.len() > DRAW_TAGS_MAX);
    if is_long { Err(Reason::Malformed.because("more tags than a person of a pool may have")) } else { Ok(()) }
}

fn object<T: Serialize>(value: &T) -> Result<Map<String, Value>, FederationError> {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(Reason::Malformed.because("what an event says is an object").into()),
    }
}
