"""Nothing in a flow can reach Python: conditions are FEEL or errors, whatever they look like."""

import ast
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onedoor.apps.flows
from onedoor.apps.flows.conditions import answer
from onedoor.apps.flows.model import Flow, FlowModel, Node, NodeKind
from onedoor.apps.flows.spiff.run import Definition, Run
from onedoor.apps.flows.spiff.scripts import FeelScripts
from onedoor.errors import Invalid, OnedoorError
from onedoor.text import Text

HOSTILE = [
    "__import__('os')",
    "__import__('os').system('touch /tmp/owned') == 0",
    "open('/etc/passwd')",
    "().__class__.__bases__[0].__subclasses__()",
    "exec('import os')",
    "eval('1')",
    "(lambda: True)()",
    "[x for x in (1,)]",
    "task.workflow.script_engine",
    "variables['a']",
    "True",
    "not a",
    "import os",
    "a.__class__",
    "1 if True else 2",
    "f'{a}'",
    "breakpoint()",
    "",
    "a",
    "null",
    "1",
    '"true"',
    "missing",
    "missing > 3",
    "\x00",
]  # fmt: skip


@pytest.fixture
def compiled():
    """Every piece of source that Python compiles while the test runs."""
    seen, on = [], [True]

    def hook(event, args):
        if on[0] and event == "compile":
            seen.append(args)

    sys.addaudithook(hook)
    yield seen
    on[0] = False


def parting(condition: str) -> FlowModel:
    kinds = {"s": NodeKind.START, "c": NodeKind.CHOICE, "yes": NodeKind.HUMAN, "no": NodeKind.HUMAN}
    return FlowModel(
        name=Text.of("p"),
        nodes={key: Node(id=key, kind=kind, name=Text.of(key), default="f2") for key, kind in kinds.items()},
        flows=(
            Flow(id="f0", source="s", target="c"),
            Flow(id="f1", source="c", target="yes", condition=condition),
            Flow(id="f2", source="c", target="no"),
        ),
    )


@pytest.mark.parametrize("condition", HOSTILE)
def test_a_hostile_condition_is_an_error_and_never_python(condition, compiled):
    with pytest.raises(Invalid, match="flow.condition"):
        Run.start(Definition(parting(condition)), {"a": "yes"})
    assert compiled == []


@pytest.mark.parametrize(("amount", "step"), [(11, "yes"), (10, "no")])
def test_a_feel_condition_chooses_the_way(amount, step):
    run = Run.start(Definition(parting("amount > 10")), {"amount": amount})
    assert [each.key for each in run.waiting()] == [step]


@given(st.text(max_size=60))
def test_any_text_is_yes_or_no_or_a_clear_error(text):
    assert answered(text) in (True, False, "flow.condition")


def answered(condition: str) -> bool | str:
    """The answer, or the code of the refusal."""
    try:
        return answer(condition, {"a": True, "b": 1})
    except OnedoorError as error:
        return error.code


@given(
    st.sampled_from(["open", "eval", "exec", "__import__", "getattr", "a.__class__.mro"]),
    st.text(max_size=20),
)
def test_a_call_of_a_python_name_is_never_yes(name, argument):
    # What FEEL cannot call is null to it, and null is not true.
    assert answered(f"{name}({json.dumps(argument)}) = true") in (False, "flow.condition")


def test_scripts_and_services_of_the_engine_are_refused():
    scripts = FeelScripts({})
    with pytest.raises(Invalid, match="flow.script"):
        scripts.execute(None, "import os")
    with pytest.raises(Invalid, match="flow.script"):
        scripts.call_service(None, operation_name="x")


def test_a_run_has_no_other_evaluator_before_and_after_it_was_stored():
    definition = Definition(parting("true"))
    run = Run.start(definition, {})
    again = Run.restore(definition, run.save(), run.codec)
    for each in (run, again):
        assert type(each._workflow.script_engine) is FeelScripts
        assert each._workflow.script_engine.variables is each.variables
    assert not hasattr(FeelScripts, "environment")
    assert FeelScripts.__mro__ == (FeelScripts, object)


def test_the_engine_is_named_in_its_own_package_only_and_its_python_nowhere():
    root = Path(onedoor.apps.flows.__file__).parent
    for path in root.rglob("*.py"):
        names = imported(ast.parse(path.read_text()))
        if path.parent.name != "spiff":
            assert not any(name.startswith("SpiffWorkflow") for name in names), path
        assert not any("script_engine" in name or ".dmn" in name for name in names), path


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found
