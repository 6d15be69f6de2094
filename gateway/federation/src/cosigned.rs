//! Which gateways cosigned a checkpoint of another one's record. What all others cosigned is published; a record's own signature counts
//! for nothing here.

use comity_domain::GatewayId;
use comity_record::Time;
use comity_record::checkpoint::NoteError;
use comity_record::cosignature::{CosignatureVerifier, Cosigned};
use serde::Serialize;

use crate::keys::{KeyUse, Owner};
use crate::roll::Roll;

/// Another gateway had seen the checkpoint, as the largest head of the log, which continues every head that it had seen before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cosignature {
    /// Which.
    pub by: GatewayId,
    /// When, by its clock.
    pub at: Time,
}

/// The cosignatures under a checkpoint of the record of `gateway`, by the keys that the roll gives the others, as good as they were when they
/// cosigned.
///
/// # Errors
/// A line under the name of one of them does not hold: that is no absence.
pub fn cosignatures(note: &str, gateway: &GatewayId, roll: &Roll) -> Result<Vec<Cosignature>, NoteError> {
    let mut cosigned = Vec::new();
    for witness in roll.peers_of(gateway) {
        let owner = Owner::Gateway(witness.id.clone());
        for key in roll.keys_of(&owner, KeyUse::Witness) {
            // Witnesses cosign with Ed25519 only; the roll admits no other key for it.
            let Some(public) = key.public.verifying_key() else { continue };
            match CosignatureVerifier::new(&witness.tls_name, *public)?.verify(note) {
                Ok(Cosigned { at, .. }) if key.check(at, at).is_ok() => {
                    cosigned.push(Cosignature { by: witness.id.clone(), at });
                }
                Ok(_) | Err(NoteError::NotSigned(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(cosigned)
}

/// Whether all others have cosigned.
pub fn is_published(cosigned: &[Cosignature], gateway: &GatewayId, roll: &Roll) -> bool {
    let mut others = roll.peers_of(gateway).peekable();
    others.peek().is_some() && others.all(|other| cosigned.iter().any(|it| it.by == other.id))
}
