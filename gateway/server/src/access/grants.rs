//! The policies, evaluated once: every question that can be asked, and its answer.

use comity_domain::limits::{POLICIES_MAX_BYTES, POLICY_MAX_ANSWERS};
use oso::{Oso, OsoError, PolarValue};

use super::action::ActionCode;
use super::prohibition::forbidden;
use super::question::{Credential, Question, Relations, Role};
use super::{Relation, UnknownCode};

/// The question that all policies answer. Polar knows a policy by its `allow`, and warns on every start where there is none.
pub(super) const QUESTION: &str = include_str!("../../../../policies/question.polar");

/// The policies cannot be used; nobody is let in.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// They are not Polar, or a question about them ended in an error.
    #[error("the access policies cannot be evaluated")]
    Policies(#[source] Box<dyn core::error::Error + Send + Sync>),
    /// They grant something to somebody whom the gateway does not know: a slip of the pen.
    #[error("the access policies name an unknown {place}")]
    UnknownCode {
        /// The place in `may(role, relation, credential, action)`.
        place: &'static str,
        /// What stands there.
        source: UnknownCode,
    },
    /// They are larger than [`POLICIES_MAX_BYTES`].
    #[error("the access policies have {bytes} bytes; {POLICIES_MAX_BYTES} are allowed")]
    TooLarge {
        /// Their size.
        bytes: usize,
    },
    /// They have more than [`POLICY_MAX_ANSWERS`] answers, perhaps without end.
    #[error("the access policies have more than {POLICY_MAX_ANSWERS} answers")]
    TooManyAnswers,
}

impl AccessError {
    /// The code of the message for the person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Policies(_) => "policies-not-evaluated",
            Self::UnknownCode { .. } => "policies-unknown-code",
            Self::TooLarge { .. } => "policies-too-large",
            Self::TooManyAnswers => "policies-too-many-answers",
        }
    }

    /// All codes.
    pub const CODES: &'static [&'static str] =
        &["policies-not-evaluated", "policies-unknown-code", "policies-too-large", "policies-too-many-answers"];
}

impl From<OsoError> for AccessError {
    fn from(error: OsoError) -> Self {
        Self::Policies(Box::new(error))
    }
}

/// For each role, credential and action: the relations in which it is granted.
#[derive(Debug)]
pub(super) struct Grants(Box<[Relations]>);

impl Grants {
    /// Evaluates the policies. What is prohibited is not even asked.
    pub(super) fn evaluate(polar: &str) -> Result<Self, AccessError> {
        let policies = load(polar)?;
        check_codes(&policies)?;
        let mut grants = Self(vec![Relations::NONE; CELLS].into());
        for question in Question::all().filter(|question| forbidden(question).is_none()) {
            if is_granted(&policies, &question)? {
                grants.add(&question);
            }
        }
        Ok(grants)
    }

    /// The relations in which the action is granted.
    pub(super) fn relations(&self, role: Role, credential: Credential, action: ActionCode) -> Relations {
        self.0.get(cell(role, credential, action)).copied().unwrap_or(Relations::NONE)
    }

    fn add(&mut self, question: &Question) {
        if let Some(relations) = self.0.get_mut(cell(question.role, question.credential, question.action)) {
            *relations = relations.with(question.relation);
        }
    }
}

const CELLS: usize = Role::ALL.len() * Credential::ALL.len() * ActionCode::ALL.len();

const fn cell(role: Role, credential: Credential, action: ActionCode) -> usize {
    (role as usize * Credential::ALL.len() + credential as usize) * ActionCode::ALL.len() + action as usize
}

fn load(polar: &str) -> Result<Oso, AccessError> {
    if polar.len() > POLICIES_MAX_BYTES {
        return Err(AccessError::TooLarge { bytes: polar.len() });
    }
    let mut policies = Oso::new();
    policies.load_str(&[polar, QUESTION].join("\n"))?;
    Ok(policies)
}

fn is_granted(policies: &Oso, question: &Question) -> Result<bool, AccessError> {
    let actor = vec![question.role.code(), question.credential.code()];
    let mut answers = policies.query_rule("allow", (actor, question.action.code(), question.relation.code()))?;
    Ok(answers.next().transpose()?.is_some())
}

/// Asks the open question, who may do what, and looks whether all words of the answers are known. Also the only question whose
/// answers could be without end.
fn check_codes(policies: &Oso) -> Result<(), AccessError> {
    let place = |name: &str| PolarValue::Variable(name.to_owned());
    let actor = PolarValue::List(vec![place("role"), place("credential")]);
    let question = (actor, place("action"), place("relation"));
    for (count, answer) in policies.query_rule("allow", question)?.enumerate() {
        if count >= POLICY_MAX_ANSWERS {
            return Err(AccessError::TooManyAnswers);
        }
        let answer = answer?;
        check_word::<Role>("role", answer.get("role"))?;
        check_word::<Relation>("relation", answer.get("relation"))?;
        check_word::<Credential>("credential", answer.get("credential"))?;
        check_word::<ActionCode>("action", answer.get("action"))?;
    }
    Ok(())
}

fn check_word<C>(place: &'static str, word: Option<PolarValue>) -> Result<(), AccessError>
where
    C: core::str::FromStr<Err = UnknownCode>,
{
    match word {
        // The policy leaves the place open: it grants whatever stands there.
        None | Some(PolarValue::Variable(_)) => Ok(()),
        Some(PolarValue::String(word)) => {
            word.parse::<C>().map(drop).map_err(|source| AccessError::UnknownCode { place, source })
        }
        Some(_) => Err(AccessError::UnknownCode { place, source: UnknownCode::new("", "a word in quotation marks") }),
    }
}
