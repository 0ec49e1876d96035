//! Papers before a judge who did not write them: the published schemas and rules of EN 16931 and validators of PDF/A and
//! PDF/UA, run by `tests/papers/judge.py` with the Python that `FRONTLINE_TEST_JUDGE` names. `./check` installs it.

use crate::cast::{self, credit_note, hours, invoice, line, line_in, many_lines, mia, mixed, none, reverse_charge, tax, unpaid};
use kit::{Currency, Locale};
use papers::{Category, Delivery, Kind, Means, Paper, Particulars, Payment, einvoice, print};
use std::path::Path;
use std::process::Command;

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/papers/judge.py");

#[test]
fn every_paper_stands_before_an_independent_judge() {
    let Some(python) = judge() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for (name, paper) in papers() {
        keep(folder.path(), name, &paper);
    }

    let verdict = Command::new(python).arg(JUDGE).arg(folder.path()).output().expect("the judge runs");

    let (faults, reason) = (String::from_utf8_lossy(&verdict.stdout), String::from_utf8_lossy(&verdict.stderr));
    assert!(verdict.status.success(), "{faults}\n{reason}");
}

/// What judges must be able to condemn.
#[test]
fn the_judge_condemns_what_is_wrong() {
    let Some(python) = judge() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    keep(folder.path(), "good", &unpaid(mixed()));
    let spoil = |from: &str, to: &str, old: &str, new: &str| {
        let text = std::fs::read_to_string(folder.path().join(from)).expect("kept");
        assert!(text.contains(old), "{old} is not in {from}");
        std::fs::write(folder.path().join(to), text.replacen(old, new, 1)).expect("a file");
    };
    spoil("good.cii.xml", "sum.cii.xml", "<ram:GrandTotalAmount>181.90", "<ram:GrandTotalAmount>181.91");
    spoil("good.ubl.xml", "sum.ubl.xml", ">181.90</cbc:TaxInclusiveAmount>", ">181.91</cbc:TaxInclusiveAmount>");
    spoil("good.ubl.xml", "order.ubl.xml", "<cbc:CustomizationID>", "<cbc:Unheard/><cbc:CustomizationID>");
    let pdf = std::fs::read(folder.path().join("good.pdf")).expect("kept");
    let at = pdf.windows(9).position(|window| window == b"/MarkInfo").expect("a tagged file");
    std::fs::write(folder.path().join("untagged.pdf"), [&pdf[..at], b"/MarkInfz", &pdf[at + 9..]].concat()).expect("a file");

    let verdict = Command::new(python).arg(JUDGE).arg(folder.path()).output().expect("the judge runs");

    let faults = String::from_utf8_lossy(&verdict.stdout);
    assert_eq!(verdict.status.code(), Some(1), "{}", String::from_utf8_lossy(&verdict.stderr));
    for (file, rule) in [("sum.cii.xml", "BR-CO-1"), ("sum.ubl.xml", "BR-CO-15"), ("order.ubl.xml", "schema"), ("untagged.pdf", "3a")] {
        assert!(faults.lines().any(|line| line.starts_with(file) && line.contains(rule)), "{file} {rule}:\n{faults}");
    }
    assert!(!faults.contains("good."), "{faults}");
}

fn judge() -> Option<std::ffi::OsString> {
    let python = std::env::var_os("FRONTLINE_TEST_JUDGE").filter(|python| !python.is_empty());
    if python.is_none() {
        eprintln!("left out: FRONTLINE_TEST_JUDGE names no Python; ./check installs one");
    }
    python
}

fn keep(folder: &Path, name: &str, paper: &Paper) {
    let write = |kind: &str, bytes: &[u8]| std::fs::write(folder.join(format!("{name}.{kind}")), bytes).expect("a file");
    write("pdf", &print(paper).unwrap_or_else(|fault| panic!("{name}: {fault}")));
    if let Ok(cii) = einvoice::cii(paper) {
        write("cii.xml", cii.as_bytes());
        write("ubl.xml", einvoice::ubl(paper).expect("the same").as_bytes());
    }
}

/// One of each thing an invoice can be.
fn papers() -> Vec<(&'static str, Paper)> {
    let mut papers = vec![
        ("plain", unpaid(invoice())),
        ("mixed", unpaid(mixed())),
        ("reverse-charge", unpaid(reverse_charge())),
        ("credit-note", unpaid(credit_note())),
        ("long", unpaid(Particulars { lines: many_lines(300), ..invoice() })),
    ];
    papers.extend(categories().map(|(name, particulars)| (name, unpaid(particulars))));
    papers.extend(paying().map(|(name, particulars)| (name, unpaid(particulars))));
    papers.extend(currencies());
    let others = [("receipt", Kind::Receipt), ("return-note", Kind::ReturnNote), ("confirmation", Kind::OrderConfirmation)];
    papers.extend(others.map(|(name, kind)| (name, unpaid(Particulars { kind, ..mixed() }))));
    papers.extend(languages());
    papers
}

fn categories() -> [(&'static str, Particulars); 5] {
    let one = |category| vec![hours("Consulting", "2", "75.00", none(category))];
    let delivered = |on| Some(Delivery { on: Some(on), to: None });
    let abroad = |country: &str, vat_id: Option<&str>| papers::Customer {
        address: cast::address("1 High Street", "1000", "Anywhere", country),
        vat_id: vat_id.map(str::to_owned),
        ..mia()
    };
    let because = Some("Medical treatment, § 4 no. 14 UStG".to_owned());
    [
        ("zero", Particulars { lines: one(Category::Zero), ..invoice() }),
        ("exempt", Particulars { lines: one(Category::Exempt), exempt_because: because, ..invoice() }),
        (
            "intra-community",
            Particulars {
                lines: one(Category::IntraCommunity),
                to: abroad("AT", Some("ATU12345678")),
                delivery: delivered(cast::ISSUED),
                ..invoice()
            },
        ),
        ("export", Particulars { lines: one(Category::Export), to: abroad("US", None), ..invoice() }),
        ("out-of-scope", Particulars { lines: one(Category::OutOfScope), ..invoice() }),
    ]
}

fn paying() -> [(&'static str, Particulars); 6] {
    let by = |means| Some(Payment { means, due_on: Some(cast::ISSUED), terms: None });
    let terms = "2 % off within 7 days, <net> & \"free\" within 30".to_owned();
    let elsewhere = Delivery {
        on: None,
        to: Some(("Ben Adler".into(), cast::address("Am Deich 1", "20459", "Hamburg", "DE"))),
    };
    [
        ("card", Particulars { payment: by(Means::Card { last_four: Some("4242".into()) }), ..mixed() }),
        ("online", Particulars { payment: by(Means::Online { service: "PayMate".into() }), ..mixed() }),
        (
            "debit",
            Particulars {
                payment: by(Means::DirectDebit { mandate: "M-17".into(), iban: Some("DE89370400440532013000".into()) }),
                ..mixed()
            },
        ),
        ("cash", Particulars { payment: by(Means::Cash), delivery: Some(elsewhere), ..mixed() }),
        ("agreed", Particulars { payment: by(Means::Agreed), ..mixed() }),
        (
            "terms",
            Particulars {
                payment: Some(Payment { means: Means::Credit, due_on: None, terms: Some(terms) }),
                ..mixed()
            },
        ),
    ]
}

fn currencies() -> Vec<(&'static str, Paper)> {
    let in_currency = |currency: Currency, price: &str, rate: &str| Particulars {
        currency,
        lines: vec![
            line_in(currency, "Kettle", "3", price, tax(rate)),
            line_in(currency, "Metered water", "12.345", "0.0217", tax(rate)),
        ],
        ..invoice()
    };
    let part_paid = Paper::reckoned(mixed(), cast::eur("100.00")).expect("consistent");
    let fully_paid = Paper::reckoned(mixed(), cast::eur("181.90")).expect("consistent");
    vec![
        ("jpy", unpaid(in_currency(Currency::JPY, "1003", "10"))),
        ("usd", unpaid(in_currency(Currency::USD, "19.99", "8.875"))),
        ("kwd", unpaid(in_currency(Currency::KWD, "1.234", "5"))),
        ("part-paid", part_paid),
        ("fully-paid", fully_paid),
    ]
}

fn languages() -> Vec<(&'static str, Paper)> {
    let zh = Particulars {
        language: Locale::Zh,
        lines: vec![line("不锈钢电热水壶 1.7 升", "2", "49.90", tax("19"))],
        ..mixed()
    };
    let es = Particulars { language: Locale::Es, ..mixed() };
    vec![
        ("zh", unpaid(zh)),
        ("es", unpaid(es)),
        ("credit-zh", unpaid(Particulars { language: Locale::Zh, ..credit_note() })),
    ]
}
