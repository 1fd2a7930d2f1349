"""What people and programs keep secret can be read nowhere in the database, nor in the log."""

import logging
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.management import call_command

from workset.tests.proofs.people import in_process
from workset.tests.proofs.stored_secrets import Mails, columns, hits, walk

pytestmark = pytest.mark.django_db


class Outbox(Mails):
    """The mails of a test."""

    def deliver(self) -> None:
        call_command("worker", once=True)

    def texts(self) -> Iterator[str]:
        for message in mail.outbox:
            yield f"{message.to} {message.body}"


def test_no_secret_stands_in_a_column_or_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        secrets = walk(in_process, Outbox())

    assert len(secrets) == 12
    assert hits(secrets, columns() | {"log": caplog.text}) == []
    assert hits(secrets, {"here": secrets["session key"]}) == ["session key in here"]
