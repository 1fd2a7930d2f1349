"""Limits of API calls: whom a call is counted for, and the refusal. Headers are the middleware's (workset/requests.py).

REST framework loads this while it loads its views: what imports those can't be imported here.
"""

from typing import TYPE_CHECKING

from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from workset.limits import TooOften, count_all, everyday

if TYPE_CHECKING:
    from rest_framework.views import APIView


class TooManyRequests(Throttled):
    """429, with the seconds to wait as `retry_after` and Retry-After."""

    def __init__(self, refused: TooOften) -> None:
        super().__init__(detail=str(refused))
        self.wait = refused.usage.wait


class Throttle(BaseThrottle):
    """Counts each call of a view: by the view's own `limits(request)` where it has that, else as `everyday` says."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """True, or TooOften is raised."""
        count_all(request._request, view.limits(request) if hasattr(view, "limits") else everyday(request))
        return True
