"""Answers that are kept until something of what they tell changes.

What is kept is named by the account's data version, which every verb moves: nothing has to be thrown away by hand.
"""

import logging
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from accounts.models import User

KEPT = 24 * 3600
PAUSE = 5.0  # seconds for which a cache that failed is left alone

Kept = TypeVar("Kept")
log = logging.getLogger(__name__)
away = {"until": 0.0}  # on the monotonic clock


def key_of(user: User, name: str, arguments: object = "") -> str:
    """What is told of `user` now under `name` with `arguments`, whose repr says all of them, as an opaque word.

    Today is part of it: the running week is another one tomorrow. So is the release, which may tell it otherwise.
    """
    told = (settings.WORKSET_VERSION, str(user.pk), user.data_version, user.today(), name, arguments)
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def cached(user: User, name: str, arguments: object, compute: Callable[[], Kept]) -> Kept:
    """What `compute` tells, from the cache where nothing of the account's data has changed since it was told."""
    return kept(key_of(user, name, arguments), compute)


def kept(key: str, compute: Callable[[], Kept]) -> Kept:
    """The same under a `key_of`. A cache that is away costs time, and no report."""
    if away["until"] > time.monotonic():
        return compute()
    try:
        found: Kept | None = cache.get(f"report:{key}")
        if found is None:
            found = compute()
            cache.set(f"report:{key}", found, KEPT)
    except (RedisError, OSError) as problem:
        away["until"] = time.monotonic() + PAUSE
        log.warning("The cache can't be asked for now: %s", problem)
        return compute()
    return found
