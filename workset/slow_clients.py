"""Clients that send or read slowly: what they ask for is waited for without a thread, and none holds one for long.

gunicorn itself waits without a thread for a request's first byte, and with one, without an end, for all that follows:
the rest of the head, the body, and that the answer is taken. Four clients that stop halfway would hold a process.

Here a connection gets a thread once the head is there, and with it the body or the first WAITED_FOR bytes of that.
"""

import errno
import re
import time
from collections import deque
from contextlib import suppress
from functools import partial
from os import SEEK_END
from selectors import EVENT_READ
from typing import Any

from gunicorn import http, util
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

MOMENT = 0.001  # seconds; what is there already is taken all the same
WAITED_FOR = 32 * 1024  # bytes of a body, more than a workout; a thousand connections may lie in memory with it
LONGEST_HEAD = 64 * 1024  # bytes that are waited for without an end of the head; gunicorn then says what is wrong
# The last two are no end of a head, but gunicorn refuses them at once, and shall.
END_OF_HEAD = re.compile(rb"\r\n\r\n|\n\n|\n\r\n")
LENGTH = re.compile(rb"\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r", re.IGNORECASE)
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
        if end is None:
            self.wanted = 0
            return len(taken) > LONGEST_HEAD
        head = taken[: end.end()]
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


class Worker(ThreadWorker):
    """gunicorn's threads, with an end to their patience; it speaks plain HTTP, for TLS ends at a proxy."""

    head_patience = 10.0  # seconds for a request's head, however it drips
    body_patience = 20.0  # seconds that a body may lag behind `body_rate`
    body_rate = 16_000  # bytes a second, a third of what a poor phone line carries
    body_minute = 60.0  # seconds for a body of 1 MiB in all; a longer one has as much for each
    drain_patience = 0.5  # seconds for what no view has read, if the connection is to serve once more
    answer_patience = 60.0  # seconds for one piece of an answer to be taken

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = max(1, self.cfg.threads // 2)  # for long bodies, which may come slowly: never all threads
        self.without_place: deque[TConn] = deque()

    def enqueue_req(self, conn: TConn) -> None:
        """Give the connection a thread, if there is enough to do for one; till then it waits in the loop."""
        if conn.parser is None:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader = PatientUnreader(conn.sock)
            conn.data_ready = True
        conn.sock.setblocking(False)
        if conn.parser.unreader.take_in():
            self.start(conn)
            return
        conn.began = time.monotonic()
        self.set_end(conn)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: TConn, client: Any) -> None:
        """Take in what came."""
        if conn.parser.unreader.take_in():
            self.give_a_thread(conn)
        else:
            self.set_end(conn)

    def set_end(self, conn: TConn) -> None:
        """Say until when a connection waits: as long for its head as a thread would, and for the body behind it."""
        unreader = conn.parser.unreader
        patience = self.head_patience
        if unreader.body_begins:
            patience += self.body_patience + unreader.body_taken_in() / self.body_rate
        conn.timeout = conn.began + patience

    def give_a_thread(self, conn: TConn) -> None:
        """Let the connection leave the loop."""
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self.start(conn)

    def start(self, conn: TConn) -> None:
        """Have a thread serve the connection; a long body waits for one of the places that these have."""
        conn.has_place = conn.parser.unreader.is_long and not conn.parser.unreader.is_late
        if conn.has_place and not self.places:
            conn.timeout = time.monotonic() + self.body_minute
            self.without_place.append(conn)
            return
        self.places -= conn.has_place
        super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """A thread is done: its place goes to who waits longest."""
        self.places += conn.has_place
        if conn.has_place and self.without_place:
            self.start(self.without_place.popleft())
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """End what has waited too long: half a head silently, half a body by a thread, which answers 408."""
        now = time.monotonic()
        for conn in [conn for conn in self.pending_conns if conn.timeout <= now]:
            if conn.parser.unreader.body_begins:
                conn.parser.unreader.is_late = True
                self.give_a_thread(conn)
                continue
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)
            self.nr_conns -= 1
            conn.close()
        while self.without_place and self.without_place[0].timeout <= now:
            conn = self.without_place.popleft()
            conn.parser.unreader.is_late = True
            self.start(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """A worker that stops waits no longer for connections that say nothing than for those it has served."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def handle(self, conn: TConn) -> Any:
        """Serve a request. The connection ends here, not in the loop that accepts: its end may take two seconds."""
        conn.parser.unreader.expect_head(self.head_patience)
        kept = super().handle(conn)
        if not kept:
            util.close_graceful(conn.sock)
        return kept

    def handle_request(self, req: http.Request, conn: TConn) -> bool:
        """Serve a request whose head is there."""
        length = getattr(getattr(req.body, "reader", None), "length", 0)
        longest = self.body_minute * max(1.0, length / 2**20)
        conn.parser.unreader.expect_body(req, self.body_patience, self.body_rate, longest)
        conn.sock.settimeout(self.answer_patience)
        try:
            kept: bool = super().handle_request(req, conn)
        except TimeoutError:  # nobody took the answer
            return False
        return kept

    def _keepalive_after(self, conn: TConn, keepalive: bool) -> bool:
        """Whether the connection serves once more; gunicorn would wait five seconds for a body that no view read."""
        return keepalive and bool(conn.parser.finish_body(deadline=time.monotonic() + self.drain_patience))
