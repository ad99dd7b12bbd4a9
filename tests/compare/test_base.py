from dataclasses import replace

import pytest
from tests.simulated import target

from gilbench.compare.base import choose
from gilbench.errors import UsageError

TARGETS = (
    target("3.13"),
    replace(target("3.13"), id="3.13-2", executable="/opt/python3.13", spec="./mine/python"),
    target("3.14t"),
    target("3.14t+gil"),
    target("pypy3.11"),
)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        pytest.param(None, "3.13", id="the first"),
        pytest.param("3.13", "3.13", id="an id means its target alone"),
        pytest.param("3.13-2", "3.13-2", id="a numbered id, which is no SPEC"),
        pytest.param("3.14t", "3.14t", id="free-threaded"),
        pytest.param("3.14t+gil", "3.14t+gil", id="state"),
        pytest.param("3.14.5t", "3.14t", id="full version, in its own state"),
        pytest.param("3.14.5t+gil", "3.14t+gil", id="full version in another state"),
        pytest.param("pypy", "pypy3.11", id="implementation"),
        pytest.param("/opt/python3.13", "3.13-2", id="path"),
        pytest.param("./mine/python", "3.13-2", id="as it was typed"),
    ],
)
def test_a_spec_chooses_a_target(text, chosen):
    assert choose(TARGETS, text).id == chosen


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "3.9", r"no such Python; it has '3\.13', '3\.13-2', '3\.14t', '3\.14t\+gil', 'pypy3\.11'", id="none"
        ),
        pytest.param("3.13.5", r"fits '3\.13', '3\.13-2': write one of these", id="two of the same version"),
        pytest.param("all", "write one of these", id="all"),
        pytest.param("/nowhere/python", "no such Python", id="other path"),
        pytest.param("nonsense", "not an interpreter", id="no SPEC"),
    ],
)
def test_what_chooses_none_or_several_is_a_usage_error(text, told):
    with pytest.raises(UsageError, match=told):
        choose(TARGETS, text)


def test_a_link_means_the_target_behind_it(tmp_path):
    real, link = tmp_path / "python3.13", tmp_path / "bin" / "python3"
    link.parent.mkdir()
    real.touch()
    link.symlink_to(real)
    assert choose([*TARGETS, replace(target("3.13"), id="here", executable=str(real))], str(link)).id == "here"


def test_of_two_links_to_the_same_file_each_means_its_own_target(tmp_path):
    real, *links = (tmp_path / name for name in ("python3.13", "one", "other"))
    real.touch()
    for link in links:
        link.symlink_to(real)
    both = [replace(target("3.13"), id=link.name, executable=str(link)) for link in links]
    assert [choose(both, str(link)).id for link in links] == ["one", "other"]
    with pytest.raises(UsageError, match="fits 'one', 'other'"):
        choose(both, str(real))
