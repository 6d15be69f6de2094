//! Large papers of a matter: taken in piece by piece, so that nobody ever holds more than one.

use axum::body::Bytes;
use comity_domain::limits::PIECE_BYTES;
use comity_domain::manifest::{BadFile, Building, Manifest, Naming};
use comity_domain::matter::FileRef;
use comity_record::Digest;
use comity_store::Store;
use tokio::sync::mpsc::Receiver;

use super::App;
use super::failure::Failure;
use super::ledger::subject;
use super::matters::acting;
use crate::access::{Permit, action};

impl App {
    /// Adds a large paper to the matter's files, whose bytes come in parts of any length. If it cannot be added, nothing of it is left.
    pub(crate) async fn attach_large(
        &self,
        permit: Permit<action::Attach>,
        naming: Naming,
        parts: Receiver<Bytes>,
    ) -> Result<FileRef, Failure> {
        let acting = acting(&permit);
        let (store, owner) = (self.ledger().store().clone(), subject(&acting.matter));
        let begun = {
            let (store, owner) = (store.clone(), owner.clone());
            tokio::task::spawn_blocking(move || store.begin_file(&owner)).await.map_err(Failure::broken)??
        };
        let written = {
            let store = store.clone();
            tokio::task::spawn_blocking(move || write(&store, (&owner, &begun), naming, parts)).await
        };
        let added = match written.map_err(Failure::broken).and_then(|written| written) {
            Ok(manifest) => self.add_large(acting, &manifest, begun).await,
            Err(failure) => Err(failure),
        };
        if added.is_err() {
            let removed = tokio::task::spawn_blocking(move || store.remove_blobs(&[begun])).await;
            if let Ok(Err(error)) = removed {
                tracing::warn!(%error, file = %begun, "a file that was not added cannot be removed");
            }
        }
        added
    }

    async fn add_large(
        &self,
        acting: super::matters::Acting,
        manifest: &Manifest,
        blob: Digest,
    ) -> Result<FileRef, Failure> {
        let file = manifest.file().map_err(bad)?;
        self.keep_on_file(acting, file.clone(), blob).await?;
        Ok(file)
    }
}

/// Writes the pieces as they fill, and finishes the file when no more parts come.
fn write(
    store: &Store,
    (owner, file): (&str, &Digest),
    naming: Naming,
    mut parts: Receiver<Bytes>,
) -> Result<Manifest, Failure> {
    let mut building = Building::default();
    let (mut piece, mut index) = (Vec::with_capacity(PIECE_BYTES), 0);
    while let Some(part) = parts.blocking_recv() {
        building.take(&part).map_err(bad)?;
        let mut rest = &*part;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(PIECE_BYTES - piece.len()));
            piece.extend_from_slice(now);
            rest = later;
            if piece.len() == PIECE_BYTES {
                store.put_piece(owner, file, index, &piece)?;
                piece.clear();
                index += 1;
            }
        }
    }
    if !piece.is_empty() {
        store.put_piece(owner, file, index, &piece)?;
    }
    let manifest = building.finish(naming).map_err(bad)?;
    store.finish_file(owner, file, manifest.pieces(), &manifest.to_bytes().map_err(bad)?)?;
    Ok(manifest)
}

/// The input is at fault, at this place.
pub(super) fn bad(error: BadFile) -> Failure {
    Failure::BadInput { at: error.at(), code: error.code(), given: None }
}
