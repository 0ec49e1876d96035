//! Attacks 22, 23 and 24: what an agent may not see is not there, in addresses and in forms; and a form changes nothing
//! it does not name.

use crate::stage::{Desk, file, mail};
use axum::http::{Method, StatusCode};
use desk::Status;
use testkit::both_databases;
use web::Needs;

/// Every address with an object in it, filled in with things of Support.
async fn objects(desk: &Desk) -> Vec<(Method, String)> {
    let mut letter = mail(desk.support, "The kettle leaks", "It leaks");
    letter.files.push(file("seal.png", "image/png", b"\x89PNG\r\n\x1a\nrest"));
    letter.html = Some("<p>It leaks</p>".into());
    let (number, message) = desk.receives(letter).await;
    let other = desk.receives(mail(desk.support, "The lid", "Copper?")).await.0;
    desk.posts("ben", &format!("/conversations/{number}/merge"), &format!("other={other}")).await;
    let drafted = desk
        .asks("ben", Method::GET, "/new")
        .answer()
        .await
        .header("location")
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let given = [
        ("{number}", number.to_string()),
        ("{word}", format!("resolved-{number}")),
        ("{view}", "mine".into()),
        ("{draft}", drafted.clone()),
        ("{item}", "1".into()),
    ];
    let listing = desk::pages::routes().listing();
    let with_objects = listing
        .into_iter()
        .filter(|route| route.path.contains('{') && route.path != "/views/{view}" && !is_settings(route.needs));
    with_objects
        .map(|route| {
            let mut path = given.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
            let id = match route.path {
                p if p.starts_with("/messages") => message.to_string(),
                p if p.starts_with("/drafts") => drafted.clone(),
                p if p.starts_with("/inboxes") => desk.support.to_string(),
                _ => "1".into(),
            };
            path = path.replace("{id}", &id);
            (route.method, path)
        })
        .collect()
}

fn is_settings(needs: Needs) -> bool {
    matches!(needs, Needs::Permission("inboxes.manage" | "tags.manage" | "macros.manage" | "settings.manage"))
}

#[both_databases]
async fn attack_22_a_stranger_finds_nothing_at_any_objects_address(desk: Desk) {
    let objects = objects(&desk).await;
    let before = desk.find(1).await.version;

    for (method, path) in &objects {
        let public = path.starts_with("/teams/") || path.starts_with("/tags/");
        if public {
            continue; // Teams and tags are everybody's; what they list is narrowed, see `leaks`.
        }
        let answer = match *method {
            Method::GET => desk.gets("sam", path).await,
            _ if path.ends_with("/files") => {
                let token = desk.token("sam").await;
                desk.asks("sam", Method::POST, path).header("x-csrf-token", &token).file("a.txt", b"a").answer().await
            }
            _ => desk.posts("sam", path, "other=1&message=1&agent=me&until=1873133200000000&priority=high&tag=1&field=1&inbox_id=1&to=a%40b.example&body=x&name=x&subject=x").await,
        };
        // Taking a file off a draft that is not one's own changes nothing and says nothing. A close needs a permission Sam lacks.
        let silent = path.ends_with("/remove") && answer.status == StatusCode::OK;
        let forbidden = path.ends_with("/close") && answer.status == StatusCode::FORBIDDEN;
        assert!(answer.status == StatusCode::NOT_FOUND || silent || forbidden, "{method} {path} answered {}", answer.status);
        assert!(!answer.text.contains("kettle leaks"), "{path} tells the subject");
        let nobody = desk.asks("", method.clone(), path).answer().await;
        assert!(
            matches!(nobody.status, StatusCode::SEE_OTHER | StatusCode::UNAUTHORIZED),
            "{path} lets anybody in: {}",
            nobody.status
        );
    }

    assert!(objects.len() > 35, "only {} addresses were tried", objects.len());
    assert_eq!(desk.find(1).await.version, before, "a stranger changed something");
}

#[both_databases]
async fn attack_23_what_one_may_not_see_cannot_be_named_in_a_form(desk: Desk) {
    let ours = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let theirs = desk.receives(mail(desk.orders, "Salaries", "Secret")).await;
    let (sam, orders) = (desk.sam, desk.orders);
    let form = |verb: &str| format!("/conversations/{}/{verb}", ours.0);

    let foreign = [
        desk.posts("ana", &form("merge"), &format!("other={}", theirs.0)).await.status,
        desk.posts("ana", &form("link"), &format!("other={}", theirs.0)).await.status,
        desk.posts("ana", &form("move"), &format!("message={}&other={}", ours.1, theirs.0)).await.status,
        desk.posts("ana", &form("move"), &format!("message={}&other={}", theirs.1, ours.0)).await.status,
        desk.posts("ana", &form("split"), &format!("message={}", theirs.1)).await.status,
        desk.posts("ana", &form("inbox"), &format!("inbox_id={orders}")).await.status,
        desk.posts("ana", &form("team"), "team=999").await.status,
        desk.posts("ana", "/conversations", &format!("do=status+resolved&conversation={}&conversation={}", ours.0, theirs.0))
            .await
            .status,
    ];
    let absent = desk.posts("ana", &form("assign"), &format!("agent={sam}")).await;
    let forward = desk
        .posts("ana", &form("messages"), &format!("kind=forward&answers={}&to=x%40y.example&body=hi", theirs.1))
        .await;

    assert!(
        foreign.iter().all(|status| *status == StatusCode::NOT_FOUND || *status == StatusCode::CONFLICT),
        "{foreign:?}"
    );
    assert_eq!(absent.status, StatusCode::CONFLICT, "Sam does not see Support");
    assert_eq!(forward.status, StatusCode::NOT_FOUND);
    let (kept, other) = (desk.find(ours.0).await, desk.find(theirs.0).await);
    assert_eq!((kept.status, kept.message_count, kept.inbox_id), (Status::Open, 1, desk.support));
    assert_eq!((other.status, other.message_count, other.merged_into), (Status::Open, 1, None));
}

#[both_databases]
async fn attack_24_a_form_changes_nothing_it_does_not_name(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let before = desk.find(number).await;

    let form = "subject=Leak&status=closed&inbox_id=2&customer_id=99&version=77&opened_at=0&assignee_id=1&number=5";
    let renamed = desk.posts("ana", &format!("/conversations/{number}/rename"), form).await;

    let after = desk.find(number).await;
    assert_eq!(renamed.status, StatusCode::OK);
    assert_eq!(after.subject, "Leak");
    assert_eq!(
        (after.status, after.inbox_id, after.customer_id, after.assignee_id, after.opened_at, after.number),
        (before.status, before.inbox_id, before.customer_id, before.assignee_id, before.opened_at, before.number)
    );
}

#[both_databases]
async fn whoever_may_only_note_sends_and_resolves_nothing(desk: Desk) {
    let (number, message) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let (support, lea) = (
        desk.support,
        desk.read(|tx| db::sql("SELECT id FROM agent WHERE name = 'Lea'").only::<i64>(tx, "agent")).await,
    );
    let ana = desk.ana;
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[lea, ana]))
        .await
        .unwrap();

    let reply = desk
        .posts("lea", &format!("/conversations/{number}/messages"), "kind=reply&to=mia%40castellano.example&body=Hi")
        .await;
    let resolve = desk.posts("lea", &format!("/conversations/{number}/resolve"), "").await;
    let again = desk.posts("lea", &format!("/messages/{message}/send-again"), "").await;
    let note = desk.posts("lea", &format!("/conversations/{number}/messages"), "kind=note&body=She+called").await;

    assert_eq!([reply.status, resolve.status, again.status], [StatusCode::FORBIDDEN; 3]);
    assert_eq!(note.status, StatusCode::OK);
    assert_eq!(desk.find(number).await.status, Status::Open);
}
