//! Where the record of a gateway is kept, and what its store is opened with.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::time::Duration;

use comity_domain::limits::{BUCKET_MAX_SECONDS, STORE_QUEUE_MAX_COMMITS};
use comity_federation::keys::{KeyUse, Owner};
use comity_record::checkpoint::{NoteSigner, NoteVerifier};
use comity_record::seal::{KEY_BYTES, SubjectKey};
use comity_store::{HeldKey, MasterKey, Store};
use indicatif::ProgressBar;
use zeroize::Zeroizing;

use super::failure::Failure;
use super::seals::{Held, InForce, Receipts};
use super::{CannotStart, read_text, views};
use crate::clock::entropy;
use crate::config::{Bucket, Config};

/// The store of this gateway, opened.
pub(super) fn open_store(config: &Config, held: &Held) -> Result<Store, CannotStart> {
    Ok(Store::open(store_config(config)?, store_parts(config, held)?)?)
}

/// Where the record is: in the directory, or in the database if one is named. Either is used by one process at a time.
pub(super) fn store_config(config: &Config) -> Result<comity_store::Config, Failure> {
    let mut store = match database_config(config) {
        Some(database) => {
            comity_store::Config { database: Some(database), ..comity_store::Config::new("", &config.log) }
        }
        None => comity_store::Config::new(&config.record, &config.log),
    };
    store.queue_commits = STORE_QUEUE_MAX_COMMITS;
    store.reads_all = config.verify_at_start;
    store.bucket = config.bucket.as_ref().map(bucket_config).transpose()?;
    Ok(store)
}

/// The database that holds the record in the place of a directory, if there is one.
pub(crate) fn database_config(config: &Config) -> Option<comity_store::DatabaseConfig> {
    let database = comity_store::Config::on_database(config.database.as_ref()?, &config.log).alone().database?;
    Some(comity_store::DatabaseConfig { roots: config.database_roots.clone(), ..database })
}

fn bucket_config(bucket: &Bucket) -> Result<comity_store::S3Config, Failure> {
    Ok(comity_store::S3Config {
        endpoint: bucket.endpoint.clone(),
        bucket: bucket.name.clone(),
        region: bucket.region.clone(),
        access_key: bucket.access_key.clone(),
        secret_key: read_text(&bucket.secret_key)?.trim().to_owned(),
        patience: Duration::from_secs(BUCKET_MAX_SECONDS),
        roots: bucket.roots.clone(),
    })
}

/// What else it needs: the disk, its keys, who signs, what its views are.
pub(super) fn store_parts(config: &Config, held: &Held) -> Result<comity_store::Parts, CannotStart> {
    let InForce { roll, keys } = held.now();
    let owner = Owner::Gateway(config.gateway.clone());
    let of_record = roll.keys_of(&owner, KeyUse::Checkpoint);
    Ok(comity_store::Parts {
        disk: Arc::new(comity_store::disk::RealDisk),
        master_key: master_key(config)?,
        checkpoint_signer: NoteSigner::new(
            &config.log,
            keys.checkpoint.signing_key().map_err(Failure::broken)?.clone(),
        )
        .map_err(Failure::broken)?,
        // Also one that was revoked: this is the own file, and as long as the gateway was not started with another key it went on with that
        // one. Which of them still counts is for its peers to judge; they are shown one by the key of now.
        checkpoint_keys: of_record
            .filter_map(|key| NoteVerifier::new(&config.log, *key.public.verifying_key()?).ok())
            .collect(),
        receipt_signer: Arc::new(Receipts {
            held: held.clone(),
            here: config.gateway.clone(),
            log: config.log.clone(),
        }),
        projection: Arc::new(views::Matters),
        entropy: Box::new(|bytes: &mut [u8]| {
            for chunk in bytes.chunks_mut(32) {
                let fresh: [u8; 32] = entropy();
                for (byte, random) in chunk.iter_mut().zip(fresh) {
                    *byte = random;
                }
            }
        }),
        on_fatal: Arc::new(|reason| {
            // After a failed fdatasync nothing about the file may be believed: the process ends at once.
            tracing::error!(code = "store-fatal", reason, "the record cannot be kept");
            std::process::abort();
        }),
        progress: Arc::new(show_progress()),
    })
}

/// The key under which the gateway keeps those of its matters. This is the place that knows where it is: today in a file.
fn master_key(config: &Config) -> Result<Arc<dyn MasterKey>, Failure> {
    let bytes = Zeroizing::new(std::fs::read(config.keys.join("master.key")).map_err(Failure::broken)?);
    let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice());
    let key = key.map_err(|_| Failure::Broken(format!("`master.key` is not {KEY_BYTES} bytes long")))?;
    Ok(Arc::new(HeldKey::new(SubjectKey::from_bytes(key))))
}

/// Long starts are shown: reading the record again, or making its views anew. As a bar to an operator, as lines to a log.
fn show_progress() -> impl Fn(comity_store::Progress) + Send + Sync {
    let bar = std::io::stderr().is_terminal().then(|| ProgressBar::new(0));
    move |progress| match &bar {
        Some(bar) => {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
        }
        None => {
            tracing::info!(stage = ?progress.stage, done = progress.done, total = progress.total, "opening the record");
        }
    }
}
