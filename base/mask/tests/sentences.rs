//! Sentences as customers write them, each of which must be covered, and their likes that must stay.

use mask::{Found, Policy, text};

const IDS: &[&str] = &[
    "RFC: GODE561231GR8",
    "RUT 12.345.678-5",
    "Mi cédula es 1.020.345.678",
    "DNI argentino 30.123.456",
    "CUIT 20-12345678-6",
    "mi CUIT es 20123456786",
    "NSS 28 12345678 40",
    "NSS: 281234567840",
    "NSS 28/12345678/40",
    "CIF B12345674",
    "DNI: 1234567L",
    "身分證字號 A123456789",
    "身份證號碼A123456789",
    "A123456(3)",
    "我的香港身份證 A123456(3)",
    "旧身份证 110105491231002",
    "护照号码 E12345678",
    "护照号码E12345678",
    "我的护照是EA1234567，谢谢",
    "Passport number: 123456789",
    "my passport is XDA123456 and I live here",
    "pasaporte XDA123456",
    "mi número de pasaporte es G12345678",
    "Aadhaar 1234 5678 9012",
    "my Aadhaar number is 234123412346",
    "Canadian SIN 046 454 286",
    "SIN: 046-454-286",
    "my SIN number is 046454286",
    "codice fiscale RSSMRA85T10A562S",
    "RSSMRA85T10A562S",
    "NI number QQ 12 34 56 C",
    "National Insurance number: QQ123456C",
    "CURP GODE561231HDFRRN09",
    "GODE561231HDFRRN05",
    "NIE X1234567L",
    "NIE X-1234567-L",
    "X1234567L",
    "número de cliente: DNI 45871236J",
    "SSN 123-45-6789",
    "my social is 123 45 6789",
    "my social security is 123456789",
    "social security number: 123456789",
    "Social Security # 123-45-6789",
    "身份证号：11010519491231002X",
    "身份证号：110105 19491231 002X",
    "身份证是110105199003078515",
    "我的身份证号码是１１０１０５１９４９１２３１００２Ｘ",
    "11010519900307123X",
    "mi DNI es 12345678Z",
    "mi DNI es 12345678A",
    "DNI 12.345.678-Z",
    "DNI 12 345 678 Z",
    "DNI nº 12345678-Z",
    "Nº de DNI: 12345678Z",
    "D.N.I. 12345678Z",
    "documento de identidad: 1020345678",
    "mi cédula de ciudadanía es la 1020345678",
    "C.C. 1.020.345.678",
    "cédula V-12.345.678",
    "cédula 001-1234567-8",
    "DNI peruano 45678912",
    "C.I. 1.234.567-8",
    "CPF 123.456.789-09",
    "CPF: 12345678909",
    "NIT 900.123.456-7",
    "driver's license D1234567",
    "licencia de conducir 12345678",
    "驾照号码：110105199003078515",
    "港澳通行证 C12345678",
    "Here is my ID number: 8001015009087",
    "my national id is 29805150101234",
    "tax ID 12-3456789",
    "ITIN 912-70-1234",
    "123-45-6789 is my SSN",
    "XDA123456 es mi pasaporte",
    "E12345678是我的护照号",
    "Passport No. 987654321",
    "Passport No.: 987654321",
    "Passport #987654321",
    "pasaporte n.º AAB123456",
    "My passport number, as you asked, is 123456789.",
    "I am Mia Kay, passport AB1234567, order 12345678",
    "Passport number:\n123456789",
];

const ACCOUNTS: &[&str] = &[
    "UA213223130000026007233566001",
    "GE29NB0000000101904917",
    "CR05015202001026284066",
    "DO28BAGR00000001212453611324",
];

const SECRETS: &[&str] = &[
    "支付密码 123456",
    "支付密码123456",
    "passcode 8812",
    "my pass is hunter2",
    "mi pass es Verano2024",
    "mi clave: gatito",
    "clave: gatito",
    "mi clave es gatito",
    "密码：我爱你123",
    "密码是我爱你123",
    "密码：芝麻开门",
    "I changed my password to Kettle2024",
    "I changed my password to kettle",
    "cambié mi contraseña a Tetera2024",
    "He cambiado la contraseña por tetera99",
    "我把密码改成了abc12345",
    "我把密码改成abc12345了",
    "密码设为kettle88",
    "the password's hunter2",
    "user mia, pass hunter",
    "usuario: mia, clave: gatito",
    "login mia@mail.example / Kettle2024",
    "账号 mia 密码 kettle1",
    "PIN code 48-21",
    "my PIN is 48 21",
    "PIN: 4 8 2 1",
    "CVV 123",
    "cvc: 123",
    "CVV is 123",
    "CVV number 123",
    "安全码 123",
    "código de seguridad 123",
    "el código de seguridad de mi tarjeta es 123",
    "three digits on the back: 123",
    "卡背面三位数是123",
    "mi NIP es 4821",
    "token: 123456",
    "password: correct horse battery staple",
    "Password: correct horse battery staple\nthanks",
    "passphrase is correct horse battery staple",
    "contraseña: caballo correcto bateria grapa",
    "password is now hunter2",
    "the password is still Kettle",
    "my password: hunter2, please reset",
    "hunter2 is my pass",
    "la pass es Verano2024",
    "pass: Verano2024",
    "wifi password: kettle99",
    "My login is mia and my password is teapot",
    "contra: gatito12",
    "mi contraseña nueva es gatito",
    "mi nueva contraseña es Gatito7",
    "la contraseña (por si acaso) es Gatito7",
    "密碼 kettle88",
    "我的密码：kettle",
    "登录密码是 kettle，谢谢",
    "PIN 4821",
    "pin=4821",
    "The PIN for my card is 4821",
];

const CARDS: &[&str] = &[
    "4111_1111_1111_1111",
    "41111111 11111111",
    "411111 1111111111",
    "4111.1111.1111.1111",
    "４１１１１１１１１１１１１１１１",
    "Order 4111111111111111 hmm my visa",
    "3782 822463 10005",
    "378282246310005",
    "6222 0212 3456 7890 128",
    "my card 6222021234567890128",
    "4111-1111-1111-1111",
    "4111111111111111 exp 12/27 cvv 123",
    "Number: 4111111111111111, it is my visa",
    "visa 4111 1111 1111 1111",
    "4111111111111111",
    "4111   1111   1111   1111",
    "4111 - 1111 - 1111 - 1111",
    "My card number is 41 11 11 11 11 11 11 11",
    "mi tarjeta es 4111 1111 11111111",
    "5500005555555559",
    "30569309025904 diners card",
];

const CLEAN: &[&str] = &[
    "I still wait for 4539578763621486",
    "Número 6212345678901232",
    "Number 4539578763621486",
    "Order 4539578763621486",
    "order id number 123456789",
    "Tracking ID 123456789012",
    "customer id number 12345678",
    "Do I need a passport for order 12345678?",
    "My passport was in the parcel 123456789",
    "DNI y el pedido 12345678",
    "El teléfono es 600123456 y mi DNI ya lo tenéis",
    "Mi DNI caduca el 12.05.2027",
    "passport expires 12/05/2027",
    "cédula: pagué 123456.78 USD",
    "sin 12345678 no puedo",
    "envíos sin 12345678",
    "I can't log in, the password is wrong",
    "my password is not working",
    "password: I forgot it, please help",
    "Contraseña: no la recuerdo",
    "I changed my password to access my account",
    "I changed my password to something else",
    "I need to reset my password to log in",
    "the password's length must be 8",
    "my pass is for two days",
    "the user manual, pass it on",
    "login/signup page",
    "my username and password please",
    "密码：忘记了",
    "密码不对，我已经重置了",
    "我忘了密码 订单123456",
    "我的密码是错的",
    "the PIN is 4 digits",
    "la clave es paciencia",
    "mi clave es importante",
    "Order 4539578763621486 was paid with my visa",
    "My order 4539578763621486, is the visa fine?",
    "pedido 4539578763621486 con mi tarjeta",
    "guía 4539578763621486",
    "número de seguimiento 4539578763621486",
    "运单 4539578763621486",
    "单号4539578763621486",
    "我还在等4539578763621486",
    "Where is 4539578763621486",
    "¿Dónde está 4539578763621486?",
    "Sigo esperando 4539578763621486",
    "4539578763621486 never arrived",
    "快递4539578763621486到哪了",
    "order 12345678 87654321",
    "token of thanks 2024",
    "the social number of guests 12",
    "our social media 123456789 followers",
    "I will pass 3 times",
    "run 12.345.678",
    "Password reset for order 123456",
    "contraseña del pedido 123456",
    "I forgot the password, order number 12345678",
    "la contraseña y el pedido 12345678",
    "订单号 123456789012345",
    "my ID badge is in parcel 1Z999AA10123456784",
    "RMA 12345678-5",
    "order 20-12345678-6",
    "ref GODE561231GR8",
    "licence number of the software: ABCD",
    "user 12345678 / order",
    "login page / password",
    "The tin 12345678",
    "ci 12345678 pedidos",
    "tracking RR123456785ES",
    "parcel A123456789",
    "A la espera de A123456781",
    "My user name is mia / Kettle",
    "El documento 4711-2 del pedido",
    "documento adjunto 12345678",
];

fn are_covered(policy: Policy, sentences: &[&str], count: fn(Found) -> usize) {
    for sentence in sentences {
        let masked = text(policy, sentence);

        assert!(count(masked.found) > 0, "left as it is: {sentence} => {}", masked.text);
        assert_eq!(text(policy, &masked.text).text, masked.text, "covered twice");
    }
}

#[test]
fn what_is_called_an_id_or_looks_like_one_is_covered() {
    are_covered(Policy::Ids, IDS, |found| found.ids);
}

#[test]
fn bank_accounts_are_covered_only_where_all_is() {
    are_covered(Policy::All, ACCOUNTS, |found| found.ids);
    for account in ACCOUNTS {
        assert!(text(Policy::Ids, account).found.nothing(), "{account}");
    }
}

#[test]
fn a_stated_secret_is_covered_however_it_is_stated() {
    are_covered(Policy::Usual, SECRETS, |found| found.secrets);
}

#[test]
fn a_card_is_covered_however_it_is_grouped() {
    are_covered(Policy::Cards, CARDS, |found| found.cards);
}

#[test]
fn words_for_secrets_and_ids_beside_other_numbers_cover_nothing() {
    for sentence in CLEAN {
        assert_eq!(text(Policy::All, sentence).text, *sentence);
    }
}

#[test]
fn a_password_of_several_words_is_covered_up_to_the_end_of_its_line_and_a_sentence_is_not() {
    for (said, kept) in [
        ("password: correct horse battery staple\nMia", "password: ******\nMia"),
        ("contraseña: caballo correcto bateria grapa", "contraseña: ******"),
        ("Password: kettle42 please reset it", "Password: ****** please reset it"),
        ("Password: kettle42 order 4711", "Password: ****** order 4711"),
    ] {
        assert_eq!(text(Policy::Usual, said).text, kept);
    }
}

#[test]
fn a_list_of_ids_is_covered_and_the_order_behind_it_stays() {
    let said = "Pasaportes: AB1234567 y CD7654321, pedido 12345678";

    assert_eq!(text(Policy::Ids, said).text, "Pasaportes: ********* y *********, pedido 12345678");
    for kept in [", SF1234567890123", " and SF1234567890123", ", 600123456"] {
        assert_eq!(text(Policy::Ids, &format!("Passport XDA123456{kept}")).text, format!("Passport *********{kept}"));
    }
}
