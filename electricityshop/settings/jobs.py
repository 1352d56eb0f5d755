"""Jobs: the queues, who works on them, how long anything may take and is kept. `docs/jobs.md` is the guide."""

from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

env = Env()


def _is_importable(path: str) -> bool:
    """Whether the module of a class's dotted path is there. It needs these settings: it is not imported yet."""
    try:
        return find_spec(path.rpartition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


QUEUE_REDIS_URL = env.str("QUEUE_REDIS_URL", "redis://127.0.0.1:6379/0")
JOB_TIMEOUTS = {"high": 60, "default": 120, "low": 900}  # seconds; the most urgent queue first
RQ_QUEUES = {
    name: {"URL": QUEUE_REDIS_URL, "SERIALIZER": "rq.serializers.JSONSerializer", "DEFAULT_TIMEOUT": seconds}
    for name, seconds in JOB_TIMEOUTS.items()
}
RQ = {
    "WORKER_CLASS": "electricityshop.jobs.worker.ShopWorker",
    "JOB_CLASS": "electricityshop.jobs.worker.ShopJob",
    "COMMIT_MODE": "auto",
}
RQ_SHOW_ADMIN_LINK = False  # its admin lets every member of staff in; ours is electricityshop/jobs/urls.py
JOB_MODULES = [
    "electricityshop.events.jobs",
    "electricityshop.caching.jobs",
    "electricityshop.attempts.jobs",
    "electricityshop.jobs.jobs",
    "electricityshop.monitoring.jobs",
    "accounts.jobs",
    "catalog.jobs",
    "payments.jobs",
    "orders.jobs",
]
JOB_WORKER_CLASS = env.str("JOB_WORKER_CLASS", "electricityshop.jobs.steady_worker.SteadyWorker")
if not _is_importable(JOB_WORKER_CLASS):
    raise ImproperlyConfigured(
        f"JOB_WORKER_CLASS is {JOB_WORKER_CLASS!r}, and there is no such module: name a class by its dotted path, "
        "electricityshop.jobs.steady_worker.SteadyWorker or electricityshop.jobs.worker.ShopWorker."
    )
JOB_WORKERS = env.int("JOB_WORKERS", 5, validate=validate.Range(1, 500))

METRICS_TOKEN = env.str("METRICS_TOKEN", "")
if METRICS_TOKEN and len(METRICS_TOKEN.encode()) < 32:
    raise ImproperlyConfigured("METRICS_TOKEN is too short: use at least 32 random bytes, or leave it out.")
ALARM_SECONDS = 15 * 60  # how often the same trouble is logged

_DAYS = validate.Range(1, 3650)
OUTBOX_KEEP_DAYS = env.int("OUTBOX_KEEP_DAYS", 30, validate=_DAYS)
WEBHOOK_KEEP_DAYS = env.int("WEBHOOK_KEEP_DAYS", 30, validate=_DAYS)
CART_KEEP_DAYS = env.int("CART_KEEP_DAYS", 90, validate=_DAYS)
