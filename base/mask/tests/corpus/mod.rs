//! Generated messages to measure by: with something that must be covered, and without. The same seed gives the same messages.
//!
//! Used by the test that holds the goals and by `examples/measure.rs`. Sentences are those customers write in English, Spanish and
//! Chinese; numbers are made by the rules of those who give them out.

mod clean;
mod dirty;
mod numbers;

pub use clean::clean;
pub use dirty::{Case, Kind, dirty};

/// A row of random numbers that is the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// Signs of an alphabet.
    pub fn signs(&mut self, alphabet: &str, count: usize) -> String {
        let signs: Vec<char> = alphabet.chars().collect();
        (0..count).map(|_| signs[self.below(signs.len())]).collect()
    }
}

pub const LANGUAGES: &[&str] = &["en", "es", "zh"];
