"""Primary keys: UUIDv7 (RFC 9562), which sort by time and may be made on a phone without signal."""

from uuid import UUID

try:
    from uuid import uuid7  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # Python before 3.14
    from uuid_utils.compat import uuid7

__all__ = ["is_uuid7", "uuid7"]


def is_uuid7(value: UUID) -> bool:
    """Whether a client-made id has the version that keeps our indexes in order of time."""
    return value.version == 7
