from dataclasses import replace

import pytest
from tests.compare.compared import BASE, FIVE, TWO, again
from tests.known import between, within
from tests.simulated import World, simulate, target, trial


def changes(**manifest):
    return between({"a": simulate(BASE), "b": again(BASE, **manifest)}, FIVE).changes


def machine(**facts):
    return {**simulate(BASE).manifest.machine, **facts}


def settings(**given):
    return {**simulate(BASE).manifest.settings, **given}


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"machine": machine(kernel="6.18")}, [("warning", "kernel", "machine", "", "6.18")], id="kernel"),
        pytest.param({"machine": machine(memory="8 GiB")}, [("note", "memory", "machine", "", "8 GiB")], id="memory"),
        pytest.param({"gilbench": "0.2.0"}, [("warning", "gilbench", "gilbench", "0.1.0", "0.2.0")], id="gilbench"),
        pytest.param(
            {"targets": (target("3.13", version="3.13.9"),)},
            [("serious", "version", "3.13", "3.13.5", "3.13.9")],
            id="version",
        ),
        pytest.param(
            {"settings": settings(variables={"OMP_NUM_THREADS": "1"})},
            [("serious", "--env", "settings", "", "OMP_NUM_THREADS=1")],
            id="variables",
        ),
        pytest.param(
            {"settings": settings(effort="quick")},
            [
                ("warning", "effort", "settings", "normal", "quick"),
                ("warning", "budget", "settings", "5 min", "1 min 30 s"),
                ("warning", "precision", "settings", "± 5 %", "± 15 %"),
            ],
            id="settings",
        ),
        pytest.param(
            {"settings": settings(workloads=("/home/someone/bench",))},
            [("note", "workloads", "settings", "", "…/bench")],
            id="folders",
        ),
        pytest.param(
            {"settings": settings(calls=({"name": "work", "text": "f(x)", "setup": "import f\nx = 3"},))},
            [
                ("warning", "budget", "settings", "5 min", "2 min"),
                ("note", "calls", "settings", "", "f(x), after: import f; x = 3"),
            ],
            id="calls",
        ),
    ],
)
def test_what_changed_between_two_runs_is_told_with_both_values(manifest, told):
    found = changes(**manifest)
    assert {(each.base, each.new) for each in found} <= {("a", "b")}
    assert [(each.weight, each.what, each.of, each.before, each.after) for each in found] == told


def test_the_gravest_change_stands_first():
    found = changes(machine=machine(memory="8 GiB", kernel="6.18"), targets=(target("3.13", compiler="GCC 14"),))
    assert [each.what for each in found] == ["compiler", "kernel", "memory"]


def test_what_changed_alike_on_several_targets_stands_once():
    newer = tuple(target(name, libc="glibc 2.43") for name in ("3.13", "3.13t"))
    found = between({"a": simulate(TWO), "b": simulate(TWO, targets=newer)}, FIVE).changes
    assert [(each.what, each.of) for each in found] == [("C library", "3.13, 3.13t")]


def test_of_the_options_of_a_build_those_are_told_that_only_one_side_has():
    one, other = (target("3.13", config_args=f"--prefix=/x --with-lto {more}") for more in ("", "--enable-pystats"))
    found = between({"a": simulate(BASE, targets=(one,)), "b": again(BASE, targets=(other,))}, FIVE).changes
    assert [(each.what, each.before, each.after) for each in found] == [("build options", "", "pystats")]


def test_of_a_checksum_as_much_is_told_as_tells_builds_apart():
    (found,) = changes(targets=(target("3.13", executable_sha256="1" * 64),))
    assert (found.weight, found.after) == ("serious", "111111111111…")


def test_interpreters_of_a_run_are_told_apart_by_what_they_are_and_not_by_their_files():
    found = within(simulate(TWO), None, FIVE).changes
    assert {(each.base, each.new) for each in found} == {("3.13", "3.13t")}
    names = {each.what for each in found}
    assert {"GIL build", "GIL enabled"} <= names
    assert not names & {"executable", "asked for as", "SHA-256 of the executable"}


def test_the_sources_name_runs_their_dates_and_their_targets():
    one, other = between({"a": simulate(BASE), "b": again(created="2026-11-27T09:03:00+00:00")}, FIVE).sources
    assert (one.name, other.name) == ("a", "b")
    assert other.created == "2026-11-27T09:03:00+00:00"
    assert [name for name, _ in one.targets] == ["3.13"]
    assert one.floor is None


def test_levels_are_those_that_the_ratio_is_of():
    for each in between({"a": simulate(BASE), "b": again()}, FIVE).rows:
        assert each.before.value / each.after.value == pytest.approx(each.ratio.value)
        assert each.before.low < each.before.value < each.before.high
        assert each.unit == "s"


def with_parameters(run, old, *parameters):
    """Return the run with parameters for one of its trials."""
    new = replace(old, parameters=parameters)
    plan = replace(run.manifest.plan, trials=tuple(new if each == old else each for each in run.manifest.plan.trials))
    records = tuple(replace(each, trial=new.id) if each.trial == old.id else each for each in run.records)
    return replace(run, manifest=replace(run.manifest, plan=plan), records=records)


def test_parameters_are_part_of_what_a_row_is_called():
    names = ("3.13/primes/thread/2", "3.13/primes/thread_pool/2")
    runs = (simulate(dict.fromkeys(names, 0.2), World(seed=seed)) for seed in (1, 2))
    one, other = (with_parameters(each, trial(names[-1]), ("beside", "sleep")) for each in runs)
    rows = between({"a": one, "b": other}, FIVE).rows
    assert sorted((each.strategy_in_words, each.parameters) for each in rows) == [
        ("Thread", ""),
        ("ThreadPool beside=sleep", "beside=sleep"),
    ]


def test_experiments_that_compare_nothing_are_named():
    held = {f"{name}/primes/serial/1 (held_share)": 0.2 for name in ("3.13", "3.13t")}
    share = {"share": 1.0, "low": 0.9, "high": 1.0, "samples": 9, "waits": 9, "longest_stall": 0.0}
    seen = dict.fromkeys(held, share)
    assert within(simulate(TWO | held, World(seen=seen)), None, FIVE).uncompared == ("held_share",)
    assert within(simulate(TWO), None, FIVE).uncompared == ()
