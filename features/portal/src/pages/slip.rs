//! The slip that goes into the parcel of a return: its number large, what is in it, where it goes.

use super::frame::Face;
use super::known::Known;
use super::words::address;
use crate::theirs;
use crate::told::{Told, need};
use axum::extract::{Path, State};
use db::Trouble;
use orders::address::Address;
use orders::returns::{self, Return, ReturnId, ReturnState};
use orders::unit;
use orders::{Order, brand};
use web::{Markup, Problem, Site, Visitor, html};

struct Slip {
    order: theirs::Theirs<Order>,
    found: theirs::Theirs<Return>,
    pieces: Vec<String>,
    to: Address,
    face: Face,
}

pub(super) async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path((number, id)): Path<(String, i64)>,
) -> Result<Markup, Problem> {
    let asker = known.clone();
    let slip = site
        .db()
        .read(move |tx| {
            let order = theirs::order(tx, asker.customer, &number)?;
            need(Told::of(tx, &order, &asker)?.contents)?;
            let found = theirs::return_of(tx, &order, ReturnId(id))?;
            let back: Vec<_> = returns::units(tx, found.id)?.into_iter().map(|one| one.unit).collect();
            let units = unit::of(tx, order.id)?.into_iter().filter(|unit| back.contains(&unit.id));
            let pieces = units.map(|unit| Ok(format!("{} · {}", unit.name, unit.sku))).collect::<Result<_, Trouble>>()?;
            let brand = brand::find(tx, order.brand)?;
            let to = brand::entity(tx, brand.legal_entity)?.address()?;
            Ok(Slip { face: Face::of(tx, order.brand)?, order, found, pieces, to })
        })
        .await?;
    Ok(slip.face.draw(&visitor, Some(&known), &visitor.t().say("portal-slip"), &draw(&visitor, &slip)))
}

fn draw(visitor: &Visitor, slip: &Slip) -> Markup {
    let t = visitor.t();
    html! {
        p.no-print { a href=(address(&slip.order.number)) { (t.say_with("portal-back-to", &[("number", &slip.order.number)])) } }
        header { h1 { (t.say("portal-slip")) } p { (t.say(if slip.found.state == ReturnState::Expected { "portal-slip-lead" } else { "portal-slip-over" })) } }
        section.card { div.body.stack {
            p.slip-number { (slip.found.number) }
            p { (t.say_with("portal-order-numbered", &[("number", &slip.order.number)])) }
            ul { @for piece in &slip.pieces { li { (piece) } } }
            h2 { (t.say("portal-slip-to")) }
            p.slip { (lines(&slip.to).join("\n")) }
        } }
    }
}

/// An address as it stands on a parcel.
pub(super) fn lines(address: &Address) -> Vec<String> {
    let town = format!("{} {}", address.postcode, address.city);
    [&address.name, &address.line1, &address.line2, &town, &address.region, &address.country]
        .into_iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}
