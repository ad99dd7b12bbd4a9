"""The gain over the length of the tasks: a chart for each strategy, with a line for each interpreter."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.grain.figures import GAINS
from gilbench.experiments.grain.trials import CORE, usual
from gilbench.model.blocks import Axis, Chart, Mark, Series

_MS = 1e3


def charts(even: Sequence[Summary]) -> Iterator[Chart]:
    """Yield the charts of the core's strategies, all on one axis of gains."""
    found = {label: [each for each in even if usual(each) and each.trial.strategy_label == label] for label in CORE}
    drawn = {label: here for label, here in found.items() if here}
    ends = [end for here in drawn.values() for each in here for mark in _marks(each) for end in _ends(mark)]
    for here in drawn.values():
        yield _chart(here, (min(*ends, 0.8) / 1.04, max(*ends, 1.25) * 1.04))


def _chart(here: Sequence[Summary], limits: tuple[float, float]) -> Chart:
    name = here[0].strategy.in_words
    return Chart(
        kind="lines",
        title=name,
        finding=f"Tasks handed one by one to {name}: {'; '.join(map(_told, here))}.",
        axis=Axis(
            "gain",
            "×",
            log=True,
            limits=limits,
            reference=1.0,
            across="length of a task in ms",
            ends=("loses", "gains"),
        ),
        series=tuple(Series(each.trial.target, "", "", tuple(_marks(each))) for each in here),
    )


def _told(summary: Summary) -> str:
    (first, least), (last, most) = _points(summary)[0], _points(summary)[-1]
    short, long = (fmt.tick(length / _MS, "s") for length in (first, last))
    return f"{fmt.ratio(least.value)} at {short} and {fmt.ratio(most.value)} at {long} on {summary.trial.target}"


def _points(summary: Summary) -> list[tuple[float, Mark]]:
    return [(mark.x, mark) for mark in _marks(summary) if mark.x is not None]


def _marks(summary: Summary) -> Iterator[Mark]:
    for length, name in GAINS.items():
        gain = summary.figures.get(name)
        if gain is not None:
            hint = (
                f"{summary.strategy_in_words} on {summary.trial.target}, tasks of {fmt.tick(length, 's')}: "
                f"{fmt.ratio_interval(gain)}"
            )
            yield Mark(length * _MS, gain.value, gain.low, gain.high, hint, clear=summary.sound)


def _ends(mark: Mark) -> list[float]:
    return [end for end in (mark.low, mark.value, mark.high) if end is not None]
