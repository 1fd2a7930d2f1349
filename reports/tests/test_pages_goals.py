"""The pages of goals: set, looked at, changed, deleted and brought back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise, Preference
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from reports.goals import change_goal, delete_goal
from reports.models import Goal
from reports.tests.factories import make_goal
from reports.tests.test_goals import START, train
from workouts.models import Set, Workout
from workouts.tests.factories import weigh
from workset.lib.ids import uuid7

pytestmark = pytest.mark.django_db

NEW = reverse("goal-new")


def text_of(client: Client, name: str, *args: Any) -> str:
    """What a page says, its spaces plain."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ").replace("&#8239;", " ").split())


def set_goal(client: Client, kind: str, exercise: Exercise | None = None, **fields: Any) -> Any:
    """The answer to the form of a new goal."""
    query = f"?type={kind}" + (f"&exercise={exercise.pk}" if exercise else "")
    return client.post(NEW + query, {"starts_on": "2026-03-01", "metric": "weight"} | fields)


@pytest.mark.parametrize("typed", ["62.5", "62,5"])
def test_goal_of_strength_is_set_in_the_accounts_unit(pages: Client, lifter: User, squat: Exercise, typed: str) -> None:
    User.objects.update(weight_unit="lb")
    answer = set_goal(pages, "strength", squat, target=typed, deadline="2026-06-30")
    goal = Goal.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("goal", args=[goal.pk]))
    assert (goal.exercise, goal.metric, goal.target_value, goal.weight_unit) == (squat, "weight", Decimal("62.5"), "lb")
    assert (str(goal.starts_on), str(goal.deadline)) == ("2026-03-01", "2026-06-30")


def test_unit_of_the_exercise_wins_over_the_accounts(pages: Client, lifter: User, squat: Exercise) -> None:
    Preference.objects.create(user=lifter, exercise=squat, weight_unit="lb")
    assert "Target, lb" in pages.get(f"{NEW}?type=strength&exercise={squat.pk}").content.decode()
    set_goal(pages, "strength", squat, target="225")
    goal = Goal.objects.get()
    assert (goal.weight_unit, goal.target_kg) == ("lb", Decimal("102.058"))
    for name in ("goals", "goal"):
        assert "Barbell Squat: 225 lb" in text_of(pages, name, *([goal.pk] if name == "goal" else []))


def test_other_goals_are_set_without_an_exercise(pages: Client) -> None:
    set_goal(pages, "consistency", target="3", period="week")
    set_goal(pages, "volume", target="20000", period="")
    set_goal(pages, "bodyweight", target="77,5")
    said = list(Goal.objects.order_by("pk").values_list("type", "metric", "target_value", "period", "exercise"))
    assert said == [
        ("consistency", "workouts", 3, "week", None),
        ("volume", "volume_kg", 20_000, None, None),
        ("bodyweight", "bodyweight_kg", Decimal("77.5"), None, None),
    ]
    shown = text_of(pages, "goals")
    for title in ("3 workouts every week", "Volume of 20,000 kg", "Bodyweight of 77.5 kg"):
        assert title in shown


def test_assisted_exercise_is_aimed_at_by_its_e1rm(pages: Client) -> None:
    set_goal(pages, "strength", ExerciseFactory(assisted=True), target="60")
    assert Goal.objects.get().metric == "e1rm"


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("strength", {"target": ""}, "Give the weight that you aim at."),
        ("strength", {"target": "heavy"}, "Write the weight like 62.5 or 62,5"),
        ("strength", {"target": "1,000"}, "thousands without a separator"),
        ("strength", {"target": "0"}, "Give a weight from 0.5 to 2000 kg."),
        ("strength", {"target": "9999"}, "Give a weight from 0.5 to 2000 kg."),
        ("strength", {"target": "100", "deadline": "2026-02-01"}, "This is before the start."),
        ("strength", {"target": "100", "starts_on": "1.3.2026"}, "Give the date like 2026-03-31."),
        ("strength", {"target": "100", "starts_on": "2999-01-01"}, "Give a date between 1900 and ten years ahead."),
        ("consistency", {"target": "2.5", "period": "week"}, "Write a whole number like 3."),
        ("consistency", {"target": "0", "period": "week"}, "Give a number from 1 to 10000."),
        ("bodyweight", {"target": "0.5"}, "Give a weight from 1 to 700 kg."),
    ],
)
def test_what_can_not_be_meant_is_told_beside_its_field(
    pages: Client, squat: Exercise, kind: str, fields: dict[str, str], told: str
) -> None:
    answer = set_goal(pages, kind, squat if kind == "strength" else None, **fields)
    assert (answer.status_code, told in answer.content.decode()) == (200, True)
    assert fields["target"] in answer.content.decode()
    assert not Goal.objects.exists()


def test_form_that_is_sent_twice_sets_one_goal(pages: Client, squat: Exercise) -> None:
    pk = str(uuid7())
    answers = [set_goal(pages, "strength", squat, target="100", id=pk) for _twice in range(2)]
    assert [answer["Location"] for answer in answers] == [reverse("goal", args=[pk])] * 2
    assert Goal.objects.count() == 1


def test_exercise_is_chosen_among_those_with_a_load(pages: Client, lifter: User, stranger: User) -> None:
    ExerciseFactory(name="Running", cardio=True)
    create_exercise(stranger, {"name": "Press of a stranger"})
    create_exercise(lifter, {"name": "Log Press"})
    ExerciseFactory(name="Bench Press")
    shown = pages.get(f"{NEW}?type=strength&q=press").content.decode()
    assert [name in shown for name in ("Log Press", "Bench Press", "Running", "Press of a stranger")] == [
        True,
        True,
        False,
        False,
    ]
    assert "No exercise with a weight is called “running”" in pages.get(f"{NEW}?q=running").content.decode()


def test_exercise_of_a_stranger_is_not_found(pages: Client, stranger: User) -> None:
    theirs = create_exercise(stranger, {"name": "Theirs"})
    for pk in (theirs.pk, uuid4()):
        address = f"{NEW}?type=strength&exercise={pk}"
        assert (pages.get(address).status_code, pages.post(address, {"target": "100"}).status_code) == (404, 404)
    assert pages.get(f"{NEW}?type=glory&exercise=squat&q=%00").status_code == 200


def test_goal_shows_how_far_it_is_and_the_set_that_did_it(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, target_value=120)
    assert "Under way" in text_of(pages, "goal", goal.pk)
    train(lifter, squat, START, (90, 1))
    shown = text_of(pages, "goal", goal.pk)
    for words in ("75 %", "Best so far", "90 kg", "To go", "30 kg", "can't be told yet"):
        assert words in shown
    train(lifter, squat, START + timedelta(days=1), (120, 1))
    entry = Set.objects.get(weight=120)
    shown = text_of(pages, "goal", goal.pk)
    address = reverse("workout", args=[entry.workout_exercise.workout_id])
    assert "Achieved on 2 Mar 2026." in shown
    assert f"{address}#set-{entry.pk}" in shown
    assert "badge-accent" in text_of(pages, "goals")


def test_projection_is_told_with_its_uncertainty(pages: Client, lifter: User) -> None:
    today = lifter.today()
    goal = make_goal(
        lifter,
        type="bodyweight",
        target_value=80,
        starts_on=today - timedelta(days=60),
        deadline=today + timedelta(days=10),
    )
    for place, kg in enumerate(("90", "89.2", "88", "87.1", "86")):
        weigh(lifter, today - timedelta(days=20 - place * 5), Decimal(kg))
    shown = text_of(pages, "goal", goal.pk)
    for words in ("At this pace you reach it about", "after your last day", "5 points of the last half year", "95 %"):
        assert words in shown


def test_missed_goal_says_so_in_words(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, deadline=START + timedelta(days=10))
    assert "Missed" in text_of(pages, "goals")
    assert "The last day was 11 Mar 2026." in text_of(pages, "goal", goal.pk)


def test_weekly_goal_shows_its_running_week(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, type="consistency", target_value=1, period="week")
    train(lifter, squat, lifter.today(), (100, 5))
    shown = text_of(pages, "goal", goal.pk)
    assert "Achieved this week" in shown
    assert reverse("workout", args=[Workout.objects.get().pk]) in shown


def test_weekly_goal_that_is_over_shows_its_last_week(pages: Client, lifter: User, squat: Exercise) -> None:
    train(lifter, squat, date(2026, 3, 2), (100, 5))
    goal = make_goal(
        lifter,
        type="consistency",
        target_value=1,
        period="week",
        starts_on=date(2026, 3, 2),
        deadline=date(2026, 3, 17),  # a Tuesday: the week that ends on the 15th is the last
    )
    with time_machine.travel("2026-04-01T12:00:00Z", tick=False):
        shown = text_of(pages, "goal", goal.pk)
        assert ("This week" in shown, "Last week" in shown, "Missed" in shown) == (False, True, True)
        figure = pages.get(reverse("goal", args=[goal.pk])).context["figure"]
    points = figure.series[0].points
    assert [(point.at.day, point.value, point.partial) for point in points] == [
        (2, 1, False),
        (9, 0, False),
        (16, 0, True),
    ]


def test_goals_for_which_more_can_be_done_come_first(pages: Client, lifter: User, squat: Exercise) -> None:
    train(lifter, squat, START, (100, 5))
    for values in ({"target_value": 200}, {"target_value": 90}, {"target_value": 300, "deadline": START}):
        make_goal(lifter, squat, **values)
    shown = text_of(pages, "goals")
    places = [shown.index(f"Barbell Squat: {kg} kg") for kg in (200, 90, 300)]
    assert places == sorted(places)


def test_newcomer_is_shown_how_to_begin(pages: Client) -> None:
    shown = text_of(pages, "goals")
    assert "No goals yet" in shown
    assert NEW in shown


def test_change_keeps_what_was_not_touched_as_it_was_typed(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat, target_value=Decimal(225), weight_unit="lb")
    address = reverse("goal-edit", args=[goal.pk])
    assert 'value="102.1"' in pages.get(address).content.decode()
    sent = {"metric": "weight", "target": "102.1", "starts_on": "2026-03-01", "deadline": "2026-09-01"}
    sent |= {"initial-target": "102.1", "initial-metric": "weight", "initial-starts_on": "2026-03-01"}
    assert pages.post(address, sent | {"initial-deadline": ""}).status_code == 302
    goal.refresh_from_db()
    assert (goal.target_value, goal.weight_unit, str(goal.deadline)) == (225, "lb", "2026-09-01")
    pages.post(address, sent | {"target": "105", "initial-deadline": "2026-09-01"})
    goal.refresh_from_db()
    assert (goal.target_value, goal.weight_unit, goal.target_kg) == (105, "kg", 105)


def test_what_was_changed_elsewhere_is_shown_before_it_is_written_over(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    goal = make_goal(lifter, squat)
    change_goal(goal, {"target_value": Decimal(150)})
    sent = {"metric": "weight", "target": "160", "starts_on": "2026-03-01", "deadline": ""}
    sent |= {"initial-target": "140", "initial-metric": "weight", "initial-starts_on": "2026-03-01"}
    answer = pages.post(reverse("goal-edit", args=[goal.pk]), sent)
    assert (answer.status_code, "This was changed since you opened this page" in answer.content.decode()) == (200, True)
    assert Goal.objects.get().target_value == 150


def test_deletion_can_be_undone(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat)
    answer = pages.post(reverse("goal-delete", args=[goal.pk]), follow=True)
    undo = reverse("goal-undelete", args=[goal.pk])
    assert (Goal.objects.exists(), undo in answer.content.decode()) == (False, True)
    told = pages.get(reverse("goal", args=[goal.pk]), follow=True)
    assert "This goal was deleted on another device." in told.content.decode()
    for _twice in range(2):
        assert pages.post(undo)["Location"] == reverse("goal", args=[goal.pk])
    assert Goal.objects.get().target_value == 140


def test_addresses_of_forms_lead_to_the_goal(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat)
    for name in ("goal-delete", "goal-undelete"):
        assert pages.get(reverse(name, args=[goal.pk]))["Location"] == reverse("goal", args=[goal.pk])
    assert Goal.objects.exists()


def test_goals_of_another_person_are_not_found(stranger_pages: Client, lifter: User, squat: Exercise) -> None:
    goal, deleted = make_goal(lifter, squat, target_value=123), make_goal(lifter, squat)
    delete_goal(deleted)
    for name in ("goal", "goal-edit"):
        assert stranger_pages.get(reverse(name, args=[goal.pk])).status_code == 404
    for name, pk in (("goal-edit", goal.pk), ("goal-delete", goal.pk), ("goal-undelete", deleted.pk)):
        assert stranger_pages.post(reverse(name, args=[pk]), {"target": "1"}).status_code == 404
    assert "123" not in text_of(stranger_pages, "goals")
    assert Goal.objects.get().target_value == 123


def test_nobody_is_asked_to_sign_in(client: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat)
    for address in (reverse("goals"), NEW, reverse("goal", args=[goal.pk]), reverse("goal-edit", args=[goal.pk])):
        assert client.get(address)["Location"].startswith(reverse("sign-in"))


def test_wrong_method_is_refused(pages: Client, lifter: User, squat: Exercise) -> None:
    goal = make_goal(lifter, squat)
    assert pages.post(reverse("goals")).status_code == 405
    assert pages.post(reverse("goal", args=[goal.pk])).status_code == 405
    assert pages.put(reverse("goal-delete", args=[goal.pk])).status_code == 405
