//! Every fact a policy can ask about: its name, its kind, and what it means.
//!
//! Whoever calls [`judge`](crate::judge) fills in as many as it knows. A rule that asks for one nobody gave denies.

use document::Said;
use serde::Serialize;

/// What a fact is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Flag,
    Number,
    Text,
    Texts,
    Money,
    /// A text such as `2026-03-31`: a day where the company is.
    Date,
}

impl Kind {
    pub const ALL: [(&str, Self); 6] = [
        ("flag", Self::Flag),
        ("number", Self::Number),
        ("text", Self::Text),
        ("texts", Self::Texts),
        ("money", Self::Money),
        ("date", Self::Date),
    ];

    /// What it is called in documents.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One documented fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownFact {
    pub name: &'static str,
    pub kind: Kind,
    /// A phrase that can stand in a sentence: “the status of the order”. A flag's is a statement: “the order is paid in full”.
    pub meaning: Said,
}

/// The fact of this name.
pub fn known(name: &str) -> Option<&'static KnownFact> {
    FACTS.iter().find(|fact| fact.name == name)
}

macro_rules! facts {
    ($($name:literal $kind:ident $en:literal $es:literal $zh:literal)+) => {
        &[$(KnownFact { name: $name, kind: Kind::$kind, meaning: Said::new($en, $es, $zh) }),+]
    };
}

/// The table.
pub const FACTS: &[KnownFact] = facts! {
    "today" Date "today" "hoy" "今天"
    "brand" Text "the brand" "la marca" "品牌"
    "channel" Text "the channel the request came by" "el canal por el que llegó la petición" "请求来自的渠道"
    "conversation.category" Text "what the conversation is about" "el tema de la conversación" "会话主题"

    "action.amount" Money "the amount of this action" "el importe de esta acción" "本次操作的金额"
    "action.given" Money
        "what this action gives the customer for no goods"
        "lo que esta acción da al cliente sin mercancía a cambio"
        "本次操作无偿给予客户的金额"
    "action.reason" Text "the reason given" "el motivo indicado" "所给出的原因"
    "action.times_done" Number
        "how often this action was done on this order before"
        "cuántas veces se hizo ya esta acción en este pedido"
        "此前对该订单执行此操作的次数"

    "actor.role" Text "the role of who acts" "el rol de quien actúa" "操作人的角色"
    "actor.actions_today" Number
        "how often this person did this action today" "cuántas veces hizo hoy esta persona esta acción" "此人今天执行此操作的次数"
    "actor.amount_today" Money
        "the sum of this action by this person today" "la suma de esta acción por esta persona hoy" "此人今天此操作的金额合计"
    "actor.given_today" Money
        "what this person gave customers for no goods today, by whatever action"
        "lo que esta persona dio hoy a clientes sin mercancía a cambio, con cualquier acción"
        "此人今天通过各种操作无偿给予客户的金额"

    "customer.verified" Text "how the customer was verified" "cómo se verificó al cliente" "客户身份的核实方式"
    "customer.owns_order" Flag "the order belongs to this customer" "el pedido es de este cliente" "订单属于该客户"
    "customer.owns_account" Flag "the account belongs to this customer" "la cuenta es de este cliente" "账户属于该客户"
    "customer.country" Text "the country of the customer" "el país del cliente" "客户所在国家"
    "customer.tags" Texts "the tags of the customer" "las etiquetas del cliente" "客户的标签"
    "customer.since" Date "the day the customer first came" "el día en que llegó el cliente" "客户首次光顾的日期"
    "customer.refunds_last_year" Number
        "the customer's refunds in the last year" "los reembolsos del cliente en el último año" "客户过去一年的退款次数"

    "order.number" Text "the number of the order" "el número del pedido" "订单号"
    "order.status" Text "the status of the order" "el estado del pedido" "订单状态"
    "order.country" Text "the country the order goes to" "el país de destino del pedido" "订单送达国家"
    "order.total" Money "the total of the order" "el total del pedido" "订单总额"
    "order.paid" Money "what was paid for the order" "lo pagado por el pedido" "订单已付金额"
    "order.refunded" Money "what was refunded before" "lo reembolsado antes" "此前已退金额"
    "order.refundable" Money
        "what was paid and not refunded yet, by the method refunded to"
        "lo pagado y aún no reembolsado, por el método de reembolso"
        "退款方式下已付且尚未退还的金额"
    "order.paid_in_full" Flag "the order is paid in full" "el pedido está pagado por completo" "订单已全额付款"
    "order.placed_on" Date "the day of the order" "el día del pedido" "下单日期"
    "order.paid_on" Date "the day of the payment" "el día del pago" "付款日期"
    "order.shipped_on" Date "the day of the shipment" "el día del envío" "发货日期"
    "order.delivered_on" Date "the day of the delivery" "el día de la entrega" "送达日期"
    "order.invoiced_on" Date "the day of the invoice" "el día de la factura" "开票日期"

    "items.quantity" Number "the quantity" "la cantidad" "数量"
    "items.categories" Texts "the categories of the goods" "las categorías de los artículos" "商品类别"
    "items.conditions" Texts "the conditions of the goods" "los estados de los artículos" "商品状况"
    "items.skus" Texts "the article numbers of the goods" "las referencias de los artículos" "商品编号"
    "items.states" Texts "the states of the goods" "los estados de envío de los artículos" "商品的配送状态"
    "items.in_stock" Flag "the goods are in stock" "los artículos están en existencias" "商品有现货"
    "items.in_order" Flag "the goods belong to this order" "los artículos son de este pedido" "商品属于该订单"
    "items.already_returned" Flag
        "some of the goods were returned before" "parte de los artículos ya se devolvió" "部分商品此前已退回"

    "exchange.same_product" Flag
        "the new goods are the same product in another variant"
        "los artículos nuevos son el mismo producto en otra variante"
        "新商品是同一产品的其他款式"
    "exchange.difference" Money "the difference in price" "la diferencia de precio" "差价"
    "refund.target" Text "where the refund goes" "adónde va el reembolso" "退款去向"
    "return.status" Text "the state of the return" "el estado de la devolución" "退货状态"
    "payment.method" Text "the method of payment" "el método de pago" "付款方式"
    "payment.valid" Flag "the method of payment is valid" "el método de pago es válido" "付款方式有效"
    "payment.balance" Money
        "the balance of the gift card or store credit" "el saldo de la tarjeta regalo o del crédito" "礼品卡或店铺余额"
    "balance.kind" Text "what is given: a gift card or store credit" "lo que se da: tarjeta regalo o crédito" "给予的类型：礼品卡或店铺余额"
    "voucher.valid" Flag "the voucher is valid today" "el vale es válido hoy" "优惠券今天有效"
    "voucher.times_used" Number "how often the voucher was used" "cuántas veces se usó el vale" "优惠券已使用次数"

    "address.country" Text "the country of the new address" "el país de la nueva dirección" "新地址所在国家"
    "address.complete" Flag "the new address is complete" "la nueva dirección está completa" "新地址完整"
    "invoice.issued" Flag "an invoice was issued" "se emitió una factura" "已开具发票"
    "invoice.open" Money "what is still to be paid of the invoice" "lo que falta por pagar de la factura" "发票未付金额"
    "charge.kind" Text "the kind of charge" "el tipo de cargo" "费用类型"
    "charge.billed_on" Date "the day of the charge" "el día del cargo" "收费日期"
    "charge.tax_class" Text
        "the tax class of the charge"
        "la clase de impuesto del cargo"
        "费用的税类"
    "charge.waived_last_year" Number
        "fees waived for this customer in the last year"
        "cargos condonados a este cliente en el último año"
        "过去一年为该客户减免的次数"
    "account.status" Text "the state of the account" "el estado de la cuenta" "账户状态"
    "account.balance" Money "the balance of the account" "el saldo de la cuenta" "账户余额"
    "account.opened_on" Date "the day the account was opened" "el día en que se abrió la cuenta" "开户日期"
    "subscription.status" Text "the state of the subscription" "el estado de la suscripción" "订阅状态"
    "subscription.renews_on" Date "the day the subscription renews" "el día en que se renueva la suscripción" "订阅续期日期"
    "price.typed" Flag
        "the price was typed instead of taken from the catalogue"
        "el precio se escribió en lugar de tomarse del catálogo"
        "价格为手工输入，而非取自目录"
};

#[cfg(test)]
mod tests {
    use super::FACTS;
    use std::collections::BTreeSet;

    #[test]
    fn each_name_is_there_once_and_each_meaning_in_three_languages() {
        let names: BTreeSet<&str> = FACTS.iter().map(|fact| fact.name).collect();

        assert_eq!(names.len(), FACTS.len());
        for fact in FACTS {
            let meaning = fact.meaning;
            assert!(![meaning.en, meaning.es, meaning.zh].contains(&""), "{}", fact.name);
        }
    }
}
