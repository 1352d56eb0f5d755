"""The root of `/api/v1/`: each app adds its own."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import TemplateHTMLRenderer

docs = SpectacularRedocView.as_view(
    url_name="api-schema",
    template_name="api/docs.html",
    permission_classes=[AllowAny],
    renderer_classes=[TemplateHTMLRenderer],
)
REDOC_NEEDS = {"style-src": [SELF, UNSAFE_INLINE], "worker-src": [SELF, "blob:"]}
"""It writes its own styles, and searches in a worker of its own making."""

urlpatterns = [
    path("schema", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="api-schema"),
    path("docs", csp_update(REDOC_NEEDS)(docs), name="api-docs"),
    path("", include("catalog.api.urls")),
    path("", include("orders.api.urls")),
    path("", include("accounts.api.urls")),
    path("", include("payments.api.urls")),
    path("auth/", include("accounts.api.auth_urls")),
]
