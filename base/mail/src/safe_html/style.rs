//! Inline styles reduced to looks: colours, fonts, spacing, borders. No position, no url(), no functions but colours and
//! calc(), no escapes, nothing that leaves the box or loads anything.

const PROPERTIES: [&str; 75] = [
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "box-sizing",
    "clear",
    "color",
    "direction",
    "display",
    "empty-cells",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "overflow-wrap",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-indent",
    "text-overflow",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
];
const FUNCTIONS: [&str; 5] = ["rgb", "rgba", "hsl", "hsla", "calc"];
const LONGEST_STYLE: usize = 10_000;

/// The declarations that may stay, and how many remote images the others asked for.
pub(super) fn filter(style: &str) -> (String, usize) {
    let mut kept = String::new();
    let mut remote = 0;
    for declaration in declarations(style) {
        let lower = declaration.to_ascii_lowercase();
        remote += usize::from(lower.contains("url(") && (lower.contains("http") || lower.contains("//")));
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim());
        if PROPERTIES.contains(&property.as_str()) && is_harmless(&property, value) {
            if !kept.is_empty() {
                kept.push(';');
            }
            kept.push_str(&property);
            kept.push(':');
            kept.push_str(value);
        }
    }
    (kept, remote)
}

/// Splits at semicolons outside quotes and brackets.
fn declarations(style: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth, mut quote) = (Vec::new(), 0, 0usize, None);
    for (at, c) in style.char_indices().take(LONGEST_STYLE) {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                found.push(&style[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if style.len() <= LONGEST_STYLE {
        found.push(&style[start..]);
    }
    found
}

fn is_harmless(property: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let odd = |c: char| c.is_control() || matches!(c, '\\' | '<' | '>' | '@' | '{' | '}' | ';' | ':' | '`' | '&');
    let moves_out = (property.starts_with("margin") || property == "text-indent") && lower.contains('-');
    let shown_as = property != "display"
        || ["block", "inline", "inline-block", "none", "table", "table-row", "table-cell", "list-item"]
            .contains(&lower.trim_end_matches("!important").trim());
    let balanced = value.matches('"').count().is_multiple_of(2)
        && value.matches('\'').count().is_multiple_of(2)
        && value.matches('(').count() == value.matches(')').count();
    value.len() <= 300
        && !lower.contains(odd)
        && !lower.contains("/*")
        && !lower.contains("expression")
        && !moves_out
        && shown_as
        && balanced
        && functions_are_known(&lower)
}

/// Every opening bracket belongs to a function that cannot load or compute anything.
fn functions_are_known(value: &str) -> bool {
    value.match_indices('(').all(|(at, _)| {
        let before = &value[..at];
        let name_start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .map_or(0, |space| space + before[space..].chars().next().map_or(1, char::len_utf8));
        let name = &before[name_start..];
        FUNCTIONS.contains(&name) || (name.is_empty() && value.contains("calc("))
    })
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn looks_stay_and_tricks_go() {
        for (style, kept) in [
            ("color: red; font-weight:bold", "color:red;font-weight:bold"),
            ("position:fixed;top:0;z-index:99;color:#fff", "color:#fff"),
            ("background:url(http://t.example/p.gif)", ""),
            ("background:u\\72l(//t.example/p)", ""),
            ("width:expression(alert(1))", ""),
            ("width:calc(100% - (2px + 1px))", "width:calc(100% - (2px + 1px))"),
            ("-moz-binding:url(x#y);behavior:url(z)", ""),
            ("color:red/*;*/;color:blue", "color:blue"),
            ("margin-left:-9999px;margin:0 auto", "margin:0 auto"),
            ("font-family:'Segoe UI', Arial;color:rgb(1, 2, 3)", "font-family:'Segoe UI', Arial;color:rgb(1, 2, 3)"),
            ("display:flex;display:none", "display:none"),
            ("color:var(--x)", ""),
            ("background:image-set('http://t.example' 1x)", ""),
            ("font-family:\"x;color:red", ""),
            ("COLOR:RED", "color:RED"),
        ] {
            assert_eq!(filter(style).0, kept, "{style}");
        }
        assert_eq!(filter("background:url('https://t.example/1');background-image:url(//t.example/2)").1, 2);
    }
}
