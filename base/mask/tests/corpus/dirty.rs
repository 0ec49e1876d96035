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
            "{n} exp 05/28 cvv 123",
            "Number {n} hmm, that is my visa",
            "Here you go: {n}",
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
            "{n} caduca 05/28",
            "Toma: {n}, gracias",
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
            "{n} 有效期05/28",
            "给你：{n}",
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
                "I changed my password to {s}",
                "my pass is {s}1x",
                "the password's {s}1x",
                "login mia@mail.example / {s}",
                "user mia, pass {s}",
                "my password is now {s}",
                "passcode: {s}",
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
                "PIN code {s}",
                "CVV number {s}",
                "the three digits on the back: {s}",
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
                "cambié mi contraseña a {s}",
                "He cambiado la contraseña por {s}.",
                "mi clave: {s}",
                "mi clave es {s}",
                "mi pass es {s}1x",
                "usuario: mia, clave: {s}",
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
                "mi NIP es {s}",
                "código de seguridad {s}",
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
                "我把密码改成了{s}",
                "密码改为{s}",
                "账号 mia@mail.example / {s}",
                "密码：我爱你{s}",
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
                "安全码 {s}",
                "支付密码 {s}9",
                "卡背面三位数是{s}",
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
    let (id, sentences) = match language {
        "en" => english_id(dice),
        "es" => spanish_id(dice),
        _ => chinese_id(dice),
    };
    let written = if dice.below(12) == 0 { numbers::full_width(&id) } else { id.clone() };
    let text = dice.one(sentences).replace("{n}", &written);
    Case {
        kind: Kind::Id,
        text,
        is_html: false,
        hidden: id.chars().filter(char::is_ascii_alphanumeric).collect(),
    }
}

type Stated = (String, &'static [&'static str]);

fn english_id(dice: &mut Dice) -> Stated {
    match dice.below(9) {
        0 | 1 => (
            numbers::american_id(dice),
            &["My SSN is {n}.", "Social security number: {n}", "{n}", "You need {n} for the form?", "{n} is my SSN"],
        ),
        2 => (
            numbers::american_id(dice).replace('-', ["", " "][dice.below(2)]),
            &["My SSN is {n}.", "my social is {n}", "Social security number: {n}", "SSN {n}, order 4711", "SSN# {n}"],
        ),
        3 | 4 => (numbers::british_id(dice), &["My national insurance number is {n}.", "NINO: {n}", "{n}", "NI number {n}"]),
        5 => (
            numbers::passport(dice),
            &[
                "Passport number: {n}",
                "my passport is {n} and I live in Leeds",
                "Passport No. {n}",
                "Here is the number of my passport, as you asked: {n}",
                "passport #{n}",
                "Order K-2026-000123 is held at customs, they want my passport number {n}",
                "{n} is my passport number",
            ],
        ),
        6 => {
            let digits = dice.digits(9);
            (
                numbers::in_groups(&digits, &[3, 3, 3], [" ", "-", ""][dice.below(3)]),
                &["My SIN number is {n}", "SIN: {n}", "social insurance number {n}"],
            )
        }
        7 => {
            let digits = dice.digits(12);
            (
                numbers::in_groups(&digits, &[4, 4, 4], [" ", "-", ""][dice.below(3)]),
                &["Aadhaar {n}", "my Aadhaar number is {n}", "AADHAAR: {n}"],
            )
        }
        _ => {
            let length = 7 + dice.below(4);
            (
                format!("{}{}", dice.signs("ABCDEFGH", 1), dice.digits(length)),
                &[
                    "driver's license {n}",
                    "my driving licence number is {n}",
                    "my national ID is {n}",
                    "ID number: {n}",
                    "tax ID: {n}",
                ],
            )
        }
    }
}

fn spanish_id(dice: &mut Dice) -> Stated {
    match dice.below(11) {
        0..=2 => (
            numbers::spanish_id(dice),
            &[
                "Mi DNI es {n}.",
                "NIE: {n}",
                "{n}",
                "Factura a nombre de Mía Rey, {n}, gracias",
                "NIF {n}",
                "número de cliente: DNI {n}",
            ],
        ),
        3 => {
            let (digits, letter) = (dice.digits(8), dice.signs("ABCDEFGHJKLMNPQRSTVWXYZ", 1));
            let (between, last) = ([".", " ", ""][dice.below(3)], ["-", " ", ""][dice.below(3)]);
            (
                format!("{}{last}{letter}", numbers::in_groups(&digits, &[2, 3, 3], between)),
                &["Mi DNI es {n}", "DNI {n}", "D.N.I.: {n}", "Nº de DNI: {n}", "mi DNI, por si hace falta, es el {n}."],
            )
        }
        4 => (numbers::rfc(dice), &["RFC: {n}", "mi RFC es {n}", "Facturen al RFC {n} por favor"]),
        5 => (numbers::curp(dice), &["CURP {n}", "mi CURP es {n}", "{n}"]),
        6 => (numbers::rut(dice), &["RUT {n}", "mi RUT es {n}", "Rut: {n}, pedido 4711"]),
        7 => {
            let (kind, digits, check) = (["20", "23", "27"][dice.below(3)], dice.digits(8), dice.digits(1));
            (format!("{kind}-{digits}-{check}"), &["CUIT {n}", "mi CUIL es {n}", "CUIT: {n}"])
        }
        8 => {
            let digits = format!("1{}", dice.digits(9));
            (
                numbers::in_groups(&digits, &[1, 3, 3, 3], [".", " ", ""][dice.below(3)]),
                &["Mi cédula es {n}", "cédula de ciudadanía {n}", "C.C. {n}", "documento de identidad: {n}", "Cédula: {n}"],
            )
        }
        9 => {
            let digits = dice.digits(12);
            (
                numbers::in_groups(&digits, &[2, 8, 2], [" ", "/", ""][dice.below(3)]),
                &["NSS {n}", "número de la Seguridad Social: {n}", "NSS: {n}"],
            )
        }
        _ => (
            numbers::passport(dice),
            &[
                "pasaporte {n}",
                "mi número de pasaporte es {n}",
                "Pasaporte n.º {n}",
                "La aduana pide mi pasaporte: {n}",
                "{n} es mi pasaporte",
            ],
        ),
    }
}

fn chinese_id(dice: &mut Dice) -> Stated {
    match dice.below(8) {
        0..=2 => (
            numbers::chinese_id(dice),
            &[
                "我的身份证号是{n}。",
                "身份证：{n}",
                "{n}",
                "王米娅{n}，请实名认证",
                "身份证号码 {n}",
                "海关要我的身份证：{n}，订单号12345678",
            ],
        ),
        3 => {
            let id = numbers::chinese_id(dice);
            (numbers::in_groups(&id, &[6, 8, 4], [" ", "-"][dice.below(2)]), &["身份证号：{n}", "我的身份证是{n}"])
        }
        4 => (numbers::old_chinese_id(dice), &["旧身份证 {n}", "身份证号码：{n}"]),
        5 => (numbers::taiwanese_id(dice), &["身分證字號 {n}", "我的身分證字號是{n}", "身份證字號：{n}"]),
        6 => (numbers::hong_kong_id(dice), &["香港身份證 {n}", "我的身份證號碼是{n}"]),
        _ => (
            numbers::passport(dice),
            &[
                "护照号码 {n}",
                "护照号码{n}",
                "我的护照是{n}，谢谢",
                "護照號碼：{n}",
                "港澳通行证 {n}",
                "{n}是我的护照号",
                "证件号码：{n}",
            ],
        ),
    }
}
