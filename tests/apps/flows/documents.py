"""Small flow documents for tests, written as a few lines of elements."""

from __future__ import annotations

from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.services.release_flow import model_of

OPERATIONS = {
    "cases.accept_automatically",
    "cases.issue_decision",
    "cases.notify_applicant",
    "cases.record_payment",
    "cases.review_automatically",
}
HEAD = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:od="https://onedoor.dev/ns/bpmn">
<bpmn:process id="p" name="流程" od:en="Flow"{process}>
"""
TAIL = "</bpmn:process></bpmn:definitions>"


def task(key: str, *outcomes: str, role: str = "reviewer", place: str = "lead") -> str:
    told = "".join(f'<od:outcome key="{o}" name="{o}" en="{o}"/>' for o in outcomes or ("done",))
    where = f' od:place="{place}"' if place else ""
    return (
        f'<bpmn:userTask id="{key}" name="{key}" od:en="{key}" od:role="{role}"{where}>'
        f"<bpmn:extensionElements>{told}</bpmn:extensionElements></bpmn:userTask>"
    )


def automatic(key: str, sets: str = "", operation: str = "cases.review_automatically") -> str:
    return f'<bpmn:serviceTask id="{key}" name="{key}" od:operation="{operation}" od:sets="{sets}"/>'


def choice(key: str, default: str = "") -> str:
    told = f' default="{default}"' if default else ""
    return f'<bpmn:exclusiveGateway id="{key}"{told}/>'


def parallel(*keys: str) -> str:
    return "".join(f'<bpmn:parallelGateway id="{key}"/>' for key in keys)


def flow(source: str, target: str, condition: str = "") -> str:
    told = (
        f"<bpmn:conditionExpression><![CDATA[{condition}]]></bpmn:conditionExpression>" if condition else ""
    )
    return f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">{told}</bpmn:sequenceFlow>'


def chain(*keys: str) -> str:
    """Flows from each to the next."""
    return "".join(flow(one, next_) for one, next_ in zip(keys, keys[1:], strict=False))


def document(*parts: str, process: str = "") -> str:
    """A document with a start ``s`` and an end ``e``; one part a line, from line 5 on."""
    body = "\n".join(['<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>', *parts])
    return HEAD.format(process=process) + body + "\n" + TAIL


def model(*parts: str) -> FlowModel:
    return model_of(document(*parts))


ROUND = document(
    task("a", "go", "stop"),
    choice("c", "c-p"),
    parallel("p", "j"),
    task("b"),
    task("d"),
    automatic("f", "again"),
    choice("g", "g-e"),
    chain("s", "a", "c", "p", "b", "j", "f", "g", "e") + flow("p", "d") + flow("d", "j"),
    flow("c", "e", 'a = "stop"') + flow("g", "a", "again = true"),
)
"""A parallel part inside a loop: what engines get wrong first."""
