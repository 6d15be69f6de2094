//! Who may name what: the foreign libraries, the crates of the workspace, the doors of the server.

use super::Breaches;
use super::rust_source::RustSource;

/// A foreign library and the only places that may name it, so that replacing it, or judging how it is used, is reading those.
struct Owned {
    /// As they stand in Rust.
    names: &'static [&'static str],
    manifests: &'static [&'static str],
    sources: &'static [&'static str],
}

const OWNED: &[Owned] = &[
    Owned { names: &["wasmtime"], manifests: &["gateway/rules/Cargo.toml"], sources: &["gateway/rules/"] },
    Owned { names: &["sled"], manifests: &["gateway/store/Cargo.toml"], sources: &["gateway/store/"] },
    Owned {
        names: &["tokio_postgres", "deadpool_postgres", "postgres", "sqlx", "rusqlite"],
        manifests: &["gateway/store/Cargo.toml"],
        sources: &["gateway/store/"],
    },
    Owned {
        names: &[
            "rustls",
            "tokio_rustls",
            "rustls_pki_types",
            "rustls_webpki",
            "webpki",
            "x509_parser",
            "hyper_rustls",
        ],
        manifests: &["gateway/server/Cargo.toml", "gateway/store/Cargo.toml"],
        sources: &["gateway/server/src/mtls", "gateway/store/src/encrypted"],
    },
    Owned { names: &["object_store"], manifests: &["gateway/store/Cargo.toml"], sources: &["gateway/store/"] },
    Owned {
        names: &["sm2", "sm3", "p256"],
        manifests: &["gateway/federation/Cargo.toml"],
        sources: &["gateway/federation/"],
    },
    Owned {
        names: &["miniz_oxide"],
        manifests: &["gateway/federation/Cargo.toml"],
        sources: &["gateway/federation/src/"],
    },
    Owned {
        names: &["hpke", "blahaj"],
        manifests: &["gateway/federation/Cargo.toml"],
        sources: &["gateway/federation/src/sealed"],
    },
    Owned {
        names: &["qrcode", "pdf_writer"],
        manifests: &["gateway/server/Cargo.toml"],
        sources: &["gateway/server/src/documents"],
    },
    Owned { names: &["fuser"], manifests: &["tests/power/Cargo.toml"], sources: &["tests/power/"] },
    Owned {
        names: &["oso", "polar_core"],
        manifests: &["gateway/server/Cargo.toml"],
        sources: &["gateway/server/src/access"],
    },
];

/// The crates of the workspace that each may know: the arrows of ARCHITECTURE.md.
const LAYERS: &[(&str, &[&str])] = &[
    ("gateway/record/", &[]),
    ("gateway/domain/", &["comity_record"]),
    ("gateway/store/", &["comity_record"]),
    ("gateway/federation/", &["comity_domain", "comity_record"]),
    ("gateway/rules/", &["comity_domain", "comity_record"]),
    ("gateway/server/", &["comity_domain", "comity_federation", "comity_record", "comity_rules", "comity_store"]),
    ("gateway/xtask/", &[]),
    ("plugins-wasm/law/", &[]),
    ("plugins-wasm/", &["law"]),
    ("fixtures/", &["law"]),
];

/// What the server's ways in may not name.
const DOORS: &[(&str, &[&str])] = &[
    ("gateway/server/src/api", &["console", "comity_store"]),
    ("gateway/server/src/console", &["api", "comity_store"]),
];

pub(crate) fn sources(path: &str, text: &str) -> Breaches {
    let source = RustSource::parse(text);
    let mut breaches = Breaches::new();
    for (line, word) in source.identifiers() {
        let is_elsewhere = |owned: &Owned| !owned.sources.iter().any(|sources| path.starts_with(sources));
        for owned in OWNED.iter().filter(|owned| owned.names.contains(&word) && is_elsewhere(owned)) {
            breaches.push(format!("{path}:{line}: names `{word}`; only {} may", owned.sources.join(", ")));
        }
    }
    breaches
}

pub(crate) fn manifests(path: &str, text: &str) -> Breaches {
    let dependencies = dependencies(path, text);
    let foreign = dependencies.iter().flat_map(|name| {
        let owners =
            OWNED.iter().filter(|owned| owned.names.contains(&name.as_str()) && !owned.manifests.contains(&path));
        owners.map(move |owned| format!("{path}: depends on `{name}`; only {} may", owned.manifests.join(", ")))
    });
    foreign.collect()
}

pub(crate) fn layers(path: &str, text: &str) -> Breaches {
    let Some((_, allowed)) = LAYERS.iter().find(|(folder, _)| path.starts_with(folder)) else {
        return Breaches::new();
    };
    let own = dependencies(path, text).into_iter().filter(|name| name.starts_with("comity_") || name == "law");
    own.filter(|name| !allowed.contains(&name.as_str()))
        .map(|name| format!("{path}: depends on `{name}`, which lies above it"))
        .collect()
}

pub(crate) fn doors(path: &str, text: &str) -> Breaches {
    let Some((_, forbidden)) = DOORS.iter().find(|(door, _)| path.starts_with(door)) else {
        return Breaches::new();
    };
    let source = RustSource::parse(text);
    let named = source.identifiers().filter(|(_, word)| forbidden.contains(word));
    named.map(|(line, word)| format!("{path}:{line}: names `{word}`; a way in goes through `app`")).collect()
}

pub(crate) fn lints(path: &str, text: &str) -> Breaches {
    let inherits = manifest(path, text).get("lints").and_then(|lints| lints.get("workspace")?.as_bool());
    if inherits == Some(true) { Breaches::new() } else { vec![format!("{path}: lacks `[lints] workspace = true`")] }
}

/// The crates that a manifest names, as they stand in Rust: normal, for tests, for builds, and for one target.
pub(crate) fn dependencies(path: &str, text: &str) -> Vec<String> {
    let manifest = manifest(path, text);
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets.into_iter().flat_map(|targets| targets.values().filter_map(toml::Value::as_table));
    let mut names = Vec::new();
    for table in std::iter::once(&manifest).chain(tables) {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let dependencies = table.get(kind).and_then(toml::Value::as_table).into_iter().flatten();
            names.extend(dependencies.map(|(key, value)| package(key, value)));
        }
    }
    names
}

fn package(key: &str, value: &toml::Value) -> String {
    value.get("package").and_then(toml::Value::as_str).unwrap_or(key).replace('-', "_")
}

fn manifest(path: &str, text: &str) -> toml::Table {
    text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_library_named_outside_its_place_is_seen() {
    let text = "use rustls::ClientConfig;\nfn wasmtime_is_only_a_name() {} // sled\n";
    assert_eq!(
        sources("gateway/server/src/api/listen.rs", text),
        [
            "gateway/server/src/api/listen.rs:1: names `rustls`; only gateway/server/src/mtls, gateway/store/src/encrypted may"
        ]
    );
    assert!(sources("gateway/server/src/mtls.rs", text).is_empty());
    assert!(sources("gateway/server/src/mtls/verifier.rs", text).is_empty());
    assert!(sources("gateway/store/src/encrypted.rs", text).is_empty());
}

#[test]
fn a_renamed_dependency_and_one_for_a_single_target_are_seen() {
    let text = "[dependencies]\nviews = { package = \"sled\", version = \"1\" }\n[target.'cfg(unix)'.dev-dependencies]\nwasmtime.workspace = true\n";
    let breaches = manifests("gateway/domain/Cargo.toml", text);
    assert_eq!(breaches.len(), 2, "{breaches:?}");
    assert!(manifests("gateway/store/Cargo.toml", "[dependencies]\nsled.workspace = true\n").is_empty());
}

#[test]
fn an_arrow_upwards_is_seen() {
    let text = "[dependencies]\ncomity-domain.workspace = true\n";
    assert_eq!(layers("gateway/store/Cargo.toml", text).len(), 1);
    assert!(layers("gateway/rules/Cargo.toml", text).is_empty());
    assert_eq!(layers("plugins-wasm/law/Cargo.toml", "[dependencies]\nlaw.workspace = true\n").len(), 1);
}

#[test]
fn a_way_in_that_goes_round_the_app_is_seen() {
    assert_eq!(doors("gateway/server/src/api/matters.rs", "use comity_store::Store;").len(), 1);
    assert_eq!(doors("gateway/server/src/api.rs", "use crate::{app, console::pages};").len(), 1);
    assert_eq!(doors("gateway/server/src/console/pages.rs", "use super::super::api;").len(), 1);
    assert!(doors("gateway/server/src/app.rs", "use comity_store::Store;").is_empty());
}

#[test]
fn a_crate_without_the_lints_is_seen() {
    assert_eq!(lints("gateway/new/Cargo.toml", "[package]\nname = \"new\"\n").len(), 1);
    assert!(lints("gateway/new/Cargo.toml", "[lints]\nworkspace = true\n").is_empty());
}
