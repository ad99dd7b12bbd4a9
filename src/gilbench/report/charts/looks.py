"""How the series of a chart are told apart: by family where they have one, else by their place among the names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gilbench.model.blocks import Chart, Series
from gilbench.report.palette import FAMILIES, FamilyLook, family, in_order

_CYCLE = ("processes", "threads", "interpreters", "asyncio", "serial")  # for series without a family


@dataclass(frozen=True)
class Look:
    """A colour by the name of its variable, a marker and a dash: no two differ by colour alone."""

    label: str
    variable: str
    glyph: str
    marker: str
    size: float
    dash: str


def key(series: Series) -> str:
    """Return what a series is told apart by."""
    return series.family or series.name


def looks(chart: Chart) -> Mapping[str, Look]:
    """Return the look of every key of a chart, in the order of its lanes."""
    families = {series.family for series in chart.series if series.family}
    names = dict.fromkeys(series.name for series in chart.series if not series.family)
    found = {name: _of_family(name) for name in in_order(families)}
    return found | _of_names(list(names))


def families(charts: Iterable[Chart]) -> tuple[Look, ...]:
    """Return the families that the charts of one section show."""
    names = {series.family for chart in charts for series in chart.series if series.family}
    return tuple(map(_of_family, in_order(names)))


def named(chart: Chart) -> tuple[Look, ...]:
    """Return the looks that a chart does not name itself: those of points without a family."""
    names = {series.name for series in chart.series if not series.family}
    if chart.kind != "points" or len(names) == 1:
        return ()
    return tuple(look for name, look in looks(chart).items() if name in names)


def _of_family(name: str) -> Look:
    return _look(family(name), name if name in FAMILIES else "serial", family(name).label if name in FAMILIES else name)


def _of_names(names: list[str]) -> dict[str, Look]:
    if len(names) == 1:
        return {names[0]: Look(names[0], "accent", "●", "o", 6.0, "-")}
    cycle = [_CYCLE[place % len(_CYCLE)] for place in range(len(names))]
    return {name: _look(FAMILIES[like], like, name) for name, like in zip(names, cycle, strict=True)}


def _look(like: FamilyLook, variable: str, label: str) -> Look:
    return Look(label, f"f-{variable}", like.glyph, like.marker, like.size, like.dash)
