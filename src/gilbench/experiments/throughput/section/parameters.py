"""Speed-up over the values of a parameter: a sentence for each family of workloads, and a chart."""

from collections.abc import Iterator, Sequence
from math import log
from statistics import fmean

from gilbench import fmt, legible
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.parameters import (
    NEVER,
    ParameterLine,
    ParameterPanel,
    Place,
    Turn,
    parameter_panels,
    turn,
)
from gilbench.experiments.throughput.section.nearness import distance
from gilbench.experiments.throughput.section.scaling_values import highest, remarked
from gilbench.model import Section
from gilbench.model.blocks import Axis, Block, Chart, Column, Mark, Note, Series, Table
from gilbench.plan.classes import FAMILY_ORDER
from gilbench.plan.trial import SERIAL

ID, ORDER, TITLE = "parameters", 85, "Parameters"

PANELS_DRAWN = 24
_QUESTION = "From which value of a parameter on do more workers pay?"
_COLUMNS = (Column("items per second", numeric=True), Column("speed-up", numeric=True))
_ROOM = 1.08  # above the highest mark
_READ = (
    "one function with several values of a parameter, at the most workers; each line is the best strategy of its "
    "family, its bars are 95 % intervals, and hollow is undecided. The full line is serial speed at the same value."
)


def sections(evidence: Evidence) -> Iterator[Section]:
    """Yield the section; nothing where no number among the parameters of a workload was measured with two values."""
    panels = [panel for target in evidence.manifest.subjects for panel in parameter_panels(evidence, target)]
    if not panels:
        return
    answers = tuple(Note(text, tone="note", about=panel.target) for panel in panels if (text := answer(panel)))
    drawn, rest = chosen(panels)
    blocks: list[Block] = [*answers, *_charts(drawn), Note(_READ, "How to read it:")]
    if rest:
        names = ", ".join(legible.few([_title(panel) for panel in rest]))
        blocks.append(Note(f"Not drawn, being nearest to {fmt.ratio(1)}: {names}."))
    yield Section(ID, ORDER, TITLE, _QUESTION, tuple(blocks), brief=answers, group="Comparisons")


def answer(panel: ParameterPanel) -> str:
    """Say which families of strategies gain from which value on, as far as that is decided; empty if nothing is."""
    found = {line.family: each for line in drawn_lines(panel) if (each := turn(line)) is not None}
    gaining = [f"{_called(family)} gain {_where(each)}" for family, each in found.items() if each != NEVER]
    never = [_called(family) for family, each in found.items() if each == NEVER and _all_never(panel, family)]
    said = [*gaining, *([f"{fmt.listed(never)} never {'do' if gaining else 'gain'}"] if never else [])]
    workers = fmt.plural(panel.workers, "worker")
    return f"On {panel.target} with {workers}, {_work(panel)}: {'; '.join(said)}." if said else ""


def drawn_lines(panel: ParameterPanel) -> list[ParameterLine]:
    """Return the best line of each family of strategies, of those with most values; serial code is at 1× anyway."""
    return [
        max(lines, key=_rank)
        for family in FAMILY_ORDER
        if family != SERIAL and (lines := [each for each in panel.lines if each.family == family])
    ]


def chosen(panels: Sequence[ParameterPanel]) -> tuple[list[ParameterPanel], list[ParameterPanel]]:
    """Split panels into those that are drawn, in their order, and those that are only named."""
    far_first = sorted(panels, key=_farthest, reverse=True)
    drawn = {id(panel) for panel in far_first[:PANELS_DRAWN]}
    return [each for each in panels if id(each) in drawn], [each for each in panels if id(each) not in drawn]


def _charts(panels: Sequence[ParameterPanel]) -> list[Chart]:
    """Draw each panel, all with the same speed-ups, so that they can be compared."""
    reach = max(highest(_mark(line, place)) for panel in panels for line in drawn_lines(panel) for place in line.places)
    return [_chart(panel, (0.0, _ROOM * max(reach, 1.0))) for panel in panels]


def _chart(panel: ParameterPanel, limits: tuple[float, float]) -> Chart:
    title, shown = _title(panel), drawn_lines(panel)
    workers = fmt.plural(panel.workers, "worker")
    return Chart(
        kind="lines",
        title=title,
        finding=f"Speed-up of {title} with {workers}: {'; '.join(map(_ends, shown))}.",
        axis=Axis("", "×", limits=limits, reference=1.0, across=panel.parameter),
        series=tuple(
            Series(line.strategy, line.family, "", tuple(_mark(line, place) for place in line.places)) for line in shown
        ),
        values=Table(
            f"{title}: values",
            (Column("strategy"), Column(panel.parameter, numeric=True), *_COLUMNS),
            tuple(_row(line, place) for line in panel.lines for place in line.places),
            shape="tall",
        ),
        about=panel.target,
    )


def _row(line: ParameterLine, place: Place) -> tuple[str, ...]:
    point = place.point
    rate, speedup = fmt.number_interval(point.rate, 3), fmt.ratio_interval(point.speedup)
    return line.strategy, fmt.count(place.value), rate, speedup


def _mark(line: ParameterLine, place: Place) -> Mark:
    speedup = place.point.speedup
    hint = f"{line.strategy}, {place.workload}: {fmt.ratio_interval(speedup)}"
    clear = place.point.judgement != "undecided"
    return Mark(place.value, speedup.value, speedup.low, speedup.high, hint, clear)


def _ends(line: ParameterLine) -> str:
    """Say what a strategy reaches with the lowest and the highest value: "Thread 0.97× (no gain) at 1, 1.8× at 9"."""
    ends = dict.fromkeys((line.places[0], line.places[-1]))
    return f"{line.strategy} {', '.join(f'{remarked(each.point)} at {fmt.count(each.value)}' for each in ends)}"


def _rank(line: ParameterLine) -> tuple[int, bool, float]:
    """Return what is higher for the better one of two; what begins with an underscore is what others are made of."""
    gain = fmean(log(place.point.speedup.value) for place in line.places)
    return len(line.places), not line.strategy.startswith("_"), gain


def _farthest(panel: ParameterPanel) -> float:
    return max(distance(place.point.speedup.value) for line in drawn_lines(panel) for place in line.places)


def _all_never(panel: ParameterPanel, family: str) -> bool:
    """Whether none of a family's strategies gains, and not only its best on average."""
    return all(turn(line) == NEVER for line in panel.lines if line.family == family)


def _called(family: str) -> str:
    return "asyncio tasks" if family == "asyncio" else family


def _where(turn: Turn) -> str:
    on, upto = f"from {turn.later} on", f"up to {turn.earlier}"
    if not turn.later:
        return "with every value"
    wins, loses = (on, upto) if turn.gains else (upto, on)
    return f"{wins}, and not {loses}" if turn.open else wins


def _title(panel: ParameterPanel) -> str:
    return f"{_work(panel)} on {panel.target}"


def _work(panel: ParameterPanel) -> str:
    """Say what differs: "copy over bytes", "copy[level=6] over bytes"."""
    fixed = ",".join(f"{name}={value if isinstance(value, str) else f'{value:.15g}'}" for name, value in panel.fixed)
    return f"{panel.family}{f'[{fixed}]' if fixed else ''} over {panel.parameter}"
