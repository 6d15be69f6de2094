//! The letter that is sent: the demo's, with the papers of a sale of goods.

use comity_domain::MatterId;
use comity_domain::matter::{Document, Request};
use serde_json::Value;

use super::super::BenchError;
use super::pair::{JUDGE, Side};
use crate::access::{Permit, Standing, action};
use crate::app::NewDraft;

const DRAFT: &str = include_str!("../../../../../fixtures/matters/sale-of-goods/draft-corrected.json");

macro_rules! files {
    ($($name:literal,)+) => {
        const FILES: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../../../../fixtures/matters/sale-of-goods/", $name)))),+];
    };
}

files! {
    "statement-of-claim.txt",
    "summons.txt",
    "contract-en.txt",
    "contract-zh.txt",
}

/// A letter of request with its papers.
pub(in crate::bench) struct Letter {
    draft: NewDraft,
    papers: Vec<Paper>,
}

/// A file, and where in the request it belongs.
struct Paper {
    document: usize,
    is_translation: bool,
    name: &'static str,
    bytes: &'static [u8],
}

impl Letter {
    /// The letter with its first documents.
    pub(in crate::bench) fn new(documents: u8) -> Result<Self, BenchError> {
        let mut draft: Value = serde_json::from_str(DRAFT).map_err(BenchError::broken)?;
        let listed = draft.pointer_mut("/request/documents").and_then(Value::as_array_mut);
        let listed = listed.ok_or_else(|| BenchError::broken("a draft without documents"))?;
        listed.truncate(usize::from(documents));
        let mut papers = Vec::new();
        for (place, document) in listed.iter_mut().enumerate() {
            papers.extend(take_papers(place, document)?);
        }
        Ok(Self { draft: serde_json::from_value(draft).map_err(BenchError::broken)?, papers })
    }

    /// What it asks for; its files are named when they are added.
    pub(in crate::bench) const fn request(&self) -> &Request {
        &self.draft.request
    }

    /// How many files go with it.
    pub(super) const fn files(&self) -> u64 {
        self.papers.len() as u64
    }

    /// How many bytes they have together.
    pub(super) fn file_bytes(&self) -> u64 {
        self.papers.iter().map(|paper| paper.bytes.len() as u64).sum()
    }

    /// Drafts it, adds the papers, has it examined, and submits it.
    pub(super) async fn submit(&self, side: &Side) -> Result<MatterId, BenchError> {
        let app = side.app();
        let matter = self.draft(side).await?;
        let mut request = self.request().clone();
        for paper in &self.papers {
            let permit: Permit<action::Attach> = side.permit(JUDGE, &matter)?;
            let file = app.attach(permit, paper.name.into(), "text/plain".into(), paper.bytes.to_vec()).await?;
            let document = request.documents.get_mut(paper.document);
            let Document { file: original, translation_files, .. } =
                document.ok_or_else(|| BenchError::broken("a paper without its document"))?;
            if paper.is_translation {
                translation_files.push(file);
            } else {
                *original = Some(file);
            }
        }
        app.amend(side.permit(JUDGE, &matter)?, request).await?;
        app.preflight(side.permit(JUDGE, &matter)?).await?;
        app.submit(side.permit(JUDGE, &matter)?, None).await?;
        Ok(matter)
    }

    /// Writes the draft, without papers.
    pub(in crate::bench) async fn draft(&self, side: &Side) -> Result<MatterId, BenchError> {
        let standing = Standing {
            matter: side.app().new_matter_id(),
            revision: 0,
            originating: JUDGE.1.parse().map_err(BenchError::broken)?,
            transmitting: self.draft.transmitting.clone(),
            receiving: self.draft.receiving.clone(),
        };
        Ok(side.app().draft(side.permit_at(JUDGE, Some(&standing))?, self.draft.clone()).await?)
    }
}

/// Takes the names of files out of a document of the fixture: a draft names no files, they are added to it.
fn take_papers(place: usize, document: &mut Value) -> Result<Vec<Paper>, BenchError> {
    let fields = document.as_object_mut().ok_or_else(|| BenchError::broken("a document is no object"))?;
    let original = fields.remove("file").into_iter().map(|name| (false, name));
    let translations = match fields.remove("translation_files") {
        Some(Value::Array(names)) => names,
        _ => Vec::new(),
    };
    let named = original.chain(translations.into_iter().map(|name| (true, name)));
    named
        .map(|(is_translation, name)| {
            let file = FILES.iter().find(|(known, _)| name.as_str() == Some(known));
            let (name, bytes) = *file.ok_or_else(|| BenchError::broken(format!("no file {name}")))?;
            Ok(Paper { document: place, is_translation, name, bytes })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_the_papers_of_its_documents() {
        let names = |documents| -> Vec<_> {
            let letter = Letter::new(documents).unwrap();
            letter.papers.iter().map(|paper| (paper.document, paper.is_translation, paper.name)).collect()
        };
        let all = [
            (0, false, "statement-of-claim.txt"),
            (1, false, "summons.txt"),
            (2, false, "contract-en.txt"),
            (2, true, "contract-zh.txt"),
        ];
        assert_eq!(names(3), all);
        assert_eq!(names(1), all[..1]);
    }
}
