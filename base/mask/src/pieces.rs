//! A long text in pieces, so that memory stays small: a glyph takes many times the room of a letter. Pieces end between paragraphs, lines or
//! words, in HTML before a tag; a number over such an end is the one thing that could be missed.

const PIECE: usize = 128 * 1024;

/// The pieces of a text; most have one.
pub(crate) fn of(text: &str, is_html: bool) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while rest.len() > 2 * PIECE {
        let (piece, tail) = rest.split_at(end(rest, is_html));
        pieces.push(piece);
        rest = tail;
    }
    pieces.push(rest);
    pieces
}

fn end(rest: &str, is_html: bool) -> usize {
    let from = rest.floor_char_boundary(PIECE);
    let window = &rest[from..rest.floor_char_boundary(2 * PIECE)];
    let ends: &[&str] = if is_html { &["<"] } else { &["\n\n", "\n", " "] };
    ends.iter().find_map(|end| window.find(end)).map_or(from + window.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_whole_and_each_is_small() {
        for text in ["a", &"línea\n".repeat(100_000), &"ü".repeat(400_000), &"<p>x</p>".repeat(100_000)] {
            let pieces = of(text, text.starts_with('<'));

            assert_eq!(pieces.concat(), text);
            assert!(pieces.iter().all(|piece| piece.len() <= 2 * PIECE));
        }
    }
}
