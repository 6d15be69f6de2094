//! The stages of `cargo verify`, as data.

/// One stage: a program that ends well or not.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) name: &'static str,
    /// What the stage finds out.
    pub(super) why: &'static str,
    pub(super) program: Program,
    pub(super) arguments: &'static [&'static str],
    pub(super) environment: &'static [(&'static str, &'static str)],
    /// The stages without which this one says nothing.
    pub(super) after: &'static [&'static str],
}

#[derive(Debug)]
pub(super) enum Program {
    Cargo,
    /// This program.
    Xtask,
    /// A program that is not part of Rust; without it the stage is named among what did not run.
    Optional {
        name: &'static str,
        /// What installs it.
        hint: &'static str,
    },
}

/// The order is: what is quick to fail first, what is slow last. The optional stages' essentials are held by the tidy
/// test as well (`tests/tests/tidy.rs`), so that a machine without these programs does not let a forbidden crate pass.
pub(super) const STAGES: &[Stage] = &[
    Stage {
        name: "dependencies",
        why: "everything is there, and Cargo.lock is what the manifests ask for",
        program: Program::Cargo,
        arguments: &["fetch", "--locked", "--quiet"],
        environment: &[],
        after: &[],
    },
    Stage {
        name: "format",
        why: "the sources are formatted",
        program: Program::Cargo,
        arguments: &["fmt", "--all", "--", "--check"],
        environment: &[],
        after: &[],
    },
    Stage {
        name: "rules",
        why: "the rule components build, to the bytes that plugins-wasm/rules.lock names",
        program: Program::Xtask,
        arguments: &["rules"],
        environment: &[],
        after: &["dependencies"],
    },
    Stage {
        name: "lints",
        why: "no compiler or clippy warning, the bans of clippy.toml among them",
        program: Program::Cargo,
        arguments: &["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"],
        environment: &[],
        after: &["dependencies"],
    },
    Stage {
        name: "docs",
        why: "no documentation warning",
        program: Program::Cargo,
        arguments: &["doc", "--locked", "--workspace", "--no-deps", "--quiet"],
        environment: &[("RUSTDOCFLAGS", "--deny warnings")],
        after: &["dependencies"],
    },
    Stage {
        name: "releases",
        why: "the program builds, and the rules can be packed into releases",
        program: Program::Xtask,
        arguments: &["releases"],
        environment: &[],
        after: &["rules"],
    },
    // What cannot be had fails nothing here: it is named, and so are the tests that go without.
    Stage {
        name: "tools",
        why: "the foreign programs that tests compare with are there, or are named",
        program: Program::Xtask,
        arguments: &["tools"],
        environment: &[],
        after: &[],
    },
    // A stage without the components still shows what else fails, so the tests do not wait for `rules`.
    Stage {
        name: "tests",
        why: "every test: units, sandbox, end to end, crash, tidy",
        program: Program::Cargo,
        arguments: &["test", "--locked", "--workspace", "--no-fail-fast"],
        environment: &[],
        after: &["dependencies"],
    },
    Stage {
        name: "advisories",
        why: "licences, bans, sources and known vulnerabilities of the dependencies, by deny.toml",
        program: Program::Optional { name: "cargo-deny", hint: "cargo install --locked cargo-deny" },
        arguments: &["--locked", "check"],
        environment: &[],
        after: &[],
    },
    Stage {
        name: "spelling",
        why: "no misspelt word, by typos.toml",
        program: Program::Optional { name: "typos", hint: "cargo xtask tools" },
        arguments: &[],
        environment: &[],
        after: &[],
    },
];

/// What `--long` asks of the seeded tests: how many seeds each of them plays, and that none leaves anything out.
pub(super) const LONG_COUNTS: &[(&str, &str)] = &[
    ("COMITY_LONG", "1"),
    ("COMITY_SIM_SEEDS", "100000"),
    ("COMITY_CUT_SEEDS", "20000"),
    ("COMITY_POWER_CUTS", "200"),
    ("COMITY_FUZZ_RUNS", "1000000"),
    ("PROPTEST_CASES", "4096"),
    // A property that sorts some of its cases out sorts out more of more.
    ("PROPTEST_MAX_GLOBAL_REJECTS", "65536"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_waits_only_for_stages_before_it() {
        for (index, stage) in STAGES.iter().enumerate() {
            let earlier = STAGES.iter().take(index).map(|stage| stage.name).collect::<Vec<_>>();
            assert!(stage.after.iter().all(|name| earlier.contains(name)), "{}", stage.name);
            assert!(!earlier.contains(&stage.name), "{} is there twice", stage.name);
        }
    }

    #[test]
    fn whatever_reads_the_lock_file_may_not_change_it() {
        let builds = STAGES.iter().filter(|stage| matches!(stage.program, Program::Cargo));
        for stage in builds.filter(|stage| stage.name != "format") {
            assert!(stage.arguments.contains(&"--locked"), "{}", stage.name);
        }
    }
}
