"""A large body takes no memory once it is answered."""

import gc
import tracemalloc
from collections.abc import Iterator

import pytest
from rest_framework.test import APIClient

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

BODY = b"[" + b"{}," * 300_000 + b"{}]"


@pytest.fixture
def measured() -> Iterator[None]:
    """Python looks for nothing to free by itself."""
    gc.collect()
    gc.disable()
    tracemalloc.start()
    yield
    tracemalloc.stop()
    gc.enable()


@pytest.mark.parametrize("path", ["/api/v1/workouts", "/api/v1/exercises", "/api/v1/auth/register"])
def test_large_body_is_let_go_of_once_it_is_answered(api: APIClient, path: str, measured: None) -> None:
    api.post(path, b"[]", content_type="application/json")
    before = tracemalloc.get_traced_memory()[0]

    assert api.post(path, BODY, content_type="application/json").status_code == 422

    taken, most = (size / 1024 / 1024 for size in tracemalloc.get_traced_memory())
    assert most - before / 1024 / 1024 > 10
    assert taken - before / 1024 / 1024 < 5
