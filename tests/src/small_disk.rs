//! A gateway part of whose record lies on a disk that a test can fill.

use std::path::PathBuf;
use std::process::Command;

use test_servers::not_run;

use crate::gateway::{Program, program};
use crate::world::PracticeWorld;

/// A user and a mount table of its own: the disk is there for the gateway alone.
const OWN: [&str; 3] = ["--user", "--map-root-user", "--mount"];

/// Puts the folder `$1` of the record on a disk of `$2` KiB, and serves. A world has a record from the beginning; the disk begins with it.
const SERVE: &str = r#"
mkdir -p "record/$1" small && mount -t tmpfs -o "size=$2k" tmpfs small && mkdir small/part \
    && cp -a "record/$1/." small/part/ && mount --bind small/part "record/$1" && exec "$0" serve .
"#;

/// A gateway with one folder of its record on a small disk.
pub struct SmallDisk {
    gateway: Program,
    directory: PathBuf,
    kib: usize,
}

impl SmallDisk {
    /// Starts the gateway with this folder of its record (`journal`, `pieces`) on a disk of so many KiB. Where nobody may have such a disk,
    /// that is noted.
    pub async fn start(world: &PracticeWorld, (gateway, folder): (&str, &str), kib: usize) -> Option<Self> {
        if let Err(why) = may_mount() {
            not_run(&format!("a gateway whose {folder} are on a disk that is full"), &why);
            return None;
        }
        let directory = world.of(gateway);
        let mut command = Command::new("unshare");
        command.args(OWN).args(["sh", "-c", SERVE]).arg(program()).arg(folder).arg(kib.to_string());
        command.current_dir(&directory);
        let gateway = Program::start_with(command, &directory).await;
        Some(Self { gateway, directory, kib })
    }

    /// Takes all the room that is left.
    pub fn fill(&self) {
        let full = std::fs::write(self.filler(), vec![0; self.kib * 1024 + 1]).unwrap_err();
        assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
    }

    /// Gives it back.
    pub fn empty(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    /// Whether the record verifies. A checkpoint follows what was written within a second.
    pub fn verifies(&self) -> bool {
        Command::new(program()).args(["record", "verify"]).arg(self.seen()).output().unwrap().status.success()
    }

    fn filler(&self) -> PathBuf {
        self.seen().join("small/filler")
    }

    /// The directory as the gateway sees it.
    fn seen(&self) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.gateway.id()));
        root.join(self.directory.strip_prefix("/").unwrap())
    }
}

/// `Err` says why there can be no such disk here.
fn may_mount() -> Result<(), String> {
    let mounted = Command::new("unshare").args(OWN).args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    match mounted {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Err(format!("unshare cannot be started: {error}: `apt-get install util-linux`")),
    }
}
