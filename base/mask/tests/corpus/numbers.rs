//! Numbers made by the rules of those who give them out.

use super::Dice;

/// A card: the beginning of a network's numbers, random digits, the check digit.
pub fn card(dice: &mut Dice) -> String {
    let (prefix, length) = [
        ("4", 16),
        ("4", 16),
        ("4", 16),
        ("51", 16),
        ("53", 16),
        ("55", 16),
        ("2221", 16),
        ("2720", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("645", 16),
        ("65", 16),
        ("3530", 16),
        ("622126", 16),
        ("621700", 19),
        ("6228", 19),
    ][dice.below(17)];
    let body = format!("{prefix}{}", dice.digits(length - 1 - prefix.len()));
    with_check_digit(&body)
}

fn with_check_digit(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            if place % 2 == 0 { [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit as usize] } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A number in the groups of a card.
pub fn grouped(number: &str, between: &str) -> String {
    let sizes: &[usize] = match number.len() {
        15 => &[4, 6, 5],
        19 => &[4, 4, 4, 4, 3],
        _ => &[4, 4, 4, 4],
    };
    let mut at = 0;
    let groups = sizes.iter().map(|size| {
        at += size;
        &number[at - size..at]
    });
    groups.collect::<Vec<_>>().join(between)
}

pub fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
        .collect()
}

/// DNI or NIE.
pub fn spanish_id(dice: &mut Dice) -> String {
    let letters = "TRWAGMYFPDXBNJZSQVHLCKE";
    let letter = |number: usize| letters.chars().nth(number % 23).unwrap();
    match dice.below(3) {
        0 => {
            let (first, number) = (dice.below(3), dice.below(10_000_000));
            format!("{}{number:07}{}", ["X", "Y", "Z"][first], letter(first * 10_000_000 + number))
        }
        form => {
            let number = dice.below(100_000_000);
            format!("{number:08}{}{}", ["", "", "-"][form], letter(number))
        }
    }
}

pub fn chinese_id(dice: &mut Dice) -> String {
    let region = ["110105", "310115", "440305", "330106", "510104", "420102", "620102"][dice.below(7)];
    let body = format!("{region}{}{:02}{:02}{}", 1950 + dice.below(60), 1 + dice.below(12), 1 + dice.below(28), dice.digits(3));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = body.bytes().zip(weights).map(|(byte, weight)| usize::from(byte - b'0') * weight).sum();
    format!("{body}{}", "10X98765432".chars().nth(sum % 11).unwrap())
}

pub fn american_id(dice: &mut Dice) -> String {
    format!(
        "{:03}-{:02}-{:04}",
        [1 + dice.below(665), 667 + dice.below(233)][dice.below(2)],
        1 + dice.below(99),
        1 + dice.below(9_999)
    )
}

pub fn british_id(dice: &mut Dice) -> String {
    let (prefix, digits, last) = (["AB", "CE", "JG", "PR", "WM", "ZY"][dice.below(6)], dice.digits(6), dice.signs("ABCD", 1));
    if dice.below(2) == 0 {
        format!("{prefix}{digits}{last}")
    } else {
        format!("{prefix} {} {} {} {last}", &digits[..2], &digits[2..4], &digits[4..])
    }
}

/// Digits in groups, as people write what is long.
pub fn in_groups(digits: &str, sizes: &[usize], between: &str) -> String {
    let mut at = 0;
    let groups = sizes.iter().map(|size| {
        at += size;
        &digits[at - size..at]
    });
    groups.collect::<Vec<_>>().join(between)
}

/// A number of the passport of one of many countries.
pub fn passport(dice: &mut Dice) -> String {
    let capital = "ABCDEFGHJKLMNPRSTUVWXYZ";
    let (letters, digits) = [(0, 9), (1, 8), (2, 7), (3, 6), (1, 7), (2, 6)][dice.below(6)];
    format!("{}{}", dice.signs(capital, letters), dice.digits(digits))
}

/// A day as `yymmdd`.
fn day(dice: &mut Dice) -> String {
    format!("{:02}{:02}{:02}", dice.below(100), 1 + dice.below(12), 1 + dice.below(28))
}

pub fn rfc(dice: &mut Dice) -> String {
    format!(
        "{}{}{}",
        dice.signs("ABCDEFGHIJLMNOPRSTUVZ", 4),
        day(dice),
        dice.signs("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 3)
    )
}

pub fn curp(dice: &mut Dice) -> String {
    let name = dice.signs("ABCDEFGHIJLMNOPRSTUVZ", 4);
    let (born, sex, last) = (day(dice), ["H", "M"][dice.below(2)], dice.digits(2));
    format!("{name}{born}{sex}{}{last}", ["DFRRNL", "JCLPRX", "NLGMZS"][dice.below(3)].chars().take(5).collect::<String>())
}

/// As `12.345.678-5`, with the right check digit.
pub fn rut(dice: &mut Dice) -> String {
    let body = format!("{}{}", 1 + dice.below(2), dice.digits(7));
    let sum: u32 = body.bytes().rev().zip((2..=7).cycle()).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    let check = "0K987654321".chars().nth(sum as usize % 11).unwrap();
    match dice.below(3) {
        0 => format!("{body}-{check}"),
        _ => format!("{}-{check}", in_groups(&body, &[2, 3, 3], ".")),
    }
}

pub fn taiwanese_id(dice: &mut Dice) -> String {
    format!("{}{}{}", dice.signs("ABCDEFGHJKLMNPQRSTUVXYWZIO", 1), 1 + dice.below(2), dice.digits(8))
}

pub fn hong_kong_id(dice: &mut Dice) -> String {
    format!("{}{}({})", dice.signs("ABCDEGHKPRVYZ", 1), dice.digits(6), dice.signs("0123456789A", 1))
}

/// As they were before 1999: 15 digits.
pub fn old_chinese_id(dice: &mut Dice) -> String {
    format!("{}{}{}", ["110105", "310115", "440305"][dice.below(3)], day(dice), dice.digits(3))
}

/// GTIN-8, 12, 13 or 14.
pub fn gtin(dice: &mut Dice) -> String {
    let length = [8, 12, 13, 13, 14][dice.below(5)];
    let body = dice.digits(length - 1);
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 0 { 3 } else { 1 })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The number of a parcel, by carrier.
pub fn parcel(dice: &mut Dice) -> String {
    let capital = "ABCDEFGHJKLMNPRSTUVWXYZ";
    match dice.below(16) {
        0 | 1 => format!("1Z{}{}", dice.signs("0123456789ABCDEFGHJKLMNPRSTUVWXY", 6), dice.digits(10)),
        2 => dice.digits(12),
        3 => {
            let number = dice.digits(12);
            format!("{} {} {}", &number[..4], &number[4..8], &number[8..])
        }
        4 => format!("96{}", dice.digits(13)),
        5 => format!("9612{}", dice.digits(16)),
        6 => dice.digits(10),
        7 => format!("JJD{}", dice.digits(18)),
        8 => format!("00340434{}", dice.digits(12)),
        9 => format!("{}{}", ["92", "93", "94", "95"][dice.below(4)], dice.digits(20)),
        10 => {
            let number = format!("{}{}", ["92", "93", "94", "95"][dice.below(4)], dice.digits(20));
            let groups: Vec<&str> = (0..6).map(|group| &number[group * 4..22.min(group * 4 + 4)]).collect();
            groups.join(" ")
        }
        11 => format!("{}{}{}", dice.signs(capital, 2), dice.digits(9), ["ES", "US", "GB", "CN"][dice.below(4)]),
        12 => format!("P{}{}", dice.signs("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 21), dice.signs(capital, 1)),
        13 => format!("SF{}", dice.digits(13)),
        14 => format!("{}{}", ["YT", "JT", "ZT", "JDVA", "STO"][dice.below(5)], dice.digits(13)),
        _ => {
            let length = 11 + dice.below(3);
            format!("7{}", dice.digits(length))
        }
    }
}

/// The number of an order as shops write them; the long ones look like cards now and then.
pub fn order(dice: &mut Dice) -> String {
    match dice.below(11) {
        0 => format!("#{}", 1_000 + dice.below(90_000)),
        1 => format!("K-2026-{}", dice.digits(6)),
        2 => format!("{}-{}-{}", 100 + dice.below(900), dice.digits(7), dice.digits(7)),
        3 => format!("{}-{}-{}", dice.digits(2), dice.digits(5), dice.digits(5)),
        4 => dice.digits(8),
        5 => dice.digits(10),
        6 => format!("{}{}", 1 + dice.below(9), dice.digits(15)),
        7 => format!("{}{}", 1 + dice.below(9), dice.digits(17)),
        8 => format!("{}{}", 1 + dice.below(9), dice.digits(18)),
        9 => format!("2601{:02}-{}", 1 + dice.below(28), dice.digits(15)),
        _ => format!("SO{}", dice.digits(12)),
    }
}

pub fn phone(dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => format!("+34 6{} {} {}", dice.digits(2), dice.digits(3), dice.digits(3)),
        1 => format!("+1 ({}) {}-{}", 200 + dice.below(700), dice.digits(3), dice.digits(4)),
        2 => format!("{}-{}-{}", 200 + dice.below(700), dice.digits(3), dice.digits(4)),
        3 => format!("+86 1{} {} {}", 30 + dice.below(69), dice.digits(4), dice.digits(4)),
        4 => format!("+44 20 {} {}", dice.digits(4), dice.digits(4)),
        _ => format!("1{}{}", 30 + dice.below(69), dice.digits(8)),
    }
}
