//! Reads every mail in `corpus/` and compares it with the expectation beside it. The keys are explained in corpus/README.md;
//! a key nobody knows fails, so that no expectation is silently unchecked.

use std::path::Path;

use mail::{Letter, RemoteImages, fold_html, fold_text, read, sanitise};
use serde_json::{Value, json};

#[test]
fn attack_11_every_mail_of_the_corpus_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .expect("the corpus")
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    names.sort();
    names.dedup();
    names.retain(|name| name != "README");

    let mut complaints = Vec::new();
    for name in &names {
        let raw = std::fs::read(folder.join(format!("{name}.eml"))).expect("a mail beside each expectation");
        let expected = std::fs::read_to_string(folder.join(format!("{name}.json"))).expect("an expectation beside each mail");
        let expected: serde_json::Map<String, Value> = serde_json::from_str(&expected).expect("JSON");
        let letter = read(&raw);
        always_true(&letter, &mut |what| complaints.push(format!("{name}: {what}")));
        for (key, wanted) in &expected {
            if let Err(found) = check(&letter, key, wanted) {
                complaints.push(format!("{name}: {key} should be {wanted}, but {found}"));
            }
        }
    }

    println!("{} mails of the corpus read", names.len());
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    assert!(names.len() >= 150, "only {} mails", names.len());
}

/// What holds for every letter, whatever was sent.
fn always_true(letter: &Letter, complain: &mut dyn FnMut(String)) {
    if letter.subject.chars().any(char::is_control) {
        complain(format!("control characters in the subject {:?}", letter.subject));
    }
    for file in &letter.attachments {
        if file.name.is_empty()
            || file.name.chars().count() > 120
            || file.name.contains(['/', '\\', '\0', '\u{202e}'])
            || file.name.starts_with('.')
        {
            complain(format!("the name {:?}", file.name));
        }
    }
    let folded = fold_text(&letter.text);
    if folded.fresh.trim().is_empty() && !letter.text.trim().is_empty() {
        complain("everything folded away".to_owned());
    }
    if letter.id().is_empty() || letter.id().contains(['<', '>', ' ']) {
        complain(format!("the id {:?}", letter.id()));
    }
    serde_json::to_string(letter).expect("a letter is a value");
}

fn check(letter: &Letter, key: &str, wanted: &Value) -> Result<(), String> {
    let folded = fold_text(&letter.text);
    let html = letter.html.clone().unwrap_or_default();
    let safe = |html: &str| sanitise(html, &|_| None, RemoteImages::Blocked).html;
    let addresses = |list: &[mail::Mailbox]| json!(list.iter().map(|mailbox| &mailbox.address).collect::<Vec<_>>());
    let equal = |found: Value| if found == *wanted { Ok(()) } else { Err(format!("is {found}")) };
    match key {
        "subject" => equal(json!(letter.subject)),
        "message_id" => equal(json!(letter.message_id)),
        "from" => equal(json!(letter.from.as_ref().map(|from| &from.address))),
        "from_name" => equal(json!(letter.from.as_ref().map(|from| &from.name))),
        "to" => equal(addresses(&letter.to)),
        "delivered_to" => equal(json!(letter.delivered_to)),
        "references" => equal(json!(letter.references)),
        "sent_at" => equal(json!(letter.sent_at)),
        "unreadable" => equal(json!(letter.unreadable)),
        "troubles" => equal(json!(letter.troubles)),
        "auto" => equal(json!(letter.auto)),
        "bounce" => equal(bounce(letter)),
        "has_html" => equal(json!(letter.html.is_some())),
        "attachments" => equal(json!(
            letter
                .attachments
                .iter()
                .map(|file| json!({"name": file.name, "media_type": file.media_type}))
                .collect::<Vec<_>>()
        )),
        "text_contains" => holds(&letter.text, wanted, true),
        "text_lacks" => holds(&letter.text, wanted, false),
        "fresh" => equal(json!(folded.fresh)),
        "fresh_contains" => holds(&folded.fresh, wanted, true),
        "fresh_lacks" => holds(&folded.fresh, wanted, false),
        "quoted_contains" if wanted == &json!([]) => folded.quoted.map_or(Ok(()), |quoted| Err(format!("folded {quoted:?}"))),
        "quoted_contains" => holds(&folded.quoted.unwrap_or_default(), wanted, true),
        "fresh_html_contains" => holds(&safe(&fold_html(&html).0), wanted, true),
        "fresh_html_lacks" => holds(&safe(&fold_html(&html).0), wanted, false),
        "safe_html_contains" => holds(&safe(&html), wanted, true),
        "safe_html_lacks" => holds(&safe(&html), wanted, false),
        _ => Err("nobody knows this key; see corpus/README.md".to_owned()),
    }
}

fn holds(text: &str, wanted: &Value, present: bool) -> Result<(), String> {
    let words = wanted.as_array().ok_or("should be a list of texts")?;
    let wrong = words.iter().filter_map(Value::as_str).find(|word| text.contains(word) != present);
    wrong.map_or(Ok(()), |word| Err(format!("{word:?} is {} in {text:?}", if present { "not" } else { "" })))
}

fn bounce(letter: &Letter) -> Value {
    let Some(bounce) = &letter.bounce else { return Value::Null };
    let first = bounce.failed.first();
    json!({
        "failed": bounce.failed.iter().map(|failed| &failed.address).collect::<Vec<_>>(),
        "action": first.map(|first| first.action),
        "status": first.and_then(|first| first.status.clone()),
        "permanent": bounce.permanent,
        "original": bounce.original_message_id,
    })
}
