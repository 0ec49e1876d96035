//! Whether a paper is consistent: its sums by the rules BR-CO-10 to BR-CO-18 of EN 16931, its taxes by those of their
//! categories, and what must be there at all. Finds everything that is wrong, not only the first.

mod parties;
mod taxes;
mod texts;

use crate::{Fault, Faults, Kind, Line, Means, Particulars, Sums, sums};
use kit::{Currency, Money, MoneyFault};

/// All faults of the paper, if it has any.
pub(crate) fn faults(paper: &Particulars, sums: &Sums) -> Result<(), Faults> {
    currencies(paper)?;
    currencies_of_sums(paper, sums)?;
    let mut found = Vec::new();
    texts::check(paper, &mut found);
    parties::check(paper, &mut found);
    lines(paper, &mut found);
    taxes::check(paper, &sums.taxes, &mut found);
    if let Err(fault) = totals(paper, sums, &mut found) {
        found.push(fault.into());
    }
    payment(paper, sums, &mut found);
    Faults::none_or(found)
}

/// Whether all amounts of the particulars are in the paper's currency; nothing can be added up before they are.
pub(crate) fn currencies(paper: &Particulars) -> Result<(), Faults> {
    let lines = paper.lines.iter().map(|line| ("a line", line.net));
    let discounts = paper.lines.iter().filter_map(|line| Some(("a line's discount", line.discount.as_ref()?.amount)));
    let adjustments = paper.adjustments.iter().map(|each| ("a discount or charge", each.amount()));
    all_in(paper.currency, lines.chain(discounts).chain(adjustments))
}

fn currencies_of_sums(paper: &Particulars, sums: &Sums) -> Result<(), Faults> {
    let totals = &sums.totals;
    let taxes = sums.taxes.iter().flat_map(|line| [("the taxable amount", line.taxable), ("the tax", line.amount)]);
    let sums = [totals.lines, totals.discounts, totals.charges, totals.net, totals.tax, totals.gross].into_iter();
    let sums = sums.chain([totals.paid, totals.rounding, totals.due]).map(|amount| ("a total", amount));
    all_in(paper.currency, taxes.chain(sums))
}

fn all_in(paper: Currency, amounts: impl Iterator<Item = (&'static str, Money)>) -> Result<(), Faults> {
    let others = amounts.filter(|(_, amount)| amount.currency != paper);
    Faults::none_or(others.map(|(what, amount)| Fault::OtherCurrency { what, is: amount.currency, paper }).collect())
}

fn lines(paper: &Particulars, found: &mut Vec<Fault>) {
    if paper.lines.is_empty() {
        found.push(Fault::Missing { what: "a line", rule: "BR-16" });
    }
    for (index, line) in paper.lines.iter().enumerate() {
        line_adds_up(index + 1, line, found);
    }
    for adjustment in paper.adjustments.iter().filter(|each| each.amount().is_negative()) {
        let what = if adjustment.is_discount() { "a discount" } else { "a charge" };
        found.push(Fault::NegativeAmount { what });
    }
}

fn line_adds_up(position: usize, line: &Line, found: &mut Vec<Fault>) {
    if line.price.is_sign_negative() && !line.price.is_zero() {
        found.push(Fault::NegativePrice { position });
    }
    if line.discount.as_ref().is_some_and(|discount| discount.amount.is_negative()) {
        found.push(Fault::NegativeAmount { what: "a line's discount" });
    }
    match line.worked_out() {
        Ok(is) if is == line.net => {}
        Ok(is) => found.push(Fault::WrongLine { position, is, said: line.net }),
        Err(fault) => found.push(fault.into()),
    }
}

fn totals(paper: &Particulars, sums: &Sums, found: &mut Vec<Fault>) -> Result<(), MoneyFault> {
    let said = &sums.totals;
    let (lines, discounts, charges) = sums::gathered(paper)?;
    let tax = kit::money::total(paper.currency, sums.taxes.iter().map(|line| line.amount))?;
    let net = said.lines.minus(said.discounts)?.plus(said.charges)?;
    let gross = said.net.plus(said.tax)?;
    let due = said.gross.minus(said.paid)?.plus(said.rounding)?;
    let mut agree = |what, is: Money, said: Money, rule| {
        if is != said {
            found.push(Fault::WrongSum { what, is, said, rule });
        }
    };
    agree("the sum of the lines", lines, said.lines, "BR-CO-10");
    agree("the sum of the discounts", discounts, said.discounts, "BR-CO-11");
    agree("the sum of the charges", charges, said.charges, "BR-CO-12");
    agree("the total without tax", net, said.net, "BR-CO-13");
    agree("the tax", tax, said.tax, "BR-CO-14");
    agree("the total with tax", gross, said.gross, "BR-CO-15");
    agree("the amount due", due, said.due, "BR-CO-16");
    Ok(())
}

fn payment(paper: &Particulars, sums: &Sums, found: &mut Vec<Fault>) {
    let Some(payment) = &paper.payment else {
        if paper.kind == Kind::Invoice && sums.totals.due.is_positive() {
            found.push(Fault::Missing { what: "how and until when to pay", rule: "BR-CO-25" });
        }
        return;
    };
    if paper.kind == Kind::Invoice && sums.totals.due.is_positive() && payment.due_on.is_none() && payment.terms.is_none() {
        found.push(Fault::Missing { what: "the day the invoice is due, or terms of payment,", rule: "BR-CO-25" });
    }
    if let Some(due) = payment.due_on.filter(|due| *due < paper.issued_on) {
        found.push(Fault::DueBeforeIssued { due, issued: paper.issued_on });
    }
    match &payment.means {
        Means::Transfer if paper.kind == Kind::Invoice && paper.from.account.is_none() => {
            found.push(Fault::Missing { what: "the account to pay into", rule: "BR-61" });
        }
        Means::Card { last_four: Some(digits) } if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            found.push(Fault::TooMuchOfCard);
        }
        Means::DirectDebit { iban: Some(iban), .. } => parties::iban(iban, found),
        _ => {}
    }
}
