"""What is measured of functions of which the truth is known, and the page that promises it."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "pytest.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"<!-- (\w+) -->\n```\w*\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
PAIR = """
from bm_crc32 import crc32_held, crc32_released
"""

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def masked(text):
    """Return a text without the figures that were measured; bounds stay."""
    return re.sub(r"\d+\.\d{3}|\d+(\.\d)? (?=[%s×]|looks|ms)", "#", text)


def test_a_call_that_keeps_the_gil_is_told_from_one_that_releases_it(run):
    text = """
        def test_held(gil):
            assert gil.held_share(crc32_held, 2) > 0.7

        def test_released(gil):
            assert gil.held_share(crc32_released, 2) < 0.3

        def test_one_long_call(gil):
            numbers = random.sample(range(1_000_000), 1_000_000)
            assert gil.longest_stall(sorted, numbers, seconds=0.1) > 0.05

        def test_waiting(gil):
            assert gil.held_share(time.sleep, 0.01).of_wall < 0.3

        def test_stall(gil):
            assert gil.longest_stall(crc32_released, 20) < gil.longest_stall(crc32_held, 20)
    """
    run("import random, time\n" + PAIR + re.sub(r"^ {8}", "", text, flags=re.MULTILINE)).assert_outcomes(passed=5)


def test_threads_gain_from_the_call_that_releases_the_gil(run):
    text = """
        def test_idle(gil):
            held, released = gil.speedup(crc32_held, 2).idle, gil.speedup(crc32_released, 2).idle
            assert held < 1.4 < released
    """
    run(PAIR + re.sub(r"^ {8}", "", text, flags=re.MULTILINE)).assert_outcomes(passed=1)


def test_a_call_that_starts_threads_is_told_from_one_that_does_not(run):
    text = """
        import hashlib, threading

        DATA = bytes(2**22)

        def alone():
            hashlib.sha256(DATA)

        def in_threads():
            threads = [threading.Thread(target=alone) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        def test_alone(gil):
            assert gil.longest_stall(alone, seconds=0.5).evidence.own_threads is None

        def test_stall(gil):
            assert gil.longest_stall(in_threads, seconds=0.5).evidence.own_threads > 0

        def test_idle(gil):
            assert gil.speedup(in_threads, seconds=0.5).idle > 0
    """
    result = run(re.sub(r"^ {8}", "", text, flags=re.MULTILINE), "-rs")
    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*has threads of its own: * CPUs busy in serial code*"])


def test_a_failure_looks_as_on_the_page(run):
    assertion = re.search(r"^> +(assert .*)$", BLOCKS["failure"], re.MULTILINE)[1]
    result = run(f"{PAIR}\ndef test_held(gil):\n    {assertion}\n")
    shown = [line for line in result.outlines if line.startswith((">", "E  "))]
    assert masked("\n".join(shown)) == masked(BLOCKS["failure"].strip())


def test_the_example_of_the_page_holds(run):
    run(BLOCKS["example"]).assert_outcomes(passed=2)


def test_the_page_has_the_keys_that_pytest_benchmark_stores(run):
    check = """
    names = {name for name in benchmark.extra_info if not name.endswith(("_low", "_high", "_call"))}
    assert names == {"gil_held_share", "gil_held_share_of_wall"}
"""
    run(BLOCKS["benchmark"] + check).assert_outcomes(passed=1)
