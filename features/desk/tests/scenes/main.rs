//! The desk's pages as a browser meets them, on both databases.

mod customers_merged;
mod files;
mod later;
mod leaks;
mod macros;
mod mail_frame;
mod palette;
mod stage;
mod strangers;
mod texts;
mod undo;
mod views;
mod workspace;
mod writing;
