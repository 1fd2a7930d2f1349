"""Clients that send or read slowly: what they ask for is waited for without a thread, and none holds one for long.

gunicorn itself waits without a thread for a request's first byte, and with one, without an end, for all that follows:
the rest of the head, the body, and that the answer is taken. Four clients that stop halfway would hold a process.

Here a connection gets a thread once the head is there, and with it the body or the first WAITED_FOR bytes of that. The
thread works and is free: what is not taken of its answer at once, the loop sends.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from math import inf
from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit
from selectors import EVENT_READ, EVENT_WRITE
from socket import SHUT_WR
from typing import Any

from gunicorn import http
from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker

from workset.slow_readers import PatientSocket
from workset.slow_senders import WAITED_FOR, PatientUnreader
from workset.turns import Line

FILES_OF_OUR_OWN = 100  # for databases, the log, what is imported


def connections_for_files() -> float:
    """How many connections the limit of open files allows, each with a file that it is sent."""
    limit = getrlimit(RLIMIT_NOFILE)[0]
    return inf if limit == RLIM_INFINITY else (limit - FILES_OF_OUR_OWN) // 2


class Worker(ThreadWorker):
    """gunicorn's threads, with an end to their patience; it speaks plain HTTP, for TLS ends at a proxy."""

    head_patience = 10.0  # seconds for a request's head, however it drips
    body_patience = 20.0  # seconds that a body may lag behind `body_rate`
    body_rate = 16_000  # bytes a second, a third of what a poor phone line carries
    body_minute = 60.0  # seconds for a body of 1 MiB in all; a longer one has as much for each
    drain_patience = 0.05  # seconds to pass over what has come of a body that no view has read
    linger = 2.0  # seconds that an ended connection is kept for a client which is still sending
    answer_patience = 60.0  # seconds that a reader may lag behind `answer_rate`
    answer_rate = 4_000  # bytes a second; less than of a body, for only memory waits
    answers_held = 64 * 2**20  # bytes of answers that wait in memory for their readers

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker_connections = max(self.cfg.threads + 1, min(self.cfg.worker_connections, connections_for_files()))
        self.max_keepalived = self.worker_connections - self.cfg.threads
        self.line = Line(self.cfg.threads)

    def enqueue_req(self, conn: TConn) -> None:
        """Let the connection join the line, if there is enough to do for a thread; till then it waits in the loop."""
        if conn.parser is None:
            conn.sock = PatientSocket(conn.sock)
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader = PatientUnreader(conn.sock, conn.client[0] if conn.client else "")
            conn.data_ready = True
        conn.sock.setblocking(False)
        if conn.parser.unreader.take_in():
            self.join_line(conn)
            return
        self.wait(conn, EVENT_READ, self.on_pending_socket_readable, self.give_up)
        self.set_end(conn)

    def wait(self, conn: TConn, event: int, ready: Callable[..., None], late: Callable[[TConn], None]) -> None:
        """Let the connection wait in the loop, till `conn.timeout` at most, which the caller sets."""
        conn.began, conn.late = time.monotonic(), late
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, event, partial(ready, conn))

    def leave(self, conn: TConn) -> None:
        """Let the connection wait no longer."""
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)

    def drop(self, conn: TConn) -> None:
        """End a connection, whatever it waits for."""
        for waiting in (self.pending_conns, self.keepalived_conns, self.line.waiting):
            with suppress(ValueError):
                waiting.remove(conn)
        with suppress(KeyError, ValueError):  # not all are polled
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def on_pending_socket_readable(self, conn: TConn, client: Any) -> None:
        """Take in what came."""
        if conn.parser.unreader.take_in():
            self.leave_for_line(conn)
        else:
            self.set_end(conn)

    def set_end(self, conn: TConn) -> None:
        """Say until when a connection waits: as long for its head as a thread would, and for the body behind it."""
        unreader = conn.parser.unreader
        patience = self.head_patience
        if unreader.body_begins:
            patience += self.body_patience + unreader.body_taken_in() / self.body_rate
        conn.timeout = conn.began + patience

    def leave_for_line(self, conn: TConn) -> None:
        """Let the connection leave the loop."""
        self.leave(conn)
        self.join_line(conn)

    def give_up(self, conn: TConn) -> None:
        """End half a head silently, half a body by a thread, which answers 408."""
        if conn.parser.unreader.body_begins:
            conn.parser.unreader.is_late = True
            self.leave_for_line(conn)
        else:
            self.drop(conn)

    def join_line(self, conn: TConn) -> None:
        """Have a thread serve the connection when it is its turn."""
        conn.began = time.monotonic()
        conn.timeout = conn.began + self.body_minute
        conn.is_slow = conn.parser.unreader.is_long and not conn.parser.unreader.is_late
        conn.named = conn.parser.unreader.named
        self.line.waiting.append(conn)
        self.serve_line()

    def serve_line(self) -> None:
        """Give threads to those whose turn it is."""
        while (conn := self.line.next()) is not None:
            super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """A thread is done: it goes to who is next in line, and what is left of its answer is sent from here."""
        self.line.end(conn)
        self.serve_line()
        self.go_on(conn, fs)

    def go_on(self, conn: TConn, fs: Any) -> None:
        """Serve the connection once more, or end it, when its answer has gone out."""
        if not conn.sock.rest:
            if fs.cancelled() or fs.exception() or not fs.result():
                self.end(conn)
            else:
                conn.began = time.monotonic()
                super().finish_request(conn, fs)
            return
        conn.sock.taken = 0
        self.wait(conn, EVENT_WRITE, partial(self.on_writable, fs), self.drop)
        self.set_answers_end(conn)

    def on_writable(self, fs: Any, conn: TConn, client: Any) -> None:
        """Send what is taken."""
        try:
            conn.sock.flow()
        except OSError:
            self.drop(conn)
            return
        self.set_answers_end(conn)
        if not conn.sock.rest:
            self.leave(conn)
            self.go_on(conn, fs)

    def set_answers_end(self, conn: TConn) -> None:
        """Say until when a connection waits for its reader; what is taken buys time."""
        conn.timeout = conn.began + self.answer_patience + conn.sock.taken / self.answer_rate

    def end(self, conn: TConn) -> None:
        """Say that no more comes, and wait till the client ends it too: closed at once, its answer might be lost."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(SHUT_WR)
        except OSError:
            self.drop(conn)
            return
        self.wait(conn, EVENT_READ, self.on_lingering, self.drop)
        conn.timeout = conn.began + self.linger

    def on_lingering(self, conn: TConn, client: Any) -> None:
        """Pass over what still comes."""
        try:
            is_open = bool(conn.sock.recv(WAITED_FOR))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            is_open = False
        if not is_open:
            self.drop(conn)

    def murder_pending(self) -> None:
        """End what has waited too long."""
        now = time.monotonic()
        for conn in [conn for conn in self.pending_conns if conn.timeout <= now]:
            conn.late(conn)
        self.let_go_of_answers()
        self.make_room()
        for conn in [conn for conn in self.line.waiting if conn.is_slow and conn.timeout <= now]:
            self.line.waiting.remove(conn)
            conn.parser.unreader.is_late = True
            self.join_line(conn)

    def make_room(self) -> None:
        """At the cap, end what has waited longest: whoever comes next may have a request, and that takes no time."""
        while self.nr_conns >= self.worker_connections:
            waiting = (self.pending_conns, self.keepalived_conns, self.line.waiting)
            oldest = [conns[0] for conns in waiting if conns]
            if not oldest:
                return
            self.drop(min(oldest, key=lambda conn: conn.began))

    def let_go_of_answers(self) -> None:
        """Cut off who has most to read, while too much lies in memory; a single answer may be as long as it is."""
        held = [conn for conn in self.pending_conns if conn.sock.held]
        while len(held) > 1 and sum(conn.sock.held for conn in held) > self.answers_held:
            longest = max(held, key=lambda conn: conn.sock.held)
            held.remove(longest)
            self.drop(longest)

    def _cap_keepalive(self, deadline: float) -> None:
        """A worker that stops waits no longer for connections that say nothing than for those it has served."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            if not conn.sock.rest:
                conn.timeout = min(conn.timeout, deadline)

    def handle(self, conn: TConn) -> Any:
        """Serve a request."""
        if conn.parser.unreader.is_refused:
            write_error(conn.sock, 431, "Request Header Fields Too Large", "The head of the request is too long.")
            return False
        conn.parser.unreader.expect_head(self.head_patience)
        return super().handle(conn)

    def handle_request(self, req: http.Request, conn: TConn) -> bool:
        """Serve a request whose head is there."""
        length = getattr(getattr(req.body, "reader", None), "length", 0)
        longest = self.body_minute * max(1.0, length / 2**20)
        conn.parser.unreader.expect_body(req, self.body_patience, self.body_rate, longest)
        return bool(super().handle_request(req, conn))

    def _keepalive_after(self, conn: TConn, keepalive: bool) -> bool:
        """Whether the connection serves once more: not if a body that no view read has yet to come."""
        conn.parser.unreader.patience = conn.parser.unreader.left = 0.0
        return keepalive and bool(conn.parser.finish_body(deadline=time.monotonic() + self.drain_patience))
