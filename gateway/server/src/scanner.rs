//! The malware scanner: `clamd`, asked over its socket. What it answers is read in the domain; a scanner that does not answer has said
//! nothing, and a file of which nothing was said is not clean.

use std::io;
use std::time::Duration;

use comity_domain::limits::{
    SCANNER_ANSWER_MAX_BYTES, SCANNER_CONNECT_MAX_MS, SCANNER_NAME_MAX_CHARS, SCANNER_SILENCE_MAX_MS,
};
use comity_domain::upload::{Verdict, Waits};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::mpsc;

use crate::config::ScannerAddress;

/// Ends command and answer.
const END: u8 = 0;

/// A connection to a scanner, wherever it listens.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What the scanner says of a file whose pieces come one after the other. They have to come to their end: what it says of part of a file is
/// worth nothing, and the caller throws it away.
pub(crate) async fn look(address: &ScannerAddress, pieces: &mut mpsc::Receiver<Vec<u8>>) -> Verdict {
    ask(address, pieces).await.unwrap_or_else(|error| {
        tracing::warn!(%error, scanner = %address, "the scanner does not answer");
        Verdict::Unknown(Waits::ScannerSilent)
    })
}

/// The same, for somebody who is told why it does not answer.
pub(crate) async fn ask(address: &ScannerAddress, pieces: &mut mpsc::Receiver<Vec<u8>>) -> io::Result<Verdict> {
    let (reading, mut writing) = tokio::io::split(connect(address).await?);
    // It may have enough before the end, and says so while it is still being told.
    let sent = send(&mut writing, pieces).await;
    let (answer, read) = answer(reading).await;
    let is_whole = sent.is_ok() && answer.ends_with(&[END]);
    match Verdict::of_clamd(&answer) {
        // Nobody can find a whole file clean who was not told all of it, and an answer that breaks off may go on otherwise.
        Verdict::Clean if !is_whole => Ok(Verdict::Unknown(Waits::ScannerFails)),
        Verdict::Unknown(Waits::ScannerSilent) => {
            sent?;
            read?;
            Ok(Verdict::Unknown(Waits::ScannerSilent))
        }
        verdict => Ok(verdict),
    }
}

/// What the scanner calls itself, with the version of its signatures.
pub(crate) async fn name(address: &ScannerAddress) -> io::Result<String> {
    let mut stream = connect(address).await?;
    in_time(stream.write_all(b"zVERSION\0")).await?;
    let (answer, read) = answer(stream).await;
    read?;
    let name = String::from_utf8_lossy(&answer);
    let name: String = name.trim().chars().filter(|it| !it.is_control()).take(SCANNER_NAME_MAX_CHARS).collect();
    if name.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(name) }
}

async fn connect(address: &ScannerAddress) -> io::Result<Box<dyn Stream>> {
    let stream: Box<dyn Stream> = match address {
        ScannerAddress::Tcp(at) => Box::new(connected(TcpStream::connect(at)).await?),
        ScannerAddress::Unix(path) => Box::new(connected(UnixStream::connect(path)).await?),
    };
    Ok(stream)
}

/// What it answers, up to the zero that ends it, or as much of that as came.
async fn answer<R: AsyncRead + Unpin>(reading: R) -> (Vec<u8>, io::Result<usize>) {
    let mut answer = Vec::new();
    let mut reading = BufReader::new(reading.take(u64::try_from(SCANNER_ANSWER_MAX_BYTES).unwrap_or(u64::MAX)));
    let read = in_time(reading.read_until(END, &mut answer)).await;
    (answer, read)
}

/// Each piece goes behind its length, four bytes big-endian; an empty one ends the file.
async fn send<W: AsyncWrite + Unpin>(writing: &mut W, pieces: &mut mpsc::Receiver<Vec<u8>>) -> io::Result<()> {
    in_time(writing.write_all(b"zINSTREAM\0")).await?;
    while let Some(piece) = pieces.recv().await {
        // One without bytes would end the file.
        if piece.is_empty() {
            continue;
        }
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        in_time(writing.write_all(&length.to_be_bytes())).await?;
        in_time(writing.write_all(&piece)).await?;
    }
    in_time(writing.write_all(&0_u32.to_be_bytes())).await?;
    in_time(writing.flush()).await
}

async fn connected<S>(connecting: impl Future<Output = io::Result<S>>) -> io::Result<S> {
    within(Duration::from_millis(SCANNER_CONNECT_MAX_MS), connecting).await
}

async fn in_time<T>(step: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    within(Duration::from_millis(SCANNER_SILENCE_MAX_MS), step).await
}

async fn within<T>(time: Duration, step: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    tokio::time::timeout(time, step).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tokio::net::UnixListener;

    use super::*;

    /// What is said of two pieces by somebody who reads as much of them as `reads`, and answers this.
    async fn said(reads: usize, answer: &'static [u8]) -> (Verdict, Vec<u8>) {
        let directory = tempfile::tempdir().unwrap();
        let path: PathBuf = directory.path().join("scanner");
        let listener = UnixListener::bind(&path).unwrap();
        let scanner = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut heard = vec![0; reads];
            stream.read_exact(&mut heard).await.unwrap();
            stream.write_all(answer).await.unwrap();
            heard
        });
        let (sender, mut pieces) = mpsc::channel(4);
        for piece in [&b"statement"[..], b" of claim"] {
            sender.send(piece.to_vec()).await.unwrap();
        }
        drop(sender);
        let verdict = look(&ScannerAddress::Unix(path), &mut pieces).await;
        (verdict, scanner.await.unwrap())
    }

    #[tokio::test]
    async fn the_scanner_is_given_the_whole_file_behind_the_lengths_of_its_pieces() {
        let told = b"zINSTREAM\0\0\0\0\x09statement\0\0\0\x09 of claim\0\0\0\0";
        let (verdict, heard) = said(told.len(), b"stream: OK\0").await;
        assert_eq!((verdict, heard.as_slice()), (Verdict::Clean, told.as_slice()));
        let (verdict, _) = said(told.len(), b"stream: Win.Test.EICAR_HDB-1 FOUND\0").await;
        assert_eq!(verdict, Verdict::Infected("Win.Test.EICAR_HDB-1".into()));
        let (verdict, _) = said(told.len(), b"stream: OK").await;
        assert_eq!(verdict, Verdict::Unknown(Waits::ScannerFails), "the answer breaks off");
    }

    #[tokio::test]
    async fn a_scanner_says_what_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let path: PathBuf = directory.path().join("scanner");
        let listener = UnixListener::bind(&path).unwrap();
        let scanner = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut heard = [0; 9];
            stream.read_exact(&mut heard).await.unwrap();
            stream.write_all(b"ClamAV 1.0.9/27500/Sat Nov 28\n\0").await.unwrap();
            heard
        });
        assert_eq!(name(&ScannerAddress::Unix(path)).await.unwrap(), "ClamAV 1.0.9/27500/Sat Nov 28");
        assert_eq!(&scanner.await.unwrap(), b"zVERSION\0");
    }

    #[tokio::test]
    async fn a_scanner_that_is_not_there_or_says_nothing_has_found_nothing_clean() {
        let nobody = ScannerAddress::Unix("/nonexistent/clamd".into());
        let (_sender, mut pieces) = mpsc::channel(1);
        assert_eq!(look(&nobody, &mut pieces).await, Verdict::Unknown(Waits::ScannerSilent));
        assert_eq!(said(40, b"").await.0, Verdict::Unknown(Waits::ScannerSilent));
        assert_eq!(said(40, b"stream: O").await.0, Verdict::Unknown(Waits::ScannerFails));
    }
}
