"""Production: it starts with the right environment, refuses a wrong one; its containers keep a few rules."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.architecture.source import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "k3Jf8sLq0ZxWv7Rt2Yb5Nc9Mh1Gd4Pa6Te8Ui0Ol3Sk5Fj7Hg4Df1",
    "FIELD_ENCRYPTION_KEYS": "c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1tb3JlISE=",
    "FIELD_INDEX_KEY": "p0Lk9Ij8Uh7Yg6Tf5Rd4Es3Wa2Qz1Xs0Dc9Vf8Bg7Nh6Mj5",
    "ALLOWED_HOSTS": "ppid.example.go.id",
    "PORTAL_BASE_URL": "https://ppid.example.go.id",
    "DATABASE_URL": "postgresql://portal@127.0.0.1:1/portal",
    "EMAIL_HOST": "mail.example.go.id",
}


def manage(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {name: value for name, value in {**keep, **GOOD, **changes}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_check_deploy_is_clean_when_the_environment_is_right():
    result = manage("check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "terlalu-pendek"),
        ("SECRET_KEY", "demo-only-not-a-secret-change-me-in-production-0123456789"),
        ("FIELD_ENCRYPTION_KEYS", None),
        ("FIELD_ENCRYPTION_KEYS", "ZGVtby1vbmx5LWtleS1kby1ub3QtdXNlLWluLXByb2Q="),
        ("FIELD_ENCRYPTION_KEYS", "bukan kunci"),
        ("FIELD_INDEX_KEY", "demo-only-index-key"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", None),
        ("PORTAL_BASE_URL", "http://ppid.example.go.id"),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "sqlite:///var/portal.sqlite3"),
        ("EMAIL_HOST", None),
        ("STAFF_MFA_REQUIRED", "mungkin"),
    ],
)
def test_production_refuses_to_start_when_the_environment_is_wrong(name, value):
    result = manage("check", **{name: value})
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert name in result.stderr.splitlines()[-1]


def test_the_demo_secrets_are_those_that_production_refuses():
    """Whoever changes the demo's values must keep the mark by which production knows them."""
    demo = (ROOT / "portal/settings/dev.py").read_text()
    names = ("SECRET_KEY", "FIELD_INDEX_KEY", "FIELD_ENCRYPTION_KEYS")
    for name in names:
        value = re.search(rf'^{name} = \[?"([^"]+)"', demo, re.MULTILINE)
        assert value, name
        assert (
            manage("check", **{name: value[1].ljust(60, "=") if "=" not in value[1] else value[1]}).returncode
            != 0
        )


def test_staff_need_a_second_factor_and_cookies_are_safe_in_production():
    names = ["STAFF_MFA_REQUIRED", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    code = f"from django.conf import settings as s; print(*{{getattr(s, n) for n in {names!r}}}, s.DEBUG)"
    assert manage("shell", "--no-imports", "-c", code).stdout.split() == ["True", "False"]


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_compose_has_every_service_pinned_and_healthy(compose):
    services = compose["services"]
    assert {"web", "worker", "postgres", "elasticsearch", "clamav"} <= set(services)
    for name, service in services.items():
        image = service["image"]
        assert re.search(r":[\w.-]+$", image) and not image.endswith(":latest"), name
        assert service.get("restart"), name
        if "build" not in service:
            assert service["healthcheck"]["test"], name
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_compose_publishes_only_the_web_and_only_to_the_machine_itself(compose):
    published = {
        name: service["ports"] for name, service in compose["services"].items() if "ports" in service
    }
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def test_compose_holds_no_secret(compose):
    text = (ROOT / "compose.yaml").read_text()
    for name, value in re.findall(r"^ +(\w*(?:PASSWORD|SECRET|KEY)\w*):\s*(\S+)", text, re.MULTILINE):
        assert value.startswith("${"), name


def test_every_variable_of_the_settings_is_explained_in_the_example():
    example = (ROOT / ".env.example").read_text() + (ROOT / "compose.yaml").read_text()
    settings = "".join(path.read_text() for path in (ROOT / "portal/settings").glob("[bp]*.py"))
    used = set(re.findall(r'env\.\w+\("([A-Z_]+)"', settings))
    operations = (ROOT / "docs/operations.md").read_text()
    assert {name for name in used if name not in example and name not in operations} == set()


def dockerfile() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [tuple(line.split(None, 1)) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def test_dockerfile_keeps_the_usual_rules():
    steps = dockerfile()
    words = [word for word, _rest in steps]
    assert all(re.search(r":[\w.-]+( AS \w+)?$", rest) for word, rest in steps if word == "FROM")
    assert "ADD" not in words
    for word, rest in steps:
        if word == "RUN" and "apt-get install" in rest:
            assert "--no-install-recommends" in rest
            assert "apt-get update" in rest and "rm -rf /var/lib/apt/lists" in rest
        if word in {"CMD", "ENTRYPOINT"}:
            assert rest.startswith("[")
    final = words[len(words) - 1 - words[::-1].index("FROM") :]
    assert final.index("USER") < final.index("CMD")
    assert dict(steps)["USER"] not in {"root", "0"}
    assert "HEALTHCHECK" in words


def test_dockerfile_copies_only_what_exists():
    for word, rest in dockerfile():
        if word == "COPY" and "--from" not in rest:
            assert all((ROOT / source).exists() for source in rest.split()[:-1])
