//! A disk that is mounted: what the kernel sees of the model.

mod kernel;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fuser::{BackgroundSession, Config, MountOption};

use self::kernel::{Kernel, Owner};
use crate::disk::{Disk, Kind, Node, Refused};

/// A file system in user space, shown at a folder until this is dropped. Whatever runs on it has to have ended before.
#[derive(Debug)]
pub struct Mounted {
    folder: PathBuf,
    disk: Arc<Mutex<Disk>>,
    session: Option<BackgroundSession>,
}

/// Why nothing can be mounted here: what the operating system says.
#[derive(Debug)]
pub struct NotMounted(pub String);

impl std::fmt::Display for NotMounted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "no file system in user space can be mounted: {}", self.0)
    }
}

impl std::error::Error for NotMounted {}

impl Mounted {
    /// Shows `disk` at `folder`, in front of what is there.
    ///
    /// # Errors
    /// There is no `/dev/fuse`, or whoever runs this may not mount.
    pub fn at(folder: &Path, disk: Disk) -> Result<Self, NotMounted> {
        let refused = |error: io::Error| NotMounted(error.to_string());
        let metadata = fs::metadata(folder).map_err(refused)?;
        let disk = Arc::new(Mutex::new(disk));
        let kernel = Kernel::new(Arc::clone(&disk), Owner { uid: metadata.uid(), gid: metadata.gid() });
        let mut config = Config::default();
        config.mount_options = vec![MountOption::FSName("comity-power".to_owned()), MountOption::NoAtime];
        let session = fuser::spawn_mount(kernel, folder, &config).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                NotMounted("there is no /dev/fuse, or no fusermount3: `apt-get install fuse3`".to_owned())
            }
            _ => refused(error),
        })?;
        Ok(Self { folder: folder.to_owned(), disk, session: Some(session) })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The disk, as it is. Nothing is done on it meanwhile.
    pub fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cuts the power, if it is not off already: from now on every call fails. Answers with the disk that the next start finds.
    pub fn cut_power(&self, seed: u64) -> Disk {
        let mut disk = self.disk();
        disk.cut_power_after(0);
        disk.after_power_cut(seed)
    }

    /// Takes the file system away.
    fn unmount(&mut self) {
        let Some(session) = self.session.take() else { return };
        // At once, even if somebody still looks: a mount that stays in the way would outlive the test.
        let ways: [(&str, &[&str]); 2] = [("umount", &["--lazy"]), ("fusermount3", &["-u", "-z"])];
        for (program, arguments) in ways {
            let mut command = Command::new(program);
            command.args(arguments).arg(&self.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if command.status().is_ok_and(|status| status.success()) {
                break;
            }
        }
        // An error says that somebody still looks: then the session ends with the last of them.
        drop(session.umount_and_join());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.unmount();
    }
}

impl Disk {
    /// A disk on which everything that lies in `folder` is stable.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn copy_of(folder: &Path) -> io::Result<Self> {
        let mut disk = Self::new();
        disk.copy(folder, Node::ROOT)?;
        disk.settle();
        Ok(disk)
    }

    fn copy(&mut self, folder: &Path, to: Node) -> io::Result<()> {
        let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
        for name in entries.collect::<io::Result<Vec<OsString>>>()? {
            let path = folder.join(&name);
            let metadata = fs::metadata(&path)?;
            let kind = if metadata.is_dir() { Kind::Directory } else { Kind::File };
            let node = self.create(to, &name, kind, permissions(metadata.mode())).map_err(io::Error::other)?;
            match kind {
                Kind::Directory => self.copy(&path, node)?,
                Kind::File => self.write(node, 0, &fs::read(&path)?).map_err(io::Error::other)?,
            }
        }
        Ok(())
    }
}

/// The last twelve bits of a mode: the others say what it is the mode of.
fn permissions(mode: u32) -> u16 {
    (mode & 0o7777) as u16
}

/// What a program is told.
fn told(refused: Refused) -> fuser::Errno {
    match refused {
        Refused::NoPower => fuser::Errno::EIO,
        Refused::NotThere => fuser::Errno::ENOENT,
        Refused::IsThere => fuser::Errno::EEXIST,
        Refused::NotADirectory => fuser::Errno::ENOTDIR,
        Refused::IsADirectory => fuser::Errno::EISDIR,
        Refused::NotEmpty => fuser::Errno::ENOTEMPTY,
    }
}
