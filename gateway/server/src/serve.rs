//! Runs a gateway: stands by while another process of it is at work; then opens its record, listens for people and for peers, starts the
//! clockwork, and ends in good order.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use comity_domain::limits::{FILES_LOOKED_AT_EVERY_MS, REFUSALS_RECORDED_MAX_PER_HOUR};
use comity_store::StoreError;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::access::{Access, AccessError};
use crate::app::{self, App, CannotStart};
use crate::clockwork::Clockwork;
use crate::config::{BadConfig, Config, Listen};
use crate::mtls::{Identity, MtlsError, RefusedConnection, TlsListener, serve_peers, serve_people};
use crate::{api, exchange, standby};

/// The gateway cannot run.
#[derive(Debug, thiserror::Error)]
pub enum CannotServe {
    /// Its configuration cannot be used.
    #[error(transparent)]
    Config(#[from] BadConfig),
    /// It cannot start.
    #[error(transparent)]
    Start(#[from] CannotStart),
    /// Its policies cannot be used.
    #[error(transparent)]
    Policies(#[from] AccessError),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] MtlsError),
    /// An address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// Its record is not what was verified before.
    #[error(transparent)]
    Damaged(StoreError),
    /// The record could not be closed.
    #[error(transparent)]
    Close(#[from] app::Failure),
}

/// A gateway that is open, and not yet listening.
pub struct Gateway {
    config: Config,
    app: Arc<App>,
    access: Arc<Access>,
}

/// Runs the gateway in `directory` until `stop` becomes true; with `verify` reads the whole record first, whatever its configuration says.
/// While another process of it is at work over the same database, this one stands by, and takes its place when that ends.
pub async fn run(directory: &Path, verify: bool, stop: watch::Receiver<bool>) -> Result<(), CannotServe> {
    let config = Config::read(directory)?;
    while standby::wait_for_turn(&config, &stop).await? {
        let gateway = match Gateway::open_verifying(directory, verify) {
            // A third process was faster.
            Err(CannotServe::Start(reason)) if reason.is_another_at_work() => continue,
            opened => opened?,
        };
        tracing::info!(gateway = %gateway.app.gateway(), "open");
        return gateway.serve(stop).await;
    }
    Ok(())
}

impl Gateway {
    /// Opens the gateway in `directory`.
    ///
    /// # Errors
    /// Among others, [`comity_store::StoreError::DatabaseInUse`] while another process of it is at work.
    pub fn open(directory: &Path) -> Result<Self, CannotServe> {
        Self::open_verifying(directory, false)
    }

    fn open_verifying(directory: &Path, verify: bool) -> Result<Self, CannotServe> {
        let mut config = Config::read(directory)?;
        config.verify_at_start |= verify;
        let access = Arc::new(Access::load()?);
        let app = Arc::new(App::open(&config)?);
        Ok(Self { config, app, access })
    }

    /// What it does.
    pub const fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Serves until `stop` becomes true, then lets what is under way end and closes the record. Meanwhile reads what the start did not read
    /// of it, and ends at once if that is not what it was.
    ///
    /// # Errors
    /// Among others, [`CannotServe::Damaged`].
    pub async fn serve(self, stop: watch::Receiver<bool>) -> Result<(), CannotServe> {
        let app = Arc::clone(&self.app);
        tokio::select! {
            served = self.serve_until(stop) => served,
            damage = app.read_on() => Err(CannotServe::Damaged(damage)),
        }
    }

    async fn serve_until(self, mut stop: watch::Receiver<bool>) -> Result<(), CannotServe> {
        let people = listener(&self.config.people, self.app.people_identity()).await?;
        let peers = listener(&self.config.peers, self.app.peers_identity()).await?;
        self.app.note_roll_at_start().await?;
        // Nobody is served anything of what the record calls erased.
        self.app.finish_erasures().await?;
        self.app.take_up_draws().await?;
        let looking = tokio::spawn(look_at_files(Arc::clone(&self.app), self.config.clone()));
        let roll_peers = self.app.peer_ids();
        let upkeep = self.app.any_authority_here().map(|authority| {
            let clockwork = Clockwork::new(Arc::clone(&self.app), Arc::clone(&self.access), authority);
            clockwork.start(roll_peers, stopped(stop.clone()))
        });
        let refusals = Refusals::new(Arc::clone(&self.app));
        let (people, peers) = tokio::join!(
            serve_people(people, api::router(Arc::clone(&self.app), self.access), stopped(stop.clone())),
            serve_peers(
                peers,
                self.app.peer_trust(),
                exchange::router(Arc::clone(&self.app)),
                move |refused| refusals.record(&refused),
                stopped(stop.clone()),
            ),
        );
        people?;
        peers?;
        let _ = stop.wait_for(|stop| *stop).await;
        looking.abort();
        if let Some(upkeep) = upkeep {
            upkeep.await.map_err(app::Failure::broken)?;
        }
        self.app.record_all_refusals().await?;
        // Whoever verifies the files of a gateway at rest finds every line under a signature.
        self.app.make_checkpoint()?;
        Ok(self.app.close_record()?)
    }
}

/// Resolves when `stop` has become true. If its sender is gone, so is the wish to serve.
pub(crate) async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

pub(crate) async fn listener(listen: &Listen, identity: &Identity) -> Result<TlsListener, CannotServe> {
    let address = listen.address;
    let tcp = TcpListener::bind(address).await.map_err(|error| CannotServe::Listen { address, error })?;
    Ok(TlsListener::new(tcp, identity.clone()))
}

/// Looks again and again whether certificates, or lists of revoked ones, were replaced.
async fn look_at_files(app: Arc<App>, config: Config) {
    let mut looks = app.looks(&config);
    loop {
        app.look_at_files(&mut looks).await;
        tokio::time::sleep(Duration::from_millis(FILES_LOOKED_AT_EVERY_MS)).await;
    }
}

/// Records refused connections, but not so many that strangers could fill the disk.
struct Refusals {
    app: Arc<App>,
    runtime: tokio::runtime::Handle,
    hour: std::sync::Mutex<(i64, u32)>,
}

impl Refusals {
    fn new(app: Arc<App>) -> Self {
        Self { app, runtime: tokio::runtime::Handle::current(), hour: std::sync::Mutex::new((0, 0)) }
    }

    fn record(&self, refused: &RefusedConnection) {
        tracing::warn!(reason = refused.reason.code(), detail = refused.detail, "a connection was refused");
        if !self.within_limit() {
            return;
        }
        let (app, reason, remote) = (Arc::clone(&self.app), refused.reason.code(), refused.remote.ip());
        self.runtime.spawn(async move {
            if let Err(failure) = app.record_refused_connection(reason, remote).await {
                tracing::error!(%failure, "a refused connection is not recorded");
            }
        });
    }

    fn within_limit(&self) -> bool {
        const HOUR_MS: i64 = 60 * 60 * 1000;
        let now = self.app.clock().now().unix_ms() / HOUR_MS;
        let mut hour = self.hour.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if hour.0 != now {
            *hour = (now, 0);
        }
        hour.1 += 1;
        hour.1 <= REFUSALS_RECORDED_MAX_PER_HOUR
    }
}
