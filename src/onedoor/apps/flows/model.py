"""What a flow model says once it was read: plain data, no XML, no engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from onedoor.text import Text


class NodeKind(StrEnum):
    START = "start"
    END = "end"
    HUMAN = "human"
    AUTOMATIC = "automatic"
    CHOICE = "choice"
    PARALLEL = "parallel"


TASKS = (NodeKind.HUMAN, NodeKind.AUTOMATIC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way for a person to finish a step."""

    key: str
    name: Text

    def as_dict(self) -> dict[str, str]:
        return {"key": self.key, **self.name.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """``sets`` names the variables an automatic step answers with; ``default`` is a gateway's flow id."""

    id: str
    kind: NodeKind
    name: Text
    role: str = ""
    place: str = ""
    outcomes: tuple[Outcome, ...] = ()
    operation: str = ""
    sets: tuple[str, ...] = ()
    default: str = ""
    line: int = field(default=0, compare=False)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": str(self.kind),
            "name": self.name.as_dict(),
            "role": self.role,
            "place": self.place,
            "outcomes": [outcome.as_dict() for outcome in self.outcomes],
            "operation": self.operation,
            "sets": list(self.sets),
            "default": self.default,
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Node:
        """Read back ``as_dict()``."""
        return cls(
            id=value["id"],
            kind=NodeKind(value["kind"]),
            name=Text.of(value["name"]),
            role=value["role"],
            place=value["place"],
            outcomes=tuple(Outcome(each["key"], Text.of(each)) for each in value["outcomes"]),
            operation=value["operation"],
            sets=tuple(value["sets"]),
            default=value["default"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One sequence flow; ``condition`` is FEEL, empty where there is none."""

    id: str
    source: str
    target: str
    condition: str = ""
    line: int = field(default=0, compare=False)

    def as_dict(self) -> dict[str, str]:
        return {"id": self.id, "source": self.source, "target": self.target, "condition": self.condition}


@dataclass(frozen=True)
class FlowModel:
    """One process. ``given`` names the variables it is started with; flows stand in document order."""

    name: Text
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    given: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name.as_dict(),
            "nodes": [node.as_dict() for node in self.nodes.values()],
            "flows": [flow.as_dict() for flow in self.flows],
            "given": list(self.given),
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> FlowModel:
        """Read back ``as_dict()``."""
        return cls(
            name=Text.of(value["name"]),
            nodes={each["id"]: Node.of(each) for each in value["nodes"]},
            flows=tuple(Flow(**each) for each in value["flows"]),
            given=tuple(value["given"]),
        )

    def outgoing(self, node_id: str) -> tuple[Flow, ...]:
        return self._by_source.get(node_id, ())

    def incoming(self, node_id: str) -> tuple[Flow, ...]:
        return self._by_target.get(node_id, ())

    def of_kind(self, *kinds: NodeKind) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind in kinds]

    @property
    def start(self) -> Node:
        return self.of_kind(NodeKind.START)[0]

    def usual(self, node: Node) -> tuple[Flow, ...]:
        """Where things usually go on from here: all flows, but of a choice its default, else its first."""
        flows = self.outgoing(node.id)
        if node.kind is not NodeKind.CHOICE:
            return flows
        return tuple(flow for flow in flows if flow.id == node.default) or flows[:1]

    @cached_property
    def _by_source(self) -> dict[str, tuple[Flow, ...]]:
        return {
            node: tuple(flow for flow in self.flows if flow.source == node)
            for node in {flow.source for flow in self.flows}
        }

    @cached_property
    def _by_target(self) -> dict[str, tuple[Flow, ...]]:
        return {
            node: tuple(flow for flow in self.flows if flow.target == node)
            for node in {flow.target for flow in self.flows}
        }
