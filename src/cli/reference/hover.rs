//! What an editor shows of a key: its meaning, and in words what may stand there and what it is when it is left out, as
//! the reference for people has them.

use serde_json::Value;

use crate::report::findings::capitalise;

use super::{
    default,
    phrases::{Names, about, phrase},
};

/// The schema with each key's type, range and default in the key's description.
pub(in crate::cli) fn worded(mut schema: Value) -> Value {
    word(&mut schema);
    schema
}

fn word(schema: &mut Value) {
    let table = schema.clone();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, property) in properties {
            let kind = capitalise(&phrase(property, &Names::default()));
            let default = match default(&table, key).as_str() {
                "–" => String::new(),
                "required" => " Required.".to_owned(),
                value => format!(" Default: {value}."),
            };
            property["description"] = format!("{} {kind}.{default}", about(property)).trim_start().into();
        }
    }
    match schema {
        Value::Object(members) => members.values_mut().for_each(word),
        Value::Array(members) => members.iter_mut().for_each(word),
        _ => {}
    }
}
