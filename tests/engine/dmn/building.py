"""Small DMN documents for tests. The id of every element is its name."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from onedoor.engine.dmn import Model, Reading, read_model

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
NAMESPACES = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": DMN,
}


def definitions(*parts: str, xmlns: str = DMN, namespace: str = "urn:m", more: str = "") -> str:
    """A whole document."""
    return (
        f'<definitions xmlns="{xmlns}" name="m" namespace="{namespace}" {more}>{"".join(parts)}</definitions>'
    )


def read(*parts: str, reading: Reading = Reading.STRICT) -> Model:
    """The model of these elements."""
    return read_model(definitions(*parts), reading=reading)


def typed(kind: str) -> str:
    return f" typeRef={quoteattr(kind)}" if kind else ""


def literal(text: str, kind: str = "") -> str:
    return f"<literalExpression{typed(kind)}><text>{escape(text)}</text></literalExpression>"


def input_data(name: str, kind: str = "") -> str:
    quoted = quoteattr(name)
    return f"<inputData id={quoted} name={quoted}><variable name={quoted}{typed(kind)}/></inputData>"


def needs(*requires: str) -> str:
    """Requirements such as ``Input x``, ``Decision y``, ``Knowledge f``; a reference with # is one as it is."""
    texts = []
    for each in requires:
        kind, _, name = each.partition(" ")
        what = "knowledgeRequirement" if kind == "Knowledge" else "informationRequirement"
        href = quoteattr(name if "#" in name else f"#{name}")
        texts.append(f"<{what}><required{kind} href={href}/></{what}>")
    return "".join(texts)


def decision(name: str, logic: str, *requires: str, kind: str = "") -> str:
    """A decision; a logic that is no XML is a literal expression."""
    quoted, boxed = quoteattr(name), logic if logic.startswith("<") or not logic else literal(logic)
    return (
        f"<decision id={quoted} name={quoted}><variable name={quoted}{typed(kind)}/>"
        f"{needs(*requires)}{boxed}</decision>"
    )


def knowledge(name: str, parameters: Sequence[str], body: str, *requires: str, kind: str = "") -> str:
    """Business knowledge; a parameter is ``name`` or ``name: type``."""
    formal = "".join(
        f"<formalParameter name={quoteattr(each.partition(': ')[0])}{typed(each.partition(': ')[2])}/>"
        for each in parameters
    )
    quoted, boxed = quoteattr(name), body if body.startswith("<") else literal(body)
    return (
        f"<businessKnowledgeModel id={quoted} name={quoted}><variable name={quoted}{typed(kind)}/>"
        f"<encapsulatedLogic>{formal}{boxed}</encapsulatedLogic>{needs(*requires)}</businessKnowledgeModel>"
    )


def service(name: str, *references: str, kind: str = "") -> str:
    """A decision service; references are ``outputDecision x``, ``inputData y`` and so on."""
    quoted = quoteattr(name)
    inner = "".join(
        f"<{what} href={quoteattr('#' + target)}/>"
        for what, _, target in (r.partition(" ") for r in references)
    )
    variable = f"<variable name={quoted}{typed(kind)}/>"
    return f"<decisionService id={quoted} name={quoted}>{variable}{inner}</decisionService>"


def table(inputs: Sequence[str], rules: Sequence[Sequence[str]], policy: str = "UNIQUE", **more: str) -> str:
    """A decision table with one output; each rule is its cells and, last, its output.

    ``more``: ``by`` (aggregation), ``values`` and ``default`` of the output, ``kind`` of the output.
    """
    columns = "".join(
        f"<input><inputExpression><text>{escape(each)}</text></inputExpression></input>" for each in inputs
    )
    values = f"<outputValues><text>{escape(more['values'])}</text></outputValues>" if "values" in more else ""
    default = (
        f"<defaultOutputEntry><text>{escape(more['default'])}</text></defaultOutputEntry>"
        if "default" in more
        else ""
    )
    aggregation = f' aggregation="{more["by"]}"' if "by" in more else ""
    return (
        f'<decisionTable hitPolicy="{policy}"{aggregation}>{columns}'
        f"<output{typed(more.get('kind', ''))}>{values}{default}</output>"
        f"{''.join(rule(each[:-1], each[-1:]) for each in rules)}</decisionTable>"
    )


def rule(cells: Sequence[str], outputs: Sequence[str]) -> str:
    return (
        "<rule>"
        + "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in cells)
        + "".join(f"<outputEntry><text>{escape(output)}</text></outputEntry>" for output in outputs)
        + "</rule>"
    )


def item(name: str, inner: str, *, many: bool = False) -> str:
    """An item definition; ``inner`` that is no XML is its base type."""
    body = inner if inner.startswith("<") else f"<typeRef>{escape(inner)}</typeRef>"
    collection = ' isCollection="true"' if many else ""
    return f"<itemDefinition name={quoteattr(name)}{collection}>{body}</itemDefinition>"


def component(name: str, kind: str, allowed: str = "") -> str:
    values = f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    return f"<itemComponent name={quoteattr(name)}><typeRef>{escape(kind)}</typeRef>{values}</itemComponent>"
