//! A component: which chapters of which instruments answer which questions of one jurisdiction.

use crate::contract::{Assessment, Authority, Date, Due, Facts, Period, RuleSet, Scope, Setting};
use crate::{Answer, Days, Declaration, Matter};

/// A jurisdiction's rules.
#[derive(Debug)]
pub struct Component {
    /// The rule set's name.
    pub id: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its side.
    pub jurisdiction: &'static str,
    /// The first day of the law that it states.
    pub in_force_from: Date,
    /// What it answers.
    pub questions: &'static [Question],
}

/// What an instrument has to say at some stages of a procedure.
#[derive(Debug)]
pub struct Chapter {
    /// The procedure's code.
    pub procedure: &'static str,
    /// Codes of its stages.
    pub stages: &'static [&'static str],
    /// Whether it gives a verdict on admissibility at these stages.
    pub verdict: bool,
    /// The instrument's declaration.
    pub declaration: &'static Declaration,
    /// Which periods run.
    pub periods: fn(&Matter) -> Vec<Period>,
    /// What there is to say.
    pub examine: fn(&Matter, &Days, &mut Answer),
}

/// Chapters that answer together, for the same parties.
#[derive(Debug)]
pub struct Question {
    parties: Parties,
    chapters: &'static [&'static Chapter],
}

#[derive(Debug, Clone, Copy)]
enum Parties {
    From(&'static str),
    To(&'static str),
    Within,
    Here,
}

/// Chapters without a period.
pub(crate) fn no_periods(_: &Matter) -> Vec<Period> {
    Vec::new()
}

impl Question {
    /// What comes from that side: these rules are asked at `incoming`, `execution` and `return`.
    pub const fn from(side: &'static str, chapters: &'static [&'static Chapter]) -> Self {
        Self { parties: Parties::From(side), chapters }
    }

    /// What goes to that side: these rules are asked at `outgoing` and `follow-up`.
    pub const fn to(side: &'static str, chapters: &'static [&'static Chapter]) -> Self {
        Self { parties: Parties::To(side), chapters }
    }

    /// What one authority of this side hands to another.
    pub const fn within(chapters: &'static [&'static Chapter]) -> Self {
        Self { parties: Parties::Within, chapters }
    }

    /// What a court or body of this side does by itself, as the forum.
    pub const fn here(chapters: &'static [&'static Chapter]) -> Self {
        Self { parties: Parties::Here, chapters }
    }

    fn answers<'a>(&'a self, own: &'a str, facts: &'a Facts) -> impl Iterator<Item = &'static Chapter> + 'a {
        let asked = self.parties.are(own, facts);
        let chapters = self.chapters.iter().copied().filter(move |_| asked);
        chapters
            .filter(|chapter| chapter.procedure == facts.procedure && self.stages(chapter).any(|it| it == facts.stage))
    }

    /// The stages of a chapter at which these rules are the ones that are asked.
    fn stages(&self, chapter: &'static Chapter) -> impl Iterator<Item = &'static str> + use<> {
        let asked: &[&str] = match self.parties {
            Parties::From(_) => &["incoming", "execution", "return"],
            Parties::To(_) => &["outgoing", "follow-up"],
            Parties::Within | Parties::Here => &["outgoing", "incoming", "execution", "return", "follow-up"],
        };
        chapter.stages.iter().copied().filter(move |stage| asked.contains(stage))
    }

    fn scopes(&self, own: &str) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = Vec::new();
        for chapter in self.chapters {
            let stages = self.stages(chapter).map(str::to_owned);
            match scopes.iter_mut().find(|scope| scope.procedure == chapter.procedure) {
                Some(scope) => scope.stages.extend(stages),
                None => scopes.push(self.parties.scope(own, chapter.procedure, stages.collect())),
            }
        }
        for scope in &mut scopes {
            scope.stages.sort();
            scope.stages.dedup();
        }
        scopes.retain(|scope| !scope.stages.is_empty());
        scopes
    }
}

impl Parties {
    fn are(self, own: &str, facts: &Facts) -> bool {
        let is = |authority: &Option<Authority>, side: Option<&str>| {
            authority.as_ref().map(|authority| authority.jurisdiction.as_str()) == side
        };
        let (requesting, requested, forum) = self.sides(own);
        is(&facts.requesting, requesting) && is(&facts.requested, requested) && is(&facts.forum, forum)
    }

    /// The sides that stand in the facts of such a question.
    const fn reads(self) -> &'static [&'static str] {
        match self {
            Self::From(_) | Self::To(_) | Self::Within => &["requested", "requesting"],
            Self::Here => &["forum"],
        }
    }

    /// Who asks, who is asked, and whose court acts by itself.
    const fn sides(self, own: &str) -> (Option<&str>, Option<&str>, Option<&str>) {
        match self {
            Self::From(side) => (Some(side), Some(own), None),
            Self::To(side) => (Some(own), Some(side), None),
            Self::Within => (Some(own), Some(own), None),
            Self::Here => (None, None, Some(own)),
        }
    }

    fn scope(self, own: &str, procedure: &str, stages: Vec<String>) -> Scope {
        let (requesting, requested, forum) = self.sides(own);
        let owned = |side: Option<&str>| side.map(str::to_owned);
        Scope {
            procedure: procedure.to_owned(),
            stages,
            requesting: owned(requesting),
            requested: owned(requested),
            forum: owned(forum),
        }
    }
}

impl Component {
    /// What the component says about itself.
    pub fn describe(&self) -> RuleSet {
        RuleSet {
            id: self.id.to_owned(),
            version: self.version.to_owned(),
            jurisdiction: self.jurisdiction.to_owned(),
            scopes: self.questions.iter().flat_map(|question| question.scopes(self.jurisdiction)).collect(),
            instruments: sorted(self.declarations().into_iter().flat_map(Declaration::instruments)),
            in_force_from: self.in_force_from,
            in_force_until: None,
            reads: sorted(self.reads()),
            says: sorted(self.declarations().into_iter().flat_map(Declaration::codes).chain(["satisfied"])),
            rules: self.rules(),
            settings: self.settings(),
        }
    }

    /// Which periods run.
    pub fn periods(&self, facts: &Facts) -> Vec<Period> {
        let chapters = self.chapters(facts);
        chapters.flat_map(|chapter| (chapter.periods)(&Matter::new(facts, chapter.declaration))).collect()
    }

    /// What there is to say.
    pub fn assess(&self, facts: &Facts, days: &[Due]) -> Assessment {
        let periods = self.periods(facts);
        let days = Days::new(&periods, days);
        let mut answer = Answer::new(self.chapters(facts).any(|chapter| chapter.verdict));
        for chapter in self.chapters(facts) {
            answer.turn_to(chapter.declaration);
            (chapter.examine)(&Matter::new(facts, chapter.declaration), &days, &mut answer);
        }
        answer.finish()
    }

    fn chapters<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = &'static Chapter> + 'a {
        self.questions.iter().flat_map(|question| question.answers(self.jurisdiction, facts))
    }

    /// What the instruments read, and the sides by which the table itself chooses among them.
    fn reads(&self) -> impl Iterator<Item = &'static str> {
        let sides = self.questions.iter().flat_map(|question| question.parties.reads());
        self.declarations().into_iter().flat_map(|it| it.reads).chain(sides).copied()
    }

    fn rules(&self) -> Vec<crate::contract::Rule> {
        let mut all: Vec<_> = self.declarations().into_iter().flat_map(|declaration| declaration.rules).collect();
        all.sort();
        all.dedup();
        all.into_iter().map(crate::contract::Rule::from).collect()
    }

    /// Each once, however many chapters it has: a component describes itself within the same budget as it answers.
    fn declarations(&self) -> Vec<&'static Declaration> {
        let mut all: Vec<&'static Declaration> = Vec::new();
        for chapter in self.questions.iter().flat_map(|question| question.chapters) {
            if !all.iter().any(|known| core::ptr::eq(known.rules, chapter.declaration.rules)) {
                all.push(chapter.declaration);
            }
        }
        all
    }

    fn settings(&self) -> Vec<Setting> {
        let switches = self.declarations().into_iter().flat_map(|declaration| declaration.settings);
        let mut all: Vec<_> = switches.copied().collect();
        all.sort();
        all.dedup();
        all.into_iter().map(Setting::from).collect()
    }
}

fn sorted(codes: impl Iterator<Item = &'static str>) -> Vec<String> {
    let mut all: Vec<_> = codes.collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(str::to_owned).collect()
}

/// Exports a component's table through the contract.
#[macro_export]
macro_rules! component {
    ($(#[$attribute:meta])* $guest:ident: $component:path) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub struct $guest;

        impl $crate::contract::Guest for $guest {
            fn describe() -> $crate::contract::RuleSet {
                $component.describe()
            }

            fn periods(facts: $crate::contract::Facts) -> Vec<$crate::contract::Period> {
                $component.periods(&facts)
            }

            fn assess(facts: $crate::contract::Facts, days: Vec<$crate::contract::Due>) -> $crate::contract::Assessment {
                $component.assess(&facts, &days)
            }
        }

        #[cfg(target_arch = "wasm32")]
        $crate::export!($guest);
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARATION: Declaration = Declaration { reads: &["documents"], rules: &[], cites: &[], settings: &[] };
    const CHAPTER: Chapter = Chapter {
        procedure: "online-filing",
        stages: &["incoming"],
        verdict: true,
        declaration: &DECLARATION,
        periods: no_periods,
        examine: |_, _, _| {},
    };

    const SOMEWHERE: Component = Component {
        id: "somewhere",
        version: "0.1.0",
        jurisdiction: "CN",
        in_force_from: Date { year: 2021, month: 2, day: 3 },
        questions: &[Question::here(&[&CHAPTER])],
    };

    #[test]
    fn the_sides_by_which_the_table_chooses_are_read_though_no_instrument_reads_them() {
        assert_eq!(SOMEWHERE.describe().reads, ["documents", "forum"]);
    }
}
