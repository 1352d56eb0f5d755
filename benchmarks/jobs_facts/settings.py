"""The tests' settings; the facts' own job functions may run."""

from electricityshop.settings.test import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.test import JOB_MODULES

JOB_WORKER_CLASS = "electricityshop.jobs.worker.ShopWorker"  # its facts are about workers that fork
JOB_MODULES = [*JOB_MODULES, "benchmarks.jobs_facts.jobs"]
