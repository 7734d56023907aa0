//! Standard output and standard error: no colour when piped or under `NO_COLOR`, no panic on a closed pipe.

use std::{
    fmt::Display,
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use indicatif::ProgressBar;

use super::failure::Failure;

/// Writes a result to standard output.
///
/// A reader that has gone away (`| head -1`) has read all that it wants: that is not a failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => {
            result.map_err(|source| Failure::Io { what: "cannot write to standard output".into(), source })
        }
    }
}

/// The bar that is on the terminal now, so that notes do not run into it.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Says which bar is on the terminal from now on.
pub(super) fn set_bar(bar: Option<ProgressBar>) {
    *BAR.lock().unwrap_or_else(PoisonError::into_inner) = bar;
}

/// A note on standard error. Nobody can be told that standard error is gone.
pub(super) fn note(text: impl Display) {
    let write = || {
        let _ = writeln!(anstream::stderr(), "{text}");
    };
    match &*BAR.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// A warning on standard error.
pub(super) fn warning(text: impl Display) {
    note(format_args!("\x1b[1;33mwarning\x1b[0m: {text}"));
}

/// Columns that a line of a result has at most, unless one word is wider.
const WIDTH: usize = 80;

/// A line that begins with `head`, and `text` after it, broken between words; the further lines are indented as far
/// as `head` is wide. Ends in a newline.
pub(super) fn wrapped(head: &str, text: &str) -> String {
    let indent = head.chars().count();
    let mut lines = head.to_owned();
    let mut column = indent;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > indent && column + 1 + width > WIDTH {
            lines.push('\n');
            lines.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if column > indent {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += width;
    }
    lines.truncate(lines.trim_end().len());
    lines + "\n"
}

/// A whole number with its thousands apart: `10,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, wrapped};

    #[test]
    fn words_stay_whole_within_eighty_columns() {
        let text =
            wrapped("name  ", &"twelve words of six letters each are put into lines of text here ".repeat(3));
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("      ") && !line.starts_with("       ")));
        let exact = format!("{} {}", "a".repeat(40), "b".repeat(39));
        assert_eq!(wrapped("", &exact), format!("{exact}\n"), "a line may be 80 columns wide");
        assert_eq!(wrapped("", &format!("{exact}b")).lines().count(), 2);
        let long = "x".repeat(100);
        assert_eq!(wrapped("> ", &long), format!("> {long}\n"));
        assert_eq!(wrapped("nothing  ", ""), "nothing\n");
    }

    #[test]
    fn thousands_stand_apart() {
        let shown: Vec<String> = [0, 12, 999, 1_000, 10_000, 1_234_567].map(grouped).into();
        assert_eq!(shown, ["0", "12", "999", "1,000", "10,000", "1,234,567"]);
    }
}
