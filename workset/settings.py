"""Settings: what the environment decides comes in first, constants follow. `.env.example` explains each variable.

A bad value stops the start with a sentence that says what to set.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

try:  # Debian's SQLite has the WAL-reset corruption bug; the wheel, where there is one, is current.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:
    pass
import sqlite3

from csp.constants import NONE, SELF
from environ import Env
from whitenoise.compress import Compressor

from workset import __version__
from workset.api.description import OPENAPI
from workset.due_kinds import DUE_WORK as DUE_WORK
from workset.due_kinds import RECURRING_WORK as RECURRING_WORK
from workset.lib.databases import serving
from workset.lib.environment import (
    counters,
    counters_beside,
    database,
    email,
    flag,
    key,
    one_of,
    origins,
    rate,
    redis,
    sender,
    setting,
    site_url,
    whole,
    words,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# The environment wins over .env; ENV_FILE names another file (the tests name one that isn't there).
Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

# --- From the environment -------------------------------------------------------------------------------------------

DEBUG = setting("DEBUG", flag, "true or false", default=False)
SECRET_KEY = setting("SECRET_KEY", key, "50 or more random characters (`make run` writes such a key into .env)")
SIGNING_KEY = setting("SIGNING_KEY", key, "50 or more random characters", default=SECRET_KEY)
SITE_URL = setting(
    "SITE_URL", site_url, "an address without a path, such as https://workset.example", default="http://localhost:8000"
)
PORT = setting("PORT", whole(1, 65535), "a port from 1 to 65535", default=8000)
WEB_CONCURRENCY = setting("WEB_CONCURRENCY", whole(1, 64), "a number of web processes from 1 to 64", default=2)
TRUSTED_PROXY_HOPS = setting("TRUSTED_PROXY_HOPS", whole(0, 10), "the number of your own proxies, 0 to 10", default=0)
LOG_LEVEL = setting(
    "LOG_LEVEL", one_of("DEBUG", "INFO", "WARNING", "ERROR"), "DEBUG, INFO, WARNING or ERROR", default="INFO"
)
REDIS_URL = setting("REDIS_URL", redis, "an address such as redis://localhost:6379/0", default="")
ACCESS_TOKEN_EXPIRE_MINUTES = setting(
    "ACCESS_TOKEN_EXPIRE_MINUTES", whole(1, 1440), "minutes from 1 to 1440", default=10
)
REFRESH_TOKEN_EXPIRE_DAYS = setting("REFRESH_TOKEN_EXPIRE_DAYS", whole(1, 3650), "days from 1 to 3650", default=90)
REFRESH_ABSOLUTE_DAYS = setting("REFRESH_ABSOLUTE_DAYS", whole(1, 3650), "days from 1 to 3650", default=365)
REGISTRATION = setting("REGISTRATION", one_of("open", "invite", "closed"), "open, invite or closed", default="open")
REGISTRATION_QUIET = setting("REGISTRATION_QUIET", flag, "true or false", default=False)
STYLEGUIDE = setting("STYLEGUIDE", flag, "true or false", default=DEBUG)
MAINTENANCE = setting("MAINTENANCE", flag, "true or false", default=False)
SUPPORT_EMAIL = setting("SUPPORT_EMAIL", sender, "an address such as help@example.org", default="")

ALLOWED_ORIGINS = setting(
    "ALLOWED_ORIGINS", origins, "origins with commas between them, such as https://app.example", default=[]
)

A_RATE = "a number for a second, minute, hour or day, such as 10/m"
RATE_AUTH = setting("RATE_AUTH", rate, A_RATE, default="10/m")
RATE_REFRESH = setting("RATE_REFRESH", rate, A_RATE, default="60/m")
RATE_PUSH = setting("RATE_PUSH", rate, A_RATE, default="10/m")
RATE_IMPORT = setting("RATE_IMPORT", rate, A_RATE, default="20/h")
RATE_ANON = setting("RATE_ANON", rate, A_RATE, default="60/m")
RATE_USER = setting("RATE_USER", rate, A_RATE, default="600/m")
RATE_WRITE = setting("RATE_WRITE", rate, A_RATE, default="300/m")
RATE_MAIL = "1/5m"  # of a kind to one address, whoever asks for it and from wherever

_site = urlsplit(SITE_URL)
SITE_IS_HTTPS = _site.scheme == "https"
# Over plain http Workset is somebody's own machine, reached by whatever name or address the phone on the same network
# uses. No link in a mail is made from the Host header (they begin with SITE_URL), so any host may be let in there.
ALLOWED_HOSTS = setting(
    "ALLOWED_HOSTS",
    words,
    "host names with commas between them",
    default=[_site.hostname, "localhost", "127.0.0.1", "[::1]"] if SITE_IS_HTTPS else ["*"],
)

vars().update(
    setting(
        "EMAIL_URL",
        email,
        "an address such as smtp+tls://user:password@host:587 or consolemail://",
        default=email("consolemail://"),
    )
)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = setting(
    "DEFAULT_FROM_EMAIL",
    sender,
    "a sender such as Workset <workset@example.org>",
    default=f"Workset <workset@{_site.hostname}>",
)

DATABASES = {
    "default": setting(
        "DATABASE_URL",
        database,
        "an address such as postgresql://user:password@host/name or sqlite:///data/workset.sqlite3",
        default=database(f"sqlite:///{BASE_DIR / 'data' / 'workset.sqlite3'}"),
    )
}
# WAL only from the SQLite that mended its corruption bug; the rollback journal is safe everywhere, half as fast.
SQLITE_JOURNAL = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
THREADS = 4  # of each web process: a browser that holds a connection open must not keep the others waiting
DATABASES["default"] |= serving(DATABASES["default"], SQLITE_JOURNAL)

# What must not be counted once for each process is counted in a file of its own, so that it never waits for a workout
# that is saved: beside the database's where that is a file, in memory where it is in memory.
COUNTERS = setting(
    "COUNTERS_URL",
    counters,
    "an SQLite file such as sqlite:////data/counters.sqlite3",
    default=counters_beside(DATABASES["default"], BASE_DIR / "data"),
)
# Seconds. A Redis that is frozen must not hold up whoever asks it.
REDIS_OPTIONS = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": REDIS_OPTIONS,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "counters": {"BACKEND": "workset.counters.Counters", "LOCATION": COUNTERS, "REDIS": REDIS_URL},
}
RATELIMIT_USE_CACHE = "counters"
RATELIMIT_CACHE_PREFIX = ""
RATELIMIT_HASH_ALGORITHM = "workset.counters.Digest"

# --- The project ----------------------------------------------------------------------------------------------------

WORKSET_VERSION = __version__

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_filters",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "workset",
    "accounts",
    "exercises",
    "workouts",
    "reports",
]

MIDDLEWARE = [
    "workset.requests.RequestIdMiddleware",
    *(["corsheaders.middleware.CorsMiddleware"] if ALLOWED_ORIGINS else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of what makes an ETag of an answer: it is of the text, however that travels.
    "django.middleware.gzip.GZipMiddleware",
    "workset.csp.SamePolicyMiddleware",
    "workset.requests.RateLimitMiddleware",
    "workset.requests.MaintenanceMiddleware",
    "workset.api.release.ReleaseMiddleware",
    "workset.api.etags.ETagMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accounts.requests.SessionDeviceMiddleware",
    "workset.requests.PrivatePagesMiddleware",
    # Before whatever reads a body, which CSRF's check does; behind what knows who may send a file.
    "workset.body_limits.BodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.requests.LocaleMiddleware",
    "workset.app_shell.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "workset.requests.NotAllowedMiddleware",
    "accounts.requests.AccountGoneMiddleware",
    "workset.requests.CutOffBodyMiddleware",
    "workset.requests.DatabaseAwayMiddleware",
]

ROOT_URLCONF = "workset.urls"
WSGI_APPLICATION = "workset.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workset.context.version",
                "workset.context.csrf_cookie",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
FORMAT_MODULE_PATH = "workset.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "workset.static_files.HashedFiles"
    },
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are fetched by nobody but a developer, and take as long to compress as all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # of a body without its files; workset.body_limits bounds the whole
FILE_UPLOAD_HANDLERS = [
    "workset.body_limits.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Who you are ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "today"
PASSWORD_HASHERS = ["accounts.hashers.Argon2id"]
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Security -------------------------------------------------------------------------------------------------------
# SITE_URL says whether the site is https. Only then are cookies Secure and plain http redirected, so that the
# logbook works over http on a home network too.

SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked from inside, where there is no proxy that speaks https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SITE_IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_HOPS else None
SECURE_REFERRER_POLICY = "same-origin"
# Whether subdomains and the browsers' preload list are to be included is the domain owner's decision, not ours.
# W040: an index covers totals on PostgreSQL; that SQLite leaves the covered columns out is known.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "models.W040"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if SITE_IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SITE_IS_HTTPS else "csrf"
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_AGE = 90 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_IS_HTTPS else []
CSRF_FAILURE_VIEW = "workset.error_pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- The API --------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.DeviceTokenAuthentication",
        "accounts.api.authentication.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["workset.api.rendering.JSONRenderer", "workset.api.camel_case.CamelCaseRenderer"],
    "DEFAULT_PARSER_CLASSES": ["workset.api.parsing.JSONParser", "workset.api.camel_case.CamelCaseParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "workset.api.negotiation.ContentNegotiation",
    "URL_FORMAT_OVERRIDE": None,  # what is wanted is said by Accept
    "DEFAULT_THROTTLE_CLASSES": ["workset.api.ratelimit.Throttle"],
    "DEFAULT_PAGINATION_CLASS": "workset.api.pagination.PageNumbers",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "workset.api.schema.Schema",
    "EXCEPTION_HANDLER": "workset.api.errors.answer",
    "COERCE_DECIMAL_TO_STRING": False,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

# Scripts of other origins may call the API with a token that they hold; a cookie of ours is never sent along.
CORS_ALLOWED_ORIGINS = ALLOWED_ORIGINS
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "idempotency-key", "if-match", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Location",
    "Retry-After",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "Idempotency-Replayed",
    "Deprecation",
    "Sunset",
]

SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=ACCESS_TOKEN_EXPIRE_MINUTES),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=REFRESH_TOKEN_EXPIRE_DAYS),
    "SIGNING_KEY": SIGNING_KEY,
    "AUTH_HEADER_TYPES": ("Bearer", "bearer"),  # as clients write it
    "USER_ID_FIELD": "id",
    "USER_ID_CLAIM": "sub",
    "UPDATE_LAST_LOGIN": False,
}

SPECTACULAR_SETTINGS = OPENAPI

# --- Logs -----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "workset.logs.OneEntry", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "filters": {"without_secrets": {"()": "workset.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
