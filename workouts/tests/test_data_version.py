"""The account's data version moves with everything that a report shows, so that nothing old is shown for new."""

import inspect
import pkgutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.data_version import bump, bump_all
from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.own import create_exercise, set_preference
from exercises.tests.factories import ExerciseFactory
from workouts import logbook
from workouts.imports.commit import commit
from workouts.imports.demo import demo_history
from workouts.logbook import account, body, catalogue, exercises, loads, many, merge, own_exercises, sets, workouts
from workouts.logbook import bin as the_bin
from workouts.logbook.choice import add_named_exercise, found_or_made, swap_for_named
from workouts.logbook.supersets import describe, join, leave, move_exercise, move_superset, split
from workouts.logbook.undelete import undelete_exercise, undelete_set
from workouts.models import BodyMeasurement, Set, Workout, WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workset.lib.errors import Conflict
from workset.tests.races import RACERS, race


class Logbook:
    """A lifter with one of everything."""

    def __init__(self) -> None:
        self.user: User = UserFactory()
        self.squat: Exercise = ExerciseFactory()
        self.own: Exercise = create_exercise(self.user, {"name": "Own"})
        self.workout: Workout = make_workout(self.user)
        self.row: WorkoutExercise = make_exercise(self.workout, self.squat)
        self.second: WorkoutExercise = make_exercise(self.workout, self.own)
        self.entry: Set = make_set(self.row)
        self.weight: BodyMeasurement = weigh(self.user, STARTED.date(), Decimal(80))

    @property
    def version(self) -> int:
        """The data version that stands in the database."""
        return User.objects.values_list("data_version", flat=True).get(pk=self.user.pk)


def deleted_set(book: Logbook) -> Callable[[], object]:
    """Taking back the deletion of a set."""
    sets.delete_set(book.entry)
    return lambda: undelete_set(book.user, book.entry.pk)


def removed_exercise(book: Logbook) -> Callable[[], object]:
    """Taking back the removal of an exercise."""
    exercises.remove_exercise(book.row)
    return lambda: undelete_exercise(book.user, book.row.pk)


def merged(book: Logbook) -> Callable[[], object]:
    """Taking back a merge."""
    merge.merge_exercise(book.own, book.squat)
    return lambda: merge.undo_merge(book.own)


def archived(book: Logbook) -> Callable[[], object]:
    """Bringing an exercise back."""
    own_exercises.delete_exercise(book.own)
    return lambda: own_exercises.restore_exercise(book.own)


def binned(book: Logbook) -> Workout:
    """The workout, in the bin."""
    return the_bin.move_to_bin(book.workout)


def joined(book: Logbook) -> None:
    """Both exercises in one superset."""
    join(book.second, book.row)


# Each verb of the logbook: what prepares it, and the act itself.
VERBS: dict[str, Callable[[Logbook], Callable[[], object]]] = {
    "change_account": lambda it: lambda: account.change_account(it.user, {"week_start": "sunday"}),
    "move_to_bin": lambda it: lambda: the_bin.move_to_bin(it.workout),
    "restore": lambda it: (lambda gone: lambda: the_bin.restore(gone))(binned(it)),
    "empty_some": lambda it: (lambda gone: lambda: the_bin.empty_some(gone.user, gone.deleted_at))(binned(it)),
    "record_measurement": lambda it: lambda: body.record_measurement(it.user, "waist", date(2026, 3, 1), Decimal(80)),
    "change_measurement": lambda it: lambda: body.change_measurement(it.weight, {"value": Decimal(81)}),
    "delete_measurement": lambda it: lambda: body.delete_measurement(it.weight),
    "change_catalogue_exercise": lambda it: (
        lambda: catalogue.change_catalogue_exercise(it.squat, {"primary_muscle": "glutes"})
    ),
    "retire_catalogue_exercise": lambda it: (lambda made: lambda: catalogue.retire_catalogue_exercise(made))(
        ExerciseFactory()
    ),
    "add_named_exercise": lambda it: lambda: add_named_exercise(it.workout, "Something new"),
    "swap_for_named": lambda it: lambda: swap_for_named(it.row, "Something new"),
    "found_or_made": lambda it: lambda: found_or_made(it.user.pk, "Something new"),
    "add_exercise": lambda it: lambda: exercises.add_exercise(it.workout, it.squat),
    "change_workout_exercise": lambda it: lambda: exercises.change_workout_exercise(it.row, {"exercise": it.own}),
    "remove_exercise": lambda it: lambda: exercises.remove_exercise(it.row),
    "find_or_add": lambda it: lambda: exercises.find_or_add(it.workout, it.squat),
    "log_set": lambda it: lambda: exercises.log_set(it.workout, it.squat, {"weight": 100, "reps": 5}),
    "recount_exercises": lambda it: lambda: loads.recount_exercises([it.squat]),
    "recount_estimates": lambda it: lambda: loads.recount_estimates(it.user),
    "on_each": lambda it: lambda: many.delete_many([it.workout]),
    "merge_exercise": lambda it: lambda: merge.merge_exercise(it.own, it.squat),
    "undo_merge": merged,
    "change_exercise": lambda it: lambda: own_exercises.change_exercise(it.own, {"name": "Other"}),
    "change_with_settings": lambda it: (
        lambda: own_exercises.change_with_settings(it.user, it.own, {}, {"weight_unit": "lb"})
    ),
    "delete_exercise": lambda it: lambda: own_exercises.delete_exercise(it.own),
    "restore_exercise": archived,
    "add_sets": lambda it: lambda: sets.add_sets(it.row, [{"weight": 100, "reps": 5}]),
    "change_set": lambda it: lambda: sets.change_set(it.entry, {"reps": 6}),
    "delete_set": lambda it: lambda: sets.delete_set(it.entry),
    "move_exercise": lambda it: lambda: move_exercise(it.second, -1),
    "move_superset": lambda it: (lambda _: lambda: move_superset(it.second, -1))(joined(it)),
    "join": lambda it: lambda: join(it.second, it.row),
    "leave": lambda it: (lambda _: lambda: leave(it.second))(joined(it)),
    "split": lambda it: (lambda _: lambda: split(it.second))(joined(it)),
    "describe": lambda it: lambda: describe(it.row, {"notes": "slow"}, None),
    "undelete_set": deleted_set,
    "undelete_exercise": removed_exercise,
    "log_workout": lambda it: lambda: workouts.log_workout(it.user, {"status": "in_progress"}),
    "change_workout": lambda it: lambda: workouts.change_workout(it.workout, {"title": "Legs"}),
    "complete": lambda it: lambda: workouts.complete(it.workout),
    "copy": lambda it: lambda: workouts.copy(it.workout),
}
# An exercise of the catalogue may have been asked about by anybody.
OF_EVERYBODY = {"change_catalogue_exercise", "retire_catalogue_exercise"}


def verbs_of_the_logbook() -> set[str]:
    """The names of all functions of the logbook that own a transaction."""
    modules = [import_module(f"{logbook.__name__}.{one.name}") for one in pkgutil.iter_modules(logbook.__path__)]
    found = ((name, act, module) for module in modules for name, act in inspect.getmembers(module, inspect.isfunction))
    return {name for name, act, module in found if hasattr(act, "__wrapped__") and act.__module__ == module.__name__}


def test_every_verb_of_the_logbook_is_asked_here() -> None:
    assert verbs_of_the_logbook() == VERBS.keys()


@pytest.mark.parametrize("name", VERBS)
def test_verb_moves_the_data_version(db: None, name: str) -> None:
    book, other = Logbook(), UserFactory()
    act = VERBS[name](book)
    before = book.version
    act()
    assert book.version > before
    other.refresh_from_db()
    assert (other.data_version > 0) == (name in OF_EVERYBODY)


def test_import_moves_the_data_version(lifter: User) -> None:
    commit(lifter, demo_history(date(2026, 3, 2)))
    lifter.refresh_from_db()
    assert lifter.data_version > 0


def test_preference_moves_the_data_version(lifter: User, squat: Exercise) -> None:
    set_preference(lifter, squat, {"weight_unit": "lb"})
    lifter.refresh_from_db()
    assert lifter.data_version == 1


def test_new_exercise_moves_the_data_version(lifter: User) -> None:
    create_exercise(lifter, {"name": "Zercher Hold"})
    lifter.refresh_from_db()
    assert lifter.data_version == 1


def test_change_of_the_catalogue_moves_everybodys_data_version(db: None, tmp_path: Any) -> None:
    book = Logbook()
    file = tmp_path / "catalogue.csv"
    header = "slug,name,category,equipment,primary_muscle,secondary_muscles,mechanic,force,level,tracking,load_mode,"
    header += "per_hand,unilateral,bodyweight_fraction,aliases"
    row = "press,{name},strength,,chest,,,,,weight_reps,external,,,,"
    file.write_text("\n".join([header, row.format(name="Press")]))
    call_command("load_catalogue", file, verbosity=0)
    before = book.version
    file.write_text("\n".join([header, row.format(name="Bench Press")]))
    call_command("load_catalogue", file, verbosity=0)
    assert book.version == before + 1
    call_command("load_catalogue", file, verbosity=0)
    assert book.version == before + 1
    file.write_text("\n".join([header, row.format(name="Bench Press").replace("press", "bench", 1)]))
    call_command("load_catalogue", file, verbosity=0)  # another one in its place: the first is deleted
    assert book.version == before + 2


def test_staff_who_move_the_week_move_the_data_version(lifter: User, client: Client) -> None:
    client.force_login(User.objects.create_superuser("staff@example.org", "a long password"))
    fields = {"email": lifter.email, "role": "member", "timezone": "UTC", "locale": "en", "distance_unit": "km"}
    answer = client.post(f"/admin/accounts/user/{lifter.pk}/change/", fields | {"week_start": "sunday"})
    assert answer.status_code == 302
    lifter.refresh_from_db()
    assert (lifter.week_start, lifter.data_version) == ("sunday", 1)


def test_account_saved_as_it_was_read_leaves_the_data_version(lifter: User) -> None:
    bump(lifter.pk)
    lifter.name = "Anna"
    lifter.save()
    lifter.refresh_from_db()
    assert (lifter.name, lifter.data_version) == ("Anna", 1)


def test_refused_verb_leaves_the_data_version(db: None) -> None:
    book = Logbook()
    before = book.version
    with pytest.raises(Conflict):
        sets.add_sets(book.row, [{"weight": 100, "reps": 5, "set_number": 1}])
    assert book.version == before


@pytest.mark.django_db(transaction=True)
def test_verbs_at_once_deadlock_nothing() -> None:
    book, others = Logbook(), [Logbook() for _ in range(2)]
    for other in others:
        make_set(make_exercise(other.workout, book.squat))
    acts: list[Callable[[], object]] = [
        lambda: sets.add_sets(book.row, [{"weight": 100, "reps": 5}]),
        lambda: workouts.change_workout(book.workout, {"bodyweight_kg": Decimal(80)}),
        lambda: catalogue.change_catalogue_exercise(book.squat, {"per_hand": True}),
        lambda: loads.recount_exercises([others[0].squat, book.squat]),
        lambda: weigh(book.user, STARTED.date(), Decimal(81)),
        lambda: account.change_account(book.user, {"e1rm_formula": "brzycki"}),
        lambda: exercises.log_set(others[0].workout, book.squat, {"weight": 90, "reps": 5}),
        lambda: bump_all(User.objects.all()),
    ]
    assert len(acts) == RACERS
    for _ in range(3):
        raised = [str(result) for result in race(lambda number: acts[number]()) if isinstance(result, Exception)]
        # On a slow machine one may wait for the account for longer than it is let; none may wait for ever.
        assert [told for told in raised if "lock timeout" not in told] == []
