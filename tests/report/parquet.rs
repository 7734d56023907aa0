//! `runs.parquet`, read back by the reader of its crate and compared with the CSV of the same runs. Another reader
//! compares them in `scripts/check-parquet`.

use std::{fs::File, io};

use ::parquet::{
    basic::Type as Physical,
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use armistice::{
    engine::RunRecord,
    report::{
        csv,
        parquet::{METADATA, Writer},
        runs::{Kind, Table},
    },
};
use serde_json::Value;

use super::tables::{signed, table};
use crate::samples;

/// More runs than a row group has, with every kind of cell full and empty.
fn runs() -> Vec<RunRecord> {
    let run = |draw: u64| {
        let share = draw as f64 / 3.0;
        let run = RunRecord { draw, deal: Some((draw % 6) as u32), values: vec![share, -share], ..signed() };
        match draw % 3 {
            0 => RunRecord {
                deal: None,
                collapsed_at: None,
                cause: "",
                blocker: Some(1),
                values: vec![],
                ..run
            },
            1 => RunRecord { signed: false, realised: vec![f64::INFINITY, -0.0], ..run },
            _ => run,
        }
    };
    (0..70_000).map(run).collect()
}

fn written(table: &Table, runs: &[RunRecord], chunk: usize) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), table.clone()).unwrap();
    runs.chunks(chunk).for_each(|chunk| writer.write(chunk).unwrap());
    writer.finish(&samples::flagship()).unwrap()
}

fn read(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().unwrap();
    io::Write::write_all(&mut file, bytes).unwrap();
    SerializedFileReader::new(file).unwrap()
}

#[test]
fn every_cell_is_that_of_the_csv() {
    let (table, runs) = (table(), runs());
    let reader = read(&written(&table, &runs, 1000));
    assert_eq!(reader.num_row_groups(), 2);
    let text = [csv::header(&table), csv::rows(&table, &runs)].concat();
    let mut lines = ::csv::Reader::from_reader(text.as_slice());
    let names = lines.headers().unwrap().clone();
    let mut compared = 0;
    for (row, line) in reader.get_row_iter(None).unwrap().zip(lines.records()) {
        let (row, line) = (row.unwrap(), line.unwrap());
        for (((name, field), expected_name), expected) in row.get_column_iter().zip(&names).zip(&line) {
            let found = match field {
                Field::Null => String::new(),
                Field::Long(value) => value.to_string(),
                Field::Double(value) => value.to_string(),
                Field::Bool(value) => value.to_string(),
                Field::Str(value) => value.clone(),
                other => panic!("{name} holds {other:?}"),
            };
            assert_eq!((name.as_str(), found.as_str()), (expected_name, expected));
        }
        assert_eq!(row.len(), line.len());
        compared += 1;
    }
    assert_eq!(compared, runs.len());
}

#[test]
fn columns_are_typed_and_the_metadata_has_their_units() {
    let table = table();
    let reader = read(&written(&table, &[signed()], 1));
    let file = reader.metadata().file_metadata();
    for (column, found) in table.columns().iter().zip(file.schema_descr().columns()) {
        let wanted = match column.kind {
            Kind::Whole => Physical::INT64,
            Kind::Real => Physical::DOUBLE,
            Kind::Switch => Physical::BOOLEAN,
            Kind::Word => Physical::BYTE_ARRAY,
        };
        assert_eq!((found.name(), found.physical_type()), (column.name.as_str(), wanted));
        assert_eq!(found.self_type().is_optional(), column.optional, "{}", column.name);
    }
    let entries = file.key_value_metadata().unwrap();
    let entry = entries.iter().find(|entry| entry.key == METADATA).unwrap();
    let metadata: Value = serde_json::from_str(entry.value.as_ref().unwrap()).unwrap();
    let summary = samples::flagship();
    assert_eq!(metadata["scenario"], summary.scenario.name);
    assert_eq!(metadata["sha256"], summary.scenario.hash);
    assert_eq!((&metadata["seed"], &metadata["schema_version"]), (&summary.counts.seed.into(), &1.into()));
    let columns = metadata["columns"].as_array().unwrap();
    assert_eq!(columns.len(), table.columns().len());
    for (told, column) in columns.iter().zip(table.columns()) {
        assert_eq!(told["name"], column.name);
        assert!(told["meaning"].as_str().is_some_and(|meaning| !meaning.is_empty()), "{told}");
        let is_number = matches!(column.kind, Kind::Whole | Kind::Real);
        assert_eq!(told["unit"].as_str().is_some_and(|unit| !unit.is_empty()), is_number, "{told}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_how_runs_come_in_chunks() {
    let (table, runs) = (table(), runs());
    let whole = written(&table, &runs, runs.len());
    for chunk in [1, 999, 1 << 16] {
        assert!(written(&table, &runs, chunk) == whole, "in chunks of {chunk}");
    }
}

#[test]
fn no_runs_are_a_table_without_rows() {
    let reader = read(&written(&table(), &[], 1));
    assert_eq!((reader.num_row_groups(), reader.metadata().file_metadata().num_rows()), (0, 0));
}

#[test]
fn what_the_output_fails_with_is_told() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut writer = Writer::new(Full, table()).unwrap();
    let failed = writer.write(&runs()).and_then(|()| writer.finish(&samples::flagship()).map(drop));
    assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
}
