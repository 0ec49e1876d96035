//! `frontline`: the desk in one program. Everything it does is in the library beside it, so that tests can open the same doors.

use std::process::ExitCode;

/// Pages are put together from thousands of small texts on several threads: see `decisions/0027-memory.md`.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match frontline::cli::run() {
        Ok(code) => code,
        Err(trouble) => {
            frontline::terminal::on_error(format_args!("frontline: {trouble}\n"));
            ExitCode::FAILURE
        }
    }
}
