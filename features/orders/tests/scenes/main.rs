//! The order desk's scenes: Kettle & Co. sells kettles to Mia; Ana acts, Ben decides, Noor administers.

mod books;
mod door;
mod stage;

mod approving;
mod changing;
mod confirming;
mod desk_work;
mod giving;
mod holdings;
mod illegal;
mod judging;
mod knowing;
mod origin;
mod own_records;
mod pages;
mod placing;
mod plans;
mod properties;
mod returning;
mod rounding;
mod sending;
mod services;
mod subscribing;
mod telling;
mod terms;
