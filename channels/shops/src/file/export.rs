//! Out of the house as CSV, in the columns an import reads. Text that a spreadsheet would run is marked as text (attack 38).

use super::FileKind;
use customers::CustomerId;
use db::{Database, FromRow, Trouble, Tx, sql};
use kit::formula::harmless;
use orders::bill::{self, BillOf};
use orders::payments::{self, PaymentKind};
use orders::{OrderId, orders as shelf, unit};

/// Rows read in one go.
const STEP: i64 = 500;

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    pub rows: u64,
}

/// Writes all of a kind to `to`, in steps, so that a large house fits in memory.
pub async fn export(db: &Database, kind: FileKind, to: &mut (dyn std::io::Write + Send)) -> Result<Exported, Trouble> {
    let mut out = csv::Writer::from_writer(to);
    let unwritten = |e: csv::Error| Trouble::Unavailable(format!("the file could not be written: {e}"));
    out.write_record(head(kind)).map_err(unwritten)?;
    let (mut after, mut rows) = (0_i64, 0_u64);
    loop {
        let step = db.read(move |tx| page(tx, kind, after)).await?;
        let Some(last) = step.last().map(|(id, _)| *id) else { break };
        for row in step.into_iter().flat_map(|(_, rows)| rows) {
            out.write_record(row).map_err(unwritten)?;
            rows += 1;
        }
        after = last;
    }
    out.flush().map_err(|e| unwritten(e.into()))?;
    Ok(Exported { rows })
}

type Rows = Vec<(i64, Vec<Vec<String>>)>;

const fn head(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Customers => &["email", "name"],
        FileKind::Products => &["code", "name", "sku", "options", "price", "currency", "tax_class", "category", "available"],
        FileKind::Orders => &[
            "number",
            "placed_at",
            "email",
            "name",
            "currency",
            "sku",
            "item",
            "quantity",
            "price",
            "discount",
            "tax",
            "tax_rate",
            "total",
            "paid",
            "refunded",
            "prices_include_tax",
            "state",
            "ship_name",
            "ship_line1",
            "ship_line2",
            "ship_postcode",
            "ship_city",
            "ship_region",
            "ship_country",
        ],
    }
}

fn page(tx: &mut Tx<'_>, kind: FileKind, after: i64) -> Result<Rows, Trouble> {
    match kind {
        FileKind::Customers => customers(tx, after),
        FileKind::Products => products(tx, after),
        FileKind::Orders => orders(tx, after),
    }
}

fn customers(tx: &mut Tx<'_>, after: i64) -> Result<Rows, Trouble> {
    let found: Vec<(i64, String, String)> =
        sql("SELECT i.id, i.value, c.name FROM customer_identity i JOIN customer c ON c.id = i.customer_id
          WHERE i.kind = 'email' AND i.id > $1 ORDER BY i.id LIMIT $2")
        .with(after)
        .with(STEP)
        .all(tx)?;
    Ok(found
        .into_iter()
        .map(|(id, email, name)| (id, vec![vec![harmless(&email), harmless(&name)]]))
        .collect())
}

#[derive(FromRow)]
struct Variant {
    id: i64,
    code: String,
    name: String,
    sku: String,
    options: String,
    minor: Option<i64>,
    currency: Option<String>,
    class: String,
    category: String,
    available: bool,
}

fn products(tx: &mut Tx<'_>, after: i64) -> Result<Rows, Trouble> {
    let found: Vec<Variant> =
        sql("SELECT v.id, p.code, p.name, v.sku, v.options, r.minor, r.currency, v.tax_class, p.category, v.is_available
           FROM variant v JOIN product p ON p.id = v.product_id LEFT JOIN variant_price r ON r.variant_id = v.id
          WHERE v.id IN (SELECT id FROM variant WHERE id > $1 ORDER BY id LIMIT $2) ORDER BY v.id, r.currency")
        .with(after)
        .with(STEP)
        .all(tx)?;
    let row = |one: Variant| -> Result<(i64, Vec<Vec<String>>), Trouble> {
        let Variant { id, code, name, sku, options, minor, currency, class, category, available } = one;
        let options: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&options).map_err(|e| Trouble::Shape(format!("variant {id}: {e}")))?;
        let options: Vec<String> = options.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let price = match (minor, currency.as_deref().map(kit::Currency::parse)) {
            (Some(minor), Some(Ok(currency))) => kit::Money::new(minor, currency).plain(),
            _ => String::new(),
        };
        let yes = if available { "yes" } else { "no" };
        let cells = [code, name, sku, options.join("; ")].map(|cell| harmless(&cell));
        let rest = [price, currency.unwrap_or_default(), harmless(&class), harmless(&category), yes.to_owned()];
        Ok((id, vec![cells.into_iter().chain(rest).collect()]))
    };
    found.into_iter().map(row).collect()
}

fn orders(tx: &mut Tx<'_>, after: i64) -> Result<Rows, Trouble> {
    let ids: Vec<OrderId> = sql("SELECT id FROM sales_order WHERE id > $1 ORDER BY id LIMIT $2")
        .with(after)
        .with(STEP)
        .all(tx)?;
    ids.into_iter().map(|id| Ok((id.0, lines(tx, id)?))).collect()
}

/// A row for each piece: the same variant twice is two, as in the books.
fn lines(tx: &mut Tx<'_>, id: OrderId) -> Result<Vec<Vec<String>>, Trouble> {
    let order = shelf::find(tx, id)?;
    let name = ::customers::name_of(tx, CustomerId(order.customer.0))?;
    let ship_to = order.ship_to()?;
    let refunds = payments::of(tx, BillOf::Order(id))?
        .into_iter()
        .filter(|line| line.kind == PaymentKind::Refund && line.holds());
    let refunded = kit::money::total(order.currency, refunds.map(|line| line.amount())).map_err(|e| Trouble::Shape(e.to_string()))?;
    let captured = order.paid().plus(refunded).map_err(|e| Trouble::Shape(e.to_string()))?;
    let total = order.total().plus(refunded).map_err(|e| Trouble::Shape(e.to_string()))?;
    let entries = bill::of(tx, BillOf::Order(id))?;
    let mut rows = Vec::new();
    for unit in unit::of(tx, id)? {
        let own = bill::of_unit(order.currency, &entries, unit.id)?;
        let rate = entries
            .iter()
            .find(|entry| entry.unit == Some(unit.id))
            .map(bill::Entry::rate)
            .transpose()?
            .unwrap_or_default();
        let text = [&order.number, &order.placed_at.rfc3339(), &order.email, &name].map(|cell| harmless(cell));
        let item = [&unit.sku, &unit.name].map(|cell| harmless(cell));
        let sold = entries
            .iter()
            .filter(|entry| entry.unit == Some(unit.id) && entry.kind == bill::EntryKind::Discount);
        let off = sold.map(|entry| if order.prices_include_tax { entry.amount().gross } else { entry.amount().net });
        let off = kit::money::total(order.currency, off).map_err(|e| Trouble::Shape(e.to_string()))?;
        let amounts = [
            "1".to_owned(),
            kit::Money::new(unit.price_minor, order.currency).plain(),
            kit::Money::new(off.minor.abs(), order.currency).plain(),
            own.tax.plain(),
            rate.to_string(),
            total.plain(),
            captured.plain(),
            refunded.plain(),
            if order.prices_include_tax { "yes" } else { "no" }.to_owned(),
            state(order.status).to_owned(),
        ];
        let home = [
            &ship_to.name,
            &ship_to.line1,
            &ship_to.line2,
            &ship_to.postcode,
            &ship_to.city,
            &ship_to.region,
            &ship_to.country,
        ];
        let mut row: Vec<String> = text.into();
        row.push(order.currency.code().to_owned());
        row.extend(item);
        row.extend(amounts);
        row.extend(home.map(|cell| harmless(cell)));
        rows.push(row);
    }
    Ok(rows)
}

const fn state(status: orders::OrderStatus) -> &'static str {
    use orders::OrderStatus::{Cancelled, Delivered, PartlyShipped, Placed, Returned, Shipped};
    match status {
        Placed => "placed",
        PartlyShipped | Shipped => "shipped",
        Delivered | Returned => "delivered",
        Cancelled => "cancelled",
    }
}
