//! What a court sealed about an authorisation, a mediation body about a settlement, and a court about its confirmation, as a file: it says by
//! itself whose seal it bears, and is verified against the roll alone, at any gateway and without one.

use comity_domain::authorisation::{Revocation, WitnessedDocument};
use comity_domain::confirmation::Ruling;
use comity_domain::limits::SEALED_FILE_MAX_BYTES;
use comity_domain::mediation::Settlement;
use comity_domain::{AuthorityId, GatewayId};
use comity_record::Time;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::reason::{Reason, Refused};
use crate::roll::Roll;
use crate::seal::{AuthoritySeal, Sealed};

/// The document of a power of attorney that a judge witnessed, with the seal that it names.
///
/// # Errors
/// It is no such document, its seal does not hold, or it is sealed by a court of another side than the one that minted its name.
pub fn verify_witnessed(file: &[u8], roll: &Roll, now: Time) -> Result<Sealed<WitnessedDocument>, Refused> {
    let sealed: Sealed<WitnessedDocument> =
        verify(file, roll, now, |document: &WitnessedDocument| (document.sealed_by.clone(), document.sealed_at))?;
    minted_there(sealed.document.authorisation.origin(), &sealed.authority, roll)?;
    Ok(sealed)
}

/// The revocation of one, with the seal that it names. Whether that is the seal of the court that witnessed, the authorisation says.
///
/// # Errors
/// It is no revocation, or its seal does not hold.
pub fn verify_revocation(file: &[u8], roll: &Roll, now: Time) -> Result<Sealed<Revocation>, Refused> {
    verify(file, roll, now, |document: &Revocation| (document.sealed_by.clone(), document.sealed_at))
}

/// The settlement of a mediation, with the seal that it names.
///
/// # Errors
/// It is no settlement, its seal does not hold, or it is sealed by a body of another side than the one that minted the mediation's name.
pub fn verify_settlement(file: &[u8], roll: &Roll, now: Time) -> Result<Sealed<Settlement>, Refused> {
    let sealed: Sealed<Settlement> =
        verify(file, roll, now, |document: &Settlement| (document.sealed_by.clone(), document.sealed_at))?;
    minted_there(sealed.document.mediation.origin(), &sealed.authority, roll)?;
    Ok(sealed)
}

/// A court's ruling on an application to confirm a settlement, with the seal that it names.
///
/// # Errors
/// It is no ruling, its seal does not hold, or it is sealed by a court of another side than the one that minted the application's name.
pub fn verify_ruling(file: &[u8], roll: &Roll, now: Time) -> Result<Sealed<Ruling>, Refused> {
    let sealed: Sealed<Ruling> =
        verify(file, roll, now, |document: &Ruling| (document.sealed_by.clone(), document.sealed_at))?;
    minted_there(sealed.document.confirmation.origin(), &sealed.authority, roll)?;
    Ok(sealed)
}

/// Whoever seals something minted its name.
fn minted_there(origin: &GatewayId, authority: &AuthorityId, roll: &Roll) -> Result<(), Refused> {
    if roll.serves(origin, authority) {
        return Ok(());
    }
    Err(Reason::AuthorityNotServed.because(format!("`{origin}` does not serve `{authority}`, and minted the name")))
}

fn verify<T: DeserializeOwned>(
    file: &[u8],
    roll: &Roll,
    now: Time,
    said: impl FnOnce(&T) -> (AuthorityId, Time),
) -> Result<Sealed<T>, Refused> {
    if file.len() > SEALED_FILE_MAX_BYTES {
        return Err(Reason::TooLarge.because(format!("longer than {SEALED_FILE_MAX_BYTES} bytes")));
    }
    let value: Value = serde_json::from_slice(file).map_err(|error| Reason::NotJson.because(error.to_string()))?;
    AuthoritySeal::from_value(&value)?.verify_as(roll, now, said)
}

#[cfg(test)]
mod tests {
    use comity_domain::authorisation::{
        IdentityCheck, IdentityMethod, Mandate, Person, PowerKind, Recording, RevocationReason, Witnessing,
    };
    use comity_domain::confirmation::Verdict;
    use comity_domain::mediation::{Candidate, Dispute, Panel, Party};
    use comity_domain::{AuthorisationId, ConfirmationId, Jurisdiction, MediationId};
    use comity_record::Digest;
    use serde::Serialize;

    use super::*;
    use crate::fixture::{World, at, authority, gateway, ulid};

    fn document() -> WitnessedDocument {
        let person = |name: &str, jurisdiction| Person { name: name.into(), jurisdiction, identification: None };
        WitnessedDocument {
            authorisation: AuthorisationId::new(gateway("cn"), ulid(7)),
            sealed_by: authority("cn-nansha"),
            sealed_at: at(10),
            mandate: Mandate {
                principal: person("Chan Tai Man", Jurisdiction::Hk),
                signatory: None,
                agents: vec![person("Li Si", Jurisdiction::Cn)],
                power: PowerKind::General,
                powers: Vec::new(),
                case_numbers: Vec::new(),
                until: None,
            },
            witnessing: Witnessing { judge: "Lin Yu".into(), by_video: true, on: "2026-01-12".parse().unwrap() },
            checks: vec![IdentityCheck {
                name: "Chan Tai Man".into(),
                method: IdentityMethod::FaceAgainstBase,
                passed: true,
                reference: None,
            }],
            paper: Digest::of(b"paper"),
            recording: Recording { sha256: Digest::of(b"video"), size: 5, seconds: 300, kept: "archive".into() },
        }
    }

    fn sealed(document: &impl Serialize, by: &str) -> Vec<u8> {
        let seal = AuthoritySeal::sign(&authority(by), document, &World::new().seal(by)).unwrap();
        serde_json::to_vec(&seal).unwrap()
    }

    fn reason(file: &[u8]) -> Reason {
        verify_witnessed(file, &World::new().roll, at(20)).unwrap_err().reason
    }

    #[test]
    fn any_gateway_reads_who_authorised_whom_from_the_file_and_the_roll_alone() {
        let file = sealed(&document(), "cn-nansha");
        let read = verify_witnessed(&file, &World::new().roll, at(20)).unwrap();
        assert_eq!((read.document, read.authority.as_str()), (document(), "cn-nansha"));
    }

    #[test]
    fn a_seal_of_another_court_than_the_document_names_does_not_hold() {
        assert_eq!(reason(&sealed(&document(), "cn-gd-hpc")), Reason::WrongSigner);
        let elsewhere = WitnessedDocument { sealed_by: authority("hk-high-court"), ..document() };
        assert_eq!(reason(&sealed(&elsewhere, "hk-high-court")), Reason::AuthorityNotServed);
    }

    #[test]
    fn a_changed_word_breaks_the_seal() {
        let mut file: Value = serde_json::from_slice(&sealed(&document(), "cn-nansha")).unwrap();
        let mut changed = document();
        changed.mandate.power = PowerKind::Special;
        let other: Value = serde_json::from_slice(&sealed(&changed, "cn-nansha")).unwrap();
        file["payload"] = other["payload"].clone();
        assert_eq!(reason(&serde_json::to_vec(&file).unwrap()), Reason::BadSignature);
    }

    #[test]
    fn a_document_from_before_its_key_was_good_is_not_one() {
        assert_eq!(
            reason(&sealed(&WitnessedDocument { sealed_at: at(-10), ..document() }, "cn-nansha")),
            Reason::KeyNotValid
        );
    }

    #[test]
    fn a_revocation_is_read_like_what_it_revokes_and_neither_is_the_other() {
        let revocation = Revocation {
            revokes: document().authorisation,
            document: Digest::of(&sealed(&document(), "cn-nansha")),
            sealed_by: authority("cn-nansha"),
            sealed_at: at(15),
            reason: RevocationReason::Principal,
        };
        let file = sealed(&revocation, "cn-nansha");
        let read = verify_revocation(&file, &World::new().roll, at(20)).unwrap();
        assert_eq!(read.document, revocation);
        assert!(matches!(reason(&file), Reason::Malformed | Reason::UnknownField));
        assert!(verify_revocation(&sealed(&document(), "cn-nansha"), &World::new().roll, at(20)).is_err());
    }

    fn settlement() -> Settlement {
        let party = |name: &str, jurisdiction| Party { name: name.into(), jurisdiction, agent: None };
        Settlement {
            mediation: MediationId::new(gateway("hk"), ulid(8)),
            sealed_by: authority("hk-high-court"),
            sealed_at: at(10),
            dispute: Dispute {
                reference: "HKMB-2026-7".into(),
                subject: "sale of goods".into(),
                case_category: "civil-commercial".into(),
                parties: vec![party("甲公司", Jurisdiction::Cn), party("Chan Tai Man", Jurisdiction::Hk)],
                referral: None,
                filed: Vec::new(),
            },
            mediators: vec![Candidate {
                name: "Wong Siu Ming".into(),
                jurisdiction: Jurisdiction::Hk,
                panel: Panel::Local {},
                names: Vec::new(),
            }],
            agreement: Digest::of(b"agreement"),
            languages: vec!["zh".into()],
            translations: Vec::new(),
            effective_on: "2026-01-12".parse().unwrap(),
        }
    }

    fn ruling() -> Ruling {
        Ruling {
            confirmation: ConfirmationId::new(gateway("cn"), ulid(9)),
            sealed_by: authority("cn-nansha"),
            sealed_at: at(15),
            settlement: Digest::of(&sealed(&settlement(), "hk-high-court")),
            agreement: Some(Digest::of(b"agreement")),
            parties: settlement().dispute.parties,
            judge: "Lin Yu".into(),
            on: "2026-01-13".parse().unwrap(),
            verdict: Verdict::Confirmed,
            grounds: Vec::new(),
            reason: None,
        }
    }

    #[test]
    fn a_settlement_and_the_ruling_on_it_are_read_from_their_files_and_the_roll_alone_and_neither_is_the_other() {
        let roll = World::new().roll;
        let (settled, ruled) = (sealed(&settlement(), "hk-high-court"), sealed(&ruling(), "cn-nansha"));
        assert_eq!(verify_settlement(&settled, &roll, at(20)).unwrap().document, settlement());
        assert_eq!(verify_ruling(&ruled, &roll, at(20)).unwrap().document, ruling());
        assert!(verify_settlement(&ruled, &roll, at(20)).is_err() && verify_ruling(&settled, &roll, at(20)).is_err());
    }

    #[test]
    fn nobody_seals_a_settlement_or_a_ruling_for_another_side() {
        let roll = World::new().roll;
        let elsewhere = Settlement { sealed_by: authority("cn-nansha"), ..settlement() };
        let refused = verify_settlement(&sealed(&elsewhere, "cn-nansha"), &roll, at(20)).unwrap_err();
        assert_eq!(refused.reason, Reason::AuthorityNotServed);
        let elsewhere = Ruling { sealed_by: authority("hk-high-court"), ..ruling() };
        let refused = verify_ruling(&sealed(&elsewhere, "hk-high-court"), &roll, at(20)).unwrap_err();
        assert_eq!(refused.reason, Reason::AuthorityNotServed);
        let by_another = verify_ruling(&sealed(&ruling(), "cn-gd-hpc"), &roll, at(20)).unwrap_err();
        assert_eq!(by_another.reason, Reason::WrongSigner);
    }

    #[test]
    fn what_is_no_file_of_a_court_is_refused_with_its_reason() {
        assert_eq!(reason(b"{"), Reason::NotJson);
        assert_eq!(reason(&vec![b' '; SEALED_FILE_MAX_BYTES + 1]), Reason::TooLarge);
    }
}
