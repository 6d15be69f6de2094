//! The key to which a gateway has its pieces of one draw encrypted. The roll names keys that sign, and no keys to encrypt to: so each
//! gateway makes one for each draw, and its key for messages vouches for it.

use comity_domain::GatewayId;
use comity_domain::draw::Hash;
use comity_domain::limits::DRAW_KEY_MAX_BYTES;
use comity_record::Time;
use serde::{Deserialize, Serialize};

use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyPair, KeyUse, Owner};
use crate::reason::{Reason, Refused};
use crate::roll::Roll;
use crate::sealed::SealingKey;

const TYPE: jws::Type = jws::Type { typ: "comity-draw-key+json", key_use: KeyUse::Envelope };

/// Which key a gateway opens its pieces with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PieceKey {
    /// In which draw.
    pub draw: Hash,
    /// Which gateway.
    pub node: GatewayId,
    /// The key.
    pub key: SealingKey,
    /// When it says so.
    pub at: Time,
}

impl PieceKey {
    /// Signs it with a key of the gateway that it is of.
    ///
    /// # Errors
    /// The key is another's, or for another use.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        if *key.owner() != Owner::Gateway(self.node.clone()) {
            return Err(key.wrong("it is not a key of the gateway that opens the pieces"));
        }
        let signed = Jws::sign(&jws::payload(self)?, TYPE, key)?.to_bytes()?;
        Ok(String::from_utf8_lossy(&signed).into_owned())
    }

    /// The key of `node` in the draw, if `node` signed it with a key that is good now.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn verify(text: &str, of: (&Hash, &GatewayId), roll: &Roll, now: Time) -> Result<SealingKey, Refused> {
        let signed = Jws::read(text.as_bytes(), DRAW_KEY_MAX_BYTES)?;
        let signed = signed.verify(TYPE, roll)?;
        let said: Self = jws::typed(jws::members(&signed.payload, &["draw", "node", "key", "at"])?)?;
        let (draw, node) = of;
        if signed.key.owner != Owner::Gateway(node.clone()) || said.node != *node {
            return Err(Reason::WrongSigner.because(format!("`{}` is not a key of `{node}`", signed.key.kid)));
        }
        signed.key.check(said.at, now)?;
        if said.draw != *draw {
            return Err(Reason::WrongMessage.because("a key of another draw"));
        }
        Ok(said.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{World, at, gateway, key};
    use crate::sealed::PersonKey;

    fn said() -> PieceKey {
        let key = PersonKey::from_bytes([5; 32]).public();
        PieceKey { draw: Hash::from_bytes([7; 32]), node: gateway("mo"), key, at: at(0) }
    }

    #[test]
    fn the_key_of_a_draw_is_taken_from_the_gateway_that_signed_it_and_for_that_draw() {
        let (roll, draw) = (World::new().roll, Hash::from_bytes([7; 32]));
        let signed = said().sign(&key("mo", KeyUse::Envelope)).unwrap();
        assert_eq!(PieceKey::verify(&signed, (&draw, &gateway("mo")), &roll, at(1)), Ok(said().key));
        let refused =
            |text: &str, of: (&Hash, &GatewayId)| PieceKey::verify(text, of, &roll, at(1)).unwrap_err().reason;
        assert_eq!(refused(&signed, (&draw, &gateway("hk"))), Reason::WrongSigner);
        assert_eq!(refused(&signed, (&Hash::from_bytes([8; 32]), &gateway("mo"))), Reason::WrongMessage);
        let of_hk = PieceKey { node: gateway("hk"), ..said() };
        assert_eq!(of_hk.sign(&key("mo", KeyUse::Envelope)).unwrap_err().code(), "wrong-key");
        let of_hk = of_hk.sign(&key("hk", KeyUse::Envelope)).unwrap();
        assert_eq!(refused(&of_hk, (&draw, &gateway("mo"))), Reason::WrongSigner);
    }
}
