//! A QR code as SVG: one path of squares, dark on light in any theme, for cameras want it so.

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// The quiet zone around the code, in modules (ISO/IEC 18004).
const MARGIN: i32 = 4;

/// Draws `text`; nothing if it is too long for any code. `label` is read aloud.
pub(super) fn draw(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let side = code.size() + 2 * MARGIN;
    html! {
        svg role="img" aria-label=(label) width="208" height="208" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(squares(&code)) fill="#000" {}
        }
    }
}

fn squares(code: &QrCode) -> String {
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
    dark.fold(String::new(), |mut path, (x, y)| {
        let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        path
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_is_drawn_with_its_corner_mark_inside_the_quiet_zone() {
        let drawn = super::draw("otpauth://totp/Frontline:ana?secret=ABC", "code").into_string();

        assert!(drawn.contains("M4 4h1v1h-1z") && !drawn.contains("M3 4h"));
        assert!(super::draw(&"x".repeat(5_000), "code").into_string().is_empty());
    }
}
