//! Scenes with the people who work at Kettle & Co.: each verb against a real database, on both engines.

mod browser;
mod device;
mod doorstep;
mod factor_rule;
mod first_day;
mod invitations;
mod limits;
mod networks;
mod pages;
mod passkeys;
mod presence;
mod rights;
mod second_factor;
mod session_policy;
mod sessions;
mod stage;
mod teams;
mod tokens;
mod undoing;
