//! Reading the words in files, so that they can be found. Files come from strangers and their readers are other people's
//! code: each is read by a process of its own that may use so much memory and time and is ended when it takes more. What
//! becomes of it is kept, so that no file is tried for ever.

use db::jobs::{self, Job};
use db::{Actor, Database, Trouble};
use desk::file_texts::{self, ContentId, Unread};
use legible::{Form, Limits};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio_util::sync::CancellationToken;

const LEASE_SECONDS: i64 = 300;
const AT_ONCE: i64 = 4;
/// Tried so often if the house itself stumbled, not the file.
const TRIES: i64 = 5;

const MEMORY_BYTES: u64 = 1 << 30;
const CPU_SECONDS: u64 = 15;
/// By the clock on the wall, for a machine that is busy.
const LONGEST: Duration = Duration::from_secs(45);

/// How a file is read.
#[derive(Debug, Clone)]
pub struct Reader {
    program: PathBuf,
    longest: Duration,
}

impl Reader {
    /// By this very program, started once more.
    pub fn of_this_program() -> std::io::Result<Self> {
        Ok(Self::by(&std::env::current_exe()?))
    }

    pub fn by(program: &Path) -> Self {
        Self { program: program.to_owned(), longest: LONGEST }
    }

    /// The same with less patience.
    #[must_use]
    pub const fn patient_for(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// The word of the outcome, and the text. A reader that was ended, or fell over, leaves a word as well.
    async fn read(&self, form: Form, bytes: Vec<u8>) -> std::io::Result<(String, String)> {
        let mut child = tokio::process::Command::new(&self.program)
            .args(["read-file", word_of(form)])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut into = child.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
        let told = async move {
            // One that ends early has its reason, and tells it.
            let _ = into.write_all(&bytes).await;
            drop(into);
            child.wait_with_output().await
        };
        let Ok(output) = tokio::time::timeout(self.longest, told).await else {
            return Ok(("slow".into(), String::new()));
        };
        let output = output?;
        let said = String::from_utf8_lossy(&output.stdout);
        Ok(match said.split_once('\n').filter(|_| output.status.success()) {
            Some((outcome, text)) => (outcome.to_owned(), text.to_owned()),
            None => ("crashed".into(), String::new()),
        })
    }
}

/// Reads what is due until `stop`.
pub async fn run(db: Database, stop: CancellationToken) {
    let reader = match Reader::of_this_program() {
        Ok(reader) => reader,
        Err(e) => return tracing::warn!(%e, "files are not read: this program does not find itself. Start it by its full path"),
    };
    while !stop.is_cancelled() {
        let read = match read_due(&db, &reader).await {
            Ok(read) => read,
            Err(trouble) => {
                tracing::warn!(%trouble, "files could not be read; it is tried again");
                0
            }
        };
        let pause = Duration::from_millis(if read > 0 { 10 } else { 2_000 });
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Reads a few files that are due and says how many.
pub async fn read_due(db: &Database, reader: &Reader) -> Result<usize, Trouble> {
    if db.read(|tx| jobs::next_due(tx, file_texts::JOB)).await?.is_none_or(|due| due > db.clock().now()) {
        return Ok(0);
    }
    let due = db
        .work(Actor::System, |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, file_texts::JOB, "reading", until, AT_ONCE)
        })
        .await?;
    let count = due.len();
    for job in due {
        one(db, reader, job).await?;
    }
    Ok(count)
}

async fn one(db: &Database, reader: &Reader, job: Job) -> Result<(), Trouble> {
    let Ok(content) = job.payload.parse::<ContentId>() else {
        return db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no file")).await;
    };
    // Taken up so often without an end: reading it takes the house down with it.
    let outcome = if job.attempts > TRIES {
        Ok(("crashed".to_owned(), String::new()))
    } else {
        outcome(db, reader, content).await
    };
    db.work(Actor::System, move |work| match &outcome {
        Ok((outcome, text)) => {
            file_texts::keep(work, content, outcome, text)?;
            jobs::done(work, job.id)
        }
        Err(trouble) => {
            let again = work.now.plus_seconds(jobs::back_off(job.attempts));
            jobs::put_off(work, job.id, &trouble.to_string(), again)
        }
    })
    .await
}

async fn outcome(db: &Database, reader: &Reader, content: ContentId) -> Result<(String, String), Trouble> {
    let nothing = |word: &str| Ok((word.to_owned(), String::new()));
    let Some(Unread { name, media_type, size_bytes }) = db.read(move |tx| file_texts::to_read(tx, content)).await? else {
        return nothing("gone");
    };
    if usize::try_from(size_bytes).is_ok_and(|size| size > Limits::default().bytes) {
        return nothing(legible::Unread::TooLarge.word());
    }
    let bytes = db.read(move |tx| file_texts::bytes(tx, content)).await?;
    match Form::of(&name, &media_type, &bytes) {
        Some(form) => reader.read(form, bytes).await.map_err(|e| Trouble::Unavailable(e.to_string())),
        None => nothing(legible::Unread::Unknown.word()),
    }
}

const fn word_of(form: Form) -> &'static str {
    match form {
        Form::Plain => "plain",
        Form::Html => "html",
        Form::Pdf => "pdf",
        Form::Office => "office",
    }
}

fn form_of(word: &str) -> Option<Form> {
    [Form::Plain, Form::Html, Form::Pdf, Form::Office].into_iter().find(|form| word_of(*form) == word)
}

/// `frontline read-file FORM`: takes a file at its standard input and gives a word and the text. Never called by people.
pub fn read_alone(form: &str) -> std::io::Result<ExitCode> {
    for (what, most) in [(Resource::As, MEMORY_BYTES), (Resource::Cpu, CPU_SECONDS), (Resource::Fsize, 0), (Resource::Core, 0)] {
        setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    // A reader that stumbles is an answer; nobody reads its last words.
    std::panic::set_hook(Box::new(|_| {}));
    let limits = Limits::default();
    let mut bytes = Vec::new();
    std::io::stdin().take(limits.bytes as u64 + 1).read_to_end(&mut bytes)?;
    let read = form_of(form)
        .ok_or(legible::Unread::Unknown)
        .and_then(|form| legible::text_of(&bytes, form, &limits));
    let (outcome, text) = match &read {
        Ok(words) => (if words.is_cut { "cut" } else { "read" }, words.text.as_str()),
        Err(unread) => (unread.word(), ""),
    };
    write!(std::io::stdout(), "{outcome}\n{text}")?;
    Ok(ExitCode::SUCCESS)
}
