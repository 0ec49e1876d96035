//! How the values of text facts are said: `original_method` is no word for a customer. A value nobody wrote here is said as
//! it is written, its underscores as blanks.

use crate::Strength;
use document::Said;
use kit::Locale;

macro_rules! values {
    ($($value:literal $en:literal $es:literal $zh:literal)+) => {
        &[$(($value, Said::new($en, $es, $zh))),+]
    };
}

const VALUES: &[(&str, Said)] = values! {
    "draft" "draft" "borrador" "草稿"
    "placed" "placed" "realizado" "已下单"
    "ordered" "not sent yet" "aún sin enviar" "尚未发货"
    "returning" "on its way back" "en camino de vuelta" "退货途中"
    "pending" "pending" "pendiente" "待处理"
    "paid" "paid" "pagado" "已付款"
    "processing" "being prepared" "en preparación" "备货中"
    "packed" "packed" "embalado" "已打包"
    "shipped" "shipped" "enviado" "已发货"
    "partly_shipped" "partly shipped" "enviado en parte" "部分发货"
    "delivered" "delivered" "entregado" "已送达"
    "completed" "completed" "completado" "已完成"
    "cancelled" "cancelled" "cancelado" "已取消"
    "returned" "returned" "devuelto" "已退货"
    "partly_returned" "partly returned" "devuelto en parte" "部分退货"
    "refunded" "refunded" "reembolsado" "已退款"
    "lost" "lost" "perdido" "已丢失"
    "open" "open" "abierto" "开放"
    "active" "active" "activo" "有效"
    "closed" "closed" "cerrado" "已关闭"
    "paused" "paused" "en pausa" "已暂停"
    "trial" "in trial" "de prueba" "试用中"
    "requested" "requested" "solicitado" "已申请"
    "approved" "approved" "aprobado" "已批准"
    "received" "received" "recibido" "已收到"
    "inspected" "inspected" "revisado" "已检查"

    "original_method" "the original payment method" "el método de pago original" "原付款方式"
    "store_credit" "store credit" "crédito de tienda" "店铺余额"
    "gift_card" "gift card" "tarjeta regalo" "礼品卡"
    "standard" "standard" "general" "标准"
    "by_rate_card" "by rate card" "según tarifa" "按费率卡"
    "bank" "bank transfer" "transferencia" "银行转账"
    "card" "card" "tarjeta" "银行卡"
    "paypal" "PayPal" "PayPal" "PayPal"
    "wallet" "online wallet" "monedero en línea" "电子钱包"

    "unopened" "unopened" "sin abrir" "未拆封"
    "like_new" "as good as new" "como nuevo" "近乎全新"
    "opened" "opened" "abierto" "已拆封"
    "used" "used" "usado" "已使用"
    "damaged" "damaged" "dañado" "已损坏"
    "defective" "defective" "defectuoso" "有缺陷"

    "no_longer_needed" "no longer needed" "ya no lo necesita" "不再需要"
    "ordered_by_mistake" "ordered by mistake" "pedido por error" "误下单"
    "changed_mind" "changed their mind" "cambió de opinión" "改变主意"
    "found_cheaper" "found cheaper elsewhere" "encontrado más barato" "别处更便宜"
    "arrives_too_late" "arrives too late" "llega demasiado tarde" "到货太晚"
    "wrong_item" "wrong item" "artículo equivocado" "发错商品"
    "wrong_size" "wrong size" "talla equivocada" "尺码不合"
    "not_as_described" "not as described" "no es como se describe" "与描述不符"
    "other" "another reason" "otro motivo" "其他原因"
    "billing_error" "billing error" "error de facturación" "账单错误"
    "service_failure" "failure of service" "fallo del servicio" "服务失误"
    "goodwill" "goodwill" "cortesía" "善意补偿"

    "agent" "agent" "agente" "客服"
    "light_agent" "light agent" "agente ligero" "轻量客服"
    "supervisor" "supervisor" "supervisor" "主管"
    "admin" "administrator" "administrador" "管理员"
    "customer" "customer" "cliente" "客户"
    "automation" "automation" "automatización" "自动化"

    "late_fee" "late fee" "recargo por demora" "滞纳金"
    "restocking_fee" "restocking fee" "cargo por reposición" "重新上架费"
    "shipping_fee" "shipping fee" "gastos de envío" "运费"
    "hygiene" "hygiene goods" "artículos de higiene" "卫生用品"
    "personalised" "personalised goods" "artículos personalizados" "定制商品"
    "digital" "digital goods" "artículos digitales" "数字商品"
    "food" "food" "alimentos" "食品"
};

/// What `order.status` can be; a status that is none can never be so.
pub const ORDER_STATUSES: [&str; 6] = ["placed", "partly_shipped", "shipped", "delivered", "returned", "cancelled"];
/// What each of `items.states` can be.
pub const ITEM_STATES: [&str; 6] = ["ordered", "shipped", "delivered", "returning", "returned", "cancelled"];

/// The value in one language.
pub fn value_in_words(value: &str, locale: Locale) -> String {
    if let Some(strength) = Strength::of_name(value) {
        return strength.said().of(locale).to_owned();
    }
    let known = VALUES.iter().find(|(name, _)| *name == value);
    known.map_or_else(|| value.replace('_', " "), |(_, said)| said.of(locale).to_owned())
}

/// Every value somebody wrote here.
pub(crate) fn known_values() -> impl Iterator<Item = &'static str> {
    VALUES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_value_is_there_once_and_others_are_said_as_they_are() {
        let names: BTreeSet<&str> = VALUES.iter().map(|(name, _)| *name).collect();

        assert_eq!(names.len(), VALUES.len());
        assert_eq!(value_in_words("delivered", Locale::Es), "entregado");
        assert_eq!(value_in_words("signed_in", Locale::Zh), "已登录");
        assert_eq!(value_in_words("too_spicy", Locale::Zh), "too spicy");
    }
}
