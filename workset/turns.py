"""Whose turn it is for a thread: who holds some takes one more only while more than those are free.

So one person has half of a process's threads at most, and a second one half of what is left: whatever one of them asks
for, others find a thread. Nobody is refused: what has no turn yet waits in line, without a thread.

Whose a request is, its head says by a token or a session's key of our own making, which nobody can invent. It is
counted for everybody it names. One that names nobody is a stranger's, and strangers of one network count as one person.
"""

import re
from collections import Counter, deque
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

import jwt
from django.conf import settings
from django.http import parse_cookie

from workset.lib.addresses import client_address, network_of

MARK = 10  # characters
BEARER = re.compile(rb"\nauthorization:\s*bearer\s+([^\s,]+)", re.IGNORECASE)
COOKIES = re.compile(rb"\ncookie:([^\r\n]*)", re.IGNORECASE)
FORWARDED = re.compile(rb"\nx-forwarded-for:([^\r\n]*)", re.IGNORECASE)


def mark_of(*told: object) -> str:
    """A word for these that says nothing of them to others, and that nobody else can make."""
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(repr(told).encode(), digest_size=MARK // 2, key=key, person=b"turns").hexdigest()


def session_key(person: str, secret: str) -> str:
    """A key for a session of a person: their mark, the `secret`, and a mark of both, by which it is known again."""
    mark = mark_of(person)
    return f"{mark}{secret}{mark_of(mark, secret)}"


def named_in(head: bytes, peer: str) -> frozenset[str]:
    """The marks of all whom a request's head names; else the network from which the address `peer` passed it on."""
    tokens = map(named_by_token, BEARER.findall(head))
    sessions = map(named_by_session, COOKIES.findall(head))
    return frozenset(filter(None, [*tokens, *sessions])) or from_network(head, peer)


def named_by_token(token: bytes) -> str:
    """The mark of whom a token of ours is about, expired or not; empty for any other."""
    with suppress(Exception):  # whatever somebody sends: what asks for this serves everybody
        told = jwt.decode(token, settings.SIGNING_KEY, ["HS256"], {"verify_exp": False})
        return mark_of(told["sub"])
    return ""


def named_by_session(cookies: bytes) -> str:
    """The mark of whose the session among these cookies was made to be; empty without one of ours."""
    key = parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")
    mark, secret, check = key[:MARK], key[MARK:-MARK], key[-MARK:]
    return mark if key.isascii() and compare_digest(check, mark_of(mark, secret)) else ""


def from_network(head: bytes, peer: str) -> frozenset[str]:
    """By what a stranger is counted."""
    forwarded = b",".join(FORWARDED.findall(head)).decode("latin-1")
    return frozenset([f"from {network_of(client_address(peer, forwarded, settings.TRUSTED_PROXY_HOPS))}"])


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
