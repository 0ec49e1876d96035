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
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

const LEASE_SECONDS: i64 = 300;
const AT_ONCE: i64 = 4;
/// Tried so often if the house itself stumbled, not the file.
const TRIES: i64 = 5;

/// After bytes that lie outside did not come.
const AGAIN_SECONDS: i64 = 600;

/// More bytes than the longest text has.
const MOST_SAID: u64 = 4 << 20;
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

    /// A reader that was ended, or fell over, leaves a word as well.
    async fn read(&self, form: Form, bytes: Vec<u8>) -> std::io::Result<Read> {
        let mut child = tokio::process::Command::new(&self.program)
            .args(["read-file", word_of(form)])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut into = child.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
        let from = child.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
        let told = async move {
            // One that ends early has its reason, and tells it.
            let _ = into.write_all(&bytes).await;
            drop(into);
            let mut said = Vec::new();
            // One that says more finds nobody listening.
            from.take(MOST_SAID).read_to_end(&mut said).await?;
            std::io::Result::Ok((child.wait().await?, said))
        };
        let Ok(ended) = tokio::time::timeout(self.longest, told).await else {
            return Ok(Read::nothing("slow"));
        };
        let (status, said) = ended?;
        let said = String::from_utf8_lossy(&said);
        Ok(match said.split_once('\n').filter(|_| status.success()) {
            Some((outcome, text)) => Read { outcome: outcome.to_owned(), text: text.to_owned() },
            None => Read::nothing("crashed"),
        })
    }
}

/// The word of the outcome, and the text.
struct Read {
    outcome: String,
    text: String,
}

impl Read {
    fn nothing(outcome: &str) -> Self {
        Self { outcome: outcome.to_owned(), text: String::new() }
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

/// Reads a few files that are due and says how many. One that cannot be written down keeps none of the others waiting.
pub async fn read_due(db: &Database, reader: &Reader) -> Result<usize, Trouble> {
    if !db.read(|tx| jobs::is_due(tx, file_texts::JOB)).await? {
        return Ok(0);
    }
    let due = db
        .work(Actor::System, |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, file_texts::JOB, "reading", until, AT_ONCE)
        })
        .await?;
    let mut outcome = Ok(due.len());
    for job in due {
        let done = one(db, reader, job).await;
        outcome = outcome.and_then(|count| done.map(|()| count));
    }
    outcome
}

async fn one(db: &Database, reader: &Reader, job: Job) -> Result<(), Trouble> {
    let Ok(content) = job.payload.parse::<ContentId>() else {
        return db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no file")).await;
    };
    let id = job.id;
    let ended = match (job.attempts > TRIES, &job.last_error) {
        // Taken up so often without an end: reading it takes the house down with it.
        (true, None) => keep(db, id, content, Read::nothing("crashed")).await,
        (true, Some(reason)) => Err(Trouble::Unavailable(reason.clone())),
        (false, _) => match outcome(db, reader, content).await {
            Ok(Some(read)) => keep(db, id, content, read).await,
            Ok(None) => let_go(db, id, content).await,
            Err(trouble @ Trouble::Elsewhere(_)) => return later(db, id, content, &trouble).await,
            Err(trouble) => Err(trouble),
        },
    };
    match ended {
        Ok(()) => Ok(()),
        Err(trouble) => stumbled(db, &job, trouble.to_string()).await,
    }
}

async fn keep(db: &Database, job: i64, content: ContentId, read: Read) -> Result<(), Trouble> {
    db.work(Actor::System, move |work| {
        file_texts::keep(work, content, &read.outcome, &read.text)?;
        jobs::done(work, job)
    })
    .await
}

/// It hangs nowhere any more, or was read before; unless it was attached again this very moment.
async fn let_go(db: &Database, job: i64, content: ContentId) -> Result<(), Trouble> {
    db.work(Actor::System, move |work| match file_texts::to_read(work, content)? {
        None => jobs::done(work, job),
        Some(_) => {
            let again = work.now;
            jobs::put_off(work, job, "it was attached again", again)
        }
    })
    .await
}

/// Its bytes lie outside and do not come: it is asked for again, however long that lasts.
async fn later(db: &Database, job: i64, content: ContentId, trouble: &Trouble) -> Result<(), Trouble> {
    tracing::warn!(%trouble, "a file cannot be read now; it is tried again in ten minutes");
    db.work(Actor::System, move |work| {
        let at = work.now.plus_seconds(AGAIN_SECONDS);
        file_texts::ask_again(work, job, content, at)
    })
    .await
}

/// The house stumbled, not the file: it is tried again, and at last given up as a job, so that the doctor tells of it.
async fn stumbled(db: &Database, job: &Job, reason: String) -> Result<(), Trouble> {
    let (id, attempts) = (job.id, job.attempts);
    db.work(Actor::System, move |work| {
        let again = work.now.plus_seconds(jobs::back_off(attempts));
        match attempts < TRIES {
            true => jobs::put_off(work, id, &reason, again),
            false => jobs::bury(work, id, &reason),
        }
    })
    .await
}

/// What became of a file that is there to be read; nothing for one that is not.
async fn outcome(db: &Database, reader: &Reader, content: ContentId) -> Result<Option<Read>, Trouble> {
    let Some(Unread { name, media_type, size_bytes }) = db.read(move |tx| file_texts::to_read(tx, content)).await? else {
        return Ok(None);
    };
    if usize::try_from(size_bytes).is_ok_and(|size| size > Limits::default().bytes) {
        return Ok(Some(Read::nothing(legible::Unread::TooLarge.word())));
    }
    let bytes = file_texts::bytes(db, content).await?;
    let read = match Form::of(&name, &media_type, &bytes) {
        Some(form) => reader.read(form, bytes).await.map_err(|e| Trouble::Unavailable(e.to_string()))?,
        None => Read::nothing(legible::Unread::Unknown.word()),
    };
    Ok(Some(read))
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
