//! Macao's rules.

use law::contract::Date;
use law::instruments::{
    cn_mo_service_evidence_2001, gba_mediator_panel, hague_evidence_1970, hague_service_1965, hk_mo_service_2017,
};
use law::{Component, Question};

/// Which instrument answers which question.
pub const RULES: Component = Component {
    id: "macao",
    version: env!("CARGO_PKG_VERSION"),
    jurisdiction: "MO",
    // The oldest of its arrangements with another side; each instrument sees to its own first day.
    in_force_from: Date { year: 2001, month: 9, day: 15 },
    questions: &[
        Question::from(
            "CN",
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
            "CN",
            &[
                &cn_mo_service_evidence_2001::LETTER_FOR_SERVICE,
                &cn_mo_service_evidence_2001::FOLLOW_UP_OF_SERVICE,
                &cn_mo_service_evidence_2001::LETTER_FOR_EVIDENCE,
                &cn_mo_service_evidence_2001::FOLLOW_UP_OF_EVIDENCE,
            ],
        ),
        Question::from(
            "HK",
            &[
                &hk_mo_service_2017::LETTER_OF_REQUEST,
                &hk_mo_service_2017::EXECUTION,
                &hk_mo_service_2017::RETURN,
                &hk_mo_service_2017::EVIDENCE_LETTER,
                &hk_mo_service_2017::EVIDENCE_AFTERWARDS,
            ],
        ),
        Question::to(
            "HK",
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
        Question::here(&[
            &gba_mediator_panel::APPOINTMENT,
            &gba_mediator_panel::APPOINTMENT_WITHOUT_STATUTE,
            &gba_mediator_panel::CRITERIA_NOT_READ,
        ]),
    ],
};

law::component!(
    /// The component.
    Macao: RULES
);
