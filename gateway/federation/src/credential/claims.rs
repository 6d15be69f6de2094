//! What a credential says: openly, and only to whom the holder discloses it. There is no claim for the number of a document of identity, a
//! date of birth or an address, and one that is not known here is refused.

use comity_domain::mediator::{Accreditation, ListName, Profile, RosterNumber};
use comity_domain::{AuthorityId, Jurisdiction};
use comity_record::Digest;
use comity_record::seal::Entropy;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::compact::Seconds;
use super::fault::{Fault, Flaw};
use crate::base64url;
use crate::error::FederationError;
use crate::reason::Reason;

/// The type of the credential. A name, and not an address.
pub const VCT: &str = "urn:comity:credential:mediator:1";

pub(super) const SD_ALG: &str = "sha-256";
const SALT_BYTES: usize = 16;

/// What the holder may disclose, each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// The family name.
    FamilyName,
    /// The given name.
    GivenName,
    /// The whole name in Latin letters.
    RomanisedName,
    /// The languages.
    Languages,
    /// The specialities.
    Specialities,
    /// Digest of the photograph.
    PhotoDigest,
}

impl Claim {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::FamilyName,
        Self::GivenName,
        Self::RomanisedName,
        Self::Languages,
        Self::Specialities,
        Self::PhotoDigest,
    ];

    /// The name, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::RomanisedName => "romanised_name",
            Self::Languages => "languages",
            Self::Specialities => "specialities",
            Self::PhotoDigest => "photo_digest",
        }
    }

    /// What a profile has to say of it.
    fn of(self, profile: &Profile) -> Option<Value> {
        let list = |texts: &Vec<String>| (!texts.is_empty()).then(|| Value::from(texts.clone()));
        match self {
            Self::FamilyName => Some(profile.family_name.clone().into()),
            Self::GivenName => Some(profile.given_name.clone().into()),
            Self::RomanisedName => profile.romanised_name.clone().map(Value::from),
            Self::Languages => list(&profile.languages),
            Self::Specialities => list(&profile.specialities),
            Self::PhotoDigest => profile.photo.map(|digest| digest.to_string().into()),
        }
    }
}

/// Where the status of a credential is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusRef {
    /// At which place of the list.
    pub idx: u32,
    /// In which list.
    pub uri: ListName,
}

/// What was disclosed, and is what the credential commits to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Disclosed {
    /// The family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// The whole name in Latin letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub romanised_name: Option<String>,
    /// The languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// The specialities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialities: Option<Vec<String>>,
    /// Digest of the photograph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_digest: Option<Digest>,
}

/// The payload, as it is signed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Payload {
    pub(super) vct: String,
    pub(super) iss: AuthorityId,
    pub(super) sub: RosterNumber,
    pub(super) iat: Seconds,
    pub(super) exp: Seconds,
    pub(super) accreditation: Stated,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) prev: Option<Digest>,
    pub(super) status: StatusClaim,
    #[serde(rename = "_sd")]
    pub(super) digests: Vec<String>,
    #[serde(rename = "_sd_alg")]
    pub(super) digest_alg: String,
}

/// The claim `accreditation`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stated {
    pub(super) standard: String,
    pub(super) standard_version: String,
    pub(super) issuing_region: Jurisdiction,
    pub(super) roster_no: String,
    pub(super) level: String,
}

/// The claim `status`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusClaim {
    pub(super) status_list: StatusRef,
}

impl Stated {
    pub(super) fn of(accreditation: &Accreditation, subject: &RosterNumber) -> Self {
        Self {
            standard: accreditation.standard.clone(),
            standard_version: accreditation.standard_version.clone(),
            issuing_region: subject.region(),
            roster_no: subject.number().to_owned(),
            level: accreditation.level.clone(),
        }
    }

    /// The accreditation, if it is of the person that the credential is about.
    pub(super) fn read(self, subject: &RosterNumber) -> Result<Accreditation, Fault> {
        if self.issuing_region != subject.region() || self.roster_no != subject.number() {
            return Err(Flaw::NotEntitled("the roster number is not that of `sub`").at("accreditation"));
        }
        Ok(Accreditation { standard: self.standard, standard_version: self.standard_version, level: self.level })
    }
}

/// What is committed to, in the order of the digests, and what discloses it.
pub(super) struct Committed {
    pub(super) digests: Vec<String>,
    pub(super) disclosures: Vec<(Claim, String)>,
}

/// Commits to a profile. A claim that it does not have is replaced by a digest of chance, so that their number says nothing of the person;
/// and they stand in the order of the digests, so that neither does their place.
pub(super) fn commit(profile: &Profile, entropy: &mut dyn Entropy) -> Result<Committed, FederationError> {
    let mut committed = Committed { digests: Vec::new(), disclosures: Vec::new() };
    for claim in Claim::ALL {
        let mut salt = [0; SALT_BYTES];
        entropy.fill(&mut salt);
        let salt = base64url::encode(&salt);
        let Some(value) = claim.of(profile) else {
            committed.digests.push(digest_of(&salt));
            continue;
        };
        let text = serde_json::to_vec(&(salt, claim.code(), value))
            .map_err(|_| FederationError::BadCredential("what it discloses cannot be written"))?;
        let disclosure = base64url::encode(&text);
        committed.digests.push(digest_of(&disclosure));
        committed.disclosures.push((claim, disclosure));
    }
    committed.digests.sort();
    Ok(committed)
}

/// Reads what is disclosed: each is committed to, stands there once, and is of a claim that is known.
pub(super) fn disclosed<'a>(
    disclosures: impl Iterator<Item = &'a str>,
    digests: &[String],
) -> Result<Disclosed, Fault> {
    let mut sorted: Vec<&String> = digests.iter().collect();
    sorted.sort();
    sorted.dedup();
    if sorted.len() != digests.len() || digests.len() > Claim::ALL.len() {
        return Err(Flaw::Disclosure("a digest stands twice, or there are too many").at("_sd"));
    }
    let mut read = Disclosed::default();
    for (place, disclosure) in disclosures.enumerate() {
        let at = format!("disclosures[{place}]");
        if !digests.contains(&digest_of(disclosure)) {
            return Err(Flaw::Disclosure("it is not committed to").at(at));
        }
        let (name, value) = opened(disclosure).ok_or_else(|| Reason::Malformed.found(&at, "not a disclosure"))?;
        let claim = Claim::ALL.into_iter().find(|claim| claim.code() == name);
        let claim = claim.ok_or_else(|| Reason::UnknownField.found(&at, "a claim that is not known"))?;
        if !read.put(claim, value).ok_or_else(|| Reason::Malformed.found(&at, "the value has another shape"))? {
            return Err(Flaw::Disclosure("the claim is disclosed twice").at(at));
        }
    }
    Ok(read)
}

impl Disclosed {
    /// Puts a value into its place. `false` if one stands there, `None` if it is no value of the claim.
    fn put(&mut self, claim: Claim, value: Value) -> Option<bool> {
        fn fill<T: serde::de::DeserializeOwned>(place: &mut Option<T>, value: Value) -> Option<bool> {
            let is_free = place.is_none();
            *place = Some(serde_json::from_value(value).ok()?);
            Some(is_free)
        }
        match claim {
            Claim::FamilyName => fill(&mut self.family_name, value),
            Claim::GivenName => fill(&mut self.given_name, value),
            Claim::RomanisedName => fill(&mut self.romanised_name, value),
            Claim::Languages => fill(&mut self.languages, value),
            Claim::Specialities => fill(&mut self.specialities, value),
            Claim::PhotoDigest => fill(&mut self.photo_digest, value),
        }
    }
}

/// Which claim a disclosure is of.
pub(super) fn claim_of(disclosure: &str) -> Option<Claim> {
    let (name, _) = opened(disclosure)?;
    Claim::ALL.into_iter().find(|claim| claim.code() == name)
}

fn opened(disclosure: &str) -> Option<(String, Value)> {
    let bytes = base64url::decode(disclosure)?;
    let (_, name, value): (String, String, Value) = serde_json::from_slice(&bytes).ok()?;
    Some((name, value))
}

/// The digest of a disclosure, as the credential has it (RFC 9901, 4.2.3).
fn digest_of(disclosure: &str) -> String {
    base64url::encode(Digest::of(disclosure.as_bytes()).as_bytes())
}
