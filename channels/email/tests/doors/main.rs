//! The network doors against scripted servers: what is kept, what is sent, and what happens when the other side dies, lies or stalls.
//!
//! The servers sit at the other end of a pipe, so that the clock can stand still: half an hour of IDLE passes in a blink, and
//! "within 30 seconds" is exact. `real_servers` repeats the main way against Dovecot and Postfix where the gate has started them.

mod fake_imap;
mod fake_shelf;
mod fake_smtp;
mod imap_faults;
mod imap_hostile;
mod imap_mail;
mod listener_visits;
mod outbox;
mod real_servers;
mod smtp_answers;
mod tls_doors;
