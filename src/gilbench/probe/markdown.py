"""The results of `gilbench probe` as Markdown, for job summaries and pull requests."""

from collections.abc import Iterator, Sequence

from gilbench import fmt, legible
from gilbench.probe import contending, words
from gilbench.probe.columns import CALL, Column, columns
from gilbench.probe.results import Probed, Probes
from gilbench.report.markdown import code, table, text


def render(probes: Probes) -> str:
    """Return GitHub-flavoured Markdown; calls of others are text in it, whatever they contain."""
    return "\n".join(_lines(probes)) + "\n"


def _lines(probes: Probes) -> Iterator[str]:
    yield "### gilbench: what holds the GIL"
    yield ""
    facts = (legible.moment(probes.created), fmt.plural(probes.cpus, "usable CPU"), f"gilbench {probes.gilbench}")
    yield text(" · ".join(facts))
    yield ""
    yield from (f"- {text(target)}: {text(label)}" for target, label in probes.targets.items())
    if probes.variables:
        yield f"- {text(words.with_variables(probes))}"
    measured = [each for each in probes.calls if each.state == "ok"]
    if measured:
        yield ""
        yield from rows(measured)
        for line in (*contending.how_to_read(measured), *words.how_bounded(measured, probes.cpus)):
            yield ""
            yield text(line)
    for title, lines in (("Without a result", words.lost(probes.calls)), ("Remarks", words.remarked(probes.calls))):
        if lines:
            yield ""
            yield f"**{title}**"
            yield ""
            yield from (f"- {text(line)}" for line in lines)


def rows(results: Sequence[Probed]) -> list[str]:
    """Return a pipe table of results that have one."""
    shown = columns(results)
    numeric = [place for place, each in enumerate(shown) if each.numeric]
    return table([each.head for each in shown], [_cells(each, shown) for each in results], numeric)


def _cells(result: Probed, shown: Sequence[Column]) -> list[str]:
    return [(code if each.head == CALL else text)(each.cell(result)) for each in shown]
