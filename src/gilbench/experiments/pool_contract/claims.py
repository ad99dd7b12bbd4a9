"""Whether ThreadPool does what its documentation promises."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.analysis.claims import CannotSayError, Claim, any_target, essay, sentence, sound
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.pool_contract.figures import BROKEN, KEPT
from gilbench.experiments.pool_contract.records import THREAD_POOL, Answer
from gilbench.experiments.pool_contract.section import ID as SECTION
from gilbench.experiments.pool_contract.trials import NAME, answers, broken, by_pool
from gilbench.interpreters.target import Target
from gilbench.model import Decided, Estimate, Sentence

_UNFINISHED = "thread-pool-unfinished"


def _thread_pool_unfinished(evidence: Evidence, target: Target) -> Sentence:
    pools = by_pool(evidence.of(NAME), target.id)
    if THREAD_POOL not in pools:
        raise CannotSayError(f"not measured: the contract of {THREAD_POOL} is not in this run")
    found = sound(pools[THREAD_POOL], f"the contract of {THREAD_POOL}")
    kept, unkept = (round(found.figures[name].value) for name in (KEPT, BROKEN))
    if not kept + unkept:
        raise CannotSayError(f"not measured: nothing that is promised was asked of {THREAD_POOL}")
    promised = fmt.plural(kept + unkept, "documented promise")
    decided: Decided = "holds" if unkept else "does not hold"
    text = f"On {target.id}, {THREAD_POOL} keeps all {promised}."
    if unkept:
        text = f"On {target.id}, {THREAD_POOL} breaks {fmt.count(unkept)} of {promised}. {_named(answers(found))}."
    share = Estimate(100 * unkept / (kept + unkept), None, None, found.figures[BROKEN].rounds)
    return sentence(_UNFINISHED, target, decided, text, share, unit="%", evidence=SECTION)


def _named(found: Sequence[Answer]) -> str:
    """Return what happens instead of what is promised: the first that hangs, and the first that does not."""
    unkept = broken(found)
    named = list({each.outcome: each.instead for each in reversed(unkept)}.values())[::-1]
    return f"{'Among them' if len(unkept) > len(named) else 'That is'}: {fmt.listed(named)}"


CLAIMS = (
    Claim(
        id=_UNFINISHED,
        order=73,
        says="ThreadPool was never finished.",
        source=essay(12),
        needs=f"pool_contract of {THREAD_POOL}",
        refuted=f"a {THREAD_POOL} that keeps every promise of its documentation",
        applies=any_target,
        elsewhere="",
        rule=_thread_pool_unfinished,
    ),
)
