//! A sheet as CSV (RFC 4180) that no spreadsheet takes for formulas: what people wrote and begins like one gets an apostrophe
//! in front, as OWASP advises. Amounts are plain decimals with their currency in a column of its own.

use super::sheet::{Cell, Sheet, one_decimal};
use kit::formula::harmless;
use web::Text;

/// The sheet, with a byte order mark so that spreadsheets read it as UTF-8.
pub(super) fn written(text: &Text, sheet: &Sheet) -> String {
    let mut out = String::from("\u{feff}");
    let has_money = |at: usize| sheet.rows.iter().any(|row| matches!(row.cells.get(at), Some(Cell::Money(_))));
    let mut heads = Vec::new();
    for (at, key) in sheet.heads.iter().enumerate() {
        heads.push(safe(&text.say(key)));
        if has_money(at) {
            heads.push(safe(&text.say("orders-currency")));
        }
    }
    line(&mut out, &heads);
    for row in &sheet.rows {
        let mut cells = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            cells.extend(columns(text, cell, has_money(at)));
        }
        line(&mut out, &cells);
    }
    out
}

fn columns(text: &Text, cell: &Cell, has_money: bool) -> Vec<String> {
    let mut columns = match cell {
        Cell::Money(money) => vec![money.plain(), money.currency.code().to_owned()],
        Cell::Number(number) => vec![number.to_string()],
        Cell::PerMille(share) => vec![one_decimal(*share)],
        Cell::When(moment) => vec![moment.rfc3339()],
        other => vec![safe(&other.said(text))],
    };
    if has_money && columns.len() == 1 {
        columns.push(String::new());
    }
    columns
}

fn line(out: &mut String, cells: &[String]) {
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// One cell of words: quoted where it must be, and never the beginning of a formula.
fn safe(words: &str) -> String {
    let cell = harmless(words);
    if cell != words || cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn attack_38_nothing_in_an_export_begins_a_formula() {
        for (words, written) in [
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("+1", "\"'+1\""),
            ("-2+3", "\"'-2+3\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("  =1", "\"'  =1\""),
            ("＝1", "\"'＝1\""),
            ("Kettle, \"red\"", "\"Kettle, \"\"red\"\"\""),
            ("Kettle", "Kettle"),
        ] {
            assert_eq!(safe(words), written, "{words:?}");
        }
    }
}
