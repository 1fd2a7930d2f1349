"""Is the process up? Asked by a container's health check and by uptime monitors; needs neither database nor cache."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok"}` as long as requests are answered at all."""
    return JsonResponse({"status": "ok"})


@require_safe
def ping(request: HttpRequest) -> JsonResponse:
    """`{"message": "pong"}`: the API's first call, without signing in."""
    return JsonResponse({"message": "pong"})
