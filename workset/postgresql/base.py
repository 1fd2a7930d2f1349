"""Named `base` and `DatabaseWrapper` because Django looks for them under these names."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the line itself, at the beginning of every request, where Django asks the server to answer 1.

    A server that ends a connection says so, and nothing else is sent that nobody asked for: a line on which something
    waits to be read is given up. One that was cut in silence is found by neither, as both would wait for an answer.
    """

    def is_usable(self) -> bool:
        """Whether the connection can be used further."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return not line.poll(0)
