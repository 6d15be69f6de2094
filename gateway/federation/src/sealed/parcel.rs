//! A piece of a draw on its way to one of those who should hold it: a slot that opens for its receiver alone, and for this place in this
//! draw.

use comity_domain::GatewayId;
use comity_domain::draw::{Hash, Piece};
use comity_record::canonical::to_canonical;
use comity_record::seal::Entropy;
use serde::Serialize;

use super::fault::SealedFault;
use super::key::{PersonKey, SealingKey};
use super::slot::{self, ADDED_BYTES, Purpose};

/// The bytes of a piece.
const PIECE_BYTES: usize = 32;

/// The bytes of a parcel.
pub const PARCEL_BYTES: usize = PIECE_BYTES + ADDED_BYTES;

/// What a piece is bound to on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Of which draw.
    pub draw: Hash,
    /// Whose piece.
    pub dealer: GatewayId,
    /// To whom it goes.
    pub to: GatewayId,
    /// Its number, from 1.
    pub number: u8,
}

impl Address {
    /// Encrypts a piece to the key of its receiver.
    ///
    /// # Errors
    /// [`SealedFault::BadKey`].
    pub fn seal(&self, piece: &Piece, key: &SealingKey, entropy: &mut dyn Entropy) -> Result<Vec<u8>, SealedFault> {
        slot::seal(key, Purpose::Piece, &self.said()?, piece.as_bytes(), entropy)
    }

    /// Opens what was sealed so.
    ///
    /// # Errors
    /// [`SealedFault::SlotChanged`]: it was changed, or sealed for another place or key.
    pub fn open(&self, parcel: &[u8], key: &PersonKey) -> Result<Piece, SealedFault> {
        let piece = slot::open(key, Purpose::Piece, &self.said()?, parcel)?;
        let piece = piece.as_slice().try_into().map_err(|_| SealedFault::SlotChanged)?;
        Ok(Piece::new(piece))
    }

    fn said(&self) -> Result<Vec<u8>, SealedFault> {
        to_canonical(self).map_err(|_| SealedFault::Malformed("not canonical"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        let [dealer, to] = ["cn", "mo"].map(|name| name.parse().unwrap());
        Address { draw: Hash::from_bytes([7; 32]), dealer, to, number: 1 }
    }

    #[test]
    fn a_piece_opens_for_its_receiver_and_at_its_own_place_alone() {
        let (key, piece) = (PersonKey::from_bytes([1; 32]), Piece::new([9; 32]));
        let parcel = address().seal(&piece, &key.public(), &mut |bytes: &mut [u8]| bytes.fill(3)).unwrap();
        assert_eq!(parcel.len(), PARCEL_BYTES);
        assert_eq!(address().open(&parcel, &key), Ok(piece));
        let changed = |change: fn(&mut Address)| {
            let mut address = address();
            change(&mut address);
            address.open(&parcel, &key).unwrap_err()
        };
        assert_eq!(changed(|it| it.number = 2), SealedFault::SlotChanged);
        assert_eq!(changed(|it| it.draw = Hash::from_bytes([8; 32])), SealedFault::SlotChanged);
        assert_eq!(changed(|it| it.dealer = "hk".parse().unwrap()), SealedFault::SlotChanged);
        assert_eq!(changed(|it| it.to = "hk".parse().unwrap()), SealedFault::SlotChanged);
        let other = PersonKey::from_bytes([2; 32]);
        assert_eq!(address().open(&parcel, &other).unwrap_err(), SealedFault::SlotChanged);
    }
}
