//! A rule as a form, and the form as a rule.

use crate::brand::Brand;
use crate::pages::days::{begins, day_of, is_over};
use crate::pages::wording::said;
use crate::pages::{shop_currency, shop_money};
use crate::suggestions::{Has, Kind, LookAt, NewRule};
use db::Trouble;
use kit::Locale;
use web::parts::{field, select, switch, textarea};
use web::{Fields, Markup, SignedIn, html};

/// What was filled in, as the rule it means.
pub(super) fn given(fields: &Fields, zone: &str) -> Result<NewRule, Trouble> {
    let text = |name: &str| fields.raw(name).replace("\r\n", "\n").trim().to_owned();
    let above = match fields.optional("above") {
        Some(typed) => Some(shop_money(typed, shop_currency(fields.text("currency"))?)?),
        None => None,
    };
    let day = |name: &str, read: fn(&str, &str) -> Option<kit::Moment>| match fields.optional(name) {
        Some(typed) => read(typed, zone)
            .map(Some)
            .ok_or_else(|| Trouble::refused("orders-suggest-no-day").with("typed", typed)),
        None => Ok(None),
    };
    let unread = || Trouble::refused("orders-form-unreadable");
    Ok(NewRule {
        name: fields.text("name").into(),
        kind: Kind::of_word(fields.text("kind")).ok_or_else(unread)?,
        look_at: LookAt::of_word(fields.text("look_at")).ok_or_else(unread)?,
        has: Has::of_word(fields.text("has")).ok_or_else(unread)?,
        word: fields.text("word").into(),
        above,
        suggest: fields.text("suggest").into(),
        text_en: text("text_en"),
        text_es: text("text_es"),
        text_zh: text("text_zh"),
        brand: fields.optional("brand").map(str::to_owned),
        country: fields.text("country").into(),
        valid_from: day("from", begins)?,
        valid_until: day("until", is_over)?,
        is_active: fields.flag("active"),
    })
}

/// The rule as the form would have been filled in.
pub(super) fn typed(rule: &NewRule, zone: &str) -> Fields {
    let day = |moment: Option<kit::Moment>| moment.map_or_else(String::new, |moment| day_of(moment, zone));
    let pairs = [
        ("name", rule.name.clone()),
        ("kind", rule.kind.word().into()),
        ("look_at", rule.look_at.word().into()),
        ("has", rule.has.word().into()),
        ("word", rule.word.clone()),
        ("above", rule.above.map_or_else(String::new, kit::Money::plain)),
        ("currency", rule.above.map_or_else(String::new, |above| above.currency.code().into())),
        ("suggest", rule.suggest.clone()),
        ("text_en", rule.text_en.clone()),
        ("text_es", rule.text_es.clone()),
        ("text_zh", rule.text_zh.clone()),
        ("brand", rule.brand.clone().unwrap_or_default()),
        ("country", rule.country.clone()),
        ("from", day(rule.valid_from)),
        // The last day it counts on is the one before it is over.
        ("until", day(rule.valid_until.map(|until| until.plus_seconds(-1)))),
        ("active", if rule.is_active { "on" } else { "" }.into()),
    ];
    let encoded: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
    Fields::parse(encoded.join("&").as_bytes())
}

fn percent(value: &str) -> String {
    value.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// The form.
pub(super) fn fields(who: &SignedIn, brands: &[Brand], typed: &Fields) -> Markup {
    let text = who.t();
    let line = |key: &str, name: &'static str| field(text.say(key), name).value(typed.text(name));
    let choose = |key: &str, name: &'static str, family: &str, words: Vec<&'static str>| {
        let options: Vec<(String, String)> = words.into_iter().map(|word| (word.to_owned(), said(text, family, word))).collect();
        select(text.say(key), name, options, typed.text(name))
    };
    let all_brands = std::iter::once((String::new(), text.say("orders-suggest-all-brands")));
    let brands: Vec<(String, String)> = all_brands.chain(brands.iter().map(|one| (one.code.clone(), one.name.clone()))).collect();
    html! {
        (line("orders-name", "name").required().autofocus())
        fieldset.stack {
            legend { (text.say("orders-suggest-when")) }
            div.fields {
                (choose("orders-suggest-look-at", "look_at", "suggest-look", LookAt::ALL.iter().map(|one| one.word()).collect()))
                (choose("orders-suggest-has", "has", "suggest-has", Has::ALL.iter().map(|one| one.word()).collect()))
                (line("orders-suggest-word", "word").hint(text.say("orders-suggest-word-hint")))
            }
            div.fields {
                (line("orders-suggest-above", "above").attr("inputmode", "decimal").optional(text))
                (line("orders-currency", "currency").optional(text))
            }
        }
        fieldset.stack {
            legend { (text.say("orders-suggest-then")) }
            div.fields {
                (choose("orders-suggest-kind", "kind", "suggest-kind", Kind::ALL.iter().map(|one| one.word()).collect()))
                (line("orders-suggest-what", "suggest").required().hint(text.say("orders-suggest-what-hint")))
            }
            @for (locale, name) in [(Locale::En, "text_en"), (Locale::Es, "text_es"), (Locale::Zh, "text_zh")] {
                (textarea(text.say_with("orders-suggest-text", &[("language", &locale.name())]), name).value(typed.raw(name)).attr("lang", locale.tag()).attr("rows", "2").optional(text))
            }
            p.hint { (text.say("orders-suggest-text-hint")) " " code { "{product}" } " " code { "{price}" } }
        }
        div.fields {
            (select(text.say("orders-brand"), "brand", brands, typed.text("brand")))
            (line("orders-country", "country").hint(text.say("orders-country-hint")).optional(text))
            (line("orders-suggest-from", "from").kind("date").optional(text))
            (line("orders-suggest-until", "until").kind("date").optional(text))
        }
        (switch(text.say("orders-suggest-active"), "active", typed.flag("active")))
    }
}
