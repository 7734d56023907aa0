"""Measures how many of the negotiations NegMAS and Armistice play in a second, each on one core."""

import importlib.metadata
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import time

import peer
from negotiations import all_negotiations

ROOT = pathlib.Path(__file__).parents[3]
PAGE = ROOT / "docs" / "performance.md"
HEADING = "## Against NegMAS"
# The tools take turns, so that what else the machine does meets both.
PAIRS = 9
# The peer plays all negotiations so often in a turn, and Armistice plays each way for so many seconds.
PASSES, SECONDS = 2, 1.0


def measure():
    negotiations = [made for group in all_negotiations().values() for made in group]
    bench = build()
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    rates(negotiations)
    pairs = []
    for number in range(1, PAIRS + 1):
        pairs.append((rates(negotiations), armistice(bench)))
        print(f"negmas: pair {number} of {PAIRS}: {pairs[-1]}", flush=True)
    PAGE.write_text(put(PAGE.read_text(), section(pairs, len(negotiations))))
    print(f"negmas: wrote {PAGE.relative_to(ROOT)}")


def rates(negotiations):
    """Negotiations a second in NegMAS: `talks` runs what is ready, `whole` makes it too."""
    making = running = 0.0
    for _ in range(PASSES):
        for negotiation in negotiations:
            began = time.perf_counter()
            made = peer.mechanism(negotiation)
            ready = time.perf_counter()
            made.run()
            making, running = making + ready - began, running + time.perf_counter() - ready
    count = PASSES * len(negotiations)
    return {"talks": count / running, "whole": count / (making + running)}


def build():
    """Armistice's half of the measurement, built: its program."""
    command = ["cargo", "bench", "--quiet", "--locked", "--bench", "negmas", "--no-run", "--message-format", "json"]
    messages = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    targets = [message for message in map(json.loads, messages) if message.get("executable")]
    return next(target["executable"] for target in targets if target["target"]["name"] == "negmas")


def armistice(bench):
    """Negotiations a second in Armistice; it inherits this process's one core."""
    return json.loads(subprocess.run([bench, str(SECONDS)], check=True, capture_output=True, text=True).stdout)


def section(pairs, count):
    rows = []
    for name, what in [
        ("talks", "talks alone: what is ready is played"),
        ("whole", "whole: made from its numbers, utilities and all, and played"),
    ]:
        theirs = statistics.median(their[name] for their, _ in pairs)
        ours = statistics.median(our[name] for _, our in pairs)
        ratios = sorted(our[name] / their[name] for their, our in pairs)
        span = f"{ratios[0]:,.0f} to {ratios[-1]:,.0f}"
        rows.append(f"| {what} | {theirs:,.0f} | {ours:,.0f} | **{statistics.median(ratios):,.0f}** | {span} |")
    file = statistics.median(our["file"] for _, our in pairs)
    return f"""{HEADING}

Both tools play the {count} negotiations of the [comparison](../benches/peers/negmas/README.md), with the same offers and
agreements, on one core of the same machine. They take turns {PAIRS} times; the table has the medians.

| negotiations a second | NegMAS | Armistice | ratio | in the {PAIRS} pairs |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}

Each negotiation is played anew every time, and neither tool writes anything down. In "talks alone" NegMAS has its
mechanism, negotiators and utility functions, and sorts the deals as it starts; Armistice has the values of all deals and
plans the offers as it goes. With the scenario's text read and checked each time as well, which NegMAS has no part like,
Armistice plays {file:,.0f} a second.

What the ratio does not say: NegMAS is a library in Python for trying out negotiators that are written in Python, and
much of its time goes to callbacks, histories and clocks that such research wants.

Written by `compare.py speed`, not by hand: {versions()}.
"""


def versions():
    negmas, numpy = importlib.metadata.version("negmas"), importlib.metadata.version("numpy")
    own = re.search(r'^version = "(.*)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]
    rust = subprocess.run(["rustc", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    return (
        f"NegMAS {negmas} with Python {platform.python_version()} and NumPy {numpy}; Armistice {own} with Rust {rust},"
        f" release profile; {processor()}; {time.strftime('%B %Y')}"
    )


def processor():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def put(page, section):
    """The page with its section about NegMAS replaced, or added at the end."""
    before, found, after = page.partition(HEADING)
    following = re.search(r"^## ", after, re.MULTILINE) if found else None
    rest = "\n" + after[following.start() :] if following else ""
    return before.rstrip() + "\n\n" + section + rest
