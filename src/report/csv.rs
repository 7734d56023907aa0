//! `runs.csv`: the [table of runs](super::runs), one line a run, RFC 4180, in full precision; an empty cell is an empty
//! field.

use std::fmt::Write;

use crate::engine::RunRecord;

use super::runs::{Cell, Table};

/// The first line.
#[must_use]
pub fn header(table: &Table) -> Vec<u8> {
    let mut writer = writer();
    let names = table.columns().iter().map(|column| &column.name);
    writer.write_record(names).expect("a vector takes all bytes");
    writer.into_inner().expect("a vector takes all bytes")
}

/// The lines of some runs, in their order.
#[must_use]
pub fn rows(table: &Table, records: &[RunRecord]) -> Vec<u8> {
    let mut writer = writer();
    let mut field = String::new();
    for record in records {
        for column in table.columns() {
            field.clear();
            match table.cell(column, record) {
                Cell::Empty => Ok(()),
                Cell::Whole(value) => write!(field, "{value}"),
                // The shortest decimal that reads back as the same number.
                Cell::Real(value) => write!(field, "{value}"),
                Cell::Switch(value) => write!(field, "{value}"),
                Cell::Word(word) => field.write_str(word),
            }
            .expect("a text takes all letters");
            writer.write_field(&field).expect("a vector takes all bytes");
        }
        writer.write_record(None::<&[u8]>).expect("a vector takes all bytes");
    }
    writer.into_inner().expect("a vector takes all bytes")
}

fn writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new())
}
