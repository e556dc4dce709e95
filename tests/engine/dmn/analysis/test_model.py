"""Whole models: what is found in them, where, and that one fault hides no other."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from xml.sax.saxutils import escape

import pytest

from onedoor.engine.dmn import DmnError
from onedoor.engine.dmn.analysis import check_file, check_model
from onedoor.engine.dmn.linking import from_sources
from onedoor.engine.feel.checker import Finding, Severity
from onedoor.engine.feel.checker.report import printed
from onedoor.reference import policies

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
INPUTS = """
<itemDefinition name="Size"><typeRef>string</typeRef><allowedValues><text>"large", "small"</text></allowedValues></itemDefinition>
<itemDefinition name="Person"><itemComponent name="age"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="full name"><typeRef>string</typeRef></itemComponent></itemDefinition>
<inputData id="staff" name="staff"><variable name="staff" typeRef="number"/></inputData>
<inputData id="size" name="size"><variable name="size" typeRef="Size"/></inputData>
<inputData id="founded" name="founded"><variable name="founded" typeRef="date"/></inputData>
<inputData id="owner" name="owner"><variable name="owner" typeRef="Person"/></inputData>
"""


def model(*elements: str) -> str:
    return f'<definitions xmlns="{DMN}" namespace="urn:m" name="m">{INPUTS}{"".join(elements)}</definitions>'


def decision(name: str, logic: str, *requires: str, type_ref: str = "") -> str:
    """A decision; ``logic`` is a text, or XML that begins with ``<``; what it requires goes by ``#id``."""
    boxed = logic if logic.startswith("<") else f"<literalExpression>{text(logic)}</literalExpression>"
    kinds = {"staff": "Input", "size": "Input", "founded": "Input", "owner": "Input"}
    required = "".join(
        f'<informationRequirement><required{kinds.get(each, "Decision")} href="#{each}"/></informationRequirement>'
        if not each.startswith("know:")
        else f'<knowledgeRequirement><requiredKnowledge href="#{each[5:]}"/></knowledgeRequirement>'
        for each in requires
    )
    variable = f'<variable name="{name}" typeRef="{type_ref}"/>' if type_ref else ""
    return f'<decision id="{name}" name="{name}">{variable}{required}{boxed}</decision>'


def text(feel: str) -> str:
    return f"<text>{escape(feel)}</text>"


def table(inputs: list[str], outputs: list[str], rows: list[list[str]], policy: str = "UNIQUE") -> str:
    """A table; an input or output is ``expression``, with ``: type`` or ``= allowed values`` behind it."""
    parts = []
    for each in inputs:
        expression, _, values = each.partition(" = ")
        expression, _, kind = expression.partition(": ")
        type_ref = f' typeRef="{kind}"' if kind else ""
        listed = f"<inputValues>{text(values)}</inputValues>" if values else ""
        parts.append(
            f"<input><inputExpression{type_ref}>{text(expression)}</inputExpression>{listed}</input>"
        )
    for each in outputs:
        name, _, values = each.partition(" = ")
        name, _, kind = name.partition(": ")
        type_ref = f' typeRef="{kind}"' if kind else ""
        listed = f"<outputValues>{text(values)}</outputValues>" if values else ""
        parts.append(f'<output name="{name}"{type_ref}>{listed}</output>')
    for row in rows:
        cells = "".join(f"<inputEntry>{text(cell)}</inputEntry>" for cell in row[: len(inputs)])
        cells += "".join(f"<outputEntry>{text(cell)}</outputEntry>" for cell in row[len(inputs) :])
        parts.append(f"<rule>{cells}</rule>")
    return f'<decisionTable hitPolicy="{policy}">{"".join(parts)}</decisionTable>'


def found(*elements: str) -> list[Finding]:
    """The findings, without the notes that an element is not asked for."""
    return [each for each in check_model(model(*elements)) if each.code != "dmn.unused_element"]


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.code, each.where.en if each.where else "") for each in findings]


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ([decision("d", "staff > 5", "staff")], []),
        ([decision("d", "staff >", "staff")], [("feel.syntax", "decision d")]),
        ([decision("d", 'staff > "5"', "staff")], [("feel.comparison", "decision d")]),
        ([decision("d", "staff > 5", "staff", type_ref="string")], [("feel.result", "decision d")]),
        ([decision("d", "staff > 5 and size = \"larg\"", "staff", "size")], [("feel.not_allowed", "decision d")]),
        ([decision("d", "owner.agee > 5", "owner")], [("feel.unknown_member", "decision d")]),
        ([decision("d", "owner.full name + \"!\"", "owner")], []),
        ([decision("d", "founded + 30", "founded")], [("feel.arithmetic", "decision d")]),
        ([decision("a", "staff + 1", "staff"), decision("b", 'a + "x"', "a")], [("feel.arithmetic", "decision b")]),
        ([decision("b", 'a = "x"', "a"), decision("a", "staff + 1", "staff")], [("feel.comparison", "decision b")]),
        ([decision("d", "1", "staff")], [("dmn.unused_requirement", "decision d")]),
        ([decision("d", "staff > 5")], [("feel.unknown_name", "decision d")]),
        ([decision("d", "stuff > 5", "staff")],
         [("dmn.unused_requirement", "decision d"), ("feel.unknown_name", "decision d")]),
        ([decision("d", "<context/>")], []),
        (["<decision id='d' name='d'/>"], [("dmn.no_logic", "decision d")]),
        ([decision("d", "staff", "staff", "gone")], [("dmn.reference", "d")]),
        ([decision("a", "b", "b"), decision("b", "a", "a")], [("dmn.cycle", "decision a")]),
        ([decision("d", "1", type_ref="Sise")], [("dmn.type", "d")]),
    ],
)  # fmt: skip
def test_a_fault_in_a_decision_is_found_once(elements: list[str], expected: list[tuple[str, str]]) -> None:
    assert sorted(told(found(*elements))) == expected


def test_one_broken_text_hides_no_other() -> None:
    broken = table(
        ["staff", "size"],
        ["out: number"],
        [
            ["> (", "-", "1"],
            ["5", '"larg"', '"x"'],
            ['"a"', "-", "staff +"],
            ["7", "-", "1"],
            ["7", "-", "1"],
        ],
    )
    assert sorted(told(found(decision("d", broken, "staff", "size")))) == [
        ("dmn.table.never", "decision d"),
        ("dmn.table.overlap", "decision d"),
        ("feel.cell", "decision d, rule 3 input 1"),
        ("feel.result", "decision d, rule 2 output 1"),
        ("feel.syntax", "decision d, rule 1 input 1"),
        ("feel.syntax", "decision d, rule 3 output 1"),
    ]


def test_a_value_that_is_not_allowed_is_told_with_the_nearest_that_is() -> None:
    cells = table(["size"], ["out"], [['"large"', "1"], ['"smal"', "2"]], "FIRST")
    for logic, severity in ((cells, Severity.ERROR), ('size = "smal"', Severity.WARNING)):
        first = next(each for each in found(decision("d", logic, "size")) if each.code != "dmn.table.gap")
        assert first.severity is severity
        assert first.mend is not None
        assert first.mend.en == "Did you mean small?"


@pytest.mark.parametrize(
    ("inputs", "outputs", "rows", "policy", "expected"),
    [
        (["staff"], ["out"], [["< 5", "1"], [">= 5", "2"]], "UNIQUE", []),
        (["staff"], ["out"], [["< 5", "1"], ["> 5", "2"]], "UNIQUE", ["dmn.table.gap"]),
        (["staff"], ["out"], [["< 5", "1"], ["-", "2"]], "UNIQUE", ["dmn.table.overlap"]),
        (["staff"], ["out"], [['"5"', "1"], ["-", "2"]], "FIRST", ["feel.cell"]),
        (["staff: string"], ["out"], [["-", "1"]], "FIRST", ["feel.result"]),
        (["size"], ["out"], [['"large"', "1"], ['"small"', "2"]], "UNIQUE", []),
        (["size"], ["out"], [['"large"', "1"], ['"smal"', "2"]], "UNIQUE", ["dmn.table.gap", "dmn.table.never"]),
        (["size"], ["out"], [['"large", "smal"', "1"], ["-", "2"]], "FIRST", ["feel.not_allowed"]),
        (["staff = [0..100]"], ["out"], [["< 50", "1"], ["[50..100]", "2"]], "UNIQUE", []),
        (["staff"], ["out: number"], [["-", '"a"']], "UNIQUE", ["feel.result"]),
        (["staff"], ['out = "a", "b"'], [["-", '"c"']], "UNIQUE", ["feel.not_allowed"]),
        (["staff"], ["out: Size"], [["-", '"larg"']], "UNIQUE", ["feel.not_allowed"]),
        (["staff"], ["out"], [["-", "1"]], "PRIORITY", ["dmn.table.no_priority"]),
        (["staff"], ["out = 1, 2"], [["-", "1"]], "PRIORITY", []),
        (["staff > 5"], ["out"], [["true", "1"], ["false", "2"]], "UNIQUE", []),
        (["staff > 5"], ["out"], [["true", "1"]], "UNIQUE", ["dmn.table.gap"]),
        (["staff"], ["out"], [], "UNIQUE", ["dmn.table.empty"]),
        (["staff"], ["a: number", "b: string"], [["-", "1", "2"]], "UNIQUE", ["feel.result"]),
    ],
)  # fmt: skip
def test_a_table_is_checked_cell_by_cell_and_whole(
    inputs: list[str], outputs: list[str], rows: list[list[str]], policy: str, expected: list[str]
) -> None:
    names = [name for name in ("staff", "size") if any(name in each for each in inputs)]
    findings = found(decision("d", table(inputs, outputs, rows, policy), *names))
    assert sorted(each.code for each in findings) == expected


def test_the_type_of_a_table_serves_those_that_rest_on_it() -> None:
    several = table(["staff"], ["a: number", "b: string"], [["-", "1", '"x"']])
    all_hits = table(["staff"], ["a: number"], [["-", "1"]], "COLLECT")
    elements = [
        decision("t", several, "staff"),
        decision("l", all_hits, "staff"),
        decision("wrong", "t.b + 1 > 0 or t.c = 1 or l + 1 > 0", "t", "l"),
        decision("right", "t.a + 1 > 0 and sum(l) > 0", "t", "l"),
    ]
    assert told(found(*elements)) == [
        ("feel.arithmetic", "decision wrong"),
        ("feel.unknown_member", "decision wrong"),
        ("feel.arithmetic", "decision wrong"),
    ]


def knowledge(name: str, parameters: list[str], logic: str, type_ref: str = "") -> str:
    formal = "".join(
        f'<formalParameter name="{each.partition(": ")[0]}" typeRef="{each.partition(": ")[2]}"/>'
        for each in parameters
    )
    variable = f'<variable name="{name}" typeRef="{type_ref}"/>' if type_ref else ""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}">{variable}<encapsulatedLogic>{formal}'
        f"<literalExpression>{text(logic)}</literalExpression></encapsulatedLogic></businessKnowledgeModel>"
    )


def invocation(called: str, **bindings: str) -> str:
    bound = "".join(
        f'<binding><parameter name="{name}"/><literalExpression>{text(value)}</literalExpression></binding>'
        for name, value in bindings.items()
    )
    return f"<invocation><literalExpression>{text(called)}</literalExpression>{bound}</invocation>"


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        (["twice(staff) + 1"], []),
        (["twice(n: staff)"], []),
        ([invocation("twice", n="staff")], []),
        (["twice(size)"], ["feel.argument"]),
        ([invocation("twice", n="size")], ["feel.argument"]),
        ([invocation("twice", m="staff")], ["feel.argument_name"]),
        (["twice(staff, 1)"], ["feel.argument_count"]),
        (['twice(staff) + "x"'], ["feel.arithmetic"]),
    ],
)
def test_business_knowledge_is_called_as_it_is_declared(elements: list[str], expected: list[str]) -> None:
    twice = knowledge("twice", ["n: number"], "n * 2")
    (logic,) = elements
    requires = [each for each in ("staff", "size") if each in logic]
    assert [each.code for each in found(twice, decision("d", logic, *requires, "know:twice"))] == expected


def test_business_knowledge_is_checked_itself() -> None:
    assert told(found(knowledge("k", ["n: number"], 'n + "x"'))) == [
        ("feel.arithmetic", "business knowledge k")
    ]
    assert told(found(knowledge("k", ["n: number"], "n + 1", "string"))) == [
        ("feel.result", "business knowledge k")
    ]


def test_what_nothing_asks_for_is_noted() -> None:
    findings = check_model(
        model(knowledge("k", ["n: number", "m: number"], "n + 1"), decision("d", "staff", "staff"))
    )
    assert sorted(told(findings)) == [
        ("dmn.unused_element", "business knowledge k"),
        *(("dmn.unused_element", f"input data {name}") for name in ("founded", "owner", "size")),
        ("dmn.unused_parameter", "business knowledge k"),
    ]


def test_boxed_contexts_are_checked_entry_by_entry() -> None:
    boxed = (
        "<context>"
        '<contextEntry><variable name="half" typeRef="number"/><literalExpression><text>staff / 2</text></literalExpression></contextEntry>'
        '<contextEntry><variable name="bad" typeRef="string"/><literalExpression><text>half + 1</text></literalExpression></contextEntry>'
        "<contextEntry><literalExpression><text>half &gt; 1 and haff = 2</text></literalExpression></contextEntry>"
        "</context>"
    )
    assert [each.code for each in found(decision("d", boxed, "staff"))] == [
        "feel.result",
        "feel.unused_entry",
        "feel.unknown_name",
    ]


def test_what_item_definitions_allow_is_checked_against_their_type() -> None:
    wrong = '<itemDefinition name="Wrong"><typeRef>number</typeRef><allowedValues><text>"a", &gt; 5</text></allowedValues></itemDefinition>'
    (finding,) = found(wrong)
    assert (finding.code, finding.where and finding.where.en) == ("feel.cell", "type Wrong")


def test_a_name_is_explained_with_the_model_in_view() -> None:
    (required,) = found(decision("d", "staff > 5"))
    assert required.mend is not None
    assert required.mend.en == "Add a requirement for staff to d."
    assert required.severity is Severity.ERROR
    (misspelt,) = found(decision("d", "stafff > 5 and staff > 1", "staff"))
    assert misspelt.mend is not None
    assert misspelt.mend.en == "Did you mean staff?"
    assert misspelt.severity is Severity.ERROR
    (undeclared,) = found(decision("d", "weather = 1"))
    assert undeclared.mend is not None
    assert undeclared.mend.en == "Add input data called weather."
    assert undeclared.severity is Severity.WARNING


def test_a_place_is_the_line_in_the_file() -> None:
    xml = dedent(f"""\
        <definitions xmlns="{DMN}" namespace="urn:m" name="m">
          <decision id="d" name="d">
            <literalExpression>
              <text>
                1 = 1 and
                2 = "x"
              </text>
            </literalExpression>
          </decision>
        </definitions>
        """)
    (finding,) = check_model(xml, file="m.dmn")
    assert printed(finding, "en", "m.dmn").splitlines()[:4] == [
        "error[feel.comparison]: comparing a number with a string: the result is always null",
        "  --> m.dmn:6 decision d",
        '  |         2 = "x"',
        "  |         ^^^^^^^",
    ]


def test_imported_names_have_their_types() -> None:
    other = model(decision("total", "staff + 1", "staff", type_ref="number")).replace("urn:m", "urn:other")
    importing = (
        f'<definitions xmlns="{DMN}" namespace="urn:m" name="m">'
        f'<import namespace="urn:other" name="o" importType="{DMN}"/>'
        '<decision id="d" name="d"><informationRequirement><requiredDecision href="urn:other#total"/></informationRequirement>'
        "<literalExpression><text>o.total &gt; 5</text></literalExpression></decision></definitions>"
    )
    assert check_model(importing, loader=from_sources({"urn:other": other.encode()})) == []
    (missing, *_) = check_model(importing)
    assert missing.code == "dmn.import"


@pytest.mark.parametrize(
    "xml",
    ["", "<a/>", "no xml", f'<!DOCTYPE x><definitions xmlns="{DMN}"/>', f'<definitions xmlns="{DMN}">'],
)
def test_what_is_no_model_is_refused(xml: str) -> None:
    with pytest.raises(DmnError):
        check_model(xml)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DmnError) as refused:
        check_file(tmp_path / "gone.dmn")
    assert refused.value.code == "dmn.file"


SHIPPED = sorted(Path(policies.__file__).parent.glob("*.dmn"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_policies_have_no_faults(path: Path) -> None:
    assert [each for each in check_file(path) if each.severity is not Severity.NOTE] == []


EDITORS = sorted((Path(__file__).parents[1] / "models").glob("*.dmn"))


@pytest.mark.parametrize("path", EDITORS, ids=lambda path: path.stem)
def test_models_as_editors_make_them_have_no_errors(path: Path) -> None:
    assert [each for each in check_file(path) if each.severity is Severity.ERROR] == []


KIT = Path(__file__).parents[5] / "shared" / "tck" / "TestCases"


@pytest.mark.skipif(not KIT.is_dir(), reason="the compatibility kit is not here")
def test_every_model_of_the_kit_can_be_checked() -> None:
    findings = {path.name: check_file(path) for path in sorted(KIT.rglob("*.dmn"))}
    assert len(findings) > 100
    tables = [
        each
        for name in findings
        for each in findings[name]
        if each.code in ("dmn.table.overlap", "dmn.table.never")
    ]
    assert tables == []
