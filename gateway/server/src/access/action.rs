//! What can be done: a code for each action, and a type for each, so that a permit for one is no permit for another.

use comity_domain::{CaseId, MatterId};

use super::code::codes;
use super::permit::Standing;

/// An action as a type, the mark of a [`Permit`](super::Permit). Only this module makes some.
pub trait Action: sealed::Sealed {
    /// The action's code.
    const CODE: ActionCode;

    /// What a permit for it is about: [`AtRevision`] of a matter, [`CaseAtRevision`], or nothing.
    type About: About;
}

/// What a permit is about.
pub trait About: sealed::Sealed + Sized {
    /// Is it a matter, or a case?
    const IS_MATTER: bool;

    /// Taken from how the actor stands; `None` where that is not what the action is about.
    fn of(standing: Option<&Standing>) -> Option<Self>;
}

/// A matter, as it was when it was decided who may act on it.
#[derive(Debug, PartialEq, Eq)]
pub struct AtRevision {
    /// The matter.
    pub matter: MatterId,
    /// Its revision; 0 before it is drafted.
    pub revision: u64,
}

impl About for AtRevision {
    const IS_MATTER: bool = true;

    fn of(standing: Option<&Standing>) -> Option<Self> {
        standing.map(|standing| Self { matter: standing.matter.clone(), revision: standing.revision })
    }
}

/// A case, as it was when it was decided who may act on it.
#[derive(Debug, PartialEq, Eq)]
pub struct CaseAtRevision {
    /// The case.
    pub case: CaseId,
    /// Its revision; 0 before it is entered.
    pub revision: u64,
}

/// How an authority stands to a matter says nothing about a case: leave for one is asked for with
/// [`permit_in_case`](super::Access::permit_in_case).
impl About for CaseAtRevision {
    const IS_MATTER: bool = true;

    fn of(_: Option<&Standing>) -> Option<Self> {
        None
    }
}

impl About for () {
    const IS_MATTER: bool = false;

    fn of(standing: Option<&Standing>) -> Option<Self> {
        standing.is_none().then_some(())
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::AtRevision {}
    impl Sealed for super::CaseAtRevision {}
    impl Sealed for () {}
}

/// The actions: their codes, their types, and what they are about.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal ($about:ty, $signs:literal),)+) => {
        codes! {
            /// What can be done.
            ActionCode: "an action" { $($(#[$doc])* $name = $code,)+ }
        }

        impl ActionCode {
            /// Is it done under the authority's signature, and so needs a password entered just now?
            pub const fn signs(self) -> bool {
                match self {
                    $(Self::$name => $signs,)+
                }
            }

            /// Does it concern the contents of one matter, or of one case?
            pub const fn concerns_matter(self) -> bool {
                match self {
                    $(Self::$name => <$about as About>::IS_MATTER,)+
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub enum $name {}

            impl sealed::Sealed for $name {}

            impl Action for $name {
                const CODE: ActionCode = ActionCode::$name;
                type About = $about;
            }
        )+
    };
}

actions! {
    /// Begin a letter of request.
    Draft = "matter.draft" (AtRevision, false),
    /// Begin to enter a letter that came from abroad on paper.
    Enter = "matter.enter" (AtRevision, false),
    /// Change a draft, or what was sent back.
    Amend = "matter.amend" (AtRevision, false),
    /// Add a file.
    Attach = "matter.attach" (AtRevision, false),
    /// Put a file that was uploaded, and looked at, into the matter.
    AdmitFile = "matter.admit-file" (AtRevision, false),
    /// Ask what the receiving side's rules would say.
    Preflight = "matter.preflight" (AtRevision, false),
    /// Hand the letter in at the transmitting authority.
    Submit = "matter.submit" (AtRevision, false),
    /// Give the letter back to the originating court.
    SendBack = "matter.send-back" (AtRevision, false),
    /// Seal the letter and send it to the other side.
    Forward = "matter.forward" (AtRevision, true),
    /// Examine what arrived.
    Review = "matter.review" (AtRevision, false),
    /// Ask the other side for a supplement.
    AskSupplement = "matter.ask-supplement" (AtRevision, true),
    /// Take the letter for execution, under the authority's seal.
    Accept = "matter.accept" (AtRevision, true),
    /// Refuse execution, with reasons.
    Refuse = "matter.refuse" (AtRevision, true),
    /// Record execution: how, when and to whom the papers were served, what evidence was taken, or that it could not be done.
    Serve = "matter.serve" (AtRevision, false),
    /// Note what was found out about a request, and no rules can know.
    Note = "matter.note" (AtRevision, false),
    /// Record what became of a person who travelled here to testify.
    RecordAppearance = "matter.record-appearance" (AtRevision, false),
    /// Sign the certificate and return it.
    Return = "matter.return" (AtRevision, true),
    /// Take the letter back.
    Withdraw = "matter.withdraw" (AtRevision, true),
    /// Take what came from abroad on paper, transcribed under the authority's seal.
    TakeFromAbroad = "matter.take-from-abroad" (AtRevision, true),
    /// Keep how something that was sealed left for abroad.
    Dispatch = "matter.dispatch" (AtRevision, false),
    /// Put the matter away.
    Close = "matter.close" (AtRevision, false),
    /// Go on with paper, where electronic delivery failed, and say so to the other side.
    UsePaper = "matter.use-paper" (AtRevision, true),
    /// Tell the requesting side under which number the letter is registered.
    Acknowledge = "matter.acknowledge" (AtRevision, true),
    /// Say when and where something is done.
    GiveNotice = "matter.give-notice" (AtRevision, true),
    /// Ask the requesting side whether to go on in spite of costs.
    ConsultOnCosts = "matter.consult-costs" (AtRevision, true),
    /// Say whether the costs are borne.
    AnswerOnCosts = "matter.answer-costs" (AtRevision, true),
    /// Ask the other side where the matter stands.
    Remind = "matter.remind" (AtRevision, true),
    /// Put another document in the place of one that the authority has sealed.
    Correct = "matter.correct" (AtRevision, true),
    /// Ask the side that gave evidence for another use of it.
    RequestUse = "matter.request-use" (AtRevision, true),
    /// Say whether evidence that was given may be used so.
    AnswerUse = "matter.answer-use" (AtRevision, true),
    /// Ask the other side whether it erases its copy too.
    AskErasure = "matter.ask-erasure" (AtRevision, true),
    /// Say whether the copy here is erased too.
    AnswerErasure = "matter.answer-erasure" (AtRevision, true),
    /// Have the bytes of a file in hand, for the case of the matter.
    Open = "matter.open" (AtRevision, false),
    /// Have a file in hand for another case, or put a copy into another matter, where its label leaves room or the use was granted.
    UseElsewhere = "matter.use-elsewhere" (AtRevision, false),
    /// Use evidence for what it was not given for.
    UseRestricted = "matter.use-restricted" (AtRevision, false),
    /// Read the matter, its docket and the way of its files.
    Read = "matter.read" (AtRevision, false),
    /// Take the whole matter out of the house: its lines with their proofs, its particulars, its files.
    Export = "matter.export" (AtRevision, false),
    /// Have the particulars of the matter destroyed, as one of two persons.
    Erase = "matter.erase" (AtRevision, false),
    /// Have a sealed file of the matter opened by the officers, as one of two persons.
    Recover = "matter.recover" (AtRevision, false),
    /// List the matters of one's authority.
    List = "matter.list" ((), false),
    /// Enter a case before one's court.
    OpenCase = "case.open" (CaseAtRevision, false),
    /// Enter what a party does in a case: evidence, opinions, applications.
    EnterInCase = "case.enter" (CaseAtRevision, false),
    /// Fix periods and days, lead the exchange of evidence, decide, and close it.
    LeadCase = "case.lead" (CaseAtRevision, false),
    /// Read a case, its docket and its files.
    ReadCase = "case.read" (CaseAtRevision, false),
    /// Take a whole case out of the house: its lines with their proofs, its particulars, its files.
    ExportCase = "case.export" (CaseAtRevision, false),
    /// Have the particulars of a case destroyed, as one of two persons.
    EraseCase = "case.erase" (CaseAtRevision, false),
    /// List the cases of one's court.
    ListCases = "case.list" ((), false),
    /// Hold the session before a judge in which a power of attorney is given.
    HoldSession = "authorisation.session" ((), false),
    /// Witness a power of attorney, under the court's seal.
    WitnessAuthorisation = "authorisation.witness" ((), true),
    /// Revoke what the court witnessed, under its seal.
    RevokeAuthorisation = "authorisation.revoke" ((), true),
    /// Take what another court witnessed, or revoked.
    TakeAuthorisation = "authorisation.take" ((), false),
    /// Read an authorisation, and the signed paper.
    ReadAuthorisation = "authorisation.read" ((), false),
    /// Take an application for accreditation as a mediator.
    TakeApplication = "mediator.apply" ((), false),
    /// Have the rules asked about an application, and record what comes of it.
    AssessMediator = "mediator.assess" ((), false),
    /// Accredit a mediator, or renew an accreditation, under the body's signature.
    AccreditMediator = "mediator.accredit" ((), true),
    /// File what the Joint Conference has signed.
    ConfirmMediator = "mediator.confirm" ((), false),
    /// Suspend, reinstate or revoke, as one of two persons, under the body's signature.
    SuspendMediator = "mediator.suspend" ((), true),
    /// Record that a mediator gives the accreditation up, under the body's signature.
    WithdrawMediator = "mediator.withdraw" ((), true),
    /// Bar a mediator from one's own territory, or lift that, under the authority's signature.
    BarMediator = "mediator.bar" ((), true),
    /// Read the applications to one's body, and their papers.
    ReadMediator = "mediator.read" ((), false),
    /// Ask how a mediator stands.
    AskForMediator = "mediator.status" ((), false),
    /// Sign status lists anew.
    KeepStatuses = "mediator.keep-statuses" ((), false),
    /// Ask for a draw of jurors, on behalf of one's court.
    RequestDraw = "draw.request" ((), false),
    /// Allow that few people qualify for a seat, in the draw that another judge of the court asks for.
    AllowFew = "draw.allow-few" ((), false),
    /// Record that jurors who were drawn are recused.
    RecuseJurors = "draw.recuse" ((), false),
    /// Propose that a draw of one's court be void.
    VoidDraw = "draw.void" ((), false),
    /// See how draws stand, and have their packets.
    ReadDraw = "draw.read" ((), false),
    /// Say in draws what is due.
    MoveDraws = "draw.move" ((), false),
    /// Search what anybody may see of the registers.
    SearchRegistry = "registry.search" ((), false),
    /// Search the registers as a court or a mediation body, which appoints.
    SearchRegistryInFull = "registry.search-in-full" ((), false),
    /// See how the feeds of the registers stand.
    ReadFeeds = "registry.feeds" ((), false),
    /// Take a dispute to mediate it, and conduct the mediation.
    ConductMediation = "mediation.conduct" ((), false),
    /// Seal what came out of a mediation.
    SealSettlement = "mediation.settle" ((), true),
    /// Read a mediation, with what was said in it.
    ReadMediation = "mediation.read" ((), false),
    /// See where the mediations of one's authority stand, and nothing of what was said.
    ListMediations = "mediation.list" ((), false),
    /// Take an application to confirm a settlement, and examine it.
    EnterConfirmation = "confirmation.enter" ((), false),
    /// Rule on such an application, under the court's seal.
    RuleOnConfirmation = "confirmation.rule" ((), true),
    /// Read such applications: by whom, with which settlement, and what was ruled.
    ReadConfirmation = "confirmation.read" ((), false),
    /// Open the paper on which the parties agreed.
    OpenConfirmedPaper = "confirmation.open-paper" ((), false),
    /// Fix the judges, the posts and the yearly cap of the court's list of jurors.
    FixJurorList = "juror.fix-list" ((), false),
    /// Propose a juror, have the rules asked about a candidate, and correct what the list will say of it.
    NominateJuror = "juror.nominate" ((), false),
    /// Record what is decided about the office of a juror: appointment, oath, what bars it, its end; and whatever else changes who can be drawn.
    AppointJuror = "juror.appoint" ((), false),
    /// Record what comes of serving as juror: the seat that a draw has given, payments.
    KeepJurors = "juror.keep" ((), false),
    /// Read the court's list of jurors, and how much they do.
    ReadJurors = "juror.read" ((), false),
    /// See who may be drawn for a hearing, and why others may not.
    FormJurorPool = "juror.pool" ((), false),
    /// Enter somebody into a register of experts, practitioners or administrators that one's authority keeps, and keep the listing.
    KeepListing = "listing.keep" ((), false),
    /// Suspend, let back or strike off, as one of two persons, or record that a listing is given up, under the authority's name.
    SanctionListing = "listing.sanction" ((), true),
    /// Read a listing, and how it stood on a day.
    ReadListing = "listing.read" ((), false),
    /// Enter what comes, and what is done, where the law of another place is ascertained.
    EnterInInquiry = "inquiry.enter" ((), false),
    /// Ask, fix periods and the hearing, find what the law is, and decide on the costs.
    LeadInquiry = "inquiry.lead" ((), false),
    /// Read such an inquiry, its docket and its files.
    ReadInquiry = "inquiry.read" ((), false),
    /// Assess what has arrived.
    Assess = "matter.assess" (AtRevision, false),
    /// Send what waits for the peers.
    SendOutbox = "outbox.send" ((), false),
    /// Read the published rules.
    ReadRules = "rules.read" ((), false),
    /// Put a release of this side's rules into force.
    AdoptRules = "rules.adopt" ((), false),
    /// Make every recorded assessment again, by its own release or by a candidate.
    ReplayRules = "rules.replay" ((), false),
    /// Have given facts assessed, without a matter.
    AssessFacts = "rules.assess" ((), false),
    /// Have a time limit computed.
    ComputeDeadline = "deadline.compute" ((), false),
    /// Read the calendars.
    ReadCalendar = "calendar.read" ((), false),
    /// Read the record.
    ReadRecord = "record.read" ((), false),
    /// Verify the record.
    VerifyRecord = "record.verify" ((), false),
    /// See how the peers do.
    ReadPeers = "peers.read" ((), false),
    /// See who has which role.
    ReadPeople = "people.read" ((), false),
    /// Make and close accounts, set passwords that were forgotten, issue and revoke tokens.
    ManagePeople = "people.manage" ((), false),
    /// See the tokens of one's own account, and revoke them.
    OwnTokens = "people.own-tokens" ((), false),
    /// Change one's own password.
    OwnPassword = "people.own-password" ((), false),
    /// Enrol the key to which others seal for oneself.
    EnrolSealingKey = "sealing.enrol" ((), false),
    /// See the keys of the people of an authority.
    ReadDirectory = "sealing.directory" ((), false),
    /// Say by which key the authority's officers recover what is sealed, as one of two persons.
    SetRecoveryKey = "sealing.set-recovery" ((), false),
    /// Read the roll of authorities, gateways and keys.
    ReadRoll = "roll.read" ((), false),
    /// Adopt the next roll, as one of two persons.
    AdoptRoll = "roll.adopt" ((), false),
    /// Hold a signed notice against a key at once.
    TakeNotice = "roll.notice" ((), false),
}

impl ActionCode {
    /// Is it the gateway's own work, done without anybody asking?
    pub const fn is_clockwork(self) -> bool {
        matches!(self, Self::Assess | Self::SendOutbox | Self::AdmitFile | Self::KeepStatuses | Self::MoveDraws)
    }

    /// Does it show who authorised whom, or what a court asks about the law in whose case? A matter is not concerned, and yet an operator has
    /// no business with it.
    pub const fn shows_authorisations(self) -> bool {
        matches!(
            self,
            Self::HoldSession
                | Self::WitnessAuthorisation
                | Self::RevokeAuthorisation
                | Self::TakeAuthorisation
                | Self::ReadAuthorisation
                | Self::EnterInInquiry
                | Self::LeadInquiry
                | Self::ReadInquiry
        )
    }

    /// Does it show who is in dispute with whom, and how they settled? An operator has no business with that either.
    pub const fn shows_disputes(self) -> bool {
        matches!(
            self,
            Self::ConductMediation
                | Self::SealSettlement
                | Self::ReadMediation
                | Self::ListMediations
                | Self::EnterConfirmation
                | Self::RuleOnConfirmation
                | Self::ReadConfirmation
                | Self::OpenConfirmedPaper
        )
    }

    /// Does it show who is or was a juror? An operator has no business with it either: nobody shall know beforehand whom to speak to.
    pub const fn shows_jurors(self) -> bool {
        matches!(
            self,
            Self::NominateJuror | Self::AppointJuror | Self::KeepJurors | Self::ReadJurors | Self::FormJurorPool
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_under_the_authoritys_name_is_a_signing_act() {
        let signing: Vec<_> =
            ActionCode::ALL.iter().filter(|action| action.signs()).map(|action| action.code()).collect();
        let expected = [
            "matter.forward",
            "matter.ask-supplement",
            "matter.accept",
            "matter.refuse",
            "matter.return",
            "matter.withdraw",
            "matter.take-from-abroad",
            "matter.use-paper",
            "matter.acknowledge",
            "matter.give-notice",
            "matter.consult-costs",
            "matter.answer-costs",
            "matter.remind",
            "matter.correct",
            "matter.request-use",
            "matter.answer-use",
            "matter.ask-erasure",
            "matter.answer-erasure",
            "authorisation.witness",
            "authorisation.revoke",
            "mediator.accredit",
            "mediator.suspend",
            "mediator.withdraw",
            "mediator.bar",
            "mediation.settle",
            "confirmation.rule",
            "listing.sanction",
        ];
        assert_eq!(signing, expected);
    }

    #[test]
    fn what_concerns_a_matter_is_named_after_it() {
        for action in ActionCode::ALL {
            let lists = matches!(action, ActionCode::List | ActionCode::ListCases);
            let named = ["matter.", "case."].iter().any(|it| action.code().starts_with(it)) && !lists;
            assert_eq!(action.concerns_matter(), named, "{action}");
        }
    }
}
