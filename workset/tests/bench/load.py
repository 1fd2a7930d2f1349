"""What loads the server: wrk where it is installed, else a few threads of Python's own, which cost more than it."""

import json
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from workset.tests.proofs.people import Send

WRK = shutil.which("wrk")
PATIENCE = 20  # seconds
SCRIPT = """
local all, at = {}, 0
function init(args)
REQUESTS
end
function request() at = at % #all + 1; return all[at] end
function done(summary, latency, requests)
  local e = summary.errors
  local failures = e.connect + e.read + e.write + e.status + e.timeout
  local figures = {summary.requests, summary.duration, failures, latency:percentile(99)}
  io.write("came to " .. table.concat(figures, " ") .. "\\n")
end
"""


@dataclass(frozen=True)
class Wanted:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True)
class Reading:
    """What a load of some seconds came to. `failures` are refusals, faults, cut connections and answers too late."""

    rate: float  # requests a second
    p99: float  # milliseconds
    failures: int


def load(port: int, send: Send, wanted: Sequence[Wanted], clients: int, seconds: int) -> Reading:
    """So many clients ask one after the other of `wanted`, each again as soon as it is answered."""
    if WRK is None:
        return by_threads(send, wanted, clients, seconds)
    with TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        script.write_text(lua(wanted))
        command = [WRK, "-t1", f"-c{clients}", f"-d{seconds}s", f"--timeout={PATIENCE}s", "-s", str(script)]
        address = f"http://127.0.0.1:{port}"
        ran = subprocess.run([*command, address], capture_output=True, check=True, timeout=seconds + 2 * PATIENCE)  # noqa: S603 - on our own server
    [line] = [line for line in ran.stdout.decode().splitlines() if line.startswith("came to ")]
    requests, microseconds, failures, p99 = map(float, line.split()[2:])
    return Reading(requests / microseconds * 1e6, p99 / 1000, int(failures))


def lua(wanted: Sequence[Wanted]) -> str:
    """wrk's script: the requests in turn, and a line of figures at the end."""
    lines = [f"all[{number}] = {formatted(one)}" for number, one in enumerate(wanted, start=1)]
    return SCRIPT.replace("REQUESTS", "\n".join(lines))


def formatted(one: Wanted) -> str:
    """One request as wrk writes it; a JSON string of ASCII without control characters is one of Lua's."""
    headers = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in one.headers.items())
    body = json.dumps(one.body) if one.body else "nil"
    return f"wrk.format({json.dumps(one.method)}, {json.dumps(one.path)}, {{{headers}}}, {body})"


def by_threads(send: Send, wanted: Sequence[Wanted], clients: int, seconds: int) -> Reading:
    """The same by threads of this process."""
    turns, end = count(), time.monotonic() + seconds

    def client(_number: int) -> list[tuple[float, bool]]:
        took = []
        while (began := time.monotonic()) < end:
            one = wanted[next(turns) % len(wanted)]
            try:
                is_good = send(one.method, one.path, one.body.encode(), one.headers).status < 400
            except OSError:
                is_good = False
            took.append((time.monotonic() - began, is_good))
        return took

    with ThreadPoolExecutor(clients) as pool:
        took = [one for some in pool.map(client, range(clients)) for one in some]
    times = [seconds for seconds, _is_good in took]
    p99 = quantiles(times, n=100)[-1] if len(times) > 1 else times[0]
    return Reading(len(took) / seconds, p99 * 1000, sum(not is_good for _seconds, is_good in took))
