//! What a command says on the terminal. Whoever reads may stop: `frontline openapi | head -1` closes the pipe, and `println!` would
//! panic. What nobody reads any more is let go, and the work a command does goes on to its end.

use std::fmt::Arguments;
use std::io::{ErrorKind, Result, Write};

/// `println!`, for whoever still reads.
macro_rules! outln {
    ($($said:tt)*) => { $crate::terminal::on_output(format_args!("{}\n", format_args!($($said)*))) };
}

/// `print!`, for whoever still reads.
macro_rules! out {
    ($($said:tt)*) => { $crate::terminal::on_output(format_args!($($said)*)) };
}

/// `eprintln!`, for whoever still reads.
macro_rules! errln {
    ($($said:tt)*) => { $crate::terminal::on_error(format_args!("{}\n", format_args!($($said)*))) };
}

/// `eprint!`, for whoever still reads.
macro_rules! err {
    ($($said:tt)*) => { $crate::terminal::on_error(format_args!($($said)*)) };
}

pub(crate) use {err, errln, out, outln};

/// Says it on standard output.
pub fn on_output(said: Arguments<'_>) {
    say(&mut std::io::stdout().lock(), said);
}

/// Says it on standard error.
pub fn on_error(said: Arguments<'_>) {
    say(&mut std::io::stderr().lock(), said);
}

fn say(to: &mut impl Write, said: Arguments<'_>) {
    // There is nobody left to tell that nobody reads.
    let _ = to.write_fmt(said).and_then(|()| to.flush());
}

/// Standard output for whoever writes a file to it: once nobody reads any more, everything is taken and let go.
#[derive(Debug)]
pub struct Reader<W>(pub W);

impl<W: Write> Write for Reader<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        match self.0.write(bytes) {
            Err(trouble) if trouble.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> Result<()> {
        match self.0.flush() {
            Err(trouble) if trouble.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed(ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn what_nobody_reads_is_let_go() {
        say(&mut Closed(ErrorKind::BrokenPipe), format_args!("a line"));

        let mut read = Vec::new();
        say(&mut read, format_args!("{} line\n", 1));
        assert_eq!(read, b"1 line\n");
    }

    #[test]
    fn a_file_is_written_to_its_end_though_nobody_reads_it_and_a_full_disk_is_told() {
        let mut unread = Reader(Closed(ErrorKind::BrokenPipe));
        assert!(unread.write_all(b"rows").and_then(|()| unread.flush()).is_ok());

        let mut full = Reader(Closed(ErrorKind::StorageFull));
        assert!(full.write_all(b"rows").is_err() && full.flush().is_err());
    }
}
