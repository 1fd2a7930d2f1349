"""Sockets to clients that read slowly: what these don't take at once is kept, and sent by whoever can wait for them."""

import errno
import os
import socket
from collections import deque
from contextlib import suppress
from typing import IO, Any, NamedTuple


class FilePart(NamedTuple):
    """Bytes of a file that are to be sent from there, without lying in memory."""

    number: int  # of a file descriptor, our own
    begin: int
    left: int

    def send(self, to: int) -> int:
        """How many bytes went into a socket; OSError where the file has become shorter."""
        sent = os.sendfile(to, self.number, self.begin, self.left)
        if not sent:
            raise OSError(errno.EIO, "The file is shorter than it was.")
        return sent


class PatientSocket(socket.socket):
    """A socket on which sending never waits. While there is a `rest`, nobody has sent it: call `flow` for that."""

    def __init__(self, accepted: socket.socket) -> None:
        family, kind, protocol = accepted.family, accepted.type, accepted.proto
        super().__init__(family, kind, protocol, fileno=accepted.detach())
        self.rest: deque[memoryview | FilePart] = deque()
        self.held = 0  # bytes of the rest that lie in memory
        self.taken = 0  # bytes that went out

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send, or keep, all of it."""
        if data:
            self.rest.append(memoryview(data))
            self.held += len(data)
            self.flow()

    def send(self, data: Any, flags: int = 0) -> int:
        """As sendall: nothing is left to the caller."""
        self.sendall(data)
        return len(data)

    def sendfile(self, file: IO[bytes], offset: int = 0, count: int | None = None) -> int:  # type: ignore[override]
        """Send, or keep, a part of a file, which may be closed then."""
        left = os.fstat(file.fileno()).st_size - offset if count is None else count
        if left:
            self.rest.append(FilePart(os.dup(file.fileno()), offset, left))
            self.flow()
        return left

    def flow(self) -> None:
        """Send as much of the rest as is taken without waiting; OSError when the connection is gone."""
        before = self.gettimeout()
        self.setblocking(False)
        try:
            while self.rest:
                self.send_some(self.rest[0])
        except (BlockingIOError, InterruptedError):
            return
        finally:
            self.settimeout(before)

    def send_some(self, part: "memoryview | FilePart") -> None:
        """Send of the first part what is taken."""
        left: memoryview | FilePart
        if isinstance(part, FilePart):
            sent = part.send(self.fileno())
            left = part._replace(begin=part.begin + sent, left=part.left - sent)
            is_over = not left.left
            if is_over:
                os.close(part.number)
        else:
            sent = super().send(part)
            left, is_over = part[sent:], sent == len(part)
            self.held -= sent
        self.taken += sent
        if is_over:
            self.rest.popleft()
        else:
            self.rest[0] = left

    def close(self) -> None:
        """Close it; nobody gets the rest."""
        for part in self.rest:
            if isinstance(part, FilePart):
                with suppress(OSError):
                    os.close(part.number)
        self.rest.clear()
        self.held = 0
        super().close()
