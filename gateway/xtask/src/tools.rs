//! The foreign programs that tests compare ours with: somebody else's JOSE, canonical JSON, SM2, TLS, Merkle tree. What is missing is
//! installed where that can be done. What cannot be had fails nothing: it is named, here and by each test that goes without it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::debian;
use crate::workspace::{self, said};

/// A program of Debian's.
#[derive(Debug)]
struct Program {
    name: &'static str,
    packages: &'static [&'static str],
    sign: Sign,
    /// What it is for.
    why: &'static str,
}

/// By what it is seen that a program is there.
#[derive(Debug)]
enum Sign {
    /// It is found on the path.
    OnPath,
    /// This file or folder is there.
    At(&'static str),
    /// This command ends well.
    Says(&'static [&'static str]),
}

const PROGRAMS: &[Program] = &[
    Program { name: "jq", packages: &["jq"], sign: Sign::OnPath, why: "reads what `comity … --json` prints" },
    Program {
        name: "openssl",
        packages: &["openssl"],
        sign: Sign::OnPath,
        why: "verifies signatures of both suites, and makes some that ours must verify",
    },
    Program {
        name: "go",
        packages: &["golang-go"],
        sign: Sign::OnPath,
        why: "runs the reference implementation of signed notes and Merkle proofs",
    },
    Program {
        name: "golang.org/x/mod",
        packages: &["golang-golang-x-mod-dev"],
        sign: Sign::At("/usr/share/gocode/src/golang.org/x/mod/sumdb/note"),
        why: "is that reference implementation",
    },
    Program {
        name: "python3",
        packages: &["python3", "python3-venv"],
        sign: Sign::Says(&["python3", "-c", "import ensurepip, venv"]),
        why: "makes the environment of the Python packages",
    },
    Program { name: "node", packages: &["nodejs"], sign: Sign::OnPath, why: "runs the npm packages" },
    Program {
        name: "postgres",
        packages: &["postgresql-15"],
        sign: Sign::At("/usr/lib/postgresql/15/bin/postgres"),
        why: "is the database that the tests of the store start for themselves",
    },
    Program {
        name: "clamd",
        packages: &["clamav-daemon"],
        sign: Sign::At("/usr/sbin/clamd"),
        why: "is the malware scanner that a test starts for itself, with one signature of its own",
    },
    Program { name: "npm", packages: &["npm"], sign: Sign::OnPath, why: "installs them" },
];

/// Packages of a language, as a lock file with digests names them, in a folder of their own below `target/tools`.
#[derive(Debug)]
struct Packages {
    name: &'static str,
    /// The lock, and what else its installer reads.
    files: &'static [&'static str],
    /// What is run when the packages are there; without it they are not.
    runs: &'static str,
    install: fn(&Path) -> Result<(), String>,
}

const PACKAGES: &[Packages] = &[
    Packages {
        name: "the Python packages",
        files: &["tests/foreign/python/requirements.txt"],
        runs: "bin/python",
        install: install_python,
    },
    Packages {
        name: "the npm packages",
        files: &["tests/foreign/node/package-lock.json", "tests/foreign/node/package.json"],
        runs: "node_modules",
        install: install_node,
    },
];

/// Installs what is missing, and names what could not be had.
pub(crate) fn install() -> Result<(), String> {
    let mut lacking = Vec::new();
    for program in PROGRAMS.iter().filter(|program| !program.is_there()) {
        lacking.extend(program.install().err().map(|why| (program.name, why)));
    }
    for packages in PACKAGES.iter().filter(|packages| !packages.are_there()) {
        lacking.extend(packages.install().err().map(|why| (packages.name, why)));
    }
    if lacking.is_empty() {
        println!("tools: all there");
    }
    for (name, why) in &lacking {
        println!("tools: {name}: not to be had here: {why}");
    }
    note(&lacking)
}

/// Where the packages of Python and Node lie.
pub(crate) fn folder(language: &str) -> PathBuf {
    workspace::target().join("tools").join(language)
}

impl Program {
    fn is_there(&self) -> bool {
        match self.sign {
            Sign::OnPath => workspace::is_installed(self.name),
            Sign::At(path) => Path::new(path).exists(),
            Sign::Says(words) => words
                .split_first()
                .is_some_and(|(program, arguments)| said(Command::new(program).args(arguments)).is_ok()),
        }
    }

    fn install(&self) -> Result<(), String> {
        println!("tools: {} {}", self.name, self.why);
        debian::install(self.packages)?;
        if self.is_there() { Ok(()) } else { Err(format!("{} did not bring it", self.packages.join(" "))) }
    }
}

impl Packages {
    /// The last word of the folder of the locks: `python`, `node`.
    fn folder(&self) -> PathBuf {
        let lock = Path::new(self.files.first().copied().unwrap_or_default());
        let language = lock.parent().and_then(Path::file_name).unwrap_or_default();
        folder(&language.to_string_lossy())
    }

    /// Are exactly the packages of the lock there? Its copy is written when they are.
    fn are_there(&self) -> bool {
        let folder = self.folder();
        folder.join(self.runs).exists() && fs::read(folder.join("installed")).is_ok_and(|lock| self.lock() == Ok(lock))
    }

    fn install(&self) -> Result<(), String> {
        let folder = self.folder();
        println!("tools: {} into {}", self.name, folder.display());
        let lock = self.lock()?;
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| format!("cannot clear {}: {error}", folder.display()))?;
        }
        fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        for file in self.files {
            let from = workspace::root().join(file);
            let to = folder.join(from.file_name().unwrap_or_default());
            fs::copy(&from, to).map_err(|error| format!("cannot copy {file}: {error}"))?;
        }
        (self.install)(&folder)?;
        fs::write(folder.join("installed"), lock).map_err(|error| format!("cannot write: {error}"))
    }

    fn lock(&self) -> Result<Vec<u8>, String> {
        let lock = self.files.first().copied().unwrap_or_default();
        fs::read(workspace::root().join(lock)).map_err(|error| format!("cannot read {lock}: {error}"))
    }
}

/// Only what was built is taken, so that nothing of a package runs while it is installed.
fn install_python(folder: &Path) -> Result<(), String> {
    said(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--timeout",
        "60",
    ]);
    pip.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]).arg(folder.join("requirements.txt"));
    said(&mut pip).map(drop)
}

fn install_node(folder: &Path) -> Result<(), String> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]);
    said(npm.args(["--loglevel=error", "--logs-max=0"])).map(drop)
}

/// Writes what is lacking where `cargo verify` reads what did not run.
fn note(lacking: &[(&str, String)]) -> Result<(), String> {
    let Some(notes) = std::env::var_os("COMITY_NOT_RUN") else { return Ok(()) };
    let lines: String = lacking.iter().map(|(name, why)| format!("what needs {name}: {why}\n")).collect();
    let file = fs::OpenOptions::new().create(true).append(true).open(&notes);
    file.and_then(|mut file| file.write_all(lines.as_bytes()))
        .map_err(|error| format!("cannot write {}: {error}", Path::new(&notes).display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> String {
        fs::read_to_string(workspace::root().join(path)).unwrap()
    }

    #[test]
    fn each_tool_says_what_it_is_for_and_where_it_comes_from() {
        for (index, program) in PROGRAMS.iter().enumerate() {
            assert!(!program.why.is_empty() && !program.packages.is_empty(), "{}", program.name);
            assert!(PROGRAMS[..index].iter().all(|earlier| earlier.name != program.name), "{} twice", program.name);
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_not_taken_for_one_that_is() {
        let program = |sign| Program { name: "no-such-program", packages: &[], sign, why: "" };
        assert!(!program(Sign::OnPath).is_there());
        assert!(!program(Sign::At("/no/such/file")).is_there());
        assert!(!program(Sign::Says(&["false"])).is_there());
        assert!(!program(Sign::Says(&["no-such-program"])).is_there());
        assert!(program(Sign::Says(&["true"])).is_there() && program(Sign::At("/")).is_there());
    }

    #[test]
    fn every_python_package_is_pinned_by_version_and_digest() {
        let requirements = read("tests/foreign/python/requirements.txt").replace("\\\n", "");
        let packages: Vec<&str> =
            requirements.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        assert!(packages.len() >= 4, "{packages:?}");
        assert!(packages.iter().all(|line| line.contains("==") && line.contains("--hash=sha256:")), "{packages:?}");
    }

    #[test]
    fn every_npm_package_is_pinned_by_digest_and_comes_from_whatever_registry_is_set() {
        let lock: serde_json::Value = serde_json::from_str(&read("tests/foreign/node/package-lock.json")).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        let (root, packages): (Vec<_>, Vec<_>) = packages.iter().partition(|(path, _)| path.is_empty());
        assert!(root.len() == 1 && packages.len() >= 3);
        for (path, package) in packages {
            assert!(package["integrity"].as_str().is_some_and(|digest| digest.starts_with("sha512-")), "{path}");
            assert!(package.get("resolved").is_none(), "{path} names a registry");
        }
    }
}
