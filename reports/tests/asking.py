"""Reports asked over the API by who kept the diary."""

import csv
from typing import Any

from rest_framework.test import APIClient

from reports.tests.diary import Diary

E1RM_110 = 128.333  # 110 x (1 + 5 / 30)


def address(name: str, diary: Diary, **asked: Any) -> str:
    """Where a report is, with what it can't do without."""
    if name.removesuffix(".csv") == "progression":
        asked = {"exercise": diary.squat.pk} | asked
    words = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/api/v1/reports/{name}?{words}"


def ask(client: APIClient, name: str, diary: Diary, **asked: Any) -> Any:
    """What a report answers."""
    answer = client.get(address(name, diary, **asked))
    assert answer.status_code == 200, answer.content
    return answer.json()


def rows_of(client: APIClient, name: str, diary: Diary) -> list[list[str]]:
    """The rows of a table, the header first."""
    answer = client.get(address(f"{name}.csv", diary), HTTP_ACCEPT="text/csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    return list(csv.reader(answer.getvalue().decode().splitlines()))
