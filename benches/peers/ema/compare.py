"""PRIM in EMA Workbench on two data sets: writes what it finds as fixtures, or checks that it still finds that.

    compare.py write | check

The data sets: `biofuels`, of Bryant and Lempert (2010), which EMA Workbench's package brings as an example; `corner`,
made here, with a known box and inputs of few values among others. Each is searched with several settings, for a first
box and, in what the chosen one leaves, for a second.
"""

import io
import json
import pathlib
import random
import sys
import warnings
from importlib.metadata import version
from importlib.resources import files

warnings.filterwarnings("ignore")

import numpy
import pandas
from ema_workbench.analysis import prim

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "tests" / "fixtures" / "ema"

SETTINGS = [
    {"peel_alpha": 0.05, "paste_alpha": 0.05, "mass_min": 0.05, "objective": "lenient1"},
    {"peel_alpha": 0.1, "paste_alpha": 0.05, "mass_min": 0.05, "objective": "lenient1"},
    {"peel_alpha": 0.05, "paste_alpha": 0.1, "mass_min": 0.1, "objective": "lenient2"},
    {"peel_alpha": 0.08, "paste_alpha": 0.02, "mass_min": 0.04, "objective": "original"},
]


def biofuels():
    """Columns 2 to 10 of the example's table, and whether costs grow by more than 90%, as in its own script."""
    path = files("ema_workbench") / "examples" / "data" / "bryant et al 2010 data.csv"
    table = pandas.read_csv(io.BytesIO(path.read_bytes()))
    return table.iloc[:, 2:11].astype(float), table.iloc[:, 15].to_numpy().astype(int)


def corner():
    """1,200 points; of interest where x1 < 0.3 and x2 > 0.6, but for one in twenty, which is turned around."""
    source = random.Random(1999)
    rows, flags = [], []
    for _ in range(1200):
        # Few digits, so that there are ties; the fourth and the fifth input have four values and two.
        row = [round(source.random(), digits) for digits in (6, 3, 2)]
        row += [float(source.randrange(4)), float(source.randrange(2))]
        inside = row[0] < 0.3 and row[1] > 0.6
        rows.append(row)
        flags.append(int(inside != (source.random() < 0.05)))
    return pandas.DataFrame(rows, columns=[f"x{place}" for place in range(1, 6)]), numpy.array(flags)


def chosen(box):
    """Which box of a trajectory is taken: the first with the most points of interest less other points."""
    table = box.peeling_trajectory
    return int((2 * table["k"] - table["n"]).to_numpy().argmax())


def steps(box):
    """The boxes of a trajectory: points, points of interest, and all limits that differ from the first box's."""
    whole = box.box_lims[0]
    result = []
    for place, limits in enumerate(box.box_lims):
        row = box.peeling_trajectory.iloc[place]
        tight = []
        for column, name in enumerate(limits.columns):
            for side, key in ((0, "low"), (1, "high")):
                if limits[name][side] != whole[name][side]:
                    quasi_p = float(box.qp[place][name][side])
                    tight.append([column, key, float(limits[name][side]), quasi_p])
        result.append(
            {
                "points": int(row["n"]),
                "of_interest": int(row["k"]),
                "coverage": float(row["coverage"]),
                "density": float(row["density"]),
                "mass": float(row["mass"]),
                "limits": tight,
            }
        )
    return result


def search(x, y, settings):
    """Two boxes, one after the other."""
    algorithm = prim.Prim(
        x,
        y,
        threshold=1e-9,
        obj_function=prim.PRIMObjectiveFunctions(settings["objective"]),
        **{name: settings[name] for name in ("peel_alpha", "paste_alpha", "mass_min")},
    )
    boxes = []
    for _ in range(2):
        box = algorithm.find_box()
        place = chosen(box)
        boxes.append({"chosen": place, "steps": steps(box)})
        box.select(place)
    return {"settings": settings, "boxes": boxes}


def fixture(name, make):
    x, y = make()
    return {
        "data": name,
        "made_by": f"ema_workbench {version('ema_workbench')}, numpy {version('numpy')}, scipy {version('scipy')}",
        "inputs": list(x.columns),
        "columns": [x[column].tolist() for column in x.columns],
        "of_interest": "".join(str(flag) for flag in y),
        "searches": [search(x, y, settings) for settings in SETTINGS],
    }


def text(document):
    """JSON with one input, or one step of a search, a line."""
    searches = []
    for found in document["searches"]:
        boxes = []
        for box in found["boxes"]:
            lines = ",\n      ".join(json.dumps(step) for step in box["steps"])
            boxes.append(f'{{"chosen": {box["chosen"]}, "steps": [\n      {lines}\n    ]}}')
        searches.append(f'  {{"settings": {json.dumps(found["settings"])}, "boxes": [\n    ' + ", ".join(boxes) + "\n  ]}")
    head = [f"{json.dumps(key)}: {json.dumps(document[key])}" for key in ("data", "made_by", "inputs", "of_interest")]
    columns = ",\n  ".join(json.dumps(column) for column in document["columns"])
    return "{\n" + ",\n".join(head) + f',\n"columns": [\n  {columns}\n],\n"searches": [\n' + ",\n".join(searches) + "\n]\n}\n"


def main(command):
    failed = False
    for name, make in (("biofuels", biofuels), ("corner", corner)):
        path, made = FOLDER / f"{name}.json", text(fixture(name, make))
        if command == "write":
            path.write_text(made, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != made:
            failed = True
            print(f"{path.name} is not what EMA Workbench finds", file=sys.stderr)
        else:
            print(f"{path.name}: EMA Workbench still finds the same")
    return int(failed)


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
