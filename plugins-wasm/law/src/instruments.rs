//! The instruments, each a module named after it, each rule beside its article.

pub mod cn_assessors_interpretation_2019;
pub mod cn_assessors_law_2018;
pub mod cn_cpl_2023;
pub mod cn_cpl_interpretation_2022;
pub mod cn_evidence_provisions_2019;
pub mod cn_foreign_law_interpretation_2023;
pub mod cn_hague_measures_1992;
pub mod cn_hk_evidence_2017;
pub mod cn_hk_mo_service_2009;
pub mod cn_hk_service_1999;
pub mod cn_invited_mediation_2016;
pub mod cn_mo_service_evidence_2001;
pub mod cn_online_filing_2021;
pub mod cn_online_litigation_2021;
pub mod cn_treaty_requests_2013;
pub mod gba_mediator_panel;
pub mod hague_evidence_1970;
pub mod hague_service_1965;
pub mod hk_cap_8;
pub mod hk_gba_accreditation_2024;
pub mod hk_mediation_code;
pub mod hk_mo_service_2017;
