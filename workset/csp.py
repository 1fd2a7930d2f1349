"""Content-Security-Policy on every answer, by django-csp."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class SamePolicyMiddleware(CSPMiddleware):
    """django-csp's, which writes the policy anew for each answer, though it is the same for all but a few."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        """With the policy of the settings, or with what a view has said of its own."""
        own = (
            settings.DEBUG or hasattr(request, "_csp_nonce") or any(name.startswith("_csp") for name in vars(response))
        )
        if own:
            return super().process_response(request, response)  # type: ignore[return-value]
        response.headers.setdefault(HEADER, policy())
        return response


@cache
def policy() -> str:
    """The policy of the settings."""
    return build_policy()
