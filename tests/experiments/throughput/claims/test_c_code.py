"""Does C code scale with threads if and only if it releases the GIL?"""

import re
from dataclasses import replace

import pytest
from tests.experiments.throughput.judged import decided
from tests.simulated import World, free_threaded, scenario, target, workload


@pytest.mark.parametrize(
    ("released", "held", "processes", "expected"),
    [
        pytest.param(1.9, 1.0, 1.9, "holds", id="as documented"),
        pytest.param(1.9, 0.8, 1.9, "holds", id="held even slower"),
        pytest.param(1.9, 1.9, 1.9, "does not hold", id="held scales too"),
        pytest.param(1.0, 1.0, 1.9, "does not hold", id="released does not scale"),
        pytest.param(1.0, 1.0, 1.0, None, id="nothing scales here"),
    ],
)
def test_c_code_is_decided_by_both_sides_of_the_pair(released, held, processes, expected):
    seconds = scenario("3.13/crc32_released", {"thread": released, "process_executor[fork]": processes})
    seconds |= scenario("3.13/crc32_held", {"thread": held})
    sentence = decided(seconds)[0].get("c-scales-iff-released:3.13")
    assert (sentence and sentence.decided) == expected


def test_the_representatives_stand_in_where_the_pair_was_not_run():
    seconds = scenario("3.13/sha256", {"thread": 1.9}) | scenario("3.13/crc32_held", {"thread": 1.0})
    found = decided(seconds, World(noise=0))[0]["c-scales-iff-released:3.13"]
    assert found.text == (
        "On 3.13, C code ran faster in two threads where it released the GIL (1.90×, 1.90–1.90), not where it kept it "
        "(1.00×)."
    )


@pytest.mark.parametrize(
    ("released", "held", "text"),
    [
        pytest.param(
            1.9,
            1.8,
            "On 3.13, C code ran faster in two threads whether it released the GIL (1.90×, 1.90–1.90) or kept it "
            "(1.80×).",
            id="held scales too",
        ),
        pytest.param(
            1.0,
            0.9,
            "On 3.13, C code ran no faster in two threads where it released the GIL (1.00×, 1.00–1.00). Where it kept "
            "it: 0.90×.",
            id="released does not scale",
        ),
    ],
)
def test_c_code_that_is_not_as_documented_is_told_with_both_sides(released, held, text):
    seconds = scenario("3.13/crc32_released", {"thread": released, "process_executor[fork]": 1.9})
    seconds |= scenario("3.13/crc32_held", {"thread": held})
    assert decided(seconds, World(noise=0))[0]["c-scales-iff-released:3.13"].text == text


def test_the_held_side_is_the_other_half_of_the_released_lead_s_pair():
    named = target("3.13")
    infos = [
        workload("early_held", code="c_keeps_gil", pair="other", file="/a.py"),
        *named.catalogue.workloads,
        workload("other_released", code="c_releases_gil", pair="other", file="/z.py"),
    ]
    named = replace(named, catalogue=replace(named.catalogue, workloads=infos))
    seconds = {}
    for name, ratio in {"early_held": 1.0, "crc32_held": 0.9, "crc32_released": 1.9, "other_released": 1.9}.items():
        seconds |= scenario(f"3.13/{name}", {"thread": ratio})
    text = decided(seconds, targets=(named,))[0]["c-scales-iff-released:3.13"].text
    assert re.search(r"not where it kept it \(0\.(89|9\d)×\)\.$", text)  # crc32_held, and not early_held


def test_without_a_gil_there_is_nothing_to_release():
    _, reasons = decided(free_threaded("3.14t"), World(noise=0))
    assert reasons["c-scales-iff-released:3.14t"] == (
        "does not apply: without the GIL there is nothing to release "
        "(crc32_released reached 1.92×, crc32_held 1.93× with two threads)"
    )
