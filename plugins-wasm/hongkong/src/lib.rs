//! Hong Kong's rules.

use law::contract::Date;
use law::instruments::{
    cn_hk_evidence_2017, cn_hk_service_1999, gba_mediator_panel, hague_evidence_1970, hague_service_1965, hk_cap_8,
    hk_gba_accreditation_2024, hk_mediation_code, hk_mo_service_2017,
};
use law::{Component, Question};

/// Which instrument answers which question.
pub const RULES: Component = Component {
    id: "hongkong",
    version: env!("CARGO_PKG_VERSION"),
    jurisdiction: "HK",
    // The oldest of its arrangements with another side; each instrument sees to its own first day.
    in_force_from: Date { year: 1999, month: 3, day: 30 },
    questions: &[
        Question::from(
            "CN",
            &[
                &cn_hk_service_1999::LETTER_OF_REQUEST,
                &cn_hk_service_1999::EXECUTION,
                &cn_hk_service_1999::RETURN,
                &cn_hk_evidence_2017::INCOMING_LETTER,
                &cn_hk_evidence_2017::EXECUTION,
                &cn_hk_evidence_2017::RETURN,
                &hk_cap_8::LIMITS,
                &hk_cap_8::PRIVILEGE,
            ],
        ),
        Question::to(
            "CN",
            &[
                &cn_hk_service_1999::LETTER_OF_REQUEST,
                &cn_hk_service_1999::FOLLOW_UP,
                &cn_hk_evidence_2017::OUTGOING_LETTER,
                &cn_hk_evidence_2017::FOLLOW_UP,
            ],
        ),
        Question::here(&[
            &gba_mediator_panel::ACCREDITATION,
            &gba_mediator_panel::APPOINTMENT,
            &hk_gba_accreditation_2024::APPLICATION,
            &hk_mediation_code::APPOINTMENT,
            &hk_mediation_code::MEDIATION,
        ]),
        Question::from(
            "MO",
            &[
                &hk_mo_service_2017::LETTER_OF_REQUEST,
                &hk_mo_service_2017::EXECUTION,
                &hk_mo_service_2017::RETURN,
                &hk_mo_service_2017::EVIDENCE_LETTER,
                &hk_mo_service_2017::EVIDENCE_AFTERWARDS,
                &hk_cap_8::REQUEST,
                &hk_cap_8::EXECUTION,
            ],
        ),
        Question::to(
            "MO",
            &[
                &hk_mo_service_2017::LETTER_OF_REQUEST,
                &hk_mo_service_2017::FOLLOW_UP,
                &hk_mo_service_2017::EVIDENCE_LETTER,
                &hk_mo_service_2017::EVIDENCE_AFTERWARDS,
            ],
        ),
        Question::from(
            "XX",
            &[
                &hague_service_1965::REQUEST,
                &hague_service_1965::EXECUTION,
                &hague_service_1965::RETURN,
                &hague_evidence_1970::LETTER_OF_REQUEST,
                &hague_evidence_1970::EXECUTION,
                &hague_evidence_1970::RETURN,
            ],
        ),
        Question::to(
            "XX",
            &[
                &hague_service_1965::REQUEST,
                &hague_service_1965::FOLLOW_UP,
                &hague_evidence_1970::LETTER_OF_REQUEST,
                &hague_evidence_1970::FOLLOW_UP,
            ],
        ),
    ],
};

law::component!(
    /// The component.
    HongKong: RULES
);
