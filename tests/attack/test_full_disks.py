"""No space while a run is prepared, at whatever step: one sentence, and the disk is not kept full."""

import os
import subprocess

import pytest
from tests.end_to_end import command

from gilbench.experiments import discovery
from gilbench.run import asking

pytestmark = pytest.mark.slow

MOST = 16 << 10  # KiB: more than a run of this size needs


@pytest.fixture
def disk(tmp_path):
    """Return a function that makes a disk with so many KiB of room."""
    place = tmp_path / "disk"
    place.mkdir()
    made = []

    def make(room):
        command = ["mount", "-t", "tmpfs", "-o", f"size={max(room, 4)}k", "tmpfs", str(place)]
        if os.getuid() or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("needs to mount a file system")
        made.append(place)
        if not room:
            (place / "full").write_bytes(bytes(4096))
        return place

    yield make
    for each in made:
        subprocess.run(["umount", str(each)], check=True)


def wanted(tmp_path):
    """Return what the files that a run needs while it is prepared take, in KiB; a folder of tmpfs takes nothing."""
    staged = asking.stage(tmp_path / "stage", discovery.find())
    return sum(-(-path.stat().st_size // 4096) * 4 for path in staged.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("more", "what"),
    [
        pytest.param(None, "out/stage", id="none at all"),
        pytest.param(-100, "out/stage", id="for a part of the stage"),
        pytest.param(16, "out/manifest.json", id="not for the manifest"),
    ],
)
def test_a_run_without_room_ends_with_one_sentence(tmp_path, disk, more, what):
    room = 0 if more is None else wanted(tmp_path) + more
    out = disk(room) / "out"
    ended = command.run(tmp_path, "run", "primes", *command.HERE, *command.SMALL, "--dry-run", "--out", out)
    told = [line for line in ended.stderr.splitlines() if line.startswith("gilbench: ")]
    assert (ended.returncode, len(told)) == (2, 1), ended.stderr
    assert told[0].startswith(f"gilbench: cannot write {out.parent / what}: No space left on device. Make room ")
    assert "Traceback" not in ended.stderr
    assert not out.exists()


def test_with_room_the_same_run_goes_well(tmp_path, disk):
    out = disk(MOST) / "out"
    ended = command.run(tmp_path, "run", "primes", *command.HERE, *command.SMALL, "--dry-run", "--out", out)
    assert ended.returncode == 0, ended.stderr
