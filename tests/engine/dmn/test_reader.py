"""Reading models: what is refused, where the refusal points, and that hostile XML does no harm."""

from __future__ import annotations

import pytest

from onedoor.engine.dmn import DmnError, NoSuchDecision, read_model
from onedoor.engine.dmn.xml import MAX_BYTES
from onedoor.engine.feel import Unknown

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
ENTITY = '<?xml version="1.0"?><!DOCTYPE d [{}]><definitions xmlns="{}" name="&x;"/>'
LAUGHS = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))


def model(body: str) -> str:
    return f'<definitions xmlns="{DMN}" name="m">{body}</definitions>'


def decision(name: str, text: str, *requires: str) -> str:
    needs = "".join(
        f'<informationRequirement><required{kind} href="#{name}"/></informationRequirement>'
        for kind, _, name in (each.partition(" ") for each in requires)
    )
    return (
        f'<decision id="{name}" name="{name}">{needs}'
        f"<literalExpression><text><![CDATA[{text}]]></text></literalExpression></decision>"
    )


@pytest.mark.parametrize(
    ("code", "xml"),
    [
        ("dmn.doctype", ENTITY.format('<!ENTITY x SYSTEM "file:///etc/passwd">', DMN)),
        ("dmn.doctype", ENTITY.format('<!ENTITY x0 "ha">' + LAUGHS + '<!ENTITY x "&x9;">', DMN)),
        ("dmn.doctype", ENTITY.format('<!ENTITY x "y">', DMN).encode("utf-16")),
        ("dmn.size", " " * (MAX_BYTES + 1)),
        ("dmn.size", model("<a/>" * 60_000)),
        ("dmn.xml", "<definitions"),
        ("dmn.xml", ""),
        ("dmn.xml", "<a>" * 10_000),
        ("dmn.kind", "<definitions/>"),
        ("dmn.kind", f'<decision xmlns="{DMN}"/>'),
        ("dmn.reference", model(decision("d", "1", "Input nowhere"))),
        ("dmn.cycle", model(decision("a", "b", "Decision b") + decision("b", "a", "Decision a"))),
        ("dmn.cycle", model(decision("a", "a", "Decision a"))),
        ("dmn.name", model(decision("a", "1") + decision("a", "1"))),
        ("dmn.unknown_name", model(decision("d", "参保人数 > 3"))),
        ("dmn.feel.syntax", model(decision("d", "1 +"))),
        ("dmn.feel.limit", model(decision("d", "(" * 500))),
        ("dmn.language", model('<decision id="d" name="d"><literalExpression expressionLanguage="python">'
                               "<text>1</text></literalExpression></decision>")),
        ("dmn.function", model('<businessKnowledgeModel id="b" name="b"><encapsulatedLogic kind="Python"/>'
                               "</businessKnowledgeModel>")),
        ("dmn.hit_policy", model('<decision id="d" name="d"><decisionTable hitPolicy="BEST"><output/>'
                                 "</decisionTable></decision>")),
        ("dmn.rule", model('<decision id="d" name="d"><decisionTable><output/><rule/></decisionTable></decision>')),
        ("dmn.depth", model('<decision id="d" name="d">' + "<list>" * 60 + "</list>" * 60 + "</decision>")),
        ("dmn.chain", model(decision("d0", "1") + "".join(
            decision(f"d{n}", f"d{n - 1}", f"Decision d{n - 1}") for n in range(1, 100)))),
    ],
)  # fmt: skip
def test_a_bad_model_is_refused_with_its_reason(code: str, xml: str | bytes) -> None:
    with pytest.raises(DmnError) as caught:
        read_model(xml)
    assert caught.value.code == code
    assert caught.value.found is not None
    assert caught.value.expected is not None


def test_an_error_in_an_expression_names_the_decision_and_the_character() -> None:
    with pytest.raises(DmnError) as caught:
        read_model(model(decision("裁员率达标", "1 ＜ 2")))
    told = caught.value.as_dict("zh-hans")
    assert "裁员率达标" in told["where"]
    assert "第3个字符" in told["where"]
    assert "<" in told["mend"]


def test_a_decision_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchDecision) as caught:
        read_model(model(decision("d", "1"))).decide("e", {})
    assert (caught.value.found, str(caught.value.expected)) == ("e", "d")


def test_a_decision_nobody_asks_for_is_not_evaluated() -> None:
    endless = decision("endless", "count(for i in 1..1000000000 return i)")
    lazy = decision("lazy", "false and endless > 1", "Decision endless")
    assert read_model(model(endless + lazy)).decide("lazy", {}).value is False


def test_each_decision_is_evaluated_once() -> None:
    costly = decision("d0", "count(for i in 1..60000 return i)")
    chain = "".join(decision(f"d{n}", f"d{n - 1} + d{n - 1}", f"Decision d{n - 1}") for n in range(1, 21))
    assert read_model(model(costly + chain)).decide("d20", {}).value == 60000 * 2**20


def test_business_knowledge_is_called_by_name() -> None:
    body = (
        '<inputData id="x" name="x"/><businessKnowledgeModel id="f" name="twice"><encapsulatedLogic>'
        '<formalParameter name="n"/><literalExpression><text>n * 2</text></literalExpression>'
        '</encapsulatedLogic></businessKnowledgeModel><decision id="d" name="d">'
        '<informationRequirement><requiredInput href="#x"/></informationRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
        "<literalExpression><text>twice(x) + twice(n: 1)</text></literalExpression></decision>"
    )
    twice = read_model(model(body))
    assert twice.decide("d", {"x": 20}).value == 42
    assert isinstance(twice.decide("d", {}).value, Unknown)


def test_boxed_contexts_use_their_earlier_entries_and_end_in_their_result() -> None:
    body = (
        '<decision id="d" name="d"><context>'
        '<contextEntry><variable name="unit price"/><literalExpression><text>1500</text></literalExpression></contextEntry>'
        "<contextEntry><literalExpression><text>unit price * 3</text></literalExpression></contextEntry>"
        "</context></decision>"
    )
    assert read_model(model(body)).decide("d", {}).value == 4500
