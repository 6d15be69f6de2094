//! How fast TLS is on this machine: what a transfer is measured against.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use comity_record::Time;
use rustls::{ClientConfig, ServerConfig};
use rustls_pki_types::ServerName;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::certificates::{issue, practice_ca};
use super::trust::anchors;
use super::{Identity, MtlsError, VERSIONS, provider};

const NAME: &str = "speed.example";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Sends `count` times `chunk` from one end of a TLS connection to the other, both in this program, and answers with how long it took from
/// the first byte to the last, handshake apart. `watch` starts a stopwatch.
pub(crate) async fn encrypted_loopback<W: Fn() -> Duration>(
    chunk: Vec<u8>,
    count: u64,
    now: Time,
    watch: impl FnOnce() -> W,
) -> Result<Duration, Box<dyn std::error::Error + Send + Sync>> {
    let (acceptor, connector) = ends(now)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let expected = count * chunk.len() as u64;
    let reading = tokio::spawn(async move {
        let (tcp, _) = listener.accept().await?;
        let mut stream = acceptor.accept(tcp).await?;
        let (mut buffer, mut read) = (vec![0; 64 * 1024], 0);
        while read < expected {
            read += match stream.read(&mut buffer).await? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                some => some as u64,
            };
        }
        Ok::<_, std::io::Error>(())
    });
    let tcp = TcpStream::connect(address).await?;
    let mut stream = connector.connect(ServerName::try_from(NAME)?, tcp).await?;
    let elapsed = watch();
    for _ in 0..count {
        stream.write_all(&chunk).await?;
    }
    stream.flush().await?;
    reading.await??;
    Ok(elapsed())
}

fn ends(now: Time) -> Result<(TlsAcceptor, TlsConnector), MtlsError> {
    let (from, until) = (now.plus_ms(-DAY_MS), now.plus_ms(DAY_MS));
    let ca = practice_ca(NAME, from, until)?;
    let issued = issue(&ca, &[NAME], from, until)?;
    let identity = Identity::from_pem(&issued.chain_pem, &issued.key_pem)?;
    let server = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(identity));
    let client = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_root_certificates(anchors(NAME, &[&ca.cert_pem])?)
        .with_no_client_auth();
    Ok((TlsAcceptor::from(Arc::new(server)), TlsConnector::from(Arc::new(client))))
}
