//! Where all runs of a simulation go, as they come: `runs.csv` or `runs.parquet`.

use std::io::{self, Write};

use clap::ValueEnum;

#[cfg(feature = "parquet")]
use crate::report::parquet;
use crate::{
    engine::{RunRecord, Summary},
    report::{
        csv,
        runs::{IssueColumn, Table},
    },
    scenario::Scenario,
};

use super::outputs::Stream;

/// A format of the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Comma-separated values
    Csv,
    /// Apache Parquet, typed and smaller
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The name of the file.
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Csv => "runs.csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "runs.parquet",
        }
    }
}

/// A file of runs that is being written.
#[allow(clippy::large_enum_variant, reason = "there is one a command")]
pub(super) enum Rows {
    Csv(Table, Stream),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Writer<Stream>),
}

impl Rows {
    /// Begins the table of a scenario's runs.
    pub(super) fn begin(format: Format, scenario: &Scenario, mut stream: Stream) -> io::Result<Self> {
        let table = table(scenario);
        match format {
            Format::Csv => {
                stream.write_all(&csv::header(&table))?;
                Ok(Self::Csv(table, stream))
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => parquet::Writer::new(stream, table).map(Self::Parquet),
        }
    }

    /// Adds runs.
    pub(super) fn write(&mut self, records: &[RunRecord]) -> io::Result<()> {
        match self {
            Self::Csv(table, stream) => stream.write_all(&csv::rows(table, records)),
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.write(records),
        }
    }

    /// Ends the table; the summary is that of its runs.
    #[cfg_attr(
        not(feature = "parquet"),
        allow(unused_variables, reason = "lines of CSV say nothing of them all")
    )]
    pub(super) fn end(self, summary: &Summary) -> io::Result<Stream> {
        match self {
            Self::Csv(_, stream) => Ok(stream),
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.finish(summary),
        }
    }
}

/// The table of a scenario's runs.
pub(super) fn table(scenario: &Scenario) -> Table {
    let model = &scenario.setting.model;
    let mut issues: Vec<IssueColumn> = Vec::new();
    // The last issue is the least significant digit of a deal's index.
    let mut stride = 1;
    for issue in model.issues.iter().rev() {
        let levels: Vec<String> = issue.levels.iter().map(ToString::to_string).collect();
        let count = u32::try_from(levels.len()).expect("a deal space has at most 50,000 deals");
        issues.push(IssueColumn { id: issue.id.to_string(), levels, stride });
        stride = stride.saturating_mul(count);
    }
    issues.reverse();
    let actors = model.actors.iter().map(|actor| actor.id.to_string()).collect();
    Table::new(actors, issues, &scenario.period)
}
