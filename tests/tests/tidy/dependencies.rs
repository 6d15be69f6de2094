//! The essentials of `deny.toml`, held on machines without cargo-deny too: licences, bans, one version of the big ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::Breaches;

/// What the licences are read from: cargo's own account of the packages that this machine builds.
pub(crate) fn metadata(root: &Path) -> serde_json::Value {
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", &platform];
    let output = Command::new(cargo).current_dir(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn licences(deny: &str, metadata: &serde_json::Value) -> Breaches {
    let deny = parsed(deny);
    let general = strings(&deny["licenses"]["allow"]);
    let exceptions = deny["licenses"].get("exceptions").and_then(toml::Value::as_array);
    let mut breaches = Breaches::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let own = exceptions.into_iter().flatten().filter(|exception| exception["crate"].as_str() == Some(name));
        let mut allowed = general.clone();
        allowed.extend(own.flat_map(|exception| strings(&exception["allow"])));
        match package["license"].as_str() {
            Some(licence) if Expression::parse(licence).is_met_by(&allowed) => {}
            Some(licence) => breaches.push(format!("{name}: the licence `{licence}` is not among those of deny.toml")),
            None => breaches.push(format!("{name}: names no licence")),
        }
    }
    breaches
}

pub(crate) fn bans(deny: &str, lock: &str) -> Breaches {
    let mut locked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in parsed(lock)["package"].as_array().unwrap() {
        let version = package["version"].as_str().unwrap().to_owned();
        locked.entry(package["name"].as_str().unwrap().to_owned()).or_default().push(version);
    }
    let mut breaches = Breaches::new();
    for ban in parsed(deny)["bans"]["deny"].as_array().unwrap() {
        let name = ban["crate"].as_str().unwrap();
        if ban.get("wrappers").is_some_and(|wrappers| strings(wrappers).is_superset(&users_of(name, lock))) {
            continue;
        }
        let versions = locked.get(name).map_or(&[][..], Vec::as_slice);
        let one_is_allowed = ban.get("deny-multiple-versions").and_then(toml::Value::as_bool) == Some(true);
        if versions.len() > usize::from(one_is_allowed) {
            let reason = ban["reason"].as_str().expect("a ban gives its reason");
            breaches.push(format!("Cargo.lock: {name} {}: {reason}", versions.join(", ")));
        }
    }
    breaches
}

/// The packages that need another one by themselves.
fn users_of(name: &str, lock: &str) -> BTreeSet<String> {
    let names = |package: &toml::Value| {
        let needs = package.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
        needs.filter_map(|need| need.as_str()?.split(' ').next()).any(|need| need == name)
    };
    let lock = parsed(lock);
    let users = lock["package"].as_array().unwrap().iter().filter(|package| names(package));
    users.map(|package| package["name"].as_str().unwrap().to_owned()).collect()
}

fn parsed(text: &str) -> toml::Table {
    text.parse().unwrap()
}

fn strings(list: &toml::Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// An SPDX licence expression; the `/` of older crates means `OR`.
enum Expression {
    Licence(String),
    Any(Vec<Expression>),
    All(Vec<Expression>),
}

impl Expression {
    fn parse(text: &str) -> Self {
        let text = text.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
        let mut words = text.split_whitespace().peekable();
        let expression = Self::any(&mut words);
        assert!(words.next().is_none(), "not a licence expression: `{text}`");
        expression
    }

    fn is_met_by(&self, allowed: &BTreeSet<String>) -> bool {
        match self {
            Self::Licence(name) => allowed.contains(name),
            Self::Any(parts) => parts.iter().any(|part| part.is_met_by(allowed)),
            Self::All(parts) => parts.iter().all(|part| part.is_met_by(allowed)),
        }
    }

    fn any(words: &mut Words<'_>) -> Self {
        let mut parts = vec![Self::all(words)];
        while words.next_if_eq(&"OR").is_some() {
            parts.push(Self::all(words));
        }
        Self::Any(parts)
    }

    fn all(words: &mut Words<'_>) -> Self {
        let mut parts = vec![Self::one(words)];
        while words.next_if_eq(&"AND").is_some() {
            parts.push(Self::one(words));
        }
        Self::All(parts)
    }

    fn one(words: &mut Words<'_>) -> Self {
        let word = words.next().expect("a licence");
        if word == "(" {
            let inner = Self::any(words);
            assert_eq!(words.next(), Some(")"));
            return inner;
        }
        match words.next_if_eq(&"WITH") {
            Some(_) => Self::Licence(format!("{word} WITH {}", words.next().expect("an exception"))),
            None => Self::Licence(word.to_owned()),
        }
    }
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

const SAMPLE: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0 WITH LLVM-exception"]
exceptions = [{ crate = "keccak", allow = ["CC0-1.0"] }]
[bans]
deny = [
    { crate = "openssl", reason = "rustls is the only TLS" },
    { crate = "tokio", deny-multiple-versions = true, reason = "one runtime" },
]
"#;

#[test]
fn a_licence_is_met_by_one_side_of_or_and_both_of_and() {
    let cases = [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("MIT/GPL-3.0", true),
        ("MIT AND GPL-3.0-only", false),
        ("(Apache-2.0 OR MIT) AND BSD-3-Clause", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
    ];
    for (licence, is_allowed) in cases {
        let metadata = serde_json::json!({ "packages": [{ "name": "a", "license": licence }] });
        assert_eq!(licences(SAMPLE, &metadata).is_empty(), is_allowed, "{licence}");
    }
}

#[test]
fn an_exception_holds_for_its_own_crate_alone() {
    let packages =
        serde_json::json!([{ "name": "keccak", "license": "CC0-1.0" }, { "name": "other", "license": "CC0-1.0" }]);
    let breaches = licences(SAMPLE, &serde_json::json!({ "packages": packages }));
    assert_eq!(breaches, ["other: the licence `CC0-1.0` is not among those of deny.toml"]);
    let nameless = serde_json::json!({ "packages": [{ "name": "a", "license": null }] });
    assert_eq!(licences(SAMPLE, &nameless), ["a: names no licence"]);
}

#[test]
fn a_forbidden_crate_and_a_second_version_are_seen() {
    let package = |name: &str, version: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
    let lock = package("openssl", "0.10.1") + &package("tokio", "1.0.0") + &package("tokio", "0.3.0");
    assert_eq!(
        bans(SAMPLE, &lock),
        ["Cargo.lock: openssl 0.10.1: rustls is the only TLS", "Cargo.lock: tokio 1.0.0, 0.3.0: one runtime"]
    );
    assert!(bans(SAMPLE, &package("tokio", "1.0.0")).is_empty());
}

#[test]
fn a_forbidden_crate_may_be_needed_by_those_that_are_named_and_by_nobody_else() {
    let deny = "[bans]\ndeny = [{ crate = \"chrono\", wrappers = [\"object_store\"], reason = \"jiff is the date library\" }]\n";
    let package = |name: &str, needs: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\ndependencies = [{needs}]\n")
    };
    let wrapped = package("chrono", "") + &package("object_store", "\"chrono\"");
    assert!(bans(deny, &wrapped).is_empty());
    let elsewhere = wrapped + &package("calendar", "\"chrono 1.0.0\"");
    assert_eq!(bans(deny, &elsewhere), ["Cargo.lock: chrono 1.0.0: jiff is the date library"]);
}
