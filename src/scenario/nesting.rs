//! How deeply a text is nested, found before it is parsed: a parser, or the drop of what it made, would overflow
//! the stack on a hostile one.

/// The deepest nesting that is read; a scenario needs eight.
pub(super) const DEEPEST: usize = 32;

/// Where the text is nested too deeply, if it is.
///
/// Every open bracket and every dot of a key count as a level. Texts in quotes and comments are passed over, unless
/// a quote is not closed: what a parser makes of such a file is uncertain, so everything counts.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    match scan(text, true) {
        Ok(place) => place,
        Err(Unclosed) => scan(text, false).unwrap_or(None),
    }
}

/// A quote that is not closed.
struct Unclosed;

fn scan(text: &str, quotes: bool) -> Result<Option<usize>, Unclosed> {
    let bytes = text.as_bytes();
    // For each open bracket, the levels before it.
    let mut open: Vec<usize> = Vec::new();
    let (mut base, mut dots, mut in_key) = (0, 0, true);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' if quotes => at += rest_of_line(&bytes[at..]),
            b'"' | b'\'' if quotes => {
                at += quoted_length(&bytes[at..]).ok_or(Unclosed)?;
                continue;
            }
            b'[' | b'{' => {
                open.push(base);
                (base, dots, in_key) = (base + dots + 1, 0, true);
            }
            b']' | b'}' => {
                base = open.pop().unwrap_or(0);
                (dots, in_key) = (0, true);
            }
            b'.' if in_key => dots += 1,
            b'=' => in_key = false,
            b',' | b'\n' => {
                (dots, in_key) = (0, true);
            }
            _ => {}
        }
        // The dots of a key stay levels of what stands to its right.
        if base + dots > DEEPEST {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn rest_of_line(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end.saturating_sub(1))
}

/// The length of the quoted text at the beginning, with its quotes.
fn quoted_length(bytes: &[u8]) -> Option<usize> {
    let quote = bytes[0];
    let long = bytes.get(1) == Some(&quote) && bytes.get(2) == Some(&quote);
    let mut at = if long { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !long => return None,
            byte if *byte == quote && !long => return Some(at + 1),
            byte if *byte == quote && bytes[at..].starts_with(&[quote; 3]) => {
                // A text in three quotes may end with up to two quotes of its own.
                let extra = bytes[at + 3..].iter().take(2).take_while(|byte| **byte == quote).count();
                return Some(at + 3 + extra);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, too_deep};

    #[test]
    fn brackets_and_dots_count_but_not_within_quotes_or_comments() {
        let brackets = "[".repeat(DEEPEST + 1);
        let dots = "a.".repeat(DEEPEST + 1);
        for deep in [
            format!("a = {brackets}"),
            format!("{dots}b = 1"),
            format!("a = '\n{brackets}"),
            format!("x = {{ {dots}b = 1 }}"),
        ] {
            assert!(too_deep(&deep).is_some(), "{deep}");
        }
        for flat in [
            format!("a = \"{brackets}\"\nb = '{dots}'\nc = \"\\\"{brackets}\""),
            format!("# {brackets}\n#{dots}\n"),
            format!("a = '''\n{brackets}\n''''\nb = \"\"\"{dots}\"\"\"\"\"\n"),
            "a = [0.5, 0.5]\n[b.c]\n[[d]]\ne = { f = [1.5] }\n".repeat(100),
        ] {
            assert_eq!(too_deep(&flat), None, "{flat}");
        }
    }
}
