"""Which trials take part: what the user chose whatever the budget, and of gilbench's own choice what has room."""

import pytest
from tests.known import EXPERIMENTS
from tests.simulated import simulate, target

from gilbench.analysis.precision import pairs
from gilbench.plan.amounts import worker_counts
from gilbench.plan.asked import Asked
from gilbench.plan.estimate import Pricing
from gilbench.plan.make import make
from gilbench.plan.rank import Rank, ranks
from gilbench.plan.schedule import TRUSTED_ROUNDS
from gilbench.run import admitting
from gilbench.settings import Settings
from gilbench.store import run_folder

TARGETS = [target("3.13"), target("3.14t")]
PLANNERS = EXPERIMENTS.only(("throughput", "held_share")).planners
AROUND = admitting.RESERVE


def decided(settings, spent=0.0, before=None, targets=TARGETS):
    """Return what could take part, what does, and what it is priced with."""
    asked = Asked(settings, 2, worker_counts(settings, 2), {})
    whole = make(asked, targets, PLANNERS)
    pricing = Pricing(PLANNERS, settings, {each.id: each for each in targets})
    return whole, admitting.taking_part(whole, asked, pricing, before, spent), pricing


def found(plan):
    return ranks(plan.trials, TARGETS, PLANNERS.values(), 2)


def test_without_a_second_to_spare_what_decides_takes_part_and_nothing_else():
    whole, plan, _ = decided(Settings(budget=1.0))
    assert {found(whole)[each.id] for each in plan.trials} == {Rank.DECIDES}
    assert {
        each.id for each, rank in zip(whole.trials, found(whole).values(), strict=True) if rank == Rank.DECIDES
    } == {each.id for each in plan.trials}
    assert plan.copies == whole.copies


def test_what_is_left_out_changes_no_rank_of_what_takes_part():
    whole, plan, _ = decided(Settings(budget=1.0))
    assert found(plan).items() <= found(whole).items()


def test_a_budget_that_has_room_for_all_leaves_out_nothing():
    whole, plan, _ = decided(Settings(budget=3600.0))
    assert plan == whole


@pytest.mark.parametrize("effort", ["quick", "normal", "rigorous"])
def test_the_budget_that_is_named_has_room(effort):
    plan = decided(Settings(effort=effort, budget=30.0))[1]
    assert plan.over_budget
    option, minutes = plan.over_budget.option.split()
    assert option == "--budget"
    assert not decided(Settings(effort=effort, budget=60.0 * int(minutes.rstrip("m"))))[1].over_budget


def test_what_was_spent_before_and_the_time_for_the_report_are_not_there_for_trials():
    whole, plan, pricing = decided(Settings(budget=3600.0))
    ranked = found(whole)
    due = sum(pricing.due(each, ranked.get(each.id)) for each in plan.measured) + 0.001
    assert decided(Settings(budget=due + AROUND))[1] == whole
    assert decided(Settings(budget=due + AROUND + 20.0), spent=20.0)[1] == whole
    assert decided(Settings(budget=due + AROUND), spent=0.1)[1].over_budget


def test_what_decides_is_kept_room_for_until_it_can_be_trusted():
    whole, _, pricing = decided(Settings())
    serial = next(each for each in whole.trials if each.name == "throughput/primes/serial/1")
    held = next(each for each in whole.trials if each.experiment == "held_share")
    once = pricing.trial(serial)
    assert pricing.due(serial, Rank.DECIDES) == pytest.approx(TRUSTED_ROUNDS * once)
    assert pricing.due(serial, None) == pytest.approx(TRUSTED_ROUNDS * once)  # a copy
    assert pricing.due(serial, Rank.ADVISES) == pytest.approx(3 * once)
    assert pricing.due(held, Rank.DECIDES) == pytest.approx(pricing.trial(held))
    quick = decided(Settings(effort="quick"))[2]
    assert quick.due(serial, Rank.DECIDES) == pytest.approx(5 * quick.trial(serial))
    rigorous = decided(Settings(effort="rigorous"))[2]
    assert rigorous.due(serial, Rank.SHOWS) == pytest.approx(10 * rigorous.trial(serial))


def test_both_sides_of_every_comparison_take_part_or_neither():
    for budget in range(20, 400, 20):
        whole, plan, _ = decided(Settings(budget=float(budget)))
        run = simulate({}, targets=tuple(TARGETS), plan=whole)
        compared = pairs(run, EXPERIMENTS.rules(run.manifest))
        assert all(each.base in plan.measured for each in compared if each.other in plan.measured)


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param({"globs": ("primes",)}, id="workloads"),
        pytest.param({"strategies": ("thread",)}, id="strategies"),
        pytest.param({"workers": (1, 2)}, id="workers"),
        pytest.param({"experiments": ("throughput",)}, id="experiments"),
        pytest.param({"suite": "full"}, id="suite"),
    ],
)
def test_what_the_user_chose_is_measured_whatever_the_budget(chosen):
    whole, plan, _ = decided(Settings(budget=1.0, **chosen))
    assert plan == whole


@pytest.fixture
def earlier(tmp_path):
    """Return a stored run that had little room, and what it had no room for."""
    plan = decided(Settings(budget=60.0))[1]
    manifest = simulate({}, targets=tuple(TARGETS), plan=plan).manifest
    run_folder.write_manifest(tmp_path, manifest)
    assert plan.over_budget
    return manifest, tmp_path


def test_a_run_that_is_to_be_like_another_measures_the_same(earlier):
    before, folder = earlier
    plan = decided(Settings(like=str(folder), budget=1.0))[1]
    assert plan == before.plan
    assert decided(Settings(like=str(folder), budget=3600.0))[1] == before.plan
    assert run_folder.load(folder).manifest.plan == before.plan


def test_so_does_one_that_measures_it_again_although_its_settings_name_everything(earlier):
    before, folder = earlier
    settings = Settings(like=str(folder), workers=(1, 2), wider=(8,), experiments=tuple(PLANNERS))
    assert decided(settings, before=before)[1] == before.plan


def test_what_the_user_chose_is_measured_beside_a_run_to_be_like_too(earlier):
    whole, plan, _ = decided(Settings(like=str(earlier[1]), suite="full"))
    assert plan == whole


def test_a_target_that_the_other_run_had_not_is_measured_like_the_others(earlier):
    before, folder = earlier
    plan = decided(Settings(like=str(folder)), targets=[*TARGETS, target("3.12")])[1]
    names = {each.name for each in plan.trials if each.target == "3.12"}
    over = {each.name for each in before.plan.over_budget.trials}
    assert names
    assert not names & over


def test_a_run_of_before_there_was_such_a_choice_left_out_nothing(tmp_path):
    run_folder.write_manifest(tmp_path, simulate({}, targets=tuple(TARGETS), plan=decided(Settings())[0]).manifest)
    whole, plan, _ = decided(Settings(like=str(tmp_path), budget=1.0))
    assert plan == whole
