"""A trace is one that the documented format allows: Chromium's "Trace Event Format", JSON object form."""

import json
from collections import defaultdict
from itertools import pairwise

from tests.report import pages

from gilbench.model.blocks import Folded
from gilbench.report import trace

# What the format asks of an event of each phase, and of each metadata event.
FIELDS = {"M": {"name", "ph", "pid", "args"}, "X": {"name", "cat", "ph", "pid", "tid", "ts", "dur"}}
ARGUMENTS = {
    "process_name": ("name", str),
    "process_sort_index": ("sort_index", int),
    "thread_name": ("name", str),
    "thread_sort_index": ("sort_index", int),
}
LANES = pages.lanes()
PAGE = pages.page(pages.section("one", LANES), pages.section("two", Folded("more", (LANES,))))


def read(page):
    return json.loads(trace.render(page))


def phase(page, letter):
    return [each for each in read(page)["traceEvents"] if each["ph"] == letter]


def test_it_is_an_object_of_events():
    found = read(PAGE)
    assert found.keys() == {"displayTimeUnit", "otherData", "traceEvents"}
    assert found["displayTimeUnit"] in {"ms", "ns"}
    assert isinstance(found["otherData"], dict)
    assert found["otherData"]["run"] == PAGE.run_id
    assert {each["ph"] for each in found["traceEvents"]} == {"M", "X"}


def test_every_event_has_the_fields_of_its_phase():
    for each in read(PAGE)["traceEvents"]:
        assert FIELDS[each["ph"]] <= each.keys() <= FIELDS[each["ph"]] | {"tid"}
        assert isinstance(each["name"], str)
        assert all(isinstance(each[name], int) for name in ("pid", "tid", "ts", "dur") if name in each)
    for each in phase(PAGE, "X"):
        assert each["ts"] >= 0
        assert each["dur"] > 0
    for each in phase(PAGE, "M"):
        name, kind = ARGUMENTS[each["name"]]
        assert list(each["args"]) == [name]
        assert isinstance(each["args"][name], kind)
        assert ("tid" in each) == each["name"].startswith("thread")


def test_stretches_of_a_thread_nest_and_keep_their_places():
    threads = defaultdict(list)
    for each in phase(PAGE, "X"):
        threads[each["pid"], each["tid"]].append(each)
    for events in threads.values():
        assert all(one["ts"] + one["dur"] <= two["ts"] for one, two in pairwise(events))
    first = [(each["name"], each["ts"], each["dur"]) for each in threads[1, 1]]
    assert first == [("running", 0, 20_000), ("waiting its turn", 20_000, 20_000), ("asleep", 40_000, 40_000)]


def test_every_process_and_thread_has_a_name_and_a_number_of_its_own():
    used = {(each["pid"], each["tid"]) for each in phase(PAGE, "X")}
    named = {
        (each["pid"], each["tid"]): each["args"]["name"] for each in phase(PAGE, "M") if each["name"] == "thread_name"
    }
    assert named.keys() == used
    assert len({thread for _, thread in used}) == len(used) == 2 * len(LANES.lanes)
    processes = [each["args"]["name"] for each in phase(PAGE, "M") if each["name"] == "process_name"]
    assert processes == ["3.13", "3.13t"] * 2


def test_a_page_without_lanes_gives_a_trace_without_events():
    assert read(pages.page())["traceEvents"] == []


def test_names_of_others_are_text_on_one_line():
    found = read(pages.hostile())
    names = [each["args"]["name"] for each in found["traceEvents"] if each["name"] == "process_name"]
    assert names
    assert all("\n" not in name and "\x1b" not in name for name in names)
