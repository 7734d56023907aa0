//! Stand-ins for the parts that are written at the same time; deleted when they are merged.
#![allow(missing_docs)]

pub(super) mod scenario {
    use std::{convert::Infallible, str::FromStr, sync::Arc};

    use sha2::{Digest, Sha256};

    #[derive(Clone, Debug)]
    pub struct Override(pub String);
    impl FromStr for Override {
        type Err = Infallible;
        fn from_str(text: &str) -> Result<Self, Infallible> {
            Ok(Self(text.to_owned()))
        }
    }
    #[derive(Debug)]
    pub struct Expectation {
        pub metric: String,
        pub min: Option<f64>,
        pub max: Option<f64>,
    }
    #[derive(Debug)]
    pub struct Simulation {
        pub seed: u64,
        pub draws: u64,
        pub replications: u64,
        pub hold: u32,
    }
    #[derive(Debug)]
    pub struct Scenario {
        pub name: Arc<str>,
        pub question: Arc<str>,
        pub period: Arc<str>,
        pub simulation: Simulation,
        pub expectations: Vec<Expectation>,
        pub text_hash: String,
        pub overrides: Vec<String>,
    }
    impl Scenario {
        pub fn parse(file: &str, text: &str, overrides: &[Override]) -> Result<Self, String> {
            let table: toml::Table = text.parse().map_err(|error| format!("error: {file}: {error}"))?;
            let string = |key: &str| Arc::from(table.get(key).and_then(|v| v.as_str()).unwrap_or("?"));
            let simulation = table.get("simulation");
            let mut counts = Simulation { seed: 1, draws: 10, replications: 10, hold: 60 };
            let number = |key: &str, default: u64| {
                let set = overrides
                    .iter()
                    .rev()
                    .find_map(|o| o.0.strip_prefix(&format!("simulation.{key}="))?.parse().ok());
                let stated = simulation.and_then(|s| s.get(key)).and_then(toml::Value::as_integer);
                set.or(stated.map(i64::unsigned_abs)).unwrap_or(default)
            };
            counts.seed = number("seed", 1);
            counts.draws = number("draws", 10);
            counts.replications = number("replications", 10);
            let expectations =
                table.get("expect").and_then(|e| e.as_array()).into_iter().flatten().map(|e| Expectation {
                    metric: e["metric"].as_str().unwrap_or("").to_owned(),
                    min: e.get("min").and_then(toml::Value::as_float),
                    max: e.get("max").and_then(toml::Value::as_float),
                });
            Ok(Self {
                name: string("name"),
                question: string("question"),
                period: string("period"),
                expectations: expectations.collect(),
                simulation: counts,
                text_hash: Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect(),
                overrides: overrides.iter().map(|o| o.0.clone()).collect(),
            })
        }
    }
    pub fn json_schema() -> serde_json::Value {
        serde_json::json!({"type": "object"})
    }
}

pub(super) mod engine {
    use std::{
        io,
        sync::atomic::{AtomicBool, Ordering},
        time::Duration,
    };

    use serde_json::json;

    use super::scenario::Scenario;
    use crate::engine::{Summary, summary::Central};

    pub struct Options<'a> {
        #[allow(dead_code)]
        pub threads: Option<usize>,
        pub cancel: &'a AtomicBool,
    }
    pub struct RunRecord {
        pub draw: u64,
        pub replication: u64,
    }
    pub fn simulate(
        scenario: &Scenario,
        options: &Options,
        progress: &(dyn Fn(u64) + Sync),
        rows: &mut dyn FnMut(&[RunRecord]) -> io::Result<()>,
    ) -> io::Result<Summary> {
        let counts = &scenario.simulation;
        let mut draws = 0;
        for draw in 0..counts.draws {
            if options.cancel.load(Ordering::SeqCst) {
                break;
            }
            std::thread::sleep(Duration::from_micros(200));
            let records: Vec<_> =
                (0..counts.replications).map(|replication| RunRecord { draw, replication }).collect();
            rows(&records)?;
            draws += 1;
            progress(draws * counts.replications);
        }
        let none = || json!({"value": null, "standard_error": null, "interval": null, "band": null});
        Ok(serde_json::from_value(json!({
            "schema_version": 1, "armistice": "0", "disclaimer": "an illustrative what-if, not a forecast",
            "scenario": {"name": scenario.name, "question": scenario.question, "period": "month", "hash": scenario.text_hash,
                "overrides": scenario.overrides, "actors": [], "hold": 60, "pause": 12},
            "counts": {"draws": draws, "replications": counts.replications, "runs": draws * counts.replications,
                "signed": 0, "seed": counts.seed, "complete": draws == counts.draws},
            "metrics": {"p_deal": {"value": 0.5, "standard_error": 0.1, "interval": {"low": 0.4, "high": 0.6}, "band": null}, "p_durable": none()},
            "outcomes": [], "uncertainty": {"parameters": null, "chance": null},
            "survival": {"points": [], "median": null, "restricted_mean": null}, "terms": [], "texts": [],
            "blocking": {"zone_frequency": none(), "actors": [], "sets": []}, "talks": [], "welfare": [],
            "central": examine(scenario), "ceasefire": crate::engine::summary::CeasefireFacts::default(),
            "guarantee_strength": [], "inputs": [], "warnings": [],
        }))
        .expect("a summary"))
    }
    pub fn examine(_: &Scenario) -> Central {
        serde_json::from_value(json!({"deals": 8640, "within_red_lines": 3888,
            "acceptable": [{"id": "ukraine", "label": "Ukraine", "deals": 2322}], "zone": 0, "points": [],
            "blockers": [["Russia"], ["Ukraine", "Europe"]], "axes": [], "outside": [], "frontier": [], "cloud": [], "signed": []}))
        .expect("a central case")
    }
}

pub(super) mod report {
    pub mod csv {
        use std::io::{self, Write};

        use crate::cli::standin::{engine::RunRecord, scenario::Scenario};
        pub fn header(out: &mut impl Write, _: &Scenario) -> io::Result<()> {
            writeln!(out, "draw,replication")
        }
        pub fn row(out: &mut impl Write, record: &RunRecord) -> io::Result<()> {
            writeln!(out, "{},{}", record.draw, record.replication)
        }
    }
    pub mod json {
        pub fn document(summary: &crate::engine::Summary) -> String {
            serde_json::to_string_pretty(summary).expect("JSON") + "\n"
        }
    }
    pub mod text {
        pub fn table(summary: &crate::engine::Summary) -> String {
            format!("{}\n{} runs\n", summary.scenario.name, summary.counts.runs)
        }
    }
    pub mod html {
        pub fn page(_: &crate::engine::Summary, _: &[super::charts::Chart]) -> String {
            "<!doctype html>\n".to_owned()
        }
    }
    pub mod charts {
        pub struct Chart {
            pub id: &'static str,
            pub svg: String,
        }
        pub fn all(_: &crate::engine::Summary) -> Vec<Chart> {
            vec![Chart { id: "outcomes", svg: "<svg/>".into() }]
        }
        pub fn png(_: &Chart) -> Vec<u8> {
            vec![137]
        }
    }
}
