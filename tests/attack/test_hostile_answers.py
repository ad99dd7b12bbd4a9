"""A target that answers with nonsense is unusable, with the reason, in bounded time and memory."""

import os
import sys
from pathlib import Path

import pytest
from tests.attack import targets
from tests.attack.targets import BEGUN, END, FACTS, ODD, STRATEGY, WORKLOAD, Asked

from gilbench.inside.schema import Problem
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.description import Question, describe, describe_all
from gilbench.interpreters.identify import MARK, UnidentifiedError, identify
from gilbench.interpreters.target import Target
from gilbench.processes import staging

IDENTITY = ["CPython", "3", "13", "5", "final", "0", "0", "0", "/usr"]
SAID = "what it says of itself cannot be: "


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    return Question(staging.stage(tmp_path_factory.mktemp("staged")), folders=(), probes=())


@pytest.fixture
def answering(tmp_path):
    """Return a function that makes an executable which answers with these bytes."""

    def make(answer):
        (tmp_path / "prepared").write_bytes(answer)
        copy = "import shutil, sys\nout = sys.argv[sys.argv.index('--out') + 1]\n"
        copy += f"shutil.copyfile({str(tmp_path / 'prepared')!r}, out)"
        return Asked(str(targets.script(tmp_path / "python", copy)))

    return make


def unusable(answer):
    assert isinstance(answer, Unusable)
    assert answer.reason.isprintable()
    assert len(answer.reason) < 3000
    return answer.reason.partition(" cannot be measured: ")[2]


def without(key):
    return {name: value for name, value in FACTS.items() if name != key}


@pytest.mark.parametrize("odd", ODD, ids=lambda each: each.__name__)
def test_what_stands_in_place_of_an_answer_is_named(question, tmp_path, odd):
    code = f"import sys; sys.path[:0] = {[str(Path(__file__).parents[2]), *sys.path]!r}\n"
    code += "from pathlib import Path\nfrom tests.attack import targets\n"
    code += f"targets.{odd.__name__}(Path(sys.argv[sys.argv.index('--out') + 1]))"
    asked = Asked(str(targets.script(tmp_path / "python", code)))
    assert unusable(describe(asked, question)) == f"answer.jsonl cannot be read: {ODD[odd]}"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param([END], "it does not say what it is", id="no facts"),
        pytest.param([{"facts": None}, END], "it does not say what it is", id="no facts but null"),
        pytest.param(
            [{"facts": without("version")}, END],
            SAID + "Object missing required field `version`",
            id="a fact that is missing",
        ),
        pytest.param(
            [{"facts": {**FACTS, "version_info": "3.13"}}, END],
            SAID + "Expected `array`, got `str` - at `$.version_info`",
            id="a fact of another type",
        ),
        pytest.param([{"facts": {**FACTS, "version_info": []}}, END], SAID + "it has no version", id="no version"),
        pytest.param(
            [{"facts": {**FACTS, "version_info": [3, -1]}}, END], SAID + "it has no version", id="a version below 0"
        ),
        pytest.param([{"facts": {**FACTS, "jit": "maybe"}}, END], SAID + "its JIT is in no state", id="no state"),
        pytest.param(
            [{"facts": {**FACTS, "implementation": "C\x1b[2J"}}, END],
            SAID + "'C\\x1b[2J' cannot be the name of a Python",
            id="control characters",
        ),
        pytest.param(
            [{"facts": {**FACTS, "start_methods": ["../x"]}}, END],
            SAID + "'../x' cannot be the name of a start method",
            id="a path for a start method",
        ),
        pytest.param(
            [{"facts": {**FACTS, "switch_interval": -1}}, END],
            SAID + "facts: there is a number that cannot be",
            id="a number that cannot be",
        ),
        pytest.param(
            [{"facts": {**FACTS, "compiler": "x" * 30_000}}, END], SAID + "compiler has 30000 letters", id="a long word"
        ),
        pytest.param(
            [{"facts": FACTS}, *[{"workload": {**WORKLOAD, "name": f"w{n}"}} for n in range(10_001)], END],
            "it tells of 10001 times a workload, and 10000 are the most",
            id="very many workloads",
        ),
        pytest.param([{"begin": ["a"]}], "it began list, which is no step", id="a list for a step"),
        pytest.param([{"begin": "a\0b"}], "it began a?b, which is no step", id="a step that cannot be an argument"),
        pytest.param([{"begin": "x" * 9999}], f"it began {'x' * 100}, which is no step", id="a long step"),
        pytest.param(
            [BEGUN, {"begin": "a\nb"}],
            "it was asked to leave out a b, and began it again",
            id="a step that it does not leave out",
        ),
        pytest.param([BEGUN, [1]], "exit code 0; line 2 of its answer is no record", id="a list for a record"),
        pytest.param([], "exit code 0", id="nothing"),
    ],
)
def test_an_answer_that_makes_no_sense_is_named(question, answering, lines, reason):
    assert unusable(describe(answering(targets.lines(*lines)), question)) == reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(b'{"begin":"\\ud800"}\n', "Input data was truncated", id="half of a character"),
        pytest.param(b'{"begin":"\xff"}\n', "'utf-8' codec can't decode byte", id="no text"),
        pytest.param(b'{"begin":NaN}\n', "JSON is malformed: invalid character", id="no number"),
        pytest.param(b'{"begin":' + b"9" * 9999 + b"}\n", "Integer value out of range", id="a very large number"),
        pytest.param(b"[" * 900_000 + b"\n", "maximum recursion depth exceeded", id="deep nesting"),
        pytest.param(os.urandom(10_000).replace(b"\n", b"") + b"\n", "line 1 of its answer", id="noise"),
    ],
)
def test_an_answer_that_is_no_json_is_named(question, answering, answer, reason):
    said = unusable(describe(answering(answer), question))
    assert said.startswith("exit code 0; line 1 of its answer")
    assert reason in said


@pytest.mark.parametrize(
    ("line", "where", "reason"),
    [
        pytest.param({"workload": 5}, "workload without a name", "Expected `object`, got `int`", id="a number"),
        pytest.param(
            {"workload": {**WORKLOAD, "name": ["x"]}},
            "workload list",
            "Expected `str`, got `array` - at `$.name`",
            id="a list for a name",
        ),
        pytest.param(
            {"workload": {**WORKLOAD, "name": "../../x"}},
            "workload ../../x",
            "'../../x' cannot be the name of a workload",
            id="a path for a name",
        ),
        pytest.param(
            {"workload": {**WORKLOAD, "name": "a\x1b[2J\nb"}},
            "workload a?[2J b",
            "'a\\x1b[2J\\nb' cannot be the name of a workload",
            id="control characters",
        ),
        pytest.param(
            {"strategy": {**STRATEGY, "name": "x" * 500_000}},
            f"strategy {'x' * 100}",
            f"'{'x' * 100}' cannot be the name of a strategy",
            id="a very long name",
        ),
        pytest.param(
            {"workload": {**WORKLOAD, "kind": "odd"}},
            "workload good",
            "it is described with 'odd', which means nothing",
            id="a word that means nothing",
        ),
        *(
            pytest.param(
                {"workload": {**WORKLOAD, "family": family, "parameters": stated}},
                "workload good",
                reason,
                id=f"{family} with {stated!r:.30}",
            )
            for family, stated, reason in [
                ("", [["n", 1]], "'' cannot be the name of a family of workloads"),
                ("=1+1", [["n", 1]], "'=1+1' cannot be the name of a family of workloads"),
                ("x" * 101, [], "it has more parameters than a name has room for"),
                ("f", [["n", 1]] * 101, "it has more parameters than a name has room for"),
                ("f", [["a b", 1]], "'a b' cannot be the name of a parameter"),
                ("f", [["n", "\x1b[2J"]], "its parameter n has a value that cannot be"),
                ("f", [["n", "x" * 200]], "its parameter n has a value that cannot be"),
                ("f", [["n", 1e200]], "its parameter n has a value that cannot be"),
                ("f", [["n", 1e-200]], "its parameter n has a value that cannot be"),
                ("f", [["n", None]], "Expected `float | str`, got `null` - at `$.parameters[0][1]`"),
            ]
        ),
        pytest.param(
            {"strategy": {**STRATEGY, "name": "mine", "python_name": "\x1b[2J"}},
            "strategy mine",
            "what Python calls it is no name",
            id="no name for Python's own",
        ),
        pytest.param(
            {"strategy": {**STRATEGY, "name": "mine", "variant_of": "\x1b[2J"}},
            "strategy mine",
            "'\\x1b[2J' cannot be the name of a strategy",
            id="a variant of no name",
        ),
        pytest.param({"workload": WORKLOAD}, "workload good", "it is described more than once", id="twice"),
        pytest.param(
            {"workload": {**WORKLOAD, "listed": {"small": 1, "full": 100_001}}},
            "workload good",
            "'good' lists items as nobody can",
            id="a list without an end",
        ),
        pytest.param(
            {"problem": {"where": 5}},
            "a problem",
            "it is told as none can be: Expected `str`, got `int` - at `$.where`",
            id="a problem",
        ),
        pytest.param(
            {"experiment": {}},
            "experiment without a name",
            "Object missing required field `name`",
            id="an experiment",
        ),
        pytest.param(
            {"problem": {"where": "a\nb\x1b", "reason": "c\nd\x1b" + "e" * 999}},
            "a b",
            "c d?" + "e" * 296,
            id="a nasty problem",
        ),
    ],
)
def test_one_description_that_makes_no_sense_costs_that_one(question, answering, line, where, reason):
    answer = targets.lines({"facts": FACTS}, {"workload": WORKLOAD}, {"strategy": STRATEGY}, line, END)
    target = describe(answering(answer), question)
    assert isinstance(target, Target), target
    assert target.catalogue.problems == [Problem(where, reason)]
    assert [each.name for each in target.catalogue.workloads] == ["good"]
    assert [each.name for each in target.catalogue.strategies] == ["serial"]


def test_the_others_go_on(question, answering):
    found, refused = describe_all([answering(targets.lines(END)), Asked(sys.executable)], question)
    assert [each.executable for each in found] == [sys.executable]
    assert [each.spec for each in refused] == ["odd"]


def test_steps_that_are_made_up_end_with_patience(question, tmp_path, monkeypatch):
    monkeypatch.setattr("gilbench.interpreters.description.PATIENCE_ALTOGETHER", 0.5)
    code = "import json, os, sys\n"
    code += "open(sys.argv[sys.argv.index('--out') + 1], 'w').write(json.dumps({'begin': str(os.getpid())}) + chr(10))"
    asked = Asked(str(targets.script(tmp_path / "python", code)))
    assert " files and probes took it down in 0.5 s, " in unusable(describe(asked, question))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(1, "x", id="a word for a number"),
        pytest.param(1, "9" * 5000, id="a very large number"),
        pytest.param(2, "-1", id="below 0"),
        pytest.param(3, "٣", id="a digit of another script"),
        pytest.param(0, "C\x1b[2J", id="control characters in its name"),
        pytest.param(0, "", id="no name"),
        pytest.param(4, "x" * 5000, id="a long level"),
    ],
)
def test_what_says_nonsense_of_its_version_is_no_interpreter(tmp_path, place, value):
    fields = [*IDENTITY]
    fields[place] = value
    said = "\t".join([MARK, *fields])
    path = targets.script(tmp_path / "python", f"print({said!r})")
    with pytest.raises(UnidentifiedError) as told:
        identify(str(path))
    assert str(told.value).startswith(f"{path} is not an interpreter: it printed nothing that a Python would")
    assert str(told.value).isprintable()
