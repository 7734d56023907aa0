"""Compares a run's runs.parquet, as Apache Arrow reads it, with its runs.csv, as Python's own csv reads it.

compare.py FOLDER_OF_CSV FOLDER_OF_PARQUET
"""

import csv
import json
import sys
from pathlib import Path

import pyarrow
from pyarrow import parquet

WHOLE, REAL, SWITCH, WORD = pyarrow.int64(), pyarrow.float64(), pyarrow.bool_(), pyarrow.string()
SWITCHES = {"true": True, "false": False}


def cell(text, kind):
    """What a CSV field says, as the type of its column."""
    if text == "":
        return None
    return SWITCHES[text] if kind == SWITCH else {WHOLE: int, REAL: float, WORD: str}[kind](text)


def wanted(name):
    """The type that a column should have."""
    if name.startswith(("value.", "realised.")):
        return REAL
    if name.startswith("level.") or name in {"outcome", "ending", "cause", "begun_by", "motive", "blocker", "reason"}:
        return WORD
    return SWITCH if name == "signed" else WHOLE


def main(of_csv, of_parquet):
    path = Path(of_parquet, "runs.parquet")
    table = parquet.read_table(path)
    summary = json.loads(Path(of_parquet, "summary.json").read_text(encoding="utf-8"))
    with Path(of_csv, "runs.csv").open(encoding="utf-8", newline="") as file:
        names, *lines = csv.reader(file)
    assert table.column_names == names, (table.column_names, names)
    assert table.num_rows == len(lines) == summary["counts"]["runs"] > 0
    for place, name in enumerate(names):
        kind = table.schema.field(name).type
        assert kind == wanted(name), (name, kind)
        expected = [cell(line[place], kind) for line in lines]
        found = table.column(name).to_pylist()
        for row, pair in enumerate(zip(found, expected, strict=True)):
            assert pair[0] == pair[1], (name, row, pair)

    metadata = json.loads(table.schema.metadata[b"armistice"])
    assert [column["name"] for column in metadata["columns"]] == names
    assert all(column["meaning"] for column in metadata["columns"])
    for column in metadata["columns"]:
        assert bool(column["unit"]) == (wanted(column["name"]) in (WHOLE, REAL)), column
    told = [metadata[key] for key in ("schema_version", "scenario", "sha256", "seed", "complete")]
    facts, counts = summary["scenario"], summary["counts"]
    assert told == [1, facts["name"], facts["hash"], counts["seed"], True], told
    file = parquet.ParquetFile(path).metadata
    assert file.created_by.startswith("armistice "), file.created_by
    print(
        f"{facts['name']}: {table.num_rows} runs of {len(names)} columns agree in {file.num_row_groups} row groups"
    )


main(*sys.argv[1:])
