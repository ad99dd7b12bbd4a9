"""Every trial: what gave no result, then all results as a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gilbench import fmt
from gilbench.model import Estimate, Section, Trouble
from gilbench.model.blocks import Block, Cell, Column, Content, Group, Part, Table
from gilbench.page import again
from gilbench.page.again import Again
from gilbench.page.material import Material
from gilbench.plan.naming import Names
from gilbench.report.states import LOOKS

ORDER = 910

_SHOWN = 50  # rows that stand in the page; a script shows the others
_ASKED = "workload"  # the column whose cells hold the command lines
_NAMED = 3  # trials without a result that are named; of more, the number stands open
_TEXTS = {"experiment", "workload", "strategy", "Python", "state", "remarks"}
# States of trouble in the order in which the reader should see them.
Row = Mapping[str, Any]  # of results.csv
_WORST_FIRST = ("failed", "timed out", "not loaded", "unusable", "skipped")


def section(material: Material) -> Section | None:
    """Return both tables, None if there is nothing in either."""
    blocks = tuple(_blocks(material))
    question = "What exactly was measured, and what gave no result?"
    return Section("results", ORDER, "All results", question, blocks, group="This run") if blocks else None


def _blocks(material: Material) -> Iterator[Block]:
    if material.troubles:
        yield Group("Without a result", (without_a_result(material.troubles),))
    if material.results:
        names = Names(material.run.manifest.targets)
        table = every_trial(material.results, names)
        yield Group("Every trial", (with_commands(table, material.results, Again(material.run)),))


def without_a_result(troubles: Iterable[Trouble]) -> Table:
    """Group troubles by state and reason, failures first, otherwise in the order in which they came."""
    groups: dict[tuple[str, str], list[Trouble]] = {}
    for trouble in troubles:
        groups.setdefault((trouble.state, trouble.reason), []).append(trouble)
    ordered = sorted(groups.items(), key=lambda group: _rank(group[0][0]))
    return Table(
        "Failures, time-outs and skips, with their reasons",
        (Column("state"), Column("reason"), Column("what")),
        tuple((state, reason, _what(members)) for (state, reason), members in ordered),
    )


def _what(members: Sequence[Trouble]) -> Cell:
    names = [trouble.what for trouble in members]
    many = len(names) > _NAMED
    tails = [(each.what, each.tail) for each in members if each.tail.strip()]
    return Cell(
        text=f"{fmt.count(len(names))} times" if many else ", ".join(names),
        folded=(
            *([("which", "\n".join(names))] if many else []),
            *((f"last output of {what}" if len(tails) > 1 else "last output", tail) for what, tail in tails),
        ),
    )


def _rank(state: str) -> int:
    return _WORST_FIRST.index(state) if state in _WORST_FIRST else len(_WORST_FIRST)


def every_trial(results: Sequence[Row], names: Names) -> Table:
    """Write every row down; times of all rows share one unit."""
    unit = fmt.unit_for(row["seconds_per_item"] for row in results)
    several = len({row["experiment"] for row in results}) > 1
    heads = ("workload", "strategy", "workers", "Python", "state", f"time per item, {unit.name}", "speed-up")
    shares = ("CPU ÷ time", "running", "ready", "blocked")
    columns = (*(("experiment",) if several else ()), *heads, *shares, "rounds", "remarks")
    return Table(
        "Results: median and 95 % interval",
        tuple(map(_column, columns)),
        tuple(((row["experiment"],) if several else ()) + _cells(row, unit, names) for row in results),
        shown=_SHOWN,
        searchable=True,
        words=tuple(_found_by(row) for row in results),
        shape="tall",
    )


def with_commands(table: Table, results: Sequence[Row], commands: Again) -> Table:
    """Return the table with the command line that measures a row again, in those that stand open and for a script."""
    parts = tuple(_parts(table, results, commands))
    place = [column.name for column in table.columns].index(_ASKED)
    shown = [_asked(tuple(map(str, row)), place, parts) for row in table.rows[: table.shown]]
    return replace(table, rows=(*shown, *table.rows[len(shown) :]), commands=parts)


def _asked(texts: tuple[str, ...], place: int, parts: Sequence[Part]) -> tuple[Content, ...]:
    return (*texts[:place], Cell(texts[place], command=line(parts, texts)), *texts[place + 1 :])


def line(parts: Iterable[Part], texts: Sequence[str]) -> str:
    """Return the command line that stands for a row."""
    words = (dict(part.meanings).get(texts[part.column], part.otherwise) for part in parts)
    return " ".join(filter(None, words))


def _parts(table: Table, results: Sequence[Row], commands: Again) -> Iterator[Part]:
    """Yield in their order what a command line is made of; what has no column of its own is the same in all rows."""
    columns = [column.name for column in table.columns]

    def part(name: str, words: Callable[[Row], str]) -> Part:
        place = columns.index(name)
        found = {str(cells[place]): words(row) for cells, row in zip(table.rows, results, strict=True)}
        return Part(place, tuple((text, typed) for text, typed in found.items() if typed))

    yield Part(0, otherwise=again.BEGIN)
    yield part("workload", lambda row: commands.workload(row["workload"]))
    if "experiment" in columns:
        yield part("experiment", lambda row: commands.experiment(row["experiment"]))
    else:
        yield Part(0, otherwise=commands.experiment(results[0]["experiment"]))
    yield part("strategy", lambda row: commands.strategy(row["strategy"], row["start_method"]))
    yield part("workers", lambda row: commands.workers(row["workers"]))
    yield part("Python", lambda row: commands.python(row["target"]))
    yield part("workload", lambda row: commands.like(row["workload"]))
    yield Part(0, otherwise=commands.around)


def _found_by(row: Row) -> str:
    """Return the words of other tables that a row is found by: "waiting", "threads"."""
    return " ".join(filter(None, (row["workload_class"], row["family"], row["strategy"])))


def _column(name: str) -> Column:
    return Column(name, numeric=name not in _TEXTS, form="words" if name == "remarks" else "")


def _cells(row: Row, unit: fmt.TimeUnit, names: Names) -> tuple[str, ...]:
    state = row["state"]
    glyph = "" if state == "ok" else f"{LOOKS[state].glyph} "
    return (
        row["workload"] or fmt.MISSING,
        _strategy(row, names),
        fmt.count(row["workers"]),
        row["target"],
        state if state == "skipped" else f"{glyph}{state}",
        _time(row, unit),
        fmt.ratio_interval(_estimate(row, "speedup")),
        fmt.MISSING if row["cpu_per_wall"] is None else fmt.factor(row["cpu_per_wall"]),
        fmt.share(row["running"]),
        fmt.share(row["ready"]),
        fmt.share(row["blocked"]),
        fmt.MISSING if row["rounds"] is None else fmt.count(row["rounds"]),
        "; ".join(part for part in (row["reason"], row["flags"]) if part),
    )


def _strategy(row: Row, names: Names) -> str:
    named = names.called(row["strategy"], row["start_method"], row["target"]) or fmt.MISSING
    return f"{named} {row['parameters']}" if row["parameters"] else named


def _time(row: Row, unit: fmt.TimeUnit) -> str:
    middle, low, high = (row[f"seconds_per_item{end}"] for end in ("", "_low", "_high"))
    ends = "" if low is None or high is None else f" ({fmt.in_unit(low, unit)}–{fmt.in_unit(high, unit)})"
    return fmt.in_unit(middle, unit) + ends


def _estimate(row: Row, name: str) -> Estimate | None:
    if row[name] is None:
        return None
    return Estimate(row[name], row[f"{name}_low"], row[f"{name}_high"], row["rounds"] or 0)
