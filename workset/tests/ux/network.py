"""A network of the third generation with one bar: between browser and server, where the worker's requests pass as well
as the page's. A browser's own throttle knows only the page's."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workset.tests.wire import Wire

BYTES_PER_SECOND = 400_000 / 8
SECONDS_AWAY = 0.4
PIECE = 4096


class SlowWire(Wire):
    """400 kbit/s for all connections together, and 400 ms until a request arrives; neither where it `is_slow` not."""

    def __init__(self, server: str, is_slow: bool = True) -> None:
        self.is_slow = is_slow
        self.narrow = threading.Lock()
        super().__init__(server)
        self.mend()

    def mend(self) -> None:
        """As slow as on the first day."""
        super().mend()
        if self.is_slow:
            self.slow(SECONDS_AWAY)

    def pump(self, source: socket.socket, target: socket.socket, delayed: bool) -> None:
        """Carries bytes one way, a few at a time."""
        with suppress(OSError):
            while data := source.recv(PIECE):
                if delayed and self.delay:
                    self.mended.wait(self.delay)
                if self.is_slow:
                    with self.narrow:
                        time.sleep(len(data) / BYTES_PER_SECOND)
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow_wire_to(server: str, is_slow: bool = True) -> Iterator[SlowWire]:
    """A wire for as long as it is needed."""
    wire = SlowWire(server, is_slow)
    try:
        yield wire
    finally:
        wire.close()
