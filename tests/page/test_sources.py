from dataclasses import replace

import msgspec
from tests.simulated import scenario, simulate, target, workload

from gilbench.model.blocks import Command, Entries
from gilbench.page.sources import workloads
from gilbench.plan.trial import Plan
from gilbench.settings import Call, Settings

MINE = workload("mine", file="/home/joe/bench/bm_own.py", version=3, summary="Do mine.", kind="io")


def run(*names):
    made = simulate(scenario("3.13/primes", {}), settings=msgspec.to_builtins(Settings(workloads=("/home/joe/bench",))))
    here = target("3.13")
    known = replace(here, catalogue=replace(here.catalogue, workloads=[*here.catalogue.workloads, MINE]))
    one = made.manifest.plan.trials[0]
    plan = Plan(tuple(replace(one, workload=name) for name in names), (), ())
    return replace(made.manifest, targets=(known,), plan=plan)


def test_a_workload_says_what_it_does_and_where_its_code_is():
    known, command, where = workloads(run("mine", "primes"))
    assert known == Entries(
        (
            ("primes", "Do primes. pure-Python CPU, bm_primes.py"),
            ("mine", "Do mine. waiting, version 3 of your own bm_own.py"),
        )
    )
    assert "gilbench/benchmarks" in where.text
    assert command == Command(("gilbench", "list", "--source", "primes"))


def test_a_call_is_in_no_file_and_says_what_it_is():
    call = workload("f(x)", kind="unknown", file="/run/stage/calls/gilbench_call_1.py", summary="f(x), after: x = 3")
    settings = msgspec.to_builtins(Settings(calls=(Call(name="f(x)", text="f(x)", setup="x = 3"),)))
    made = run("f(x)")
    here = replace(made.targets[0], catalogue=replace(made.targets[0].catalogue, workloads=[call]))
    (known,) = workloads(replace(made, targets=(here,), settings=settings))
    assert known == Entries((("f(x)", "A call: f(x), after: x = 3"),))


def test_a_run_without_workloads_has_no_such_list():
    assert list(workloads(run(None))) == []
