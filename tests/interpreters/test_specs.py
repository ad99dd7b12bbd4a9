import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.errors import UsageError
from gilbench.interpreters.specs import at, parse


@pytest.mark.parametrize(
    ("text", "implementation", "version", "free_threaded"),
    [
        pytest.param("3.13", "CPython", (3, 13), False, id="minor version"),
        pytest.param("3.13.5", "CPython", (3, 13, 5), False, id="micro version"),
        pytest.param("3.14t", "CPython", (3, 14), True, id="free-threaded build"),
        pytest.param("3.14.2t", "CPython", (3, 14, 2), True, id="free-threaded build of a micro version"),
        pytest.param("3", "CPython", (3,), False, id="major version"),
        pytest.param("2.7", "CPython", (2, 7), False, id="too old to measure, but a spec"),
        pytest.param("python3.13", "CPython", (3, 13), False, id="name of an executable"),
        pytest.param("python3.13t", "CPython", (3, 13), True, id="name of a free-threaded executable"),
        pytest.param("cpython3.13", "CPython", (3, 13), False, id="implementation and version"),
        pytest.param("python", "CPython", (), False, id="implementation only"),
        pytest.param("pypy", "PyPy", (), False, id="PyPy"),
        pytest.param("pypy3", "PyPy", (3,), False, id="PyPy with a major version"),
        pytest.param("pypy3.11", "PyPy", (3, 11), False, id="PyPy with a minor version"),
        pytest.param(" 3.13 ", "CPython", (3, 13), False, id="white space around it"),
    ],
)
def test_a_name_says_implementation_version_and_build(text, implementation, version, free_threaded):
    spec = parse(text)
    assert (spec.implementation, spec.version, spec.free_threaded) == (implementation, version, free_threaded)
    assert (spec.text, spec.path, spec.environment, spec.means_all) == (text, None, {}, False)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("/usr/bin/python3", "/usr/bin/python3", id="absolute"),
        pytest.param("./x/bin/python", "{cwd}/x/bin/python", id="relative"),
        pytest.param("x/bin/python", "{cwd}/x/bin/python", id="relative without a dot"),
        pytest.param("~/venv/bin/python", "{home}/venv/bin/python", id="in the home folder"),
        pytest.param("/opt/c++/python", "/opt/c++/python", id="with a plus sign"),
        pytest.param("/opt/py+gil/bin/python", "/opt/py+gil/bin/python", id="with a state in a folder's name"),
        pytest.param("/opt/3.13", "/opt/3.13", id="that looks like a version"),
        pytest.param("/opt/py+fast", "/opt/py+fast", id="that ends like an unknown state"),
    ],
)
def test_a_path_is_made_absolute_and_otherwise_kept(text, path):
    expected = path.format(cwd=Path.cwd(), home=Path.home())
    assert parse(text).path == expected
    assert parse(text + "+nogil").path == expected
    assert not parse(text).means_all


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "python").symlink_to("/bin/sh")
    assert parse(str(tmp_path / "python")).path == str(tmp_path / "python")


def test_a_file_in_the_current_folder_is_a_path_unless_it_is_named_like_a_version(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("my-python", "3.13", "all"):
        (tmp_path / name).touch()
    assert parse("my-python").path == str(tmp_path / "my-python")
    assert parse("3.13").version == (3, 13)
    assert parse("all").means_all


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        pytest.param("3.14t+gil", {"PYTHON_GIL": "1"}, id="GIL on"),
        pytest.param("3.14t+nogil", {"PYTHON_GIL": "0"}, id="GIL off"),
        pytest.param("3.14+jit", {"PYTHON_JIT": "1"}, id="JIT on"),
        pytest.param("3.14+nojit", {"PYTHON_JIT": "0"}, id="JIT off"),
        pytest.param("3.14t+nogil+jit", {"PYTHON_GIL": "0", "PYTHON_JIT": "1"}, id="both"),
        pytest.param("3.14t+jit+nogil", {"PYTHON_GIL": "0", "PYTHON_JIT": "1"}, id="both, the other way round"),
        pytest.param("3.14t+gil+gil", {"PYTHON_GIL": "1"}, id="twice the same"),
        pytest.param("all+nogil", {"PYTHON_GIL": "0"}, id="of all"),
        pytest.param("./python+gil", {"PYTHON_GIL": "1"}, id="of a path"),
    ],
)
def test_states_become_environment_variables(text, environment):
    assert parse(text).environment == environment


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("", "give a version", id="empty"),
        pytest.param("+nogil", "give a version", id="state without an interpreter"),
        pytest.param("3.13+fast", "give a version", id="unknown state"),
        pytest.param("3.13.5.1", "give a version", id="too many numbers"),
        pytest.param("3.", "give a version", id="cut off"),
        pytest.param("t", "give a version", id="build only"),
        pytest.param("ruby3", "give a version", id="another language"),
        pytest.param("no-such-file", "give a version", id="no file of that name"),
        pytest.param("3.14t+gil+nogil", "keep one", id="GIL on and off"),
        pytest.param("3.14+nojit+gil+jit", "keep one", id="JIT on and off"),
        pytest.param("pypy3.11t", "leave out the 't'", id="free-threaded PyPy"),
        pytest.param("3.12t", "newer", id="free-threaded before 3.13"),
    ],
)
def test_a_mistake_is_named_with_what_to_do_about_it(text, advice):
    with pytest.raises(UsageError) as raised:
        parse(text)
    assert repr(text) in str(raised.value)
    assert advice in str(raised.value)


@given(
    st.sampled_from(["3.13", "3.14t", "pypy3.11", "all", f".{os.sep}python"]),
    st.sampled_from([None, "gil", "nogil"]),
    st.sampled_from([None, "jit", "nojit"]),
    st.booleans(),
)
def test_the_order_of_states_does_not_matter(bare, gil, jit, swapped):
    states = [state for state in (gil, jit) if state]
    text = "+".join([bare, *(reversed(states) if swapped else states)])
    spec = parse(text)
    assert spec.gil == {None: None, "gil": True, "nogil": False}[gil]
    assert spec.jit == {None: None, "jit": True, "nojit": False}[jit]
    assert (spec.path, spec.version) == (parse(bare).path, parse(bare).version)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("venv/bin/python", "/a/python", id="relative"),
        pytest.param("python_of_mine", "/a/python", id="a file beside it"),
        pytest.param(" ~/python+gil+nojit", "/a/python+gil+nojit", id="with states"),
        pytest.param("3.14t+gil", "3.14t+gil", id="version"),
        pytest.param("pypy", "pypy", id="implementation"),
        pytest.param("all+nojit", "all+nojit", id="all"),
    ],
)
def test_only_a_path_gives_way_to_the_executable_that_it_was(text, found):
    assert at(text, "/a/python") == found
