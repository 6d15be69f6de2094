//! The pool: every eligible person of a draw, by the number of the registry, with what qualifies for a seat. No names.

use core::fmt;
use core::str::FromStr;
use std::collections::BTreeSet;
use std::sync::Arc;

use comity_record::merkle::{Tree, leaf_hash};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::request::Exclusion;
use super::{Fault, Flaw, Hash};
use crate::limits::{DRAW_NAME_MAX_BYTES, DRAW_POOL_MAX_PEOPLE, DRAW_TAGS_MAX};

/// A person, by the number of the registry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(Box<str>);

/// What a person has and a seat may ask for: a side, a language, a field of knowledge.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Box<str>);

/// One eligible person, as a leaf of the pool's tree. The members stand in canonical order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The number of the registry.
    pub id: PersonId,
    /// What qualifies the person, in the order of the registry.
    pub tags: Vec<Tag>,
}

/// The eligible people, by the bytes of their ids, each once. Whoever needs the pool has the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool(Arc<[Person]>);

impl Pool {
    /// The pool of these people, in whatever order they come.
    ///
    /// # Errors
    /// [`Flaw::DoubleId`] at the person; [`Flaw::Malformed`] if there are too many people, or one has too many tags.
    pub fn new(mut people: Vec<Person>) -> Result<Self, Fault> {
        if people.len() > DRAW_POOL_MAX_PEOPLE {
            return Err(Flaw::Malformed(format!("more than {DRAW_POOL_MAX_PEOPLE} people")).at("pool"));
        }
        if let Some(person) = people.iter().find(|person| person.tags.len() > DRAW_TAGS_MAX) {
            let what = format!("`{}` has more than {DRAW_TAGS_MAX} tags", person.id);
            return Err(Flaw::Malformed(what).at("pool"));
        }
        people.sort_by(|one, other| one.id.cmp(&other.id));
        match people.windows(2).find(|pair| matches!(pair, [one, other] if one.id == other.id)) {
            Some([one, _]) => Err(Flaw::DoubleId(one.id.clone()).at("pool")),
            _ => Ok(Self(people.into())),
        }
    }

    /// The people, by the bytes of their ids.
    pub fn people(&self) -> &[Person] {
        &self.0
    }

    /// The person with this id.
    pub fn get(&self, id: &PersonId) -> Option<&Person> {
        self.0.binary_search_by(|person| person.id.cmp(id)).ok().and_then(|place| self.0.get(place))
    }

    /// The root of the tree of RFC 6962 over the canonical JSON of each person.
    ///
    /// # Errors
    /// [`Flaw::Malformed`] if a person could not be written as JSON.
    pub fn root(&self) -> Result<Hash, Fault> {
        let (mut tree, mut leaf) = (Tree::new(), Vec::new());
        for person in self.people() {
            leaf.clear();
            // Texts in two members that stand in order: written plainly, they are canonical. A property holds the two against each other.
            serde_json::to_writer(&mut leaf, person).map_err(|error| Flaw::Malformed(error.to_string()).at("pool"))?;
            tree.push(leaf_hash(&leaf));
        }
        Ok(tree.root().into())
    }

    /// The pool that is left when these people are taken out of the registry.
    ///
    /// # Errors
    /// [`Flaw::ExclusionUnknown`] for one who is not in it, or is taken out twice.
    pub fn without(&self, exclusions: &[Exclusion]) -> Result<Self, Fault> {
        let mut out = BTreeSet::new();
        for (place, exclusion) in exclusions.iter().enumerate() {
            if self.get(&exclusion.id).is_none() || !out.insert(&exclusion.id) {
                return Err(Flaw::ExclusionUnknown(exclusion.id.clone()).at(format!("exclusions[{place}].id")));
            }
        }
        Ok(Self(self.0.iter().filter(|person| !out.contains(&person.id)).cloned().collect()))
    }
}

impl Serialize for Pool {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.people())
    }
}

/// A text names nobody, or nothing that somebody could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("empty, too long, or with control characters")]
pub struct BadText;

fn good(text: &str) -> Result<Box<str>, BadText> {
    let is_good = !text.is_empty() && text.len() <= DRAW_NAME_MAX_BYTES && !text.chars().any(char::is_control);
    if is_good { Ok(text.into()) } else { Err(BadText) }
}

/// Takes a text from where it is read: a pool has hundreds of thousands of them.
struct GoodText;

impl Visitor<'_> for GoodText {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of a registry, or a tag")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Box<str>, E> {
        good(text).map_err(E::custom)
    }
}

/// The two texts are read, written and shown alike.
macro_rules! text_of_the_registry {
    ($($name:ident),*) => {$(
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadText;

            fn from_str(text: &str) -> Result<Self, BadText> {
                good(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(GoodText).map(Self)
            }
        }
    )*};
}

text_of_the_registry!(PersonId, Tag);
