//! A file system that loses, when its power is cut, what no sync covered: for tests that run a whole program on it.
//!
//! [`Disk`] is the model: what is there now, what is on stable storage, and what a cut leaves, decided by a seed. It does
//! nothing but count. [`Mounted`] shows it to the kernel as a file system in user space, so that any program can be run on it
//! as it is: what it has not synced by the time of the cut may be gone, in part and in any order.
//!
//! ```
//! use comity_power::{Disk, Kind, Node};
//!
//! let mut disk = Disk::new();
//! let file = disk.create(Node::ROOT, "letter".as_ref(), Kind::File, 0o600)?;
//! disk.write(file, 0, b"received")?;
//! assert_eq!(disk.read_at("letter"), Some(&b"received"[..]));
//! assert_eq!(disk.with_what_is_stable().read_at("letter"), None, "neither the bytes nor the name were synced");
//!
//! disk.sync_file(file)?;
//! disk.sync_directory(Node::ROOT)?;
//! for seed in 0..100 {
//!     assert_eq!(disk.after_power_cut(seed).read_at("letter"), Some(&b"received"[..]));
//! }
//! # Ok::<(), comity_power::Refused>(())
//! ```

mod disk;
mod mount;

pub use disk::{Attributes, Disk, Kind, Node, Refused};
pub use mount::{Mounted, NotMounted};
