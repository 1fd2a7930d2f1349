"""The workout page: its exercises as cards, their sets as rows, and what stands in each cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.utils import timezone as clock
from django.utils.translation import gettext as _

from accounts.models import User
from exercises.models import Preference
from workouts.columns import Columns, columns_for
from workouts.forms.sets import SetForm
from workouts.logbook.recount import WEIGHED_MODES, bodyweight_of
from workouts.models import Set, Workout, WorkoutExercise
from workouts.previous import LastTime, last_times
from workouts.supersets import Place, letters, places
from workouts.totals import is_working

WRITTEN_LATELY = timedelta(hours=1)
KEYPADS = {"reps": "numeric"}


@dataclass(slots=True)
class Cell:
    """One input: `value` is what it says, `placeholder` what an empty one means."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    errors: Sequence[str] = ()
    is_focused: bool = False

    @property
    def keypad(self) -> str:
        """The keys that it is typed with."""
        return KEYPADS.get(self.name, "decimal")

    @property
    def is_long(self) -> bool:
        """Whether its number is one that a phone's row has to write smaller: 102.058."""
        return len(self.value or self.placeholder) > 6


@dataclass(slots=True)
class Row:
    """A set with its number among its like: however many warm-ups there were, the first heavy set is set 1."""

    entry: Set
    number: int
    previous: list[str]
    cells: list[Cell]
    form: SetForm | None = None

    @property
    def name(self) -> str:
        """What the row is called in labels."""
        words = _("Warm-up %(number)s") if self.entry.set_type == Set.Type.WARM_UP else _("Set %(number)s")
        return words % {"number": self.number}

    @property
    def version(self) -> int:
        """The state of the set that the row shows; what was refused was typed over the one of its own page."""
        if self.form is None:
            return self.entry.version
        return (self.form.before if self.form.errors else self.form.entry).version


@dataclass(slots=True)
class Card:
    """An exercise of the workout, its rows and the fields for the next set."""

    exercise: WorkoutExercise
    columns: Columns
    pinned_note: str
    last_time: LastTime | None
    rows: list[Row] = field(default_factory=list)
    next_cells: list[Cell] = field(default_factory=list)
    is_current: bool = False
    is_folded: bool = False
    place: Place | None = None

    @property
    def heads(self) -> list[str]:
        """What stands above the columns of the fields."""
        return [self.columns.head(name) for name in self.columns.fields]

    @property
    def refused(self) -> bool:
        """Whether the fields of the next set were refused."""
        return any(cell.errors for cell in self.next_cells)

    @property
    def waits(self) -> bool:
        """Whether a set is planned and not done: then that one is next, not a new one."""
        return any(row.entry.status == Set.Status.PLANNED for row in self.rows)

    @property
    def warming_up(self) -> bool:
        """Whether the next set may still be a warm-up: no heavy one is done, and reps are what is done."""
        return "reps" in self.columns.fields and not any(is_working(row.entry) for row in self.rows)


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
        """All sets."""
        return (row.entry for card in self.cards() for row in card.rows)

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


def make_sheet(user: User, workout: Workout, form: SetForm | None = None, adds_to: UUID | None = None) -> Sheet:
    """`workout` (with its tree) as `user` reads it, in three queries beside the tree's, four where a body is lifted.

    `form` is the open or refused one of one set, or of the set that is to be added to the workout-exercise `adds_to`;
    what was typed into it is kept.
    """
    rows = list(workout.exercises.all())
    exercises = {row.exercise_id for row in rows}
    preferences = {one.exercise_id: one for one in Preference.objects.filter(user=user, exercise__in=exercises)}
    before = last_times(workout, exercises)
    cards = [make_card(user, row, preferences.get(row.exercise_id), before.get(row.exercise_id)) for row in rows]
    for card, place in zip(cards, places(rows), strict=True):
        card.place = place
        fill_card(card, form if form and form.entry else None)
        if card.exercise.pk == adds_to:
            keep_typed(card.next_cells, form)
        card.is_folded = bool(card.rows) and (card.waits or is_at_rest(workout, card))
    mark_current(cards)
    names = letters(row.superset for row in rows)
    grouped = groupby(cards, key=lambda card: card.exercise.superset)
    weighed = any(row.exercise.load_mode in WEIGHED_MODES for row in rows)
    groups = [(names.get(number), list(alike)) for number, alike in grouped]
    return Sheet(groups, lacks_bodyweight=weighed and bodyweight_of(workout) is None)


def make_card(user: User, row: WorkoutExercise, preference: Preference | None, before: LastTime | None) -> Card:
    """The card of one exercise, still without rows."""
    note = preference.pinned_note if preference else ""
    return Card(row, columns_for(user, row.exercise, preference), note, before)


def fill_card(card: Card, form: SetForm | None) -> None:
    """Write the rows of the card's sets, and the fields for the next one."""
    sets = list(card.exercise.sets.all())
    numbers: Counter[bool] = Counter()
    for place, entry in enumerate(sets):
        numbers[entry.set_type == Set.Type.WARM_UP] += 1
        number = numbers[entry.set_type == Set.Type.WARM_UP]
        matching = card.last_time.matching(sets, place) if card.last_time else None
        row = Row(entry, number, card.columns.summary(matching) if matching else [], cells_of(card.columns, entry))
        if form is not None and form.entry.pk == entry.pk:
            row.form = form
            if form.stale:
                keep_meant(row.cells, form)
            else:
                keep_typed(row.cells, form)
        card.rows.append(row)
    card.next_cells = cells_of_next(card.columns, model_of_next(card, sets))


def is_at_rest(workout: Workout, card: Card) -> bool:
    """Whether a finished workout is read rather than written: the card then needs no open fields for another set.

    It is written while it was done lately, or while somebody types in sets of long ago; an import's were not typed.
    """
    if workout.status != Workout.Status.COMPLETED:
        return False
    typed = [row.entry.created_at for row in card.rows if row.entry.source_row is None]
    times = [workout.completed_at or workout.started_at, *typed]
    return all(clock.now() - time > WRITTEN_LATELY for time in times if time)


def mark_current(cards: Sequence[Card]) -> None:
    """Mark where the lifter is: the exercise of the last set done with those of its superset, at first the first."""

    def last_done(card: Card) -> float:
        times = [row.entry.completed_at for row in card.rows if row.entry.completed_at]
        return max(times).timestamp() if times else 0

    latest = max(cards, key=last_done, default=None)
    for card in cards:
        superset = card.exercise.superset
        card.is_current = card is latest or (superset is not None and superset == latest.exercise.superset)


def model_of_next(card: Card, sets: Sequence[Set]) -> Set | None:
    """The set whose numbers the next one begins with: the last heavy one of today, else last time's at this place."""
    heavy = [entry for entry in sets if entry.set_type != Set.Type.WARM_UP and entry.status != Set.Status.SKIPPED]
    if heavy:
        return heavy[-1]
    matching = card.last_time.matching(sets, len(sets)) if card.last_time else None
    return matching or (sets[-1] if sets else None)


def cells_of(columns: Columns, entry: Set) -> list[Cell]:
    """The cells of a set: its numbers where it is done, else its plan in grey."""
    cells = [Cell(name, columns.label(name)) for name in columns.fields]
    for cell in cells:
        if entry.status == Set.Status.COMPLETED:
            cell.value = columns.write(columns.value(entry, cell.name), cell.name)
        else:
            cell.placeholder = columns.write(columns.plan(entry, cell.name), cell.name)
    return cells


def cells_of_next(columns: Columns, model: Set | None) -> list[Cell]:
    """The cells of a set to come, filled with what `model` says but for the RPE: nobody felt this set yet."""
    cells = [Cell(name, columns.label(name)) for name in columns.fields]
    for cell in cells:
        cell.value = "" if model is None else columns.write(columns.plan(model, cell.name), cell.name)
    return cells


def keep_typed(cells: Sequence[Cell], form: SetForm | None) -> None:
    """Show again what was typed, and beside it what is wrong."""
    if form is None or not form.is_bound:
        return
    for cell in cells:
        cell.value = form.data.get(cell.name, "")
        cell.errors = form.errors.get(cell.name, ())
        cell.is_focused = cell.name == form.first_refused


def keep_meant(cells: Sequence[Cell], form: SetForm) -> None:
    """Show again what was to be saved of a set that was changed meanwhile, an empty field as the plan that it meant."""
    row = form.typed_row()
    if row["status"] == Set.Status.COMPLETED or form.is_typed_over():
        for cell in cells:
            cell.value = form.columns.write(row[cell.name], cell.name)
