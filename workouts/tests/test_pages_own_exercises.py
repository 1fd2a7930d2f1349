"""Own exercises in the browser: made, changed, archived, merged."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.merge import merge_exercise
from workouts.models import WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout

NEW = "/exercises/new/"
GIVEN = {"name": "Zercher Squat", "tracking": "weight_reps", "category": "strength"}
OWN = {
    "exercise-edit": "get post",
    "exercise-delete": "post",
    "exercise-restore": "post",
    "exercise-merge": "get post",
    "exercise-unmerge": "post",
}
SEEN = {"exercise-favourite": "post", "exercise-settings": "get post"}


@pytest.fixture
def own(lifter: User) -> Exercise:
    return create_exercise(lifter, {"name": "Katana Extension", "primary_muscle": "triceps"})


def address(name: str, exercise: Exercise) -> str:
    return reverse(name, args=[exercise.pk])


def test_own_exercise_is_made_with_all_that_it_says(pages: Client, lifter: User) -> None:
    more = {
        "per_hand": "on",
        "unilateral": "on",
        "primary_muscle": "quadriceps",
        "secondary_muscles": ["glutes", "traps"],
        "equipment": "barbell",
        "mechanic": "compound",
        "force": "push",
        "level": "expert",
        "aliases": "Zercher\r\n\r\n  Front   Carry Squat ",
        "instructions": "Bar in the elbows.",
        "video_url": "https://example.org/zercher",
    }
    answer = pages.post(NEW, GIVEN | more)
    made = Exercise.objects.get(owner=lifter)
    assert answer.url == reverse("exercise", args=[made.pk])
    assert {name: getattr(made, name) for name in (*GIVEN, *more, "load_mode", "bodyweight_fraction")} == {
        **GIVEN,
        **more,
        "per_hand": True,
        "unilateral": True,
        "aliases": ["Zercher", "Front Carry Squat"],
        "load_mode": "external",
        "bodyweight_fraction": None,
    }


@pytest.mark.parametrize(
    ("tracking", "mode", "share", "per_hand"),
    [
        ("weight_reps", "external", None, True),
        ("bodyweight_reps", "bodyweight", "0.64", False),
        ("bodyweight_assisted_reps", "assisted", "0.64", False),
        ("duration", "none", None, False),
    ],
)
def test_load_follows_from_what_is_logged_and_the_rest_is_ignored(
    pages: Client, tracking: str, mode: str, share: str | None, per_hand: bool
) -> None:
    pages.post(NEW, GIVEN | {"tracking": tracking, "share": "64", "per_hand": "on"})
    made = Exercise.objects.get()
    fraction = made.bodyweight_fraction
    assert (made.load_mode, fraction and str(fraction), made.per_hand) == (mode, share, per_hand)


WRONG = [
    ({"name": ""}, "name"),
    ({"name": "katana extension"}, "__all__"),
    ({"tracking": "guess"}, "tracking"),
    ({"tracking": "bodyweight_reps", "share": "0"}, "share"),
    ({"tracking": "bodyweight_reps", "share": "much"}, "share"),
    ({"primary_muscle": "heart"}, "primary_muscle"),
    ({"secondary_muscles": ["heart"]}, "secondary_muscles"),
    ({"aliases": "x" * 201}, "aliases"),
    ({"aliases": "\n".join(f"name {number}" for number in range(51))}, "aliases"),
    ({"video_url": "javascript:alert(1)"}, "video_url"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_exercise_that_cannot_be_is_refused_by_its_field(pages: Client, own: Exercise, wrong: dict, field: str) -> None:
    answer = pages.post(NEW, GIVEN | {"instructions": "Kept."} | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert b"Kept." in answer.content
    assert Exercise.objects.get() == own


def edited(exercise: Exercise, **changes: str) -> dict[str, str]:
    """What the browser sends of the edit page, with some of it changed."""
    return GIVEN | {"name": exercise.name, "primary_muscle": "triceps"} | changes


def test_edit_is_saved_as_the_next_version_and_recounts(pages: Client, lifter: User, own: Exercise) -> None:
    row = make_exercise(make_workout(lifter), own)
    make_set(row, weight=20, reps=10)
    answer = pages.post(address("exercise-edit", own), edited(own, name="Katana", per_hand="on"))
    assert answer.url == reverse("exercise", args=[own.pk])
    own.refresh_from_db()
    row.refresh_from_db()
    assert (own.name, own.version, own.primary_muscle) == ("Katana", 2, "triceps")
    assert (row.exercise_version, row.volume_kg) == (1, 400)


def test_edit_form_is_filled_with_what_stands(pages: Client, lifter: User) -> None:
    own = create_exercise(
        lifter,
        {
            "name": "Ring Push Up",
            "tracking": "bodyweight_reps",
            "load_mode": "bodyweight",
            "bodyweight_fraction": "0.65",
            "aliases": ["Rings", "RPU"],
        },
    )
    form = pages.get(address("exercise-edit", own)).context["form"]
    assert [form[name].value() for name in ("name", "tracking", "share", "aliases")] == [
        "Ring Push Up",
        "bodyweight_reps",
        "65",
        "Rings\nRPU",
    ]


@pytest.mark.parametrize(("wrong", "field"), [case for case in WRONG if "katana" not in case[0].get("name", "")])
def test_edit_that_cannot_be_is_refused_by_its_field_and_changes_nothing(
    pages: Client, own: Exercise, wrong: dict, field: str
) -> None:
    answer = pages.post(address("exercise-edit", own), edited(own, equipment="cable") | wrong)
    assert list(answer.context["form"].errors) == [field]
    own.refresh_from_db()
    assert (own.name, own.version, own.equipment) == ("Katana Extension", 1, "")


def test_used_exercise_is_archived_and_brought_back_an_unused_one_deleted(
    pages: Client, lifter: User, own: Exercise
) -> None:
    unused = ExerciseFactory(owner=lifter, name="Unused")
    make_set(make_exercise(make_workout(lifter), own))
    page = reverse("exercise", args=[own.pk])
    assert pages.post(address("exercise-delete", own)).url == page
    assert b"Bring it back" in pages.get(page).content
    assert pages.post(address("exercise-restore", own)).url == page
    own.refresh_from_db()
    assert own.archived_at is None
    assert pages.post(address("exercise-delete", unused)).url == reverse("exercises")
    assert not Exercise.objects.filter(pk=unused.pk).exists()


def test_merge_suggests_what_is_called_alike_and_finds_by_name(pages: Client, stranger: User, own: Exercise) -> None:
    extension, press = ExerciseFactory(name="Cable Triceps Extension"), ExerciseFactory(name="Overhead Press")
    ExerciseFactory(name="Katana Extension", owner=stranger)
    page = address("exercise-merge", own)
    assert pages.get(page).context["found"] == [extension]
    assert pages.get(page, {"q": "press"}).context["found"] == [press]
    assert pages.get(page, {"q": "katana"}).context["found"] == []


def test_merge_moves_the_history_and_its_undo_brings_it_back(
    pages: Client, lifter: User, own: Exercise, squat: Exercise
) -> None:
    make_set(make_exercise(make_workout(lifter), own))
    target = reverse("exercise", args=[squat.pk])
    assert pages.post(address("exercise-merge", own), {"into": str(squat.pk)}).url == target
    assert WorkoutExercise.objects.get().exercise == squat
    unmerge = address("exercise-unmerge", own)
    for page in (target, reverse("exercise", args=[own.pk])):
        assert unmerge.encode() in pages.get(page).content
    assert pages.post(unmerge).url == reverse("exercise", args=[own.pk])
    assert WorkoutExercise.objects.get().exercise == own


@pytest.mark.parametrize("wrong", ["", "nonsense", "own", "theirs"])
def test_merge_into_nothing_is_refused_and_moves_nothing(
    pages: Client, lifter: User, stranger: User, own: Exercise, wrong: str
) -> None:
    make_exercise(make_workout(lifter), own)
    into = {"own": own.pk, "theirs": ExerciseFactory(owner=stranger).pk}.get(wrong, wrong)
    answer = pages.post(address("exercise-merge", own), {"into": str(into)})
    assert list(answer.context["form"].errors) == ["into"]
    assert WorkoutExercise.objects.get().exercise == own


def test_what_the_present_state_forbids_is_told_on_the_next_page(pages: Client, own: Exercise) -> None:
    answer = pages.post(address("exercise-unmerge", own), follow=True)
    assert b"This exercise has not been merged." in answer.content


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, own: Exercise, rows: int, django_assert_num_queries
) -> None:
    ExerciseFactory.create_batch(rows, name="Cable Extension")
    for name, queries in (("exercise-edit", 5), ("exercise-merge", 5)):
        with django_assert_num_queries(queries):
            pages.get(address(name, own))


@pytest.mark.parametrize("name", OWN)
def test_page_of_what_is_not_ones_own_is_not_found(
    pages: Client, stranger_pages: Client, own: Exercise, squat: Exercise, name: str
) -> None:
    before = list(Exercise.objects.values())
    for method in OWN[name].split():
        assert getattr(stranger_pages, method)(address(name, own)).status_code == 404
        assert getattr(pages, method)(address(name, squat)).status_code == 404
    assert list(Exercise.objects.values()) == before


@pytest.mark.parametrize("name", SEEN)
def test_settings_of_a_strangers_exercise_are_not_found(stranger_pages: Client, own: Exercise, name: str) -> None:
    for method in SEEN[name].split():
        assert getattr(stranger_pages, method)(address(name, own)).status_code == 404


@pytest.mark.parametrize(("name", "methods"), [*OWN.items(), *SEEN.items(), (NEW, "get post"), ("/exercises/", "get")])
def test_page_when_signed_out_leads_to_sign_in_and_with_a_wrong_method_is_refused(
    client: Client, pages: Client, own: Exercise, name: str, methods: str
) -> None:
    before = list(Exercise.objects.values())
    path = name if name.startswith("/") else address(name, own)
    for method in methods.split():
        assert getattr(client, method)(path).url == f"/sign-in/?next={path if method == 'get' else '/'}"
    wrong = {"get", "post", "put", "delete"} - set(methods.split())
    assert {getattr(pages, method)(path).status_code for method in wrong} == {405}
    assert list(Exercise.objects.values()) == before


def test_favourites_follow_what_was_done_lately_where_an_exercise_is_chosen(pages: Client, lifter: User) -> None:
    done, loved, other = (ExerciseFactory(name=name) for name in ("Squat", "Zottman Curl", "Arnold Press"))
    workout = make_workout(lifter)
    make_exercise(workout, done)
    pages.post(reverse("exercise-favourite", args=[loved.pk]), {"is_favourite": "1"})
    context = pages.get(reverse("exercise-add", args=[workout.pk])).context
    assert (context["recent"], context["favourites"], context["others"]) == ([done], [loved], [other])
    ExerciseFactory.create_batch(51)  # as many as a page shows: a favourite is none of those that it leaves out
    assert pages.get(reverse("exercise-add", args=[workout.pk])).context["favourites"] == [loved]


def test_merged_exercise_can_only_be_undone_from_its_page(pages: Client, own: Exercise, squat: Exercise) -> None:
    merge_exercise(own, squat)
    content = pages.get(reverse("exercise", args=[own.pk])).content
    assert address("exercise-unmerge", own).encode() in content
    assert address("exercise-edit", own).encode() not in content
