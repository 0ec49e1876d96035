//! Mails of others in which a person stands as mails write it: over the ends of lines, in base64, folded; and links of theirs somebody quoted.

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A mail as it came, in somebody else's conversation.
async fn came_to_another(db: &Database, customer: i64, bytes: Vec<u8>) -> i64 {
    db.work(Actor::System, move |work| {
        work.keep_quietly("a mail for the test");
        let message: (i64, i64) = sql("SELECT m.id, c.inbox_id FROM message m JOIN conversation c ON c.id = m.conversation_id
              WHERE c.customer_id <> $1 AND (m.author_kind <> 'customer' OR m.author_id <> $1) ORDER BY m.id DESC LIMIT 1")
        .with(customer)
        .only(work, "message")?;
        sql("INSERT INTO raw_mail (inbox_id, source, sha256, size_bytes, bytes, received_at, state, message_id)
             VALUES ($1, 'smtp', $2, 10, $3, 0, 'filed', $4) RETURNING id")
        .with(message.1)
        .with(kit::sha256_hex(&bytes))
        .with(bytes.clone())
        .with(message.0)
        .only(work, "raw mail")
    })
    .await
    .expect("kept")
}

async fn bytes_of(db: &Database, mail: i64) -> Vec<u8> {
    db.read(move |tx| sql("SELECT bytes FROM raw_mail WHERE id = $1").with(mail).only(tx, "raw mail"))
        .await
        .expect("bytes")
}

fn lines(text: &str, letters: usize, end: &str) -> String {
    text.as_bytes().chunks(letters).map(String::from_utf8_lossy).collect::<Vec<_>>().join(end)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_mails_break_over_lines_goes_and_the_rest_of_the_mail_stays() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let words = "To whom it concerns: Zqmark Person (ZQMARK.person@zqmark.example) is ill, and the kettle is not.";
    let quoted = format!("Content-Transfer-Encoding: quoted-printable\r\n\r\n{}", lines(words, 26, "=\r\n"));
    let coded = format!("Content-Transfer-Encoding: base64\r\n\r\n{}\r\n", lines(&STANDARD.encode(words), 24, "\r\n"));
    let folded = "Subject: =?utf-8?Q?about_Zqmark_Person?=\r\nCc: Zqmark\r\n Person <them@shop.example>\r\n\r\nthe kettle".to_owned();
    let mut mails = Vec::new();
    for mail in [quoted, coded, folded] {
        mails.push((came_to_another(&house.db, customer, mail.clone().into_bytes()).await, mail));
    }

    let id = begun(&house.db, customer).await;
    carried_out_alone(&house.db, id).await;

    for (key, was) in mails {
        let bytes = bytes_of(&house.db, key).await;
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!((text.len(), text.lines().count()), (was.len(), was.lines().count()), "{text}");
        let (head, body) = text.split_once("\r\n\r\n").expect("a body");
        let body = body.replace("=\r\n", "").replace("\r\n", "");
        let body = if head.contains("base64") {
            String::from_utf8(STANDARD.decode(body).expect("base64")).expect("text")
        } else {
            body
        };
        let all = format!("{head}{body}").to_lowercase();
        assert!(!all.contains(MARK) && !all.contains("person"), "{all}");
        assert!(all.contains("the kettle"), "{all}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_by_which_somebody_was_asked_goes_wherever_it_was_quoted_and_another_s_stays() {
    let home = Home::on_sqlite();
    let (house, customer) = marked(&home).await;
    let [theirs, anothers] = ["0123456789abcdef".repeat(4), "fedcba9876543210".repeat(4)];
    let hash = kit::Token::presented(&theirs).hash();
    let quoting = format!("> 5: https://desk.example/rate/{theirs}?lang=en&value=5\n> https://desk.example/rate/{anothers}?lang=en");
    let text = quoting.clone();
    let message: i64 = house
        .db
        .work(Actor::System, move |work| {
            work.keep_quietly("a question, and somebody who quotes it");
            let rating: i64 = sql("SELECT MIN(id) FROM rating WHERE customer_id = $1").with(customer).only(work, "rating")?;
            sql("INSERT INTO rating_link (rating_id, token_hash, seed, expires_at) VALUES ($1, $2, 's', 9000000000000000)
                 ON CONFLICT (rating_id) DO UPDATE SET token_hash = excluded.token_hash")
            .with(rating)
            .with(&hash)
            .run(work)?;
            let message: i64 = sql("SELECT MAX(m.id) FROM message m JOIN conversation c ON c.id = m.conversation_id
                  WHERE c.customer_id <> $1 AND (m.author_kind <> 'customer' OR m.author_id <> $1)")
            .with(customer)
            .only(work, "message")?;
            sql("UPDATE message SET text = $2 WHERE id = $1").with(message).with(&text).run(work)?;
            Ok(message)
        })
        .await
        .expect("quoted");
    let in_quoted = format!("the kettle\r\n{}", lines(&quoting, 40, "=\r\n"));
    let in_base64 = format!("\r\n\r\n{}", lines(&STANDARD.encode(&quoting), 76, "\r\n"));
    let mut mails = Vec::new();
    for mail in [in_quoted, in_base64] {
        mails.push(came_to_another(&house.db, customer, mail.into_bytes()).await);
    }

    let id = begun(&house.db, customer).await;
    carried_out_alone(&house.db, id).await;

    let text: String = house
        .db
        .read(move |tx| sql("SELECT text FROM message WHERE id = $1").with(message).only(tx, "message"))
        .await
        .expect("a text");
    let first = String::from_utf8(bytes_of(&house.db, mails[0]).await).expect("text").replace("=\r\n", "");
    let second = String::from_utf8(bytes_of(&house.db, mails[1]).await).expect("text").replace("\r\n", "");
    let second = String::from_utf8(STANDARD.decode(second).expect("base64")).expect("text");
    for told in [text, first, second] {
        assert!(!told.contains(&theirs) && told.contains(&anothers) && told.contains("/rate/"), "{told}");
    }
    let erasure = house.db.read(move |tx| erasure::find(tx, id)).await.expect("the erasure");
    let proof: Certificate = serde_json::from_str(erasure.certificate().expect("a certificate")).expect("a proof");
    assert!(!proof.looked_for.is_empty() && proof.searched.found == 0);
}
