//! Customers for programs: who writes to us, their companies, what is known of them. One file per resource.

mod attributes;
mod companies;
mod customer;
mod customers;
mod doubles;
mod identities;
mod merges;
mod remarks;

use web::{Needs, Routes};

/// Every call of this room.
pub fn routes() -> Routes {
    customers::routes()
        .merge(identities::routes())
        .merge(remarks::routes())
        .merge(merges::routes())
        .merge(doubles::routes())
        .merge(companies::routes())
        .merge(attributes::routes())
}

const SEE: Needs = Needs::Permission("customers.see");
const EDIT: Needs = Needs::Permission("customers.edit");
const MERGE: Needs = Needs::Permission("customers.merge");
const SETTINGS: Needs = Needs::Permission("settings.manage");
