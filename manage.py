#!/usr/bin/env python
"""Django's command line. Settings default to production, the strictest; `make demo` and the tests name theirs.

While the demo runs and the environment names no other database, it works on the demo.
"""

import os
import sys

from django.core.management import execute_from_command_line

from electricityshop.embedded.environment import running_demo_environment

if __name__ == "__main__":
    if not {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"} & os.environ.keys():
        os.environ.update(running_demo_environment() or {})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electricityshop.settings.production")
    execute_from_command_line(sys.argv)
