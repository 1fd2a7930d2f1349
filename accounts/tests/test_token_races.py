"""Parallel refreshes of one token: simplejwt alone lets most of them succeed, each with tokens of its own."""

import pytest
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from accounts.models import Device
from accounts.tests.factories import UserFactory
from accounts.tokens import rotate, sign_in
from workset.tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_parallel_refreshes_have_one_successor_and_nobody_is_signed_out() -> None:
    _, tokens = sign_in(UserFactory(), "phone")
    results = race(lambda number: rotate(tokens.refresh), 32)
    assert {result.refresh for result in results} == {results[0].refresh}
    assert results[0].refresh != tokens.refresh
    assert (Device.objects.count(), OutstandingToken.objects.count()) == (1, 2)
