//! Colours people choose, made readable: how light one is, what can stand on it, and the nearest that can stand on a ground
//! (WCAG 2.2, 1.4.3). A colour is written `#rrggbb`; anything else counts as black. Pure.

/// The lightest-to-darkest grounds of the pages in their worst case for a colour: see `tokens.css`.
const LIGHT_GROUND: &str = "#eaecea";
const DARK_GROUND: &str = "#2a302e";
/// What text needs.
const READABLE: f64 = 4.5;
/// A colour moves to black or white in so many steps.
const STEPS: u16 = 32;

/// The colour as it can be read on the pages: once in light, once in dark.
pub fn on_pages(colour: &str) -> (String, String) {
    (readable_on(colour, LIGHT_GROUND), readable_on(colour, DARK_GROUND))
}

/// The nearest to `colour` that can be read on `ground`: darker on a light one, lighter on a dark one.
pub fn readable_on(colour: &str, ground: &str) -> String {
    let towards = if luminance(ground) > 0.179 { 0 } else { 255 };
    let mut moved = (0..=STEPS).map(|step| mixed(colour, towards, step));
    moved
        .clone()
        .find(|one| contrast(one, ground) >= READABLE)
        .or_else(|| moved.next_back())
        .unwrap_or_default()
}

/// Black or white, whichever can be read on the colour. At 0.179 both stand out equally.
pub fn ink_on(colour: &str) -> &'static str {
    if luminance(colour) > 0.179 { "#000" } else { "#fff" }
}

/// How far two colours stand apart, 1 to 21.
pub fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1.
pub fn luminance(colour: &str) -> f64 {
    let [red, green, blue] = channels(colour).map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.0722f64.mul_add(blue, 0.2126f64.mul_add(red, 0.7152 * green))
}

fn channels(colour: &str) -> [u16; 3] {
    [1, 3, 5].map(|at| colour.get(at..at + 2).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or(0))
}

fn mixed(colour: &str, towards: u16, step: u16) -> String {
    let [red, green, blue] = channels(colour).map(|channel| (channel * (STEPS - step) + towards * step) / STEPS);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_colour() -> impl Iterator<Item = String> {
        let parts = || (0..=255).step_by(51);
        parts().flat_map(move |red| parts().flat_map(move |green| parts().map(move |blue| format!("#{red:02x}{green:02x}{blue:02x}"))))
    }

    #[test]
    fn whatever_is_chosen_can_be_read_in_light_and_in_dark() {
        for colour in every_colour() {
            let (light, dark) = on_pages(&colour);
            assert!(contrast(&light, LIGHT_GROUND) >= READABLE, "{colour} became {light}");
            assert!(contrast(&dark, DARK_GROUND) >= READABLE, "{colour} became {dark}");
        }
    }

    #[test]
    fn what_can_be_read_already_stays_as_it_is() {
        assert_eq!(readable_on("#1f4f5c", LIGHT_GROUND), "#1f4f5c");
        assert_eq!(readable_on("#ffd9a0", DARK_GROUND), "#ffd9a0");
    }

    #[test]
    fn what_stands_on_a_colour_can_be_read() {
        for colour in every_colour() {
            let ink = if ink_on(&colour) == "#000" { "#000000" } else { "#ffffff" };
            assert!(contrast(&colour, ink) >= READABLE, "{colour}");
        }
    }
}
