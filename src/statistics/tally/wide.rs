//! Whole numbers as text, since many readers of JSON lose digits of those above 2⁵³.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, Serializer, de::Error};

pub(super) fn serialize<T: Display, S: Serializer>(number: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

pub(super) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>
where
    T::Err: Display,
{
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// Several of them, as a list.
pub(super) mod array {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in super::super) fn serialize<S: Serializer>(
        numbers: &[u128],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(numbers.iter().map(ToString::to_string))
    }

    pub(in super::super) fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u128; N], D::Error> {
        let texts = <Vec<String>>::deserialize(deserializer)?;
        let numbers: Result<Vec<u128>, _> = texts.iter().map(|text| text.parse()).collect();
        let numbers = numbers.map_err(D::Error::custom)?;
        numbers.try_into().map_err(|_| D::Error::custom(format_args!("there are {N} numbers")))
    }
}
