//! Objects as rows of the database.

use std::sync::Arc;

use super::Bucket;
use crate::StoreError;
use crate::database::Database;

/// Objects as rows of a table.
pub(crate) struct Table(pub(crate) Arc<Database>);

impl Bucket for Table {
    fn put(&self, folder: &str, object: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.0.put_object(folder, object, bytes)
    }

    fn get(&self, folder: &str, object: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.object(folder, object)
    }

    fn has(&self, folder: &str, object: &str) -> Result<bool, StoreError> {
        self.0.has_object(folder, object)
    }

    fn objects(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        self.0.objects(folder)
    }

    fn folders(&self) -> Result<Vec<String>, StoreError> {
        self.0.folders()
    }

    fn remove(&self, folder: &str) -> Result<(), StoreError> {
        self.0.remove_folder(folder)
    }
}
