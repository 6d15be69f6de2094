//! Macao's rules.

use law::contract::Date;
use law::instruments::{cn_mo_service_evidence_2001, gba_mediator_panel};
use law::{Component, Question};

/// Which instrument answers which question.
pub const RULES: Component = Component {
    id: "macao",
    version: env!("CARGO_PKG_VERSION"),
    jurisdiction: "MO",
    // The day on which the youngest of its instruments came into force.
    in_force_from: Date { year: 2020, month: 8, day: 1 },
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
