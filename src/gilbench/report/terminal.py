"""The report on a terminal: the verdict, one compact table per target, and what to be careful about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.text import Text

from gilbench import fmt
from gilbench.experiments.throughput.core import THREADS
from gilbench.model import HeatCell, HeatMap, ReportModel
from gilbench.plan.classes import WAITING
from gilbench.report import confidence
from gilbench.report.states import DECIDED, LOOKS, to_ascii

WIDEST = 100
FINDINGS_SHOWN = 6

_GAP = "  "
_HOLD = "\N{NO-BREAK SPACE}"  # where a line must not break; never printed
_STYLES = {
    "faster": "blue",
    "slower": "yellow",
    "wrong": "bold red",
    "failed": "bold red",
    "timed out": "bold red",
    "skipped": "dim",
    "not run": "dim",
}


@dataclass(frozen=True)
class Span:
    """Some text in one style; the style only says again what the text says."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def render(model: ReportModel, *, width: int = WIDEST, unicode: bool = True) -> str:
    """Return plain text of at most that many columns, names excepted; ASCII only unless `unicode`."""
    lines = ("".join(span.text for span in line).rstrip() for line in _lines(model, min(width, WIDEST)))
    text = "\n".join(lines) + "\n"
    return text if unicode else to_ascii(text)


def styled(model: ReportModel, *, width: int = WIDEST, unicode: bool = True) -> Text:
    """Return the same text with colours and weights, for `rich.console.Console.print`."""
    text = Text(no_wrap=True)
    for line in _lines(model, min(width, WIDEST)):
        for span in line:
            text.append(span.text if unicode else to_ascii(span.text), span.style or None)
        text.append("\n")
    return text


def _lines(model: ReportModel, width: int) -> Iterator[Line]:
    yield from _header(model, width)
    yield from _verdict(model, width)
    for heat_map in model.heat_maps:
        yield ()
        yield from _heat_map(heat_map, width)
    yield from _ledger(model, width)
    yield from _gaps(model, width)
    yield ()
    yield from _remarks(model, width)


def _header(model: ReportModel, width: int) -> Iterator[Line]:
    facts = (
        f"run {fmt.one_line(model.run_id)}",
        fmt.plural(model.usable_cpus, "usable CPU"),
        fmt.plural(len(model.targets), "target"),
        fmt.plural(model.rounds, "round"),
    )
    name = f"gilbench{_GAP}"
    first, *rest = _wrapped(" · ".join(fact.replace(" ", _HOLD) for fact in facts), width - len(name))
    yield (Span(name, "bold"), Span(first, "dim"))
    yield from ((Span(" " * len(name)), Span(line, "dim")) for line in rest)
    if model.invented:
        yield (Span("Invented timings: dry run. Nothing here was measured.", "bold red"),)
    if not model.finished:
        measured = fmt.plural(model.counts.get("ok", 0), "trial")
        words = f"Interrupted: {measured} measured. Go on with gilbench run --resume and the folder of this run."
        yield from ((Span(line, "bold yellow"),) for line in _wrapped(words, width))


def _verdict(model: ReportModel, width: int) -> Iterator[Line]:
    yield ()
    if not model.verdict:
        yield (Span("No clear difference could be shown.", "bold"),)
    for sentence in model.verdict[:FINDINGS_SHOWN]:
        first, *rest = _wrapped(fmt.one_line(sentence.text), width - 2) or [""]
        yield (Span(f"{DECIDED[sentence.decided]} "), Span(first, "bold"))
        yield from ((Span(f"  {line}", "bold"),) for line in rest)
    if more := len(model.verdict) - FINDINGS_SHOWN:
        yield from ([(Span(f"  {fmt.plural(more, 'more finding')} in the page", "dim"),)] if more > 0 else [])


def _heat_map(heat_map: HeatMap, width: int) -> Iterator[Line]:
    workers = fmt.plural(heat_map.workers, "worker")
    yield (Span(fmt.one_line(heat_map.target), "bold"), Span(f"  speed-up against serial with {workers}", "dim"))
    names = ["", *(fmt.one_line(row.workload) for row in heat_map.rows)]
    times = ["serial", *(fmt.time(row.serial.value) if row.serial else fmt.MISSING for row in heat_map.rows)]
    left = [f"{name:<{_width(names)}}{_GAP}{time:>{_width(times)}}" for name, time in zip(names, times, strict=True)]
    widths = [
        max(_width(_header_parts(column.strategy)), _width(_cells(heat_map, index)))
        for index, column in enumerate(heat_map.columns)
    ]
    for number, block in enumerate(_blocks(widths, width - len(left[0]))):
        if number:
            yield ()
        yield from _block(heat_map, left, block, widths)


def _block(heat_map: HeatMap, left: Sequence[str], block: range, widths: Sequence[int]) -> Iterator[Line]:
    """Write some columns of a table that is too wide to have all of them side by side."""
    headers = [_header_parts(heat_map.columns[index].strategy) for index in block]
    height = max(len(parts) for parts in headers)
    for level in range(height):
        start = left[0] if level == height - 1 else " " * len(left[0])
        words = (parts[level - height + len(parts)] if level >= height - len(parts) else "" for parts in headers)
        cells = (f"{_GAP}{word:>{widths[index]}}" for word, index in zip(words, block, strict=True))
        yield (Span(start + "".join(cells), "dim"),)
    for start, row in zip(left[1:], heat_map.rows, strict=True):
        spans = [Span(f"{_GAP}{_cell(row.cells[index]):>{widths[index]}}", _style(row.cells[index])) for index in block]
        yield (Span(start), *spans)


def _gaps(model: ReportModel, width: int) -> Iterator[Line]:
    """Write one paragraph per target; a workload without a gap is in the page, with its reason."""
    paragraphs: dict[str, list[str]] = {}
    for gap in model.gaps:
        if gap.gap is not None:
            words = f"{fmt.one_line(gap.workload)} {fmt.share_interval(gap.gap)}".replace(" ", _HOLD)
            paragraphs.setdefault(fmt.one_line(gap.target), []).append(words)
    if not paragraphs:
        return
    yield ()
    yield (
        Span("GIL gap", "bold"),
        Span("  what threads leave unused of what processes reach", "dim"),
    )
    left = _width(paragraphs) + len(_GAP)
    for target, gaps in paragraphs.items():
        for number, line in enumerate(_wrapped("   ".join(gaps), width - left)):
            yield (Span(f"{'' if number else target:<{left}}"), Span(line))


def _ledger(model: ReportModel, width: int) -> Iterator[Line]:
    """Write what held threads back, a line per workload and target; the page has every strategy."""
    lines = [
        f"{fmt.one_line(f'{row.target}{_GAP}{row.workload}{_GAP}{row.strategy} × {row.workers}')}: {row.says}"
        for row in model.ledger
        if row.says and row.strategy == THREADS and row.workload_class != WAITING
    ]
    if lines:
        yield ()
        yield (Span("Time ledger", "bold"), Span("  what held threads back", "dim"))
        yield from ((Span(part),) for line in lines for part in _wrapped(line, width))


def _remarks(model: ReportModel, width: int) -> Iterator[Line]:
    signs = [
        f"{look.glyph} {look.word}".replace(" ", _HOLD) for state, look in LOOKS.items() if state in _states(model)
    ]
    if signs:
        yield from (
            (Span(line, "dim"),)
            for line in _wrapped("   ".join([*signs, "* best of its row".replace(" ", _HOLD)]), width)
        )
    if model.alerts:
        worst = model.alerts[0]
        words = f"{fmt.plural(len(model.alerts), 'remark')} on trust, first: {worst.text} {worst.advice}"
        yield from ((Span(line, "yellow"),) for line in _wrapped(fmt.one_line(words), width))
    words = f"{confidence.floor(model.floor)} {confidence.precision(model.spending)}"
    yield from ((Span(line),) for line in _wrapped(fmt.one_line(words), width))
    other = [f"{fmt.count(number)} {state}" for state, number in model.counts.items() if state != "ok" and number]
    ok = fmt.plural(model.counts.get("ok", 0), "trial")
    yield from ((Span(line),) for line in _wrapped(", ".join([f"{ok} ok", *other]), width))


def _wrapped(text: str, width: int) -> list[str]:
    """Break a line into lines, never between a number and its per cent sign."""
    held = text.replace(" % CI ", f"{_HOLD}%{_HOLD}CI{_HOLD}").replace(" %", f"{_HOLD}%")
    return [line.replace(_HOLD, " ") for line in wrap(held, width)]


def _states(model: ReportModel) -> set[str]:
    return {cell.state for heat_map in model.heat_maps for row in heat_map.rows for cell in row.cells}


def _blocks(widths: Sequence[int], room: int) -> Iterator[range]:
    """Cut columns into groups that fit; a group has at least one."""
    start, used = 0, 0
    for index, width in enumerate(widths):
        needed = width + len(_GAP)
        if index > start and used + needed > room:
            yield range(start, index)
            start, used = index, 0
        used += needed
    if start < len(widths):
        yield range(start, len(widths))


def _header_parts(strategy: str) -> list[str]:
    """Stack a long name: after its underscores, and before its start method."""
    return fmt.one_line(strategy).replace("_", "_\n").replace("[", "\n[").split("\n")


def _cells(heat_map: HeatMap, column: int) -> list[str]:
    return [_cell(row.cells[column]) for row in heat_map.rows]


def _cell(cell: HeatCell) -> str:
    look = LOOKS[cell.state]
    if cell.speedup is None:
        return look.glyph
    return f"{look.glyph} {fmt.ratio(cell.speedup.value)}{'*' if cell.best else ' '}"


def _style(cell: HeatCell) -> str:
    style = _STYLES.get(cell.state, "")
    return f"bold {style}".strip() if cell.best else style


def _width(texts: Iterable[str]) -> int:
    return max((len(text) for text in texts), default=0)
