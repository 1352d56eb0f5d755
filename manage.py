#!/usr/bin/env python
"""Django's command line. Settings default to production, the strictest; `make demo` and the tests name theirs."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electricityshop.settings.production")
    execute_from_command_line(sys.argv)
