//! Civil Procedure Law of the People's Republic of China (中华人民共和国民事诉讼法), as amended on 2023-09-01 (fifth amendment), in force since 2024-01-01. Of its
//! 306 articles, those on periods and service (85 to 95), on answer and appeal (128, 171, 174) and on addressees, evidence and periods
//! abroad (283 to 286) were read `[T]`.
//!
//! Which of them apply follows from where the addressee is domiciled: here ([`home`]) or abroad ([`abroad`]). For Hong Kong and Macao
//! there are the Provisions of 2009; the Interpretation lets them refer to the rules for foreign cases (article 549).

pub mod abroad;
pub mod evidence;
pub mod home;
pub mod judicial_confirmation;
pub(crate) mod reply;

const INSTRUMENT: &str = "cn-cpl-2023";
