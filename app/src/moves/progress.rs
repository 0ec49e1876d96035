//! How far it is, on a terminal. Where nobody looks, nothing is said until it is done.

use crate::terminal::err;
use std::io::{IsTerminal as _, Write as _};

/// Says how far it is.
pub struct Progress {
    what: &'static str,
    shown: bool,
    total: u64,
}

impl Progress {
    pub fn of(what: &'static str) -> Self {
        Self { what, shown: std::io::stderr().is_terminal(), total: 0 }
    }

    /// As `moving::Saying` wants it.
    pub fn say(&mut self, table: &str, rows: u64, done: bool) {
        if self.shown {
            err!("\r\x1b[K{}: {table} {rows} ({} rows so far)", self.what, self.total + rows);
            let _ = std::io::stderr().flush();
        }
        if done {
            self.total += rows;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            err!("\r\x1b[K");
        }
    }
}
