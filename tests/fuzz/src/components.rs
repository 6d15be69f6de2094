//! Components, mutated in their structure: the core module of a small one that answers, changed as a tree of sections and instructions,
//! wrapped again, and now and then damaged byte by byte. They enter where a release has passed its pin and its signature.

use std::iter;
use std::sync::Arc;

use comity_rules::Draft;
use fastrand::Rng;
use wasm_mutate::WasmMutate;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// A core module of the world `jurisdiction` that describes itself, reads the facts it is given and finds nothing.
const ANSWERS: &str = include_str!("answers.wat");
/// The contract.
const CONTRACT: &str = include_str!("../../../plugins-wasm/wit/rules.wit");

/// How much a data segment grows in one step at most: more of it would cost time and find nothing else.
const DATA_GROWTH_MAX_BYTES: usize = 512;

/// How often a step is tried: many mutations take away what the world asks for.
const TRIES: usize = 4;

/// The seed of all mutations.
pub struct Source {
    module: Vec<u8>,
    /// The custom section that tells the encoder which world the module is of.
    world: Vec<u8>,
}

impl Source {
    /// The module and the world it is of.
    pub fn new() -> Self {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("rules.wit", CONTRACT).unwrap();
        let world = resolve.select_world(&[package], Some("jurisdiction")).unwrap();
        let module = wat::parse_str(ANSWERS).unwrap();
        let mut embedded = module.clone();
        embed_component_metadata(&mut embedded, &resolve, world, StringEncoding::UTF8).unwrap();
        Self { world: embedded.split_off(module.len()), module }
    }

    /// The component as it was meant.
    pub fn unchanged(&self) -> Vec<u8> {
        self.wrapped(self.module.clone()).unwrap()
    }

    /// The component, mutated by a seed. `None` where no mutation was found that leaves something to wrap.
    pub fn mutated(&self, seed: u64) -> Option<Vec<u8>> {
        let mut rng = Rng::with_seed(seed);
        let (mut module, mut component) = (self.module.clone(), None);
        for _ in 0..rng.usize(1..4) {
            let step = (0..TRIES).find_map(|_| {
                let next = mutate(&module, &mut rng)?;
                let wrapped = self.wrapped(next.clone())?;
                Some((next, wrapped))
            });
            if let Some((next, wrapped)) = step {
                (module, component) = (next, Some(wrapped));
            }
        }
        let mut component = component?;
        if rng.u8(..8) == 0 {
            damage(&mut component, &mut rng);
        }
        Some(component)
    }

    fn wrapped(&self, mut module: Vec<u8>) -> Option<Vec<u8>> {
        module.extend(&self.world);
        ComponentEncoder::default().module(&module).ok()?.encode().ok()
    }
}

impl Default for Source {
    fn default() -> Self {
        Self::new()
    }
}

/// What is signed, with this component in it.
pub fn draft(component: Vec<u8>) -> Draft {
    let json = serde_json::json!({
        "id": "answers", "version": "0.1.0", "jurisdiction": "HK", "in_force_from": "2000-01-01", "component": "",
        "settings": {}, "calendars": {}, "cases": [],
    });
    Draft { component, ..serde_json::from_value(json).unwrap() }
}

/// One structural mutation. It need not mean the same, and it need not be valid.
fn mutate(module: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut mutation = WasmMutate::default();
    mutation.seed(rng.u64(..)).fuel(1_000).preserve_semantics(false).reduce(rng.u8(..6) == 0);
    mutation.raw_mutate_func(Some(other_data(rng.fork())));
    let mutated = mutation.run(module).ok()?.next()?;
    mutated.ok()
}

/// Changes a data segment, which may not grow beyond so many bytes.
type DataMutation = dyn Fn(&mut Vec<u8>, usize) -> wasm_mutate::Result<()>;

/// Replaces a part of a data segment.
fn other_data(rng: Rng) -> Arc<DataMutation> {
    Arc::new(move |data, _| {
        let mut rng = rng.clone();
        let (one, other) = (rng.usize(..=data.len()), rng.usize(..=data.len()));
        let growth = if rng.bool() { rng.usize(..=DATA_GROWTH_MAX_BYTES) } else { 0 };
        let replaced = one.min(other)..one.max(other);
        let length = rng.usize(..=replaced.len() + growth);
        data.splice(replaced, iter::repeat_with(|| rng.u8(..)).take(length));
        Ok(())
    })
}

fn damage(bytes: &mut Vec<u8>, rng: &mut Rng) {
    for _ in 0..rng.usize(1..4) {
        let at = rng.usize(8..bytes.len());
        match rng.u8(..3) {
            0 => bytes[at] ^= 1 << rng.u8(..8),
            1 => bytes[at] = rng.u8(..),
            _ => bytes.insert(at, rng.u8(..)),
        }
    }
}
