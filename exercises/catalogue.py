"""The catalogue: what `data/catalogue.csv` says, brought into the database."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from exercises.models import Alias, Exercise, ExerciseVersion, SecondaryMuscle
from workset.history import note_changes, note_deletions, watch

FILE = Path(__file__).parent / "data" / "catalogue.csv"

FACTS = (
    "name",
    "category",
    "equipment",
    "primary_muscle",
    "mechanic",
    "force",
    "level",
    "tracking",
    "load_mode",
    "per_hand",
    "unilateral",
    "bodyweight_fraction",
)
FLAGS = ("per_hand", "unilateral")
LOAD_FACTS = {"load_mode", "per_hand", "bodyweight_fraction"}
LISTS = ("secondary_muscles", "aliases")
COLUMNS = {"slug", *FACTS, *LISTS}


@dataclass(slots=True)
class Loaded:
    """What a load did: how many exercises met each fate, and those whose loads count otherwise from now on."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    archived: int = 0
    deleted: int = 0
    load_changed: list[Exercise] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One row of the file: an unsaved exercise and its lists in their order."""

    exercise: Exercise
    secondary_muscles: list[str]
    aliases: list[str]

    def muscle_rows(self) -> list[SecondaryMuscle]:
        """The secondary muscles, unsaved."""
        muscles = enumerate(self.secondary_muscles)
        return [SecondaryMuscle(exercise=self.exercise, muscle=muscle, position=n) for n, muscle in muscles]

    def alias_rows(self) -> list[Alias]:
        """The other names, unsaved."""
        return [Alias(exercise=self.exercise, name=name, position=n) for n, name in enumerate(self.aliases)]

    def take_over(self, stored: Exercise) -> set[str]:
        """Bring the `stored` exercise up to date; the names of what differed. The lists are left to the caller."""
        facts = {name for name in FACTS if getattr(stored, name) != getattr(self.exercise, name)}
        for name in facts:
            setattr(stored, name, getattr(self.exercise, name))
        lists = {name for name in LISTS if getattr(stored, name) != getattr(self, name)}
        if stored.archived_at is not None:
            stored.archived_at = None
            facts.add("archived_at")
        self.exercise = stored
        return facts | lists


@transaction.atomic
def load(path: Path = FILE) -> Loaded:
    """Make the catalogue what the file at `path` says; a second run writes nothing.

    Exercises are known by their slug. One that is no longer in the file is deleted, or archived where anything points
    at it; one that comes back leaves the archive. Catalogue exercises without a slug were made by staff and stay as
    they are. A ValidationError that names each bad line refuses the file whole. The caller recounts the workouts of
    `load_changed`.
    """
    entries = read(path)
    # NO KEY UPDATE: who logs a set meanwhile only refers to these rows, and must neither wait nor deadlock with us.
    rows = Exercise.objects.catalogue().exclude(slug=None).prefetch_related("secondary", "other_names")
    stored = {exercise.slug: exercise for exercise in rows.select_for_update(no_key=True)}
    loaded = Loaded()
    new = [entry for entry in entries if entry.exercise.slug not in stored]
    Exercise.objects.bulk_create([entry.exercise for entry in new])
    write_lists(new)
    ExerciseVersion.objects.record([entry.exercise.pk for entry in new])
    loaded.created = len(new)
    update([(entry, stored.pop(entry.exercise.slug)) for entry in entries if entry.exercise.slug in stored], loaded)
    retire([exercise for exercise in stored.values() if exercise.archived_at is None], loaded)
    return loaded


def update(pairs: Sequence[tuple[Entry, Exercise]], loaded: Loaded) -> None:
    """Store what differs between each row and its exercise, under the exercise's next version."""
    changed, relisted = [], []
    for entry, exercise in pairs:
        differing = entry.take_over(watch(exercise))
        if not differing:
            continue
        exercise.version += 1
        exercise.updated_at = clock.now()
        changed.append(exercise)
        if differing & set(LISTS):
            relisted.append(entry)
        if differing & LOAD_FACTS:
            loaded.load_changed.append(exercise)
    Exercise.objects.bulk_update(changed, [*FACTS, "archived_at", "version", "updated_at"], batch_size=50)
    for rows in (SecondaryMuscle.objects, Alias.objects):
        rows.filter(exercise__in=[entry.exercise for entry in relisted]).delete()
    write_lists(relisted)
    ExerciseVersion.objects.record([exercise.pk for exercise in changed])
    note_changes(changed)
    loaded.changed, loaded.unchanged = len(changed), len(pairs) - len(changed)


def retire(exercises: Iterable[Exercise], loaded: Loaded) -> None:
    """Delete these, or archive those that something points at: history must keep what it was made of."""
    for exercise in exercises:
        if is_used(watch(exercise)):
            exercise.archived_at = clock.now()
            exercise.version += 1
            exercise.save()
            ExerciseVersion.objects.record([exercise.pk])
            note_changes([exercise])
            loaded.archived += 1
        else:
            note_deletions([exercise])
            exercise.delete()
            loaded.deleted += 1


def is_used(exercise: Exercise) -> bool:
    """Whether anything but its own parts points at the exercise, in whichever app: the apps above are not imported."""
    parts = (SecondaryMuscle, Alias, ExerciseVersion)
    others = [one for one in Exercise._meta.related_objects if one.related_model not in parts]
    return any(one.related_model._default_manager.filter(**{one.field.name: exercise}).exists() for one in others)


def write_lists(entries: Sequence[Entry]) -> None:
    """Write the secondary muscles and other names of exercises that have none yet."""
    SecondaryMuscle.objects.bulk_create([row for entry in entries for row in entry.muscle_rows()])
    Alias.objects.bulk_create([row for entry in entries for row in entry.alias_rows()])


def read(path: Path) -> list[Entry]:
    """The rows of the file, checked; ValidationError with a message for each line that is wrong."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if set(reader.fieldnames or ()) != COLUMNS:
            raise ValidationError(_("The columns have to be %(names)s.") % {"names": ", ".join(sorted(COLUMNS))})
        rows = [(reader.line_num, row) for row in reader]
    entries: dict[str | None, Entry] = {}
    wrong: list[str] = []
    for line, row in rows:
        try:
            entry = read_row(row)
            if entry.exercise.slug in entries:
                raise ValidationError({"slug": _("It stands in the file twice.")})
            entries[entry.exercise.slug] = entry
        except ValidationError as refused:
            wrong += [f"Line {line}, {name}: {' '.join(texts)}" for name, texts in refused.message_dict.items()]
    if wrong:
        raise ValidationError(wrong)
    return list(entries.values())


def read_row(row: dict[str, str]) -> Entry:
    """One row, checked; ValidationError by column where a cell is wrong."""
    if None in row or None in row.values():
        raise ValidationError({"slug": _("The row has more or fewer cells than the header.")})
    cells: dict[str, object] = {name: row[name] for name in ("slug", *FACTS)}
    for name in FLAGS:
        cells[name] = {"yes": True, "": False}.get(row[name], row[name])
    exercise = Exercise(**cells | {"bodyweight_fraction": row["bodyweight_fraction"] or None})
    if not exercise.slug:
        raise ValidationError({"slug": _("Give the exercise a slug.")})
    exercise.clean_fields(exclude=["owner"])
    exercise.clean()
    entry = Entry(exercise, *([word for word in row[name].split("; ") if word] for name in LISTS))
    for listed in (*entry.muscle_rows(), *entry.alias_rows()):
        listed.clean_fields(exclude=["exercise"])
    for name in LISTS:
        words = [word.casefold() for word in getattr(entry, name)]
        if len(set(words)) < len(words) or exercise.primary_muscle in words:
            raise ValidationError({name: _("A word stands twice.")})
    return entry
