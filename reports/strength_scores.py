"""A lifter's total of squat, bench press and deadlift, and what it is worth at their bodyweight."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from exercises.models import Exercise
from reports.scores import dots, ipf_gl, wilks_2
from workouts.models import BodyMeasurement, Set, WorkoutExercise
from workouts.models.workout_exercise import load_facts
from workouts.previous import EARLIEST
from workouts.totals import is_working, of_exercise

SQUAT, BENCH, DEADLIFT = "squat", "bench", "deadlift"
# The catalogue's exercises that a referee would pass.
LIFTS = {
    SQUAT: ("barbell-squat", "low-bar-squat"),
    BENCH: ("barbell-bench-press",),
    DEADLIFT: ("deadlift", "sumo-deadlift"),
}
LIFT_OF_SLUG = {slug: lift for lift, slugs in LIFTS.items() for slug in slugs}


@dataclass(frozen=True, slots=True)
class Lift:
    """The best of one lift: what was lifted once, or an estimate from more reps."""

    lift: str
    exercise: Exercise | None = None
    value_kg: Decimal | None = None
    is_estimate: bool = False
    set_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StrengthScores:
    """The best up to a date; no score where something is `missing`."""

    date: date
    bodyweight_kg: Decimal | None
    sex: str | None
    lifts: list[Lift]

    @property
    def missing(self) -> list[str]:
        """What isn't known."""
        facts = {"sex": self.sex, "bodyweight": self.bodyweight_kg} | {one.lift: one.value_kg for one in self.lifts}
        return [name for name, fact in facts.items() if fact is None]

    @property
    def total_kg(self) -> Decimal | None:
        """Of all three lifts."""
        values = [one.value_kg for one in self.lifts if one.value_kg is not None]
        return sum(values, Decimal(0)) if len(values) == len(LIFTS) else None

    @property
    def is_estimate(self) -> bool:
        """Whether one of the lifts is."""
        return any(one.is_estimate for one in self.lifts)

    @property
    def dots(self) -> float | None:
        """DOTS; None where something is missing."""
        return self.scored(dots)

    @property
    def wilks2(self) -> float | None:
        """Wilks-2."""
        return self.scored(wilks_2)

    @property
    def ipf_gl(self) -> float | None:
        """IPF GL points."""
        return self.scored(ipf_gl)

    def scored(self, score: Callable[[Decimal, Decimal, str], float | None]) -> float | None:
        """What a formula makes of the total."""
        if self.total_kg is None or self.bodyweight_kg is None or self.sex is None:
            return None
        return score(self.total_kg, self.bodyweight_kg, self.sex)


def strength_scores(user: User, day: date) -> StrengthScores:
    """The best of each lift up to `day` by e1RM, which a single is as it is; at most six queries."""
    exercises = {one.pk: one for one in Exercise.objects.catalogue().filter(slug__in=LIFT_OF_SLUG)}
    done = WorkoutExercise.objects.counted_for(user).filter(
        exercise__in=exercises, local_date__lte=day, best_e1rm_kg__isnull=False
    )
    best: dict[str, WorkoutExercise] = {}
    for lift, slugs in LIFTS.items():
        alike = done.filter(exercise__in=[pk for pk, one in exercises.items() if one.slug in slugs])
        first = alike.order_by("-best_e1rm_kg", *EARLIEST).first()
        if first is not None:
            first.exercise = exercises[first.exercise_id]
            best[lift] = first
    sets = list(Set.objects.filter(workout_exercise__in=best.values()).order_by("set_number")) if best else []
    return StrengthScores(
        date=day,
        bodyweight_kg=BodyMeasurement.objects.bodyweight_on(user, day),
        sex=user.sex,
        lifts=[lift_of(lift, best.get(lift), sets, user.e1rm_formula) for lift in LIFTS],
    )


def lift_of(lift: str, row: WorkoutExercise | None, sets: Iterable[Set], formula: str) -> Lift:
    """The lift that was reached in `row`, with the first of its sets that did."""
    if row is None:
        return Lift(lift)
    own = [one for one in sets if one.workout_exercise_id == row.pk]
    reached = first_that_reached(row, own, formula)
    single = reached is not None and reached.reps == 1 and reached.rpe in (None, 10)
    return Lift(lift, row.exercise, row.best_e1rm_kg, not single, None if reached is None else reached.pk)


def first_that_reached(row: WorkoutExercise, sets: Sequence[Set], formula: str) -> Set | None:
    """The first working set with the e1RM that is stored for its row; these lifts need no bodyweight."""
    facts = load_facts(row.exercise)
    estimates = ((one, of_exercise((one,), facts, None, formula).best_e1rm_kg) for one in sets if is_working(one))
    return next((one for one, estimate in estimates if estimate == row.best_e1rm_kg), None)
