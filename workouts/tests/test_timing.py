from datetime import UTC, datetime, timedelta

import pytest

from workouts.timing import Times, settle, status_of

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_end_gives_the_duration() -> None:
    assert settle(Times(START, START + HOUR), {"started_at", "completed_at"}).duration_seconds == 3600


def test_duration_gives_the_end() -> None:
    assert settle(Times(START, None, 1800), {"started_at", "duration_seconds"}).completed_at == START + HOUR / 2


def test_end_and_duration_given_together_are_both_kept() -> None:
    times = Times(START, START + 2 * HOUR, 3600)
    assert settle(times, {"completed_at", "duration_seconds"}) == times


def test_moved_start_takes_the_end_along() -> None:
    moved = settle(Times(START + HOUR, START + HOUR, 3600), {"started_at"})
    assert moved == Times(START + HOUR, START + 2 * HOUR, 3600)


def test_end_taken_back_takes_the_duration_along() -> None:
    assert settle(Times(START, None, 3600), {"completed_at"}) == Times(START, None, None)


@pytest.mark.parametrize(
    ("times", "status"),
    [
        (Times(), "planned"),
        (Times(START), "in_progress"),
        (Times(START - 13 * HOUR), "completed"),
        (Times(START, START + HOUR), "completed"),
        (Times(None, None, 1800), "completed"),
    ],
)
def test_status_follows_from_the_times(times: Times, status: str) -> None:
    assert status_of(times, START + HOUR / 2) == status
