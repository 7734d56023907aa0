"""The fixtures: each negotiation as an Armistice scenario, and what happened in NegMAS."""

import json
import pathlib

import peer
from negotiations import TIME_BASED, TOLERANCE, all_negotiations

FOLDER = pathlib.Path(__file__).parents[3] / "tests" / "fixtures" / "negmas"


def played():
    """All negotiations as they go in the installed NegMAS: the text of each fixture, by its file."""
    return {FOLDER / f"{group}.json": text(map(record, made)) for group, made in all_negotiations().items()}


def record(negotiation):
    offers, agreement = peer.play(negotiation)
    return {
        "name": negotiation.name,
        "scenario": scenario(negotiation),
        "offers": offers,
        "agreement": agreement,
    }


def text(records):
    """JSON with a line for each line of a scenario and one for all offers, to be read by people too."""
    return "[\n" + ",\n".join(map(pretty, records)) + "\n]\n"


def pretty(record):
    lines = ",\n".join(f"  {json.dumps(line)}" for line in record["scenario"])
    return (
        f'{{"name": {json.dumps(record["name"])},\n "scenario": [\n{lines}],\n'
        f' "offers": {json.dumps(record["offers"])},\n "agreement": {json.dumps(record["agreement"])}}}'
    )


def scenario(negotiation):
    """The lines of an Armistice scenario with the same negotiation, by NegMAS's rules."""
    issues = [f"issue{place}" for place in range(1, len(negotiation.shape) + 1)]
    lines = [
        f'name = "{negotiation.name}"',
        f'protocol = {{ kind = "stacked_alternating", turns = "{negotiation.turns}" }}',
        "[simulation]",
        f"rounds = {negotiation.rounds}",
    ]
    for actor in negotiation.actors:
        # Nobody is a belligerent, so a deal is worth its flow: no ceasefire can collapse.
        lines += [
            f"[actors.{actor.name}]",
            'roles = ["party"]',
            "must_sign = true",
            "discount = 0.9",
            f"war_flow = {actor.reserve}",
            f"strategy = {strategy(actor.strategy)}",
        ]
    for place, issue in enumerate(issues):
        names = ", ".join(f'"{level}"' for level in range(negotiation.shape[place]))
        lines += ["[[issues]]", f'id = "{issue}"', f"levels = [{names}]", "[issues.values]"]
        lines += [f"{actor.name} = {actor.values[place]}" for actor in negotiation.actors]
    for actor in negotiation.actors:
        lines.append(f"[weights.{actor.name}]")
        lines += [f"{issue} = {weight}" for issue, weight in zip(issues, actor.weights)]
    return lines


def strategy(name):
    """Armistice's strategy for one of NegMAS's, with the options that reproduce its rules."""
    if name in TIME_BASED:
        exponent = 1.0 / TIME_BASED[name]
        options = f'exponent = {exponent}, time = "open", offers = "lowest", tolerance = {TOLERANCE}'
        return f'{{ kind = "concession", {options} }}'
    if name == "tit_for_tat":
        return '{ kind = "tit_for_tat", reciprocity = 1.0, reference = "reservation", offers = "lowest" }'
    return '{ kind = "micro", repeat = "last" }'
