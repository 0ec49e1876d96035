//! Papers as an office keeps them: sums a bookkeeper can check, e-invoices that agree, pages that can be read.

mod cast;
mod generated;
mod hostile;
mod pages;
mod sums;
mod validated;
mod xml;
