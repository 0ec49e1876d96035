//! What would be cut is refused: a page stops whoever types, a program is told.

use web::Problem;

/// The longest subject of a conversation and of a message, and the longest name of a sender.
pub const SUBJECT: usize = 500;
/// The longest subject of a side conversation.
pub const SIDE_SUBJECT: usize = 300;
/// The longest name of a macro or a view.
pub const NAME: usize = 80;

/// Refuses more characters than are kept.
pub fn fits(pointer: &str, text: &str, most: usize) -> Result<(), Problem> {
    if text.trim().chars().count() > most {
        return Err(Problem::wrong_field(pointer, &format!("expected at most {most} characters")));
    }
    Ok(())
}
