"""The demo and development: SQLite, files on disk, no service, and secrets that production refuses."""

from .base import *  # noqa: F403

DEBUG = env.flag("DEBUG", True)  # noqa: F405
SECRET_KEY = "demo-only-not-a-secret-change-me-in-production-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["*"]
FIELD_ENCRYPTION_KEYS = ["ZGVtby1vbmx5LWtleS1kby1ub3QtdXNlLWluLXByb2Q="]
FIELD_INDEX_KEY = "demo-only-index-key"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"  # noqa: F405
INTERNAL_IPS = ["127.0.0.1"]
