//! What a mail program noted in an old mail: that it is a draft, was thrown away, or is spam; and when its last server received it.
//!
//! For taking old mail in. Names of folders and labels are those mail programs give them in English, Spanish and Chinese. What a
//! customer may write as well counts only above what servers wrote (labels, Mozilla's status) or where no server has touched the mail
//! (`X-Unsent`: a draft never travelled). `Status` and `X-Status` are believed: servers that keep mail so write their own over what came.

use crate::header_section::HeaderSection;
use crate::{date, words};

/// Fields of one name that are looked at.
const MOST_FIELDS: usize = 50;

/// Why a mail is no correspondence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unwanted {
    /// Never sent.
    Draft,
    /// Thrown away.
    Trash,
    Spam,
}

/// What the fields of an old mail say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Archived {
    pub unwanted: Option<Unwanted>,
    /// When its last server received it, in microseconds since 1970, UTC.
    pub received_at: Option<i64>,
}

/// Reads them, whatever the bytes are.
pub fn archived(raw: &[u8]) -> Archived {
    let (headers, _) = HeaderSection::split(raw);
    Archived {
        unwanted: unwanted(&headers),
        received_at: headers.all("received").take(MOST_FIELDS).find_map(|field| date::moment(field.rsplit_once(';')?.1)),
    }
}

/// What a folder or a label of this name holds, `None` if it is one of people's own.
pub fn named(name: &str) -> Option<Unwanted> {
    Some(match name.trim().to_lowercase().as_str() {
        "draft" | "drafts" | "templates" | "unsent messages" | "unsent" | "borrador" | "borradores" | "plantillas" | "草稿" | "草稿箱"
        | "草稿夹" | "草稿匣" | "模板" => Unwanted::Draft,
        "trash"
        | "bin"
        | "deleted"
        | "deleted items"
        | "deleted messages"
        | "papelera"
        | "papelera de reciclaje"
        | "eliminados"
        | "elementos eliminados"
        | "mensajes eliminados"
        | "correos eliminados"
        | "已删除"
        | "已删除邮件"
        | "已删除的邮件"
        | "已删除项目"
        | "废纸篓"
        | "回收站"
        | "垃圾桶"
        | "已刪除的郵件"
        | "刪除的郵件" => Unwanted::Trash,
        "spam" | "junk" | "junk mail" | "junk e-mail" | "junk email" | "bulk mail" | "correo no deseado" | "no deseado" | "no deseados"
        | "correo basura" | "垃圾邮件" | "垃圾郵件" | "垃圾箱" => Unwanted::Spam,
        _ => return None,
    })
}

fn unwanted(headers: &HeaderSection<'_>) -> Option<Unwanted> {
    // Mail programs write above what servers wrote, and what came with a mail stands below that.
    let own = headers.above("received");
    labelled(&own).or_else(|| mozilla(&own)).or_else(|| flagged(headers)).or_else(|| unsent(headers))
}

/// Google's archive names the labels of each mail, apart by commas.
fn labelled(headers: &HeaderSection<'_>) -> Option<Unwanted> {
    let labels: Vec<String> = headers.all("x-gmail-labels").take(MOST_FIELDS).map(|field| words::decode(&field)).collect();
    labels
        .iter()
        .flat_map(|labels| labels.split(','))
        .filter_map(|label| named(label.trim().trim_matches('"')))
        .min()
}

/// Thunderbird keeps what was deleted until a folder is compacted, and what waits to be sent, as bits of hexadecimal numbers
/// (nsMsgMessageFlags: Expunged, Queued, `IMAPDeleted`, Template).
fn mozilla(headers: &HeaderSection<'_>) -> Option<Unwanted> {
    let bits = |name| headers.first(name).and_then(|field| u32::from_str_radix(field.trim(), 16).ok()).unwrap_or(0);
    let (status, more) = (bits("x-mozilla-status"), bits("x-mozilla-status2"));
    if status & 0x0008 != 0 || more & 0x0020_0000 != 0 {
        return Some(Unwanted::Trash);
    }
    (status & 0x0800 != 0 || more & 0x0100_0000 != 0).then_some(Unwanted::Draft)
}

/// Pine, Dovecot and their kin write flags as letters, `D` for deleted; in `X-Status` a `T` is a draft.
fn flagged(headers: &HeaderSection<'_>) -> Option<Unwanted> {
    let flags = |name| {
        headers
            .first(name)
            .filter(|flags| flags.len() <= 8 && flags.bytes().all(|flag| b"ADFNORTUC".contains(&flag)))
    };
    let (status, more) = (flags("status").unwrap_or_default(), flags("x-status").unwrap_or_default());
    if status.contains('D') || more.contains('D') {
        return Some(Unwanted::Trash);
    }
    more.contains('T').then_some(Unwanted::Draft)
}

fn unsent(headers: &HeaderSection<'_>) -> Option<Unwanted> {
    let says_so = headers.has("x-mozilla-draft-info") || headers.first("x-unsent").is_some_and(|field| field.trim() == "1");
    (says_so && !headers.has("received")).then_some(Unwanted::Draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_sent_thrown_away_or_spam_says_so_in_its_fields() {
        for (fields, expected) in [
            ("X-Gmail-Labels: Inbox,Important,Opened", None),
            ("X-Gmail-Labels: Drafts", Some(Unwanted::Draft)),
            ("X-Gmail-Labels: Trash,Category Updates", Some(Unwanted::Trash)),
            ("X-Gmail-Labels: =?UTF-8?Q?Spam?=", Some(Unwanted::Spam)),
            ("X-Gmail-Labels: =?UTF-8?Q?Abiertos,Borradores?=", Some(Unwanted::Draft)),
            ("X-Gmail-Labels: =?UTF-8?B?5bey5omT5byALOWeg+WcvumCruS7tg==?=", Some(Unwanted::Spam)),
            ("X-Gmail-Labels: Clients/Trash", None),
            ("X-Mozilla-Status: 0001", None),
            ("X-Mozilla-Status: 0009", Some(Unwanted::Trash)),
            ("X-Mozilla-Status: 0801", Some(Unwanted::Draft)),
            ("X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00200000", Some(Unwanted::Trash)),
            ("Status: RO\nX-Status: D", Some(Unwanted::Trash)),
            ("Status: RO\nX-Status: AF", None),
            ("Status: ROD", Some(Unwanted::Trash)),
            ("Status: Delivered", None),
            ("X-Status: T", Some(Unwanted::Draft)),
            ("X-Unsent: 1", Some(Unwanted::Draft)),
            ("X-Unsent: 0", None),
            ("X-Mozilla-Draft-Info: internal/draft; vcard=0", Some(Unwanted::Draft)),
            ("Received: by mx; Tue, 5 Jan 2016 10:00:00 +0000\nX-Unsent: 1", None),
            ("X-Gmail-Labels: Trash\nReceived: by mx; Tue, 5 Jan 2016 10:00:00 +0000", Some(Unwanted::Trash)),
            ("Received: by mx; Tue, 5 Jan 2016 10:00:00 +0000\nX-Gmail-Labels: Spam\nX-Mozilla-Status: 0009", None),
        ] {
            assert_eq!(archived(format!("{fields}\nFrom: a@example.org\n\nHi\n").as_bytes()).unwanted, expected, "{fields}");
        }
    }

    #[test]
    fn a_mail_was_received_when_its_last_server_says() {
        let received = |fields: &str| archived(fields.as_bytes()).received_at;

        let two = "Received: from a by b; Tue, 5 Jan 2016 10:00:05 +0000 (UTC)\nReceived: from c\n by a (Postfix; 1) id 7;\n Tue, 5 Jan 2016 10:00:00 +0000\n\n";
        assert_eq!(received(two), Some(1_451_988_005_000_000));
        assert_eq!(received("Received: from a by b\nReceived: from c by a; 5 Jan 2016 10:00:00\n\n"), Some(1_451_988_000_000_000));
        assert_eq!(received("Subject: a\n\nReceived: x; 5 Jan 2016\n"), None);
    }
}
