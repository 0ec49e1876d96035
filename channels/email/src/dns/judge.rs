//! What published records mean for our mail: pure, so that a table can check it.

use super::{Answer, Records};

/// What a judgement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Mx,
    Spf,
    Dkim,
    Dmarc,
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be; the record that says so.
    Good(String),
    /// There is none.
    Missing,
    /// There is one, and it hurts: why, and the record.
    Wrong { why: &'static str, found: String },
    /// DNS did not answer; nothing is known.
    Unknown(String),
}

/// One finding: what, how it stands, where, and what to publish there if something is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub subject: Subject,
    pub verdict: Verdict,
    /// The name the record stands at.
    pub place: String,
    /// The record to publish; empty where only the mail provider knows it.
    pub publish: String,
}

impl Records {
    /// What these records mean, in the order one would mend them.
    pub fn judged(&self) -> Vec<Judgement> {
        let mut found = vec![
            self.judgement(Subject::Mx, mx(&self.mx), &self.domain, ""),
            self.judgement(Subject::Spf, spf(&self.txt), &self.domain, "v=spf1 mx ~all"),
        ];
        if let Some((place, wanted, published)) = &self.dkim {
            found.push(self.judgement(Subject::Dkim, dkim(published, wanted), place, wanted));
        }
        let dmarc_place = format!("_dmarc.{}", self.domain);
        found.push(self.judgement(Subject::Dmarc, dmarc(&self.dmarc), &dmarc_place, "v=DMARC1; p=none"));
        found
    }

    fn judgement(&self, subject: Subject, verdict: Verdict, place: &str, publish: &str) -> Judgement {
        Judgement { subject, verdict, place: place.to_owned(), publish: publish.to_owned() }
    }
}

fn of(answer: &Answer, judge: impl FnOnce(&[String]) -> Verdict) -> Verdict {
    match answer {
        Answer::Records(records) => judge(records),
        Answer::Silence(why) => Verdict::Unknown(why.clone()),
    }
}

fn mx(answer: &Answer) -> Verdict {
    of(answer, |records| match records {
        [] => Verdict::Missing,
        // RFC 7505: "." says that this domain takes no mail.
        [only] if only == "." => Verdict::Wrong { why: "it says that this domain takes no mail", found: only.clone() },
        several => Verdict::Good(several.join(", ")),
    })
}

fn spf(answer: &Answer) -> Verdict {
    of(answer, |records| {
        let found: Vec<&String> = records.iter().filter(|record| begins(record, "v=spf1")).collect();
        match found.as_slice() {
            [] => Verdict::Missing,
            [one] if one.to_lowercase().contains("+all") => {
                Verdict::Wrong { why: "it lets everybody send in your name", found: (*one).clone() }
            }
            [one] => Verdict::Good((*one).clone()),
            // RFC 7208 section 3.2: receivers give up on two.
            [first, ..] => Verdict::Wrong { why: "there are several, so receivers believe none", found: (*first).clone() },
        }
    })
}

fn dmarc(answer: &Answer) -> Verdict {
    of(answer, |records| {
        let found: Vec<&String> = records.iter().filter(|record| begins(record, "v=dmarc1")).collect();
        match found.as_slice() {
            [] => Verdict::Missing,
            [one] => Verdict::Good((*one).clone()),
            [first, ..] => Verdict::Wrong { why: "there are several, so receivers believe none", found: (*first).clone() },
        }
    })
}

fn dkim(answer: &Answer, wanted: &str) -> Verdict {
    of(answer, |records| match records {
        [] => Verdict::Missing,
        several => match several.iter().find(|record| public_key(record) == public_key(wanted)) {
            Some(good) => Verdict::Good(good.clone()),
            None => Verdict::Wrong {
                why: "another key is published than the one we sign with",
                found: several[0].clone(),
            },
        },
    })
}

fn begins(record: &str, with: &str) -> bool {
    record.trim_start().to_lowercase().starts_with(with)
}

/// What stands behind `p=`, without the blanks some name servers put in.
fn public_key(record: &str) -> Option<String> {
    let tag = record.split(';').find_map(|tag| tag.trim().strip_prefix("p="))?;
    Some(tag.split_whitespace().collect()).filter(|key: &String| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(of: &[&str]) -> Answer {
        Answer::Records(of.iter().map(|record| (*record).to_owned()).collect())
    }

    fn word(verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Good(_) => "good",
            Verdict::Missing => "missing",
            Verdict::Wrong { .. } => "wrong",
            Verdict::Unknown(_) => "unknown",
        }
    }

    #[test]
    fn each_record_is_judged_by_what_receivers_do_with_it() {
        let spf_table: [(&[&str], &str); 5] = [
            (&["v=spf1 include:_spf.example ~all"], "good"),
            (&["google-site-verification=x", "V=SPF1 mx -all"], "good"),
            (&["v=spf1 mx -all", "v=spf1 a -all"], "wrong"),
            (&["v=spf1 +all"], "wrong"),
            (&["something else"], "missing"),
        ];
        for (found, wanted) in spf_table {
            assert_eq!(word(&spf(&records(found))), wanted, "{found:?}");
        }
        assert_eq!(word(&mx(&records(&["mx.kettle.example."]))), "good");
        assert_eq!(word(&mx(&records(&["."]))), "wrong");
        assert_eq!(word(&dmarc(&records(&["v=DMARC1; p=reject"]))), "good");
        assert_eq!(word(&dmarc(&records(&["v=DMARC1; p=none", "v=DMARC1; p=reject"]))), "wrong");
    }

    #[test]
    fn the_published_key_must_be_ours_however_it_is_spaced() {
        let ours = "v=DKIM1; k=rsa; p=MIIBIjANBg";

        assert_eq!(word(&dkim(&records(&["v=DKIM1; p=MIIBI jANBg"]), ours)), "good");
        assert_eq!(word(&dkim(&records(&["v=DKIM1; p=other"]), ours)), "wrong");
        assert_eq!(word(&dkim(&records(&["v=DKIM1; p="]), ours)), "wrong");
        assert_eq!(word(&dkim(&records(&[]), ours)), "missing");
    }

    #[test]
    fn silence_is_no_failure() {
        let silence = Answer::Silence("no answer within 3 s".into());
        let records = Records {
            domain: "kettle.example".into(),
            mx: silence.clone(),
            txt: silence.clone(),
            dmarc: silence,
            dkim: None,
        };

        assert!(records.judged().iter().all(|judgement| word(&judgement.verdict) == "unknown"));
        assert_eq!(records.judged()[2].place, "_dmarc.kettle.example");
    }
}
