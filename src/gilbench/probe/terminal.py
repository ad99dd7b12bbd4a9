"""The results of `gilbench probe` on a terminal: a sentence for one, a table for several."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from gilbench import legible
from gilbench.probe import contending, words
from gilbench.probe.columns import columns
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
        for line in (*contending.how_to_read(measured), *words.how_bounded(measured, cpus)):
            yield from wrap(line, WIDEST)
    for title, lines in (("Without a result", words.lost(results)), ("Remarks", words.remarked(results))):
        if lines:
            yield ""
            yield f"{title}:"
            for line in lines:
                yield from wrap(f"- {line}", WIDEST, subsequent_indent=_GAP)


def _table(results: Sequence[Probed]) -> Iterator[str]:
    shown = columns(results)
    rows = [[each.head for each in shown], *([each.cell(result) for each in shown] for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths[0] = min(widths[0], max(_CALL, WIDEST - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)))
    for row in rows:
        row[0] = legible.shortened(row[0], widths[0])
    for row in rows:
        yield _GAP.join(
            f"{cell:>{width}}" if column.numeric else f"{cell:<{width}}"
            for column, cell, width in zip(shown, row, widths, strict=True)
        )
