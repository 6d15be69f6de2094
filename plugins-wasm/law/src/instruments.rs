//! The instruments, each a module named after it, each rule beside its article.

pub mod cn_hk_evidence_2017;
pub mod cn_hk_mo_service_2009;
pub mod cn_hk_service_1999;
pub mod hk_cap_8;
