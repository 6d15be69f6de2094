//! The instruments, each a module named after it, each rule beside its article.

pub mod cn_cpl_2023;
pub mod cn_hk_mo_service_2009;
pub mod cn_hk_service_1999;
pub mod cn_invited_mediation_2016;
pub mod cn_mo_service_evidence_2001;
pub mod gba_mediator_panel;
pub mod hk_gba_accreditation_2024;
pub mod hk_mediation_code;
