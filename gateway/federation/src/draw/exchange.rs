//! Steps on their way between gateways: each brings the others every step that they may lack, whoever said it, and again until it was taken
//! or refused for good.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::GatewayId;
use comity_domain::draw::{Fault, Flaw, Recorded, Said, Signature};
use comity_record::Time;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::verify;
use crate::clocks;
use crate::reason::{Reason, Refused};
use crate::roll::Roll;

/// Steps of one draw, in the order of the record of whoever brings them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// The steps.
    pub steps: Vec<Recorded>,
}

/// What became of each step of a batch, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// The answers.
    pub answers: Vec<Answer>,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// It is in the record, now or since before.
    Taken,
    /// It cannot be taken now, and is brought again.
    Waits {
        /// Why, as a code.
        code: String,
    },
    /// It is not taken, and never will be.
    Refused {
        /// Why, as a code.
        code: String,
    },
}

/// Which steps of a draw another gateway has, by their places in the record here, from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Told(BTreeMap<GatewayId, BTreeSet<usize>>);

impl Batch {
    /// Reads what a peer brings: at least one step, at most `max`, each in its one spelling.
    ///
    /// # Errors
    /// [`Reason::NotJson`], [`Reason::Malformed`].
    pub fn parse(bytes: &[u8], max: usize) -> Result<Self, Refused> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Brought {
            steps: Vec<Value>,
        }
        let brought: Brought =
            serde_json::from_slice(bytes).map_err(|error| Reason::NotJson.because(format!("line {}", error.line())))?;
        if brought.steps.is_empty() || brought.steps.len() > max {
            return Err(Reason::Malformed.because("no step, or too many"));
        }
        let steps = brought.steps.into_iter().map(Recorded::from_value).collect::<Result<_, _>>();
        Ok(Self { steps: steps.map_err(|fault| Reason::Malformed.because(fault.at))? })
    }
}

impl Answer {
    /// What a gateway answers that did not take a step: a contradiction is kept as proof, and brought no more.
    pub fn to(fault: &Fault) -> Self {
        let code = fault.code().to_owned();
        match fault.what {
            Flaw::Contradiction(_) => Self::Refused { code },
            _ => Self::Waits { code },
        }
    }

    /// Why it was not taken.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Taken => None,
            Self::Waits { code } | Self::Refused { code } => Some(code),
        }
    }
}

impl Told {
    /// The places of the steps that `peer` may lack: neither its own nor told.
    pub fn missing(&self, peer: &GatewayId, steps: &[Said]) -> Vec<usize> {
        let told = self.0.get(peer);
        let is_missing =
            |place: &usize, said: &Said| said.by != *peer && !told.is_some_and(|told| told.contains(place));
        steps.iter().enumerate().filter(|(place, said)| is_missing(place, said)).map(|(place, _)| place).collect()
    }

    /// Notes what `peer` answered to the steps at these places. Once the draw is over, what is not taken is brought no more.
    pub fn note(&mut self, peer: &GatewayId, places: &[usize], answers: &Answers, is_over: bool) {
        let told = self.0.entry(peer.clone()).or_default();
        for (place, answer) in places.iter().zip(&answers.answers) {
            if is_over || !matches!(answer, Answer::Waits { .. }) {
                told.insert(*place);
            }
        }
    }
}

/// Verifies a step that was brought: who says it signed it, with a key that is good, and not at a time that is yet to come.
///
/// # Errors
/// Why it is not looked at.
pub fn look_at(recorded: &Recorded, roll: &Roll, now: Time) -> Result<Signature, Refused> {
    let signature = recorded.signature.as_ref();
    let signature = signature.ok_or_else(|| Reason::BadSignature.because("the step is not signed"))?;
    verify(&recorded.said, signature, roll, now)?;
    // Late it may come, for a gateway may have been out of reach; that it was said before its time would shorten those of the others.
    if clocks::apart_ms(recorded.said.at, now).is_some_and(|ahead_ms| ahead_ms > 0) {
        return Err(Reason::KeyNotValid.because("said at a time that is yet to come"));
    }
    Ok(signature.clone())
}

#[cfg(test)]
mod tests {
    use comity_domain::draw::{Hash, Step};
    use serde_json::json;

    use super::*;
    use crate::draw::sign;
    use crate::fixture::{World, at, gateway, key};
    use crate::keys::KeyUse;

    fn said(by: &str, seconds: i64) -> Said {
        Said { at: at(seconds), by: gateway(by), step: Step::Void { draw: Hash::from_bytes([7; 32]) } }
    }

    fn signed(by: &str, seconds: i64) -> Recorded {
        let said = said(by, seconds);
        let signature = Some(sign(&said, &key(by, KeyUse::Envelope)).unwrap());
        Recorded { said, signature }
    }

    #[test]
    fn steps_travel_as_they_are_signed() {
        let batch = Batch { steps: vec![signed("cn", 0), signed("hk", 1)] };
        let bytes = serde_json::to_vec(&batch).unwrap();
        assert_eq!(Batch::parse(&bytes, 2), Ok(batch));
        let reason = |bytes: &[u8], max| Batch::parse(bytes, max).unwrap_err().reason;
        assert_eq!(reason(&bytes, 1), Reason::Malformed);
        assert_eq!(reason(br#"{"steps":[]}"#, 1), Reason::Malformed);
        assert_eq!(reason(b"{", 1), Reason::NotJson);
        let mut other: Value = serde_json::from_slice(&bytes).unwrap();
        other["steps"][0]["more"] = json!(1);
        assert_eq!(reason(other.to_string().as_bytes(), 2), Reason::Malformed);
    }

    #[test]
    fn a_step_that_nobody_signed_or_that_is_said_before_its_time_is_not_looked_at() {
        let roll = World::new().roll;
        let refused = |recorded: &Recorded, now| look_at(recorded, &roll, now).unwrap_err().reason;
        assert!(look_at(&signed("cn", 0), &roll, at(3600)).is_ok(), "it may come late");
        assert!(look_at(&signed("cn", 60), &roll, at(0)).is_ok(), "clocks may be a minute apart");
        assert_eq!(refused(&signed("cn", 3600), at(0)), Reason::KeyNotValid);
        assert_eq!(refused(&Recorded { signature: None, ..signed("cn", 0) }, at(0)), Reason::BadSignature);
        let by_another = Recorded { said: said("hk", 0), ..signed("cn", 0) };
        assert!(look_at(&by_another, &roll, at(0)).is_err());
    }

    #[test]
    fn a_step_is_brought_until_it_is_taken_or_refused_for_good_and_nobody_is_brought_his_own() {
        let steps = [said("cn", 0), said("hk", 1), said("mo", 2), said("cn", 3)];
        let (mo, mut told) = (gateway("mo"), Told::default());
        assert_eq!(told.missing(&mo, &steps), [0, 1, 3]);
        let waits = Answer::to(&Fault { at: String::new(), what: Flaw::OutOfTurn("not now") });
        let never = Answer::to(&Fault { at: String::new(), what: Flaw::Contradiction(gateway("hk")) });
        let answers = |last: &Answer| Answers { answers: vec![Answer::Taken, never.clone(), last.clone()] };
        told.note(&mo, &[0, 1, 3], &answers(&waits), false);
        assert_eq!(told.missing(&mo, &steps), [3]);
        assert_eq!(told.missing(&gateway("hk"), &steps), [0, 2, 3]);
        told.note(&mo, &[3], &Answers { answers: vec![waits] }, true);
        assert!(told.missing(&mo, &steps).is_empty(), "the draw is over");
        let kept: Told = serde_json::from_value(serde_json::to_value(&told).unwrap()).unwrap();
        assert_eq!(kept, told);
    }
}
