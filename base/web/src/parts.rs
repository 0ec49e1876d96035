//! The pieces pages are made of. What makes a piece usable by everybody (a label, a caption, a next step) is a required
//! argument, so that markup somebody cannot use does not compile. All of them go straight into `html! { (piece) }`.

mod button;
mod choice;
mod effect;
mod field;
mod form;
mod overlay;
mod small;
mod surface;
mod tag;

pub use button::{Button, button, copy_button, icon_button, link_button};
pub use choice::{Choice, Select, checkbox, radio, select, switch};
pub use effect::{Effect, is_to_show, show_effect};
pub use field::{Field, field, password, textarea};
pub use form::{csrf_field, form, form_with_files};
pub use overlay::{dialog, menu, menu_button, menu_link, toast};
pub use small::{Size, Tone, avatar, avatar_sized, badge, banner, icon, large_icon, presence, priority, status, tag, time};
pub use surface::{Table, card, empty_state, page_head, table, table_card, tabs};
pub use tag::Tag;
