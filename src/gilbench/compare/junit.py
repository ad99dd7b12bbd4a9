"""A comparison as JUnit's XML, which continuous integration shows as tests: one test case per row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from gilbench import fmt, legible
from gilbench.compare import words
from gilbench.compare.records import Comparison, ComparisonRow


def render(comparison: Comparison, *, undecided_fails: bool = False) -> str:
    """Return a document with a suite for every two sides; a slower row is a failure, an undecided one is skipped.

    Names stay the same from run to run, as long as a comparison has one new side for each target. An undecided row is
    a failure as well if `undecided_fails`.
    """
    root = ET.Element("testsuites", {"name": "gilbench compare"})
    names = _names(comparison.rows)
    for base, new in words.sides(comparison):
        suite = ET.SubElement(root, "testsuite", {"name": legible.one_line(f"{base} → {new}")})
        _properties(suite, _of_comparison(comparison))
        for row in words.listed(comparison, base, new, everything=True):
            case = ET.SubElement(suite, "testcase", {"classname": _class(row), "name": names[row]})
            _properties(case, _of_row(row))
            _result(case, row, undecided_fails=undecided_fails)
        _count(suite)
    _count(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _names(rows: Sequence[ComparisonRow]) -> dict[ComparisonRow, str]:
    """Name rows after trial and target; only where two new sides have the same target, after the whole side."""
    short = {row: legible.one_line(f"{row.trial.partition('/')[2]} on {row.target}") for row in rows}
    taken = Counter(short.values())
    return {row: name if taken[name] == 1 else legible.one_line(f"{name} ({row.new})") for row, name in short.items()}


def _class(row: ComparisonRow) -> str:
    return legible.one_line(f"{row.experiment}.{row.workload_class}")


def _result(case: ET.Element, row: ComparisonRow, *, undecided_fails: bool) -> None:
    needed = words.still_needed(row)
    message = f"{words.outcome(row)}, margin {fmt.share(row.margin)}" + (f", {needed}" if needed else "")
    said = {"message": legible.one_line(message)}
    if row.verdict == "slower":
        ET.SubElement(case, "failure", {**said, "type": "regression"})
    elif row.verdict == "undecided" and undecided_fails:
        ET.SubElement(case, "failure", {**said, "type": "undecided"})
    elif row.verdict == "undecided":
        ET.SubElement(case, "skipped", said)


def _of_comparison(comparison: Comparison) -> Mapping[str, object]:
    return {"paired": str(comparison.paired).lower(), "min_effect": comparison.min_effect, "floor": comparison.floor}


def _of_row(row: ComparisonRow) -> Mapping[str, object]:
    ratio = row.ratio
    return {
        "verdict": row.verdict,
        "ratio": ratio.value,
        "low": ratio.low,
        "high": ratio.high,
        "margin": row.margin,
        "rounds_needed": row.rounds_needed,
    }


def _properties(parent: ET.Element, values: Mapping[str, object]) -> None:
    """Write what is known; a property has no way to say that there is none."""
    known = ET.SubElement(parent, "properties")
    for name, value in values.items():
        if value is not None:
            ET.SubElement(known, "property", {"name": name, "value": str(value)})


def _count(parent: ET.Element) -> None:
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        parent.set(name, str(sum(1 for _ in parent.iter(tag))))
    parent.set("errors", "0")
