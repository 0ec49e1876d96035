//! Where agents write: a reply, a note, a forward. What is typed is saved as it is typed, and sent from there.

mod addressees;
mod article_use;
mod draw;
mod emoji_menu;
mod keep;
mod macro_use;
mod mentions;
mod send;

use crate::attachments::LARGEST;
pub use addressees::line as addressees_line;
pub use draw::{Drawing, draw, file_row, removable_row, seen};
pub use emoji_menu::picker as emoji_picker;
pub use keep::{Kept, Uploaded, typed};
pub use macro_use::finish_macro;
use web::{Needs, Routes};

/// Room for the file and what a browser wraps around it.
pub const UPLOAD_BYTES: usize = LARGEST + 64 * 1024;

pub fn routes() -> Routes {
    let note = Needs::Permission("conversations.note");
    Routes::new()
        .post("/conversations/{number}/messages", note, send::send)
        .post("/conversations/{number}/waiting", note, send::send_waiting)
        .post("/conversations/{number}/draft", note, keep::keep)
        .post("/conversations/{number}/draft/discard", note, keep::discard)
        .upload("/conversations/{number}/files", note, UPLOAD_BYTES, keep::upload)
        .post("/drafts/{id}", note, keep::keep_new)
        .upload("/drafts/{id}/files", note, UPLOAD_BYTES, keep::upload_to)
        .post("/drafts/{id}/discard", note, keep::discard_new)
        .post("/attachments/{id}/remove", note, keep::take_off)
        .post("/conversations/{number}/macro", note, macro_use::apply)
        .get("/conversations/{number}/articles", Needs::SignedIn, article_use::offers)
        .post("/conversations/{number}/article", note, article_use::put)
        .get("/conversations/{number}/snippets", Needs::SignedIn, macro_use::snippets)
        .get("/drafts/{id}/snippets", Needs::SignedIn, macro_use::snippets_of_new)
        .get("/addressees", Needs::Permission("conversations.reply"), addressees::offers)
        .get("/emoji", Needs::SignedIn, emoji_menu::offers)
        .get("/emoji/all", Needs::SignedIn, emoji_menu::all)
        .get("/conversations/{number}/mentions", Needs::SignedIn, mentions::people)
}
