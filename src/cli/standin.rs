//! Stand-ins for the parts that are written at the same time; deleted when they are merged.
#![allow(missing_docs)]

pub(super) mod engine {
    use std::{
        io,
        sync::atomic::{AtomicBool, Ordering},
        time::Duration,
    };

    use serde_json::json;

    use crate::{
        engine::{RunRecord, Summary, summary::Central},
        scenario::Scenario,
    };

    pub struct Options<'a> {
        #[allow(dead_code)]
        pub threads: Option<usize>,
        pub cancel: &'a AtomicBool,
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
            let records: Vec<_> = (0..counts.replications)
                .map(|replication| RunRecord {
                    draw,
                    replication,
                    outcome: "no_deal",
                    signed: false,
                    round: 0,
                    track: 0,
                    deal: None,
                    collapsed_at: None,
                    cause: "",
                    blocker: None,
                    reason: "",
                    silent_rounds: 0,
                    tested: 0,
                    honoured: 0,
                    attempts: 0,
                    stopped: 0,
                    incidents: 0,
                    values: vec![],
                    realised: vec![],
                })
                .collect();
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
