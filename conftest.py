"""pytest finds the fixtures of all apps here."""

pytest_plugins = ["workset.tests.fixtures", "workset.tests.browser", "workset.tests.phone"]
