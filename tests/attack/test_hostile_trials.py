"""A target that described itself well and answers trials or calls with nonsense loses them, with the reason."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.attack import targets
from tests.attack.targets import FACTS, ODD, STRATEGY, WORKLOAD
from tests.known import EXPERIMENTS

from gilbench.inside.schema import Catalogue, Facts, StrategyInfo, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Trial
from gilbench.probe.calls import Call
from gilbench.probe.prober import Prober
from gilbench.run.runner import Repetition, SubprocessRunner

SEEN = {"cpu_seconds": 1.0, "voluntary": 0, "involuntary": 0, "overlap": 1.0, "start_skew": 0.0}
CALL = {"seconds": 1.0, "workers": [], "seen": SEEN}
AROUND = {"gil_before": True, "gil_after": True, "jit": "absent", "switch_interval": 0.005, "affinity": [0]}
AROUND |= {"start_method": None, "notes": []}
SUITE = '{"benchmarks": [{"runs": [{"values": [0.1]}]}]}'
UNREAD = "the interpreter ended well but left no readable result"
TARGET = Target(
    "3.13", "odd", "/nowhere", {}, Facts(**FACTS), Catalogue([WorkloadInfo(**WORKLOAD)], [StrategyInfo(**STRATEGY)], [])
)
LATE = "time.sleep(60)"


def answer(call=CALL, around=AROUND, *more):
    return targets.lines({"call": call}, {"surroundings": around}, *more)


@pytest.fixture
def outcome(tmp_path):
    """Return a function that gives what becomes of a trial that was answered with this."""

    def run(said=None, suite=SUITE, ending="", seconds=30.0):
        script = targets.lying(tmp_path, answer() if said is None else said, suite, f"import os, time\n{ending}")
        target = replace(TARGET, executable=str(script))
        runner = SubprocessRunner(
            {target.id: target},
            tmp_path,
            tmp_path / "work",
            Repetition(1, seconds),
            reductions=EXPERIMENTS.reductions,
        )
        found = runner.run(Trial("throughput", "good", "serial", None, 1, "small", 1, target.id))
        assert found.reason.isprintable()
        msgspec.json.encode(found)
        return found

    return run


def test_an_answer_that_makes_sense_is_believed(outcome):
    assert (outcome().state, outcome().reason) == ("ok", "")


def test_notes_are_lines_and_few(outcome):
    found = outcome(answer(CALL, {**AROUND, "notes": ["a\nb\x1b" + "c" * 999] * 999}))
    assert found.surroundings.notes == ["a b?" + "c" * 296] * 20


@pytest.mark.parametrize("odd", ODD, ids=lambda each: each.__name__)
@pytest.mark.parametrize("file", ["metrics", "suite"])
def test_what_stands_in_place_of_an_answer_is_named(outcome, file, odd):
    found = outcome(ending=f"{file}.unlink(); targets.{odd.__name__}({file})")
    assert found.state == "failed"
    assert " cannot be read: " in found.reason
    assert ODD[odd].partition(" than ")[0].removeprefix("Has a line of ").removeprefix("Has ") in found.reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param(answer({**CALL, "seconds": -1}), "Expected `float` >= 1e-12 - at `$.seconds`", id="negative"),
        pytest.param(answer({"seconds": 1, "seen": [1]}), "Expected `object`, got `array` - at `$.seen`", id="a list"),
        pytest.param(answer(5), "Expected `object`, got `int`", id="a number for a call"),
        pytest.param(
            answer({**CALL, "seen": {"share": [[]] * 20_000}}), "seen: it takes more than 1 MiB", id="very much"
        ),
        pytest.param(
            answer({**CALL, "seen": {"a": 10**200}}), "seen: there is a number that cannot be", id="a very large number"
        ),
        pytest.param(
            answer({**CALL, "seen": {}}),
            "what it saw is not what throughput sees: Object missing required field `cpu_seconds`",
            id="nothing seen",
        ),
        pytest.param(
            answer({**CALL, "seen": {**SEEN, "overlap": "all"}}),
            "what it saw is not what throughput sees: Expected `float | null`, got `str` - at `$.overlap`",
            id="a word for a number",
        ),
        pytest.param(answer(CALL, 5), "Expected `object`, got `int`", id="a number for what was around"),
        pytest.param(answer(CALL, {}), "Object missing required field `gil_before`", id="nothing around"),
        pytest.param(
            answer(CALL, AROUND, {"settling": ["x"]}), "Expected `float`, got `str` - at `$[0]`", id="an odd series"
        ),
        pytest.param(b'{"call":NaN}\n', "line 1 of its answer: JSON is malformed", id="no number"),
        pytest.param(b"[" * 900_000 + b"\n", "line 1 of its answer: maximum recursion depth", id="deep nesting"),
    ],
)
def test_an_answer_that_makes_no_sense_is_named(outcome, said, reason):
    found = outcome(said)
    assert found.state == "failed"
    assert found.reason.startswith(f"{UNREAD}: ")
    assert reason in found.reason


@pytest.mark.parametrize(
    "suite",
    [
        pytest.param("[" * 900_000, id="deep nesting"),
        pytest.param('{"benchmarks": "\\ud800"}', id="half of a character"),
        pytest.param('{"benchmarks": [], "x": NaN}', id="no number"),
        pytest.param("[]", id="a list"),
        pytest.param('{"benchmarks": [{"runs": [{"warmups": [[1, -1]]}]}]}', id="a time below 0"),
    ],
)
def test_a_suite_that_makes_no_sense_is_named(outcome, suite):
    found = outcome(suite=suite)
    assert found.state == "failed"
    assert found.reason.startswith(f"{UNREAD}: ")


@pytest.mark.parametrize(
    ("said", "ending", "reason"),
    [
        pytest.param([{"failed": "a\nb\x1b[2J"}], "", "a b?[2J", id="control characters"),
        pytest.param([{"failed": "x" * 900_000}], "", "x" * 300, id="a very long one"),
        pytest.param([{"failed": {"a": 1}}], "", "it gave a reason of type dict", id="of another type"),
        pytest.param([{"failed": "So."}], LATE, "So.; and the interpreter did not end within 2 s", id="late"),
        pytest.param(
            [{"surroundings": 5}],
            LATE,
            "the work was done but the interpreter did not end within 2 s: something still ran",
            id="late, with a number for what was around",
        ),
        pytest.param(
            [{"surroundings": {"notes": ["a\nb", 5]}}],
            LATE,
            "the work was done but the interpreter did not end within 2 s: a b, it gave a reason of type int",
            id="late, with odd notes",
        ),
    ],
)
def test_a_reason_is_a_line_whatever_it_is(outcome, said, ending, reason):
    assert outcome(targets.lines(*said), ending=ending, seconds=2.0).reason == reason


@pytest.fixture
def probed(tmp_path):
    """Return a function that gives what is known of a call that was answered with this."""

    def probe(said, ending=""):
        (tmp_path / "prepared").write_bytes(said)
        path = [str(Path(__file__).parents[2]), *sys.path]
        code = f"import json, sys\nfrom pathlib import Path\nsys.path[:0] = {path!r}\n"
        code += "from tests.attack import targets\n"
        code += "answer = Path(json.loads(sys.argv[sys.argv.index('--request') + 1])['answer_file'])\n"
        code += f"answer.write_bytes(Path({str(tmp_path / 'prepared')!r}).read_bytes())\n{ending}"
        script = targets.script(tmp_path / "python", code)
        prober = Prober(tmp_path, tmp_path / "work", [], seconds=1.0, timeout=20.0, cpus=2, threads=4)
        found = prober.probe(
            Call("f()", "", name="f", group="", optional=False), replace(TARGET, executable=str(script))
        )
        assert found.reason.isprintable()
        json.dumps(found.reason, ensure_ascii=False).encode()
        return found.state, found.reason

    return probe


@pytest.mark.parametrize("odd", ODD, ids=lambda each: each.__name__)
def test_so_it_is_with_calls(probed, odd):
    reason = f"it left no readable answer: answer.jsonl cannot be read: {ODD[odd]}"
    assert probed(b"", f"answer.unlink(); targets.{odd.__name__}(answer)") == ("failed", reason)


MEASURED = {"call_seconds": 0.1, "overhead": 0.0, "calls": 1, "gil": True, "holding": None, "reason": "", "notes": []}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param({"failed": "a\nb"}, "a b", id="a reason of two lines"),
        pytest.param({"absent": 5}, "it gave a reason of type int", id="a number for a reason"),
        pytest.param({"begin": "odd"}, "the interpreter ended before it began: exit code 0", id="an odd step"),
        pytest.param({"begin": ["x"]}, "the interpreter ended before it began: exit code 0", id="a list for a step"),
        pytest.param({"measured": 5}, "it left no readable answer: Expected `object`, got `int`", id="a number"),
        pytest.param(
            {"measured": {**MEASURED, "call_seconds": -1}},
            "it left no readable answer: times: there is a number that cannot be",
            id="a time below 0",
        ),
        pytest.param(
            {"measured": {**MEASURED, "overhead": 1e300}},
            "it left no readable answer: what was measured: there is a number that cannot be",
            id="a very large number",
        ),
        pytest.param(
            {"measured": MEASURED, "contention": {"shared": 5}},
            "it left no readable answer: Expected `object | null`, got `int` - at `$.shared`",
            id="a number for repeats",
        ),
    ],
)
def test_an_answer_about_a_call_that_makes_no_sense_is_named(probed, line, reason):
    assert probed(targets.lines(line))[1] == reason
