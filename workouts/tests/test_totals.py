from dataclasses import dataclass
from decimal import Decimal

from workouts.loads import LoadFacts
from workouts.totals import ExerciseTotals, of_exercise


@dataclass
class Done:
    weight_kg: Decimal | None = Decimal(100)
    reps: int | None = 5
    rpe: Decimal | None = None
    status: str = "completed"
    set_type: str = "normal"
    duration_seconds: int | None = None


BARBELL = LoadFacts("external")


def test_totals_count_working_sets_only() -> None:
    sets = [
        Done(set_type="warm_up", weight_kg=Decimal(200)),
        Done(status="planned", weight_kg=Decimal(300)),
        Done(status="skipped", weight_kg=Decimal(400)),
        Done(),
        Done(weight_kg=Decimal(110), reps=3, set_type="top_set"),
    ]
    assert of_exercise(sets, BARBELL, None, "epley") == ExerciseTotals(
        set_count=2,
        reps=8,
        volume_kg=Decimal(830),
        top_weight_kg=Decimal(110),
        best_e1rm_kg=Decimal("121.000"),
        most_reps=5,
    )


def test_failed_try_counts_as_a_set_and_in_nothing_else() -> None:
    assert of_exercise([Done(weight_kg=Decimal(150), reps=0), Done()], BARBELL, None, "epley") == ExerciseTotals(
        set_count=2,
        reps=5,
        volume_kg=Decimal(500),
        top_weight_kg=Decimal(100),
        best_e1rm_kg=Decimal("116.667"),
        most_reps=5,
    )


def test_timed_set_has_a_top_weight_but_no_estimate() -> None:
    hold = Done(reps=1, weight_kg=Decimal(24), duration_seconds=60)
    assert of_exercise([hold], BARBELL, None, "epley") == ExerciseTotals(
        set_count=1, reps=1, volume_kg=Decimal(24), top_weight_kg=Decimal(24), best_e1rm_kg=None, most_reps=1
    )


def test_pair_of_dumbbells_counts_twice_in_volume_and_once_in_records() -> None:
    facts = LoadFacts("external", per_hand=True)
    assert of_exercise([Done(weight_kg=Decimal(20), reps=10)], facts, None, "epley") == ExerciseTotals(
        set_count=1,
        reps=10,
        volume_kg=Decimal(400),
        top_weight_kg=Decimal(20),
        best_e1rm_kg=Decimal("26.667"),
        most_reps=10,
    )


def test_assisted_work_is_topped_by_the_least_help() -> None:
    facts = LoadFacts("assisted", fraction=Decimal(1))
    sets = [Done(weight_kg=Decimal(30)), Done(weight_kg=Decimal(20))]
    assert of_exercise(sets, facts, Decimal(80), "epley") == ExerciseTotals(
        set_count=2,
        reps=10,
        volume_kg=Decimal(550),
        top_weight_kg=Decimal(20),
        best_e1rm_kg=Decimal("70.000"),
        most_reps=5,
    )


def test_bodyweight_work_without_a_bodyweight_counts_the_added_weight_only() -> None:
    facts = LoadFacts("bodyweight", fraction=Decimal("0.64"))
    assert of_exercise([Done(weight_kg=Decimal(10), reps=8)], facts, None, "epley") == ExerciseTotals(
        set_count=1, reps=8, volume_kg=Decimal(80), top_weight_kg=Decimal(10), best_e1rm_kg=None, most_reps=8
    )


def test_estimate_is_of_low_confidence_where_no_set_of_ten_reps_or_fewer_reached_it() -> None:
    many, few = Done(weight_kg=Decimal(100), reps=12), Done(weight_kg=Decimal(105), reps=10)  # both 140 kg
    in_reserve = Done(weight_kg=Decimal(100), reps=10, rpe=Decimal(8))
    lighter = Done(weight_kg=Decimal(90), reps=5)
    told = [of_exercise(sets, BARBELL, None, "epley") for sets in ([many, lighter], [many, few], [in_reserve])]
    assert [one.best_e1rm_kg for one in told] == [Decimal(140)] * 3
    assert [one.low_confidence for one in told] == [True, False, True]


def test_nothing_adds_up_to_nothing() -> None:
    assert of_exercise([], BARBELL, None, "epley") == ExerciseTotals()
