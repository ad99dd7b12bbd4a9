import json

import pytest
from tests.cli.stored import write
from tests.probe.probed import FAILED, HOLDS, LATE, RELEASES
from tests.simulated import World, simulate, under_the_gil

from gilbench.interpreters.candidate import Unusable
from gilbench.probe import session

RUN = simulate(under_the_gil("3.13"), World(noise=0.003))


@pytest.fixture
def probed(gilbench, tmp_path, monkeypatch):
    """Return a function that probes and finds what it is told to, an exception being raised, on one target."""
    monkeypatch.chdir(tmp_path)
    seen = {}

    def probe_all(calls, _, prober):
        seen.update(calls=[each.call for each in calls], private=[each.private for each in calls], prober=prober)
        for each in seen["found"]:
            if isinstance(each, BaseException):
                raise each
            yield each

    def targets(pythons, _):
        seen["pythons"] = tuple(pythons)
        return [each for each in RUN.manifest.targets if each.id == "3.13"], seen["unusable"]

    monkeypatch.setattr(session, "probe_all", probe_all)
    monkeypatch.setattr(session, "targets", targets)

    def call(*arguments, found=(HOLDS,), unusable=()):
        seen.update(found=found, unusable=list(unusable))
        return (*gilbench("probe", *arguments), seen)

    return call


@pytest.mark.parametrize(
    ("found", "code"),
    [
        pytest.param((HOLDS, RELEASES), 0, id="fine"),
        pytest.param((HOLDS, FAILED), 3, id="one failed"),
        pytest.param((LATE,), 3, id="timed out"),
        pytest.param((HOLDS, KeyboardInterrupt()), 130, id="interrupted"),
        pytest.param((KeyboardInterrupt(),), 130, id="interrupted before anything was found"),
    ],
)
def test_the_exit_code_says_what_became_of_the_calls(probed, found, code):
    assert probed("f()", found=found)[0] == code


def test_what_was_found_before_ctrl_c_is_shown(probed):
    _, out, err, _ = probed("f()", found=(HOLDS, KeyboardInterrupt()))
    assert HOLDS.call in out
    assert err == "gilbench: interrupted: 1 probed\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param((), "name a call: gilbench probe", id="no call"),
        pytest.param(("--stdlib", "--setup", "a = 1"), "--setup prepares the calls of the command line", id="setup"),
        pytest.param(("f()", "g()", "--private", "a = 1"), "--private is for one call", id="private of two"),
        pytest.param(("--stdlib", "--private", "a = 1"), "and there is none", id="private of none"),
        pytest.param(("m:f", "--private", "a = 1"), "module:function has none", id="private without a name"),
        pytest.param(("f()", "--seconds", "soon"), "'soon' is not a duration", id="seconds"),
        pytest.param(("f()", "--into", "nowhere"), "nowhere is not a run folder", id="no run"),
    ],
)
def test_a_mistake_is_told_in_one_line_before_anything_is_probed(probed, arguments, told):
    code, out, err, seen = probed(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert "prober" not in seen


def test_the_options_reach_the_prober(probed, tmp_path):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "more.toml").write_text('[[call]]\ncall = "g()"\n')
    options = ("-f", "calls/more.toml", "--seconds", "3s", "--timeout", "1m", "--threads", "9", "--python", "3.13")
    seen = probed("f()", "--private", "f = f", *options)[3]
    prober = seen["prober"]
    assert seen["private"] == ["f = f", ""]
    assert (seen["calls"], seen["pythons"]) == (["f()", "g()"], ("3.13",))
    assert (prober.seconds, prober.timeout, prober.threads) == (3.0, 60.0, 9)
    assert prober.path == [str(tmp_path), str(tmp_path / "calls")]


def test_a_target_that_cannot_be_probed_is_named(probed):
    assert probed("f()", unusable=[Unusable("3.7", "too old")])[2] == "gilbench: not probed: 3.7: too old\n"


def test_of_the_standard_library_the_longest_stall_comes_first(probed):
    found = (RELEASES, HOLDS)
    _, out, _, _ = probed("--stdlib", "--format", "json", found=found)
    assert [each["call"] for each in json.loads(out)["calls"]] == [HOLDS.call, RELEASES.call]
    _, out, _, _ = probed("f()", "--format", "json", found=found)
    assert [each["call"] for each in json.loads(out)["calls"]] == [RELEASES.call, HOLDS.call]


@pytest.mark.parametrize("form", ["terminal", "md", "json"])
def test_every_form_can_go_to_a_file(probed, tmp_path, form):
    assert probed("f()", "--format", form, "-o", "file")[1] == f"{tmp_path / 'file'}\n"
    assert HOLDS.call in (tmp_path / "file").read_text(encoding="utf-8")


def test_the_results_can_be_added_to_the_report_of_a_run(probed, tmp_path):
    write(tmp_path / "run", RUN)
    code, out, err, _ = probed("f()", "--into", "run")
    page = tmp_path / "run" / "index.html"
    assert (code, out.splitlines()[-1], err) == (0, str(page), "")
    assert HOLDS.call in page.read_text(encoding="utf-8")
