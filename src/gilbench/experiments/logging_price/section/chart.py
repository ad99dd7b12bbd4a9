"""The chart of logging: what a call takes in one thread, a bar for each interpreter."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.logging_price.section.rows import calls
from gilbench.model.blocks import Axis, Chart, Mark, Series


def charts(trials: Sequence[Summary]) -> tuple[Chart, ...]:
    """Draw what a call takes; nothing if no trial is of the number of workers that sentences tell of."""
    series = tuple(
        Series(each.trial.target, "", row.name, (_mark(each, row.name, row.figure),))
        for row, here in calls(trials)
        for each in here
    )
    if not series:
        return ()
    ends = [end for each in series for mark in each.marks for end in (mark.low, mark.value, mark.high) if end]
    axis = Axis("time of a call, logarithmic", "s", log=True, limits=(min(ends) / 1.2, max(ends) * 1.04))
    return (Chart("bars", "What a logging call takes in one thread or process", _reach(series), axis, series),)


def _mark(summary: Summary, name: str, figure: str) -> Mark:
    seconds = summary.figures[figure]
    hint = f"{name} on {summary.trial.target}: {fmt.time_interval(seconds)}"
    return Mark(None, seconds.value, seconds.low, seconds.high, hint, clear=summary.sound)


def _reach(series: Sequence[Series]) -> str:
    """Say from where to where a call reaches on each interpreter."""
    told_of = []
    for target in dict.fromkeys(each.name for each in series):
        here = sorted((each for each in series if each.name == target), key=lambda each: each.marks[0].value)
        ends = [f"{fmt.time(each.marks[0].value)} ({each.row})" for each in (here[0], here[-1])]
        told_of.append(f"from {' to '.join(ends)} on {target}")
    return f"A logging call takes {'; '.join(told_of)}."
