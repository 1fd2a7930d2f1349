"""gunicorn's configuration for tests of slow clients: as workset.server, with less patience than anybody could test."""

import socket
from typing import Any

from workset.server import *  # noqa: F403 - all else is what is served
from workset.slow_clients import Worker


class Impatient(Worker):
    """Waits a tenth of the time, or less."""

    head_patience = body_patience = answer_patience = 1.0
    body_rate = answer_rate = 1000
    body_minute = 3.0
    answers_held = 2**20


worker_class = "workset.tests.impatient_server.Impatient"


def when_ready(server: Any) -> None:
    """Connections hold little of an answer, so that one that nobody takes is noticed soon."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
