"""What a client says of its path and scheme is not believed, wherever it comes from."""

from contextlib import closing
from pathlib import Path

import pytest

from workset.tests.slow_lines import connect, impatient_server, read_all

pytestmark = pytest.mark.anywhere


def test_client_of_this_machine_does_not_say_where_the_site_begins(tmp_path: Path) -> None:
    asked = b"GET /foo/api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    with impatient_server(tmp_path) as port:
        for header in (b"SCRIPT_NAME: /foo", b"PATH_INFO: /api/v1/me"):
            with closing(connect(port, asked + header + b"\r\n\r\n")) as connection:
                assert not read_all(connection).startswith(b"HTTP/1.1 401 ")
