"""The page on a terminal: the brief of each section, and what to be careful about."""

from collections.abc import Iterator

from rich.text import Text

from gilbench import fmt, legible
from gilbench.model import Page
from gilbench.model.blocks import Matrix
from gilbench.report import terminal_blocks
from gilbench.report.states import LOOKS, to_ascii
from gilbench.report.terminal_lines import GAP, HOLD, Line, Span, wrapped

WIDEST = 100


def render(page: Page, *, width: int = WIDEST, unicode: bool = True) -> str:
    """Return plain text of at most that many columns, names excepted; ASCII only unless `unicode`."""
    lines = (legible.inert("".join(span.text for span in line)).rstrip() for line in _lines(page, min(width, WIDEST)))
    text = "\n".join(lines) + "\n"
    return text if unicode else to_ascii(text)


def styled(page: Page, *, width: int = WIDEST, unicode: bool = True) -> Text:
    """Return the same text with colours and weights, for `rich.console.Console.print`."""
    text = Text(no_wrap=True)
    for line in _lines(page, min(width, WIDEST)):
        for span in line:
            shown = legible.inert(span.text)
            text.append(shown if unicode else to_ascii(shown), span.style or None)
        text.append("\n")
    return text


def _lines(page: Page, width: int) -> Iterator[Line]:
    yield from _header(page, width)
    for section in page.sections:
        for block in section.brief:
            yield ()
            yield from terminal_blocks.lines(block, width)
    yield ()
    yield from _remarks(page, width)


def _header(page: Page, width: int) -> Iterator[Line]:
    facts = (
        f"run {legible.one_line(page.run_id)}",
        fmt.plural(page.usable_cpus, "usable CPU"),
        fmt.plural(len(page.targets), "target"),
        fmt.plural(page.rounds, "round"),
    )
    name = f"gilbench{GAP}"
    first, *rest = wrapped(" · ".join(fact.replace(" ", HOLD) for fact in facts), width - len(name))
    yield (Span(name, "bold"), Span(first, "dim"))
    yield from ((Span(" " * len(name)), Span(line, "dim")) for line in rest)
    if page.invented:
        yield (Span("Invented timings: dry run. Nothing here was measured.", "bold red"),)
    if not page.finished:
        measured = fmt.plural(page.counts.get("ok", 0), "trial")
        words = f"Interrupted: {measured} measured. Go on with gilbench run --resume and the folder of this run."
        yield from ((Span(line, "bold yellow"),) for line in wrapped(words, width))


def _remarks(page: Page, width: int) -> Iterator[Line]:
    states = _states(page)
    signs = [f"{look.glyph} {look.word}".replace(" ", HOLD) for state, look in LOOKS.items() if state in states]
    if signs:
        words = "   ".join([*signs, "* best of its row".replace(" ", HOLD)])
        yield from ((Span(line, "dim"),) for line in wrapped(words, width))
    if page.alerts:
        worst = page.alerts[0]
        words = f"{fmt.plural(len(page.alerts), 'remark')} on trust, first: {worst.text} {worst.advice}"
        yield from ((Span(line, "yellow"),) for line in wrapped(legible.one_line(words), width))
    yield from ((Span(line),) for line in wrapped(legible.one_line(page.confidence), width))
    other = [f"{fmt.count(number)} {state}" for state, number in page.counts.items() if state != "ok" and number]
    ok = fmt.plural(page.counts.get("ok", 0), "trial")
    yield from ((Span(line),) for line in wrapped(", ".join([f"{ok} ok", *other]), width))


def _states(page: Page) -> set[str]:
    shown = [block for section in page.sections for block in section.brief if isinstance(block, Matrix)]
    return {cell.state for matrix in shown for row in matrix.rows for cell in row.cells if cell.state}
