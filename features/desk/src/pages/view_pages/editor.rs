//! The page that makes or changes a view, filled in with what is stored or with what was typed.

use super::{read, shares};
use crate::lists::{Grouping, Sort};
use crate::pages::list::filter_bar::{self, Typed};
use crate::pages::list::rows::Rows;
use crate::pages::list::{Drawn, Listed, Offers, Wanted, counted};
use crate::pages::place::Place;
use crate::view::{DENSITIES, SHOWABLE, ViewSettings};
use crate::{Reach, SavedView, Viewer, lists, views};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use filter::Condition;
use web::parts::{button, card, checkbox, field, form, page_head, radio, select};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, with_mistakes};

/// As many rows as a preview has.
const PREVIEWED: usize = 8;

pub struct Editor {
    /// The view as stored; none yet for a new one.
    view: Option<SavedView>,
    given: ViewSettings,
    typed: Typed,
    teams: Vec<(i64, String)>,
    refusal: Option<String>,
}

impl Editor {
    pub async fn new(site: &Site, who: &SignedIn) -> Result<Self, Problem> {
        let given = ViewSettings { reach: Reach::Personal, ..ViewSettings::of(Condition::everything()) };
        Self::with(site, who, None, given).await
    }

    pub async fn of(site: &Site, who: &SignedIn, view: SavedView) -> Result<Self, Problem> {
        let mut given = view.settings()?;
        if given.reach == Reach::Passing {
            given.reach = Reach::Personal;
        }
        Self::with(site, who, Some(view), given).await
    }

    async fn with(site: &Site, who: &SignedIn, view: Option<SavedView>, given: ViewSettings) -> Result<Self, Problem> {
        let (agent, all) = (who.agent_id, shares(who));
        let teams = site.db().read(move |tx| views::teams_of(tx, agent, all)).await?;
        Ok(Self {
            view,
            typed: Typed::of(given.filter.written_for(who.locale).to_string()),
            given,
            teams,
            refusal: None,
        })
    }

    /// The same with this filter in it.
    pub async fn beginning_with(mut self, site: &Site, who: &SignedIn, filter: &str) -> Result<Self, Problem> {
        let read = read(site, who, filter).await?;
        self.typed = Typed { text: filter.to_owned(), fault: read.as_ref().err().cloned() };
        self.given.filter = read.unwrap_or_else(|_| Condition::everything());
        Ok(self)
    }

    /// The same with what a form says.
    pub async fn filled(mut self, site: &Site, who: &SignedIn, fields: &Fields) -> Result<Self, Problem> {
        let read = read(site, who, fields.text("filter")).await?;
        self.typed = Typed { text: fields.text("filter").to_owned(), fault: read.as_ref().err().cloned() };
        self.given = ViewSettings {
            name: fields.text("name").to_owned(),
            reach: Reach::of_word(fields.text("reach"))
                .filter(|reach| *reach != Reach::Passing)
                .unwrap_or(Reach::Personal),
            team_id: fields.number("team"),
            filter: read.unwrap_or_else(|_| Condition::everything()),
            sort: Sort::of_word(fields.text("sort")).unwrap_or(Sort::Newest),
            grouping: Grouping::of_word(fields.text("grouping")).unwrap_or_default(),
            columns: SHOWABLE
                .into_iter()
                .filter(|column| fields.list("column").contains(column))
                .collect::<Vec<_>>()
                .join(" "),
            density: Some(fields.text("density")).filter(|density| DENSITIES.contains(density)).unwrap_or("").to_owned(),
        };
        Ok(self)
    }

    pub fn refused(mut self, sentence: String) -> Self {
        self.refusal = Some(sentence);
        self
    }

    /// What is to be saved, if the filter could be read.
    pub fn settings(&self) -> Option<ViewSettings> {
        self.typed.fault.is_none().then(|| self.given.clone())
    }

    pub async fn again(self, site: &Site, who: &SignedIn) -> Result<Response, Problem> {
        Ok(with_mistakes(self.page(site, who).await?).into_response())
    }

    pub async fn page(self, site: &Site, who: &SignedIn) -> Result<Markup, Problem> {
        let text = who.t();
        let named = self.view.as_ref().filter(|view| views::is_named(view));
        let title = text.say(if named.is_some() { "desk-view-edit" } else { "desk-view-new" });
        let action = self
            .view
            .as_ref()
            .map_or_else(|| "/views/new".to_owned(), |view| format!("/views/saved/{}", view.id));
        let previewed = preview_of(site, who, &self.given).await?;
        let may_change = self.view.as_ref().is_none_or(|view| view.may_change(Viewer::of(who), shares(who)));
        let body = html! {
            (page_head(&title, &text.say("desk-view-about"), &html! {}))
            @if let Some(refusal) = &self.refusal { p.error role="alert" { (refusal) } }
            @if !may_change { p.banner.info { span { (text.say("desk-view-not-yours")) } } }
            (form(&who.csrf, action, &html! { div.stack data-view-form="/views/preview" { (self.fields(text)) @if may_change { div.line { (button(text.say("desk-save")).primary()) } } } }))
            @if let Some(view) = named.filter(|_| may_change) {
                (form(&who.csrf, format!("/views/saved/{}/remove", view.id), &html! { (button(text.say("desk-view-remove")).quiet()) }))
            }
            (card(&text.say("desk-view-preview"), &html! { div id="view-preview" aria-live="polite" { (previewed) } }))
        };
        let here = self.view.as_ref().map_or_else(|| "new-view".to_owned(), |view| Place::Saved(view.id.0).query());
        Frame::new(site, who, title).here(here).body(body).await
    }

    fn fields(&self, text: &Text) -> Markup {
        let sorts = Sort::ALL.iter().map(|sort| (sort.word(), text.say(&format!("desk-view-sort-{}", sort.word()))));
        let groupings = Grouping::ALL.iter().map(|one| (one.word(), text.say(&format!("desk-view-group-{}", one.word()))));
        let densities = ["", "comfortable", "cozy", "compact"]
            .map(|one| (one, text.say(&format!("desk-view-density-{}", if one.is_empty() { "mine" } else { one }))));
        html! {
            (field(text.say("desk-view-name"), "name").value(&self.given.name).required())
            div.field {
                label for="view-filter" { (text.say("desk-filter")) }
                (filter_bar::input(text, "view-filter", &self.typed))
                @if let Some(fault) = &self.typed.fault { p.error role="alert" id="view-filter-fault" { (filter_bar::sentence(text, fault)) } }
                p.hint { (text.say("desk-filter-hint")) }
            }
            (self.reaches(text))
            div.line {
                (select(text.say("desk-view-sort"), "sort", sorts, self.given.sort.word()))
                (select(text.say("desk-view-group"), "grouping", groupings, self.given.grouping.word()))
                (select(text.say("desk-view-density"), "density", densities, &self.given.density))
            }
            fieldset { legend { (text.say("desk-view-columns")) }
                div.line { @for column in SHOWABLE {
                    (checkbox(text.say(&format!("desk-view-column-{column}")), "column", self.given.columns.split(' ').any(|shown| shown == column)).value(column))
                } }
            }
        }
    }

    fn reaches(&self, text: &Text) -> Markup {
        let teams = self.teams.iter().map(|(id, name)| (id.to_string(), name.clone()));
        let chosen = self.given.team_id.map_or_else(String::new, |id| id.to_string());
        html! {
            fieldset { legend { (text.say("desk-view-reach-for")) }
                div.line {
                    @for reach in [Reach::Personal, Reach::Team, Reach::Everyone] {
                        @if reach != Reach::Team || !self.teams.is_empty() {
                            (radio(text.say(&format!("desk-view-reach-{}", reach.word())), "reach", reach.word(), self.given.reach == reach))
                        }
                    }
                    @if !self.teams.is_empty() { (select(text.say("desk-team"), "team", teams, chosen)) }
                }
            }
        }
    }
}

/// `GET /views/preview?filter=…`: what a view so made would list.
pub async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let editor = Editor::new(&site, &who).await?.filled(&site, &who, &query).await?;
    match &editor.typed.fault {
        Some(fault) => Ok(html! { p.error { (filter_bar::sentence(who.t(), fault)) } }),
        None => preview_of(&site, &who, &editor.given).await,
    }
}

async fn preview_of(site: &Site, who: &SignedIn, given: &ViewSettings) -> Result<Markup, Problem> {
    let (viewer, given) = (Viewer::of(who), given.clone());
    let list = site
        .db()
        .read(move |tx| {
            let filter = crate::filtering::clause(tx, viewer, &given.filter)?;
            let asked = lists::Asked {
                filter: Some(filter),
                sort: Some(given.sort),
                grouping: given.grouping,
                ..lists::Asked::default()
            };
            let lines = lists::first(tx, viewer, &asked, PREVIEWED)?;
            Ok(Listed {
                onlookers: Vec::new(),
                place: Place::View(lists::View::All),
                title: String::new(),
                lines,
                next: None,
                group_before: None,
                count: lists::count(tx, viewer, &asked)?,
                asked,
                view: Some(SavedView::imagined(&given)),
                begun_from: None,
                typed: Typed::default(),
                now: tx.now(),
                offers: Offers::default(),
                worn: crate::faces::Worn::default(),
                wanted: Wanted::default(),
                drawn: Drawn::default(),
            })
        })
        .await?;
    let text = who.t();
    let rows = Rows { who, list: &list, current: None };
    Ok(html! {
        p.muted { (text.say_with("desk-view-holds", &[("count", &counted(list.count))])) }
        ol.rows.preview data-density=[list.view.as_ref().map(|view| view.density.as_str()).filter(|density| !density.is_empty())] { (rows.alone()) }
    })
}
