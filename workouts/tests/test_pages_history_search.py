"""What the history is narrowed by: words, days, an exercise, a status."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "leg"}, ["Leg day"]),
        ({"from": "2026-03-03"}, ["Leg day"]),
        ({"to": "2026-03-02"}, ["Push"]),
        ({"from": "2026-03-02", "to": "2026-03-03"}, ["Leg day", "Push"]),
        ({"q": "bench"}, []),
        ({"q": "squat"}, ["Leg day"]),
        ({"q": "SQUAT leg"}, ["Leg day"]),
        ({"q": "squat push"}, []),
        ({"q": "strength"}, ["Push"]),
        ({"q": "sore"}, ["Push"]),
        ({"from": "soon"}, ["Leg day", "Push"]),
        ({"q": "\0"}, ["Leg day", "Push"]),
        ({"from": "2026-03-03", "to": "2026-03-02"}, ["Leg day"]),
        ({"status": "completed"}, ["Leg day"]),
        ({"status": "planned"}, []),
        ({"status": "lost"}, ["Leg day", "Push"]),
    ],
)
def test_history_is_narrowed_by_words_and_days(
    pages: Client, lifter: User, squat: Exercise, query: dict, found: list
) -> None:
    make_workout(lifter, type="Strength", notes="Sore.")
    later = STARTED + timedelta(days=1)
    leg_day = make_workout(lifter, title="Leg day", started_at=later, status="completed")
    for _ in range(2):
        make_exercise(leg_day, squat)
    answer = pages.get(reverse("workouts"), query)
    assert [workout.title for workout in answer.context["page_obj"]] == found


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({"from": "soon"}, {"from": ["Give the date like 2026-03-31."]}),
        ({"to": "2026-02-30"}, {"to": ["Give the date like 2026-03-31."]}),
        (
            {"from": "2026-03-03", "to": "2026-03-02"},
            {"to": ["This is before the first day. Give it or a later one."]},
        ),
        ({"exercise": "squat"}, {"exercise": ["Choose an exercise that you have done."]}),
        ({"status": "lost"}, {"status": ["Choose one of these."]}),
        ({"q": "x" * 201}, {"q": ["Ensure this value has at most 200 characters (it has 201)."]}),
    ],
)
def test_what_cannot_be_looked_for_is_told_by_its_field(pages: Client, lifter: User, query: dict, errors: dict) -> None:
    make_workout(lifter)
    answer = pages.get(reverse("workouts"), query)
    assert answer.context["form"].errors == errors
    assert b'<details class="card filters" open>' in answer.content
    for (message,) in errors.values():
        assert message in answer.content.decode()


def test_history_of_an_exercise_shows_the_workouts_with_it_once_each(
    pages: Client, lifter: User, squat: Exercise, push_up: Exercise
) -> None:
    both = make_workout(lifter, title="Both")
    for exercise in (squat, push_up, squat):
        make_exercise(both, exercise)
    make_exercise(make_workout(lifter), push_up)
    answer = pages.get(reverse("workouts"), {"exercise": str(squat.pk)})
    assert list(answer.context["page_obj"]) == [both]
    assert [name for _, name in answer.context["form"].fields["exercise"].choices] == ["Any", squat.name, push_up.name]


def test_history_of_an_exercise_of_a_stranger_or_never_done_is_empty(
    pages: Client, lifter: User, stranger: User, squat: Exercise
) -> None:
    make_workout(lifter)
    theirs = ExerciseFactory(owner=stranger, name="Bob's secret")
    make_exercise(make_workout(stranger), theirs)
    make_exercise(make_workout(stranger), squat)
    for exercise in (theirs, squat):
        answer = pages.get(reverse("workouts"), {"exercise": str(exercise.pk)})
        assert (answer.status_code, list(answer.context["page_obj"])) == (200, [])
        assert b"secret" not in answer.content


def test_history_of_an_exercise_forgets_it_with_the_bin(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_exercise(workout, squat)
    pages.post(reverse("workout-delete", args=[workout.pk]))
    answer = pages.get(reverse("workouts"), {"exercise": str(squat.pk)})
    assert answer.context["form"].fields["exercise"].choices == [("", "Any")]


def test_each_thing_that_narrows_the_history_can_be_taken_away(pages: Client, lifter: User, squat: Exercise) -> None:
    make_exercise(make_workout(lifter), squat)
    asked = {"q": "push", "from": "2026-03-01", "exercise": str(squat.pk), "status": "in_progress", "page": "1"}
    answer = pages.get(reverse("workouts"), asked)
    chips = {chip.text: parse_qs(chip.address[1:]) for chip in answer.context["chips"]}
    kept = {name: [value] for name, value in asked.items() if name != "page"}
    names = {"“push”": "q", "from 1 Mar 2026": "from", squat.name: "exercise", "In progress": "status"}
    assert chips == {text: {k: v for k, v in kept.items() if k != name} for text, name in names.items()}
    assert b"Show all" in answer.content
    assert b'<details class="card filters">' in answer.content


def test_a_single_day_is_taken_away_at_once(pages: Client, lifter: User) -> None:
    make_workout(lifter)
    (chip,) = pages.get(reverse("workouts"), {"from": "2026-03-02", "to": "2026-03-02"}).context["chips"]
    assert (chip.text, chip.address) == ("2 Mar 2026", "?")


def test_page_of_an_exercise_leads_to_the_workouts_with_it(pages: Client, lifter: User, squat: Exercise) -> None:
    make_set(make_exercise(make_workout(lifter), squat))
    page = pages.get(reverse("exercise", args=[squat.pk]))
    assert f'href="{reverse("workouts")}?exercise={squat.pk}"'.encode() in page.content
