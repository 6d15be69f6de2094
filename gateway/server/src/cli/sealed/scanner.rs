//! A scanner that is asked before a file is sealed: afterwards nobody can look. It speaks the protocol of `clamd`: a stream of pieces,
//! each behind its length, ended by an empty one, and an answer of which nothing but `OK` is clean.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use comity_domain::limits::{
    CONNECT_MAX_SECONDS, SCANNER_NAME_MAX_CHARS, SEALER_SCANNER_MAX_BYTES, SEALER_SCANNER_MAX_SECONDS,
};

use crate::cli::failure::CliError;

/// Where a scanner listens.
#[derive(Debug, Clone)]
pub(super) enum Scanner {
    /// `host:port`.
    Tcp(String),
    /// The path of its socket.
    Socket(PathBuf),
}

/// Not written as a scanner's address is.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("expected HOST:PORT, or the path of a socket")]
pub(super) struct NotAScanner;

/// A file that is being given to a scanner.
pub(super) struct Scanning(Box<dyn Stream>);

trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

impl Scanner {
    /// What the scanner calls itself, with the version of its signatures.
    pub(super) fn name(&self) -> Result<String, CliError> {
        let mut stream = self.connect()?;
        stream.write_all(b"zVERSION\0").map_err(failed)?;
        let name = answer(&mut *stream)?;
        let name: String = name.chars().filter(|it| !it.is_control()).take(SCANNER_NAME_MAX_CHARS).collect();
        if name.is_empty() { Err(failed("it does not say what it is")) } else { Ok(name) }
    }

    /// Begins to give it a file.
    pub(super) fn begin(&self) -> Result<Scanning, CliError> {
        let mut stream = self.connect()?;
        stream.write_all(b"zINSTREAM\0").map_err(failed)?;
        Ok(Scanning(stream))
    }

    fn connect(&self) -> Result<Box<dyn Stream>, CliError> {
        let wait = Some(Duration::from_secs(SEALER_SCANNER_MAX_SECONDS));
        match self {
            Self::Tcp(address) => {
                let mut addresses = address.to_socket_addrs().map_err(failed)?;
                let address = addresses.next().ok_or_else(|| failed("it has no address"))?;
                let stream = TcpStream::connect_timeout(&address, Duration::from_secs(CONNECT_MAX_SECONDS));
                let stream = stream.map_err(failed)?;
                stream.set_read_timeout(wait).and_then(|()| stream.set_write_timeout(wait)).map_err(failed)?;
                Ok(Box::new(stream))
            }
            Self::Socket(path) => {
                let stream = UnixStream::connect(path).map_err(failed)?;
                stream.set_read_timeout(wait).and_then(|()| stream.set_write_timeout(wait)).map_err(failed)?;
                Ok(Box::new(stream))
            }
        }
    }
}

impl Scanning {
    /// Gives it the next piece.
    pub(super) fn give(&mut self, piece: &[u8]) -> Result<(), CliError> {
        // An empty piece would end the stream.
        if piece.is_empty() {
            return Ok(());
        }
        let length = u32::try_from(piece.len()).map_err(failed)?;
        self.0.write_all(&length.to_be_bytes()).and_then(|()| self.0.write_all(piece)).map_err(failed)
    }

    /// Waits for the verdict: an error, unless the whole file is clean.
    pub(super) fn verdict(mut self, path: &Path) -> Result<(), CliError> {
        self.0.write_all(&0_u32.to_be_bytes()).map_err(failed)?;
        let said = answer(&mut *self.0)?;
        match said.strip_prefix("stream: ").unwrap_or(&said) {
            "OK" => Ok(()),
            found if found.ends_with(" FOUND") => Err(CliError::input("scan-found", path.display().to_string(), found)),
            other => Err(failed(other)),
        }
    }
}

/// What it answers, up to the zero that ends it.
fn answer(stream: &mut dyn Stream) -> Result<String, CliError> {
    let mut said = Vec::new();
    let mut byte = [0];
    while said.len() < SEALER_SCANNER_MAX_BYTES && stream.read(&mut byte).map_err(failed)? == 1 {
        match byte {
            [0] => break,
            [byte] => said.push(byte),
        }
    }
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

fn failed(error: impl ToString) -> CliError {
    CliError::other("scan-failed", error)
}

impl FromStr for Scanner {
    type Err = NotAScanner;

    fn from_str(text: &str) -> Result<Self, NotAScanner> {
        if text.starts_with('/') {
            return Ok(Self::Socket(text.into()));
        }
        let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty()).map(|(_, port)| port.parse::<u16>());
        if matches!(port, Some(Ok(_))) { Ok(Self::Tcp(text.to_owned())) } else { Err(NotAScanner) }
    }
}
