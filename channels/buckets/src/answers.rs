//! What a server says: lists, refusals and what to do about them, times.

use crate::wires::Answer;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// One page of a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    pub keys: Vec<String>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl Page {
    /// Reads the answer to ListObjectsV2; `None` if it is none.
    pub fn read(xml: &str) -> Option<Self> {
        let mut page = Self::default();
        let (mut is_list, mut goes_on) = (false, false);
        elements(xml, &mut |path, text| match path {
            ["ListBucketResult", "Contents", "Key"] => page.keys.push(text.replace("%2F", "/").replace("%2f", "/")),
            ["ListBucketResult", "NextContinuationToken"] => page.next = Some(text.to_owned()).filter(|next| !next.is_empty()),
            ["ListBucketResult", "IsTruncated"] => goes_on = text == "true",
            ["ListBucketResult"] => is_list = true,
            _ => {}
        })?;
        // A list that goes on without saying where is not the whole one.
        (is_list && (!goes_on || page.next.is_some())).then_some(page)
    }
}

/// Walks through all elements and hands out each as it ends, with its path and its text. `None` where the document is broken.
fn elements(xml: &str, take: &mut dyn FnMut(&[&str], &str)) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                path.push(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
                text.clear();
            }
            Event::Text(said) => text.push_str(&said.decode().ok()?),
            Event::CData(said) => text.push_str(&String::from_utf8_lossy(&said)),
            Event::GeneralRef(name) => text.push_str(resolve_predefined_entity(&name.decode().ok()?)?),
            Event::End(_) => {
                take(&path.iter().map(String::as_str).collect::<Vec<_>>(), text.trim());
                path.pop();
                text.clear();
            }
            Event::Eof if path.is_empty() => return Some(()),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Why a server did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub status: u16,
    /// Its word for it, such as `AccessDenied`; empty where it said none.
    pub code: String,
    region: Option<String>,
}

impl Refusal {
    pub fn of(answer: &Answer) -> Self {
        let mut code = String::new();
        let _ = elements(&String::from_utf8_lossy(&answer.body), &mut |path, text| {
            if path == ["Error", "Code"] {
                text.clone_into(&mut code);
            }
        });
        Self {
            status: answer.status,
            code,
            region: answer.header("x-amz-bucket-region").map(str::to_owned),
        }
    }

    /// Whether asking again may help.
    pub fn may_pass(&self) -> bool {
        let busy = matches!(self.status, 408 | 425 | 429 | 500 | 502..=504);
        busy || matches!(
            self.code.as_str(),
            "SlowDown" | "RequestTimeout" | "InternalError" | "ServiceUnavailable" | "BadDigest" | "IncompleteBody" | "OperationAborted"
        )
    }

    /// Whether the server knows no conditions.
    pub fn knows_no_conditions(&self) -> bool {
        self.status == 501 || self.code == "NotImplemented"
    }

    pub fn remedy(&self) -> String {
        let text = match (self.code.as_str(), self.status) {
            (
                "PermanentRedirect"
                | "AuthorizationHeaderMalformed"
                | "AuthorizationQueryParametersError"
                | "IllegalLocationConstraintException",
                _,
            )
            | (_, 301 | 307) => {
                return self.region.as_ref().map_or_else(
                    || "The bucket is in another region or at another server: correct s3_region and s3_endpoint".to_owned(),
                    |region| format!("The bucket is in the region {region}: set s3_region = \"{region}\""),
                );
            }
            ("RequestTimeTooSkewed", _) => "Set the clock of this machine: it and the server's differ by more than a quarter of an hour",
            ("ExpiredToken" | "TokenRefreshRequired", _) => "The lent key has run out: get a new one (AWS_SESSION_TOKEN)",
            ("InvalidAccessKeyId" | "SignatureDoesNotMatch" | "InvalidToken", _) | (_, 401) => {
                "The key was refused: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or s3_access_key and s3_secret_key_file"
            }
            ("NoSuchBucket", _) => "Make the bucket first, or correct its name",
            ("QuotaExceeded" | "InsufficientStorage" | "StorageFull" | "XMinioStorageFull", _) | (_, 507) => {
                "Free space there, or name another place"
            }
            (_, 403) => "Check that the key may list the bucket and read, write and delete objects in it",
            _ if self.may_pass() => "Try again later; if it stays so, ask whoever runs the storage",
            _ => "Check s3_endpoint, s3_region and the address, then ask whoever runs the storage",
        };
        text.to_owned()
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "it answered {}", self.status)?;
        if self.code.is_empty() { Ok(()) } else { write!(f, " {}", self.code) }
    }
}

/// Seconds between what two headers say, such as `Tue, 10 Mar 2026 09:00:00 GMT`; `None` where one is no time.
pub(crate) fn seconds_between(earlier: &str, later: &str) -> Option<i64> {
    let read = |text: &str| jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
    Some(read(later)?.as_second() - read(earlier)?.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use hyper::HeaderMap;

    fn refusal(status: u16, code: &str) -> Refusal {
        let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>&lt;no&gt;</Message></Error>");
        Refusal::of(&Answer { status, headers: HeaderMap::new(), body: Bytes::from(body) })
    }

    #[test]
    fn a_list_is_read_page_by_page_and_half_of_one_is_none() {
        let xml = "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name>\
                   <Contents><Key>a%2Fb&amp;c</Key><ETag>&quot;1&quot;</ETag></Contents><Contents><Key>d</Key></Contents>\
                   <NextContinuationToken>1/x==</NextContinuationToken></ListBucketResult>";

        assert_eq!(Page::read(xml), Some(Page { keys: vec!["a/b&c".into(), "d".into()], next: Some("1/x==".into()) }));
        assert_eq!(Page::read(&xml[..xml.len() - 30]), None);
        let goes_on = "<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>";
        assert_eq!(Page::read(goes_on), None);
        assert!(Page::read(&goes_on.replace("true", "false")).is_some());
        assert_eq!(Page::read("<Error><Code>SlowDown</Code></Error>"), None);
        assert_eq!(Page::read(""), None);
    }

    #[test]
    fn each_refusal_says_what_to_do_and_only_some_pass_by_themselves() {
        for (status, code, passes, remedy) in [
            (503, "SlowDown", true, "later"),
            (503, "", true, "later"),
            (400, "RequestTimeout", true, "later"),
            (403, "AccessDenied", false, "may list"),
            (403, "SignatureDoesNotMatch", false, "AWS_SECRET_ACCESS_KEY"),
            (403, "RequestTimeTooSkewed", false, "clock"),
            (404, "NoSuchBucket", false, "Make the bucket"),
            (301, "PermanentRedirect", false, "s3_region"),
            (507, "", false, "Free space"),
        ] {
            let refusal = refusal(status, code);
            assert_eq!((refusal.may_pass(), refusal.remedy().contains(remedy)), (passes, true), "{refusal}: {}", refusal.remedy());
        }
    }

    #[test]
    fn how_old_a_lock_is_is_told_by_the_servers_own_clock() {
        assert_eq!(seconds_between("Tue, 10 Mar 2026 09:00:00 GMT", "Tue, 10 Mar 2026 09:05:01 GMT"), Some(301));
        assert_eq!(seconds_between("yesterday", "Tue, 10 Mar 2026 09:05:01 GMT"), None);
    }
}
