"""The settings of a real process, with jobs that a test can hold."""

from onedoor.conf.settings import *  # noqa: F403
from onedoor.conf.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.apps.jobs.crashing"]
