//! A JSON document that carries the hash of its content, so that one that was cut or changed is known.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::outputs::hexadecimal;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed<'d> {
    sha256: String,
    #[serde(borrow)]
    content: &'d RawValue,
}

/// The document of a content, on one line.
pub(super) fn seal(content: &impl Serialize) -> String {
    let content = serde_json::value::to_raw_value(content).expect("plain values and text for keys");
    let sha256 = hexadecimal(&Sha256::digest(content.get()));
    let sealed = Sealed { sha256, content: &content };
    serde_json::to_string(&sealed).expect("plain values and text for keys") + "\n"
}

/// The content's text of a document, or what is wrong with it.
pub(super) fn open(document: &str) -> Result<&str, String> {
    let sealed: Sealed<'_> = serde_json::from_str(document).map_err(|error| {
        if error.is_eof() { "it is cut short".to_owned() } else { format!("it is damaged: {error}") }
    })?;
    let content = sealed.content.get();
    if hexadecimal(&Sha256::digest(content)) == sealed.sha256 {
        Ok(content)
    } else {
        Err("it is damaged: its content does not have the hash that it states".to_owned())
    }
}

/// A content that has been opened, read as what it should be.
pub(super) fn read<T: DeserializeOwned>(content: &str) -> Result<T, String> {
    serde_json::from_str(content).map_err(|error| format!("its content cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{open, seal};

    #[test]
    fn a_document_that_is_cut_or_changed_anywhere_is_known() {
        let document = seal(&serde_json::json!({ "runs": 170_141_183_460_469_231_u64, "text": "línea\n" }));
        assert_eq!(open(&document), Ok(r#"{"runs":170141183460469231,"text":"línea\n"}"#));
        let whole = document.trim_end().len();
        for end in (0..whole).filter(|end| document.is_char_boundary(*end)) {
            assert!(open(&document[..end]).is_err(), "cut at {end}");
        }
        for (place, bit) in (0..whole).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut bytes = document.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            assert!(
                String::from_utf8(bytes).is_err() || {
                    let mut bytes = document.clone().into_bytes();
                    bytes[place] ^= 1 << bit;
                    open(&String::from_utf8(bytes).unwrap()).is_err()
                },
                "bit {bit} of byte {place}"
            );
        }
    }
}
