"""Analyses evaluations of known functions with SALib: what the fixtures hold."""

import json
from pathlib import Path

import numpy
from SALib.analyze import morris as analyse_morris
from SALib.analyze import sobol as analyse_sobol
from SALib.sample import morris as sample_morris
from SALib.sample import sobol as sample_sobol
from SALib.test_functions import Ishigami, Sobol_G

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "fixtures" / "salib"
SEED = 2025


def cube(inputs, bounds):
    return {"num_vars": inputs, "names": [f"x{place + 1}" for place in range(inputs)], "bounds": [bounds] * inputs}


def steps(points):
    """A function with plateaus, as a share of few runs is."""
    return numpy.floor(10 * points[:, 0] * points[:, 1] + 3 * points[:, 2]) / 20


ISHIGAMI = cube(3, [-numpy.pi, numpy.pi])
UNIT3 = cube(3, [0, 1])
UNIT8 = cube(8, [0, 1])
FUNCTIONS = {
    "ishigami": (ISHIGAMI, Ishigami.evaluate),
    "sobol-g": (UNIT8, Sobol_G.evaluate),
    "steps": (UNIT3, steps),
}


def sobol(name):
    """Evaluations at A, at B and at the mixed points, and their indices."""
    problem, function = FUNCTIONS[name]
    points = sample_sobol.sample(problem, 128, calc_second_order=False, scramble=True, seed=SEED)
    values = function(points)
    found = analyse_sobol.analyze(problem, values, calc_second_order=False, num_resamples=10, seed=SEED)
    rows = values.reshape(-1, problem["num_vars"] + 2)
    return {
        "function": name,
        "a": rows[:, 0].tolist(),
        "b": rows[:, -1].tolist(),
        "mixed": rows[:, 1:-1].tolist(),
        "first": found["S1"].tolist(),
        "total": found["ST"].tolist(),
    }


def morris(name):
    """Trajectories in the unit cube with evaluations, and the effects over the unit cube."""
    problem, function = FUNCTIONS[name]
    unit = cube(problem["num_vars"], [0, 1])
    points = sample_morris.sample(unit, 12, num_levels=4, seed=SEED)
    low, high = problem["bounds"][0]
    values = function(low + (high - low) * points)
    found = analyse_morris.analyze(unit, points, values, num_levels=4, num_resamples=10, seed=SEED)
    length = problem["num_vars"] + 1
    return {
        "function": name,
        "points": points.reshape(-1, length, length - 1).tolist(),
        "values": values.reshape(-1, length).tolist(),
        "mu": [float(number) for number in found["mu"]],
        "mu_star": [float(number) for number in found["mu_star"]],
        "sigma": [float(number) for number in found["sigma"]],
    }


def analysed():
    """The fixtures by file."""
    return {
        FOLDER / "sobol.json": [sobol(name) for name in FUNCTIONS],
        FOLDER / "morris.json": [morris(name) for name in FUNCTIONS],
    }


def text(fixture):
    """One line a number list, so that a change shows where it is."""
    cases = []
    for case in fixture:
        lines = [f'  "{key}": {json.dumps(value)}' for key, value in case.items()]
        cases.append(" {\n" + ",\n".join(lines) + "\n }")
    return "[\n" + ",\n".join(cases) + "\n]\n"
