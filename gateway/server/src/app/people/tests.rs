//! The end of accounts and of tokens, at a gateway without its doors.

use std::sync::LazyLock;

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
