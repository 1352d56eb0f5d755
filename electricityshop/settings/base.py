"""What all three have in common. A setting has one home and a default that is safe."""

import logging
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from environs import Env, validate

from electricityshop.settings.api import REST_FRAMEWORK as REST_FRAMEWORK
from electricityshop.settings.api import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from electricityshop.settings.caches import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.jobs import *  # noqa: F403  # likewise
from electricityshop.settings.logs import logging_settings
from electricityshop.settings.monitoring import *  # noqa: F403
from electricityshop.settings.pages import PAGE_PROFILES as PAGE_PROFILES
from electricityshop.settings.seller import *  # noqa: F403
from electricityshop.settings.staff import unfold

django_stubs_ext.monkeypatch()  # Django's generics take their parameters at run time too

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

# ---------------------------------------------------------------- the shop
SHOP_NAME = env.str("SHOP_NAME", "ElectricityShop")
SHOP_URL = env.str("SHOP_URL", "http://127.0.0.1:8000").rstrip("/")
SHOP_CURRENCY = env.str("SHOP_CURRENCY", "EUR")
SHOP_COUNTRY = env.str("SHOP_COUNTRY", "DE")
SHOP_SHIPS_TO = env.list(
    "SHOP_SHIPS_TO", ["DE", "AT", "BE", "DK", "ES", "FI", "FR", "IE", "IT", "LU", "NL", "PL", "PT", "SE"]
)
SHOP_MAIL_FROM = env.str("SHOP_MAIL_FROM", "ElectricityShop <orders@electricityshop.example>")
SHOP_MAXIMUM_QUANTITY = env.int("SHOP_MAXIMUM_QUANTITY", 10_000)
ORDER_PAYMENT_MINUTES = env.int("ORDER_PAYMENT_MINUTES", 60)
RETURN_DAYS = env.int("RETURN_DAYS", 14)

# ---------------------------------------------------------------- Django
DEBUG = False
SECRET_KEY = ""
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "electricityshop.urls"
WSGI_APPLICATION = "electricityshop.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
ADMIN_PATH = env.str("ADMIN_PATH", "admin/")

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_countries",
    "django_htmx",
    "django_rq",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "electricityshop.events",
    "electricityshop.attempts",
    "electricityshop.caching",
    "electricityshop.jobs",
    "electricityshop.plugins",
    "electricityshop.monitoring",
    "electricityshop.plans",
    "electricityshop.api",
    "accounts",
    "catalog",
    "payments",
    "orders",
]

MIDDLEWARE = [
    "electricityshop.monitoring.statements.requests.StatementsOfRequest",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "electricityshop.monitoring.requests.ImpossibleInput",
    "electricityshop.monitoring.policy.KeptPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.pages.private_pages.PrivatePages",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "electricityshop.monitoring.requests.DomainErrorPages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "electricityshop.monitoring.requests.shop_context",
            ],
            "libraries": {
                "compiled": "electricityshop.templatetags.compiled",
                "once": "electricityshop.templatetags.once",
                "shop": "electricityshop.templatetags.shop",
                "staff": "electricityshop.templatetags.staff",
            },
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"environment": "electricityshop.compiled_templates.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

# ---------------------------------------------------------------- PostgreSQL: the truth
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", "postgres:///electricityshop"),
        "ENGINE": "electricityshop.database",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # a pooler in transaction mode cannot keep them
    }
}
DATABASE_PREPARED = env.bool("DATABASE_PREPARED", False)

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.adapters.backends.ShopBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.adapters.passwords.MaximumLengthValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # they name people, and caches must not
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
LOGOUT_REDIRECT_URL = "catalog:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "accounts.adapters.allauth.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.pages.login_forms.LoginForm",
    "signup": "accounts.pages.login_forms.SignupForm",
    "reauthenticate": "accounts.pages.login_forms.ReauthenticateForm",
    "add_email": "accounts.pages.login_forms.AddEmailForm",
    "change_password": "accounts.pages.password_forms.ChangePasswordForm",
    "set_password": "accounts.pages.password_forms.SetPasswordForm",
    "reset_password": "accounts.pages.password_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.pages.password_forms.ResetPasswordKeyForm",
}
# allauth counts in the cache, and lets nobody in while Redis is away; ATTEMPT_LIMITS count in PostgreSQL
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", int(env.bool("BEHIND_PROXY", False)))
MFA_ADAPTER = "accounts.adapters.mfa.MfaAdapter"
MFA_FORMS = {
    "authenticate": "accounts.pages.code_forms.AuthenticateForm",
    "reauthenticate": "accounts.pages.code_forms.ReauthenticateForm",
}
MFA_TOTP_ISSUER = SHOP_NAME
MFA_TOTP_TOLERANCE = 1
UNFOLD = unfold(SHOP_NAME)
ATTEMPT_LIMITS = {  # name: (how many, within seconds)
    "login_email": (env.int("LOGIN_FAILURES_PER_EMAIL", 10), 300),
    "login_ip": (env.int("LOGIN_FAILURES_PER_IP", 50), 300),
    "code": (5, 300),
    "code_reuse": (1, 120),
    "register_ip": (env.int("REGISTRATIONS_PER_IP", 300), 300),
    "mail_to": (5, 600),
    "mail_ip": (env.int("ACCOUNT_MAILS_PER_IP", 300), 600),
    "searched_ip": (60, 3600),
    "pay_order": (env.int("PAYMENT_ATTEMPTS_PER_ORDER", 20, validate=validate.Range(min=1)), 3600),
    "pay_ip": (env.int("PAYMENT_ATTEMPTS_PER_IP", 1000, validate=validate.Range(min=0)), 3600),  # 0: no limit
}
ACCESS_TOKEN_MINUTES = 10
REFRESH_TOKEN_DAYS = 30

# ---------------------------------------------------------------- payments: Stripe, or the sandbox without a key
PAYMENT_GATEWAY = "payments.adapters.stripe.StripeGateway"
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", "")
SANDBOX_URL = ""
if not STRIPE_SECRET_KEY:
    SANDBOX_URL = env.str("SANDBOX_URL", "")
    STRIPE_SECRET_KEY = env.str("SANDBOX_SECRET_KEY", "")
    STRIPE_WEBHOOK_SECRET = env.str("SANDBOX_WEBHOOK_SECRET", "")
RECONCILE_EVERY_MINUTES = env.int("RECONCILE_EVERY_MINUTES", 60, validate=validate.Range(min=1))
RECONCILE_NIGHT_HOUR = env.int("RECONCILE_NIGHT_HOUR", 3, validate=validate.Range(min=0, max=23))
RECONCILE_NIGHT_HOURS = env.int("RECONCILE_NIGHT_HOURS", 24, validate=validate.Range(min=1))

# ---------------------------------------------------------------- mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = SHOP_MAIL_FROM
EMAIL_TIMEOUT = 10
MAIL_DIR = Path(env.str("MAIL_DIR", str(VAR_DIR / "mail")))

# ---------------------------------------------------------------- what the browser is told
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [f"/{ADMIN_PATH}", "/jobs/"],  # the admin theme evaluates its own expressions
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# ---------------------------------------------------------------- files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"

# ---------------------------------------------------------------- language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")

# ---------------------------------------------------------------- logs
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request, when it is answered
LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(logging.getLevelNamesMapping()))
LOGGING = logging_settings(LOG_LEVEL)
