//! The colours of a paper: the brand's, made dark enough to read, and the greys around it.

pub(super) type Ink = (u8, u8, u8);

pub(super) const TEXT: Ink = (0x1d, 0x21, 0x2b);
pub(super) const QUIET: Ink = (0x5d, 0x65, 0x73);
pub(super) const HAIRLINE: Ink = (0xdf, 0xe3, 0xe8);

/// The brand's colour, darkened until text in it has a contrast of 4.5 on white (WCAG 2.2, 1.4.3).
pub(super) fn readable(mut ink: Ink) -> Ink {
    while 1.05 / (luminance(ink) + 0.05) < 4.5 {
        let darker = |part: u8| (u16::from(part) * 15 / 16) as u8;
        ink = (darker(ink.0), darker(ink.1), darker(ink.2));
    }
    ink
}

/// A breath of the colour on white, to lay behind what matters.
pub(super) fn tint(ink: Ink) -> Ink {
    let pale = |part: u8| (255 - (255 - u16::from(part)) * 8 / 100) as u8;
    (pale(ink.0), pale(ink.1), pale(ink.2))
}

fn luminance((red, green, blue): Ink) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pale_brand_is_darkened_and_a_dark_one_left_alone() {
        assert_eq!(readable((0x0b, 0x3d, 0x91)), (0x0b, 0x3d, 0x91));
        let yellow = readable((0xff, 0xe1, 0x00));
        assert!(1.05 / (luminance(yellow) + 0.05) >= 4.5, "{yellow:?}");
        assert_eq!(tint((0, 0, 0)), (235, 235, 235));
    }
}
