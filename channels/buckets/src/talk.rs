//! Requests, signed, and asked again while the server is busy, slow or gone.
//!
//! Every object carries the SHA-256 of its bytes as a note of ours (`x-amz-meta-sha256`): each server keeps such notes, whatever
//! checksums it knows itself.

use crate::answers::{Page, Refusal, seconds_between};
use crate::wires::{Answer, Lost, Wires};
use crate::{Access, Address, Patience};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use db::Trouble;
use hyper::Method as Verb;
use kit::Clock;
use md5::{Digest as _, Md5};
use outside::{Ask, Outside};
use rusty_s3::{Bucket, Credentials, Method, signing};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// How long a signature is good: longer than the longest wait for an answer to begin.
const SIGNED_FOR_SECONDS: u64 = 3600;
/// How often bytes are sent that were answered as kept and were not there.
const SENDS: u32 = 3;
const OURS: &str = "x-amz-meta-sha256";

type Headers = Vec<(&'static str, String)>;

/// Under which condition something is put.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When<'a> {
    Always,
    /// If nothing lies there.
    Absent,
    /// If what lies there has this tag.
    Is(&'a str),
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Put {
    Kept,
    /// The condition does not hold.
    Refused,
    /// The server knows no such condition.
    Unknown,
}

/// An object, as it came.
pub(crate) struct Found {
    pub bytes: Bytes,
    pub tag: String,
    /// Whether the bytes are those that were sent; true where the server kept no note of ours.
    pub is_whole: bool,
    /// By the server's clock, since it was written.
    pub seconds_old: Option<i64>,
}

/// The talk with one server about one bucket.
pub(crate) struct Talk {
    pub address: Address,
    pub patience: Patience,
    bucket: Bucket,
    credentials: Credentials,
    wires: Wires,
    clock: Clock,
}

impl Talk {
    pub fn with(address: Address, access: &Access, way: (Arc<dyn Outside>, Clock), patience: Patience) -> Result<Self, Trouble> {
        let endpoint = access.endpoint()?;
        let wrong =
            |e: rusty_s3::BucketError| Trouble::Opening(format!("{endpoint} cannot be asked for a bucket: {e}. Correct s3_endpoint."));
        let bucket = Bucket::new(endpoint.clone(), access.style(&address), address.bucket.clone(), access.region.clone()).map_err(wrong)?;
        let credentials = match &access.session {
            Some(session) => Credentials::new_with_token(access.key.clone(), access.secret.clone(), session.clone()),
            None => Credentials::new(access.key.clone(), access.secret.clone()),
        };
        let (outside, clock) = way;
        Ok(Self { address, patience, bucket, credentials, wires: Wires::by(outside), clock })
    }

    /// What lies under `name`. Bytes that are not what was sent are asked for once more.
    pub async fn get(&self, name: &str) -> Result<Option<Found>, Trouble> {
        let first = self.get_once(name).await?;
        if first.as_ref().is_none_or(|found| found.is_whole) {
            return Ok(first);
        }
        tracing::warn!(place = %self.address, name, "an object did not come as it was sent; it is asked for again");
        self.get_once(name).await
    }

    async fn get_once(&self, name: &str) -> Result<Option<Found>, Trouble> {
        let answer = self.ask(name, &|| self.of_object(Method::Get, name, Vec::new())).await?;
        match answer.status {
            200 => Ok(Some(Found::of(answer))),
            _ => self.nothing_there(name, &answer).map(|()| None),
        }
    }

    /// The size of what lies under `name`, and our note on it.
    async fn seen(&self, name: &str) -> Result<Option<(u64, Option<String>)>, Trouble> {
        let answer = self.ask(name, &|| self.of_object(Method::Head, name, Vec::new())).await?;
        match answer.status {
            200 => {
                let size = answer.header("content-length").and_then(|size| size.parse().ok()).unwrap_or_default();
                Ok(Some((size, answer.header(OURS).map(str::to_owned))))
            }
            _ => self.nothing_there(name, &answer).map(|()| None),
        }
    }

    /// Keeps `bytes` under `name`, and looks that they are there.
    pub async fn keep(&self, name: &str, bytes: Bytes) -> Result<(), Trouble> {
        let hash = kit::sha256_hex(&bytes);
        for sent in 1..=SENDS {
            self.put(name, bytes.clone(), When::Always).await?;
            match self.seen(name).await? {
                Some((size, note)) if size == bytes.len() as u64 && note.as_ref().is_none_or(|note| *note == hash) => return Ok(()),
                _ => tracing::warn!(place = %self.address, name, "what was answered as kept is not there; it is sent again"),
            }
            tokio::time::sleep(self.patience.pause(sent)).await;
        }
        Err(Trouble::Opening(format!(
            "{}/{name}: the storage answered {SENDS} times that it keeps this, and it is not there. Nothing was lost of what was there before; ask whoever runs the storage.",
            self.address
        )))
    }

    /// Puts `bytes` there if the condition holds.
    pub async fn put(&self, name: &str, bytes: Bytes, when: When<'_>) -> Result<Put, Trouble> {
        let condition = match when {
            When::Always => None,
            When::Absent => Some(("if-none-match", "*".to_owned())),
            When::Is(tag) => Some(("if-match", tag.to_owned())),
        };
        let sum = ("content-md5", BASE64_STANDARD.encode(Md5::digest(&bytes)));
        let note = (OURS, kit::sha256_hex(&bytes));
        // In the order of their names, as they are signed.
        let headers: Vec<_> = std::iter::once(sum).chain(condition).chain([note]).collect();
        let sign = || Ask { body: bytes.clone(), ..self.of_object(Method::Put, name, headers.clone()) };
        let answer = self.ask(name, &sign).await?;
        let (refusal, is_conditional) = (Refusal::of(&answer), !matches!(when, When::Always));
        match answer.status {
            200..=299 => Ok(Put::Kept),
            409 | 412 if is_conditional => Ok(Put::Refused),
            // What a tag is asked of is not there.
            404 if matches!(when, When::Is(_)) && refusal.code != "NoSuchBucket" => Ok(Put::Refused),
            _ if refusal.knows_no_conditions() && is_conditional => Ok(Put::Unknown),
            _ => Err(self.refused(name, &refusal)),
        }
    }

    pub async fn remove(&self, name: &str) -> Result<(), Trouble> {
        self.remove_in(name, self.patience.tries).await
    }

    /// The same without asking again: what was removed may be somebody else's by the time of a second request.
    pub async fn remove_once(&self, name: &str) -> Result<(), Trouble> {
        self.remove_in(name, 1).await
    }

    async fn remove_in(&self, name: &str, tries: u32) -> Result<(), Trouble> {
        let answer = self.ask_in(name, tries, &|| self.of_object(Method::Delete, name, Vec::new())).await?;
        match answer.status {
            200..=299 => Ok(()),
            _ => self.nothing_there(name, &answer),
        }
    }

    /// Every name that begins with `folder` and a slash, in order.
    pub async fn list(&self, folder: &str) -> Result<Vec<String>, Trouble> {
        let below = self.address.key(&format!("{folder}/"));
        let (mut names, mut from) = (Vec::new(), None::<String>);
        loop {
            let page = self.page(folder, &below, from.as_deref()).await?;
            let known = page.keys.iter().filter(|key| key.starts_with(&below));
            names.extend(known.filter_map(|key| self.address.name(key)).map(str::to_owned));
            match page.next {
                // A server that says the same place again would be asked for ever.
                Some(next) if from.as_ref() != Some(&next) => from = Some(next),
                Some(_) => return Err(self.strange(folder, "its list goes round in circles")),
                None => break,
            }
        }
        names.sort();
        names.dedup();
        Ok(names)
    }

    async fn page(&self, folder: &str, below: &str, from: Option<&str>) -> Result<Page, Trouble> {
        let from = from.map(|from| ("continuation-token", from));
        // In the order of their names, as they are signed.
        let query: Vec<_> = from.into_iter().chain([("list-type", "2"), ("prefix", below)]).collect();
        let sign = || self.signed(Method::Get, self.bucket.base_url().clone(), &query, Vec::new());
        let answer = self.ask(folder, &sign).await?;
        if answer.status != 200 {
            return Err(self.refused(folder, &Refusal::of(&answer)));
        }
        let page = Page::read(&String::from_utf8_lossy(&answer.body));
        page.ok_or_else(|| self.strange(folder, "its list cannot be read"))
    }

    fn of_object(&self, method: Method, name: &str, headers: Headers) -> Ask {
        self.signed(method, self.bucket.object_url(&self.address.key(name)), &[], headers)
    }

    fn signed(&self, method: Method, url: Url, query: &[(&str, &str)], headers: Headers) -> Ask {
        let url = signing::sign(
            &self.clock.now().timestamp(),
            method,
            url,
            self.credentials.key(),
            self.credentials.secret(),
            self.credentials.token(),
            self.bucket.region(),
            SIGNED_FOR_SECONDS,
            query.iter().copied(),
            headers.iter().map(|(name, value)| (*name, value.as_str())),
        );
        let verb = match method {
            Method::Head => Verb::HEAD,
            Method::Get => Verb::GET,
            Method::Post => Verb::POST,
            Method::Put => Verb::PUT,
            Method::Delete => Verb::DELETE,
        };
        Ask { method: verb, url, headers, body: Bytes::new() }
    }

    /// The answer, unless it only says to come again; what cannot be reached or stays busy is told with what to do.
    async fn ask(&self, name: &str, sign: &(dyn Fn() -> Ask + Sync)) -> Result<Answer, Trouble> {
        self.ask_in(name, self.patience.tries, sign).await
    }

    async fn ask_in(&self, name: &str, tries: u32, sign: &(dyn Fn() -> Ask + Sync)) -> Result<Answer, Trouble> {
        let mut tried = 0;
        loop {
            let ask = sign();
            let answer = self.wires.ask(&ask, self.patience.for_body(ask.body.len()), self.patience.answer).await;
            tried += 1;
            let asked_to_wait = answer.as_ref().ok().and_then(|answer| answer.header("retry-after")?.parse().ok());
            let why = match answer {
                Ok(answer) => match (answer.status >= 400).then(|| Refusal::of(&answer)).filter(Refusal::may_pass) {
                    None => return Ok(answer),
                    Some(refusal) if tried >= tries => return Err(self.refused(name, &refusal)),
                    Some(refusal) => refusal.to_string(),
                },
                Err(Lost::ForNow(why)) if tried < tries => why,
                Err(Lost::ForNow(why) | Lost::ForGood(why)) => return Err(self.unreached(name, tried, &why)),
            };
            tracing::debug!(place = %self.address, name, why, tried, "the storage is asked again");
            let pause = self.patience.pause(tried).max(Duration::from_secs(asked_to_wait.unwrap_or(0)));
            tokio::time::sleep(pause.min(self.patience.longest_pause)).await;
        }
    }

    /// That an object is missing is an answer; that the bucket is, or anything else, is trouble.
    fn nothing_there(&self, name: &str, answer: &Answer) -> Result<(), Trouble> {
        let refusal = Refusal::of(answer);
        if answer.status == 404 && refusal.code != "NoSuchBucket" {
            Ok(())
        } else {
            Err(self.refused(name, &refusal))
        }
    }

    fn refused(&self, name: &str, refusal: &Refusal) -> Trouble {
        Trouble::Opening(format!("{}/{name}: {refusal}. {}.", self.address, refusal.remedy()))
    }

    fn unreached(&self, name: &str, tried: u32, why: &str) -> Trouble {
        Trouble::Opening(format!(
            "{}/{name}: no whole answer at try {tried} ({why}). Check s3_endpoint, its certificate and the network, then try again.",
            self.address
        ))
    }

    fn strange(&self, name: &str, what: &str) -> Trouble {
        Trouble::Opening(format!("{}/{name}: {what}. Check that s3_endpoint leads to storage that speaks S3.", self.address))
    }
}

impl Found {
    fn of(answer: Answer) -> Self {
        let said = answer.header(OURS);
        Self {
            tag: answer.header("etag").unwrap_or_default().to_owned(),
            is_whole: said.is_none_or(|said| said == kit::sha256_hex(&answer.body)),
            seconds_old: answer
                .header("last-modified")
                .zip(answer.header("date"))
                .and_then(|(written, now)| seconds_between(written, now)),
            bytes: answer.body,
        }
    }
}
