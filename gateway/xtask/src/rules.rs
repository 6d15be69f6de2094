//! Builds the rule components: WebAssembly guests, wrapped as components that import nothing, with bytes that depend on nothing but the
//! sources and the compiler. `plugins-wasm/rules.lock` says which bytes each known compiler gives.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use wit_component::ComponentEncoder;

use crate::debian;
use crate::workspace::{self, said};

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "guest";
/// The guest's stack. The rules recurse nowhere; a small stack makes a fresh instance cheap.
const STACK_BYTES: u32 = 64 * 1024;
/// The memory that a guest begins with: room for its data and for the facts of a usual matter. To grow, and to be made small again
/// afterwards, costs calls of the operating system that a fresh instance can do without.
const MEMORY_BYTES: u32 = 512 * 1024;

/// Components with what becomes of them: name of the package, name of the file.
const COMPONENTS: &[(&str, &str)] =
    &[("hongkong", "hongkong"), ("macao", "macao"), ("mainland", "mainland"), ("hostile-rules", "hostile")];

/// What the bytes of the components depend on, besides the compiler.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "fixtures/hostile-rules/Cargo.toml",
    "fixtures/hostile-rules/src",
    "plugins-wasm/hongkong/Cargo.toml",
    "plugins-wasm/hongkong/src",
    "plugins-wasm/law/Cargo.toml",
    "plugins-wasm/law/src",
    "plugins-wasm/macao/Cargo.toml",
    "plugins-wasm/macao/src",
    "plugins-wasm/mainland/Cargo.toml",
    "plugins-wasm/mainland/src",
    "plugins-wasm/wit",
];

/// Debian's compiler for the web, its sources of `std`, and its linker.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "rust-web-llvm"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_STD: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";

/// Builds what is not up to date, and checks it against `plugins-wasm/rules.lock`. Answers with the directory of the components.
pub(crate) fn build() -> Result<PathBuf, String> {
    run(Lock::check)
}

/// Builds, and writes the digests of this compiler into `plugins-wasm/rules.lock`.
pub(crate) fn update_lock() -> Result<PathBuf, String> {
    run(|lock, toolchain, digests| {
        lock.record(toolchain, digests);
        lock.write()
    })
}

fn run(settle: impl FnOnce(&mut Lock, &str, &Digests) -> Result<(), String>) -> Result<PathBuf, String> {
    let toolchain = Toolchain::find()?;
    let rules = root().join("target/rules");
    let inputs = digest_of_inputs(&toolchain.name)?;
    let stamp = rules.join("inputs.sha256");
    if fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) && outputs(&rules).all(|(_, file)| file.exists()) {
        println!("rules: up to date ({})", toolchain.name);
    } else {
        println!("rules: building with {}", toolchain.name);
        toolchain.compile()?;
        fs::create_dir_all(&rules).map_err(|error| format!("cannot create {}: {error}", rules.display()))?;
        for (package, file) in outputs(&rules) {
            write(&file, &component(package)?)?;
        }
        write(&stamp, inputs.as_bytes())?;
    }
    settle(&mut Lock::read()?, &toolchain.name, &digests(&rules)?)?;
    Ok(rules)
}

/// Digests by the component's file name.
type Digests = BTreeMap<&'static str, String>;

/// A compiler that can make guests.
struct Toolchain {
    /// As `rustc --version` says; what the bytes depend on.
    name: String,
    kind: Kind,
}

enum Kind {
    /// The project's own compiler, with the target that rustup installed.
    Rustup,
    /// Debian's `rustc-web`, which comes without `std` for the target, and `rust-web-src` to build it from.
    Debian { linker: PathBuf },
}

impl Toolchain {
    fn find() -> Result<Self, String> {
        let host = Self::host()?;
        if host.sysroot.join("lib/rustlib").join(TARGET).exists() {
            return Ok(Self { name: format!("rustup: {}", host.version), kind: Kind::Rustup });
        }
        if !debian_is_installed() {
            install_debian_packages()?;
        }
        let version = said(Command::new(DEBIAN_RUSTC).arg("--version"))?;
        // Debian's linker lies where rustup's would not, and rustup's own serves as well.
        let own = host.sysroot.join("lib/rustlib").join(&host.triple).join("bin/rust-lld");
        let linker = [PathBuf::from(DEBIAN_LINKER), own].into_iter().find(|linker| linker.exists());
        let linker = linker.ok_or_else(|| format!("no linker for {TARGET}: run `apt-get install rust-web-llvm`"))?;
        Ok(Self { name: format!("debian: {version}"), kind: Kind::Debian { linker } })
    }

    fn host() -> Result<Host, String> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let sysroot = PathBuf::from(said(Command::new(&rustc).args(["--print", "sysroot"]))?);
        let version = said(Command::new(&rustc).arg("--version"))?;
        let verbose = said(Command::new(&rustc).arg("-vV"))?;
        let triple = verbose.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
        Ok(Host { sysroot, version, triple })
    }

    /// Compiles the guests to core modules.
    fn compile(&self) -> Result<(), String> {
        let mut cargo = workspace::command(workspace::cargo());
        cargo.args(["build", "--quiet", "--locked", "--lib", "--profile", PROFILE, "--target", TARGET]);
        cargo.arg("--target-dir").arg(root().join("target/guest"));
        for (package, _) in COMPONENTS {
            cargo.args(["--package", package]);
        }
        // Flags of the surroundings would get into the bytes.
        for name in ["RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
            cargo.env_remove(name);
        }
        cargo.env("CARGO_ENCODED_RUSTFLAGS", self.flags()?.join("\u{1f}"));
        if let Kind::Debian { linker } = &self.kind {
            cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1").arg("-Zbuild-std=std,panic_abort");
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        let status = cargo.status().map_err(|error| format!("cannot run cargo: {error}"))?;
        if status.success() { Ok(()) } else { Err("the rule components do not compile".to_owned()) }
    }

    /// No path of this machine may get into the bytes.
    fn flags(&self) -> Result<Vec<String>, String> {
        let rustc = match self.kind {
            Kind::Rustup => env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()),
            Kind::Debian { .. } => DEBIAN_RUSTC.into(),
        };
        let sysroot = PathBuf::from(said(Command::new(rustc).args(["--print", "sysroot"]))?);
        let std = sysroot.join("lib/rustlib/src/rust");
        let std_really = fs::canonicalize(&std).unwrap_or_else(|_| std.clone());
        let remapped = [(root(), "/comity"), (cargo_home(), "/cargo"), (std_really, "/rust"), (std, "/rust")];
        let mut flags: Vec<_> =
            remapped.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
        flags.push(format!("-Clink-arg=-zstack-size={STACK_BYTES}"));
        flags.push(format!("-Clink-arg=--initial-memory={MEMORY_BYTES}"));
        Ok(flags)
    }
}

/// The compiler of the project.
struct Host {
    sysroot: PathBuf,
    version: String,
    triple: String,
}

/// `plugins-wasm/rules.lock`: the published components, and the digest that each known compiler gives.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    #[serde(default)]
    rules: Vec<Locked>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Locked {
    id: String,
    version: String,
    jurisdiction: String,
    publisher: String,
    in_force_from: String,
    /// By the name of the compiler; none yet for a component that was never recorded.
    #[serde(default)]
    digests: BTreeMap<String, String>,
}

impl Lock {
    fn read() -> Result<Self, String> {
        let text =
            fs::read_to_string(lock_path()).map_err(|error| format!("cannot read plugins-wasm/rules.lock: {error}"))?;
        toml::from_str(&text).map_err(|error| format!("plugins-wasm/rules.lock is not a lock: {error}"))
    }

    fn write(&self) -> Result<(), String> {
        const HEAD: &str = "# The published rule components. Their bytes depend on the compiler: one digest for each that is known.\n\
                            # `cargo xtask rules --update-lock` writes the digests of the compiler at hand.\n\n";
        let body = toml::to_string(self).map_err(|error| format!("cannot write the lock: {error}"))?;
        write(&lock_path(), format!("{HEAD}{body}").as_bytes())
    }

    /// Compares what was built with what is locked for this compiler; one that is not listed is only told.
    fn check(&mut self, toolchain: &str, digests: &Digests) -> Result<(), String> {
        for locked in &self.rules {
            let built =
                digests.get(locked.id.as_str()).ok_or_else(|| format!("{} is locked but not built", locked.id))?;
            match locked.digests.get(toolchain) {
                Some(digest) if digest == built => {}
                Some(digest) => {
                    return Err(format!(
                        "{} is not what rules.lock says: built {built}, locked {digest}; if that is meant, run `cargo xtask rules --update-lock`",
                        locked.id
                    ));
                }
                None => println!("rules: {} has no locked digest for {toolchain}; built {built}", locked.id),
            }
        }
        Ok(())
    }

    /// Takes the digests of this compiler. Those of others stand for sources that are gone as soon as ours has changed.
    fn record(&mut self, toolchain: &str, digests: &Digests) {
        for locked in &mut self.rules {
            if let Some(built) = digests.get(locked.id.as_str())
                && locked.digests.get(toolchain) != Some(built)
            {
                locked.digests = BTreeMap::from([(toolchain.to_owned(), built.clone())]);
            }
        }
    }
}

/// The core module of `package`, wrapped as a component and validated.
fn component(package: &str) -> Result<Vec<u8>, String> {
    let module =
        root().join("target/guest").join(TARGET).join(PROFILE).join(package.replace('-', "_")).with_extension("wasm");
    let bytes = fs::read(&module).map_err(|error| format!("cannot read {}: {error}", module.display()))?;
    ComponentEncoder::default()
        .validate(true)
        .module(&bytes)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| format!("{package} is not a component: {error:#}"))
}

fn debian_is_installed() -> bool {
    Path::new(DEBIAN_RUSTC).exists() && Path::new(DEBIAN_STD).exists()
}

/// Installs Debian's packages, if that may be done here; else says what to do.
fn install_debian_packages() -> Result<(), String> {
    let advice = |why| format!("the target {TARGET} is missing: run `rustup target add {TARGET}`, or {why}");
    debian::install(&DEBIAN_PACKAGES).map_err(advice)?;
    if debian_is_installed() { Ok(()) } else { Err(format!("{} did not bring {TARGET}", DEBIAN_PACKAGES.join(" "))) }
}

fn outputs(rules: &Path) -> impl Iterator<Item = (&'static str, PathBuf)> {
    COMPONENTS.iter().map(|(package, file)| (*package, rules.join(file).with_extension("wasm")))
}

fn digests(rules: &Path) -> Result<Digests, String> {
    let digest = |(_, name): &(&'static str, &'static str)| {
        let file = rules.join(name).with_extension("wasm");
        let bytes = fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        Ok((*name, format!("sha256:{}", hex(&Sha256::digest(&bytes)))))
    };
    COMPONENTS.iter().map(digest).collect()
}

/// The digest of everything that the bytes depend on: sources, compiler, and how they are built (this file).
fn digest_of_inputs(toolchain: &str) -> Result<String, String> {
    let mut hasher = Sha256::new();
    hasher.update(toolchain);
    hasher.update(include_bytes!("rules.rs"));
    for input in INPUTS {
        for file in files(&root().join(input))? {
            let bytes = fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
            hasher.update(file.strip_prefix(root()).unwrap_or(&file).to_string_lossy().as_bytes());
            hasher.update(Sha256::digest(&bytes));
        }
    }
    Ok(hex(&hasher.finalize()))
}

/// The file, or all files below the directory, in order.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries =
        fs::read_dir(path).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>());
    let mut entries = entries.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    entries.sort();
    let below: Result<Vec<_>, String> = entries.iter().map(|entry| files(entry)).collect();
    Ok(below?.concat())
}

/// Writes beside and renames, so that a reader never sees half a component.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let beside = path.with_extension("new");
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

fn lock_path() -> PathBuf {
    root().join("plugins-wasm/rules.lock")
}

fn cargo_home() -> PathBuf {
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        let locked = Locked {
            id: "hongkong".to_owned(),
            version: "0.1.0".to_owned(),
            jurisdiction: "HK".to_owned(),
            publisher: "someone".to_owned(),
            in_force_from: "2026-01-01".to_owned(),
            digests: BTreeMap::from([("a".to_owned(), "sha256:1".to_owned()), ("b".to_owned(), "sha256:2".to_owned())]),
        };
        Lock { rules: vec![locked] }
    }

    #[test]
    fn other_bytes_than_the_locked_ones_are_an_error_that_says_what_to_do() {
        let error = lock().check("a", &BTreeMap::from([("hongkong", "sha256:9".to_owned())])).unwrap_err();
        assert!(error.contains("hongkong") && error.contains("--update-lock"), "{error}");
        assert_eq!(lock().check("a", &BTreeMap::from([("hongkong", "sha256:1".to_owned())])), Ok(()));
    }

    #[test]
    fn a_compiler_that_is_not_listed_is_no_error() {
        assert_eq!(lock().check("c", &BTreeMap::from([("hongkong", "sha256:9".to_owned())])), Ok(()));
    }

    #[test]
    fn a_component_that_was_never_recorded_has_no_digests_yet() {
        let text = "[[rules]]\nid = \"hongkong\"\nversion = \"0.1.0\"\njurisdiction = \"HK\"\npublisher = \"someone\"\n\
                    in-force-from = \"2026-01-01\"\n";
        let mut lock: Lock = toml::from_str(text).unwrap();
        assert_eq!(lock.check("a", &BTreeMap::from([("hongkong", "sha256:1".to_owned())])), Ok(()));
    }

    #[test]
    fn new_bytes_forget_the_digests_of_other_compilers() {
        let mut lock = lock();
        lock.record("a", &BTreeMap::from([("hongkong", "sha256:1".to_owned())]));
        assert_eq!(lock, self::lock());
        lock.record("a", &BTreeMap::from([("hongkong", "sha256:9".to_owned())]));
        assert_eq!(lock.rules[0].digests, BTreeMap::from([("a".to_owned(), "sha256:9".to_owned())]));
    }

    #[test]
    fn the_lock_is_read_back_as_it_was_written() {
        assert_eq!(toml::from_str::<Lock>(&toml::to_string(&lock()).unwrap()).unwrap(), lock());
    }
}
