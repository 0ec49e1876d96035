//! The actions and disclosures every company has. A policy may add actions of its own, with a title.

use document::Said;

/// An action the product can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownAction {
    pub name: &'static str,
    pub title: Said,
}

macro_rules! names {
    ($($name:literal $en:literal $es:literal $zh:literal)+) => {
        &[$(KnownAction { name: $name, title: Said::new($en, $es, $zh) }),+]
    };
}

/// What can be done.
pub const ACTIONS: &[KnownAction] = names! {
    "place_order" "Place an order" "Hacer un pedido" "下单"
    "change_items" "Change the items of an order" "Cambiar los artículos de un pedido" "更改订单商品"
    "change_address" "Change the address of an order" "Cambiar la dirección de un pedido" "更改订单地址"
    "change_payment" "Change the payment of an order" "Cambiar el pago de un pedido" "更改订单付款方式"
    "change_shipping" "Change the shipping of an order" "Cambiar el envío de un pedido" "更改订单配送方式"
    "cancel" "Cancel an order" "Cancelar un pedido" "取消订单"
    "return" "Return goods" "Devolver artículos" "退货"
    "exchange" "Exchange goods" "Cambiar artículos" "换货"
    "refund" "Refund" "Reembolsar" "退款"
    "goodwill" "Refund as goodwill" "Reembolsar por cortesía" "善意退款"
    "resend" "Send again" "Volver a enviar" "重新寄送"
    "invoice" "Issue an invoice" "Emitir una factura" "开具发票"
    "credit" "Issue a credit note" "Emitir una nota de crédito" "开具贷项通知单"
    "adjust_bill" "Adjust a bill" "Ajustar una factura" "调整账单"
    "waive_fee" "Waive a fee" "Condonar un cargo" "减免费用"
    "apply_voucher" "Apply a voucher" "Aplicar un vale" "使用优惠券"
    "add_charge" "Add a charge" "Añadir un cargo" "添加费用"
    "change_subscription" "Change a subscription" "Cambiar una suscripción" "更改订阅"
    "cancel_subscription" "Cancel a subscription" "Cancelar una suscripción" "取消订阅"
    "open_account" "Open an account" "Abrir una cuenta" "开户"
    "update_account" "Update an account" "Actualizar una cuenta" "更新账户"
    "close_account" "Close an account" "Cerrar una cuenta" "销户"
};

/// What can be told.
pub const DISCLOSURES: &[KnownAction] = names! {
    "order_status" "the status of an order" "el estado de un pedido" "订单状态"
    "order_contents" "what was ordered" "lo que se pidió" "订单内容"
    "tracking" "where a shipment is" "dónde está un envío" "物流位置"
    "addresses" "addresses" "direcciones" "地址"
    "payment_methods" "payment methods" "métodos de pago" "付款方式"
    "invoices" "invoices and receipts" "facturas y recibos" "发票和收据"
    "balances" "balances of gift cards and credit" "saldos de tarjetas regalo y crédito" "礼品卡和余额"
    "account" "the details of an account" "los datos de una cuenta" "账户资料"
    "history" "earlier conversations" "conversaciones anteriores" "以往会话"
};

/// The action of this name.
pub fn known(name: &str) -> Option<&'static KnownAction> {
    ACTIONS.iter().find(|action| action.name == name)
}

/// The disclosure of this name.
pub fn known_disclosure(name: &str) -> Option<&'static KnownAction> {
    DISCLOSURES.iter().find(|disclosure| disclosure.name == name)
}
