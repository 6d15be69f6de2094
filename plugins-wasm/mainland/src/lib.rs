//! The Mainland's rules.

use law::contract::Date;
use law::instruments::{cn_hk_evidence_2017, cn_hk_mo_service_2009, cn_hk_service_1999};
use law::{Component, Question};

/// Which instrument answers which question.
pub const RULES: Component = Component {
    id: "mainland",
    version: env!("CARGO_PKG_VERSION"),
    jurisdiction: "CN",
    // The day on which the youngest of its instruments came into force.
    in_force_from: Date { year: 2009, month: 3, day: 16 },
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
        Question::within(&[&cn_hk_mo_service_2009::FORWARDING_APPLICATION]),
    ],
};

law::component!(
    /// The component.
    Mainland: RULES
);
