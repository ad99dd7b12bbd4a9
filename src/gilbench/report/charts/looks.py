"""How the series of a chart are told apart: by their strategy if they have one, else by the place among the names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gilbench.model.blocks import Chart, Series
from gilbench.report.palette import FAMILIES, FamilyLook, family, in_order, of_strategy

Key = tuple[str, str]  # family, and the strategy or name

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


def key(series: Series) -> Key:
    """Return what a series is told apart by: family and strategy, whatever its start method; else its name."""
    return series.family, series.name.partition(" (")[0] if series.family else series.name


def looks(chart: Chart) -> Mapping[Key, Look]:
    """Return the look of every key of a chart, in the order of its lanes."""
    names = dict.fromkeys(series.name for series in chart.series if not series.family)
    return _of_strategies([chart]) | _of_names(list(names))


def families(charts: Iterable[Chart]) -> tuple[Look, ...]:
    """Return the families that the charts of one section show, and the strategies of those that have several."""
    return tuple({(look.label, look.marker): look for look in _of_strategies(charts).values()}.values())


def named(chart: Chart) -> tuple[Look, ...]:
    """Return the looks that a chart does not name itself: those of points without a family."""
    names = {series.name for series in chart.series if not series.family}
    if chart.kind != "points" or len(names) == 1:
        return ()
    return tuple(look for (_, name), look in looks(chart).items() if name in names)


def _of_strategies(charts: Iterable[Chart]) -> dict[Key, Look]:
    """Return the looks of strategies, families in order; one that is alone in its family goes by that."""
    keys = list(dict.fromkeys(key(series) for chart in charts for series in chart.series if series.family))
    found: dict[Key, Look] = {}
    for name in in_order({known for known, _ in keys}):
        own = [each for each in keys if each[0] == name]
        for each in own:
            label = each[1] if len(own) > 1 else family(name).label if name in FAMILIES else name
            found[each] = _look(of_strategy(*each), name if name in FAMILIES else "serial", label)
    return found


def _of_names(names: list[str]) -> dict[Key, Look]:
    if len(names) == 1:
        return {("", names[0]): Look(names[0], "accent", "●", "o", 6.0, "-")}
    cycle = [_CYCLE[place % len(_CYCLE)] for place in range(len(names))]
    return {("", name): _look(FAMILIES[like], like, name) for name, like in zip(names, cycle, strict=True)}


def _look(like: FamilyLook, variable: str, label: str) -> Look:
    return Look(label, f"f-{variable}", like.glyph, like.marker, like.size, like.dash)
