//! What Kettle & Co. has written down: the words its policy cites, and what its agents look up.

use db::{Trouble, Work};
use knowledge::article::{self, Content};
use knowledge::words::Words;
use knowledge::{Audience, articles};

/// Slug, section, whether customers may be told, and title with body in English, Spanish and Chinese.
type Shelf = (&'static str, &'static str, bool, [(&'static str, &'static str); 3]);

const ORDERS: &str = "Orders";
const CARE: &str = "Care";
const HOUSE: &str = "How we work";

const SHELF: &[Shelf] = &[
    (
        "shipping",
        ORDERS,
        true,
        [
            (
                "Shipping and delivery",
                "We send within one working day.\n\n| Where | Standard | Express |\n|---|---|---|\n| Spain | 2 days, €3.90 | 1 day, €9.90 |\n| Germany | 3 days, €4.90 | 2 days, €12.90 |\n| France | 3 days, €5.90 | 2 days, €14.90 |\n\nUntil the parcel has left, the address can be changed and the order cancelled. After that the carrier decides.\n\n**A parcel that does not arrive:** after ten days without news we send another or pay back, as you like.",
            ),
            (
                "Envío y entrega",
                "Enviamos en un día laborable.\n\n| A dónde | Normal | Exprés |\n|---|---|---|\n| España | 2 días, 3,90 € | 1 día, 9,90 € |\n| Alemania | 3 días, 4,90 € | 2 días, 12,90 € |\n| Francia | 3 días, 5,90 € | 2 días, 14,90 € |\n\nHasta que sale el paquete se puede cambiar la dirección y anular el pedido. Después decide el transportista.\n\n**Un paquete que no llega:** a los diez días sin noticias enviamos otro o devolvemos el dinero, lo que prefiera.",
            ),
            (
                "配送与送达",
                "我们在一个工作日内发货。\n\n| 目的地 | 标准 | 快递 |\n|---|---|---|\n| 西班牙 | 2 天，3.90 欧元 | 1 天，9.90 欧元 |\n| 德国 | 3 天，4.90 欧元 | 2 天，12.90 欧元 |\n| 法国 | 3 天，5.90 欧元 | 2 天，14.90 欧元 |\n\n包裹寄出之前可以更改地址或取消订单，之后由承运人决定。\n\n**包裹没有送到：** 十天没有消息，我们重新寄送或退款，由您选择。",
            ),
        ],
    ),
    (
        "returns",
        ORDERS,
        true,
        [
            (
                "Returning something",
                "Within **30 days** of delivery, whatever the reason.\n\n1. Tell us the order and what comes back.\n2. We send a slip; print it and put it into the parcel.\n3. Hand the parcel in. Keep the receipt.\n\nWe pay back within five working days of having it, the same way you paid. What was used is welcome back, too, if it is clean; then we may keep a part of the price.\n\nOpened tea and filters stay with you.",
            ),
            (
                "Devolver un artículo",
                "En los **30 días** siguientes a la entrega, sea cual sea el motivo.\n\n1. Díganos el pedido y qué devuelve.\n2. Le enviamos una hoja: imprímala y póngala en el paquete.\n3. Entregue el paquete y guarde el recibo.\n\nDevolvemos el dinero en cinco días laborables desde que lo recibimos, por el mismo medio de pago. También aceptamos lo usado si está limpio; en ese caso podemos retener una parte del precio.\n\nEl té y los filtros abiertos no se devuelven.",
            ),
            (
                "退货",
                "送达后 **30 天内**，无论什么原因都可以退货。\n\n1. 告诉我们订单号和要退的商品。\n2. 我们寄给您退货单，请打印后放入包裹。\n3. 寄出包裹并保留收据。\n\n收到后五个工作日内按原支付方式退款。用过的商品只要清洁也可以退，此时可能扣除部分价款。\n\n已拆封的茶叶和滤芯不能退。",
            ),
        ],
    ),
    (
        "warranty",
        ORDERS,
        true,
        [
            (
                "Warranty",
                "Every kettle is under warranty for **three years**, counted from delivery.\n\nCovered: leaks, a base that does not heat, a lid that does not close. Not covered: scale (see [Descaling](/knowledge/descaling)) and falls.\n\nA photo of the label under the base is enough; nothing needs to be sent back first.",
            ),
            (
                "Garantía",
                "Cada hervidor tiene **tres años** de garantía desde la entrega.\n\nCubre: fugas, una base que no calienta, una tapa que no cierra. No cubre: la cal (véase [Quitar la cal](/knowledge/descaling)) ni las caídas.\n\nBasta una foto de la etiqueta bajo la base; no hay que enviar nada antes.",
            ),
            (
                "保修",
                "每个水壶自送达起保修 **三年**。\n\n包括：漏水、底座不加热、盖子合不上。不包括：水垢（见 [除水垢](/knowledge/descaling)）和摔落。\n\n只需拍一张底座下标签的照片，不必先寄回。",
            ),
        ],
    ),
    (
        "refunds",
        ORDERS,
        true,
        [
            (
                "When money comes back",
                "A refund goes back the way it was paid:\n\n- card: 3 to 5 working days\n- bank transfer: 2 working days\n- store credit: at once\n\nA gift card is given back as a gift card.",
            ),
            (
                "Cuándo llega el dinero",
                "Un reembolso vuelve por donde se pagó:\n\n- tarjeta: de 3 a 5 días laborables\n- transferencia: 2 días laborables\n- saldo de la tienda: al momento\n\nUna tarjeta regalo se devuelve como tarjeta regalo.",
            ),
            (
                "退款何时到账",
                "退款按原支付方式退回：\n\n- 银行卡：3 至 5 个工作日\n- 银行转账：2 个工作日\n- 商店余额：立即\n\n礼品卡退回为礼品卡。",
            ),
        ],
    ),
    (
        "billing",
        ORDERS,
        true,
        [
            (
                "Invoices and subscriptions",
                "The invoice comes by mail with each order and stands in the portal. A company name or VAT number can be added until the order is paid.\n\nA subscription can be stopped at any time; what is paid for is still delivered.",
            ),
            (
                "Facturas y suscripciones",
                "La factura llega por correo con cada pedido y está en el portal. El nombre de empresa o el NIF se pueden añadir hasta que el pedido esté pagado.\n\nUna suscripción se puede parar en cualquier momento; lo ya pagado se entrega igualmente.",
            ),
            (
                "发票与订阅",
                "每张订单的发票随邮件寄出，也可以在客户门户查看。付款之前可以补填公司名称或税号。\n\n订阅可以随时停止，已付款的部分照常送达。",
            ),
        ],
    ),
    (
        "descaling",
        CARE,
        true,
        [
            (
                "Descaling",
                "Every four weeks, sooner where water is hard:\n\n1. Fill half with water, add two spoons of citric acid.\n2. Warm it, do not boil it. Wait 30 minutes.\n3. Rinse twice, boil clear water once.\n\nNo vinegar in the steel one: it stains.",
            ),
            (
                "Quitar la cal",
                "Cada cuatro semanas, antes si el agua es dura:\n\n1. Llene la mitad de agua y añada dos cucharadas de ácido cítrico.\n2. Caliente sin hervir. Espere 30 minutos.\n3. Enjuague dos veces y hierva agua limpia una vez.\n\nNada de vinagre en el de acero: deja manchas.",
            ),
            (
                "除水垢",
                "每四周一次，水质较硬时更勤：\n\n1. 加半壶水和两勺柠檬酸。\n2. 加热但不要煮沸，等待 30 分钟。\n3. 冲洗两次，再煮一次清水。\n\n不锈钢壶不要用醋，会留下斑点。",
            ),
        ],
    ),
    (
        "leaking-kettle",
        CARE,
        false,
        [
            (
                "A kettle leaks: what to do",
                "Ask for the **photo of the label** first. Batches 2207 to 2211 of the Brisk 1.7 have the weak seal.\n\n- In those batches: a new kettle at once, the old one is thrown away. Tag the conversation `leak`.\n- Any other batch: warranty, see [Warranty](/knowledge/warranty).\n- Somebody was hurt, or something burned: hand it to Ben the same hour.",
            ),
            (
                "Un hervidor pierde agua: qué hacer",
                "Pida primero la **foto de la etiqueta**. Los lotes 2207 a 2211 del Brisk 1.7 tienen la junta débil.\n\n- En esos lotes: un hervidor nuevo al momento; el viejo se tira. Ponga la etiqueta `leak`.\n- Otro lote: garantía, véase [Garantía](/knowledge/warranty).\n- Alguien se ha hecho daño o algo se ha quemado: páselo a Ben en la misma hora.",
            ),
            (
                "水壶漏水怎么办",
                "先请客户发来 **标签照片**。Brisk 1.7 的 2207 至 2211 批次密封圈有问题。\n\n- 这些批次：立即换新，旧的丢弃。给会话加标签 `leak`。\n- 其他批次：按保修处理，见 [保修](/knowledge/warranty)。\n- 有人受伤或有东西烧坏：一小时内交给 Ben。",
            ),
        ],
    ),
    (
        "how-we-write",
        HOUSE,
        false,
        [
            (
                "How we write to customers",
                "Say what happens next in the first sentence. Then why. Then thank them.\n\n> A new kettle leaves today; you need not send the old one back.\n\nNo \u{201c}unfortunately\u{201d}, no blame, no promise that another department has to keep.",
            ),
            (
                "Cómo escribimos a los clientes",
                "Diga en la primera frase qué pasará ahora. Luego, por qué. Después, gracias.\n\n> Hoy sale un hervidor nuevo; no hace falta devolver el viejo.\n\nSin «por desgracia», sin culpas, sin promesas que deba cumplir otro departamento.",
            ),
            (
                "我们怎样给客户写信",
                "第一句说明接下来会发生什么，然后说原因，最后致谢。\n\n> 新水壶今天寄出，旧的不必寄回。\n\n不说“很遗憾”，不推责，不替别的部门许诺。",
            ),
        ],
    ),
];

/// Writes and publishes them.
pub fn write(work: &mut Work<'_>) -> Result<(), Trouble> {
    for (slug, section, for_customers, texts) in SHELF {
        let said = ["en", "es", "zh"].into_iter().zip(texts).map(|(tag, (title, body))| {
            let words = Words { title: (*title).into(), body: (*body).into() };
            (tag.to_owned(), words)
        });
        let content = Content {
            slug: (*slug).into(),
            section: (*section).into(),
            audience: if *for_customers { Audience::Customers } else { Audience::Colleagues },
            texts: said.collect(),
        };
        let id = article::write(work, content)?;
        articles::find(work, id)?.publish(work)?;
    }
    Ok(())
}
