//! Who a customer is: name, language, company, and the attributes the company asks for, each with its purpose.

use super::customer::{Sight, change};
use super::wording::{LANGUAGES, label, language, purpose, shown};
use crate::attribute::{Attribute, AttributeId, Shape};
use crate::customer::edit;
use crate::values::{self, Known};
use crate::{CustomerId, companies};
use axum::extract::{Path, State};
use axum::response::Response;
use web::parts::{button, card, field, form, icon, select};
use web::{Fields, Markup, Problem, SignedIn, Site, Text, html};

/// The company they belong to and the language we answer in.
pub(super) fn belonging(sight: &Sight<'_>) -> Markup {
    html! {
        p.line {
            @if let Some((id, name)) = &sight.portrait.company { a href={ "/companies/" (id) } { (name) } }
            @if let Some(tag) = &sight.portrait.customer.language { span { (language(tag)) } }
        }
    }
}

/// Name, language and company; closed until somebody edits.
pub(super) fn profile_card(sight: &Sight<'_>) -> Markup {
    if !sight.may_edit() {
        return html! {};
    }
    let (customer, company) = (&sight.portrait.customer, sight.portrait.company.as_ref().map_or("", |(_, name)| name.as_str()));
    let chosen = sight.typed("profile", "language").or(customer.language.as_deref()).unwrap_or("");
    let nothing = [(String::new(), sight.say("customers-no-language"))];
    let unlisted = LANGUAGES.iter().all(|(tag, _)| *tag != chosen) && !chosen.is_empty();
    let languages = nothing
        .into_iter()
        .chain(LANGUAGES.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())))
        .chain(unlisted.then(|| (chosen.to_owned(), chosen.to_owned())));
    let body = html! {
        div.stack {
            (field(sight.say("customers-name"), "name").value(sight.typed("profile", "name").unwrap_or(&customer.name)))
            (select(sight.say("customers-language"), "language", languages, chosen))
            (field(sight.say("customers-company"), "company")
                .value(sight.typed("profile", "company").unwrap_or(company))
                .attr("list", "companies")
                .error(sight.mistake("profile")))
            datalist id="companies" { @for name in &sight.portrait.companies { option value=(name) {} } }
            (button(sight.say("customers-save")))
        }
    };
    let form = form(&sight.signed_in.csrf, sight.path("/profile"), &body);
    card(
        &sight.say("customers-profile"),
        &html! {
            details open[sight.mistake("profile").is_some()] { summary.button.quiet { (icon("draft")) (sight.say("customers-edit")) } (form) }
        },
    )
}

/// What is known, and the form to change it.
pub(super) fn values_card(sight: &Sight<'_>) -> Markup {
    let known = &sight.portrait.known;
    if known.is_empty() {
        return html! {};
    }
    let text = sight.signed_in.t();
    let body = html! {
        div.stack {
            dl.facts {
                @for (attribute, value) in known {
                    @if let Some(value) = value {
                        dt { (label(text, attribute)) }
                        dd title=(provenance(sight, attribute, value)) { (shown(text, attribute, &value.value)) }
                    }
                }
            }
            @if known.iter().all(|(_, value)| value.is_none()) { p.hint { (sight.say("customers-nothing-known")) } }
            @if sight.may_edit() {
                details open[sight.mistake("values").is_some()] { summary.button.quiet { (icon("draft")) (sight.say("customers-edit")) } (values_form(sight)) }
            }
        }
    };
    card(&sight.say("customers-known"), &body)
}

/// When it was set, by whom, and until when it is kept.
fn provenance(sight: &Sight<'_>, attribute: &Attribute, known: &Known) -> String {
    let (text, zone) = (sight.signed_in.t(), &sight.signed_in.zone);
    let somebody = text.say("customers-somebody");
    let who = sight.portrait.names.of(known.set_by()).unwrap_or(&somebody);
    let set = text.say_with("customers-value-set", &[("date", &text.date(known.set_at, zone)), ("who", &who)]);
    match attribute.expires(known.set_at) {
        Some(expires) => format!("{set} {}", text.say_with("customers-value-kept-until", &[("date", &text.date(expires, zone))])),
        None => set,
    }
}

fn values_form(sight: &Sight<'_>) -> Markup {
    let body = html! {
        div.stack {
            @if let Some(mistake) = sight.mistake("values") { p.error role="alert" { (mistake) } }
            @for (attribute, known) in &sight.portrait.known { (input(sight, attribute, known.as_ref())) }
            (button(sight.say("customers-save")))
        }
    };
    form(&sight.signed_in.csrf, sight.path("/values"), &body)
}

/// Each attribute has its own field; the form sends pairs of `attribute` and `value` in the same order.
fn input(sight: &Sight<'_>, attribute: &Attribute, known: Option<&Known>) -> Markup {
    let stored = known.map_or("", |known| known.value.as_str());
    let value = typed_value(sight, attribute.id).unwrap_or_else(|| stored.to_owned());
    html! { input type="hidden" name="attribute" value=(attribute.id); (control(sight.signed_in.t(), attribute, &value)) }
}

/// What an agent fills in. A kept value that is no longer a choice can be kept on.
pub(super) fn control(text: &Text, attribute: &Attribute, value: &str) -> Markup {
    let (title, id) = (label(text, attribute), format!("attribute-{}", attribute.id));
    match attribute.shape {
        Shape::Choice | Shape::Boolean => {
            html! { (select(title, "value", options(text, attribute, value), value).id(id).hint(purpose(text, attribute))) }
        }
        Shape::Date => html! { (field(title, "value").id(id).kind("date").value(value).hint(purpose(text, attribute))) },
        Shape::Number => {
            html! { (field(title, "value").id(id).attr("inputmode", "decimal").value(value).hint(purpose(text, attribute))) }
        }
        Shape::Text => html! { (field(title, "value").id(id).value(value).hint(purpose(text, attribute))) },
    }
}

fn options(text: &Text, attribute: &Attribute, value: &str) -> Vec<(String, String)> {
    let words: Vec<String> = if attribute.shape == Shape::Boolean {
        vec!["yes".into(), "no".into()]
    } else {
        attribute.choices.0.clone()
    };
    let kept = (!value.is_empty() && !words.iter().any(|word| word == value))
        .then(|| (value.to_owned(), text.say_with("customers-value-orphaned", &[("value", &shown(text, attribute, value))])));
    let nothing = std::iter::once((String::new(), text.say("customers-unknown")));
    let each = words.into_iter().map(|word| (word.clone(), shown(text, attribute, &word)));
    nothing.chain(kept).chain(each).collect()
}

fn typed_value(sight: &Sight<'_>, attribute: AttributeId) -> Option<String> {
    let refused = sight.refused.filter(|refused| refused.form == "values")?;
    pairs(&refused.typed).into_iter().find(|(id, _)| *id == attribute).map(|(_, value)| value)
}

/// The pairs of attribute and value a form sent, in order.
fn pairs(fields: &Fields) -> Vec<(AttributeId, String)> {
    let mut pairs = Vec::new();
    let mut waiting = None;
    for (name, value) in fields.all() {
        match name {
            "attribute" => waiting = value.parse().ok(),
            "value" => pairs.extend(waiting.take().map(|attribute| (attribute, value.to_owned()))),
            _ => {}
        }
    }
    pairs
}

pub(super) async fn save_values(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let pairs = pairs(&fields);
    change(&site, &signed_in, customer, "values", fields, move |work| {
        crate::current(work, CustomerId(customer))?;
        pairs
            .iter()
            .try_for_each(|(attribute, value)| values::set(work, CustomerId(customer), *attribute, value))
    })
    .await
}

pub(super) async fn save_profile(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &signed_in, customer, "profile", fields, move |work| {
        let customer = CustomerId(customer);
        let company = typed.optional("company").map(|name| companies::named(work, name)).transpose()?;
        edit::rename(work, customer, typed.text("name"))?;
        edit::choose_language(work, customer, typed.optional("language"))?;
        edit::file_under(work, customer, company)
    })
    .await
}
