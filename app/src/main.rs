//! `frontline`: the desk in one program. This folder is the only place that knows everyone.
//!
//! The story of a start: read the configuration, open the house (key, database), assemble the site, start the followers
//! and the post, open the doors; on SIGTERM close them again in the opposite order.

mod cli;
mod config;
mod demo;
mod doctor;
mod event;
mod followers;
mod house;
mod indexing;
mod letters;
mod people;
mod reactions;
mod routes;
mod serve;
mod site;
mod story;
mod timers;
mod tokens;

use std::process::ExitCode;

fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    match cli::run() {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("frontline: {trouble}");
            ExitCode::FAILURE
        }
    }
}
