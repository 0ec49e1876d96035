//! Finding anything this agent may see: what they typed is read as a filter with words in it and put to the index with their
//! own inboxes. The messages and files of conversations that were found are read again from the tables, where their rights are
//! asked once more. Customers, companies and orders go by permission alone and are shown as the index knows them; articles are told by
//! their own room, in the reader's language.
//!
//! What cannot be read as a filter (a name half typed) is searched as plain words, and the fault is told beside the results.

mod narrow;
mod shown;

use crate::articles::ArticlesOf;
use crate::filtering::Names;
use crate::{Viewer, inboxes};
use customers::CustomerId;
use db::activity::{self, Position};
use db::{Trouble, Tx, sql};
use filter::{Condition, Fault, parse_search};
use kit::{Locale, Moment};
pub use narrow::NONE;
use narrow::{Teller, is_open_at_the_end};
use search::{Counts, Hits, Inboxes, Index, Kind};
pub use shown::{Matched, Shown};
use web::{Problem, SignedIn, Site};

/// More than anybody types, and little enough to read in no time.
const LONGEST: usize = 1_000;

/// What is written is found within a part of a second; only what waits for longer is said to be missing.
const PATIENCE_SECONDS: i64 = 2;

/// What somebody wants to find.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    pub typed: String,
    pub kind: Option<Kind>,
    pub by_time: bool,
    /// Only what is found is looked at, not how much there is of what.
    pub uncounted: bool,
    /// Of none, it is only counted.
    pub limit: usize,
    pub offset: usize,
}

impl Wish {
    /// Those of one kind, and nothing counted beside them.
    pub fn of_kind(kind: Kind, typed: &str, limit: usize) -> Self {
        Self {
            typed: typed.to_owned(),
            kind: Some(kind),
            uncounted: true,
            limit,
            ..Self::default()
        }
    }
}

/// Whose eyes: the inboxes are asked for afresh, customers and orders go by permission.
#[derive(Debug, Clone, Copy)]
pub struct Eyes {
    pub viewer: Viewer,
    pub customers: bool,
    pub orders: bool,
    pub articles: bool,
    /// Articles that are being written.
    pub drafts: bool,
    /// In which articles are told.
    pub locale: Locale,
}

impl Eyes {
    pub fn of(who: &SignedIn) -> Self {
        Self {
            viewer: Viewer::of(who),
            customers: who.may("customers.see"),
            orders: who.may("orders.see"),
            articles: who.may("knowledge.see"),
            drafts: who.may("knowledge.see") && who.may("knowledge.write"),
            locale: who.locale,
        }
    }

    /// What they may find at all.
    pub fn kinds(self) -> Vec<Kind> {
        let may = |kind: &Kind| match kind {
            Kind::Conversation | Kind::File => true,
            Kind::Customer | Kind::Company => self.customers,
            Kind::Order => self.orders,
            Kind::Article => self.articles,
            Kind::ArticleDraft => self.drafts,
        };
        Kind::ALL.iter().copied().filter(may).collect()
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    pub hits: Vec<Shown>,
    pub total: usize,
    pub counts: Counts,
    pub is_near: bool,
    /// What was understood; none where the words were taken as they are.
    pub condition: Option<Condition>,
    pub fault: Option<Fault>,
    pub names: Names,
    /// Up to when the index has read, where that is not the present.
    pub indexed_up_to: Option<Moment>,
}

/// Finds.
pub async fn find(site: &Site, eyes: Eyes, wish: Wish) -> Result<Found, Problem> {
    let prepared = {
        let wish = wish.clone();
        site.db().read(move |tx| Prepared::read(tx, eyes, &wish)).await?
    };
    let Prepared { query, condition, fault, names, end } = prepared;
    let is_asked = eyes.kinds().iter().any(|kind| wish.kind.is_none_or(|only| only == *kind));
    let mut answer = match is_asked {
        true => ask(site, query).await?,
        false => Hits { indexed_up_to: end, ..Hits::default() },
    };
    answer.hits.truncate(wish.limit);
    let (total, counts, is_near, upto) = (answer.total, answer.counts.clone(), answer.is_near, answer.indexed_up_to);
    let shelf = site.service_if_given::<ArticlesOf>().map(|given| given.0.clone());
    let (hits, indexed_up_to) = site
        .db()
        .read(move |tx| Ok((shown::read(tx, eyes, shelf.as_deref(), answer)?, if upto < end { behind(tx, upto)? } else { None })))
        .await?;
    Ok(Found { hits, total, counts, is_near, condition, fault, names, indexed_up_to })
}

/// The customers who are called or known so, the best first; none for who may not see them.
pub async fn find_customers(site: &Site, eyes: Eyes, typed: &str, limit: usize) -> Result<Vec<CustomerId>, Problem> {
    Ok(find(site, eyes, Wish::of_kind(Kind::Customer, typed, limit))
        .await?
        .hits
        .into_iter()
        .map(|shown| CustomerId(shown.hit.id))
        .collect())
}

/// The index blocks, so it is asked beside the runtime's own threads.
async fn ask(site: &Site, query: search::Query) -> Result<Hits, Problem> {
    let index = site.service::<Index>();
    match tokio::task::spawn_blocking(move || index.search(&query)).await {
        Ok(Ok(hits)) => Ok(hits),
        Ok(Err(trouble)) => Err(Problem::fault(&trouble)),
        Err(stopped) => Err(Problem::fault(&stopped)),
    }
}

/// When the last line happened that the index has read, where one behind it has waited for longer than it does on any busy day.
fn behind(tx: &mut Tx<'_>, upto: Position) -> Result<Option<Moment>, Trouble> {
    let patience = tx.now().plus_seconds(-PATIENCE_SECONDS);
    match activity::tail(tx, upto, 1)?.first() {
        Some(next) if next.happened_at < patience => time_of(tx, upto).map(Some),
        _ => Ok(None),
    }
}

fn time_of(tx: &mut Tx<'_>, position: Position) -> Result<Moment, Trouble> {
    let at: Option<Moment> = sql("SELECT happened_at FROM activity WHERE id <= $1 ORDER BY id DESC LIMIT 1")
        .with(position.id)
        .one(tx)?;
    Ok(at.unwrap_or_default())
}

struct Prepared {
    query: search::Query,
    condition: Option<Condition>,
    fault: Option<Fault>,
    names: Names,
    end: Position,
}

impl Prepared {
    fn read(tx: &mut Tx<'_>, eyes: Eyes, wish: &Wish) -> Result<Self, Trouble> {
        let names = Names::read(tx, eyes.viewer)?;
        let typed: String = wish.typed.chars().take(LONGEST).collect();
        let inboxes = match eyes.viewer.sees_all {
            true => Inboxes::All,
            false => Inboxes::Only(inboxes::keys_seen_by(tx, eyes.viewer)?.into_iter().collect()),
        };
        let mut query = search::Query {
            inboxes,
            kinds: eyes.kinds(),
            only: wish.kind,
            by_time: wish.by_time,
            uncounted: wish.uncounted,
            now: tx.now(),
            limit: wish.limit,
            offset: wish.offset,
            ..search::Query::default()
        };
        let (condition, fault) = match parse_search(&typed, &names.vocabulary()) {
            Ok(condition) => {
                let open = is_open_at_the_end(&typed, &condition);
                let teller = Teller { viewer: eyes.viewer, names: &names, open };
                query.narrow = teller.told(tx, &condition)?;
                (Some(condition), None)
            }
            Err(fault) => {
                query.text = typed;
                (None, Some(fault))
            }
        };
        Ok(Self { query, condition, fault, names, end: activity::end(tx)? })
    }
}
