"""The rows of the results table as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gilbench import fmt
from gilbench.model import Estimate
from gilbench.report.states import LOOKS


@dataclass(frozen=True)
class ResultTable:
    """Some rows of the results, ready to be written down, with the headers that name their units."""

    columns: tuple[str, ...]
    numeric: frozenset[str]  # columns that are aligned right
    rows: tuple[tuple[str, ...], ...]
    total: int  # rows that there are

    @property
    def cut(self) -> bool:
        """Whether rows are missing."""
        return len(self.rows) < self.total


def build(results: Sequence[Mapping[str, Any]], *, limit: int) -> ResultTable:
    """Write the first rows down, up to the limit; times of all rows share one unit."""
    shown = results[:limit]
    unit = fmt.unit_for(row["seconds"] for row in shown)
    several = len({row["experiment"] for row in results}) > 1
    time_column = f"time, {unit.name}"
    names = ("workload", "strategy", "workers", "target", "state", time_column, "speed-up", "CPU ÷ wall")
    ledger = ("running", "ready", "blocked")
    columns = (*(("experiment",) if several else ()), *names, *ledger, "rounds", "remarks")
    text = {"experiment", "workload", "strategy", "target", "state", "remarks"}
    return ResultTable(
        columns=columns,
        numeric=frozenset(columns) - text,
        rows=tuple(((row["experiment"],) if several else ()) + _cells(row, unit) for row in shown),
        total=len(results),
    )


def _cells(row: Mapping[str, Any], unit: fmt.TimeUnit) -> tuple[str, ...]:
    state = row["state"]
    glyph = "" if state == "ok" else f"{LOOKS[state].glyph} "
    return (
        row["workload"],
        f"{row['strategy']}[{row['start_method']}]" if row["start_method"] else row["strategy"],
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


def _time(row: Mapping[str, Any], unit: fmt.TimeUnit) -> str:
    middle, low, high = row["seconds"], row["seconds_low"], row["seconds_high"]
    ends = "" if low is None or high is None else f" ({fmt.in_unit(low, unit)}–{fmt.in_unit(high, unit)})"
    return fmt.in_unit(middle, unit) + ends


def _estimate(row: Mapping[str, Any], name: str) -> Estimate | None:
    if row[name] is None:
        return None
    return Estimate(row[name], row[f"{name}_low"], row[f"{name}_high"], row["rounds"] or 0)
