"""The front doors."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from electricityshop.monitoring import health, metrics

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("jobs/", include("electricityshop.jobs.urls")),
    path("api/v1/", include("electricityshop.api.urls")),
    path("accounts/", include("allauth.urls")),
    path("account/", include("accounts.pages.urls")),
    path("payments/", include("payments.pages.urls")),
    path("", include("orders.pages.urls")),
    path("", include("catalog.pages.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]
if "electricityshop.embedded" in settings.INSTALLED_APPS:  # demo and tests
    urlpatterns.append(path("demo/", include("electricityshop.embedded.urls")))

handler400 = "electricityshop.api.outside.bad_request"
handler403 = "electricityshop.api.outside.permission_denied"
handler404 = "electricityshop.api.outside.not_found"
handler500 = "electricityshop.api.outside.server_error"
