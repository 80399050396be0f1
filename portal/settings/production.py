"""Production: every secret and address comes from the environment; the start refuses what is missing."""

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")  # noqa: F405
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")  # noqa: F405
