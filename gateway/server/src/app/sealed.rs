//! Sealed files, as far as a gateway has to do with them: it publishes the keys of its people, looks at what a file says in the clear,
//! and takes its layer off the slot for recovery when two have approved. It reads none, and nothing here could.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::label::Case;
use comity_domain::limits::TEXT_MAX_CHARS;
use comity_domain::matter::Refusal;
use comity_domain::{AuthorityId, MatterId, case_number};
use comity_federation::sealed::{
    Directory, HEADER_BYTES, Header, Listed, MEDIA_TYPE, PersonKey, RecoveryKeys, ReleasedSlot, Scan, SealedFault,
    SealingKey, Statement,
};
use comity_record::Digest;
use comity_store::{BlobRef, Commit, Entry, Expected, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::App;
use super::approvals::Approval;
use super::failure::Failure;
use super::ledger::{When, subject};
use super::matters::Acting;
use super::people::account_subject;
use super::seals::InForce;
use super::views;
use crate::access::{Permit, action};
use crate::clock::entropy;

/// What an account's history says of a key that is a person's own.
pub(super) const ENROLLED: &str = "sealing-key-enrolled";
/// Under this subject, with the authority's name, the record keeps its recovery keys; the gateway's half is sealed there.
const RECOVERY_KEYS: &str = "sealed-recovery/";
/// Under this subject the record keeps who had which file recovered, and why.
const RELEASES: &str = "sealed-releases";

/// A person's key, as it is enrolled.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EnrolledKey {
    /// Whose.
    pub account: String,
    /// The public half.
    #[schema(value_type = String)]
    pub key: SealingKey,
    /// What people read to each other to be sure of it.
    pub fingerprint: String,
}

/// The keys of an authority's people.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DirectoryView {
    /// What is published.
    #[schema(value_type = Object)]
    pub directory: Directory,
    /// The same under the signature of the authority's gateway, for whoever holds it against a roll of their own.
    pub signed: String,
}

/// What became of the wish to have a recovery key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RecoveryKeySet {
    /// What two persons approve: the digest of the authority and its key.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// It is published from now on. If not, a second person is waited for.
    pub set: bool,
}

/// What a sealed file says in the clear, and what of it is not in order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealedView {
    /// What it says. Who sealed it, when, and that it was scanned are the sealer's own claims.
    #[schema(value_type = Object)]
    pub statement: Statement,
    /// Why it should not be relied upon: codes of errors.
    #[schema(value_type = Vec<String>)]
    pub faults: Vec<&'static str>,
}

/// What became of the wish to have a file recovered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Recovery {
    /// What two persons approve: the digest of the matter, the file and the reason.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// The slot that two officers open together; absent as long as a second person is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub released: Option<ReleasedSlot>,
}

/// What two persons approve before an authority has a recovery key.
#[derive(Serialize)]
struct ApprovedKey<'a> {
    authority: &'a AuthorityId,
    key: &'a SealingKey,
}

/// What two persons approve before a file is recovered.
#[derive(Serialize)]
struct ApprovedRelease<'a> {
    matter: &'a MatterId,
    file: &'a Digest,
    reason: &'a str,
}

impl App {
    /// Enrols the public half of a person's own key. From then on it is published, in the place of an earlier one.
    pub async fn enrol_sealing_key(
        &self,
        permit: &Permit<action::EnrolSealingKey>,
        key: SealingKey,
    ) -> Result<EnrolledKey, Failure> {
        let account = permit.person();
        let known = self.account(account)?;
        self.unless_closed(account)?;
        let entry = NewEntry::new(ENROLLED).open("authority", permit.authority().as_str()).open("key", key.to_string());
        let When { day, time } = self.when()?;
        let expected = Expected::Revision(known.revision);
        self.ledger().commit(Commit::of(&account_subject(account), expected, day, time, vec![entry])).await?;
        Ok(EnrolledKey { account: account.to_owned(), key, fingerprint: key.fingerprint() })
    }

    /// The keys of an authority's people: those of this gateway's own, or fetched from the one that serves it; verified either way.
    pub async fn read_directory(
        &self,
        _: &Permit<action::ReadDirectory>,
        authority: &AuthorityId,
    ) -> Result<DirectoryView, Failure> {
        self.directory(authority).await
    }

    /// The signed directory of an authority that is served here, for the peers. `None` if it is served elsewhere.
    pub(crate) fn own_directory(&self, authority: &AuthorityId) -> Result<Option<String>, Failure> {
        if !self.serves(authority) {
            return Ok(None);
        }
        // A record that was put back may not know of the newest keys.
        self.unless_held()?;
        let InForce { roll, keys } = self.in_force();
        let directory = self.listed_people(authority)?;
        directory.sign(keys.envelope(&roll, directory.made)?).map(Some).map_err(Failure::broken)
    }

    /// Has the authority of the permit recover what is sealed to its people by this key, as one of two persons. The gateway makes a key
    /// of its own beside it, and keeps that one.
    pub async fn set_recovery_key(
        &self,
        permit: &Permit<action::SetRecoveryKey>,
        key: SealingKey,
    ) -> Result<RecoveryKeySet, Failure> {
        let authority = permit.authority();
        let digest = digest_of(&ApprovedKey { authority, key: &key })?;
        let Approval::Both(approvers) = self.approve(permit, digest).await? else {
            return Ok(RecoveryKeySet { digest, set: false });
        };
        let release = PersonKey::from_bytes(entropy());
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.encode(release.expose()));
        let by = approvers.accounts().each_ref().map(|account| Value::from(account.as_str()));
        let entry = NewEntry::new("recovery-key-set")
            .open("authority", authority.as_str())
            .open("key", key.to_string())
            .open("release", release.public().to_string())
            .sealed("secret", secret.as_str())
            .sealed("by", Value::from(by.to_vec()));
        self.ledger().note(&recovery_subject(authority), self.when()?, entry).await?;
        Ok(RecoveryKeySet { digest, set: true })
    }

    /// What a sealed file of the matter says in the clear.
    pub async fn sealed_file(&self, permit: Permit<action::Read>, sha256: Digest) -> Result<SealedView, Failure> {
        let (header, size) = self.header_of(permit.matter(), sha256).await?;
        let statement = header.statement().clone();
        let mut faults = Vec::new();
        faults.extend(header.check_length(size).err().map(|fault| fault.code()));
        faults.extend((statement.matter != *permit.matter()).then_some("sealed-other-matter"));
        let matter = self.matter(permit.matter())?;
        // What was taken over from another matter has the label that it had there.
        let label = matter.label(&sha256);
        let case = label.map_or_else(|| matter.own_label().case, |label| label.case.clone());
        faults.extend(labelled_otherwise(&statement, &case, label.is_some()));
        faults.extend(self.not_scanned(&statement));
        if self.serves(&statement.authority) {
            faults.extend(self.never_known(&statement)?);
        }
        Ok(SealedView { statement, faults })
    }

    /// Takes the gateway's layer off the slot for recovery, when two persons of the authority that the file is for approve. Who, which
    /// file and why is in the record before anybody has the slot.
    pub async fn recover_sealed(
        &self,
        permit: Permit<action::Recover>,
        sha256: Digest,
        reason: String,
    ) -> Result<Recovery, Failure> {
        if !is_reason(&reason) {
            return Err(Refusal::BadReason.into());
        }
        let (header, _) = self.header_of(permit.matter(), sha256).await?;
        let statement = header.statement();
        if statement.authority != *permit.authority() {
            return Err(bad("sealed-other-authority", statement.authority.to_string()));
        }
        if statement.matter != *permit.matter() {
            return Err(bad("sealed-other-matter", statement.matter.to_string()));
        }
        let recovery = statement.recovery.ok_or_else(|| refused(&SealedFault::NoRecovery))?;
        // What cannot be released is not approved either. The slot leaves this function only behind the entry.
        let released =
            header.release(&self.release_key(&statement.authority, &recovery.release)?).map_err(|it| refused(&it))?;
        let approved = ApprovedRelease { matter: permit.matter(), file: &sha256, reason: &reason };
        let digest = digest_of(&approved)?;
        let Approval::Both(approvers) = self.approve(&permit, digest).await? else {
            return Ok(Recovery { digest, released: None });
        };
        self.note_release(&permit, sha256, &approvers, &reason).await?;
        let by = approvers.accounts().each_ref().map(|account| Value::from(account.as_str()));
        let entry = NewEntry::new("sealed-file-released")
            .open("matter", permit.matter().to_string())
            .open("authority", permit.authority().as_str())
            .open("file", sha256.to_string())
            .open("item", statement.item.as_str())
            .open("digest", digest.to_string())
            .sealed("by", Value::from(by.to_vec()))
            .sealed("reason", reason.as_str());
        self.ledger().note(RELEASES, self.when()?, entry).await?;
        tracing::warn!(matter = %permit.matter(), file = %sha256, "a sealed file was released to its officers");
        Ok(Recovery { digest, released: Some(released) })
    }

    /// Whether a file that is to be attached may be: one that is sealed must be of this matter and its case, by the authority that attaches
    /// it, for people of the other side with the keys that they have now, and for their officers where they have some; and scanned before,
    /// where files are scanned. Of the file its beginning is enough, and how many bytes it has.
    pub(super) async fn check_sealed(
        &self,
        acting: &Acting,
        media_type: &str,
        (start, size): (&[u8], u64),
    ) -> Result<(), Failure> {
        if media_type != MEDIA_TYPE && !Header::is_of(start) {
            return Ok(());
        }
        let header = Header::parse(start_of(start)).map_err(|it| refused(&it))?;
        header.check_length(size).map_err(|it| refused(&it))?;
        let statement = header.statement();
        if statement.matter != acting.matter {
            return Err(bad("sealed-other-matter", statement.matter.to_string()));
        }
        if statement.by.authority != acting.on_behalf_of {
            return Err(bad("sealed-by-another", statement.by.authority.to_string()));
        }
        self.check_label(acting, statement)?;
        if let Some(code) = self.not_scanned(statement) {
            return Err(bad(code, statement.item.to_string()));
        }
        let standing = self.ledger().standing(&acting.matter)?.ok_or(Failure::NotFound { what: "matter" })?;
        let chain = &standing.chain;
        let is_party = [&chain.originating, &chain.transmitting, &chain.receiving].contains(&&statement.authority);
        if !is_party || self.gateway_of(&statement.authority)? != self.partner(&acting.matter) {
            return Err(bad("sealed-other-authority", statement.authority.to_string()));
        }
        let there = self.directory(&statement.authority).await?.directory;
        match unknown_keys(statement, &there) {
            Some(code) => Err(bad(code, statement.authority.to_string())),
            None => Ok(()),
        }
    }

    /// What the reader is told of its use has to be what the letter says: the label is bound to the file, and nobody can mend it later.
    fn check_label(&self, acting: &Acting, statement: &Statement) -> Result<(), Failure> {
        let matter = self.matter_at(acting)?;
        let is_evidence = matter.label_for_results().is_some();
        let Some(code) = labelled_otherwise(statement, &matter.own_label().case, is_evidence) else { return Ok(()) };
        let said = statement.label.as_ref().map_or_else(|| statement.item.to_string(), ToString::to_string);
        Err(bad(code, said))
    }

    /// Nobody can look once it is sealed: where files are scanned, its sealer has to say that a scanner was asked before. That is a claim.
    fn not_scanned(&self, statement: &Statement) -> Option<&'static str> {
        (statement.scan == Scan::NotScanned && self.has_files_scanned()).then_some("sealed-not-scanned")
    }

    async fn directory(&self, authority: &AuthorityId) -> Result<DirectoryView, Failure> {
        let gateway = self.gateway_of(authority).map_err(|failure| failure.named_at("authority"))?;
        let unusable = |reason: String| Failure::PeerUnreachable { peer: gateway.to_string(), reason };
        let signed = match self.own_directory(authority)? {
            Some(signed) => signed,
            None => {
                let path = format!("/peer/v1/directory/{authority}");
                let response = self.ask(&gateway, Method::GET, &path, Bytes::new()).await?;
                if !response.status.is_success() {
                    return Err(unusable(format!("no directory: {}", response.status)));
                }
                String::from_utf8(response.body.to_vec()).map_err(|error| unusable(error.to_string()))?
            }
        };
        let directory = Directory::verify(&signed, &self.roll(), self.clock().now(), authority);
        Ok(DirectoryView { directory: directory.map_err(|refused| unusable(refused.to_string()))?, signed })
    }

    fn listed_people(&self, authority: &AuthorityId) -> Result<Directory, Failure> {
        let mut people = Vec::new();
        for name in views::people(&*self.ledger().store().views())? {
            people.extend(self.listed(&name, authority)?);
        }
        let recovery = self.recovery_entries(authority)?.last().map(|entry| keys_of(entry)).transpose()?;
        let (authority, gateway) = (authority.clone(), self.gateway().clone());
        Ok(Directory { authority, gateway, made: self.clock().now(), people, recovery })
    }

    /// A person of the authority, if there is a key. Nothing more is sealed to somebody whose account is closed.
    fn listed(&self, name: &str, authority: &AuthorityId) -> Result<Option<Listed>, Failure> {
        let account = self.account(name)?;
        if account.authority != *authority || account.closed.is_some() {
            return Ok(None);
        }
        let entries = self.ledger().store().load(&account_subject(name))?;
        let Some(enrolled) = entries.iter().rev().find(|entry| entry.kind == ENROLLED) else { return Ok(None) };
        Ok(Some(Listed {
            account: name.parse().map_err(Failure::broken)?,
            name: account.name,
            role: account.role.code().to_owned(),
            key: key_in(enrolled, "key")?,
            since: enrolled.time,
        }))
    }

    /// Is somebody named with a key that was never theirs, or are the officers none that this authority ever had? A key that was replaced
    /// since the file was sealed was good then.
    fn never_known(&self, statement: &Statement) -> Result<Option<&'static str>, Failure> {
        for recipient in &statement.recipients {
            let account = recipient.account.as_str();
            let is_of_authority = self.account(account).is_ok_and(|it| it.authority == statement.authority);
            let entries = self.ledger().store().load(&account_subject(account))?;
            let mut enrolled = entries.iter().filter(|entry| entry.kind == ENROLLED);
            if !is_of_authority || !enrolled.any(|entry| key_in(entry, "key").is_ok_and(|key| key == recipient.key)) {
                return Ok(Some("sealed-unknown-key"));
            }
        }
        let Some(recovery) = statement.recovery else { return Ok(None) };
        let entries = self.recovery_entries(&statement.authority)?;
        let is_known = entries.iter().any(|entry| keys_of(entry).is_ok_and(|keys| keys == recovery));
        Ok((!is_known).then_some("sealed-other-recovery"))
    }

    fn recovery_entries(&self, authority: &AuthorityId) -> Result<Arc<Vec<Arc<Entry>>>, Failure> {
        Ok(self.ledger().store().load(&recovery_subject(authority))?)
    }

    /// The gateway's half for what was sealed with this public key: keys that were replaced still open what was sealed to them.
    fn release_key(&self, authority: &AuthorityId, public: &SealingKey) -> Result<PersonKey, Failure> {
        for entry in self.recovery_entries(authority)?.iter() {
            if key_in(entry, "release")? == *public {
                let secret = entry.particulars.get("secret").and_then(Value::as_str).ok_or(Failure::Erased)?;
                let secret = Zeroizing::new(URL_SAFE_NO_PAD.decode(secret).map_err(Failure::broken)?);
                let secret = <[u8; 32]>::try_from(secret.as_slice()).map_err(Failure::broken)?;
                return Ok(PersonKey::from_bytes(secret));
            }
        }
        Err(refused(&SealedFault::NotForThisKey))
    }

    /// The header of a file of the matter, and the size of the file.
    async fn header_of(&self, id: &MatterId, sha256: Digest) -> Result<(Header, u64), Failure> {
        let matter = self.matter(id)?;
        let stored = matter.files.get(&sha256).cloned().ok_or(Failure::NotFound { what: "file" })?;
        let bytes = if stored.file.manifest.is_some() {
            // The header is never longer than a piece.
            let (store, owner) = (self.ledger().store().clone(), subject(id));
            let first = tokio::task::spawn_blocking(move || store.get_piece(&owner, &stored.blob, 0)).await;
            first.map_err(Failure::broken)??
        } else {
            let blob = BlobRef { name: stored.blob, plaintext: sha256, size: stored.file.size };
            self.bytes_of(subject(id), blob).await?
        };
        let header = Header::parse(start_of(&bytes)).map_err(|it| refused(&it))?;
        Ok((header, stored.file.size))
    }
}

/// Is it a text that the way of an item can state? Nobody approves what could not be recorded.
pub(super) fn is_reason(reason: &str) -> bool {
    !reason.trim().is_empty() && reason.chars().count() <= TEXT_MAX_CHARS && !reason.chars().any(char::is_control)
}

/// Does the file say another case than this one? However its number is written, it is the same. Evidence says it, other papers may.
fn labelled_otherwise(statement: &Statement, case: &Case, is_evidence: bool) -> Option<&'static str> {
    match &statement.label {
        Some(label) if case_number::folded(label.as_str()) == case_number::folded(&case.number) => None,
        Some(_) => Some("sealed-other-label"),
        None => is_evidence.then_some("sealed-without-label"),
    }
}

/// Is somebody named with another key than the directory has, or are the officers not those of the directory?
fn unknown_keys(statement: &Statement, directory: &Directory) -> Option<&'static str> {
    let is_listed = |account: &str, key: &SealingKey| directory.person(account).is_some_and(|it| it.key == *key);
    if !statement.recipients.iter().all(|it| is_listed(it.account.as_str(), &it.key)) {
        return Some("sealed-unknown-key");
    }
    (statement.recovery != directory.recovery).then_some("sealed-other-recovery")
}

fn start_of(file: &[u8]) -> &[u8] {
    file.get(..HEADER_BYTES).unwrap_or(file)
}

fn keys_of(entry: &Entry) -> Result<RecoveryKeys, Failure> {
    Ok(RecoveryKeys { key: key_in(entry, "key")?, release: key_in(entry, "release")? })
}

fn key_in(entry: &Entry, field: &str) -> Result<SealingKey, Failure> {
    let text = entry.open.get(field).and_then(Value::as_str).ok_or_else(|| Failure::broken("a key is missing"))?;
    text.parse().map_err(Failure::broken)
}

fn recovery_subject(authority: &AuthorityId) -> String {
    format!("{RECOVERY_KEYS}{authority}")
}

fn digest_of<T: Serialize>(approved: &T) -> Result<Digest, Failure> {
    Ok(Digest::of(&serde_json::to_vec(approved).map_err(Failure::broken)?))
}

fn refused(fault: &SealedFault) -> Failure {
    bad(fault.code(), fault.to_string())
}

fn bad(code: &'static str, given: String) -> Failure {
    Failure::BadInput { at: "file".into(), code, given: Some(given) }
}
