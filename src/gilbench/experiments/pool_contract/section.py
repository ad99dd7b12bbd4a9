"""ThreadPool's contract: what is not kept, what differs between interpreters, and every answer."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.pool_contract.figures import BROKEN, KEPT
from gilbench.experiments.pool_contract.records import HANGS, POOLS
from gilbench.experiments.pool_contract.tables import counts, differences, everything, promises
from gilbench.experiments.pool_contract.trials import NAME, answers, broken, pool_of
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Folded, Note

ID, ORDER, TITLE = "pool-contract", 65, "ThreadPool's contract"
QUESTION = "Do ThreadPool and ThreadPoolExecutor do what their documentation promises?"
_HOW_TO_READ = (
    "each question is asked of a new pool, in a thread of its own. “Keeps” and “breaks” are said of what the "
    "documentation promises; “does” and “not offered” of what it does not promise. “Hangs” means that a call had not "
    "returned after half a second, when everything that it waits for had ended. ThreadPool is documented as compatible "
    "with Pool, whose promises it therefore makes. They are counted and not timed, so there is no interval."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if answers(each)]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    findings = _findings(measured)
    blocks: tuple[Block, ...] = (
        *findings,
        Note(_HOW_TO_READ, "How to read it:"),
        *differences(measured),
        everything(measured),
        Folded("How many, and what exactly is promised", (counts(measured), promises(measured))),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=findings, group="Safety")


def _findings(measured: Sequence[Summary]) -> tuple[Note, ...]:
    """Return what was found of each pool; interpreters that agree are named together."""
    found = []
    for pool in POOLS:
        said: dict[str, list[str]] = {}
        for each in measured:
            if pool_of(each.trial) == pool:
                said.setdefault(_finding(each), []).append(each.trial.target)
        text = " ".join(f"On {fmt.listed(targets)} it {finding}." for finding, targets in said.items())
        if text:
            found.append(Note(text, f"{pool}:"))
    return tuple(found)


def _finding(summary: Summary) -> str:
    kept, unkept = (round(summary.figures[name].value) for name in (KEPT, BROKEN))
    of = fmt.plural(kept + unkept, "promise")
    if not unkept:
        return f"keeps all {of}{_beyond(summary)}"
    named = "; ".join(each.instead for each in broken(answers(summary)))
    return f"breaks {fmt.count(unkept)} of {of}: {named}{_beyond(summary)}"


def _beyond(summary: Summary) -> str:
    """Say what hangs although nothing is promised."""
    hanging = [each.instead for each in answers(summary) if each.outcome == HANGS and not each.promise]
    return f". Where nothing is promised, it hangs as well: {'; '.join(hanging)}" if hanging else ""
