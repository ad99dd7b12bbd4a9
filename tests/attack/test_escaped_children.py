"""Children that leave the process group are ended with the trial, the call, the description or the identification."""

import sys

import pytest
from tests.attack import escaping, misbehaving
from tests.end_to_end import command
from tests.end_to_end.command import alive
from tests.known import EXPERIMENTS

from gilbench.interpreters import identify
from gilbench.interpreters.description import LEFT
from gilbench.processes import process
from gilbench.run import asking

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="promised on Linux only")

LEFT_IN_TRIALS = "left processes running"


@pytest.fixture(autouse=True)
def little_grace(monkeypatch):
    monkeypatch.setattr(process, "GRACE", 0.2)


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    return asking.stage(tmp_path_factory.mktemp("staged"), EXPERIMENTS)


@pytest.mark.parametrize("name", escaping.NAMES[::2])
def test_a_trial(staged, tmp_path, name):
    target = misbehaving.described(staged, tmp_path / "mine", leaves=escaping.code(name, tmp_path))
    outcome = misbehaving.tried(target, staged, tmp_path / "work", "leaves")
    assert (outcome.state, outcome.reason, outcome.surroundings.notes) == ("ok", "", [LEFT_IN_TRIALS])
    assert alive(tmp_path) == {}


@pytest.mark.parametrize(
    ("ending", "state"),
    [
        pytest.param("os._exit(3)", "failed", id="that fails"),
        pytest.param("time.sleep(300)", "timed out", id="that never ends"),
        pytest.param("os.write(1, b'x' * 100_000_000)", "failed", id="that floods"),
    ],
)
def test_a_trial_that_is_lost(staged, tmp_path, ending, state):
    body = escaping.code("a daemon", tmp_path) + ending
    target = misbehaving.described(staged, tmp_path / "mine", leaves=body)
    outcome = misbehaving.tried(target, staged, tmp_path / "work", "leaves", timeout=6.0)
    assert outcome.state == state
    assert alive(tmp_path) == {}


@pytest.mark.parametrize("name", escaping.NAMES[::3])
def test_a_probed_call(staged, tmp_path, name):
    target = misbehaving.described(staged, tmp_path / "mine")
    setup = escaping.code(name, tmp_path)
    found = misbehaving.probed(target, staged, tmp_path / "work", "1", setup)
    assert found.state == "ok"
    assert LEFT_IN_TRIALS in found.notes
    assert alive(tmp_path) == {}


@pytest.mark.parametrize("name", escaping.NAMES[::3])
def test_a_described_interpreter(staged, tmp_path, name):
    code = escaping.code(name, tmp_path)
    found = misbehaving.described(staged, tmp_path / "mine", good="pass", module=code)
    assert [each.name for each in found.catalogue.workloads] == ["good"]
    assert [(each.where, each.reason) for each in found.catalogue.problems] == [(sys.executable, LEFT)]
    assert alive(tmp_path) == {}


@pytest.mark.parametrize("name", escaping.NAMES[::2])
def test_a_program_that_is_asked_who_it_is(tmp_path, name):
    program = escaping.script(tmp_path, name, f"os.execv({sys.executable!r}, ['python', *sys.argv[1:]])")
    assert identify.identify(program).version_info == tuple(sys.version_info)
    assert alive(tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", escaping.HARD)
def test_a_command_that_has_one_thread_needs_no_mark(tmp_path, name):
    (tmp_path / "setup.toml").write_text(
        f"[[call]]\nname = 'leaves'\ncall = '1'\nsetup = '''{escaping.code(name, tmp_path)}'''\n"
    )
    arguments = ("-f", "setup.toml", *command.HERE, "--seconds", "0.1", "--format", "json")
    ended = command.run(tmp_path, "probe", *arguments)
    assert ended.returncode == 0, ended.stderr
    assert LEFT_IN_TRIALS in ended.stdout or name == "forking"  # which may have ended by itself
    assert alive(tmp_path) == {}
