//! `frontline`: the desk in one program. Everything it does is in the library beside it, so that tests can open the same doors.

use std::process::ExitCode;

fn main() -> ExitCode {
    match frontline::cli::run() {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("frontline: {trouble}");
            ExitCode::FAILURE
        }
    }
}
