//! A draft of `fixtures/matters`: what is asked for, and the papers that it names.

use std::path::PathBuf;

use serde_json::Value;

use crate::world::fixtures;

/// A draft that a test may change before it is written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The authorities and the request. Its documents name their papers by file.
    pub body: Value,
    folder: PathBuf,
}

impl Draft {
    /// The letter in the matter of the sale of goods, in order.
    pub fn corrected() -> Self {
        Self::read("sale-of-goods/draft-corrected.json")
    }

    /// The same letter as it was written first: a contract without translation, and one copy too few.
    pub fn first() -> Self {
        Self::read("sale-of-goods/draft-first.json")
    }

    /// A draft below `fixtures/matters`.
    pub fn read(name: &str) -> Self {
        let file = fixtures().join("matters").join(name);
        let body = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        Self { body, folder: file.parent().unwrap().to_owned() }
    }

    /// The draft as it is first written: its papers are added afterwards.
    pub fn without_files(&self) -> Value {
        let mut body = self.body.clone();
        for document in documents(&mut body["request"]) {
            let fields = document.as_object_mut().unwrap();
            fields.remove("file");
            fields.remove("translation_files");
        }
        body
    }

    /// The places of a request where a paper is named.
    pub(crate) fn papers(request: &mut Value) -> Vec<&mut Value> {
        let mut papers = Vec::new();
        for document in documents(request) {
            for (name, value) in document.as_object_mut().unwrap() {
                match (name.as_str(), value) {
                    ("file", paper) => papers.push(paper),
                    ("translation_files", Value::Array(translations)) => papers.extend(translations),
                    _ => {}
                }
            }
        }
        papers
    }

    /// The bytes of a paper that lies beside the draft.
    pub fn read_paper(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap()
    }
}

fn documents(request: &mut Value) -> impl Iterator<Item = &mut Value> {
    request["documents"].as_array_mut().into_iter().flatten()
}
