//! Mails that lie in a folder on an IMAP server, fetched ahead of their reading and left as they are there.

use super::Lying;
use crate::imap::{Found, ImapSettings, Skipped, walk};
use crate::tls::Tcp;
use kit::Moment;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

/// Mails that wait between the line and the reader.
const AHEAD: usize = 16;

pub(super) fn mails(settings: &ImapSettings) -> io::Result<Receiver<io::Result<Lying>>> {
    let (ready, mails) = sync_channel(AHEAD);
    let settings = settings.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        let place = |uid: u32| format!("{} on {}, UID {uid}", settings.folder, settings.host);
        let mut each = |found| ready.send(Ok(lying(found, &place))).is_ok();
        if let Err(trouble) = runtime.block_on(walk(&Tcp, &settings, &mut each)) {
            let _ = ready.send(Err(io::Error::other(trouble.to_string())));
        }
    });
    Ok(mails)
}

fn lying(found: Found, place: &dyn Fn(u32) -> String) -> Lying {
    match found {
        Found::Mail(mail) => Lying::new(place(mail.uid), Ok(mail.raw), mail.internal_date.map(Moment)),
        Found::Left(Skipped { uid, size, why }) => {
            let why = format!("the server did not hand it out, or it is too large ({size} bytes, {why:?}): it stays there");
            Lying::new(place(uid), Err(why), None)
        }
    }
}
