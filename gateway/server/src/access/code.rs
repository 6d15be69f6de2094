//! Closed lists of codes: an enum whose variants are written, in policies and in the record, as kebab-case words.

/// The text is not one of the codes of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {expected}")]
pub struct UnknownCode {
    given: String,
    expected: &'static str,
}

impl UnknownCode {
    pub(super) fn new(given: &str, expected: &'static str) -> Self {
        Self { given: given.chars().take(80).collect(), expected }
    }
}

/// An enum of codes, with the list of them all. The place of a variant in `ALL` is its discriminant.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident: $expected:literal { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code, as it is written.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.code())
            }
        }

        impl core::str::FromStr for $name {
            type Err = crate::access::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().copied().find(|known| known.code() == text);
                known.ok_or_else(|| crate::access::UnknownCode::new(text, $expected))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(super) use codes;
