"""Compares Armistice with SALib.

    compare.py write    analyses all evaluations in SALib and writes the fixtures
    compare.py check    analyses them again and tells whether the fixtures still hold

Run it with the Python that `setup` names. Numbers are the same where they agree to 1e-12: the last digits of a sine
differ between machines.
"""

import json
import math
import sys

import analysed


def write():
    analysed.FOLDER.mkdir(parents=True, exist_ok=True)
    for file, fixture in analysed.analysed().items():
        file.write_text(analysed.text(fixture))
        print(f"wrote {file.name}")


def same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def check():
    fixtures = analysed.analysed()
    changed = [
        file.name for file, fixture in fixtures.items() if not file.exists() or not same(json.loads(file.read_text()), fixture)
    ]
    if changed:
        sys.exit(f"salib: no longer what SALib does: {', '.join(changed)}; see the difference with `compare.py write`")
    print(f"salib: {sum(map(len, fixtures.values()))} analyses made again, and the fixtures hold")


COMMANDS = {"write": write, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
