"""How long things may be, and what is done in one place only (docs/architecture.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source import PRODUCT, Module, code_lines, product_modules, tracked_files

MODULE_LINES, FUNCTION_LINES, VIEW_LINES, SETTINGS_LINES = 400, 50, 25, 300
SIGNAL_RECEIVERS = 5
# Full annotations: the rules, every write and every read.
TYPED = re.compile(r"(^portal/kernel/|/law/|/services/|/services\.py$|/selectors\.py$|/selectors/)")
# No clock: it is an argument here, taken in the view, command or task.
TIMELESS = re.compile(
    r"^(portal/kernel/|(disclosure|requests_app)/(law/|services/|selectors\.py|selectors/|monitoring/selectors))"
)
CLOCKS = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "date.today",
    "datetime.now",
    "datetime.today",
}
TOP_LEVEL = {
    "portal", "disclosure", "requests_app", "search", "templates", "tests", "static", "locale", "docs", ".ci",
    "benchmarks", "manage.py", "requirements.txt", "requirements.in", "requirements-dev.txt",
    "requirements-dev.in", "README.md", "Makefile", "pyproject.toml", "compose.yaml", "Dockerfile",
    ".dockerignore", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "publiccode.yml",
    ".gitignore", ".importlinter", ".env.example", ".editorconfig", ".gitattributes",
}  # fmt: skip


def too_long(found: Iterable[tuple[str, int]], limit: int) -> list[str]:
    return [f"{name}: {length} > {limit}" for name, length in found if length > limit]


def is_view(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    in_views = (
        module.path.stem.endswith("views") or "views" in module.path.parts or module.path.stem == "viewsets"
    )
    arguments = [argument.arg for argument in function.args.args]
    return in_views and "request" in arguments[:2]


def dotted(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""


def test_modules_are_short():
    found = ((str(m.path), len(m.text.splitlines())) for m in product_modules())
    assert too_long(found, MODULE_LINES) == []


def test_settings_are_short():
    found = ((str(m.path), len(m.text.splitlines())) for m in product_modules() if "settings" in m.path.parts)
    assert too_long(found, SETTINGS_LINES) == []


def test_functions_are_short():
    found = ((f"{m.path}:{f.name}", code_lines(f)) for m in product_modules() for f in m.functions())
    assert too_long(found, FUNCTION_LINES) == []


def test_views_are_short():
    found = (
        (f"{m.path}:{f.name}", code_lines(f))
        for m in product_modules()
        for f in m.functions()
        if is_view(m, f)
    )
    assert too_long(found, VIEW_LINES) == []


def test_rules_writes_and_reads_are_fully_annotated():
    bare = []
    for module in product_modules():
        if not TYPED.search(str(module.path)):
            continue
        for function in module.functions():
            arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            missing = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
            if missing or function.returns is None:
                bare.append(f"{module.path}:{function.name} {missing or 'return'}")
    assert bare == []


def test_services_are_called_by_keyword():
    """A public service takes everything by name: two dates in the wrong order must not compile."""
    positional = []
    for module in product_modules():
        inside = "services" in module.path.parts and not module.path.name.startswith("_")
        if not inside or module.path.parts[0] == "portal":
            continue
        for function in module.tree.body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            # A question ("may_publish(user, entry)") changes nothing and reads like a sentence.
            if len(function.args.args) > 1 and not re.match(r"(may|is|can|has)_", function.name):
                positional.append(f"{module.path}:{function.name}")
    assert positional == []


def test_state_is_written_in_one_module_only():
    writers = set()
    for module in product_modules():
        if module.path.parts[0] != "requests_app" or module.path.name == "_transition.py":
            continue
        for node in ast.walk(module.tree):
            targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
                isinstance(t, ast.Attribute) and t.attr == "state" for t in targets
            ):
                writers.add(f"{module.path}:{node.lineno}")
        for call in module.calls():
            written = isinstance(call.func, ast.Attribute) and call.func.attr == "update"
            written |= dotted(call.func) == "InformationRequest"
            if written and any(keyword.arg == "state" for keyword in call.keywords):
                writers.add(f"{module.path}:{call.lineno}")
    assert writers == set()


def test_clock_is_an_argument_in_rules_writes_and_reads():
    clocks = [
        f"{m.path}:{call.lineno} {dotted(call.func)}()"
        for m in product_modules()
        if TIMELESS.search(str(m.path))
        for call in m.calls()
        if dotted(call.func) in CLOCKS
    ]
    assert clocks == []


def test_tasks_are_enqueued_in_one_module_only():
    callers = [
        f"{m.path}:{call.lineno}"
        for m in product_modules()
        if m.path != Path("portal/background.py")
        for call in m.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == "enqueue"
    ]
    assert callers == []


def test_signals_stay_few_and_none_is_our_own():
    receivers, own = [], []
    for module in product_modules():
        for function in module.functions():
            receivers += [
                f"{module.path}:{function.name}"
                for decorator in function.decorator_list
                if isinstance(decorator, ast.Call) and dotted(decorator.func).endswith("receiver")
            ]
        for call in module.calls():
            # Without arguments it is somebody else's connect(); post_migrate prepares tables, it carries no act.
            connects = isinstance(call.func, ast.Attribute) and call.func.attr == "connect" and call.args
            if connects and dotted(call.func) != "post_migrate.connect":
                receivers.append(f"{module.path}:{call.lineno}")
            if dotted(call.func) in {"Signal", "django.dispatch.Signal", "dispatch.Signal"}:
                own.append(f"{module.path}:{call.lineno}")
    assert own == []
    assert len(receivers) <= SIGNAL_RECEIVERS, receivers


def test_environment_is_read_in_one_module_only():
    # The PDF engine sets SOURCE_DATE_EPOCH while it draws: the only way to fix the date in a font.
    allowed = {Path("portal/settings/env.py"), Path("portal/pdf/engine.py")}
    readers = [
        f"{m.path}:{number}"
        for m in product_modules()
        if m.path not in allowed
        for number, line in enumerate(m.text.splitlines(), 1)
        # wsgi and asgi name the default settings; that reads nothing.
        if re.search(r"\bos\.(environ(?!\.setdefault)|getenv)", line)
    ]
    assert readers == []


def test_top_level_holds_only_what_is_known():
    assert {path.parts[0] for path in tracked_files()} - TOP_LEVEL == set()


def test_budgets_look_at_the_whole_product():
    seen = {m.path.parts[0] for m in product_modules()}
    assert seen == set(PRODUCT)
    assert len(product_modules()) > 50
