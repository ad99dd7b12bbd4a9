"""Lanes over one axis of time: the thicker a stretch, the more goes on in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from matplotlib.axes import Axes as Sheet

from gilbench import fmt, legible
from gilbench.model.blocks import Axis, Lane, Lanes
from gilbench.report.charts.canvas import SMALL, WIDTH, Drawing, Segment, ink, name_axis, rules, sheet, write
from gilbench.report.charts.scale import ticks

_LEFT, _RIGHT, _TOP, _BOTTOM = 84.0, 14.0, 4.0, 42.0
_PLOT = WIDTH - _LEFT - _RIGHT
_NAME, _PITCH, _GAP = 20.0, 15.0, 8.0
_BASELINE = 14.0
_BESIDE = 6.0  # points between a text and what it belongs to
_KEY, _KEYS_IN_ROW, _SAMPLE = 16.0, 2, 22.0  # points: a row of the key, and a sample in it
_MOST_TICKS = 5
_LONGEST, _LONGEST_GROUP = 13, 44  # letters


@dataclass(frozen=True)
class _Form:
    """How a state is drawn."""

    variable: str
    width: float  # points
    dash: object = "-"


_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        "full": _Form("accent", 10.0),
        "half": _Form("warning", 5.0),
        "dashed": _Form("ink", 3.0, (0, (0.7, 0.7))),
        "thin": _Form("mark", 1.0),
    }
)


def draw(lanes: Lanes) -> Drawing:
    """Draw lanes under the names of their groups, with a key above them; raises ValueError if there are none."""
    if not lanes.lanes:
        raise ValueError(f"the chart {lanes.title!r} has nothing to draw")
    groups = [(name, list(members)) for name, members in groupby(lanes.lanes, key=lambda each: each.group)]
    begin = _KEY * -(-len(lanes.states) // _KEYS_IN_ROW) + _GAP
    bottom = begin + sum(_NAME + _PITCH * len(members) + _GAP for _, members in groups)
    figure, axes = sheet(_TOP + bottom + _BOTTOM, (_LEFT, _RIGHT, _TOP, _BOTTOM))
    _draw_frame(axes, lanes, begin, bottom)
    _draw_key(axes, lanes)
    for name, members in groups:
        _beside(axes, -_LEFT, begin + _BASELINE, legible.shortened(name, _LONGEST_GROUP), fontweight="bold")
        _draw_group(axes, lanes, members, begin + _NAME)
        begin += _NAME + _PITCH * len(members) + _GAP
    return Drawing(lanes, figure, ())


def _draw_frame(axes: Sheet, lanes: Lanes, top: float, bottom: float) -> None:
    axes.set_xlim(0, lanes.seconds)
    axes.set_ylim(bottom, 0)
    axes.set_yticks([])
    places = ticks(Axis(lanes.across, "s"), (0, lanes.seconds), _MOST_TICKS)
    axes.set_xticks(places, [fmt.tick(place, "s") for place in places])
    rules(axes, [((place, top), (place, bottom)) for place in places], zorder=0)
    name_axis(axes, lanes.across)


def _draw_key(axes: Sheet, lanes: Lanes) -> None:
    """Draw a sample of each state with its name, some in a row."""
    for number, (name, form) in enumerate(lanes.states):
        row, column = divmod(number, _KEYS_IN_ROW)
        left, y = column * WIDTH / _KEYS_IN_ROW - _LEFT, (row + 0.5) * _KEY
        _draw_stretches(axes, [((_at(lanes, left), y), (_at(lanes, left + _SAMPLE), y))], _FORMS[form])
        _beside(axes, left + _SAMPLE + _BESIDE, y, name, va="center", fontsize=SMALL, color=ink("muted"))


def _draw_group(axes: Sheet, lanes: Lanes, members: Sequence[Lane], top: float) -> None:
    """Draw all stretches of one state as one path, which keeps pages small."""
    places = [(top + (number + 0.5) * _PITCH, lane) for number, lane in enumerate(members)]
    for y, lane in places:
        name = legible.shortened(legible.one_line(lane.name), _LONGEST)
        _beside(axes, -_BESIDE, y, name, va="center", ha="right", fontsize=SMALL, color=ink("muted"))
    for state, form in lanes.states:
        stretches = [
            ((each.start, y), (each.end, y)) for y, lane in places for each in lane.stretches if each.state == state
        ]
        if stretches:
            _draw_stretches(axes, stretches, _FORMS[form])


def _draw_stretches(axes: Sheet, segments: Sequence[Segment], form: _Form) -> None:
    style = {"linewidth": form.width, "linestyle": form.dash, "solid_capstyle": "butt", "dash_capstyle": "butt"}
    rules(axes, segments, color=ink(form.variable), zorder=3, **style)


def _at(lanes: Lanes, points: float) -> float:
    """Return the moment that lies so many points right of the beginning."""
    return points * lanes.seconds / _PLOT


def _beside(axes: Sheet, points: float, y: float, text: str, **style: object) -> None:
    """Write a text so many points right of the beginning of the axis."""
    write(axes, points / _PLOT, y, text, transform=axes.get_yaxis_transform(), **style)
