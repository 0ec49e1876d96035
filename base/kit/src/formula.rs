//! Cells no spreadsheet takes for a formula (attack 38): what begins like one gets an apostrophe in front, as OWASP advises.

/// What begins a formula somewhere, also in full width, or moves what follows into a cell of its own.
const BEGINNINGS: [char; 12] = ['=', '+', '-', '@', '|', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What some programs look past before they decide.
const LOOKED_PAST: [char; 2] = [' ', '\u{a0}'];

/// The cell as text: marked if it would begin a formula.
pub fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`harmless`] marked it.
pub fn unmarked(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(LOOKED_PAST).starts_with(BEGINNINGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_38_no_cell_is_a_formula() {
        for formula in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "|calc",
            "\t=1",
            "\r=1",
            "\n=1",
            "\nkettle",
            "  =1",
            " \u{a0}\n+1",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            " \nkettle",
        ] {
            let written = harmless(formula);

            assert_eq!(written, format!("'{formula}"));
            assert_eq!(unmarked(&written), formula);
        }
        for plain in ["", "Kettle", "'tis", "a=b", "  Kettle", "''=1"] {
            assert_eq!((harmless(plain).as_str(), unmarked(plain)), (plain, plain));
        }
    }
}
