//! Notes about a customer, for colleagues only.

use super::customer::Note;
use super::{EDIT, SEE};
use crate::CustomerId;
use crate::notes::{self, NoteId};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers/{id}/notes", SEE, list)
                .says("List the notes about a customer, the newest first")
                .gives::<Notes>(),
        )
        .api(
            post("/api/v1/customers/{id}/notes", EDIT, write)
                .says("Write a note about a customer")
                .takes::<NewNote>()
                .makes::<Note>(),
        )
        .api(delete("/api/v1/customers/{id}/notes/{note}", EDIT, remove).says("Remove a note"))
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerNotes)]
struct Notes {
    data: Vec<Note>,
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let customer = CustomerId(id);
    look.answer(move |tx| {
        crate::find(tx, customer)?;
        Reply::one(&Notes { data: notes::of(tx, customer)?.into_iter().map(Note::from).collect() })
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCustomerNote)]
struct NewNote {
    text: String,
}

async fn write(Path(id): Path<i64>, change: Change<NewNote>) -> Result<Response, Problem> {
    let customer = CustomerId(id);
    change
        .perform(move |work, asked| {
            let id = notes::write(work, customer, &asked.text)?;
            let standing = crate::current(work, customer)?;
            let written = notes::of(work, standing)?.into_iter().find(|note| note.id == id).map(Note::from);
            let written = written.ok_or(Trouble::NotFound("note"))?;
            Reply::made(format!("{}/customers/{standing}/notes", web::api::ROOT), &written)
        })
        .await
}

async fn remove(Path((id, note)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            notes::remove(work, CustomerId(id), NoteId(note))?;
            Ok(Reply::done())
        })
        .await
}
