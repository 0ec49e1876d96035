//! Invoices, receipts and credit notes: numbered without a gap per legal entity and kind, and never changed once issued.
//!
//! A paper's contents are frozen as JSON together with their SHA-256; whoever draws it (PDF, UBL) draws [`Contents`] and
//! nothing else, so that a copy printed in ten years says the same. The number is taken in the transaction that writes
//! the paper: if that is undone, the number is free again.
//!
//! An invoice takes up the bill entries that no paper has taken up yet. After that, whatever changes the bill is followed
//! by a credit note for what went down and a further invoice for what went up: invoices less credit notes is the bill.

mod contents;

pub use contents::{Contents, PaperLine, Party, PaymentLine, TaxLine};

use crate::bill::{self, BillOf, ChargeId, Entry, EntryId};
use crate::brand::LegalEntityId;
use crate::order::{Order, OrderId};
use crate::stored::{read, written};
use crate::{Event, brand};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money, sha256_hex};

db::id!(
    /// A paper's key.
    PaperId
);

db::words!(
    /// The kinds of papers, each with a series of its own.
    PaperKind { Invoice = "invoice", CreditNote = "credit_note", Receipt = "receipt" }
);

impl PaperKind {
    const fn letter(self) -> &'static str {
        match self {
            Self::Invoice => "I",
            Self::CreditNote => "C",
            Self::Receipt => "R",
        }
    }
}

/// A paper as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Paper {
    pub id: PaperId,
    pub legal_entity: LegalEntityId,
    pub kind: PaperKind,
    pub sequence: i64,
    pub number: String,
    pub order: Option<OrderId>,
    pub charge: Option<ChargeId>,
    pub customer: CustomerId,
    /// The invoice a credit note corrects.
    pub corrects: Option<PaperId>,
    pub language: String,
    pub currency: Currency,
    net_minor: i64,
    tax_minor: i64,
    gross_minor: i64,
    contents_json: String,
    pub sha256: String,
    pub issued_at: Moment,
    /// The logo as it was when the paper was issued; read with a single paper, left out of lists.
    logo_base64: Option<String>,
}

impl Paper {
    /// The brand's logo, if there was one.
    pub(crate) fn logo(&self) -> Option<Vec<u8>> {
        self.logo_base64.as_ref().and_then(|text| STANDARD.decode(text).ok())
    }

    /// The total with tax; positive on credit notes too.
    pub const fn gross(&self) -> Money {
        Money::new(self.gross_minor, self.currency)
    }

    pub const fn net(&self) -> Money {
        Money::new(self.net_minor, self.currency)
    }

    pub const fn tax(&self) -> Money {
        Money::new(self.tax_minor, self.currency)
    }

    /// What it says. A row somebody tampered with is a [`Trouble::Shape`], not a paper.
    pub fn contents(&self) -> Result<Contents, Trouble> {
        if sha256_hex(self.contents_json.as_bytes()) != self.sha256 {
            return Err(Trouble::Shape(format!("paper {}: its contents are not those that were issued", self.number)));
        }
        read("paper", &self.contents_json)
    }
}

/// The paper with this key.
pub fn find(tx: &mut Tx<'_>, id: PaperId) -> Result<Paper, Trouble> {
    sql(
        "SELECT p.id, p.legal_entity_id, p.kind, p.sequence, p.number, p.order_id, p.charge_id, p.customer_id, p.corrects_id, p.language,
                p.currency, p.net_minor, p.tax_minor, p.gross_minor, p.contents, p.sha256, p.issued_at, l.base64
           FROM paper p LEFT JOIN logo l ON l.sha256 = p.logo WHERE p.id = $1",
    )
    .with(id)
    .only(tx, "paper")
}

/// The papers of a bill, oldest first.
pub fn of(tx: &mut Tx<'_>, of: BillOf) -> Result<Vec<Paper>, Trouble> {
    match of {
        BillOf::Order(id) => sql(
            "SELECT id, legal_entity_id, kind, sequence, number, order_id, charge_id, customer_id, corrects_id, language, currency,
                    net_minor, tax_minor, gross_minor, contents, sha256, issued_at, CAST(NULL AS TEXT)
               FROM paper WHERE order_id = $1 ORDER BY id",
        )
        .with(id)
        .all(tx),
        BillOf::Charge(id) => sql(
            "SELECT id, legal_entity_id, kind, sequence, number, order_id, charge_id, customer_id, corrects_id, language, currency,
                    net_minor, tax_minor, gross_minor, contents, sha256, issued_at, CAST(NULL AS TEXT)
               FROM paper WHERE charge_id = $1 ORDER BY id",
        )
        .with(id)
        .all(tx),
    }
}

/// A customer's papers, the newest first, page by page.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, before: Option<PaperId>, most: i64) -> Result<Vec<Paper>, Trouble> {
    sql(
        "SELECT id, legal_entity_id, kind, sequence, number, order_id, charge_id, customer_id, corrects_id, language, currency,
                net_minor, tax_minor, gross_minor, contents, sha256, issued_at, CAST(NULL AS TEXT)
           FROM paper WHERE customer_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
    )
    .with(customer)
    .with(before.map_or(i64::MAX, |id| id.0))
    .with(most)
    .all(tx)
}

/// Invoices an order that has no invoice yet and owes something.
pub(crate) fn invoice_if_none(work: &mut Work<'_>, order: &Order) -> Result<(), Trouble> {
    let has_one = of(work, BillOf::Order(order.id))?.iter().any(|paper| paper.kind == PaperKind::Invoice);
    if has_one {
        return Ok(());
    }
    let open = open_entries(work, BillOf::Order(order.id))?;
    if bill::total(order.currency, &open)?.gross.is_positive() {
        issue(work, &Subject::of_order(order), PaperKind::Invoice, &open, None)?;
    }
    Ok(())
}

/// After a change of the bill: if it was invoiced before, what went down is credited and what went up is invoiced.
pub(crate) fn keep_up(work: &mut Work<'_>, subject: &Subject, action: Option<i64>) -> Result<Vec<PaperId>, Trouble> {
    let issued = of(work, subject.bill)?;
    let Some(first) = issued.iter().find(|paper| paper.kind == PaperKind::Invoice) else {
        return Ok(Vec::new());
    };
    let corrects = first.id;
    let (down, up): (Vec<Entry>, Vec<Entry>) =
        open_entries(work, subject.bill)?.into_iter().partition(|entry| entry.amount().gross.is_negative());
    let mut papers = Vec::new();
    if !down.is_empty() {
        let subject = Subject { corrects: Some(corrects), ..subject.clone() };
        papers.push(issue(work, &subject, PaperKind::CreditNote, &down, action)?);
    }
    if !up.is_empty() {
        papers.push(issue(work, subject, PaperKind::Invoice, &up, action)?);
    }
    Ok(papers)
}

/// Entries no paper has taken up.
pub(crate) fn open_entries(tx: &mut Tx<'_>, of: BillOf) -> Result<Vec<Entry>, Trouble> {
    Ok(bill::of(tx, of)?.into_iter().filter(|entry| entry.paper.is_none()).collect())
}

/// Whom a paper is for and what it is about.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub bill: BillOf,
    pub customer: CustomerId,
    pub brand: brand::BrandId,
    pub currency: Currency,
    pub corrects: Option<PaperId>,
}

impl Subject {
    pub(crate) const fn of_order(order: &Order) -> Self {
        Self {
            bill: BillOf::Order(order.id),
            customer: order.customer,
            brand: order.brand,
            currency: order.currency,
            corrects: None,
        }
    }
}

/// Issues a paper over these entries: number, contents, and the entries marked as taken up. A receipt takes up none.
pub(crate) fn issue(
    work: &mut Work<'_>,
    subject: &Subject,
    kind: PaperKind,
    entries: &[Entry],
    action: Option<i64>,
) -> Result<PaperId, Trouble> {
    let brand = brand::find(work, subject.brand)?;
    let entity = brand::entity(work, brand.legal_entity)?;
    let sequence = next_in_series(work, entity.id, kind)?;
    let number = format!("{}-{}{sequence:06}", entity.code, kind.letter());
    let contents = contents::frozen(work, subject, kind, &number, entries)?;
    let text = written(&contents)?;
    let (now, (order, charge)) = (work.now, subject.bill.columns());
    let id: PaperId = sql(
        "INSERT INTO paper (legal_entity_id, kind, sequence, number, order_id, charge_id, customer_id, corrects_id, language, currency,
                            net_minor, tax_minor, gross_minor, contents, sha256, issued_at, action_id, logo)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id",
    )
    .with(entity.id)
    .with(kind)
    .with(sequence)
    .with(&number)
    .with(order)
    .with(charge)
    .with(subject.customer)
    .with(subject.corrects)
    .with(&contents.language)
    .with(subject.currency)
    .with(contents.net.minor)
    .with(contents.tax.minor)
    .with(contents.gross.minor)
    .with(&text)
    .with(sha256_hex(text.as_bytes()))
    .with(now)
    .with(action)
    .with(&contents.look.logo)
    .only(work, "paper")?;
    seal(work, id)?;
    if kind != PaperKind::Receipt {
        for entry in entries {
            taken_up(work, entry.id, id)?;
        }
    }
    work.record(&Event::PaperIssued {
        customer: subject.customer.0,
        order,
        paper: id.0,
        what: kind.word().into(),
        number,
    })?;
    Ok(id)
}

/// From here on the database itself refuses to change the paper's number, amounts or hash, and to remove it.
fn seal(work: &mut Work<'_>, id: PaperId) -> Result<(), Trouble> {
    sql(
        "INSERT INTO paper_seal (paper_id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256)
         SELECT id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256 FROM paper WHERE id = $1",
    )
    .with(id)
    .run(work)?;
    Ok(())
}

fn taken_up(work: &mut Work<'_>, entry: EntryId, paper: PaperId) -> Result<(), Trouble> {
    sql("UPDATE bill_entry SET paper_id = $2 WHERE id = $1 AND paper_id IS NULL")
        .with(entry)
        .with(paper)
        .run(work)?;
    Ok(())
}

/// The next number of a series; two papers at once wait for each other here.
fn next_in_series(work: &mut Work<'_>, entity: LegalEntityId, kind: PaperKind) -> Result<i64, Trouble> {
    sql("INSERT INTO paper_series (legal_entity_id, kind, last) VALUES ($1, $2, 1)
         ON CONFLICT (legal_entity_id, kind) DO UPDATE SET last = paper_series.last + 1
         RETURNING last")
    .with(entity)
    .with(kind)
    .only(work, "paper series")
}
