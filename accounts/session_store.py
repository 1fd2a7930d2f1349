"""Sessions in the database under the hash of their key: a copy of the table signs nobody in.

The key says whose it is to the server alone, which shares its threads by that.
"""

from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone as clock

from workset.turns import session_key

LENGTH = 40  # of Django's column: 160 bits are as many as nobody can guess


def hashed(key: str) -> str:
    """What stands in the table for a key."""
    return sha256(key.encode()).hexdigest()[:LENGTH]


class SessionStore(db.SessionStore):
    """Django's, with the key kept by the browser alone."""

    def _get_new_session_key(self) -> str:
        secret: str = super()._get_new_session_key()  # type: ignore[misc]
        whose = self.get(SESSION_KEY)
        return session_key(whose, secret) if whose else secret

    def _get_session_from_db(self) -> Session | None:
        row = Session.objects.filter(session_key=hashed(self.session_key or ""), expire_date__gt=clock.now()).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return super().exists(hashed(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row, under the hash."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.session_key = hashed(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(hashed(key))
