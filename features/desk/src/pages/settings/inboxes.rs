//! Inboxes as an administrator keeps them: name, signature, team, how long a reply waits, who sees them, other addresses.
//! Their servers belong to the channel.

use super::inbox_extras::Extras;
use super::{effects, masking};
use crate::faces::{self, Face};
use crate::inbox::InboxSettings;
use crate::pages::brands::{self, Brands};
use crate::putting_back::{InboxAccessSetting, InboxSetting};
use crate::{Inbox, InboxId, inboxes};
use agents::changes::keeping;
use agents::{AgentId, TeamId};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use db::{Trouble, Tx};
use kit::EmailAddress;
use web::parts::{button, card, checkbox, empty_state, field, form, icon, link_button, page_head, radio, select, table, textarea};
use web::{Fields, Frame, Markup, Mistakes, Needs, Problem, Routes, SignedIn, Site, Text, html, see_other, with_mistakes};

const HERE: &str = "/settings/inboxes";

pub fn routes() -> Routes {
    let manage = Needs::Permission("inboxes.manage");
    Routes::new()
        .get(HERE, manage, list)
        .get("/settings/inboxes/{id}", manage, page)
        .post("/settings/inboxes/{id}", manage, save)
        .get("/settings/inboxes/{id}/access/preview", manage, effects::access)
        .post("/settings/inboxes/{id}/access", manage, let_see)
        .post("/settings/inboxes/{id}/aliases", manage, add_alias)
        .post("/settings/inboxes/{id}/archive", manage, archive)
}

async fn list(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let (extras, text) = (site.service::<Extras>(), who.t().clone());
    let teller = extras.clone();
    let all = site.db().read(move |tx| {
        let mut lines = Vec::new();
        for inbox in inboxes::all(tx)? {
            let line = teller.0.line(tx, &inbox, &text)?;
            let team = team_name(tx, inbox.team_id)?;
            lines.push((inbox, team, line));
        }
        Ok(lines)
    });
    let all = all.await?;
    let text = who.t();
    let adding =
        html! { @if let Some(href) = extras.0.adding() { (link_button(text.say("desk-inbox-add"), href).primary().icon("plus")) } };
    let body = html! {
        (page_head(&text.say("desk-inboxes"), &text.say("desk-inboxes-about"), &adding))
        @if all.is_empty() { (empty_state("mail", &text.say("desk-no-inbox"), &html! { p { (text.say("desk-inboxes-none-next")) } })) }
        @else { section.card { (table(text.say("desk-inboxes"), [text.say("desk-inbox"), text.say("desk-state"), text.say("desk-team"), text.say("desk-seen-by")], rows(&who, &all))) } }
    };
    Frame::new(&site, &who, text.say("desk-inboxes")).settings("inboxes").body(body).await
}

/// An inbox, its team's name, and what its channel says of it.
type Row = (Inbox, Option<String>, Option<Markup>);

fn rows(who: &SignedIn, all: &[Row]) -> Markup {
    let text = who.t();
    html! {
        @for (inbox, team, line) in all {
            tr {
                td { span.cell-main { (icon("mail")) span { a href={ (HERE) "/" (inbox.id) } { (inbox.name) } br; span.sub { (inbox.address) } } } }
                td { @match line { Some(line) => (line), None => span.muted { "–" } } }
                td { (team.as_deref().unwrap_or("–")) }
                td { (text.say(if inbox.open_to_all { "desk-seen-by-everyone" } else { "desk-seen-by-chosen" })) }
            }
        }
    }
}

fn team_name(tx: &mut Tx<'_>, team: Option<i64>) -> Result<Option<String>, Trouble> {
    team.map(|team| agents::teams::find(tx, TeamId(team)).map(|team| team.name)).transpose()
}

/// All that an inbox's page shows.
struct Opened {
    inbox: Inbox,
    aliases: Vec<String>,
    teams: Vec<(i64, String)>,
    agents: Vec<(i64, String)>,
    chosen: (Vec<i64>, Vec<i64>),
    programs: Vec<(i64, String)>,
    chosen_programs: Vec<i64>,
    line: Option<Markup>,
    servers: Option<String>,
    faces: Vec<Face>,
    face: Option<i64>,
    seeing: effects::Seeing,
    masking: crate::Masking,
}

impl Opened {
    async fn read(site: &Site, who: &SignedIn, id: i64) -> Result<Self, Problem> {
        let (extras, text, brands) = (site.service::<Extras>(), who.t().clone(), site.service_if_given::<Brands>());
        let opened = site.db().read(move |tx| {
            let inbox = inboxes::find(tx, InboxId(id))?;
            let chosen = inboxes::access(tx, inbox.id)?;
            Ok(Self {
                seeing: effects::seeing(tx, &chosen.0, &chosen.1)?,
                aliases: inboxes::aliases(tx, inbox.id)?,
                teams: agents::teams::all(tx)?.into_iter().map(|team| (team.id.0, team.name)).collect(),
                agents: agents::agents::to_choose_from(tx)?.into_iter().map(|(id, name)| (id.0, name)).collect(),
                chosen,
                programs: agents::service_tokens::all(tx)?.into_iter().map(|token| (token.id.0, token.name)).collect(),
                chosen_programs: inboxes::programs(tx, inbox.id)?,
                line: extras.0.line(tx, &inbox, &text)?,
                servers: extras.0.settings(&inbox),
                faces: brands::all(tx, brands.as_deref())?,
                face: faces::chosen_by(tx, id)?,
                masking: crate::masking::of_inbox(tx, inbox.id)?,
                inbox,
            })
        });
        Ok(opened.await?)
    }
}

async fn page(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let opened = Opened::read(&site, &who, id).await?;
    drawn(&site, &who, &opened, &Mistakes::none()).await
}

async fn drawn(site: &Site, who: &SignedIn, opened: &Opened, mistakes: &Mistakes) -> Result<Markup, Problem> {
    let text = who.t();
    let actions =
        html! { @if let Some(servers) = &opened.servers { (link_button(text.say("desk-inbox-servers"), servers).icon("settings")) } };
    let body = html! {
        (page_head(&opened.inbox.name, &opened.inbox.address, &actions))
        @if let Some(line) = &opened.line { p.line { (line) } }
        (general(who, opened, mistakes))
        (access(who, opened))
        (masking::beside(text, &opened.inbox, opened.masking))
        (aliases(who, opened, mistakes))
        @if !opened.inbox.archived { (archiving(who, opened)) }
    };
    Frame::new(site, who, opened.inbox.name.clone()).settings("inboxes").body(body).await
}

fn general(who: &SignedIn, opened: &Opened, mistakes: &Mistakes) -> Markup {
    let text = who.t();
    let inbox = &opened.inbox;
    let teams = std::iter::once((String::new(), text.say("desk-no-team")))
        .chain(opened.teams.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let team = inbox.team_id.map(|team| team.to_string()).unwrap_or_default();
    card(
        &text.say("desk-inbox-general"),
        &form(
            &who.csrf,
            format!("{HERE}/{}", inbox.id),
            &html! {
                div.stack {
                    (field(text.say("desk-inbox-name"), "name").value(&inbox.name).required().error(mistakes.of("name")))
                    (field(text.say("desk-inbox-from-name"), "from_name").value(&inbox.from_name).hint(text.say("desk-inbox-from-name-hint")))
                    (textarea(text.say("desk-signature"), "signature").value(&inbox.signature).hint(text.say("desk-inbox-signature-hint")))
                    (select(text.say("desk-team"), "team", teams, team).hint(text.say("desk-inbox-team-hint")))
                    (face(text, opened))
                    (field(text.say("desk-inbox-undo"), "undo_seconds").kind("number").attr("min", "0").attr("max", "120").value(inbox.undo_seconds.to_string()).hint(text.say("desk-inbox-undo-hint")))
                    (textarea(text.say("desk-inbox-acknowledgement"), "acknowledgement").value(&inbox.acknowledgement).hint(text.say("desk-inbox-acknowledgement-hint")))
                    p.line { (button(text.say("desk-save")).primary()) }
                }
            },
        ),
    )
}

/// Which brand it wears, where there is one to choose.
fn face(text: &Text, opened: &Opened) -> Markup {
    let usual = opened.faces.iter().find(|face| face.inbox == Some(opened.inbox.id.0));
    let usual =
        usual.map_or_else(|| text.say("desk-inbox-no-face"), |face| text.say_with("desk-inbox-usual-face", &[("name", &face.name)]));
    let choices = std::iter::once((String::new(), usual)).chain(opened.faces.iter().map(|face| (face.id.to_string(), face.name.clone())));
    let chosen = opened.face.map_or_else(String::new, |face| face.to_string());
    html! { @if !opened.faces.is_empty() { (select(text.say("desk-inbox-face"), "face", choices, chosen).hint(text.say("desk-inbox-face-hint"))) } }
}

fn access(who: &SignedIn, opened: &Opened) -> Markup {
    let text = who.t();
    let (teams, agents) = &opened.chosen;
    card(
        &text.say("desk-seen-by"),
        &form(
            &who.csrf,
            format!("{HERE}/{}/access", opened.inbox.id),
            &html! {
                div.stack data-view-form={ (HERE) "/" (opened.inbox.id) "/access/preview" } {
                    (radio(text.say("desk-seen-by-everyone"), "everyone", "yes", opened.inbox.open_to_all))
                    (radio(text.say("desk-seen-by-chosen"), "everyone", "no", !opened.inbox.open_to_all).hint(text.say("desk-seen-by-hint")))
                    fieldset { legend { (text.say("desk-teams")) }
                        @for (id, name) in &opened.teams { (checkbox(name, "team", teams.contains(id)).value(id.to_string())) }
                    }
                    fieldset { legend { (text.say("desk-people")) }
                        @for (id, name) in &opened.agents { (checkbox(name, "agent", agents.contains(id)).value(id.to_string())) }
                    }
                    div.banner id="view-preview" aria-live="polite" { div { (effects::seen(text, opened.inbox.open_to_all, &opened.seeing)) } }
                    @if !opened.programs.is_empty() {
                        fieldset { legend { (text.say("desk-programs")) }
                            @for (id, name) in &opened.programs { (checkbox(name, "program", opened.chosen_programs.contains(id)).value(id.to_string())) }
                        }
                    }
                    p.line { (button(text.say("desk-save")).primary()) }
                }
            },
        ),
    )
}

fn aliases(who: &SignedIn, opened: &Opened, mistakes: &Mistakes) -> Markup {
    let text = who.t();
    card(
        &text.say("desk-inbox-aliases"),
        &html! {
            div.stack {
                p.muted { (text.say("desk-inbox-aliases-about")) }
                @if !opened.aliases.is_empty() { ul { @for alias in &opened.aliases { li.mono { (alias) } } } }
                (form(&who.csrf, format!("{HERE}/{}/aliases", opened.inbox.id), &html! {
                    div.line { (field(text.say("desk-inbox-alias"), "address").kind("email").required().error(mistakes.of("address"))) (button(text.say("desk-inbox-alias-add"))) }
                }))
            }
        },
    )
}

fn archiving(who: &SignedIn, opened: &Opened) -> Markup {
    let text = who.t();
    card(
        &text.say("desk-inbox-archive"),
        &html! {
            p { (text.say("desk-inbox-archive-about")) }
            (form(&who.csrf, format!("{HERE}/{}/archive", opened.inbox.id), &html! { (button(text.say("desk-inbox-archive")).danger()) }))
        },
    )
}

async fn save(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let mut mistakes = Mistakes::none();
    if fields.text("name").is_empty() {
        mistakes.add("name", who.t().say("desk-inbox-name-missing"));
    }
    if !mistakes.is_empty() {
        let opened = Opened::read(&site, &who, id).await?;
        return Ok(with_mistakes(drawn(&site, &who, &opened, &mistakes).await?).into_response());
    }
    let text = |name: &str| fields.text(name).to_owned();
    let settings = InboxSettings {
        name: text("name"),
        from_name: text("from_name").replace(['\r', '\n'], " "),
        signature: text("signature"),
        team_id: fields.number("team"),
        undo_seconds: fields.number("undo_seconds").unwrap_or(10),
        acknowledgement: text("acknowledgement"),
    };
    let (brands, face, has_face) = (site.service_if_given::<Brands>(), fields.number("face"), fields.has("face"));
    let saved = site.db().work(who.actor(), move |work| {
        if let Some(team) = settings.team_id {
            agents::teams::find(work, TeamId(team))?;
        }
        let known = brands::all(work, brands.as_deref())?;
        let face = face.filter(|face| known.iter().any(|known| known.id == *face));
        keeping(work, &InboxSetting, &id.to_string(), |work| {
            let inbox = inboxes::find(work, InboxId(id))?;
            if has_face {
                inbox.wear(work, face)?;
            }
            inbox.change(work, &settings)
        })
    });
    saved.await?;
    Ok(back_to(id).into_response())
}

/// `everyone`, or the teams and agents ticked; whoever does not exist is not there.
async fn let_see(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Redirect, Problem> {
    let everyone = fields.text("everyone") != "no";
    let (teams, agents, programs) = (fields.numbers("team"), fields.numbers("agent"), fields.numbers("program"));
    let changed = site.db().work(who.actor(), move |work| {
        for team in &teams {
            agents::teams::find(work, TeamId(*team))?;
        }
        for agent in &agents {
            agents::agents::find(work, AgentId(*agent))?;
        }
        keeping(work, &InboxAccessSetting, &id.to_string(), |work| {
            let inbox = inboxes::find(work, InboxId(id))?;
            inbox.let_see(work, everyone, &teams, &agents)?;
            inbox.let_programs_see(work, &programs)
        })
    });
    changed.await?;
    site.tell(web::Signal::rights_changed());
    Ok(back_to(id))
}

async fn add_alias(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let added = match EmailAddress::parse(fields.text("address")) {
        Ok(address) => {
            site.db()
                .work(who.actor(), move |work| inboxes::find(work, InboxId(id))?.also_answers(work, address.as_str()))
                .await
        }
        Err(_) => Err(Trouble::refused("desk-recipient-not-an-address").with("typed", fields.text("address"))),
    };
    match added {
        Ok(()) => Ok(back_to(id).into_response()),
        Err(Trouble::Refused(refusal)) => {
            let mut mistakes = Mistakes::none();
            mistakes.add("address", who.t().refusal(&refusal));
            let opened = Opened::read(&site, &who, id).await?;
            Ok(with_mistakes(drawn(&site, &who, &opened, &mistakes).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn archive(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Redirect, Problem> {
    site.db().work(who.actor(), move |work| inboxes::find(work, InboxId(id))?.archive(work)).await?;
    Ok(see_other(HERE))
}

fn back_to(id: i64) -> Redirect {
    see_other(&format!("{HERE}/{id}"))
}
