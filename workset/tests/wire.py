"""The wire between a browser and the server, which can be cut, go silent or become slow while both of them go on.

A browser's own offline switch is not the same: it lets a request through now and then, and knows of nothing between a
good network and none.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

NEVER = 3600.0


class Wire:
    """Passes on to `server` (an address such as http://localhost:8081) what comes in at `url`."""

    def __init__(self, server: str) -> None:
        target = urlsplit(server)
        self.target = (target.hostname, target.port)
        self.delay = 0.0  # seconds before a request goes on
        self.is_cut = False
        self.loses = False
        self.mended = threading.Event()
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def cut(self) -> None:
        """Nobody answers: what is open breaks, what is new is refused."""
        self.is_cut = True
        self.drop()

    def hang(self) -> None:
        """Requests are taken and never answered, as where a phone holds on to a network that has no signal."""
        self.slow(NEVER)

    def slow(self, seconds: float) -> None:
        """Each request goes on this much later."""
        self.mended.clear()
        self.delay = seconds

    def lose_answers(self) -> None:
        """Requests arrive, and their answers break off before anybody has read them."""
        self.loses = True

    def mend(self) -> None:
        """As on the first day."""
        self.is_cut, self.delay, self.loses = False, 0.0, False
        self.mended.set()

    def close(self) -> None:
        """Of no use any more."""
        self.cut()
        self.mended.set()
        self.listener.close()

    def drop(self) -> None:
        """Break what is open."""
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def accept(self) -> None:
        """Takes connections until the wire is closed."""
        with suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                threading.Thread(target=self.connect, args=(browser,), daemon=True).start()

    def connect(self, browser: socket.socket) -> None:
        """One connection, until either end has enough of it."""
        with browser:
            if self.is_cut:
                return
            with suppress(OSError), socket.create_connection(self.target) as server:
                self.open |= {browser, server}
                back = threading.Thread(target=self.pump, args=(server, browser, False), daemon=True)
                back.start()
                self.pump(browser, server, True)
                back.join()
                self.open -= {browser, server}

    def pump(self, source: socket.socket, target: socket.socket, delayed: bool) -> None:
        """Carries bytes one way."""
        with suppress(OSError):
            while data := source.recv(65536):
                if delayed and self.delay:
                    self.mended.wait(self.delay)
                if self.loses and not delayed:
                    break
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(server: str) -> Iterator[Wire]:
    """A wire for as long as it is needed."""
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.close()
