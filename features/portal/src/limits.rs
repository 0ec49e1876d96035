//! How often somebody may knock: for one address, from one place, for one mail domain (attacks 5 and 29).
//!
//! What must wait is not counted, so waiting ends by itself. Known and unknown addresses are counted alike, and stored as
//! a keyed hash: the table tells nobody who was asked for.

use agents::sign_in::limits::place;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Key;

/// The stretch of time that counts, in seconds.
pub const WINDOW: i64 = 3_600;

const ON_THE_ADDRESS_FROM_HERE: i64 = 4;
const ON_THE_ADDRESS: i64 = 10;
const FROM_HERE: i64 = 30;
/// More than the customers of a shop at one large provider ask for in an hour, and few enough not to bury a domain.
const ON_THE_DOMAIN: i64 = 300;
const LETTERS_OF_ONE: i64 = 6;

db::words!(
    /// What is being asked for.
    Kind {
        Code = "code",
        Letter = "letter",
    }
);

/// Who knocks for whom.
#[derive(Debug, Clone)]
pub struct Knock {
    pub kind: Kind,
    whom: String,
    place: String,
    domain: String,
}

impl Knock {
    /// For an address or a customer's key, from a network address; `domain` may be empty.
    pub fn new(key: &Key, kind: Kind, whom: &str, from: &str, domain: &str) -> Self {
        let hidden = |text: &str| {
            if text.is_empty() {
                String::new()
            } else {
                key.for_purpose("portal knock").sign(text.as_bytes())
            }
        };
        Self { kind, whom: hidden(whom), place: place(from), domain: hidden(domain) }
    }
}

/// Knocks of the last [`WINDOW`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Knocks {
    pub on_the_address_from_here: i64,
    pub on_the_address: i64,
    pub from_here: i64,
    pub on_the_domain: i64,
}

/// Whether one more is let through.
pub const fn may_knock(kind: Kind, knocks: &Knocks) -> bool {
    match kind {
        Kind::Code => {
            knocks.on_the_address_from_here < ON_THE_ADDRESS_FROM_HERE
                && knocks.on_the_address < ON_THE_ADDRESS
                && knocks.from_here < FROM_HERE
                && knocks.on_the_domain < ON_THE_DOMAIN
        }
        Kind::Letter => knocks.on_the_address < LETTERS_OF_ONE && knocks.from_here < FROM_HERE,
    }
}

/// Counts the knock, or says that it must wait.
pub fn count(work: &mut Work<'_>, knock: &Knock) -> Result<bool, Trouble> {
    work.keep_quietly("knocks are counted, forgotten after a day, and no history");
    if !may_knock(knock.kind, &of(work, knock)?) {
        return Ok(false);
    }
    let now = work.now;
    sql("DELETE FROM portal_knock WHERE knocked_at < $1").with(now.plus_seconds(-86_400)).run(work)?;
    sql("INSERT INTO portal_knock (kind, whom, place, domain, knocked_at) VALUES ($1, $2, $3, $4, $5)")
        .with(knock.kind)
        .with(&knock.whom)
        .with(&knock.place)
        .with(&knock.domain)
        .with(now)
        .run(work)?;
    Ok(true)
}

fn of(tx: &mut Tx<'_>, knock: &Knock) -> Result<Knocks, Trouble> {
    let now = tx.now();
    sql("SELECT CAST(COALESCE(SUM(CASE WHEN whom = $1 AND place = $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN whom = $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN place = $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN domain = $3 AND domain <> '' THEN 1 ELSE 0 END), 0) AS BIGINT)
           FROM portal_knock
          WHERE kind = $4 AND knocked_at > $5 AND (whom = $1 OR place = $2 OR domain = $3)")
    .with(&knock.whom)
    .with(&knock.place)
    .with(&knock.domain)
    .with(knock.kind)
    .with(now.plus_seconds(-WINDOW))
    .only(tx, "knock")
}

#[cfg(test)]
mod tests {
    use super::{Kind, Knocks, may_knock};

    #[test]
    fn attack_05_who_may_knock_once_more() {
        let calm = Knocks::default();
        let table = [
            ("nobody knocked", Kind::Code, calm, true),
            ("three from here", Kind::Code, Knocks { on_the_address_from_here: 3, on_the_address: 3, ..calm }, true),
            ("four from here", Kind::Code, Knocks { on_the_address_from_here: 4, on_the_address: 4, ..calm }, false),
            ("an address asked for from everywhere", Kind::Code, Knocks { on_the_address: 10, ..calm }, false),
            ("a place that tries many addresses", Kind::Code, Knocks { from_here: 30, ..calm }, false),
            ("a domain that is flooded", Kind::Code, Knocks { on_the_domain: 300, ..calm }, false),
            ("the sixth letter", Kind::Letter, Knocks { on_the_address: 5, ..calm }, true),
            ("the seventh letter", Kind::Letter, Knocks { on_the_address: 6, ..calm }, false),
        ];
        for (scene, kind, knocks, expected) in table {
            assert_eq!(may_knock(kind, &knocks), expected, "{scene}");
        }
    }
}
