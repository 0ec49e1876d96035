//! Rows as bytes, the same on both engines, and what a table's rows come to.

use crate::{Trouble, Value};
use sha2::{Digest as _, Sha256};

/// Writes a row down: each value as a tag, and its length where that differs. Read back by [`Reader`].
pub fn encode(row: &[Value], out: &mut Vec<u8>) {
    for value in row {
        match value {
            Value::Null => out.push(0),
            Value::Integer(n) => {
                out.push(1);
                out.extend(n.to_le_bytes());
            }
            Value::Real(n) => {
                out.push(2);
                out.extend(n.to_bits().to_le_bytes());
            }
            Value::Text(text) => with_length(3, text.as_bytes(), out),
            Value::Boolean(yes) => out.extend([4, u8::from(*yes)]),
            Value::Bytes(bytes) => with_length(5, bytes, out),
        }
    }
}

fn with_length(tag: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(tag);
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}

/// Reads rows back that [`encode`] wrote.
pub struct Reader<'a> {
    rest: &'a [u8],
    columns: usize,
}

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8], columns: usize) -> Self {
        Self { rest: bytes, columns }
    }

    /// The next row; `None` at the end.
    pub fn row(&mut self) -> Result<Option<Vec<Value>>, Trouble> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        (0..self.columns).map(|_| self.value()).collect::<Result<Vec<_>, _>>().map(Some)
    }

    fn value(&mut self) -> Result<Value, Trouble> {
        Ok(match self.take(1)?[0] {
            0 => Value::Null,
            1 => Value::Integer(i64::from_le_bytes(self.eight()?)),
            2 => Value::Real(f64::from_bits(u64::from_le_bytes(self.eight()?))),
            3 => Value::Text(String::from_utf8(self.long()?.to_vec()).map_err(|_| damaged())?),
            4 => Value::Boolean(self.take(1)?[0] != 0),
            5 => Value::Bytes(self.long()?.to_vec()),
            _ => return Err(damaged()),
        })
    }

    fn long(&mut self) -> Result<&'a [u8], Trouble> {
        let length = usize::try_from(u64::from_le_bytes(self.eight()?)).map_err(|_| damaged())?;
        self.take(length)
    }

    fn eight(&mut self) -> Result<[u8; 8], Trouble> {
        self.take(8)?.try_into().map_err(|_| damaged())
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Trouble> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(damaged)?;
        self.rest = rest;
        Ok(taken)
    }
}

fn damaged() -> Trouble {
    Trouble::Shape("a row that was written down cannot be read back: its bytes are damaged".into())
}

/// How many rows, and the hash over all of them in their order.
#[derive(Default)]
pub struct Fingerprint {
    rows: u64,
    hash: Sha256,
    buffer: Vec<u8>,
}

impl Fingerprint {
    pub fn add(&mut self, row: &[Value]) {
        self.buffer.clear();
        encode(row, &mut self.buffer);
        self.hash.update(&self.buffer);
        self.rows += 1;
        // One huge row must not keep its room for all that follow.
        self.buffer.shrink_to(1 << 20);
    }

    /// Rows and SHA-256 in hex.
    pub fn finish(self) -> (u64, String) {
        let hash = self.hash.finalize();
        (self.rows, hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_back_and_damage_is_noticed() {
        let rows = [
            vec![Value::Integer(-7), Value::Text("día\0".into()), Value::Null],
            vec![Value::Boolean(true), Value::Bytes(vec![0, 255]), Value::Real(0.5)],
        ];
        let mut bytes = Vec::new();
        rows.iter().for_each(|row| encode(row, &mut bytes));

        let mut reader = Reader::new(&bytes, 3);
        assert_eq!([reader.row().unwrap().unwrap(), reader.row().unwrap().unwrap()], rows);
        assert!(reader.row().unwrap().is_none());
        assert!(Reader::new(&bytes[..bytes.len() - 1], 3).row().is_ok());
        for cut in 1..9 {
            assert!(Reader::new(&bytes[..cut], 3).row().is_err(), "{cut}");
        }
    }
}
