"""Results of `gilbench probe` made by hand: nothing here was measured."""

from dataclasses import replace

from gilbench.probe.results import Contention, Factor, Probed, Probes

HOLDS = Probed(
    call="json.loads(text)",
    group="serialization",
    target="3.13",
    state="ok",
    verdict="holds",
    held_share=0.998,
    held_low=0.96,
    held_high=1.0,
    held_of_wall=0.99,
    held_of_wall_low=0.95,
    held_of_wall_high=1.0,
    running=0.997,
    longest_stall=0.0803,
    call_seconds=0.0804,
    overhead=0.0001,
    speedup_2=1.0,
    speedup_2_bound="gil",
    threads=4,
    speedup_n=1.0,
    speedup_n_bound="gil",
    together="same",
)
RELEASES = replace(
    HOLDS,
    call="zlib.compress(data)",
    group="compression",
    verdict="releases",
    held_share=0.004,
    held_low=0.0,
    held_high=0.017,
    held_of_wall=0.004,
    held_of_wall_low=0.0,
    held_of_wall_high=0.017,
    longest_stall=0.0003,
    speedup_2=2.0,
    speedup_2_bound="threads",
    speedup_n=2.0,
    speedup_n_bound="cpus",
)
PARTLY = replace(
    HOLDS,
    call="shared.update(line)",
    verdict="partly",
    held_share=0.95,
    held_low=0.9,
    held_high=0.99,
    held_of_wall=0.38,
    held_of_wall_low=0.35,
    held_of_wall_high=0.41,
    running=0.4,
    longest_stall=0.0051,
    speedup_2=2.0,
    speedup_2_bound="threads",
    speedup_n=2.5,
    speedup_n_bound="gil",
    together="different",
    together_detail="7 instead of 5",
    notes=("it prints: what it printed was thrown away",),
)
WAITS = replace(
    HOLDS,
    call="time.sleep(0.005)",
    verdict="waits",
    held_share=None,
    held_low=None,
    held_high=None,
    held_of_wall=0.0,
    held_of_wall_low=0.0,
    held_of_wall_high=0.004,
    running=0.004,
    longest_stall=0.0,
    speedup_2=2.0,
    speedup_2_bound="threads",
    speedup_n=4.0,
    speedup_n_bound="threads",
    together="varies",
)
FREE = replace(
    HOLDS,
    target="3.13t",
    verdict="no GIL",
    reason="there is no GIL",
    held_share=None,
    held_low=None,
    held_high=None,
    longest_stall=None,
    speedup_2=2.0,
    speedup_2_bound="threads",
    speedup_n=2.0,
    speedup_n_bound="cpus",
    together="crashed",
    together_detail="the interpreter ended: killed by SIGSEGV",
)
UNKNOWN = replace(FREE, target="3.12", verdict=None, reason="darwin does not count", running=None, speedup_2=None)
FAILED = Probed("mine:f", "", "3.13", "failed", reason="it raised ValueError: bad luck")
LATE = replace(FAILED, call="input_for_ever()", state="timed out", reason="it did not return within 60 s")
SHORT = replace(HOLDS, call="len(text)", call_seconds=5e-8, overhead=0.134)
THREADED = replace(
    HOLDS,
    call="numpy.dot(matrix, matrix)",
    group="numpy",
    verdict="releases",
    held_share=0.01,
    held_low=0.0,
    held_high=0.02,
    held_of_wall=0.02,
    held_of_wall_low=0.0,
    held_of_wall_high=0.04,
    running=None,
    own_threads=1.9,
    speedup_2=None,
    speedup_2_bound=None,
    speedup_n=None,
    speedup_n_bound=None,
)
CONTENDS = replace(
    FREE,
    call="table[key]",
    together="same",
    together_detail="",
    contention=Contention("contends", Factor(4.25, 4.1, 4.4), Factor(0.47, 0.45, 0.48), 0.01),
    private="table = dict(table)",
    private_contention=Contention("does not contend", Factor(1.0, 0.98, 1.02), Factor(1.98, 1.95, 2.0), 0.0),
    private_cures="yes",
)
TURNS = replace(
    CONTENDS,
    call="log(line)",
    contention=Contention("takes turns", Factor(1.04, 1.01, 1.07), Factor(0.97, 0.9, 1.02), 0.02),
    private="",
    private_contention=None,
    private_cures=None,
)
ALONE = replace(
    CONTENDS,
    call="sum(mine)",
    contention=Contention("does not contend", Factor(1.0, 0.99, 1.01), Factor(1.98, 1.96, 2.0), 0.0),
    private="mine = list(mine)",
    private_cures=None,
)
BUSY = replace(
    CONTENDS,
    call="busy()",
    contention=Contention("undecided", Factor(1.2, 0.9, 1.4), Factor(1.1, 0.8, 1.4), 0.61),
    private="import copy; busy = copy.copy(busy)",
    private_contention=Contention("undecided", Factor(1.1, 0.9, 1.4), Factor(1.2, 0.8, 1.4), 0.61),
    private_cures="undecided",
)
EARLIER = replace(RELEASES, call="stored(before)", speedup_2_bound=None, speedup_n_bound=None)
ALL = (
    HOLDS,
    RELEASES,
    PARTLY,
    WAITS,
    FREE,
    UNKNOWN,
    SHORT,
    THREADED,
    EARLIER,
    CONTENDS,
    TURNS,
    ALONE,
    BUSY,
    FAILED,
    replace(FAILED, target="3.13t"),
    LATE,
)


def probes(*results):
    labels = {"3.13": "CPython 3.13.5, GIL on", "3.13t": "CPython 3.13.5, free-threaded, GIL off"}
    return Probes("0.1.0", "2026-11-23T10:00:00+00:00", 2, labels, results)
