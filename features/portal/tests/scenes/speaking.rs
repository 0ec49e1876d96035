//! In whose language and time the portal speaks.

use crate::stage::{House, MIA};
use axum::http::StatusCode;
use db::Actor;
use testkit::both_databases;

#[both_databases]
async fn a_language_is_chosen_on_any_page_and_remembered(house: House) {
    let mut browser = house.browser();
    let door = browser.get("/portal").await;
    for (tag, name) in [("en", "English"), ("es", "Español"), ("zh", "中文")] {
        assert!(door.body.contains(&format!("href=\"?lang={tag}\"")) && door.body.contains(name), "{}", door.body);
    }
    assert!(door.body.contains("lang=\"en\" hreflang=\"en\" aria-current=\"true\""), "{}", door.body);

    browser.get("/portal?lang=zh").await;
    assert!(browser.get("/portal").await.body.contains("您的订单"), "it is remembered");
    browser.asks_for_code(MIA).await;
    assert!(browser.get("/portal/code").await.body.contains("lang=\"zh\""));
    browser.get("/portal?lang=es").await;
    browser.language = "zh";
    assert!(
        browser.get("/portal").await.body.contains("Sus pedidos"),
        "what was chosen counts before what the browser asks for"
    );
    browser.get("/portal?lang=klingon").await;
    assert!(browser.get("/portal").await.body.contains("Sus pedidos"));
}

#[both_databases]
async fn a_page_made_by_a_form_can_be_left_for_another_language(house: House) {
    let (mut mia, here) = (house.comes_in(MIA).await, format!("/portal/orders/{}", house.waiting.number));
    for path in ["preview", "confirm"] {
        let page = mia.get(&format!("{here}/{path}?lang=es")).await;
        assert_eq!((page.status, page.leads_to.as_str()), (StatusCode::SEE_OTHER, here.as_str()));
    }
    assert!(mia.get(&here).await.body.contains("Pedido"));
}

#[both_databases]
async fn times_are_those_of_the_house_until_she_chooses_another_zone(house: House) {
    let brand = house.arrived.brand;
    house.works(Actor::System, move |work| orders::brand::set_zone(work, brand, "Europe/Madrid")).await;
    let (mut mia, here) = (house.comes_in(MIA).await, format!("/portal/orders/{}", house.arrived.number));
    let (at, mut pages) = (house.arrived.placed_at, Vec::new());

    pages.push(mia.get(&here).await.body);
    assert!(pages[0].contains("Times are those of Europe/Madrid."));
    mia.get("/portal/account").await;
    let kept = mia.post("/portal/zone", &[("zone", "Asia/Shanghai")]).await;
    assert_eq!(kept.leads_to, "/portal/account?done=zone");
    pages.push(mia.get(&here).await.body);
    assert!(pages[1].contains("Times are those of Asia/Shanghai."));
    let mut elsewhere = house.comes_in(MIA).await;
    assert!(elsewhere.get("/portal").await.body.contains("Asia/Shanghai"), "it is hers, in every browser");

    let t = house.site.text(kit::Locale::En);
    for (page, zone) in pages.iter().zip(["Europe/Madrid", "Asia/Shanghai"]) {
        assert!(page.contains(&t.date(at, zone)), "{zone}");
    }
    for odd in ["Mars/Olympus", "", "../etc/passwd", "posix/UTC"] {
        assert_eq!(mia.post("/portal/zone", &[("zone", odd)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
    }
}
