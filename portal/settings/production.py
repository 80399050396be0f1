"""Production: every secret and address comes from the environment; the start refuses what is missing."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import env
from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY", minimum=50)
FIELD_ENCRYPTION_KEYS = env.encryption_keys("FIELD_ENCRYPTION_KEYS")
FIELD_INDEX_KEY = env.secret("FIELD_INDEX_KEY")

ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS harus menyebut nama situs, misalnya ppid.cilegon.go.id.")
WAGTAILADMIN_BASE_URL = env.text("PORTAL_BASE_URL")
if urlsplit(WAGTAILADMIN_BASE_URL).scheme != "https":
    raise ImproperlyConfigured("PORTAL_BASE_URL harus diawali https://.")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL.rstrip("/")]

# Data -----------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL harus menunjuk PostgreSQL (postgresql://...) di produksi.")
DATABASES["default"] |= {"CONN_MAX_AGE": env.number("DATABASE_CONN_MAX_AGE", 60), "CONN_HEALTH_CHECKS": True}
# Throttles must count across processes; the database is the one thing that all of them share.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Transport and cookies ------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = True
# The load balancer asks for its health over plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^kesehatan/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 10 * 60 * 60
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
STAFF_MFA_REQUIRED = env.flag("STAFF_MFA_REQUIRED", True)

# Mail -----------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)

# Logs: one JSON object a line on stdout; the audit trail's mirror may go to a file of its own ---------------
AUDIT_LOG_PATH = env.text("AUDIT_LOG_PATH", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.logs.JsonFormatter"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"},
        "audit": (
            {"class": "logging.handlers.WatchedFileHandler", "filename": AUDIT_LOG_PATH, "formatter": "json"}
            if AUDIT_LOG_PATH
            else {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}
        ),
    },
    "root": {"handlers": ["stdout"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
        "portal.audit": {"handlers": ["audit"], "level": "INFO", "propagate": False},
    },
}
