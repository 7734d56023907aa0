//! `summary.json`: the summary, whole and in full precision.

use crate::engine::Summary;

/// The summary as pretty JSON in a stable order, with a newline at its end.
///
/// Every number is finite: JSON has no other, and one that is not becomes `null`.
///
/// # Errors
/// If a value can't be written as JSON, which no summary made by the engine does.
pub fn summary(summary: &Summary) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(summary)?;
    text.push('\n');
    Ok(text)
}
