"""The report as Markdown, for job summaries and pull requests: the verdict first, tables after it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from gilbench import fmt
from gilbench.model import Decision, HeatCell, HeatMap, ReportModel
from gilbench.probe import tables
from gilbench.report import confidence, gaps, grouping, laws, ledger, means, sections
from gilbench.report.states import DECIDED, LOOKS

_NAMED = 3  # trials without a result that are named; more are only counted

# Signs that mean something to Markdown in the middle of a line; `<`, `>` and `&` are written as entities. An
# underscore within a word means nothing, and names are easier to read without a backslash before each.
_SIGNS = re.compile(r"[\\`*{}\[\]|~$@#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def render(model: ReportModel) -> str:
    """Return GitHub-flavoured Markdown; names of others are text in it, whatever they contain."""
    parts = (
        _head(model),
        _verdict(model),
        _decisions(model.decisions),
        *(_heat_map(heat_map) for heat_map in model.heat_maps),
        *(_ledger(each) for each in ledger.tables(model.ledger)),
        *(_gaps(each) for each in gaps.tables(model.gaps)),
        *(_probed(each) for each in tables.tables(model.probes)),
        _laws(model),
        _troubles(model),
        _interpreters(model),
        _environment(model),
        _absent(model),
        _reproduce(model),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def text(words: str) -> str:
    """Write words of others so that nothing in them is markup: one line, every sign escaped."""
    return _SIGNS.sub(r"\\\g<0>", escape(fmt.one_line(words), quote=False))


def code(words: str) -> str:
    """Write words of others in a code font, without Markdown's code spans: those have no escape in tables."""
    return f"<code>{text(words)}</code>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()) -> list[str]:
    """Write a pipe table whose cells are escaped already, padded so that it can be read as it is."""
    right = set(numeric)
    lines = [list(columns), *(list(row) for row in rows)]
    widths = [max(3, *(len(line[index]) for line in lines)) for index in range(len(columns))]
    rule = ["-" * (width - 1) + ":" if index in right else "-" * width for index, width in enumerate(widths)]
    padded = [
        [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    ]
    return [f"| {' | '.join(line)} |" for line in (padded[0], rule, *padded[1:])]


def _head(model: ReportModel) -> Iterator[str]:
    yield f"### gilbench: {text(', '.join(target.id for target in model.targets))}"
    yield ""
    facts = (
        fmt.moment(model.created),
        fmt.plural(model.usable_cpus, "usable CPU"),
        fmt.plural(model.rounds, "round"),
        f"{fmt.duration(model.duration)} of measuring",
        f"run {model.run_id}",
    )
    yield text(" · ".join(facts))
    yield text(f"{confidence.floor(model.floor)} {confidence.precision(model.spending)}")
    if model.invented:
        yield "\n**Invented timings: dry run.** Nothing here was measured."
    if not model.finished:
        measured = fmt.plural(model.counts.get("ok", 0), "trial")
        yield f"\n**Interrupted: {measured} measured.** Go on with `gilbench run --resume` and the folder of this run."
    if model.alerts:
        worst = model.alerts[0]
        yield f"\n**{worst.severity.capitalize()}:** {text(f'{worst.text} {worst.advice}')}"


def _verdict(model: ReportModel) -> Iterator[str]:
    yield "### Verdict"
    yield ""
    if not model.verdict:
        yield "No clear difference could be shown."
    for sentence in model.verdict:
        yield f"- {DECIDED[sentence.decided]} {text(sentence.text)} *({sentence.decided}: {code(sentence.claim)})*"


def _decisions(decisions: Sequence[Decision]) -> Iterator[str]:
    if not decisions:
        return
    yield "### What to use"
    yield ""
    yield from table(
        ("class of work", "target", "use", "speed-up (95 % interval)", "instead of", "confidence"),
        (
            (
                text(decision.workload_class),
                text(decision.target),
                text(decision.use),
                fmt.ratio_interval(decision.speedup),
                text(decision.instead_of),
                decision.confidence,
            )
            for decision in decisions
        ),
        numeric=(3,),
    )


def _heat_map(heat_map: HeatMap) -> Iterator[str]:
    workers = fmt.plural(heat_map.workers, "worker")
    yield f"### Speed-up against serial on {text(heat_map.target)}, {workers}"
    yield ""
    yield from table(
        ("workload", "serial", *(text(column.strategy) for column in heat_map.columns)),
        (
            (
                text(row.workload),
                fmt.time(row.serial.value) if row.serial else fmt.MISSING,
                *(_cell(cell) for cell in row.cells),
            )
            for row in heat_map.rows
        ),
        numeric=range(1, len(heat_map.columns) + 2),
    )
    states = {cell.state for row in heat_map.rows for cell in row.cells}
    signs = [f"{look.glyph} {look.word}" for state, look in LOOKS.items() if state in states]
    yield ""
    yield " · ".join([*signs, "**bold**: best of its row, ties included"])


def _cell(cell: HeatCell) -> str:
    look = LOOKS[cell.state]
    if cell.speedup is None:
        return look.glyph
    number = f"{look.glyph} {fmt.ratio(cell.speedup.value)}"
    return f"**{number}**" if cell.best else number


def _ledger(shown: ledger.LedgerTable) -> Iterator[str]:
    yield f"### Time ledger of {text(shown.target)}"
    yield ""
    rows = (tuple(map(text, line.cells)) for line in shown.lines)
    yield from table(ledger.COLUMNS, rows, numeric=map(ledger.COLUMNS.index, ledger.NUMERIC))
    yield from (f"\n{text(remark)}" for remark in ledger.remarks(shown))


def _gaps(shown: gaps.GapTable) -> Iterator[str]:
    yield f"### GIL gap on {text(shown.target)}, {fmt.plural(shown.workers, 'worker')}"
    yield ""
    rows = ([text(cell) for cell in row] for row in shown.rows)
    yield from table(gaps.COLUMNS, rows, numeric=map(gaps.COLUMNS.index, gaps.NUMERIC))


def _probed(shown: tables.ProbeTable) -> Iterator[str]:
    yield from _folded(f"What holds the GIL on {text(shown.label)}")
    rows = ((code(row[0]), *map(text, row[1:])) for row in (*shown.rows, *shown.rest))
    yield from table(shown.columns, rows, numeric=map(shown.columns.index, shown.numeric))
    for line in (*shown.remarks, *shown.lost):
        yield f"- {text(line)}"
    yield ""
    yield "</details>"


def _laws(model: ReportModel) -> Iterator[str]:
    rows = laws.rows(model.scaling)
    if not rows:
        return
    yield from _folded("Scaling: the universal scalability law")
    cells = ([text(cell) for cell in row] for row in rows)
    yield from table(laws.COLUMNS, cells, numeric=map(laws.COLUMNS.index, laws.NUMERIC))
    yield ""
    yield "</details>"


def _troubles(model: ReportModel) -> Iterator[str]:
    groups = grouping.shared_reasons(model.troubles)
    if not groups:
        return
    yield "### Without a result"
    yield ""
    for group in groups:
        what = ", ".join(group.what) if len(group.what) <= _NAMED else f"{fmt.count(len(group.what))} times"
        yield f"- **{text(group.state)}**: {text(group.reason)} ({text(what)})"


def _interpreters(model: ReportModel) -> Iterator[str]:
    if not model.class_means:
        return
    yield from _folded("Interpreters: geometric means per class of work")
    for mean in means.tables(model.class_means):
        yield f"Time on {text(mean.base)} ÷ time on the other; above 1 means that the other is faster."
        yield ""
        yield from table(
            (*means.KEY_COLUMNS, *(text(other) for other in mean.others)),
            ([text(cell) for cell in row] for row in mean.rows),
            numeric=range(2, len(means.KEY_COLUMNS) + len(mean.others)),
        )
        yield ""
    yield "</details>"


def _environment(model: ReportModel) -> Iterator[str]:
    yield from _folded("Environment")
    for alert in model.alerts:
        yield f"- **{alert.severity}**: {text(f'{alert.text} {alert.advice}')}"
    yield from (f"- {text(name)}: {text(value)}" for name, value in model.machine.items())
    yield from (f"- {text(target.id)}: {text(target.label)}" for target in model.targets)
    yield ""
    yield "</details>"


def _absent(model: ReportModel) -> Iterator[str]:
    if not (model.absent or model.unsaid or model.left_out):
        return
    yield from _folded("Not in this report")
    yield from (f"- {text(sections.title(section))}: {text(reason)}" for section, reason in model.absent.items())
    for unsaid in model.unsaid:
        where = f" on {text(unsaid.target)}" if unsaid.target else ""
        yield f"- claim {code(unsaid.claim)}{where}: {text(unsaid.reason)}"
    yield from (f"- outside the chosen suite: {text(line)}" for line in model.left_out)
    yield ""
    yield "</details>"


def _reproduce(model: ReportModel) -> Iterator[str]:
    yield f"Measure again: {code(model.reproduce.command)}"
    yield ""
    made = model.reproduce
    yield f"gilbench {text(made.version)}, seed {made.seed}, plan {text(made.plan_hash)}"


def _folded(summary: str) -> Iterator[str]:
    yield f"<details><summary>{summary}</summary>"
    yield ""
