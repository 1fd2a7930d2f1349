"""Every operation that `make bench` measures is answered as it should be, and its sums are right; no time is judged."""

import pytest
from django.core.management import call_command
from django.test import override_settings

from workset.tests.bench.growth import exponent
from workset.tests.bench.history import Gym, fill
from workset.tests.bench.load import Reading, Wanted, by_threads, lua
from workset.tests.bench.operations import Operation, growing, operations
from workset.tests.proofs.people import Answer, in_process

WHEN = ("first time", "unchanged, kept", "unchanged, known to who asks")

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def gym() -> Gym:
    call_command("load_catalogue", verbosity=0)
    return fill(in_process, [8, 4], others=1, theirs=4, told=lambda _: None, opened=2)


def answer_to(wanted: Wanted) -> Answer:
    return in_process(wanted.method, wanted.path, wanted.body.encode(), wanted.headers)


@override_settings(ROOT_URLCONF="workset.tests.bench.urls")
def test_each_operation_is_answered_as_it_should_be(gym: Gym) -> None:
    grown = [operation for operation, _most in growing(gym.shorter[4]).values()]
    asked = [*operations(gym), *grown]
    assert {one.name: answer_to(one.wanted[-1]).status for one in asked} == {one.name: one.status for one in asked}


@override_settings(ROOT_URLCONF="workset.tests.bench.urls")
def test_operations_are_as_large_as_their_names_say(gym: Gym) -> None:
    every = {one.name: one.wanted[0] for one in operations(gym)}
    detail = answer_to(every["workout detail, 5 exercises, 20 sets"]).json()
    assert [len(row["sets"]) for row in detail["exercises"]] == [4] * 5
    page = answer_to(every["workout page, 20 rows"]).body.decode()
    tree = gym.lifter.app.ask("GET", f"/workouts/{gym.page}").json()
    rows = {one["id"] for row in tree["exercises"] for one in row["sets"]}
    assert (len(rows), {pk for pk in rows if pk in page}) == (20, rows)


@override_settings(ROOT_URLCONF="workset.tests.bench.urls")
def test_what_was_kept_stands_while_sets_are_added(gym: Gym) -> None:
    every = {one.name: one for one in operations(gym)}
    logging = every["add a set"].wanted
    lifters = [gym.logger, *gym.others]
    assert {one.headers["Authorization"] for one in logging} == {one.token["Authorization"] for one in lifters}
    assert [answer_to(one).status for one in logging[:2]] == [201, 201]
    assert answer_to(every["replay of an offline set (PUT again)"].wanted[0]).status == 200
    for name in ("summary", "muscle groups", "records"):
        first, kept, known = (answer_to(every[f"{name}, {when}"].wanted[0]) for when in WHEN)
        assert first.json()["data"] == kept.json()["data"] if name == "records" else first.json() == kept.json()
        again = answer_to(every[f"{name}, first time"].wanted[0])
        assert again.headers["etag"] != first.headers["etag"]  # each is told under a data version of its own
        assert known.status == 304


def test_load_by_threads_counts_what_is_refused() -> None:
    def send(method: str, path: str, body: bytes, headers: object) -> Answer:
        return Answer(404 if path == "/nothing" else 200, {}, b"")

    found = by_threads(send, [Wanted("GET", "/nothing")], clients=2, seconds=1)
    assert isinstance(found, Reading)
    assert found.failures == round(found.rate)
    assert by_threads(send, [Wanted("GET", "/")], clients=2, seconds=1).failures == 0


def test_script_for_wrk_holds_the_whole_request() -> None:
    script = lua([Wanted("PUT", "/sets/1", {"If-None-Match": "*"}, '{"reps": 5}')])
    assert 'all[1] = wrk.format("PUT", "/sets/1", {["If-None-Match"] = "*"}, "{\\"reps\\": 5}")' in script


@pytest.mark.parametrize(("times", "power"), [({1: 2, 4: 2, 16: 2}, 0), ({1: 2, 4: 8, 16: 32}, 1), ({1: 3, 4: 6}, 0.5)])
def test_exponent_says_how_a_time_grows(times: dict[int, float], power: float) -> None:
    assert exponent(times) == pytest.approx(power)


def test_cost_is_told_in_times_of_what_it_stands_beside(capsys: pytest.CaptureFixture[str]) -> None:
    from workset.tests.bench.run import Bench, cost_line

    bench = Bench.__new__(Bench)
    bench.rates = {"floor": [1000, 100, 3000], "list": [500, 100, 1000]}  # 2, 1 and 3 times
    cost_line(bench, Operation("list", [], budgets=(1.25, 2.5)), is_sqlite=True)
    cost_line(bench, Operation("list", [], budgets=(1.25, 2.5)), is_sqlite=False)
    assert capsys.readouterr().out.splitlines() == [
        "| list | 1.25 | 2.00 (500/s) | over |",
        "| list | 2.5 | 2.00 (500/s) | ok |",
    ]
