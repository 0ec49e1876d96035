//! The desk's pages as a browser meets them, on both databases.

mod bulk;
mod customers_merged;
mod faces;
mod fields;
mod files;
mod floor;
mod incidents;
mod later;
mod leaks;
mod macros;
mod mail_frame;
mod palette;
mod searching;
mod shared;
mod sides;
mod stage;
mod strangers;
mod targets;
mod tasks;
mod texts;
mod translations;
mod undo;
mod views;
mod waiting;
mod workspace;
mod writing;
