"""The negotiations that both tools play: who wants what, how they negotiate, and how long they may.

Everything is made from a name by a fixed recipe, so that the same negotiations come out on any machine. No
decision hangs on a tie or on rounding: utilities of different deals lie further apart than any tolerance of either
tool, and so do utilities and the thresholds that they are held against.
"""

import itertools
import random
from dataclasses import dataclass

# How far a utility must lie from another, and from what it is held against. The peer's searches take what lies
# 2e-6 too low for equal, Armistice 1e-9.
APART = 5e-6

# Exponents of the peer's aspirations `1 - t^E`; Armistice writes `1 - t^(1/e)`.
TIME_BASED = {"boulware": 4.0, "linear": 1.0, "conceder": 0.25}
STRATEGIES = [*TIME_BASED, "tit_for_tat", "micro"]
# How much below its aspiration a time-based negotiator of the peer offers and accepts.
TOLERANCE = 1e-4
NAMES = ["north", "south", "west"]


@dataclass(frozen=True)
class Actor:
    """A party to a negotiation."""

    name: str
    strategy: str
    # What it has without a deal.
    reserve: float
    # One weight an issue; they add up to 1.
    weights: list[float]
    # By issue, one value a level, from 0 to 1.
    values: list[list[float]]

    def utility(self, deal):
        return sum(w * v[level] for w, v, level in zip(self.weights, self.values, deal))


@dataclass(frozen=True)
class Negotiation:
    """A negotiation, ready to be played."""

    name: str
    # "one" member, or "all" of them, has its turn in a round.
    turns: str
    rounds: int
    # Levels of each issue.
    shape: list[int]
    actors: list[Actor]

    def deals(self):
        return itertools.product(*map(range, self.shape))


def all_negotiations():
    """All negotiations, grouped as the fixtures are."""
    pairs = [(first, second, turns) for turns in ("one", "all") for first in STRATEGIES for second in STRATEGIES]
    triples = list(itertools.combinations_with_replacement(STRATEGIES, 3))
    two, three = [], []
    for number, (first, second, turns) in enumerate(pairs):
        two.append(negotiation([first, second], turns, issues=1 + number % 3))
    for number, strategies in enumerate(triples):
        # Turned round, so that each kind also begins and ends.
        turned = [strategies[(place + number) % 3] for place in range(3)]
        three.append(negotiation(turned, ("one", "all")[number % 2], issues=1 + number // 2 % 3))
    return {"two-parties": two, "three-parties": three}


def negotiation(strategies, turns, issues):
    name = "-".join([*strategies, turns, f"{issues}-issue" + "s" * (issues > 1)])
    for attempt in itertools.count():
        made = attempt_at(name, strategies, turns, issues, random.Random(f"{name} {attempt}"))
        if decides_without_ties(made):
            return made


def attempt_at(name, strategies, turns, issues, luck):
    def between(low, high):
        return low + int(luck.random() * (high - low + 1))

    few, many = {1: (12, 30), 2: (5, 8), 3: (4, 6)}[issues]
    shape = [between(few, many) for _ in range(issues)]
    rounds = between(8, 24) * (len(strategies) if turns == "one" else 1)
    actors = []
    for place, strategy in enumerate(strategies):
        shares = [0.2 + luck.random() for _ in shape]
        weights = [round(share / sum(shares), 3) for share in shares]
        weights[-1] = round(1.0 - sum(weights[:-1]), 3)
        values = [valued(levels, place, luck) for levels in shape]
        # The peer's tit-for-tat answers by utility above the reserve, and offers by utility above the least: they
        # are the same where the reserve is the least.
        reserve = 0.0 if strategy == "tit_for_tat" else round(0.3 * luck.random(), 3)
        actors.append(Actor(NAMES[place], strategy, reserve, weights, values))
    return Negotiation(name, turns, rounds, shape, actors)


def valued(levels, place, luck):
    """What the levels of an issue are worth: the first wants much of it, the second little, the third the middle;
    each with a will of its own."""
    ideals = [lambda share: share, lambda share: 1.0 - share, lambda share: 1.0 - abs(2.0 * share - 1.0)]
    raw = [ideals[place](level / (levels - 1)) + 0.6 * luck.random() for level in range(levels)]
    least, most = min(raw), max(raw)
    return [round((value - least) / (most - least), 5) for value in raw]


def decides_without_ties(made):
    return all(has_unique_utilities(actor, made) and keeps_its_distance(actor, made) for actor in made.actors)


def has_unique_utilities(actor, made):
    utilities = sorted(map(actor.utility, made.deals()))
    return all(high - low > APART for low, high in zip(utilities, utilities[1:]))


def keeps_its_distance(actor, made):
    """Whether no utility is close to anything that the actor may hold it against."""
    utilities = sorted(map(actor.utility, made.deals()))
    least, most = utilities[0], utilities[-1]
    if abs(least) > 1e-12 or abs(most - 1.0) > 1e-12:
        return False
    if actor.strategy in TIME_BASED:
        times = [(step + 1) / (made.rounds + 1) for step in range(made.rounds)]
        held = [1.0 - time ** TIME_BASED[actor.strategy] for time in times]
        asked = [actor.reserve + (most - actor.reserve) * share - TOLERANCE for share in held]
        return all(is_apart(utility, threshold) for utility in utilities for threshold in [actor.reserve, *asked])
    if actor.strategy == "tit_for_tat":
        # Deals that are best in one issue and worst in another mirror each other exactly: both tools then take the
        # mirror image for what is asked. Nobody accepts by that, as an offer is held against its own image.
        mirrored = [(utility, most - offered) for utility in utilities for offered in utilities]
        fair = all(is_apart(utility, threshold) or abs(utility - threshold) < 1e-12 for utility, threshold in mirrored)
        return fair and all(is_apart(utility, most - utility) for utility in utilities)
    return all(is_apart(utility, actor.reserve) for utility in utilities)


def is_apart(utility, threshold):
    return abs(utility - threshold) > APART
