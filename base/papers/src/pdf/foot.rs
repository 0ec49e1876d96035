//! The foot of each page: who we are, whom to ask, where to pay, and which page it is. And the head of the later pages.

use super::layout::{LEFT, Layout, PAGE, RIGHT, Role};
use super::type_case::fitting;
use super::wrap::wrap;

const TOP: f32 = 762.0;
const LEADING: f32 = 9.6;
const COLUMN: f32 = (RIGHT - LEFT - 32.0) / 3.0;

pub(super) fn lay(layout: &mut Layout<'_>) {
    let columns = columns(layout);
    // The first page says it to everybody; on the others it is a repetition.
    let means = columns.each_ref().map(|_| Some(layout.means(Role::Paragraph, None)));
    let all = std::mem::take(&mut layout.pages);
    let count = all.len();
    for (index, page) in all.into_iter().enumerate() {
        layout.pages.push(page);
        foot(layout, &columns, if index == 0 { means } else { [None; 3] });
        number(layout, index + 1, count);
        if index > 0 {
            head(layout);
        }
    }
}

fn columns(layout: &Layout<'_>) -> [Vec<String>; 3] {
    let from = &layout.particulars().from;
    let company = [vec![from.name.clone()], super::letterhead::address(&from.address, None)].concat();
    let contact = &from.contact;
    let ask = [contact.name.clone(), contact.phone.clone(), contact.email.clone(), contact.website.clone()];
    let named = |key, id: &Option<String>| id.as_ref().map(|id| layout.say_with(key, &[("id", id)]));
    let numbers = [from.registration.clone(), named("papers-vat-id", &from.vat_id), named("papers-tax-number", &from.tax_number)];
    let law = numbers.into_iter().flatten().chain(super::summary::account(layout)).collect();
    [company, ask.into_iter().flatten().collect(), law]
}

fn foot(layout: &mut Layout<'_>, columns: &[Vec<String>; 3], means: [Option<usize>; 3]) {
    layout.hairline(TOP - 12.0);
    for (index, (texts, means)) in columns.iter().zip(means).enumerate() {
        let x = LEFT + index as f32 * (COLUMN + 16.0);
        let quiet = layout.quiet(7.0);
        let lines = texts.iter().flat_map(|text| wrap(text, quiet, COLUMN));
        for (row, line) in lines.take(6).enumerate() {
            let style = if index == 0 && row == 0 { layout.bold(7.0) } else { quiet };
            layout.text(x, TOP + row as f32 * LEADING, fitting(&line, style, COLUMN), &line, means);
        }
    }
}

fn number(layout: &mut Layout<'_>, page: usize, pages: usize) {
    let said = layout.say_with("papers-page", &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    layout.text_before(RIGHT, 120.0, PAGE.1 - 20.0, layout.quiet(7.0), &said, None);
    if let Some(footer) = &layout.particulars().brand.footer {
        let line = footer.replace('\n', " ");
        let style = fitting(&line, layout.branded(7.0), RIGHT - LEFT - 130.0);
        layout.text(LEFT, PAGE.1 - 20.0, style, &line, None);
    }
}

fn head(layout: &mut Layout<'_>) {
    let paper = layout.particulars();
    layout.area(0.0, 0.0, PAGE.0, 5.0, layout.brand_ink);
    let brand = fitting(&paper.brand.name, layout.branded(10.0), 200.0);
    layout.text(LEFT, 46.0, brand, &paper.brand.name, None);
    let title = format!("{} {} · {}", super::letterhead::title_of(layout), paper.number, layout.say("papers-continued"));
    layout.text_before(RIGHT, 260.0, 46.0, layout.quiet(8.5), &title, None);
}
