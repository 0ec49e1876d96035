//! The whole desk from here to there, through the program itself: copied, backed up and restored, exported and imported,
//! killed in the middle and begun again.

mod backing_up;
mod copying;
mod erasing;
mod exporting;
mod keys;
mod on_s3;
mod outside;
mod person;
mod retaining;
mod sheets;
mod snapshots;
mod stage;
#[allow(dead_code, reason = "each kind of scene uses its part of it")]
#[path = "../../../tests/s3/storage.rs"]
mod storage;
mod taking_in;
mod taking_over;
mod upgrading;
mod walking;
