//! The program `comity`.

use std::process::ExitCode;

/// Almost a third of what a letter costs was the allocator of the C library: many small texts, made on one thread and dropped on another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    comity_server::cli::main()
}
