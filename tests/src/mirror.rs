//! A copy of a record in files, in the formats of transparency logs (C2SP tlog-tiles), as somebody else would keep it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_record::Digest;
use comity_record::checkpoint::NoteVerifier;
use comity_record::cosignature::CosignatureVerifier;
use comity_record::merkle::{Tree, leaf_hash};
use comity_record::tile::{TilePath, bundle};
use serde_json::{Value, json};

/// A copy of a record.
pub struct Mirror {
    /// The newest checkpoint, with its cosignatures.
    pub note: String,
    /// The lines under it.
    pub lines: Vec<Vec<u8>>,
    /// The key of the log.
    pub log: NoteVerifier,
    /// The keys of its witnesses.
    pub witnesses: Vec<CosignatureVerifier>,
}

impl Mirror {
    /// Writes the copy, with proofs for about `proofs` lines and as many earlier sizes.
    pub fn write(&self, directory: &Path, proofs: usize) {
        let mut tree = Tree::new();
        self.lines.iter().for_each(|line| tree.push(leaf_hash(line)));
        let write = |name: &str, bytes: &[u8]| {
            let path = directory.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        for path in TilePath::all_of(tree.size()) {
            let range = path.range();
            let bytes = path.hashes(&tree, tree.size()).unwrap_or_else(|| {
                bundle(&self.lines[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()]).unwrap()
            });
            write(&path.to_string(), &bytes);
        }
        let vkeys: Vec<String> = self.witnesses.iter().map(ToString::to_string).collect();
        write("checkpoint", self.note.as_bytes());
        write("log.vkey", self.log.to_string().as_bytes());
        write("witnesses.vkey", vkeys.join("\n").as_bytes());
        write("proofs.json", &serde_json::to_vec(&some_proofs(&tree, proofs)).unwrap());
    }
}

fn some_proofs(tree: &Tree, count: usize) -> Value {
    let size = tree.size();
    let step = usize::try_from(size).unwrap().div_ceil(count).max(1);
    let base64 = |hashes: Vec<Digest>| hashes.iter().map(|hash| STANDARD.encode(hash.as_bytes())).collect::<Vec<_>>();
    let inclusion = |index| json!({ "index": index, "proof": base64(tree.inclusion_proof(index, size).unwrap()) });
    let consistency = |old| {
        let root = STANDARD.encode(tree.root_at(old).unwrap().as_bytes());
        json!({ "old": old, "root": root, "proof": base64(tree.consistency_proof(old, size).unwrap()) })
    };
    json!({
        "inclusion": (0..size).step_by(step).map(inclusion).collect::<Vec<_>>(),
        "consistency": (1..=size).step_by(step).map(consistency).collect::<Vec<_>>(),
    })
}
