"""Whatever is done to a logbook, in whatever order: the stored totals are what the sets add up to."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.tests.factories import ExerciseFactory
from workouts.logbook import bin as workout_bin
from workouts.logbook.account import change_account
from workouts.logbook.audit import differing_rows
from workouts.logbook.exercises import add_exercise, change_workout_exercise, remove_exercise
from workouts.logbook.own_exercises import change_exercise
from workouts.logbook.sets import add_sets, change_set, delete_set
from workouts.logbook.undelete import undelete_exercise, undelete_set
from workouts.logbook.workouts import change_workout, copy, log_workout
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import STARTED, weigh
from workset.history import state
from workset.lib.errors import Conflict

weights = st.none() | st.decimals(0, 400, places=2)
set_values = st.fixed_dictionaries(
    {
        "weight": weights,
        "reps": st.none() | st.integers(0, 30),
        "set_type": st.sampled_from(Set.Type.values),
        "status": st.sampled_from(Set.Status.values),
        "weight_unit": st.sampled_from(["kg", "lb"]),
        "rpe": st.none() | st.sampled_from([Decimal("6.5"), Decimal(8), Decimal(10)]),
    }
)
place = st.integers(0, 50)
# Moves with every set that is logged, and with every exercise that is put before.
MOVED = {"version", "order"}


class Logbook(RuleBasedStateMachine):
    """One person at random work."""

    @initialize()
    def open_account(self) -> None:
        self.user = UserFactory()
        self.exercises = [
            ExerciseFactory(**kind) for kind in ({}, {"bodyweight": True}, {"assisted": True}, {"dumbbells": True})
        ]
        self.own = ExerciseFactory(owner=self.user)
        self.exercises.append(self.own)

    def pick(self, rows: list, index: int) -> object:
        return rows[index % len(rows)]

    def live(self, model: type) -> list:
        return list(model.objects.for_user(self.user).order_by("pk"))

    @rule(days=place)
    def start(self, days: int) -> None:
        log_workout(self.user, {"status": "in_progress", "started_at": STARTED + timedelta(days=days)})

    @precondition(lambda self: self.live(Workout))
    @rule(workout=place, exercise=place, order=st.none() | st.integers(1, 5))
    def add(self, workout: int, exercise: int, order: int | None) -> None:
        add_exercise(self.pick(self.live(Workout), workout), self.pick(self.exercises, exercise), {"order": order})

    @precondition(lambda self: self.live(WorkoutExercise))
    @rule(row=place, rows=st.lists(set_values, min_size=1, max_size=4))
    def log(self, row: int, rows: list) -> None:
        add_sets(self.pick(self.live(WorkoutExercise), row), rows)

    @precondition(lambda self: self.live(WorkoutExercise))
    @rule(row=place, order=st.integers(1, 5))
    def move(self, row: int, order: int) -> None:
        change_workout_exercise(self.pick(self.live(WorkoutExercise), row), {"order": order})

    @precondition(lambda self: self.live(WorkoutExercise))
    @rule(row=place)
    def remove(self, row: int) -> None:
        remove_exercise(self.pick(self.live(WorkoutExercise), row))

    @precondition(lambda self: self.live(Set))
    @rule(entry=place, values=set_values)
    def edit(self, entry: int, values: dict) -> None:
        change_set(self.pick(self.live(Set), entry), values)

    @precondition(lambda self: self.live(Set))
    @rule(entry=place)
    def delete(self, entry: int) -> None:
        delete_set(self.pick(self.live(Set), entry))

    @rule(days=place, kg=st.decimals(40, 200, places=1), unit=st.sampled_from(["kg", "lb"]))
    def weigh(self, days: int, kg: Decimal, unit: str) -> None:
        weigh(self.user, STARTED.date() + timedelta(days=days), kg, unit)

    @precondition(lambda self: self.live(Workout))
    @rule(workout=place, days=place, kg=st.none() | st.decimals(40, 200, places=1))
    def back_date(self, workout: int, days: int, kg: Decimal | None) -> None:
        moved = {"started_at": STARTED + timedelta(days=days), "bodyweight_kg": kg}
        change_workout(self.pick(self.live(Workout), workout), moved)

    @rule(formula=st.sampled_from(User.Formula.values))
    def choose_formula(self, formula: str) -> None:
        change_account(self.user, {"e1rm_formula": formula})

    @rule(per_hand=st.booleans())
    def change_own_exercise(self, per_hand: bool) -> None:
        change_exercise(self.own, {"per_hand": per_hand})

    @precondition(lambda self: self.live(Workout))
    @rule(workout=place)
    def do_again(self, workout: int) -> None:
        copy(self.pick(self.live(Workout), workout))

    @precondition(lambda self: self.live(Workout))
    @rule(workout=place)
    def throw_away(self, workout: int) -> None:
        workout_bin.move_to_bin(self.pick(self.live(Workout), workout))

    @precondition(lambda self: Workout.objects.bin_of(self.user))
    @rule()
    def bring_back(self) -> None:
        workout_bin.restore(Workout.objects.bin_of(self.user)[0])

    @invariant()
    def stored_totals_are_what_the_sets_add_up_to(self) -> None:
        assert list(differing_rows()) == []

    @precondition(lambda self: self.deleted(Set))
    @rule(record=place)
    def undelete_set(self, record: int) -> None:
        with suppress(Conflict):  # its exercise was removed, or its workout lies in the bin
            undelete_set(self.user, self.pick(self.deleted(Set), record))

    @precondition(lambda self: self.deleted(WorkoutExercise))
    @rule(record=place)
    def undelete_exercise(self, record: int) -> None:
        with suppress(Conflict):
            undelete_exercise(self.user, self.pick(self.deleted(WorkoutExercise), record))

    def deleted(self, model: type) -> list:
        return list(model.history.filter(history_type="-").order_by("history_id").values_list("id", flat=True))

    @invariant()
    def last_record_of_a_row_is_how_it_stands(self) -> None:
        for model in (Workout, WorkoutExercise, Set):
            rows = model.objects.in_bulk()
            for record in model.history.latest_of_each():
                assert (record.history_type == "-") == (record.id not in rows)
                if record.id in rows:
                    said = {name: getattr(record, name) for name in state(rows[record.id]) if name not in MOVED}
                    assert said == {name: getattr(rows[record.id], name) for name in said}

    @invariant()
    def places_have_no_gaps(self) -> None:
        for workout in Workout.objects.all():
            orders = list(workout.exercises.values_list("order", flat=True))
            assert orders == list(range(1, len(orders) + 1))


class TestRandomEdits(TestCase, Logbook.TestCase):
    settings = settings(max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
