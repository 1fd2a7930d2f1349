"""Where requests are counted: a cache that django-ratelimit writes to, spread over the stores that fit each limit.

Limits that must hold over all processes (`shared:`) are counted in Redis where there is one, else in a small SQLite
file; the others (`own:`) by each process for itself. A store that fails is left alone for PAUSE seconds, in which the
next one counts: a limit is never open because something is away, and no request fails for it.
"""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 5.0
DAY = 24 * 3600  # the longest window that a limit has
PATIENCE = 5.0  # seconds for which a process waits while another one writes
IN_MEMORY = ":memory:"

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Digest:
    """What django-ratelimit makes keys with: SHA-256, behind the name of the store that its `group` begins with."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    def hexdigest(self) -> str:
        """Such as `shared:9f86d0…`."""
        return f"{self.text.partition(b':')[0].decode()}:{sha256(self.text).hexdigest()}"


class SqlCounters:
    """Counters in an SQLite file, each changed by one statement, so that no two processes get the same number.

    Raises sqlite3.Error and OSError where the file can't be used. One connection for all threads: in memory there is
    no other way, and a count takes less time than a thread would wait for one of its own.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.lock = Lock()
        self.connection: sqlite3.Connection | None = None

    def add(self, key: str, count: int, timeout: float) -> bool:
        """Begin a counter; False where it runs already. What has run out is thrown away on the way."""
        now = time.time()
        begun = self.run(
            "INSERT INTO counters (key, count, expires_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET count = excluded.count, expires_at = excluded.expires_at WHERE counters.expires_at <= ?"
            " RETURNING count",
            (key, count, now + timeout, now),
        )
        if begun:
            self.run("DELETE FROM counters WHERE expires_at <= ?", (now,))
        return bool(begun)

    def incr(self, key: str, delta: int = 1) -> int:
        """The number that this request is; ValueError where no such counter runs."""
        counted = self.run(
            "UPDATE counters SET count = count + ? WHERE key = ? AND expires_at > ? RETURNING count",
            (delta, key, time.time()),
        )
        if not counted:
            raise ValueError(key)
        return int(counted[0][0])

    def clear(self) -> None:
        """Forget all counts."""
        self.run("DELETE FROM counters", ())

    def close(self) -> None:
        """Let go of the file; the next count opens it again."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def run(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        """The rows that one statement answers, in a transaction of its own."""
        with self.lock:
            try:
                connection = self.connection or self.connect()
                with closing(connection.execute(statement, values)) as cursor:
                    return cursor.fetchall()
            except sqlite3.Error:
                self.close()  # the file may have been moved away, or be mended by the next attempt
                raise

    def connect(self) -> sqlite3.Connection:
        """The file, made where there is none."""
        if self.path != IN_MEMORY:
            Path(self.path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, PATIENCE, isolation_level=None, check_same_thread=False)
        self.connection = connection
        with suppress(sqlite3.OperationalError):  # another process is at it this moment, and the mode is the file's
            connection.execute(f"PRAGMA journal_mode={settings.SQLITE_JOURNAL}").close()
        for statement in (
            "PRAGMA synchronous=NORMAL",
            "CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires_at REAL)",
            "CREATE INDEX IF NOT EXISTS counters_expires_at ON counters (expires_at)",
        ):
            connection.execute(statement).close()
        return connection


class Counters(BaseCache):
    """The one cache that django-ratelimit knows; it needs no more of one than `add` and `incr`.

    Each process remembers the last count that it saw of each key. A store that answers less has missed what another
    one counted while it was away, and is brought up to that: a limit goes on where it stood.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.sql = sql_at(location)
        self.shared = [redis_at(params["REDIS"]), self.sql] if params.get("REDIS") else [self.sql]
        self.own = LocMemCache("counters", {"OPTIONS": {"MAX_ENTRIES": 20_000}, "TIMEOUT": DAY})

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Begin a counter; False where it runs already."""
        if not key.startswith("shared:"):
            return self.own.add(key, value, timeout)
        known = self.own.get(f"known:{key}", 0)
        begun = self.ask(lambda store: store.add(key, value, timeout))
        if begun and not known:
            self.own.set(f"known:{key}", value)
        return begun and not known

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The number that this request is."""
        if not key.startswith("shared:"):
            return raised(self.own, key, delta)
        known = self.own.get(f"known:{key}", 0)  # read first: what others count meanwhile is no gap
        count = self.ask(lambda store: raised(store, key, delta))
        if count <= known:
            with catching_up:
                missed = known - self.ask(lambda store: raised(store, key, 0))
                count = self.ask(lambda store: raised(store, key, max(missed, 0) + delta))
        self.own.set(f"known:{key}", count)
        return count

    def ask(self, act: Callable[[Any], Result]) -> Result:
        """What the first store answers that is there; the process's own is always."""
        for store in self.shared:
            if away.get(store, 0) > time.monotonic():
                continue
            try:
                return act(store)
            except (RedisError, sqlite3.Error, OSError) as problem:
                away[store] = time.monotonic() + PAUSE
                log.warning("%s can't count for now: %s", type(store).__name__, problem)
        return act(self.own)

    def clear(self) -> None:
        """Forget all counts, but for those in Redis, which other things are kept in too."""
        self.sql.clear()
        self.own.clear()
        away.clear()


catching_up = Lock()
away: dict[Any, float] = {}  # until when, on the monotonic clock, a store is left alone


@cache
def sql_at(path: str) -> SqlCounters:
    """One for all threads of the process."""
    return SqlCounters(path)


@cache
def redis_at(address: str) -> RedisCache:
    """One for all threads of the process."""
    return RedisCache(address, {"OPTIONS": settings.REDIS_OPTIONS, "KEY_PREFIX": "workset"})


def raised(store: Any, key: str, delta: int) -> int:
    """A counter after `delta` more, begun where the store has none: it was away when the window began."""
    try:
        return int(store.incr(key, delta))
    except ValueError:
        return delta if store.add(key, delta, DAY) else int(store.incr(key, delta))
