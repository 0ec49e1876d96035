//! Knowledge: what the company knows, written down once as articles, in as many languages as somebody wrote it in.
//!
//! Cast. An [`article::Article`] has a slug (the word it is filed under, and by which policies cite it), a section, a state, an
//! audience, and its words by language. [`article`] has the verbs, [`articles`] the questions, [`history`] every earlier version.
//! [`markup`] turns a body into a page or into plain words for a letter. [`pages`] are the shelf, reading, writing and history;
//! [`api`] is for programs; [`OnDesk`] lends articles to search and to who answers a customer.
//!
//! It promises that no change loses what stood there before; that whoever saves over a colleague's change is told first; that a
//! draft is seen by those who may write, and by nobody else; that no words of an article are markup of a page beyond what
//! [`markup`] allows; and that what is for colleagues only is put into no letter. It refuses to know orders and policies: they
//! cite a slug.

pub mod api;
pub mod article;
pub mod articles;
mod event;
pub mod history;
pub mod markup;
mod on_desk;
pub mod pages;
mod story;
pub mod words;

pub use event::Event;
pub use on_desk::OnDesk;
pub use story::story;

db::id!(
    /// The key of an article.
    ArticleId
);

db::words!(
    /// Whether it is being written, may be read, or is laid aside.
    State { Draft = "draft", Published = "published", Archived = "archived" }
);

db::words!(
    /// Who may be told what is in it.
    Audience { Colleagues = "colleagues", Customers = "customers" }
);

/// Reading an article, and finding it.
pub const SEE: web::Needs = web::Needs::Permission("knowledge.see");
/// Writing, publishing and archiving.
pub const WRITE: web::Needs = web::Needs::Permission("knowledge.write");

/// The schema of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "knowledge",
    number: 1,
    name: "knowledge",
    sql: include_str!("../migrations/0001_knowledge.sql"),
}];

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "knowledge",
    en: include_str!("../locales/en/knowledge.ftl"),
    es: include_str!("../locales/es/knowledge.ftl"),
    zh: include_str!("../locales/zh/knowledge.ftl"),
};
