//! What the order desk prints, before the judge who did not write it: the published schemas and rules of EN 16931 and
//! validators of PDF/A and PDF/UA, run by `tests/papers/judge.py` with the Python that `FRONTLINE_TEST_JUDGE` names.

use crate::papers::{charged, issued, paid_of, words};
use crate::services::Open;
use crate::stage::{Shop, eur, pay, wanted};
use db::Trouble;
use orders::action::{AdjustCharge, Credit, InvoiceCharge, IssueReceipt, PlaceOrder, RefundWhat};
use orders::bill::BillOf;
use orders::papers::{self, Paper, PaperKind};
use orders::returns::RefundTo;
use orders::tax_class::{self, TaxCategory};
use orders::{Request, brand, printing, vat_number};
use std::path::Path;
use std::process::Command;
use testkit::both_databases;

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/papers/judge.py");

/// Eight by eight pixels of one colour.
const LOGO: &[u8] = include_bytes!("../pictures/logo.png");

async fn chooses_a_look(shop: &Shop, logo: &'static [u8]) {
    shop.works(shop.ben, move |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(Trouble::NotFound("brand"))?;
        brand::set_look(work, &kettle, "#C02020", "Thank you for boiling with us", Some(logo))
    })
    .await;
}

/// How many pictures are in a file.
fn pictures_in(pdf: &[u8]) -> usize {
    let is_one = |window: &&[u8]| *window == b"/Subtype /Image" || window.starts_with(b"/Subtype/Image");
    pdf.windows(15).filter(is_one).count()
}

#[both_databases]
async fn papers_keep_the_look_they_were_issued_with(shop: Open) {
    let shop = shop.0;
    let plain = charged(&shop, "standard", 500).await;
    shop.does(shop.ana, Request::InvoiceCharge(InvoiceCharge { charge: plain })).await;
    chooses_a_look(&shop, LOGO).await;
    let dressed = charged(&shop, "standard", 500).await;
    shop.does(shop.ana, Request::InvoiceCharge(InvoiceCharge { charge: dressed })).await;
    chooses_a_look(&shop, b"").await;

    let plain = issued(&shop, BillOf::Charge(plain)).await.remove(0);
    let dressed = issued(&shop, BillOf::Charge(dressed)).await.remove(0);

    let look = dressed.contents().expect("whole").look;
    assert_eq!((look.colour.as_str(), look.footer.as_str()), ("#c02020", "Thank you for boiling with us"));
    assert_eq!((look.logo.len(), plain.contents().expect("whole").look), (64, brand::Look::default()));
    let (plain, dressed) = (printing::pdf(&plain).expect("printable"), printing::pdf(&dressed).expect("printable"));
    assert_eq!((pictures_in(&plain), pictures_in(&dressed) > 0), (0, true), "the logo is on the one and not on the other");
    let refused = shop.refusal(shop.ben, |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(Trouble::NotFound("brand"))?;
        brand::set_look(work, &kettle, "red", "", None)
    });
    assert_eq!(refused.await, "orders-colour-unfit");
    let refused = shop.refusal(shop.ben, |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(Trouble::NotFound("brand"))?;
        brand::set_look(work, &kettle, "", "", Some(b"\x89PNG\r\n\x1a\nbroken"))
    });
    assert_eq!(refused.await, "orders-logo-unfit");
}

/// One of each thing the order desk issues: an order invoiced, paid, credited; a charge adjusted; taxes of every category.
async fn a_year_of_business(shop: &Shop) {
    chooses_a_look(shop, LOGO).await;
    let mia = shop.mia;
    shop.works(shop.ben, move |work| {
        tax_class::describe(work, "abroad", TaxCategory::ReverseCharge, None)?;
        tax_class::describe(work, "medical", TaxCategory::Exempt, Some(&words("Medical treatment, § 4 no. 14 UStG")))?;
        tax_class::describe(work, "export", TaxCategory::Export, None)?;
        tax_class::describe(work, "union", TaxCategory::IntraCommunity, None)?;
        tax_class::describe(work, "nothing", TaxCategory::Zero, None)?;
        vat_number::set(work, mia, "ATU12345678")
    })
    .await;
    let lines = vec![wanted("KETTLE-RED", 3), wanted("LID", 7)];
    let placed = PlaceOrder { lines, voucher: None, ..shop.two_kettles_and_a_lid() };
    let order = shop.does(shop.ana, Request::PlaceOrder(placed)).await.outcome.order.expect("an order");
    shop.does(shop.ana, crate::stage::refund(order, RefundWhat::Amount { amount: eur(333) }, RefundTo::Original))
        .await;
    shop.arrives(order).await;
    shop.does(shop.ana, Request::Receipt(IssueReceipt { order })).await;
    let credit = Credit { order, amount: eur(777), reason: "scratch".into(), refund_to: RefundTo::Original };
    shop.does(shop.ana, Request::Credit(credit)).await;
    for class in ["standard", "reduced", "abroad", "medical", "export", "union", "nothing"] {
        let charge = charged(shop, class, 10_001).await;
        shop.does(shop.ana, paid_of(charge, orders::action::Pay { amount: Some(eur(4_000)), ..pay(shop.card) }))
            .await;
        shop.does(shop.ana, Request::InvoiceCharge(InvoiceCharge { charge })).await;
        let adjust = AdjustCharge { charge, amount: eur(-999), reason: "late".into(), pay: None };
        shop.does(shop.ana, Request::AdjustCharge(adjust)).await;
    }
}

fn keep(folder: &Path, paper: &Paper) {
    let write = |kind: &str, bytes: &[u8]| std::fs::write(folder.join(format!("{}.{kind}", paper.number)), bytes).expect("a file");
    write("pdf", &printing::pdf(paper).unwrap_or_else(|fault| panic!("{}: {fault}", paper.number)));
    if paper.kind != PaperKind::Receipt {
        write("cii.xml", printing::xml(paper).expect("the same").as_bytes());
        write("ubl.xml", printing::ubl(paper).expect("the same").as_bytes());
    }
}

#[both_databases]
async fn every_paper_of_the_order_desk_stands_before_the_judge(shop: Open) {
    let shop = shop.0;
    a_year_of_business(&shop).await;
    let mia = shop.mia;
    let keys: Vec<_> = shop
        .read(move |tx| papers::of_customer(tx, mia, None, 100))
        .await
        .into_iter()
        .map(|paper| paper.id)
        .collect();
    let all: Vec<Paper> = shop.read(move |tx| keys.into_iter().map(|id| papers::find(tx, id)).collect()).await;
    assert_eq!(all.len(), 3 + 7 * 2);
    let folder = tempfile::tempdir().expect("a folder");
    all.iter().for_each(|paper| keep(folder.path(), paper));
    let Some(python) = std::env::var_os("FRONTLINE_TEST_JUDGE").filter(|python| !python.is_empty()) else {
        eprintln!("left out: FRONTLINE_TEST_JUDGE names no Python; ./check installs one");
        return;
    };

    let verdict = Command::new(python).arg(JUDGE).arg(folder.path()).output().expect("the judge runs");

    let (faults, reason) = (String::from_utf8_lossy(&verdict.stdout), String::from_utf8_lossy(&verdict.stderr));
    assert!(verdict.status.success(), "{faults}\n{reason}");
}
