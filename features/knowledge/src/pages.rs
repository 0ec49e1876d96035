//! The addresses of this room: the shelf, an article for reading, writing one, and what became of it.

mod history;
mod reading;
mod shelf;
mod signs;
mod verbs;
mod writing;

use crate::article::Article;
use crate::{SEE, WRITE};
use web::{Routes, SignedIn};

/// Where the shelf stands.
pub const HERE: &str = "/knowledge";

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get(HERE, SEE, shelf::show)
        .post(HERE, WRITE, writing::make)
        .get("/knowledge/new", WRITE, writing::new)
        .get("/knowledge/{slug}", SEE, reading::show)
        .post("/knowledge/{slug}", WRITE, writing::change)
        .get("/knowledge/{slug}/look", SEE, reading::look)
        .get("/knowledge/{slug}/edit", WRITE, writing::edit)
        .post("/knowledge/{slug}/publish", WRITE, verbs::publish)
        .post("/knowledge/{slug}/withdraw", WRITE, verbs::withdraw)
        .post("/knowledge/{slug}/archive", WRITE, verbs::archive)
        .post("/knowledge/{slug}/undo", WRITE, verbs::undo)
        .get("/knowledge/{slug}/history", WRITE, history::list)
        .get("/knowledge/{slug}/history/{item}", WRITE, history::show)
        .post("/knowledge/{slug}/history/{item}", WRITE, verbs::put_back)
}

/// Whether this reader sees drafts and what is archived.
fn writes(who: &SignedIn) -> bool {
    who.may("knowledge.write")
}

/// Where what is done with an article is sent: by its key, which stays when somebody files it under another word meanwhile.
fn keyed(article: &Article) -> String {
    format!("{HERE}/{}", article.id)
}

/// The address of an article.
fn address(slug: &str) -> String {
    format!("{HERE}/{slug}")
}
