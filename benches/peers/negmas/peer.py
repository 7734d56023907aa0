"""Plays a negotiation in NegMAS, through its public interface."""

from negmas.gb.components import MiCROOfferingPolicy
from negmas.outcomes import make_issue
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao import SAOMechanism
from negmas.sao.negotiators import (
    BoulwareTBNegotiator,
    ConcederTBNegotiator,
    LinearTBNegotiator,
    MiCRONegotiator,
    NaiveTitForTatNegotiator,
)


class RepeatsTheLast(MiCROOfferingPolicy):
    """MiCRO that repeats its latest new offer, where the peer's own draws one of its earlier offers by chance."""

    def sample_sent(self):
        return self.best_offer_so_far()


NEGOTIATORS = {
    "boulware": BoulwareTBNegotiator,
    "linear": LinearTBNegotiator,
    "conceder": ConcederTBNegotiator,
    # Without the first steps of its own, in which it pays no heed to what is offered (README.md).
    "tit_for_tat": lambda **given: NaiveTitForTatNegotiator(must_concede=False, no_concession_step=-1, **given),
    "micro": lambda **given: MiCRONegotiator(offering=RepeatsTheLast(), **given),
}


def mechanism(negotiation):
    """The negotiation, ready to run; a mechanism runs only once."""
    issues = [
        make_issue([str(level) for level in range(levels)], f"issue{place}")
        for place, levels in enumerate(negotiation.shape, 1)
    ]
    made = SAOMechanism(
        issues=issues, n_steps=negotiation.rounds, one_offer_per_step=negotiation.turns == "one", sync_calls=True
    )
    for actor in negotiation.actors:
        values = [TableFun({str(level): value for level, value in enumerate(table)}) for table in actor.values]
        utility = LinearAdditiveUtilityFunction(
            values=values, weights=actor.weights, issues=issues, reserved_value=actor.reserve
        )
        made.add(NEGOTIATORS[actor.strategy](name=actor.name), preferences=utility)
    return made


def play(negotiation):
    """What happens: the offers as round, actor and levels, and the agreement as round and levels or `None`."""
    made = mechanism(negotiation)
    state = made.run()
    assert not (state.broken or state.has_error), (negotiation.name, state.error_details)
    places = {negotiator.id: place for place, negotiator in enumerate(made.negotiators)}
    offers = [[step, places[by], levels(offer)] for step, by, offer in made.extended_trace]
    # The step counts on after an agreement.
    agreement = state.agreement and [state.step - 1, levels(state.agreement)]
    return offers, agreement


def levels(outcome):
    return [int(level) for level in outcome]
