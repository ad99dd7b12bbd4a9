"""Whether queues hand every item over once, and whether the simple one is the faster."""

from gilbench import fmt
from gilbench.analysis.claims import GILBENCH, CannotSayError, Claim, Source, any_target, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import MARGIN
from gilbench.analysis.summary import Summary
from gilbench.experiments.queues.figures import ITEM, ITEMS, LOST, PER_MILLION, TWICE
from gilbench.experiments.queues.records import QUEUE, SIMPLE
from gilbench.experiments.queues.trials import DECIDING, NAME, by_channel
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_LOSE_NOTHING, _FASTER = "queues-lose-nothing", "simple-queue-faster"
_RARE = 1000.0  # items of a million: where no more can have been lost, none are
_WRONG = {LOST: "lost", TWICE: "gave twice"}
_DOCUMENTATION = Source("the documentation of queue")


def _lose_nothing(evidence: Evidence, target: Target) -> Sentence:
    found = _trials(evidence, target, DECIDING)
    wrong = [(each.figures[name], channel, name) for channel, each in found.items() for name in _WRONG]
    most, channel, name = max(wrong, key=lambda each: (each[0].value, each[0].high or 0.0))
    decided: Decided = "holds"
    if most.value:
        decided = "does not hold"
        span = fmt.quantity_span(most.low, most.high, "")
        text = f"{channel} {_WRONG[name]} {fmt.significant(most.value)} ({span}) of a million items on {target.id}."
    else:
        if most.high is None or most.high >= _RARE:
            raise CannotSayError(f"undecided: no item was lost, but {_at_most(most)} of a million by {channel} may be")
        items = round(sum(each.figures[ITEMS].value for each in found.values()))
        text = (
            f"None of {fmt.count(items)} items was lost or came twice on {target.id}: at most {_at_most(most)} of a "
            f"million by {channel}, which had the fewest."
        )
    return sentence(_LOSE_NOTHING, target, decided, text, most, unit=PER_MILLION, evidence=NAME)


def _simple_faster(evidence: Evidence, target: Target) -> Sentence:
    found = _trials(evidence, target, (SIMPLE, QUEUE))
    for channel, each in found.items():
        if each.figures[LOST].value or each.figures[TWICE].value:
            raise CannotSayError(f"not measured: {channel} did not hand every item over once")
    simple, full = (found[channel].figures for channel in (SIMPLE, QUEUE))
    times = _quotient(full[ITEM], simple[ITEM])
    if times.low is None or times.high is None:
        raise CannotSayError("not measured: there were too few repeats for an interval")
    many = f"{fmt.significant(1 / simple[ITEM].value)} items a second"
    if times.low > 1 and times.value >= 1 + MARGIN:
        decided: Decided = "holds"
        text = f"SimpleQueue hands over {many} on {target.id}, {fmt.ratio_interval(times)} as many as Queue."
    elif times.high < 1 + MARGIN:
        decided = "does not hold"
        text = f"SimpleQueue is no faster than Queue on {target.id}: {many}, {fmt.ratio_interval(times)} as many."
    else:
        raise CannotSayError(f"undecided: SimpleQueue hands over {fmt.ratio_interval(times)} as many items as Queue")
    return sentence(_FASTER, target, decided, text, times, unit="×", evidence=NAME)


def _quotient(one: Estimate, other: Estimate) -> Estimate:
    """Return one time ÷ another of another trial, from the ends of both intervals: it is wider than it need be."""
    ends = (one.low, one.high, other.low, other.high)
    low, high = None, None
    if all(end is not None and end > 0 for end in ends):
        one_low, one_high, other_low, other_high = (end for end in ends if end is not None)
        low, high = one_low / other_high, one_high / other_low
    return Estimate(one.value / other.value, low, high, min(one.rounds, other.rounds))


def _at_most(estimate: Estimate) -> str:
    return fmt.MISSING if estimate.high is None else fmt.significant(estimate.high, 2)


def _trials(evidence: Evidence, target: Target, channels: tuple[str, ...]) -> dict[str, Summary]:
    """Return the trials of these channels with one producer and one consumer; raises CannotSayError without one."""
    here = by_channel(each for each in evidence.of(NAME) if each.trial.target == target.id)
    for channel in channels:
        if channel not in here:
            raise CannotSayError(f"not measured: queues by {channel} is not in this run")
    return {channel: sound(here[channel], channel) for channel in channels}


CLAIMS = (
    Claim(
        id=_LOSE_NOTHING,
        order=60,
        says="Queues hand every item over once.",
        source=_DOCUMENTATION,
        needs=f"queues by {fmt.listed(DECIDING)}, with one producer and one consumer",
        refuted="an item that no consumer gets, or that comes twice",
        applies=any_target,
        elsewhere="",
        rule=_lose_nothing,
    ),
    Claim(
        id=_FASTER,
        order=65,
        says="SimpleQueue hands items over faster than Queue.",
        source=GILBENCH,
        needs=f"queues by {SIMPLE} and {QUEUE}, with one producer and one consumer",
        refuted="a SimpleQueue through which no more items go in a second",
        applies=any_target,
        elsewhere="",
        rule=_simple_faster,
    ),
)
