"""OpenAPI, and its two readers, served by us: nobody's reading of the documentation is told to another host."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView

# Swagger UI and ReDoc write style attributes and data: images; ReDoc searches in a worker. These two pages alone may.
READER_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# ReDoc fetches its maker's badge, whatever its settings say. It gets an empty picture instead.
REDOC = "drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js"
BADGE = "https://cdn.redoc.ly/redoc/logo-mini.svg"
NO_BADGE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"

PUBLIC = {"authentication_classes": [], "permission_classes": []}

making = Lock()


class OnceGenerator(SchemaGenerator):
    """The document, made once in each process: drf-spectacular trips over two threads that make it at a time."""

    def get_schema(self, request: object = None, public: bool = False) -> dict[str, Any]:
        """The same for everybody."""
        with making:
            return document()


@cache
def document() -> dict[str, Any]:
    """What `make schema` writes down."""
    made: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return made


class WrittenOnce:
    """Before a renderer: the document is written down once in each process, as its YAML takes half a second."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        """The document as it was written; refusals as they come."""
        if data is document():
            return written(type(self))
        return super().render(data, *args, **kwargs)  # type: ignore[misc]


@cache
def written(renderer: type) -> Any:
    """The document by a renderer."""
    return renderer().render(dict(document()))


RENDERERS = [type(f"Once{one.__name__}", (WrittenOnce, one), {}) for one in SpectacularAPIView.renderer_classes]
schema = SpectacularAPIView.as_view(generator_class=OnceGenerator, renderer_classes=RENDERERS, **PUBLIC)
swagger = csp_replace(READER_POLICY)(SpectacularSwaggerSplitView.as_view(url_name="api-schema", **PUBLIC))
redoc = csp_replace(READER_POLICY)(
    SpectacularRedocView.as_view(url_name="api-schema", template_name="api/redoc.html", **PUBLIC)
)


@cache
def without_badge() -> bytes:
    """ReDoc's script, asking no other host for anything."""
    return Path(finders.find(REDOC)).read_text().replace(BADGE, NO_BADGE).encode()


@require_safe
@gzip_page
@cache_control(public=True, max_age=3600)
def redoc_script(request: HttpRequest) -> HttpResponse:
    """The script of the page above."""
    return HttpResponse(without_badge(), content_type="text/javascript")
