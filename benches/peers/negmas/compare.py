"""Compares Armistice with NegMAS.

    compare.py write    plays all negotiations in NegMAS and writes the fixtures
    compare.py check    plays them again and tells whether the fixtures still hold
    compare.py speed    measures both tools on the same negotiations and writes the result to docs/performance.md

Run it with the Python that `setup` names.
"""

import sys
import time

import fixtures
import speed


def write():
    fixtures.FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in fixtures.played().items():
        file.write_text(text)
        print(f"wrote {file.name}")


def check():
    began = time.monotonic()
    texts = fixtures.played()
    changed = [file.name for file, text in texts.items() if not file.exists() or file.read_text() != text]
    if changed:
        sys.exit(f"negmas: no longer what NegMAS does: {', '.join(changed)}; see the difference with `compare.py write`")
    count = sum(text.count('"name":') for text in texts.values())
    print(f"negmas: {count} negotiations played again in {time.monotonic() - began:.1f} s, and the fixtures hold")


COMMANDS = {"write": write, "check": check, "speed": speed.measure}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
