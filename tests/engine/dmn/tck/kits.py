"""A kit of our own: one folder, one model, cases of every kind."""

from __future__ import annotations

from pathlib import Path

from tests.engine.dmn.building import decision, definitions, input_data, knowledge, service

MODEL = definitions(
    input_data("n", "number"),
    decision("sum", "1 + 2"),
    decision("plus", "n + 1", "Input n"),
    decision("given", "1000", kind="number"),
    decision("out", "given + n", "Decision given", "Input n"),
    decision("nothing", "1 + null"),
    decision(
        "far",
        '(function(n) external {java: {class: "java.lang.Math", method signature: "abs(double)"}})(n)',
        "Input n",
    ),
    service("offer", "outputDecision out", "inputDecision given", "inputData n"),
    service("both", "outputDecision out", "outputDecision plus", "inputDecision given", "inputData n"),
    knowledge("twice", ["k: number"], "k * 2"),
)


def value(text: str, kind: str = "decimal") -> str:
    return f'<value xsi:type="xsd:{kind}">{text}</value>' if text else '<value xsi:nil="true"/>'


def case(identifier: str, results: dict[str, str], *, more: str = "", **inputs: str) -> str:
    told = "".join(f'<inputNode name="{name}">{each}</inputNode>' for name, each in inputs.items())
    expected = "".join(
        f'<resultNode name="{name}"><expected>{each}</expected></resultNode>'
        for name, each in results.items()
    )
    return f'<testCase id="{identifier}" {more}>{told}{expected}</testCase>'


def cases(*each: str, model: str = "0001-sums.dmn") -> str:
    return (
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        f"<modelName>\n{model}\n</modelName>{''.join(each)}</testCases>"
    )


FEW = cases(
    case("right", {"sum": value("3.000000001")}),
    case("wrong", {"sum": value("4")}),
    case("null", {"nothing": value("")}),
    case("service", {"out": value("7")}, more='type="decisionService" invocableName="offer"', n=value("2"), given=value("5")),
    case("java", {"far": value("3")}, n=value("-3")),
)  # fmt: skip


def write_kit(folder: Path, text: str = FEW, model: str = MODEL) -> Path:
    """The folder of a kit that holds these cases and their model."""
    root = folder / "kit"
    inner = root / "compliance-level-2" / "0001-sums"
    inner.mkdir(parents=True)
    (inner / "0001-sums.dmn").write_text(model)
    (inner / "0001-sums-test-01.xml").write_text(text)
    (inner / "readme.xml").write_text("<readme/>")
    return root
