"""Survival of the 96 ceasefires of Fortna (2008), from the data file that comes with Regression and Other Stories.

    python3 kaplan_meier.py minidata.csv            prints the numbers as JSON
    python3 kaplan_meier.py minidata.csv --check    compares them with ceasefires-96.json

The file has a line for each ceasefire: whether there were peacekeepers, an index of how hard the case was, the years until
it failed or the watch ended, and whether it was still alive then. The file is not shipped here; its numbers are. Nothing
but Python's own library is needed.

- Survival is the Kaplan–Meier estimate, S(t) = Π (1 − d_j / n_j) over the times t_j ≤ t at which d_j of n_j fail; its
  standard error is Greenwood's. At a tied time, failures come before censorings. A month is a twelfth of a year.
- The hazard of an interval is −ln (S(end) / S(start)) per year: what a constant hazard would need to be.
- The hazard ratio of peacekeepers is Cox's, with Efron's correction for ties and a Wald interval. The one with the index
  leaves out the ceasefires for which the index is missing.
"""

import csv
import json
import math
import re
import sys
from pathlib import Path

MONTHS = (3, 6, 12, 24, 36, 60, 84, 120)
YEARS = ((0, 1), (1, 2), (2, 5), (5, 10))
CITATION = {
    "data": "Fortna, V. P. (2008), Does Peacekeeping Work? Shaping Belligerents' Choices after Civil War, Princeton",
    "as_published_with": "Gelman, A., Hill, J. and Vehtari, A. (2020), Regression and Other Stories, Cambridge",
    "file": "github.com/avehtari/ROS-Examples, Peacekeeping, minidata.csv",
    "note": "numbers computed from the file, which is not shipped; ceasefires after the Cold War, mostly in civil wars",
}


class Ceasefire:
    def __init__(self, row):
        self.years = float(row["delay"])
        self.failed = row["censored?"] == "0"
        self.peacekeepers = float(row["peacekeepers?"])
        self.badness = None if row["badness"] in ("", "NA") else float(row["badness"])


def kaplan_meier(ceasefires, years):
    """S(years), its standard error and the number at risk just before that time."""
    survival, greenwood = 1.0, 0.0
    for time in sorted({c.years for c in ceasefires if c.failed and c.years <= years}):
        at_risk = sum(c.years >= time for c in ceasefires)
        failures = sum(c.failed and c.years == time for c in ceasefires)
        survival *= 1 - failures / at_risk
        greenwood += failures / (at_risk * (at_risk - failures)) if at_risk > failures else 0.0
    return survival, survival * math.sqrt(greenwood), sum(c.years >= years for c in ceasefires)


def hazard(ceasefires, start, end):
    """The constant hazard per year that takes survival from S(start) to S(end)."""
    before, after = (kaplan_meier(ceasefires, years)[0] for years in (start, end))
    return math.log(before / after) / (end - start)


def solve(matrix, vector):
    """The solution of a small symmetric system, by elimination."""
    size = len(vector)
    rows = [list(matrix[i]) + [vector[i]] for i in range(size)]
    for i in range(size):
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i])]
    solution = [0.0] * size
    for i in reversed(range(size)):
        solution[i] = (rows[i][size] - sum(rows[i][j] * solution[j] for j in range(i + 1, size))) / rows[i][i]
    return solution


def cox(ceasefires, covariates):
    """Coefficients and standard errors of Cox's proportional hazards, by Newton's method on Efron's likelihood."""
    size = len(covariates(ceasefires[0]))
    beta = [0.0] * size
    for _ in range(50):
        score = [0.0] * size
        information = [[0.0] * size for _ in range(size)]
        for time in {c.years for c in ceasefires if c.failed}:
            failing = [covariates(c) for c in ceasefires if c.failed and c.years == time]
            at_risk = [covariates(c) for c in ceasefires if c.years >= time]

            def moments(group):
                weights = [math.exp(sum(b * x for b, x in zip(beta, xs))) for xs in group]
                zeroth = sum(weights)
                first = [sum(w * xs[i] for w, xs in zip(weights, group)) for i in range(size)]
                second = [
                    [sum(w * xs[i] * xs[j] for w, xs in zip(weights, group)) for j in range(size)]
                    for i in range(size)
                ]
                return zeroth, first, second

            all_0, all_1, all_2 = moments(at_risk)
            tied_0, tied_1, tied_2 = moments(failing)
            for order, xs in enumerate(failing):
                share = order / len(failing)
                zeroth = all_0 - share * tied_0
                mean = [(all_1[i] - share * tied_1[i]) / zeroth for i in range(size)]
                for i in range(size):
                    score[i] += xs[i] - mean[i]
                    for j in range(size):
                        spread = (all_2[i][j] - share * tied_2[i][j]) / zeroth
                        information[i][j] += spread - mean[i] * mean[j]
        step = solve(information, score)
        beta = [b + s for b, s in zip(beta, step)]
        if max(map(abs, step)) < 1e-12:
            break
    unit = [[float(i == j) for j in range(size)] for i in range(size)]
    return beta, [math.sqrt(solve(information, unit[i])[i]) for i in range(size)]


def ratio(ceasefires, covariates):
    beta, error = cox(ceasefires, covariates)
    low, high = (math.exp(beta[0] + side * 1.959963984540054 * error[0]) for side in (-1, 1))
    return {
        "ratio": round(math.exp(beta[0]), 3),
        "interval_95": [round(low, 3), round(high, 3)],
        "ceasefires": len(ceasefires),
        "failed": sum(c.failed for c in ceasefires),
    }


def curve(ceasefires):
    months = {}
    for month in MONTHS:
        survival, error, at_risk = kaplan_meier(ceasefires, month / 12)
        months[str(month)] = {"survival": round(survival, 4), "se": round(error, 4), "at_risk": at_risk}
    return {"ceasefires": len(ceasefires), "failed": sum(c.failed for c in ceasefires), "months": months}


def steps(ceasefires):
    """Survival and its standard error month by month, from 0."""
    found = [kaplan_meier(ceasefires, month / 12) for month in range(MONTHS[-1] + 1)]
    return {"survival": [round(s, 4) for s, _, _ in found], "se": [round(error, 4) for _, error, _ in found]}


def numbers(path):
    with open(path, encoding="utf-8", newline="") as file:
        every = [Ceasefire(row) for row in csv.DictReader(file)]
    with_, without = ([c for c in every if c.peacekeepers == side] for side in (1, 0))
    rated = [c for c in every if c.badness is not None]
    hazards = [
        {
            "from_year": start,
            "to_year": end,
            "failures": sum(c.failed and start < c.years <= end for c in every),
            "per_year": round(hazard(every, start, end), 4),
        }
        for start, end in YEARS
    ]
    first, fifth = (1 - kaplan_meier(every, years)[0] for years in (1, 5))
    return {
        "citation": CITATION,
        "all": curve(every),
        "with_peacekeepers": curve(with_),
        "without_peacekeepers": curve(without),
        "hazard": hazards,
        "cox_peacekeepers": ratio(every, lambda c: [c.peacekeepers]),
        "cox_peacekeepers_with_index": ratio(rated, lambda c: [c.peacekeepers, c.badness]),
        "all_by_month": steps(every),
        "early_share": round(first / fifth, 4),
        "late_to_first_year": round(hazard(every, 5, 10) / hazard(every, 0, 1), 4),
    }


def as_text(found):
    """JSON with lists of numbers on one line each."""
    text = json.dumps(found, indent=2, ensure_ascii=False)
    return re.sub(r"\[\s+([-0-9.,\s]+?)\s+\]", lambda all: "[" + re.sub(r"\s+", " ", all[1]) + "]", text)


def main():
    found = numbers(sys.argv[1])
    if sys.argv[2:] == ["--check"]:
        kept = json.loads(Path(__file__).with_name("ceasefires-96.json").read_text(encoding="utf-8"))
        sys.exit(0 if kept == found else "ceasefires-96.json has other numbers")
    print(as_text(found))


if __name__ == "__main__":
    main()
