//! Small pieces: icons, badges, avatars, moments.

use crate::assets;
use crate::text::Text;
use kit::Moment;
use maud::{Markup, html};

/// What a piece says by its colour; the words beside it say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Warn,
    Danger,
    Info,
}

impl Tone {
    /// The class of the design.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Danger => "danger",
            Self::Info => "info",
        }
    }
}

/// A picture of its own size, for places that are empty.
pub fn large_icon(name: &str) -> Markup {
    html! { svg.icon.large aria-hidden="true" { use href={ (assets::url("icons.svg")) "#" (name) } {} } }
}

/// A picture beside words; screen readers pass over it.
pub fn icon(name: &str) -> Markup {
    html! { svg.icon aria-hidden="true" { use href={ (assets::url("icons.svg")) "#" (name) } {} } }
}

/// A word in a pill.
pub fn badge(tone: Tone, label: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (label) } }
}

/// A tag in its own colour.
pub fn tag(name: &str) -> Markup {
    html! { span.tag data-hue=(hue(name)) { (name) } }
}

/// How large an avatar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    Small,
    #[default]
    Usual,
    Large,
}

/// The initials of somebody named beside it, on a colour of their own.
pub fn avatar(name: &str) -> Markup {
    avatar_sized(name, Size::Usual)
}

/// The same, smaller or larger.
pub fn avatar_sized(name: &str, size: Size) -> Markup {
    let class = match size {
        Size::Small => "avatar small",
        Size::Usual => "avatar",
        Size::Large => "avatar large",
    };
    html! { span class=(class) data-hue=(hue(name)) aria-hidden="true" { (initials(name)) } }
}

/// Puts the dot of somebody's presence on their avatar; `label` is what it means, read aloud.
pub fn presence(word: &str, label: &str, avatar: &Markup) -> Markup {
    html! { span.presence data-presence=(word) title=(label) { (avatar) span.visually-hidden { (label) } } }
}

/// A conversation's status: its word as stored, and what is shown.
pub fn status(word: &str, label: &str) -> Markup {
    html! { span.status data-status=(word.replace('_', "-")) { (label) } }
}

/// A conversation's priority: its word as stored, and what is shown.
pub fn priority(word: &str, label: &str) -> Markup {
    html! { span.priority data-priority=(word) { (label) } }
}

/// A notice that stays on the page.
pub fn banner(tone: Tone, body: &Markup) -> Markup {
    let picture = match tone {
        Tone::Good => "check",
        Tone::Plain | Tone::Info => "info",
        Tone::Warn | Tone::Danger => "warning",
    };
    html! { div class={ "banner " (tone.class()) } role=[(tone == Tone::Danger).then_some("alert")] { (icon(picture)) div { (body) } } }
}

/// A moment, short, with the whole of it as a tip and for machines.
pub fn time(text: &Text, moment: Moment, now: Moment, zone: &str) -> Markup {
    html! { time datetime=(moment.rfc3339()) title=(text.date_and_time(moment, zone)) { (text.short(moment, now, zone)) } }
}

/// The same name has the same colour everywhere: FNV-1a over the bytes, twelve hues.
fn hue(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) % 12
}

/// The first letters of the first and last word; one sign for names without spaces in Chinese.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_come_from_the_first_and_last_word() {
        for (name, wanted) in [("Mia Kessler", "MK"), ("ana maría de la cruz", "AC"), ("王小明", "王"), ("(Ben)", "B"), ("", "")] {
            assert_eq!(initials(name), wanted);
        }
    }
}
