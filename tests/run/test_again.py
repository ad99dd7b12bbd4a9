from dataclasses import replace

import msgspec
import pytest
from tests.simulated import simulate, target, trial

from gilbench.errors import StoreError, UsageError
from gilbench.plan.trial import Plan
from gilbench.run import again
from gilbench.settings import Settings
from gilbench.store import run_folder

NAMES = ("3.13/primes/serial/1", "3.14t/primes/thread/2")
HERE, FREE = target("3.13"), target("3.14t")
MOVED = replace(HERE, executable="/elsewhere/python3.13")


def manifest(settings, **changes):
    return simulate(dict.fromkeys(NAMES, 0.1), settings=msgspec.to_builtins(settings), **changes).manifest


def updated(known, **changes):
    return replace(known, facts=replace(known.facts, **changes))


def asked(before, *experiments, folders=()):
    return again.settings(before, "run", experiments, folders)


def test_everything_that_was_asked_for_is_asked_for_again(tmp_path):
    typed = Settings(
        globs=("primes",),
        pythons=("3.13",),
        experiments=("throughput",),
        strategies=("thread",),
        workers=(1, 2),
        suite="full",
        effort="rigorous",
        budget=7.0,
        precision=0.02,
        seed=3,
        timeout=9.0,
        workloads=(str(tmp_path),),
        size="small",
    )
    assert asked(manifest(typed, seed=3), "throughput") == replace(typed, like="run", wider=())


def test_what_was_left_to_gilbench_is_what_gilbench_chose_then():
    before = manifest(Settings(like="an earlier one"), seed=11, usable_cpus=8)
    settings = asked(before, "throughput", "another", folders=("/mine",))
    assert settings == Settings(
        experiments=("throughput",), workers=(1, 2, 4, 8), wider=(), seed=11, like="run", experiment_folders=("/mine",)
    )


def test_work_that_waits_has_as_many_workers_as_then():
    names = ("3.13/echo/serial/1", "3.13/echo/thread/2", "3.13/echo/thread/8", "3.13/echo/thread/32")
    before = simulate(dict.fromkeys(names, 0.1), settings=msgspec.to_builtins(Settings())).manifest
    assert (asked(before, "throughput").workers, asked(before, "throughput").wider) == ((1, 2), (8, 32))


def test_an_experiment_that_is_not_here_is_named():
    with pytest.raises(StoreError, match=r"'mine' is no experiment here: give its folder with --experiments$"):
        asked(manifest(Settings(experiments=("throughput", "mine"))), "throughput")


def test_a_folder_of_workloads_that_is_gone_is_named(tmp_path):
    gone = str(tmp_path / "gone")
    with pytest.raises(UsageError, match=f"its workloads in {gone} are not there any more$"):
        asked(manifest(Settings(workloads=(gone,))), "throughput")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("venv/bin/python", HERE.executable, id="relative"),
        pytest.param("~/venv/bin/python+nojit", f"{HERE.executable}+nojit", id="path with a state"),
        pytest.param("3.13", "3.13", id="version"),
        pytest.param("all", "all", id="all"),
    ],
)
def test_a_path_to_an_interpreter_means_the_same_from_every_folder(tmp_path, typed, meant):
    targets = (replace(HERE, spec=typed), FREE)
    run_folder.write_manifest(tmp_path, manifest(Settings(pythons=(typed, "3.14t")), targets=targets))
    found = again.load(tmp_path)
    assert found.settings["pythons"] == (meant, "3.14t")
    assert [each.spec for each in found.targets] == [meant, "3.14t"]


def test_what_gilbench_chose_by_itself_stays_its_choice(tmp_path):
    run_folder.write_manifest(tmp_path, manifest(Settings(), targets=(replace(HERE, spec="default"), FREE)))
    found = again.load(tmp_path)
    assert (found.settings["pythons"], found.targets[0].spec) == ((), "default")


@pytest.mark.parametrize(
    "now",
    [
        pytest.param((HERE, FREE), id="as they were"),
        pytest.param((updated(HERE, affinity=[0]), FREE), id="other surroundings"),
        pytest.param((replace(HERE, id="3.13-2"), FREE), id="another name"),
    ],
)
def test_the_same_interpreters_are_measured_again(now):
    again.require_same_targets((HERE, FREE), now)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(
            (MOVED, FREE),
            f"that run measured {HERE.executable} (3.13.5), and --python 3.13 finds {MOVED.executable} (3.13.5) now",
            id="elsewhere",
        ),
        pytest.param(
            (HERE,), f"that run measured {FREE.executable} (3.14.5), and --python 3.14t finds it no more", id="gone"
        ),
        pytest.param((), f"that run measured {HERE.executable} (3.13.5), and --python 3.13 finds it", id="all gone"),
        pytest.param(
            (updated(HERE, executable_sha256="1" * 64), FREE),
            f"{HERE.executable} (3.13.5) has changed since that run (executable_sha256)",
            id="other bytes",
        ),
        pytest.param(
            (updated(HERE, version="3.13.6", build="later"), FREE),
            f"{HERE.executable} (3.13.5) has changed since that run (version, build)",
            id="updated",
        ),
        pytest.param((HERE, updated(FREE, gil_enabled=True)), "(gil_enabled)", id="another state"),
        pytest.param((HERE, FREE, target("3.14")), "python-3.14 (3.14.5) was not measured in that run", id="one more"),
    ],
)
def test_other_interpreters_are_refused_in_one_sentence(now, told):
    with pytest.raises(StoreError) as refused:
        again.require_same_targets((HERE, FREE), now)
    assert str(refused.value).startswith("cannot measure again: ")
    assert told in str(refused.value)
    assert str(refused.value).endswith(". Start a new run.")


def test_what_gilbench_does_not_choose_any_more_is_told_without_a_spec():
    before = replace(HERE, spec="default")
    with pytest.raises(StoreError, match=r"and without --python, gilbench finds /elsewhere/python3\.13"):
        again.require_same_targets((before,), (replace(MOVED, spec="default"),))


def test_another_plan_is_told():
    one, two = (Plan(tuple(map(trial, names)), (), ()) for names in (NAMES, NAMES[:1]))
    assert again.difference(one, one) is None
    assert again.difference(one, two) == "not quite the same trials as in that run: 0 more, 1 fewer"
