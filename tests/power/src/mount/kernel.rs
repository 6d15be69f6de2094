//! What the kernel asks, as questions to the model. Nothing is kept by the kernel that a cut should take: no names, no
//! attributes, no pages. What it keeps to itself, like `sync_file_range`, never reaches the disk, and nothing is stable by it.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use fuser::{
    BsdFileFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation, INodeNo, LockOwner,
    OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen,
    ReplyStatfs, ReplyWrite, Request, TimeOrNow, WriteFlags,
};

use super::{permissions, told};
use crate::disk::{Attributes, Disk, Kind, Node};

/// Nothing may be remembered: the disk is asked each time.
const REMEMBERED: Duration = Duration::ZERO;
const BLOCK_BYTES: u32 = 512;
/// What the disk says of its room, in blocks: enough, and no more than a small disk has.
const BLOCKS: u64 = 1 << 24;
const NAME_BYTES: u32 = 255;

/// The file system that the kernel talks to.
#[derive(Debug)]
pub(super) struct Kernel {
    disk: Arc<Mutex<Disk>>,
    owner: Owner,
    listings: Mutex<Listings>,
}

/// To whom everything belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The directories that are being read, as they were when that began: whoever removes what it reads misses nothing.
#[derive(Debug, Default)]
struct Listings {
    newest: u64,
    open: BTreeMap<u64, Vec<Listed>>,
}

#[derive(Debug)]
struct Listed {
    node: Node,
    kind: Kind,
    name: OsString,
}

impl Kernel {
    pub(super) fn new(disk: Arc<Mutex<Disk>>, owner: Owner) -> Self {
        Self { disk, owner, listings: Mutex::default() }
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listings(&self) -> MutexGuard<'_, Listings> {
        self.listings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attributes(&self, node: Node) -> Result<FileAttr, Errno> {
        let attributes = self.disk().attributes(node).map_err(told)?;
        Ok(self.as_told(node, attributes))
    }

    fn as_told(&self, node: Node, Attributes { kind, size, mode }: Attributes) -> FileAttr {
        // Nobody's promise hangs on a time of a file, and a disk that looks at no clock is the same for the same seed.
        let time = SystemTime::UNIX_EPOCH;
        FileAttr {
            ino: INodeNo(node.0),
            size,
            blocks: size.div_ceil(u64::from(BLOCK_BYTES)),
            atime: time,
            mtime: time,
            ctime: time,
            crtime: time,
            kind: file_type(kind),
            perm: mode,
            nlink: 1,
            uid: self.owner.uid,
            gid: self.owner.gid,
            rdev: 0,
            blksize: BLOCK_BYTES,
            flags: 0,
        }
    }

    /// Makes something, and says what it is.
    fn make(&self, parent: INodeNo, name: &OsStr, kind: Kind, mode: u32) -> Result<FileAttr, Errno> {
        let mode = permissions(mode);
        let node = self.disk().create(Node(parent.0), name, kind, mode).map_err(told)?;
        let size = 0;
        Ok(self.as_told(node, Attributes { kind, size, mode }))
    }

    fn listing(&self, directory: Node) -> Result<Vec<Listed>, Errno> {
        let disk = self.disk();
        let names = disk.list(directory).map_err(told)?;
        let listed = names.into_iter().map(|(name, node)| {
            let kind = disk.attributes(node).map_err(told)?.kind;
            Ok(Listed { node, kind, name })
        });
        listed.collect()
    }
}

impl Filesystem for Kernel {
    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let found = self.disk().look_up(Node(parent.0), name).map_err(told);
        match found.and_then(|node| self.attributes(node)) {
            Ok(attributes) => reply.entry(&REMEMBERED, &attributes, Generation(0)),
            Err(error) => reply.error(error),
        }
    }

    fn getattr(&self, _: &Request, node: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        match self.attributes(Node(node.0)) {
            Ok(attributes) => reply.attr(&REMEMBERED, &attributes),
            Err(error) => reply.error(error),
        }
    }

    fn setattr(
        &self,
        _: &Request,
        node: INodeNo,
        mode: Option<u32>,
        _: Option<u32>,
        _: Option<u32>,
        size: Option<u64>,
        _: Option<TimeOrNow>,
        _: Option<TimeOrNow>,
        _: Option<SystemTime>,
        _: Option<FileHandle>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let node = Node(node.0);
        let mut disk = self.disk();
        let mode = mode.map_or(Ok(()), |mode| disk.set_mode(node, permissions(mode)));
        let done = mode.and_then(|()| size.map_or(Ok(()), |size| disk.resize(node, size)));
        drop(disk);
        match done.map_err(told).and_then(|()| self.attributes(node)) {
            Ok(attributes) => reply.attr(&REMEMBERED, &attributes),
            Err(error) => reply.error(error),
        }
    }

    fn mkdir(&self, _: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, reply: ReplyEntry) {
        match self.make(parent, name, Kind::Directory, mode & !umask) {
            Ok(attributes) => reply.entry(&REMEMBERED, &attributes, Generation(0)),
            Err(error) => reply.error(error),
        }
    }

    fn create(&self, _: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, _: i32, reply: ReplyCreate) {
        match self.make(parent, name, Kind::File, mode & !umask) {
            Ok(attributes) => {
                reply.created(&REMEMBERED, &attributes, Generation(0), FileHandle(0), FopenFlags::FOPEN_DIRECT_IO);
            }
            Err(error) => reply.error(error),
        }
    }

    fn unlink(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let removed = self.disk().remove(Node(parent.0), name);
        answer(removed.map_err(told), reply);
    }

    fn rmdir(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let removed = self.disk().remove(Node(parent.0), name);
        answer(removed.map_err(told), reply);
    }

    fn rename(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        newparent: INodeNo,
        newname: &OsStr,
        flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        // To exchange two names, or to take a vacant one only, is more than the model knows.
        if !flags.is_empty() {
            return reply.error(Errno::EINVAL);
        }
        let renamed = self.disk().rename((Node(parent.0), name), (Node(newparent.0), newname));
        answer(renamed.map_err(told), reply);
    }

    fn open(&self, _: &Request, node: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        match self.attributes(Node(node.0)) {
            Ok(_) => reply.opened(FileHandle(0), FopenFlags::FOPEN_DIRECT_IO),
            Err(error) => reply.error(error),
        }
    }

    fn read(
        &self,
        _: &Request,
        node: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        match self.disk().read(Node(node.0), offset, size as usize) {
            Ok(bytes) => reply.data(bytes),
            Err(refused) => reply.error(told(refused)),
        }
    }

    fn write(
        &self,
        _: &Request,
        node: INodeNo,
        _: FileHandle,
        offset: u64,
        bytes: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let written = self.disk().write(Node(node.0), offset, bytes);
        match written {
            // The kernel never brings more at once than fits.
            Ok(()) => reply.written(u32::try_from(bytes.len()).unwrap_or(u32::MAX)),
            Err(refused) => reply.error(told(refused)),
        }
    }

    /// Somebody closes the file: that makes nothing stable.
    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }

    fn fsync(&self, _: &Request, node: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let synced = self.disk().sync_file(Node(node.0));
        answer(synced.map_err(told), reply);
    }

    fn opendir(&self, _: &Request, node: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        match self.listing(Node(node.0)) {
            Ok(listing) => {
                let mut listings = self.listings();
                listings.newest += 1;
                let handle = listings.newest;
                listings.open.insert(handle, listing);
                reply.opened(FileHandle(handle), FopenFlags::empty());
            }
            Err(error) => reply.error(error),
        }
    }

    fn readdir(&self, _: &Request, _: INodeNo, handle: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let listings = self.listings();
        let listed = listings.open.get(&handle.0).into_iter().flatten();
        for (next, entry) in (1..).zip(listed).skip(usize::try_from(offset).unwrap_or(usize::MAX)) {
            if reply.add(INodeNo(entry.node.0), next, file_type(entry.kind), &entry.name) {
                break;
            }
        }
        reply.ok();
    }

    fn releasedir(&self, _: &Request, _: INodeNo, handle: FileHandle, _: OpenFlags, reply: ReplyEmpty) {
        self.listings().open.remove(&handle.0);
        reply.ok();
    }

    fn fsyncdir(&self, _: &Request, node: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let synced = self.disk().sync_directory(Node(node.0));
        answer(synced.map_err(told), reply);
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        reply.statfs(BLOCKS, BLOCKS, BLOCKS, BLOCKS, BLOCKS, BLOCK_BYTES, NAME_BYTES, BLOCK_BYTES);
    }
}

fn answer(done: Result<(), Errno>, reply: ReplyEmpty) {
    match done {
        Ok(()) => reply.ok(),
        Err(error) => reply.error(error),
    }
}

const fn file_type(kind: Kind) -> FileType {
    match kind {
        Kind::File => FileType::RegularFile,
        Kind::Directory => FileType::Directory,
    }
}
