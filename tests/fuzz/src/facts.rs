//! Facts as JSON, mutated: members taken away, doubled, moved and exchanged between cases, values of the wrong kind and beyond every
//! bound; and now and then bytes that are no JSON any more.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Map, Number, Value};

/// Texts that facts are not made of, or only at the edge.
const TEXTS: &[&str] = &[
    "",
    " ",
    "CN",
    "HK",
    "MO",
    "XX",
    "a1",
    "zh",
    "2026-02-28",
    "2026-02-29",
    "9999-12-31",
    "-0001-01-01",
    "0000-00-00",
    "1e400",
    "follow-up",
    "return",
    "service-of-documents",
    "\u{0}",
    "\u{202e}文書",
    "🏛️🏛️🏛️",
];
const NUMBERS: &[i64] =
    &[0, 1, 2, -1, 28, 59, 60, 1_000, i32::MAX as i64, i32::MIN as i64, u32::MAX as i64, i64::MAX, i64::MIN];

/// The facts of cases, and what each member is in any of them.
pub struct Corpus {
    cases: Vec<Value>,
    members: BTreeMap<String, Vec<Value>>,
}

impl Corpus {
    /// Of the facts of these cases.
    pub fn new(cases: Vec<Value>) -> Self {
        let mut members = BTreeMap::new();
        cases.iter().for_each(|case| collect(case, &mut members));
        Self { cases, members }
    }

    /// Facts, mutated by a seed. Most are still of the shape of facts.
    pub fn mutated(&self, seed: u64) -> Vec<u8> {
        let mut rng = Rng::with_seed(seed);
        let mut facts = self.cases[rng.usize(..self.cases.len())].clone();
        let in_shape = rng.u8(..4) > 0;
        for _ in 0..rng.usize(1..6) {
            if in_shape { self.vary(&mut facts, &mut rng) } else { self.deform(&mut facts, &mut rng) }
        }
        let mut bytes = serde_json::to_vec(&facts).unwrap();
        if rng.u8(..40) == 0 {
            damage(&mut bytes, &mut rng);
        }
        bytes
    }

    /// Another value that stands in another case under the same name, a member more or less, another day, another number, another order.
    fn vary(&self, facts: &mut Value, rng: &mut Rng) {
        match somewhere(facts, rng) {
            Value::Object(members) if !members.is_empty() => {
                let name = any_name(members, rng);
                let others = &self.members[&name];
                members.insert(name, others[rng.usize(..others.len())].clone());
            }
            Value::Array(items) if !items.is_empty() && items.len() < 64 => match rng.u8(..3) {
                0 => drop(items.remove(rng.usize(..items.len()))),
                1 => rng.shuffle(items),
                _ => {
                    let again = items[rng.usize(..items.len())].clone();
                    items.insert(rng.usize(..=items.len()), again);
                }
            },
            Value::Number(number) => *number = Number::from(number.as_i64().unwrap_or(0).wrapping_add(rng.i64(-3..=3))),
            Value::Bool(flag) => *flag = !*flag,
            Value::String(text) if is_day(text) => *text = any_day(rng),
            _ => {}
        }
    }

    /// What facts are not.
    fn deform(&self, facts: &mut Value, rng: &mut Rng) {
        let donor = &self.cases[rng.usize(..self.cases.len())];
        match (rng.u8(..6), somewhere(facts, rng)) {
            (0, Value::Object(members)) if !members.is_empty() => {
                let name = any_name(members, rng);
                members.remove(&name);
            }
            (1, Value::Object(members)) if !members.is_empty() => {
                let name = any_name(members, rng);
                let value = members.remove(&name).unwrap();
                members.insert(TEXTS[rng.usize(..TEXTS.len())].to_owned(), value);
            }
            (2 | 3, place) => *place = at(donor, rng).clone(),
            (_, place) => *place = any_value(rng),
        }
    }
}

fn collect(value: &Value, members: &mut BTreeMap<String, Vec<Value>>) {
    match value {
        Value::Object(all) => all.iter().for_each(|(name, value)| {
            let known = members.entry(name.clone()).or_default();
            if !known.contains(value) {
                known.push(value.clone());
            }
            collect(value, members);
        }),
        Value::Array(items) => items.iter().for_each(|item| collect(item, members)),
        _ => {}
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.as_bytes()[4] == b'-'
}

/// Most months have it; not every year has a calendar.
fn any_day(rng: &mut Rng) -> String {
    format!("{:04}-{:02}-{:02}", 2024 + rng.i32(0..5), rng.u8(1..=12), rng.u8(1..=29))
}

/// A value somewhere in it, every level as likely as to go on.
fn somewhere<'a>(value: &'a mut Value, rng: &mut Rng) -> &'a mut Value {
    let is_leaf = match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    };
    if is_leaf || rng.u8(..4) == 0 {
        return value;
    }
    match value {
        Value::Object(members) => {
            let name = any_name(members, rng);
            somewhere(&mut members[&name], rng)
        }
        value => {
            let items = value.as_array_mut().unwrap();
            let index = rng.usize(..items.len());
            somewhere(&mut items[index], rng)
        }
    }
}

fn at<'a>(value: &'a Value, rng: &mut Rng) -> &'a Value {
    if rng.u8(..4) == 0 {
        return value;
    }
    match value {
        Value::Object(members) if !members.is_empty() => at(&members[&any_name(members, rng)], rng),
        Value::Array(items) if !items.is_empty() => at(&items[rng.usize(..items.len())], rng),
        value => value,
    }
}

fn any_name(members: &Map<String, Value>, rng: &mut Rng) -> String {
    members.keys().nth(rng.usize(..members.len())).unwrap().clone()
}

fn any_value(rng: &mut Rng) -> Value {
    match rng.u8(..8) {
        0 => Value::Null,
        1 => Value::Bool(rng.bool()),
        2 => NUMBERS[rng.usize(..NUMBERS.len())].into(),
        3 => Value::Array(Vec::new()),
        4 => Value::Object(Map::new()),
        5 => serde_json::json!(1.5e300),
        6 => "長".repeat(rng.usize(..5_000)).into(),
        _ => TEXTS[rng.usize(..TEXTS.len())].into(),
    }
}

fn damage(bytes: &mut Vec<u8>, rng: &mut Rng) {
    for _ in 0..rng.usize(1..6) {
        let at = rng.usize(..bytes.len());
        match rng.u8(..3) {
            0 => bytes[at] = rng.u8(..),
            1 => bytes.truncate(at.max(1)),
            _ => bytes.insert(at, rng.u8(..)),
        }
    }
}
