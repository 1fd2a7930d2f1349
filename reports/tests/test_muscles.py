from decimal import Decimal

from reports.muscles import MuscleSets, Trained, sets_of_muscles


def test_sets_per_muscle_worked_out_by_hand() -> None:
    # Two weeks: 20 bench sets (chest, triceps and shoulders beside), 6 curls (biceps), 30 squats (quadriceps, glutes).
    trained = [
        Trained("chest", ("triceps", "shoulders"), 20),
        Trained("biceps", (), 6),
        Trained("quadriceps", ("glutes",), 30),
    ]
    muscles = ("biceps", "chest", "glutes", "neck", "quadriceps", "shoulders", "triceps")
    found = {one.muscle: one for one in sets_of_muscles(trained, muscles, Decimal(2))}
    # 6 + 20 + 15 + 0 + 30 + 10 + 10 = 91 sets in all.
    assert found["chest"] == MuscleSets(
        "chest", 20, Decimal("0.0"), Decimal(20), Decimal(10), Decimal("22.0"), "within"
    )
    assert found["glutes"] == MuscleSets(
        "glutes", 0, Decimal(15), Decimal(15), Decimal("7.5"), Decimal("16.5"), "below"
    )
    assert found["neck"] == MuscleSets("neck", 0, Decimal(0), Decimal(0), Decimal(0), Decimal(0), "below")
    assert [one.band for one in found.values()] == ["below", "within", "below", "below", "within", "below", "below"]


def test_helping_muscles_get_the_part_that_is_chosen() -> None:
    trained = [Trained("chest", ("triceps",), 10)]
    for factor, sets, share in (("0", "0", "0"), ("0.25", "2.5", "20.0"), ("1", "10", "50.0")):
        chest, triceps = sets_of_muscles(trained, ("chest", "triceps"), Decimal(2), Decimal(factor))
        assert chest.sets == 10
        assert (triceps.indirect, triceps.sets, triceps.share_percent) == (Decimal(sets), Decimal(sets), Decimal(share))


def test_band_includes_its_ends() -> None:
    def band(sets: int) -> str:
        return sets_of_muscles([Trained("chest", (), sets)], ["chest"], Decimal(1))[0].band

    assert [band(sets) for sets in (9, 10, 20, 21)] == ["below", "within", "within", "above"]


def test_nothing_trained_has_no_share() -> None:
    assert sets_of_muscles([], ["chest"], Decimal(1))[0].share_percent == 0
