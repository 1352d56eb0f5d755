"""Production: refuses to start on anything unsafe, with a sentence that says what to do."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from electricityshop.settings.base import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.base import QUEUE_REDIS_URL, REDIS_URL, SANDBOX_URL, SELLER_REQUIRED, env


def _required(name: str, what: str) -> str:
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {what}. See docs/settings.md.")
    return value


SECRET_KEY = _required("SECRET_KEY", "a random string of at least 50 characters")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("SECRET_KEY is too weak: use at least 50 random characters.")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = [host.strip() for host in _required("ALLOWED_HOSTS", "the shop's host names").split(",")]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS may not be *: name the shop's host names.")
_required("DATABASE_URL", "where PostgreSQL is, e.g. postgres://user:password@host/electricityshop")
if SANDBOX_URL:
    raise ImproperlyConfigured("SANDBOX_URL is for the demo: set STRIPE_SECRET_KEY to take real payments.")
if not _required("STRIPE_SECRET_KEY", "the shop's Stripe key").startswith(("sk_", "rk_")):
    raise ImproperlyConfigured("STRIPE_SECRET_KEY must be a secret key (sk_…) or a restricted one (rk_…).")
_required("STRIPE_WEBHOOK_SECRET", "the signing secret of the webhook endpoint (whsec_…)")
_required("SHOP_URL", "the address shoppers use, e.g. https://shop.example")
for _name, _what in SELLER_REQUIRED.items():
    _required(_name, _what)

for _name, _url in (("REDIS_URL", REDIS_URL), ("QUEUE_REDIS_URL", QUEUE_REDIS_URL)):
    _parts = urlsplit(_url)
    _is_local = _parts.scheme == "unix" or _parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not _is_local and not _parts.password:
        raise ImproperlyConfigured(f"{_name} names a remote Redis without a password: add one.")
if REDIS_URL == QUEUE_REDIS_URL:
    raise ImproperlyConfigured(
        "REDIS_URL and QUEUE_REDIS_URL are the same: flushing the cache would lose jobs."
    )

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
