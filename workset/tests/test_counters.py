"""Where requests are counted: exactly, over threads and processes, whatever is away."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from workset import counters
from workset.counters import DAY, PAUSE, Counters, Digest, SqlCounters
from workset.tests.commands import ROOT, environment, manage
from workset.tests.races import RACERS, race
from workset.tests.redis_server import RedisServer, needs_redis

pytestmark = pytest.mark.anywhere

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
names = (f"shared:{number}" for number in count())


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "counters.sqlite3")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    yield server
    server.kill()


def counted(store: Counters, key: str) -> int:
    """One request, as django-ratelimit counts it."""
    return 1 if store.add(key, 1, 65) else store.incr(key)


def rows(file: str) -> list[tuple[str, int]]:
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT key, count FROM counters ORDER BY key").fetchall()
    connection.close()
    return found


def test_each_thread_gets_a_number_of_its_own(file: str) -> None:
    numbers = race(lambda _: [counted(Counters(file, {}), "shared:a") for _ in range(25)])

    assert sorted(number for some in numbers for number in some) == list(range(1, 201))
    assert rows(file) == [("shared:a", 200)]


@needs_redis
def test_each_thread_gets_a_number_of_its_own_from_redis(redis: RedisServer, file: str) -> None:
    numbers = race(lambda _: [counted(Counters(file, {"REDIS": redis.url}), "shared:a") for _ in range(25)])

    assert sorted(number for some in numbers for number in some) == list(range(1, 201))
    assert not Path(file).exists()


REQUESTS = """
import json, sys
from django.test import Client
client = Client()
print(json.dumps([client.post("/api/v1/auth/login", "{}", "application/json").status_code for _ in range(75)]))
"""


@pytest.mark.parametrize("place", ["SQLite", pytest.param("Redis", marks=needs_redis)])
def test_one_limit_of_100_over_four_processes_lets_exactly_100_pass(place: str, file: str, tmp_path: Path) -> None:
    server = RedisServer(tmp_path) if place == "Redis" else None
    settings = {"RATE_AUTH": "100/d", "COUNTERS_URL": f"sqlite:///{file}", "REDIS_URL": server.url if server else ""}
    processes = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", REQUESTS],
            cwd=ROOT,
            env=environment(**settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a line for each refusal
        )
        for _ in range(4)
    ]
    answers = [status for process in processes for status in json.loads(process.communicate(timeout=120)[0])]
    if server:
        server.kill()

    # 422, as nobody gave a name or a password: what passes the limit.
    assert {status: answers.count(status) for status in set(answers)} == {422: 100, 429: 200}


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 40)), max_size=60))
def test_counter_runs_until_its_time_is_over_and_begins_anew(steps: list[tuple[str, int]]) -> None:
    store = SqlCounters(":memory:")
    expected: dict[str, tuple[int, int]] = {}  # key: count, end
    now = 0
    with time_machine.travel(NOON, tick=False) as clock:
        for key, passed in steps:
            now += passed
            clock.shift(passed)
            number, end = expected.get(key, (0, 0))
            begins = end <= now
            expected[key] = (1, now + 60) if begins else (number + 1, end)

            assert store.add(key, 1, 60) == begins
            assert begins or store.incr(key) == number + 1
            still_running = {name for name, (_, end) in expected.items() if end > now}
            kept = {row[0] for row in store.run("SELECT key FROM counters", ())}
            assert still_running <= kept
            assert not begins or kept == still_running


def test_counter_that_does_not_run_can_not_be_raised() -> None:
    store = SqlCounters(":memory:")
    with time_machine.travel(NOON, tick=False) as clock:
        store.add("a", 1, 60)
        clock.shift(60)
        with pytest.raises(ValueError, match="a"):
            store.incr("a")


def test_what_may_be_counted_by_each_process_is_not_written_to_the_file(file: str) -> None:
    store = Counters(file, {})

    assert [counted(store, "own:a") for _ in range(3)] == [1, 2, 3]
    assert not Path(file).exists()


def test_key_says_where_it_is_counted_and_nothing_of_whom() -> None:
    key = Digest(b"shared:auth10/60sname:ann@example.org").hexdigest()

    assert key.startswith("shared:")
    assert (len(key), "ann" in key) == (len("shared:") + 64, False)


def test_counting_goes_on_in_the_process_where_no_file_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    store = Counters(str(tmp_path / "data" / "counters.sqlite3"), {})

    assert [counted(store, "shared:nowhere") for _ in range(3)] == [1, 2, 3]


def test_counting_goes_on_where_the_file_is_damaged_and_comes_back_to_a_new_one(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Counters(file, {})
    assert counted(store, "shared:damaged") == 1
    store.sql.close()
    Path(file).write_text("this is no database" * 100)
    assert [counted(store, "shared:damaged") for _ in range(2)] == [2, 3]

    Path(file).unlink()
    later = time.monotonic() + PAUSE
    monkeypatch.setattr(counters.time, "monotonic", lambda: later)

    assert counted(store, "shared:damaged") == 4
    assert rows(file) == [("shared:damaged", 4)]


@needs_redis
@pytest.mark.parametrize("how", ["killed", "frozen"])
def test_limit_goes_on_where_it_stood_when_redis_goes_and_comes(
    how: str, redis: RedisServer, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = Counters(file, {"REDIS": redis.url}), next(names)
    seconds = time.monotonic
    assert [counted(store, key) for _ in range(3)] == [1, 2, 3]

    redis.kill() if how == "killed" else redis.freeze()
    began = seconds()
    assert [counted(store, key) for _ in range(5)] == [4, 5, 6, 7, 8]
    assert seconds() - began < 2
    assert rows(file) == [(key, 8)]

    redis.start() if how == "killed" else redis.thaw()
    assert counted(store, key) == 9  # in the file still: Redis is asked again after a pause
    later = seconds() + PAUSE
    monkeypatch.setattr(counters.time, "monotonic", lambda: later)
    assert [counted(store, key) for _ in range(3)] == [10, 11, 12]
    assert rows(file) == [(key, 9)]


@needs_redis
@pytest.mark.parametrize("how", ["killed", "frozen"])
def test_threads_that_count_while_redis_goes_stay_within_the_limit(how: str, redis: RedisServer, file: str) -> None:
    key = next(names)
    store = Counters(file, {"REDIS": redis.url})

    def act(racer: int) -> list[int]:
        numbers = []
        for step in range(50):
            if (racer, step) == (0, 5):
                redis.kill() if how == "killed" else redis.freeze()
            numbers.append(counted(store, key))
        return numbers

    numbers = [number for some in race(act) for number in some]

    assert len(numbers) == 400
    # Those that Redis was answering at that moment may have got a number that the file gives once more.
    assert 100 - RACERS <= sum(number <= 100 for number in numbers) <= 100 + RACERS


@needs_redis
def test_cache_in_a_frozen_redis_fails_soon(redis: RedisServer) -> None:
    script = """
import time
from django.core.cache import cache
began = time.monotonic()
try:
    cache.get("anything")
except Exception as away:
    print(type(away).__name__, time.monotonic() - began < 3)
"""
    redis.freeze()
    ran = manage("shell", "--no-imports", "-c", script, REDIS_URL=redis.url)

    assert ran.stdout.strip() == "TimeoutError True"


def test_window_that_began_while_redis_was_away_is_no_refusal(file: str) -> None:
    store = Counters(file, {})

    assert store.incr("shared:late") == 1
    assert store.incr("shared:late") == 2
    assert store.sql.run("SELECT expires_at - ? > 0 FROM counters", (time.time() + DAY - 60,)) == [(1,)]
