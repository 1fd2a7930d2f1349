"""`manage.py import_history`: from a file on disk to a logbook, with an account of every row."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exercises.models import Exercise
from workouts.logbook.bin import move_to_bin
from workouts.models import ImportBatch, Set, Workout
from workouts.tests.imports.exports import HEVY, STRONG

pytestmark = pytest.mark.django_db

LEGS = (
    "2024-05-02 18:00:00,Legs,1h,Squat (Barbell),1,100,5,0,0,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Squat (Barbell),Rest Timer,0,0,0,120,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Squat (Barbell),2,102.5,5,0,0,,,\n"
    "2024-05-02 18:00:00,Legs,1h,Sled Push,1,80,0,40,0,,,\n"
)
PULL = (
    "2024-05-03 18:00:00,Pull,1h,Row,1,60,5,0,0,,,\n"
    "2024-05-03 18:00:00,Pull,1h,Row,x,60,5,0,0,,,\n"
    "2024-05-03 18:00:00,Pull,1h,Row,3,60,5,0,0,,,\n"
    "2024-05-03 18:00:00,Pull,1h,Row,4,60,5,0,0,,,\n"
)


@pytest.fixture
def file(tmp_path: Path):
    """Makes an export of the text given."""

    def write(text: str) -> Path:
        path = tmp_path / "strong.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(path, *arguments, user="ann@example.org"):
    out = StringIO()
    call_command("import_history", path, "--user", user, *arguments, stdout=out)
    return out.getvalue().splitlines()


def nothing_written():
    return [model.objects.count() for model in (ImportBatch, Workout, Set)] == [0, 0, 0]


def test_import_accounts_for_every_row(lifter, squat, file):
    assert run(file(STRONG + LEGS), "--unit", "kg") == [
        "4 rows read = 3 sets + 1 rest timers + 0 notes + 0 refused",
        "1 workouts with 3 sets added, 0 workouts were there already",
        "1 exercises matched, 1 own exercises made: Sled Push",
        "Strong's export says nothing of supersets: group their exercises again where you need them.",
    ]
    assert Workout.objects.get().user == lifter
    assert ImportBatch.objects.get().filename == "strong.csv"


def test_workout_held_back_for_a_refused_row_is_said(lifter, squat, file):
    assert run(file(STRONG + LEGS + PULL), "--unit", "kg")[:6] == [
        "Line 6 refused: Its workout waits for line 7.",
        "Line 7 refused: “x” in “set order” is no set number, W, D, F, Rest Timer or Note: mend it and import again.",
        "2 rows from line 8 to 9 refused: Its workout waits for line 7.",
        "8 rows read = 3 sets + 1 rest timers + 0 notes + 4 refused",
        "1 workouts with 3 sets added, 0 workouts were there already",
        "1 workouts held back whole for the lines refused: mend these and import again",
    ]
    mended = run(file(STRONG + LEGS + PULL.replace("x", "2")), "--unit", "kg")
    assert mended[1] == "1 workouts with 4 sets added, 1 workouts were there already"


def test_second_import_says_that_all_was_there(lifter, squat, file):
    path = file(STRONG + LEGS)
    run(path, "--unit", "kg")
    assert run(path, "--unit", "kg")[1:3] == [
        "0 workouts with 0 sets added, 1 workouts were there already",
        "0 exercises matched, 0 own exercises made",
    ]
    assert (ImportBatch.objects.count(), Set.objects.count()) == (1, 3)


def test_workout_in_the_bin_is_said(lifter, squat, file):
    path = file(STRONG + LEGS)
    run(path, "--unit", "kg")
    move_to_bin(Workout.objects.get())
    assert run(path, "--unit", "kg")[1:3] == [
        "0 workouts with 0 sets added, 1 workouts were there already",
        "1 of those there already lie in the bin: restore them there",
    ]


def test_address_of_the_account_is_found_in_any_case(lifter, file):
    run(file(STRONG + LEGS), "--unit", "lb", user=" Ann@Example.org")
    assert Set.objects.first().workout_exercise.user == lifter


def test_file_without_a_weight_unit_is_asked_about_with_its_first_sets_in_both(lifter, file):
    with pytest.raises(CommandError) as refused:
        run(file(STRONG + LEGS + LEGS.replace("05-02", "05-03")))
    assert str(refused.value).splitlines() == [
        "The file does not say whether its weights are kg or lb: add --unit kg or --unit lb. It begins with",
        "  Squat (Barbell): 100 kg (220.5 lb) or 100 lb (45.4 kg)",
        "  Squat (Barbell): 102.5 kg (226.0 lb) or 102.5 lb (46.5 kg)",
        "  Sled Push: 80 kg (176.4 lb) or 80 lb (36.3 kg)",
    ]
    assert nothing_written()


def test_unit_of_the_file_goes_before_the_one_given(lifter, file):
    text = HEVY + 'Legs,"2 May 2024, 18:00",,,Squat,,,0,normal,100,5,,,\n'
    assert run(file(text), "--unit", "lb")[-1] == "The file says kg: --unit lb was not needed and ignored."
    assert Set.objects.get().weight_unit == "kg"
    assert run(file(text), "--unit", "kg")[-1] == "0 exercises matched, 0 own exercises made"


@pytest.mark.parametrize(
    ("account", "given", "metres"),
    [("km", [], 40_000), ("mi", [], 64_373.8), ("km", ["--distance-unit", "mi"], 64_373.8)],
)
def test_distance_without_a_unit_is_the_accounts_unless_given(lifter, file, account, given, metres):
    lifter.distance_unit = account
    lifter.save()
    run(file(STRONG + LEGS), "--unit", "kg", *given)
    assert float(Set.objects.get(workout_exercise__source_name="Sled Push").distance_m) == metres


def test_unknown_account_is_said(lifter, file):
    with pytest.raises(CommandError, match=r"^There is no account bob@example\.org\.$"):
        run(file(STRONG + LEGS), "--unit", "kg", user="bob@example.org")
    assert nothing_written()


def test_missing_file_is_said(lifter, tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv can't be opened: No such file or directory\.$"):
        run(tmp_path / "none.csv")


def test_unreadable_file_is_said(lifter, file):
    with pytest.raises(CommandError, match=r"^These columns are of no app that we can read: Day, Lift\."):
        run(file("Day,Lift\n1,2\n"))


def test_value_beyond_the_rules_is_said(lifter, file):
    lines = run(file(STRONG + LEGS.replace("102.5", "3000")), "--unit", "kg")
    assert lines[1] == "Line 4 refused: 3000 kg is over 2,000 kg: correct the weight and import again."
    assert nothing_written()
    assert not Exercise.objects.exists()


def test_progress_is_silent_where_nobody_watches(lifter, file, capfd):
    run(file(STRONG + LEGS), "--unit", "kg")
    assert capfd.readouterr() == ("", "")
