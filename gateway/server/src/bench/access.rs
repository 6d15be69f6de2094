//! Decisions who may do what: every role, in every relation to a matter, with every credential, wanting every action.

use std::hint::black_box;

use comity_domain::CaseId;

use super::measure::{Samples, Stopwatch};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::access::{
    Access, Action, ActionCode, Actor, CaseAtRevision, CaseStanding, Credential, Role, Standing, action,
};

/// A decision is too short to be timed alone: a sample is the mean of so many.
const DECISIONS_PER_SAMPLE: u32 = 1000;
const USUAL_DECISIONS: u32 = 5_000_000;
const P99_WANTED_NS: u64 = 2_000;

type Ask = fn(&Access, &Question) -> bool;

/// One question, as a route or the clockwork would ask it.
struct Question {
    ask: Ask,
    actor: Actor,
    standing: Option<Standing>,
}

impl Question {
    fn is_granted(&self, access: &Access) -> bool {
        (self.ask)(access, self)
    }
}

pub(super) fn run(options: &Options) -> Result<Report, BenchError> {
    let access = Access::load()?;
    let questions = questions()?;
    let granted = questions.iter().filter(|question| question.is_granted(&access)).count() as u64;
    let samples = options.per_round(USUAL_DECISIONS).div_ceil(DECISIONS_PER_SAMPLE);
    let permits = permits_alone(&access, &questions, samples);
    let mixed: Vec<&Question> = questions.iter().collect();
    let rounds: Vec<Round> = (0..options.rounds).map(|_| round(&access, &mixed, samples)).collect();
    let median = Round::median_of(&rounds);
    let asked = questions.len() as u64;
    Ok(Report {
        benchmark: Which::Access,
        machine: Machine::here(),
        build: Build::this(),
        includes: &["relation", "prohibitions", "policies", "permit-made-and-dropped"],
        rounds,
        median,
        figures: vec![
            Figure::new("decisions-per-sample", u64::from(DECISIONS_PER_SAMPLE)),
            Figure::new("questions-granted", granted),
            Figure::new("questions-refused", asked - granted),
            Figure::new("granted-alone-p50-ns", permits.p50_ns),
            Figure::new("granted-alone-p99-ns", permits.p99_ns),
        ],
        marks: vec![Mark::at_most("decision-p99-ns", P99_WANTED_NS, median.p99_ns)],
    })
}

/// Most questions are refused; a permit costs more than a refusal.
fn permits_alone(access: &Access, questions: &[Question], samples: u32) -> Round {
    let granted: Vec<&Question> = questions.iter().filter(|question| question.is_granted(access)).collect();
    round(access, &granted, samples)
}

fn round(access: &Access, questions: &[&Question], samples: u32) -> Round {
    // Coprime to the number of questions, so that every sample mixes roles and actions, and all are asked in turn.
    const STRIDE: usize = 7919;
    let mut mixed = (0..).step_by(STRIDE).filter_map(|place: usize| questions.get(place % questions.len()));
    let mut times = Samples::default();
    let watch = Stopwatch::start();
    for _ in 0..samples {
        let sample = Stopwatch::start();
        for question in mixed.by_ref().take(DECISIONS_PER_SAMPLE as usize) {
            black_box(black_box(question).is_granted(access));
        }
        times.add(sample.nanos() / u64::from(DECISIONS_PER_SAMPLE));
    }
    times.round(u64::from(samples) * u64::from(DECISIONS_PER_SAMPLE), watch.elapsed())
}

fn questions() -> Result<Vec<Question>, BenchError> {
    let matter = standing()?;
    let stranger = "cn-qianhai".parse().map_err(BenchError::broken)?;
    let mut questions = Vec::new();
    for (code, ask) in ACTIONS {
        let standing = code.concerns_matter().then_some(&matter);
        let authorities = [&matter.originating, &matter.transmitting, &matter.receiving, &stranger];
        // Without a matter all authorities stand the same.
        let authorities = authorities.into_iter().take(if standing.is_some() { 4 } else { 1 });
        for authority in authorities {
            for (role, credential) in pairs() {
                let actor = Actor { person: "lin-yu".to_owned(), role, authority: authority.clone(), credential };
                questions.push(Question { ask, actor, standing: standing.cloned() });
            }
        }
    }
    Ok(questions)
}

fn pairs() -> impl Iterator<Item = (Role, Credential)> {
    Role::ALL.iter().flat_map(|&role| Credential::ALL.iter().map(move |&credential| (role, credential)))
}

fn standing() -> Result<Standing, BenchError> {
    Ok(Standing {
        matter: "cn/01KEQ3V3T0000000000000000A".parse().map_err(BenchError::broken)?,
        revision: 3,
        originating: "cn-nansha".parse().map_err(BenchError::broken)?,
        transmitting: "cn-gd-hpc".parse().map_err(BenchError::broken)?,
        receiving: "hk-high-court".parse().map_err(BenchError::broken)?,
    })
}

fn ask<A: Action>(access: &Access, question: &Question) -> bool {
    access.permit::<A>(&question.actor, question.standing.as_ref()).is_ok()
}

/// The same about a case: its court is the one whose matter it would be.
fn ask_in_case<A: Action<About = CaseAtRevision>>(access: &Access, question: &Question) -> bool {
    let standing = question.standing.as_ref().map(|standing| CaseStanding {
        case: CaseId::new(standing.matter.origin().clone(), standing.matter.ulid()),
        revision: standing.revision,
        court: standing.originating.clone(),
    });
    standing.is_some_and(|standing| access.permit_in_case::<A>(&question.actor, &standing).is_ok())
}

macro_rules! each {
    ($($action:ident)+; in case: $($in_case:ident)+; $($more:ident)+) => {
        [
            $((ActionCode::$action, ask::<action::$action> as Ask),)+
            $((ActionCode::$in_case, ask_in_case::<action::$in_case> as Ask),)+
            $((ActionCode::$more, ask::<action::$more> as Ask),)+
        ]
    };
}

/// Every action, as a type.
const ACTIONS: [(ActionCode, Ask); ActionCode::ALL.len()] = each![
    Draft Enter Amend Attach AdmitFile Preflight Submit SendBack Forward Review AskSupplement Accept Refuse Serve Note RecordAppearance Return Withdraw
    TakeFromAbroad Dispatch Close UsePaper
    Acknowledge GiveNotice ConsultOnCosts AnswerOnCosts Remind Correct
    RequestUse AnswerUse AskErasure AnswerErasure Open UseElsewhere UseRestricted
    Read Export Erase Recover List;
    in case: OpenCase EnterInCase LeadCase ReadCase ExportCase EraseCase;
    ListCases HoldSession WitnessAuthorisation RevokeAuthorisation TakeAuthorisation ReadAuthorisation
    TakeApplication AssessMediator AccreditMediator ConfirmMediator SuspendMediator WithdrawMediator BarMediator ReadMediator
    AskForMediator KeepStatuses
    RequestDraw AllowFew RecuseJurors VoidDraw ReadDraw MoveDraws
    SearchRegistry SearchRegistryInFull ReadFeeds
    ConductMediation SealSettlement ReadMediation ListMediations EnterConfirmation RuleOnConfirmation ReadConfirmation OpenConfirmedPaper
    FixJurorList NominateJuror AppointJuror KeepJurors ReadJurors FormJurorPool
    KeepListing SanctionListing ReadListing EnterInInquiry LeadInquiry ReadInquiry
    Assess SendOutbox ReadRules AdoptRules ReplayRules AssessFacts ComputeDeadline ReadCalendar ReadRecord VerifyRecord ReadPeers ReadPeople
    ManagePeople OwnTokens OwnPassword EnrolSealingKey ReadDirectory SetRecoveryKey ReadRoll AdoptRoll TakeNotice
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_asked_for_in_every_role_and_with_every_credential() {
        let codes: Vec<_> = ACTIONS.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ActionCode::ALL);
        let about_matters = ActionCode::ALL.iter().filter(|action| action.concerns_matter()).count();
        let places = about_matters * 4 + (ActionCode::ALL.len() - about_matters);
        assert_eq!(questions().unwrap().len(), places * Role::ALL.len() * Credential::ALL.len());
    }

    #[test]
    fn a_sample_counts_its_thousand_decisions() {
        let options = Options { count: Some(2_500), rounds: 2, ..Options::default() };
        let report = run(&options).unwrap();
        assert!(report.rounds.iter().all(|round| round.count == 2_000));
        let figure = |code: &str| report.figures.iter().find(|figure| figure.code == code).unwrap().value;
        assert!(figure("questions-granted") > 0 && figure("questions-refused") > 0);
    }
}
