//! Printing: an invoice as PDF/A-3 with its e-invoice inside, beside an empty page written by the same library.
//!
//! `cargo run --release -p benches --bin papers`

use benches::stopwatch;
use kit::{Currency, Locale};
use papers::{
    Account, Address, Brand, Contact, Country, Customer, Kind, LegalEntity, Line, Means, Paper, Particulars, Payment, Tax, Unit, einvoice,
    print,
};
use rust_decimal::Decimal;
use std::time::Duration;

fn main() {
    let invoice = paper(5, Locale::En);
    let clock = stopwatch();
    print(&invoice).expect("printed");
    println!("first invoice of the process, fonts opened: {:.2} ms", milliseconds(clock()));
    let floor = median(200, || drop(krilla::Document::new().finish().expect("an empty page")));
    println!("floor, an empty page by krilla: {:.3} ms", milliseconds(floor));
    for (name, paper, times) in [
        ("5 lines, en", invoice, 200),
        ("5 lines, es", paper(5, Locale::Es), 200),
        ("5 lines, zh", paper(5, Locale::Zh), 200),
        ("50 lines, en", paper(50, Locale::En), 50),
        ("500 lines, en", paper(500, Locale::En), 10),
    ] {
        let size = print(&paper).expect("printed").len() / 1024;
        let took = median(times, || drop(print(&paper).expect("printed")));
        let over = took.as_secs_f64() / floor.as_secs_f64();
        println!(
            "invoice of {name}: {:.2} ms, {size} KiB, {over:.0} × the floor (goal for one invoice: 20 ms)",
            milliseconds(took)
        );
        let (cii, ubl) = (median(times, || drop(einvoice::cii(&paper))), median(times, || drop(einvoice::ubl(&paper))));
        println!("  as CII {:.3} ms, as UBL {:.3} ms", milliseconds(cii), milliseconds(ubl));
    }
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let clock = stopwatch();
            work();
            clock()
        })
        .collect();
    taken.sort_unstable();
    taken[times / 2]
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn paper(lines: i64, language: Locale) -> Paper {
    let issued_on = jiff::civil::date(2026, 3, 3);
    let particulars = Particulars {
        kind: Kind::Invoice,
        number: "RE-2026-00017".into(),
        issued_on,
        from: kettle_and_co(),
        brand: Brand {
            name: "Kettle & Co.".into(),
            colour: (14, 90, 138),
            logo: None,
            footer: Some("Thank you.".into()),
        },
        to: Customer {
            name: "Mia Hofer".into(),
            address: address("Lindengasse 4"),
            vat_id: None,
            reference: None,
            number: None,
            email: None,
        },
        language,
        currency: Currency::EUR,
        lines: (1..=lines).map(line).collect(),
        adjustments: Vec::new(),
        exempt_because: None,
        payment: Some(Payment { means: Means::Transfer, due_on: Some(issued_on), terms: None }),
        delivery: None,
        order: Some("4711".into()),
        customer_order: None,
        preceding: Vec::new(),
        notes: vec!["Your warranty runs for two years from the day of delivery.".into()],
    };
    Paper::reckoned(particulars, Currency::EUR.zero()).expect("consistent")
}

fn kettle_and_co() -> LegalEntity {
    LegalEntity {
        name: "Kettle & Co. GmbH".into(),
        address: address("Wasserstraße 12"),
        vat_id: Some("DE123456789".into()),
        tax_number: None,
        registration: Some("HRB 12345".into()),
        account: Some(Account { iban: "DE89370400440532013000".into(), bic: None, bank: None }),
        creditor_id: None,
        contact: Contact::default(),
    }
}

fn address(street: &str) -> Address {
    let country = Country::parse("DE").expect("two letters");
    Address {
        lines: vec![street.into()],
        postcode: "10115".into(),
        city: "Berlin".into(),
        region: None,
        country,
    }
}

fn line(number: i64) -> Line {
    let mut line = Line {
        description: format!("Kettle of brushed steel, edition {number}, with a glass lid and a base"),
        details: Some("Colour: steel · Volume: 1.7 l".into()),
        sku: Some(format!("KT-{number:05}")),
        quantity: Decimal::from(1 + number % 3),
        unit: Unit::Piece,
        price: Decimal::new(4990 + number, 2),
        discount: None,
        tax: Tax::standard(Decimal::from(if number % 4 == 0 { 7 } else { 19 })),
        net: Currency::EUR.zero(),
    };
    line.net = line.worked_out().expect("a small amount");
    line
}
