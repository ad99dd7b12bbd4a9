"""What the results of `gilbench probe` say, in words that all of its formats share."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from gilbench import fmt, legible
from gilbench.analysis.variables import listed
from gilbench.probe import contending
from gilbench.probe.results import Probed, Probes

SHORT = 1e-5  # seconds: in shorter calls, looking up names and passing arguments counts
_WIDEST = 0.5  # a wider interval of a share says nothing
_HARDLY = 0.05  # a smaller share of waiting is not worth a word

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "releases": "releases the GIL",
        "holds": "holds the GIL",
        "partly": "holds the GIL for a part of its time",
        "waits": "waits, and others can run meanwhile",
        "no GIL": "runs without a GIL",
        "undecided": "could not be judged",
    }
)


def sentence(result: Probed, cpus: int) -> str:
    """Return everything about one result, in sentences. cpus: that can be used."""
    subject = f"On {result.target}, {legible.one_line(result.call)}"
    if result.state != "ok":
        return f"{subject} gave no result ({result.state}): {_ended(legible.one_line(result.reason))}"
    if result.verdict is None:
        return " ".join([f"{subject} could not be judged: {_ended(result.reason)}", *remarks(result)])
    said = f"{subject} {VERDICTS[result.verdict]}: {_ended(_figures(result))}"
    short = f"A call takes {fmt.time(result.call_seconds)}, {_loop(result)} of it the loop around it."
    return " ".join(
        [
            said,
            *contending.sentences(result),
            *_bounded(result, cpus),
            *remarks(result),
            *([short] if _is_short(result) else []),
        ]
    )


def with_variables(probes: Probes) -> str:
    """Say what was passed on with --env; empty if nothing was."""
    return f"Targets had {listed(probes.variables)} in their environment." if probes.variables else ""


def remarks(result: Probed) -> list[str]:
    """Return what else there is to know, one sentence each, empty if all is well."""
    told = [_own_threads(result), _two_threads(result), *(_capital(_ended(note)) for note in result.notes)]
    return [each for each in told if each]


def short_calls(results: Sequence[Probed]) -> list[str]:
    """Return a line about the calls that are so short that much of them is not the call; none if there are none."""
    short = [f"{legible.one_line(each.call)} on {each.target} ({_loop(each)})" for each in results if _is_short(each)]
    if not short:
        return []
    told = "so that looking up names, passing arguments and the loop around the call count as well"
    return [f"Shorter than {fmt.time(SHORT)}, {told} (in brackets, the share of the loop): {', '.join(short)}."]


def how_bounded(results: Sequence[Probed], cpus: int) -> list[str]:
    """Return a line about the last columns of a table of results, none if they are empty. cpus: that can be used."""
    if all(each.speedup_2 is None and each.speedup_n is None for each in results):
        return []
    here = fmt.plural(cpus, "usable CPU")
    told = f"by the number of threads or, where it says so, by the GIL or the {here}"
    return [f"The last columns are bounds, not forecasts: {told}."]


def held(result: Probed) -> str:
    """Return the held share with its interval: `97 % (95–99 %)`; nothing where it ran too little to tell."""
    if result.held_share is None or result.held_low is None or result.held_high is None:
        return fmt.MISSING
    if result.held_high - result.held_low > _WIDEST:
        return fmt.MISSING
    low, high = 100 * result.held_low, 100 * result.held_high
    return f"{fmt.share(result.held_share)} ({fmt.quantity_span(low, high, '%')})"


def held_of_wall(result: Probed) -> str:
    """Return the held share of the running and blocked time with its interval."""
    if result.held_of_wall is None or result.held_of_wall_low is None or result.held_of_wall_high is None:
        return fmt.MISSING
    low, high = 100 * result.held_of_wall_low, 100 * result.held_of_wall_high
    return f"{fmt.share(result.held_of_wall)} ({fmt.quantity_span(low, high, '%')})"


def lost(results: Sequence[Probed]) -> list[str]:
    """Return a line for each reason why there is no result, with the calls and the targets that share it."""
    targets: dict[tuple[str, str, str], list[str]] = {}
    for each in results:
        if each.state != "ok":
            targets.setdefault((each.state, each.reason, each.call), []).append(each.target)
    calls: dict[tuple[str, str, str], list[str]] = {}
    for (state, reason, call), on in targets.items():
        calls.setdefault((state, reason, ", ".join(on)), []).append(legible.one_line(call))
    return [
        f"{', '.join(names)} on {on} ({state}): {_ended(legible.one_line(reason))}"
        for (state, reason, on), names in calls.items()
    ]


def remarked(results: Sequence[Probed]) -> list[str]:
    """Return a line for each remark in a table of several results, the same on several targets once."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in results:
        if each.state == "ok":
            said = [
                *contending.remarks(each),
                *remarks(each),
                *([] if each.verdict else [_capital(_ended(each.reason))]),
            ]
            for remark in said:
                groups.setdefault((each.call, remark), []).append(each.target)
    lines = [
        f"{legible.one_line(call)} on {', '.join(targets)}: {remark[:1].lower()}{remark[1:]}"
        for (call, remark), targets in groups.items()
    ]
    return lines + short_calls(results)


def _figures(result: Probed) -> str:
    waiting = 0.0 if result.running is None else 1 - result.running
    whose = "the call's" if result.own_threads is None else "all its threads'"
    words = []
    if result.verdict == "no GIL":
        words.append(result.reason)
    if held(result) != fmt.MISSING:
        words.append(f"it is held for {held(result)} of {whose} CPU time")
    if waiting > _HARDLY and result.held_of_wall is not None:
        words.append(f"it is held for {held_of_wall(result)} of its whole time")
    if waiting > _HARDLY:
        words.append(f"the call waits for {fmt.share(waiting)} of its time")
    if result.longest_stall:
        words.append(f"the longest that another thread had to wait was {fmt.time(result.longest_stall)}")
    return ", ".join(words) or "it was not seen running"


def _bounded(result: Probed, cpus: int) -> list[str]:
    if result.speedup_2 is None:
        return []
    bounds = [(2, result.speedup_2, result.speedup_2_bound)]
    if result.threads is not None and result.threads > 2 and result.speedup_n is not None:  # noqa: PLR2004  two are named
        bounds.append((result.threads, result.speedup_n, result.speedup_n_bound))
    why = {"threads": "their number", "gil": "the GIL", "cpus": f"the {fmt.plural(cpus, 'usable CPU')}"}
    told = [f"at most {most:.1f}× from {threads}{f' ({why[by]})' if by else ''}" for threads, most, by in bounds]
    return [f"Threads can bring {', '.join(told)}: bounds, not forecasts."]


def _own_threads(result: Probed) -> str:
    if result.own_threads is None:
        return ""
    busy = f"This work has threads of its own: {fmt.quantity(result.own_threads, 'CPUs')} busy in serial code"
    held = held_of_wall(result)
    all_time = "" if held == fmt.MISSING else f", and the GIL held for {held} of its whole time"
    return f"{busy}{all_time}. What more threads would bring cannot be told from that."


def _two_threads(result: Probed) -> str:
    detail = legible.one_line(result.together_detail)
    match result.together:
        case "different":
            return f"From two threads at once it gave another result: {_ended(detail)}"
        case "raised":
            return f"From two threads at once it raised {_ended(detail)}"
        case "stuck":
            return "From two threads at once it did not return."
        case "crashed":
            return f"From two threads at once it took the interpreter down: {_ended(detail)}"
        case "not tried":
            return f"It was not tried from two threads at once: {_ended(detail)}"
        case _:
            return ""


def _is_short(result: Probed) -> bool:
    return result.call_seconds is not None and result.call_seconds < SHORT


def _loop(result: Probed) -> str:
    return fmt.share(None if result.overhead is None else round(result.overhead, 2))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
