"""What the host makes of what a target writes; the target here is a script that writes given lines."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.probe.repeated import contention
from tests.simulated import simulate, under_the_gil

from gilbench.inside.held.several import CANNOT_TELL
from gilbench.inside.probe.records import Holding, Measured
from gilbench.inside.schema import as_json
from gilbench.probe.beside import WITH_A_GIL
from gilbench.probe.calls import Call
from gilbench.probe.prober import Prober

CALL = Call("f()", "import f", name="eff", group="mine", private="f = f.copy()", optional=True)
BUSY = Holding(0.5, 0.48, 0.52, 0.5, 0.47, 0.53, longest_stall=0.002, running=1.0)
SEEN = Measured(0.01, 0.0, 100, gil=True, holding=BUSY, reason="", notes=["a note"])
SAME = {"together": {"outcome": "same", "detail": ""}}
SCRIPT = """#!{python}
import json, os, sys, time
request = json.loads(sys.argv[sys.argv.index("--request") + 1])
with open(request["answer_file"], "w") as file:
    for line in {lines!r}:
        print(json.dumps(line), file=file)
open({requests!r}, "w").write(json.dumps(request))
{ending}
"""


@pytest.fixture
def probed(tmp_path):
    """Return a function that gives what is known after a target wrote some lines and came to its end."""

    def probe(*lines, ending="", timeout=20.0):
        script = tmp_path / "python"
        script.write_text(
            SCRIPT.format(python=sys.executable, lines=lines, requests=str(tmp_path / "request.json"), ending=ending)
        )
        script.chmod(0o755)
        prober = Prober(tmp_path, tmp_path / "work", ["/somewhere"], seconds=1.0, timeout=timeout, cpus=2, threads=4)
        (target, *_) = simulate(under_the_gil("3.13")).manifest.targets
        return prober.probe(CALL, replace(target, executable=str(script)))

    return probe


def measured(**changes):
    return {"measured": as_json(replace(SEEN, **changes))}


def test_the_target_is_asked_for_everything_it_needs(probed, tmp_path):
    probed(measured(), SAME)
    request = json.loads((tmp_path / "request.json").read_text())
    assert Path(request.pop("answer_file")).parent == tmp_path / "work"
    assert request == {
        "call": "f()",
        "setup": "import f",
        "private": "f = f.copy()",
        "path": ["/somewhere"],
        "optional": True,
        "seconds": 1.0,
        "timeout": 20.0,
    }


def test_figures_become_a_verdict_and_bounds_of_the_speedup(probed):
    found = probed(measured(), SAME)
    assert (found.call, found.group, found.target, found.state) == ("eff", "mine", "3.13", "ok")
    assert (found.verdict, found.held_share, found.held_low, found.held_high) == ("partly", 0.5, 0.48, 0.52)
    assert (found.longest_stall, found.running, found.call_seconds) == (0.002, 1.0, 0.01)
    assert (found.speedup_2, found.threads, found.speedup_n) == (2.0, 4, 2.0)
    assert (found.speedup_2_bound, found.speedup_n_bound, found.own_threads) == ("threads", "cpus", None)
    assert (found.together, found.reason, found.notes) == ("same", "", ("a note", WITH_A_GIL))


def test_a_bound_is_what_the_least_held_share_allows(probed):
    found = probed(measured(holding=replace(BUSY, share=0.9, low=0.8, high=0.95)), SAME)
    assert (found.speedup_2, found.speedup_2_bound) == (1.25, "gil")


@pytest.mark.parametrize(("gil", "verdict"), [(True, "partly"), (False, "no GIL")])
def test_threads_of_its_own_are_told_and_no_speedup_is_promised(probed, gil, verdict):
    found = probed(measured(gil=gil, holding=replace(BUSY, own_threads=1.9)), SAME)
    assert (found.verdict, found.own_threads) == (verdict, 1.9)
    assert [found.running, found.speedup_2, found.speedup_n, found.speedup_2_bound, found.speedup_n_bound] == [None] * 5
    assert found.notes == (("a note", WITH_A_GIL) if gil else ("a note",))


def test_threads_of_its_own_that_were_not_seen_are_no_fault_of_the_sampler(probed):
    unseen = Holding(None, 0.0, 1.0, None, None, None, longest_stall=0.002, running=1.0, own_threads=1.9)
    found = probed(measured(holding=unseen), SAME)
    assert (found.verdict, found.held_share, found.longest_stall) == ("undecided", None, 0.002)
    assert found.notes == ("a note", CANNOT_TELL, WITH_A_GIL)


def test_without_a_gil_there_is_no_share(probed):
    found = probed(measured(gil=False), SAME)
    assert (found.verdict, found.reason) == ("no GIL", "there is no GIL")
    assert (found.held_share, found.longest_stall, found.speedup_2) == (None, None, 2.0)


def test_where_the_platform_cannot_tell_the_reason_stands_for_a_verdict(probed):
    found = probed(measured(holding=None, reason="darwin does not tell"), SAME)
    assert (found.state, found.verdict, found.reason) == ("ok", None, "darwin does not tell")
    assert (found.call_seconds, found.speedup_2, found.together) == (0.01, None, "same")


def test_a_call_that_was_not_seen_running_although_it_runs_is_not_judged(probed):
    found = probed(measured(holding=replace(BUSY, share=None, low=0.0, high=1.0, of_wall=None)), SAME)
    assert (found.verdict, found.speedup_2, found.held_low) == ("undecided", None, None)
    assert "the thread that looks hardly got a turn, so nothing can be said of the GIL" in found.notes


@pytest.mark.parametrize(
    ("line", "state"),
    [({"failed": "bad luck"}, "failed"), ({"absent": "no module"}, "absent")],
    ids=["failed", "absent"],
)
def test_what_the_target_says_is_the_reason(probed, line, state):
    found = probed({"begin": "setup"}, line)
    assert (found.state, found.reason, found.verdict) == (state, next(iter(line.values())), None)


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (None, "the interpreter ended before it began: exit code 7"),
        ("setup", "the setup ended the interpreter: exit code 7"),
        ("call", "it ended the interpreter: exit code 7"),
        ("again", "it ended the interpreter when it was called again: exit code 7"),
    ],
)
def test_an_end_without_a_result_is_blamed_on_the_step(probed, step, reason):
    found = probed(*([{"begin": step}] if step else []), ending="sys.exit(7)")
    assert (found.state, found.reason) == ("failed", reason)


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("setup", "the setup did not end within 0.5 s"),
        ("call", "it did not return within 0.5 s"),
        ("again", "it returned once, and not when it was called again, within 0.5 s"),
    ],
)
def test_what_takes_too_long_is_named(probed, step, reason):
    found = probed({"begin": step}, ending="time.sleep(60)", timeout=0.5)
    assert (found.state, found.reason) == ("timed out", reason)


@pytest.mark.parametrize(
    ("ending", "timeout", "outcome"), [("os.abort()", 20.0, "crashed"), ("time.sleep(60)", 0.5, "stuck")]
)
def test_what_two_threads_do_to_the_interpreter_costs_no_figure(probed, ending, timeout, outcome):
    found = probed(measured(), {"begin": "together"}, ending=ending, timeout=timeout)
    assert (found.state, found.verdict, found.together) == ("ok", "partly", outcome)


def test_a_target_that_cannot_be_started_is_named(tmp_path):
    prober = Prober(tmp_path, tmp_path / "work", [], seconds=1.0, timeout=1.0, cpus=2, threads=4)
    (target, *_) = simulate(under_the_gil("3.13")).manifest.targets
    found = prober.probe(CALL, replace(target, executable=str(tmp_path / "gone")))
    assert (found.state, found.reason) == (
        "failed",
        f"{tmp_path / 'gone'} could not be started: No such file or directory",
    )


def test_what_two_threads_do_to_each_other_is_judged_where_there_is_no_gil(probed):
    found = probed(measured(gil=False), SAME, {"begin": "contention"}, {"contention": as_json(contention())})
    assert (found.contention.verdict, found.private_contention.verdict) == ("contends", "does not contend")
    assert (found.private, found.private_cures) == (CALL.private, "yes")
    assert found.notes == ("a note",)


@pytest.mark.parametrize(
    ("ending", "timeout", "outcome"), [("os.abort()", 20.0, "crashed"), ("time.sleep(60)", 0.5, "stuck")]
)
def test_threads_that_went_well_at_first_may_still_take_it_down(probed, ending, timeout, outcome):
    lines = (measured(gil=False), SAME, {"begin": "contention"})
    found = probed(*lines, ending=ending, timeout=timeout)
    assert (found.state, found.verdict, found.together, found.contention) == ("ok", "no GIL", outcome, None)
