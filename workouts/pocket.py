"""The pocket copy: what a phone keeps of a logbook, so that a workout can be started and logged without signal.

JSON as the page writes it: numbers are strings as one types them, in the unit of their column.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.formats import date_format

from accounts.models import User, WeightUnit
from accounts.plates import default_equipment
from exercises.known import keys_of
from exercises.models import Alias, Exercise, Preference
from exercises.names import SPELLINGS
from exercises.vocabulary import Equipment, Muscle
from workouts.columns import Columns, columns_for
from workouts.facts import facts_of, takes_plates
from workouts.figures import plain
from workouts.marks import Bests
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.plates import Plates, Weight, loads
from workouts.previous import LastTime, done_last_first, latest_times
from workouts.records import bests
from workouts.rests import DEFAULTS
from workouts.warm_ups import EMPTY_BAR_REPS, STEPS

MOST_EXERCISES = 2_000
MOST_WORKOUTS = 3
# What the rows are made from; the instructions of all exercises would be a book.
NEEDED = (
    "owner_id",
    "name",
    "archived_at",
    "category",
    "equipment",
    "primary_muscle",
    "tracking",
    "load_mode",
    "per_hand",
    "bodyweight_fraction",
)

# The weight of a load, and the plates of one of its sides.
Row = list[Any]


def pocket_copy(user: User) -> dict[str, Any]:
    """All of it, in twelve queries however long the logbook is."""
    return settings_of(user) | {
        "rests": DEFAULTS,
        "warm_ups": [[str(share), reps] for share, reps in STEPS],
        "bar_reps": EMPTY_BAR_REPS,
        "spellings": SPELLINGS,
        "exercises": exercises_of(user),
        "new_exercise": new_exercise(user),
        "workouts": workouts_of(user),
    }


def settings_of(user: User) -> dict[str, Any]:
    """Whose it is, how they like their logbook, and what stands in their gym."""
    bar = Weight(user.bar_weight, user.weight_unit)
    rack = tuple(rack_of(user))
    steps = {unit: plain(default_equipment(unit)["weight_increment"]) for unit in WeightUnit.values}
    return {
        "account": user.pk,
        "track_rpe": user.track_rpe,
        "rest_sound": user.rest_sound,
        "rest_vibration": user.rest_vibration,
        "formula": user.e1rm_formula,
        "steps": steps | {user.weight_unit: plain(user.weight_increment)},
        "plates": {unit: table(bar, rack, unit) for unit in WeightUnit.values},
    }


def rack_of(user: User) -> Iterator[Plates]:
    """The account's plates for the arithmetic. JSON keeps them as they were given, so to three places, as typed."""
    for one in user.plates:
        yield Plates(Weight(round(Decimal(str(one["weight"])), 3), one["unit"]), one["pairs"])


@lru_cache(maxsize=64)
def table(bar: Weight, rack: tuple[Plates, ...], unit: str) -> list[Row]:
    """Every load that can be built, with the plates of one side; another unit than the table's stands beside a plate.

    Kept, as most accounts have a usual rack, and a large one takes a tenth of a second.
    """

    def named(plate: Weight) -> str:
        return plain(plate.value) + ("" if plate.unit == unit else f" {plate.unit}")

    return [[plain(one.weight), [named(plate) for plate in one.side]] for one in loads(bar, rack, unit)]


def exercises_of(user: User) -> list[dict[str, Any]]:
    """What `user` can mean, what was done last first; nine queries. What lies in the archive comes back by its name.

    Last time and the bests leave out a workout in progress, as its own page does: what it is compared with lies before
    it.
    """
    meant = done_last_first(Exercise.objects.meant_for(user).search(""), user)
    choice: list[Any] = list(meant.only(*NEEDED)[:MOST_EXERCISES])
    names, keys = other_names(user), keys_of(user)
    preferences = {one.exercise_id: one for one in Preference.objects.filter(user=user)}
    before = ~Q(workout__status=Workout.Status.IN_PROGRESS)
    reached, nothing = bests(user, before), Bests()
    last = latest_times(user, [one.pk for one in choice if one.last_done], before)
    bodyweight = BodyMeasurement.objects.bodyweight_on(user, user.today())
    words = Words()
    made = []
    for one in choice:
        preference = preferences.get(one.pk)
        columns = columns_for(user, one, preference)
        made.append(
            words.of(one)
            | words.row(one, columns)
            | {
                "aliases": names.get(one.pk, []),
                "keys": keys.get(one.pk, []),
                "pinned_note": preference.pinned_note if preference else "",
                "facts": facts_of(one, columns, reached.get(one.pk, nothing), bodyweight),
                "last": last_time(last[one.pk], columns) if one.pk in last else None,
            }
        )
    return made


def new_exercise(user: User) -> dict[str, Any]:
    """An exercise that `user` makes on the phone by its name alone, as the server makes it; the id is the phone's."""
    made = Exercise(pk=UUID(int=0), owner=user)
    columns = columns_for(user, made)
    nothing: dict[str, Any] = {"aliases": [], "keys": [], "pinned_note": "", "last": None}
    words = Words()
    return words.of(made) | words.row(made, columns) | nothing | {"facts": facts_of(made, columns, Bests())}


def other_names(user: User) -> dict[UUID, list[str]]:
    """By what else the exercises are known that `user` can mean, so that they are found by it."""
    choice = Exercise.objects.meant_for(user).order_by()
    names: dict[UUID, list[str]] = defaultdict(list)
    for pk, name in Alias.objects.filter(exercise__in=choice).order_by("position").values_list("exercise", "name"):
        names[pk].append(name)
    return names


class Words:
    """The words for exercises and columns in the reader's language: looked up once, as there are many exercises."""

    def __init__(self) -> None:
        self.muscles = {"": ""} | {value: str(label) for value, label in Muscle.choices}
        self.equipment = {"": ""} | {value: str(label) for value, label in Equipment.choices}
        self.known: dict[Columns, list[dict[str, str]]] = {}

    def of(self, exercise: Exercise) -> dict[str, Any]:
        """What an exercise is called and filed under."""
        return {
            "id": exercise.pk,
            "name": exercise.name,
            "own": exercise.is_own,
            "archived": exercise.archived_at is not None,
            "muscle": exercise.primary_muscle,
            "muscle_label": self.muscles[exercise.primary_muscle],
            "category": exercise.category,
            "equipment_label": self.equipment[exercise.equipment],
        }

    def row(self, exercise: Exercise, columns: Columns) -> dict[str, Any]:
        """What a row of it looks like."""
        return {
            "fields": self.fields(columns),
            "timed": "duration_seconds" in columns.fields,
            "plates": takes_plates(exercise),
        }

    def fields(self, columns: Columns) -> list[dict[str, str]]:
        """The inputs of a row."""
        if columns not in self.known:
            self.known[columns] = [
                {
                    "name": name,
                    "head": columns.head(name),
                    "label": columns.label(name),
                    "keypad": columns.keypad(name),
                }
                for name in columns.fields
            ]
        return self.known[columns]


def last_time(last: LastTime, columns: Columns) -> dict[str, Any]:
    """The sets of last time, for the rows that begin with them and for what stands beside those."""
    return {
        "day_words": date_format(last.day, "DATE_FORMAT"),
        "sets": [
            {
                "type": entry.set_type,
                "values": {name: columns.write(columns.plan(entry, name), name) for name in columns.fields},
                "as_typed": columns.as_typed(entry),
                "words": columns.summary(entry),
            }
            for entry in last.sets
        ],
    }


def workouts_of(user: User) -> list[dict[str, Any]]:
    """The last finished workouts, the latest first, to be done again as `logbook.workouts.copy` does; three queries."""
    available = WorkoutExercise.objects.filter(exercise__archived_at=None)
    trees = Prefetch("exercises", available.only("workout_id", "exercise_id", "superset", "notes", "rest_seconds"))
    latest = Workout.objects.for_user(user).finished().newest_first().prefetch_related(trees, "exercises__sets")
    return [
        {
            "id": workout.pk,
            "title": workout.title,
            "type": workout.type,
            "exercises": [
                {
                    "exercise": row.exercise_id,
                    "superset": row.superset,
                    "notes": row.notes,
                    "rest_seconds": row.rest_seconds,
                    "sets": [set_of(entry) for entry in row.sets.all()],
                }
                for row in workout.exercises.all()
            ],
        }
        for workout in latest[:MOST_WORKOUTS]
    ]


def set_of(entry: Set) -> dict[str, Any]:
    """A set as it was typed, to be planned again."""
    return {
        "set_type": entry.set_type,
        "weight": None if entry.weight is None else plain(entry.weight),
        "weight_unit": entry.weight_unit,
        "reps": entry.reps,
        "duration_seconds": entry.duration_seconds,
        "distance_m": None if entry.distance_m is None else plain(entry.distance_m),
        "rest_seconds": entry.rest_seconds,
        "tempo": entry.tempo,
    }
