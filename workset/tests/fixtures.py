"""What the tests of all apps share: a lifter, a stranger, and clients that are signed in as one of them."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tokens import sign_in
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What another test did is no reason to refuse this one."""
    caches["counters"].clear()


@pytest.fixture
def lifter(db: None) -> User:
    """The person whose logbook the test is about."""
    return UserFactory(email="ann@example.org", name="Ann")


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody else, who must see nothing of it."""
    return UserFactory(email="bob@example.org", name="Bob")


@pytest.fixture
def api_of() -> Callable[[User], APIClient]:
    """An API client with an access token of the person given."""

    def signed_in(user: User) -> APIClient:
        client = APIClient(raise_request_exception=False)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {sign_in(user, 'test phone')[1].access}")
        return client

    return signed_in


@pytest.fixture
def api(lifter: User, api_of: Callable[[User], APIClient]) -> APIClient:
    """The lifter's API client."""
    return api_of(lifter)


@pytest.fixture
def stranger_api(stranger: User, api_of: Callable[[User], APIClient]) -> APIClient:
    """The stranger's API client."""
    return api_of(stranger)


@pytest.fixture
def anonymous_api(db: None) -> APIClient:
    """An API client without a token."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def pages(lifter: User) -> Client:
    """The lifter's browser, CSRF checks as in a real one left to the browser tests."""
    client = Client()
    client.force_login(lifter)
    return client


@pytest.fixture
def stranger_pages(stranger: User) -> Client:
    """The stranger's browser."""
    client = Client()
    client.force_login(stranger)
    return client


@pytest.fixture
def squat(db: None) -> Exercise:
    """An exercise of the catalogue, loaded by its weight."""
    return ExerciseFactory(name="Barbell Squat")


@pytest.fixture
def push_up(db: None) -> Exercise:
    """An exercise of the catalogue, loaded by 64 % of the body."""
    return ExerciseFactory(name="Push Up", bodyweight=True)
