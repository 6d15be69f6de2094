//! Where a draw stands, and whose step it waits for.

use serde::Serialize;

use crate::GatewayId;

/// Where a draw stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Not everybody has dealt.
    Dealing,
    /// Pieces are on their way, and being acknowledged.
    Sealing,
    /// Somebody has closed, and not everybody.
    Closing,
    /// Everybody has closed; secrets are being opened.
    Opening,
    /// There is a panel.
    Drawn,
    /// There was one, and a seat is empty for which nobody is left.
    Exhausted,
    /// A contributor does not take part; the court has to declare the draw void.
    Refused,
    /// It is void.
    Void,
}

/// Somebody whose step is waited for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Awaited {
    /// Whose.
    pub gateway: GatewayId,
    /// Which, by its code.
    pub step: &'static str,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 8] = [
        Self::Dealing,
        Self::Sealing,
        Self::Closing,
        Self::Opening,
        Self::Drawn,
        Self::Exhausted,
        Self::Refused,
        Self::Void,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dealing => "dealing",
            Self::Sealing => "sealing",
            Self::Closing => "closing",
            Self::Opening => "opening",
            Self::Drawn => "drawn",
            Self::Exhausted => "exhausted",
            Self::Refused => "refused",
            Self::Void => "void",
        }
    }
}
