"""Answers that are kept until something of what they tell changes.

What is kept is named by the account's data version, which every verb moves: nothing has to be thrown away by hand.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from accounts.models import User

KEPT = 24 * 3600
PAUSE = 5.0  # seconds for which a cache that failed is left alone

Asked = TypeVar("Asked")
Kept = TypeVar("Kept")
log = logging.getLogger(__name__)
away = {"until": 0.0}  # on the monotonic clock


def key_of(user: User, name: str, arguments: object = "") -> str:
    """What is told of `user` now under `name` with `arguments`, whose repr says all of them, as an opaque word.

    Today is part of it: the running week is another one tomorrow. So is the release, which may tell it otherwise.
    """
    told = (settings.WORKSET_VERSION, str(user.pk), user.data_version, user.today(), name, arguments)
    return opaque(told)


def cached(user: User, name: str, arguments: object, compute: Callable[[], Kept]) -> Kept:
    """What `compute` tells, from the cache where nothing of the account's data has changed since it was told."""
    return kept(key_of(user, name, arguments), compute)


def cached_past(
    user: User, begin: date, name: str, each: Iterable[Asked], compute: Callable[[list[Asked]], Mapping[Asked, Kept]]
) -> dict[Asked, Kept]:
    """What `compute` tells of everything before `begin`, the begin of the present, for `each` thing that is asked.

    From the cache where nothing of that time has changed. The day itself is part of what it is kept under.
    """
    told = (settings.WORKSET_VERSION, str(user.pk), user.past_version, begin, name)
    return kept_each({one: opaque((*told, one)) for one in each}, compute)


def opaque(told: object) -> str:
    """A word that tells nothing of what it stands for, whose repr says all of it."""
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def kept(key: str, compute: Callable[[], Kept]) -> Kept:
    """The same under a `key_of`. A cache that is away costs time, and no report."""
    return kept_each({key: key}, lambda _missing: {key: compute()})[key]


def kept_each(keys: Mapping[Asked, str], compute: Callable[[list[Asked]], Mapping[Asked, Kept]]) -> dict[Asked, Kept]:
    """The same of several things, each by what is asked and under its key; what isn't kept is computed together."""
    if away["until"] > time.monotonic():
        return dict(compute(list(keys)))
    try:
        stored = cache.get_many([f"report:{key}" for key in keys.values()])
        found = {asked: stored[name] for asked, key in keys.items() if (name := f"report:{key}") in stored}
        missing = [asked for asked in keys if asked not in found]
        if missing:
            told = compute(missing)
            cache.set_many({f"report:{keys[asked]}": one for asked, one in told.items()}, KEPT)
            found |= told
    except (RedisError, OSError) as problem:
        away["until"] = time.monotonic() + PAUSE
        log.warning("The cache can't be asked for now: %s", problem)
        return dict(compute(list(keys)))
    return found
