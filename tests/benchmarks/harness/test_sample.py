"""The committed sample is what its run gives today, and nothing in it tells where it was measured."""

import base64
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sample

pytestmark = pytest.mark.slow

WRITES = "import pathlib, sys, sample; sample.write(pathlib.Path(sys.argv[1]))"
ROOT = Path(__file__).parents[3]
_PACKED = re.compile(r"(<script type=.?application/gzip;base64.?[^>]*>)([^<]+)")
# What depends on the version of matplotlib, and on nothing else.
_DRAWN = re.compile(r"<svg.*?</svg>|<style>\n\.v0.*?</style>", re.DOTALL)

# What a compiler was told, where a distribution made the Python, and what stands in place of other folders.
_OF_ANY_MACHINE = ("/usr/", "/bin/", "/build/", "/home/someone/")


def manifest():
    return json.loads(gzip.decompress((sample.SAMPLE / "manifest.json.gz").read_bytes()))


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """Return the folder of a sample that is written from the same run now."""
    folder = tmp_path_factory.mktemp("again") / sample.SAMPLE.name
    folder.mkdir()
    for name in sample.KEPT:
        (folder / f"{name}.gz").write_bytes((sample.SAMPLE / f"{name}.gz").read_bytes())
    # In a process of its own: in this one, other tests may have made experiments known that a user has not.
    subprocess.run([sys.executable, "-c", WRITES, folder], cwd=Path(sample.__file__).parent, check=True)
    return folder


def text(folder, name):
    return (folder / name).read_text(encoding="utf-8")


def content(folder, name):
    """Return what a file says: what is packed in it unpacked, since packers differ, and nothing of what is drawn."""
    return _DRAWN.sub("", _PACKED.sub(unpacked, text(folder, name)))


def unpacked(found):
    return found[1] + gzip.decompress(base64.b64decode(found[2])).decode()


@pytest.mark.parametrize("name", sample.WRITTEN)
def test_it_is_up_to_date(again, name):
    old, new = (content(folder, name) for folder in (sample.SAMPLE, again))
    assert old == new, "write the sample again: tox -e sample"


def test_it_shows_every_python_that_it_is_made_of():
    assert [each["id"] for each in manifest()["targets"]] == list(sample.PYTHONS)


def test_it_is_complete():
    assert manifest()["plan"]["over_budget"] is None


def test_the_readme_quotes_its_first_sentences():
    quoted = [line[2:] for line in text(ROOT, "README.md").splitlines() if line.startswith("> ")]
    said = [each["text"] for each in json.loads(text(sample.SAMPLE, "verdict.json"))["sentences"]]
    assert quoted == said[: len(quoted)]
    assert len(quoted) >= 2


@pytest.mark.parametrize("name", sample.KEPT)
def test_no_folder_of_a_machine_is_in_its_run(name):
    kept = gzip.decompress((sample.SAMPLE / f"{name}.gz").read_bytes()).decode()
    paths = set(re.findall(r"(?<![\w./])/(?:\w[\w.+-]*/)+", kept))
    assert [path for path in paths if not path.startswith(_OF_ANY_MACHINE)] == []


def test_folders_are_moved_longest_first_and_what_is_left_is_cut_down():
    catalogue = {
        "workloads": [{"file": "/srv/gilbench/benchmarks/bm_primes.py"}],
        "strategies": [{"file": "/srv/runs/one/stage/gilbench/serial.py"}],
    }
    executables = {"3.13": "/mnt/a/bin/python3", "b": "/mnt/a/b/bin/p"}
    targets = [{"id": name, "executable": path, "catalogue": catalogue} for name, path in executables.items()]
    moved = sample.moves({"targets": targets})
    told = (
        '"/mnt/a/bin/python3 /mnt/a/b/bin/p -I/mnt/a/b/include /srv/runs/one/stage/x.py /mnt/c/d.py 3.13/home/x", '
        '"hostname":"vm"'
    )
    assert sample.anonymous(told, moved) == (
        '"/usr/local/pythons/3.13/bin/python3 /usr/local/pythons/b/bin/p -I/usr/local/pythons/b/include '
        '/home/someone/runs/two-cpus/stage/x.py /usr/local/pythons/d.py 3.13/home/x", "hostname":"machine"'
    )
