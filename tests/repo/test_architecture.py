"""What the shape of the house is, read off the source. import-linter guards the floors; this guards the rooms."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from onedoor.apps.tenancy.models import ScopedModel
from onedoor.apps.tenancy.queries import ScopedQuerySet

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "onedoor"
APPS = PACKAGE / "apps"

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_MEDIAN = 500, 60, 85

# The doors of every app. Models are behind them: other apps name them in foreign keys by string and in type hints.
DOORS = {"services", "queries", "enums", "perms"}
# What an app shows besides, because its users must speak the same words: values without a database, and registries.
ALSO_OPEN = {
    "tenancy": {"actor", "hashing"},
    "catalogue": {"definition", "guiding"},
    "facts": {"profile"},
    "flows": {"operations"},
    "jobs": {"registry"},
    "policies": {"deciding", "standing"},
}
ROOMS = (
    "__init__.py",
    "apps.py",
    "models.py",
    "queries.py",
    "services/__init__.py",
    "migrations/__init__.py",
)
# The worker acts for nobody: it takes up what an actor has left to be done. Standards are loaded before there is one.
WITHOUT_ACTOR = {"beat_worker", "claim_jobs", "run_due_jobs", "schedule_recurring", "load_reference"}
# The tenant itself, the person that may belong to several, the process, and the code lists, the same for all.
NOT_OF_A_TENANT = {"Tenant", "User", "Worker", "CodeList", "CodeListVersion", "Code"}
# Ranking weighs; it decides nothing.
MAY_WEIGH = {"search"}
ENGINE_MAY_IMPORT = {"onedoor", "numpy", "pyarrow", "lxml", "regex", "pyroaring"}
# What is not there everywhere, and where alone it may be used.
ENGINE_MAY_IMPORT_IN = {"engine/matching/kernels/compiled": {"numba", "llvmlite"}}
HTTP = ("django.http", "django.shortcuts", "django.views", "ninja")
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "select_for_update",
}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
}
FORBIDDEN_CALLS = {"print", "eval", "exec", "__import__", "breakpoint", "input"}


def python_files(*folders: Path) -> list[Path]:
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    line = getattr(node, "lineno", None)
    return str(path.relative_to(ROOT)) + (f":{line}" if line else "")


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def imports(path: Path) -> Iterator[tuple[str, ast.stmt, bool]]:
    """Each imported module, its place, and whether only the type checker reads it."""
    for_types = {
        inner
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node, node in for_types
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node, node in for_types


EVERYTHING = python_files(ROOT / "src", ROOT / "tests", ROOT / "bootstrap") + [ROOT / "run.py"]
SOURCE = python_files(PACKAGE)
ENGINE = python_files(PACKAGE / "engine")
OUTER = python_files(PACKAGE / "pages", PACKAGE / "api")


def test_no_module_is_longer_than_a_reader_keeps_in_mind() -> None:
    lengths = {place(path): len(path.read_text().splitlines()) for path in EVERYTHING}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_the_median_module_is_short() -> None:
    lengths = [lines for path in SOURCE if (lines := len(path.read_text().splitlines()))]
    assert statistics.median(lengths) <= LONGEST_MEDIAN


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{place(path, node)} {node.name}"
        for path in EVERYTHING
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_apps_meet_only_through_their_doors() -> None:
    assert [found for path in python_files(APPS) for found in forbidden_meetings(path)] == []


def forbidden_meetings(path: Path) -> Iterator[str]:
    """Imports of other apps' rooms. The base classes of all models are in ``tenancy.models``."""
    own = path.relative_to(APPS).parts[0]
    for module, node, for_types in imports(path):
        parts = module.split(".")
        if parts[:2] != ["onedoor", "apps"] or len(parts) < 3 or parts[2] == own:
            continue
        app, room = parts[2], ".".join(parts[3:4])
        base_class = (app, room) == ("tenancy", "models") and path.name == "models.py"
        if room not in DOORS | ALSO_OPEN.get(app, set()) and not for_types and not base_class:
            yield f"{place(path, node)} {module}"


def test_there_is_no_http_below_pages_and_api() -> None:
    found = [
        f"{place(path, node)} {module}"
        for path in python_files(APPS, PACKAGE / "engine", PACKAGE / "reference")
        for module, node, _ in imports(path)
        if module.startswith(HTTP)
    ]
    assert found == []


def test_every_app_has_the_same_rooms() -> None:
    names = sorted(path.parent.name for path in APPS.glob("*/apps.py"))
    missing = [f"{name}/{room}" for name in names for room in ROOMS if not (APPS / name / room).exists()]
    assert len(names) == 13
    assert missing == []


def test_a_service_is_one_verb_named_as_its_file_and_led_by_the_actor() -> None:
    assert [
        found for path in sorted(APPS.glob("*/services/[a-z]*.py")) for found in unlike_a_service(path)
    ] == []


def unlike_a_service(path: Path) -> Iterator[str]:
    own = [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name == path.stem]
    if not own:
        yield f"{place(path)} has no function {path.stem}"
        return
    if path.stem in WITHOUT_ACTOR:
        return
    taken = own[0].args
    if taken.args or taken.posonlyargs or [argument.arg for argument in taken.kwonlyargs][:1] != ["actor"]:
        yield f"{place(path, own[0])} does not take (*, actor, …)"


def test_pages_and_api_write_only_through_services() -> None:
    written = [
        f"{place(path, call)} .{call.func.attr}()"
        for path in OUTER
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
    ]
    assert written == []


def test_every_row_is_of_one_tenant_and_region() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("onedoor.")]
    without = {
        model.__name__
        for model in models
        if not {"tenant", "region_code"} <= {field.name for field in model._meta.get_fields()}
    }
    assert without == NOT_OF_A_TENANT


def test_every_model_writes_down_who_may_see_its_rows() -> None:
    """Its own manager, made from a scoped query set: an inherited one would be a decision nobody took."""
    unsaid = [
        model.__name__
        for model in apps.get_models()
        if issubclass(model, ScopedModel)
        and not any(
            manager.name == "objects" and isinstance(manager.get_queryset(), ScopedQuerySet)
            for manager in model._meta.local_managers
        )
    ]
    assert unsaid == []


def test_no_business_hides_in_signals_or_save() -> None:
    models = set(APPS.glob("*/models.py")) - {APPS / "tenancy" / "models.py"}
    hidden = [
        place(path, node)
        for path in python_files(APPS)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.FunctionDef) and node.name == "save" and path in models)
        or (
            isinstance(node, ast.ImportFrom)
            and node.module in {"django.dispatch", "django.db.models.signals"}
        )
    ]
    assert hidden == []


def test_the_engine_needs_python_and_a_few_libraries() -> None:
    foreign = [
        f"{place(path, node)} {module}"
        for path in ENGINE
        for module, node, _ in imports(path)
        if module.split(".")[0] not in ENGINE_MAY_IMPORT | sys.stdlib_module_names | optional_in(path)
    ]
    assert foreign == []


def optional_in(path: Path) -> set[str]:
    return ENGINE_MAY_IMPORT_IN.get(path.parent.relative_to(PACKAGE).as_posix(), set())


def test_rules_hold_no_float() -> None:
    floats = [
        place(path, node)
        for path in ENGINE
        if path.relative_to(PACKAGE / "engine").parts[0] not in MAY_WEIGH
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert floats == []


def test_nothing_prints_or_evaluates() -> None:
    found = [
        f"{place(path, call)} {call.func.id}()"
        for path in SOURCE
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in FORBIDDEN_CALLS
    ]
    assert found == []


def test_time_comes_from_the_clock_alone() -> None:
    found = [
        place(path, call)
        for path in SOURCE
        if path != PACKAGE / "clock.py"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and (ast.unparse(call.func.value).split(".")[-1], call.func.attr) in CLOCKS
    ]
    assert found == []


def test_the_environment_is_read_in_one_place() -> None:
    allowed = {PACKAGE / "conf" / "env.py", PACKAGE / "conf" / "wsgi.py", PACKAGE / "cli.py"}
    readers = {
        path
        for path in SOURCE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    assert readers <= allowed


@pytest.mark.parametrize("path", sorted(APPS.glob("*/models.py")), ids=lambda path: path.parent.name)
def test_foreign_keys_to_other_apps_are_named_by_string(path: Path) -> None:
    own = path.parent.name
    direct = [
        f"{place(path, call)} {ast.unparse(call.args[0])}"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        and call.args
        and isinstance(call.args[0], ast.Name)
        and not any(
            isinstance(node, ast.ClassDef) and node.name == call.args[0].id for node in tree(path).body
        )
    ]
    assert direct == [], own
