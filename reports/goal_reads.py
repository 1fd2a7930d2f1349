"""How far goals are, told by what was done: for a list in four queries at most, for one goal with what did it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Max

from accounts.models import User
from exercises.vocabulary import LoadMode
from reports.days import days_of
from reports.goal_progress import BEST, SUM, TOWARDS, Aim, Figure, Progress, Projection, progress, project
from reports.models import BODYWEIGHT, CONSISTENCY, E1RM, STRENGTH, WEIGHT, Goal, follow_merges
from reports.periods import Span
from workouts.logbook.recount import WEIGHED_MODES, bodyweight_of
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.models.workout_exercise import load_facts
from workouts.totals import of_exercise

WAYS = {STRENGTH: BEST, BODYWEIGHT: TOWARDS}
FIRST_DONE = (F("started_at").asc(nulls_first=True), "pk")
FIRST_LIFTED = (
    F("workout_exercise__workout__started_at").asc(nulls_first=True),
    "workout_exercise__workout",
    "workout_exercise__order",
    "set_number",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """The day on which something was reached, and the workout that did it, of strength the set; else None."""

    on: date
    workout_id: UUID | None = None
    set_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """One goal: where it stands, when it will be reached at this pace, what achieved it, and its best so far."""

    goal: Goal
    reached: Progress
    projection: Projection | None
    achieved: Deed | None
    best: Deed | None


def aim_of(goal: Goal, user: User) -> Aim:
    """What is aimed at, in plain values."""
    return Aim(
        way=WAYS.get(goal.type, SUM),
        target=goal.target,
        starts_on=goal.starts_on,
        deadline=goal.deadline,
        period=goal.period,
        week_start=user.week_start,
    )


def tell(user: User, goals: Iterable[Goal]) -> list[Goal]:
    """`user`'s goals, each with `reached`: four queries at most, whatever their number."""
    goals, today = list(goals), user.today()
    follow_merges([goal.exercise for goal in goals if goal.exercise])
    lifted = lifted_by_exercise(user, [goal for goal in goals if goal.type == STRENGTH])
    done = done_by_day(user, [goal for goal in goals if goal.type not in WAYS])
    weighed = weighings(user) if any(goal.type == BODYWEIGHT for goal in goals) else []
    for goal in goals:
        if goal.lift is not None:
            figures = lifted.get((goal.lift.pk, goal.metric), [])
        elif goal.type == BODYWEIGHT:
            figures = weighed
        else:
            figures = [(day, count if goal.type == CONSISTENCY else volume) for day, count, volume in done]
        goal.reached = progress(aim_of(goal, user), figures, today)
    return goals


def lifted_by_exercise(user: User, goals: Sequence[Goal]) -> dict[tuple[UUID, str], list[Figure]]:
    """The best of each day, by exercise and metric, told by the stored totals. Of help there is no heaviest."""
    if not goals:
        return {}
    rows = WorkoutExercise.objects.counted_for(user).filter(
        exercise__in={goal.lift.pk for goal in goals if goal.lift},
        local_date__gte=min(goal.starts_on for goal in goals),
    )
    found: dict[tuple[UUID, str], list[Figure]] = {}
    by_day = rows.values_list("exercise", "exercise__load_mode", "local_date").annotate(
        Max("top_weight_kg"), Max("best_e1rm_kg")
    )
    for exercise, mode, day, heaviest, estimate in by_day:
        if heaviest is not None and mode != LoadMode.ASSISTED:
            found.setdefault((exercise, WEIGHT), []).append((day, heaviest))
        if estimate is not None:
            found.setdefault((exercise, E1RM), []).append((day, estimate))
    return found


def done_by_day(user: User, goals: Sequence[Goal]) -> list[tuple[date, Decimal, Decimal]]:
    """Completed workouts and volume in kg of each day since the first of these goals began."""
    if not goals:
        return []
    ends = [goal.deadline or date.max for goal in goals]
    days = days_of(user, Span(min(goal.starts_on for goal in goals), max(ends)))
    return [(day.date, Decimal(day.workouts), day.volume_kg) for day in days]


def weighings(user: User) -> list[Figure]:
    """The bodyweight of each day on which it was measured, in kg."""
    rows = BodyMeasurement.objects.for_user(user).filter(kind=BodyMeasurement.Kind.BODYWEIGHT)
    return list(rows.values_list("date", "metric_value"))


def goal_progress(user: User, goal: Goal) -> GoalProgress:
    """All that can be told of one of `user`'s goals."""
    goal.user = user  # known already: it needn't be asked for again
    (told,) = tell(user, [goal])
    reached = told.reached
    assert reached is not None
    aim = aim_of(goal, user)
    best = None
    if reached.best_on is not None and reached.value is not None:
        best = lifted_on(goal, reached.best_on, reached.value)
    return GoalProgress(goal, reached, project(aim, reached, user.today()), achieved_by(goal, reached), best)


def achieved_by(goal: Goal, reached: Progress) -> Deed | None:
    """What reached the target first; None where nothing did."""
    day = reached.achieved_on
    if day is None:
        return None
    if goal.type == STRENGTH:
        return lifted_on(goal, day, goal.target)
    return Deed(day) if reached.span is None else made_up_on(goal, reached.span, day)


def lifted_on(goal: Goal, day: date, least: Decimal) -> Deed:
    """The first set of a day that was this heavy, or that is worth this e1RM."""
    sets = Set.objects.for_user(goal.user).filter(
        workout_exercise__exercise=goal.lift, workout_exercise__local_date=day, status=Set.Status.COMPLETED
    )
    for one, figure in figures_of(sets.order_by(*FIRST_LIFTED), goal):
        if figure is not None and figure >= least:
            return Deed(day, one.workout_exercise.workout_id, one.pk)
    return Deed(day)


def figures_of(sets: Iterable[Set], goal: Goal) -> Iterator[tuple[Set, Decimal | None]]:
    """Each set with what it counts for the goal; None for warm-ups and failed tries."""
    bodyweights: dict[UUID, Decimal | None] = {}
    for one in sets:
        row = one.workout_exercise
        workout, facts = row.workout, load_facts(row.exercise)
        if workout.pk not in bodyweights:
            workout.user = goal.user
            bodyweights[workout.pk] = bodyweight_of(workout) if facts.mode in WEIGHED_MODES else None
        totals = of_exercise((one,), facts, bodyweights[workout.pk], goal.user.e1rm_formula)
        yield one, totals.top_weight_kg if goal.metric == WEIGHT else totals.best_e1rm_kg


def made_up_on(goal: Goal, span: Span, day: date) -> Deed:
    """The workout of a day with which what was added up since the first day of the span reached the target."""
    before = days_of(goal.user, Span(span.first, day - timedelta(days=1)))
    counts = goal.type == CONSISTENCY
    total = sum((Decimal(one.workouts) if counts else one.volume_kg for one in before), Decimal(0))
    workouts = Workout.objects.for_user(goal.user).filter(local_date=day).begun()
    for workout in workouts.order_by(*FIRST_DONE):
        finished = workout.status == Workout.Status.COMPLETED
        total += Decimal(finished) if counts else workout.volume_kg
        if total >= goal.target:
            return Deed(day, workout.pk)
    return Deed(day)


def having_status(user: User, goals: Iterable[Goal], status: str) -> list[UUID]:
    """The ids of those of `user`'s goals that have a status today."""
    return [goal.pk for goal in tell(user, goals) if goal.reached and goal.reached.status == status]
