//! Messages without anything that must be covered, full of numbers that look like it.

use super::{Dice, numbers};

pub fn clean(language: &str, seed: u64) -> String {
    let mut dice = Dice::new(seed ^ 0xc1ea_0000);
    let sentences: &[&str] = match language {
        "en" => &[
            "Where is my order {o}? Tracking number {t}.",
            "Order number: {o}",
            "The orders {o} and {o} came together.",
            "{t}",
            "Tracking:\n{t}\nI have waited since 12.05.2026.",
            "My parcel {t} has been in Madrid since 2026-11-02 14:05.",
            "Call me at {p}, order {o}.",
            "The barcode says {g}, is it the right kettle?",
            "EAN {g} – article 4711-2, 3 pieces, 149.90 EUR",
            "See https://track.example/parcels/{t}?order=1234567890123456",
            "FedEx says {t} was delivered. My card was charged 49.90, reference {o}.",
            "IMEI 356938035643809, serial 4929120076423019, invoice {o}",
            "My password is not working, I tried to reset it. Order {o}.",
            "The PIN pad of the kettle is broken. Parcel {t}.",
            "I forgot my password, and the tracking number is {t}",
            "the security code was never sent to {p}",
            "return label {t}, RMA {o}",
            "I still wait for {o}",
            "Number {o}",
            "{o} never arrived",
            "I was asked for a passport, why? Parcel {t}",
            "order ID {o}, tracking ID {t}",
            "I changed my password and cannot see order {o}",
            "The login page does not know order {o}",
            "Order {o}: customs want to see an id, which one?",
        ],
        "es" => &[
            "¿Dónde está mi pedido {o}? Número de seguimiento {t}.",
            "Número de pedido: {o}",
            "Los pedidos {o} y {o} llegaron juntos.",
            "{t}",
            "Localizador:\n{t}\nEspero desde el 12.05.2026.",
            "El paquete {t} está en Madrid desde el 2/11/2026 a las 14:05.",
            "Llamadme al {p}, pedido {o}.",
            "El código de barras es {g}, ¿es el hervidor bueno?",
            "EAN {g} – artículo 4711-2, 3 unidades, 149,90 EUR",
            "Mirad https://envios.example/paquete/{t}?pedido=1234567890123456",
            "Correos dice que {t} está entregado. La factura {o} está pagada.",
            "La contraseña no funciona, la he cambiado. Pedido {o}.",
            "He olvidado la contraseña y el número de pedido es {o}",
            "la clave es esperar; el envío {t} ya salió",
            "albarán {o}, guía {t}, código postal 28001",
            "Sigo esperando {o}",
            "Número {o}",
            "{o} no llega",
            "¿Hace falta el DNI para recoger el paquete {t}?",
            "id de pedido {o}",
            "He cambiado la contraseña y no veo el pedido {o}",
            "Mi DNI caduca el 12.05.2027, el envío es {t}",
            "Estoy sin {o} desde el lunes, número de guía {t}",
        ],
        _ => &[
            "我的订单{o}在哪里？运单号{t}。",
            "订单号：{o}",
            "订单{o}和{o}一起到了。",
            "{t}",
            "快递单号：\n{t}\n我从2026年5月12日等到现在。",
            "包裹{t}从2026-11-02 14:05起一直在马德里。",
            "请打{p}，订单{o}。",
            "条码是{g}，这个水壶对吗？",
            "商品 {g}，3 件，149.90 元",
            "请看 https://kuaidi.example/{t}?order=1234567890123456",
            "顺丰说{t}已签收。发票编号{o}。",
            "密码不对，我已经重置了。订单{o}。",
            "忘记密码了，订单号是{o}",
            "验证码没收到，手机{p}",
            "退货单号{t}，交易流水号{o}",
            "我还在等{o}",
            "{o}到哪里了？",
            "取快递要身份证吗？单号{t}",
            "改了密码以后看不到订单{o}",
            "护照已经寄出，运单{t}",
            "请查一下{o}",
        ],
    };
    let mut text = dice.one(sentences).to_owned();
    while let Some(at) = text.find('{') {
        let number = match &text[at..at + 3] {
            "{o}" => numbers::order(&mut dice),
            "{t}" => numbers::parcel(&mut dice),
            "{p}" => numbers::phone(&mut dice),
            _ => numbers::gtin(&mut dice),
        };
        text.replace_range(at..at + 3, &number);
    }
    text
}
