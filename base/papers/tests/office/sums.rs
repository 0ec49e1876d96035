//! Sums a bookkeeper can check with a pencil, and what is refused when they are wrong.

use crate::cast::{
    credit_note, decimal, discounted, eur, hours, invoice, line, line_in, mixed, none, reverse_charge, shipping, tax, unpaid, voucher,
};
use kit::{Currency, Money};
use papers::{Adjustment, Category, Fault, Line, Means, Paper, Particulars, Payment, Sums, Tax};

/// Lines, adjustments, and what they come to: without tax, tax, with tax.
type Row = (&'static str, Vec<Line>, Vec<Adjustment>, [&'static str; 3]);

/// A rule, and what breaks it.
type Spoilt<T> = (&'static str, Box<dyn Fn(&mut T)>);

#[test]
fn the_sums_are_those_of_a_bookkeeper() {
    let rows: Vec<Row> = vec![
        ("one line at 19 %", vec![line("Kettle", "1", "49.90", tax("19"))], vec![], ["49.90", "9.48", "59.38"]),
        ("three at 7 %", vec![line("Tea", "3", "8.40", tax("7"))], vec![], ["25.20", "1.76", "26.96"]),
        ("nothing at 0 %", vec![line("Stamp", "10", "0.95", none(Category::Zero))], vec![], ["9.50", "0.00", "9.50"]),
        (
            "two rates, each settled once",
            vec![
                line("Kettle", "1", "33.33", tax("19")),
                line("Cup", "1", "33.33", tax("19")),
                line("Tea", "1", "10.05", tax("7")),
            ],
            vec![],
            ["76.71", "13.37", "90.08"],
        ),
        (
            "a discount on a line and one on the whole, and shipping",
            vec![discounted(line("Kettle", "2", "49.90", tax("19")), "10.00", "Spring")],
            vec![voucher("5.00", tax("19")), shipping("4.90", tax("19"))],
            ["89.70", "17.04", "106.74"],
        ),
        ("a quarter of an hour", vec![hours("Advice", "0.25", "99.99", tax("19"))], vec![], ["25.00", "4.75", "29.75"]),
        ("half a cent goes up", vec![line("Screw", "1", "0.125", tax("19"))], vec![], ["0.13", "0.02", "0.15"]),
        (
            "less than came back",
            vec![line("Kettle", "2", "10.00", tax("19")), line("Deposit", "-1", "5.00", tax("19"))],
            vec![],
            ["15.00", "2.85", "17.85"],
        ),
    ];
    for (name, lines, adjustments, [net, with, gross]) in rows {
        let totals = unpaid(Particulars { lines, adjustments, ..invoice() }).sums().totals;
        assert_eq!([totals.net, totals.tax, totals.gross], [eur(net), eur(with), eur(gross)], "{name}");
        assert_eq!(totals.due, totals.gross, "{name}");
    }
}

#[test]
fn the_mixed_order_is_broken_down_by_rate() {
    let paper = unpaid(mixed());
    let lines: Vec<(String, Money, Money)> = paper
        .sums()
        .taxes
        .iter()
        .map(|line| (line.tax.rate.to_string(), line.taxable, line.amount))
        .collect();

    assert_eq!(lines, [("7".into(), eur("25.20"), eur("1.76")), ("19".into(), eur("130.20"), eur("24.74"))]);
    assert_eq!(paper.sums().totals.lines, eur("155.50"));
}

#[test]
fn each_currency_settles_by_its_own_decimals() {
    for (currency, price, rate, net, taxed) in [
        (Currency::JPY, "333", "10", "999", "100"),
        (Currency::KWD, "1.234", "5", "3.702", "0.185"),
        (Currency::USD, "19.99", "8.875", "59.97", "5.32"),
    ] {
        let lines = vec![line_in(currency, "Kettle", "3", price, tax(rate))];
        let totals = unpaid(Particulars { currency, lines, ..invoice() }).sums().totals;
        assert_eq!((totals.net.plain().as_str(), totals.tax.plain().as_str()), (net, taxed), "{currency}");
    }
}

#[test]
fn where_the_customer_owes_the_tax_none_is_charged_and_the_paper_says_why() {
    let paper = unpaid(reverse_charge());

    let [line] = paper.sums().taxes.as_slice() else { panic!("one line of tax") };
    assert_eq!((line.tax.category, line.taxable, line.amount), (Category::ReverseCharge, eur("280.00"), eur("0.00")));
    assert_eq!(line.reason.as_deref(), Some("Reverse charge: the customer owes the VAT."));
}

#[test]
fn a_credit_note_for_a_part_takes_back_that_part() {
    let whole = unpaid(Particulars { lines: vec![line("Kettle", "2", "49.90", tax("19"))], ..invoice() });
    let part = unpaid(Particulars { lines: vec![line("Kettle", "1", "49.90", tax("19"))], ..credit_note() });

    let left = whole.sums().totals.gross.minus(part.sums().totals.gross).expect("one currency");
    assert_eq!((whole.sums().totals.gross, part.sums().totals.gross, left), (eur("118.76"), eur("59.38"), eur("59.38")));
}

#[test]
fn a_shop_whose_prices_include_tax_keeps_its_total_to_the_cent() {
    // 11.99 with 19 % in it is 10.08 without; 19 % of that would be 1.92, one cent too much.
    let particulars = Particulars { lines: vec![line("Cup", "1", "10.08", tax("19"))], ..invoice() };
    let mut sums = Sums::of(&particulars, eur("0.00")).expect("small");
    sums.taxes[0].amount = eur("1.91");
    (sums.totals.tax, sums.totals.gross, sums.totals.due) = (eur("1.91"), eur("11.99"), eur("11.99"));

    assert!(Paper::new(particulars.clone(), sums.clone()).is_ok());

    sums.taxes[0].amount = eur("1.90");
    (sums.totals.tax, sums.totals.gross, sums.totals.due) = (eur("1.90"), eur("11.98"), eur("11.98"));
    assert!(refused(particulars, sums).contains("BR-CO-17"), "two cents on one line are no rounding");
}

#[test]
fn every_sum_that_is_off_is_refused_by_its_rule() {
    let spoilt: [Spoilt<Sums>; 9] = [
        ("BR-CO-10", Box::new(|sums| sums.totals.lines.minor += 1)),
        ("BR-CO-11", Box::new(|sums| sums.totals.discounts.minor += 1)),
        ("BR-CO-12", Box::new(|sums| sums.totals.charges.minor += 1)),
        ("BR-CO-13", Box::new(|sums| sums.totals.net.minor += 1)),
        ("BR-CO-14", Box::new(|sums| sums.totals.tax.minor += 1)),
        ("BR-CO-15", Box::new(|sums| sums.totals.gross.minor += 1)),
        ("BR-CO-16", Box::new(|sums| sums.totals.due.minor += 1)),
        ("BR-S-08", Box::new(|sums| sums.taxes[0].taxable.minor += 1)),
        ("BR-CO-18", Box::new(|sums| drop(sums.taxes.pop()))),
    ];
    for (rule, spoil) in spoilt {
        let mut sums = Sums::of(&mixed(), eur("0.00")).expect("small");
        spoil(&mut sums);
        assert!(refused(mixed(), sums).contains(rule), "{rule}");
    }
}

#[test]
fn what_a_paper_lacks_is_refused_with_the_rule_that_asks_for_it() {
    let pay = |means, due_on| Some(Payment { means, due_on, terms: None });
    let spoilt: Vec<Spoilt<Particulars>> = vec![
        ("BR-02", Box::new(|paper| paper.number = " \u{202e} ".into())),
        ("BR-07", Box::new(|paper| paper.to.name.clear())),
        ("BR-16", Box::new(|paper| paper.lines.clear())),
        ("BR-25", Box::new(|paper| paper.lines[0].description.clear())),
        ("BR-27", Box::new(|paper| paper.lines[0].price = decimal("-49.90"))),
        ("BR-61", Box::new(|paper| paper.from.account = None)),
        ("BR-CO-9", Box::new(|paper| paper.from.vat_id = Some("123456789".into()))),
        ("BR-CO-25", Box::new(|paper| paper.payment = None)),
        ("BR-CO-25", Box::new(move |paper| paper.payment = pay(Means::Cash, None))),
        ("BR-CO-26", Box::new(|paper| (paper.from.vat_id, paper.from.registration) = (None, None))),
        ("BR-S-05", Box::new(|paper| paper.lines[0].tax = tax("0"))),
        (
            "BR-AE-05",
            Box::new(|paper| paper.lines[0].tax = Tax { category: Category::ReverseCharge, rate: decimal("19") }),
        ),
        ("BR-AE-02", Box::new(|paper| paper.lines[0].tax = none(Category::ReverseCharge))),
        ("BR-IC-11", Box::new(|paper| (paper.lines[0].tax, paper.delivery) = (none(Category::IntraCommunity), None))),
        ("BR-E-10", Box::new(|paper| paper.lines[0].tax = none(Category::Exempt))),
        ("BR-O-11", Box::new(|paper| paper.lines.push(line("Gift card", "1", "20.00", none(Category::OutOfScope))))),
        (
            "BR-CO-15",
            Box::new(|paper| {
                paper
                    .adjustments
                    .push(Adjustment::Charge { amount: Money::new(5, Currency::USD), reason: "Fee".into(), tax: tax("19") })
            }),
        ),
        (
            "check digits",
            Box::new(|paper| paper.from.account.as_mut().expect("one").iban = "DE89370400440532013001".into()),
        ),
        (
            "before it is issued",
            Box::new(|paper| paper.payment.as_mut().expect("one").due_on = Some(jiff::civil::date(2026, 3, 2))),
        ),
        (
            "last four digits",
            Box::new(|paper| paper.payment.as_mut().expect("one").means = Means::Card { last_four: Some("4242424242424242".into()) }),
        ),
        ("longer than", Box::new(|paper| paper.lines[0].description = "word ".repeat(1000))),
    ];
    for (rule, spoil) in spoilt {
        let mut particulars = invoice();
        spoil(&mut particulars);
        let refused = Paper::reckoned(particulars, eur("0.00")).map(|_| ()).map_err(|faults| faults.to_string());
        assert!(refused.as_ref().is_err_and(|said| said.contains(rule)), "{rule}: {refused:?}");
    }
    let loose = Particulars { preceding: vec![], ..credit_note() };
    assert!(matches!(
        Paper::reckoned(loose, eur("0.00")).expect_err("refused").0.as_slice(),
        [Fault::Missing { rule: "BG-3", .. }]
    ));
}

#[test]
fn a_line_that_does_not_come_to_what_it_says_is_refused() {
    let mut wrong = invoice();
    wrong.lines[0].net = eur("49.91");
    let sums = Sums::of(&wrong, eur("0.00")).expect("small");

    assert!(refused(wrong, sums).starts_with("line 1 comes to 49.90 EUR by quantity, price and discount, the paper says 49.91 EUR"));
}

fn refused(particulars: Particulars, sums: Sums) -> String {
    Paper::new(particulars, sums).expect_err("the paper is wrong").to_string()
}
