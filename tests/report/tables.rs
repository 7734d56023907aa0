//! JSON and CSV: what machines read.

use std::{env, fs, path::Path};

use armistice::{
    engine::{RunRecord, Summary},
    report::{
        csv, json,
        runs::{Column, IssueColumn, Kind, Table},
    },
};

use crate::samples;

#[test]
fn json_reads_back_as_the_same_summary() {
    for (name, summary) in samples::all() {
        let text = json::summary(&summary).unwrap();
        assert!(text.ends_with("}\n"), "{name}");
        let again: Summary = serde_json::from_str(&text).unwrap();
        assert!(again == summary, "{name}");
    }
}

#[test]
fn json_keeps_the_order_of_the_fields() {
    let text = json::summary(&samples::flagship()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys[..5], ["schema_version", "armistice", "disclaimer", "scenario", "counts"]);
}

#[test]
fn a_number_that_is_not_finite_becomes_null() {
    let mut summary = samples::flagship();
    summary.survival.restricted_mean = Some(f64::NAN);
    let value: serde_json::Value = serde_json::from_str(&json::summary(&summary).unwrap()).unwrap();
    assert!(value["survival"]["restricted_mean"].is_null());
}

pub fn table() -> Table {
    let issue = |id: &str, levels: &[&str], stride| IssueColumn {
        id: id.into(),
        levels: levels.iter().map(|&level| level.into()).collect(),
        stride,
    };
    Table::new(
        vec!["ukraine".into(), "russia".into()],
        vec![
            issue("troops", &["600,000", "700,000", "No cap"], 2),
            issue("monitors", &["none", "\"US-led\""], 1),
        ],
        "month",
    )
}

pub fn signed() -> RunRecord {
    RunRecord {
        draw: 3,
        replication: 9,
        outcome: "fragile",
        signed: true,
        ending: "signed",
        round: 7,
        track: 1,
        deal: Some(3),
        collapsed_at: Some(22),
        cause: "attack",
        begun_by: Some(1),
        motive: "feared",
        blocker: None,
        reason: "",
        silent_rounds: 2,
        tested: 1,
        honoured: 0,
        attempts: 4,
        stopped: 3,
        incidents: 5,
        spoiled: 2,
        reopened: 1,
        repaired: 0,
        values: vec![0.1 + 0.2, -0.0],
        realised: vec![0.5, f64::NAN],
    }
}

#[test]
fn a_run_is_one_line_with_its_levels_by_name() {
    let mut bytes = csv::header(&table());
    bytes.extend(csv::rows(&table(), &[signed()]));
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "draw,replication,outcome,signed,ending,round,track,deal,collapsed_at,cause,begun_by,motive,blocker,reason,silent_rounds,tested,\
         honoured,attempts,stopped,incidents,spoiled,reopened,repaired,level.troops,level.monitors,value.ukraine,value.russia,realised.ukraine,\
         realised.russia\n\
         3,9,fragile,true,signed,7,1,3,22,attack,russia,feared,,,2,1,0,4,3,5,2,1,0,\"700,000\",\"\"\"US-led\"\"\",0.30000000000000004,0,0.5,\n"
    );
}

#[test]
fn a_run_without_a_deal_leaves_its_fields_empty() {
    let record = RunRecord {
        outcome: "no_deal",
        signed: false,
        ending: "broke_down",
        deal: None,
        collapsed_at: None,
        cause: "",
        begun_by: None,
        motive: "",
        blocker: Some(1),
        reason: "outside_option",
        values: vec![],
        realised: vec![],
        ..signed()
    };
    let line = String::from_utf8(csv::rows(&table(), &[record])).unwrap();
    assert_eq!(line, "3,9,no_deal,false,broke_down,7,1,,,,,,russia,outside_option,2,1,0,4,3,5,2,1,0,,,,,,\n");
}

#[test]
fn lines_do_not_depend_on_how_runs_come_in_chunks() {
    let (one, other) = (signed(), RunRecord { draw: 4, ..signed() });
    let together = csv::rows(&table(), &[one.clone(), other.clone()]);
    let apart = [csv::rows(&table(), &[one]), csv::rows(&table(), &[other])].concat();
    assert_eq!(together, apart);
}

/// `UPDATE_COLUMNS=1 cargo nextest run the_page_of_the_runs` writes the page anew.
#[test]
fn the_page_of_the_runs_has_every_column() {
    const BEGIN: &str = "<!-- made by tests/report/tables.rs: begin -->\n";
    const END: &str = "<!-- made by tests/report/tables.rs: end -->\n";
    let issue = IssueColumn { id: "ISSUE".into(), levels: vec![], stride: 1 };
    let table = Table::new(vec!["ACTOR".into()], vec![issue], "periods, as the scenario calls them");
    let mut rows = String::from("| column | holds | unit | meaning |\n| --- | --- | --- | --- |\n");
    for Column { name, kind, unit, meaning, optional, .. } in table.columns() {
        let kind = match kind {
            Kind::Whole => "whole number",
            Kind::Real => "number",
            Kind::Switch => "true or false",
            Kind::Word => "word",
        };
        let empty = if *optional { ", or empty" } else { "" };
        rows += &format!("| `{name}` | {kind}{empty} | {unit} | {meaning} |\n");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/runs.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let fresh = format!("{before}{BEGIN}{rows}{END}{after}");
    if env::var_os("UPDATE_COLUMNS").is_some() {
        fs::write(&path, fresh).unwrap();
    } else {
        assert!(
            fresh == page,
            "docs/runs.md is stale: UPDATE_COLUMNS=1 cargo nextest run the_page_of_the_runs"
        );
    }
}
