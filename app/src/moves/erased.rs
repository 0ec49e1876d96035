//! Who was erased stays erased: the list goes with the backups, and whatever was restored or imported is held against it before anybody
//! sees it.

use super::Outcome;
use crate::config::Config;
use crate::erasing::{joined, keep_list, list_in, read_list, replay, written_down};
use crate::house::{House, place};
use crate::terminal::outln;
use db::Trouble;
use kit::Clock;
use moving::backup::Store;
use privacy::erased::{self, Erased, FILE};

/// Puts the list of this desk where its backups are, beside whoever stands there already.
pub(super) fn leave_with_backups(config: &Config, store: &dyn Store) -> Result<(), Trouble> {
    let here = joined(written_down(&place(config))?, read_list(&list_in(&config.data))?);
    let all = joined(with_backups(store)?, here);
    if all.is_empty() {
        return Ok(());
    }
    store.put(FILE, erased::written(&all).as_bytes())
}

/// The list that lies with the backups; empty where there is none.
pub(super) fn with_backups(store: &dyn Store) -> Result<Vec<Erased>, Trouble> {
    match store.get_whole(FILE)? {
        Some(bytes) => erased::read(&String::from_utf8_lossy(&bytes)),
        None => Ok(Vec::new()),
    }
}

/// Erases again whoever a restored or imported desk brought back, and keeps the list beside it.
pub(super) fn take_out_again(config: &Config, beside: Vec<Erased>) -> Outcome {
    let list = joined(beside, read_list(&list_in(&config.data))?);
    if list.is_empty() {
        return Ok(());
    }
    let house = House::open(config, Clock::system())?;
    crate::erasing::write_list(&list_in(&config.data), &list)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let again = runtime.block_on(async {
        let again = replay(&house.db, &list).await?;
        keep_list(&house.db, &list_in(&config.data)).await?;
        Ok::<_, Trouble>(again)
    })?;
    if again > 0 {
        outln!("{again} people who were erased after this state was made were in it; they are erased again.");
    }
    Ok(())
}
