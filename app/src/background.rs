//! Work that may wait while somebody waits for other work: one thread with little claim to the processor, and all that it starts.
//!
//! While there is time for everything nothing comes later. While there is not, pages and changes are served first.

use db::Trouble;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use tokio::sync::oneshot;

/// What the system calls its claim, from 0 (as everybody) to 19: about a tenth of what everybody has.
const NICE: i32 = 10;

type Task = Box<dyn FnOnce() + Send>;

/// The way to the thread, which ends with the last of these.
#[derive(Clone)]
pub struct Background(Sender<Task>);

impl Background {
    /// Starts the thread. Fails where the system gives no more threads.
    pub fn start(name: &str) -> Result<Self, Trouble> {
        let (tasks, waiting) = channel::<Task>();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            if let Err(reason) = give_way() {
                tracing::debug!(%reason, "work that may wait is not told apart from other work");
            }
            while let Ok(task) = waiting.recv() {
                task();
            }
        });
        match thread {
            Ok(_) => Ok(Self(tasks)),
            Err(e) => Err(Trouble::Opening(format!("no thread could be started ({e}). Raise the process limit."))),
        }
    }

    /// Does it there, after what was asked before.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
        let (tell, told) = oneshot::channel();
        let task = move || {
            let done = catch_unwind(AssertUnwindSafe(work)).map_err(|_| Trouble::Panicked("work in the background".into()));
            let _ = tell.send(done);
        };
        self.0.send(Box::new(task)).map_err(|_| ended())?;
        told.await.map_err(|_| ended())?
    }
}

fn ended() -> Trouble {
    Trouble::Unavailable("the thread for it ended".into())
}

/// To Linux a thread is a process of its own in this; elsewhere the whole program would give way.
#[cfg(target_os = "linux")]
fn give_way() -> std::io::Result<()> {
    Ok(rustix::process::setpriority_process(None, NICE)?)
}

#[cfg(not(target_os = "linux"))]
const fn give_way() -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Background, NICE};
    use db::Trouble;

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_is_done_there_gives_way_with_all_it_starts_and_nothing_else_does() {
        let nice = || rustix::process::getpriority_process(None).expect("a priority");
        let before = nice();
        let background = Background::start("background").expect("a thread");
        let there = background.run(move || (nice(), std::thread::spawn(nice).join().expect("an end"))).await;
        assert_eq!(there.expect("done"), (NICE, NICE));
        assert_eq!(nice(), before);
    }

    #[tokio::test]
    async fn what_panics_is_told_and_ends_nothing() {
        let background = Background::start("background").expect("a thread");
        let panicked = background.run(|| panic!("on purpose")).await;
        assert!(matches!(panicked, Err(Trouble::Panicked(_))), "{panicked:?}");
        assert_eq!(background.run(|| 7).await.expect("done"), 7);
    }
}
