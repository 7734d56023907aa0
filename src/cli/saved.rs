//! A part of a simulation on disk: a finished shard, or a checkpoint to go on from. It carries its scenario, so that
//! nothing else is needed to go on.

use std::{fs, path::Path};

use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, IgnoredAny},
};

use serde_json::value::RawValue;

use crate::{engine::Partial, scenario::Scenario};

use super::{
    failure::Failure,
    identity::{Identity, VERSION},
    sealed,
    shard::Shard,
};

/// Rises when the shape or the meaning of the document changes.
const FORMAT: u32 = 1;

/// A part with all that it is a part of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Saved<P> {
    format: u32,
    armistice: String,
    pub(super) shard: Shard,
    pub(super) identity: Identity,
    /// The rows of the part's runs.
    pub(super) rows: Rows,
    pub(super) part: P,
}

/// A file of rows; more may have been written to it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rows {
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// What can be read of a part whatever made it.
#[derive(Deserialize)]
struct Maker {
    format: u32,
    armistice: String,
}

/// A part of which only the head is read.
pub(super) type Head = Saved<IgnoredAny>;

/// A part, and whether it can be one of its scenario is seen to.
pub(super) type Whole = Saved<Partial>;

impl<P> Saved<P> {
    pub(super) fn new(shard: Shard, identity: Identity, rows: Rows, part: P) -> Self {
        Self { format: FORMAT, armistice: VERSION.to_owned(), shard, identity, rows, part }
    }
}

impl<P: Serialize> Saved<P> {
    pub(super) fn document(&self) -> String {
        sealed::seal(self)
    }
}

impl<P: DeserializeOwned> Saved<P> {
    /// Reads a document, or says what is wrong with it.
    pub(super) fn read(document: &[u8]) -> Result<Self, String> {
        let text = str::from_utf8(document).map_err(|_| "it is damaged: it is not text".to_owned())?;
        let content = sealed::open(text)?;
        let maker: Maker = sealed::read(content)?;
        if (maker.format, &*maker.armistice) != (FORMAT, VERSION) {
            return Err(format!(
                "Armistice {} made it (format {}), which Armistice {VERSION} (format {FORMAT}) does not go on with",
                maker.armistice, maker.format
            ));
        }
        sealed::read(content)
    }

    /// Reads a file; what is wrong with it names the file.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|source| Failure::io("read", path, source))?;
        Self::read(&bytes).map_err(|what| Failure::usage(format!("{}: {what}", path.display())))
    }
}

impl Whole {
    /// Reads a document, and sees to it that its part can be one of its scenario's.
    pub(super) fn of(document: &[u8], scenario: &Scenario) -> Result<Self, String> {
        let Saved { format, armistice, shard, identity, rows, part } =
            Saved::<Box<RawValue>>::read(document)?;
        if has_large_number(part.get()) {
            return Err("a count in it is larger than any run comes to".to_owned());
        }
        let part: Partial = sealed::read(part.get())?;
        if !part.fits(scenario, shard.number, shard.of) {
            return Err("its counts are not what this shard of its scenario can come to".to_owned());
        }
        Ok(Self { format, armistice, shard, identity, rows, part })
    }
}

/// Whether a number in JSON has more than 14 digits: no count that can be waited for does, and sums are text. Then the
/// counts of as many shards as there may be do not overflow.
fn has_large_number(json: &str) -> bool {
    const MOST_DIGITS: usize = 14;
    let (mut digits, mut in_text, mut escaped) = (0, false, false);
    json.bytes().any(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ => {}
        }
        digits = if !in_text && byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits > MOST_DIGITS
    })
}

#[cfg(test)]
mod tests {
    use super::has_large_number;

    #[test]
    fn numbers_of_more_than_fourteen_digits_are_found_outside_texts() {
        for json in ["[12345678901234]", r#"["123456789012345"]"#, r#"["\"123456789012345\"", 1]"#] {
            assert!(!has_large_number(json), "{json}");
        }
        for json in ["[123456789012345]", r#"["a\\\"b", 123456789012345]"#] {
            assert!(has_large_number(json), "{json}");
        }
    }
}
