"""The import page: what the verb does from a file, what it asks, and what it says of a file that it can't take."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from exercises.models import Exercise
from workouts.imports.commit import commit
from workouts.logbook.bin import move_to_bin
from workouts.models import ImportBatch, Set, Workout
from workouts.tests.imports.exports import FITNOTES, HEVY, STRONG, read

pytestmark = pytest.mark.django_db

IMPORT = reverse("import")

STRONG_LEGS = STRONG + (
    '2024-05-02 18:00:00,Legs,1h,Barbell Squat,W,40,8,0,0,"Slow",Tired,\n'
    "2024-05-02 18:00:00,Legs,1h,Barbell Squat,1,100,5,0,0,,,8.5\n"
    "2024-05-02 18:00:00,Legs,1h,Barbell Squat,Rest Timer,0,0,0,120,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Barbell Squat,2,102.5,5,0,0,,,\n"
)
STRONG_SLED = STRONG + "2024-05-04 18:00:00,Legs,1h,Sled Push,1,80,0,40,0,,,\n"
HEVY_PUSH = HEVY + (
    'Push,"2 May 2024, 18:00","2 May 2024, 19:10",Fine,Bench,0,Paused,0,warmup,40,10,,,\n'
    'Push,"2 May 2024, 18:00","2 May 2024, 19:10",Fine,Bench,0,Paused,1,failure,80,0,,,10\n'
    'Push,"2 May 2024, 18:00","2 May 2024, 19:10",Fine,Run,,,0,normal,,,5,1500,\n'
)
FITNOTES_DAY = FITNOTES + "2024-05-02,Barbell Squat,Legs,100,kgs,5,,,\n2024-05-02,Row,Back,135,lbs,8,,,\n"


def upload(pages: Client, content: str | bytes, name: str = "export.csv", **answers: str) -> Any:
    """What the page answers to a file."""
    data = content.encode() if isinstance(content, str) else content
    return pages.post(IMPORT, {"file": SimpleUploadedFile(name, data, "text/csv"), **answers})


def logbook(user: User) -> list[tuple]:
    """Every set of a person with its workout, as the person would tell them."""
    fields = (
        "workout_exercise__workout__title",
        "workout_exercise__workout__status",
        "workout_exercise__workout__started_at",
        "workout_exercise__workout__duration_seconds",
        "workout_exercise__workout__local_date",
        "workout_exercise__workout__notes",
        "workout_exercise__workout__volume_kg",
        "workout_exercise__exercise__name",
        "workout_exercise__superset",
        "workout_exercise__notes",
        "set_number",
        "set_type",
        "status",
        "weight",
        "weight_unit",
        "weight_kg",
        "reps",
        "rpe",
        "duration_seconds",
        "distance_m",
        "rest_seconds",
        "source_row",
    )
    return list(Set.objects.of(user).order_by("source_row").values_list(*fields))


def counts() -> list[int]:
    return [model.objects.count() for model in (ImportBatch, Workout, Set, Exercise)]


@pytest.mark.parametrize(
    ("text", "unit", "sets"), [(STRONG_LEGS, "lb", 3), (HEVY_PUSH, None, 3), (FITNOTES_DAY, None, 2)]
)
def test_page_writes_what_the_verb_writes(
    pages: Client, lifter: User, stranger: User, squat: Exercise, text: str, unit: str | None, sets: int
) -> None:
    commit(stranger, read(text), unit)
    answer = upload(pages, text, **({"weight_unit": unit} if unit else {}))
    assert answer.context["result"].workouts_added == 1
    assert len(logbook(lifter)) == sets
    assert logbook(lifter) == logbook(stranger)
    assert ImportBatch.objects.get(user=lifter).filename == "export.csv"


def test_result_accounts_for_every_line(pages: Client, squat: Exercise) -> None:
    answer = upload(pages, STRONG_LEGS, weight_unit="kg")
    result = answer.context["result"]
    assert (result.rows_read, result.set_rows, result.rest_rows, result.note_rows, result.refused) == (4, 3, 1, 0, [])
    assertContains(answer, "1 workout imported")
    assertContains(answer, '<th scope="row">Lines read</th><td class="number">4</td>', html=True)
    assertContains(answer, "says nothing of supersets")
    assertContains(answer, "Nothing in the file was left out.")
    assertContains(answer, f'href="{reverse("workouts")}"')


def test_second_import_adds_nothing(pages: Client) -> None:
    upload(pages, HEVY_PUSH)
    before = counts()
    answer = upload(pages, HEVY_PUSH)
    assert counts() == before
    assert (answer.context["result"].workouts_added, answer.context["result"].workouts_skipped) == (0, 1)
    assertContains(answer, "Nothing new was imported")
    assertContains(answer, "1 workout was here already, from an earlier import. It stayed as it is.")
    assertNotContains(answer, "Nothing in the file was left out.")


def test_later_export_says_what_was_here_already(pages: Client) -> None:
    upload(pages, HEVY_PUSH)
    answer = upload(pages, HEVY_PUSH + HEVY_PUSH.removeprefix(HEVY).replace("2 May", "9 May"))
    assertContains(answer, "1 workout with 3 sets is in your logbook now")
    assertContains(answer, "1 workout was here already, from an earlier import. It stayed as it is.")
    assertNotContains(answer, "Nothing in the file was left out.")


def test_workout_in_the_bin_is_said(pages: Client) -> None:
    upload(pages, HEVY_PUSH)
    move_to_bin(Workout.objects.get())
    assertContains(upload(pages, HEVY_PUSH), "1 of them lies in the bin.")


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_file_without_a_weight_unit_is_asked_about_with_that_of_the_account_preselected(
    pages: Client, squat: Exercise, unit: str
) -> None:
    User.objects.update(weight_unit=unit)
    before = counts()
    answer = upload(pages, STRONG_LEGS, "strong.csv")
    assert counts() == before
    assertContains(answer, "Which unit are the weights in?")
    assertContains(answer, "<b>strong.csv</b> can be read, but it does not say its units.")
    assertContains(
        answer,
        "<li>Barbell Squat: <b>102.5 kg (226.0 lb)</b> or <b>102.5 lb (46.5 kg)</b></li>",
        html=True,
    )
    assert len(answer.context["samples"]) == 3
    assert answer.context["form"]["weight_unit"].value() == unit
    assertNotContains(answer, "Which unit are the distances in?")


def test_answer_is_the_unit_of_the_weights(pages: Client, lifter: User, squat: Exercise) -> None:
    upload(pages, STRONG_LEGS, weight_unit="lb")
    assert [(row[13], row[14]) for row in logbook(lifter)] == [(Decimal(weight), "lb") for weight in (40, 100, "102.5")]


def test_answer_without_the_file_is_kept_while_the_file_is_asked_for(pages: Client) -> None:
    answer = pages.post(IMPORT, {"weight_unit": "lb"})
    assert answer.context["form"].errors == {"file": ["Choose the file that the app exported."]}
    assert answer.context["form"]["weight_unit"].value() == "lb"


def test_answer_that_is_no_unit_is_refused(pages: Client) -> None:
    answer = upload(pages, STRONG_LEGS, weight_unit="stone")
    assert set(answer.context["form"].errors) == {"weight_unit"}
    assert counts() == [0, 0, 0, 0]


@pytest.mark.parametrize(("unit", "metres"), [("km", "40000.0"), ("mi", "64373.8")])
def test_file_without_a_distance_unit_is_asked_about_too(pages: Client, lifter: User, unit: str, metres: str) -> None:
    User.objects.update(distance_unit="mi")
    answer = upload(pages, STRONG_SLED)
    assert [answer.context["form"][name].value() for name in ("weight_unit", "distance_unit")] == ["kg", "mi"]
    upload(pages, STRONG_SLED, weight_unit="kg", distance_unit=unit)
    assert Set.objects.of(lifter).get().distance_m == Decimal(metres)


def test_unit_in_the_file_goes_before_the_answer(pages: Client) -> None:
    answer = upload(pages, HEVY_PUSH, weight_unit="lb")
    assertContains(answer, "The file itself says that its weights are in kg")
    assert set(Set.objects.exclude(weight=None).values_list("weight_unit", flat=True)) == {"kg"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty: export it again and upload the new file."),
        (b"\n\n", "The file is empty: export it again and upload the new file."),
        (HEVY.encode(), "The file has a header and no rows: there is nothing to import."),
        (b"PK\x03\x04\x14", "This is an archive, a spreadsheet or a database: upload the CSV file itself."),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "This is no text in UTF-8: upload the CSV as the app exported it, or save it as UTF-8.",
        ),
        (
            HEVY_PUSH.replace("Push", "Dr\xfccken").encode("latin-1"),
            "The file is not in UTF-8: upload it as the app exported it, or save it again as “CSV UTF-8”.",
        ),
        (
            b"Day,Lift\n1,2\n",
            (
                "These columns are of no app that we can read: Day, Lift. We read the exports of Strong, Hevy and "
                "FitNotes: upload the CSV as the app made it, with its header line."
            ),
        ),
        (
            HEVY_PUSH[:-30].encode(),
            (
                "The file ends in the middle of the row of line 4: it was cut off there. Export it again, or mend that "
                "line."
            ),
        ),
        (bytes(20 * 1024 * 1024 + 1), "The file is larger than 20 MB: split it and import the parts one by one."),
    ],
    ids=["empty", "blank", "header", "archive", "binary", "latin-1", "unknown", "cut-off", "too-large"],
)
def test_file_that_cannot_be_taken_is_refused_beside_its_field(pages: Client, content: bytes, said: str) -> None:
    answer = upload(pages, content)
    assert answer.context["form"].errors == {"file": [said]}
    assert counts() == [0, 0, 0, 0]
    assertContains(answer, 'id="id_file_error"')


def test_post_without_a_file_asks_for_one(pages: Client) -> None:
    assert pages.post(IMPORT).context["form"].errors == {"file": ["Choose the file that the app exported."]}


def test_large_upload_is_kept_on_disk_and_not_in_memory() -> None:
    file = SimpleUploadedFile("export.csv", HEVY_PUSH.encode() + b"\n" * 3_000_000)
    request = RequestFactory().post(IMPORT, {"file": file})
    request.most_bytes = 4_000_000  # as the middleware says of this address
    with request.FILES["file"] as received:
        assert type(received) is TemporaryUploadedFile


def test_workout_with_a_line_refused_is_held_back_and_its_lines_are_shown(pages: Client) -> None:
    answer = upload(pages, HEVY_PUSH.replace(",80,0,", ",heavy,0,"))
    assert answer.context["result"].workouts_held == 1
    assert counts() == [0, 0, 0, 0]
    assert [row.row for row in answer.context["refused"]] == [2, 3, 4]
    assertContains(answer, "“heavy” in “weight_kg” is not a number: write it like 62.5 and import again.")


def test_at_most_two_hundred_refused_lines_are_shown_and_all_are_counted(pages: Client) -> None:
    line = 'Push,"2 May 2024, 18:00",,,Bench,,,{},normal,heavy,5,,,\n'
    answer = upload(pages, HEVY + "".join(line.format(number) for number in range(203)))
    assert len(answer.context["refused"]) == 200
    assertContains(answer, "203 lines not taken")
    assertContains(answer, "3 more lines were not taken.")


def test_at_most_fifty_exercises_made_are_named_and_all_are_counted(pages: Client) -> None:
    line = 'Push,"2 May 2024, 18:00",,,Lift {:02},,,0,normal,50,5,,,\n'
    answer = upload(pages, HEVY + "".join(line.format(number) for number in range(52)))
    assertContains(answer, "<li>Lift 49</li>", html=True)
    assertNotContains(answer, "Lift 50")
    assertContains(answer, "and 2 more")


def test_names_from_the_file_are_text_on_the_page(pages: Client) -> None:
    answer = upload(pages, HEVY_PUSH.replace("Bench", "<script>alert(1)</script>"), "<b>.csv")
    assertContains(answer, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assertNotContains(answer, "<script>alert")


def test_import_when_signed_out_leads_to_sign_in_and_writes_nothing(client: Client, lifter: User) -> None:
    assert client.get(IMPORT).url == f"/sign-in/?next={IMPORT}"
    assert upload(client, HEVY_PUSH).url == "/sign-in/?next=/"
    assert counts() == [0, 0, 0, 0]


def test_import_leaves_the_logbook_of_another_person_alone(pages: Client, stranger: User) -> None:
    commit(stranger, read(HEVY_PUSH))
    before = logbook(stranger)
    answer = upload(pages, HEVY_PUSH)
    assert (answer.context["result"].workouts_added, answer.context["result"].workouts_skipped) == (1, 0)
    assert logbook(stranger) == before
    assert Exercise.objects.filter(owner=stranger).count() == 2


def test_page_of_the_form_takes_a_fixed_number_of_queries(pages: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):  # session, user
        pages.get(IMPORT)


@pytest.mark.parametrize("days", [1, 3])
def test_import_takes_a_fixed_number_of_queries(pages: Client, days: int, django_assert_num_queries: Any) -> None:
    text = FITNOTES + "".join(f"2024-05-0{day},Row,Back,60,kgs,8,,,\n" for day in range(1, days + 1))
    # session, user; data version, account, known workouts; exercises, aliases; batch, exercises made and their
    # versions; workouts, rows, sets; and the savepoints around them
    with django_assert_num_queries(21):
        upload(pages, text)
