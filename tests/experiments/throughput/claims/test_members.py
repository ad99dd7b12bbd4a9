"""No sentence about a class of work stands against its members, and the advice names those that it is wrong for."""

from dataclasses import replace

import pytest
from tests.experiments.throughput.advised import advice
from tests.experiments.throughput.judged import decided
from tests.simulated import World, scenario, target, workload

CALM = World(noise=0.002)
KEEP, DROP = "keep_products", "drop_products"


def grown(name):
    """Return a target with two workloads as one file has them: what is kept comes first, by name it would be last."""
    here = target(name)
    file = "/home/someone/bench/bm_growlist.py"
    works = [workload(each, file=file) for each in (KEEP, DROP)]
    return replace(here, catalogue=replace(here.catalogue, workloads=works))


def products(name, kept, dropped, world=CALM, processes=1.8):
    """Return what is said and advised of two workloads of one class, with these gains of threads."""
    seconds = {
        **scenario(f"{name}/{KEEP}", {"thread": kept, "process_executor[fork]": processes}),
        **scenario(f"{name}/{DROP}", {"thread": dropped, "process_executor[fork]": processes}),
    }
    said, _ = decided(seconds, world, targets=(grown(name),))
    return said, advice(seconds, world, targets=(grown(name),))["pure-Python CPU"]


def test_a_list_that_keeps_what_it_is_given_does_not_stand_for_one_that_drops_it():
    said, row = products("3.13t", 0.53, 1.66, World(noise=0), processes=1.0)
    sentence = said["free-threading:3.13t"]
    assert sentence.text == (
        "Even without the GIL, on 3.13t, only some pure Python ran faster in two threads: not keep_products (0.53×, "
        "0.53–0.53). But drop_products (1.66×) did."
    )
    assert sentence.decided == "does not hold"
    assert (row.answer, row.workload) == ("serial", KEEP)
    assert "but Thread for drop_products: 1.66× (1.66–1.66)" in row.because


def test_advice_that_does_not_help_a_member_names_it():
    _, row = products("3.13t", 1.66, 0.53, World(noise=0), processes=1.0)
    assert (row.answer, row.strategy, row.workload) == ("use", "Thread", KEEP)
    assert "but not for drop_products: 0.53× (0.53–0.53)" in row.because


def test_members_that_agree_need_no_word():
    said, row = products("3.13t", 1.9, 1.7)
    assert DROP not in said["free-threading:3.13t"].text
    assert not any(DROP in line for line in row.because)


def test_a_member_of_which_nothing_is_clear_stands_against_nothing():
    said, _ = products("3.13t", 1.9, 0.6, replace(CALM, seen={f"3.13t/{DROP}/thread/2": {"overlap": 0.1}}))
    assert said["free-threading:3.13t"].decided == "holds"


def test_threads_that_gain_for_a_member_under_the_gil_are_named():
    said, row = products("3.13", 0.95, 1.7)
    text = said["threads-pure-python:3.13"].text
    assert text.startswith("On 3.13, only some pure Python ran faster in two threads: not keep_products (0.95×, ")
    assert "). But drop_products (1.7" in text
    assert text.endswith("×) did.")
    assert row.strategy == "ProcessPoolExecutor"


def test_waiting_that_does_not_overlap_is_named():
    seconds = scenario("3.13/echo", {"thread": 1.9}) | scenario("3.13/sleep", {"thread": 1.0})
    sentence = decided(seconds, CALM)[0]["blocking-overlaps:3.13"]
    assert sentence.text.startswith("On 3.13, only some blocking calls overlapped in two threads: echo (1.9")
    assert sentence.text.endswith("). But sleep (1.00×) did not.")
    assert sentence.decided == "does not hold"


@pytest.mark.parametrize(
    ("sha256", "decided_as", "words"),
    [
        pytest.param(
            1.9, "holds", "On 3.13, C code ran faster in two threads where it released the GIL (1.90×", id="as one"
        ),
        pytest.param(
            1.0,
            "does not hold",
            "On 3.13, whether C code ran faster in two threads did not hang on the GIL alone. Released: crc32_released",
            id="released, and does not scale",
        ),
    ],
)
def test_c_code_beside_the_pair_is_heard(sha256, decided_as, words):
    pair = {"crc32_released": 1.9, "crc32_held": 1.0, "sha256": sha256}
    seconds = {}
    for name, ratio in pair.items():
        seconds |= scenario(f"3.13/{name}", {"thread": ratio, "process_executor[fork]": 1.9})
    sentence = decided(seconds, CALM)[0]["c-scales-iff-released:3.13"]
    assert sentence.decided == decided_as
    assert sentence.text.startswith(words)
    assert ("), but sha256 (1.00×). Kept: crc32_held (1.00×)." in sentence.text) == (decided_as == "does not hold")


def test_of_many_members_the_first_few_are_named():
    here = target("3.13")
    names = [f"waits_{number}" for number in range(6)]
    here = replace(here, catalogue=replace(here.catalogue, workloads=[workload(each, kind="io") for each in names]))
    seconds = scenario(f"3.13/{names[0]}", {"thread": 1.9})
    for name in names[1:]:
        seconds |= scenario(f"3.13/{name}", {"thread": 1.0})
    text = decided(seconds, CALM, targets=(here,))[0]["blocking-overlaps:3.13"].text
    assert text.endswith("). But waits_1 (1.00×), waits_2 (1.00×) and 3 more did not.")
    assert "but not for waits_1" in advice(seconds, CALM, targets=(here,))["waiting"].because[1]
    assert advice(seconds, CALM, targets=(here,))["waiting"].because[-1] == "and 2 more of this class"
