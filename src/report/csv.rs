//! `runs.csv`: one line a run, RFC 4180, in full precision.
//!
//! | column | meaning |
//! |---|---|
//! | `draw`, `replication` | which run it is, from 0 |
//! | `outcome` | `no_deal`, `temporary_pause`, `fragile` or `durable` |
//! | `signed` | `true` or `false` |
//! | `round`, `track` | rounds used; track in which the talks ended, from 0 |
//! | `deal` | index of the signed deal |
//! | `collapsed_at`, `cause` | period of the collapse, from 1, and what caused it |
//! | `blocker`, `reason` | who was last to refuse, by key, and why |
//! | `silent_rounds` | rounds without an answer |
//! | `tested`, `honoured` | guarantees |
//! | `attempts`, `stopped`, `incidents` | during the ceasefire |
//! | `level.ISSUE` | what was signed on each issue |
//! | `value.ACTOR` | what the signed deal was worth to each actor |
//! | `realised.ACTOR` | what it came to, with the ceasefire's course, discounted |
//!
//! An empty field says that there is nothing to say, such as the deal of a run without one.

use crate::engine::RunRecord;

/// What the columns are called in this scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// Keys of the actors, in file order.
    pub actors: Vec<String>,
    /// The issues, in file order.
    pub issues: Vec<IssueColumn>,
}

/// How to read an issue's level from a deal's index.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueColumn {
    /// Key of the issue.
    pub id: String,
    /// Names of all its levels, in file order.
    pub levels: Vec<String>,
    /// The level is `deal / stride % levels.len()`.
    pub stride: u32,
}

impl IssueColumn {
    fn level(&self, deal: u32) -> &str {
        let place = (deal / self.stride.max(1)) as usize;
        self.levels.get(place % self.levels.len().max(1)).map_or("", String::as_str)
    }
}

/// Columns that every scenario has.
const FIXED: [&str; 17] = [
    "draw",
    "replication",
    "outcome",
    "signed",
    "round",
    "track",
    "deal",
    "collapsed_at",
    "cause",
    "blocker",
    "reason",
    "silent_rounds",
    "tested",
    "honoured",
    "attempts",
    "stopped",
    "incidents",
];

/// The first line.
pub fn header(columns: &Columns) -> Vec<u8> {
    let mut fields: Vec<String> = FIXED.iter().map(|&name| name.to_owned()).collect();
    fields.extend(columns.issues.iter().map(|issue| format!("level.{}", issue.id)));
    fields.extend(columns.actors.iter().map(|actor| format!("value.{actor}")));
    fields.extend(columns.actors.iter().map(|actor| format!("realised.{actor}")));
    lines([fields])
}

/// The lines of some runs, in their order.
pub fn rows(columns: &Columns, records: &[RunRecord]) -> Vec<u8> {
    lines(records.iter().map(|record| fields(columns, record)))
}

fn fields(columns: &Columns, record: &RunRecord) -> Vec<String> {
    let number = |value: u32| value.to_string();
    let optional = |value: Option<u32>| value.map_or_else(String::new, number);
    let mut fields = vec![
        record.draw.to_string(),
        record.replication.to_string(),
        record.outcome.to_owned(),
        record.signed.to_string(),
        number(record.round),
        number(record.track),
        optional(record.deal),
        optional(record.collapsed_at),
        record.cause.to_owned(),
        record.blocker.and_then(|actor| columns.actors.get(actor)).cloned().unwrap_or_default(),
        record.reason.to_owned(),
        number(record.silent_rounds),
        number(record.tested),
        number(record.honoured),
        number(record.attempts),
        number(record.stopped),
        number(record.incidents),
    ];
    let level = |issue: &IssueColumn| record.deal.map_or("", |deal| issue.level(deal)).to_owned();
    fields.extend(columns.issues.iter().map(level));
    for values in [&record.values, &record.realised] {
        let flow = |actor: usize| values.get(actor).map_or_else(String::new, |&value| decimal(value));
        fields.extend((0..columns.actors.len()).map(flow));
    }
    fields
}

/// The shortest decimal that reads back as the same number; empty if there is none.
fn decimal(value: f64) -> String {
    if value.is_finite() { (value + 0.0).to_string() } else { String::new() }
}

fn lines(records: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for fields in records {
        writer.write_record(&fields).expect("a vector takes all bytes");
    }
    writer.into_inner().expect("a vector takes all bytes")
}
