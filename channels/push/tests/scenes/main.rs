//! Scenes of pushes: a browser with keys of its own, and a push service of the test's own that opens what it is given.

mod carrying;
mod devices;
mod stage;
