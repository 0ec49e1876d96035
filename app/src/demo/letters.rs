//! What the demo's customers write. Our own words, in the three languages the desk speaks.

/// One mail to the demo company and what became of it.
pub struct Story {
    pub from: &'static str,
    pub address: &'static str,
    pub inbox: &'static str,
    pub subject: &'static str,
    pub text: &'static str,
    /// How long ago it came.
    pub hours_ago: i64,
    pub after: &'static [Step],
}

/// What followed, in order.
pub enum Step {
    /// Ana or Ben answers.
    Answer(&'static str, &'static str),
    AnswerAndResolve(&'static str, &'static str),
    /// The customer writes again.
    Again(&'static str),
    Note(&'static str, &'static str),
    Assign(&'static str),
    Tag(&'static str),
    Priority(&'static str),
    Snooze(i64),
}

use Step::{Again, Answer, AnswerAndResolve, Assign, Note, Priority, Snooze, Tag};

const SUPPORT: &str = "support@kettle.example";
const ORDERS: &str = "orders@kettle.example";

/// The past three days.
pub const PAST: &[Story] = &[
    Story {
        from: "Mia Keller",
        address: "mia.keller@mail.example",
        inbox: SUPPORT,
        subject: "The kettle leaks",
        text: "Hello,\n\nmy Brisk 1.7 started leaking at the base after two weeks. There is water on the counter every morning and I am a little afraid of using it.\n\nWhat should I do?\n\nMia Keller",
        hours_ago: 50,
        after: &[
            Assign("Ana"),
            Tag("leak"),
            Answer(
                "Ana",
                "Hi Mia,\n\nI'm sorry about the puddles. Please unplug it and don't use it for now.\n\nCould you tell me the serial number under the base? It starts with BR17. With it I can send you a new one today.\n\nAna",
            ),
            Again("It is BR17-20933. And it still leaks, obviously. When would the new one arrive?\n\nMia"),
            Priority("high"),
            Note("Ana", "Second BR17-209xx this week. @Ben Okafor, is there a batch problem?"),
        ],
    },
    Story {
        from: "Lucía Fernández",
        address: "lucia.fernandez@correo.example",
        inbox: SUPPORT,
        subject: "¿Puedo usar el hervidor con agua con gas?",
        text: "Hola:\n\n¿Se puede calentar agua con gas en el modelo Calma? El manual no dice nada y no quiero estropearlo.\n\nGracias,\nLucía",
        hours_ago: 44,
        after: &[
            Assign("Ana"),
            AnswerAndResolve(
                "Ana",
                "Hola, Lucía:\n\nMejor que no: el gas hace subir el agua de golpe y puede salir por el pico. Con agua sin gas no hay problema.\n\nUn saludo,\nAna",
            ),
        ],
    },
    Story {
        from: "王小明",
        address: "wang.xiaoming@youxiang.example",
        inbox: ORDERS,
        subject: "订单 K-10442 什么时候发货？",
        text: "您好，\n\n我上周五下的订单 K-10442，到现在还没有收到发货通知。请问什么时候可以发货？\n\n谢谢！\n王小明",
        hours_ago: 30,
        after: &[
            Tag("shipping"),
            Assign("Ben"),
            Answer("Ben", "王先生您好，\n\n仓库确认您的订单今天下午发出，稍后会把运单号发给您。抱歉让您久等了。\n\nBen"),
        ],
    },
    Story {
        from: "Jonas Weber",
        address: "jonas@weber-cafe.example",
        inbox: ORDERS,
        subject: "Twelve kettles for our cafés, invoice to the company",
        text: "Good morning,\n\nwe would like to order twelve Brisk 1.7 in black for our three cafés. Is there a price for that quantity, and can you send the invoice to Weber Cafés, with our tax number on it?\n\nBest regards\nJonas Weber",
        hours_ago: 27,
        after: &[Tag("b2b"), Priority("high"), Note("Ben", "Offered 8 % last year for ten. Same again is fine.")],
    },
    Story {
        from: "Priya Nair",
        address: "priya.nair@mail.example",
        inbox: SUPPORT,
        subject: "Descaling light will not go off",
        text: "I descaled it twice with your powder and the orange light stays on. Is there a trick?",
        hours_ago: 25,
        after: &[
            Assign("Ana"),
            AnswerAndResolve(
                "Ana",
                "Hi Priya,\n\nThere is: hold the keep-warm button for five seconds after descaling, until it beeps.\n\nAna",
            ),
            Again("That did it, thank you so much!"),
            AnswerAndResolve("Ana", "Lovely. Enjoy your tea!\n\nAna"),
        ],
    },
    Story {
        from: "Tom Becker",
        address: "tom.becker@mail.example",
        inbox: ORDERS,
        subject: "Wrong colour delivered",
        text: "I ordered the Calma in sage green and got a red one. Order K-10391. I would like the green one, please, it is a present for Saturday.",
        hours_ago: 20,
        after: &[Tag("exchange"), Priority("urgent")],
    },
    Story {
        from: "Sofía Ramírez",
        address: "sofia.ramirez@correo.example",
        inbox: SUPPORT,
        subject: "Hace un ruido muy raro",
        text: "Buenos días:\n\nDesde ayer el hervidor hace un ruido metálico al empezar a calentar. ¿Es normal?\n\nSofía",
        hours_ago: 18,
        after: &[],
    },
    Story {
        from: "Hannah Clarke",
        address: "hannah.clarke@mail.example",
        inbox: SUPPORT,
        subject: "Can I get the recipe booklet as a file?",
        text: "The little booklet that came with the Calma got wet (my fault). Do you have it as a PDF? The ginger one was my favourite.",
        hours_ago: 16,
        after: &[Assign("Ana"), Snooze(20)],
    },
    Story {
        from: "Ahmed Haddad",
        address: "ahmed.haddad@mail.example",
        inbox: ORDERS,
        subject: "Change of address for K-10458",
        text: "Please send K-10458 to my office instead: 14 Mill Lane, second floor. I am moving this week.\n\nAhmed",
        hours_ago: 9,
        after: &[Tag("shipping")],
    },
    Story {
        from: "陈静",
        address: "chen.jing@youxiang.example",
        inbox: SUPPORT,
        subject: "水壶的保温功能",
        text: "请问保温功能最多可以设置多长时间？另外可以设成 70 度泡绿茶吗？",
        hours_ago: 7,
        after: &[Assign("Ana")],
    },
    Story {
        from: "Oliver Grant",
        address: "oliver.grant@mail.example",
        inbox: SUPPORT,
        subject: "Third time I am writing",
        text: "This is the third time I write about my broken lid hinge. Nobody has answered. If I do not hear from you by tomorrow I want my money back.\n\nOliver Grant",
        hours_ago: 6,
        after: &[
            Tag("complaint"),
            Priority("urgent"),
            Note("Ben", "I looked: his first two mails went to the old address. Please call it our fault, because it is."),
        ],
    },
    Story {
        from: "Emma Larsen",
        address: "emma.larsen@mail.example",
        inbox: ORDERS,
        subject: "Do you ship to Norway?",
        text: "Hi! Do you ship to Norway, and what would it cost for one Brisk? Thanks, Emma",
        hours_ago: 4,
        after: &[],
    },
    Story {
        from: "Diego Torres",
        address: "diego.torres@correo.example",
        inbox: ORDERS,
        subject: "Factura del pedido K-10440",
        text: "Hola, necesito la factura del pedido K-10440 a nombre de Torres e Hijos, S. L. Muchas gracias.",
        hours_ago: 3,
        after: &[Tag("invoice")],
    },
    Story {
        from: "Grace Obi",
        address: "grace.obi@mail.example",
        inbox: SUPPORT,
        subject: "Thank you",
        text: "Just wanted to say that Ana was wonderful yesterday. The new kettle arrived before lunch. You have a customer for life.",
        hours_ago: 2,
        after: &[Tag("praise")],
    },
];

/// A letter of the busy day: minute of the day, from, address, inbox, subject, text.
pub type Letter = (u32, &'static str, &'static str, &'static str, &'static str, &'static str);

/// A busy day, replayed by `frontline demo`.
pub const BUSY: &[Letter] = &[
    (
        2,
        "Nadia Petrov",
        "nadia.petrov@mail.example",
        SUPPORT,
        "It switches off too early",
        "My Brisk turns itself off before the water boils. It is three months old. Can you help?",
    ),
    (
        9,
        "Luca Romano",
        "luca.romano@mail.example",
        ORDERS,
        "Where is K-10470?",
        "The tracking has not moved since Tuesday. Is my parcel lost?",
    ),
    (
        15,
        "Carmen Ruiz",
        "carmen.ruiz@correo.example",
        ORDERS,
        "Quiero devolver un hervidor",
        "Hola, me regalaron dos iguales. ¿Puedo devolver uno sin abrir?",
    ),
    (
        21,
        "Mia Keller",
        "mia.keller@mail.example",
        SUPPORT,
        "Any news about my kettle?",
        "I am still waiting for the replacement. Could you at least tell me the day?",
    ),
    (
        28,
        "刘洋",
        "liu.yang@youxiang.example",
        SUPPORT,
        "盖子打不开",
        "水壶的盖子今天早上突然打不开了，按钮按下去没有反应。请问怎么办？",
    ),
    (
        36,
        "Sam Whitfield",
        "sam.whitfield@mail.example",
        ORDERS,
        "Cancel my order please",
        "I ordered twice by mistake. Please cancel K-10481, I keep K-10480.",
    ),
    (
        44,
        "Amélie Laurent",
        "amelie.laurent@mail.example",
        SUPPORT,
        "Smell of plastic",
        "The water tastes of plastic even after ten boils. Is that safe for the children?",
    ),
    (
        52,
        "Tom Becker",
        "tom.becker@mail.example",
        ORDERS,
        "The present is for Saturday!",
        "Please do not forget me. The green Calma has to be here by Friday evening.",
    ),
    (
        61,
        "Javier Molina",
        "javier.molina@correo.example",
        SUPPORT,
        "¿Venden el filtro suelto?",
        "Se me ha roto el filtro del pico. ¿Dónde puedo comprar solo esa pieza?",
    ),
    (
        70,
        "Ingrid Holm",
        "ingrid.holm@mail.example",
        ORDERS,
        "Invoice has the wrong name",
        "The invoice says Ingred Holm. My accountant will not take it. Could you correct it?",
    ),
];
