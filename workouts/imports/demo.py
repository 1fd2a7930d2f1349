"""Two years of a lifter who doesn't exist, for the demo account: the same for the same day, whoever asks.

Push, pull and legs three or four days a week, with what real logbooks have too: weeks that are missing, lighter ones,
a gym that counts in pounds, sets that fail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from workouts.imports.history import History, ImportedExercise, ImportedSet, ImportedWorkout
from workset.lib.units import KG, LB, from_kg

SOURCE = "demo"
WEEKS = 104
HOLIDAYS = {30, 31, 82}
DELOADS = set(range(7, WEEKS, 8))
IN_POUNDS = {57, 58}  # weeks in a gym abroad
FIRST_PULL_UP = 52  # until then with the machine's help

WORKOUT_NOTES = ("Slept badly.", "Felt strong today.", "Gym was full, short rests.", "Left shoulder a bit stiff.")
EXERCISE_NOTES = ("Elbows in.", "Pause on the chest.", "Seat on 4.", "Film the last set next time.")


@dataclass(frozen=True, slots=True)
class Lift:
    """An exercise of the plan: where it begins, what two years add to it, in `unit`, and in which steps it is loaded.

    Without a `step` it is done with the body alone. A `gain` below 0 is help that is needed less and less.
    """

    name: str
    sets: int
    reps: int
    first: int = 0
    gain: int = 0
    step: Decimal = Decimal(0)
    unit: str = KG
    warm_ups: tuple[float, ...] = ()
    superset: int | None = None
    rest: int = 90


RAMP = (0.4, 0.6, 0.8)
HALF, ONE, TWO, FIVE = Decimal("2.5"), Decimal(1), Decimal(2), Decimal(5)

PUSH = (
    Lift("Barbell Bench Press", 4, 6, 60, 34, HALF, warm_ups=RAMP, rest=180),
    Lift("Barbell Overhead Press", 3, 6, 35, 18, HALF, warm_ups=(0.6,), rest=150),
    Lift("Incline Dumbbell Bench Press", 3, 9, 18, 14, TWO),
    Lift("Chest Dip", 3, 8, 0, 18, HALF, rest=120),
    Lift("Dumbbell Lateral Raise", 3, 13, 6, 6, ONE, superset=1, rest=45),
    Lift("Triceps Pushdown", 3, 12, 40, 35, FIVE, LB, superset=1, rest=60),
)
PULL = (
    Lift("Deadlift", 3, 5, 90, 65, FIVE, warm_ups=RAMP, rest=210),
    Lift("Assisted Pull Up", 3, 8, 35, -30, HALF, rest=120),
    Lift("Barbell Bent Over Row", 3, 8, 50, 30, HALF, warm_ups=(0.6,), rest=120),
    Lift("Lat Pulldown", 3, 10, 100, 50, FIVE, LB),
    Lift("Hammer Curl", 3, 10, 10, 8, ONE, superset=1, rest=45),
    Lift("Face Pull", 3, 15, 15, 15, HALF, superset=1, rest=60),
)
LEGS = (
    Lift("Barbell Squat", 4, 6, 75, 50, HALF, warm_ups=RAMP, rest=180),
    Lift("Romanian Deadlift", 3, 8, 60, 45, HALF, rest=150),
    Lift("Leg Press", 3, 10, 120, 90, FIVE, rest=120),
    Lift("Lying Leg Curl", 3, 11, 30, 20, FIVE),
    Lift("Machine Standing Calf Raise", 4, 12, 50, 45, FIVE, rest=60),
    Lift("Push Up", 2, 15, rest=60),
)
SPLIT = (("Push day", PUSH), ("Pull day", PULL), ("Leg day", LEGS))
PULL_UP = Lift("Pull Up", 3, 5, 0, 8, HALF, rest=150)


def first_monday(until: date) -> date:
    """The day on which the two years before `until` begin."""
    return until - timedelta(days=until.weekday(), weeks=WEEKS)


def demo_history(until: date) -> History:
    """The workouts of the two years before the day `until`."""
    return Diary(until).history


def demo_weighings(until: date) -> Iterator[tuple[str, date, Decimal]]:
    """What was measured in these years: kind, day and value in kg or cm."""
    random = Random(1)  # noqa: S311 - it must be the same each time, not secret
    for week in range(WEEKS):
        day, done = first_monday(until) + timedelta(weeks=week), week / WEEKS
        if week not in HOLIDAYS:
            yield "bodyweight", day, Decimal(str(round(78 + 5 * done + random.uniform(-0.6, 0.6), 1)))
        if week % 4 == 0:
            yield "waist", day, Decimal(str(round(84 + done + random.uniform(-0.5, 0.5), 1)))
            yield "upper_arm", day, Decimal(str(round(34 + 2.5 * done + random.uniform(-0.2, 0.2), 1)))


class Diary:
    """Writes the history week by week."""

    def __init__(self, until: date) -> None:
        self.random = Random(2)  # noqa: S311 - it must be the same each time, not secret
        self.history = History(source=SOURCE, dialect="")
        self.until = until
        self.turn = 0
        for week in range(WEEKS + 1):
            self.week = week
            ill = self.random.random() < 0.05
            if week not in HOLIDAYS and not ill:
                self.train(first_monday(until) + timedelta(weeks=week))

    def train(self, monday: date) -> None:
        """One week: Monday, Wednesday, Friday, on some Saturdays the next of the split or conditioning."""
        for weekday in (0, 2, 4):
            if self.random.random() > 0.07:
                self.lift(monday + timedelta(days=weekday))
        saturday = self.random.random()
        if saturday < 0.25:
            self.lift(monday + timedelta(days=5))
        elif saturday < 0.6:
            self.condition(monday + timedelta(days=5))

    def lift(self, day: date) -> None:
        """The next workout of the split."""
        title, plan = SPLIT[self.turn % len(SPLIT)]
        self.turn += 1
        with_help = self.week < FIRST_PULL_UP
        lifts = [PULL_UP if lift.name == "Assisted Pull Up" and not with_help else lift for lift in plan]
        self.log(day, title, [self.exercise(lift) for lift in lifts])

    def condition(self, day: date) -> None:
        """A run or a row, and something to hold or carry."""
        metres = Decimal(self.random.randrange(3000, 8001, 250))
        name, pace = self.random.choice([("Running", 0.36 - self.week / 2000), ("Rowing Machine", 0.25)])
        cardio = ImportedSet(0, distance_m=metres, duration_seconds=round(float(metres) * pace))
        carry = [
            ImportedSet(0, weight=Decimal(24 + 4 * (self.week // 26)), weight_unit=KG, distance_m=Decimal(40))
            for _ in range(3)
        ]
        planks = [ImportedSet(0, duration_seconds=self.random.randrange(45, 60 + self.week // 2, 5)) for _ in range(3)]
        after = [ImportedExercise("Plank", 0, sets=planks), ImportedExercise("Farmer's Walk", 0, sets=carry)]
        self.log(day, "Conditioning", [ImportedExercise(name, 0, sets=[cardio]), self.random.choice(after)])

    def exercise(self, lift: Lift) -> ImportedExercise:
        """A lift as it went that day."""
        note = self.random.choice(EXERCISE_NOTES) if self.random.random() < 0.04 else ""
        weight, unit, reps = self.load(lift)
        warm_ups = [
            ImportedSet(0, "warm_up", in_steps(weight * Decimal(str(share)), lift.step), 5, weight_unit=unit)
            for share in lift.warm_ups
        ]
        sets = max(2, lift.sets - 1) if self.week in DELOADS else lift.sets
        work = [self.working_set(lift, number, weight, unit, reps) for number in range(sets)]
        if lift.superset and self.random.random() < 0.1:
            less = in_steps(weight * Decimal("0.7"), lift.step)
            work.append(ImportedSet(0, "drop_set", less, reps, weight_unit=unit))
        return ImportedExercise(lift.name, 0, note, lift.superset, warm_ups + work)

    def load(self, lift: Lift) -> tuple[Decimal, str, int]:
        """Weight, its unit and reps of this week: reps rise until a step more is due, then fall back."""
        done = (self.week / WEEKS) ** 0.6  # quick at first, slower later
        if lift is PULL_UP:
            done = (self.week - FIRST_PULL_UP) / (WEEKS - FIRST_PULL_UP)
        exact = Decimal(str(round(lift.first + lift.gain * done, 3)))
        lighter = self.week in DELOADS and lift.gain > 0
        exact *= Decimal("0.85") if lighter else 1
        if not lift.step:
            return Decimal(0), lift.unit, lift.reps + int(8 * done)
        weight, unit = in_steps(exact, lift.step), lift.unit
        reps = lift.reps if lighter else lift.reps - 1 + int(3 * (exact - weight) / lift.step)
        if self.week in IN_POUNDS and unit == KG:
            weight, unit = in_steps(from_kg(weight, LB), FIVE), LB
        return weight, unit, reps

    def working_set(self, lift: Lift, number: int, weight: Decimal, unit: str, reps: int) -> ImportedSet:
        """One set: the later, the harder. Now and then the last one fails."""
        tired = number + self.random.random() * 1.5
        made = ImportedSet(0, weight=weight or None, reps=max(1, reps - int(tired / 2)), weight_unit=unit)
        made.rest_seconds = lift.rest + 15 * self.random.randrange(-1, 3)
        easy = 1.5 if self.week in DELOADS else 0
        made.rpe = Decimal(min(19, round(2 * (7.2 + 0.5 * tired - easy)))) / 2
        if number == lift.sets - 1 and lift.rest >= 120 and self.random.random() < 0.06:
            made.set_type, made.rpe = "failure", Decimal(10)
            made.reps = self.random.choice([0, 1, max(1, reps - 2)])
            made.notes = "" if made.reps else "Stuck half way."
        return made

    def log(self, day: date, title: str, exercises: list[ImportedExercise]) -> None:
        """Add a workout to the history, numbered on, unless its day hasn't come."""
        minutes = self.random.randrange(0, 105, 5)
        start = datetime.combine(day, time(10 if day.weekday() == 5 else 17)) + timedelta(minutes=minutes)
        note = self.random.choice(WORKOUT_NOTES) if self.random.random() < 0.08 else ""
        if day >= self.until:
            return
        workout = ImportedWorkout(start.isoformat(), title, day, self.history.rows_read + 1, start, notes=note)
        for exercise in exercises:
            exercise.source_row = self.history.rows_read + 1
            for one in exercise.sets:
                self.history.rows_read += 1
                one.source_row = self.history.rows_read
        length = sum(150 + (one.duration_seconds or 30) for exercise in exercises for one in exercise.sets)
        workout.completed_at = start + timedelta(seconds=length)
        workout.exercises = exercises
        self.history.workouts.append(workout)
        self.history.set_rows = self.history.rows_read


def in_steps(weight: Decimal, step: Decimal) -> Decimal:
    """`weight` rounded down to what can be loaded."""
    return weight // step * step if step else weight
