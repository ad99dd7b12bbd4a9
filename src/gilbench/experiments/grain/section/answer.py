"""What was found, in a line for each interpreter, and in short for a terminal."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.grain.figures import BREAK_EVEN, COST, GAINS
from gilbench.experiments.grain.records import LONG
from gilbench.experiments.grain.trials import CORE, kind_of, takes_turns, usual
from gilbench.model.blocks import Block, Column, Note, Table


def answers(even: Sequence[Summary]) -> Iterator[Note]:
    """Yield for each interpreter from where on each strategy of the core pays, and what an empty task costs."""
    by_target: dict[str, list[Summary]] = {}
    for each in _shown(even):
        by_target.setdefault(each.trial.target, []).append(each)
    for target, here in by_target.items():
        told = [f"{each.strategy_in_words} {_pays(each, even)}" for each in here]
        costs = [f"{fmt.time(each.figures[COST].value)} in {each.strategy.called}" for each in here]
        doubts = fmt.listed([each.strategy_in_words for each in here if not each.sound])
        doubtful = f" In doubt: {doubts}." if doubts else ""
        text = f"One by one, tasks for {fmt.listed(told)}. An empty one costs {fmt.listed(costs)}.{doubtful}"
        yield Note(text, f"{target}:", tone="note")


def brief(even: Sequence[Summary]) -> tuple[Block, ...]:
    """Return from where on strategies pay, in a table for a terminal."""
    shown = _shown(even)
    if not shown:
        return ()
    targets = list(dict.fromkeys(each.trial.target for each in shown))
    found = {(each.trial.strategy_label, each.trial.target): each for each in shown}
    names = {each.trial.strategy_label: each.strategy.in_words for each in shown}
    rows = tuple(
        (name, *(_cell(found.get((label, target)), even) for target in targets)) for label, name in names.items()
    )
    columns = (Column("strategy"), *(Column(target, numeric=True) for target in targets))
    return (Table("Break-even: from which task on handing over one by one pays", columns, rows),)


def range_of(summary: Summary, even: Sequence[Summary]) -> str:
    """Return from where on a strategy pays: "300 µs", or that it does not within what was measured."""
    if takes_turns(summary):
        return "never (one GIL)"
    found = _found(summary, even)
    if found is None:
        return f"not up to {_longest(summary, even)}"
    value = found.figures[BREAK_EVEN]
    return fmt.time(value.value) if value.low else f"{fmt.time(value.value)} or less"


def _cell(summary: Summary | None, even: Sequence[Summary]) -> str:
    return fmt.MISSING if summary is None else range_of(summary, even)


def _pays(summary: Summary, even: Sequence[Summary]) -> str:
    if takes_turns(summary):
        return f"cannot gain, as its workers share one GIL{_seeming(summary)}"
    found = _found(summary, even)
    if found is None:
        return f"gain clearly at no measured length up to {_longest(summary, even)}"
    value = found.figures[BREAK_EVEN]
    before = f" ({fmt.time(value.low)} do not)" if value.low else " or less"
    return f"pay from {fmt.time(value.value)} on{before}"


def _seeming(summary: Summary) -> str:
    """Return what seemed to be gained although nothing can: that is how far noise goes here."""
    known = (summary.figures[name] for name in GAINS.values() if name in summary.figures)
    most = max(known, key=lambda each: each.low or 0.0)
    return f" (the {fmt.ratio_interval(most)} seen are noise)" if most.low is not None and most.low > 1 else ""


def _found(summary: Summary, even: Sequence[Summary]) -> Summary | None:
    """Return the trial that tells from where on a strategy pays: with more work there are longer tasks."""
    return next((each for each in (summary, *_longer(summary, even)) if BREAK_EVEN in each.figures), None)


def _longest(summary: Summary, even: Sequence[Summary]) -> str:
    known = {length for each in (summary, *_longer(summary, even)) for length in GAINS if GAINS[length] in each.figures}
    return fmt.tick(max(known), "s")


def _longer(summary: Summary, even: Sequence[Summary]) -> list[Summary]:
    asked = kind_of(summary.trial)._replace(work=LONG)
    alike = summary.trial.target, summary.trial.strategy_label
    return [
        each
        for each in even
        if (each.trial.target, each.trial.strategy_label) == alike
        and kind_of(each.trial) == asked
        and each is not summary
    ]


def _shown(even: Sequence[Summary]) -> list[Summary]:
    """Return the usual trials of the core, else of whatever was asked for, in the order of the core."""
    known = [each for each in even if usual(each)]
    core = [each for label in CORE for each in known if each.trial.strategy_label == label]
    return core or known
