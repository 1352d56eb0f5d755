"""The demo's settings, with an empty job that may run, and on demand a shop that wastes time on every order."""

import os

from benchmarks.coherence.settings import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from benchmarks.coherence.settings import MIDDLEWARE
from electricityshop.settings.base import JOB_MODULES

JOB_MODULES = [*JOB_MODULES, "benchmarks.orders.speed.empty"]
if os.environ.get("SPEED_SABOTAGE"):
    EMAIL_BACKEND = "benchmarks.orders.speed.sabotage.WastefulMailbox"
    MIDDLEWARE = ["benchmarks.orders.speed.sabotage.Wasteful", *MIDDLEWARE]
