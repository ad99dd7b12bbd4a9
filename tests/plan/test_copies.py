from dataclasses import replace

import pytest
from tests.known import planned
from tests.simulated import target, trial

from gilbench.plan.copies import settled, stand_ins
from gilbench.plan.trial import Plan
from gilbench.settings import Settings

PRIMES, JSON, SLEEP, ECHO, PAGES = (f"3.13/{name}/serial/1" for name in ("primes", "json", "sleep", "echo", "pages"))


def copy(name):
    return trial(f"{name}#2")


PLAN = Plan(
    trials=tuple(map(trial, (PRIMES, JSON, SLEEP, ECHO, PAGES))),
    skips=(),
    left_out=(),
    copies=(copy(PRIMES), copy(SLEEP)),
    spares=((copy(JSON), copy(ECHO), copy(PAGES)), (copy(ECHO), copy(JSON))),
)


def ids(*names):
    return {(copy(name.removesuffix("#2")) if name.endswith("#2") else trial(name)).id for name in names}


@pytest.mark.parametrize(
    ("failed", "needed"),
    [
        pytest.param((), (), id="nothing"),
        pytest.param((JSON, f"{JSON}#2"), (), id="what is no copy"),
        pytest.param((f"{PRIMES}#2",), (JSON,), id="a copy"),
        pytest.param((PRIMES,), (JSON,), id="an original"),
        pytest.param((PRIMES, JSON), (ECHO,), id="an original and the first that could replace it"),
        pytest.param((PRIMES, f"{JSON}#2"), (JSON, ECHO), id="a spare"),
        pytest.param((PRIMES, SLEEP), (JSON, ECHO), id="two, each with a spare of its own"),
        pytest.param((SLEEP, PRIMES, ECHO), (JSON,), id="no spare is taken twice"),
        pytest.param((PRIMES, SLEEP, JSON, ECHO, PAGES), (), id="all"),
    ],
)
def test_the_next_spare_whose_original_went_well_takes_the_place_of_what_failed(failed, needed):
    assert stand_ins(PLAN, ids(*failed)) == tuple(map(copy, needed))


def test_the_copies_that_took_part_are_those_with_records():
    ran = ids(PRIMES, f"{PRIMES}#2", f"{ECHO}#2")
    found = settled(PLAN, ran)
    assert found.copies == (*PLAN.copies, copy(ECHO))
    assert set(found.measured) == {*PLAN.trials, *PLAN.copies, copy(ECHO)}
    assert settled(found, ran) == found
    assert stand_ins(found, ids(SLEEP)) == stand_ins(PLAN, ids(SLEEP)) == (copy(ECHO),)


def test_a_plan_of_before_there_were_spares_has_none():
    earlier = replace(PLAN, spares=())
    assert stand_ins(earlier, ids(PRIMES)) == ()
    assert settled(earlier, ids(PRIMES)) == earlier


def test_every_copy_has_spares_of_its_kind_and_the_nearest_come_first():
    made = planned(Settings(), [target("3.13"), target("3.14t")], 2)
    names = {each.name: [spare.name for spare in spares] for each, spares in zip(made.copies, made.spares, strict=True)}
    assert names["throughput/echo/serial/1#2"][0] == "throughput/primes/serial/1#2"
    assert names["throughput/primes/thread/2#2"][:2] == [
        "throughput/primes/raw_thread/2#2",
        "throughput/crc32_held/thread/2#2",
    ]
    for chosen, spares in zip(made.copies, made.spares, strict=True):
        assert not {*spares} & {*made.copies}
        assert {each.original for each in spares} <= {*made.trials}
        assert {each.target for each in spares} == {"3.13"}
        assert {each.strategy == "serial" for each in spares} == {chosen.strategy == "serial"}


def test_waiting_work_is_replaced_by_waiting_work_first():
    made = planned(Settings(suite="full"), [target("3.13")], 2)
    of_echo = dict(zip((each.name for each in made.copies), made.spares, strict=True))["throughput/echo/serial/1#2"]
    assert of_echo[0].workload == "sleep"
