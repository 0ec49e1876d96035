//! Which words meet and which do not, and that none is lost on the way while it is typed.

use super::*;
use proptest::prelude::*;

/// Each row is of one word.
const MEET: &[&[&str]] = &[
    &["invoice", "invoices", "invoiced", "invoicing"],
    &["descale", "descales", "descaled", "descaling"],
    &["shipment", "shipments"],
    &["kettle", "kettles"],
    &["refund", "refunds", "refunded", "refunding"],
    &["order", "orders", "ordered", "ordering"],
    &["ship", "ships", "shipped", "shipping"],
    &["stop", "stops", "stopped", "stopping"],
    &["cancel", "cancels", "cancelled", "cancelling", "canceled", "canceling"],
    &["fill", "fills", "filled", "filling"],
    &["miss", "misses", "missed", "missing"],
    &["company", "companies"],
    &["delivery", "deliveries"],
    &["battery", "batteries"],
    &["reply", "replies", "replied", "replying"],
    &["try", "tries", "tried", "trying"],
    &["movie", "movies"],
    &["delay", "delays", "delayed", "delaying"],
    &["key", "keys"],
    &["box", "boxes"],
    &["tax", "taxes"],
    &["dish", "dishes"],
    &["switch", "switches", "switched", "switching"],
    &["class", "classes"],
    &["address", "addresses", "addressed"],
    &["status", "statuses"],
    &["lens", "lenses"],
    &["bus", "buses"],
    &["potato", "potatoes"],
    &["house", "houses"],
    &["price", "prices", "priced", "pricing"],
    &["size", "sizes"],
    &["time", "times", "timed", "timing"],
    &["use", "uses", "used", "using"],
    &["charge", "charges", "charged", "charging"],
    &["handle", "handles", "handled", "handling"],
    &["solve", "solves", "solved", "solving"],
    &["issue", "issues", "issued", "issuing"],
    &["agree", "agrees", "agreed", "agreeing"],
    &["leak", "leaks", "leaked", "leaking"],
    &["heat", "heats", "heated", "heating"],
    &["type", "types", "typed", "typing"],
    &["add", "adds", "added", "adding"],
    &["fix", "fixes", "fixed", "fixing"],
    &["cup", "cups"],
    &["building", "buildings"],
    &["factura", "facturas"],
    &["hervidor", "hervidores"],
    &["tetera", "teteras"],
    &["pedido", "pedidos"],
    &["envio", "envios"],
    &["devolucion", "devoluciones"],
    &["direccion", "direcciones"],
    &["envase", "envases"],
    &["cliente", "clientes"],
    &["color", "colores"],
    &["flor", "flores"],
    &["ciudad", "ciudades"],
    &["pared", "paredes"],
    &["reloj", "relojes"],
    &["papel", "papeles"],
    &["plan", "planes"],
    &["pan", "panes"],
    &["mes", "meses"],
    &["gas", "gases"],
    &["red", "redes"],
    &["ley", "leyes"],
    &["luz", "luces"],
    &["vez", "veces"],
    &["lapiz", "lapices"],
    &["voz", "voces"],
    &["ingles", "ingleses"],
    &["interes", "intereses"],
    &["pais", "paises"],
    &["serie", "series"],
    &["casa", "casas"],
    &["caso", "casos"],
    &["pequeno", "pequenos"],
];

const APART: &[(&str, &str)] = &[
    ("news", "new"),
    ("caso", "casa"),
    ("casos", "casas"),
    ("cuenta", "cuento"),
    ("puerto", "puerta"),
    ("pago", "paga"),
    ("lunes", "luna"),
    ("lunes", "lun"),
    ("martes", "mart"),
    ("antes", "ant"),
    ("carlos", "carlo"),
    ("gracias", "gracia"),
    ("james", "jam"),
    ("jones", "jon"),
    ("torres", "torrent"),
    ("gas", "gasa"),
    ("bus", "busy"),
    ("bus", "bu"),
    ("status", "statu"),
    ("crisis", "crisi"),
    ("glass", "glas"),
    ("species", "spices"),
    ("wines", "win"),
    ("wine", "win"),
    ("cares", "car"),
    ("caring", "car"),
    ("tim", "time"),
    ("tim", "timing"),
    ("rate", "rat"),
    ("rating", "rat"),
    ("hoping", "hop"),
    ("hopping", "hope"),
    ("planed", "plan"),
    ("note", "not"),
    ("notes", "not"),
    ("noted", "not"),
    ("these", "the"),
    ("themes", "them"),
    ("clothes", "cloth"),
    ("prize", "price"),
    ("prizes", "price"),
    ("evening", "even"),
    ("wedding", "wed"),
    ("feed", "fee"),
    ("need", "nee"),
    ("speed", "spe"),
    ("pared", "par"),
    ("string", "str"),
    ("thing", "th"),
    ("being", "bee"),
    ("goods", "good"),
    ("missed", "mis"),
    ("calling", "cal"),
    ("doses", "dos"),
    ("loses", "los"),
    ("order", "ordenar"),
    ("universe", "university"),
    ("general", "generate"),
    ("policy", "police"),
    ("customer", "custom"),
];

fn meet(one: &str, other: &str) -> bool {
    forms(one).iter().any(|form| form == other)
}

/// Every two of a row, both ways.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_row = |row: &'static [&'static str]| row.iter().flat_map(move |one| row.iter().map(move |other| (*one, *other)));
    MEET.iter().flat_map(move |row| of_row(row)).filter(|(one, other)| one != other)
}

#[test]
fn forms_of_one_word_meet() {
    assert!(pairs().count() > 200);
    let apart: Vec<_> = pairs().filter(|(one, other)| !meet(one, other)).collect();
    assert!(apart.is_empty(), "{apart:?}");
}

#[test]
fn other_words_stay_apart() {
    assert!(APART.len() > 50);
    let met: Vec<_> = APART.iter().filter(|(one, other)| meet(one, other) || meet(other, one)).collect();
    assert!(met.is_empty(), "{met:?}");
}

#[test]
fn numbers_short_words_and_other_scripts_have_no_forms() {
    for word in ["", "a", "ab", "17", "ord17", "mp3s", "水壶", "заказы", "straße", "ord-17", "a@b", &"s".repeat(64)] {
        assert!(forms(word).is_empty() && forms_ahead(word).is_empty(), "{word}");
    }
}

#[test]
fn what_is_found_at_one_letter_is_found_at_the_next() {
    for (typed, sought) in pairs() {
        for end in 1..=typed.len() {
            let beginning = &typed[..end];
            let found =
                sought.starts_with(beginning) || meet(beginning, sought) || forms_ahead(beginning).iter().any(|form| form == sought);
            assert!(found, "{sought} at {beginning}, on the way to {typed}");
        }
    }
}

proptest! {
    #[test]
    fn a_form_of_a_word_has_the_word_as_a_form(word in "[a-z]{2,6}(e|y|z|ll|tt|)(s|es|ies|ces|ed|ied|ing|)") {
        for form in forms(&word) {
            prop_assert!(meet(&form, &word), "{word} has {form}");
        }
        prop_assert!(!forms(&word).contains(&word));
    }
}
