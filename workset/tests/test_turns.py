"""Whoever asks for much at once waits for themselves: others find a thread, and nobody is refused."""

import sqlite3
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.tokens import sign_in
from workset.tests.proofs.people import App, newcomer
from workset.tests.proofs.server import send_to
from workset.tests.slow_lines import EVERY_THREAD, connect, impatient_server, read_all, seconds_to_an_answer
from workset.turns import Line, mark_of, named_in

SOON = 1.0  # second
MANY = 2 * EVERY_THREAD

# --- On a real server -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server has its database."""
    return tmp_path_factory.mktemp("turns")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """Where one process listens."""
    with impatient_server(folder) as number:
        yield number


@contextmanager
def long_work(folder: Path) -> Iterator[None]:
    """Meanwhile each write holds its thread: the database is locked."""
    with closing(sqlite3.connect(folder / "log.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def seconds_to_read(app: App) -> float:
    """How long somebody waits for what takes no time."""
    began = time.monotonic()
    assert app.ask("GET", "/me").status == 200
    return time.monotonic() - began


@pytest.mark.anywhere
def test_whoever_asks_for_much_at_once_holds_up_nobody_else(port: int, folder: Path) -> None:
    send = partial(send_to, port)
    greedy, other = newcomer(send), newcomer(send)
    devices = [greedy.sign_in(f"phone {number}") for number in range(MANY)]
    with ThreadPoolExecutor(MANY) as pool:
        with long_work(folder):
            asked = [pool.submit(one.ask, "POST", "/workouts", {"title": "Legs"}) for one in devices]
            time.sleep(0.5)
            assert max(seconds_to_read(other), seconds_to_an_answer(port)) < SOON
            assert not any(one.done() for one in asked)

        assert Counter(one.result().status for one in asked) == {201: MANY}


# --- Whose a request is ---------------------------------------------------------------------------------------------

HERE = "203.0.113.7"
STRANGER = frozenset([f"from {HERE}"])


def head_of(*lines: str) -> bytes:
    """A request's head."""
    return "\r\n".join(["GET /workouts/ HTTP/1.1", "Host: localhost", *lines, "", ""]).encode("latin-1")


def cookie(value: str) -> str:
    """A line of a head."""
    return f"Cookie: csrf=x; {settings.SESSION_COOKIE_NAME}={value}"


def bearer(claims: object, key: str = settings.SIGNING_KEY) -> str:
    """Another one, with a token that `key` signs."""
    return f"Authorization: Bearer {jwt.encode(claims, key)}"  # type: ignore[arg-type]


@pytest.fixture
def session(pages: Client) -> str:
    """The key of a session of the lifter's, as the browser has it."""
    return pages.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.django_db
def test_tokens_and_sessions_of_a_person_name_the_same_one(session: str, lifter: User) -> None:
    _device, tokens = sign_in(lifter, "phone")
    by_token = named_in(head_of(f"authorization: bearer {tokens.access}"), HERE)
    assert by_token == named_in(head_of(cookie(session)), HERE) == {mark_of(str(lifter.pk))}
    assert str(lifter.pk) not in session


@pytest.mark.django_db
def test_session_is_still_theirs_under_a_new_key(session: str, pages: Client, lifter: User) -> None:
    store = pages.session
    store.cycle_key()
    assert session != store.session_key
    assert named_in(head_of(cookie(store.session_key)), HERE) == {mark_of(str(lifter.pk))}


@pytest.mark.parametrize(
    "line",
    [
        "Accept: */*",
        "Authorization: Basic YTpi",
        "Authorization: Bearer a.%%.b",
        "Authorization: Bearer ..",
        bearer({"sub": "anybody"}, "of somebody else's, and long enough for it"),
        bearer({}),
        f"Authorization: Bearer {b64encode(b'[' * 6000).decode()}.a.b",
        f"Authorization: Bearer a.{'W' * 9000}.b",
        f"Authorization: Bearer {'W' * 9000}.a.b",
        cookie(""),
        cookie("a" * 52),
        cookie("\xe9" * 52),
    ],
)
def test_head_that_names_nobody_is_a_strangers_of_its_network(line: str) -> None:
    assert named_in(head_of(line), HERE) == STRANGER


@given(
    st.sampled_from([b"Authorization: Bearer ", b"Cookie: session=", b"Cookie: ", b"X-Forwarded-For: "]), st.binary()
)
def test_nothing_that_is_sent_ends_the_loop(begin: bytes, sent: bytes) -> None:
    assert len(named_in(b"GET / HTTP/1.1\r\n" + begin + sent + b"\r\n\r\n", HERE)) == 1


def test_token_that_holds_anything_names_somebody() -> None:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    assert named_in(head_of(bearer({"sub": "ann", "more": deep})), HERE) == {mark_of("ann")}


@pytest.mark.django_db
def test_names_beside_the_true_one_take_nothing_from_it(session: str, lifter: User) -> None:
    forged = bearer({"sub": "bob"}, "of somebody else's, and long enough for it")
    written = f'"\\{ord(session[0]):03o}{session[1:]}"'  # as Django reads it
    for heads in ([forged] * 9 + [cookie(session)], [cookie("x" * 52)] * 9 + [cookie(written)]):
        assert named_in(head_of(*heads), HERE) == {mark_of(str(lifter.pk))}
    assert named_in(head_of(bearer({"sub": "bob"}), cookie(session)), HERE) == {mark_of("bob"), mark_of(str(lifter.pk))}


def test_strangers_behind_proxies_of_ours_are_counted_by_their_networks(settings: Any) -> None:
    head = head_of("X-Forwarded-For: 198.51.100.1, 2001:db8::1", "X-Forwarded-For: 2001:db8::2")
    assert named_in(head, HERE) == STRANGER
    settings.TRUSTED_PROXY_HOPS = 1
    assert named_in(head, HERE) == {"from 2001:db8::/64"}


@pytest.mark.parametrize(
    "lines",
    [
        [f"X-Much: {'x' * 17_000}"],
        [f'Cookie: a="{chr(92)}a{(chr(92) + "a") * 200}"'],
        [bearer({})] * 9,
        ["X-Forwarded-For: ::1", *[cookie("a")] * 8],
    ],
)
def test_head_that_nobody_sends_is_refused(port: int, lines: list[str]) -> None:
    with closing(connect(port, head_of(*lines))) as connection:
        assert read_all(connection).startswith(b"HTTP/1.1 431 ")


def test_head_without_an_end_is_refused(port: int) -> None:
    with closing(connect(port, head_of(f"X-Much: {'x' * 17_000}")[:-4])) as connection:
        assert read_all(connection).startswith(b"HTTP/1.1 431 ")


# --- The share ------------------------------------------------------------------------------------------------------


def asks(*named: str, is_slow: bool = False) -> SimpleNamespace:
    """A connection."""
    return SimpleNamespace(named=frozenset(named), is_slow=is_slow)


def served(line: Line, *conns: SimpleNamespace) -> list[SimpleNamespace]:
    """Those that get a thread at once."""
    line.waiting.extend(conns)
    return list(iter(line.next, None))


def test_first_person_has_half_the_second_half_of_the_rest() -> None:
    line = Line(8)
    found = served(line, *(asks(name) for name in "aaaaaaaabbbbbbbbccccccccd"))
    assert Counter("".join(one.named) for one in found) == {"a": 4, "b": 2, "c": 1, "d": 1}


def test_who_waits_is_served_in_order_as_threads_come_free() -> None:
    line = Line(2)
    first, second, third, other = asks("a"), asks("a"), asks("a"), asks("b")
    assert served(line, first, second, third, other) == [first, other]
    line.end(other)
    assert served(line) == []
    line.end(first)
    assert (served(line), list(line.waiting)) == ([second], [third])


def test_slow_bodies_share_half_of_the_threads() -> None:
    line = Line(8)
    found = served(line, *(asks(name, is_slow=True) for name in "aaaabbbbcccdddd"), asks("e"))
    assert Counter("".join(one.named) for one in found) == {"a": 2, "b": 1, "c": 1, "e": 1}


@given(st.lists(st.tuples(st.sets(st.sampled_from("abcd"), min_size=1), st.booleans(), st.integers(0, 20))))
def test_whatever_comes_is_served_at_last_and_threads_are_never_lost(comes: list[tuple[Any, bool, int]]) -> None:
    line, at_work, done = Line(4), list[SimpleNamespace](), 0
    for named, is_slow, ended in comes:
        at_work += served(line, asks(*named, is_slow=is_slow))
        if at_work and ended < len(at_work):
            line.end(at_work.pop(ended))
            done += 1
        assert line.threads.free == 4 - len(at_work) >= 0
    while line.waiting or at_work:
        at_work += served(line)
        line.end(at_work.pop())
        done += 1
    assert (done, line.threads.free, +line.threads.held, line.slow.free) == (len(comes), 4, Counter(), 2)
