"""The pocket copy: what a phone needs so that it can log without signal, and nobody else's."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Alias, Exercise, Preference
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.account import change_account
from workouts.logbook.bin import move_to_bin
from workouts.logbook.workouts import change_workout
from workouts.models import Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = pytest.mark.django_db

KNOWN = "/known/"


def train(user: User, day: int, *exercises: Exercise, **values: Any) -> Workout:
    """A finished workout of so many days after the first, with a warm-up and a heavy set of each."""
    start = STARTED + timedelta(days=day)
    finished = {"status": "completed", "started_at": start, "completed_at": start + timedelta(hours=1)}
    workout = make_workout(user, **finished | values)
    for exercise in exercises:
        row = make_exercise(workout, exercise)
        make_set(row, 60, 8, set_type="warm_up")
        make_set(row, 100 + day, 5)
    return workout


def known(client: Client) -> dict[str, Any]:
    """The copy."""
    answer = client.get(KNOWN)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return answer.json()


def of(client: Client, exercise: Exercise) -> dict[str, Any]:
    """What the copy says of one exercise."""
    (found,) = [one for one in known(client)["exercises"] if one["id"] == str(exercise.pk)]
    return found


def test_copy_says_whose_it_is_and_how_they_like_their_logbook(pages: Client, lifter: User) -> None:
    copy = known(pages)
    told = {name: value for name, value in copy.items() if isinstance(value, str | bool | int)}
    assert told == {
        "account": str(lifter.pk),
        "track_rpe": False,
        "rest_sound": True,
        "rest_vibration": True,
        "formula": "epley",
        "bar_reps": 10,
    }
    assert copy["warm_ups"] == [["0.4", 5], ["0.6", 3], ["0.8", 1]]
    assert (copy["rests"]["normal"], copy["rests"]["warm_up"]) == (120, 60)


def test_plates_are_those_of_the_account_in_both_units(pages: Client, lifter: User) -> None:
    rack = [{"weight": 20, "unit": "kg", "pairs": 1}, {"weight": 45, "unit": "lb", "pairs": 1}]
    change_account(lifter, {"plates": rack, "weight_increment": Decimal("1.25")})
    copy = known(pages)
    assert copy["plates"] == {
        "kg": [["20", []], ["60", ["20"]], ["60.82", ["45 lb"]], ["100.82", ["45 lb", "20"]]],
        "lb": [["44.1", []], ["132.3", ["20 kg"]], ["134.1", ["45"]], ["222.3", ["45", "20 kg"]]],
    }
    assert copy["steps"] == {"kg": "1.25", "lb": "5"}


def test_bar_and_step_of_somebody_who_lifts_pounds(pages: Client, lifter: User) -> None:
    change_account(lifter, {"weight_unit": "lb", "bar_weight": Decimal(45), "weight_increment": Decimal("1.25")})
    copy = known(pages)
    bars = {unit: loads[0] for unit, loads in copy["plates"].items()}
    assert (bars, copy["steps"]) == ({"kg": ["20.41", []], "lb": ["45", []]}, {"kg": "2.5", "lb": "1.25"})


def test_exercise_carries_its_fields_its_bests_and_its_last_time(pages: Client, lifter: User, squat: Exercise) -> None:
    Alias.objects.create(exercise=squat, name="Back Squat", position=1)
    Preference.objects.create(user=lifter, exercise=squat, pinned_note="Belt on")
    Exercise.objects.filter(pk=squat.pk).update(equipment="barbell")
    for day in (-1, 1, 0):  # whatever was written down first or last
        train(lifter, day, squat)
    assert of(pages, squat) == {
        "id": str(squat.pk),
        "name": "Barbell Squat",
        "aliases": ["Back Squat"],
        "own": False,
        "muscle": "quadriceps",
        "muscle_label": "Quadriceps",
        "category": "strength",
        "equipment_label": "Barbell",
        "keys": ["barbell squat", "back squat"],
        "archived": False,
        "pinned_note": "Belt on",
        "fields": [
            {"name": "weight", "head": "kg", "label": "Weight, kg", "keypad": "decimal"},
            {"name": "reps", "head": "Reps", "label": "Reps", "keypad": "numeric"},
        ],
        "timed": False,
        "plates": True,
        "facts": {
            "exercise": str(squat.pk),
            "unit": "kg",
            "distance_unit": "km",
            "mode": "external",
            "base_kg": "0",
            "best_weight_kg": "101",
            "best_e1rm_kg": "117.833",
            "has_history": True,
            "rest_seconds": None,
        },
        "last": {
            "day_words": "3 Mar 2026",
            "sets": [
                {
                    "type": "warm_up",
                    "values": {"weight": "60", "reps": "8"},
                    "as_typed": "",
                    "words": ["60 kg", "\N{MULTIPLICATION SIGN} 8"],
                },
                {
                    "type": "normal",
                    "values": {"weight": "101", "reps": "5"},
                    "as_typed": "",
                    "words": ["101 kg", "\N{MULTIPLICATION SIGN} 5"],
                },
            ],
        },
    }


def test_workout_in_progress_is_neither_last_time_nor_best(pages: Client, lifter: User, squat: Exercise) -> None:
    train(lifter, 0, squat)
    make_set(make_exercise(make_workout(lifter, started_at=STARTED + timedelta(days=1)), squat), 140, 3)
    told = of(pages, squat)
    assert (told["facts"]["best_weight_kg"], told["last"]["day_words"]) == ("100", "2 Mar 2026")
    assert [one["values"]["weight"] for one in told["last"]["sets"]] == ["60", "100"]


def test_exercise_that_was_never_done_has_no_last_time(pages: Client, squat: Exercise) -> None:
    told = of(pages, squat)
    assert (told["last"], told["facts"]["has_history"]) == (None, False)
    assert (told["facts"]["best_weight_kg"], told["plates"]) == (None, False)


def test_numbers_are_in_the_unit_and_the_words_in_the_formats_of_the_reader(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    Preference.objects.create(user=lifter, exercise=squat, weight_unit="lb")
    change_account(lifter, {"locale": "de", "track_rpe": True})
    make_set(make_exercise(make_workout(lifter, status="completed"), squat), "62.5", 5, rpe=8)
    told = of(pages, squat)
    assert [one["name"] for one in told["fields"]] == ["weight", "reps", "rpe"]
    assert told["facts"]["unit"] == "lb"
    assert told["last"]["day_words"] == "02.03.2026"
    assert told["last"]["sets"] == [
        {
            "type": "normal",
            "values": {"weight": "137.8", "reps": "5", "rpe": ""},
            "as_typed": "137.8 62.5 kg",
            "words": ["137,8 lb", "\N{MULTIPLICATION SIGN} 5"],
        }
    ]


@pytest.mark.parametrize(("kg", "base"), [(None, None), (Decimal(80), "51.2")])
def test_share_of_the_body_is_told_where_it_is_known(
    pages: Client, lifter: User, push_up: Exercise, kg: Decimal | None, base: str | None
) -> None:
    if kg:
        weigh(lifter, date(2026, 1, 1), kg)
    assert (of(pages, push_up)["facts"]["mode"], of(pages, push_up)["facts"]["base_kg"]) == ("bodyweight", base)


def test_last_three_finished_workouts_come_along_to_be_done_again(
    pages: Client, lifter: User, squat: Exercise, push_up: Exercise
) -> None:
    for day in range(4):
        latest = train(lifter, day, squat, title=f"Day {day}")
    move_to_bin(train(lifter, 5, squat))
    make_workout(lifter, started_at=STARTED + timedelta(days=6))
    row = make_exercise(latest, push_up, superset=1, rest_seconds=90, notes="Knees down")
    make_set(row, None, 12, rest_seconds=60, tempo="3-1-1")
    workouts = known(pages)["workouts"]
    assert [one["title"] for one in workouts] == ["Day 3", "Day 2", "Day 1"]
    assert workouts[0]["id"] == str(latest.pk)
    assert workouts[0]["exercises"][1] == {
        "exercise": str(push_up.pk),
        "superset": 1,
        "notes": "Knees down",
        "rest_seconds": 90,
        "sets": [
            {
                "set_type": "normal",
                "weight": None,
                "weight_unit": "kg",
                "reps": 12,
                "duration_seconds": None,
                "distance_m": None,
                "rest_seconds": 60,
                "tempo": "3-1-1",
            }
        ],
    }
    assert workouts[0]["exercises"][0]["sets"][1]["weight"] == "103"


def test_what_was_done_last_comes_first(pages: Client, lifter: User, squat: Exercise, push_up: Exercise) -> None:
    ExerciseFactory(name="Ab Wheel")
    train(lifter, 0, squat)
    train(lifter, 1, push_up)
    assert [one["name"] for one in known(pages)["exercises"]] == ["Push Up", "Barbell Squat", "Ab Wheel"]


def test_nobody_elses_exercises_and_bests_are_in_it(
    pages: Client, lifter: User, stranger: User, squat: Exercise
) -> None:
    create_exercise(stranger, {"name": "Secret Press", "aliases": ["Hush"]})
    mine = create_exercise(lifter, {"name": "Ring Dip"})
    archived = ExerciseFactory(owner=stranger, name="Old Press", archived_at=STARTED)
    train(stranger, 0, squat)
    Preference.objects.create(user=stranger, exercise=squat, pinned_note="Theirs", is_favourite=True)
    weigh(stranger, date(2026, 1, 1), Decimal(80))
    answer = pages.get(KNOWN)
    assert [one["name"] for one in answer.json()["exercises"]] == ["Barbell Squat", "Ring Dip"]
    assert [one["own"] for one in answer.json()["exercises"]] == [False, True]
    told = of(pages, squat)
    assert (told["last"], told["pinned_note"]) == (None, "")
    assert answer.json()["workouts"] == []
    text = answer.content.decode()
    assert str(mine.pk) in text
    assert all(word not in text for word in ("Secret", "Hush", "Theirs", str(archived.pk), str(stranger.pk)))


def test_copy_that_is_still_right_is_not_sent_again(pages: Client, lifter: User, squat: Exercise) -> None:
    first = pages.get(KNOWN)
    again = pages.get(KNOWN, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert {first["Cache-Control"], again["Cache-Control"]} == {"no-store"}
    workout = train(lifter, 0, squat)
    after = pages.get(KNOWN, HTTP_IF_NONE_MATCH=first["ETag"])
    assert after.status_code == 200
    change_workout(workout, {"title": "Pull"})
    assert pages.get(KNOWN, HTTP_IF_NONE_MATCH=after["ETag"]).status_code == 200


def test_who_is_signed_out_gets_no_copy_and_is_not_led_elsewhere(client: Client, db: None) -> None:
    answer = client.get(KNOWN)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_copy_can_only_be_read(pages: Client, method: str) -> None:
    assert getattr(pages, method)(KNOWN).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_copy_takes_fourteen_queries_whatever_the_number_of_rows(
    pages: Client, lifter: User, count: int, django_assert_num_queries: Any
) -> None:
    weigh(lifter, date(2026, 1, 1), Decimal(80))
    for day in range(count):
        own = create_exercise(lifter, {"name": f"Press {day}", "aliases": [f"Push {day}"]})
        Preference.objects.create(user=lifter, exercise=own, pinned_note="Belt on")
        train(lifter, day, *(ExerciseFactory(bodyweight=True) for _ in range(count)), own)
    with django_assert_num_queries(14):  # session, user, and twelve for the copy
        known(pages)
