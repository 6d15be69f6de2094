//! Foreign programs agree with ours: what one signs the others verify, what one writes canonically the others write alike, and what
//! one refuses the others refuse. Without a program the test says what it could not check.

mod credentials;
mod document;
mod draw;
mod sealed;
mod suites;
mod uploads;
mod vectors;
mod world;

use std::process::Command;

/// What a program says on its standard output, trimmed. It must end well.
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {stderr}", command.get_program().display());
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |char: u8| u8::try_from(char::from(char).to_digit(16).unwrap()).unwrap();
    hex.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}
