//! The end of accounts and of tokens, and passwords that are set anew, at a gateway without its doors.

use std::sync::LazyLock;

use comity_domain::limits::PASSWORD_CHECKS_MAX;
use comity_federation::sealed::PersonKey;
use comity_record::Digest;

use super::*;
use crate::access::{Access, Action};
use crate::app::FailureKind;
use crate::app::approvals::Approval;
use crate::app::tests::{gateway, open, operator, password, world};

static ACCESS: LazyLock<Access> = LazyLock::new(|| Access::load().unwrap());

/// Leave for an operator.
fn leave<A: Action<About = ()>>(person: &str) -> Permit<A> {
    ACCESS.permit(&operator(person, Credential::SteppedUp), None).unwrap()
}

/// Leave for somebody of the Nansha court.
fn of_nansha<A: Action<About = ()>>(person: &str, role: Role, credential: Credential) -> Permit<A> {
    let actor = Actor { person: person.to_owned(), role, authority: "cn-nansha".parse().unwrap(), credential };
    ACCESS.permit(&actor, None).unwrap()
}

async fn closed(app: &App, by: &str, account: &str) -> Result<Account, Failure> {
    app.close_account(&leave(by), account, "调离").await
}

fn new(account: &str) -> NewAccount {
    NewAccount {
        account: account.to_owned(),
        name: "顾岚".to_owned(),
        role: Role::Clerk,
        authority: "cn-nansha".parse().unwrap(),
        password: Some("correct horse".to_owned()),
    }
}

/// Nothing lets anybody in as `lin-yu`, and only who knows the password is told why.
async fn nobody_is_let_in(app: &App, password: &str, shown: [&str; 2]) {
    let refused = app.sign_in("lin-yu", password.to_owned()).await.unwrap_err();
    assert_eq!((refused.kind(), refused.code()), (FailureKind::Forbidden, "account-closed"));
    assert_eq!(app.sign_in("lin-yu", "a guess".to_owned()).await.unwrap_err().code(), "bad-credentials");
    for secret in shown {
        assert_eq!(app.identify(secret).unwrap_err().code(), "bad-credentials");
    }
    let stepped = app.step_up(shown[0], password.to_owned()).await.unwrap_err();
    assert_eq!(stepped.code(), "account-closed");
    let shown: Vec<Account> = app.accounts(&leave("duty-cn")).unwrap();
    let end = shown.into_iter().find(|account| account.account == "lin-yu").unwrap().closed.unwrap();
    assert_eq!((end.by.as_str(), end.reason.as_str()), ("ops-cn", "调离"));
}

#[tokio::test]
async fn a_closed_account_lets_nobody_in_by_password_session_or_token_whatever_was_kept_or_lost_since() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let known = password(&folder, "lin-yu");
    let session = app.sign_in("lin-yu", known.clone()).await.unwrap().session;
    let other = app.sign_in("he-min", password(&folder, "he-min")).await.unwrap().session;
    let token = app.issue_token(&leave("ops-cn"), "lin-yu").await.unwrap().token;
    assert!(app.identify(&session).is_ok() && app.identify(&token).is_ok());
    let kept = app.ledger().store().working(SESSIONS);
    assert_eq!(kept.len(), 2);

    closed(&app, "ops-cn", "lin-yu").await.unwrap();
    assert_eq!(app.ledger().store().working(SESSIONS).len(), 1, "its sessions are gone");
    assert!(app.identify(&other).is_ok(), "nobody else's");
    // What the working log did not take away opens nothing either.
    for (key, value) in kept {
        app.ledger().store().set_working(&key, Some(value)).unwrap();
    }
    nobody_is_let_in(&app, &known, [&session, &token]).await;

    app.close_record().unwrap();
    drop(app);
    std::fs::remove_dir_all(gateway(&folder, "cn").join("record/views")).unwrap();
    let app = open(&gateway(&folder, "cn")).unwrap();
    nobody_is_let_in(&app, &known, [&session, &token]).await;
    assert!(app.identify(&other).is_ok());
}

#[tokio::test]
async fn an_approval_of_somebody_whose_account_is_closed_counts_no_more() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let approval = async |person: &str, digest: Digest| app.approve(&leave::<action::AdoptRoll>(person), digest).await;
    let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
    assert_eq!(approval("duty-cn", one).await.unwrap(), Approval::First);
    closed(&app, "ops-cn", "duty-cn").await.unwrap();
    assert_eq!(approval("ops-cn", one).await.unwrap(), Approval::First, "there is nobody else who approves");
    // With a permit from before.
    let late = approval("duty-cn", one).await.unwrap_err();
    assert_eq!((late.kind(), late.code()), (FailureKind::Forbidden, "account-closed"));
    assert_eq!(approval("duty-cn", other).await.unwrap_err().code(), "account-closed");
    assert!(matches!(approval("zhou-wei", one).await.unwrap(), Approval::Both(_)), "another second person may come");
}

#[tokio::test]
async fn nobody_closes_their_own_account_and_no_account_is_closed_twice_or_without_a_reason() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let refused = async |by: &str, account: &str| closed(&app, by, account).await.unwrap_err();
    let own = refused("ops-cn", "ops-cn").await;
    assert_eq!((own.kind(), own.code()), (FailureKind::Forbidden, "own-account"));
    assert_eq!(refused("ops-cn", "nobody").await.kind(), FailureKind::NotFound);
    for reason in ["", " \t", "a\nb"] {
        let none = app.close_account(&leave("ops-cn"), "he-min", reason).await.unwrap_err();
        assert_eq!((none.kind(), none.code()), (FailureKind::Invalid, "bad-reason"), "{reason:?}");
    }
    assert_eq!(app.account("he-min").unwrap().closed, None);

    closed(&app, "ops-cn", "he-min").await.unwrap();
    let again = refused("duty-cn", "he-min").await;
    assert_eq!((again.kind(), again.code()), (FailureKind::Conflict, "account-already-closed"));
    assert_eq!(app.issue_token(&leave("ops-cn"), "he-min").await.unwrap_err().code(), "account-already-closed");
    let again = app.add_account(&leave("ops-cn"), new("he-min")).await.unwrap_err();
    assert_eq!(again.kind(), FailureKind::Moved, "a name is given once");
}

#[tokio::test]
async fn an_operator_whose_account_is_closed_lets_nobody_in_with_a_permit_from_before() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    closed(&app, "ops-cn", "duty-cn").await.unwrap();
    assert_eq!(app.add_account(&leave("duty-cn"), new("gu-lan")).await.unwrap_err().code(), "account-closed");
    assert_eq!(app.issue_token(&leave("duty-cn"), "lin-yu").await.unwrap_err().code(), "account-closed");
    assert_eq!(closed(&app, "duty-cn", "lin-yu").await.unwrap_err().code(), "account-closed");
    app.add_account(&leave("ops-cn"), new("gu-lan")).await.unwrap();
}

#[tokio::test]
async fn the_last_operator_is_not_closed_whoever_may_close_accounts() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let everything = Access::from_polar("may(_role, _relation, _credential, _action);").unwrap();
    let auditor = Actor { role: Role::Auditor, ..operator("zhou-wei", Credential::SteppedUp) };
    let close = async |account: &str| {
        let permit = everything.permit::<action::ManagePeople>(&auditor, None).unwrap();
        app.close_account(&permit, account, "调离").await
    };
    close("duty-cn").await.unwrap();
    let last = close("ops-cn").await.unwrap_err();
    assert_eq!((last.kind(), last.code()), (FailureKind::Conflict, "last-operator"));
    close("he-min").await.unwrap();
    assert_eq!(app.account("ops-cn").unwrap().closed, None);
}

#[tokio::test]
async fn of_two_operators_who_close_each_other_one_remains() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let both = tokio::join!(closed(&app, "ops-cn", "duty-cn"), closed(&app, "duty-cn", "ops-cn"));
    let (Ok(_), Err(refused)) = &both else { panic!("{both:?}") };
    assert_eq!(refused.code(), "account-closed", "whoever was closed first closes nobody any more");
    assert_eq!(app.account("ops-cn").unwrap().closed, None);
}

#[tokio::test]
async fn a_revoked_token_is_refused_from_then_on_and_the_others_are_not() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let issue = async || app.issue_token(&leave("ops-cn"), "nansha-docket").await.unwrap();
    let (lost, stolen, good) = (issue().await, issue().await, issue().await);
    app.revoke_token(&leave("ops-cn"), "nansha-docket", lost.number).await.unwrap();
    assert_eq!(app.identify(&lost.token).unwrap_err().code(), "bad-credentials");
    assert!(app.identify(&stolen.token).is_ok() && app.identify(&good.token).is_ok());

    let own = || of_nansha::<action::OwnTokens>("nansha-docket", Role::CourtSystem, Credential::Token);
    app.revoke_own_token(&own(), stolen.number).await.unwrap();
    assert_eq!(app.identify(&stolen.token).unwrap_err().code(), "bad-credentials");
    let again = app.revoke_own_token(&own(), lost.number).await.unwrap_err();
    assert_eq!((again.kind(), again.code()), (FailureKind::Conflict, "token-already-revoked"));
    // The first entry of an account is its making.
    for number in [0, 1, good.number + 100] {
        assert_eq!(app.revoke_own_token(&own(), number).await.unwrap_err().kind(), FailureKind::NotFound, "{number}");
    }
    let revoked: Vec<(u64, bool)> =
        app.own_tokens(&own()).unwrap().iter().map(|token| (token.number, token.revoked.is_some())).collect();
    assert_eq!(revoked[1..], [(lost.number, true), (stolen.number, true), (good.number, false)]);

    app.close_record().unwrap();
    drop(app);
    let app = open(&gateway(&folder, "cn")).unwrap();
    assert!(app.identify(&lost.token).is_err() && app.identify(&stolen.token).is_err());
    assert!(app.identify(&good.token).is_ok());
}

#[tokio::test]
async fn nothing_more_is_sealed_to_somebody_whose_account_is_closed() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let authority: AuthorityId = "cn-nansha".parse().unwrap();
    let enrol = async |byte: u8| {
        let permit = of_nansha("he-min", Role::Clerk, Credential::SteppedUp);
        app.enrol_sealing_key(&permit, PersonKey::from_bytes([byte; 32]).public()).await
    };
    let is_listed = async || {
        let permit = of_nansha("lin-yu", Role::Judge, Credential::Session);
        app.read_directory(&permit, &authority).await.unwrap().directory.person("he-min").is_some()
    };
    enrol(1).await.unwrap();
    assert!(is_listed().await);
    closed(&app, "ops-cn", "he-min").await.unwrap();
    assert!(!is_listed().await);
    assert_eq!(enrol(2).await.unwrap_err().code(), "account-closed");
}

const NEW: &str = "battery staple";

async fn signed_in(app: &App, account: &str, password: &str) -> String {
    app.sign_in(account, password.to_owned()).await.unwrap().session
}

/// A judge of the Nansha court changes the password, in this session.
async fn change(app: &App, session: &str, current: &str, new: &str) -> Result<OpenedSession, Failure> {
    let permit = of_nansha("lin-yu", Role::Judge, Credential::SteppedUp);
    app.change_password(&permit, session, current.to_owned(), new.to_owned()).await
}

async fn reset(app: &App, by: &str, account: &str, password: &str) -> Result<Account, Failure> {
    app.reset_password(&leave(by), account, password.to_owned()).await
}

/// The password from before, and a session that it has opened, let nobody in as `lin-yu`; with the new one the session opens nothing either.
async fn is_over(app: &App, old: &str, session: &str) {
    assert_eq!(app.sign_in("lin-yu", old.to_owned()).await.unwrap_err().code(), "bad-credentials");
    assert_eq!(app.identify(session).unwrap_err().code(), "bad-credentials");
    for password in [old, NEW] {
        let stepped = app.step_up(session, password.to_owned()).await.unwrap_err();
        assert_eq!(stepped.code(), "bad-credentials", "{password}");
        let changed = change(app, session, password, "yet another").await.unwrap_err();
        assert_eq!(changed.code(), "bad-credentials", "{password}");
    }
}

/// What the working log did not take away of these sessions lies there again.
fn lie_there_again(app: &App, kept: Vec<(String, Value)>) {
    let store = app.ledger().store();
    for (key, value) in kept {
        if store.working(&key).is_empty() {
            store.set_working(&key, Some(value)).unwrap();
        }
    }
}

#[tokio::test]
async fn whoever_changes_their_password_stays_signed_in_here_alone_and_the_old_one_is_over() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let old = password(&folder, "lin-yu");
    let (here, there) = (signed_in(&app, "lin-yu", &old).await, signed_in(&app, "lin-yu", &old).await);
    let other = signed_in(&app, "he-min", &password(&folder, "he-min")).await;
    let token = app.issue_token(&leave("ops-cn"), "lin-yu").await.unwrap().token;
    let long_ago = app.clock().now().plus_ms(-2 * STEP_UP_MAX_MINUTES * 60_000).to_string();
    for (key, mut session) in app.ledger().store().working(SESSIONS) {
        session["password_at"] = long_ago.clone().into();
        app.ledger().store().set_working(&key, Some(session)).unwrap();
    }
    assert_eq!(app.identify(&here).unwrap().credential, Credential::Session);
    let kept = app.ledger().store().working(SESSIONS);
    assert_eq!(kept.len(), 3);

    let changed = change(&app, &here, &old, NEW).await.unwrap();
    assert_eq!(changed.session, here);
    assert_eq!(app.ledger().store().working(SESSIONS).len(), 2, "the other session is gone");
    assert_eq!(app.identify(&here).unwrap().credential, Credential::SteppedUp, "it was entered just now");
    assert!(app.identify(&other).is_ok() && app.identify(&token).is_ok(), "nobody else's, and no token");
    lie_there_again(&app, kept);
    assert_eq!(app.ledger().store().working(SESSIONS).len(), 3);
    is_over(&app, &old, &there).await;
    app.step_up(&here, NEW.to_owned()).await.unwrap();

    app.close_record().unwrap();
    drop(app);
    std::fs::remove_dir_all(gateway(&folder, "cn").join("record/views")).unwrap();
    let app = open(&gateway(&folder, "cn")).unwrap();
    is_over(&app, &old, &there).await;
    assert!(app.identify(&here).is_ok() && app.identify(&other).is_ok() && app.identify(&token).is_ok());
    signed_in(&app, "lin-yu", NEW).await;
}

#[tokio::test]
async fn a_password_is_changed_in_ones_own_session_by_whoever_knows_it_and_else_stays_as_it_is() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let (old, theirs) = (password(&folder, "lin-yu"), password(&folder, "he-min"));
    let (here, there) = (signed_in(&app, "lin-yu", &old).await, signed_in(&app, "lin-yu", &old).await);
    let other = signed_in(&app, "he-min", &theirs).await;
    let before = app.account("lin-yu").unwrap().revision;
    let refused = async |session: &str, current: &str, new: &str| {
        let failure = change(&app, session, current, new).await.unwrap_err();
        (failure.kind(), failure.code(), failure.at().map(str::to_owned))
    };
    let wrong = (FailureKind::Unauthenticated, "bad-credentials", None);
    assert_eq!(refused(&here, "a wrong guess", NEW).await, wrong, "although it was entered just now");
    assert_eq!(refused(&here, NEW, NEW).await, wrong);
    assert_eq!(refused(&other, &old, NEW).await, wrong, "in the session of somebody else");
    assert_eq!(refused(&other, &theirs, NEW).await, wrong);
    let short = (FailureKind::Invalid, "password-too-short", Some("new".to_owned()));
    assert_eq!(refused(&here, &old, "short").await, short);
    assert_eq!(app.account("lin-yu").unwrap().revision, before);
    assert!([&here, &there, &other].iter().all(|session| app.identify(session).is_ok()));
    signed_in(&app, "lin-yu", &old).await;
    signed_in(&app, "he-min", &theirs).await;

    change(&app, &here, &old, &old).await.unwrap();
    assert!(app.identify(&there).is_err(), "the same again ends what it had opened");
}

#[tokio::test]
async fn an_operator_gives_somebody_who_forgot_theirs_a_new_first_password_and_whatever_was_open_ends() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let old = password(&folder, "lin-yu");
    let session = signed_in(&app, "lin-yu", &old).await;
    let other = signed_in(&app, "he-min", &password(&folder, "he-min")).await;
    let token = app.issue_token(&leave("ops-cn"), "lin-yu").await.unwrap().token;
    let kept = app.ledger().store().working(SESSIONS);
    assert_eq!(reset(&app, "ops-cn", "lin-yu", NEW).await.unwrap().account, "lin-yu");
    assert_eq!(app.ledger().store().working(SESSIONS).len(), 1, "the session is gone");
    lie_there_again(&app, kept);
    is_over(&app, &old, &session).await;
    assert!(app.identify(&other).is_ok() && app.identify(&token).is_ok(), "nobody else's, and no token");

    let entries = app.ledger().store().load(&account_subject("lin-yu")).unwrap();
    let last = entries.last().unwrap();
    assert_eq!((last.kind.as_str(), text(last, "by").as_str()), ("password-set", "ops-cn"));
    assert!(last.open.is_empty());
    let own = signed_in(&app, "lin-yu", NEW).await;
    change(&app, &own, NEW, "yet another").await.unwrap();
    let entries = app.ledger().store().load(&account_subject("lin-yu")).unwrap();
    assert_eq!(text(entries.last().unwrap(), "by"), "lin-yu");
}

#[tokio::test]
async fn an_operator_sets_no_password_of_their_own_of_a_program_or_of_a_closed_account() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let refused = async |by: &str, account: &str, password: &str| {
        let failure = reset(&app, by, account, password).await.unwrap_err();
        (failure.kind(), failure.code())
    };
    closed(&app, "ops-cn", "he-min").await.unwrap();
    closed(&app, "ops-cn", "duty-cn").await.unwrap();
    let accounts = ["ops-cn", "nansha-docket", "he-min", "lin-yu"];
    let revisions = || accounts.map(|account| app.account(account).unwrap().revision);
    let before = revisions();
    assert_eq!(refused("ops-cn", "ops-cn", NEW).await, (FailureKind::Forbidden, "own-account"));
    assert_eq!(refused("ops-cn", "nobody", NEW).await.0, FailureKind::NotFound);
    assert_eq!(refused("ops-cn", "nansha-docket", NEW).await, (FailureKind::Invalid, "program-without-password"));
    assert_eq!(refused("ops-cn", "he-min", NEW).await, (FailureKind::Conflict, "account-already-closed"));
    assert_eq!(refused("ops-cn", "lin-yu", "short").await, (FailureKind::Invalid, "password-too-short"));
    // With a permit from before.
    assert_eq!(refused("duty-cn", "lin-yu", NEW).await, (FailureKind::Forbidden, "account-closed"));
    assert_eq!(revisions(), before);
}

#[tokio::test]
async fn a_password_that_was_looked_at_before_another_was_set_lets_nobody_in_afterwards() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let old = password(&folder, "lin-yu");
    let session = signed_in(&app, "lin-yu", &old).await;
    let all = u32::try_from(PASSWORD_CHECKS_MAX).unwrap();
    let places = app.password_checks().acquire_many(all).await.unwrap();
    let meanwhile = async {
        reset(&app, "ops-cn", "lin-yu", NEW).await.unwrap();
        drop(places);
    };
    let (entered, stepped, changed, ()) = tokio::join!(
        app.sign_in("lin-yu", old.clone()),
        app.step_up(&session, old.clone()),
        change(&app, &session, &old, "yet another"),
        meanwhile
    );
    for late in [entered, stepped, changed] {
        assert_eq!(late.unwrap_err().code(), "bad-credentials");
    }

    let session = signed_in(&app, "lin-yu", NEW).await;
    let places = app.password_checks().acquire_many(all).await.unwrap();
    let meanwhile = async {
        closed(&app, "ops-cn", "lin-yu").await.unwrap();
        drop(places);
    };
    let (changed, ()) = tokio::join!(change(&app, &session, NEW, "yet another"), meanwhile);
    assert_eq!(changed.unwrap_err().code(), "account-closed");
}

#[tokio::test]
async fn of_two_who_change_one_password_at_the_same_time_one_does() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let old = password(&folder, "lin-yu");
    let (here, there) = (signed_in(&app, "lin-yu", &old).await, signed_in(&app, "lin-yu", &old).await);
    let both = tokio::join!(change(&app, &here, &old, NEW), change(&app, &there, &old, "yet another"));
    let (done, refused) = match both {
        (Ok(done), Err(refused)) | (Err(refused), Ok(done)) => (done, refused),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused.code(), "bad-credentials");
    assert!(app.identify(&done.session).is_ok());
    assert_eq!([&here, &there].iter().filter(|session| app.identify(session).is_ok()).count(), 1);
}

#[tokio::test]
async fn an_operator_whose_password_is_another_one_by_now_gives_nobody_one() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let of_others = hash(NEW.to_owned(), "password").await.unwrap();
    for act in ["reset", "add"] {
        let place = app.approving.lock().await;
        let begun = async {
            match act {
                "reset" => reset(&app, "ops-cn", "lin-yu", "yet another").await,
                _ => app.add_account(&leave("ops-cn"), new("gu-lan")).await,
            }
        };
        let meanwhile = async {
            app.set_password("ops-cn", "duty-cn", &of_others).await.unwrap();
            drop(place);
        };
        let (done, ()) = tokio::join!(begun, meanwhile);
        assert_eq!(done.unwrap_err().code(), "bad-credentials", "{act}");
    }
    assert!(app.sign_in("lin-yu", password(&folder, "lin-yu")).await.is_ok());
    assert!(app.account("gu-lan").is_err());
}

#[tokio::test]
async fn a_session_that_is_ended_while_a_password_is_looked_at_stays_so() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let known = password(&folder, "lin-yu");
    for act in ["step-up", "change"] {
        let session = signed_in(&app, "lin-yu", &known).await;
        let begun = async {
            match act {
                "step-up" => app.step_up(&session, known.clone()).await,
                _ => change(&app, &session, &known, NEW).await,
            }
        };
        let meanwhile = async { app.sign_out(&session).unwrap() };
        let (done, ()) = tokio::join!(begun, meanwhile);
        assert_eq!(done.unwrap_err().code(), "bad-credentials", "{act}");
        assert!(app.identify(&session).is_err(), "{act}");
    }
    assert!(app.sign_in("lin-yu", known).await.is_ok());
}

#[tokio::test]
async fn a_program_of_a_court_is_given_no_password() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let program = NewAccount { role: Role::CourtSystem, ..new("docket") };
    let refused = app.add_account(&leave("ops-cn"), program.clone()).await.unwrap_err();
    assert_eq!((refused.kind(), refused.code()), (FailureKind::Invalid, "program-without-password"));
    app.add_account(&leave("ops-cn"), NewAccount { password: None, ..program }).await.unwrap();
}

#[tokio::test]
async fn a_session_of_before_passwords_had_numbers_goes_on_until_another_password_is_set() {
    let folder = world().await;
    let app = open(&gateway(&folder, "cn")).unwrap();
    let session = signed_in(&app, "lin-yu", &password(&folder, "lin-yu")).await;
    let [(key, mut value)] = app.ledger().store().working(SESSIONS).try_into().unwrap();
    value.as_object_mut().unwrap().remove("password").unwrap();
    app.ledger().store().set_working(&key, Some(value.clone())).unwrap();
    assert!(app.identify(&session).is_ok());
    reset(&app, "ops-cn", "lin-yu", NEW).await.unwrap();
    app.ledger().store().set_working(&key, Some(value)).unwrap();
    assert!(app.identify(&session).is_err());
}
