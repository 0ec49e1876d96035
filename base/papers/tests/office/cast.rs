//! The papers of Kettle & Co., and small words to change one thing about them.

use jiff::civil::{Date, date};
use kit::{Currency, Locale, Money};
use papers::{
    Account, Address, Adjustment, Brand, Category, Contact, Country, Customer, Delivery, Discount, Kind, LegalEntity, Line, Means, Paper,
    Particulars, Payment, Preceding, Tax, Unit,
};
use rust_decimal::Decimal;

pub const ISSUED: Date = date(2026, 3, 3);

/// An invoice to Mia of one kettle at 19 %, 49.90 without tax, payable by transfer within a fortnight.
pub fn invoice() -> Particulars {
    Particulars {
        kind: Kind::Invoice,
        number: "RE-2026-00017".into(),
        issued_on: ISSUED,
        from: kettle_and_co(),
        brand: Brand {
            name: "Kettle & Co.".into(),
            colour: (0x0e, 0x5a, 0x8a),
            logo: None,
            footer: Some("Thank you for your order.".into()),
        },
        to: mia(),
        language: Locale::En,
        currency: Currency::EUR,
        lines: vec![line("Kettle, brushed steel, 1.7 l", "1", "49.90", tax("19"))],
        adjustments: Vec::new(),
        exempt_because: None,
        payment: Some(Payment { means: Means::Transfer, due_on: Some(date(2026, 3, 17)), terms: None }),
        delivery: Some(Delivery { on: Some(date(2026, 3, 2)), to: None }),
        order: Some("4711".into()),
        customer_order: None,
        preceding: Vec::new(),
        notes: Vec::new(),
    }
}

pub fn kettle_and_co() -> LegalEntity {
    LegalEntity {
        name: "Kettle & Co. GmbH".into(),
        address: address("Wasserstraße 12", "10115", "Berlin", "DE"),
        vat_id: Some("DE123456789".into()),
        tax_number: Some("29/815/08151".into()),
        registration: Some("HRB 12345 B, Amtsgericht Charlottenburg".into()),
        account: Some(Account {
            iban: "DE89 3704 0044 0532 0130 00".into(),
            bic: Some("COBADEFFXXX".into()),
            bank: Some("Commerzbank Köln".into()),
        }),
        creditor_id: Some("DE98ZZZ09999999999".into()),
        contact: Contact {
            name: Some("Ana Reyes".into()),
            phone: Some("+49 30 1234567".into()),
            email: Some("ana@kettle.example".into()),
            website: Some("kettle.example".into()),
        },
    }
}

pub fn mia() -> Customer {
    Customer {
        name: "Mia Hofer".into(),
        address: address("Lindengasse 4", "80331", "München", "DE"),
        vat_id: None,
        reference: None,
        number: Some("C-1042".into()),
        email: Some("mia@example.org".into()),
    }
}

pub fn address(street: &str, postcode: &str, city: &str, country: &str) -> Address {
    let country = Country::parse(country).expect("two letters");
    Address {
        lines: vec![street.into()],
        postcode: postcode.into(),
        city: city.into(),
        region: None,
        country,
    }
}

pub fn line(description: &str, quantity: &str, price: &str, tax: Tax) -> Line {
    line_in(Currency::EUR, description, quantity, price, tax)
}

pub fn line_in(currency: Currency, description: &str, quantity: &str, price: &str, tax: Tax) -> Line {
    let mut line = Line {
        description: description.into(),
        details: None,
        sku: None,
        quantity: decimal(quantity),
        unit: Unit::Piece,
        price: decimal(price),
        discount: None,
        tax,
        net: currency.zero(),
    };
    line.net = line.worked_out().expect("a small amount");
    line
}

pub fn discounted(mut line: Line, amount: &str, reason: &str) -> Line {
    let amount = Money::parse(amount, line.net.currency).expect(reason);
    line.discount = Some(Discount { amount, reason: reason.into() });
    line.net = line.worked_out().expect("a small amount");
    line
}

pub fn shipping(amount: &str, tax: Tax) -> Adjustment {
    Adjustment::Shipping { amount: eur(amount), reason: "Shipping".into(), tax }
}

pub fn voucher(amount: &str, tax: Tax) -> Adjustment {
    Adjustment::Discount { amount: eur(amount), reason: "Voucher SPRING".into(), tax }
}

pub fn tax(percent: &str) -> Tax {
    Tax::standard(decimal(percent))
}

pub fn none(category: Category) -> Tax {
    Tax::without(category)
}

pub fn eur(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).expect(amount)
}

pub fn decimal(text: &str) -> Decimal {
    text.parse().expect(text)
}

/// The paper with nothing paid yet.
pub fn unpaid(particulars: Particulars) -> Paper {
    let nothing = particulars.currency.zero();
    Paper::reckoned(particulars, nothing).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Ben's garage in Lyon buys for its business: no tax, he owes it.
pub fn reverse_charge() -> Particulars {
    let mut to = mia();
    (to.name, to.vat_id) = ("Garage Bonnet SARL".into(), Some("FR40303265045".into()));
    to.address = address("12 rue de la République", "69002", "Lyon", "FR");
    to.reference = Some("PO 88/2026".into());
    let lines = vec![hours("Remote maintenance", "3.5", "80.00", none(Category::ReverseCharge))];
    Particulars { to, lines, customer_order: Some("BC-2026-044".into()), ..invoice() }
}

pub fn hours(description: &str, quantity: &str, price: &str, tax: Tax) -> Line {
    Line { unit: Unit::Hour, ..line(description, quantity, price, tax) }
}

/// Takes back one of two kettles of the invoice.
pub fn credit_note() -> Particulars {
    Particulars {
        kind: Kind::CreditNote,
        number: "GS-2026-00003".into(),
        preceding: vec![Preceding { number: "RE-2026-00017".into(), issued_on: Some(ISSUED) }],
        payment: None,
        ..invoice()
    }
}

/// Two rates, a discount on a line, one on the whole, shipping, options and numbers: what a real order looks like.
pub fn mixed() -> Particulars {
    let kettle = Line {
        sku: Some("KT-17-ST".into()),
        details: Some("Colour: steel · Lid: glass".into()),
        ..discounted(line("Kettle, brushed steel, 1.7 l", "2", "49.90", tax("19")), "10.00", "Second kettle at half price")
    };
    let tea = Line {
        sku: Some("TE-ASSAM-250".into()),
        ..line("Assam tea, loose, 250 g", "3", "8.40", tax("7"))
    };
    let repair = hours("Descaling and new seal in our workshop", "0.75", "54.00", tax("19"));
    Particulars {
        lines: vec![kettle, tea, repair],
        adjustments: vec![voucher("5.00", tax("19")), shipping("4.90", tax("19"))],
        notes: vec!["Your warranty runs for two years from the day of delivery. Please keep this invoice.".into()],
        ..invoice()
    }
}

pub fn many_lines(count: usize) -> Vec<Line> {
    let line = |index: usize| Line {
        sku: Some(format!("SKU-{index:04}")),
        ..line(
            &format!("Part number {index} of the exploded view, with washers"),
            "1",
            &format!("{}.{:02}", index % 90, index % 100),
            tax("19"),
        )
    };
    (1..=count).map(line).collect()
}
