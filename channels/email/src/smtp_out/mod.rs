//! smtp_out
