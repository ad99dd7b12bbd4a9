"""The page on a terminal: the verdict, what to use, and as much of the rest as there is room for."""

import re
from collections.abc import Iterator

from rich.text import Text

from gilbench import fmt, legible
from gilbench.model import Page
from gilbench.report import terminal_sections
from gilbench.report.states import to_ascii
from gilbench.report.terminal_lines import GAP, HOLD, Line, Span, wrapped

WIDEST = 100
NARROWEST = 30  # names and figures need as much
MOST = 59  # lines that are read without going back; one more says where the page is

_LONGER = re.compile("([→±≥≤])((?:(?!  )[^→±≥≤])*)  ")  # signs of which two letters are made, up to the next gap


def render(page: Page, *, width: int = WIDEST, unicode: bool = True, most: int | None = MOST) -> str:
    """Return plain text of at most that many columns and lines (None: all); ASCII only unless `unicode`."""
    lines = (legible.inert("".join(span.text for span in line)).rstrip() for line in _lines(page, width, most))
    return "\n".join(lines if unicode else map(_ascii, lines)) + "\n"


def styled(page: Page, *, width: int = WIDEST, unicode: bool = True, most: int | None = MOST) -> Text:
    """Return the same text with colours and weights, for `rich.console.Console.print`."""
    text = Text(no_wrap=True)
    for line in _lines(page, width, most):
        for span in line:
            shown = legible.inert(span.text)
            text.append(shown if unicode else _ascii(shown), span.style or None)
        text.append("\n")
    return text


def _ascii(line: str) -> str:
    """Write a line with ASCII signs only; what gets longer by that takes a blank of the gap that follows."""
    return to_ascii(_LONGER.sub(r"\1\2 ", line))


def _lines(page: Page, asked: int, most: int | None) -> Iterator[Line]:
    width = max(NARROWEST, min(asked, WIDEST))
    head = list(_header(page, width))
    yield from head
    if most is None:
        yield from terminal_sections.whole(page.sections, width)
        yield ()
        yield from _remarks(page, width)
    else:
        end = [(), *_counts(page, width)]
        room = most - len(head) - len(end) - len(_left_out(len(page.sections), width))
        shown, missing = terminal_sections.begun(page.sections, width, room)
        yield from (*shown, *end, *_left_out(missing, width))


def _left_out(sections: int, width: int) -> list[Line]:
    """Say how many are missing; nothing if none is."""
    words = f"{fmt.plural(sections, 'more section')}: on the page, and here with --verbose."
    return [(Span(line, "dim"),) for line in wrapped(words, width)] if sections else []


def _header(page: Page, width: int) -> Iterator[Line]:
    facts = (
        f"run {legible.one_line(page.run_id)}",
        fmt.plural(page.usable_cpus, "usable CPU"),
        fmt.plural(len(page.targets), "Python"),
        fmt.plural(page.rounds, "round"),
    )
    name = f"gilbench{GAP}"
    first, *rest = wrapped(" · ".join(fact.replace(" ", HOLD) for fact in facts), width - len(name))
    yield (Span(name, "bold"), Span(first, "dim"))
    yield from ((Span(" " * len(name)), Span(line, "dim")) for line in rest)
    if page.finished and not page.invented:
        yield from _trust(page, width)
    if page.invented:
        yield (Span("Invented timings: dry run. Nothing here was measured.", "bold red"),)
    if not page.finished:
        measured = fmt.plural(page.counts.get("ok", 0), "trial")
        words = f"Interrupted: {measured} measured. Go on with gilbench run --resume and the folder of this run."
        yield from ((Span(line, "bold yellow"),) for line in wrapped(words, width))


def _trust(page: Page, width: int) -> Iterator[Line]:
    look = "" if page.trust.severity == "note" else "yellow"
    words = f"{page.trust.text} {page.trust.advice}"
    yield from ((Span(line, look),) for line in wrapped(legible.one_line(words), width))


def _remarks(page: Page, width: int) -> Iterator[Line]:
    if page.alerts:
        worst = page.alerts[0]
        words = f"{fmt.plural(len(page.alerts), 'remark')} on trust, first: {worst.text} {worst.advice}"
        yield from ((Span(line, "yellow"),) for line in wrapped(legible.one_line(words), width))
    yield from ((Span(line),) for line in wrapped(legible.one_line(page.confidence), width))
    yield from _counts(page, width)


def _counts(page: Page, width: int) -> Iterator[Line]:
    other = [f"{fmt.count(number)} {state}" for state, number in page.counts.items() if state != "ok" and number]
    ok = fmt.plural(page.counts.get("ok", 0), "trial")
    yield from ((Span(line),) for line in wrapped(", ".join([f"{ok} ok", *other]), width))
