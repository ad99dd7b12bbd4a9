"""Which sections a page has, in which order, and what each of them asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gilbench.model import ReportModel


@dataclass(frozen=True)
class Section:
    """One section of the page; its id is what sentences name as their evidence."""

    id: str
    title: str
    question: str


def _always(_: ReportModel) -> bool:
    return True


_SECTIONS: tuple[tuple[Section, Callable[[ReportModel], bool]], ...] = (
    (Section("verdict", "Verdict", "What should I remember?"), _always),
    (Section("trust", "Trust", "Can these numbers be believed?"), _always),
    (
        Section("decision", "What to use", "Which strategy for my kind of work?"),
        lambda model: bool(model.decisions),
    ),
    (
        Section("heat-map", "Heat map", "Where do threads help, where do they hurt, and what does better?"),
        lambda model: bool(model.heat_maps),
    ),
    (
        Section("ledger", "Time ledger", "Were the workers held back by the GIL, or by this machine?"),
        lambda model: bool(model.ledger),
    ),
    (
        Section("gil-gap", "GIL gap", "How much of what this machine offers do threads leave unused?"),
        lambda model: bool(model.gaps),
    ),
    (
        Section("what-holds-the-gil", "What holds the GIL", "Which calls keep others from running, and for how long?"),
        lambda model: model.probes is not None,
    ),
    (
        Section("scaling", "Scaling", "How much do more workers bring, and how near is that to the ideal?"),
        lambda model: any(line.points and line.family != "serial" for panel in model.scaling for line in panel.lines),
    ),
    (
        Section("interpreters", "Interpreters", "What do I gain or lose by changing the interpreter?"),
        lambda model: bool(model.interpreters or model.class_means),
    ),
    (Section("environment", "Environment", "On what was this measured?"), _always),
    (
        Section("results", "All results", "What exactly was measured, and what gave no result?"),
        lambda model: bool(model.results or model.troubles),
    ),
    (Section("reproduce", "Reproduce", "How do I get these numbers, and this page, again?"), _always),
    (
        Section("absent", "Not in this report", "What was not measured, or could not be said, and why?"),
        lambda model: bool(model.absent or model.unsaid or model.left_out),
    ),
)

# Titles of what is no section, or of none that this version has, for the list of what is absent.
_OTHER_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "scaling-law": "Scaling law",
        "break-even": "Break-even",
        "switching": "Switching",
        "timeline": "Timeline",
        "correctness": "Correctness",
    }
)


def present(model: ReportModel) -> tuple[Section, ...]:
    """Return the sections that this report has something to say in, in the order of the page."""
    return tuple(section for section, has_content in _SECTIONS if has_content(model))


def title(section: str) -> str:
    """Return the title of a section, whether the page has it or not; an unknown id stands for itself."""
    known = {entry.id: entry.title for entry, _ in _SECTIONS}
    return known.get(section) or _OTHER_TITLES.get(section, section)
