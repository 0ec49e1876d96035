//! Scenes at the door: what each page shows, what each form does, and who is turned away.

mod cast;

use axum::http::{Method, StatusCode};
use cast::door::Door;
use cast::{Desk, Letters, email};
use customers::attributes;
use customers::{CustomerId, Source, company, identities, notes, tags};
use testkit::both_databases;
use web::Needs;

async fn first_identity(desk: &Desk, customer: CustomerId) -> i64 {
    desk.ask(move |tx| identities::of(tx, customer)).await[0].id.0
}

#[both_databases]
async fn a_customer_is_opened_edited_and_shown_in_three_languages(door: Door) {
    let opened = door.post("ana", "/customers", "name=Mia+Klein&email=Mia%40example.org").await;
    let page = opened.location.clone();
    door.post("ana", &format!("{page}/identities"), "kind=phone&value=%2B34+612+345+678").await;
    door.post("ana", &format!("{page}/tags"), "tag=VIP").await;
    door.post("ana", &format!("{page}/notes"), "text=Likes+%3Cb%3Etea%3C%2Fb%3E").await;
    door.post("ana", "/companies", "name=Kettle").await;
    let saved = door.post("ana", &format!("{page}/profile"), "name=Mia+Klein&language=es&company=kettle").await;

    let (english, spanish, chinese) = (door.get("ana", &page).await, door.get("ben", &page).await, door.get("lea", &page).await);

    assert_eq!((opened.status, saved.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    for (answer, word) in [(&english, "Timeline"), (&spanish, "Cronología"), (&chinese, "时间线")] {
        assert_eq!(answer.status, StatusCode::OK);
        for shown in [word, "Mia Klein", "mia@example.org", "+34612345678", "vip", "Kettle", "Español", "&lt;b&gt;tea"] {
            assert!(answer.text.contains(shown), "{shown} is missing");
        }
        assert!(!answer.text.contains("customers-"), "a sentence is missing: {}", unwritten(&answer.text));
        assert!(!answer.text.contains("<b>tea"));
    }
    assert!(english.text.contains("/merge") && !chinese.text.contains("/notes\""), "Lea sees no forms");
}

#[both_databases]
async fn an_empty_list_says_what_to_do_first_and_a_fruitless_search_what_to_try(door: Door) {
    let nobody = door.get("ana", "/customers").await.text;
    door.post("ana", "/customers", "name=Mia+Klein&email=mia%40example.org").await;
    let nothing = door.get("ana", "/customers?q=zzz").await.text;

    assert!(nobody.contains("No customers yet") && !nobody.contains("No customer found"), "{nobody}");
    assert!(nothing.contains("No customer found") && !nothing.contains("No customers yet"), "{nothing}");
}

#[both_databases]
async fn doubles_are_for_who_may_see_customers_and_merge_them(door: Door) {
    let (one, other) = (
        door.desk.writes("mia@example.org", "Mia Klein").await,
        door.desk.writes("mia+spam@example.org", "M. K.").await,
    );
    for customer in [one, other] {
        door.desk.ana(move |work| customers::doubles::look(work, customer, &[])).await;
    }

    let (ana, lea, mer) = (
        door.get("ana", "/customers/doubles").await,
        door.get("lea", "/customers/doubles").await,
        door.get("mer", "/customers/doubles").await,
    );

    assert!(ana.status == StatusCode::OK && ana.text.contains("Mia Klein"));
    assert_eq!((lea.status, mer.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert!(!mer.text.contains("Mia Klein"));
}

fn unwritten(text: &str) -> String {
    text.split("customers-")
        .skip(1)
        .map(|rest| rest.chars().take(40).collect::<String>())
        .collect::<Vec<_>>()
        .join(" · ")
}

#[both_databases]
async fn a_refused_form_comes_back_with_the_reason_and_what_was_typed(door: Door) {
    let (mia, leo) = (door.desk.writes("mia@example.org", "Mia").await, door.desk.writes("leo@example.org", "Leo").await);

    let nonsense = door.post("ana", &format!("/customers/{mia}/identities"), "kind=phone&value=call+me").await;
    let taken = door
        .post("ana", &format!("/customers/{leo}/identities"), "kind=email&value=mia%40example.org")
        .await;
    let unknown = door.post("ana", &format!("/customers/{mia}/profile"), "name=Mia&company=Nobody+Inc").await;

    assert_eq!([nonsense.status, taken.status, unknown.status], [StatusCode::UNPROCESSABLE_ENTITY; 3]);
    assert!(nonsense.text.contains("value=\"call me\"") && nonsense.text.contains("is not a phone number"));
    assert!(taken.text.contains("belongs to Mia") && unknown.text.contains("no company called Nobody Inc"));
}

#[both_databases]
async fn a_double_is_found_merged_and_the_merge_undone(door: Door) {
    let (mia, double) = (door.desk.writes("mia@example.org", "Mia").await, door.desk.writes("mia@work.example", "M. Klein").await);

    let found = door.get("ana", &format!("/customers/{mia}/merge/found?q=klein")).await;
    let merged = door.post("ana", &format!("/customers/{mia}/merge"), &format!("other={double}")).await;
    let signpost = door.get("ana", &format!("/customers/{double}")).await;
    let page = door.get("ana", &merged.location).await;
    let toast = door.get("ana", &format!("/customers/{mia}/merges/1/toast")).await;
    let undone = door.post("ana", &format!("/customers/{mia}/merges/1/undo"), "").await;

    assert!(found.text.contains("M. Klein") && !found.text.contains("<html"));
    assert_eq!(merged.location, format!("/customers/{mia}?merged=1"));
    assert_eq!((signpost.status, signpost.location), (StatusCode::SEE_OTHER, format!("/customers/{mia}")));
    assert!(page.text.contains("mia@work.example") && page.text.contains("/merges/1/toast"));
    assert!(toast.text.contains("data-toast") && toast.text.contains("/merges/1/undo"));
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(door.get("ana", &format!("/customers/{double}")).await.status, StatusCode::OK);
}

#[both_databases]
async fn attributes_are_defined_filled_in_and_their_purpose_shown(door: Door) {
    let mia = door.desk.writes("mia@example.org", "Mia").await;
    let form = "label=Loyalty+card&shape=choice&choices=Gold%0D%0ASilver&purpose=To+greet+them&days=30";
    let defined = door.post("ben", "/settings/customer-attributes", form).await;
    let vague = door.post("ben", "/settings/customer-attributes", "label=Shoe&shape=text&purpose=").await;
    let card = door.desk.ask(|tx| Ok(attributes::all(tx)?[0].id)).await;

    let saved = door.post("ana", &format!("/customers/{mia}/values"), &format!("attribute={card}&value=gold")).await;
    let wrong = door.post("ana", &format!("/customers/{mia}/values"), &format!("attribute={card}&value=tin")).await;
    let page = door.get("ana", &format!("/customers/{mia}")).await;
    let settings = door.get("ben", "/settings/customer-attributes").await;

    assert_eq!((defined.status, saved.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!((vague.status, wrong.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(vague.text.contains("value=\"Shoe\""));
    assert!(page.text.contains("Gold") && page.text.contains("To greet them") && page.text.contains("Kept until"));
    assert!(settings.text.contains("Año de nacimiento") && settings.text.contains("30 días"));
}

#[both_databases]
async fn a_company_page_files_by_domain_and_is_removed_only_when_empty(door: Door) {
    let opened = door.post("ana", "/companies", "name=Kettle+%26+Co.").await;
    let page = opened.location.clone();
    door.post("ana", &format!("{page}/domains"), "domain=kettle.example").await;
    let free = door.post("ana", &format!("{page}/domains"), "domain=gmail.com").await;
    door.desk.writes("mia@kettle.example", "Mia").await;

    let shown = door.get("ana", &page).await;
    let kept = door.post("ana", &format!("{page}/remove"), "").await;
    let list = door.get("ana", "/companies?q=kettle").await;

    assert!(shown.text.contains("Mia") && shown.text.contains("kettle.example"));
    assert_eq!((free.status, kept.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(list.text.contains("Kettle &amp; Co."));
}

/// Every address of the room with keys that exist, so that only the permission can turn somebody away.
async fn addresses(door: &Door) -> Vec<(Method, String, Needs)> {
    let mia = door.desk.writes("mia@example.org", "Mia").await;
    let double = door.desk.writes("mia@work.example", "Mia").await;
    let (identity, note) = (first_identity(&door.desk, mia).await, door.desk.ana(move |work| notes::write(work, mia, "x")).await);
    let merge = door.desk.ana(move |work| customers::merge(work, mia, double, &[&Letters])).await;
    let company = door.desk.ana(|work| company::open(work, "Kettle")).await;
    let filled = |path: &str| {
        path.replace("{customer}", &mia.to_string())
            .replace("{identity}", &identity.to_string())
            .replace("{note}", &note.to_string())
            .replace("{merge}", &merge.to_string())
            .replace("{company}", &company.to_string())
            .replace("{attribute}", "1")
    };
    customers::pages::routes()
        .listing()
        .into_iter()
        .map(|route| (route.method, filled(route.path), route.needs))
        .collect()
}

#[both_databases]
async fn attack_22_whoever_lacks_the_permission_is_turned_away_at_every_address(door: Door) {
    for (method, path, needs) in addresses(&door).await {
        let Needs::Permission(permission) = needs else { panic!("{path} needs no permission") };
        let try_as = async |who: &str| match method {
            Method::GET => door.get(who, &path).await.status,
            _ => door.post(who, &path, "").await.status,
        };

        let (stranger, nil, lea) = (try_as("").await, try_as("nil").await, try_as("lea").await);

        assert!(
            matches!(stranger, StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER | StatusCode::FORBIDDEN),
            "{method} {path}: {stranger}"
        );
        assert_eq!(nil, StatusCode::FORBIDDEN, "{method} {path}");
        if permission != "customers.see" {
            assert_eq!(lea, StatusCode::FORBIDDEN, "{method} {path}");
        }
    }
}

#[both_databases]
async fn attack_22_keys_of_others_and_of_nobody_look_the_same(door: Door) {
    let (mia, leo) = (door.desk.writes("mia@example.org", "Mia").await, door.desk.writes("leo@example.org", "Leo").await);
    let double = door.desk.writes("mia@work.example", "Mia").await;
    let (identity, note) = (first_identity(&door.desk, mia).await, door.desk.ana(move |work| notes::write(work, mia, "x")).await);
    let merge = door.desk.ana(move |work| customers::merge(work, mia, double, &[&Letters])).await;
    let tries = [
        format!("identities/{identity}/remove"),
        format!("identities/{identity}/verify"),
        format!("identities/{identity}/doubt"),
        format!("identities/{identity}/primary"),
        format!("identities/{identity}/deliverable"),
        format!("notes/{note}/remove"),
        format!("merges/{merge}/undo"),
    ];

    for deed in tries {
        let through_leo = door.post("ana", &format!("/customers/{leo}/{deed}"), "").await;
        let through_nobody = door.post("ana", &format!("/customers/999/{deed}"), "").await;
        assert_eq!((through_leo.status, through_nobody.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{deed}");
        assert_eq!(without_token(&through_leo.text), without_token(&through_nobody.text), "{deed}");
    }
    for path in [
        "/customers/999",
        "/customers/999/timeline",
        "/customers/999/merge",
        "/companies/999",
        "/settings/customer-attributes/999",
    ] {
        assert_eq!(door.get("ben", path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(door.desk.ask(move |tx| identities::of(tx, mia)).await.len(), 2);
}

fn without_token(text: &str) -> String {
    text.split("csrf").map(|piece| piece.split_once("\">").map_or(piece, |(_, rest)| rest)).collect()
}

#[both_databases]
async fn attack_23_foreign_keys_in_a_form_are_refused(door: Door) {
    let mia = door.desk.writes("mia@example.org", "Mia").await;

    let merged = door.post("ana", &format!("/customers/{mia}/merge"), "other=999").await;
    let nobody = door.post("ana", &format!("/customers/{mia}/merge"), "other=").await;
    let value = door.post("ana", &format!("/customers/{mia}/values"), "attribute=999&value=x").await;
    let switched_off = door.post("ana", &format!("/customers/{mia}/values"), "attribute=3&value=1984").await;

    assert_eq!((merged.status, nobody.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!((value.status, switched_off.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
}

#[both_databases]
async fn attack_24_fields_nobody_offered_change_nothing(door: Door) {
    let (mia, leo) = (door.desk.writes("mia@example.org", "Mia").await, door.desk.writes("leo@example.org", "Leo").await);
    let before = door.desk.ask(move |tx| customers::find(tx, mia)).await;
    let smuggled = format!("name=Mia&id=99&created_at=0&last_seen_at=0&merged_into={leo}&company_id=7&is_preset=on&customer_id={leo}");

    let saved = door.post("ana", &format!("/customers/{mia}/profile"), &smuggled).await;
    door.post(
        "ana",
        &format!("/customers/{mia}/identities"),
        &format!("kind=email&value=m%40x.org&customer_id={leo}&verified_at=1&source=api"),
    )
    .await;

    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(door.desk.ask(move |tx| customers::find(tx, mia)).await, before);
    let added = door.desk.ask(move |tx| identities::of(tx, mia)).await.remove(1);
    assert_eq!((added.source, added.verified_at, added.customer), (Source::Agent, None, mia));
}

#[both_databases]
async fn attack_26_the_page_shows_no_subject_of_a_hidden_conversation(door: Door) {
    let mia = door.desk.writes("mia@example.org", "Mia").await;
    for (conversation, subject) in [(7i64, "shown subject"), (12, "hidden subject")] {
        door.desk
            .ana(move |work| {
                let now = work.now;
                work.keep_quietly("a log line of another room");
                db::sql("INSERT INTO activity (happened_at, actor_kind, kind, conversation_id, customer_id, detail) VALUES ($1, 'customer', 'message.arrived', $2, $3, $4)")
                    .with(now)
                    .with(conversation)
                    .with(mia)
                    .with(subject)
                    .run(work)
            })
            .await;
    }

    let (page, lines) = (
        door.get("ana", &format!("/customers/{mia}")).await,
        door.get("ana", &format!("/customers/{mia}/timeline")).await,
    );

    for text in [page.text, lines.text] {
        assert!(text.contains("shown subject") && !text.contains("hidden subject"));
    }
}

#[both_databases]
async fn a_panel_beside_a_conversation_shows_the_customer(door: Door) {
    let mia = door.desk.writes("mia@example.org", "Mia").await;
    door.desk.ana(move |work| tags::put(work, mia, "vip")).await;
    door.desk
        .ana(move |work| identities::add(work, mia, &email("mia@work.example"), Source::Agent))
        .await;

    let page = door.get("ana", &format!("/customers/{mia}")).await;

    assert!(page.text.contains(&format!("conversations of {mia} for Ana")));
    assert!(page.text.contains("mia@work.example") && page.text.contains("data-live=\"customer:"));
}

#[test]
fn every_sentence_is_there_in_three_languages() {
    assert_eq!(web::text::faults(&[customers::TEXTS]), Vec::<String>::new());
}

#[test]
fn every_key_the_code_says_is_in_the_catalogue() {
    let mut missing = Vec::new();
    for source in sources(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for key in source.split("\"customers-").skip(1).filter_map(|rest| rest.split_once('"').map(|(key, _)| key)) {
            let whole = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if whole && !customers::TEXTS.en.contains(&format!("\ncustomers-{key} =")) {
                missing.push(key.to_owned());
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "add these to the three catalogues");
}

fn sources(folder: std::path::PathBuf) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the sources").flatten();
    entries
        .flat_map(|entry| {
            if entry.path().is_dir() {
                sources(entry.path())
            } else {
                vec![std::fs::read_to_string(entry.path()).expect("a source")]
            }
        })
        .collect()
}
