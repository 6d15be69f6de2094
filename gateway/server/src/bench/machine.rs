//! The machine and the build: a number without them says nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;

/// Where a benchmark ran, as the machine says. What it does not say is `unknown`, or 0.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The model of its processor.
    pub cpu: String,
    /// The cores that the program may use.
    pub cores: usize,
    /// Its memory.
    pub memory_mib: u64,
    /// The operating system and its kernel.
    pub os: String,
    /// The kind of file system that was written to, if that matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_system: Option<String>,
}

/// How the program was built.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Build {
    /// How far the server's own crate was optimised. The dependencies may be optimised further, as the workspace's profile says.
    pub opt_level: &'static str,
    /// Whether it checks its own assertions.
    pub debug_assertions: bool,
}

impl Machine {
    /// This machine.
    pub(super) fn here() -> Self {
        let field = |file: &str, name: &str, separator| field(&read(file), name, separator);
        let system = field("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned());
        let memory = field("/proc/meminfo", "MemTotal", ':');
        let memory_kib: Option<u64> = memory.and_then(|text| text.split(' ').next()?.parse().ok());
        Self {
            cpu: field("/proc/cpuinfo", "model name", ':').unwrap_or_else(|| "unknown".to_owned()),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory_mib: memory_kib.unwrap_or(0) / 1024,
            os: format!("{}, {}", system.trim_matches('"'), read("/proc/sys/kernel/osrelease").trim()),
            file_system: None,
        }
    }

    /// This machine, and its disk with this directory.
    pub(super) fn with_disk(directory: &Path) -> Self {
        let directory = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
        Self { file_system: file_system(&read("/proc/mounts"), &directory), ..Self::here() }
    }
}

impl Build {
    /// This program.
    pub(super) const fn this() -> Self {
        Self { opt_level: env!("COMITY_OPT_LEVEL"), debug_assertions: cfg!(debug_assertions) }
    }
}

/// The processor time that the threads of this program have used, in nanoseconds, by their names without numbers. A thread that
/// has ended is not in it.
pub(super) fn thread_nanos() -> BTreeMap<String, u64> {
    let mut nanos = BTreeMap::new();
    for thread in fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let name = read(thread.path().join("comm"));
        let name = name.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').replace([' ', ':'], "-");
        *nanos.entry(name).or_insert(0) += run_nanos(&read(thread.path().join("schedstat")));
    }
    nanos
}

/// The bytes that this program has had written to disks so far.
pub(super) fn written_bytes() -> u64 {
    field(&read("/proc/self/io"), "write_bytes", ':').and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The processor time that this thread has used, in nanoseconds.
pub(super) fn this_thread_nanos() -> u64 {
    run_nanos(&read("/proc/thread-self/schedstat"))
}

/// The kind of the file system with this directory: of the mounts above it the nearest, and of equal ones the last.
fn file_system(mounts: &str, directory: &Path) -> Option<String> {
    let mount = |line: &str| {
        let mut words = line.split(' ');
        let (_, place, kind) = (words.next()?, words.next()?, words.next()?);
        directory.starts_with(place).then(|| (Path::new(place).components().count(), kind.to_owned()))
    };
    mounts.lines().filter_map(mount).max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

fn run_nanos(schedstat: &str) -> u64 {
    schedstat.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn field(text: &str, name: &str, separator: char) -> Option<String> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(separator)?;
        (found.trim() == name).then(|| value.trim().to_owned())
    })
}

/// The most memory that this program had at a time, in KiB; 0 if the system does not say.
pub(super) fn peak_memory_kib() -> u64 {
    memory_kib("VmHWM")
}

/// The memory that this program has now, in KiB; 0 if the system does not say.
pub(super) fn resident_memory_kib() -> u64 {
    memory_kib("VmRSS")
}

fn memory_kib(name: &str) -> u64 {
    let memory = field(&read("/proc/self/status"), name, ':');
    memory.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_says_what_it_is() {
        let machine = Machine::with_disk(Path::new("."));
        assert!(machine.cores > 0 && machine.memory_mib > 0 && machine.file_system.is_some());
        assert!(!Build::this().opt_level.is_empty());
    }

    #[test]
    fn what_is_resident_now_is_no_more_than_the_most_there_was() {
        let resident = resident_memory_kib();
        // The system counts some pages late.
        assert!(resident > 0 && resident <= peak_memory_kib() + 4_096);
    }

    #[test]
    fn the_nearest_mount_tells_the_file_system() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/b /tmp/disk xfs rw 0 0\n";
        let kind = |path: &str| file_system(mounts, Path::new(path)).unwrap();
        assert_eq!((kind("/home"), kind("/tmp/a"), kind("/tmp/disk/a")), ("ext4".into(), "tmpfs".into(), "xfs".into()));
        assert_eq!(kind("/tmpfiles"), "ext4");
    }

    #[test]
    fn the_threads_of_this_program_are_counted_by_name() {
        let work = || (0..200_000_000_u64).fold(0, |sum, n| std::hint::black_box(sum ^ n));
        let named = std::thread::Builder::new().name("counted-7".into());
        let counted = named.spawn(move || (work(), thread_nanos())).unwrap().join().unwrap().1;
        assert!(counted["counted"] > 0);
    }
}
