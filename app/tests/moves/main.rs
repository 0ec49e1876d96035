//! The whole desk from here to there, through the program itself: copied, backed up and restored, exported and imported,
//! killed in the middle and begun again.

mod backing_up;
mod copying;
mod exporting;
mod keys;
mod person;
mod sheets;
mod stage;
mod taking_in;
mod taking_over;
