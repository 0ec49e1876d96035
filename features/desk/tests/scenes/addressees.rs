//! Whom one writes to: offered by a few letters of a name or an address, and a text by its shortcut where a conversation begins.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use testkit::both_databases;

#[both_databases]
async fn customers_are_offered_by_name_with_each_address_mail_reaches(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    let customer = desk.find(number).await.customer_id;
    desk.works(move |work| {
        for address in ["mia@work.example", "gone@castellano.example"] {
            let identity = customers::Identity::parse(customers::IdentityKind::Email, address, None).expect("an address");
            customers::identities::add(work, customers::CustomerId(customer), &identity, customers::Source::Agent)?;
        }
        customers::mark_undeliverable(work, &kit::EmailAddress::parse("gone@castellano.example").expect("an address"), "no such mailbox")
    })
    .await;
    desk.indexes_customer(customer).await;

    let offered = desk.gets("ana", "/addressees?q=cast").await.text;

    let expected = "data-put=\"Mia Castellano &lt;mia@castellano.example&gt;, \"";
    assert!(offered.contains(expected) && offered.contains("&lt;mia@work.example&gt;, "), "{offered}");
    assert!(!offered.contains("gone@"), "{offered}");
    assert!(desk.gets("ana", "/addressees?q=").await.text.is_empty());
    assert_eq!(desk.gets("lea", "/addressees?q=cast").await.status, StatusCode::FORBIDDEN, "who may not write to customers");
}

#[both_databases]
async fn a_name_with_a_comma_is_one_name_and_reads_as_it_was_offered(desk: Desk) {
    let mut letter = mail(desk.support, "Kettle leaks", "It drips.");
    letter.from.name = "Kay, \"Mia\" <boss>".into();
    let (number, _) = desk.receives(letter).await;
    desk.indexes_customer(desk.find(number).await.customer_id).await;

    let offered = desk.gets("ana", "/addressees?q=kay").await.text;

    assert!(offered.contains("data-put=\"&quot;Kay, Mia boss&quot; &lt;mia@castellano.example&gt;, \""), "{offered}");
    let read = desk::Recipients::parse("\"Kay, Mia boss\" <mia@castellano.example>, ", "", "").expect("recipients");
    assert_eq!(read.to.iter().map(kit::EmailAddress::as_str).collect::<Vec<_>>(), ["mia@castellano.example"]);
}

#[both_databases]
async fn who_was_asked_in_a_side_conversation_is_offered_to_who_sees_it(desk: Desk) {
    for (inbox, to) in [(desk.support, "parts"), (desk.orders, "secret")] {
        let (number, _) = desk.receives(mail(inbox, to, "It drips.")).await;
        let form = format!("to={to}%40factory.test&subject=Lid%3F&body=Do+you+have+it%3F&view=all");
        let begun = desk.posts("ben", &format!("/conversations/{number}/sides"), &form).await;
        assert!(begun.header("hx-redirect").contains("/sides/"), "{}", begun.text);
    }

    let ana = desk.gets("ana", "/addressees?q=Factory").await.text;
    let ben = desk.gets("ben", "/addressees?q=factory").await.text;

    assert!(ana.contains("data-put=\"parts@factory.test, \"") && !ana.contains("secret@"), "{ana}");
    assert!(ben.contains("parts@factory.test") && ben.contains("secret@factory.test"), "{ben}");
}

#[both_databases]
async fn a_shortcut_works_where_a_conversation_begins_unless_it_names_the_number(desk: Desk) {
    desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    for form in [
        "name=Hello&shortcut=hello&text_en=Dear+%7B%7Bcustomer.first_name%7D%7D%2C+%7B%7Bagent.first_name%7D%7D",
        "name=Helpful&shortcut=help&text_en=Your+number+is+%7B%7Bconversation.number%7D%7D",
    ] {
        desk.posts("carla", "/settings/macros", form).await;
    }
    let begun = desk.gets("ana", "/new").await;
    let draft = begun.header("location").rsplit('/').next().expect("a draft").to_owned();

    let page = desk.gets("ana", &format!("/new/{draft}")).await.text;
    let offered = desk
        .gets("ana", &format!("/drafts/{draft}/snippets?q=hel&to=Mia+%3Cmia%40castellano.example%3E"))
        .await
        .text;

    assert!(page.contains(&format!("data-snippet-url=\"/drafts/{draft}/snippets\"")), "{page}");
    assert!(offered.contains("data-put=\"Dear Mia, Ana\"") && !offered.contains(";help<"), "{offered}");
    assert_eq!(desk.gets("ben", &format!("/drafts/{draft}/snippets?q=hel")).await.status, StatusCode::NOT_FOUND, "another's");
}
