//! What the draw holds: the vectors, the properties of the panel, the protocol, the packet, and a simulation of three gateways.

mod packet;
mod panel;
mod protocol;
mod request;
mod simulation;
mod uniform;
mod vectors;
mod waiting;
mod world;

use super::*;
