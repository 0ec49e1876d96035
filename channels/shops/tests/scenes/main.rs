//! Scenes beside a shop, on both databases: each system as a fake that fails in the ways real ones do.

mod books;
mod deliveries;
mod errands;
mod fake;
mod fake_shopify;
mod fake_stripe;
mod fake_woo;
mod files;
mod localstripe;
mod pages;
mod shopify;
mod stage;
mod stripe;
mod woo;
