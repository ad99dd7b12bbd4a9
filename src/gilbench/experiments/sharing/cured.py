"""What the cures of sharing save: a sentence or three for an interpreter, a chart and a table."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.sharing.trials import (
    CURES_IN_WORDS,
    INTERPRETERS,
    THREADS,
    briefly,
    called,
    called_cured,
    could_show,
    cure_of,
    cures,
    place_of_cure,
    saves,
    saves_none,
)
from gilbench.interpreters.target import Target
from gilbench.model.blocks import Axis, Cell, Chart, Column, Content, Mark, Series, Table


def answer(evidence: Evidence, target: Target) -> str:
    """Return which cure saves most, what others save, and which save nothing; empty where none was measured."""
    found = [each for each in cures(evidence, target.id) if each.sound and each.figures]
    helpful = _by_cure([each for each in found if saves(each)])
    if not helpful:
        return f"{_in_vain(target, found)}{_apart(found)}"
    best, *others = sorted((max(each, key=_saved) for each in helpful), key=_saved, reverse=True)
    also = f" Others save: {', '.join(_told(each) for each in others)}." if others else ""
    return f"{_most(target, best)}{also}{_none(target, found)}{_apart(found)}"


def _by_cure(summaries: Sequence[Summary]) -> list[list[Summary]]:
    found: dict[str | None, list[Summary]] = {}
    for each in summaries:
        found.setdefault(cure_of(each.trial), []).append(each)
    return list(found.values())


def _saved(summary: Summary) -> float:
    return summary.figures["sharing_cure_saves"].value


def _words(summary: Summary) -> str:
    return CURES_IN_WORDS[cure_of(summary.trial) or ""]


def _most(target: Target, best: Summary) -> str:
    figures = best.figures
    before, after = (fmt.ratio(figures[f"sharing_{side}_speedup"].value) for side in ("shared", "cured"))
    return (
        f"The cure that saves most CPU time on {target.id}: {called(best)} takes "
        f"{fmt.ratio_interval(figures['sharing_cure_saves'])} as much without {_words(best)}. With it two threads do "
        f"{after} the work of one without it, instead of {before}."
    )


def _told(summary: Summary) -> str:
    return f"{_words(summary)} {fmt.ratio(_saved(summary))} ({called(summary)})"


def _none(target: Target, found: Sequence[Summary]) -> str:
    """Name the cures that clearly save nothing, whatever the step."""
    vain = [each for each in _by_cure(found) if all(saves_none(one) and could_show(one, target) for one in each)]
    return f" None is saved by {fmt.listed([_words(each[0]) for each in vain])}." if vain else ""


def _apart(found: Sequence[Summary]) -> str:
    """Say what sub-interpreters let threads do: they may save no CPU time, and get more done where there are GILs."""
    trial = next((each for each in found if cure_of(each.trial) == INTERPRETERS), None)
    if trial is None:
        return ""
    before, after = (fmt.ratio_interval(trial.figures[f"sharing_{side}_speedup"]) for side in ("shared", "cured"))
    return f" With {_words(trial)}, two do {after} the work of one with {called(trial)}, instead of {before}."


def _in_vain(target: Target, found: Sequence[Summary]) -> str:
    if not found:
        return ""
    most = max(found, key=_saved)
    told = f"{called_cured(most)}, takes {fmt.ratio_interval(most.figures['sharing_cure_saves'])} as much without it"
    if all(saves_none(each) and could_show(each, target) for each in found):
        return f"No cure saves CPU time on {target.id}: the best, {told}."
    return f"Whether a cure saves CPU time on {target.id} is not clear: the best, {told}."


def chart(trials: Sequence[Summary], targets: Sequence[str]) -> Iterator[Chart]:
    """Yield a bar for each cure of a step and interpreter."""
    drawn = sorted(trials, key=lambda each: (place_of_cure(each), targets.index(each.trial.target)))
    if drawn:
        yield Chart(
            kind="bars",
            title=f"What {THREADS} threads save by a cure",
            finding=_finding(drawn),
            axis=Axis("CPU time of an item, without the cure ÷ with it", "×", log=True, reference=1.0),
            series=tuple(Series(each.trial.target, "", briefly(each), (_mark(each),)) for each in drawn),
        )


def _mark(summary: Summary) -> Mark:
    saved = summary.figures["sharing_cure_saves"]
    hint = f"{called_cured(summary)} on {summary.trial.target}: {fmt.ratio_interval(saved)} the CPU time without it"
    return Mark(None, saved.value, saved.low, saved.high, hint, clear=summary.sound)


def _finding(drawn: Sequence[Summary]) -> str:
    """Say what saves most and least on each interpreter."""
    told = []
    for target in dict.fromkeys(each.trial.target for each in drawn):
        here = sorted((each for each in drawn if each.trial.target == target), key=_saved)
        ends = dict.fromkeys(f"{fmt.ratio(_saved(each))} ({called_cured(each)})" for each in (here[0], here[-1]))
        told.append(f"on {target} {' to '.join(ends)}")
    return f"CPU time of an item that threads share, without a cure ÷ with it: {'; '.join(told)}."


def table(measured: Sequence[Summary], targets: Sequence[str]) -> Iterator[Table]:
    """Yield what an item costs and threads get done, without each cure and with it."""
    rows: dict[tuple[int, int], dict[str, Summary]] = {}
    for each in measured:
        rows.setdefault((place_of_cure(each), each.trial.workers), {})[each.trial.target] = each
    if rows:
        yield Table(
            "CPU time of an item with one thing for all, without the cure ÷ with it; below it the CPU time of an item "
            "and the work of the threads ÷ those of one thread, and the CPU time itself, without the cure → with it",
            (Column("item: cure"), Column("threads", numeric=True), *(Column(each, numeric=True) for each in targets)),
            tuple(_row(rows[place], targets) for place in sorted(rows)),
            shown=24,
        )


def _row(row: dict[str, Summary], targets: Sequence[str]) -> tuple[Content, ...]:
    first = next(iter(row.values()))
    cells = (_cell(row[each]) if each in row else fmt.MISSING for each in targets)
    return (briefly(first), fmt.count(first.trial.workers), *cells)


def _cell(summary: Summary) -> Cell:
    figures = summary.figures
    cpu, work = (
        " → ".join(fmt.ratio(figures[f"sharing_{side}_{what}"].value) for side in ("shared", "cured"))
        for what in ("cpu", "speedup")
    )
    item = " → ".join(fmt.time(figures[f"sharing_{side}_item"].value) for side in ("shared", "cured"))
    return Cell(fmt.ratio_interval(figures["sharing_cure_saves"]), (f"CPU {cpu}", f"work {work}", item))
