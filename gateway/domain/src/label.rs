//! The label of evidence that was obtained under a letter: for which case it was asked, and what binds its use to that case.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::assessment::Citation;
use crate::case_number;
use crate::matter::{BadRequest, Chain, check_text};
use crate::{AuthorityId, Jurisdiction, MatterId};

/// What an item says of its own use. It is sealed with the certificate that names the item, and goes with it wherever the item goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The matter in which it was obtained.
    pub matter: MatterId,
    /// The case for which it was asked.
    pub case: Case,
    /// What binds its use to that case.
    pub rests_on: Basis,
    /// The provision. Where the label rests on policy, the one that is nearest; none, if no instrument says anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<Citation>,
}

/// A case before a court.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The court.
    pub court: AuthorityId,
    /// The court's number of it.
    pub number: String,
}

impl Case {
    /// Is it the same one, however its number is written?
    pub fn is(&self, other: &Self) -> bool {
        self.court == other.court && case_number::folded(&self.number) == case_number::folded(&other.number)
    }
}

/// What a label rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The text of the instrument.
    Text,
    /// The policy of the gateways: the text does not say it.
    Policy,
}

/// What an item is wanted for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "use", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Purpose {
    /// The case of the matter that it belongs to.
    OwnCase {},
    /// Another case.
    Case {
        /// Which.
        case: Case,
    },
    /// To be given to somebody outside the matter.
    Outside {},
}

impl Basis {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Policy => "policy",
        }
    }
}

impl Purpose {
    /// Every code, for the texts.
    pub const CODES: [&'static str; 3] = ["own-case", "case", "outside"];

    /// The code, as it is written.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OwnCase {} => "own-case",
            Self::Case { .. } => "case",
            Self::Outside {} => "outside",
        }
    }

    /// Checks the form of what people wrote in it.
    ///
    /// # Errors
    /// The place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        match self {
            Self::Case { case } => check_text("case.number".into(), &case.number),
            Self::OwnCase {} | Self::Outside {} => Ok(()),
        }
    }
}

impl Label {
    /// The label of what is obtained under a letter. Between the Mainland and Hong Kong the text itself binds the use to the proceedings in
    /// the letter (E17 art. 5). Between the Mainland and Macao it only says what may be asked for (M20 art. 16), and between Hong Kong and
    /// Macao there is no arrangement on evidence: there the label rests on policy.
    pub fn of(matter: &MatterId, chain: &Chain, case_number: &str) -> Self {
        let sides = (chain.originating.jurisdiction(), chain.receiving.jurisdiction());
        let cite = |instrument: &str, provision: &str| Citation {
            instrument: instrument.to_owned(),
            provision: provision.to_owned(),
        };
        let (rests_on, provision) = match sides {
            (Jurisdiction::Cn, Jurisdiction::Hk) | (Jurisdiction::Hk, Jurisdiction::Cn) => {
                (Basis::Text, Some(cite("cn-hk-evidence-2017", "5")))
            }
            (Jurisdiction::Cn, Jurisdiction::Mo) | (Jurisdiction::Mo, Jurisdiction::Cn) => {
                (Basis::Policy, Some(cite("cn-mo-service-evidence-2001", "16")))
            }
            _ => (Basis::Policy, None),
        };
        let case = Case { court: chain.originating.clone(), number: case_number.to_owned() };
        Self { matter: matter.clone(), case, rests_on, provision }
    }

    /// The label as a manifest of a file carries it.
    pub fn to_map(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(label)) => label,
            // A label is an object of texts: it can always be written.
            _ => Map::new(),
        }
    }

    /// The label that a manifest carries; `None` if that is none of ours.
    pub fn from_map(label: &Map<String, Value>) -> Option<Self> {
        serde_json::from_value(Value::Object(label.clone())).ok()
    }

    /// Does it leave room for this use? Its own case always; everything else only for a grant, which is not the label's to know.
    pub fn admits(&self, purpose: &Purpose) -> bool {
        match purpose {
            Purpose::OwnCase {} => true,
            Purpose::Case { case } => case.is(&self.case),
            Purpose::Outside {} => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::instruments;

    fn label(originating: &str, receiving: &str) -> Label {
        let chain = Chain {
            originating: originating.parse().unwrap(),
            transmitting: originating.parse().unwrap(),
            receiving: receiving.parse().unwrap(),
        };
        let matter = "cn/01KEQ3V3T0000000000000000A".parse().unwrap();
        Label::of(&matter, &chain, "(2025) 18236")
    }

    #[test]
    fn a_case_is_the_same_however_its_number_is_written_and_of_one_court() {
        let case = |court: &str, number: &str| Case { court: court.parse().unwrap(), number: number.to_owned() };
        let own = case("cn-nansha", "(2026) 粤0191民初1号");
        assert!(own.is(&case("cn-nansha", "（2026）粵0191民初1號")));
        assert!(
            !own.is(&case("cn-nansha", "(2026) 粤0191民初11号")) && !own.is(&case("cn-gz-ic", "(2026) 粤0191民初1号"))
        );
        let label = label("hk-high-court", "cn-nansha");
        let of = |number: &str| Purpose::Case { case: case("hk-high-court", number) };
        assert!(label.admits(&of("（2025）18236")) && !label.admits(&of("(2025) 18237")));
    }

    #[test]
    fn the_use_is_bound_by_the_text_where_the_text_says_so_and_by_policy_where_it_does_not() {
        let cited = |label: &Label| label.provision.as_ref().map(ToString::to_string);
        for (here, there) in [("cn-nansha", "hk-high-court"), ("hk-high-court", "cn-gd-hpc")] {
            let label = label(here, there);
            assert_eq!((label.rests_on, cited(&label).as_deref()), (Basis::Text, Some("cn-hk-evidence-2017:5")));
        }
        for (here, there) in [("cn-nansha", "mo-tui"), ("mo-tui", "cn-nansha")] {
            let label = label(here, there);
            let cited = cited(&label);
            assert_eq!((label.rests_on, cited.as_deref()), (Basis::Policy, Some("cn-mo-service-evidence-2001:16")));
        }
        let label = label("hk-high-court", "mo-tui");
        assert_eq!((label.rests_on, cited(&label)), (Basis::Policy, None));
    }

    #[test]
    fn every_provision_is_one_of_an_instrument_that_the_vocabulary_has() {
        for (here, there) in [("cn-nansha", "hk-high-court"), ("cn-nansha", "mo-tui")] {
            let instrument = label(here, there).provision.unwrap().instrument;
            assert!(instruments().contains(&instrument), "{instrument}");
        }
    }

    #[test]
    fn a_label_admits_its_own_case_and_no_other() {
        let label = label("cn-nansha", "hk-high-court");
        let case = |court: &str, number: &str| Purpose::Case {
            case: Case { court: court.parse().unwrap(), number: number.into() },
        };
        assert!(label.admits(&Purpose::OwnCase {}));
        assert!(label.admits(&case("cn-nansha", "(2025) 18236")));
        assert!(!label.admits(&case("cn-nansha", "(2026) 1")));
        assert!(!label.admits(&case("cn-qianhai", "(2025) 18236")), "a number says nothing without its court");
        assert!(!label.admits(&Purpose::Outside {}));
    }

    #[test]
    fn a_label_goes_through_a_manifest_as_it_is() {
        for (here, there) in [("cn-nansha", "hk-high-court"), ("cn-nansha", "mo-tui"), ("hk-high-court", "mo-tui")] {
            let label = label(here, there);
            assert_eq!(Label::from_map(&label.to_map()), Some(label));
        }
        assert_eq!(Label::from_map(&Map::new()), None);
    }

    #[test]
    fn a_purpose_is_written_with_its_code() {
        for purpose in [Purpose::OwnCase {}, Purpose::Outside {}] {
            assert_eq!(serde_json::to_value(&purpose).unwrap()["use"], purpose.code());
            assert!(Purpose::CODES.contains(&purpose.code()));
        }
    }
}
