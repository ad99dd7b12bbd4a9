"""The results of `gilbench probe` on a terminal: a sentence for one, a table for several."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from gilbench import legible
from gilbench.probe import words
from gilbench.probe.results import Probed, Probes
from gilbench.report.states import to_ascii

WIDEST = 100
_GAP = "  "
_CALL = 18  # letters of a call that are shown in any case


def render(probes: Probes, *, unicode: bool = True) -> str:
    """Return plain text; ASCII only unless `unicode`."""
    said = [*_lines(probes.calls, probes.cpus), *wrap(words.with_variables(probes), WIDEST)]
    text = "\n".join(legible.inert(line).rstrip() for line in said) + "\n"
    return text if unicode else to_ascii(text)


def _lines(results: Sequence[Probed], cpus: int) -> Iterator[str]:
    if len(results) == 1:
        yield from wrap(words.sentence(results[0], cpus), WIDEST)
        return
    measured = [each for each in results if each.state == "ok"]
    if measured:
        yield from _table(measured)
        for line in words.how_bounded(measured, cpus):
            yield from wrap(line, WIDEST)
    for title, lines in (("Without a result", words.lost(results)), ("Remarks", words.remarked(results))):
        if lines:
            yield ""
            yield f"{title}:"
            for line in lines:
                yield from wrap(f"- {line}", WIDEST, subsequent_indent=_GAP)


def _table(results: Sequence[Probed]) -> Iterator[str]:
    further = words.further_head(results)
    rows = [list(words.HEAD), *(list(words.cells(each)) for each in results)]
    if further:
        rows[0].append(further)
        for row, result in zip(rows[1:], results, strict=True):
            row.append(words.further_cell(result))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths[0] = min(widths[0], max(_CALL, WIDEST - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)))
    for row in rows:
        row[0] = legible.shortened(row[0], widths[0])
    right = {words.HEAD.index(name) for name in words.NUMERIC} | ({len(words.HEAD)} if further else set())
    for row in rows:
        yield _GAP.join(
            f"{cell:>{width}}" if column in right else f"{cell:<{width}}"
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
