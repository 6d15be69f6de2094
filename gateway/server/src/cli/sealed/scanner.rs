//! A scanner that is asked before a file is sealed: afterwards nobody can look.

use std::io;
use std::path::Path;

use comity_domain::upload::Verdict;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::cli::failure::CliError;
use crate::config::{ScannerAddress, ScannerElsewhere};
use crate::scanner;

/// A file that is being given to a scanner.
pub(super) struct Scanning {
    pieces: mpsc::Sender<Vec<u8>>,
    verdict: JoinHandle<io::Result<Verdict>>,
}

impl Scanning {
    /// Begins to give it a file.
    pub(super) fn begin(scanner: &ScannerAddress) -> Self {
        let (pieces, mut given) = mpsc::channel(1);
        let scanner = scanner.clone();
        Self { pieces, verdict: tokio::spawn(async move { scanner::ask(&scanner, &mut given).await }) }
    }

    /// Gives it the next piece.
    pub(super) async fn give(&self, piece: Vec<u8>) {
        // One that has had enough listens no more, and then calls nothing clean.
        let _ = self.pieces.send(piece).await;
    }

    /// Waits for the verdict: an error, unless the whole file is clean.
    pub(super) async fn verdict(self, path: &Path) -> Result<(), CliError> {
        let Self { pieces, verdict } = self;
        drop(pieces);
        match verdict.await.map_err(failed)?.map_err(failed)? {
            Verdict::Clean => Ok(()),
            Verdict::Infected(finding) => Err(CliError::input("scan-found", path.display().to_string(), finding)),
            Verdict::Unknown(why) => Err(failed(why.code())),
        }
    }
}

/// What the scanner calls itself, with the version of its signatures.
pub(super) async fn name(scanner: &ScannerAddress) -> Result<String, CliError> {
    scanner::name(scanner).await.map_err(failed)
}

/// The address of a scanner, as it is written on the command line: what is given to one is read by whoever is on the way, so it is on this
/// machine.
pub(super) fn address(text: &str) -> Result<ScannerAddress, ScannerElsewhere> {
    text.to_owned().try_into()
}

fn failed(error: impl ToString) -> CliError {
    CliError::other("scan-failed", error)
}
