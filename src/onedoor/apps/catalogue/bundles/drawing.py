"""The diagram of a generated flow: columns by how far a node is from the start, rows as they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COLUMN, ROW, TASK = 180, 110, (120, 80)


def drawn(nodes: Sequence[str], flows: Sequence[tuple[str, str]]) -> str:
    """A BPMN plane with a shape for every node and an edge for every flow of the process ``bundle``."""
    places = _places(nodes, flows)
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}">'
        f'<dc:Bounds x="{x}" y="{y}" width="{TASK[0]}" height="{TASK[1]}" /></bpmndi:BPMNShape>'
        for name, (x, y) in places.items()
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="{source}_to_{target}_di" bpmnElement="{source}_to_{target}">'
        f"{_point(places[source], 1)}{_point(places[target], 0)}</bpmndi:BPMNEdge>"
        for source, target in flows
    )
    return (
        '<bpmndi:BPMNDiagram id="bundle_diagram"><bpmndi:BPMNPlane id="bundle_plane" bpmnElement="bundle">'
        f"{shapes}{edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )


def _places(nodes: Sequence[str], flows: Sequence[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    columns = _columns(nodes, flows)
    taken: dict[int, int] = {}
    found = {}
    for name in nodes:
        column = columns[name]
        row = taken.get(column, 0)
        taken[column] = row + 1
        found[name] = (40 + column * COLUMN, 40 + row * ROW)
    return found


def _columns(nodes: Sequence[str], flows: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """The longest way from the start, each node at most once on it; ways back are left out."""
    columns = dict.fromkeys(nodes, 0)
    forward = [(source, target) for source, target in flows if target != "intake" or source == "submitted"]
    for _ in nodes:
        for source, target in forward:
            columns[target] = max(columns[target], columns[source] + 1)
    return columns


def _point(place: tuple[int, int], end: int) -> str:
    return f'<di:waypoint x="{place[0] + end * TASK[0]}" y="{place[1] + TASK[1] // 2}" />'
