"""The records of one exercise, each number worked out by hand, and against a plain reading of the definitions."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workouts.loads import LoadFacts
from workouts.marks import Bests, beats, marks
from workouts.record_book import (
    ASSISTANCE,
    DISTANCE,
    DURATION,
    E1RM,
    MOST_REP_MAX,
    REP_MAX,
    REPS_AT_WEIGHT,
    SET_VOLUME,
    WEIGHT,
    WORKOUT_VOLUME,
    Done,
    RecordBook,
    Work,
    book,
)
from workouts.totals import is_working, of_exercise

EXTERNAL, NO_LOAD = LoadFacts("external"), LoadFacts("none")
BODYWEIGHT = LoadFacts("bodyweight", fraction=Decimal(1))
ASSISTED = LoadFacts("assisted", fraction=Decimal(1))


def work(weight: Any = None, reps: int | None = None, **values: Any) -> Work:
    """What a completed set of the normal type says."""
    kg = None if weight is None else Decimal(weight)
    return Work(**({"status": "completed", "set_type": "normal", "weight_kg": kg, "reps": reps} | values))


def in_order(*workouts: Sequence[Work]) -> list[Done]:
    """The sets of workouts, one a day; the second set of the first workout is "00…0102" of the 1st of March."""
    return [
        Done(f"{number:030}{place:02}", f"{number:032}", f"2026-03-{number:02}", one)
        for number, sets in enumerate(workouts, 1)
        for place, one in enumerate(sets, 1)
    ]


def told(records: Sequence[Any], *kinds: str) -> list[tuple]:
    """Kind, value, reps, what was before, and the set as (workout, place), of some kinds or of all."""
    return [
        (one.kind, one.value, one.reps, one.before, (int(one.done.workout_id), int(one.done.set_id[30:])))
        for one in records
        if not kinds or one.kind in kinds
    ]


def test_records_of_three_workouts() -> None:
    """100 x 5 (500 kg, e1RM 116.667), then 110 x 3 (330, 121) and 90 x 8 (720, 114), then 100 x 8 (800, 126.667)."""
    read = book(in_order([work(100, 5)], [work(110, 3), work(90, 8)], [work(100, 8)]), EXTERNAL)
    assert told(read.history, WEIGHT, E1RM, SET_VOLUME, WORKOUT_VOLUME, REPS_AT_WEIGHT) == [
        (WEIGHT, 100, 5, None, (1, 1)),
        (E1RM, Decimal("116.667"), 5, None, (1, 1)),
        (SET_VOLUME, 500, 5, None, (1, 1)),
        (REPS_AT_WEIGHT, 100, 5, None, (1, 1)),
        (WORKOUT_VOLUME, 500, None, None, (1, 1)),
        (WEIGHT, 110, 3, 100, (2, 1)),
        (E1RM, 121, 3, Decimal("116.667"), (2, 1)),
        (REPS_AT_WEIGHT, 110, 3, None, (2, 1)),
        (SET_VOLUME, 720, 8, 500, (2, 2)),
        (REPS_AT_WEIGHT, 90, 8, 5, (2, 2)),  # more than the 5 with 100 kg
        (WORKOUT_VOLUME, 1050, None, 500, (2, 2)),
        (E1RM, Decimal("126.667"), 8, 121, (3, 1)),
        (SET_VOLUME, 800, 8, 720, (3, 1)),
        (REPS_AT_WEIGHT, 100, 8, 5, (3, 1)),
    ]
    # The 8 with 90 kg, and the 5 with 100, are no records any more: 100 kg were lifted 8 times.
    assert told(read.present, REPS_AT_WEIGHT) == [
        (REPS_AT_WEIGHT, 110, 3, None, (2, 1)),
        (REPS_AT_WEIGHT, 100, 8, 5, (3, 1)),
    ]
    assert told(read.present, WEIGHT, E1RM, SET_VOLUME, WORKOUT_VOLUME) == [
        (WEIGHT, 110, 3, 100, (2, 1)),
        (WORKOUT_VOLUME, 1050, None, 500, (2, 2)),
        (E1RM, Decimal("126.667"), 8, 121, (3, 1)),
        (SET_VOLUME, 800, 8, 720, (3, 1)),
    ]


def test_set_of_more_reps_is_a_rep_max_of_fewer_too() -> None:
    read = book(in_order([work(100, 3)], [work(90, 5), work(110, 2)]), EXTERNAL)
    assert told(read.history, REP_MAX) == [
        *((REP_MAX, 100, reps, None, (1, 1)) for reps in (3, 2, 1)),
        *((REP_MAX, 90, reps, None, (2, 1)) for reps in (5, 4)),
        *((REP_MAX, 110, reps, 100, (2, 2)) for reps in (2, 1)),
    ]
    assert [(one.reps, one.value) for one in read.present if one.kind == REP_MAX] == [
        (3, 100),
        (5, 90),
        (4, 90),
        (2, 110),
        (1, 110),
    ]
    many = book(in_order([work(40, 30)]), EXTERNAL)
    assert [one.reps for one in many.present if one.kind == REP_MAX] == list(range(MOST_REP_MAX, 0, -1))


def test_first_set_that_reaches_a_value_keeps_the_record() -> None:
    read = book(in_order([work(100, 5)], [work(100, 5), work(100, 5, set_type="top_set")]), EXTERNAL)
    assert {(one.kind, one.done.day) for one in read.present} == {
        (kind, "2026-03-01") for kind in (WEIGHT, E1RM, SET_VOLUME, REPS_AT_WEIGHT, REP_MAX)
    } | {(WORKOUT_VOLUME, "2026-03-02")}


def test_what_counts_for_nothing_sets_no_record() -> None:
    sets = [work(200, 5, set_type="warm_up"), work(200, 5, status="planned"), work(200, 5, status="skipped")]
    sets += [work(200, 0), work(None, 0, duration_seconds=60, distance_m=Decimal(100)), work(None, None)]
    assert book(in_order(sets), EXTERNAL) == RecordBook([], [])


def test_one_of_a_pair_counts_alone_and_its_volume_twice() -> None:
    read = book(in_order([work(30, 10)]), LoadFacts("external", per_hand=True))
    assert told(read.present, WEIGHT, SET_VOLUME) == [
        (WEIGHT, 30, 10, None, (1, 1)),
        (SET_VOLUME, 600, 10, None, (1, 1)),
    ]


def test_longest_time_and_farthest_distance() -> None:
    sets = [
        work(duration_seconds=1800, distance_m=Decimal("5000.0")),
        work(duration_seconds=1700, distance_m=Decimal("5200.5")),
        work(duration_seconds=1900),
    ]
    assert told(book(in_order(sets), NO_LOAD).history) == [
        (DURATION, 1800, None, None, (1, 1)),
        (DISTANCE, 5000, None, None, (1, 1)),
        (DISTANCE, Decimal("5200.5"), None, 5000, (1, 2)),
        (DURATION, 1900, None, 1800, (1, 3)),
    ]


def test_timed_set_with_a_weight_has_no_reps_and_no_estimate() -> None:
    read = book(in_order([work(40, None, duration_seconds=60)]), EXTERNAL)
    assert told(read.present) == [(WEIGHT, 40, None, None, (1, 1)), (DURATION, 60, None, None, (1, 1))]


def test_less_help_is_the_record_of_assisted_work() -> None:
    read = book(in_order([work(20, 5)], [work(25, 8), work(10, 3), work(0, 2)]), ASSISTED)
    assert told(read.history, ASSISTANCE, WEIGHT, E1RM, REPS_AT_WEIGHT) == [
        (ASSISTANCE, 20, 5, None, (1, 1)),
        (REPS_AT_WEIGHT, 20, 5, None, (1, 1)),
        (REPS_AT_WEIGHT, 25, 8, 5, (2, 1)),
        (ASSISTANCE, 10, 3, 20, (2, 2)),
        (REPS_AT_WEIGHT, 10, 3, None, (2, 2)),
        (ASSISTANCE, 0, 2, 10, (2, 3)),
        (REPS_AT_WEIGHT, 0, 2, None, (2, 3)),
    ]
    maxes = {one.reps: one.value for one in read.present if one.kind == REP_MAX}
    assert maxes == {1: 0, 2: 0, 3: 10, 4: 20, 5: 20, 6: 25, 7: 25, 8: 25}


def test_body_that_is_lifted_counts_with_its_weight_of_the_day() -> None:
    """80 kg and 10 added once is 90; 82 kg and 10 added is 92, a better estimate with no more on the belt."""
    light, heavy = Decimal(80), Decimal(82)
    read = book(
        in_order(
            [work(None, 12, bodyweight_kg=light), work(10, 1, bodyweight_kg=light)],
            [work(10, 1, bodyweight_kg=heavy), work(None, 14, bodyweight_kg=heavy)],
        ),
        BODYWEIGHT,
    )
    assert told(read.history, WEIGHT, E1RM, REPS_AT_WEIGHT) == [
        (E1RM, 112, 12, None, (1, 1)),
        (REPS_AT_WEIGHT, 0, 12, None, (1, 1)),
        (WEIGHT, 10, 1, None, (1, 2)),
        (REPS_AT_WEIGHT, 10, 1, None, (1, 2)),
        (REPS_AT_WEIGHT, 0, 14, 12, (2, 2)),
    ]
    assert [one.value for one in read.present if one.kind == REP_MAX] == [10]  # nothing added is no rep max


def test_sets_of_the_first_workout_are_records_and_no_news() -> None:
    read = book(in_order([work(100, 5)], [work(110, 5)]), EXTERNAL)
    assert [one.of_first_workout for one in read.history if one.kind == WEIGHT] == [True, False]
    (news,) = read.kinds_by_set().items()
    assert news[0].int == int(f"{2:030}01", 16)
    assert news[1] == [WEIGHT, E1RM, SET_VOLUME, WORKOUT_VOLUME, REPS_AT_WEIGHT, REP_MAX]
    second = book(in_order([work(100, 5)], [work(100, 5), work(100, 5)]), EXTERNAL).kinds_by_set()
    assert list(second.values()) == [[WORKOUT_VOLUME]]


# --- Against a plain reading ------------------------------------------------------------------------------------------

works = st.builds(
    Work,
    status=st.sampled_from(["completed", "completed", "completed", "planned", "skipped"]),
    set_type=st.sampled_from(["normal", "normal", "warm_up", "top_set"]),
    weight_kg=st.none() | st.integers(0, 6).map(lambda number: Decimal(number) * Decimal("12.5")),
    reps=st.none() | st.integers(0, 17),
    rpe=st.none() | st.sampled_from([Decimal("7.5"), Decimal(9)]),
    duration_seconds=st.none() | st.integers(0, 5),
    distance_m=st.none() | st.integers(0, 5).map(Decimal),
    bodyweight_kg=st.none() | st.sampled_from([Decimal(80), Decimal("82.5")]),
)
histories = st.lists(st.lists(works, max_size=5), max_size=7)
all_facts = st.sampled_from(
    [EXTERNAL, NO_LOAD, BODYWEIGHT, ASSISTED, LoadFacts("external", per_hand=True), LoadFacts("bodyweight")]
)


def weight_of(one: Done, facts: LoadFacts) -> Decimal | None:
    """At which weight its reps are counted."""
    kg = one.work.weight_kg
    if facts.mode == "none":
        return Decimal(0)
    return (kg or Decimal(0)) if facts.mode == "bodyweight" else kg if kg or facts.mode == "assisted" else None


def figures_of(one: Done, facts: LoadFacts, formula: str) -> dict[str, Any]:
    """What a set reaches of each kind that has one value."""
    alone = of_exercise((one.work,), facts, one.work.bodyweight_kg, formula)
    figures = {E1RM: alone.best_e1rm_kg, SET_VOLUME: alone.volume_kg}
    figures |= {DURATION: one.work.duration_seconds, DISTANCE: one.work.distance_m}
    if facts.mode != "none":
        figures[ASSISTANCE if facts.mode == "assisted" else WEIGHT] = alone.top_weight_kg
    return figures


def brute_force(sets: Sequence[Done], facts: LoadFacts, formula: str = "epley") -> set[tuple]:
    """(kind, reps, value, set) of each record ever set: compared with every set before it, one by one."""
    found = of_workouts(sets, facts, formula)
    counted = [one for one in sets if is_working(one.work) and one.work.reps != 0]
    for place, one in enumerate(counted):
        earlier = counted[:place]
        for kind, value in figures_of(one, facts, formula).items():
            less = kind == ASSISTANCE
            others = [figures_of(other, facts, formula)[kind] for other in earlier]
            if beats(value, None, less) and all(beats(value, other, less) for other in others):
                found.add((kind, one.work.reps, value, one.set_id))
        found |= of_reps(one, earlier, facts)
    return found


def of_reps(one: Done, earlier: Sequence[Done], facts: LoadFacts) -> set[tuple]:
    """What a set is a record of by its reps and its weight."""
    weight, reps, less = weight_of(one, facts), one.work.reps, facts.mode == "assisted"
    if weight is None or not reps:
        return set()
    told = [(weight_of(other, facts), other.work.reps) for other in earlier if other.work.reps]
    as_heavy = [done for kg, done in told if kg is not None and (kg <= weight if less else kg >= weight)]
    found = set()
    if not any(done >= reps for done in as_heavy):
        found.add((REPS_AT_WEIGHT, reps, weight, one.set_id))
    if facts.mode != "none" and (less or weight):
        numbers = range(1, min(reps, MOST_REP_MAX) + 1)
        found |= {(REP_MAX, n, weight, one.set_id) for n in numbers if not any(done >= n for done in as_heavy)}
    return found


def of_workouts(sets: Sequence[Done], facts: LoadFacts, formula: str) -> set[tuple]:
    """Workouts that add up to more than any before, with the set that completed them."""
    volumes: dict[str, Decimal] = defaultdict(Decimal)
    last = {}
    for one in sets:
        volume = figures_of(one, facts, formula)[SET_VOLUME]
        if volume:
            volumes[one.workout_id] += volume
            last[one.workout_id] = one.set_id
    found, best = set(), Decimal(0)
    for workout, volume in volumes.items():
        if volume > best:
            found.add((WORKOUT_VOLUME, None, volume, last[workout]))
            best = volume
    return found


@given(histories, all_facts)
def test_history_is_that_of_comparing_every_set_with_all_before_it(history: list, facts: LoadFacts) -> None:
    sets = in_order(*history)
    read = book(sets, facts)
    noted = [(one.kind, one.reps, one.value, one.done.set_id) for one in read.history]
    assert len(noted) == len(set(noted))
    assert set(noted) == brute_force(sets, facts)


@given(histories, all_facts)
def test_present_records_are_those_that_nothing_has_outdone(history: list, facts: LoadFacts) -> None:
    read = book(in_order(*history), facts)
    less = facts.mode == "assisted"
    for one in read.history:
        alike = [other for other in read.history if other.kind == one.kind and other is not one]
        if one.kind == REPS_AT_WEIGHT:
            heavier = [o for o in alike if (o.value <= one.value if less else o.value >= one.value)]
            outdone = any(other.reps >= one.reps for other in heavier)
        elif one.kind == REP_MAX:
            outdone = any(beats(o.value, one.value, less) for o in alike if o.reps == one.reps)
        else:
            outdone = any(beats(o.value, one.value, one.kind == ASSISTANCE) for o in alike)
        assert any(other is one for other in read.present) == (not outdone)
    assert [one.kind for one in read.present if one.kind not in (REP_MAX, REPS_AT_WEIGHT)] == list(
        dict.fromkeys(one.kind for one in read.present if one.kind not in (REP_MAX, REPS_AT_WEIGHT))
    )


@given(histories, all_facts)
def test_sharing_what_sets_say_changes_nothing(history: list, facts: LoadFacts) -> None:
    known: dict[tuple, Work] = {}
    sets = in_order(*history)
    shared = [
        one._replace(work=known.setdefault(tuple(getattr(one.work, name) for name in Work.__slots__), one.work))
        for one in sets
    ]
    assert told(book(shared, facts).history) == told(book(sets, facts).history)


@given(histories, all_facts)
def test_marks_while_logging_are_the_records_of_weight_and_e1rm(history: list, facts: LoadFacts) -> None:
    sets = in_order(*[[one for one in sets if one.bodyweight_kg in (None, Decimal(80))] for sets in history])
    weighed = [one._replace(work=work_of_body(one.work)) for one in sets]
    named = {ASSISTANCE: WEIGHT}
    in_book: dict[str, list[str]] = defaultdict(list)
    for one in book(weighed, facts).history:
        if not one.of_first_workout and one.kind in (WEIGHT, ASSISTANCE, E1RM):
            in_book[one.done.set_id].append(named.get(one.kind, one.kind))
    before, marked = Bests(), {}
    for workout in dict.fromkeys(one.workout_id for one in weighed):
        own = [one for one in weighed if one.workout_id == workout]
        found = marks([one.work for one in own], facts, before, Decimal(80))
        marked |= {one.set_id: kinds for one, kinds in zip(own, found, strict=True) if kinds}
        so_far = weighed[: weighed.index(own[-1]) + 1]
        everything = of_exercise([one.work for one in so_far], facts, Decimal(80), "epley")
        top = everything.top_weight_kg
        before = Bests(top, everything.best_e1rm_kg, has_history=everything.set_count > 0)
    assert marked == dict(in_book)


def work_of_body(one: Work) -> Work:
    """The same, done by a body of 80 kg."""
    values = {name: getattr(one, name) for name in Work.__slots__}
    return Work(**(values | {"bodyweight_kg": Decimal(80)}))
