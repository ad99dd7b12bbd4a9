"""Sharing: the ladder, with all interpreters side by side."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments import sharing
from gilbench.experiments.sharing import cured
from gilbench.experiments.sharing.answer import answer
from gilbench.experiments.sharing.trials import NAME, STEPS, THREADS, called, cure_of, step_of
from gilbench.model import Absent, Section
from gilbench.model.blocks import Axis, Block, Cell, Chart, Column, Content, Mark, Note, Series, Table

ID, ORDER, TITLE = NAME, 61, "Sharing"
_HOW_TO_READ = (
    "the same loop by several threads, with a thing each and with one thing for all. The cost is the CPU time of an "
    "item of the second ÷ of the first: 1× is free. A cure is what threads with one thing for all do instead; merging "
    "and the owner of a queue count as well. Other programs make the work of the threads look small; the cost "
    "they hide where they keep the threads from running at the same time."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    planned = evidence.of(NAME)
    measured = [each for each in planned if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(planned, NAME))
        return
    targets = [each for each in evidence.manifest.subjects if each.id in {one.trial.target for one in measured}]
    answers = tuple(
        Note(text, tone="note")
        for tells in (answer, cured.answer)
        for each in targets
        if (text := tells(evidence, each))
    )
    steps = [each for each in measured if cure_of(each.trial) is None]
    cures = [each for each in measured if cure_of(each.trial) is not None]
    missing = tuple(Note(text) for text in nothing_shown.each(planned))
    names = [each.id for each in targets]
    blocks: tuple[Block, ...] = (
        *answers,
        *_chart([each for each in steps if each.trial.workers == THREADS], names),
        *cured.chart([each for each in cures if each.trial.workers == THREADS], names),
        Note(_HOW_TO_READ, "How to read it:"),
        *_table(steps, names),
        *cured.table(cures, names),
        *missing,
    )
    yield Section(ID, ORDER, TITLE, (sharing.__doc__ or "").strip(), blocks, brief=answers or missing, group="Safety")


def _chart(trials: Sequence[Summary], targets: Sequence[str]) -> Iterator[Chart]:
    drawn = sorted(trials, key=lambda each: (STEPS.index(step_of(each.trial)), targets.index(each.trial.target)))
    if drawn:
        yield Chart(
            kind="bars",
            title=f"What {THREADS} threads pay for sharing",
            finding=_finding(drawn),
            axis=Axis("CPU time of an item, shared ÷ one each", "×", log=True, reference=1.0),
            series=tuple(Series(each.trial.target, "", called(each), (_mark(each),)) for each in drawn),
        )


def _mark(summary: Summary) -> Mark:
    cost = summary.figures["sharing_cost"]
    hint = f"{called(summary)} on {summary.trial.target}: {fmt.ratio_interval(cost)} the CPU time if shared"
    return Mark(None, cost.value, cost.low, cost.high, hint, clear=summary.sound)


def _finding(drawn: Sequence[Summary]) -> str:
    """Say between what the costs of each interpreter lie."""
    told = []
    for target in dict.fromkeys(each.trial.target for each in drawn):
        here = sorted(
            (each for each in drawn if each.trial.target == target), key=lambda each: each.figures["sharing_cost"].value
        )
        ends = dict.fromkeys(
            f"{fmt.ratio(each.figures['sharing_cost'].value)} ({called(each)})" for each in _ends(here)
        )
        told.append(f"on {target} {' to '.join(ends)}")
    return f"What threads share takes, of the CPU time with one for each: {'; '.join(told)}."


def _ends(ordered: Sequence[Summary]) -> tuple[Summary, Summary]:
    return ordered[0], ordered[-1]


def _table(measured: Sequence[Summary], targets: Sequence[str]) -> Iterator[Table]:
    rows: dict[tuple[int, int], dict[str, Summary]] = {}
    for each in measured:
        rows.setdefault((STEPS.index(step_of(each.trial)), each.trial.workers), {})[each.trial.target] = each
    if rows:
        yield Table(
            "CPU time of an item with one thing for all ÷ with a thing each; below it the work of the threads and the "
            "CPU time of an item ÷ those of one thread, both with a thing each → with one for all, and an item of one "
            "thread",
            (Column("item"), Column("threads", numeric=True), *(Column(target, numeric=True) for target in targets)),
            tuple(_row(rows[place], targets) for place in sorted(rows)),
        )


def _row(row: dict[str, Summary], targets: Sequence[str]) -> tuple[Content, ...]:
    first = next(iter(row.values()))
    cells = (_cell(row[each]) if each in row else fmt.MISSING for each in targets)
    return (called(first), fmt.count(first.trial.workers), *cells)


def _cell(summary: Summary) -> Cell:
    figures = summary.figures
    work, cpu = (
        " → ".join(fmt.ratio(figures[f"sharing_{side}_{what}"].value) for side in ("private", "shared"))
        for what in ("speedup", "cpu")
    )
    lost = (f"lost {fmt.share(figures['sharing_lost'].value)}",) if "sharing_lost" in figures else ()
    alone = fmt.time(figures["sharing_alone_item"].value)
    return Cell(
        fmt.ratio_interval(figures["sharing_cost"]), (f"work {work}", f"CPU {cpu}", f"{alone} by one thread", *lost)
    )
