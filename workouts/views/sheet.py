"""The workout page: its exercises as cards, with what stands in their rows (`rows.py`)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.utils import timezone as clock

from accounts.models import User
from exercises.models import Preference
from workouts.columns import Columns, columns_for
from workouts.facts import facts_of, takes_plates
from workouts.figures import written
from workouts.forms.sets import SetForm
from workouts.logbook.recount import WEIGHED_MODES, bodyweight_of
from workouts.marks import Bests, marks
from workouts.models import Set, Workout, WorkoutExercise
from workouts.models.workout_exercise import load_facts
from workouts.previous import LastTime, last_times
from workouts.records import bests_before, named
from workouts.supersets import Place, letters, places
from workouts.totals import is_working
from workouts.views.rows import Row, is_warm_up, open_rows, standing_rows
from workset.lib.units import from_kg

WRITTEN_LATELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a press asks for: one more row of a type in a workout-exercise, with what was typed into it, if refused."""

    row: UUID
    set_type: str = Set.Type.NORMAL
    form: SetForm | None = None


@dataclass(slots=True)
class Card:
    """An exercise of the workout and its rows, those of sets to come behind the others."""

    exercise: WorkoutExercise
    columns: Columns
    pinned_note: str
    last_time: LastTime | None
    bests: Bests = field(default_factory=Bests)  # before this workout
    bodyweight: Decimal | None = None
    rows: list[Row] = field(default_factory=list)
    place: Place | None = None

    @property
    def heads(self) -> list[str]:
        """What stands above the columns of the fields."""
        return [self.columns.head(name) for name in self.columns.fields]

    @property
    def sets(self) -> list[Set]:
        """The sets that stand."""
        return [row.entry for row in self.rows if not row.is_open]

    @property
    def waits(self) -> bool:
        """Whether a set is planned and not done: then that one is next, not a new one."""
        return any(entry.status == Set.Status.PLANNED for entry in self.sets)

    @property
    def warming_up(self) -> bool:
        """Whether the next set may still be a warm-up: no heavy one is done, and reps are what is done."""
        return "reps" in self.columns.fields and not any(is_working(entry) for entry in self.sets)

    @property
    def facts(self) -> str:
        """What the page's scripts need to know of the exercise, as JSON."""
        facts = facts_of(self.exercise.exercise, self.columns, self.bests, self.bodyweight, self.exercise.rest_seconds)
        return json.dumps(facts, separators=(",", ":"))

    @property
    def cells(self) -> str:
        """The cells of its rows, for scripts that make new ones, as JSON."""
        columns = self.columns
        found = [{"name": one, "label": columns.label(one), "keypad": columns.keypad(one)} for one in columns.fields]
        return json.dumps(found, separators=(",", ":"))

    @property
    def best(self) -> str:
        """The best e1RM before this workout, with its unit; "" where there is none."""
        unit, best = self.columns.weight_unit, self.bests.e1rm_kg
        return "" if best is None else f"{written(from_kg(best, unit))} {unit}"

    @property
    def takes_plates(self) -> bool:
        """Whether it is loaded with plates, so that the page can tell which."""
        return takes_plates(self.exercise.exercise)


@dataclass(slots=True)
class Sheet:
    """The whole page. `groups` are (letter, cards) in the workout's order, the letter None outside supersets.

    `lacks_bodyweight` where a body is lifted whose weight is not known.
    """

    groups: list[tuple[str | None, list[Card]]]
    lacks_bodyweight: bool = False

    def cards(self) -> Iterator[Card]:
        """All cards in their order."""
        for _letter, cards in self.groups:
            yield from cards

    def entries(self) -> Iterator[Set]:
        """All sets that stand."""
        return (entry for card in self.cards() for entry in card.sets)

    @property
    def planned(self) -> int:
        """How many sets are still to be done."""
        return sum(entry.status == Set.Status.PLANNED for entry in self.entries())

    @property
    def skipped(self) -> int:
        """How many sets were planned and not done."""
        return sum(entry.status == Set.Status.SKIPPED for entry in self.entries())

    @property
    def seconds(self) -> int:
        """The time of all working sets that have one."""
        return sum(entry.duration_seconds or 0 for entry in self.entries() if is_working(entry))

    @property
    def metres(self) -> Decimal:
        """The distance of all working sets that have one."""
        return sum((entry.distance_m or Decimal(0) for entry in self.entries() if is_working(entry)), Decimal(0))


def make_sheet(user: User, workout: Workout, form: SetForm | None = None, wanted: Wanted | None = None) -> Sheet:
    """`workout` (with its tree) as `user` reads it, in four queries beside the tree's, five where a body is lifted.

    `form` is the open or refused one of one set that stands; what was typed into it is kept.
    """
    rows = list(workout.exercises.all())
    exercises = {row.exercise_id for row in rows}
    preferences = {one.exercise_id: one for one in Preference.objects.filter(user=user, exercise__in=exercises)}
    last, before = last_times(workout, exercises), bests_before(workout, exercises)
    weighed = any(row.exercise.load_mode in WEIGHED_MODES for row in rows)
    bodyweight = bodyweight_of(workout) if weighed else None
    cards = []
    for row, place in zip(rows, places(rows), strict=True):
        card = make_card(user, row, preferences.get(row.exercise_id), last.get(row.exercise_id))
        card.bests, card.bodyweight, card.place = before[row.exercise_id], bodyweight, place
        fill_card(card, workout, form, wanted if wanted and wanted.row == row.pk else None)
        cards.append(card)
    mark_records(cards, user.e1rm_formula)
    names = letters(row.superset for row in rows)
    grouped = groupby(cards, key=lambda card: card.exercise.superset)
    groups = [(names.get(number), list(alike)) for number, alike in grouped]
    return Sheet(groups, lacks_bodyweight=weighed and bodyweight is None)


def make_card(user: User, row: WorkoutExercise, preference: Preference | None, before: LastTime | None) -> Card:
    """The card of one exercise, still without rows."""
    note = preference.pinned_note if preference else ""
    return Card(row, columns_for(user, row.exercise, preference), note, before)


def fill_card(card: Card, workout: Workout, form: SetForm | None, wanted: Wanted | None) -> None:
    """Write the rows of the card's sets, and open ones for those to come."""
    sets = list(card.exercise.sets.all())
    card.rows = standing_rows(card.columns, sets, card.last_time)
    for row in card.rows:
        if form is not None and form.entry is not None and form.entry.pk == row.entry.pk:
            row.form = form
            (row.keep_meant if form.stale else row.keep_typed)(form)
    types = types_to_come(card, workout, sets)
    if wanted and (wanted.form is None or wanted.set_type not in types):
        types = sorted([*types, wanted.set_type], key=lambda one: one != Set.Type.WARM_UP)
    to_come = open_rows(card.columns, sets, card.last_time, types)
    if wanted and wanted.form is not None:
        next(row for row in to_come if row.entry.set_type == wanted.set_type).keep_typed(wanted.form)
    card.rows += to_come


def types_to_come(card: Card, workout: Workout, sets: Sequence[Set]) -> list[str]:
    """The types of the sets for which rows stand open: those done last time and not yet today.

    One row where nothing tells how many there will be; none where planned sets wait, or a finished workout is read.
    Who has begun with the heavy sets warms up no more.
    """
    if card.waits or is_at_rest(workout, card.exercise, sets):
        return []
    if workout.is_in_progress and card.last_time:
        before = [one.set_type for one in card.last_time.sets]
        warm_ups = [one for one in before if one == Set.Type.WARM_UP]
        heavy = [one for one in before if one != Set.Type.WARM_UP]
        done = sum(not is_warm_up(entry) for entry in sets)
        to_come = heavy[done:] if done else warm_ups[len(sets) :] + heavy
        return to_come if sets or to_come else [Set.Type.NORMAL]
    is_written = workout.is_in_progress or not sets or is_typed_afterwards(workout, sets)
    return [Set.Type.NORMAL] if is_written else []


def is_at_rest(workout: Workout, exercise: WorkoutExercise, sets: Sequence[Set]) -> bool:
    """Whether a finished workout is read rather than written: an exercise then needs no open row for another set.

    It is written while it was done lately, or while somebody types in sets of long ago, at first of an exercise just
    added; an import's were not typed.
    """
    if workout.status != Workout.Status.COMPLETED:
        return False
    typed = [entry.created_at for entry in sets if entry.source_row is None] if sets else [exercise.created_at]
    times = [workout.completed_at or workout.started_at, *typed]
    return all(clock.now() - time > WRITTEN_LATELY for time in times if time)


def is_typed_afterwards(workout: Workout, sets: Sequence[Set]) -> bool:
    """Whether sets of a finished workout were typed in once it was over: then more of them may follow."""
    ended = workout.completed_at
    return workout.status == Workout.Status.COMPLETED and any(ended is None or one.created_at > ended for one in sets)


def mark_records(cards: Sequence[Card], formula: str) -> None:
    """Mark the rows of sets that were new records; an exercise that stands twice is looked at as one."""
    alike: Mapping[UUID, list[Card]] = defaultdict(list)
    for card in cards:
        alike[card.exercise.exercise_id].append(card)
    for of_one in alike.values():
        rows = [row for card in of_one for row in card.rows if not row.is_open]
        facts = load_facts(of_one[0].exercise.exercise)
        found = marks((row.entry for row in rows), facts, of_one[0].bests, of_one[0].bodyweight, formula)
        for row, kinds in zip(rows, found, strict=True):
            row.marks = named(kinds, facts)
