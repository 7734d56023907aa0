//! What a person at the table reads: its brief, what happened, what is asked, and what it came to. 80 columns, readable
//! without colour. Nothing here tells what another actor values before the talks are over.

mod brief;
mod score;
mod talks;
mod transcript;

pub use brief::brief;
pub use score::score;
pub use talks::{Seen, news, question, text};
pub use transcript::transcript;

use super::numbers::value;

/// What a text is worth, or an outside option: three decimals, so that sums can be checked; a true minus sign.
///
/// ```
/// # use armistice::report::play::worth;
/// assert_eq!(worth(-0.05), "−0.050");
/// assert_eq!(worth(-0.0001), "0.000");
/// ```
#[must_use]
pub fn worth(number: f64) -> String {
    if !number.is_finite() {
        return value(number);
    }
    let text = format!("{:.3}", number.abs());
    if number < 0.0 && text != "0.000" { format!("−{text}") } else { text }
}
