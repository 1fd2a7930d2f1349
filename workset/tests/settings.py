"""The settings of the test suite: those of the project, on values of its own instead of .env's."""

import os

os.environ["ENV_FILE"] = ""
os.environ.setdefault("SECRET_KEY", "only-for-tests-and-long-enough-for-the-hmac-of-tokens-0123456789")
os.environ["DEBUG"] = "false"
os.environ["SITE_URL"] = "http://testserver"
# The suite asks more often in a minute than anybody may. Tests of a limit set one of their own.
os.environ["RATE_AUTH"] = "1000000/d"
os.environ["RATE_REFRESH"] = "1000000/d"
os.environ["RATE_PUSH"] = "1000000/d"
os.environ["RATE_IMPORT"] = "1000000/d"
os.environ["RATE_ANON"] = "1000000/d"
os.environ["RATE_USER"] = "1000000/d"
os.environ["RATE_WRITE"] = "1000000/d"
os.environ["COUNTERS_URL"] = "sqlite://"

from workset.settings import *  # noqa: F403 - the environment has to be set first
from workset.settings import BASE_DIR, DATABASES, STORAGES

# Pages find their files without collectstatic. Hashed names are checked by the test that collects them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Argon2 is slow by design; the suite makes hundreds of accounts. What protects a password is tested on its own.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "accounts.hashers.Argon2id"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# A database of each run's own, so that two runs in one checkout don't meet. On SQLite a file, because threads that
# race each other can't share a database in memory.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    (BASE_DIR / "data").mkdir(mode=0o700, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "data" / f"test-{os.getpid()}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_workset_{os.getpid()}"}
    # Many threads race for one row, on a machine that may do other things beside: none of them is late for that.
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=60s -c lock_timeout=60s"
