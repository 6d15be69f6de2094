//! The invariants of ARCHITECTURE.md that neither a manifest nor a lint can hold, checked over the whole tree.
//!
//! A check takes a path and a text and answers with what does not hold, a line each, so that it can be shown a bad
//! sample: every check has a test in its own file that sees it fail.

mod architecture;
mod dependencies;
mod layout;
mod ownership;
mod purity;
mod rust_source;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// What does not hold: `path:line: what, and what to do`.
type Breaches = Vec<String>;

#[test]
fn each_foreign_library_is_named_only_where_it_belongs() {
    let tree = Tree::read();
    hold(tree.rust().flat_map(|(path, text)| ownership::sources(path, text)));
    hold(tree.manifests().flat_map(|(path, text)| ownership::manifests(path, text)));
}

#[test]
fn the_crates_depend_on_each_other_in_one_direction() {
    hold(Tree::read().manifests().flat_map(|(path, text)| ownership::layers(path, text)));
}

#[test]
fn the_api_and_the_console_know_neither_each_other_nor_the_store() {
    hold(Tree::read().rust().flat_map(|(path, text)| ownership::doors(path, text)));
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    hold(Tree::read().manifests().flat_map(|(path, text)| ownership::lints(path, text)));
}

#[test]
fn the_pure_crates_have_no_means_of_being_anything_else() {
    let tree = Tree::read();
    hold(tree.manifests().flat_map(|(path, text)| purity::manifests(path, text)));
    hold(tree.program().flat_map(|(path, text)| purity::sources(path, text)));
}

#[test]
fn limits_stand_in_the_file_of_limits() {
    hold(Tree::read().program().flat_map(|(path, text)| purity::limits(path, text)));
}

#[test]
fn no_words_for_people_stand_in_rust() {
    hold(Tree::read().program().flat_map(|(path, text)| words::in_rust(path, text)));
}

#[test]
fn no_error_code_is_without_words() {
    let tree = Tree::read();
    let ftl = tree.texts().find(|(path, _)| *path == "locales/en/errors.ftl").map(|(_, text)| text).unwrap_or_default();
    hold(tree.program().flat_map(|(path, text)| words::without_words(path, text, ftl)));
}

#[test]
fn the_top_level_is_the_one_that_readers_know() {
    let tree = Tree::read();
    hold(layout::top_level(tree.files.iter().map(|file| file.path.as_str())));
}

#[test]
fn a_file_can_be_read_in_one_sitting() {
    hold(Tree::read().texts().flat_map(|(path, text)| layout::length(path, text)));
}

#[test]
fn what_is_kept_can_be_read_by_people() {
    hold(Tree::read().files.iter().flat_map(|file| layout::binary(&file.path, &file.bytes)));
}

#[test]
fn no_test_file_is_forgotten() {
    let tree = Tree::read();
    let files: Vec<(&str, &str)> = tree.texts().collect();
    hold(layout::forgotten_tests(&files));
}

#[test]
fn what_the_architecture_and_the_lists_of_tests_and_threats_name_is_there() {
    let tree = Tree::read();
    let files: Vec<(&str, &str)> = tree.texts().collect();
    for page in ["ARCHITECTURE.md", "docs/testing.md", "docs/threats.md"] {
        hold(architecture::names(page, tree.text(page), &files));
    }
}

#[test]
fn each_threat_names_what_holds_it_or_says_that_nothing_does() {
    let page = "docs/threats.md";
    hold(architecture::unheld(page, Tree::read().text(page)));
}

#[test]
fn no_forbidden_crate_and_no_second_version_of_a_big_one_is_locked() {
    let tree = Tree::read();
    hold(dependencies::bans(tree.text("deny.toml"), tree.text("Cargo.lock")));
}

#[test]
fn every_licence_is_one_that_a_court_may_use() {
    hold(dependencies::licences(Tree::read().text("deny.toml"), &dependencies::metadata(&root())));
}

fn hold(breaches: impl IntoIterator<Item = String>) {
    let breaches: Breaches = breaches.into_iter().collect();
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

/// The files of the project, without what `.gitignore` names.
struct Tree {
    files: Vec<File>,
}

struct File {
    /// From the root, with `/`.
    path: String,
    bytes: Vec<u8>,
}

impl Tree {
    fn read() -> Self {
        let ignored = fs::read_to_string(root().join(".gitignore")).unwrap();
        let mut ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
        ignored.push(".git");
        let mut files = Vec::new();
        collect(&root(), &ignored, &mut files);
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self { files }
    }

    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|file| Some((file.path.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
    }

    fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// The program: its sources without those that are for tests alone.
    fn program(&self) -> impl Iterator<Item = (&str, &str)> {
        let tests: Vec<String> = self.rust().flat_map(|(path, text)| rust_source::test_modules(path, text)).collect();
        self.rust().filter(move |(path, _)| {
            let is_integration = path.starts_with("tests/") || path.contains("/tests/");
            !is_integration && !tests.iter().any(|module| path.starts_with(module.as_str()))
        })
    }

    fn manifests(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with("/Cargo.toml"))
    }

    fn text(&self, wanted: &str) -> &str {
        let found = self.texts().find(|(path, _)| *path == wanted);
        found.unwrap_or_else(|| panic!("there is no {wanted}")).1
    }
}

fn collect(folder: &Path, ignored: &[&str], files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let relative = path.strip_prefix(root()).unwrap().to_str().expect("names are UTF-8").to_owned();
        if ignored.contains(&relative.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, ignored, files);
        } else {
            files.push(File { path: relative, bytes: fs::read(&path).unwrap() });
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
