//! What the words around a number say it is: a card, or something else that has a number too.
//!
//! The nearest word counts, before the number first. A word is used up by the number it stands before: in “order 4711, card 4111…” the
//! second number is no order. In a list (“orders 1, 2 and 3”) it goes on.

use crate::glyphs::Glyph;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Card,
    Other,
    None,
}

/// How far words are looked for before and behind a number.
const BEFORE: usize = 48;
const BEHIND: usize = 24;
/// How far back an address is looked for.
const LONGEST_ADDRESS: usize = 2_000;
/// How far “right before” is.
const CLOSE: usize = 14;
/// From this length on digits are a number of their own and not part of a name such as “visa 2”.
const A_NUMBER: usize = 4;

const CARD: &[&str] = &[
    "card",
    "cards",
    "cc",
    "visa",
    "mastercard",
    "amex",
    "american",
    "discover",
    "diners",
    "jcb",
    "unionpay",
    "maestro",
    "debit",
    "credit",
    "pan",
    "pay",
    "paid",
    "paying",
    "payment",
    "charge",
    "charged",
    "refund",
    "with",
    "using",
    "use",
    "tarjeta",
    "tarjetas",
    "tarj",
    "credito",
    "debito",
    "pagar",
    "pague",
    "pago",
    "pagado",
    "cobrar",
    "cobrad",
    "cobro",
    "cargar",
    "cargo",
    "cargad",
    "con",
    "usando",
    "usar",
    "use",
    "reembolso",
    "reembolsar",
];

const OTHER: &[&str] = &[
    "order",
    "orders",
    "ordernumber",
    "tracking",
    "track",
    "trackingnumber",
    "shipment",
    "shipping",
    "parcel",
    "package",
    "waybill",
    "awb",
    "consignment",
    "delivery",
    "courier",
    "label",
    "invoice",
    "receipt",
    "reference",
    "ref",
    "ticket",
    "case",
    "rma",
    "serial",
    "imei",
    "gtin",
    "ean",
    "upc",
    "isbn",
    "sku",
    "barcode",
    "article",
    "item",
    "items",
    "product",
    "transaction",
    "confirmation",
    "customer",
    "account",
    "booking",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "fax",
    "voucher",
    "po",
    "return",
    "fedex",
    "ups",
    "usps",
    "dhl",
    "correos",
    "pedido",
    "pedidos",
    "orden",
    "ordenes",
    "compra",
    "seguimiento",
    "envio",
    "envios",
    "guia",
    "rastreo",
    "localizador",
    "paquete",
    "paquetes",
    "albaran",
    "factura",
    "recibo",
    "referencia",
    "serie",
    "barras",
    "articulo",
    "producto",
    "transaccion",
    "operacion",
    "reserva",
    "cliente",
    "cuenta",
    "telefono",
    "movil",
    "expediente",
    "incidencia",
    "devolucion",
    "mensajeria",
    "entrega",
    "seur",
    "mrw",
    "gls",
    "nacex",
    "tnt",
    "carrier",
    "transportista",
];

/// Words of Chinese, which has no blanks between them.
const CARD_SIGNS: &[&str] = &[
    "卡号",
    "卡號",
    "信用卡",
    "银行卡",
    "銀行卡",
    "借记卡",
    "储蓄卡",
    "卡",
    "银联",
    "銀聯",
    "支付",
    "付款",
    "扣款",
    "刷",
    "用",
];

const OTHER_SIGNS: &[&str] = &[
    "订单",
    "訂單",
    "单号",
    "單號",
    "运单",
    "運單",
    "快递",
    "快遞",
    "物流",
    "追踪",
    "追蹤",
    "跟踪",
    "包裹",
    "发票",
    "發票",
    "编号",
    "編號",
    "流水",
    "条码",
    "條碼",
    "商品",
    "序列号",
    "货号",
    "电话",
    "電話",
    "手机",
    "手機",
    "账号",
    "客户",
    "用户",
    "退货",
    "顺丰",
    "順豐",
    "邮件",
    "交易",
];

/// What the number between these places is said to be.
pub(crate) fn around(glyphs: &[Glyph], from: usize, to: usize) -> Label {
    match before(glyphs, from) {
        Label::None => behind(glyphs, to),
        said => said,
    }
}

/// What the words before a number say.
pub(crate) fn before(glyphs: &[Glyph], from: usize) -> Label {
    let text = words(&glyphs[from.saturating_sub(BEFORE)..from]);
    nearest(&text[unused(&text, digits_at(glyphs, from))..], true)
}

/// Whether the number is called something else right before it.
pub(crate) fn is_called_otherwise(glyphs: &[Glyph], from: usize) -> bool {
    nearest(&words(&glyphs[from.saturating_sub(CLOSE)..from]), true) == Label::Other
}

fn digits_at(glyphs: &[Glyph], from: usize) -> usize {
    // Compared with a number that stands within `BEFORE`: what is longer is as unlike.
    glyphs[from..].iter().take(2 * BEFORE).take_while(|glyph| glyph.ch.is_ascii_digit()).count()
}

fn behind(glyphs: &[Glyph], to: usize) -> Label {
    let text = words(&glyphs[to..glyphs.len().min(to + BEHIND)]);
    let end = text
        .find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ';' | '\n' | '。' | '；'))
        .unwrap_or(text.len());
    nearest(&text[..end], false)
}

/// Whether the letters right before this place are a word for a card.
pub(crate) fn ends_with_card_word(glyphs: &[Glyph], from: usize) -> bool {
    let text = words(&glyphs[from.saturating_sub(16)..from]);
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    CARD.contains(&word) || matches!(word, "no" | "nr" | "num" | "numero" | "number")
}

/// Whether one of these words stands shortly before the place, not used up by another number.
pub(crate) fn is_named(glyphs: &[Glyph], from: usize, names: &[&str]) -> bool {
    let text = words(&glyphs[from.saturating_sub(BEFORE)..from]);
    let text = &text[unused(&text, digits_at(glyphs, from))..];
    names.iter().any(|name| last(text, name, name.is_ascii(), true).is_some())
}

/// Whether the place is within the address of a page, where long numbers are names of things.
pub(crate) fn in_an_address(glyphs: &[Glyph], from: usize) -> bool {
    // No farther back, or a text without blanks is walked through for each of its numbers.
    let near = &glyphs[from.saturating_sub(LONGEST_ADDRESS)..from];
    let start = near
        .iter()
        .rposition(|glyph| glyph.ch.is_whitespace() || matches!(glyph.ch, '<' | '"' | '\''))
        .map_or(0, |at| at + 1);
    let text = words(&near[start..]);
    text.contains("://") || text.starts_with("www.") || text.contains("=") && text.contains('/')
}

fn words(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// Where what another number has not used up begins: behind it, unless the one of `digits` digits only goes on with a list of its like.
fn unused(text: &str, digits: usize) -> usize {
    let bytes = text.as_bytes();
    let Some(end) = bytes.iter().rposition(u8::is_ascii_digit).map(|at| at + 1) else {
        return 0;
    };
    let length = bytes[..end]
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'*' | b' ' | b'-'))
        .filter(|b| b.is_ascii_digit())
        .count();
    let between = text[end..].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '/'));
    let joins = matches!(between, "" | "and" | "or" | "y" | "e" | "o" | "和" | "及" | "与" | "或" | "&" | "+");
    if length < A_NUMBER || (joins && length.abs_diff(digits) < 3) { 0 } else { end }
}

/// The label of the word nearest to the number, which stands at the end (or, if not `at_end`, at the start).
fn nearest(text: &str, at_end: bool) -> Label {
    let best = |lists: [(&[&str], bool); 2]| {
        let places = lists
            .into_iter()
            .flat_map(|(list, blanks)| list.iter().filter_map(move |word| last(text, word, blanks, at_end)));
        if at_end { places.max() } else { places.min() }
    };
    let (card, other) = (best([(CARD, true), (CARD_SIGNS, false)]), best([(OTHER, true), (OTHER_SIGNS, false)]));
    match (card, other) {
        (None, None) => Label::None,
        (Some(_), None) => Label::Card,
        (None, Some(_)) => Label::Other,
        (Some(card), Some(other)) => {
            let card_is_nearer = if at_end { card > other } else { card < other };
            if card_is_nearer { Label::Card } else { Label::Other }
        }
    }
}

/// Where the word ends that is nearest to the number (where it begins, if the number stands before it).
fn last(text: &str, word: &str, is_a_word: bool, at_end: bool) -> Option<usize> {
    let stands_alone = |at: usize| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !is_a_word || (!before.is_some_and(|c| c.is_ascii_alphabetic()) && !behind.is_some_and(|c| c.is_ascii_alphabetic()))
    };
    if at_end {
        text.rmatch_indices(word).map(|(at, _)| at).find(|at| stands_alone(*at)).map(|at| at + word.len())
    } else {
        text.match_indices(word).map(|(at, _)| at).find(|at| stands_alone(*at))
    }
}
