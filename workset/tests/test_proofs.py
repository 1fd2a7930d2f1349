"""The command that measures figures says plainly what was not reached."""

import pytest

from workset.tests.proofs.__main__ import answers
from workset.tests.proofs.figures import Figure


def broken() -> tuple[str, bool]:
    raise RuntimeError("The server did not start.")


@pytest.mark.parametrize(
    ("measure", "line"),
    [
        (lambda: ("3 lost", False), "measured: 3 lost | FAILED"),
        (lambda: ("0 lost", True), "measured: 0 lost | ok"),
        (broken, "measured: RuntimeError: The server did not start. | FAILED"),
    ],
)
def test_line_says_what_was_measured_and_whether_that_is_enough(
    measure: object, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reached = Figure(4, "3,200 edits", "0 lost", measure).run()

    printed = capsys.readouterr().out
    assert printed.startswith(f" 4 | 3,200 edits | target: 0 lost | {line} (")
    assert reached is line.endswith("ok")


def test_postgresql_that_does_not_answer_is_not_measured() -> None:
    assert answers("postgresql://postgres@127.0.0.1:1/postgres") is False
    assert answers("") is False
