//! Adding a provider and changing it. What opens the desk through it asks the provider first, and is kept only if it answers;
//! closing and narrowing need nobody's answer.

use super::{back_to, written};
use crate::provider::{self, Joins, Provider, ProviderId, RoleRule, Settings};
use crate::{Ailment, Way, discovery, providers};
use agents::RoleId;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::{Fields, Markup, Mistakes, Problem, Query, SignedIn, Site, see_other, with_mistakes};

/// How many rules the page has room for.
pub(super) const RULES: usize = 8;
pub(super) const RULE_VALUES: [&str; RULES] = ["value_1", "value_2", "value_3", "value_4", "value_5", "value_6", "value_7", "value_8"];
pub(super) const RULE_ROLES: [&str; RULES] = ["role_1", "role_2", "role_3", "role_4", "role_5", "role_6", "role_7", "role_8"];

/// What the form shows; the secret is never in it.
pub(super) struct Form {
    pub stored: Option<ProviderId>,
    /// Where the provider is to lead back to.
    pub id: ProviderId,
    pub settings: Settings,
    pub mistakes: Mistakes,
    pub done: bool,
}

pub(super) async fn blank(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    let id = site.db().read(providers::next).await?;
    let settings = Settings {
        name: String::new(),
        issuer: String::new(),
        client_id: String::new(),
        secret: None,
        scopes: String::new(),
        joins: Joins::Colleagues,
        domains: Vec::new(),
        role: None,
        role_claim: String::new(),
        role_rules: Vec::new(),
        vouches: false,
        enabled: true,
    };
    let form = Form { stored: None, id, settings, mistakes: Mistakes::none(), done: false };
    written::draw(&site, &signed_in, &form).await
}

pub(super) async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    let form = Form {
        stored: Some(provider.id),
        id: provider.id,
        settings: as_stored(&provider),
        mistakes: Mistakes::none(),
        done: query.text("done") == "saved",
    };
    written::draw(&site, &signed_in, &form).await
}

fn as_stored(provider: &Provider) -> Settings {
    Settings {
        name: provider.name.clone(),
        issuer: provider.issuer.clone(),
        client_id: provider.client_id.clone(),
        secret: None,
        scopes: provider.scopes.clone(),
        joins: provider.joins,
        domains: provider.domains(),
        role: provider.role,
        role_claim: provider.role_claim.clone(),
        role_rules: provider.role_rules(),
        vouches: provider.vouches,
        enabled: provider.enabled,
    }
}

pub(super) async fn add(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    keep(&site, &signed_in, &fields, None).await
}

pub(super) async fn save(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    keep(&site, &signed_in, &fields, Some(provider)).await
}

pub(super) async fn remove(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    site.db().work(signed_in.actor(), move |work| provider::remove(work, ProviderId(id))).await?;
    Ok(see_other("/settings/sign-in?done=removed").into_response())
}

async fn keep(site: &Site, signed_in: &SignedIn, fields: &Fields, stored: Option<Provider>) -> Result<Response, Problem> {
    let id = match &stored {
        Some(provider) => provider.id,
        None => site.db().read(providers::next).await?,
    };
    let mut form = Form {
        stored: stored.as_ref().map(|provider| provider.id),
        id,
        settings: read(fields, stored.as_ref()),
        mistakes: Mistakes::none(),
        done: false,
    };
    look_over(site, signed_in, &mut form);
    if form.mistakes.is_empty()
        && needs_an_answer(&form.settings, stored.as_ref())
        && let Err(ailment) = try_out(site, &mut form, stored.as_ref()).await
    {
        let why = ailment.said(signed_in.t());
        form.mistakes.add("test", signed_in.t().say_with("sso-test-failed", &[("why", &why)]));
    }
    if form.mistakes.is_empty() {
        let settings = form.settings.clone();
        let stored = form.stored;
        let kept = site.db().work(signed_in.actor(), move |work| match stored {
            Some(id) => provider::change(work, id, &settings).map(|()| id),
            None => provider::add(work, &settings),
        });
        match kept.await {
            Ok(id) => return Ok(see_other(&format!("/settings/sign-in/{id}?done=saved")).into_response()),
            Err(Trouble::Refused(refusal)) => form.mistakes.add("test", signed_in.t().refusal(&refusal)),
            Err(trouble) => return Err(trouble.into()),
        }
    }
    Ok(with_mistakes(written::draw(site, signed_in, &form).await?).into_response())
}

fn read(fields: &Fields, stored: Option<&Provider>) -> Settings {
    let one_line = |name: &str| fields.text(name).chars().filter(|c| !c.is_control()).take(300).collect::<String>();
    let rules = RULE_VALUES.iter().zip(RULE_ROLES).filter_map(|(value, role)| {
        let role = fields.number(role)?;
        Some(RoleRule { value: fields.optional(value)?.to_owned(), role })
    });
    Settings {
        name: one_line("name"),
        issuer: stored.map_or_else(|| one_line("issuer"), |provider| provider.issuer.clone()),
        client_id: one_line("client_id"),
        secret: fields.optional("secret").map(ToOwned::to_owned),
        scopes: one_line("scopes").split_whitespace().collect::<Vec<_>>().join(" "),
        joins: Joins::of_word(fields.text("joins")).unwrap_or(Joins::Nobody),
        domains: domains(fields.text("domains")),
        role: fields.number("role").filter(|role| *role > 0).map(RoleId),
        role_claim: one_line("role_claim"),
        role_rules: rules.collect(),
        vouches: fields.flag("vouches"),
        enabled: fields.flag("enabled"),
    }
}

/// `@kettle.example, tea.example` and the like.
fn domains(typed: &str) -> Vec<String> {
    let parts = typed.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    parts
        .map(|part| part.trim_start_matches('@').to_lowercase())
        .filter(|part| !part.is_empty())
        .collect()
}

fn look_over(site: &Site, signed_in: &SignedIn, form: &mut Form) {
    let t = signed_in.t();
    let own = &site.service::<Way>().own_network;
    if form.stored.is_none() {
        match discovery::issuer_of(&form.settings.issuer, own) {
            Some(issuer) => form.settings.issuer = issuer,
            None => form.mistakes.add("issuer", t.say("sso-mistake-issuer")),
        }
    }
    if form.settings.name.is_empty() {
        form.mistakes.add("name", t.say("sso-mistake-name"));
    }
    if form.settings.client_id.is_empty() {
        form.mistakes.add("client_id", t.say("sso-mistake-client-id"));
    }
    if form.stored.is_none() && form.settings.secret.is_none() {
        form.mistakes.add("secret", t.say("sso-mistake-secret"));
    }
    if form.settings.joins == Joins::Newcomers && form.settings.domains.is_empty() {
        form.mistakes.add("domains", t.say("sso-refused-no-domain"));
    }
}

/// Whether the provider is asked before this is kept: it is new, or opens, or is told another way who we are.
fn needs_an_answer(new: &Settings, stored: Option<&Provider>) -> bool {
    stored.is_none_or(|before| new.enabled && (!before.enabled || new.secret.is_some() || new.client_id != before.client_id))
}

/// Asks the provider. Its own name is kept, and what was learned a moment ago is asked anew.
async fn try_out(site: &Site, form: &mut Form, stored: Option<&Provider>) -> Result<(), Ailment> {
    let way = site.service::<Way>();
    let secret = match (&form.settings.secret, stored) {
        (Some(secret), _) => secret.clone(),
        (None, Some(provider)) => provider.secret(site.db().vault()).ok_or(Ailment::SecretLost)?,
        (None, None) => return Err(Ailment::Secret),
    };
    let (issuer, client_id) = (&form.settings.issuer, &form.settings.client_id);
    let own_name = discovery::rehearse(&way.caller, &way.own_network, issuer, client_id, &secret, &back_to(site, form.id)).await?;
    if stored.is_none() {
        form.settings.issuer = own_name;
    }
    Ok(())
}
