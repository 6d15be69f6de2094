//! Tells the program how far it was optimised: a benchmark's report has to say so.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=COMITY_OPT_LEVEL={}", std::env::var("OPT_LEVEL").unwrap_or_default());
}
