import json
import math
import re
from dataclasses import fields, is_dataclass, replace

import msgspec
import pytest
from tests.known import build
from tests.simulated import (
    World,
    free_threaded,
    lost,
    ok,
    scenario,
    simulate,
    target,
    under_the_gil,
    with_problem,
)

from gilbench.analysis.amount_of_work import in_words
from gilbench.experiments.catalogue import Experiments
from gilbench.inside.schema import Problem
from gilbench.interpreters.candidate import Unusable
from gilbench.model import RESULT_COLUMNS, Absent, Section
from gilbench.model.blocks import Command, Entries, Group, Matrix, Note
from gilbench.page import build as pages
from gilbench.page.cards import facts
from gilbench.page.counts import timed_share
from gilbench.page.sections.reproduce import plan_hash
from gilbench.report.layout import everything
from gilbench.store import suites
from gilbench.store.records import Calibration

PRIMES = "3.13/primes"
THREAD = f"{PRIMES}/thread/2"
TEXTBOOK = under_the_gil("3.13") | free_threaded("3.13t")


def rows(page, **wanted):
    return [row for row in page.results if all(row[name] == value for name, value in wanted.items())]


def section(page, name):
    """Return all blocks of a section, those within others included."""
    (found,) = [each for each in page.sections if each.id == name]
    return list(everything(found.blocks))


def absent(page):
    return {each.id for each in page.absent}


def texts(value):
    """Yield every text in a page."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from texts(name)
            yield from texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def figures(value):
    """Yield every number in a page."""
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield float(value)
    elif isinstance(value, dict):
        for each in value.values():
            yield from figures(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from figures(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures(getattr(value, field.name))


NEVER_HERE = {"held-share", "what-holds-the-gil", "scaling-law"}


class Made:
    """An experiment that only has a part of the page."""

    name, claims, claims_of = "made", (), staticmethod(lambda _evidence: ())
    planner = reduction = load = None

    @staticmethod
    def sections(evidence):
        workers = Note(f"{evidence.manifest.usable_cpus} CPUs")
        yield Section("made", 35, "Made up", "What if?", (workers,))
        yield Absent("nothing", 36, "Nothing", "it never was")


class Unseen:
    """An experiment that says nothing on the page."""

    name, claims, claims_of = "unseen", (), staticmethod(lambda _evidence: ())
    planner = reduction = load = sections = None


def test_an_experiment_has_its_sections_in_their_places_and_no_other_file_knows_it():
    page = pages.build(simulate(TEXTBOOK), Experiments((Made, Unseen)))
    assert [each.id for each in page.sections] == [
        *("verdict", "trust", "made", "environment", "results", "reproduce", "absent"),
    ]
    (shown,) = section(page, "made")
    assert shown.text == "2 CPUs"
    assert "nothing" in absent(page)
    reasons = next(each for each in section(page, "absent") if isinstance(each, Entries))
    assert ("Nothing", "it never was") in reasons.entries


def test_a_complete_run_fills_every_section():
    page = build(simulate(TEXTBOOK))
    assert {each.id for each in page.targets} == {"3.13", "3.13t"}
    maps = [each for each in section(page, "heat-map") if isinstance(each, Matrix)]
    assert [(each.title, each.about) for each in maps] == [("3.13", "3.13"), ("3.13t", "3.13t")]
    assert {each.id for each in page.sections} >= {"verdict", "decision", "heat-map", "scaling", "interpreters"}
    assert absent(page) == NEVER_HERE
    assert page.counts == {"ok": len(TEXTBOOK), "failed": 0, "timed out": 0, "skipped": 0, "left out": 0}
    assert (page.rounds, page.run_id, page.finished) == (6, "2026-11-22", True)
    assert page.schema == 3


@pytest.mark.parametrize(
    ("seconds", "world", "missing"),
    [
        pytest.param(
            {f"{PRIMES}/serial/1": 0.2},
            World(),
            {"decision", "heat-map", "scaling", "interpreters"},
            id="serial only",
        ),
        pytest.param(
            TEXTBOOK, World(rounds=0), {"decision", "ledger", "scaling", "interpreters"}, id="nothing ran yet"
        ),
        pytest.param(TEXTBOOK, World(rounds=1), set(), id="one round"),
        pytest.param(under_the_gil("3.13"), World(), {"interpreters"}, id="one interpreter"),
    ],
)
def test_a_section_without_content_says_why(seconds, world, missing):
    page = build(simulate(seconds, world))
    assert absent(page) - NEVER_HERE == missing
    assert all(each.reason and each.title for each in page.absent)


@pytest.mark.parametrize("rounds", [0, 1, 2, 6])
def test_a_page_is_plain_json_without_infinities_at_any_moment_of_a_run(rounds):
    page = build(simulate(TEXTBOOK, World(rounds=rounds), finished=False))
    assert json.dumps(msgspec.to_builtins(page), allow_nan=False)
    assert all(math.isfinite(each) for each in figures(page))


def test_every_trial_has_a_row_with_exactly_the_promised_columns():
    skips = {f"{PRIMES}/interpreter_executor/2": "needs 3.14"}
    troubles = {
        THREAD: {1: lost("timed out", "no result")},
        f"{PRIMES}/thread_pool/2": {1: lost("failed", "wrong result: 3")},
    }
    page = build(simulate(TEXTBOOK, World(troubles=troubles), skips=skips, left_out=[f"{PRIMES}/asyncio/2"]))
    assert all(tuple(row) == RESULT_COLUMNS for row in page.results)
    assert len(page.results) == len(TEXTBOOK) + len(skips)
    assert {row["state"] for row in page.results} == {"ok", "skipped", "failed", "timed out"}
    (skipped,) = rows(page, state="skipped")
    assert skipped["reason"] == "needs 3.14"
    for row in rows(page, state="skipped") + rows(page, state="failed") + rows(page, state="timed out"):
        assert (row["rounds"], row["seconds"], row["speedup"], row["efficiency"]) == (0, None, None, None)
        assert row["reason"]


def test_a_row_holds_figures_as_numbers_and_states_as_booleans():
    page = build(simulate(TEXTBOOK, World(noise=0)))
    (row,) = rows(page, target="3.13t", workload="primes", strategy="process_executor")
    assert row["start_method"] == "fork"
    assert (row["free_threaded"], row["gil_enabled"]) == (True, False)
    assert row["speedup"] == pytest.approx(1.9)
    assert row["speedup_low"] == pytest.approx(1.9)
    assert row["seconds"] == pytest.approx(0.22 / 1.9)
    assert row["seconds_per_item"] == pytest.approx(0.22 / 1.9 / 4)
    assert row["efficiency"] == pytest.approx(0.95)
    assert row["serial_fraction"] == pytest.approx((1 / 1.9 - 1 / 2) / (1 / 2))
    assert row["serial_fraction_low"] <= row["serial_fraction"] <= row["serial_fraction_high"]
    assert row["gil_gap"] is None
    assert (row["running"], row["ready"], row["blocked"]) == pytest.approx((0.9405, 0.0, 0.0595))
    assert row["parallelism"] == pytest.approx(1.881)
    assert row["gil_wait"] is None  # processes share no GIL
    assert row["idle_speedup"] == pytest.approx(0.99 * 1.9)
    assert row["held_share"] is None
    (threads,) = rows(page, target="3.13", workload="primes", strategy="thread")
    assert threads["gil_gap"] == pytest.approx(1 - 0.9 / 1.9)
    assert threads["gil_gap_low"] == pytest.approx(threads["gil_gap_high"])
    (serial,) = rows(page, target="3.13t", workload="primes", strategy="serial")
    assert (serial["speedup"], serial["serial_fraction"], serial["start_method"]) == (1.0, None, None)


def test_every_interval_holds_its_value():
    page = build(simulate(TEXTBOOK, World(noise=0.1)))
    for row in rows(page, state="ok"):
        assert row["seconds_low"] <= row["seconds"] <= row["seconds_high"]
        assert row["seconds_per_item_low"] <= row["seconds_per_item"] <= row["seconds_per_item_high"]
        assert row["speedup_low"] <= row["speedup"] <= row["speedup_high"]
    for sentence in page.verdict:
        assert sentence.value is None or sentence.low <= sentence.value <= sentence.high


@pytest.mark.parametrize("seed", range(5))
def test_every_number_in_a_sentence_stands_in_the_page(seed):
    run = simulate(under_the_gil("3.13") | under_the_gil("3.14") | free_threaded("3.13t"), World(noise=0.02, seed=seed))
    page = build(run)
    for sentence in page.verdict:
        text = sentence.text
        for name in {each.id for each in page.targets} | {row["workload"] for row in page.results} | {"95 %"}:
            text = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w]|\.\d)", "", text)
        own = [abs(each) for each in (sentence.value, sentence.low, sentence.high) if each is not None]
        measured = list(figures(page.results))
        known = [*own, 100 * page.margin, *measured, *(100 * each for each in measured)]
        for number in re.findall(r"\d+(?:\.\d+)?", text):
            digits = len(number.partition(".")[2])
            assert any(f"{each:.{digits}f}" == number for each in known), (number, sentence.text)


def test_nothing_in_the_page_names_a_folder_or_a_user():
    spaced = replace(target("3.13"), spec="/home/joe doe/bin/python3", executable="/home/joe doe/bin/python3")
    troubles = {THREAD: {1: lost("failed", "/home/joe/x.py broke", 'File "/home/joe doe/x.py", line 1')}}
    world = World(troubles=troubles, surroundings={f"{PRIMES}/serial/1": {"notes": ["left /home/joe/y behind"]}})
    page = build(
        simulate(
            under_the_gil("3.13"),
            world,
            targets=(with_problem(spaced, Problem("/home/joe/bm_x.py", "see /home/joe/bm_x.py")),),
            unusable=(Unusable("/home/joe/bin/python", "/home/joe/bin/python is gone"),),
            command=("gilbench", "run", "--python", "/home/joe doe/bin/python3", "--out=/home/joe/runs"),
            skips={f"{PRIMES}/asyncio/2": "no /home/joe/twin"},
        )
    )
    assert not [text for text in texts(page) if "joe" in text or "/home" in text or "someone" in text]
    typed = ("gilbench", "run", "--python", "…/python3", "--out=…/runs")
    assert typed in [each.words for each in section(page, "reproduce") if isinstance(each, Command)]


def test_hostile_texts_stay_data():
    hostile = "<script>alert('x')</script>\x1b[31m,\"=1+1"
    page = build(simulate({THREAD: 0.1}, World(troubles={THREAD: {1: lost("failed", hostile, hostile)}})))
    assert page.results[0]["reason"] == hostile
    (matrix,) = (each for each in section(page, "heat-map") if isinstance(each, Matrix))
    assert hostile in matrix.rows[0].cells[0].hint


def test_a_card_says_which_state_was_measured():
    labels = {name: build(simulate(scenario(f"{name}/primes", {}))).targets[0].label for name in ("3.13", "3.14t")}
    assert labels == {"3.13": "CPython 3.13.5, GIL on", "3.14t": "CPython 3.14.5, free-threaded, GIL off"}
    (card,) = build(simulate({"3.14t+gil/primes/serial/1": 0.1})).targets
    assert card.label == "CPython 3.14.5, free-threaded, GIL on"
    known = facts(target("3.14t+gil"))
    assert (known["environment"], known["executable"]) == ("PYTHON_GIL=1", "python-3.14t")


def test_an_interrupted_run_counts_what_did_not_run():
    page = build(simulate(under_the_gil("3.13"), World(rounds=0), finished=False))
    assert page.counts["not run"] == len(under_the_gil("3.13"))
    assert page.results == ()
    assert (page.finished, page.rounds, page.duration, page.timed_share) == (False, 0, 0, 0)


def test_the_timed_share_counts_warm_ups():
    suite = {"benchmarks": [{"runs": [{"warmups": [[1, 0.2], [2, 0.2]]}, {"values": [0.3]}]}]}
    warmed = suites.warmed(suite)
    outcome = replace(ok([0.3, 0.1], THREAD, World()), elapsed=2.0, settling=(0.2, 0.1), warmed=warmed)
    assert timed_share([outcome, lost("failed", "broke")]) == pytest.approx(1.3 / 3.0)


def test_the_plan_hash_follows_the_work_and_not_its_timings():
    one, same = simulate({THREAD: 0.1}), simulate({THREAD: 0.9}, World(seed=9))
    other = simulate({THREAD: 0.1, f"{PRIMES}/serial/1": 0.1})
    assert plan_hash(one.manifest.plan, {}) == plan_hash(same.manifest.plan, {}) != plan_hash(other.manifest.plan, {})


def test_the_machine_table_says_how_much_work_a_value_holds():
    settled = Calibration({"CPython": "3.13"}, {"CPython": {"primes": 0.0144}}, {"CPython": {"primes": 16}})
    assert machine(build(simulate({THREAD: 0.1}, calibration=settled)))["amount of work"] == in_words(settled)
    assert "amount of work" not in machine(build(simulate({THREAD: 0.1})))


def machine(page):
    (group,) = [each for each in section(page, "environment") if isinstance(each, Group) and each.title == "Machine"]
    return dict(group.blocks[0].rows)


def test_the_same_files_always_give_the_same_page():
    run = simulate(TEXTBOOK, World(rounds=21, noise=0.1))
    assert build(run) == build(run)
