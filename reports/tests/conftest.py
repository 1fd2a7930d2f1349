"""A history of which every figure is worked out by hand, at its own time."""

from collections.abc import Iterator

import pytest
import time_machine

from accounts.models import User
from reports.tests.diary import NOW, Diary


@pytest.fixture
def now() -> Iterator[None]:
    """Wednesday, 4 March 2026. Asked for by `usefixtures`, so that it comes before tokens are made."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def diary(lifter: User) -> Diary:
    """The lifter's history."""
    return Diary(lifter)
