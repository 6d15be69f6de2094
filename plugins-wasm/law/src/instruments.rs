//! The instruments, each a module named after it, each rule beside its article.

pub mod cn_cpl_2023;
pub mod cn_cpl_interpretation_2022;
pub mod cn_hk_mo_service_2009;
pub mod cn_hk_service_1999;
pub mod cn_online_litigation_2021;
