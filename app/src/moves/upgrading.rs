//! `frontline upgrade`: the step to this version by itself, or only what it would do.

use super::Outcome;
use crate::config::Config;
use crate::house::{House, migrations, must_exist, place};
use crate::terminal::outln;
use crate::upgrade::{self, Copying, Keeping, Plan, kept};
use clap::Args;
use db::Trouble;
use db::upgrade::Standing;
use kit::Clock;

const MEBIBYTE: u64 = 1 << 20;

#[derive(Args)]
pub struct Upgrade {
    /// Say what would be done, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Lay no copy of the desk aside first: there is a backup.
    #[arg(long)]
    without_copy: bool,
}

pub(super) fn run(config: &Config, asked: &Upgrade) -> Outcome {
    must_exist(config)?;
    let clock = Clock::system();
    if let Some(step) = Standing::of(&place(config), &migrations())?.unwrap_or_default().unknown.first() {
        return Err(newer(config, &format!("{} {}", step.feature, step.number)).into());
    }
    let Some(plan) = upgrade::plan(config, &clock)? else {
        if !asked.dry_run {
            // One that was killed after its last step has not said that it ended.
            upgrade::finish(config)?;
        }
        outln!("Nothing waits: the desk is at the schema of this version ({}).", env!("CARGO_PKG_VERSION"));
        return Ok(());
    };
    let keeping = if asked.without_copy { Keeping::Nothing } else { Keeping::Copy };
    outln!("{}", told(&plan, keeping));
    if asked.dry_run {
        outln!("Nothing was changed. `frontline upgrade` does it, and so does starting this version.");
        return if keeping == Keeping::Nothing || plan.fits() {
            Ok(())
        } else {
            Err("there is too little room for it.".into())
        };
    }
    drop(House::open_keeping(config, clock, keeping)?);
    outln!("All {} steps are taken.", plan.steps.len());
    if let (Keeping::Copy, Copying::ToBeMade(kept) | Copying::There(kept)) = (keeping, &plan.copy) {
        outln!(
            "The desk as it was lies in {} until the next upgrade, at most {} days. `frontline rollback` tells how to go back to it.",
            kept.path.display(),
            kept::DAYS
        );
    }
    Ok(())
}

/// What waits, and what becomes of the desk as it is now.
pub(crate) fn told(plan: &Plan, keeping: Keeping) -> String {
    let steps: Vec<String> = plan.steps.iter().map(|step| format!("{} {}", step.feature, step.number)).collect();
    let free = plan.free_bytes.map_or_else(String::new, |free| format!(", {} MiB are free", free / MEBIBYTE));
    let size = plan.size_bytes.div_ceil(MEBIBYTE);
    let copy = match (&plan.copy, keeping) {
        (Copying::Needless, _) => "Nothing ever happened in it, so no copy is made.".to_owned(),
        (_, Keeping::Nothing) => "No copy of the desk as it is now is made: go back by restoring your backup.".to_owned(),
        (Copying::There(kept), _) => {
            format!("An upgrade was interrupted; the desk as it was before that lies in {}.", kept.path.display())
        }
        (Copying::ToBeMade(kept), _) => {
            format!("The desk as it is now is copied to {} first (about {size} MiB{free}).", kept.path.display())
        }
    };
    format!("{} steps wait: {}.\n{copy}", steps.len(), steps.join(", "))
}

/// A newer program was here.
fn newer(config: &Config, step: &str) -> Trouble {
    let way_back = match kept::all(config).first() {
        Some(kept) => format!(
            "put back the state of {} with `frontline rollback`, which says first what would be lost",
            kept.at.in_zone("UTC").strftime("%Y-%m-%d %H:%M UTC")
        ),
        None => "restore a backup made before it came".to_owned(),
    };
    Trouble::Opening(format!(
        "a newer Frontline wrote this database ({step}). Nothing was changed. Run that version, or {way_back}."
    ))
}
