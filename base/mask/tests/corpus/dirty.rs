//! Messages with something in them that must be covered.

use super::{Dice, numbers};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Card,
    Secret,
    Id,
}

/// A message, and what nobody may read in it afterwards.
pub struct Case {
    pub kind: Kind,
    pub text: String,
    pub is_html: bool,
    /// The secret itself; of numbers their digits and letters alone.
    pub hidden: String,
}

pub fn dirty(language: &str, kind: Kind, seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    match kind {
        Kind::Card => card(language, &mut dice),
        Kind::Secret => secret(language, &mut dice),
        Kind::Id => id(language, &mut dice),
    }
}

fn card(language: &str, dice: &mut Dice) -> Case {
    let number = numbers::card(dice);
    let (written, is_html) = written(&number, dice);
    let order = numbers::order(dice);
    let sentences: &[&str] = match language {
        "en" => &[
            "Please charge my card {n}, thanks.",
            "My card number is {n} and it expires 05/28.",
            "{n}",
            "I paid with {n} but the order {o} never came.",
            "Order {o}: the card {n} was charged twice!",
            "Hi, visa {n}, cvv on the phone please. Tracking 1Z999AA10123456784.",
            "You asked for the number on the front:\n{n}\nBest, Mia",
            "Refund it to {n} please.",
            "card no: {n}\nname: Mia Kay",
            "> which card?\n{n}\nsent from my phone",
        ],
        "es" => &[
            "Cobrad el pedido en mi tarjeta {n}, gracias.",
            "El número de mi tarjeta es {n} y caduca en 05/28.",
            "{n}",
            "He pagado con {n} y el pedido {o} no llega.",
            "Pedido {o}: la tarjeta {n} tiene dos cargos.",
            "Hola, tarjeta de crédito {n}, caducidad 11/27.",
            "Este es el número que me pedisteis:\n{n}\nUn saludo, Mía",
            "El reembolso a {n}, por favor.",
            "Nº de tarjeta: {n}\nTitular: Mía Rey",
            "¿Podéis cobrar en la Visa {n}?",
        ],
        _ => &[
            "请从我的卡{n}扣款，谢谢。",
            "我的银行卡号是{n}，有效期05/28。",
            "{n}",
            "我用信用卡 {n} 付了款，订单{o}还没到。",
            "订单号{o}，卡号{n}被扣了两次！",
            "卡号：{n}",
            "您要的号码：\n{n}\n谢谢",
            "请退款到银行卡{n}。",
            "信用卡号码 {n} 有效期 11/27",
            "银联卡{n}，持卡人王米娅",
        ],
    };
    let text = dice.one(sentences).replace("{n}", &written).replace("{o}", &order);
    Case { kind: Kind::Card, text, is_html, hidden: number[..number.len() - 4].to_owned() }
}

/// The many ways people and programs write a card number.
fn written(number: &str, dice: &mut Dice) -> (String, bool) {
    let grouped = |between: &str| numbers::grouped(number, between);
    match dice.below(15) {
        0..=2 => (number.to_owned(), false),
        3..=5 => (grouped(" "), false),
        6 => (grouped("-"), false),
        7 => (grouped("."), false),
        8 => (grouped("\u{a0}"), false),
        9 => (numbers::full_width(number), false),
        10 => (numbers::full_width(&grouped("\u{3000}")), false),
        11 => (number.chars().flat_map(|c| [c, '\u{200b}']).collect(), false),
        12 => (grouped(" ").replacen(' ', "\n", 1), false),
        13 => (grouped("</span> <span>").replacen("", "<span>", 1) + "</span>", true),
        _ => (number.chars().map(|c| format!("&#{};", c as u32)).collect(), true),
    }
}

fn secret(language: &str, dice: &mut Dice) -> Case {
    let password = match dice.below(5) {
        0 => dice.signs("abcdefghijklmnopqrstuvwxyz", 9),
        1 => format!("{}{}", dice.signs("abcdefghijkmnopqrstuvwxyz", 6), dice.digits(2)),
        2 => dice.signs("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 12),
        3 => format!("{}!{}#{}", dice.signs("ABCDEFGH", 1), dice.signs("abcdefgh", 5), dice.digits(3)),
        _ => dice.digits(8),
    };
    let length = [3, 4, 4, 6, 6][dice.below(5)];
    let code = dice.digits(length);
    let (words, codes): (&[&str], &[&str]) = match language {
        "en" => (
            &[
                "my password is {s}",
                "Password: {s}",
                "The password for my account is {s}.",
                "user mia@example.org password {s}1x",
                "pwd={s}",
                "My passwords were “{s}” and something.",
                "the passcode is \"{s}\", please log in for me",
                "login: mia@example.org\npassword: {s}\nthanks",
                "Passphrase - see here -> {s}",
            ],
            &[
                "my PIN is {s}",
                "CVV {s}",
                "cvc: {s}",
                "The security code is {s}, on the back.",
                "my one-time code is {s}",
                "verification code: {s}",
                "OTP {s}",
                "{s} is my PIN",
            ],
        ),
        "es" => (
            &[
                "mi contraseña es {s}",
                "Contraseña: {s}",
                "La contraseña de mi cuenta es {s}.",
                "la CONTRASEÑA es «{s}»",
                "usuario mia@example.org\ncontraseña: {s}",
                "clave de acceso: {s}",
                "mi password es {s}, entrad vosotros",
                "contrasena={s}",
            ],
            &[
                "mi PIN es {s}",
                "CVV {s}",
                "cvc: {s}",
                "El código de seguridad es {s}, por detrás.",
                "el codigo de un solo uso es {s}",
                "código de verificación: {s}",
                "el pin de la tarjeta es {s}",
                "{s} es mi PIN",
            ],
        ),
        _ => (
            &[
                "我的密码是{s}",
                "密码：{s}",
                "登录密码为 {s}，请帮我看看",
                "账号mia@example.org，密码{s}1x",
                "我的密碼是{s}。",
                "密码是“{s}”",
                "支付密码: {s}",
                "口令：{s}",
            ],
            &[
                "验证码{s}",
                "我的验证码是{s}",
                "安全码：{s}",
                "CVV {s}",
                "PIN码是{s}",
                "动态码 {s}",
                "校验码为{s}",
                "驗證碼：{s}",
            ],
        ),
    };
    let (sentence, hidden) = if dice.below(2) == 0 { (dice.one(words), password) } else { (dice.one(codes), code) };
    let frame = ["{}", "Hello!\n{}\nMia", "{} !!", "x\n\n{}\n"][dice.below(4)];
    Case {
        kind: Kind::Secret,
        text: frame.replace("{}", &sentence.replace("{s}", &hidden)),
        is_html: false,
        hidden,
    }
}

fn id(language: &str, dice: &mut Dice) -> Case {
    let (id, sentences): (String, &[&str]) = match language {
        "en" if dice.below(2) == 0 => (
            numbers::american_id(dice),
            &["My SSN is {n}.", "Social security number: {n}", "{n}", "You need {n} for the form?"],
        ),
        "en" => (numbers::british_id(dice), &["My national insurance number is {n}.", "NINO: {n}", "{n}"]),
        "es" => (
            numbers::spanish_id(dice),
            &["Mi DNI es {n}.", "NIE: {n}", "{n}", "Factura a nombre de Mía Rey, {n}, gracias", "NIF {n}"],
        ),
        _ => (numbers::chinese_id(dice), &["我的身份证号是{n}。", "身份证：{n}", "{n}", "王米娅{n}，请实名认证"]),
    };
    let text = dice.one(sentences).replace("{n}", &id);
    Case {
        kind: Kind::Id,
        text,
        is_html: false,
        hidden: id.chars().filter(char::is_ascii_alphanumeric).collect(),
    }
}
