"""Parallel refreshes of one token: simplejwt alone lets most of them succeed."""

import pytest

from accounts.models import Device
from accounts.tests.factories import UserFactory
from accounts.tokens import TokenRefused, rotate, sign_in
from workset.tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_many_parallel_refreshes_wins() -> None:
    _, tokens = sign_in(UserFactory(), "phone")
    results = race(lambda number: rotate(tokens.refresh))
    assert sum(isinstance(result, TokenRefused) for result in results) == len(results) - 1
    assert Device.objects.count() == 1
