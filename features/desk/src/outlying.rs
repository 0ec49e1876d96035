//! Contents of files that lie outside the database, or are to: which wait to go, and how a row and an object follow each other.
//!
//! The order never changes: a name is written down, the object is put there under it, the row is told, and only then are the bytes gone from it. So
//! whoever dies anywhere leaves at worst an object no row names, and its name stands in `passing_object`. An object goes only if its name stands
//! there, no row has it, and its time has come: nothing is ever taken away because a list does not show it.

use db::elsewhere::{Bytes, Lies};
use db::{FromRow, Trouble, Tx, Work, sql};

/// Smaller contents stay: a request to storage costs more than a row of this size.
pub const SMALLEST: i64 = 16 * 1024;
/// Whoever put an object and did not tell the row for so long is gone.
const LEFT_BEHIND_SECONDS: i64 = 3_600;
/// An object whose bytes moved on stays for those who go back to an earlier database: longer than any state is laid aside. One that was erased
/// goes at once.
pub const STAYS_SECONDS: i64 = 32 * 86_400;

/// A content that is not where it is wanted.
#[derive(Debug, Clone, FromRow)]
pub struct Content {
    pub id: i64,
    pub size_bytes: i64,
    pub sha256: String,
    bytes_place: Option<String>,
    bytes_object: Option<String>,
    bytes_key: Option<String>,
}

impl Content {
    /// Where its bytes lie, if not in its row.
    pub fn lies(&self) -> Option<Lies> {
        match Bytes::of(Vec::new(), self.bytes_place.clone(), self.bytes_object.clone(), self.bytes_key.clone()) {
            Bytes::Elsewhere(lies) => Some(lies),
            Bytes::Here(_) => None,
        }
    }

    fn object(&self) -> &str {
        self.bytes_object.as_deref().unwrap_or_default()
    }
}

/// How far one came: the size and key of the last one seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    pub size_bytes: i64,
    pub id: i64,
}

/// Contents in the database that are large enough to leave it, behind `seen`.
pub fn inside(tx: &mut Tx<'_>, seen: Seen, most: i64) -> Result<Vec<Content>, Trouble> {
    sql("SELECT id, size_bytes, sha256, bytes_place, bytes_object, bytes_key FROM blob
          WHERE bytes_place IS NULL AND size_bytes >= $1 AND (size_bytes > $1 OR id > $2)
          ORDER BY size_bytes, id LIMIT $3")
    .with(seen.size_bytes.max(SMALLEST))
    .with(seen.id)
    .with(most)
    .all(tx)
}

/// Contents at this place, behind this key.
pub fn at(tx: &mut Tx<'_>, place: &str, after: i64, most: i64) -> Result<Vec<Content>, Trouble> {
    sql("SELECT id, size_bytes, sha256, bytes_place, bytes_object, bytes_key FROM blob
          WHERE bytes_place = $1 AND id > $2 ORDER BY id LIMIT $3")
    .with(place)
    .with(after)
    .with(most)
    .all(tx)
}

/// Every place at which a content lies. Looks at one row of each.
pub fn places(tx: &mut Tx<'_>) -> Result<Vec<String>, Trouble> {
    let mut places: Vec<String> = Vec::new();
    loop {
        let last = places.last().cloned().unwrap_or_default();
        let next: Option<String> = sql("SELECT bytes_place FROM blob WHERE bytes_place > $1 ORDER BY bytes_place LIMIT 1")
            .with(last)
            .one(tx)?;
        let Some(next) = next else { return Ok(places) };
        places.push(next);
    }
}

/// The bytes in its row.
pub fn bytes(tx: &mut Tx<'_>, content: i64) -> Result<Vec<u8>, Trouble> {
    sql("SELECT bytes FROM blob WHERE id = $1").with(content).only(tx, "file")
}

/// Writes down what is about to be put there.
pub fn comes(work: &mut Work<'_>, lies: &Lies) -> Result<(), Trouble> {
    let now = work.now;
    work.keep_quietly("an object on its way; what is in it is recorded elsewhere");
    sql("INSERT INTO passing_object (object, place, is_coming, noted_at, due_at) VALUES ($1, $2, TRUE, $3, $4)")
        .with(&lies.object)
        .with(&lies.place)
        .with(now)
        .with(now.plus_seconds(LEFT_BEHIND_SECONDS))
        .run(work)
        .map(drop)
}

/// The object lies there and was looked at: the bytes leave the row. `false`: the content is gone or another meanwhile, or we were given up; the object goes.
pub fn went_out(work: &mut Work<'_>, content: &Content, lies: &Lies) -> Result<bool, Trouble> {
    work.keep_quietly("where the bytes of a file lie");
    let is_ours = sql("DELETE FROM passing_object WHERE object = $1 AND is_coming").with(&lies.object).run(work)?;
    if is_ours == 0 {
        // Whoever gave us up may have looked for the object before it was there.
        goes(work, lies, 0)?;
        return Ok(false);
    }
    let told = sql("UPDATE blob SET bytes = $4, bytes_place = $5, bytes_object = $6, bytes_key = $7
                     WHERE id = $1 AND sha256 = $2 AND COALESCE(bytes_object, '') = $3")
    .with(content.id)
    .with(&content.sha256)
    .with(content.object())
    .with(Vec::<u8>::new())
    .with(&lies.place)
    .with(&lies.object)
    .with(&lies.key)
    .run(work)?;
    if told == 0 {
        goes(work, lies, 0)?;
        return Ok(false);
    }
    left(work, content)?;
    Ok(true)
}

/// The bytes are in the row again. `false`: the content is gone or another meanwhile.
pub fn came_in(work: &mut Work<'_>, content: &Content, bytes: &[u8]) -> Result<bool, Trouble> {
    work.keep_quietly("where the bytes of a file lie");
    let told = sql("UPDATE blob SET bytes = $4, bytes_place = NULL, bytes_object = NULL, bytes_key = NULL
                     WHERE id = $1 AND sha256 = $2 AND bytes_object = $3")
    .with(content.id)
    .with(&content.sha256)
    .with(content.object())
    .with(bytes)
    .run(work)?;
    if told > 0 {
        left(work, content)?;
    }
    Ok(told > 0)
}

fn left(work: &mut Work<'_>, content: &Content) -> Result<(), Trouble> {
    content.lies().map_or(Ok(()), |before| goes(work, &before, STAYS_SECONDS))
}

/// The row goes, or gets other bytes: its object, if it has one, is to go too.
pub fn lets_go(work: &mut Work<'_>, content: i64) -> Result<(), Trouble> {
    let now = work.now;
    // Whoever carries it out at this moment is waited for, or finds it gone.
    sql("UPDATE blob SET size_bytes = size_bytes WHERE id = $1").with(content).run(work)?;
    sql("INSERT INTO passing_object (object, place, is_coming, noted_at, due_at)
         SELECT bytes_object, bytes_place, FALSE, CAST($2 AS BIGINT), CAST($2 AS BIGINT) FROM blob WHERE id = $1 AND bytes_place IS NOT NULL
         ON CONFLICT (object) DO UPDATE SET is_coming = FALSE, due_at = $2")
    .with(content)
    .with(now)
    .run(work)
    .map(drop)
}

fn goes(work: &mut Work<'_>, lies: &Lies, in_seconds: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("INSERT INTO passing_object (object, place, is_coming, noted_at, due_at) VALUES ($1, $2, FALSE, $3, $4)
         ON CONFLICT (object) DO UPDATE SET is_coming = FALSE, due_at = $4")
    .with(&lies.object)
    .with(&lies.place)
    .with(now)
    .with(now.plus_seconds(in_seconds))
    .run(work)
    .map(drop)
}

/// An object that is to be taken away.
#[derive(Debug, Clone, FromRow)]
pub struct Going {
    pub object: String,
    pub place: String,
    pub tries: i64,
}

/// Takes up what is to be taken away now. Who was on their way too long is given up first: from here on they cannot tell the row any more.
pub fn due_to_go(work: &mut Work<'_>, most: i64) -> Result<Vec<Going>, Trouble> {
    let now = work.now;
    work.keep_quietly("objects that are to be taken away");
    sql("UPDATE passing_object SET is_coming = FALSE WHERE is_coming AND due_at <= $1")
        .with(now)
        .run(work)?;
    sql("SELECT p.object, p.place, p.tries FROM passing_object p
          WHERE p.due_at <= $1 AND NOT p.is_coming AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.bytes_object = p.object)
          ORDER BY p.due_at, p.object LIMIT $2")
    .with(now)
    .with(most)
    .all(work)
}

/// Whether anything is to be done for [`due_to_go`].
pub fn is_due_to_go(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    let now = tx.now();
    let due: Option<i64> = sql("SELECT 1 FROM passing_object WHERE due_at <= $1 ORDER BY due_at LIMIT 1").with(now).one(tx)?;
    Ok(due.is_some())
}

/// It was taken away, and looked for.
pub fn is_gone(work: &mut Work<'_>, object: &str) -> Result<(), Trouble> {
    work.keep_quietly("objects that are to be taken away");
    sql("DELETE FROM passing_object WHERE object = $1 AND NOT is_coming")
        .with(object)
        .run(work)
        .map(drop)
}

/// It could not be taken away: again later, however often.
pub fn stays(work: &mut Work<'_>, going: &Going, why: &str) -> Result<(), Trouble> {
    let again = work.now.plus_seconds(db::jobs::back_off(going.tries + 1));
    work.keep_quietly("objects that are to be taken away");
    sql("UPDATE passing_object SET tries = tries + 1, last_error = $2, due_at = $3 WHERE object = $1")
        .with(&going.object)
        .with(why)
        .with(again)
        .run(work)
        .map(drop)
}

/// What stands where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Large enough to leave, and in the database.
    pub inside: i64,
    /// Objects on their way.
    pub coming: i64,
    /// Objects that are to be taken away, also later.
    pub going: i64,
}

/// Counts by indexes alone.
pub fn standing(tx: &mut Tx<'_>) -> Result<Standing, Trouble> {
    Ok(Standing {
        inside: sql("SELECT COUNT(*) FROM blob WHERE bytes_place IS NULL AND size_bytes >= $1")
            .with(SMALLEST)
            .only(tx, "count")?,
        coming: sql("SELECT COUNT(*) FROM passing_object WHERE is_coming").only(tx, "count")?,
        going: sql("SELECT COUNT(*) FROM passing_object WHERE NOT is_coming").only(tx, "count")?,
    })
}

/// Whether this object has a row, or stands among those that come and go.
pub fn is_known(tx: &mut Tx<'_>, object: &str) -> Result<bool, Trouble> {
    let known: Option<i64> = sql("SELECT 1 FROM blob WHERE bytes_object = $1 UNION ALL SELECT 1 FROM passing_object WHERE object = $1")
        .with(object)
        .one(tx)?;
    Ok(known.is_some())
}

/// A stray object somebody wants gone.
pub fn is_stray(work: &mut Work<'_>, place: &str, object: &str) -> Result<(), Trouble> {
    work.keep_quietly("objects that are to be taken away");
    if is_known(work, object)? {
        return Ok(());
    }
    goes(work, &Lies { place: place.to_owned(), object: object.to_owned(), key: String::new() }, 0)
}

/// The objects that rows name at a place.
pub fn objects_at(tx: &mut Tx<'_>, place: &str) -> Result<Vec<String>, Trouble> {
    sql("SELECT bytes_object FROM blob WHERE bytes_place = $1 ORDER BY id").with(place).all(tx)
}

/// The files of a place were copied to another by other means: from now on the rows name that one.
pub fn renamed(work: &mut Work<'_>, from: &str, to: &str) -> Result<u64, Trouble> {
    work.keep_quietly("where the bytes of files lie");
    sql("UPDATE passing_object SET place = $2 WHERE place = $1").with(from).with(to).run(work)?;
    sql("UPDATE blob SET bytes_place = $2 WHERE bytes_place = $1").with(from).with(to).run(work)
}
