"""The demo's settings, caching as it is; only its static files, which take half a minute to compress, are left out."""

from electricityshop.settings.demo import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.demo import MIDDLEWARE, STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
