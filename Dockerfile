# One image for web and worker. Built in two stages, so that compilers and package caches stay out of it.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN apt-get update \
 && apt-get install -y --no-install-recommends gettext \
 && rm -rf /var/lib/apt/lists/*
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir -r requirements.txt
COPY . .
RUN find locale -name '*.po' -execdir msgfmt -o django.mo {} \;
# Collecting needs settings, not secrets: the demo's are enough, and nothing of them is kept.
RUN PORTAL_VAR_DIR=/app/var /venv/bin/python manage.py collectstatic --noinput \
    --settings portal.settings.collect

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-core \
    tesseract-ocr tesseract-ocr-ind \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app portal
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build --chown=portal:portal /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/kesehatan/hidup/')"]
CMD ["gunicorn", "portal.wsgi", "--config", "portal/gunicorn.py"]
