"""One limit over several processes."""

from collections import Counter

from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.people import App, together
from workset.tests.proofs.server import serving

LIMIT, THREADS, EACH = 100, 16, 63  # 1,008 requests


@figure(14, "one limit of 100 shared by 4 processes, 1,000 requests", "exactly 100 pass")
def one_limit() -> Measured:
    with serving(RATE_AUTH=f"{LIMIT}/d") as server:
        app = App(server.send)
        got = together(THREADS, lambda _: [app.ask("POST", "/auth/login", {}).status for _ in range(EACH)])
    counts = Counter(status for some in got for status in some)
    # 422, as nobody gave a name or a password: what passes the limit.
    return f"{counts[422]} passed, {counts[429]} refused", counts == {422: LIMIT, 429: THREADS * EACH - LIMIT}
