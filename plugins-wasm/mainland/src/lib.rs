//! The Mainland's rules.

use law::contract::Date;
use law::instruments::{
    cn_assessors_interpretation_2019, cn_assessors_law_2018, cn_cpl_2023, cn_evidence_provisions_2019,
    cn_foreign_law_interpretation_2023, cn_hague_measures_1992, cn_hk_evidence_2017, cn_hk_mo_service_2009,
    cn_hk_service_1999, cn_invited_mediation_2016, cn_mo_service_evidence_2001, cn_online_filing_2021,
    cn_treaty_requests_2013, gba_mediator_panel, hague_evidence_1970, hague_service_1965,
};
use law::{Component, Question};

/// Which instrument answers which question.
pub const RULES: Component = Component {
    id: "mainland",
    version: env!("CARGO_PKG_VERSION"),
    jurisdiction: "CN",
    // The oldest of its arrangements with another side; each instrument sees to its own first day.
    in_force_from: Date { year: 1999, month: 3, day: 30 },
    questions: &[
        Question::from(
            "HK",
            &[
                &cn_hk_service_1999::LETTER_OF_REQUEST,
                &cn_hk_service_1999::EXECUTION,
                &cn_hk_service_1999::RETURN,
                &cn_hk_evidence_2017::INCOMING_LETTER,
                &cn_hk_evidence_2017::EXECUTION,
                &cn_hk_evidence_2017::RETURN,
            ],
        ),
        Question::to(
            "HK",
            &[
                &cn_hk_service_1999::LETTER_OF_REQUEST,
                &cn_hk_service_1999::PERIOD,
                &cn_hk_mo_service_2009::FOLLOW_UP,
                &cn_hk_evidence_2017::OUTGOING_LETTER,
                &cn_hk_evidence_2017::FOLLOW_UP,
            ],
        ),
        Question::from(
            "MO",
            &[
                &cn_mo_service_evidence_2001::LETTER_FOR_SERVICE,
                &cn_mo_service_evidence_2001::EXECUTION_OF_SERVICE,
                &cn_mo_service_evidence_2001::RETURN_OF_SERVICE,
                &cn_mo_service_evidence_2001::LETTER_FOR_EVIDENCE,
                &cn_mo_service_evidence_2001::EXECUTION_OF_EVIDENCE,
                &cn_mo_service_evidence_2001::RETURN_OF_EVIDENCE,
                &cn_mo_service_evidence_2001::LAW_INFORMATION,
            ],
        ),
        Question::to(
            "MO",
            &[
                &cn_mo_service_evidence_2001::LETTER_FOR_SERVICE,
                &cn_mo_service_evidence_2001::PERIOD_OF_SERVICE,
                &cn_hk_mo_service_2009::FOLLOW_UP,
                &cn_mo_service_evidence_2001::LETTER_FOR_EVIDENCE,
                &cn_mo_service_evidence_2001::FOLLOW_UP_OF_EVIDENCE,
            ],
        ),
        Question::from(
            "XX",
            &[
                &hague_service_1965::REQUEST,
                &hague_service_1965::EXECUTION,
                &cn_hague_measures_1992::INCOMING,
                // Before the Convention's: what it wants corrected makes the certificate defective.
                &cn_hague_measures_1992::RETURN,
                &hague_service_1965::RETURN,
                &cn_treaty_requests_2013::SERVICE_REVIEW,
                &hague_evidence_1970::LETTER_OF_REQUEST,
                &hague_evidence_1970::EXECUTION,
                &hague_evidence_1970::RETURN,
            ],
        ),
        Question::to(
            "XX",
            &[
                &hague_service_1965::REQUEST,
                &cn_hague_measures_1992::OUTGOING,
                &cn_treaty_requests_2013::SERVICE_ABROAD,
                &cn_hague_measures_1992::FOLLOW_UP,
                &hague_evidence_1970::LETTER_OF_REQUEST,
                &cn_treaty_requests_2013::EVIDENCE_ABROAD,
                &hague_evidence_1970::FOLLOW_UP,
            ],
        ),
        Question::within(&[&cn_hk_mo_service_2009::FORWARDING_APPLICATION]),
        Question::here(&[
            &cn_assessors_law_2018::APPOINTMENT,
            &cn_assessors_law_2018::DRAW,
            &cn_assessors_interpretation_2019::DRAW,
            &cn_assessors_law_2018::COMPOSITION,
            &cn_assessors_interpretation_2019::COMPOSITION,
            &cn_cpl_2023::judicial_confirmation::APPLICATION,
            &cn_invited_mediation_2016::APPOINTMENT,
            &cn_invited_mediation_2016::LIST_ENTRY,
            &cn_invited_mediation_2016::MEDIATION,
            &gba_mediator_panel::APPOINTMENT,
            &gba_mediator_panel::CRITERIA_NOT_READ,
            &cn_online_filing_2021::FILING,
            &cn_foreign_law_interpretation_2023::ASCERTAINMENT,
            &cn_evidence_provisions_2019::PRODUCTION,
            &cn_hk_mo_service_2009::METHOD,
            &cn_hk_mo_service_2009::EFFECT,
            &cn_cpl_2023::home::METHOD,
            &cn_cpl_2023::home::EFFECT,
            &cn_cpl_2023::abroad::METHOD,
            &cn_cpl_2023::abroad::EFFECT,
            &cn_cpl_2023::evidence::ABROAD,
        ]),
    ],
};

law::component!(
    /// The component.
    Mainland: RULES
);
