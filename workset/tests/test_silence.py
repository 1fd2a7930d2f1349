"""Sign-in, reset and a quiet sign-up say the same, whether an address has an account or not."""

from typing import Any

import pytest

from workset.tests.proofs.people import in_process
from workset.tests.proofs.silence import DOORS, people, told_apart

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("door", "status"), [("sign-in", 401), ("reset", 202), ("register", 201)])
def test_answer_does_not_tell_who_has_an_account(door: str, status: int, settings: Any) -> None:
    settings.REGISTRATION_QUIET = True

    assert [found for found, _ in told_apart(in_process, DOORS[door], people(2))] == [status]
