//! Scenes with the people who work at Kettle & Co.: each verb against a real database, on both engines.

mod browser;
mod doorstep;
mod first_day;
mod invitations;
mod limits;
mod pages;
mod presence;
mod rights;
mod second_factor;
mod sessions;
mod stage;
mod teams;
mod tokens;
