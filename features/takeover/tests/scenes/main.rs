//! Another desk is taken over: to the rows, once, differently where it moved on, and silently.

mod again;
mod every_product;
mod first_time;
mod moved_on;
mod people;
mod stage;
