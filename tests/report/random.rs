//! Summaries with anything in them: rendering never panics, and what it makes is whole.

use armistice::{
    engine::Summary,
    report::{charts::Gallery, html, json, text},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::samples;

/// What may replace a number: within or without its range, but finite.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(-0.0),
        Just(1.0),
        Just(0.5),
        Just(-1.0),
        Just(1e300),
        Just(-1e300),
        Just(5e-324),
        0.0..1.0
    ]
}

/// Changes some leaves: numbers, texts, lengths of lists, and values that may be missing.
fn mutate(value: &mut Value, changes: &mut impl Iterator<Item = (u8, f64)>) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| mutate(field, changes)),
        Value::Array(items) => {
            if let Some((choice, share)) = changes.next()
                && choice < 12
                && !items.first().is_some_and(Value::is_number)
            {
                let keep = (share.clamp(0.0, 1.0) * items.len() as f64) as usize;
                items.truncate(keep);
            }
            items.iter_mut().for_each(|item| mutate(item, changes));
        }
        Value::Number(old) => {
            let Some((choice, new)) = changes.next() else { return };
            if choice < 20 {
                *value = if old.is_f64() { new.into() } else { ((new.abs().min(4e4)) as u64).into() };
            }
        }
        Value::String(text) => {
            if changes.next().is_some_and(|(choice, _)| choice < 8) {
                text.push_str(&samples::ATTACK.repeat(2));
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_summary_renders(
        sample in 0..9_usize,
        changes in prop::collection::vec((any::<u8>(), number()), 64..512),
    ) {
        let summary = samples::all().swap_remove(sample).1;
        let mut value = serde_json::to_value(&summary).unwrap();
        let mut changes = changes.into_iter().cycle();
        mutate(&mut value, &mut changes);
        let summary: Summary = serde_json::from_value(value).unwrap();
        let gallery = Gallery::of(&summary);
        let page = html::page(&summary, &gallery);
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let error = roxmltree::Document::parse_with_options(&page, options).err();
        prop_assert!(error.is_none(), "{error:?}");
        prop_assert!(!page.contains("<script"));
        for chart in &gallery.charts {
            let svg = chart.svg();
            let error = roxmltree::Document::parse(&svg).err();
            prop_assert!(error.is_none(), "{}: {error:?}", chart.id);
            prop_assert!(!svg.contains("NaN"), "{}", chart.id);
        }
        text::summary(&summary, text::Style::Plain);
        prop_assert!(json::summary(&summary).is_ok());
    }
}
