use std::collections::BTreeMap;

use comity_record::canonical::to_canonical;
use proptest::prelude::*;

use super::*;

const TAGS: [&str; 4] = ["HK", "MO", "yue", "pt"];

fn person(number: usize, mask: usize) -> Person {
    let tags = TAGS.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1).map(|(_, tag)| tag.parse().unwrap());
    Person { id: format!("J-{number:03}").parse().unwrap(), tags: tags.collect() }
}

fn request(seats: &[Vec<&str>], alternates: u32) -> Request {
    let seats = seats.iter().map(|tags| Seat(tags.iter().map(|tag| tag.parse().unwrap()).collect())).collect();
    let hash = Hash::tagged("draw/test", &[]);
    Request {
        v: 1,
        court: "cn-nansha".parse().unwrap(),
        case: "(2027) 1234".into(),
        seq: 0,
        hearing: "2027-01-20".parse().unwrap(),
        rules: comity_record::Digest::of(b"rules"),
        seats,
        alternates,
        pool_root: hash,
        pool_size: 0,
        contributors: ["cn", "hk", "mo"].map(|node| node.parse().unwrap()),
    }
}

fn seat_of(mask: usize) -> Vec<&'static str> {
    TAGS.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1).map(|(_, tag)| *tag).collect()
}

/// The design, word for word: matched from scratch whenever somebody is looked at.
fn from_scratch(people: &[&Person], seats: &[Seat]) -> Option<BTreeMap<usize, PersonId>> {
    fn place(
        number: usize,
        people: &[&Person],
        seats: &[Seat],
        taken: &mut BTreeMap<usize, usize>,
        tried: &mut Vec<usize>,
    ) -> bool {
        for (seat, _) in seats.iter().enumerate().filter(|(_, seat)| seat.admits(people[number])) {
            if tried.contains(&seat) {
                continue;
            }
            tried.push(seat);
            let holder = taken.get(&seat).copied();
            if holder.is_none_or(|holder| place(holder, people, seats, taken, tried)) {
                taken.insert(seat, number);
                return true;
            }
        }
        false
    }
    let mut taken = BTreeMap::new();
    let all = (0..people.len()).all(|number| place(number, people, seats, &mut taken, &mut Vec::new()));
    all.then(|| taken.into_iter().map(|(seat, number)| (seat, people[number].id.clone())).collect())
}

/// Every way to seat people on the remaining seats, tried out.
fn can_fill(people: &[&Person], seats: &[Seat]) -> bool {
    let Some((seat, rest)) = seats.split_first() else { return true };
    people.iter().enumerate().filter(|(_, person)| seat.admits(person)).any(|(place, _)| {
        let mut others = people.to_vec();
        others.remove(place);
        can_fill(&others, rest)
    })
}

#[test]
fn somebody_moves_so_that_the_next_can_sit() {
    let (both, one) = (person(1, 0b0101), person(2, 0b0001));
    // The first could sit on either seat; the second only on the one that the first has.
    let panel = Panel::of(&[&both, &one], &request(&[vec!["HK"], vec!["yue"]], 0)).unwrap();
    assert_eq!(panel.seats, [one.id, both.id]);
}

#[test]
fn who_cannot_be_seated_is_passed_over_and_comes_next() {
    let people = [person(1, 0b0001), person(2, 0b0001), person(3, 0b0010)];
    let ranking: Vec<&Person> = people.iter().collect();
    let panel = Panel::of(&ranking, &request(&[vec!["HK"], vec!["MO"]], 2)).unwrap();
    assert_eq!(panel.seats, [people[0].id.clone(), people[2].id.clone()]);
    assert_eq!(panel.alternates, [vec![people[1].id.clone()], vec![]]);
}

fn ids(numbers: &[usize]) -> Vec<PersonId> {
    numbers.iter().map(|number| person(*number, 0).id).collect()
}

fn sitting() -> Sitting {
    let panel = Panel { seats: ids(&[1, 2]), alternates: vec![ids(&[3, 4]), ids(&[3, 5])] };
    panel.sitting()
}

#[test]
fn who_is_promoted_leaves_the_other_lists() {
    let mut sitting = sitting();
    let promotions = sitting.recuse(&ids(&[2])).unwrap();
    assert_eq!(promotions, [Promotion { seat: 1, recused: person(2, 0).id, promoted: Some(person(3, 0).id) }]);
    assert_eq!(sitting.alternates, [ids(&[4]), ids(&[5])]);
    assert!(!sitting.is_exhausted());
}

#[test]
fn simultaneous_recusals_are_filled_in_the_order_of_the_seats() {
    let mut sitting = sitting();
    sitting.recuse(&ids(&[2, 1])).unwrap();
    assert_eq!(sitting.seats, ids(&[3, 5]).into_iter().map(Some).collect::<Vec<_>>());
    let mut one_by_one = self::sitting();
    one_by_one.recuse(&ids(&[2])).unwrap();
    one_by_one.recuse(&ids(&[1])).unwrap();
    assert_eq!(one_by_one.seats, ids(&[4, 3]).into_iter().map(Some).collect::<Vec<_>>(), "no order but their own");
}

#[test]
fn an_alternate_who_is_recused_is_never_promoted() {
    let mut sitting = sitting();
    assert_eq!(sitting.recuse(&ids(&[3, 1])).unwrap()[0].promoted, Some(person(4, 0).id));
    assert_eq!(sitting.alternates, [vec![], ids(&[5])]);
}

#[test]
fn a_seat_for_which_nobody_is_left_stays_empty() {
    let mut sitting = sitting();
    sitting.recuse(&ids(&[1])).unwrap();
    sitting.recuse(&ids(&[3])).unwrap();
    assert!(!sitting.is_exhausted());
    let last = sitting.recuse(&ids(&[4])).unwrap();
    assert_eq!((last[0].promoted.clone(), sitting.is_exhausted()), (None, true));
}

#[test]
fn nobody_is_recused_who_was_not_drawn() {
    let mut sitting = sitting();
    assert_eq!(sitting.recuse(&ids(&[1, 9])), Err(Flaw::NotDrawn(person(9, 0).id)));
    assert_eq!(sitting, self::sitting(), "and nothing is changed");
}

proptest! {
    #[test]
    fn the_panel_is_the_one_that_matching_from_scratch_gives(
        masks in prop::collection::vec(0_usize..16, 0..14),
        seats in prop::collection::vec(0_usize..16, 1..5),
        alternates in 0_u32..4,
    ) {
        let people: Vec<Person> = masks.iter().enumerate().map(|(number, mask)| person(number, *mask)).collect();
        let ranking: Vec<&Person> = people.iter().collect();
        let request = request(&seats.iter().map(|mask| seat_of(*mask)).collect::<Vec<_>>(), alternates);
        let mut taken: Vec<&Person> = Vec::new();
        for person in &ranking {
            let more = [&taken[..], &[*person]].concat();
            if taken.len() < seats.len() && from_scratch(&more, &request.seats).is_some() {
                taken = more;
            }
        }
        let panel = Panel::of(&ranking, &request);
        prop_assert_eq!(panel.is_some(), can_fill(&ranking, &request.seats));
        prop_assert_eq!(panel.is_some(), Panel::is_possible(people.iter(), &request.seats));
        let Some(panel) = panel else { return Ok(()) };
        let wanted: Vec<PersonId> = from_scratch(&taken, &request.seats).unwrap().into_values().collect();
        prop_assert_eq!(&panel.seats, &wanted);
        for ((seat, sits), next) in request.seats.iter().zip(&panel.seats).zip(&panel.alternates) {
            let of = |id: &PersonId| people.iter().find(|person| person.id == *id).unwrap();
            prop_assert!(seat.admits(of(sits)) && next.iter().all(|id| seat.admits(of(id)) && !panel.seats.contains(id)));
            let others = people.iter().filter(|it| seat.admits(it) && !panel.seats.contains(&it.id)).count();
            prop_assert_eq!(next.len(), others.min(alternates as usize));
            prop_assert!(next.is_sorted(), "in the order of the ranking");
        }
    }

    #[test]
    fn whatever_is_recused_nobody_sits_twice_and_nobody_who_was_recused_sits(
        lists in prop::collection::vec(prop::collection::btree_set(3_usize..12, 0..5), 3),
        rounds in prop::collection::vec(prop::collection::vec(0_usize..12, 1..4), 0..5),
    ) {
        let lists = lists.iter().map(|list| ids(&list.iter().copied().collect::<Vec<_>>())).collect();
        let mut sitting = Panel { seats: ids(&[0, 1, 2]), alternates: lists }.sitting();
        let mut gone = Vec::new();
        for round in rounds {
            let before = sitting.clone();
            if sitting.recuse(&ids(&round)).is_err() {
                prop_assert_eq!(&sitting, &before);
                continue;
            }
            gone.extend(ids(&round));
            let sits: Vec<_> = sitting.seats.iter().flatten().collect();
            prop_assert!(sits.iter().collect::<std::collections::BTreeSet<_>>().len() == sits.len());
            prop_assert!(sits.iter().all(|id| !gone.contains(id)));
            prop_assert!(sitting.alternates.iter().flatten().all(|id| !gone.contains(id) && !sits.contains(&id)));
        }
    }

    #[test]
    fn a_person_is_written_as_the_standard_asks_for(id in "\\PC{1,16}", tags in prop::collection::vec("\\PC{1,10}", 0..4)) {
        let person = Person { id: id.parse().unwrap(), tags: tags.iter().map(|tag| tag.parse().unwrap()).collect() };
        prop_assert_eq!(serde_json::to_vec(&person).unwrap(), to_canonical(&person).unwrap());
    }

    #[test]
    fn a_pool_has_one_root_in_whatever_order_it_comes(masks in prop::collection::vec(0_usize..16, 0..40)) {
        let people: Vec<Person> = masks.iter().enumerate().map(|(number, mask)| person(number, *mask)).collect();
        let backwards = people.iter().rev().cloned().collect();
        prop_assert_eq!(Pool::new(people).unwrap().root().unwrap(), Pool::new(backwards).unwrap().root().unwrap());
    }
}
