//! The file of a person's own key: the public half, and the private one under a passphrase. Argon2id makes a key of the passphrase, with
//! 64 MiB, three passes, one lane and a salt of the file's own (the first recommendation of RFC 9106 for small memories); AES-256-GCM
//! seals with that one, bound to the public half. The version says all of this: a file cannot ask for less, or for all of the memory.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::limits::{PASSPHRASE_MIN_CHARS, PASSWORD_MAX_BYTES, SEALING_FILE_MAX_BYTES};
use comity_federation::sealed::{PersonKey, SealingKey};
use comity_record::seal::{KEY_BYTES, Sealed, SubjectKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{drawn, files};
use crate::cli::failure::CliError;
use crate::clock::entropy;

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

/// Where the passphrase comes from.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct PassphraseSource {
    /// the file that holds the passphrase; standard input otherwise
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    v: u8,
    public: SealingKey,
    /// Base64url.
    salt: String,
    /// Nonce, ciphertext and tag, in base64url.
    sealed: String,
}

/// Writes a key's file.
pub(super) fn write(path: &Path, key: &PersonKey, passphrase: &PassphraseSource) -> Result<(), CliError> {
    let passphrase = passphrase.read()?;
    if passphrase.chars().count() < PASSPHRASE_MIN_CHARS {
        return Err(CliError::input("passphrase-too-short", "--passphrase-file", ""));
    }
    let (salt, public) = (entropy::<SALT_BYTES>(), key.public());
    let sealed = stretched(&passphrase, &salt)?.seal(key.expose(), &context(&public), &mut drawn);
    let (salt, sealed) = (URL_SAFE_NO_PAD.encode(salt), URL_SAFE_NO_PAD.encode(sealed.to_bytes()));
    files::write_secret(path, &serde_json::to_vec(&KeyFile { v: 1, public, salt, sealed })?)
}

/// The private half.
pub(super) fn read(path: &Path, passphrase: &PassphraseSource) -> Result<PersonKey, CliError> {
    let file = parsed(path)?;
    let bad = || CliError::input("key-file-malformed", path.display().to_string(), "");
    let salt = URL_SAFE_NO_PAD.decode(&file.salt).map_err(|_| bad())?;
    let sealed = URL_SAFE_NO_PAD.decode(&file.sealed).map_err(|_| bad())?;
    let sealed = Sealed::from_bytes(&sealed).map_err(|_| bad())?;
    let opened = stretched(&passphrase.read()?, &salt)?.open(&sealed, &context(&file.public));
    let secret = opened.map_err(|_| CliError::input("passphrase-wrong", path.display().to_string(), ""))?;
    let secret = Zeroizing::new(secret);
    let key = PersonKey::from_bytes(<[u8; KEY_BYTES]>::try_from(secret.as_slice()).map_err(|_| bad())?);
    if key.public() == file.public { Ok(key) } else { Err(bad()) }
}

/// The public half. It takes no passphrase.
pub(super) fn public(path: &Path) -> Result<SealingKey, CliError> {
    Ok(parsed(path)?.public)
}

fn parsed(path: &Path) -> Result<KeyFile, CliError> {
    let bytes = files::small(path, SEALING_FILE_MAX_BYTES)?;
    let file = serde_json::from_slice::<KeyFile>(&bytes).ok().filter(|file| file.v == 1);
    file.ok_or_else(|| CliError::input("key-file-malformed", path.display().to_string(), ""))
}

fn stretched(passphrase: &str, salt: &[u8]) -> Result<SubjectKey, CliError> {
    let failed = |error: argon2::Error| CliError::other("password-not-hashed", error);
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(KEY_BYTES)).map_err(failed)?;
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut())
        .map_err(failed)?;
    Ok(SubjectKey::from_bytes(*key))
}

fn context(public: &SealingKey) -> Vec<u8> {
    format!("comity/sealed-key/v1/{public}").into_bytes()
}

impl PassphraseSource {
    fn read(&self) -> Result<Zeroizing<String>, CliError> {
        let mut text = Zeroizing::new(String::new());
        match &self.passphrase_file {
            Some(path) => {
                let bytes = Zeroizing::new(files::small(path, PASSWORD_MAX_BYTES)?);
                text.push_str(&String::from_utf8_lossy(&bytes));
            }
            None => {
                let limit = u64::try_from(PASSWORD_MAX_BYTES).unwrap_or(u64::MAX);
                std::io::stdin().take(limit).read_to_string(&mut text)?;
            }
        }
        Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(folder: &Path, passphrase: &str) -> PassphraseSource {
        let path = folder.join(passphrase.replace(' ', "-"));
        std::fs::write(&path, format!("{passphrase}\n")).unwrap();
        PassphraseSource { passphrase_file: Some(path) }
    }

    #[test]
    fn a_key_is_read_with_its_passphrase_and_no_other_and_its_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("me.key"), PersonKey::from_bytes([7; 32]));
        let right = source(folder.path(), "correct horse battery");
        write(&path, &key, &right).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(read(&path, &right).unwrap().expose(), key.expose());
        assert_eq!(public(&path).unwrap(), key.public());
        let code = |error| match error {
            CliError::Input { code, .. } => code,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            code(read(&path, &source(folder.path(), "correct horse batteries")).unwrap_err()),
            "passphrase-wrong"
        );
        assert_eq!(code(write(&path, &key, &right).unwrap_err()), "file-exists");
        let short = source(folder.path(), "too short");
        assert_eq!(code(write(&folder.path().join("b"), &key, &short).unwrap_err()), "passphrase-too-short");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&URL_SAFE_NO_PAD.encode(key.expose())));
        let other = PersonKey::from_bytes([8; 32]).public().to_string();
        std::fs::write(&path, text.replace(&key.public().to_string(), &other)).unwrap();
        assert_eq!(code(read(&path, &right).unwrap_err()), "passphrase-wrong", "bound to the public half");
    }
}
