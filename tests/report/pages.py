"""Pages made by hand, of small blocks, with invented figures: nothing here was measured."""

from dataclasses import replace

from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS, Absent, Alert, Page, Section, Sentence, TargetCard, Unsaid
from gilbench.model.blocks import (
    Axis,
    Block,
    Cell,
    Chart,
    Column,
    Command,
    Entries,
    Fact,
    Facts,
    Findings,
    Folded,
    Group,
    Lane,
    Lanes,
    Mark,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Note,
    Series,
    Share,
    Stretch,
    Table,
)

HOSTILE = '</script><img src=x onerror=alert(1)>|`code` $x_1$ "q"\n# heading\x1b[31m'


def sentence(text: str = "Threads do not help.", **changes) -> Sentence:
    made = Sentence("a:3.13", "claim-a", "holds", text, 0.97, 0.95, 0.99, "×", "matrices", "3.13", "Threads do help.")
    return replace(made, **changes)


def cell(state, text="", **changes) -> Cell:
    return Cell(text, state=state, hint=f"{state} {text}", **changes)


def matrix(title="3.13") -> Matrix:
    cells = (cell("faster", "1.92×", effect=1.92, best=True), cell("same", "0.99×", effect=0.99), cell("wrong"))
    more = (cell("slower", "0.60×", effect=0.6, flagged=True), cell("undecided", "1.1×", effect=1.1), cell("skipped"))
    return Matrix(
        title=title,
        subtitle="two workers",
        caption=f"Speed-up on {title}",
        names="workload",
        lead="serial",
        columns=(
            MatrixColumn("thread", "threads"),
            MatrixColumn("process_pool[fork]", "processes"),
            MatrixColumn("fiber", "fibers"),
        ),
        rows=(
            MatrixRow("primes", "computing", "Do threads help?", "103 ms", cells),
            MatrixRow("sleep", "waiting", "Do waits overlap?", "–", more),
        ),
        reading="primes takes 103 ms.",
        remarks=(("not available: no fibers", "fiber: sleep"),),
        about=title,
    )


def table(**changes) -> Table:
    bar = Cell(
        "running 50 %, ready 10 %",
        bar=(Share("running on a CPU", 0.5, "accent"), Share("no CPU free", 0.1, "mark")),
    )
    rows = tuple((f"row_{n}", f"{n} ms", bar, "f(x)", cell("faster", f"{n}.5×", effect=n + 0.5)) for n in (1, 2, 3))
    columns = (
        Column("name"),
        Column("time", numeric=True),
        Column("share", form="bars"),
        Column("call", form="code"),
        Column("gain", form="words"),
    )
    return replace(Table("What it took", columns, rows), **changes)


def decisions() -> Table:
    use = Cell("thread_pool", more=("1.92×", "instead of serial"), family="threads", folded=(("output", "Trace\nend"),))
    return Table("What to use of them", (Column("class"), Column("3.13")), (("waiting", use),), shape="wide")


def mark(value: float, x: float | None = None, *, clear: bool = True) -> Mark:
    return Mark(x, value, value * 0.9, value * 1.2, f"a mark at {value:g}", clear)


def chart(kind, **changes) -> Chart:
    named = {"points": ("threads", "processes"), "lines": ("threads", ""), "bars": ("", "")}[kind]
    rows = ("",) if kind == "lines" else ("primes · serial", "sleep · thread × 2")
    made = Chart(
        kind=kind,
        title=f"A chart of {kind}",
        finding=f"Twice as many {kind} take 1.9 times as long.",
        axis=Axis("time, log", "s", log=True, reference=1.0, band=0.05, ends=("less", "more"), across="workers"),
        series=tuple(
            Series(name, family, row, tuple(mark(0.5 + n + 2**x, x) for x in ((1, 2, 4) if kind == "lines" else (1,))))
            for row in rows
            for n, (name, family) in enumerate(zip(("cold", "warm"), named, strict=True))
        ),
        details=((rows[0], "a detail"),),
        values=Table(f"Values of {kind}", (Column("name"), Column("value", numeric=True)), (("cold", "1.5 s"),)),
        undrawn=("nbody",),
    )
    return replace(made, **changes)


def lanes(**changes) -> Lanes:
    first = (Stretch(0.0, 0.02, "running"), Stretch(0.02, 0.04, "waiting its turn"), Stretch(0.04, 0.08, "asleep"))
    other = (Stretch(0.0, 0.02, "no CPU"), Stretch(0.02, 0.08, "running"))
    made = Lanes(
        title="What went on",
        finding="On 3.13 they take turns of 20 ms.",
        across="since the start",
        seconds=0.08,
        states=(("running", "full"), ("waiting its turn", "half"), ("no CPU", "dashed"), ("asleep", "thin")),
        lanes=tuple(Lane(n, g, s) for g in ("3.13", "3.13t") for n, s in (("one", first), ("two", other))),
        values=Table("Seconds of lanes", (Column("lane"), Column("running", numeric=True)), (("one", "20.0 ms"),)),
    )
    return replace(made, **changes)


def hostile_lanes() -> Lanes:
    return lanes(
        title=f"lanes {HOSTILE}",
        finding=HOSTILE,
        across=HOSTILE,
        states=((HOSTILE, "full"),),
        lanes=(Lane(HOSTILE, HOSTILE, (Stretch(0.0, 0.02, HOSTILE),)),),
        values=None,
    )


# A block of each kind, with a word that must be in whatever a renderer makes of it.
BLOCKS: dict[str, tuple[Block, str]] = {
    "table": (table(), "2.5×"),
    "table of decisions": (decisions(), "instead of serial"),
    "matrix": (matrix(), "1.92×"),
    "points": (chart("points"), "Twice as many points"),
    "lines": (chart("lines"), "Twice as many lines"),
    "bars": (chart("bars"), "Twice as many bars"),
    "lanes": (lanes(), "turns of 20 ms"),
    "note": (Note("Close other programs.", "Warning:", "warning"), "Close other programs."),
    "hint": (Note("as a ratio.", "How to read it:"), "How to read it:"),
    "facts": (Facts((Fact("Rounds", "12", "complete ones"), Fact("Margin", "5 %"))), "complete ones"),
    "entries": (Entries((("Break-even", "not measured"), ("Timeline", "no trace"))), "no trace"),
    "list": (Entries((("", "a plain line"),)), "a plain line"),
    "command": (Command(("gilbench", "run", "--python", "3.13 t")), "gilbench run --python '3.13 t'"),
    "findings": (Findings((sentence(),)), "Threads do not help."),
    "group": (Group("Machine", (Note("two CPUs"),), "as it says"), "two CPUs"),
    "folded": (Folded("Where the time went", (Note("into trials"),)), "Where the time went"),
}


def section(name: str, *blocks: Block, order: int = 10, group: str = "") -> Section:
    return Section(name, order, name.capitalize(), f"What of {name}?", blocks, blocks, group)


def page(*sections: Section, **changes) -> Page:
    made = Page(
        schema=2,
        run_id="2026-11-22-101500",
        created="2026-11-22T10:15:00+00:00",
        finished=True,
        invented=False,
        duration=1275.0,
        timed_share=0.62,
        rounds=12,
        margin=0.05,
        usable_cpus=2,
        counts={"ok": 298, "failed": 2, "timed out": 0, "skipped": 36, "left out": 0},
        targets=(TargetCard("3.13", "CPython 3.13.5, GIL on"), TargetCard("3.13t", "CPython 3.13.5, GIL off")),
        verdict=(sentence(),),
        unsaid=(Unsaid("claim-b", "3.13", "undecided"),),
        alerts=(Alert("warning", "The machine was busy.", "Run again."),),
        trust=Alert("warning", "Trust: The machine was busy.", "Run again."),
        confidence="Noise floor 2.1 %: 2 trials measured twice.",
        sections=sections,
        absent=(Absent("timeline", 960, "Timeline", "no trace was recorded"),),
        results=(),
        figures=(),
        version="0.1.0",
    )
    return replace(made, **changes)


def full() -> Page:
    """Every block, the sections folded or not, two matrices in one section, one table that can be searched."""
    return page(
        section("verdict", Findings(tuple(sentence(f"Sentence {n}.") for n in range(8))), order=0),
        section("matrices", matrix("3.13"), matrix("3.13t")),
        section("blocks", *(block for name, (block, _) in BLOCKS.items() if name not in {"matrix", "findings"})),
        section("results", table(caption="Results", searchable=True, shape="tall")),
        section("aside", Note("said aside")),
    )


def measured() -> Page:
    """Results and figures: of a trial, of one that could not be, and of another experiment."""
    trial = {"workload": "primes", "strategy": "thread", "target": "3.13", "experiment": "throughput"}
    done = {**trial, "workers": 2, "state": "ok"}
    result = {"version": "3.13", "gil_enabled": True, "seconds": 0.123456789, "speedup": 1.5, "speedup_low": 1.25}
    none = {**trial, "workers": 4, "state": "skipped", "reason": '=1+1, "no"\nfibers'}
    other = {"experiment": "waking", "workers": 1, "target": "3.13", "state": "ok"}
    gain, late = {"better": "more", "unit": "×"}, {"better": "less", "unit": "s"}
    results = ({**done, **result, "rounds": 5}, none, {**other, "rounds": 5})
    figures = (
        {**done, **gain, "figure": "speedup", "value": 1.5, "low": 1.25, "n": 5},
        {**done, **gain, "figure": "idle_speedup", "value": 2.5, "n": 4},
        none,
        {**other, **late, "figure": "late", "value": 1048577.0, "low": -1e-05, "high": 2e16, "n": 5},
        {**other, "figure": "count", "value": 3},
    )
    return replace(
        full(),
        results=tuple(dict.fromkeys(RESULT_COLUMNS) | each for each in results),
        figures=tuple(dict.fromkeys(FIGURE_COLUMNS) | each for each in figures),
    )


def hostile() -> Page:
    """Every text tries to break out."""
    texts = (
        Findings((sentence(HOSTILE, claim=HOSTILE, target=HOSTILE),)),
        replace(table(), caption=HOSTILE, columns=(Column(HOSTILE), Column("b")), rows=((HOSTILE, Cell(HOSTILE)),)),
        Table("code", (Column("a", form="code"),), ((HOSTILE,),)),
        Table(
            "more", (Column("a"), Column("b")), (("a", Cell(HOSTILE, more=(HOSTILE,), folded=((HOSTILE, HOSTILE),))),)
        ),
        replace(
            matrix(HOSTILE),
            caption=f"x {HOSTILE}",
            reading=HOSTILE,
            remarks=((HOSTILE, HOSTILE),),
            columns=tuple(MatrixColumn(HOSTILE, HOSTILE) for _ in range(3)),
            rows=(MatrixRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (Cell(HOSTILE, hint=HOSTILE),) * 3),),
        ),
        *(hostile_chart(kind) for kind in ("points", "lines", "bars")),
        hostile_lanes(),
        Note(HOSTILE, HOSTILE),
        Note(HOSTILE, HOSTILE, "warning"),
        Facts((Fact(HOSTILE, HOSTILE, HOSTILE),)),
        Entries(((HOSTILE, HOSTILE),)),
        Entries((("", HOSTILE),)),
        Command((HOSTILE,)),
        Group(HOSTILE, (Folded(HOSTILE, (Note(HOSTILE),)),), HOSTILE),
    )
    made = section("hostile", *texts)
    return page(
        replace(made, title=HOSTILE, question=HOSTILE),
        replace(section("aside", Note(HOSTILE)), title=HOSTILE),
        run_id=HOSTILE,
        targets=(TargetCard("3.13", HOSTILE),),
        alerts=(Alert("warning", HOSTILE, HOSTILE),),
        trust=Alert("note", HOSTILE, HOSTILE),
        confidence=HOSTILE,
        version=HOSTILE,
    )


def hostile_chart(kind) -> Chart:
    made = chart(kind)
    return replace(
        made,
        title=f"{kind} {HOSTILE}",
        finding=HOSTILE,
        axis=replace(made.axis, label=HOSTILE, across=HOSTILE, ends=(HOSTILE, HOSTILE)),
        series=tuple(replace(each, name=HOSTILE, family="", row=HOSTILE) for each in made.series),
        details=((HOSTILE, HOSTILE),),
        values=None,
        undrawn=(HOSTILE,),
    )


def empty() -> Page:
    """Interrupted before anything was measured."""
    return page(finished=False, duration=0.0, rounds=0, counts={"ok": 0}, verdict=(), alerts=(), targets=())
