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


def legend(charts: Iterable[Chart]) -> tuple[Look, ...]:
    """Return what the charts of one section have in common to explain; nothing where the charts name it themselves."""
    found: dict[str, Look] = {}
    for chart in charts:
        if chart.kind != "bars":
            found |= {name: look for name, look in looks(chart).items() if look.label}
    ordered = in_order({name for name in found if name in FAMILIES})
    return tuple(found[name] for name in (*ordered, *(each for each in found if each not in FAMILIES)))


def _of_family(name: str) -> Look:
    return _look(family(name), name if name in FAMILIES else "serial", family(name).label if name in FAMILIES else name)


def _of_names(names: list[str]) -> dict[str, Look]:
    if len(names) == 1:
        return {names[0]: Look(names[0], "accent", "●", "o", 6.0, "-")}
    cycle = [_CYCLE[place % len(_CYCLE)] for place in range(len(names))]
    return {name: _look(FAMILIES[like], like, name) for name, like in zip(names, cycle, strict=True)}


def _look(like: FamilyLook, variable: str, label: str) -> Look:
    return Look(label, f"f-{variable}", like.glyph, like.marker, like.size, like.dash)
