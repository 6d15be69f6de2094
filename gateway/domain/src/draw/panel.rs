//! Who sits: the first people of the ranking that can be seated together; who comes next for each seat; and what a recusal changes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Flaw, Person, PersonId, Request, Seat};

/// Who was drawn, by the seats of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Who sits on each seat.
    pub seats: Vec<PersonId>,
    /// Who comes next for each seat, in order. One person may stand in several of these lists.
    pub alternates: Vec<Vec<PersonId>>,
}

/// A panel as it sits, after those who were recused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// Who sits on each seat; nobody, where the list was exhausted.
    pub seats: Vec<Option<PersonId>>,
    /// Who would come next for each seat.
    pub alternates: Vec<Vec<PersonId>>,
}

/// An alternate takes the seat of somebody who was recused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// The seat, from 0.
    pub seat: usize,
    /// Who sat there.
    pub recused: PersonId,
    /// Who sits there now; nobody, if the list is exhausted. Then a new request is needed.
    pub promoted: Option<PersonId>,
}

/// People on seats: whoever finds no free one may have those before it moved. Found so, they are as many as can be seated at all.
struct Places<'a> {
    seats: &'a [Seat],
    /// Who is on each seat, by the place in `people`.
    taken: Vec<Option<usize>>,
    people: Vec<&'a Person>,
}

impl Panel {
    /// The panel that a ranking gives; `None` if not every seat can be filled.
    pub fn of(ranking: &[&Person], request: &Request) -> Option<Self> {
        let mut places = Places::new(&request.seats);
        for person in ranking {
            if places.is_full() {
                break;
            }
            places.admit(person);
        }
        let seats = places.seated()?;
        let others = || ranking.iter().filter(|person| !seats.contains(&person.id));
        let wanted = usize::try_from(request.alternates).unwrap_or(usize::MAX);
        let next = |seat: &Seat| {
            let next = others().filter(|person| seat.admits(person));
            next.take(wanted).map(|person| person.id.clone()).collect()
        };
        let alternates = request.seats.iter().map(next).collect();
        Some(Self { seats, alternates })
    }

    /// Whether these people, in whatever order, can fill every seat.
    pub(crate) fn is_possible<'a>(mut people: impl Iterator<Item = &'a Person>, seats: &'a [Seat]) -> bool {
        let mut places = Places::new(seats);
        while !places.is_full() {
            let Some(person) = people.next() else { return false };
            places.admit(person);
        }
        true
    }

    /// How it sits before anybody was recused.
    pub fn sitting(&self) -> Sitting {
        Sitting { seats: self.seats.iter().cloned().map(Some).collect(), alternates: self.alternates.clone() }
    }
}

impl Sitting {
    /// Takes these people off, all at once: nobody of them is promoted, and the seats that they leave are filled in the order of the seats.
    /// An alternate who is recused only leaves the lists.
    ///
    /// # Errors
    /// [`Flaw::NotDrawn`] for one who neither sits nor is an alternate; then nothing is changed.
    pub fn recuse(&mut self, recused: &[PersonId]) -> Result<Vec<Promotion>, Flaw> {
        let drawn: BTreeSet<&PersonId> = self.seats.iter().flatten().chain(self.alternates.iter().flatten()).collect();
        if let Some(stranger) = recused.iter().find(|id| !drawn.contains(id)) {
            return Err(Flaw::NotDrawn(stranger.clone()));
        }
        self.strike(|id| recused.contains(id));
        let mut promotions = Vec::new();
        for seat in 0..self.seats.len() {
            let sits = self.seats.get_mut(seat).and_then(|sits| sits.take_if(|id| recused.contains(id)));
            if let Some(recused) = sits {
                let promoted = self.promote(seat);
                promotions.push(Promotion { seat, recused, promoted });
            }
        }
        Ok(promotions)
    }

    /// Whether a seat is empty and nobody is left for it: a new request is needed.
    pub fn is_exhausted(&self) -> bool {
        self.seats.iter().any(Option::is_none)
    }

    fn promote(&mut self, seat: usize) -> Option<PersonId> {
        let next = self.alternates.get(seat)?.first()?.clone();
        self.strike(|id| *id == next);
        if let Some(sits) = self.seats.get_mut(seat) {
            *sits = Some(next.clone());
        }
        Some(next)
    }

    fn strike(&mut self, gone: impl Fn(&PersonId) -> bool) {
        self.alternates.iter_mut().for_each(|list| list.retain(|id| !gone(id)));
    }
}

impl<'a> Places<'a> {
    fn new(seats: &'a [Seat]) -> Self {
        Self { seats, taken: vec![None; seats.len()], people: Vec::new() }
    }

    /// Seats a person with all who are seated, if that can be. Who was admitted before stays admitted, and a person for whom there is no
    /// place moves nobody: so this is the same as matching all of them anew.
    fn admit(&mut self, person: &'a Person) {
        let number = self.people.len();
        self.people.push(person);
        if !self.place(number, &mut vec![false; self.seats.len()]) {
            self.people.pop();
        }
    }

    /// A seat for the person `number`, trying seats in order and moving whoever can be moved. As deep as there are seats.
    fn place(&mut self, number: usize, tried: &mut [bool]) -> bool {
        let (seats, Some(person)) = (self.seats, self.people.get(number).copied()) else { return false };
        for (place, _) in seats.iter().enumerate().filter(|(_, seat)| seat.admits(person)) {
            let was_tried = tried.get_mut(place).is_none_or(|tried| std::mem::replace(tried, true));
            let holder = self.taken.get(place).copied().flatten();
            if !was_tried && holder.is_none_or(|holder| self.place(holder, tried)) {
                if let Some(taken) = self.taken.get_mut(place) {
                    *taken = Some(number);
                }
                return true;
            }
        }
        false
    }

    fn is_full(&self) -> bool {
        self.people.len() == self.seats.len()
    }

    fn seated(&self) -> Option<Vec<PersonId>> {
        let sits = |taken: &Option<usize>| taken.and_then(|number| self.people.get(number)).map(|it| it.id.clone());
        self.taken.iter().map(sits).collect()
    }
}
