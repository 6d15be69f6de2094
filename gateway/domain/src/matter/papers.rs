//! The documents that were sealed in a matter: which of them stand, and what the corrections put in the place of what.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::{Decisions, Event, ExecutionResult, Matter, Request, Side, State};
use crate::message::{Certificate, Content, Costs, CostsDecision, MessageKind, Notice, OtherUse, UseDecision};

/// A document that an authority sealed in the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPaper {
    /// Digest of its bytes: what later documents refer to.
    pub digest: Digest,
    /// The side whose authority sealed it.
    pub side: Side,
    /// What it is. A correction, and a supplement, is what it takes the place of.
    pub document_kind: MessageKind,
    /// Digest of the document that it was to take the place of, if it is a correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Digest>,
    /// Digest of the correction, or of the supplement, that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<Digest>,
}

/// A consultation on costs, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Digest of the document that asks: what the answer refers to.
    pub digest: Digest,
    /// The costs.
    pub costs: Costs,
    /// The answer.
    pub decision: Option<CostsDecision>,
}

/// A question for another use of what was obtained, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseAskedFor {
    /// Digest of the document that asks: what the answer refers to.
    pub digest: Digest,
    /// Which items, and what for.
    pub wish: OtherUse,
    /// The answer.
    pub decision: Option<UseDecision>,
    /// Digest of the document that answers.
    pub answered_by: Option<Digest>,
}

impl UseAskedFor {
    /// Has the side that gave the items granted it?
    pub fn is_granted(&self) -> bool {
        self.decision == Some(UseDecision::Granted)
    }
}

/// What one of our corrections took the place of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Displaced {
    Letter(Box<Request>, Option<Digest>),
    Certificate(Option<Box<(ExecutionResult, Certificate)>>, Option<Digest>),
    Decisions(Decisions),
    Number(Option<String>),
    Notice(Digest, Notice),
    Costs(Digest, Costs),
    /// Nothing but the document itself.
    Text,
}

impl Matter {
    /// Does this side's document of that kind stand, and may a correction take its place?
    pub fn stands(&self, digest: Digest, side: Side, kind: MessageKind) -> bool {
        let stands = |paper: &SealedPaper| {
            paper.digest == digest && paper.side == side && paper.document_kind == kind && paper.superseded_by.is_none()
        };
        kind.can_be_corrected() && kind.may_come_from(side) && self.papers.iter().any(stands)
    }

    /// What the notice that paper was used refers to: the letter that stands, or, where a supplement goes on paper, what asked for it.
    pub fn put_on_paper(&self) -> Option<Digest> {
        let asked = self.papers.iter().rfind(|paper| paper.document_kind == MessageKind::SupplementRequest);
        match (self.standing.state, asked) {
            (State::Submitted, Some(asked)) => Some(asked.digest),
            _ => self.letter_digest,
        }
    }

    /// The last question of this side whether the other erases its copy too.
    pub fn erasure_question(&self, side: Side) -> Option<Digest> {
        let asks = |paper: &&SealedPaper| paper.side == side && paper.document_kind == MessageKind::ErasureRequest;
        self.papers.iter().rfind(asks).map(|paper| paper.digest)
    }

    /// Does it answer what was asked for last, or a correction of that?
    pub(super) fn is_what_was_asked_for(&self, digest: Option<Digest>) -> bool {
        let asks = |paper: &SealedPaper| paper.document_kind == MessageKind::SupplementRequest;
        let last = self.papers.iter().rposition(|paper| asks(paper) && paper.corrects.is_none());
        let round = self.papers.iter().skip(last.unwrap_or(self.papers.len()));
        digest.is_some() && round.filter(|paper| asks(paper)).any(|paper| Some(paper.digest) == digest)
    }

    /// The matter as it would be if this content took the place of what it corrects: what the rules are asked about before.
    #[must_use]
    pub fn supposing(mut self, content: &Content) -> Self {
        match content {
            Content::Letter { request, .. } => self.request = request.clone(),
            Content::Certificate { result, certificate } => self.certificate = Some((*result, certificate.clone())),
            _ => {}
        }
        self
    }

    /// Puts what was sealed on file, and what it says where it belongs.
    pub(super) fn file(&mut self, event: &Event) {
        let Some((document, side, document_kind)) = event.sealed() else { return };
        let digest = Digest::of(document.as_bytes());
        let corrects = match event {
            Event::Corrected { supersedes, .. } => *supersedes,
            _ => None,
        };
        match event {
            Event::Corrected { corrected, adopted: true, blobs, .. } => {
                // An own one can still be taken back.
                if side == self.standing.side {
                    self.displaced.push(self.displaced_by(corrected, corrects));
                }
                self.mark(corrects, Some(digest));
                self.keep_all(corrected.files(), blobs);
                self.put(corrected, corrects, digest);
            }
            Event::Corrected { corrected, blobs, .. } => {
                // It comes too late to be acted on, and its author does not stand by the earlier one any more.
                if corrects.is_some_and(|earlier| self.stands(earlier, side, document_kind)) {
                    self.mark(corrects, Some(digest));
                }
                self.keep_all(corrected.files(), blobs);
                // Nothing of it counts, and what came with it is evidence all the same.
                if let Content::Certificate { certificate, .. } = &**corrected {
                    self.label_obtained(certificate);
                }
            }
            // Also one that comes too late to be acted on: its author does not stand by the earlier letter any more.
            Event::Transmitted { supplement: true, .. } | Event::Supplied { .. } => {
                self.mark(self.standing_letter(), Some(digest));
            }
            Event::CertificateReturned { .. } | Event::CertificateReceived { .. } => {
                self.certificate_digest = Some(digest)
            }
            Event::Acknowledged { number, .. } => drop(self.number_over_there.get_or_insert_with(|| number.clone())),
            Event::Accepted { decisions, .. } => self.decisions.clone_from(decisions),
            Event::NoticeGiven { notice, .. } => self.notices.push((digest, notice.clone())),
            Event::CostsConsulted { costs, .. } => {
                self.consultation = Some(Consultation { digest, costs: costs.clone(), decision: None });
            }
            Event::CostsAnswered { decision, .. } => self.answered(Some(*decision)),
            Event::UseRequested { wish, .. } => {
                let (wish, decision, answered_by) = (wish.clone(), None, None);
                self.uses.push(UseAskedFor { digest, wish, decision, answered_by });
            }
            Event::UseAnswered { answers, decision, .. } => {
                let open = |asked: &&mut UseAskedFor| Some(asked.digest) == *answers && asked.decision.is_none();
                if let Some(asked) = self.uses.iter_mut().find(open) {
                    (asked.decision, asked.answered_by) = (Some(*decision), Some(digest));
                }
            }
            _ => {}
        }
        self.papers.push(SealedPaper { digest, side, document_kind, corrects, superseded_by: None });
    }

    /// What the other side never took was never said.
    pub(super) fn take_back(&mut self, kind: MessageKind) {
        let is_it = |paper: &SealedPaper| match kind {
            MessageKind::Correction => paper.corrects.is_some(),
            MessageKind::Supplement => paper.corrects.is_none() && paper.document_kind == MessageKind::Letter,
            kind => paper.corrects.is_none() && paper.document_kind == kind,
        };
        let side = self.standing.side;
        let Some(last) = self.papers.iter().rposition(|paper| paper.side == side && is_it(paper)) else { return };
        let paper = self.papers.remove(last);
        match kind {
            MessageKind::Correction => self.restore(&paper),
            MessageKind::Supplement => {
                let replaced = self.papers.iter_mut().filter(|earlier| earlier.superseded_by == Some(paper.digest));
                replaced.for_each(|earlier| earlier.superseded_by = None);
            }
            MessageKind::Certificate => self.certificate_digest = None,
            MessageKind::Acknowledgement => self.number_over_there = None,
            MessageKind::Acceptance => self.decisions = Decisions::default(),
            MessageKind::NoticeOfTimeAndPlace => self.notices.retain(|(digest, _)| *digest != paper.digest),
            MessageKind::CostsConsultation => self.consultation = None,
            MessageKind::CostsAnswer => self.answered(None),
            MessageKind::UseRequest => self.uses.retain(|asked| asked.digest != paper.digest),
            MessageKind::UseAnswer => {
                let taken_back = self.uses.iter_mut().filter(|asked| asked.answered_by == Some(paper.digest));
                taken_back.for_each(|asked| (asked.decision, asked.answered_by) = (None, None));
            }
            _ => {}
        }
    }

    fn answered(&mut self, decision: Option<CostsDecision>) {
        if let Some(consultation) = &mut self.consultation {
            consultation.decision = decision;
        }
    }

    /// What a correction of this content would take the place of.
    fn displaced_by(&self, corrected: &Content, corrects: Option<Digest>) -> Displaced {
        match corrected {
            Content::Letter { .. } => Displaced::Letter(Box::new(self.request.clone()), self.letter_digest),
            Content::Certificate { .. } => {
                Displaced::Certificate(self.certificate.clone().map(Box::new), self.certificate_digest)
            }
            Content::Acceptance { .. } => Displaced::Decisions(self.decisions.clone()),
            Content::Acknowledgement { .. } => Displaced::Number(self.number_over_there.clone()),
            Content::NoticeOfTimeAndPlace { .. } => {
                let found = self.notices.iter().find(|(digest, _)| Some(*digest) == corrects);
                found.map_or(Displaced::Text, |(digest, notice)| Displaced::Notice(*digest, notice.clone()))
            }
            Content::CostsConsultation { .. } => {
                let found = self.consultation.as_ref().filter(|it| Some(it.digest) == corrects);
                found.map_or(Displaced::Text, |it| Displaced::Costs(it.digest, it.costs.clone()))
            }
            _ => Displaced::Text,
        }
    }

    /// Our last correction was never made.
    fn restore(&mut self, correction: &SealedPaper) {
        self.mark(correction.corrects, None);
        match self.displaced.pop() {
            Some(Displaced::Letter(request, letter_digest)) => {
                (self.request, self.letter_digest) = (*request, letter_digest);
            }
            Some(Displaced::Certificate(certificate, certificate_digest)) => {
                (self.certificate, self.certificate_digest) = (certificate.map(|it| *it), certificate_digest);
            }
            Some(Displaced::Decisions(decisions)) => self.decisions = decisions,
            Some(Displaced::Number(number)) => self.number_over_there = number,
            Some(Displaced::Notice(digest, notice)) => self.replace_notice(Some(correction.digest), digest, notice),
            Some(Displaced::Costs(digest, costs)) => self.replace_costs(Some(correction.digest), digest, costs),
            Some(Displaced::Text) | None => {}
        }
    }

    fn replace_notice(&mut self, old: Option<Digest>, digest: Digest, notice: Notice) {
        if let Some(place) = self.notices.iter_mut().find(|(said, _)| Some(*said) == old) {
            *place = (digest, notice);
        }
    }

    fn replace_costs(&mut self, old: Option<Digest>, digest: Digest, costs: Costs) {
        if let Some(consultation) = self.consultation.as_mut().filter(|it| Some(it.digest) == old) {
            (consultation.digest, consultation.costs) = (digest, costs);
        }
    }

    /// The letter that nothing has taken the place of.
    fn standing_letter(&self) -> Option<Digest> {
        let stands = |paper: &&SealedPaper| paper.document_kind == MessageKind::Letter && paper.superseded_by.is_none();
        self.papers.iter().rfind(stands).map(|paper| paper.digest)
    }

    fn mark(&mut self, digest: Option<Digest>, by: Option<Digest>) {
        let corrected = self.papers.iter_mut().filter(|paper| Some(paper.digest) == digest);
        corrected.for_each(|paper| paper.superseded_by = by);
    }

    fn put(&mut self, corrected: &Content, corrects: Option<Digest>, digest: Digest) {
        match corrected {
            Content::Letter { request, .. } => {
                self.adopt(request);
                self.letter_digest = Some(digest);
            }
            Content::Certificate { result, certificate } => {
                self.label_obtained(certificate);
                self.certificate = Some((*result, certificate.clone()));
                self.certificate_digest = Some(digest);
            }
            Content::Acceptance { decisions, .. } => self.decisions.clone_from(decisions),
            Content::Acknowledgement { number } => self.number_over_there = Some(number.clone()),
            Content::NoticeOfTimeAndPlace { notice } => self.replace_notice(corrects, digest, notice.clone()),
            Content::CostsConsultation { costs } => self.replace_costs(corrects, digest, costs.clone()),
            _ => {}
        }
    }
}
