"""OpenAPI, and its two readers, served by us: nobody's reading of the documentation is told to another host."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
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

PUBLIC = {"authentication_classes": [], "permission_classes": []}

schema = SpectacularAPIView.as_view(**PUBLIC)
swagger = csp_replace(READER_POLICY)(SpectacularSwaggerSplitView.as_view(url_name="api-schema", **PUBLIC))
redoc = csp_replace(READER_POLICY)(
    SpectacularRedocView.as_view(url_name="api-schema", template_name="api/redoc.html", **PUBLIC)
)
