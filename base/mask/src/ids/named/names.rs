//! What the numbers of people and of their accounts are called, as it looks once folded: small, without accents.

use crate::glyphs::Glyph;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What may stand between a name and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Any words of the same sentence that name nothing else.
    Far,
    /// Hardly anything: the name means other things as well.
    Near,
}

struct Name(&'static str, Reach);

const fn far(name: &'static str) -> Name {
    Name(name, Reach::Far)
}

const fn near(name: &'static str) -> Name {
    Name(name, Reach::Near)
}

const ENGLISH: &[Name] = &[
    far("passport"),
    far("passports"),
    far("social security"),
    far("social insurance"),
    near("my social"),
    near("social number"),
    near("social"),
    far("ssn"),
    far("ss#"),
    far("itin"),
    near("sin number"),
    near("sin no"),
    near("my sin is"),
    near("sin:"),
    near("sin card"),
    near("canadian sin"),
    far("nino"),
    far("national insurance"),
    near("ni number"),
    near("ni no"),
    near("nhs number"),
    near("nhs no"),
    near("medicare number"),
    near("tax file number"),
    near("tfn"),
    near("tax id"),
    near("tax number"),
    near("taxpayer id"),
    near("taxpayer identification"),
    near("tax identification"),
    near("tin:"),
    near("tin number"),
    near("my tin"),
    near("ein:"),
    near("ein number"),
    near("alien number"),
    near("alien registration"),
    near("a-number"),
    near("uscis number"),
    near("green card number"),
    far("residence permit"),
    far("driver's license"),
    far("driver's licence"),
    far("drivers license"),
    far("drivers licence"),
    far("driver license"),
    far("driving license"),
    far("driving licence"),
    near("dl number"),
    near("license number"),
    near("licence number"),
    far("national id"),
    far("national identity"),
    far("national identification"),
    far("identity card"),
    far("identity document"),
    near("identity number"),
    near("identification number"),
    near("identification"),
    near("government id"),
    near("citizen id"),
    near("personal id"),
    near("photo id"),
    near("resident id"),
    near("id number"),
    near("id no"),
    near("id card"),
    near("my id"),
    near("id document"),
    near("document number"),
    far("aadhaar"),
    far("aadhar"),
    far("adhaar"),
    far("uidai"),
    near("pan card"),
    near("hkid"),
    near("nric"),
    near("fin number"),
    near("my number card"),
    near("voter id"),
    near("date of birth and ssn"),
];

const SPANISH: &[Name] = &[
    far("pasaporte"),
    far("pasaportes"),
    far("dni"),
    far("dnis"),
    far("nif"),
    far("nie"),
    far("cif"),
    near("nss"),
    near("imss"),
    far("numero de afiliacion"),
    near("numero de la seguridad social"),
    near("numero de seguridad social"),
    near("seguridad social"),
    near("seguro social"),
    far("documento de identidad"),
    far("documento nacional"),
    near("numero de documento"),
    near("nro de documento"),
    near("nro. de documento"),
    near("documento numero"),
    near("documento n"),
    near("documento no"),
    near("mi documento"),
    near("documento"),
    near("numero de identidad"),
    near("numero de identificacion"),
    near("identificacion"),
    far("carnet de identidad"),
    far("carne de identidad"),
    far("tarjeta de identidad"),
    far("tarjeta de residencia"),
    far("permiso de residencia"),
    far("permiso de conducir"),
    far("carnet de conducir"),
    far("carne de conducir"),
    far("licencia de conducir"),
    far("licencia de manejo"),
    far("cedula"),
    far("cedulas"),
    near("c.c."),
    near("c.i."),
    near("ci:"),
    near("mi ci"),
    near("rut"),
    near("run:"),
    near("mi run"),
    far("rfc"),
    far("curp"),
    far("cuit"),
    far("cuil"),
    near("ruc"),
    near("rif"),
    near("nit"),
    near("ine"),
    near("ife"),
    near("dui"),
    near("dpi"),
    near("cui"),
    near("clave de elector"),
    near("credencial de elector"),
    near("credencial para votar"),
    near("mi identidad"),
];

const CHINESE: &[Name] = &[
    far("身份证"),
    far("身份証"),
    far("身份證"),
    far("身分證"),
    far("身分证"),
    near("证件编号"),
    far("证件号"),
    far("证件"),
    far("證件"),
    far("护照"),
    far("護照"),
    far("驾驶证"),
    far("驾照"),
    far("駕照"),
    far("駕駛執照"),
    far("通行证"),
    far("通行證"),
    far("回乡证"),
    far("台胞证"),
    far("居留证"),
    far("居住证"),
    far("居留證"),
    far("军官证"),
    far("社保号"),
    far("社保卡"),
    far("社保"),
    far("社会保障"),
    far("社会安全"),
    far("社會安全"),
    far("社安号"),
    far("税号"),
    far("稅號"),
    far("纳税人识别号"),
    far("统一编号"),
    far("統一編號"),
];

const ELSEWHERE: &[Name] = &[
    far("codice fiscale"),
    far("cpf"),
    far("cnpj"),
    near("rg"),
    far("steuer-id"),
    far("steueridentifikationsnummer"),
    far("personalausweis"),
    far("reisepass"),
    far("passeport"),
    far("numero de securite sociale"),
    far("carta d'identita"),
    near("bsn"),
    far("burgerservicenummer"),
    far("personnummer"),
    far("pesel"),
    far("cartao de cidadao"),
];

const BANK: &[Name] = &[
    far("iban"),
    far("clabe"),
    near("cbu"),
    near("cvu"),
    near("cci"),
    near("bank account number"),
    near("bank account no"),
    near("bank account"),
    near("my account number is"),
    near("routing number"),
    near("account and routing"),
    near("cuenta bancaria"),
    near("cuenta de banco"),
    near("cuenta corriente"),
    near("cuenta de ahorros"),
    near("cuenta de ahorro"),
    near("银行账号"),
    near("银行账户"),
    near("銀行帳號"),
    near("開戶帳號"),
];

/// Names by their first character: most words begin none.
pub(in crate::ids) struct Names(HashMap<char, Vec<&'static Name>>);

/// Names of what a state gives a person.
pub(in crate::ids) static PEOPLE: LazyLock<Names> = LazyLock::new(|| Names::of(&[ENGLISH, SPANISH, CHINESE, ELSEWHERE]));
/// Names of accounts.
pub(in crate::ids) static ACCOUNTS: LazyLock<Names> = LazyLock::new(|| Names::of(&[BANK]));

impl Names {
    fn of(lists: &[&'static [Name]]) -> Self {
        let mut by_first: HashMap<char, Vec<&Name>> = HashMap::new();
        for name in lists.iter().flat_map(|list| list.iter()) {
            by_first.entry(name.0.chars().next().unwrap_or_default()).or_default().push(name);
        }
        Self(by_first)
    }

    /// Where the longest of these names ends that begins here, and how far it reaches.
    pub(super) fn at(&self, glyphs: &[Glyph], at: usize) -> Option<(usize, Reach)> {
        let first = glyphs[at].ch;
        if first.is_ascii() && !first.is_ascii_alphabetic() || (first.is_ascii() && at > 0 && super::super::continues(glyphs[at - 1].ch)) {
            return None;
        }
        let known = self.0.get(&first)?;
        known
            .iter()
            .filter_map(|name| name.end(glyphs, at).map(|end| (end, name.1)))
            .max_by_key(|(end, _)| *end)
    }
}

impl Name {
    /// Where it ends; “D.N.I.” is written for “DNI”.
    fn end(&self, glyphs: &[Glyph], at: usize) -> Option<usize> {
        let (mut end, mut dots) = (at, 0);
        for wanted in self.0.chars() {
            let mut c = glyphs.get(end)?.ch;
            if c == '.' && wanted != '.' && end > at && self.0.len() <= 4 {
                (end, dots) = (end + 1, dots + 1);
                c = glyphs.get(end)?.ch;
            }
            if c != wanted {
                return None;
            }
            end += 1;
        }
        if dots > 0 && glyphs.get(end).is_some_and(|glyph| glyph.ch == '.') {
            end += 1;
        }
        let is_a_word = self.0.ends_with(|c: char| c.is_ascii_alphanumeric());
        // Two letters right before digits are the beginning of a parcel's number.
        let goes_on = glyphs
            .get(end)
            .is_some_and(|next| next.ch.is_ascii_alphabetic() || (self.0.len() < 3 && next.ch.is_ascii_digit()));
        (!(is_a_word && goes_on)).then_some(end)
    }
}
