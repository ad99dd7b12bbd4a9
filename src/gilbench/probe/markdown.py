"""The results of `gilbench probe` as Markdown, for job summaries and pull requests."""

from collections.abc import Iterator, Sequence

from gilbench import fmt, legible
from gilbench.probe import words
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
        for line in words.how_bounded(measured, probes.cpus):
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
    further = words.further_head(results)
    head = (*words.HEAD, further) if further else words.HEAD
    numeric = [head.index(name) for name in (*words.NUMERIC, *([further] if further else []))]
    return table(head, [_cells(each, further) for each in results], numeric)


def _cells(result: Probed, further: str | None) -> tuple[str, ...]:
    call, *others = words.cells(result)
    more = (text(words.further_cell(result)),) if further else ()
    return (code(call), *map(text, others), *more)
