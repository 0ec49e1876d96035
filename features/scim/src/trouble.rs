//! Rules of this room, as troubles of a unit of work, so that nothing of a refused request is kept; and the answer each becomes.

use crate::answers::Fault;
use db::Trouble;
use web::Text;

pub const TAKEN: &str = "scim-refused-taken";
pub const NO_NAME: &str = "scim-refused-no-name";
pub const NO_ADDRESS: &str = "scim-refused-no-address";
pub const GUARDED: &str = "scim-refused-guarded";
pub const NO_MEMBER: &str = "scim-refused-no-member";

/// The answer to whoever asked, in words.
pub fn fault(trouble: Trouble, t: &Text) -> Fault {
    match &trouble {
        Trouble::Refused(refusal) => {
            let said = t.refusal(refusal);
            match refusal.key {
                TAKEN | "agents-refused-name-taken" | "agents-refused-email-taken" | "agents-refused-email-of-deactivated" => {
                    Fault::taken(&said)
                }
                NO_NAME | NO_ADDRESS | NO_MEMBER | "agents-refused-no-name" => Fault::value(&said),
                GUARDED | "agents-refused-last-admin" | "agents-refused-keeper" => Fault::guarded(&said),
                _ => Fault::from(trouble),
            }
        }
        _ => Fault::from(trouble),
    }
}
