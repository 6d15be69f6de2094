//! What a clerk sees while a draw goes on: whose step is waited for, since when, until when, and what happens then if it does not come.

use comity_record::Time;
use serde::Serialize;

use super::{Awaited, Contributor, Draw, Step};
use crate::limits::{DRAW_CLOSE_MAX_MS, DRAW_DEAL_MAX_MS, DRAW_OPEN_MAX_MS, DRAW_SEAL_MAX_MS, DRAW_UNREACHABLE_MIN_MS};

/// A step that is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Whose.
    #[serde(flatten)]
    pub awaited: Awaited,
    /// Since when, by what the gateways say of the time.
    pub since: Time,
    /// Until when; absent where nobody can go on without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    /// What happens then.
    pub then: Then,
}

/// What happens if a step does not come in its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// The others send their pieces without it.
    GoOnWithout,
    /// Both others sign that it is unreachable, and draw alone.
    TwoDraw,
    /// The draw is closed over the two deals that are sealed.
    CloseOverTwo,
    /// The court's gateway proposes that the draw be void.
    ProposeVoid,
    /// The others open the pieces that they hold.
    OthersOpen,
    /// Nothing: the draw stands still until it comes.
    StandStill,
}

impl Then {
    /// Everything that can happen.
    pub const ALL: [Self; 6] =
        [Self::GoOnWithout, Self::TwoDraw, Self::CloseOverTwo, Self::ProposeVoid, Self::OthersOpen, Self::StandStill];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::GoOnWithout => "go-on-without",
            Self::TwoDraw => "two-draw",
            Self::CloseOverTwo => "close-over-two",
            Self::ProposeVoid => "propose-void",
            Self::OthersOpen => "others-open",
            Self::StandStill => "stand-still",
        }
    }
}

impl Contributor {
    /// Whose steps are waited for.
    pub fn waiting(&self) -> Vec<Waiting> {
        self.draw().awaited().into_iter().map(|awaited| self.waited_for(awaited)).collect()
    }

    fn waited_for(&self, awaited: Awaited) -> Waiting {
        let (draw, asked, dealt, closed) = (self.draw(), self.asked_since(), self.dealt_since(), self.closed_since());
        let is_court = awaited.gateway == *draw.court();
        let nobody_has_dealt = draw.dealers().all(|node| draw.deal_of(node).is_none());
        let (since, until, then) = match awaited.step {
            "deal" if is_court => (asked, None, Then::StandStill),
            "deal" if nobody_has_dealt && !draw.is_pair() => {
                (asked, Some(asked.plus_ms(DRAW_UNREACHABLE_MIN_MS)), Then::TwoDraw)
            }
            "deal" if draw.is_pair() => (asked, Some(asked.plus_ms(DRAW_CLOSE_MAX_MS)), Then::ProposeVoid),
            "deal" => (asked, Some(dealt.plus_ms(DRAW_DEAL_MAX_MS)), Then::GoOnWithout),
            "acknowledge" => {
                let until = dealt.plus_ms(DRAW_SEAL_MAX_MS);
                (last(draw, |step| matches!(step, Step::Deal { .. })), Some(until), Then::CloseOverTwo)
            }
            "close" => {
                let since = last(draw, |step| matches!(step, Step::Acknowledge { .. } | Step::Deal { .. }));
                let until = (!is_court).then(|| asked.plus_ms(DRAW_CLOSE_MAX_MS));
                (since, until, if is_court { Then::StandStill } else { Then::ProposeVoid })
            }
            "open" => {
                let since = closed.unwrap_or_else(|| last(draw, |step| matches!(step, Step::Close { .. })));
                let then = if draw.is_pair() { Then::ProposeVoid } else { Then::OthersOpen };
                (since, Some(since.plus_ms(DRAW_OPEN_MAX_MS)), then)
            }
            _ => (last(draw, |step| matches!(step, Step::Void { .. } | Step::Refuse { .. })), None, Then::StandStill),
        };
        Waiting { awaited, since, until, then }
    }
}

/// When the last step of a kind was said; the request, if there was none.
fn last(draw: &Draw, is_one: impl Fn(&Step) -> bool) -> Time {
    let times = draw.steps().iter().filter(|said| is_one(&said.step)).map(|said| said.at);
    times.max().unwrap_or_else(|| draw.asked_at())
}
