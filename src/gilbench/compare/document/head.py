"""What stands above the sections: the question, what was compared with what, and whether to believe it."""

from collections.abc import Iterable, Iterator, Sequence

from gilbench import fmt, legible
from gilbench.compare.document.names import names
from gilbench.compare.records import Comparison, Source
from gilbench.model import Alert, TargetCard
from gilbench.model.blocks import Note
from gilbench.page.confidence import NOISY

_LONGEST = 40  # letters of a name in the heading
_DRY = "Invented timings: dry run."


def question(comparison: Comparison) -> str:
    """Return what the page answers: `What changed from before to after?`."""
    base, *news = map(_name, _compared(comparison))
    if comparison.paired:
        return f"How {'does' if len(news) == 1 else 'do'} {fmt.listed(news)} compare with {base}?"
    return f"What changed from {base} to {fmt.listed(news)}?"


def title(comparison: Comparison) -> str:
    """Return the name of the window."""
    base, *news = _compared(comparison)
    first, *_ = comparison.sources
    return f"gilbench: {base} → {', '.join(news)}, {legible.moment(first.created)}"


def subline(comparison: Comparison) -> tuple[str, ...]:
    """Return dates, interpreters and CPUs."""
    first, *_ = comparison.sources
    runs = tuple(f"{_name(each.name)}, {legible.moment(each.created)}" for each in comparison.sources)
    named = ", ".join(each.id for each in targets(comparison))
    return (*runs, named, fmt.plural(first.usable_cpus, "usable CPU"))


def targets(comparison: Comparison) -> tuple[TargetCard, ...]:
    """Return the interpreters of all runs, each once."""
    found = {name: label for each in reversed(comparison.sources) for name, label in reversed(each.targets)}
    return tuple(TargetCard(name, label) for name, label in reversed(found.items()))


def trust(comparison: Comparison) -> Alert:
    """Say in one line whether the figures can be believed."""
    floor, more = comparison.floor, _remarks(comparison)
    differed = "" if floor is None else f"identical trials differed by {fmt.share(floor)}"
    if floor is not None and floor > NOISY:
        return Alert("serious", f"Trust: little. I{differed[1:]}; smaller differences mean nothing.{more}", "")
    if not comparison.paired:
        within = f" Within a run, {differed}." if differed else " No trial was measured twice."
        text = "Trust: with care. These are different sessions, and drift of the machine is in the figures."
        return Alert("warning", f"{text}{within}{more}", "")
    if floor is None:
        return Alert("note", f"Trust: not known. No trial was measured twice.{more}", "")
    return Alert("note", f"Trust: good, both sides met the same rounds. I{differed[1:]}.{more}", "")


def _remarks(comparison: Comparison) -> str:
    """Count the warnings, beside that about sessions, which the line says itself."""
    number = len(comparison.warnings) - (not comparison.paired)
    return f" {fmt.plural(number, 'warning')} below." if number else ""


def banners(comparison: Comparison) -> Iterator[Note]:
    """Say what nobody may overlook: timings that were invented, runs that were interrupted."""
    invented = _names(each for each in comparison.sources if each.invented)
    if invented:
        yield Note(
            f"Nothing in {invented} was measured; this only shows what a comparison looks like.", _DRY, "serious"
        )
    stopped = _names(each for each in comparison.sources if not each.finished)
    if stopped:
        yield Note(f"{stopped} has fewer rounds than were asked for.", "Interrupted.", "warning")


def _name(name: str) -> str:
    return legible.shortened(legible.one_line(name), _LONGEST)


def _names(sources: Iterable[Source]) -> str:
    return fmt.listed([_name(each.name) for each in sources])


def _compared(comparison: Comparison) -> Sequence[str]:
    """Return the names of what was compared, the base first: runs, or targets of the only one."""
    if not comparison.paired:
        return [each.name for each in comparison.sources]
    return [comparison.rows[0].base, *dict.fromkeys(names(comparison).sides.values())]
