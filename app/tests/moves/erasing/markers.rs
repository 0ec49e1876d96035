//! A marker in every place where something of a person can stand, written straight into the tables: what a room writes only now and then is
//! there too.

mod orders;

use db::{FromValue, Sql, Trouble, Work, sql};

/// What every marker begins with.
pub const MARK: &str = "zqmark";
pub const NAME: &str = "Zqmark Person";
const MAIL: &str = "zqmark.person@zqmark.example";
const ADDRESS: &str =
    r#"{"name":"Zqmark Person","line1":"Zqmarkstreet 5","line2":"","postcode":"zqmark1","city":"Zqmarkcity","region":"","country":"DE"}"#;

/// Marks the customer who has the most, and everything of theirs.
pub fn plant(work: &mut Work<'_>) -> Result<i64, Trouble> {
    work.keep_quietly("markers for the test");
    let customer: i64 = sql("SELECT o.customer_id FROM sales_order o JOIN paper p ON p.order_id = o.id
          WHERE EXISTS (SELECT 1 FROM conversation c WHERE c.customer_id = o.customer_id)
          ORDER BY o.customer_id LIMIT 1")
    .only(work, "customer")?;
    let conversation: i64 = sql("SELECT MIN(id) FROM conversation WHERE customer_id = $1")
        .with(customer)
        .only(work, "conversation")?;
    let order: i64 = sql("SELECT o.id FROM sales_order o JOIN paper p ON p.order_id = o.id WHERE o.customer_id = $1 ORDER BY o.id LIMIT 1")
        .with(customer)
        .only(work, "order")?;
    on_the_person(work, customer)?;
    in_the_conversation(work, conversation)?;
    beside_it(work, conversation)?;
    around_it(work, customer, conversation)?;
    orders::mark(work, customer, order)?;
    elsewhere(work, customer, conversation)?;
    in_an_article(work)?;
    Ok(customer)
}

/// Somebody wrote of the person what all may read.
fn in_an_article(work: &mut Work<'_>) -> Result<(), Trouble> {
    let article: i64 = sql("SELECT MIN(id) FROM article").only(work, "article")?;
    run(work, sql("UPDATE article_text SET body = 'Ask Zqmark Person first.' WHERE article_id = $1"), article)?;
    let before =
        r#"UPDATE article_version SET content = REPLACE(content, '"body":"', '"body":"Ask Zqmark Person. ') WHERE article_id = $1"#;
    run(work, sql(before), article)
}

fn run(work: &mut Work<'_>, does: Sql, whose: i64) -> Result<(), Trouble> {
    let rows = does.with(whose).run(work)?;
    assert!(rows > 0, "a marker found no row to stand in");
    Ok(())
}

fn made<T: FromValue>(work: &mut Work<'_>, does: Sql, whose: i64) -> Result<T, Trouble> {
    does.with(whose).only(work, "row")
}

fn on_the_person(work: &mut Work<'_>, customer: i64) -> Result<(), Trouble> {
    run(work, sql("UPDATE customer SET name = 'Zqmark Person', name_key = 'zqmark person' WHERE id = $1"), customer)?;
    run(
        work,
        sql("INSERT INTO customer_identity (customer_id, kind, value, source, is_primary, added_at, undeliverable_because)
             VALUES ($1, 'email', 'zqmark.person@zqmark.example', 'agent', FALSE, 0, 'zqmarkbounce')"),
        customer,
    )?;
    run(
        work,
        sql("INSERT INTO customer_value (customer_id, attribute_id, value, set_at, set_by_kind)
             SELECT CAST($1 AS BIGINT), MIN(id), 'zqmarkvalue', 0, 'system' FROM customer_attribute WHERE key = 'job_title'
             ON CONFLICT (customer_id, attribute_id) DO UPDATE SET value = 'zqmarkvalue'"),
        customer,
    )?;
    run(
        work,
        sql("INSERT INTO customer_note (customer_id, text, written_at, written_by_kind) VALUES ($1, 'zqmarknote is new', 0, 'system')"),
        customer,
    )?;
    run(work, sql("INSERT INTO customer_tag (customer_id, tag) VALUES ($1, 'zqmarktag')"), customer)?;
    run(
        work,
        sql("INSERT INTO customer_likeness (customer_id, kind, key) VALUES ($1, 'name', 'zqmarklike')"),
        customer,
    )?;
    let other: i64 = made(
        work,
        sql(
            "INSERT INTO customer (name, name_key, created_at, last_seen_at, merged_into) VALUES ('Zqmarkother One', 'zqmarkother one', 0, 0, $1) RETURNING id",
        ),
        customer,
    )?;
    sql("INSERT INTO customer_merge (kept_id, other_id, merged_at, moved) VALUES ($1, $2, 0, '{\"before\":\"zqmarkmerge\"}')")
        .with(customer)
        .with(other)
        .run(work)?;
    run(
        work,
        sql("INSERT INTO portal_session (token_hash, customer_id, address, user_agent, place, created_at, expires_at)
             VALUES ('zz1', $1, 'zqmarkaddress', 'zqmarkagent', 'zqmarkplace', 0, 0)"),
        customer,
    )?;
    run(
        work,
        sql(
            "INSERT INTO portal_code (token_hash, customer_id, address, code_hash, asked_at, expires_at) VALUES ('zz2', $1, 'zqmarkcode', 'h', 0, 0)",
        ),
        customer,
    )?;
    run(work, sql("INSERT INTO vat_number (customer_id, number, changed_at) VALUES ($1, 'ZQMARKVAT', 0)"), customer)?;
    run(
        work,
        sql(
            "INSERT INTO payment_method (customer_id, kind, label, reference, is_default, added_at) VALUES ($1, 'card', 'zqmarklabel 4242', 'zqmarkref', FALSE, 0)",
        ),
        customer,
    )?;
    sql("INSERT INTO postal_address (customer_id, kind, address, is_default, added_at) VALUES ($1, 'shipping', $2, FALSE, 0)")
        .with(customer)
        .with(ADDRESS)
        .run(work)?;
    run(
        work,
        sql("INSERT INTO account (number, customer_id, plan, status, details, opened_at, changed_at)
             VALUES ('A-1', $1, 'basic', 'open', '{\"note\":\"zqmarkdetail\"}', 0, 0)"),
        customer,
    )?;
    run(
        work,
        sql("INSERT INTO taken_over (source, kind, their_id, our_id, fingerprint, stood, taken_at)
             VALUES ('zendesk', 'customer', '77', $1, 'f', '{\"name\":\"zqmarkstood\"}', 0)"),
        customer,
    )
}

fn in_the_conversation(work: &mut Work<'_>, conversation: i64) -> Result<(), Trouble> {
    run(
        work,
        sql(
            "UPDATE conversation SET subject = 'Zqmarksubject', subject_key = 'zqmarksubject', preview = 'zqmarkpreview', preview_key = 'zqmarkpreview' WHERE id = $1",
        ),
        conversation,
    )?;
    run(
        work,
        sql("UPDATE message SET from_name = 'zqmarkfrom', from_address = 'zqmarkfrom@a.example', reply_to = '[\"zqmarkreply\"]', subject = 'zqmarksubject',
                    text = 'zqmarktext is leaking', html = '<p>zqmarkhtml</p>', external_id = 'zqmark' || CAST(id AS TEXT), unreadable = 'zqmarkunread',
                    delivery_reason = 'zqmarkreason' WHERE conversation_id = $1"),
        conversation,
    )?;
    let message: i64 = made(work, sql("SELECT MIN(id) FROM message WHERE conversation_id = $1"), conversation)?;
    run(
        work,
        sql(
            "INSERT INTO message_recipient (message_id, role, name, address, reason) VALUES ($1, 'cc', 'zqmarkcc', 'zqmarkcc@a.example', 'zqmarkwhy')",
        ),
        message,
    )?;
    run(
        work,
        sql("INSERT INTO message_translation (message_id, language, text, made_at) VALUES ($1, 'es', 'zqmarktranslated', 0)"),
        message,
    )?;
    run(
        work,
        sql("INSERT INTO participant (conversation_id, address) VALUES ($1, 'zqmarkpart@a.example')"),
        conversation,
    )?;
    let bytes = b"a file that says zqmarkbytes".to_vec();
    let blob: i64 = sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, 28, $2) RETURNING id")
        .with(kit::sha256_hex(&bytes))
        .with(bytes)
        .only(work, "blob")?;
    run(
        work,
        sql("INSERT INTO file_text (blob_id, outcome, text, read_at) VALUES ($1, 'read', 'zqmarkfile', 0)"),
        blob,
    )?;
    sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, content_id, blob_id) VALUES ($1, 'zqmarkname.txt', 'text/plain', 28, 'zqmarkcid', $2)")
        .with(message)
        .with(blob)
        .run(work)?;
    let inbox: i64 = made(work, sql("SELECT inbox_id FROM conversation WHERE id = $1"), conversation)?;
    let raw = b"From: zqmarkraw\r\n\r\nzqmarkrawbody".to_vec();
    let raw: i64 = sql(
        "INSERT INTO raw_mail (inbox_id, source, sha256, size_bytes, bytes, mail_from, received_at, state, problem, message_id)
          VALUES ($1, 'smtp', $2, 32, $3, 'zqmarkenvelope', 0, 'filed', 'zqmarkproblem', $4) RETURNING id",
    )
    .with(inbox)
    .with(kit::sha256_hex(&raw))
    .with(raw)
    .with(message)
    .only(work, "raw mail")?;
    sql("UPDATE message SET raw_id = $2 WHERE id = $1").with(message).with(raw).run(work)?;
    Ok(())
}

fn beside_it(work: &mut Work<'_>, conversation: i64) -> Result<(), Trouble> {
    let draft: i64 = made(
        work,
        sql("INSERT INTO draft (agent_id, conversation_id, kind, to_text, cc_text, bcc_text, subject, text, saved_at)
             SELECT MIN(id), CAST($1 AS BIGINT), 'shared', 'zqmarkto', 'zqmarkcctext', 'zqmarkbcc', 'zqmarkdraftsubject', 'zqmarkdraft', 0 FROM agent RETURNING id"),
        conversation,
    )?;
    let shared: i64 = sql("INSERT INTO shared_draft (draft_id, conversation_id, author_id, shared_at, edited_by, edited_at)
          SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), MIN(id), 0, MIN(id), 0 FROM agent RETURNING id")
    .with(draft)
    .with(conversation)
    .only(work, "shared draft")?;
    run(
        work,
        sql(
            "INSERT INTO shared_draft_comment (shared_draft_id, agent_id, text, made_at) SELECT CAST($1 AS BIGINT), MIN(id), 'zqmarkcomment', 0 FROM agent",
        ),
        shared,
    )?;
    let field: i64 =
        sql("INSERT INTO custom_field (key, label, kind) VALUES ('serial_for_test', 'Serial', 'text') RETURNING id").only(work, "field")?;
    sql("INSERT INTO conversation_field (conversation_id, field_id, value) VALUES ($1, $2, 'zqmarkfieldvalue')")
        .with(conversation)
        .with(field)
        .run(work)?;
    run(
        work,
        sql("INSERT INTO checklist_item (conversation_id, text, made_at) VALUES ($1, 'zqmarkitem', 0)"),
        conversation,
    )?;
    run(
        work,
        sql(
            "INSERT INTO rating (conversation_id, customer_id, inbox_id, question, language, value, comment, asked_at, rated_at)
             SELECT id, customer_id, inbox_id, 'How was it?', 'en', 2, 'zqmarkrating', 0, 0 FROM conversation WHERE id = $1",
        ),
        conversation,
    )?;
    run(
        work,
        sql(
            "INSERT INTO follow_up (conversation_id, note, due_at, unless_answered, made_at) VALUES ($1, 'zqmarkfollow', 9000000000000000, FALSE, 0)",
        ),
        conversation,
    )?;
    let side: i64 = made(
        work,
        sql("INSERT INTO side (conversation_id, subject, opened_at, last_at) VALUES ($1, 'zqmarkside', 0, 0) RETURNING id"),
        conversation,
    )?;
    run(work, sql("INSERT INTO side_participant (side_id, address) VALUES ($1, 'zqmarkthird@a.example')"), side)?;
    let deed: i64 = sql("INSERT INTO deed (agent_id, way, done_at, good_until) SELECT MIN(id), 'page', 0, 0 FROM agent RETURNING id")
        .only(work, "deed")?;
    sql("INSERT INTO deed_change (deed_id, conversation_id, changed) VALUES ($2, $1, '{\"subject\":\"zqmarkdeed\"}')")
        .with(conversation)
        .with(deed)
        .run(work)?;
    run(
        work,
        sql(
            "INSERT INTO rearrangement (kind, conversation_id, detail, made_at) VALUES ('move', $1, '{\"participants\":[\"zqmarkmoved\"]}', 0)",
        ),
        conversation,
    )?;
    run(
        work,
        sql("INSERT INTO former_number (conversation_id, source, number, their_id) VALUES ($1, 'old', 'zqmarknumber', 'zqmarktheirs')"),
        conversation,
    )
}

fn around_it(work: &mut Work<'_>, customer: i64, conversation: i64) -> Result<(), Trouble> {
    let mut line = 0;
    for (kind, detail) in [
        ("conversation.renamed", r#""from":"zqmarkwas","to":"zqmarkis""#),
        ("conversation.field_set", r#""field":1,"value":"zqmarkset""#),
        ("message.bounced", r#""message":1,"address":"zqmarkback@a.example","reason":"zqmark 550""#),
        ("side.opened", r#""side":1,"subject":"zqmarkopened""#),
    ] {
        line = sql(
            "INSERT INTO activity (happened_at, actor_kind, kind, conversation_id, detail) VALUES (0, 'system', $2, $1, $3) RETURNING id",
        )
        .with(conversation)
        .with(kind)
        .with(format!(r#"{{"kind":"{kind}","conversation":{conversation},{detail}}}"#))
        .only(work, "line")?;
    }
    let hook: i64 = sql("INSERT INTO webhook (name, url, wanted, secret, viewer, state, since_xid, since_id, added_at)
          SELECT 'Test', 'https://a.example', '*', 's', MIN(id), 'paused', 0, 0, 0 FROM agent RETURNING id")
    .only(work, "webhook")?;
    let told: i64 = sql("INSERT INTO webhook_message (webhook_id, message, kind, activity_id, body, state, made_at)
          VALUES ($1, 'msg_test', 'conversation.renamed', $2, '{\"to\":\"zqmarkhook\"}', 'delivered', 0) RETURNING id")
    .with(hook)
    .with(line)
    .only(work, "webhook message")?;
    run(
        work,
        sql("INSERT INTO webhook_try (message_id, tried_at, milliseconds, answer) VALUES ($1, 0, 1, 'zqmarkanswer')"),
        told,
    )?;
    for (key, answer) in [
        ("one", format!(r#"{{"conversation":{conversation},"text":"zqmarkreplay"}}"#)),
        ("two", format!(r#"{{"text":"zqmarkreplayed","customer":{customer}}}"#)),
    ] {
        sql("INSERT INTO answered_request (caller, request_key, fingerprint, answer, answered_at) VALUES ('test', $1, 'f', $2, 0)")
            .with(key)
            .with(answer)
            .run(work)?;
    }
    run(
        work,
        sql(
            "INSERT INTO taken_over (source, kind, their_id, our_id, fingerprint, stood, taken_at) VALUES ('zendesk', 'conversation', '78', $1, 'f', '{\"subject\":\"zqmarkthere\"}', 0)",
        ),
        conversation,
    )
}

/// Where nothing leads from the person to the row: found by what they are known by.
fn elsewhere(work: &mut Work<'_>, customer: i64, conversation: i64) -> Result<(), Trouble> {
    let other: i64 = sql("SELECT MIN(m.id) FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id <> $1")
        .with(customer)
        .only(work, "message")?;
    run(
        work,
        sql("UPDATE message SET text = 'Please ask ZQMARK.person@zqmark.example, that is Zqmark Person' WHERE id = $1"),
        other,
    )?;
    sql("INSERT INTO message (conversation_id, kind, author_kind, author_id, from_address, text, written_at)
         SELECT conversation_id, 'incoming', 'customer', CAST($2 AS BIGINT), 'zqmarkelse@a.example', 'zqmarkwritten elsewhere', 0 FROM message WHERE id = $1")
    .with(other)
    .with(customer)
    .run(work)?;
    let inbox: i64 = made(work, sql("SELECT inbox_id FROM conversation WHERE id = $1"), conversation)?;
    let coded = format!("Cc: them\r\n\r\n{}", base64_of("To whom it concerns: zqmark.person@zqmark.example is ill"));
    for (bytes, message) in [(coded.into_bytes(), Some(other)), (b"From: zqmark.person@zqmark.example\r\n\r\nzqmarkaside".to_vec(), None)] {
        sql("INSERT INTO raw_mail (inbox_id, source, sha256, size_bytes, bytes, received_at, state, message_id)
             VALUES ($1, 'smtp', $2, 10, $3, 0, 'filed', $4)")
        .with(inbox)
        .with(kit::sha256_hex(&bytes))
        .with(bytes)
        .with(message)
        .run(work)?;
    }
    sql("INSERT INTO saved_search (agent_id, typed, used_at) SELECT MIN(id), 'from:zqmark.person@zqmark.example', 0 FROM agent")
        .run(work)?;
    sql("INSERT INTO notice_beside (agent_id, kind, about, link, made_at) SELECT MIN(id), 'decided', 'Zqmark Person', '/', 0 FROM agent")
        .run(work)?;
    sql("INSERT INTO saved_view (name, reach, owner_id, filter, sort, grouping, columns, used_at)
         SELECT 'Hers', 'own', MIN(id), 'from:zqmark.person@zqmark.example', 'newest', '', '[]', 0 FROM agent")
    .run(work)?;
    sql("INSERT INTO settings_change (actor_kind, kind, thing, name, stood, stands, changed_at)
         VALUES ('system', 'macro', '1', 'Thanks', '{\"text\":\"Zqmark Person\"}', '{\"text\":\"write to zqmark.person@zqmark.example\"}', 0)")
    .run(work)?;
    sql("INSERT INTO acknowledged (inbox_id, address, acknowledged_at) SELECT MIN(id), 'zqmark.person@zqmark.example', 0 FROM inbox")
        .run(work)?;
    sql("INSERT INTO portal_knock (kind, whom, place, domain, knocked_at) VALUES ('code', 'zqmark.person@zqmark.example', 'p', 'd', 0)")
        .run(work)?;
    sql("INSERT INTO job (kind, payload, run_at, last_error, dead_at) VALUES ('test', '{\"to\":\"zqmark.person@zqmark.example\"}', 0, 'no Zqmark Person', 0)")
        .run(work)?;
    let body = b"{\"email\":\"zqmark.person@zqmark.example\",\"note\":\"zqmarkshop\"}".to_vec();
    let shop: i64 = sql("SELECT MIN(id) FROM shop").only(work, "shop")?;
    sql("INSERT INTO shop_delivery (shop_id, delivery, topic, sha256, bytes, received_at, state) VALUES ($3, 'd', 'orders', $1, $2, 0, 'done')")
        .with(kit::sha256_hex(&body))
        .with(body)
        .with(shop)
        .run(work)?;
    Ok(())
}

fn base64_of(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}
