"""Tests: fast hashing, mail in memory, tasks at once, files in a folder of the run's own."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
# No test knocks at a stranger's door.
LINK_CHECKS_ON_SAVE = False
SECRET_KEY = "test-only-not-a-secret-0123456789-0123456789-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["*"]
FIELD_ENCRYPTION_KEYS = ["dGVzdC1vbmx5LWtleS1kby1ub3QtdXNlLWluLXByb2Q="]
FIELD_INDEX_KEY = "test-only-index-key"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_TMP = Path(tempfile.mkdtemp(prefix="portal-test-"))
MEDIA_ROOT = _TMP / "media"
PRIVATE_MEDIA_ROOT = _TMP / "private"
STORAGES = {
    **STORAGES,  # noqa: F405
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT), "base_url": None},
    },
}
DATABASES = {"default": env.database("TEST_DATABASE_URL", "sqlite:///var/test.sqlite3")}  # noqa: F405
if env.text("TEST_DATABASE", "") == "file":  # noqa: F405
    # SQLite in memory is one connection for all threads; a live server and its browser need one each.
    DATABASES["default"]["TEST"] = {"NAME": str(_TMP / "test.sqlite3")}
