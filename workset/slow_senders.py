"""What comes from clients that send slowly: taken in as it comes, and read with an end to the patience."""

import errno
import re
import time
from contextlib import suppress
from os import SEEK_END
from socket import socket

from gunicorn import http
from gunicorn.http.unreader import SocketUnreader

from workset.turns import from_network, named_in

MOMENT = 0.001  # seconds; what is there already is taken all the same
WAITED_FOR = 32 * 1024  # bytes of a body, more than a workout; a thousand connections may lie in memory with it
LONGEST_HEAD = 16 * 1024  # bytes
# Python before 3.11.10 and 3.12.6 takes seconds to read a cookie of some kB of them (CVE-2024-7592).
MOST_BACKSLASHES = 200
NAMING = re.compile(rb"\n(?:authorization|cookie|x-forwarded-for):", re.IGNORECASE)
MOST_NAMING = 8  # lines that say who sends it, each of which takes time to read
# The last two are no end of a head, but gunicorn refuses them at once, and shall.
END_OF_HEAD = re.compile(rb"\r\n\r\n|\n\n|\n\r\n")
LENGTH = re.compile(rb"\ncontent-length:[ \t]*0*([0-9]{1,18})[ \t]*\r", re.IGNORECASE)
ASKS_FIRST = re.compile(rb"\nexpect:[ \t]*100-continue", re.IGNORECASE)
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class PatientUnreader(SocketUnreader):
    """What comes from a socket. Only the waiting counts, and what comes in time buys more of it.

    Out of patience, or at the end of a connection, a head is given up silently, as gunicorn does at its end. In a body
    it is an OSError: a form that was cut off must not be taken for a short one.
    """

    patience = left = 0.0  # seconds: at most, and now
    rate = 0  # bytes that buy a second; 0 where none do
    ends_at = 0.0  # by the monotonic clock, whatever was bought
    request: http.Request | None = None  # whose body it is, None in a head
    looked_at = 0  # bytes, in which no head ends
    body_begins = 0  # where in what was taken in; 0 while the head isn't there
    wanted = 0  # bytes of the body that are waited for without a thread
    is_long = False  # whether a thread will have to wait for more of the body than was waited for
    is_late = False  # whether what was waited for without a thread did not come in time
    is_refused = False  # whether the head is longer, or harder to read, than a head of anybody's

    def __init__(self, sock: socket, peer: str) -> None:
        super().__init__(sock)
        self.peer = peer
        self.named = from_network(b"", peer)  # whom the head names that was taken in

    def expect_head(self, patience: float) -> None:
        """A request begins."""
        self.patience = self.left = patience
        self.rate, self.request, self.ends_at = 0, None, time.monotonic() + patience

    def expect_body(self, request: http.Request, patience: float, rate: int, longest: float) -> None:
        """The request's head is there, and maybe a part of the body with it; the rest in `longest` seconds at most."""
        self.patience = self.left = 0.0 if self.is_late else patience
        self.rate, self.request, self.ends_at = rate, request, time.monotonic() + longest
        self.body_begins, self.is_long, self.is_late = 0, False, False

    def take_in(self) -> bool:
        """Keep what has come, without waiting; whether that, or the end of the connection, is worth a thread."""
        try:
            data = self.sock.recv(WAITED_FOR)
        except (BlockingIOError, InterruptedError):
            data = None
        except OSError:
            return True
        if data:
            self.buf.seek(0, SEEK_END)
            self.buf.write(data)
        return data == b"" or (self.has_head() and self.size() >= self.body_begins + self.wanted)

    def has_head(self) -> bool:
        """Whether the head is there; then it is known what is wanted of the body. Each byte is looked at once."""
        if self.body_begins:
            return True
        taken = self.buf.getvalue()
        end = END_OF_HEAD.search(taken, max(0, self.looked_at - 3))
        self.looked_at = len(taken)
        head = taken[: end.end()] if end else taken
        self.is_refused = is_like_nobodys(head) if end else len(head) > LONGEST_HEAD
        if end is None or self.is_refused:
            self.wanted = 0
            return self.is_refused
        self.named = named_in(head, self.peer)
        length = LENGTH.search(head)
        self.body_begins, self.looked_at = end.end(), 0
        whole = int(length[1]) if length else 0  # without a length no view reads it
        self.wanted, self.is_long = min(whole, WAITED_FOR), whole > WAITED_FOR
        if ASKS_FIRST.search(head) and len(taken) < self.body_begins + self.wanted:
            with suppress(OSError):  # gunicorn says it once more, which does no harm
                self.sock.send(GO_ON)
        return True

    def size(self) -> int:
        """How many bytes are there."""
        return self.buf.seek(0, SEEK_END)

    def body_taken_in(self) -> int:
        """How many bytes of a body are there."""
        return self.size() - self.body_begins

    def chunk(self, size_hint: int | None = None) -> bytes:
        """What the socket has, as soon as it has something."""
        began = time.monotonic()
        self.left = min(self.left, self.ends_at - began)
        try:
            data = self.receive(size_hint)
        except TimeoutError:
            data = b""
        self.left -= time.monotonic() - began
        if self.rate:
            self.left = min(self.patience, self.left + len(data) / self.rate)
        if self.request is not None and not data:
            self.request.force_close()
            raise ConnectionResetError(errno.ECONNRESET, "The body has not come to its end.")
        return data

    def receive(self, size_hint: int | None) -> bytes:
        """One read, which waits for what is left of the patience; TimeoutError."""
        before = self.sock.gettimeout()  # of whoever reads: gunicorn has less patience with what no view has read
        self.sock.settimeout(max(MOMENT, self.left if before is None else min(before, self.left)))
        try:
            data: bytes = super().chunk(size_hint)
            return data
        finally:
            self.sock.settimeout(before)


def is_like_nobodys(head: bytes) -> bool:
    """Whether a head is longer or harder to read than any that a client sends."""
    return (
        len(head) > LONGEST_HEAD
        or head.count(b"\\") > MOST_BACKSLASHES
        or len(NAMING.findall(head, 0, LONGEST_HEAD)) > MOST_NAMING
    )
