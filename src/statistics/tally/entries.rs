//! A map as a list of its entries, in order: JSON has no keys but text.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

pub(crate) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
    map: &BTreeMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(map)
}

pub(crate) fn deserialize<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<K, V>, D::Error> {
    let entries = Vec::<(K, V)>::deserialize(deserializer)?;
    let count = entries.len();
    let map: BTreeMap<K, V> = entries.into_iter().collect();
    if map.len() == count { Ok(map) } else { Err(D::Error::custom("a key stands there twice")) }
}
