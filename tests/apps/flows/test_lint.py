"""Bad models: each is refused by name, with its line and element."""

import pytest
from tests.apps.flows.documents import (
    OPERATIONS,
    ROUND,
    automatic,
    chain,
    choice,
    document,
    flow,
    parallel,
    task,
)

from onedoor.apps.flows.lint import MOST_NODES, lint
from onedoor.apps.flows.refusals import FlowRefused
from onedoor.apps.flows.services.release_flow import model_of
from onedoor.apps.flows.soundness import check_soundness
from onedoor.apps.flows.xml import MAX_BYTES, MAX_ELEMENTS, normalised, read_xml
from onedoor.errors import TooLarge
from onedoor.reference.flows import CODES, model_xml

CHAIN = chain("s", "a", "e")


def problems(xml) -> list:
    """Every problem of a document, at whichever stage it is found."""
    try:
        model = model_of(xml)
    except FlowRefused as refusal:
        return list(refusal.problems)
    return lint(model, OPERATIONS) or check_soundness(model)


@pytest.mark.parametrize("code", CODES)
def test_the_shipped_flows_have_no_problem(code):
    assert problems(model_xml(code)) == []


def test_a_parallel_part_within_a_loop_is_sound():
    assert problems(ROUND) == []


READING = [
    ("xml", "<bpmn:definitions"),
    ("xml", document(task("a"), CHAIN).encode("utf-16")),
    ("doctype", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + document(task("a"), CHAIN)),
    ("kind", "<definitions/>"),
    (
        "process",
        document(task("a"), CHAIN).replace("</bpmn:definitions>", "<bpmn:process/></bpmn:definitions>"),
    ),
    ("element_unsupported", document(task("a"), '<bpmn:scriptTask id="x" scriptFormat="python"/>', CHAIN)),
    ("element_unsupported", document(task("a"), '<bpmn:callActivity id="x"/>', CHAIN)),
    ("element_unsupported", document('<bpmn:boundaryEvent id="x" attachedToRef="a"/>', task("a"), CHAIN)),
    (
        "element_unsupported",
        document(task("a"), CHAIN).replace(
            "</bpmn:userTask>", "<bpmn:standardLoopCharacteristics/></bpmn:userTask>"
        ),
    ),
    (
        "element_unsupported",
        document(task("a"), CHAIN).replace("</bpmn:userTask>", "<bpmn:ioSpecification/></bpmn:userTask>"),
    ),
    (
        "extension_foreign",
        document(
            task("a"),
            '<x:preScript xmlns:x="http://spiffworkflow.org/bpmn/schema/1.0/core">import os</x:preScript>',
            CHAIN,
        ),
    ),
    (
        "extension_foreign",
        document(
            task("a").replace(
                "od:role", 'xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="x" od:role'
            ),
            CHAIN,
        ),
    ),
    ("extension_foreign", document(task("a"), '<od:script xmlns:od="urn:x">1</od:script>', CHAIN)),
    (
        "attribute_unsupported",
        document(task("a").replace("od:role", 'isForCompensation="true" od:role'), CHAIN),
    ),
    ("attribute_unsupported", document(task("a").replace("od:role", 'od:script="1" od:role'), CHAIN)),
    ("id", document(task("a"), task("a"), CHAIN)),
    ("id", document(task("a"), task(""), CHAIN)),
    ("flow_end", document(task("a"), CHAIN, flow("a", "nowhere"))),
    ("flow_twice", document(task("a"), CHAIN, CHAIN.replace('id="', 'id="again-'))),
    (
        "language",
        document(
            task("a"),
            CHAIN.replace(
                "</bpmn:sequenceFlow>",
                '<bpmn:conditionExpression language="python">True</bpmn:conditionExpression></bpmn:sequenceFlow>',
                1,
            ),
        ),
    ),
]
SAYING = [
    ("start", document('<bpmn:startEvent id="t"/>', task("a"), CHAIN, flow("t", "a"))),
    ("incoming", document(task("a"), task("b"), CHAIN, flow("b", "e"))),
    ("outgoing", document(task("a"), task("b"), chain("s", "a", "b"))),
    ("outgoing", document(task("a"), task("b"), CHAIN, chain("a", "b", "e"))),
    ("outgoing", document(task("a"), CHAIN, flow("e", "a"))),
    ("key", document(task("A"), chain("s", "A", "e"))),
    ("key", document(task("a-b"), chain("s", "a-b", "e"))),
    ("name", document(task("a").replace('name="a"', 'name=""', 1), CHAIN)),
    ("english_missing", document(task("a").replace('name="a" od:en="a"', 'name="审查"'), CHAIN)),
    ("role", document(task("a", role="emperor"), CHAIN)),
    ("role", document(task("a", role="supervisor"), CHAIN)),
    ("role", document(task("a", role=""), CHAIN)),
    ("place", document(task("a", place=""), CHAIN)),
    ("place", document(task("a", role="enterprise", place="lead"), CHAIN)),
    ("outcomes", document(task("a").replace('<od:outcome key="done" name="done" en="done"/>', ""), CHAIN)),
    ("outcome", document(task("a", "yes", "yes"), CHAIN)),
    ("outcome", document(task("a", "Yes!"), CHAIN)),
    ("operation_unknown", document(automatic("a", operation="os.system"), CHAIN)),
    ("operation_unknown", document(automatic("a", operation=""), CHAIN)),
    ("variable", document(automatic("a", sets="__class__"), CHAIN)),
    ("default", document(task("a"), choice("c", "s-a"), chain("s", "a", "c", "e"))),
    ("condition_missing", document(task("a"), task("b"), choice("c"), chain("s", "a", "c", "e"), chain("c", "b", "e"))),
    ("condition_unused", document(task("a"), CHAIN.replace("</bpmn:sequenceFlow>", "<bpmn:conditionExpression>true</bpmn:conditionExpression></bpmn:sequenceFlow>", 1))),
]  # fmt: skip


def parting(first: str, second: str = "", *, default: str = "c-e", outcomes=("yes", "no"), before="") -> str:
    """``a``, then a gateway to ``b`` on one condition and to the end on another or by default."""
    return document(
        task("a", *outcomes),
        before,
        task("b"),
        choice("c", default),
        chain("s", *(["f"] if before else []), "a", "c"),
        flow("c", "b", first) + flow("c", "e", second) + flow("b", "e"),
    )


CONDITIONS = [
    ("condition_feel", parting("a ==")),
    ("condition_feel", parting("__import__('os').system('true')")),
    ("name_unknown", parting('A = "yes"')),
    ("name_unknown", parting("amount > 5")),
    ("name_unset", parting('b = "done"')),
    ("condition_boolean", parting('"yes"')),
    ("condition_boolean", parting("null")),
    ("no_way_out", parting('a = "yes"', 'a = "maybe"', default="")),
    ("no_way_out", parting("v > 5", "v <= 5", default="", before=automatic("f", "v"))),
    ("dead", parting('a = "maybe"')),
]
SHAPES = [
    ("stuck", document(task("a"), task("b"), choice("c", "c-a"), parallel("j"), chain("s", "c", "a", "j", "e"), flow("c", "b", "true") + flow("b", "j"))),
    ("twice", document(task("a"), task("b"), task("d"), parallel("p"), chain("s", "p", "a", "d", "e"), chain("p", "b", "d"))),
    ("twice", document(task("a"), task("b"), parallel("p"), choice("m"), chain("s", "p", "a", "m", "e"), chain("p", "b", "m"))),
    ("endless", document(task("a", "x", "y"), task("b"), choice("c", "c-e"), choice("m"), chain("s", "a", "c", "e"), flow("c", "b", 'a = "x"') + chain("b", "m", "b"))),
    ("stuck", document(task("a"), parallel("p", "j"), chain("s", "j", "p", "a", "e"), flow("p", "j"))),
]  # fmt: skip
ALL = READING + SAYING + CONDITIONS + SHAPES


@pytest.mark.parametrize(("code", "xml"), ALL, ids=[f"{i}-{code}" for i, (code, _) in enumerate(ALL)])
def test_a_bad_model_is_refused_by_name(code, xml):
    assert f"flow.{code}" in [each.code for each in problems(xml)]


@pytest.mark.parametrize(("code", "xml"), ALL, ids=[f"{i}-{code}" for i, (code, _) in enumerate(ALL)])
def test_every_problem_names_line_and_element(code, xml):
    assert all(each.where.zh.startswith("第") and each.where.en.startswith("line ") for each in problems(xml))


def test_the_line_is_the_line_of_the_element():
    wrong = document(task("a"), task("b", role="emperor"), chain("s", "a", "b", "e"))
    (found,) = problems(wrong)
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if 'id="b"' in text)
    assert found.where.en == f"line {line}, userTask b"


def test_all_problems_of_elements_come_at_once():
    found = problems(document(task("a", role=""), task("b", place=""), chain("s", "a", "b", "e")))
    assert [each.code for each in found] == ["flow.role", "flow.place"]


def test_a_refusal_reads_in_both_languages():
    refusal = FlowRefused(problems(document(task("a", role=""), CHAIN)))
    assert "flow.role: 第5行 userTask a" in refusal.as_dict("zh-hans")["found"]
    assert "flow.role: line 5, userTask a" in refusal.as_dict("en")["found"]


@pytest.mark.parametrize(
    "xml", [" " * (MAX_BYTES + 1), document("<bpmn:documentation/>" * (MAX_ELEMENTS + 1))]
)
def test_a_document_beyond_the_bounds_is_too_large(xml):
    with pytest.raises(TooLarge):
        read_xml(xml)


def test_a_model_with_too_many_steps_is_refused():
    keys = [f"t{n}" for n in range(MOST_NODES)]
    wrong = document(*(task(key) for key in keys), chain("s", *keys, "e"))
    assert [each.code for each in problems(wrong)] == ["flow.too_large"]


def test_a_model_with_too_many_states_is_refused():
    keys = [f"t{n}" for n in range(16)]
    wide = document(
        *(task(key) for key in keys), parallel("p", "j"), flow("s", "p"), *(chain("p", k, "j") for k in keys), flow("j", "e")
    )  # fmt: skip
    assert [each.code for each in problems(wide)] == ["flow.too_large"]


def test_a_leading_equals_sign_of_a_modeler_is_no_part_of_the_condition():
    assert problems(parting('= a = "yes"')) == []


def test_documents_that_differ_in_writing_only_normalise_alike():
    plain = document(task("a"), CHAIN)
    other = "<?xml version='1.0'?><!-- by hand -->" + plain.replace("bpmn:", "b:").replace(":bpmn=", ":b=")
    assert normalised(read_xml(plain)) != normalised(read_xml(document(task("b"), chain("s", "b", "e"))))
    assert model_of(plain) == model_of(other)
    assert normalised(read_xml(plain)) == normalised(read_xml(plain.replace("\n", "\n\n  ")))


def test_lines_and_diagram_of_a_modeler_pass():
    root = read_xml(model_xml("permit"))
    assert b"BPMNShape" in normalised(root).encode()
