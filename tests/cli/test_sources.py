"""Files and folders among the names of workloads on a command line."""

import pytest

from gilbench.cli import sources
from gilbench.errors import UsageError


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a folder to be in, with a file and a folder."""
    (tmp_path / "work.py").write_text("")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


@pytest.mark.parametrize(
    ("words", "globs", "places"),
    [
        pytest.param(["primes", "crc32_*"], ("primes", "crc32_*"), (), id="names alone"),
        pytest.param(["work.py"], (), ("work.py",), id="a file"),
        pytest.param(["mine"], ("mine",), (), id="a name that a folder has too"),
        pytest.param(["./mine/", "mine/"], (), ("mine",), id="a folder in two spellings"),
        pytest.param(["work.py", "fast_*"], ("fast_*",), ("work.py",), id="a file, and names in it"),
        pytest.param(["mine/../work.py"], (), ("work.py",), id="a way around"),
    ],
)
def test_what_is_a_path_is_told_from_names(here, words, globs, places):
    assert sources.divided(words) == (globs, tuple(str(here / place) for place in places))


@pytest.mark.parametrize(
    ("word", "told"),
    [
        pytest.param("other.py", "other.py: there is no such file or folder", id="no file"),
        pytest.param("./primes", "./primes: there is no such file or folder", id="no folder"),
        pytest.param("./notes.txt", "its name does not end in .py", id="no Python"),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_not_there_is_told(word, told):
    with pytest.raises(UsageError) as caught:
        sources.divided([word])
    assert told in str(caught.value)
