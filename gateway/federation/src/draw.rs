//! The signatures of a draw: a step is signed by the gateway that says it, beside its bytes, so that a packet can be read without knowing
//! keys, and its signatures be verified by whoever has the roll.

use comity_domain::GatewayId;
use comity_domain::draw::{self, InRecord, Packet, Said, Signature, Verdict};
use comity_record::Time;
use comity_record::canonical::to_canonical;
use comity_record::checkpoint::{Checkpoint, NoteVerifier};
use serde::Serialize;
use serde_json::json;

mod exchange;
mod key;

pub use exchange::{Answer, Answers, Batch, Told, look_at};
pub use key::PieceKey;

use crate::base64url;
use crate::cosigned::{Cosignature, cosignatures, is_published};
use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyPair, KeyUse, Owner};
use crate::reason::{Reason, Refused};
use crate::roll::{KeyEntry, Roll};

const TYPE: jws::Type = jws::Type { typ: "comity-draw-step+json", key_use: KeyUse::Envelope };

/// What does not hold in a packet that is held against a roll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// What was drawn does not follow.
    #[error(transparent)]
    Draw(#[from] draw::Fault),
    /// A signature does not hold, or is missing.
    #[error("{at}: {refused}")]
    Signed {
        /// The place: `steps[3].signature`.
        at: String,
        /// Why not.
        refused: Refused,
    },
}

/// What holds in a packet that was held against a roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// What was drawn.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The other gateways that cosigned the checkpoint of the court's record; none, if the packet does not say where the record has the steps.
    pub cosigned: Vec<Cosignature>,
    /// All others have: the draw is published.
    pub published: bool,
}

/// Signs a step with a key of the gateway that says it.
///
/// # Errors
/// The key is another's, or for another use.
pub fn sign(said: &Said, key: &KeyPair) -> Result<Signature, FederationError> {
    if *key.owner() != Owner::Gateway(said.by.clone()) {
        return Err(key.wrong("it is not a key of the gateway that says the step"));
    }
    let signed = serde_json::to_value(Jws::sign(&to_canonical(said)?, TYPE, key)?);
    let part = |name: &str| {
        let value = signed.as_ref().ok().and_then(|signed| signed.get(name)?.as_str());
        value.unwrap_or_default().to_owned()
    };
    Ok(Signature { protected: part("protected"), signature: part("signature") })
}

/// Verifies that the gateway that says a step signed it, with a key that was good when it says that it did and is not revoked or suspended
/// `now`.
///
/// # Errors
/// Why the signature does not hold.
pub fn verify(said: &Said, signature: &Signature, roll: &Roll, now: Time) -> Result<(), Refused> {
    let key = signer(said, signature, roll)?;
    key.check(said.at, now)
}

/// Verifies a packet by the roll: all that [`Packet::verify`] holds it to, the signature of every step, and the checkpoint under which the
/// court's record has them, with its cosignatures, if the packet says where.
///
/// # Errors
/// The first thing that does not hold, with its place.
pub fn verify_packet(bytes: &[u8], roll: &Roll) -> Result<Verified, Fault> {
    let packet = Packet::parse(bytes)?;
    let verdict = packet.verify()?;
    for (place, recorded) in packet.steps.iter().enumerate() {
        let fails = |refused| Fault::Signed { at: format!("steps[{place}].signature"), refused };
        let missing = || Reason::BadSignature.because("the step is not signed");
        let signature = recorded.signature.as_ref().ok_or_else(missing).map_err(fails)?;
        signed_then(&recorded.said, signature, roll).map_err(fails)?;
    }
    let (Some(record), Some(first)) = (&packet.record, packet.steps.first()) else {
        return Ok(Verified { verdict, cosigned: Vec::new(), published: false });
    };
    let (court, last) = (&first.said.by, packet.steps.last().map_or(first.said.at, |recorded| recorded.said.at));
    let cosigned = covered(record, court, last, roll)?;
    let published = is_published(&cosigned, court, roll);
    Ok(Verified { verdict, cosigned, published })
}

/// Whether a key of the gateway of the court vouches for a checkpoint of its record over a draw whose last step was said at `last`: one that
/// was not revoked by then does, for a later revocation does not undo what stood in the record; and one whose revocation says that the
/// checkpoint stands. Whoever gives a packet goes by this, as whoever verifies it does.
pub fn vouches(key: &KeyEntry, checkpoint: &Checkpoint, last: Time) -> bool {
    let stood = key.revoked.as_ref().is_none_or(|revoked| last < revoked.at);
    stood || key.vouches_for(&checkpoint.origin, checkpoint.size)
}

/// Verifies that the checkpoint is of the record of the court's gateway, by the roll as it was at the last step, and says who cosigned it.
fn covered(record: &InRecord, court: &GatewayId, last: Time, roll: &Roll) -> Result<Vec<Cosignature>, Fault> {
    let fails =
        |why: String| Fault::Signed { at: "record.checkpoint".to_owned(), refused: Reason::BadSignature.because(why) };
    let checkpoint = checkpoint(court, &record.checkpoint, roll, last);
    let checkpoint = checkpoint.ok_or_else(|| fails("not signed by the gateway of the court".to_owned()))?;
    if checkpoint.size != record.size || checkpoint.root != record.root {
        return Err(fails("of another size, or of another root".to_owned()));
    }
    cosignatures(&record.checkpoint, court, roll).map_err(|error| fails(error.to_string()))
}

/// A later revocation does not undo what was signed before it.
fn signed_then(said: &Said, signature: &Signature, roll: &Roll) -> Result<(), Refused> {
    let key = signer(said, signature, roll)?;
    let known = roll.as_of(said.at);
    known.key(&key.kid).unwrap_or(key).check(said.at, said.at)
}

/// The key that signed, which is one of the gateway that says the step.
fn signer<'roll>(said: &Said, signature: &Signature, roll: &'roll Roll) -> Result<&'roll KeyEntry, Refused> {
    let bytes = to_canonical(said).map_err(|error| Reason::NotCanonical.because(error.to_string()))?;
    let (protected, signature) = (&signature.protected, &signature.signature);
    let jws = json!({ "payload": base64url::encode(&bytes), "protected": protected, "signature": signature });
    let key = Jws::from_value(&jws)?.verify(TYPE, roll)?.key;
    if key.owner == Owner::Gateway(said.by.clone()) {
        Ok(key)
    } else {
        Err(Reason::WrongSigner.because(format!("`{}` is not a key of `{}`", key.kid, said.by)))
    }
}

/// The checkpoint of the record of the gateway that asked, by a key that vouches for it.
fn checkpoint(court: &GatewayId, note: &str, roll: &Roll, last: Time) -> Option<Checkpoint> {
    let log = &roll.gateway(court)?.log;
    let owner = Owner::Gateway(court.clone());
    let mut keys = roll.keys_of(&owner, KeyUse::Checkpoint);
    keys.find_map(|key| {
        let verifier = NoteVerifier::new(log, *key.public.verifying_key()?).ok()?;
        let checkpoint = verifier.verify(note).ok().filter(|checkpoint| checkpoint.origin == *log)?;
        vouches(key, &checkpoint, last).then_some(checkpoint)
    })
}

#[cfg(test)]
mod tests {
    use comity_domain::draw::{
        Asked, Contributor, Draw, Entry, Holdings, InRecord, Parcel, Person, Phase, Pool, Recusal, Request, Seat, Step,
        Taken, Terms,
    };
    use comity_record::Digest;
    use comity_record::checkpoint::NoteSigner;
    use comity_record::cosignature::Cosigner;
    use comity_record::merkle::{Tree, leaf_hash};
    use comity_record::note::SignedNote;
    use serde_json::Value;

    use super::*;
    use crate::fixture::{World, at, gateway, key};
    use crate::roll::{Head, Revoked};

    const NAMES: [&str; 3] = ["cn", "hk", "mo"];

    fn asked() -> (Said, Pool) {
        let people = ["J-1", "J-2", "J-3"].map(|id| Person { id: id.parse().unwrap(), tags: Vec::new() });
        let pool = Pool::new(people.into()).unwrap();
        let request = Request {
            v: 1,
            court: "cn-nansha".parse().unwrap(),
            case: "(2027) 1234".into(),
            seq: 0,
            hearing: "2027-01-20".parse().unwrap(),
            rules: Digest::of(b"rules"),
            seats: vec![Seat(Vec::new())],
            alternates: 1,
            pool_root: pool.root().unwrap(),
            pool_size: 3,
            contributors: NAMES.map(gateway),
        };
        let asked =
            Asked { request, registry_position: 3, exclusions: vec![], thin_allowed: None, after: None, shared: None };
        let terms = Terms { today: "2027-01-13".parse().unwrap(), days_before_hearing: 7, candidates_min: 2 };
        let pool = asked.examine(&pool, &[], &terms).unwrap();
        (Said { at: at(0), by: gateway("cn"), step: Step::Request { asked: Box::new(asked) } }, pool)
    }

    /// The gateways of the roll in a draw, each step of which is signed, and verified on its way to the others.
    struct Table {
        nodes: Vec<Contributor>,
        roll: Roll,
        now: Time,
    }

    impl Table {
        fn new(now: Time) -> Self {
            let (request, pool) = asked();
            let begun = || Draw::begin(request.clone(), pool.clone()).unwrap();
            let nodes = NAMES.map(|name| Contributor::new(gateway(name), begun(), Holdings::default(), at(0))).into();
            Self { nodes, roll: World::new().roll, now }
        }

        fn say(&mut self, by: &str, step: Step) {
            let said = Said { at: self.now, by: gateway(by), step };
            let signature = sign(&said, &key(by, KeyUse::Envelope)).unwrap();
            verify(&said, &signature, &self.roll, self.now).unwrap();
            self.nodes.iter_mut().for_each(|node| assert_eq!(node.take(said.clone(), said.at), Ok(Taken::New)));
        }

        /// Those who are named deal, send, close and open.
        fn play(&mut self, names: &[&str]) {
            let place = |name: &str| NAMES.iter().position(|other| *other == name).unwrap();
            for name in names {
                let fill = u8::try_from(place(name)).unwrap();
                let step = self.nodes[place(name)].deal(&mut |bytes| bytes.fill(fill));
                self.say(name, step);
            }
            for name in names {
                for Parcel { to, given } in self.nodes[place(name)].parcels(self.now) {
                    self.nodes[place(to.as_str())].receive(&gateway(name), given).unwrap();
                }
            }
            while self.nodes[0].draw().phase() != Phase::Drawn {
                for name in names {
                    let due = self.nodes[place(name)].due(self.now);
                    due.into_iter().for_each(|step| self.say(name, step));
                }
            }
        }
    }

    /// Three draw, and one who was drawn is recused.
    fn of_three() -> Draw {
        let mut table = Table::new(at(20));
        table.play(&NAMES);
        let draw = table.nodes[0].draw();
        let (draw, id) = (*draw.id(), draw.drawn().unwrap().panel.seats[0].clone());
        table.say("cn", Step::Recuse { draw, recused: vec![Recusal { id, reason: "near-relative".into() }] });
        table.nodes[0].draw().clone()
    }

    /// Two draw, the third having been unreachable for a day.
    fn of_two() -> Draw {
        let mut table = Table::new(at(24 * 60 * 60));
        let draw = *table.nodes[0].draw().id();
        let step = Step::Unreachable { draw, node: gateway("mo"), since: at(0) };
        table.say("hk", step.clone());
        table.say("cn", step);
        table.play(&["cn", "hk"]);
        table.nodes[0].draw().clone()
    }

    fn packet_of(draw: &Draw) -> Value {
        let (mut tree, mut lines) = (Tree::new(), Vec::new());
        for said in draw.steps() {
            tree.push(leaf_hash(b"another line"));
            let line = json!({ "open": { "step": Digest::of(&said.to_bytes().unwrap()) } }).to_string();
            lines.push((tree.size(), line.clone()));
            tree.push(leaf_hash(line.as_bytes()));
        }
        let (size, root) = (tree.size(), tree.root());
        let entry = |(index, line)| Entry { index, line, proof: tree.inclusion_proof(index, size).unwrap() };
        let entries = lines.into_iter().map(entry).collect();
        let key = key("cn", KeyUse::Checkpoint);
        let signer = NoteSigner::new("cn/record", key.signing_key().unwrap().clone()).unwrap();
        let checkpoint = signer.sign(&Checkpoint { origin: "cn/record".into(), size, root });
        let signed = |said: &Said| Some(sign(said, &self::key(said.by.as_str(), KeyUse::Envelope)).unwrap());
        let packet = Packet::of(draw, signed, Some(InRecord { checkpoint, size, root, entries })).unwrap();
        serde_json::to_value(packet).unwrap()
    }

    fn packet() -> Value {
        packet_of(&of_three())
    }

    #[test]
    fn the_packets_that_are_kept_are_the_ones_that_this_program_makes() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/draw");
        for (name, draw) in [("packet.json", of_three()), ("packet-of-two.json", of_two())] {
            let made = serde_json::to_string_pretty(&packet_of(&draw)).unwrap() + "\n";
            if std::env::var_os("COMITY_BLESS").is_some() {
                std::fs::write(folder.join(name), &made).unwrap();
            }
            let kept = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            assert!(kept == made, "fixtures/draw/{name} differs; if that is meant, run with COMITY_BLESS=1");
            let Verified { verdict, .. } = verify_packet(made.as_bytes(), &World::new().roll).unwrap();
            assert_eq!(verdict.abort_bias_possible, name == "packet-of-two.json");
        }
    }

    fn refused(change: impl FnOnce(&mut Value)) -> (String, Reason) {
        let mut packet = packet();
        change(&mut packet);
        match verify_packet(&serde_json::to_vec(&packet).unwrap(), &World::new().roll) {
            Err(Fault::Signed { at, refused }) => (at, refused.reason),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_packet_is_verified_by_the_roll_with_every_signature_and_the_checkpoint() {
        let Verified { verdict, .. } =
            verify_packet(&serde_json::to_vec(&packet()).unwrap(), &World::new().roll).unwrap();
        assert_eq!((verdict.signed, verdict.entries), (verdict.entries, packet()["steps"].as_array().unwrap().len()));
    }

    #[test]
    fn a_step_that_another_signed_or_nobody_is_named() {
        let at = |place: usize| format!("steps[{place}].signature");
        let swap = |packet: &mut Value| packet["steps"][2]["signature"] = packet["steps"][1]["signature"].clone();
        assert_eq!(refused(swap), (at(2), Reason::BadSignature));
        let none = |packet: &mut Value| drop(packet["steps"][1].as_object_mut().unwrap().remove("signature"));
        assert_eq!(refused(none), (at(1), Reason::BadSignature));
        let by_hk = |packet: &mut Value| {
            // Hong Kong's key, under what the Mainland says.
            let said: Said = serde_json::from_value(
                json!({ "at": packet["steps"][0]["at"], "by": "cn", "step": packet["steps"][0]["step"] }),
            )
            .unwrap();
            let jws = Jws::sign(&to_canonical(&said).unwrap(), TYPE, &key("hk", KeyUse::Envelope)).unwrap();
            let jws = serde_json::to_value(jws).unwrap();
            packet["steps"][0]["signature"] = json!({ "protected": jws["protected"], "signature": jws["signature"] });
        };
        assert_eq!(refused(by_hk), (at(0), Reason::WrongSigner));
    }

    #[test]
    fn a_checkpoint_that_the_courts_gateway_did_not_sign_is_named() {
        let other = |packet: &mut Value| {
            let note = packet["record"]["checkpoint"].as_str().unwrap().replacen("cn/record", "hk/record", 1);
            packet["record"]["checkpoint"] = json!(note);
        };
        assert_eq!(refused(other), ("record.checkpoint".into(), Reason::BadSignature));
    }

    /// What a packet shows whose checkpoint these cosigned, when the roll has also the witness keys of the three.
    fn cosigned(by: &[&str], change: impl FnOnce(&mut String)) -> Result<Verified, Fault> {
        let world = World::with(|roll| {
            roll.keys.extend(NAMES.map(|node| KeyEntry::of(&key(node, KeyUse::Witness), at(0), at(86_400))));
        });
        let mut packet = packet();
        let mut note = packet["record"]["checkpoint"].as_str().unwrap().to_owned();
        let text = SignedNote::parse(&note).unwrap().text().to_owned();
        for node in by {
            let name = &world.roll.gateway(&gateway(node)).unwrap().tls_name;
            let cosigner = Cosigner::new(name, key(node, KeyUse::Witness).signing_key().unwrap().clone()).unwrap();
            note.push_str(&cosigner.cosign(&text, at(30)));
        }
        change(&mut note);
        packet["record"]["checkpoint"] = json!(note);
        verify_packet(&serde_json::to_vec(&packet).unwrap(), &world.roll)
    }

    #[test]
    fn a_draw_is_published_when_both_other_gateways_have_cosigned_and_the_courts_own_counts_for_nothing() {
        let by = |gateways: &[&str]| {
            let Verified { cosigned, published, .. } = cosigned(gateways, |_| ()).unwrap();
            (cosigned.iter().map(|it| it.by.to_string()).collect::<Vec<_>>(), published)
        };
        assert_eq!(by(&[]), (vec![], false));
        assert_eq!(by(&["cn"]), (vec![], false));
        assert_eq!(by(&["cn", "mo"]), (vec!["mo".to_owned()], false));
        assert_eq!(by(&["hk", "mo"]), (vec!["hk".to_owned(), "mo".to_owned()], true));
    }

    #[test]
    fn a_cosignature_that_does_not_hold_is_no_absence() {
        let flip = |note: &mut String| {
            // A character of the signature itself, which is in the last of the base64.
            let place = note.len() - 12;
            let other = if &note[place..=place] == "A" { "B" } else { "A" };
            note.replace_range(place..=place, other);
        };
        let refused = cosigned(&["hk", "mo"], flip);
        assert!(matches!(&refused, Err(Fault::Signed { at, .. }) if at == "record.checkpoint"), "{refused:?}");
    }

    #[test]
    fn a_packet_outlives_the_key_of_its_checkpoint_that_is_revoked_later() {
        let bytes = serde_json::to_vec(&packet()).unwrap();
        let verified = |revoked: i64, head: Option<Head>| {
            let world = World::with(|roll| {
                let of_cn = key("cn", KeyUse::Checkpoint);
                let entry = roll.keys.iter_mut().find(|entry| entry.kid == *of_cn.kid()).unwrap();
                entry.revoked = Some(Revoked { at: at(revoked), head });
            });
            verify_packet(&bytes, &world.roll)
        };
        assert!(verified(21, None).is_ok(), "it was good when the last step was said");
        assert!(matches!(verified(19, None), Err(Fault::Signed { at, .. }) if at == "record.checkpoint"));
        let record = packet()["record"].clone();
        let (size, root) = (record["size"].as_u64().unwrap(), record["root"].as_str().unwrap().parse().unwrap());
        let head = |size| Some(Head { log: "cn/record".into(), size, root });
        assert!(verified(19, head(size)).is_ok(), "its revocation says that it stands");
        assert!(verified(19, head(size - 1)).is_err());
    }

    #[test]
    fn nobody_signs_what_another_says() {
        let (said, _) = asked();
        assert_eq!(sign(&said, &key("hk", KeyUse::Envelope)).unwrap_err().code(), "wrong-key");
        assert_eq!(sign(&said, &key("cn", KeyUse::Checkpoint)).unwrap_err().code(), "wrong-key");
        let signature = sign(&said, &key("cn", KeyUse::Envelope)).unwrap();
        let later = Said { at: at(11), ..said };
        let refused = verify(&later, &signature, &World::new().roll, at(20)).unwrap_err();
        assert_eq!(refused.reason, Reason::BadSignature);
    }
}
