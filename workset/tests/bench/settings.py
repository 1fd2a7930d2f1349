"""The settings of the measured server: the product's own, with addresses that only the measurement needs."""

from workset.settings import *  # noqa: F403 - the product's, but for what follows

ROOT_URLCONF = "workset.tests.bench.urls"
