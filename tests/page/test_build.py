import json
import math
import re
from dataclasses import fields, is_dataclass, replace

import msgspec
import pytest
from gilbench.report.build import build, timed_share
from tests.simulated import (
    World,
    free_threaded,
    lost,
    ok,
    scenario,
    simulate,
    target,
    trial,
    under_the_gil,
    with_problem,
)

from gilbench.inside.schema import Problem
from gilbench.interpreters.candidate import Unusable
from gilbench.model import RESULT_COLUMNS
from gilbench.run.calibration import in_words
from gilbench.store.records import Calibration

PRIMES = "3.13/primes"
THREAD = f"{PRIMES}/thread/2"
TEXTBOOK = under_the_gil("3.13") | free_threaded("3.13t")


def rows(model, **wanted):
    return [row for row in model.results if all(row[name] == value for name, value in wanted.items())]


def texts(value):
    """Yield every text in a model."""
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
    """Yield every number in a model."""
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


NOT_ON_TWO_CPUS = {"what-holds-the-gil", "scaling-law", "break-even", "switching", "timeline", "correctness"}


def test_a_complete_run_fills_every_section():
    model = build(simulate(TEXTBOOK))
    assert {each.id for each in model.targets} == {"3.13", "3.13t"}
    assert [each.target for each in model.heat_maps] == ["3.13", "3.13t"]
    for section in ("verdict", "decisions", "gaps", "scaling", "interpreters", "class_means", "results"):
        assert getattr(model, section), section
    assert set(model.absent) == NOT_ON_TWO_CPUS
    assert model.counts == {"ok": len(TEXTBOOK), "failed": 0, "timed out": 0, "skipped": 0, "left out": 0}
    assert (model.rounds, model.run_id, model.finished) == (6, "2026-11-22", True)


@pytest.mark.parametrize(
    ("seconds", "world", "absent"),
    [
        pytest.param(
            {f"{PRIMES}/serial/1": 0.2},
            World(),
            {"decision", "heat-map", "gil-gap", "scaling", "interpreters"},
            id="serial only",
        ),
        pytest.param(
            TEXTBOOK, World(rounds=0), {"decision", "ledger", "scaling", "interpreters"}, id="nothing ran yet"
        ),
        pytest.param(TEXTBOOK, World(rounds=1), {"decision"}, id="one round"),
        pytest.param(under_the_gil("3.13"), World(), {"interpreters"}, id="one interpreter"),
    ],
)
def test_a_section_without_content_says_why(seconds, world, absent):
    model = build(simulate(seconds, world))
    assert set(model.absent) - NOT_ON_TWO_CPUS == absent
    assert all(model.absent.values())


@pytest.mark.parametrize("rounds", [0, 1, 2, 6])
def test_a_model_is_plain_json_without_infinities_at_any_moment_of_a_run(rounds):
    model = build(simulate(TEXTBOOK, World(rounds=rounds), finished=False))
    assert json.dumps(msgspec.to_builtins(model), allow_nan=False)
    assert all(math.isfinite(each) for each in figures(model))


def test_every_trial_has_a_row_with_exactly_the_promised_columns():
    skips = {f"{PRIMES}/interpreter_executor/2": "needs 3.14"}
    troubles = {
        THREAD: {1: lost("timed out", "no result")},
        f"{PRIMES}/thread_pool/2": {1: lost("failed", "wrong result: 3")},
    }
    model = build(simulate(TEXTBOOK, World(troubles=troubles), skips=skips, left_out=[f"{PRIMES}/asyncio/2"]))
    assert all(tuple(row) == RESULT_COLUMNS for row in model.results)
    assert len(model.results) == len(TEXTBOOK) + len(skips)
    assert {row["state"] for row in model.results} == {"ok", "skipped", "failed", "timed out"}
    (skipped,) = rows(model, state="skipped")
    assert skipped["reason"] == "needs 3.14"
    for row in rows(model, state="skipped") + rows(model, state="failed") + rows(model, state="timed out"):
        assert (row["rounds"], row["seconds"], row["speedup"], row["efficiency"]) == (0, None, None, None)
        assert row["reason"]


def test_a_row_holds_figures_as_numbers_and_states_as_booleans():
    model = build(simulate(TEXTBOOK, World(noise=0)))
    (row,) = rows(model, target="3.13t", workload="primes", strategy="process_executor")
    assert row["start_method"] == "fork"
    assert (row["free_threaded"], row["gil_enabled"]) == (True, False)
    assert row["speedup"] == pytest.approx(1.9)
    assert row["speedup_low"] == pytest.approx(1.9)
    assert row["seconds"] == pytest.approx(0.22 / 1.9)
    assert row["efficiency"] == pytest.approx(0.95)
    assert row["serial_fraction"] == pytest.approx((1 / 1.9 - 1 / 2) / (1 / 2))
    assert row["serial_fraction_low"] <= row["serial_fraction"] <= row["serial_fraction_high"]
    assert row["gil_gap"] is None
    assert (row["running"], row["ready"], row["blocked"]) == pytest.approx((0.495, 0.0, 0.505))
    assert row["parallelism"] == pytest.approx(0.99)
    assert row["gil_wait"] is None  # processes share no GIL
    assert row["idle_speedup"] == pytest.approx(0.99 * 1.9)
    assert row["held_share"] is None
    (threads,) = rows(model, target="3.13", workload="primes", strategy="thread")
    assert threads["gil_gap"] == pytest.approx(1 - 0.9 / 1.9)
    assert threads["gil_gap_low"] == pytest.approx(threads["gil_gap_high"])
    (serial,) = rows(model, target="3.13t", workload="primes", strategy="serial")
    assert (serial["speedup"], serial["serial_fraction"], serial["start_method"]) == (1.0, None, None)


def test_every_interval_holds_its_value():
    model = build(simulate(TEXTBOOK, World(noise=0.1)))
    for row in rows(model, state="ok"):
        assert row["seconds_low"] <= row["seconds"] <= row["seconds_high"]
        assert row["speedup_low"] <= row["speedup"] <= row["speedup_high"]
    for sentence in model.verdict:
        assert sentence.value is None or sentence.low <= sentence.value <= sentence.high


@pytest.mark.parametrize("seed", range(5))
def test_every_number_in_a_sentence_stands_in_the_model(seed):
    run = simulate(under_the_gil("3.13") | under_the_gil("3.14") | free_threaded("3.13t"), World(noise=0.02, seed=seed))
    model = build(run)
    for sentence in model.verdict:
        text = sentence.text
        for name in {each.id for each in model.targets} | {row["workload"] for row in model.results} | {"95 %"}:
            text = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w]|\.\d)", "", text)
        own = [abs(each) for each in (sentence.value, sentence.low, sentence.high) if each is not None]
        waits = [100 * share for row in model.ledger for share in (row.ready, row.blocked)]
        known = [*own, 100 * model.margin, *figures(model.heat_maps), *waits]
        for number in re.findall(r"\d+(?:\.\d+)?", text):
            digits = len(number.partition(".")[2])
            assert any(f"{each:.{digits}f}" == number for each in known), (number, sentence.text)


def test_trials_that_went_wrong_are_troubles_with_their_last_output():
    troubles = {
        THREAD: {2: lost("failed", "exit code 1", "Traceback ...")},
        f"{PRIMES}/thread_pool/2": {1: lost("failed", "wrong result: 3")},
    }
    model = build(simulate(under_the_gil("3.13"), World(troubles=troubles)))
    assert [(each.what, each.state, each.reason, each.tail) for each in model.troubles] == [
        (trial(THREAD).id, "failed", "exit code 1", "Traceback ..."),
        (trial(f"{PRIMES}/thread_pool/2").id, "failed", "wrong result: 3", ""),
    ]
    assert model.counts["failed"] == 2


def test_targets_and_files_that_could_not_be_used_are_troubles():
    broken = with_problem(target("3.13"), Problem("/home/someone/bench/bm_x.py", "SyntaxError: line 3"))
    model = build(simulate({THREAD: 0.1}, targets=(broken,), unusable=(Unusable("/opt/py/python3.8", "too old"),)))
    assert [(each.what, each.state, each.reason) for each in model.troubles] == [
        ("python3.8", "unusable", "too old"),
        ("bm_x.py on 3.13", "not loaded", "SyntaxError: line 3"),
    ]


def test_skips_and_what_was_left_out_are_grouped():
    works = ("primes", "echo", "sleep")
    model = build(
        simulate(
            {THREAD: 0.1},
            skips={f"3.13/{each}/interpreter_executor/2": "needs 3.14" for each in works}
            | {f"3.13/sha256/{each}/2": "no hashlib" for each in ("thread", "asyncio")},
            left_out=[f"3.13/{each}/thread_pool/{count}" for each in works for count in (1, 2)]
            + [f"{PRIMES}/asyncio/2"],
        )
    )
    assert [(each.what, each.reason) for each in model.troubles] == [
        ("interpreter_executor × 3 workloads on 3.13", "needs 3.14"),
        ("2 strategies × sha256 on 3.13", "no hashlib"),
    ]
    assert model.left_out == ("thread_pool × 3 workloads on 3.13 (6 trials)", "asyncio × primes on 3.13")
    assert (model.counts["skipped"], model.counts["left out"]) == (5, 7)


def test_nothing_in_the_model_names_a_folder_or_a_user():
    spaced = replace(target("3.13"), spec="/home/joe doe/bin/python3", executable="/home/joe doe/bin/python3")
    troubles = {THREAD: {1: lost("failed", "/home/joe/x.py broke", 'File "/home/joe doe/x.py", line 1')}}
    world = World(troubles=troubles, surroundings={f"{PRIMES}/serial/1": {"notes": ["left /home/joe/y behind"]}})
    model = build(
        simulate(
            under_the_gil("3.13"),
            world,
            targets=(with_problem(spaced, Problem("/home/joe/bm_x.py", "see /home/joe/bm_x.py")),),
            unusable=(Unusable("/home/joe/bin/python", "/home/joe/bin/python is gone"),),
            command=("gilbench", "run", "--python", "/home/joe doe/bin/python3", "--out=/home/joe/runs"),
            skips={f"{PRIMES}/asyncio/2": "no /home/joe/twin"},
        )
    )
    assert not [text for text in texts(model) if "joe" in text or "/home" in text or "someone" in text]
    assert model.reproduce.command == "gilbench run --python python3 --out=runs"


def test_hostile_texts_stay_data():
    hostile = "<script>alert('x')</script>\x1b[31m,\"=1+1"
    model = build(simulate({THREAD: 0.1}, World(troubles={THREAD: {1: lost("failed", hostile, hostile)}})))
    assert model.troubles[0].reason == hostile
    assert model.results[0]["reason"] == hostile
    assert model.heat_maps[0].rows[0].cells[0].reason == hostile


def test_a_card_says_which_state_was_measured():
    labels = {name: build(simulate(scenario(f"{name}/primes", {}))).targets[0].label for name in ("3.13", "3.14t")}
    assert labels == {"3.13": "CPython 3.13.5, GIL on", "3.14t": "CPython 3.14.5, free-threaded, GIL off"}
    (card,) = build(simulate({"3.14t+gil/primes/serial/1": 0.1})).targets
    assert card.label == "CPython 3.14.5, free-threaded, GIL on"
    assert card.facts["environment"] == "PYTHON_GIL=1"
    assert card.executable == "python-3.14t"


def test_an_interrupted_run_counts_what_did_not_run():
    model = build(simulate(under_the_gil("3.13"), World(rounds=0), finished=False))
    assert model.counts["not run"] == len(under_the_gil("3.13"))
    assert model.results == ()
    assert (model.finished, model.rounds, model.duration, model.timed_share) == (False, 0, 0, 0)


def test_the_timed_share_counts_warm_ups():
    suite = {"benchmarks": [{"runs": [{"warmups": [[1, 0.2], [2, 0.2]]}, {"values": [0.3]}]}]}
    outcome = replace(ok([0.3, 0.1], THREAD, World()), elapsed=2.0, pyperf=suite, settling=(0.2, 0.1))
    assert timed_share([outcome, lost("failed", "broke")]) == pytest.approx(1.3 / 3.0)


def test_the_plan_hash_follows_the_work_and_not_its_timings():
    one, same = build(simulate({THREAD: 0.1})), build(simulate({THREAD: 0.9}, World(seed=9)))
    other = build(simulate({THREAD: 0.1, f"{PRIMES}/serial/1": 0.1}))
    assert one.reproduce.plan_hash == same.reproduce.plan_hash != other.reproduce.plan_hash


def test_the_machine_table_says_how_much_work_a_value_holds():
    settled = Calibration("3.13", {"primes": 0.05}, {"primes": 4})
    assert build(simulate({THREAD: 0.1}, calibration=settled)).machine["amount of work"] == in_words(settled)
    assert "amount of work" not in build(simulate({THREAD: 0.1})).machine


def test_the_same_files_always_give_the_same_model():
    run = simulate(TEXTBOOK, World(rounds=21, noise=0.1))
    assert build(run) == build(run)
