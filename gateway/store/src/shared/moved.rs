//! A store that is made from an archive.

use std::sync::Arc;

use comity_record::Digest;
use comity_record::checkpoint::{Checkpoint, NoteVerifier};
use comity_record::merkle::empty_root;
use comity_record::seal::Entropy;

use super::{bucket, is_new};
use crate::archive::Taker;
use crate::blobs::{self, Blobs};
use crate::bucket::{Directory, S3};
use crate::checkpoints;
use crate::database::Database;
use crate::disk::{Disk, Volume};
use crate::framed::{Change, FramedLog};
use crate::heads::{self, HeadName, Heads};
use crate::journal::{self, Journal};
use crate::pieces::Pieces;
use crate::store::Config;
use crate::{StoreError, archive, keys, working};

/// So many bytes of the journal are written between two syncs.
const BYTES_PER_SYNC: usize = 1024 * 1024;

/// Reads an archive into the empty place that `config` names. Answers with the state that the store has when it is opened.
pub(crate) fn import(
    config: &Config,
    disk: Arc<dyn Disk>,
    keys: &[NoteVerifier],
    entropy: &mut dyn Entropy,
    from: &mut dyn std::io::BufRead,
) -> Result<Digest, StoreError> {
    let Some(place) = &config.database else {
        let mut files = Files::begin(config, disk)?;
        return archive::read(from, &config.log, keys, &mut files);
    };
    let (mut holder, mut batch) = ([0; 16], [0; 16]);
    entropy.fill(&mut holder);
    entropy.fill(&mut batch);
    let database = Database::open(place, holder)?;
    database.begin_import()?;
    let bucket = config.bucket.as_ref().map(S3::open).transpose()?.map(|bucket| Pieces::new(Arc::new(bucket)));
    let mut tables = Tables { database: &database, batch, bucket };
    archive::read(from, &config.log, keys, &mut tables).inspect_err(|_| database.give_up())
}

/// A directory that is filled. It has no checkpoint until all is there, and does not open without.
struct Files {
    volume: Arc<Volume>,
    journal: Journal,
    keys: FramedLog,
    working: FramedLog,
    heads: Heads,
    blobs: Blobs,
    pieces: Pieces,
    /// Whole commits that are not appended yet, and the index of the first line.
    waiting: (u64, Vec<u8>),
    /// Dropped last.
    _lock: Box<dyn std::any::Any + Send + Sync>,
}

impl Files {
    fn begin(config: &Config, disk: Arc<dyn Disk>) -> Result<Self, StoreError> {
        let volume = Volume::new(disk, config.directory.clone(), Arc::new(|_| {}));
        volume.create(&[])?;
        let lock = volume.lock()?;
        if !is_new(&volume)? || volume.exists(checkpoints::FILE)? || volume.exists(keys::FILE)? {
            return Err(StoreError::StoreNotEmpty);
        }
        volume.create(&[journal::DIRECTORY, blobs::DIRECTORY, heads::DIRECTORY])?;
        let nothing = Checkpoint { origin: config.log.clone(), size: 0, root: empty_root() };
        let (keys, _) = FramedLog::open(&volume, keys::FILE)?;
        let (working, _) = FramedLog::open(&volume, working::FILE)?;
        Ok(Self {
            journal: Journal::open(&volume, &config.log, &nothing, None, config.segment_bytes, &|_| {})?.journal,
            keys,
            working,
            heads: Heads::open(&volume)?,
            blobs: Blobs::open(&volume)?,
            pieces: Pieces::new(bucket(config, || Ok(Arc::new(Directory::open(&volume)?)))?),
            waiting: (0, Vec::new()),
            volume,
            _lock: lock,
        })
    }
}

impl Files {
    /// Appends what waits. It is stable before the next is appended, which may be to another segment.
    fn append(&mut self) -> Result<(), StoreError> {
        let (first, bytes) = std::mem::take(&mut self.waiting);
        if bytes.is_empty() {
            return Ok(());
        }
        self.journal.append(first, &bytes)?;
        self.journal.sync()
    }
}

impl Taker for Files {
    fn commit(&mut self, first: u64, lines: Vec<Vec<u8>>) -> Result<(), StoreError> {
        if self.waiting.1.is_empty() {
            self.waiting.0 = first;
        }
        for line in lines {
            self.waiting.1.extend_from_slice(&line);
            self.waiting.1.push(b'\n');
        }
        if self.waiting.1.len() < BYTES_PER_SYNC { Ok(()) } else { self.append() }
    }

    fn key(&mut self, (subject, wrapped): Change) -> Result<(), StoreError> {
        self.keys.append(&subject, wrapped.as_deref())
    }

    fn head(&mut self, name: String, note: String) -> Result<(), StoreError> {
        let name = HeadName::new(&name).ok_or(StoreError::LogDamaged { file: name, line: 1 })?;
        self.heads.keep(&name, &note)
    }

    fn working(&mut self, name: String, sealed: String) -> Result<(), StoreError> {
        self.working.append(&name, Some(&sealed))
    }

    fn blob(&mut self, name: Digest, sealed: Vec<u8>) -> Result<(), StoreError> {
        self.blobs.put_sealed(&name, sealed)
    }

    fn object(&mut self, file: Digest, object: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.pieces.keep(&file, &object, bytes)
    }

    fn keep(&mut self, _: u64, checkpoint: &str) -> Result<(), StoreError> {
        self.append()?;
        self.keys.sync()?;
        self.working.sync()?;
        self.volume.replace(checkpoints::FILE, checkpoint.as_bytes())
    }
}

/// A database that is filled, in one transaction.
struct Tables<'d> {
    database: &'d Database,
    batch: [u8; 16],
    /// In the place of a table for what is kept of large files.
    bucket: Option<Pieces>,
}

impl Taker for Tables<'_> {
    fn commit(&mut self, first: u64, lines: Vec<Vec<u8>>) -> Result<(), StoreError> {
        self.database.import_lines(self.batch, first, lines)
    }

    fn key(&mut self, (subject, wrapped): Change) -> Result<(), StoreError> {
        self.database.import_key(subject, wrapped)
    }

    fn head(&mut self, name: String, note: String) -> Result<(), StoreError> {
        self.database.import_text("INSERT INTO heads (name, note) VALUES ($1, $2)", name, note)
    }

    fn working(&mut self, name: String, sealed: String) -> Result<(), StoreError> {
        self.database.import_text("INSERT INTO working (name, sealed) VALUES ($1, $2)", name, sealed)
    }

    fn blob(&mut self, name: Digest, sealed: Vec<u8>) -> Result<(), StoreError> {
        self.database.import_blob(name, sealed)
    }

    fn object(&mut self, file: Digest, object: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        match &self.bucket {
            Some(bucket) => bucket.keep(&file, &object, bytes),
            None => self.database.import_object(file.hex(), object, bytes),
        }
    }

    fn keep(&mut self, size: u64, checkpoint: &str) -> Result<(), StoreError> {
        self.database.keep_import(size, checkpoint)
    }
}
