//! Handing our words to the index.

use crate::words::{Word, words};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the index knows our way of cutting.
pub(crate) const NAME: &str = "frontline";

/// Cuts text for the index.
#[derive(Clone, Default)]
pub(crate) struct Cutter;

/// The words of one text, one after the other.
pub(crate) struct Words {
    waiting: std::vec::IntoIter<Word>,
    token: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        Words { waiting: words(text).into_iter(), token: Token::default() }
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        let Some(word) = self.waiting.next() else { return false };
        let Word { text, place, range, .. } = word;
        self.token = Token {
            offset_from: range.start,
            offset_to: range.end,
            position: place,
            text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
