"""The tests' settings, with the jobs of this folder allowed."""

from electricityshop.settings.test import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.test import JOB_MODULES

JOB_MODULES = [*JOB_MODULES, "tests.electricityshop.steady.jobs"]
