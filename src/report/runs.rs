//! The table of runs, one row a run, as CSV and Parquet have it: every column is defined here, once.
//!
//! | column | meaning |
//! |---|---|
//! | `draw`, `replication` | which run it is |
//! | `outcome`, `signed`, `ending` | how it ended |
//! | `round`, `track`, `deal` | the talks |
//! | `collapsed_at`, `cause`, `begun_by`, `motive` | the end of the ceasefire |
//! | `blocker`, `reason`, `silent_rounds` | who stood in the way |
//! | `tested` … `repaired` | what happened during the ceasefire |
//! | `level.ISSUE` | what was signed on each issue |
//! | `value.ACTOR`, `realised.ACTOR` | what it was worth to each actor, at signing and in the end |
//!
//! An empty cell says that there is nothing to say, such as the deal of a run without one.

use crate::engine::RunRecord;

/// Version of the table's shape; it rises when a column changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers from 0.
    Whole,
    /// Real numbers.
    Real,
    /// `true` or `false`.
    Switch,
    /// One of few words.
    Word,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'t> {
    /// There is nothing to say.
    Empty,
    /// A whole number.
    Whole(u64),
    /// A finite real number.
    Real(f64),
    /// Yes or no.
    Switch(bool),
    /// A word.
    Word(&'t str),
}

/// A column of the table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name, the same in every format.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether cells may be empty.
    pub optional: bool,
    /// The unit of its numbers; empty for words.
    pub unit: String,
    /// What it tells.
    pub meaning: String,
    holds: Holds,
}

/// Where a column's cells come from.
#[derive(Clone, Copy, Debug)]
enum Holds {
    Fixed(fn(&RunRecord) -> Cell<'static>),
    Beginner,
    Blocker,
    Level(usize),
    Value(usize),
    Realised(usize),
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

/// The table of a scenario's runs.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Column>,
    actors: Vec<String>,
    issues: Vec<IssueColumn>,
}

impl Table {
    /// The table of a scenario with these actors, by key, these issues, and periods of this name.
    #[must_use]
    pub fn new(actors: Vec<String>, issues: Vec<IssueColumn>, period: &str) -> Self {
        let mut columns = fixed(period);
        let flow = "per-period flow; 0 the worst deal, 1 the ideal one";
        let mut add = |name: String, kind: Kind, unit: &str, meaning: String, holds: Holds| {
            columns.push(Column { name, kind, optional: true, unit: unit.to_owned(), meaning, holds });
        };
        for (place, issue) in issues.iter().enumerate() {
            let meaning = format!("level of the issue {} in the signed deal", issue.id);
            add(format!("level.{}", issue.id), Kind::Word, "", meaning, Holds::Level(place));
        }
        for (place, actor) in actors.iter().enumerate() {
            let meaning = format!("what the signed deal was worth to {actor} at signing");
            add(format!("value.{actor}"), Kind::Real, flow, meaning, Holds::Value(place));
        }
        for (place, actor) in actors.iter().enumerate() {
            let meaning =
                format!("what the signed deal came to for {actor}, with the ceasefire's course, discounted");
            add(format!("realised.{actor}"), Kind::Real, flow, meaning, Holds::Realised(place));
        }
        Self { columns, actors, issues }
    }

    /// Its columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The cell of a run in one of its columns.
    #[must_use]
    pub fn cell<'t>(&'t self, column: &Column, record: &RunRecord) -> Cell<'t> {
        match column.holds {
            Holds::Fixed(cell) => cell(record),
            Holds::Beginner => {
                word(record.begun_by.and_then(|actor| self.actors.get(actor)).map(String::as_str))
            }
            Holds::Blocker => {
                word(record.blocker.and_then(|actor| self.actors.get(actor)).map(String::as_str))
            }
            Holds::Level(issue) => word(record.deal.map(|deal| self.issues[issue].level(deal))),
            Holds::Value(actor) => real(record.values.get(actor)),
            Holds::Realised(actor) => real(record.realised.get(actor)),
        }
    }
}

fn word<'t>(word: impl Into<Option<&'t str>>) -> Cell<'t> {
    word.into().filter(|word| !word.is_empty()).map_or(Cell::Empty, Cell::Word)
}

/// A number without the sign of a zero; a number that is not finite says nothing.
fn real(value: Option<&f64>) -> Cell<'static> {
    value.filter(|value| value.is_finite()).map_or(Cell::Empty, |value| Cell::Real(value + 0.0))
}

fn whole(value: impl Into<Option<u32>>) -> Cell<'static> {
    value.into().map_or(Cell::Empty, |value| Cell::Whole(value.into()))
}

/// The columns that every scenario has.
fn fixed(period: &str) -> Vec<Column> {
    use Kind::{Switch, Whole, Word};
    const ALWAYS: bool = false;
    const SOMETIMES: bool = true;
    let column = |name: &str, kind, optional, unit: &str, meaning: &str, cell| Column {
        name: name.to_owned(),
        kind,
        optional,
        unit: unit.to_owned(),
        meaning: meaning.to_owned(),
        holds: Holds::Fixed(cell),
    };
    vec![
        column("draw", Whole, ALWAYS, "number from 0", "parameter draw", |run| Cell::Whole(run.draw)),
        column("replication", Whole, ALWAYS, "number from 0", "replication within the draw", |run| {
            Cell::Whole(run.replication)
        }),
        column("outcome", Word, ALWAYS, "", "no_deal, temporary_pause, fragile or durable", |run| {
            Cell::Word(run.outcome)
        }),
        column("signed", Switch, ALWAYS, "", "whether a deal was signed", |run| Cell::Switch(run.signed)),
        column(
            "ending",
            Word,
            ALWAYS,
            "",
            "why the talks ended: signed, out_of_time, broke_down, decided or not_ratified",
            |run| Cell::Word(run.ending),
        ),
        column("round", Whole, ALWAYS, "rounds", "rounds of talks used, over all tracks", |run| {
            whole(run.round)
        }),
        column("track", Whole, ALWAYS, "number from 0", "track in which the talks ended", |run| {
            whole(run.track)
        }),
        column(
            "deal",
            Whole,
            SOMETIMES,
            "number from 0",
            "index of the signed deal in the deal space",
            |run| whole(run.deal),
        ),
        column(
            "collapsed_at",
            Whole,
            SOMETIMES,
            period,
            "period after signing, from 1, in which the ceasefire collapsed",
            |run| whole(run.collapsed_at),
        ),
        column("cause", Word, SOMETIMES, "", "what ended the ceasefire: attack or escalation", |run| {
            word(run.cause)
        }),
        Column {
            holds: Holds::Beginner,
            ..column("begun_by", Word, SOMETIMES, "", "actor that began the war, if one did", |_| Cell::Empty)
        },
        column(
            "motive",
            Word,
            SOMETIMES,
            "",
            "whether it meant to: meant, feared (only worth more than waiting) or accident",
            |run| word(run.motive),
        ),
        Column {
            holds: Holds::Blocker,
            ..column(
                "blocker",
                Word,
                SOMETIMES,
                "",
                "actor that was last to refuse, if there is no deal",
                |_| Cell::Empty,
            )
        },
        column("reason", Word, SOMETIMES, "", "what that refusal rested on", |run| word(run.reason)),
        column(
            "silent_rounds",
            Whole,
            ALWAYS,
            "rounds",
            "rounds in which an actor that was asked stayed silent",
            |run| whole(run.silent_rounds),
        ),
        column("tested", Whole, ALWAYS, "times", "times that a guarantee was tested", |run| {
            whole(run.tested)
        }),
        column("honoured", Whole, ALWAYS, "times", "times that it was honoured", |run| whole(run.honoured)),
        column("attempts", Whole, ALWAYS, "attempts", "attempts to attack", |run| whole(run.attempts)),
        column(
            "stopped",
            Whole,
            ALWAYS,
            "attempts",
            "attempts that an honoured early warning stopped",
            |run| whole(run.stopped),
        ),
        column("incidents", Whole, ALWAYS, "incidents", "incidents during the ceasefire", |run| {
            whole(run.incidents)
        }),
        column("spoiled", Whole, ALWAYS, "incidents", "incidents that spoilers had a hand in", |run| {
            whole(run.spoiled)
        }),
        column("reopened", Whole, ALWAYS, "times", "crises in which the text was reopened", |run| {
            whole(run.reopened)
        }),
        column(
            "repaired",
            Whole,
            ALWAYS,
            "times",
            "of these, those that ended with a text that all took",
            |run| whole(run.repaired),
        ),
    ]
}
