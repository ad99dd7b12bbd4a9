"""Scaling: speed-up of work that computes, items per second of work that waits, and the laws."""

from collections.abc import Iterator, Sequence

from gilbench import fmt, legible
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.panels import ScalingPanel, scaling_panels
from gilbench.experiments.throughput.analysis.scaling_law import FEWEST_COUNTS
from gilbench.experiments.throughput.section.laws import table
from gilbench.experiments.throughput.section.scaling_lines import charts as lines_of
from gilbench.experiments.throughput.section.scaling_lines import chosen, has_line
from gilbench.experiments.throughput.section.scaling_points import charts as points_of
from gilbench.experiments.throughput.section.scaling_waiting import charts as waiting_of
from gilbench.experiments.throughput.section.scaling_waiting import chosen as chosen_waiting
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Note

ID, ORDER, TITLE = "scaling", 80, "Scaling"

_POINTS = (
    "each mark is one strategy at its most workers, its bar the 95 % interval; hollow is undecided. The full line is "
    "serial speed, the dotted one the ideal: as many times as fast as there are workers or CPUs, whichever is fewer."
)
_WAITING = (
    "it needs no CPU for it, so that more workers than CPUs may gain. One worker is serial code. Axes are the same on "
    "all interpreters."
)
_LAWS = (
    "The universal scalability law explains a curve by two costs: contention σ, the share of the work that only one "
    "worker can do at a time, and coherency κ, what every pair of workers pays for keeping in step. Beyond its peak, "
    "more workers are slower. The misfit is the largest distance of a measured point from the law."
)
_SERIAL_FRACTION = (
    "The values have the serial fraction of each number of workers (Karp and Flatt): 0 % is ideal scaling, 100 % is "
    "none. Where it stays the same with more workers, a part of the work is serial; where it grows, they get in each "
    "other's way."
)
_BEYOND = (
    "Work for the CPU has neither efficiency nor serial fraction beyond the usable CPUs: there, more workers share "
    "what fewer had."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, and why no law was fitted."""
    panels = [panel for target in evidence.manifest.subjects for panel in scaling_panels(evidence, target)]
    why = "" if any(panel.laws for panel in panels) else _why_no_law(evidence.manifest.usable_cpus)
    if panels:
        question = "How much do more workers bring, and how near is that to the ideal?"
        blocks = tuple(_blocks(panels, why, evidence.manifest.usable_cpus))
        yield Section(ID, ORDER, TITLE, question, blocks, group="Comparisons")
    else:
        yield Absent(ID, ORDER, TITLE, "no speed-up was measured with two workers or more")
    if why:
        yield Absent("scaling-law", ORDER + 1, "Scaling law", why)


def _why_no_law(usable_cpus: int) -> str:
    cpus = fmt.plural(usable_cpus, "usable CPU")
    return f"it takes {FEWEST_COUNTS} numbers of workers or more up to the {cpus}"


def _blocks(panels: Sequence[ScalingPanel], why: str, usable_cpus: int) -> Iterator[Block]:
    computing = [panel for panel in panels if not panel.waits]
    drawn, undrawn = chosen([panel for panel in computing if has_line(panel)])
    waiting, named = chosen_waiting([panel for panel in panels if panel.waits])
    yield from _of_computing(computing, drawn, usable_cpus)
    if waiting:
        yield from (charts := waiting_of(waiting))
        if any(chart.kind == "lines" for chart in charts):
            yield Note(_WAITING, "Work that waits:")
    if why:
        yield Note(f"No scalability law was fitted: {why}.")
    elif any(panel.laws for panel in (*drawn, *waiting)):
        yield table([*drawn, *waiting])
        yield Note(_LAWS)
    yield Note(_SERIAL_FRACTION)
    if any(point.efficiency is None for panel in computing for line in panel.lines for point in line.points):
        yield Note(_BEYOND)
    if rest := [*undrawn, *named]:
        names = ", ".join(legible.few([f"{panel.workload} on {panel.target}" for panel in rest]))
        yield Note(f"Not drawn, being nearest to {fmt.ratio(1)}: {names}.")


def _of_computing(panels: Sequence[ScalingPanel], drawn: Sequence[ScalingPanel], usable_cpus: int) -> Iterator[Block]:
    points = points_of([panel for panel in panels if not has_line(panel)])
    if points:
        yield from points
        yield Note(_POINTS, "How to read it:")
    if drawn:
        yield from lines_of(drawn)
        cpus = fmt.plural(usable_cpus, "usable CPU")
        words = (
            "three ways to have threads, and the best strategy of each other family; bars are 95 % intervals, and all "
            "axes are alike. The dotted line is the ideal"
        )
        yield Note(f"{words} and bends at the {cpus}.", "How to read it:")
