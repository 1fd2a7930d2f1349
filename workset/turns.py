"""Whose turn it is for a thread: who holds some takes one more only while more than those are free.

So one person has half of a process's threads at most, a second one half of what is left, and others find one free,
however much work is asked for. Nobody is refused: what has no turn yet waits in line, without a thread.

Whose a request is, is read off its head and believed for this alone: what does not belong to who is named there is
refused soon, and holds no thread for long. It is counted for everybody named, so that an invented name beside the true
one helps nobody. All requests that name nobody count as one person's.
"""

import re
from base64 import urlsafe_b64decode
from collections import Counter, deque
from collections.abc import Collection, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

import orjson
from django.conf import settings
from django.http import parse_cookie

MARK = 10  # characters
STRANGERS, TOO_MANY = "strangers", "too many names"
MOST_NAMES = 4

BEARER = re.compile(rb"\nauthorization:\s*bearer\s+[^.\s]*\.([^.\s]*)\.", re.IGNORECASE)
COOKIES = re.compile(rb"\ncookie:([^\r\n]*)", re.IGNORECASE)


def mark_of(person: object) -> str:
    """A word for a person that says nothing to others; sessions begin with it, so that it is known whose they are."""
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(str(person).encode(errors="replace"), digest_size=MARK // 2, key=key, person=b"turns").hexdigest()


def named_in(head: bytes) -> frozenset[str]:
    """The marks of those whom a request's head names; `STRANGERS` where it names nobody."""
    found = {mark for mark in islice(names(head), MOST_NAMES + 1) if mark}
    return frozenset([TOO_MANY] if len(found) > MOST_NAMES else found or [STRANGERS])


def names(head: bytes) -> Iterator[str]:
    """As often as they stand there: by tokens, whose signature is left to others, and by sessions."""
    for bearer in BEARER.finditer(head):
        yield subject_of(bearer[1])
    for cookies in COOKIES.finditer(head):
        yield parse_cookie(cookies[1].decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")[:MARK]


def subject_of(payload: bytes) -> str:
    """The mark of whom a token is about; empty where it doesn't say."""
    try:
        told = orjson.loads(urlsafe_b64decode(payload + b"=="))
    except ValueError:
        return ""
    return mark_of(told["sub"]) if isinstance(told, dict) and "sub" in told else ""


class Share:
    """Threads that are shared: who holds some takes one more only while more than those are free."""

    def __init__(self, threads: int) -> None:
        self.free = threads
        self.held: Counter[str] = Counter()

    def has_one_for(self, names: Collection[str]) -> bool:
        """Whether a request that names these may have a thread now."""
        return self.free > max(self.held[name] for name in names)

    def take(self, names: Collection[str]) -> None:
        """It has one."""
        self.free -= 1
        self.held.update(names)

    def give_back(self, names: Collection[str]) -> None:
        """It has it no more."""
        self.free += 1
        self.held -= Counter(names)  # leaves out who holds none


class Line:
    """Connections with a request to be served, in their order, and the threads of a process.

    A connection says in `named` for whom it is counted, and by `is_slow` that a thread may have to wait for its body:
    such ones share half of the threads. Not thread-safe: the loop alone asks.
    """

    def __init__(self, threads: int) -> None:
        self.threads, self.slow = Share(threads), Share(max(1, threads // 2))
        self.waiting: deque[Any] = deque()

    def shares_of(self, conn: Any) -> list[Share]:
        """Those that must have a thread for it."""
        return [self.threads, self.slow] if conn.is_slow else [self.threads]

    def next(self) -> Any | None:
        """The first whose turn it is; it holds a thread from now on. None where nobody's is."""
        if not self.threads.free:
            return None
        for place, conn in enumerate(self.waiting):
            shares = self.shares_of(conn)
            if all(share.has_one_for(conn.named) for share in shares):
                del self.waiting[place]
                for share in shares:
                    share.take(conn.named)
                return conn
        return None

    def end(self, conn: Any) -> None:
        """It holds a thread no more."""
        for share in self.shares_of(conn):
            share.give_back(conn.named)
