"""Clients that send or read slowly hold no thread for long, and what arrives of a body in part is not obeyed."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from gunicorn.http.body import Body
from rest_framework.test import APIClient

from accounts.models import User
from workouts.models import Workout
from workouts.tests.factories import make_workout
from workset.slow_clients import Worker
from workset.tests.slow_lines import (
    EVERY_THREAD,
    LINGER,
    LOGIN,
    PATIENCE,
    PING,
    SOON,
    connect,
    drip,
    impatient_server,
    read_all,
    seconds_to_an_answer,
)

pytestmark = pytest.mark.anywhere


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where one process listens that has little patience."""
    with impatient_server(tmp_path_factory.mktemp("impatient")) as number:
        yield number


# --- On a real server -----------------------------------------------------------------------------------------------


def test_bodies_that_stop_halfway_are_answered_408_and_their_threads_serve_others(port: int) -> None:
    with ExitStack() as held:
        request = LOGIN + b'Content-Length: 100\r\n\r\n{"email": "ann@'
        slow = [held.enter_context(closing(connect(port, request))) for _ in range(EVERY_THREAD)]
        time.sleep(PATIENCE)

        assert seconds_to_an_answer(port) < LINGER + SOON
        for connection in slow:
            head, _, body = read_all(connection).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 408 ")
            assert (b"Connection: close" in head, json.loads(body)["code"]) == (True, "request_timeout")


def test_body_that_drips_is_cut_off_although_it_never_stops(port: int) -> None:
    with closing(connect(port, LOGIN + b"Content-Length: 1000\r\n\r\n")) as connection:
        began = time.monotonic()

        assert not drip(connection, b" " * 100, 1, 0.1)
        assert time.monotonic() - began < PATIENCE + LINGER + SOON


def test_long_upload_over_a_slow_line_passes(port: int) -> None:
    body = json.dumps({"email": "nobody@example.org", "password": "wrong" + " " * 6000}).encode()
    with closing(connect(port, LOGIN + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))) as connection:
        began = time.monotonic()
        assert drip(connection, body, 200, 0.1)  # 2 kB a second, where 1 kB is asked for

        assert time.monotonic() - began > 2 * PATIENCE
        assert json.loads(read_all(connection).partition(b"\r\n\r\n")[2])["code"] in ("invalid", "not_signed_in")


def test_poor_phone_line_is_faster_than_what_is_asked_for() -> None:
    assert Worker.body_rate * 3 <= 50_000


@pytest.mark.parametrize("sent", [b"G", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-More: "])
def test_heads_that_drip_end_their_connections(port: int, sent: bytes) -> None:
    with ExitStack() as held:
        slow = [held.enter_context(closing(connect(port, sent))) for _ in range(EVERY_THREAD)]
        began = time.monotonic()
        while time.monotonic() < began + PATIENCE + 0.5:
            for connection in slow:
                drip(connection, b"E", 1, 0.02)

        assert seconds_to_an_answer(port) < LINGER + SOON


def test_second_request_of_a_connection_has_all_the_time_again(port: int) -> None:
    request = LOGIN + b"Content-Length: 2\r\n\r\n"
    with closing(connect(port)) as connection:
        for _ in range(3):
            connection.sendall(request)
            time.sleep(0.4 * PATIENCE)
            connection.sendall(b"{}")
            answer = http.client.HTTPResponse(connection, method="POST")
            answer.begin()
            assert (answer.status, bool(answer.read())) == (422, True)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX",
        PING.replace(b"close", b"keep-alive") + b"GET / HTTP/1.1\r\nX",
        LOGIN + b'Content-Length: 100\r\n\r\n{"email',
        LOGIN + b"Content-Length: 999999\r\n\r\n" + b" " * 9000,
        LOGIN + b"Content-Length: 900000\r\n\r\n" + b" " * 40_000,
        LOGIN + b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
        LOGIN + b"Content-Length: 00000000000000000000100\r\n\r\n",
    ],
)
def test_requests_that_are_not_there_yet_hold_up_nobody(port: int, sent: bytes) -> None:
    with ExitStack() as held:
        for _ in range(3 * EVERY_THREAD):
            held.enter_context(closing(connect(port, sent)))
        time.sleep(0.1)

        assert seconds_to_an_answer(port) < PATIENCE / 2


def test_client_that_asks_before_it_sends_is_told_to(port: int) -> None:
    asking = LOGIN + b"Connection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    with closing(connect(port, asking)) as connection:
        assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")

        assert b"HTTP/1.1 422 " in read_all(connection)


def test_body_that_buys_time_for_ever_comes_to_an_end(port: int) -> None:
    begun = LOGIN + b"Content-Length: 900000\r\n\r\n" + b" " * 40_000
    with closing(connect(port, begun)) as connection:
        began = time.monotonic()

        assert not drip(connection, b" " * 100_000, 400, 0.1)
        assert time.monotonic() - began < LINGER + SOON + 3.0


def test_body_in_chunks_is_refused_without_waiting_for_it(port: int) -> None:
    with closing(connect(port, LOGIN + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{")) as connection:
        head, _, body = read_all(connection).partition(b"\r\n\r\n")

        assert (head.startswith(b"HTTP/1.1 411 "), json.loads(body)["code"]) == (True, "length_required")


def test_long_bodies_that_wait_for_one_another_all_arrive(port: int) -> None:
    body = b'{"password": "wrong", "email": "nobody@example.org"' + b" " * 50_000 + b"}"
    sent = LOGIN + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with ExitStack() as held:
        many = [held.enter_context(closing(connect(port, sent))) for _ in range(3 * EVERY_THREAD)]

        assert {read_all(connection).partition(b" ")[2][:3] for connection in many} == {b"401"}


def test_two_requests_in_one_piece_are_both_answered(port: int) -> None:
    post = LOGIN + b"Content-Length: 2\r\n\r\n{}"
    with closing(connect(port, post + post + PING)) as connection:
        answers = read_all(connection)

        assert (answers.count(b"HTTP/1.1 422 "), answers.count(b"pong")) == (2, 1)


# --- What becomes of a part -----------------------------------------------------------------------------------------


class Breaks:
    """Reads what there is, and then no more."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self, size: int) -> bytes:
        """A piece; ConnectionResetError after the last."""
        if not self.content:
            raise ConnectionResetError
        piece, self.content = self.content[:size], self.content[size:]
        return piece


def cut_off(client: Client, path: str, content: bytes, content_type: str, **headers: str) -> Any:
    """The answer to a POST of which no more than the `content` arrives."""
    broken = {"wsgi.input": Body(Breaks(content)), "CONTENT_LENGTH": str(len(content) + 1000)}
    return client.generic("POST", path, content, content_type=content_type, **broken, **headers)


FORM = "application/x-www-form-urlencoded"
SECRET = "s" * 32  # of CSRF's cookie and header
PARTS = "multipart/form-data; boundary=x"


@pytest.mark.django_db
@pytest.mark.parametrize("media_type", ["application/json", "application/vnd.workset.v1+json"])
def test_cut_off_body_of_the_api_is_a_408_in_its_shape(api: APIClient, media_type: str) -> None:
    answer = cut_off(api, "/api/v1/workouts", b'{"title": "Le', media_type)

    assert (answer.status_code, answer.json()["code"]) == (408, "request_timeout")
    assert set(answer.json()) == {"message", "code", "errors", "request_id"}
    assert "X-RateLimit-Limit" in answer
    assert not Workout.objects.exists()


@pytest.mark.parametrize("media_type", [FORM, PARTS])
@pytest.mark.parametrize("header", [False, True])
def test_cut_off_form_is_told_and_not_obeyed(lifter: User, media_type: str, header: bool) -> None:
    workout = make_workout(lifter)
    client = Client(enforce_csrf_checks=True)
    client.force_login(lifter)
    client.cookies[settings.CSRF_COOKIE_NAME] = SECRET
    headers = {"HTTP_X_CSRFTOKEN": SECRET} if header else {}

    path = reverse("workout-delete", args=[workout.pk])
    answer = cut_off(client, path, b"csrfmiddlewaretoken=", media_type, **headers)

    assert (answer.status_code, "What you sent did not arrive" in answer.content.decode()) == (408, True)
    workout.refresh_from_db()
    assert workout.deleted_at is None
