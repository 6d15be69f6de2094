//! Slots: a short secret encrypted to one key by HPKE (RFC 9180), base mode, X25519-HKDF-SHA256, HKDF-SHA256, AES-256-GCM. A slot is
//! bound to what it is for and to the statement of its file, which is HPKE's `info`; it has no further data.

use core::convert::Infallible;

use comity_record::seal::Entropy;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable as _, OpModeR, OpModeS, Serializable as _};
use zeroize::Zeroizing;

use super::fault::SealedFault;
use super::key::{KEY_BYTES, PersonKey, SealingKey};

/// The encapsulation.
pub(super) type Kem = hpke::kem::X25519HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::AesGcm256;

/// What a slot adds to its secret: the encapsulated key and the tag.
pub(super) const ADDED_BYTES: usize = KEY_BYTES + 16;

/// What a slot is for. One that is for one purpose does not open for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be opened by a person.
    Recipient,
    /// To be opened by the officers together.
    Recovery,
    /// To be opened by the gateway, when it hands out what is inside.
    Release,
    /// To be opened by the gateway that should hold a piece of a draw.
    Piece,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Recovery => "recovery",
            Self::Release => "release",
            Self::Piece => "piece",
        }
    }

    fn info(self, statement: &[u8]) -> Vec<u8> {
        [b"comity/sealed/v1/", self.code().as_bytes(), b"\n", statement].concat()
    }
}

/// Encrypts `secret` to `key`: the encapsulated key, the ciphertext, the tag.
pub(super) fn seal(
    key: &SealingKey,
    purpose: Purpose,
    statement: &[u8],
    secret: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, SealedFault> {
    let bad = || SealedFault::BadKey(key.to_string());
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(key.as_bytes()).map_err(|_| bad())?;
    let info = purpose.info(statement);
    let (encapsulated, ciphertext) = hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>(
        &OpModeS::Base,
        &public,
        &info,
        secret,
        &[],
        &mut Drawn(entropy),
    )
    .map_err(|_| bad())?;
    Ok([encapsulated.to_bytes().as_slice(), &ciphertext].concat())
}

/// Opens what [`seal`] sealed.
pub(super) fn open(
    key: &PersonKey,
    purpose: Purpose,
    statement: &[u8],
    slot: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealedFault> {
    let (encapsulated, ciphertext) = slot.split_at_checked(KEY_BYTES).ok_or(SealedFault::SlotChanged)?;
    let secret = key.private().ok_or(SealedFault::NotForThisKey)?;
    let encapsulated =
        <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| SealedFault::SlotChanged)?;
    let info = purpose.info(statement);
    hpke::single_shot_open::<Aead, Kdf, Kem>(&OpModeR::Base, &secret, &encapsulated, &info, ciphertext, &[])
        .map(Zeroizing::new)
        .map_err(|_| SealedFault::SlotChanged)
}

/// The entropy that was given, as the libraries take it.
pub(super) struct Drawn<'a>(pub(super) &'a mut dyn Entropy);

impl TryRng for Drawn<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Drawn<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    /// The vectors of RFC 9180 for this suite: base mode, the first of its encryptions.
    #[test]
    fn the_library_does_what_the_vectors_of_rfc_9180_say() {
        let vector: serde_json::Value =
            serde_json::from_str(include_str!("../../../../fixtures/sealed/rfc9180.json")).unwrap();
        for case in vector.as_array().unwrap() {
            let of = |name: &str| bytes(case[name].as_str().unwrap());
            let (ikm, public, info, aad, text) = (of("ikmE"), of("pkRm"), of("info"), of("aad"), of("pt"));
            let public = <Kem as hpke::Kem>::PublicKey::from_bytes(&public).unwrap();
            let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(&of("skRm")).unwrap();
            let mut drawn = |bytes: &mut [u8]| bytes.copy_from_slice(&ikm);
            let seal = match case["aead_id"].as_u64().unwrap() {
                1 => hpke::single_shot_seal_with_rng::<hpke::aead::AesGcm128, Kdf, Kem>,
                2 => hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>,
                other => panic!("{other}"),
            };
            let (encapsulated, ciphertext) =
                seal(&OpModeS::Base, &public, &info, &text, &aad, &mut Drawn(&mut drawn)).unwrap();
            assert_eq!(encapsulated.to_bytes().to_vec(), of("enc"));
            assert_eq!(ciphertext, of("ct"));
            let open = match case["aead_id"].as_u64().unwrap() {
                1 => hpke::single_shot_open::<hpke::aead::AesGcm128, Kdf, Kem>,
                _ => hpke::single_shot_open::<Aead, Kdf, Kem>,
            };
            assert_eq!(open(&OpModeR::Base, &secret, &encapsulated, &info, &ciphertext, &aad).unwrap(), text);
            assert!(open(&OpModeR::Base, &secret, &encapsulated, b"other", &ciphertext, &aad).is_err());
        }
        assert_eq!(vector.as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_slot_opens_for_its_purpose_its_statement_and_its_key_alone() {
        let (key, other) = (PersonKey::from_bytes([1; 32]), PersonKey::from_bytes([2; 32]));
        let mut entropy = |bytes: &mut [u8]| bytes.fill(9);
        let slot = seal(&key.public(), Purpose::Recovery, b"{}", b"secret", &mut entropy).unwrap();
        assert_eq!(slot.len(), b"secret".len() + ADDED_BYTES);
        assert_eq!(open(&key, Purpose::Recovery, b"{}", &slot).unwrap().as_slice(), b"secret");
        let refused = |key, purpose, statement: &[u8]| open(key, purpose, statement, &slot).unwrap_err();
        assert_eq!(refused(&other, Purpose::Recovery, b"{}"), SealedFault::SlotChanged);
        assert_eq!(refused(&key, Purpose::Recipient, b"{}"), SealedFault::SlotChanged);
        assert_eq!(refused(&key, Purpose::Release, b"{}"), SealedFault::SlotChanged);
        assert_eq!(refused(&key, Purpose::Recovery, b"{ }"), SealedFault::SlotChanged);
        for cut in 0..slot.len() {
            assert_eq!(open(&key, Purpose::Recovery, b"{}", &slot[..cut]).unwrap_err(), SealedFault::SlotChanged);
        }
    }

    #[test]
    fn nothing_is_encrypted_to_a_point_of_low_order() {
        let one = {
            let mut bytes = [0; 32];
            bytes[0] = 1;
            bytes
        };
        for bytes in [[0; 32], one] {
            assert!(matches!(SealingKey::from_bytes(bytes), Err(SealedFault::BadKey(_))));
        }
    }
}
