"""The plugin in a pytest of its own: plumbing and skips. What it measures is in test_measured.py."""

import json
import subprocess
import sys

import pytest

from gilbench.inside.held.recording import Recording
from gilbench.testing import fixture, held
from gilbench.testing.times import Times

KEYS = ["gil_held_share", "gil_held_share_of_wall", "gil_longest_stall", "gil_speedup", "gil_speedup_idle"]
ALL_THREE = """
    def nothing():
        pass

    def test_all(gil):
        assert gil.held_share(nothing) >= 0
        assert gil.longest_stall(nothing, seconds=0.05) >= 0
        assert gil.speedup(nothing, seconds=0.05) > 0
"""


@pytest.fixture
def told():
    """Skip where the platform does not tell what the held share is made from."""
    if reason := fixture.why_not():
        pytest.skip(reason)


@pytest.fixture
def two_cpus():
    if fixture.cpus.usable(fixture.ROOT) < 2:
        pytest.skip("one CPU")


def test_the_plugin_costs_those_who_do_not_use_it_one_module():
    code = "import sys, pytest, gilbench.pytest_plugin; print([name for name in sys.modules if 'gilbench' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['gilbench', 'gilbench.pytest_plugin']"


def test_a_test_that_does_not_use_the_fixture_is_left_alone(run):
    result = run("def test_plain():\n    assert 2 < 1")
    result.stdout.fnmatch_lines(["E       assert 2 < 1"])


def test_the_fixture_says_what_it_is_for(run):
    run("", "--fixtures").stdout.fnmatch_lines(["gil*", "*Measure what calls do with the GIL:*"])


@pytest.mark.usefixtures("told", "two_cpus")
def test_every_figure_is_measured(run):
    run(ALL_THREE).assert_outcomes(passed=1)


@pytest.mark.usefixtures("two_cpus")
def test_what_the_function_raises_is_the_tests_error(run):
    text = """
        import pytest

        def fail(kind):
            raise kind("of the function")

        @pytest.mark.parametrize("method", ["held_share", "longest_stall", "speedup"])
        def test_error(gil, method):
            getattr(gil, method)(fail, ValueError)
    """
    result = run(text)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(["E       ValueError: of the function"])
    result.stdout.no_fnmatch_line("*testing/*.py:*")  # its frames are hidden


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("gil.held_share(len([]))", "*TypeError: pass the function and its arguments apart*"),
        ("gil.speedup(len, [], threads=1)", "*ValueError: threads must be 2 or more, not 1"),
        ("gil.longest_stall(len, [], seconds=0)", "*ValueError: seconds must be above 0, not 0"),
        ("gil.held_share(len, [], second=1)", "*TypeError: *second*"),
    ],
    ids=["called before", "one thread", "no time", "unknown keyword"],
)
def test_a_mistake_is_explained(run, call, message):
    result = run(f"def test_mistake(gil):\n    {call}")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([message])


@pytest.mark.parametrize("method", ["held_share", "longest_stall"])
def test_a_platform_that_cannot_tell_skips_the_test_where_it_asks(run, monkeypatch, method):
    monkeypatch.setattr(fixture, "why_not", lambda: "nobody counts switches here")
    monkeypatch.setattr(fixture, "gil_is_on", lambda: True)
    result = run(f"def test_told(gil):\n    assert gil.{method}(len, []) < 2", "-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED * test_*.py:2: nobody counts switches here"])


@pytest.mark.parametrize(
    ("running", "outcome"),
    [pytest.param(0.5, "skipped", id="a busy machine"), pytest.param(0.001, "passed", id="a call that only waits")],
)
def test_a_call_that_was_never_seen_running_holds_nothing_if_it_hardly_ran(run, monkeypatch, running, outcome):
    times = Times(wall=1.0, running=running, ready=0.0)
    unseen = held.estimate(Recording(held.RATE))
    monkeypatch.setattr(held, "watch", lambda *_: held.Watched(unseen, None, times))
    monkeypatch.setattr(fixture, "gil_is_on", lambda: True)
    monkeypatch.setattr(fixture, "why_not", lambda: None)
    result = run("def test_unseen(gil):\n    assert gil.held_share(len, []) == 0", "-rs")
    result.assert_outcomes(**{outcome: 1})


@pytest.mark.parametrize(
    ("unseen", "outcome"), [pytest.param(True, "skipped", id="unseen"), pytest.param(False, "failed", id="seen")]
)
def test_a_call_with_threads_of_its_own_has_a_share_only_if_they_were_seen(run, monkeypatch, unseen, outcome):
    times = Times(wall=1.0, running=0.001, ready=0.0)
    share = held.estimate(Recording(held.RATE))._replace(share=0.5, low=0.4, high=0.6, of_wall=0.9)
    monkeypatch.setattr(held, "watch", lambda *_: held.Watched(share, None, times, own_threads=1.9, unseen=unseen))
    monkeypatch.setattr(fixture, "gil_is_on", lambda: True)
    monkeypatch.setattr(fixture, "why_not", lambda: None)
    result = run("def test_own(gil):\n    assert gil.held_share(len, []) < 0.2", "-rs")
    result.assert_outcomes(**{outcome: 1})
    told = "this work, or this test, has threads of its own: 1.9 CPUs busy in serial code"
    result.stdout.fnmatch_lines([f"*{told}; its threads come and go*" if unseen else f"E *{told}"])
    result.stdout.no_fnmatch_line("*mostly waits*")


def test_a_call_with_threads_of_its_own_that_nobody_saw_is_not_one_that_waits(run, monkeypatch):
    times = Times(wall=1.0, running=0.001, ready=0.0)
    nothing = held.estimate(Recording(held.RATE))
    monkeypatch.setattr(held, "watch", lambda *_: held.Watched(nothing, None, times, own_threads=1.9))
    monkeypatch.setattr(fixture, "gil_is_on", lambda: True)
    monkeypatch.setattr(fixture, "why_not", lambda: None)
    run("def test_own(gil):\n    assert gil.held_share(len, []) == 0").assert_outcomes(skipped=1)


def test_without_a_gil_nothing_holds_it(run, monkeypatch):
    monkeypatch.setattr(fixture, "gil_is_on", lambda: False)
    text = """
        def test_share(gil):
            assert gil.held_share(len, []) == gil.held_share(len, []).of_wall == gil.longest_stall(len, []) == 0

        def test_message(gil):
            assert gil.held_share(len, []) > 0.5
    """
    result = run(text)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["E*assert 0.000 (held share of len) > 0.5", "E*exactly, as the GIL is off"])


@pytest.mark.skipif(sys.platform != "linux", reason="affinity is Linux's")
def test_threads_that_would_need_more_cpus_than_there_are_skip_the_test(run):
    text = """
        import os
        import time

        import pytest

        @pytest.fixture(autouse=True)
        def one_cpu():
            before = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {min(before)})
            yield
            os.sched_setaffinity(0, before)

        def test_computing(gil):
            assert gil.speedup(sum, range(1000)) > 0

        def test_waiting(gil):
            assert gil.speedup(time.sleep, 0.01, seconds=0.1) > 0
    """
    result = run(text, "-rs")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED * 2 threads of sum need * CPUs, 1 can be used (*)"])


def stored(pytester, run, text, *options):
    """Return the outcome, and the extra_info of the only benchmark."""
    result = run(text, f"--benchmark-json={pytester.path / 'out.json'}", *options)
    (benchmark,) = json.loads((pytester.path / "out.json").read_text())["benchmarks"]
    return result, benchmark["extra_info"]


@pytest.mark.usefixtures("told", "two_cpus")
def test_figures_are_stored_by_pytest_benchmark(pytester, run):
    text = ALL_THREE.replace("(gil)", "(gil, benchmark)") + "        benchmark(nothing)\n"
    result, info = stored(pytester, run, text)
    result.assert_outcomes(passed=1)
    calls = {f"gil_{name}_call" for name in ("held_share", "longest_stall", "speedup")}
    assert info.keys() == calls | {f"{key}{end}" for key in KEYS for end in ("", "_low", "_high")}
    assert {info[name] for name in calls} == {"nothing"}
    assert all(info[f"{key}_low"] <= info[key] <= info[f"{key}_high"] for key in KEYS)


@pytest.mark.usefixtures("told")
def test_a_second_figure_of_a_kind_is_stored_beside_the_first(pytester, run):
    text = """
        def test_two(benchmark, gil):
            benchmark(len, [])
            gil.longest_stall(len, [], seconds=0.01)
            gil.longest_stall(sum, [], seconds=0.01)
    """
    _, info = stored(pytester, run, text)
    assert {key: value for key, value in info.items() if key.endswith("_call")} == {
        "gil_longest_stall_call": "len",
        "gil_longest_stall_2_call": "sum",
    }
    assert {"gil_longest_stall", "gil_longest_stall_2", "gil_longest_stall_2_high"} <= info.keys()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("options", "outcomes"),
    [
        (("--benchmark-disable",), {"passed": 2}),
        (("--benchmark-only",), {"passed": 1, "skipped": 1}),
        (("--benchmark-skip",), {"passed": 1, "skipped": 1}),
        (("-p", "no:benchmark"), {"passed": 1, "errors": 1}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_pytest_benchmark_decides_about_its_own_tests(run, options, outcomes):
    text = """
        def test_benchmark(benchmark, gil):
            benchmark(len, [])
            gil.longest_stall(len, [], seconds=0.01)

        def test_plain(gil):
            gil.longest_stall(len, [], seconds=0.01)
    """
    run(text, *options).assert_outcomes(**outcomes)


@pytest.mark.usefixtures("told")
def test_a_benchmark_fixture_of_somebody_elses_is_left_alone(run):
    text = """
        import pytest

        @pytest.fixture
        def benchmark():
            return object()

        def test_other(benchmark, gil):
            gil.longest_stall(len, [], seconds=0.01)
    """
    run(text, "-p", "no:benchmark").assert_outcomes(passed=1)


@pytest.mark.usefixtures("told", "two_cpus")
def test_it_works_in_the_workers_of_xdist(run):
    run(ALL_THREE, "-n", "1", "-p", "no:benchmark").assert_outcomes(passed=1)
