#!/usr/bin/env python
"""Runs Workset's commands; `manage.py help` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    """Run one command. A bad setting or a database that refuses ends in a sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workset.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"Workset can't start: {problem}")
    except OperationalError as problem:
        sys.exit(f"Workset can't use its database: {problem}\nCheck DATABASE_URL in .env or in the environment.")


if __name__ == "__main__":
    main()
