"""Makes, or checks, the fixtures of the ceasefire against reference.py: `compare.py make`, `compare.py check`.

Cases are those of reference.py and 200 random ones. `check` solves again the named ones and every tenth random one.
"""

import json
import random
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

import reference
from reference import Answers, Ceasefire, Monitoring, Rates, Side

FIXTURE = Path(__file__).parents[3] / "tests" / "fixtures" / "one_utility" / "ceasefires.json"
RANDOM = 200
PERIODS = (3, 12, 24, 60, 120)


def between(rng, low, high):
    # Few digits, so that both sides read the same number.
    return round(rng.uniform(low, high), 4)


def random_case(seed):
    rng = random.Random(seed)
    rates = Rates(
        attempt=between(rng, 0.02, 0.2),
        decisiveness=between(rng, 5, 60),
        exposure=between(rng, 0, 0.2),
        incidents=between(rng, 0.02, 0.6),
        escalation=between(rng, 0.05, 0.6),
        damping=between(rng, 0, 0.9),
        calming=between(rng, 0.1, 0.9),
        contained_answered=between(rng, 0.5, 0.95),
        contained_alone=between(rng, 0, 0.3),
        severity_scale=between(rng, 0.05, 0.4),
        consolidation=between(rng, 0, 0.25),
        consolidation_time=between(rng, 3, 40),
        overt=between(rng, 0, 0.95),
        preemption=rng.choice([0.0, between(rng, 0, 0.05)]),
        aid=between(rng, 0, 0.5),
    )

    def side():
        flow = between(rng, 0.3, 0.7)
        today = between(rng, 0.6, 2)
        signed = rng.choice([None, round(today * between(rng, 0.8, 1.2), 4)])
        drift = rng.choice([0.0, between(rng, -0.0015, 0.03)])
        cap = rng.choice([float("inf"), round((signed or today) + between(rng, 0, 0.5), 4)])
        return Side(
            flow=flow,
            grievance_flow=rng.choice([None, between(rng, 0.3, 0.7)]),
            war_flow=between(rng, 0.1, 0.65),
            discount=between(rng, 0.9, 0.995),
            capability=today,
            signed_capability=signed,
            cap=cap,
            drift=drift,
            presence=rng.choice([0.0, between(rng, 0, 0.5)]),
            stakes=between(rng, 0.2, 1.8),
            surprise=between(rng, 0, 10),
            return_cost=between(rng, 0, 10),
        )

    answers = Answers()
    if rng.random() < 0.7:
        perceived, true, severity, binds = (between(rng, *ends) for ends in ((0, 1), (0, 1), (0.02, 0.8), (0, 1)))
        expected = perceived * severity
        answers = Answers(perceived, true, (binds * expected, expected), (expected, 0.0), severity, (binds, 1.0))
    monitoring = Monitoring(between(rng, 0, 1), rng.choice([0.0, between(rng, 0, 0.8)]), rng.choice([0.0, between(rng, 0, 0.1)]))
    return Ceasefire((side(), side()), answers, monitoring, rates)


def solved(case):
    path, _ = case.solve()
    survival, begun, meant, feared = case.survival()
    return {
        "values": [float(path[0][side][0]) for side in (0, 1)],
        "survival": {str(t): float(survival[t]) for t in PERIODS},
        "begun": begun.tolist(),
        "meant": meant.tolist(),
        "feared": feared.tolist(),
    }


def plain(case):
    """A case as JSON has it: no infinity."""
    written = asdict(case)
    for side in written["sides"]:
        side["cap"] = None if side["cap"] == float("inf") else side["cap"]
    return json.loads(json.dumps(written))


def cases():
    yield from reference.CASES.items()
    for seed in range(RANDOM):
        yield f"random {seed}", random_case(seed)


def make():
    found = []
    for name, case in cases():
        found.append({"name": name, "case": plain(case), "expected": solved(case)})
        print(name, flush=True)
    FIXTURE.parent.mkdir(exist_ok=True)
    document = {"numpy": np.__version__, "cases": found}
    FIXTURE.write_text(json.dumps(document, indent=1) + "\n")


def check():
    kept = {entry["name"]: entry for entry in json.loads(FIXTURE.read_text())["cases"]}
    checked = 0
    for place, (name, case) in enumerate(cases()):
        assert kept[name]["case"] == plain(case), f"{name}: another case"
        if place >= len(reference.CASES) and place % 10:
            continue
        for key, numbers in solved(case).items():
            old = kept[name]["expected"][key]
            pairs = zip(numbers.values(), old.values()) if isinstance(numbers, dict) else zip(numbers, old)
            assert all(abs(new - was) < 1e-10 for new, was in pairs), f"{name}: {key} is {numbers}, not {old}"
        checked += 1
    print(f"one utility: {checked} of {len(kept)} ceasefires solved again")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]]()
