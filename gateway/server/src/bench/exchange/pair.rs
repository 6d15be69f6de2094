//! The two gateways of a practice world, and the synthetic people who act at them.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use comity_domain::matter::{Recorded, Standing as MatterStanding};
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::super::scratch::Scratch;
use super::super::{BenchError, Options};
use crate::access::{Access, Action, Actor, Credential, Permit, Role, Standing, action};
use crate::app::{App, Failure};
use crate::serve::{CannotServe, Gateway};
use crate::world::{self, Making};

const WORLD: &str = include_str!("../../../../../fixtures/world/world.json");
const WORLD_DIRECTORY: &str = "world";
/// To look is not free, and it is the gateways that are to be measured.
const LOOK_EVERY_MS: u64 = 50;

/// Two gateways that serve.
pub(in crate::bench) struct Pair {
    pub(in crate::bench) cn: Side,
    pub(in crate::bench) hk: Side,
    stop: watch::Sender<bool>,
    serving: Mutex<Serving>,
    scratch: Scratch,
}

type Serving = JoinSet<Result<(), CannotServe>>;

/// One gateway, and its people.
pub(in crate::bench) struct Side {
    app: Arc<App>,
    access: Arc<Access>,
    /// The authority that the letters pass here.
    authority: &'static str,
}

/// Who acts: the role, and the authority.
pub(in crate::bench) type Acting = (Role, &'static str);

/// Whose letters they are.
pub(in crate::bench) const JUDGE: Acting = (Role::Judge, "cn-nansha");

impl Pair {
    /// Makes a new practice world on the disk that is measured, and starts two of its gateways.
    pub(in crate::bench) async fn start(options: &Options) -> Result<Self, BenchError> {
        let scratch = Scratch::in_directory(&options.directory)?;
        let plan = scratch.path().join("plan.json");
        std::fs::write(&plan, WORLD).map_err(|error| BenchError::Files { path: plan.clone(), error })?;
        let (directory, ports) = (scratch.path().join(WORLD_DIRECTORY), free_ports()?);
        let releases = options.releases()?;
        world::make(&Making { plan, releases, directory: directory.clone(), ports: ports.clone() }).await?;
        let (stop, stopped) = watch::channel(false);
        let access = Arc::new(Access::load()?);
        let mut serving = Serving::new();
        let mut serve = |name: &str, authority| {
            let gateway = Gateway::open(&directory.join(name))?;
            let app = Arc::clone(gateway.app());
            serving.spawn(gateway.serve(stopped.clone()));
            Ok::<_, BenchError>(Side { app, access: Arc::clone(&access), authority })
        };
        let (cn, hk) = (serve("cn", "cn-gd-hpc")?, serve("hk", "hk-high-court")?);
        let pair = Self { cn, hk, stop, serving: Mutex::new(serving), scratch };
        pair.listens(ports.first()).await?;
        pair.listens(ports.get(2)).await?;
        Ok(pair)
    }

    /// The directory of the practice world.
    pub(in crate::bench) fn directory(&self) -> PathBuf {
        self.scratch.path().join(WORLD_DIRECTORY)
    }

    /// An error if one of the gateways has ended.
    pub(in crate::bench) fn is_serving(&self) -> Result<(), BenchError> {
        let ended = self.serving.lock().unwrap_or_else(PoisonError::into_inner).try_join_next();
        match ended {
            None => Ok(()),
            Some(ended) => {
                ended.map_err(BenchError::broken)??;
                Err(BenchError::broken("a gateway has ended"))
            }
        }
    }

    /// Waits until both sides' rules have been asked about everything that they have to be asked about.
    pub(in crate::bench) async fn assessed(&self) -> Result<(), BenchError> {
        while !(self.cn.app.to_assess()?.is_empty() && self.hk.app.to_assess()?.is_empty()) {
            self.is_serving()?;
            tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
        }
        Ok(())
    }

    /// Ends both gateways; everything that they have is on the disk then.
    pub(in crate::bench) async fn stop(&self) -> Result<(), BenchError> {
        // An error means that both have ended already, and their results say why.
        let _ = self.stop.send(true);
        let mut serving = std::mem::take(&mut *self.serving.lock().unwrap_or_else(PoisonError::into_inner));
        while let Some(ended) = serving.join_next().await {
            ended.map_err(BenchError::broken)??;
        }
        Ok(())
    }

    /// Waits until somebody listens on a port for people.
    async fn listens(&self, port: Option<&u16>) -> Result<(), BenchError> {
        let address = (Ipv4Addr::LOCALHOST, *port.ok_or_else(|| BenchError::broken("ports"))?);
        while TcpStream::connect(address).await.is_err() {
            self.is_serving()?;
            tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
        }
        Ok(())
    }
}

impl Side {
    pub(in crate::bench) const fn app(&self) -> &Arc<App> {
        &self.app
    }

    pub(in crate::bench) fn gateway(&self) -> &GatewayId {
        self.app.gateway()
    }

    /// Leave for somebody to act in a matter, as it stands now.
    pub(in crate::bench) fn permit<A: Action>(
        &self,
        acting: Acting,
        matter: &MatterId,
    ) -> Result<Permit<A>, BenchError> {
        let standing = self.app.standing_for_access(matter)?;
        self.permit_at(acting, Some(&standing.ok_or(Failure::NotFound { what: "matter" })?))
    }

    /// Leave for somebody to act.
    pub(in crate::bench) fn permit_at<A: Action>(
        &self,
        acting: Acting,
        standing: Option<&Standing>,
    ) -> Result<Permit<A>, BenchError> {
        self.permit_of(&format!("bench-{}", acting.0), acting, standing)
    }

    /// Leave for this person to act.
    pub(in crate::bench) fn permit_of<A: Action>(
        &self,
        person: &str,
        (role, authority): Acting,
        standing: Option<&Standing>,
    ) -> Result<Permit<A>, BenchError> {
        let authority: AuthorityId = authority.parse().map_err(BenchError::broken)?;
        let credential = if role == Role::Timer { Credential::Timer } else { Credential::SteppedUp };
        let actor = Actor { person: person.to_owned(), role, authority, credential };
        Ok(self.access.permit(&actor, standing)?)
    }

    /// Forwards a letter.
    pub(in crate::bench) async fn forward(&self, matter: &MatterId) -> Result<MatterStanding, BenchError> {
        Ok(self.app.forward(self.permit((Role::LiaisonOfficer, self.authority), matter)?, None).await?)
    }

    /// Reminds the other side of a letter.
    pub(super) async fn remind(&self, matter: &MatterId) -> Result<MatterStanding, BenchError> {
        let permit = self.permit((Role::LiaisonOfficer, self.authority), matter)?;
        Ok(self.app.remind(permit, "bench".to_owned()).await?)
    }

    /// The messages to a peer whose receipts are not durable here.
    pub(in crate::bench) fn unreceipted(&self, peer: &GatewayId) -> Result<BTreeSet<MessageId>, BenchError> {
        let permit: Permit<action::SendOutbox> = self.permit_at((Role::Timer, self.authority), None)?;
        Ok(self.app.waiting(&permit, peer, None)?.into_iter().map(|waiting| waiting.message).collect())
    }

    /// How many entries the record has.
    pub(in crate::bench) fn record_size(&self) -> Result<u64, BenchError> {
        let permit: Permit<action::VerifyRecord> = self.permit_at((Role::Auditor, self.authority), None)?;
        Ok(self.app.record(&permit).size)
    }

    /// Everything that the record holds of a matter.
    pub(super) fn docket(&self, matter: &MatterId) -> Result<Vec<Recorded>, BenchError> {
        let permit: Permit<action::Read> = self.permit((Role::Auditor, self.authority), matter)?;
        Ok(self.app.docket(&permit)?)
    }
}

/// For each of the three gateways a port for people and one for peers. They are free now; whoever takes one in the meantime makes the
/// start of the gateways fail, nothing else.
fn free_ports() -> Result<Vec<u16>, BenchError> {
    let listen = |_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let listeners = (0..6).map(listen).collect::<Result<Vec<_>, _>>().map_err(BenchError::broken)?;
    listeners.iter().map(|listener| Ok(listener.local_addr().map_err(BenchError::broken)?.port())).collect()
}
