"""The demo's settings; its static files, which take half a minute to compress, are left out."""

from electricityshop.settings.demo import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.demo import INSTALLED_APPS, MIDDLEWARE, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.orders.stage"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
