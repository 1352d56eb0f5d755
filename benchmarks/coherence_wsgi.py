"""The shop's WSGI application, sabotaged as the environment says."""

import os
from importlib import import_module

from electricityshop.wsgi import application as application

import_module("benchmarks.coherence_sabotage").sabotage(os.environ["COHERENCE_SABOTAGE"])
