//! The chain of custody in a bundle, and what is found out when something of it is missing.

use comity_domain::label::Purpose;
use comity_domain::matter::{Leave, Step};

use super::*;

/// The registrar takes the summons in hand.
pub(super) fn handled(handling: Handling) -> Event {
    let code = |code: &str| code.to_owned();
    Event::Handled {
        handling,
        items: vec![Digest::of(b"summons")],
        purpose: Purpose::Outside {},
        into: None,
        permit: Leave {
            action: code("matter.export"),
            role: code("registrar"),
            relation: code("receiving"),
            revision: 11,
        },
        reason: None,
    }
}

/// The same record without the entry that has this index, and whatever the gateway would have to sign to say that nothing is missing.
fn without(desk: &Desk, index: u64) -> Vec<u8> {
    let mut rows = desk.rows();
    rows.retain(|row| row.name() != format!("line/{index}"));
    let manifest = Manifest { revision: desk.manifest().revision - 1, ..desk.manifest() };
    write(manifest, &rows, &World::new().envelope_key("hk")).unwrap()
}

#[test]
fn a_bundle_shows_the_way_of_each_item_in_its_order() {
    let chain = held(&Desk::new().bundle()).unwrap().custody.unwrap();
    let steps: Vec<_> = chain.iter().map(|step| (step.item, step.step.code())).collect();
    assert_eq!(steps, [(Digest::of(b"summons"), "received"), (Digest::of(b"summons"), "exported")]);
    assert_eq!(chain[1].by.as_deref(), Some("wong-ka-yan"));
    assert!(matches!(&chain[1].step, Step::Handled { permit, .. } if permit.action == "matter.export"));
}

#[test]
fn a_bundle_with_an_entry_of_custody_taken_out_does_not_verify() {
    let mut desk = Desk::new();
    desk.commit(&[handled(Handling::Opened)], None);
    desk.commit(&[handled(Handling::Exported)], None);
    assert!(held(&desk.bundle()).is_ok());
    // By somebody on the way.
    let text = String::from_utf8(desk.bundle()).unwrap();
    let opened = text.lines().position(|row| row.contains("\\\"handling\\\":\\\"opened\\\"")).unwrap();
    let cut: String =
        text.split_inclusive('\n').enumerate().filter(|(n, _)| *n != opened).map(|(_, row)| row).collect();
    assert_eq!(fault(cut.as_bytes()).2, "bundle-row-not-listed");
    // By the gateway itself, which signs that there was nothing.
    assert_eq!(fault(&without(&desk, 16)), place(17, "line", "revision-gap"));
}

#[test]
fn what_is_enclosed_was_taken_out_by_somebody() {
    let desk = Desk::new();
    let name = format!("file/{}", Digest::of(b"summons").hex());
    assert_eq!(fault(&without(&desk, 15)), place(1, &name, "bundle-custody-broken"));
    let opened = forged("handled", |line, _| drop(line.open.insert("handling".into(), "opened".into())));
    assert_eq!(fault(&opened), place(1, &name, "bundle-custody-broken"));
}

#[test]
fn what_went_with_a_message_is_what_the_entries_say() {
    let more = forged("received", |_, opened| {
        let blobs = opened.get_mut("blobs").unwrap().as_object_mut().unwrap();
        blobs.insert(Digest::of(b"more").to_string(), Digest::of(b"encrypted").to_string().into());
    });
    assert_eq!(fault(&more), place(5, ENVELOPE, "bundle-custody-broken"));
    let none = forged("received", |_, opened| opened.get_mut("blobs").unwrap().as_object_mut().unwrap().clear());
    assert_eq!(fault(&none).2, "bundle-custody-broken");
}
