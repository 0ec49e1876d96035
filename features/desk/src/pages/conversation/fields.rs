//! What a conversation is filed under: category and the fields an administrator defined.

use super::{Shown, head};
use crate::fields::{Field, FieldKind};
use crate::pages::form::{act, hidden};
use crate::pages::signs::category_key;
use crate::{Category, ConversationId, fields};
use db::{Trouble, Tx};
use web::parts::{self, button, field, select};
use web::{Markup, SignedIn, Text, html};

/// What is said of a conversation in the fields an administrator defined.
pub struct Said {
    fields: Vec<Field>,
    /// Filled in once, and no longer asked.
    put_away: Vec<Field>,
}

impl Said {
    pub fn read(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Self, Trouble> {
        Ok(Self {
            fields: fields::of(tx, conversation)?,
            put_away: fields::put_away(tx, conversation)?,
        })
    }
}

/// The dialog with everything one may say about a conversation; each part is its own form.
pub fn dialog(who: &SignedIn, shown: &Shown, said: &Said) -> Markup {
    let text = who.t();
    parts::dialog(
        text,
        "describe-dialog",
        &text.say("desk-describe"),
        &html! {
            div.body.stack {
                (category(who, shown))
                @for field in &said.fields { (one(who, shown, field)) }
                @if said.fields.is_empty() { p.hint { (text.say("desk-no-fields")) } }
                (put_away(text, &said.put_away))
            }
        },
    )
}

fn category(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let none = std::iter::once((String::new(), text.say("desk-no-category")));
    let options = none.chain(Category::ALL.iter().map(|category| (category.word().to_owned(), text.say(category_key(*category)))));
    let chosen = shown.conversation.category.map_or("", Category::word);
    saved(
        who,
        &shown.verb("category"),
        &html! { (head::place(shown)) (select(text.say("desk-category"), "category", options, chosen)) },
    )
}

fn one(who: &SignedIn, shown: &Shown, asked: &fields::Field) -> Markup {
    saved(
        who,
        &shown.verb("field"),
        &html! { (head::place(shown)) (hidden("field", asked.id)) (control(who.t(), asked)) },
    )
}

/// What was answered before a field was switched off.
fn put_away(text: &Text, all: &[Field]) -> Markup {
    html! {
        @if !all.is_empty() {
            p.hint { (text.say("desk-fields-put-away")) }
            dl.facts { @for one in all { dt { (one.label) } dd { (said(text, one.kind, one.value.as_deref().unwrap_or_default())) } } }
        }
    }
}

/// A value as people read it.
pub(in crate::pages) fn said(text: &Text, kind: FieldKind, value: &str) -> String {
    match (kind, value) {
        (FieldKind::YesNo, "yes") => text.say("desk-yes"),
        (FieldKind::YesNo, "no") => text.say("desk-no"),
        _ => value.to_owned(),
    }
}

/// What an agent answers with. A kept value that is no longer offered can be kept on.
pub(in crate::pages) fn control(text: &Text, asked: &Field) -> Markup {
    let value = asked.value.clone().unwrap_or_default();
    let id = format!("field-{}", asked.id);
    let plain = |kind: &'static str| html! { (field(&asked.label, "value").id(&id).kind(kind).value(&value)) };
    let choose = |options: Vec<(String, String)>| {
        let options = std::iter::once((String::new(), text.say("desk-unset"))).chain(options);
        html! { (select(&asked.label, "value", options, &value).id(&id)) }
    };
    match asked.kind {
        FieldKind::Text => plain("text"),
        FieldKind::Number => plain("number"),
        FieldKind::Date => plain("date"),
        FieldKind::Choice => {
            let kept = asked
                .orphaned()
                .map(|value| (value.clone(), text.say_with("desk-field-orphaned", &[("value", &value)])));
            choose(kept.into_iter().chain(asked.options().into_iter().map(|option| (option.clone(), option))).collect())
        }
        FieldKind::YesNo => choose(vec![("yes".into(), text.say("desk-yes")), ("no".into(), text.say("desk-no"))]),
    }
}

fn saved(who: &SignedIn, action: &str, body: &Markup) -> Markup {
    act(who, action, &html! { (body) p.line { (button(who.t().say("desk-save"))) } })
}
