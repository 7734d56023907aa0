//! `runs.parquet`: the table of runs, typed, one row group after the other.
//!
//! Whole numbers are INT64, real ones DOUBLE, switches BOOLEAN, words strings with a dictionary; an empty cell is null.
//! The file's metadata says what it was made of, and the unit and meaning of each column, as the JSON text under
//! `armistice`. Rows are gathered to groups of the same size however they come, so the same runs give the same bytes.

use std::{
    collections::HashMap,
    io::{self, Write},
    sync::Arc,
};

use ::parquet::{
    basic::{LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::Type,
};
use serde_json::json;

use crate::engine::{RunRecord, Summary};

use super::runs::{Cell, Column, Kind, SCHEMA_VERSION, Table};

/// The key of the metadata in the file.
pub const METADATA: &str = "armistice";

/// Rows of a row group: few enough to be held in memory, many enough to be read in one go.
const GROUP: usize = 1 << 16;

/// Writes a table of runs, some rows at a time.
pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    table: Table,
    group: Vec<Gathered>,
    rows: usize,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// What the output fails with.
    pub fn new(output: W, table: Table) -> io::Result<Self> {
        let fields = table.columns().iter().map(field).collect::<Result<_, _>>().map_err(failure)?;
        let schema = Type::group_type_builder("run").with_fields(fields).build().map_err(failure)?;
        let properties = WriterProperties::builder()
            .set_created_by(format!("armistice {}", env!("CARGO_PKG_VERSION")))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let file =
            SerializedFileWriter::new(output, Arc::new(schema), Arc::new(properties)).map_err(failure)?;
        let group = table.columns().iter().map(Gathered::new).collect();
        Ok(Self { file, table, group, rows: 0 })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// What the output fails with.
    pub fn write(&mut self, records: &[RunRecord]) -> io::Result<()> {
        for record in records {
            for (column, gathered) in self.table.columns().iter().zip(&mut self.group) {
                gathered.push(self.table.cell(column, record));
            }
            self.rows += 1;
            if self.rows == GROUP {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Writes the rows gathered so far as a row group.
    fn flush(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failure)?;
        for gathered in &mut self.group {
            gathered.write(&mut group).map_err(failure)?;
        }
        group.close().map_err(failure)?;
        self.rows = 0;
        Ok(())
    }

    /// Ends the table of the runs that this summary is of, and gives back the output.
    ///
    /// # Errors
    /// What the output fails with.
    pub fn finish(mut self, summary: &Summary) -> io::Result<W> {
        if self.rows > 0 {
            self.flush()?;
        }
        let columns: Vec<_> = (self.table.columns().iter())
            .map(|column| json!({ "name": column.name, "unit": column.unit, "meaning": column.meaning }))
            .collect();
        let metadata = json!({
            "schema_version": SCHEMA_VERSION,
            "armistice": env!("CARGO_PKG_VERSION"),
            "scenario": summary.scenario.name,
            "sha256": summary.scenario.hash,
            "overrides": summary.scenario.overrides,
            "seed": summary.counts.seed,
            "complete": summary.counts.complete,
            "columns": columns,
        });
        self.file.append_key_value_metadata(KeyValue::new(METADATA.to_owned(), metadata.to_string()));
        self.file.into_inner().map_err(failure)
    }
}

/// How Parquet declares a column.
fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Whole => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Switch => (Physical::BOOLEAN, None),
        Kind::Word => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let builder = Type::primitive_type_builder(&column.name, physical);
    builder.with_repetition(repetition).with_logical_type(logical).build().map(Arc::new)
}

/// The cells of one column in the row group at hand.
struct Gathered {
    /// For an optional column, 1 for each cell that holds something and 0 for each that is empty.
    levels: Option<Vec<i16>>,
    values: Values,
}

/// Those of them that hold something.
enum Values {
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Switch(Vec<bool>),
    Word { known: HashMap<String, ByteArray>, words: Vec<ByteArray> },
}

impl Gathered {
    fn new(column: &Column) -> Self {
        let values = match column.kind {
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Real => Values::Real(Vec::new()),
            Kind::Switch => Values::Switch(Vec::new()),
            Kind::Word => Values::Word { known: HashMap::new(), words: Vec::new() },
        };
        Self { levels: column.optional.then(Vec::new), values }
    }

    fn push(&mut self, cell: Cell<'_>) {
        if let Some(levels) = &mut self.levels {
            levels.push(i16::from(cell != Cell::Empty));
        }
        match (&mut self.values, cell) {
            (Values::Whole(values), Cell::Whole(value)) => {
                values.push(i64::try_from(value).expect("counts are far below 2^63"));
            }
            (Values::Real(values), Cell::Real(value)) => values.push(value),
            (Values::Switch(values), Cell::Switch(value)) => values.push(value),
            (Values::Word { known, words }, Cell::Word(word)) => {
                if !known.contains_key(word) {
                    known.insert(word.to_owned(), ByteArray::from(word));
                }
                words.push(known[word].clone());
            }
            (_, cell) => debug_assert_eq!(cell, Cell::Empty, "a cell is of its column's kind"),
        }
    }

    /// Writes the cells as the next column of a row group, and forgets them.
    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let levels = self.levels.as_deref();
        match &mut self.values {
            Values::Whole(values) => write_column::<Int64Type, W>(group, values, levels)?,
            Values::Real(values) => write_column::<DoubleType, W>(group, values, levels)?,
            Values::Switch(values) => write_column::<BoolType, W>(group, values, levels)?,
            Values::Word { words, .. } => write_column::<ByteArrayType, W>(group, words, levels)?,
        }
        if let Some(levels) = &mut self.levels {
            levels.clear();
        }
        Ok(())
    }
}

fn write_column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<T::T>,
    levels: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("a row group has as many columns as its table".to_owned()))?;
    column.typed::<T>().write_batch(values, levels, None)?;
    values.clear();
    column.close()
}

/// The output's own failure, where that is what it was.
fn failure(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}
