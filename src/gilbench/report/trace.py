"""All lanes of a page as a trace (`--format trace`), which Perfetto and Chrome open.

It is a JSON object of complete events ("ph": "X", times in microseconds) with the names of processes and threads as
metadata events ("ph": "M"): "Trace Event Format", Chromium's catapult project. A group of lanes is a process in it, a
lane a thread. Whole microseconds, so that no stretch ends after the next one begins.
"""

import json
from collections.abc import Iterator
from itertools import count, groupby
from typing import Any

from gilbench.legible import one_line
from gilbench.model import Page
from gilbench.model.blocks import Lane, Lanes
from gilbench.report.layout import everything

Event = dict[str, Any]


def render(page: Page) -> str:
    """Write an event a line; none for a page without lanes."""
    events = ",\n".join(json.dumps(each, ensure_ascii=False, allow_nan=False) for each in _events(page))
    about = json.dumps({"run": page.run_id, "gilbench": page.version, "invented": page.invented}, ensure_ascii=False)
    return f'{{"displayTimeUnit": "ms", "otherData": {about}, "traceEvents": [\n{events}\n]}}\n'


def _events(page: Page) -> Iterator[Event]:
    threads = count(1)  # no two of a file have one number
    for process, (group, lanes) in enumerate(_groups(page), 1):
        yield from _named("process", group, process, {"pid": process})
        for lane in lanes:
            thread = next(threads)
            place = {"pid": process, "tid": thread}
            yield from _named("thread", lane.name, thread, place)
            yield from _stretches(lane, place)


def _groups(page: Page) -> Iterator[tuple[str, list[Lane]]]:
    for section in page.sections:
        for block in everything(section.blocks):
            if isinstance(block, Lanes):
                yield from ((name, list(lanes)) for name, lanes in groupby(block.lanes, key=lambda each: each.group))


def _named(kind: str, name: str, place: int, of: Event) -> Iterator[Event]:
    yield {"ph": "M", "name": f"{kind}_name", **of, "args": {"name": one_line(name)}}
    yield {"ph": "M", "name": f"{kind}_sort_index", **of, "args": {"sort_index": place}}


def _stretches(lane: Lane, of: Event) -> Iterator[Event]:
    for each in lane.stretches:
        start, end = (round(moment * 1e6) for moment in (each.start, each.end))
        if end > start:
            yield {"ph": "X", "name": one_line(each.state), "cat": "state", **of, "ts": start, "dur": end - start}
