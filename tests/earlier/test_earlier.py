"""A run that an earlier version stored (schema 1) says the same today: `expected/` is what that version wrote of it."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from tests.known import EXPERIMENTS, within

from gilbench import fmt
from gilbench.compare.thresholds import Thresholds
from gilbench.model import RESULT_COLUMNS
from gilbench.page import files
from gilbench.page.build import build
from gilbench.report import markdown, terminal
from gilbench.store import earlier, run_folder
from gilbench.store.journal import Journal
from gilbench.store.records import SCHEMA

HERE = Path(__file__).parent
FIRST_COLUMNS = RESULT_COLUMNS[: RESULT_COLUMNS.index("blocked") + 1]
CAME_LATER = {"reading-shared-slower", "writing-shared-slower", "sharing-costs"}
OF_THROUGHPUT = RESULT_COLUMNS[RESULT_COLUMNS.index("seconds") : RESULT_COLUMNS.index("blocked") + 1]


def expected(name):
    return (HERE / "expected" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page():
    return build(run_folder.load(HERE / "stored"), EXPERIMENTS)


def text(page, form):
    return files.RENDERERS[form](page)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def numbers(text):
    return Counter(re.findall(r"(?<![\w.])\d+(?:[.,]\d+)*", text))


# What the sentences say today: they had other words, and the figures were the same.
SAID = {
    "threads-pure-python:3.13": "On 3.13, two threads ran pure Python no faster than one: they kept 1.00 CPUs busy "
    "(1.00–1.00). The time of the threads shows it, as the clock is too noisy here (0.95×). Two processes: 1.91×.",
    "free-threading:3.13t": "Without the GIL, on 3.13t, two threads ran pure Python 1.88× as fast as one (1.73–2.06).",
    "free-threading-cost:3.13t": "On 3.13t, serial pure Python (primes alone) took 27 % longer than on 3.13, built "
    "alike with a GIL (12–43 %).",
    "c-scales-iff-released:3.13": "On 3.13, C code ran faster in two threads where it released the GIL (1.94×, "
    "1.83–2.04), not where it kept it (0.96×).",
    "blocking-overlaps:3.13": "On 3.13, blocking calls in two threads took half the time (1.99×, 1.98–1.99).",
    "blocking-overlaps:pypy3.11": "On pypy3.11, blocking calls in two threads took half the time (1.99×, 1.97–2.00).",
    "blocking-overlaps:3.13t": "On 3.13t, blocking calls in two threads took half the time (1.98×, 1.93–2.02).",
}
REWORDED = (("95 % interval ", ""), ("2 threads on 2 CPUs", "two threads"))  # of the reasons


def reworded(text):
    for before, now in REWORDED:
        text = text.replace(before, now)
    return text


NOT_TOLD = re.compile(r"switching-slower|^\| \w+ +\| thread_executor × 2 +\|")

# What stands beside the name of a workload in a heat map: the time of a value then, of an item now.
IN_A_MAP = re.compile(r"^((?:\| )?\w+ +(?:\|  *)?)([\d.]+ ms)", re.MULTILINE)
PER_ITEM = {
    fmt.time(float(row["seconds"])): fmt.time(float(row["seconds"]) / int(row["items"]))
    for row in rows(expected("results.csv"))
    if row["strategy"] == "serial" and row["seconds"]
}


def test_the_verdict_is_the_same_but_for_a_claim_that_repeated_another(page):
    """`switching-slower` said again what threads do for pure Python; a sentence now carries its claim's words too, and
    the only workload that it is about.

    It is said in fewer words.

    Claims that came later have sentences of their own.
    """
    before = json.loads(expected("verdict.json"))
    now = json.loads(files.BESIDE_THE_RUN["verdict.json"](page))
    assert [{**each, "says": None} for each in now["sentences"] if each["claim"] not in CAME_LATER] == [
        {**each, "text": SAID[each["id"]], "says": None, "about": ""} for each in before["sentences"]
    ]
    reasons = [
        {**each, "reason": reworded(each["reason"])} for each in before["unsaid"] if each["claim"] != "switching-slower"
    ]
    assert [each for each in now["unsaid"] if each in reasons] == reasons


def five_digits(cell):
    """Return a figure as tables have them now; that version wrote all that a float has."""
    if not re.fullmatch(r"-?\d+\.\d+(e-?\d+)?", cell) or float(cell).is_integer():
        return cell
    return repr(float(f"{float(cell):.5g}"))


def test_the_first_columns_of_the_results_are_the_same_to_five_digits(page):
    before, now = rows(expected("results.csv")), rows(text(page, "csv"))
    assert len(now) == len(before)
    for one, other in zip(before, now, strict=True):
        wrong = set(OF_THROUGHPUT) if one["experiment"] == "held_share" else set()
        names = [name for name in FIRST_COLUMNS if name not in wrong]
        assert {name: other[name] for name in names} == {name: five_digits(one[name]) for name in names}


def test_a_row_of_one_experiment_never_carries_figures_of_another(page):
    now = rows(text(page, "csv"))
    held = [row for row in now if row["experiment"] == "held_share"]
    assert held
    assert {row[name] for row in held for name in OF_THROUGHPUT} == {""}
    assert {row["held_share"] for row in now if row["experiment"] != "held_share"} == {""}
    assert any(row["held_share"] for row in held)


@pytest.mark.parametrize(
    ("render", "name"), [(markdown.render, "report.md"), (partial(terminal.render, most=None), "terminal.txt")]
)
def test_every_figure_that_was_told_is_told(page, render, name):
    """But for times in heat maps, which are of an item now, and the rounds that `switching-slower` would have needed.

    The ledger has one way of threads only, `thread` before others; what it had of another stands in results.csv.

    That claim is not judged any more.

    The terminal shows the first sentences only: of what it told, claims that came later moved one to the page. Of what
    sentences told, that stays which they tell today; what they left is in the ledger.
    """
    before = "\n".join(line for line in expected(name).splitlines() if not NOT_TOLD.search(line))
    before = IN_A_MAP.sub(lambda found: f"{found[1]}{PER_ITEM[found[2]]}", before)
    before = reworded(" ".join(before.replace("\\", "").split()))
    for each in json.loads(expected("verdict.json"))["sentences"]:
        before = before.replace(reworded(each["text"]), SAID[each["id"]])
    lost = numbers(before) - numbers(render(page))
    assert not lost


def test_what_compares_nothing_is_not_compared():
    found = within(run_folder.load(HERE / "stored"), None, Thresholds(0.05))
    assert {row.experiment for row in found.rows} == {"throughput"}


def test_what_is_appended_to_such_a_run_is_of_today_and_both_are_read(tmp_path):
    folder = shutil.copytree(HERE / "stored", tmp_path / "run")
    run = run_folder.load(folder)
    journal = Journal(folder / run_folder.JOURNAL)
    journal.append(run.records[0])
    journal.close()
    *_, first, last = (folder / run_folder.JOURNAL).read_bytes().splitlines()
    assert (earlier.is_earlier(first), earlier.is_earlier(last)) == (True, False)
    assert run_folder.load(folder).records == (*run.records, run.records[0])


def test_built_in_strategies_are_looked_for_where_they_are_now():
    run = run_folder.load(HERE / "stored")
    files = {each.file for target in run.manifest.targets for each in target.catalogue.strategies}
    assert all(file.split("/")[-4:-1] == ["gilbench", "inside", "strategies"] for file in files)
    assert run.manifest.schema < SCHEMA
