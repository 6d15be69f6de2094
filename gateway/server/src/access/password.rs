//! Passwords, kept as argon2id hashes.

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use comity_domain::limits::{PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS};
use serde::{Deserialize, Serialize};

/// Memory of one hash, in KiB. With [`PASSES`] and [`LANES`] the first recommendation of OWASP's password storage cheat sheet
/// for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The random part of a password's hash.
pub type Salt = [u8; 16];

/// The hash of a password with its salt and parameters, in PHC form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(String);

impl core::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// The password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`PASSWORD_MIN_CHARS`] characters.
    #[error("the password has fewer than {PASSWORD_MIN_CHARS} characters")]
    TooShort,
    /// More than [`PASSWORD_MAX_BYTES`] bytes.
    #[error("the password has more than {PASSWORD_MAX_BYTES} bytes")]
    TooLong,
    /// The hash could not be computed: out of memory.
    #[error("the password could not be hashed: {0}")]
    Hash(#[from] argon2::password_hash::Error),
}

impl PasswordError {
    /// The code of the message for the person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Hash(_) => "password-not-hashed",
        }
    }

    /// All codes.
    pub const CODES: &'static [&'static str] = &["password-too-short", "password-too-long", "password-not-hashed"];
}

/// Hashes a new password. Takes tens of milliseconds: not for an async thread.
///
/// # Errors
/// [`PasswordError`] if it is too short or too long.
pub fn hash_password(password: &str, salt: &Salt) -> Result<PasswordHash, PasswordError> {
    if password.chars().count() < PASSWORD_MIN_CHARS {
        return Err(PasswordError::TooShort);
    }
    if password.len() > PASSWORD_MAX_BYTES {
        return Err(PasswordError::TooLong);
    }
    Ok(PasswordHash(hash(password, salt)?.to_string()))
}

/// Is it the password? For a person who is not known (`None`) it is not, and that takes as long to say, so that nobody can find
/// out who has an account. Takes tens of milliseconds: not for an async thread.
pub fn verify_password(password: &str, kept: Option<&PasswordHash>) -> bool {
    if password.len() > PASSWORD_MAX_BYTES {
        return false;
    }
    match kept.and_then(|kept| phc::PasswordHash::new(&kept.0).ok()) {
        Some(kept) => argon2id().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), &kept).is_ok()),
        None => {
            let _ = core::hint::black_box(hash(password, &Salt::default()));
            false
        }
    }
}

fn hash(password: &str, salt: &Salt) -> Result<phc::PasswordHash, argon2::password_hash::Error> {
    argon2id()?.hash_password_with_salt(password.as_bytes(), salt)
}

fn argon2id() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: Salt = [7; 16];

    #[test]
    fn a_password_is_recognised_by_its_hash_and_no_other_is() {
        let kept = hash_password("水到渠成 2026", &SALT).unwrap();
        assert!(verify_password("水到渠成 2026", Some(&kept)));
        assert!(!verify_password("水到渠成 2027", Some(&kept)));
        assert!(!verify_password("", Some(&kept)));
    }

    #[test]
    fn a_hash_names_argon2id_and_its_cost() {
        let kept = serde_json::to_string(&hash_password("correct horse", &SALT).unwrap()).unwrap();
        assert!(kept.starts_with("\"$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    }

    #[test]
    fn nobody_in_particular_has_no_password() {
        assert!(!verify_password("", None));
        assert!(!verify_password("correct horse", None));
    }

    #[test]
    fn an_unknown_person_costs_as_much_as_a_wrong_password() {
        // The work is counted, not timed: both ways hash with the same parameters.
        let kept = hash_password("correct horse", &SALT).unwrap();
        let kept = phc::PasswordHash::new(&kept.0).unwrap();
        let dummy = hash("correct horse", &Salt::default()).unwrap();
        assert_eq!((kept.algorithm, kept.version, &kept.params), (dummy.algorithm, dummy.version, &dummy.params));
    }

    #[test]
    fn a_password_that_is_too_short_or_too_long_is_not_taken() {
        assert_eq!(hash_password("七個漢字不夠喔", &SALT), Err(PasswordError::TooShort));
        assert_eq!(hash_password(&"x".repeat(PASSWORD_MAX_BYTES + 1), &SALT), Err(PasswordError::TooLong));
        assert!(hash_password("八個漢字剛剛好喔", &SALT).is_ok());
    }

    #[test]
    fn a_hash_that_is_none_recognises_nothing() {
        assert!(!verify_password("correct horse", Some(&PasswordHash("correct horse".into()))));
    }

    #[test]
    fn a_hash_does_not_reach_the_log() {
        assert_eq!(format!("{:?}", hash_password("correct horse", &SALT).unwrap()), "PasswordHash(…)");
    }
}
