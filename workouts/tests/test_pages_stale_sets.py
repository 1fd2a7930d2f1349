"""Rows of sets that outlived what they show: another device logged the same set meanwhile."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from workouts.columns import columns_for
from workouts.forms.sets import SetForm
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.workouts import change_workout
from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workouts.tests.shown import shown
from workset.tests.races import race

NOTICE = "Changed on another device meanwhile: {}. Nothing is saved yet. Save again to keep what you typed."
TIMES = "\N{MULTIPLICATION SIGN}"
PANEL = {"set_type": "normal", "rest_seconds": "", "tempo": "", "notes": ""}


@pytest.fixture
def row(lifter: User, squat: Exercise) -> WorkoutExercise:
    return make_exercise(make_workout(lifter), squat)


@pytest.fixture
def done(row: WorkoutExercise) -> Set:
    return make_set(row, 80, 8)


@pytest.fixture
def planned(row: WorkoutExercise) -> Set:
    return make_set(row, 80, 8, status="planned")


def send(pages: Client, entry: Set, **typed: str) -> Any:
    return pages.post(reverse("set-edit", args=[entry.pk]), {"version": "1"} | typed)


def said(entry: Set) -> tuple[str, Any, Any]:
    entry.refresh_from_db()
    return entry.status, entry.weight, entry.reps


def told(answer: Any) -> list[str]:
    """The alerts in the rows, as they are read."""
    found = re.findall(
        r'<div role="alert"><ul class="errorlist set-note set-stale".*?</ul>', answer.content.decode(), re.DOTALL
    )
    return [" ".join(re.sub("<[^>]+>", "", text).split()) for text in found]


def row_of(answer: Any) -> tuple[int, list[str]]:
    """The version that the first row would send, and its values."""
    (row, *_) = next(answer.context["sheet"].cards()).rows
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert version is not None
    return int(version[1]), [cell.value for cell in row.cells]


def test_every_row_sends_the_version_that_it_shows(pages: Client, done: Set) -> None:
    change_set(done, {"reps": 9})
    make_set(done.workout_exercise)
    page = pages.get(reverse("workout", args=[done.workout_exercise.workout_id])).content.decode()
    assert re.findall(r'<input type="hidden" name="version" value="(\d+)">', page) == ["2", "1"]


def test_set_typed_over_on_two_devices_is_told_and_saved_when_sent_again(pages: Client, done: Set) -> None:
    change_set(done, {"weight": Decimal("82.5")})
    answer = send(pages, done, weight="85", reps="8", status="completed")
    assert (answer.status_code, told(answer)) == (200, [NOTICE.format(f"82.5 kg {TIMES} 8")])
    assert (said(done), row_of(answer)) == (("completed", Decimal("82.5"), 8), (2, ["85", "8"]))
    assert send(pages, done, version="2", weight="85", reps="8", status="completed").status_code == 302
    assert said(done) == ("completed", 85, 8)


def test_told_row_has_the_cursor_and_the_page_says_so_in_its_title(pages: Client, done: Set) -> None:
    change_set(done, {"weight": Decimal("82.5")})
    page = shown(send(pages, done, weight="85", reps="8", status="completed"))
    assert "<title>Error: Push" in page
    assert page.count("autofocus") == 1
    assert re.search(rf'<input [^>]*name="weight"[^>]*aria-describedby="set-{done.pk}-stale" autofocus', page)
    assert f'id="set-{done.pk}-stale"' in page


def test_weight_of_one_device_is_not_joined_with_the_reps_of_another(pages: Client, done: Set) -> None:
    change_set(done, {"weight": Decimal("82.5")})
    answer = send(pages, done, weight="80", reps="6", status="completed")
    assert told(answer) == [NOTICE.format(f"82.5 kg {TIMES} 8")]
    assert (said(done), row_of(answer)) == (("completed", Decimal("82.5"), 8), (2, ["80", "6"]))


@pytest.mark.parametrize("typed", [{"weight": "", "reps": ""}, {"weight": "80", "reps": "8"}])
def test_tap_on_a_planned_set_that_was_completed_elsewhere_with_its_numbers_needs_no_words(
    pages: Client, planned: Set, typed: dict
) -> None:
    change_set(planned, {"status": "completed"})
    assert send(pages, planned, status="completed", **typed).status_code == 302
    assert said(planned) == ("completed", 80, 8)


def test_tap_on_a_planned_set_that_was_completed_elsewhere_with_other_numbers_is_told_with_the_plan_spelled_out(
    pages: Client, planned: Set
) -> None:
    change_set(planned, {"status": "completed", "weight": Decimal("82.5")})
    answer = send(pages, planned, weight="", reps="", status="completed")
    assert told(answer) == [NOTICE.format(f"82.5 kg {TIMES} 8")]
    assert row_of(answer) == (2, ["80", "8"])
    send(pages, planned, version="2", weight="80", reps="8", status="completed")
    assert said(planned) == ("completed", 80, 8)


def test_tap_on_a_set_whose_plan_was_changed_elsewhere_is_told(pages: Client, planned: Set) -> None:
    change_set(planned, {"status": "planned", "weight": Decimal(90)})
    answer = send(pages, planned, weight="", reps="", status="completed")
    assert told(answer) == [NOTICE.format(f"90 kg {TIMES} 8 (planned)")]
    assert (said(planned), row_of(answer)) == (("planned", 90, 8), (2, ["80", "8"]))


def test_set_taken_back_here_and_changed_elsewhere_is_told_and_shows_what_stands(pages: Client, done: Set) -> None:
    change_set(done, {"reps": 9})
    answer = send(pages, done, weight="80", reps="8", status="planned")
    assert told(answer) == [NOTICE.format(f"80 kg {TIMES} 9")]
    assert row_of(answer) == (2, ["80", "9"])
    send(pages, done, version="2", weight="80", reps="9", status="planned")
    assert said(done) == ("planned", 80, 9)


def test_same_numbers_typed_on_two_devices_need_no_words(pages: Client, done: Set) -> None:
    change_set(done, {"weight": Decimal("82.5")})
    assert send(pages, done, weight="82,5", reps="8", status="completed").status_code == 302
    assert said(done) == ("completed", Decimal("82.5"), 8)


def test_note_written_here_leaves_the_numbers_that_were_changed_elsewhere(pages: Client, planned: Set) -> None:
    change_set(planned, {"status": "completed", "weight": Decimal("82.5")})
    answer = send(pages, planned, weight="", reps="", status="planned", **PANEL | {"notes": "Slow."})
    assert answer.status_code == 302
    assert (said(planned), planned.notes) == (("completed", Decimal("82.5"), 8), "Slow.")


def test_note_written_on_two_devices_is_told_and_the_rest_of_the_panel_stands_as_it_is_now(
    pages: Client, done: Set
) -> None:
    change_set(done, {"notes": "Fast.", "tempo": "3-1-1"})
    sent = {"weight": "80", "reps": "8", "status": "completed"} | PANEL | {"notes": "Slow."}
    answer = send(pages, done, **sent)
    assert told(answer) == [NOTICE.format("Note: Fast.")]
    form = answer.context["form"]
    assert [form[name].value() for name in ("tempo", "notes")] == ["3-1-1", "Slow."]
    send(pages, done, **sent | {"version": "2", "tempo": "3-1-1"})
    done.refresh_from_db()
    assert (done.tempo, done.notes) == ("3-1-1", "Slow.")


def tap_again(entry: Set) -> None:
    change_set(entry, {"reps": 8})


def put_tree(entry: Set) -> None:
    row = entry.workout_exercise
    kept = {"id": entry.pk, "weight": entry.weight, "reps": 8, "status": "completed"}
    change_workout(row.workout, {}, [{"id": row.pk, "exercise": row.exercise, "sets": [kept]}])


@pytest.mark.parametrize("save_unchanged", [tap_again, put_tree])
def test_set_that_was_saved_unchanged_before_it_was_changed_elsewhere_is_told(
    pages: Client, done: Set, save_unchanged: Callable[[Set], None]
) -> None:
    save_unchanged(done)
    assert said(done) == ("completed", 80, 8)
    assert done.version > 1
    change_set(done, {"reps": 9})
    answer = send(pages, done, weight="85", reps="8", status="completed")
    assert told(answer) == [NOTICE.format(f"80 kg {TIMES} 9")]
    assert said(done) == ("completed", 80, 9)


def test_refused_row_still_sends_the_version_that_was_typed_over(pages: Client, done: Set) -> None:
    change_set(done, {"weight": Decimal("82.5")})
    answer = send(pages, done, weight="85", reps="many", status="completed")
    assert (told(answer), row_of(answer)) == ([], (1, ["85", "many"]))


@pytest.mark.parametrize("version", [{}, {"version": ""}])
def test_row_that_does_not_tell_its_version_is_obeyed(pages: Client, done: Set, version: dict) -> None:
    change_set(done, {"weight": Decimal("82.5")})
    sent = {"weight": "85", "reps": "8", "status": "completed"} | version
    assert pages.post(reverse("set-edit", args=[done.pk]), sent).status_code == 302
    assert said(done) == ("completed", 85, 8)


@pytest.mark.parametrize("version", ["x", "1.5", "²", "\N{ARABIC-INDIC DIGIT ONE}x"])
def test_forged_version_is_refused_in_the_open(pages: Client, done: Set, version: str) -> None:
    answer = send(pages, done, version=version, weight="85", reps="8", status="completed")
    assert b"This page is out of date. Nothing was saved: reload it and send it again." in answer.content
    assert said(done) == ("completed", 80, 8)


@pytest.mark.parametrize("version", ["0", "7", "-1", "999999999", "9" * 400])
def test_version_that_never_was_counts_as_the_one_that_stands(pages: Client, done: Set, version: str) -> None:
    send(pages, done, version=version, weight="85", reps="8", status="completed")
    assert said(done) == ("completed", 85, 8)


def test_set_deleted_meanwhile_is_told_as_ever(pages: Client, stranger_pages: Client, done: Set) -> None:
    assert send(stranger_pages, done, weight="85", reps="8", status="completed").status_code == 404
    delete_set(done)
    answer = pages.post(
        reverse("set-edit", args=[done.pk]), {"version": "1", "weight": "85", "status": "completed"}, follow=True
    )
    assert b"This set was deleted on another device." in answer.content


def form_of(lifter: User, entry: Set, **typed: str) -> SetForm:
    data = {"version": "1", "status": "completed"} | typed
    return SetForm(data, columns=columns_for(lifter, entry.workout_exercise.exercise), entry=entry)


@pytest.mark.parametrize(("weight", "saved"), [("85", False), ("82.5", True)])
def test_set_changed_between_the_look_and_the_write_is_told(lifter: User, done: Set, weight: str, saved: bool) -> None:
    form = form_of(lifter, Set.objects.of(lifter).get(), weight=weight, reps="8")
    assert form.is_valid()
    change_set(done, {"weight": Decimal("82.5")})
    assert bool(form.save(change_set)) is saved
    assert form.stale == ([] if saved else [f"82.5 kg {TIMES} 8"])
    assert said(done) == ("completed", Decimal("82.5"), 8)


@pytest.mark.django_db(transaction=True)
def test_of_devices_that_type_over_one_set_at_once_one_is_obeyed_and_the_others_are_told(
    lifter: User, done: Set
) -> None:
    forms = [
        form_of(lifter, entry, weight=f"{90 + n}", reps="8")
        for n, entry in enumerate(Set.objects.of(lifter).get() for _ in range(4))
    ]
    assert all(form.is_valid() for form in forms)
    saved = race(lambda number: bool(forms[number].save(change_set)), 4)
    done.refresh_from_db()
    assert sorted(saved) == [False, False, False, True]
    assert done.weight == 90 + saved.index(True)
