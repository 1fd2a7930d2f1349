"""The rows of an exercise on the workout page: the sets that stand, and open rows filled in for those to come."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID, uuid4

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workouts.columns import Columns
from workouts.forms.sets import SetForm
from workouts.models import Set, Workout, WorkoutExercise
from workouts.previous import LastTime
from workset.api.etags import version_tag

LOAD = ("weight", "weight_unit", "weight_kg", "prescribed_weight_kg")
WORK = ("reps", "duration_seconds", "distance_m")
PRESCRIBED = ("prescribed_reps_min", "prescribed_reps_max", "prescribed_duration_seconds")
TYPES = dict(Set.Type.choices)
ANY_ID = uuid4()  # stands for the id of an open row, which is a new one on each page
# How a row says that it is a record, by the kinds.
RECORDS = {
    "weight": gettext_lazy("New record: weight"),
    "e1rm": gettext_lazy("New record: e1RM"),
    "weight-e1rm": gettext_lazy("New record: weight and e1RM"),
    "assistance": gettext_lazy("New record: least help"),
    "assistance-e1rm": gettext_lazy("New record: least help and e1RM"),
}


class Cell(NamedTuple):
    """One input: `value` is what it says, `placeholder` what an empty one means."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    keypad: str = "decimal"
    errors: Sequence[str] = ()
    is_focused: bool = False

    @property
    def is_long(self) -> bool:
        """Whether its number is one that a phone's row has to write smaller: 102.058."""
        return len(self.value or self.placeholder) > 6


class ShownRow(NamedTuple):
    """All that the markup of a row without a form tells of a set, under the names that a Set and a Row have for it."""

    pk: UUID
    set_type: str
    get_set_type_display: str
    rest_seconds: int | None
    notes: str
    name: str
    number: int
    state: str
    is_open: bool
    etag: str
    version: int
    as_typed: str
    record: str
    previous: tuple[str, ...]
    cells: tuple[Cell, ...]


class OfExercise(NamedTuple):
    """What it tells of the exercise in the workout."""

    pk: UUID


class OfWorkout(NamedTuple):
    """What it tells of the workout."""

    is_planned: bool


@dataclass(slots=True)
class Row:
    """A set with its number among its like: however many warm-ups there were, the first heavy set is set 1.

    An open row is a set that nobody did or planned yet: its `entry` is unsaved, with the id that it will have, and its
    cells say already what a press on its mark logs.
    """

    entry: Set
    number: int
    previous: list[str]
    cells: list[Cell]
    as_typed: str = ""
    is_open: bool = False
    form: SetForm | None = None
    marks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the row is called in labels."""
        words = _("Warm-up %(number)s") if self.entry.set_type == Set.Type.WARM_UP else _("Set %(number)s")
        return words % {"number": self.number}

    @property
    def state(self) -> str:
        """Its status, or "open"."""
        return "open" if self.is_open else self.entry.status

    @property
    def record(self) -> str:
        """Which records it was when it was done, in words; "" for none."""
        return str(RECORDS["-".join(self.marks)]) if self.marks else ""

    @property
    def version(self) -> int:
        """The state of the set that the row shows; what was refused was typed over the one of its own page."""
        if self.form is None:
            return self.entry.version
        return (self.form.before if self.form.errors else self.form.entry).version

    @property
    def etag(self) -> str:
        """What the API would say of the set as the row shows it; "" for an open row."""
        if self.is_open:
            return ""
        return f'"{version_tag(self.entry.pk, {"version": self.entry.version, "updated_at": self.entry.updated_at})}"'

    def shown(self, row: WorkoutExercise, workout: Workout) -> dict[str, Hashable]:
        """All that its markup is made of, while it has no form; an open row has ANY_ID in place of its own."""
        entry = self.entry
        told = ShownRow(
            pk=ANY_ID if self.is_open else entry.pk,
            set_type=entry.set_type,
            get_set_type_display=str(TYPES.get(entry.set_type, entry.set_type)),
            rest_seconds=entry.rest_seconds,
            notes=entry.notes,
            name=self.name,
            number=self.number,
            state=self.state,
            is_open=self.is_open,
            etag=self.etag,
            version=self.version,
            as_typed=self.as_typed,
            record=self.record,
            previous=tuple(self.previous),
            cells=tuple(self.cells),
        )
        return {"set_row": told, "entry": told, "row": OfExercise(row.pk), "workout": OfWorkout(workout.is_planned)}

    def with_own_id(self, markup: SafeString) -> SafeString:
        """The markup of what was `shown`, with the id that an open row will have."""
        if not self.is_open:
            return markup
        return mark_safe(markup.replace(str(ANY_ID), str(self.entry.pk)))  # noqa: S308 - a template's and an id

    def keep_typed(self, form: SetForm | None) -> None:
        """Show again what was typed into this row, and beside it what is wrong."""
        if form is None or not form.is_bound:
            return
        self.cells = [
            cell._replace(
                value=form.data.get(cell.name, ""),
                errors=tuple(form.errors.get(cell.name, ())),
                is_focused=cell.name == form.first_refused,
            )
            for cell in self.cells
        ]

    def keep_meant(self, form: SetForm) -> None:
        """Show again what was to be saved of a set that was changed meanwhile, an empty field as the plan it meant."""
        row = form.typed_row()
        if row["status"] == Set.Status.COMPLETED or form.is_typed_over():
            columns = form.columns
            self.cells = [cell._replace(value=columns.write(row[cell.name], cell.name)) for cell in self.cells]


def standing_rows(columns: Columns, sets: Sequence[Set], last: LastTime | None) -> list[Row]:
    """The rows of sets that stand, each beside last time's counterpart."""
    numbers: Counter[bool] = Counter()
    rows = []
    for place, entry in enumerate(sets):
        numbers[entry.set_type == Set.Type.WARM_UP] += 1
        matching = last.matching(sets, place) if last else None
        previous = columns.summary(matching) if matching else []
        number = numbers[entry.set_type == Set.Type.WARM_UP]
        rows.append(Row(entry, number, previous, cells_of(columns, entry), columns.as_typed(entry)))
    return rows


def open_rows(columns: Columns, sets: Sequence[Set], last: LastTime | None, types: Sequence[str]) -> list[Row]:
    """An open row for each of the `types` of sets to come behind those that stand."""
    so_far = list(sets)
    rows = []
    for set_type in types:
        entry = Set(set_type=set_type, status=Set.Status.PLANNED)
        so_far.append(entry)
        number = sum(is_warm_up(one) == is_warm_up(entry) for one in so_far)
        matching = last.matching(so_far, len(so_far) - 1) if last else None
        fill(entry, matching, standing_before(so_far), last.matching(so_far, previous_place(so_far)) if last else None)
        cells = [cell._replace(value=cell.placeholder, placeholder="") for cell in cells_of(columns, entry)]
        previous = columns.summary(matching) if matching else []
        rows.append(Row(entry, number, previous, cells, columns.as_typed(entry), is_open=True))
    return rows


def fill(entry: Set, matching: Set | None, before: Set | None, matching_before: Set | None) -> None:
    """Give a set to come what its counterpart of last time had, else what the set before it has.

    Where last time the two had one weight, it is that of the set before it today: whoever took more for the first set
    does so for the others.
    """
    model = matching or before
    if model is None:
        return
    take(entry, model, (*LOAD, *WORK, *PRESCRIBED))
    if matching and before and matching_before and matching_before.weight_kg == matching.weight_kg:
        take(entry, before, LOAD)


def take(entry: Set, model: Set, names: Sequence[str]) -> None:
    """Give a set these fields of another; what was prescribed of one that is done is of the past."""
    for name in names:
        is_past = name.startswith("prescribed") and model.status == Set.Status.COMPLETED
        setattr(entry, name, None if is_past else getattr(model, name))


def previous_place(sets: Sequence[Set]) -> int:
    """The place of the set of the same kind before the last one; that of the last where there is none."""
    last = len(sets) - 1
    alike = (place for place in range(last - 1, -1, -1) if is_warm_up(sets[place]) == is_warm_up(sets[last]))
    return next(alike, last)


def standing_before(sets: Sequence[Set]) -> Set | None:
    """The set of the same kind before the last one; those skipped say nothing of what was lifted."""
    alike = [one for one in sets[:-1] if is_warm_up(one) == is_warm_up(sets[-1])]
    return next((one for one in reversed(alike) if one.status != Set.Status.SKIPPED), None)


def is_warm_up(entry: Set) -> bool:
    """Whether it only prepares."""
    return entry.set_type == Set.Type.WARM_UP


def cells_of(columns: Columns, entry: Set) -> list[Cell]:
    """The cells of a set: its numbers where it is done, else its plan in grey."""
    cells = []
    for name in columns.fields:
        cell = Cell(name, columns.label(name), keypad=columns.keypad(name))
        if entry.status == Set.Status.COMPLETED:
            cells.append(cell._replace(value=columns.write(columns.value(entry, name), name)))
        else:
            cells.append(cell._replace(placeholder=columns.write(columns.plan(entry, name), name)))
    return cells
