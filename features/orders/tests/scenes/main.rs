//! The order desk's scenes: Kettle & Co. sells kettles to Mia; Ana acts, Ben decides, Noor administers.

mod books;
mod door;
mod stage;

mod approving;
mod asking;
mod changing;
mod clock;
mod confirming;
mod desk_work;
mod giving;
mod illegal;
mod illegal_beside;
mod judged;
mod judging;
mod knowing;
mod live_pages;
mod money;
mod odd_money;
mod pages;
mod papers;
mod periods;
mod placing;
mod plans;
mod printed;
mod properties;
mod returning;
mod rounding;
mod services;
mod setting_up;
mod subscribing;
mod suggesting;
mod suggesting_pages;
mod telling;
mod terms;
mod turns;
