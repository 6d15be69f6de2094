//! A mediator's credential: what the accrediting body signed once, and anybody can check, offline, for as long as it matters.
//!
//! It is an SD-JWT VC (RFC 9901, `typ: dc+sd-jwt`, ES256), so that any JOSE library reads it. A *card* is the credential with what its holder
//! discloses. How the person stands is looked up in a status list ([`crate::status_list`]); that the Joint Conference confirmed, and that a
//! region bars somebody, is said apart, each with a key of its own. The roll says which key may say what for which region; nothing that a
//! credential names is ever fetched. A card proves how somebody stands, and not who holds it.
//!
//! ```no_run
//! use comity_federation::credential::{self, Fault, Standing};
//! use comity_federation::roll::Anchor;
//! use comity_record::Time;
//!
//! fn checked(card: &str, bundle: &[u8], held: &[Anchor], now: Time) -> Result<bool, Fault> {
//!     let verdict = credential::verify_card(card, bundle, Some(held), now)?;
//!     Ok(verdict.standing == Standing::Valid)
//! }
//! ```

mod claims;
pub(crate) mod compact;
mod fault;
mod grounds;
mod roster;
pub(crate) mod statement;

use comity_domain::AuthorityId;
use comity_domain::limits::{CARD_MAX_BYTES, CREDENTIAL_MAX_DAYS};
use comity_domain::mediator::{Accreditation, Profile, RosterNumber};
use comity_record::seal::Entropy;
use comity_record::{Digest, Time};

pub use self::claims::{Claim, Disclosed, StatusRef, VCT};
use serde::{Deserialize, Serialize};

use self::claims::{Payload, SD_ALG, Stated, StatusClaim};
use self::compact::{Kind, Seconds};
pub use self::fault::{Fault, Flaw};
pub use self::grounds::{Bundle, Doubt, Grounds, Standing, Verdict, verify_card};
pub use self::roster::{Asked, Known, Roster, accredited};
pub use self::statement::{Bar, Confirmation, StatusNotice};
use crate::error::FederationError;
use crate::keys::{KeyPair, KeyUse, Owner};
use crate::reason::Reason;
use crate::roll::Roll;

const CREDENTIAL: Kind = Kind { typ: "dc+sd-jwt", key_use: KeyUse::Credential, max_bytes: CARD_MAX_BYTES };
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// What stands between the credential and what it discloses, and after each of those.
const TILDE: char = '~';

/// What a body issues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The body.
    pub issuer: AuthorityId,
    /// Whom it is about.
    pub subject: RosterNumber,
    /// What the accreditation is by.
    pub accreditation: Accreditation,
    /// What the holder can disclose.
    pub profile: Profile,
    /// Since when it is good, to the second.
    pub issued: Time,
    /// Until when, to the second.
    pub expires: Time,
    /// The digest of the credential that it renews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
    /// Where its status is looked up.
    pub status: StatusRef,
}

/// A credential, with everything that its holder can disclose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    jwt: String,
    disclosures: Vec<(Claim, String)>,
}

/// A credential whose signature held, with what was disclosed. Only [`verify`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The body.
    pub issuer: AuthorityId,
    /// Whom it is about.
    pub subject: RosterNumber,
    /// What the accreditation is by.
    pub accreditation: Accreditation,
    /// Since when it is good.
    pub issued: Time,
    /// Until when.
    pub expires: Time,
    /// The digest of the credential that it renews.
    pub previous: Option<Digest>,
    /// Where its status is looked up.
    pub status: StatusRef,
    /// What was disclosed.
    pub disclosed: Disclosed,
    /// Its digest.
    pub digest: Digest,
}

/// Issues a credential, with a salt of the entropy for each claim that can be disclosed.
///
/// # Errors
/// The key is not the body's for credentials, the body is of another region than the roster, the profile cannot stand as it is, or the
/// credential would be for longer than one may be.
pub fn issue(draft: &Draft, key: &KeyPair, entropy: &mut dyn Entropy) -> Result<Issued, FederationError> {
    let no = FederationError::BadCredential;
    statement::owned(key, &Owner::Authority(draft.issuer.clone()))?;
    if draft.issuer.jurisdiction() != draft.subject.region() {
        return Err(no("the body is of another region than the roster"));
    }
    draft.profile.check().map_err(|_| no("the profile cannot stand as it is"))?;
    draft.accreditation.check().map_err(|_| no("the accreditation cannot stand as it is"))?;
    check_term(draft.issued, draft.expires).map_err(no)?;
    let committed = claims::commit(&draft.profile, entropy)?;
    let payload = Payload {
        vct: VCT.to_owned(),
        iss: draft.issuer.clone(),
        sub: draft.subject.clone(),
        iat: Seconds::of(draft.issued),
        exp: Seconds::of(draft.expires),
        accreditation: Stated::of(&draft.accreditation, &draft.subject),
        prev: draft.previous,
        status: StatusClaim { status_list: draft.status.clone() },
        digests: committed.digests,
        digest_alg: SD_ALG.to_owned(),
    };
    let jwt = compact::sign(&payload, CREDENTIAL, key)?;
    let issued = Issued { jwt, disclosures: committed.disclosures };
    if issued.card(&Claim::ALL).len() > CARD_MAX_BYTES {
        return Err(no("it would be longer than a card may be"));
    }
    Ok(issued)
}

impl Issued {
    /// The card that discloses these claims.
    pub fn card(&self, shown: &[Claim]) -> String {
        let disclosures = self.disclosures.iter().filter(|(claim, _)| shown.contains(claim));
        joined(&self.jwt, disclosures.map(|(_, disclosure)| disclosure.as_str()))
    }

    /// Its digest, which a renewal names.
    pub fn digest(&self) -> Digest {
        digest_of(&self.jwt)
    }
}

/// The card of a holder who discloses less: these claims of those on the card.
///
/// # Errors
/// The text is no card.
pub fn present(card: &str, shown: &[Claim]) -> Result<String, Fault> {
    let (jwt, disclosures) = parts(card)?;
    let kept = disclosures.filter(|disclosure| claims::claim_of(disclosure).is_some_and(|it| shown.contains(&it)));
    Ok(joined(jwt, kept))
}

/// Verifies a card with the keys of the roll: form, signature, who may accredit there, term, and what it discloses. How the person stands is
/// another question, which [`Grounds::verify`] answers.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify(card: &str, roll: &Roll, now: Time) -> Result<Credential, Fault> {
    if card.len() > CARD_MAX_BYTES {
        return Err(Reason::TooLarge.found("", format!("at most {CARD_MAX_BYTES} bytes are allowed")));
    }
    let (jwt, disclosures) = parts(card)?;
    let token = compact::verify::<Payload>(jwt, CREDENTIAL, roll)?;
    token.check_key(token.said.iat, now)?;
    let said = &token.said;
    if said.vct != VCT {
        return Err(Reason::WrongType.found("vct", format!("not `{VCT}`")));
    }
    if said.digest_alg != SD_ALG {
        return Err(Reason::BadAlgorithm.found("_sd_alg", format!("not `{SD_ALG}`")));
    }
    statement::signed_by(&token.key.owner, &Owner::Authority(said.iss.clone()))?;
    statement::accredits(roll, &said.iss, &said.sub)?;
    let (issued, expires) = (said.iat.time(), said.exp.time());
    check_term(issued, expires).map_err(|why| Flaw::Term(why).at("exp"))?;
    let disclosed = claims::disclosed(disclosures, &said.digests)?;
    let Payload { iss, sub, accreditation, prev, status, .. } = token.said;
    Ok(Credential {
        accreditation: accreditation.read(&sub)?,
        issuer: iss,
        subject: sub,
        issued,
        expires,
        previous: prev,
        status: status.status_list,
        disclosed,
        digest: digest_of(jwt),
    })
}

/// A credential ends after it begins, and within the time for which one may be.
fn check_term(issued: Time, expires: Time) -> Result<(), &'static str> {
    if expires <= issued {
        return Err("it ends before it begins");
    }
    if issued.plus_ms(CREDENTIAL_MAX_DAYS * DAY_MS) < expires {
        return Err("it is for longer than a credential may be");
    }
    Ok(())
}

/// The credential, and what is disclosed with it. What would stand after the last tilde binds a card to a key; there is none to bind to.
fn parts(card: &str) -> Result<(&str, impl Iterator<Item = &str>), Fault> {
    let whole = card.strip_suffix(TILDE).ok_or_else(|| Reason::Malformed.found("", "a card ends with a tilde"))?;
    let mut parts = whole.split(TILDE);
    let jwt = parts.next().unwrap_or_default();
    Ok((jwt, parts))
}

fn joined<'a>(jwt: &str, disclosures: impl Iterator<Item = &'a str>) -> String {
    let mut card = jwt.to_owned();
    card.push(TILDE);
    for disclosure in disclosures {
        card.push_str(disclosure);
        card.push(TILDE);
    }
    card
}

/// The digest of what was signed, without the signature: of one content others could make a second signature, and so a second digest.
fn digest_of(jwt: &str) -> Digest {
    let input = jwt.rsplit_once('.').map_or(jwt, |(input, _)| input);
    Digest::of(input.as_bytes())
}

#[cfg(test)]
mod tests;
