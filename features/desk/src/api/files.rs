//! Files in a body: a name, and the bytes in base64. Named and typed by what they are, not by what they say.

use crate::attachments::LARGEST;
use crate::{ArrivedFile, MessageId, attachments};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Trouble, Work};
use serde::Deserialize;
use web::Problem;
use web::api::ToSchema;

/// The largest body that carries files: the largest file in base64, and room for words.
pub const LARGEST_BODY: usize = LARGEST * 4 / 3 + 2 * 1024 * 1024;
const MOST: usize = 20;

/// A file that goes along.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFile)]
pub struct File {
    pub name: String,
    /// The bytes in base64.
    #[schema(format = "byte")]
    pub content: String,
}

/// A file that was read.
pub type Read = ArrivedFile;

/// Reads them; one that is too large or no base64 is refused by its place.
pub fn read(files: &[File]) -> Result<Vec<Read>, Problem> {
    if files.len() > MOST {
        return Err(Problem::wrong_field("/files", "expected at most 20 of them"));
    }
    files.iter().enumerate().map(|(place, file)| read_one(place, file)).collect()
}

fn read_one(place: usize, file: &File) -> Result<Read, Problem> {
    let bytes = STANDARD
        .decode(&file.content)
        .map_err(|_| Problem::wrong_field(&format!("/files/{place}/content"), "expected base64"))?;
    if bytes.len() > LARGEST {
        let refused = Problem::refused("desk-file-too-large").with("name", &file.name);
        return Err(refused.with("megabytes", LARGEST / 1024 / 1024));
    }
    let media_type = mail::sniff(&bytes, "");
    Ok(Read {
        name: mail::safe_name(&file.name, &media_type),
        media_type,
        bytes,
        content_id: None,
        inline: false,
    })
}

/// Puts them on a message that was just written.
pub fn attach(work: &mut Work<'_>, message: MessageId, files: &[Read]) -> Result<(), Trouble> {
    files.iter().try_for_each(|file| attachments::keep_arrived(work, message, file))
}
