"""The limits that hold unless somebody sets others, where they are counted, and how a wait is told."""

import json
from typing import Any

import pytest
from django.core.cache import caches
from rest_framework.test import APIClient

from workset.limits import duration
from workset.tests.commands import manage
from workset.tests.rates import AUTH, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


def test_limits_are_the_published_ones_unless_somebody_sets_them() -> None:
    script = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.startswith("RATE_")}))
"""
    ran = manage("shell", "--no-imports", "-c", script, RATE_IMPORT="5/D")

    assert json.loads(ran.stdout) == {
        "RATE_AUTH": "10/m",
        "RATE_REFRESH": "60/m",
        "RATE_PUSH": "10/m",
        "RATE_IMPORT": "5/d",
        "RATE_ANON": "60/m",
        "RATE_USER": "600/m",
        "RATE_WRITE": "300/m",
        "RATE_MAIL": "1/5m",
    }


@pytest.mark.parametrize(
    ("database", "others", "place"),
    [
        ("sqlite:////srv/workset/log.sqlite3", {}, "/srv/workset/counters.sqlite3"),
        ("sqlite://", {}, ":memory:"),
        ("postgresql://ann@db.example/log", {}, "{root}/data/counters.sqlite3"),
        ("postgresql://ann@db.example/log", {"COUNTERS_URL": "sqlite:////run/counts"}, "/run/counts"),
    ],
)
def test_counters_lie_beside_the_database(database: str, others: dict[str, str], place: str, settings: Any) -> None:
    script = "from django.conf import settings; print(settings.CACHES['counters']['LOCATION'])"
    ran = manage("shell", "--no-imports", "-c", script, DATABASE_URL=database, **others)

    assert ran.stdout.strip() == place.format(root=settings.BASE_DIR)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (90, "90 seconds"),
        (91, "2 minutes"),
        (3600, "60 minutes"),
        (5400, "90 minutes"),
        (5401, "2 hours"),
        (86400, "24 hours"),
    ],
)
def test_time_to_wait_is_said_in_words_and_never_too_short(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_each_test_begins_with_nothing_counted(anonymous_api: APIClient, settings: Any) -> None:
    settings.RATE_AUTH = settings.RATE_ANON = "1/d"
    for _ in range(2):
        anonymous_api.post(f"{AUTH}/login", WRONG)
        anonymous_api.get("/api/v1/me")
    caches["counters"].clear()

    assert anonymous_api.post(f"{AUTH}/login", {}).status_code == 422
    assert anonymous_api.get("/api/v1/me").status_code == 401
