"""What the tests of limits share."""

from collections.abc import Callable
from typing import Any

AUTH = "/api/v1/auth"
HEADERS = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]
WRONG = {"email": "ann@example.org", "password": "wrong"}


def told(answer: Any) -> tuple[int, int]:
    """What the headers say: the limit, and how much is left of it."""
    return int(answer["X-RateLimit-Limit"]), int(answer["X-RateLimit-Remaining"])


def statuses(ask: Callable[[], Any], times: int) -> list[int]:
    """What is answered to asking so many times."""
    return [ask().status_code for _ in range(times)]
