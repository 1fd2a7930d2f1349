"""What is sent while the account is deleted on another device: refused as to somebody signed out, and never a fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from accounts.registration import delete_account
from accounts.tests.factories import PASSWORD, UserFactory
from workset.tests.races import race


@contextmanager
def deleted_once_known(user: User) -> Iterator[None]:
    """The account goes the moment after it was read who asks: their device, and them with it."""
    going = [user]

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answered = execute(sql, params, many, context)
        if going and sql.startswith("SELECT") and 'JOIN "accounts_user"' in sql:
            delete_account(going.pop())
        return answered

    with connection.execute_wrapper(watch):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "/api/v1/workouts", {"title": "Push"}),
        ("patch", "/api/v1/me", {"name": "Ann B."}),
        ("post", "/api/v1/body-measurements", {"kind": "bodyweight", "date": "2026-03-02", "value": 80}),
    ],
)
def test_write_that_meets_the_end_of_the_account_is_refused(
    api: APIClient, lifter: User, method: str, path: str, body: dict[str, Any]
) -> None:
    with deleted_once_known(lifter):
        answer = getattr(api, method)(path, body)

    assert not User.objects.exists()
    assert (answer.status_code, answer.json()["code"]) in [(401, "not_signed_in"), (409, "deleted")]
    assert getattr(api, method)(path, body).status_code == 401


@pytest.mark.django_db
def test_form_that_meets_the_end_of_the_account_leads_to_the_sign_in(pages: Client, lifter: User) -> None:
    with deleted_once_known(lifter):
        answer = pages.post("/workouts/start/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/sign-in/")
    assert "This account was deleted." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_account_is_deleted_while_other_devices_write(api_of: Callable[[User], APIClient]) -> None:
    for _round in range(3):
        user = UserFactory()
        clients = [api_of(user) for _ in range(6)]

        def act(number: int, clients: list[APIClient] = clients) -> list[int]:
            if number == 0:
                return [clients[0].delete("/api/v1/me", {"password": PASSWORD}).status_code]
            return [clients[number].post("/api/v1/workouts", {"title": "Push"}).status_code for _ in range(4)]

        first, *others = race(act, 6)

        assert first == [204]
        assert not User.objects.filter(pk=user.pk).exists()
        assert {status for statuses in others for status in statuses} <= {201, 401, 409}
