//! Every address of the desk, room by room. A test walks this list: each has a permission and answers strangers rightly.

use web::{MenuEntry, Routes};

/// All routes.
pub fn all() -> Routes {
    Routes::new()
        .merge(web::routes())
        .merge(agents::routes())
        .merge(customers::pages::routes())
        .merge(desk::pages::routes())
        .merge(orders::pages::routes())
        .merge(portal::routes())
        .merge(email::pages::routes())
        .merge(desk::api::routes())
        .merge(agents::api::routes())
        .merge(customers::api::routes())
        .merge(shops::pages::routes())
        .merge(webhooks::pages::routes())
        .merge(welcome::pages::routes())
        .merge(push::pages::routes())
        .merge(sso::pages::routes())
        .merge(scim::door::routes())
        .merge(audit::pages::routes())
        .merge(privacy::pages::routes())
        .merge(privacy::api::routes())
        .merge(feedback::pages::routes())
        .merge(feedback::api::routes())
        .merge(knowledge::pages::routes())
        .merge(knowledge::api::routes())
        .merge(webhooks::api::routes())
        .merge(orders::api::routes())
}

/// The settings navigation.
pub fn settings_menu() -> Vec<MenuEntry> {
    [
        agents::SETTINGS_MENU_OWN,
        welcome::pages::MENU,
        agents::SETTINGS_MENU,
        sso::pages::MENU,
        audit::pages::MENU,
        privacy::pages::MENU,
        desk::pages::MENU,
        feedback::pages::MENU,
        portal::pages::MENU,
        customers::pages::MENU,
        orders::pages::MENU,
        shops::pages::MENU,
        webhooks::pages::MENU,
    ]
    .concat()
}
