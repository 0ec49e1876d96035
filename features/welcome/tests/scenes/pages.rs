//! The pages, as a browser meets them.

use crate::stage::Desk;
use axum::http::StatusCode;
use testkit::both_databases;
use welcome::help::TOPICS;
use welcome::manual::MANUALS;

#[both_databases]
async fn every_page_speaks_three_languages_and_explains_itself(desk: Desk) {
    for language in ["en", "es", "zh"] {
        for path in ["/setup", "/tour", "/news", "/help", "/settings/keys", "/views/mine", "/drafts"] {
            let page = desk.gets(&format!("noor-{language}"), path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.contains(&format!("<html lang=\"{language}\"")), "{path}");
            assert!(page.text.contains("class=\"help-words\""), "{path} does not explain itself");
            assert!(!page.text.contains("welcome-help-") && !page.text.contains(">welcome-"), "{path} shows a key in {language}");
        }
    }
}

#[both_databases]
async fn the_manual_is_read_without_a_network(desk: Desk) {
    for (reader, language) in [("noor-en", "en"), ("noor-es", "es"), ("noor-zh", "zh")] {
        for source in MANUALS {
            let page = desk.gets(reader, &format!("/help/manual/{}", source.name)).await;
            let spoken = if matches!(source.name, "api" | "config") { "en" } else { language };
            assert_eq!(page.status, StatusCode::OK);
            assert!(
                page.text.contains(&format!("<article class=\"prose manual\" lang=\"{spoken}\"")),
                "{} in {language}",
                source.name
            );
            assert_eq!(page.text.matches("<h1").count(), 1, "{} in {language}", source.name);
        }
    }
    let all = desk.gets("ana", "/help").await.text;
    assert!(TOPICS.iter().all(|topic| all.contains(&format!("href=\"{}\"", topic.href))));
    for (reader, api) in [("noor-en", "The API"), ("noor-es", "La API (en inglés)"), ("noor-zh", "API（英文）")] {
        let page = desk.gets(reader, "/help").await.text;
        assert!(page.contains(&format!(">{api}</a>")), "{reader}: {page}");
    }
    assert_eq!(desk.gets("ana", "/help/manual/secret").await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn the_card_of_the_set_up_is_for_administrators_until_it_is_put_away(desk: Desk) {
    let noor = desk.gets("noor", "/views/mine").await;
    let ana = desk.gets("ana", "/views/mine").await;
    let refused = desk.gets("ana", "/setup").await;
    let away = desk.posts("noor", "/setup/put-away", "").await;
    let later = desk.gets("noor", "/views/mine").await;

    assert!(noor.text.contains("id=\"setup-card\"") && noor.text.contains("Next: Name of the company"));
    assert!(!ana.text.contains("id=\"setup-card\""));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!((away.status, later.text.contains("id=\"setup-card\"")), (StatusCode::SEE_OTHER, false));
    assert_eq!(desk.gets("noor", "/setup").await.status, StatusCode::OK);
}

#[both_databases]
async fn the_set_up_is_done_by_forms_alone(desk: Desk) {
    let nameless = desk.posts("noor", "/setup/company", "company=").await;
    let named = desk.posts("noor", "/setup/company", "company=Kettle").await;
    let skipped = desk.posts("noor", "/setup/skip", "step=signature").await;
    let unknown = desk.posts("noor", "/setup/skip", "step=nonsense").await;
    let practice = desk.posts("noor", "/setup/practice", "").await;
    let page = desk.gets("noor", "/setup").await.text;

    assert_eq!([nameless.status, unknown.status], [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::NOT_FOUND]);
    assert_eq!((named.leads_to.as_str(), skipped.leads_to.as_str()), ("/setup", "/setup"));
    assert!(practice.leads_to.starts_with("/conversations/1"), "{}", practice.leads_to);
    assert!(page.contains("value=\"Kettle\"") && page.contains("Practice: where is my kettle?") && page.contains("Take it up again"));
}

#[both_databases]
async fn the_tour_is_taken_without_a_script(desk: Desk) {
    let begun = desk.posts("ana", "/tour", "").await;
    let first = desk.gets("ana", "/views/mine").await.text;
    desk.posts("ana", "/tour/did", "step=open").await;
    let second = desk.gets("ana", "/views/mine").await.text;
    let left = desk.posts("ana", "/tour/leave", "").await;
    let after = desk.gets("ana", "/views/mine").await.text;

    assert_eq!((begun.leads_to.as_str(), left.leads_to.as_str()), ("/views/open", "/views/mine"));
    assert!(first.contains("data-tour=\"open\"") && first.contains("Step 1 of 11") && first.contains("js/later/tour.js"));
    assert!(second.contains("data-tour=\"reply\""));
    assert!(!after.contains("id=\"tour\"") && !after.contains("js/later/tour.js"), "nothing of it is loaded any more");
}

#[both_databases]
async fn keys_are_chosen_and_two_are_never_the_same(desk: Desk) {
    let clash = desk.posts("ana", "/settings/keys", "on=1&key+e=r").await;
    let saved = desk.posts("ana", "/settings/keys", "on=1&key+e=y&key+g+i=").await;
    let page = desk.gets("ana", "/settings/keys").await.text;
    let usual = desk.posts("ana", "/settings/keys", "as-it-comes=1").await;
    let back = desk.gets("ana", "/settings/keys").await.text;

    assert_eq!(clash.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(clash.text.contains("used for two actions"));
    assert_eq!((saved.status, usual.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert!(page.contains("name=\"key e\" value=\"y\"") && page.contains("name=\"key g i\" value=\"\""), "{page}");
    assert!(back.contains("name=\"key e\" value=\"e\""));
}
